"""A game begun in the middle, changed by hand, and gone on with when its story changes."""

import pytest

from game.engine.program import Program
from game.model.story import Story
from game.session.playthrough import Playthrough
from game.session.rehearsal import (
    BY_HAND,
    Beginning,
    Rehearsal,
    RehearsalProblem,
    change,
    changed,
    give,
    start_values,
    stepped,
    written,
)
from tests.small import DECLARATIONS, campaign, program, read, whole

ROAD = """
    here:
      text: "A door. {grain}."
      do: grain +1
      choices:
        - {text: Knock., id: knock, do: paranoia +5, goto: hall}
        - {text: Wait., id: wait, goto: yard}
    hall:
      text: "A hall."
      choices:
        - {text: Go up., id: up, goto: attic}
        - {text: Go back., id: back, goto: here}
    attic: {text: Dust., ending: Dust}
    yard: {text: Snow., next: here}
"""


def story() -> Story:
    return whole(campaign(ROAD))


def values(text: str) -> dict[str, int | bool | str]:
    told = story()
    start = start_values(told)
    after = changed(text, told, start)
    return {name: value for name, value in after.items() if start[name] != value}


def begun(at: str = "", given: str = "") -> Playthrough:
    return Rehearsal(Beginning(at, given), 7).begin(program(ROAD))


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("", {}),
        ("paranoia = 80", {"paranoia": 80}),
        ("paranoia +10", {"paranoia": 50}),
        ("paranoia +90", {"paranoia": 100}),
        ("paranoia + 50%", {"paranoia": 70}),
        ("promised", {"promised": True}),
        ("set promised, insulted", {"promised": True, "insulted": True}),
        ("envoy is hoover", {"envoy": "hoover"}),
        ("kill elsa", {"fate.elsa": "dead"}),
        ("trust.elsa = 20", {"trust.elsa": 20}),
        (" paranoia=80 ,promised ", {"paranoia": 80, "promised": True}),
        ("promised, clear promised", {}),
    ],
)
def test_values_are_given_as_effects_are_written(text: str, given: dict[str, object]) -> None:
    assert values(text) == given


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("paranioa = 80", 'unknown number "paranioa"; did you mean "paranoia"?'),
        ("promissed", 'unknown flag "promissed"; did you mean "promised"?'),
        ("paranoia = 180", "paranoia cannot be 180; it runs from 0 to 100"),
        ("grain = 21", "it runs from 0 to 20"),
        ("envoy is hover", 'did you mean "hoover"?'),
        ("kill elza", 'did you mean "elsa"?'),
        ("paranoia", "write: paranoia"),
        ("set paranoia", "write: paranoia"),
        ("paranoia is calm", "write: paranoia"),
        ("promised,", "an effect is missing here"),
        ("paranoia += 5", "write: paranoia +5"),
        ("paranoia + 1 to 6", "left to the story"),
    ],
)
def test_each_mistake_is_told_in_a_line_with_what_to_write(text: str, says: str) -> None:
    with pytest.raises(RehearsalProblem) as caught:
        values(text)
    (line,) = caught.value.lines
    assert says in line
    assert "\n" not in line


def test_all_mistakes_are_told_at_once() -> None:
    with pytest.raises(RehearsalProblem) as caught:
        begun("hal", "grian = 3, promissed")
    assert [line.split(";")[0] for line in caught.value.lines] == [
        'there is no passage "hal"',
        'unknown number "grian"',
        'unknown flag "promissed"',
    ]
    assert 'did you mean "hall"?' in caught.value.lines[0]


def test_a_rehearsal_without_wishes_is_a_new_game() -> None:
    played = begun()
    assert played.turn.state == Playthrough.begin(program(ROAD), 7).turn.state
    assert played.complete


def test_values_hold_before_the_first_passage_has_its_effects() -> None:
    assert begun(given="grain = 10").turn.value("grain") == 11


def test_a_rehearsal_begins_at_a_passage_with_all_else_as_at_the_start() -> None:
    played = begun("hall")
    assert read(played.turn) == "A hall."
    assert played.turn.value("grain") == 6
    assert not played.complete


def test_a_chapter_stands_for_its_first_passage() -> None:
    told = DECLARATIONS.replace("start: here", "start: here\nchapter: outside")
    played = Rehearsal(Beginning("outside"), 7).begin(program(ROAD, told))
    assert played.turn.passage.id == "here"


# By hand


def test_a_value_given_by_hand_is_a_step_that_undo_takes_back() -> None:
    played = begun()
    change(played, "grain = 12")
    assert read(played.turn) == "A door. 12."
    assert played.picks == [f"{BY_HAND}grain = 12"]
    played.undo()
    assert read(played.turn) == "A door. 7."


def test_one_name_changed_again_and_again_is_one_step() -> None:
    played = begun()
    for value in (8, 9, 10):
        give(played, "grain", value)
    give(played, "promised", True)
    assert played.picks == [f"{BY_HAND}grain = 10", f"{BY_HAND}set promised"]


def test_a_value_given_back_leaves_no_step() -> None:
    played = begun()
    give(played, "grain", 8)
    give(played, "grain", 7)
    assert played.picks == []
    assert len(played.turns) == 1


def test_wrong_values_by_hand_change_nothing() -> None:
    played = begun()
    with pytest.raises(RehearsalProblem):
        change(played, "grain = 99")
    assert len(played.turns) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("grain", 3),
        ("promised", True),
        ("promised", False),
        ("envoy", "bullitt"),
        ("fate.elsa", "purged"),
        ("fate.elsa", "alive"),
        ("trust.joe", 1),
    ],
)
def test_what_is_written_of_a_value_gives_it(name: str, value: int | bool | str) -> None:
    told = story()
    text = written(name, value, told)
    assert changed(text, told, start_values(told))[name] == value


