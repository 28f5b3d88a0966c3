"""What a turn is: the order of what happens in it, and what it never does."""

import copy
from collections.abc import Mapping

import attrs
import pytest

from game.engine.machine import NotOffered, StoryStops, advance, choose, resume, start
from game.engine.program import Program
from game.engine.state import State, Turn
from tests.small import campaign, program, read, whole, with_values

OUT = "\nout: {text: out, ending: Out}"


def after(effects: str, **values: int | bool | str) -> Mapping[str, int | bool | str]:
    """The values after these effects of a choice."""
    played = program(
        f"here:\n  text: x\n  choices:\n    - {{text: Go., do: '{effects}', goto: out}}{OUT}"
    )
    state = with_values(start(played, 1).state, **values)
    return choose(played, state, "out").state.values


def offered(turn: Turn) -> list[str]:
    return [offer.id for offer in turn.offers if offer.open]


def test_effects_come_before_entry_effects_before_silent_routes_before_offers() -> None:
    played = program("""
        here:
          text: here
          choices:
            - {text: Go., do: "grain = 2", goto: [{if grain == 2: a}, {otherwise: out}]}
        a: {do: "grain +3", next: [{if grain == 5: b}, {otherwise: out}]}
        b:
          do: grain +4
          text: "b {grain}"
          choices:
            - {text: Nine., if: grain == 9, goto: out}
            - {text: Five., id: five, if: grain == 5, goto: out}
        out: {text: out, ending: Out}
    """)
    turn = choose(played, start(played, 1).state, "a")
    assert turn.state.passage == "b"
    assert read(turn) == "b 9"
    assert offered(turn) == ["out"]


def test_the_first_passage_is_entered_with_its_effects() -> None:
    turn = start(program("here: {do: grain +1, text: '{grain}', ending: E}"), 1)
    assert turn.state.values["grain"] == 7
    assert turn.state.visits == {"here": 1}
    assert turn.state.turn == 0


def test_a_story_may_begin_in_silence() -> None:
    turn = start(program("here: {do: grain +1, next: a}\na: {text: '{grain}', ending: E}"), 1)
    assert (turn.state.passage, turn.state.turn) == ("a", 0)
    assert turn.state.visits == {"here": 1, "a": 1}


@pytest.mark.parametrize(
    ("effects", "grain"),
    [
        ("grain +50", 20),
        ("grain -50", 0),
        ("grain +50, grain -1", 19),
        ("grain -50, grain +1", 1),
        ("grain -1, grain +50", 20),
        ("grain = 20, grain +1", 20),
        ("grain +0", 6),
        ("grain = 0", 0),
    ],
)
def test_every_effect_is_held_to_the_bounds_at_once(effects: str, grain: int) -> None:
    assert after(effects)["grain"] == grain


@pytest.mark.parametrize(
    ("before", "effect", "result"),
    [
        (0, "+10%", 10),
        (45, "+10%", 50),
        (91, "+10%", 91),
        (90, "+10%", 91),
        (100, "+10%", 100),
        (0, "-10%", 0),
        (9, "-10%", 9),
        (10, "-10%", 9),
        (19, "-10%", 18),
        (100, "-10%", 90),
        (45, "+100%", 100),
        (45, "-100%", 0),
        (45, "+0%", 45),
        (33, "+50%", 66),
        (33, "-50%", 17),
    ],
)
def test_a_percentage_is_of_the_distance_rounded_to_the_bound_it_leaves(
    before: int, effect: str, result: int
) -> None:
    assert after(f"paranoia {effect}", paranoia=before)["paranoia"] == result


@pytest.mark.parametrize(("effect", "result"), [("+50%", 5), ("-50%", -4)])
def test_a_percentage_knows_both_bounds(effect: str, result: int) -> None:
    declared = "campaign: small\nstart: here\nnumbers:\n  debt: {from: -10, to: 10, start: 1}\n"
    played = program(f"here: {{do: debt {effect}, text: x, ending: E}}", declared)
    assert start(played, 1).state.values["debt"] == result


