"""What holds of every story and every walk through it."""

import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.engine.machine import advance, choose, start
from game.engine.program import Program
from game.engine.prose import text_of
from game.engine.state import Turn
from game.engine.transcript import turn_text
from game.engine.walk import StoryStops, Walk
from game.model.load import campaigns, load
from game.model.story import Story
from game.session.playthrough import ADVANCE, Playthrough
from game.session.saves import decode, encode, restore, snapshot
from tests.engine.any_story import stories, wild_stories
from tests.small import whole

ROOT = Path(__file__).parents[2]
WRITTEN = "1921-02-24T12:00:00+00:00"


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


@given(st.one_of(stories(), wild_stories()), st.integers(0, 2**31))
def test_a_walk_in_place_comes_to_what_turn_after_turn_comes_to(text: str, seed: int) -> None:
    program = Program(whole(text))
    chance = random.Random(seed)
    try:
        turn = start(program, seed)
    except StoryStops:
        return
    walk = Walk(program, turn.state)
    for _ in range(25):
        steps = walk.open()
        assert [step.id for step in steps] == [offer.id for offer in turn.offers if offer.open]
        step = chance.choice(steps) if steps else None
        try:
            if step is not None:
                turn = choose(program, turn.state, step.id)
            elif turn.can_advance:
                turn = advance(program, turn.state)
            else:
                assert walk.over == turn.over
                break
        except StoryStops as stop:
            with pytest.raises(StoryStops, match=re.escape(str(stop))):
                walk.advance() if step is None else walk.take(step)
            break
        if step is None:
            walk.advance()
        else:
            walk.take(step)
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
