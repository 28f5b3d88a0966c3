"""The face record and the table that checks it agree."""

import attrs
import pytest

from game.model.face import FIELDS, Face, NumberField, WordField, WordsField


def test_every_field_of_the_record_is_described() -> None:
    assert [field.name for field in attrs.fields(Face)] == list(FIELDS)


@pytest.mark.parametrize("name", FIELDS)
def test_the_usual_value_is_an_allowed_one(name: str) -> None:
    usual = getattr(Face(), name)
    match FIELDS[name]:
        case NumberField(low, high):
            assert low <= usual <= high
        case WordField(words):
            assert usual in words
        case WordsField(words):
            assert set(usual) <= set(words)


def test_words_are_told_once_and_written_in_small_letters() -> None:
    for name, field in FIELDS.items():
        if isinstance(field, NumberField):
            continue
        assert len(set(field.words)) == len(field.words), name
        assert all(word == word.lower() and " " not in word for word in field.words), name


def test_a_face_is_a_value() -> None:
    assert Face(age=70) == attrs.evolve(Face(), age=70)
    assert hash(Face(marks=("pocks",))) == hash(Face(marks=("pocks",)))