def test_steps_stop_at_bounds_and_words_go_round() -> None:
    told = story()
    assert stepped("grain", 19, 5, told) == 20
    assert stepped("grain", 2, -5, told) == 0
    assert stepped("promised", True, -1, told) is False
    assert stepped("envoy", "hoover", 1, told) == "nobody"
    assert stepped("envoy", "nobody", -1, told) == "hoover"


# When the story changes


def again(rehearsal: Rehearsal, played: Playthrough, *changes: tuple[str, str]) -> str:
    """What is told when the game goes on in the story with these words changed."""
    text = ROAD
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return rehearsal.again(played, program(text))


def walked(*picks: str, at: str = "") -> tuple[Rehearsal, Playthrough]:
    rehearsal = Rehearsal(Beginning(at), 7)
    played = rehearsal.begin(program(ROAD))
    for pick in picks:
        played.take(pick)
    return rehearsal, played


def test_the_same_choices_are_taken_again() -> None:
    rehearsal, played = walked("knock", "back")
    assert again(rehearsal, played, ("A door.", "A gate."), ("paranoia +5", "paranoia +9")) == ""
    assert read(played.turn) == "A gate. 8."
    assert played.turn.value("paranoia") == 49
    assert played.picks == ["knock", "back"]


def test_a_rehearsal_from_the_middle_begins_there_again() -> None:
    rehearsal, played = walked("up", at="hall")
    assert again(rehearsal, played, ("Dust.,", "Cobwebs.,")) == ""
    assert read(played.turn).startswith("Cobwebs.")
    played.undo()
    assert read(played.turn) == "A hall."


def test_values_given_by_hand_are_given_again_where_they_were() -> None:
    rehearsal, played = walked("knock")
    give(played, "grain", 15)
    played.take("back")
    assert again(rehearsal, played, ("A door.", "A gate.")) == ""
    assert read(played.turn) == "A gate. 16."


def test_where_a_choice_is_gone_the_place_is_kept_with_its_values() -> None:
    rehearsal, played = walked("knock")
    note = again(rehearsal, played, ("id: knock", "id: rap"), ("A hall.", "A large hall."))
    assert "no longer lead here" in note
    assert read(played.turn) == "A large hall."
    assert played.turn.value("paranoia") == 45


def test_where_the_passage_is_gone_the_turn_before_is_gone_back_to() -> None:
    rehearsal, played = walked("knock", "up")
    note = again(
        rehearsal,
        played,
        ("    attic: {text: Dust., ending: Dust}\n", ""),
        ("        - {text: Go up., id: up, goto: attic}\n", ""),
    )
    assert '"attic" is gone' in note
    assert read(played.turn) == "A hall."
    assert played.picks == ["knock"]


def test_where_the_turn_before_is_gone_too_an_earlier_one_is() -> None:
    rehearsal, played = walked("wait", ">", "knock", "up")
    gone = ROAD[ROAD.index("    hall:") : ROAD.index("    yard:")]
    note = again(
        rehearsal,
        played,
        (gone, ""),
        ("        - {text: Knock., id: knock, do: paranoia +5, goto: hall}\n", ""),
    )
    assert '"attic" is gone' in note
    assert played.turn.passage.id == "here"
    assert played.picks == ["wait", ">"]


def test_where_a_passage_has_another_name_the_choices_lead_to_it() -> None:
    rehearsal, played = walked("knock", "up")
    note = again(rehearsal, played, ("attic", "loft"))
    assert "your choices lead here" in note
    assert played.turn.passage.id == "loft"


def test_where_nothing_is_left_it_begins_anew() -> None:
    rehearsal, played = walked(at="hall")
    elsewhere = "elsewhere: {text: Elsewhere., ending: E}"
    told = DECLARATIONS.replace("start: here", "start: elsewhere")
    note = rehearsal.again(played, Program(whole(campaign(elsewhere, told))))
    assert "back to the beginning" in note
    assert read(played.turn).startswith("Elsewhere.")


def test_a_passage_that_comes_back_is_come_back_to() -> None:
    rehearsal, played = walked("knock", "up")
    gone = "    attic: {text: Dust., ending: Dust}\n"
    way = "        - {text: Go up., id: up, goto: attic}\n"
    again(rehearsal, played, (gone, ""), (way, ""))
    assert again(rehearsal, played) == ""
    assert played.turn.passage.id == "attic"
    assert played.picks == ["knock", "up"]


def test_a_passage_that_comes_back_is_not_come_back_to_by_who_went_on() -> None:
    rehearsal, played = walked("knock", "up")
    gone = "    attic: {text: Dust., ending: Dust}\n"
    way = "        - {text: Go up., id: up, goto: attic}\n"
    again(rehearsal, played, (gone, ""), (way, ""))
    played.take("back")
    assert again(rehearsal, played) == ""
    assert played.picks == ["knock", "back"]


def test_a_beginning_that_comes_back_is_begun_with() -> None:
    rehearsal, played = walked(at="hall")
    told = DECLARATIONS.replace("start: here", "start: elsewhere")
    other = campaign("elsewhere: {text: Elsewhere., ending: E}", told)
    rehearsal.again(played, Program(whole(other)))
    assert rehearsal.again(played, program(ROAD)) == ""
    assert played.turn.passage.id == "hall"


def test_a_game_that_the_rehearsal_did_not_begin_is_gone_on_with_too() -> None:
    rehearsal = Rehearsal(Beginning("hall"), 7)
    rehearsal.begin(program(ROAD))
    other = Playthrough.begin(program(ROAD), 8)
    other.take("wait")
    assert again(rehearsal, other, ("Snow.,", "Rain.,")) == ""
    assert read(other.turn) == "Rain."
    assert other.picks == ["wait"]
