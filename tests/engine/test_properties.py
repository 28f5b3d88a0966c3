"""What holds of every story and every walk through it."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.engine.machine import advance, choose, start
from game.engine.program import Program
from game.engine.prose import text_of
from game.engine.state import Turn
from game.engine.transcript import turn_text
from game.engine.walk import Walk
from game.model.load import campaigns, load
from game.model.story import Story
from game.session.playthrough import ADVANCE, Playthrough
from game.session.saves import decode, encode, restore, snapshot
from tests.small import whole

ROOT = Path(__file__).parents[2]
STATS = ("paranoia", "grain", "debt")
FLAGS = ("promised", "insulted")
WRITTEN = "1921-02-24T12:00:00+00:00"


@st.composite
def conditions(draw: st.DrawFn, depth: int = 2) -> str:
    """A condition over the names of `stories`."""
    kind = draw(st.sampled_from(["stat", "flag", "band", "word", "visit", "named", "deep"]))
    match kind:
        case "stat":
            operator = draw(st.sampled_from(["<", "<=", "==", "!=", ">=", ">"]))
            name = draw(st.sampled_from(STATS))
            return f"{name} {operator} {draw(st.integers(0, 60))}"
        case "flag":
            return draw(st.sampled_from(FLAGS))
        case "band":
            return f"paranoia is {draw(st.sampled_from(['calm', 'haunted']))}"
        case "word":
            return f"envoy is {draw(st.sampled_from(['nobody', 'hoover']))}"
        case "visit":
            return f"seen(p{draw(st.integers(0, 2))}) >= {draw(st.integers(1, 3))}"
        case "named":
            return "the army holds"
    if depth == 0:
        return "promised"
    joint = draw(st.sampled_from(["and", "or"]))
    one, other = draw(conditions(depth - 1)), draw(conditions(depth - 1))
    return draw(st.sampled_from([f"not ({one})", f"({one}) {joint} not ({other})"]))


EFFECTS = st.one_of(
    st.builds("{} {:+d}".format, st.sampled_from(STATS), st.integers(-80, 80)),
    st.builds("{} {:+d}%".format, st.sampled_from(STATS), st.integers(-100, 100)),
    st.builds("{} {}".format, st.sampled_from(["set", "clear"]), st.sampled_from(FLAGS)),
    st.sampled_from(["envoy is hoover", "envoy is nobody", "debt = -10", "grain = 20"]),
    st.sampled_from(
        ["grain +1 to 6", "grain = 2 to 9", "debt -1 to 30", "kill joe", "restore joe"]
    ),
)
TRIGGERS = ("in 1 chapter", "in 2 chapters", "on 1921-03-01", "on 1922")
LINES = st.sampled_from(
    [
        "It is {paranoia} and {debt - 1}.",
        "{shuffle: a | b | c} {cycle: a | b} {once: a | b}",
        "{first: a | then: b | last: c}",
        "{paranoia: calm: a | haunted: b} {envoy}",
        "{if promised} Only then.",
        "{if the army holds: *a* | otherwise: _b_}",
    ]
)


@st.composite
def triggers(draw: st.DrawFn) -> str:
    """When something is due."""
    written: str = draw(st.one_of(st.sampled_from(TRIGGERS), conditions().map("when {}".format)))
    return written


@st.composite
def leavings(draw: st.DrawFn, indent: str) -> str:
    """What happens before a passage is left, and what comes of it later."""
    lines = []
    if draw(st.integers(0, 3)) == 0:
        value = draw(st.sampled_from(["", "(envoy = hoover)", "(grain = 3, promised)"]))
        lines.append(f"call: scene{value}")
    if draw(st.integers(0, 3)) == 0:
        lines.append("draw: deck")
    if draw(st.integers(0, 3)) == 0:
        away = "in 2 chapters': p0"  # what would be due at once would come without end
        event = draw(st.sampled_from(["e0", "e1"]))
        written = draw(st.one_of(st.just(away), triggers().map(lambda at: f"{at}': {event}")))
        lines.append(f"later: {{'{written}}}")
    return "".join(f"{indent}{line}\n" for line in lines)


@st.composite
def interruptions(draw: st.DrawFn) -> str:
    """Two events, two cards and a scene of two passages."""
    parts = ["      e0: {text: An event., do: paranoia +7"]
    parts.append(f", event: {{when: '{draw(triggers())}', once: {draw(YES_OR_NO)}}}}}\n")
    parts.append("      e1: {text: Another., choices: [Ask. -> return, Stay. -> e2]")
    parts.append(f", event: {{when: '{draw(triggers())}', if: '{draw(conditions())}'}}}}\n")
    parts.append("      e2: {do: set insulted, next: return}\n")
    for number in range(2):
        rest, once = draw(st.sampled_from(["", ", rest: 2 chapters"])), draw(YES_OR_NO)
        card = f"deck: deck, once: {once}, weight: {draw(st.integers(1, 3))}{rest}"
        parts.append(f"      k{number}: {{text: A card., do: grain -2, card: {{{card}}}}}\n")
    parts.append("      scene: {text: 'A scene of {envoy}.', next: last}\n")
    parts.append("      last: {do: paranoia -3, text: '{if promised} So.', next: return}\n")
    return "".join(parts)


YES_OR_NO = st.sampled_from(["yes", "no"])


@st.composite
def stories(draw: st.DrawFn) -> str:
    """A campaign of a few passages, of which the last is an ending."""
    count = draw(st.integers(3, 7))
    parts = [
        "campaign: any\nstart: p0\nstats:\n"
        "  paranoia: {start: 40, bands: {calm: 0, haunted: 60}}\n"
        "numbers:\n  grain: {to: 20, start: 6}\n  debt: {from: -10, to: 10, start: 0}\n"
        "flags:\n  promised: You promised.\n  insulted: You insulted.\n"
        "named:\n  envoy: {one of: [nobody, hoover], start: nobody}\n"
        "cast:\n  joe: {name: Joe, says: JOE}\n"
        f"conditions:\n  the army holds: grain > {draw(st.integers(0, 20))} and not insulted\n"
        "chapters:\n  aside:\n    passages:\n"
    ]
    parts.append(draw(interruptions()))
    targets = st.integers(0, count).map(lambda number: f"p{number}")
    for number in range(count):
        if number % 2 == 0:
            date = ("1921-01", "1921-02-24", "1921-05", "")[number // 2 % 4]
            parts.append(f"  chapter{number}:\n    date: {date}\n" if date else f"  c{number}:\n")
            parts.append("    passages:\n")
        parts.append(f"      p{number}:\n")
        parts.append(draw(leavings("        ")))
        effects = draw(st.lists(EFFECTS, max_size=3))
        if effects:
            parts.append(f"        do: {', '.join(effects)}\n")
        lines = draw(st.lists(LINES, min_size=1, max_size=3))
        parts.append("        text: |\n" + "\n".join(f"          {line}\n" for line in lines))
        choices = draw(st.integers(0, 3))
        if choices:
            parts.append("        choices:\n")
        for choice in range(choices):
            parts.append(f"          - text: Go {choice}.\n            id: c{choice}\n")
            if draw(st.booleans()):
                parts.append(f"            if: {draw(conditions())}\n")
            if draw(st.booleans()):
                parts.append(f"            do: {', '.join(draw(st.lists(EFFECTS, min_size=1)))}\n")
            if draw(st.booleans()):
                parts.append("            once: yes\n")
            if draw(st.integers(0, 4)) == 0:
                parts.append("            fallback: yes\n")
            parts.append(draw(leavings("            ")))
            parts.append(
                f"            goto:\n              - if {draw(conditions())}: {draw(targets)}\n"
                f"              - otherwise: {draw(targets)}\n"
            )
        chance = f"{draw(st.integers(1, 9))} in 10"
        otherwise = f"{{otherwise: {draw(targets)}}}"
        parts.append(f"        next: [{{{chance}: {draw(targets)}}}, {otherwise}]\n")
    parts.append(f"      p{count}: {{text: The end., ending: End}}\n")
    return "".join(parts)


def within_bounds(turn: Turn, story: Story) -> None:
    for stat in story.numbers.values():
        value = turn.state.values[stat.id]
        assert isinstance(value, int)
        assert stat.low <= value <= stat.high, stat.id
    for named in story.named.values():
        assert turn.state.values[named.id] in named.words
    for flag in story.flags:
        assert turn.state.values[flag] in (True, False)


def every_open_offer_leads_on(played: Playthrough) -> None:
    for offer in played.turn.offers:
        if offer.open:
            played.take(offer.id)
            assert played.turn.state.turn == len(played.turns) - 1
            played.undo()


def restores_equal(played: Playthrough) -> None:
    restored = restore(decode(encode(snapshot(played, WRITTEN))), played.program)
    assert restored.notes == ()
    again = restored.playthrough.turn
    assert again == played.turn
    assert turn_text(again) == turn_text(played.turn)


def walk(program: Program, seed: int, longest: int, thorough: bool = True) -> Playthrough:
    """A walk that prefers the least-used offer, with what must hold checked at each turn."""
    chance = random.Random(seed)
    used: dict[tuple[str, str], int] = {}
    played = Playthrough.begin(program, seed)
    for _ in range(longest):
        turn = played.turn
        within_bounds(turn, program.story)
        turn_text(turn)
        if thorough:
            every_open_offer_leads_on(played)
            restores_equal(played)
        open_offers = [offer for offer in turn.offers if offer.open]
        if not (open_offers or turn.can_advance):
            assert turn.over or turn.stuck
            break
        pick: str = ADVANCE
        if open_offers:
            fewest = min(used.get((turn.passage.id, each.id), 0) for each in open_offers)
            pick = chance.choice(
                [o.id for o in open_offers if used.get((turn.passage.id, o.id), 0) == fewest]
            )
            key = (turn.passage.id, pick)
            used[key] = used.get(key, 0) + 1
        before, state = turn, turn.state
        played.take(pick)
        after = played.turn
        assert played.undo() is before
        assert played.turn.state == state
        played.take(pick)
        assert played.turn == after
    return played


@given(stories(), st.integers(0, 2**31))
def test_a_walk_through_any_story_holds_what_is_promised(text: str, seed: int) -> None:
    walk(Program(whole(text)), seed, 12)


@pytest.mark.soak
@settings(settings.get_profile("soak"))
@given(stories(), st.integers(0, 2**31))
def test_long_walks_through_thousands_of_stories(text: str, seed: int) -> None:
    walk(Program(whole(text)), seed, 40)


@given(stories(), st.integers(0, 2**31))
def test_a_walk_in_place_comes_to_what_turn_after_turn_comes_to(text: str, seed: int) -> None:
    program = Program(whole(text))
    chance = random.Random(seed)
    turn = start(program, seed)
    walk = Walk(program, turn.state)
    for _ in range(25):
        steps = walk.open()
        assert [step.id for step in steps] == [offer.id for offer in turn.offers if offer.open]
        if steps:
            step = chance.choice(steps)
            walk.take(step)
            turn = choose(program, turn.state, step.id)
        elif turn.can_advance:
            walk.advance()
            turn = advance(program, turn.state)
        else:
            assert walk.over == turn.over
            break
        assert walk.state() == turn.state
        words = [text_of(line.words) for page in turn.pages for line in page]
        assert walk.text() == "\n".join(words)


@given(stories(), st.integers(0, 2**31))
def test_undo_to_the_start_gives_every_turn_back(text: str, seed: int) -> None:
    played = walk(Program(whole(text)), seed, 10, thorough=False)
    turns = list(played.turns)
    while played.can_undo:
        turns.pop()
        assert played.undo() is turns[-1]
    assert played.undo() is turns[0]
    assert played.picks == []
    assert played.turn == Playthrough.begin(played.program, seed).turn


@pytest.mark.parametrize("folder", campaigns(ROOT / "story"), ids=lambda folder: folder.name)
def test_walks_through_the_shipped_story_hold_what_is_promised(folder: Path) -> None:
    loaded = load(folder, ROOT / "story")
    assert loaded.story is not None, [str(found) for found in loaded.diagnostics]
    program = Program(loaded.story)
    for seed in range(3):
        played = walk(program, seed, 60, thorough=False)
        restores_equal(played)
        every_open_offer_leads_on(played)
