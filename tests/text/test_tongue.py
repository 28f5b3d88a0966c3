"""What is said in another language, and what is not."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from game.text.tongue import (
    PSEUDO,
    Catalogue,
    language,
    mark,
    pseudo,
    say,
    say_many,
    use,
)

FONTS = Path(__file__).parents[2] / "assets" / "fonts"


def three(count: int) -> int:
    """A rule of three forms, as of Russian up to ten."""
    return 0 if count == 1 else 1 if count < 5 else 2


TONGUE = Catalogue(
    "zz",
    {
        "Save": ("Keep it",),
        "{name} trusts you.": ("You have the trust of {name}.",),
        "{count} page": ("{count} leaf", "{count} leaves", "{count} of leaves"),
    },
    three,
)


@pytest.fixture(autouse=True)
def back_to_english() -> Iterator[None]:
    yield
    use(None)


def test_without_a_catalogue_the_words_stand_for_themselves() -> None:
    assert language() == "en"
    assert say("Save") == mark("Save") == "Save"
    assert say("{name} trusts you.", name="Joe") == "Joe trusts you."


@pytest.mark.parametrize(("count", "said"), [(0, "0 pages"), (1, "1 page"), (2, "2 pages")])
def test_english_has_two_forms(count: int, said: str) -> None:
    assert say_many("{count} page", "{count} pages", count) == said


def test_a_catalogue_is_in_use_until_another_is() -> None:
    use(TONGUE)
    assert (language(), say("Save")) == ("zz", "Keep it")
    assert say("{name} trusts you.", name="Joe") == "You have the trust of Joe."
    use(None)
    assert say("Save") == "Save"


@pytest.mark.parametrize(("count", "said"), [(1, "1 leaf"), (4, "4 leaves"), (5, "5 of leaves")])
def test_a_count_takes_the_form_of_the_language(count: int, said: str) -> None:
    use(TONGUE)
    assert say_many("{count} page", "{count} pages", count) == said


def test_what_the_catalogue_lacks_is_said_as_it_stands() -> None:
    use(TONGUE)
    assert say("Leave") == "Leave"
    assert say_many("{count} file", "{count} files", 3) == "3 files"


def test_braces_in_a_value_are_only_braces() -> None:
    assert say("{name} trusts you.", name="{count}") == "{count} trusts you."


def test_pseudo_marks_accents_and_lengthens() -> None:
    use(PSEUDO)
    said = say("Open a saved file")
    assert said.startswith("«") and said.endswith("»")
    assert len(said) >= 1.3 * len("Open a saved file")
    assert not re.search("[aeiouyAEIOUY]", said)
    assert say("Kept as {card}.", card="FILE 01").count("FILE 01") == 1
    assert say_many("{count} page", "{count} pages", 2).startswith("«2 ")


def test_pseudo_leaves_braces_alone() -> None:
    assert pseudo("{if a: {b} | otherwise: c}") == "«{if a: {b} | otherwise: c}»"
    assert "{paranoia}" in pseudo("It is {paranoia} now, you see.")
    assert "\\{" in pseudo("A brace: \\{ and on")
    assert pseudo("") == ""


@given(st.text(alphabet="ab {}\\", max_size=30))
def test_pseudo_changes_nothing_within_braces(text: str) -> None:
    said = pseudo(text)
    for inside in re.findall(r"(?<!\\)\{[ab ]*\}", text):
        assert inside in said


@pytest.mark.parametrize("font", sorted(FONTS.glob("*.ttf")), ids=lambda path: path.stem)
def test_every_face_has_the_letters_of_pseudo(font: Path) -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    said = pseudo(letters + letters.upper()) + pseudo(letters.upper())
    has = TTFont(font).getBestCmap()
    assert [letter for letter in said if ord(letter) not in has] == []