def test_flags_words_and_fates_are_given() -> None:
    values = after("set promised, envoy is hoover, kill elsa, trust.elsa +60, clear insulted")
    assert values["promised"] is True
    assert values["insulted"] is False
    assert values["envoy"] == "hoover"
    assert values["fate.elsa"] == "dead"
    assert values["trust.elsa"] == 100


def test_the_first_route_that_holds_is_taken() -> None:
    played = program("""
        here:
          text: x
          next:
            - if promised: a
            - if grain >= 6: b
            - otherwise: c
        a: {text: a, ending: A}
        b: {text: b, ending: B}
        c: {text: c, ending: C}
    """)
    state = start(played, 1).state
    assert advance(played, state).state.passage == "b"
    assert advance(played, with_values(state, promised=True)).state.passage == "a"
    assert advance(played, with_values(state, grain=5)).state.passage == "c"


ENDINGS = """
    here: {text: x, next: the-ending}
    late: {text: late, ending: {title: L, order: 3}}
    second: {text: second, ending: {title: S, order: 2, if: promised}}
    first: {text: first, ending: {title: F, order: 1, if: promised and insulted}}
    plain: {text: plain, ending: Plain}
"""


@pytest.mark.parametrize(
    ("promised", "insulted", "ending"),
    [(False, False, "late"), (True, False, "second"), (True, True, "first")],
)
def test_the_ending_is_the_first_by_order_that_holds(
    promised: bool, insulted: bool, ending: str
) -> None:
    played = program(ENDINGS)
    state = with_values(start(played, 1).state, promised=promised, insulted=insulted)
    turn = advance(played, state)
    assert turn.state.passage == ending
    assert turn.over


def test_no_ending_that_holds_leaves_the_story_stuck() -> None:
    played = program(
        "here: {text: x, next: the-ending}\ne: {text: e, ending: {title: E, if: promised}}"
    )
    turn = start(played, 1)
    assert turn.stuck
    with pytest.raises(NotOffered):
        advance(played, turn.state)


def test_a_choice_whose_ways_all_fail_stops_the_story() -> None:
    played = program(
        f"here:\n  text: x\n  choices:\n    - {{text: Go., goto: [{{if promised: out}}]}}{OUT}"
    )
    with pytest.raises(StoryStops):
        choose(played, start(played, 1).state, "out")


def test_a_choice_without_a_target_goes_where_its_passage_goes() -> None:
    played = program(f"here:\n  text: x\n  choices: [Go.]\n  next: out{OUT}")
    turn = start(played, 1)
    assert not turn.can_advance
    assert choose(played, turn.state, "out").over


def test_once_taken_a_choice_of_one_time_is_gone() -> None:
    played = program(
        "here:\n  text: x\n  choices:\n"
        f"    - {{text: Read., id: read, once: yes, goto: here}}\n    - Leave. -> out{OUT}"
    )
    turn = choose(played, start(played, 1).state, "read")
    assert [offer.id for offer in turn.offers] == ["out"]
    with pytest.raises(NotOffered):
        choose(played, turn.state, "read")


LOCKED = """
    here:
      text: x
      choices:
        - {text: A., id: a, if: paranoia >= 60, locked: Not yet., goto: out}
        - {text: B., id: b, if: promised, goto: out}
        - {text: C., id: c, if: promised, locked: hidden, goto: out}
        - {text: D., id: d, if: paranoia is haunted and grain > 7, goto: out}
        - {text: E., id: e, if: not seen(here), goto: out}
        - {text: F., id: f, if: the army holds, goto: out}
        - {text: G., id: g, if: the army holds and insulted, goto: out}
        - Go. -> out
    out: {text: out, ending: Out}
"""


