"""Looks: what may be written of them, which hold in a state, and the face they make."""

import attrs
import pytest

from game.engine import machine
from game.engine.program import Program
from game.engine.state import Agenda
from game.model.face import Face, laid_over
from game.model.load import load_text
from game.model.story import CharacterId, Story
from tests.small import DECLARATIONS, campaign, marked, only, rules, whole

HERE = "here: {text: x, ending: End}"
JOE = CharacterId("joe")
LOOKS = (
    "{beaten: {if: insulted, marks: [scar-eye], eyewear: patch}, "
    "grey: {since: 1926, age: 62, hair_ink: grey}, "
    "old: {since: 1930-05, age: 80}, "
    "rich: {if: grain > 10, since: 1927, collar: suit}}"
)
FACE = "{age: 40, collar: tunic, marks: [pocks]}"


def written(looks: str, face: str = f"face: {FACE}, ") -> str:
    joe = f"role: a brother, {face}looks: {looks}"
    return campaign(HERE, DECLARATIONS.replace("role: a brother", joe))


def told(looks: str) -> Story:
    return whole(written(looks))


WRONG = {
    "neither-if-nor-since": ("{old: {age: 60}}", "missing-key", "old"),
    "nothing-changes": ("{old: {since: 1926}}", "missing-key", "old"),
    "no-date": ("{old: {since: later, age: 60}}", "bad-date", "later"),
    "no-such-day": ("{old: {since: 1926-02-30, age: 60}}", "bad-date", "1926-02-30"),
    "beyond-bounds": ("{old: {since: 1926, age: 160}}", "wrong-type", "160"),
    "unknown-word": ("{old: {since: 1926, hair: hare}}", "unknown-word", "hare"),
    "unknown-mark": ("{old: {since: 1926, marks: [scar]}}", "unknown-word", "scar"),
    "unknown-name": ("{old: {if: insulte, age: 60}}", "unknown-name", "insulte"),
    "unknown-passage": ("{old: {if: seen(her), age: 60}}", "unknown-name", "her"),
    "condition-unread": ("{old: {if: grain >, age: 60}}", "condition-syntax", ""),
    "condition-a-list": ("{old: {if: [insulted], age: 60}}", "wrong-type", "[insulted]"),
    "look-a-word": ("{old: grey}", "wrong-type", "grey"),
    "looks-a-list": ("[old]", "wrong-type", "[old]"),
    "id-a-path": ("{../old: {since: 1926, age: 60}}", "bad-id", "../old"),
}


@pytest.mark.parametrize(("looks", "rule", "place"), WRONG.values(), ids=WRONG)
def test_a_look_that_cannot_be_is_told_where_it_stands(looks: str, rule: str, place: str) -> None:
    loaded = load_text(written(looks))
    assert loaded.story is None
    found = only(loaded.diagnostics, rule)
    if place:
        assert marked(found, loaded.sources["story.yaml"]) == place


def test_looks_without_a_face_are_told() -> None:
    loaded = load_text(written(LOOKS, face=""))
    assert rules(loaded.diagnostics) == ["missing-key"]


def test_somebody_without_a_face_has_none() -> None:
    story = told(LOOKS)
    assert story.cast[CharacterId("elsa")].face is None
    assert story.cast[CharacterId("elsa")].worn(()) is None


@pytest.mark.parametrize(
    ("insulted", "grain", "date", "held"),
    [
        (False, 6, "", ()),
        (True, 6, "", ("beaten",)),
        (False, 6, "1925-12-31", ()),
        (False, 6, "1926", ("grey",)),
        (True, 6, "1926-01-01", ("beaten", "grey")),
        (False, 11, "1926", ("grey",)),
        (False, 11, "1927-03", ("grey", "rich")),
        (False, 6, "1930", ("grey",)),
        (True, 11, "1930-05-01", ("beaten", "grey", "old", "rich")),
    ],
)
def test_a_look_holds_by_its_condition_and_from_its_date_on(
    insulted: bool, grain: int, date: str, held: tuple[str, ...]
) -> None:
    program = Program(told(LOOKS))
    state = machine.start(program, 1).state
    values = {**state.values, "insulted": insulted, "grain": grain}
    state = attrs.evolve(state, values=values, agenda=Agenda(date=date))
    assert program.looks("joe", state) == held
    assert program.looks("elsa", state) == ()
    assert program.looks("nobody", state) == ()
    earlier = attrs.evolve(state, agenda=Agenda(), values={**values, "insulted": False})
    assert program.looks("joe", earlier) == ()
    assert program.looks("joe", state) == held


def test_looks_are_laid_over_the_face_in_the_order_they_are_written() -> None:
    joe = told(LOOKS).cast[JOE]
    face = joe.worn(("old", "grey", "beaten"))
    assert face == Face(
        age=80, collar="tunic", hair_ink="grey", eyewear="patch", marks=("pocks", "scar-eye")
    )
    assert joe.worn(()) == Face(age=40, collar="tunic", marks=("pocks",))


def test_marks_come_to_those_that_are_there_and_once() -> None:
    face = laid_over(Face(marks=("pocks",)), {"marks": ("scar-eye", "pocks")})
    assert face.marks == ("pocks", "scar-eye")


def test_the_sets_that_can_hold_together_follow_from_the_dates() -> None:
    sets = list(told(LOOKS).cast[JOE].together())
    assert len(sets) == len(set(sets)) == 4 * 3 - 1
    assert ("grey",) in sets and ("grey", "old") in sets and ("beaten", "rich") in sets
    assert not [held for held in sets if "old" in held and "grey" not in held]


def test_of_many_conditions_no_two_are_drawn_together() -> None:
    looks = ", ".join(f"l{n}: {{if: grain > {n}, age: {n}}}" for n in range(9))
    assert len(list(told(f"{{{looks}}}").cast[JOE].together())) == 9
