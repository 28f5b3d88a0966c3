"""The catalogues beside the code: the template is what the code says, translations are whole."""

import ast
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from game.model.catalogue import fields
from tools.words import FOLDER, ROOT, extract, update

CATALOGUES = sorted(FOLDER.glob("*/interface.po"))


def messages(text: str) -> dict[str, Message]:
    catalog: Catalog = read_po(io.StringIO(text))
    assert not catalog.obsolete
    return {str(_tuple(message.id)[0]): message for message in catalog if message.id}


def _tuple(words: object) -> tuple[str, ...]:
    return tuple(words) if isinstance(words, (tuple, list)) else (str(words or ""),)


def said_in_code() -> Iterator[tuple[str, str]]:
    """Every literal that is said or marked, with its place, found without Babel."""
    for path in [*(ROOT / "game").rglob("*.py"), *(ROOT / "tools").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Name(id="say" | "say_many" | "mark"),
                    args=[ast.Constant(value=str(message)), *_],
                ):
                    yield message, f"{path.name}:{node.lineno}"


def test_the_template_has_what_the_code_says() -> None:
    template = messages((FOLDER / "interface.pot").read_text("utf-8"))
    fresh = messages(extract(ROOT))
    assert list(template) == list(fresh), "run python -m tools.words"


def test_nothing_that_is_said_is_missed_by_the_template() -> None:
    """Words inside an f-string are not extracted."""
    template = messages((FOLDER / "interface.pot").read_text("utf-8"))
    assert [place for message, place in said_in_code() if message not in template] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.name)
def test_a_catalogue_is_whole(path: Path) -> None:
    template = messages((FOLDER / "interface.pot").read_text("utf-8"))
    found = messages(path.read_text("utf-8"))
    assert set(found) == set(template)
    for source, message in found.items():
        assert not message.fuzzy, source
        forms, sources = _tuple(message.string), _tuple(message.id)
        assert all(forms), source
        # A language may count where English says "once": its first form is for 21 and 31, too.
        assert {fields(form) for form in forms} <= {fields(each) for each in sources}, source
        assert fields(sources[-1]) in {fields(form) for form in forms}, source


def test_the_catalogues_are_as_the_tool_writes_them() -> None:
    pot = extract(ROOT)
    for path in CATALOGUES:
        text = path.read_text("utf-8")
        assert update(pot, text) == text, "run python -m tools.words"


def test_what_is_new_is_added_untranslated_and_what_is_gone_goes() -> None:
    pot = 'msgid ""\nmsgstr ""\n\nmsgid "Sing"\nmsgstr ""\n'
    po = 'msgid ""\nmsgstr ""\n\nmsgid "Weep"\nmsgstr "Pleurer"\n'
    assert [message.string for message in messages(update(pot, po)).values()] == [""]
    assert set(messages(update(pot, po))) == {"Sing"}