def test_a_locked_choice_gives_its_reason_and_its_figures() -> None:
    offers = {offer.id: offer for offer in start(program(LOCKED), 1).offers}
    told = {id_: (text(offer.reason), offer.figures) for id_, offer in offers.items()}
    assert told == {
        "a": ("Not yet.", "paranoia 60 needed, 40 held"),
        "b": ("not yet so: You promised boots", ""),
        "d": ("paranoia must be haunted, it is watchful; grain 8 needed, 6 held", ""),
        "e": ("something you have done", ""),
        "f": ("", ""),
        "g": ("not yet so: You insulted the sailors", ""),
        "out": ("", ""),
    }
    assert {id_ for id_, offer in offers.items() if offer.open} == {"f", "out"}


def test_a_hidden_choice_is_offered_only_while_it_is_open() -> None:
    played = program(LOCKED)
    state = start(played, 1).state
    hidden = resume(played, state)
    shown = resume(played, with_values(state, promised=True))
    assert "c" not in [offer.id for offer in hidden.offers]
    assert "c" in offered(shown)


def test_chosen_and_seen_count() -> None:
    played = program("""
        here:
          text: "{seen(here)} {chosen(again)} {seen(out)}"
          choices:
            - {text: Again., id: again, goto: here}
            - {text: Third., id: third, if: seen(here) >= 3 and chosen(again) == 2, goto: out}
        out: {text: out, ending: Out}
    """)
    turn = start(played, 1)
    texts = [read(turn)]
    for _ in range(2):
        turn = choose(played, turn.state, "again")
        texts.append(read(turn))
    assert texts == ["1 0 0", "2 1 0", "3 2 0"]
    assert "third" in offered(turn)
    assert turn.state.visits == {"here": 3}
    assert turn.state.chosen == {"here/again": 2}
    assert turn.state.turn == 2


def test_a_choice_counts_as_chosen_before_its_way_on_is_decided() -> None:
    played = program(f"""
here:
  text: x
  choices:
    - {{text: Go., id: go, goto: [{{if chosen(go) == 1: out}}, {{otherwise: here}}]}}
{OUT}""")
    assert choose(played, start(played, 1).state, "go").over


@pytest.mark.parametrize("choice", ["nonsense", "", "here", "locked", "hidden", ">"])
def test_what_is_not_open_cannot_be_chosen(choice: str) -> None:
    played = program(
        "here:\n  text: x\n  choices:\n    - Go. -> out\n"
        "    - {text: L., id: locked, if: promised, goto: out}\n"
        f"    - {{text: H., id: hidden, if: promised, locked: hidden, goto: out}}{OUT}"
    )
    with pytest.raises(NotOffered):
        choose(played, start(played, 1).state, choice)


def test_the_story_goes_on_by_itself_only_without_an_open_choice() -> None:
    played = program(
        "here:\n  text: x\n  next: out\n  choices:\n"
        f"    - {{text: L., id: l, if: promised, goto: out}}{OUT}"
    )
    turn = start(played, 1)
    assert turn.can_advance
    assert advance(played, turn.state).over
    state = with_values(turn.state, promised=True)
    assert not resume(played, state).can_advance
    with pytest.raises(NotOffered):
        advance(played, state)


def test_an_ending_neither_goes_on_nor_lets_choose() -> None:
    played = program(
        "here:\n  text: x\n  ending: E\n  next: here\n"
        "  choices:\n    - {text: A., id: a, goto: here}"
    )
    turn = start(played, 1)
    assert turn.over
    assert not turn.can_advance
    assert turn.offers == ()
    with pytest.raises(NotOffered):
        advance(played, turn.state)
    with pytest.raises(NotOffered):
        choose(played, turn.state, "a")


def test_changes_tell_each_number_once_from_before_the_turn() -> None:
    played = program("""
        here:
          text: x
          choices: [{text: Go., do: "grain +2, grain +3, paranoia +5, paranoia -5", goto: a}]
        a: {do: purges -1, text: y, ending: E}
    """)
    turn = choose(played, start(played, 1).state, "a")
    changes = {change.name: (change.before, change.after) for change in turn.changes}
    assert changes == {"grain": (6, 11), "purges": (50, 49)}


