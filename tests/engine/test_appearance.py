"""The line that describes a portrait."""

from itertools import product

import attrs
import pytest

from game.diagnostics.span import Span
from game.engine import machine
from game.engine.appearance import description, pictured
from game.engine.program import Program
from game.model.face import FIELDS, Face, WordField, WordsField
from game.model.keys import EXPRESSIONS
from game.model.story import Character, CharacterId
from game.text import tongue
from tests.small import DECLARATIONS, campaign, whole

URITSKY = Character(
    CharacterId("uritsky"),
    "Moisei Uritsky",
    "URITSKY",
    "chairman of the Petrograd Cheka on paper",
    "1873",
    "1918",
    "man",
    "",
    (),
    {},
    Face(hair="brush", eyewear="pince-nez", collar="leather"),
    span=Span("cast.yaml", 1, 1, 1, 1),
)


def test_it_tells_who_it_is_and_what_is_seen() -> None:
    assert description(URITSKY, (), "afraid", "1918-08-30") == (
        "Moisei Uritsky, chairman of the Petrograd Cheka on paper: an oval face of about "
        "forty-five, black hair brushed up, pince-nez, a leather coat. He looks afraid."
    )


def face(**fields: object) -> str:
    person = attrs.evolve(URITSKY, face=Face(**fields), born="", role="", gender="")  # type: ignore[arg-type]
    return description(person, (), "neutral", "1918")


def test_every_word_of_a_face_that_is_told_is_told_apart() -> None:
    untold = {"nose", "iris", "lashes", "facing", "lip_ink", "tone", "ground", "ground_ink"}
    untold |= {"headgear_ink", "shirt"}
    for name, field in FIELDS.items():
        if name in untold or not isinstance(field, WordField | WordsField):
            continue
        wrap = isinstance(field, WordsField)
        told = {face(**{name: (word,) if wrap else word}) for word in field.words}
        assert len(told) == len(field.words), name


@pytest.mark.parametrize(("born", "date", "age"), [
    ("1873", "1918-08-30", "of about forty-five"),
    ("1878", "1919", "of about forty,"),
    ("1913", "1919-03", "of about five"),
    ("1918", "1918", "of about three"),
    ("1800", "1919", "of about ninety"),
    ("1930", "1919", "of about three"),
    ("", "1919", "an oval face,"),
    ("1878?", "1919", "of about forty,"),
    ("about 1878", "1919", "an oval face,"),
    ("1878", "", "an oval face,"),
])  # fmt: skip
def test_the_age_is_that_of_the_date(born: str, date: str, age: str) -> None:
    assert age in description(attrs.evolve(URITSKY, born=born), (), "neutral", date)


def test_where_no_year_is_known_the_wear_is_told() -> None:
    ages = [face(age=age) for age in (0, 50, 75)]
    assert len(set(ages)) == 3
    assert "hardly grown" in face(youth=60)


def test_every_expression_is_told_for_everybody() -> None:
    told = {
        description(attrs.evolve(URITSKY, gender=gender), (), mood, "1918").rpartition(". ")[2]
        for gender, mood in product(("man", "woman", ""), EXPRESSIONS)
    }
    assert len(told) == 18


def test_somebody_without_a_face_is_a_silhouette() -> None:
    unseen = attrs.evolve(URITSKY, face=None)
    assert description(unseen, (), "stern", "1918").endswith(": a silhouette cut out of paper.")


def test_the_looks_of_a_turn_are_described() -> None:
    joe = (
        "role: a brother, face: {eyewear: round}, "
        "looks: {old: {since: 1926, hair_ink: grey, eyewear: none}}"
    )
    passages = "here: {date: 1919, text: x, next: there}\nthere: {date: 1926, text: x, ending: E}"
    declarations = DECLARATIONS.replace("role: a brother", joe)
    first = machine.start(Program(whole(campaign(passages, declarations))), 1)
    assert "round spectacles" in pictured(first, "joe")
    then = machine.advance(first.program, first.state)
    line = pictured(then, "joe", "angry")
    assert "grey hair" in line and "round spectacles" not in line and "looks angry" in line


def test_every_word_of_it_is_said_in_the_players_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tongue, "_in_use", tongue.PSEUDO)
    person = attrs.evolve(URITSKY, name="~", role="~")
    line = description(person, (), "afraid", "1918")
    assert "an oval face" not in line and "afraid" not in line and "hair" not in line
    assert line.startswith("«")
    assert tongue.say("pince-nez") in line
