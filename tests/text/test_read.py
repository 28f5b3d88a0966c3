"""Bytes that are no story: told as diagnostics, never raised, never a crash."""

import time
from pathlib import Path

import pytest

from game.diagnostics.span import Source
from game.model.load import load, load_text
from game.text import read as reading
from game.text.read import decode, read
from game.text.tree import DEEPEST, MOST_SYNTAX_ERRORS, parse
from tests.small import campaign, marked, only, rules

GOOD = campaign("here: {text: x, ending: End}")


def file_of(folder: Path, data: bytes) -> Path:
    path = folder / "story.yaml"
    path.write_bytes(data)
    return path


BROKEN = {
    "nothing": (b"", "not-a-record"),
    "comment-only": (b"# nothing yet\n", "not-a-record"),
    "utf-16-le": (GOOD.encode("utf-16-le"), "control-character"),
    "utf-16": (GOOD.encode("utf-16"), "not-utf-8"),
    "latin-1": (GOOD.replace("text: x", "text: caf\xe9").encode("latin-1"), "not-utf-8"),
    "cut-inside-a-letter": ("campaign: Ж".encode()[:-1], "not-utf-8"),
    "nul": (GOOD.replace("text: x", "text: a\0b").encode(), "control-character"),
    "escape": (GOOD.replace("text: x", "text: a\x1bb").encode(), "control-character"),
    "a-png": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not-utf-8"),
    "a-list": (b"- one\n- two\n", "not-a-record"),
    "a-word": (b"campaign", "not-a-record"),
    "json": (b'{"campaign": "a"}', "missing-key"),
}


@pytest.mark.parametrize(("data", "rule"), BROKEN.values(), ids=BROKEN)
def test_a_file_that_is_no_story_is_told(tmp_path: Path, data: bytes, rule: str) -> None:
    loaded = load(file_of(tmp_path, data))
    assert loaded.story is None
    assert rule in rules(loaded.diagnostics)


def test_the_byte_that_is_not_utf_8_is_pointed_at() -> None:
    _, found = decode(b"one\ntw\xff\n", "a.yaml")
    assert [(each.span.line, each.span.column) for each in found] == [(2, 3)]
    assert "0xff" in found[0].message


@pytest.mark.parametrize("letter", ["\0", "\x1b", "\x7f", "\x0b", "\ufffe"])
def test_a_control_character_is_pointed_at_and_the_rest_is_read(letter: str) -> None:
    loaded = load_text(GOOD.replace("text: x", f"text: ab{letter}c, next: nowhere"))
    found = only(loaded.diagnostics, "control-character")
    assert found.span.column == len("  here: {text: ab") + 1
    assert "missing-target" in rules(loaded.diagnostics)


@pytest.mark.parametrize("letter", ["\x85", "\u2028", "\u2029"])
def test_a_line_end_of_yaml_s_own_does_not_shift_what_follows(letter: str) -> None:
    passages = f"here:\n  text: |\n    One{letter}two.\n\n    BORIS: Three.\n  ending: End"
    loaded = load_text(campaign(passages))
    assert only(loaded.diagnostics, "control-character").span.line == 24
    found = only(loaded.diagnostics, "unknown-speaker")
    assert marked(found, loaded.sources["story.yaml"]) == "BORIS"


def test_a_byte_order_mark_at_the_start_is_no_mistake(tmp_path: Path) -> None:
    assert load(file_of(tmp_path, b"\xef\xbb\xbf" + GOOD.encode())).diagnostics == ()


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_line_ends_of_other_systems_mean_the_same(tmp_path: Path, line_end: str) -> None:
    text = campaign("here:\n  text: |\n    One.\n\n    Two.\n  ending: End")
    loaded = load(file_of(tmp_path, text.replace("\n", line_end).encode()))
    assert loaded.story == load_text(text).story


def test_a_file_over_the_limit_is_left_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "LARGEST_FILE", 100)
    source, found = read(file_of(tmp_path, b"x" * 101), "story.yaml")
    assert source is None
    assert rules(found) == ["file-too-large"]
    source, found = read(file_of(tmp_path, b"x" * 100), "story.yaml")
    assert source is not None
    assert rules(found) == []


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    source, found = read(tmp_path / "none.yaml", "none.yaml")
    assert source is None
    assert rules(found) == ["unreadable-file"]