def test_an_answer_is_read_in_the_state_before_the_target_is_entered() -> None:
    played = program("""
        here:
          text: x
          choices: [{text: Go., do: "grain = 9", answer: "{grain} {seen(a)}", goto: a}]
        a: {do: grain = 3, text: "{grain} {seen(a)}", ending: E}
    """)
    turn = choose(played, start(played, 1).state, "a")
    assert read(turn).split("\n")[:2] == ["9 0", "3 1"]


def test_chapters_entered_are_kept_in_order() -> None:
    text = """\
campaign: c
start: one
chapters:
  one: {passages: {a: {text: x, next: two}, b: {text: x, ending: E}}}
  two: {passages: {c: {text: y, next: d}, d: {next: b}}}
"""
    played = Program(whole(text))
    turn = start(played, 1)
    while turn.can_advance:
        turn = advance(played, turn.state)
    assert turn.state.chapters == ("one", "two", "one")


WALK = """
    here:
      do: grain +1
      text: "{shuffle: a | b | c} {cycle: d | e}"
      choices:
        - {text: Go., id: go, do: "paranoia +7, set promised, envoy is hoover", goto: silent}
        - {text: Out., id: leave, once: yes, goto: here}
        - {text: On., id: on, goto: after}
    silent: {do: "purges -3", next: [{if paranoia > 60: after}, {otherwise: here}]}
    after: {text: after, next: here}
"""


def walked(played: Program, picks: list[str]) -> list[State]:
    turn = start(played, 7)
    states = [turn.state]
    for pick in picks:
        turn = choose(played, turn.state, pick) if pick else advance(played, turn.state)
        states.append(turn.state)
    return states


PICKS = ["go", "leave", "go", "on", "", "go", "", "on", ""]


def test_a_state_is_never_written_to() -> None:
    played = program(WALK)
    turn = start(played, 7)
    for pick in PICKS:
        state = turn.state
        before = copy.deepcopy(attrs.asdict(state))
        turn = choose(played, state, pick) if pick else advance(played, state)
        read(turn)
        assert attrs.asdict(state) == before
        assert turn.state.values is not state.values
        assert turn.state.visits is not state.visits


def test_the_same_seed_and_picks_give_the_same_states_and_text() -> None:
    one, other = program(WALK), program(WALK)
    assert walked(one, PICKS) == walked(other, PICKS)
    for state in walked(one, PICKS):
        assert read(resume(one, state)) == read(resume(other, state))


def test_reading_twice_changes_nothing() -> None:
    played = program(WALK)
    for state in walked(played, PICKS):
        turn = resume(played, state)
        assert read(turn) == read(turn) == read(resume(played, state))


def test_a_turn_resumed_offers_what_it_offered() -> None:
    played = program(WALK)
    turn = start(played, 7)
    for pick in PICKS:
        again = resume(played, turn.state)
        assert (again.offers, again.can_advance, again.state) == (
            turn.offers,
            turn.can_advance,
            turn.state,
        )
        turn = choose(played, turn.state, pick) if pick else advance(played, turn.state)


def test_a_long_chain_of_silent_passages_is_followed() -> None:
    count = 3000
    chain = "\n".join(f"p{n}: {{do: grain +1, next: p{n + 1}}}" for n in range(count))
    text = campaign(f"here: {{text: x, next: p0}}\n{chain}\np{count}: {{text: end, ending: E}}")
    played = Program(whole(text))
    turn = advance(played, start(played, 1).state)
    assert turn.over
    assert turn.state.turn == 1
    assert turn.state.values["grain"] == 20


def text(words: object) -> str:
    assert isinstance(words, tuple)
    return "".join(word.text for word in words)
