"""What the linter remembers of passages: it is quick, and it is never wrong."""

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from game.diagnostics.diagnostic import Diagnostic
from game.model.load import load_text
from tests.bench.generated import generated
from tools.lint import lint
from tools.lint.rules import double_word, labels_alike, spelling

ROOT = Path(__file__).parents[2]
STORY = """\
campaign: a
start: gate
passages:
  gate:
    text: The the gate.
    choices:
      - {text: Go., id: x, do: paranoia +1, goto: home}
      - {text: Go!, id: y, goto: home}
  home:
    text: The the dooor.
    ending: Home
"""


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The passages that rules looked at, in order."""
    looked: list[str] = []
    before = double_word.check_page

    def check_page(page, context):  # type: ignore[no-untyped-def]
        looked.append(page.passage.id)
        return before(page, context)

    monkeypatch.setattr(double_word, "check_page", check_page)
    from tools.lint.rule import checks

    checks.cache_clear()
    yield looked
    monkeypatch.undo()
    checks.cache_clear()


def linted(text: str, folder: Path, cache: Path | None) -> list[Diagnostic]:
    return lint(load_text(text), ROOT / "assets", folder=folder, root=folder, cache=cache)


def test_a_second_run_looks_at_nothing_and_finds_the_same(
    tmp_path: Path, looked_at: list[str]
) -> None:
    cache = tmp_path / "cache"
    first = linted(STORY, tmp_path, cache)
    assert [each.rule.id for each in first] == [
        "double-word",
        "labels-alike",
        "double-word",
        "spelling",
    ]
    assert first[1].related, "what is related is remembered too"
    assert looked_at == ["gate", "home"]
    assert linted(STORY, tmp_path, cache) == first == linted(STORY, tmp_path, None)
    assert looked_at == ["gate", "home", "gate", "home"], "the last run had no memory"


def test_only_what_was_edited_is_looked_at_and_the_rest_moves(
    tmp_path: Path, looked_at: list[str]
) -> None:
    cache = tmp_path / "cache"
    linted(STORY, tmp_path, cache)
    edited = STORY.replace(
        "    text: The the gate.\n", "    text: |\n      A gate.\n\n      Two.\n"
    )
    looked_at.clear()
    found = linted(edited, tmp_path, cache)
    assert looked_at == ["gate"]
    assert found == linted(edited, tmp_path, None)
    assert [(each.rule.id, each.span.line) for each in found][1:] == [
        ("double-word", 13),
        ("spelling", 13),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("start: gate", "start: gate\nflags: {lit: You lit it.}"),
        ("start: gate", "start: gate\nlint: {limits: {passage-words: 1}}"),
        ("start: gate", "start: gate\nlint: {off: [spelling]}"),
    ],
    ids=["declared", "limit", "off"],
)
def test_what_all_passages_depend_on_is_not_forgotten(
    tmp_path: Path, looked_at: list[str], old: str, new: str
) -> None:
    cache = tmp_path / "cache"
    linted(STORY, tmp_path, cache)
    looked_at.clear()
    changed = STORY.replace(old, new)
    found = linted(changed, tmp_path, cache)
    assert looked_at == ["gate", "home"]
    assert found == linted(changed, tmp_path, None)


def test_passages_that_share_a_line_share_what_is_written_there(tmp_path: Path) -> None:
    story = (
        "campaign: a\nstart: b\npassages: {b: {text: A gate., next: c}, "
        "c: {text: The the end., ending: E}}\n"
    )
    cache = tmp_path / "cache"
    assert [each.span.column for each in linted(story, tmp_path, cache)] == [51]
    for old, new in (("A gate.", "The the gate."), ("The the end.", "The end.")):
        story = story.replace(old, new)
        assert linted(story, tmp_path, cache) == linted(story, tmp_path, None)


def test_the_list_of_words_is_not_forgotten(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    assert [each.rule.id for each in linted(STORY, tmp_path, cache)][-1] == "spelling"
    (tmp_path / "words.txt").write_text("dooor\n", "utf-8")
    assert [each.rule.id for each in linted(STORY, tmp_path, cache)][-1] == "double-word"


@pytest.mark.parametrize("damage", ["cut", "empty", "garbage", "edited", "folder"])
def test_a_damaged_memory_is_no_memory(tmp_path: Path, damage: str) -> None:
    cache = tmp_path / "cache"
    first = linted(STORY, tmp_path, cache)
    (file,) = cache.iterdir()
    text = file.read_text("utf-8")
    if damage == "folder":
        file.unlink()
        file.mkdir()
    else:
        damaged = {
            "cut": text[: len(text) // 2],
            "empty": "",
            "garbage": "\x00\x01[[[",
            "edited": text.replace("dooor", "floor"),
        }
        file.write_text(damaged[damage], "utf-8")
    assert linted(STORY, tmp_path, cache) == first


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    cache.write_text("no folder", "utf-8")
    assert linted(STORY, tmp_path, cache) == linted(STORY, tmp_path, None)


@pytest.mark.parametrize("module", [double_word, labels_alike, spelling])
def test_what_is_remembered_is_what_is_found(module: ModuleType, tmp_path: Path) -> None:
    text = generated(200)
    first = linted(text, tmp_path, tmp_path / "cache")
    again = linted(text, tmp_path, tmp_path / "cache")
    rule = module.RULE.id
    assert [each for each in again if each.rule.id == rule] == [
        each for each in first if each.rule.id == rule
    ]
    assert again == first