@pytest.mark.parametrize(
    "bomb",
    ["[" * 100_000, "{a: " * 100_000, "- " * 100_000, "[{" * 50_000, "? " * 100_000],
    ids=["brackets", "braces", "dashes", "mixed", "questions"],
)
def test_a_depth_bomb_is_defused(bomb: str) -> None:
    begun = time.monotonic()
    loaded = load_text("campaign: a\nstart: b\npassages: " + bomb)
    assert loaded.story is None
    assert {"nested-too-deep", "yaml-syntax"} & set(rules(loaded.diagnostics))
    assert time.monotonic() - begun < 5


def test_nesting_up_to_the_limit_is_read_and_one_more_is_not() -> None:
    def nested(levels: int) -> list[str]:
        text = "[" * levels + "]" * levels
        return rules(parse(Source.of("a.yaml", text)).diagnostics)

    assert nested(DEEPEST) == []
    assert nested(DEEPEST + 1) == ["nested-too-deep"]


def test_an_alias_bomb_never_unfolds() -> None:
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 30)]
    loaded = load_text(GOOD + "\n".join(lines))
    assert loaded.story is None
    assert "alias" in rules(loaded.diagnostics)


@pytest.mark.parametrize(
    "written",
    ["!!python/object/apply:os.system [ls]", "!!int 5", "!x y", "&a b", "&a [b]", "!!set {a, b}"],
)
def test_tags_and_anchors_are_told_and_do_nothing(written: str) -> None:
    loaded = load_text(campaign(f"here:\n  text: {written}\n  ending: End"))
    assert loaded.story is None
    assert "alias" in rules(loaded.diagnostics)


def test_repeated_keys_are_told_at_every_level() -> None:
    text = GOOD.replace("  promised:", "  promised: Twice.\n  promised:") + "flags: {a: B.}\n"
    loaded = load_text(text)
    assert rules(loaded.diagnostics) == ["repeated-key", "repeated-key"]
    assert all(found.related for found in loaded.diagnostics)


def test_a_second_document_is_told() -> None:
    found = only(load_text(GOOD + "---\ncampaign: two\n").diagnostics, "second-document")
    assert (found.span.line, found.span.column) == (GOOD.count("\n") + 1, 1)


@pytest.mark.parametrize("key", ["[a, b]", "{a: b}"])
def test_a_key_that_is_no_word_is_told(key: str) -> None:
    loaded = load_text(GOOD + f"? {key}\n: c\n")
    assert "key-not-a-word" in rules(loaded.diagnostics)


def test_several_syntax_errors_in_one_file_are_all_told() -> None:
    passages = "\n".join(
        f'p{number}:\n  text: "No," you say.\n  next: p{number + 1}' for number in range(1, 6)
    )
    text = campaign("here: {text: x, next: p1}\n" + passages + "\np6: {text: x, next: nowhere}")
    loaded = load_text(text)
    syntax = [each.span.line for each in loaded.diagnostics if each.rule.id == "yaml-syntax"]
    wrong = [n for n, line in enumerate(text.split("\n"), 1) if '"No," you' in line]
    assert syntax == wrong
    assert only(loaded.diagnostics, "missing-target").message == 'unknown passage "nowhere"'


def test_a_passage_lost_to_a_syntax_error_is_not_called_missing() -> None:
    loaded = load_text(
        campaign('here: {text: "{if seen(p): x}", next: p}\np:\n  text: "No," you say.\n')
    )
    assert rules(loaded.diagnostics) == ["yaml-syntax"]


def test_syntax_errors_beyond_the_limit_are_given_up() -> None:
    passages = "\n".join(f'p{n}:\n  text: "No," you say.' for n in range(MOST_SYNTAX_ERRORS * 2))
    found = load_text(campaign(passages)).diagnostics
    assert rules(found).count("yaml-syntax") == MOST_SYNTAX_ERRORS


def test_both_loaders_of_yaml_read_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    import yaml

    from game.text import tree

    text = campaign("here:\n  text: |\n    😀 One.\n\n    JOE: {paranoia}.\n  ending: End")
    fast = load_text(text)
    monkeypatch.setattr(tree, "_Loader", yaml.SafeLoader)
    slow = load_text(text)
    assert fast.story is not None
    assert fast.story == slow.story
