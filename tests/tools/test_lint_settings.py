"""Allowances and settings: what a campaign says of the linter, and what of it is wrong."""

from pathlib import Path

import pytest

from game.diagnostics.diagnostic import Diagnostic, Severity
from game.model.load import load_text
from tools.lint import lint

STORY = """\
campaign: a
start: b
{settings}
passages:
  b:{on_id}
    text: The the gate.
    next: c
  c: {{text: The the door., ending: E}}{on_line}
"""


def linted(settings: str = "", on_id: str = "", on_line: str = "") -> list[Diagnostic]:
    text = STORY.format(settings=settings, on_id=on_id, on_line=on_line)
    return lint(load_text(text), Path("nowhere"))


def told(found: list[Diagnostic]) -> list[str]:
    return [f"{each.span.line} {each.rule.id}" for each in found]


def test_nothing_said_is_all_told() -> None:
    assert told(linted()) == ["6 double-word", "8 double-word"]


# Allowances


def test_an_allowance_on_the_id_holds_for_the_passage() -> None:
    assert told(linted(on_id="  # lint: allow double-word: a stammer")) == ["8 double-word"]


def test_an_allowance_holds_for_its_line() -> None:
    assert told(linted(on_line="  # lint: allow double-word: a stammer")) == ["6 double-word"]


@pytest.mark.parametrize("words", ["", ":", ":   ", ": # so"])
def test_an_allowance_wants_a_reason(words: str) -> None:
    found = linted(on_line=f"  # lint: allow double-word{words}")
    assert told(found) == ["6 double-word", "8 allow-without-reason"]
    assert "say why" in found[1].hint


def test_an_allowance_of_nothing_is_told_of() -> None:
    found = linted(on_line="  # lint: allow double-word, dead-end: a stammer")
    assert told(found) == ["6 double-word", "8 unused-allow"]
    assert '"dead-end"' in found[1].message
    source = STORY.format(settings="", on_id="", on_line="  # lint: allow double-word, dead-end: a")
    line = source.split("\n")[7]
    assert line[found[1].span.column - 1 : found[1].span.end_column - 1] == "dead-end"


def test_an_allowance_of_no_rule_is_told_of_with_a_suggestion() -> None:
    found = linted(on_line="  # lint: allow dubble-word: a stammer")
    assert told(found) == ["6 double-word", "8 double-word", "8 unknown-rule"]
    assert found[2].hint == 'did you mean "double-word"?'
    assert told(linted(on_line="  # lint: allow"))[-1] == "8 unknown-rule"


def test_an_allowance_is_not_unused_where_its_rule_is_off_or_does_not_apply() -> None:
    lines = "  # lint: allow double-word: so"
    assert told(linted("lint: {off: [double-word]}", on_line=lines)) == []
    german = "language: de"
    assert told(linted(german, on_line=lines)) == []


def test_a_warning_of_loading_can_be_allowed() -> None:
    text = "campaign: a\nstart: b\npassages:\n  b:\n    text: Room # 9\n    ending: E\n"
    allowed = text.replace("  b:", "  b:  # lint: allow comment-in-prose: a number")
    assert told(lint(load_text(text), Path("nowhere"))) == ["5 comment-in-prose"]
    assert told(lint(load_text(allowed), Path("nowhere"))) == []


# Settings


def test_a_rule_can_be_off() -> None:
    assert told(linted("lint: {off: [double-word]}")) == []
    assert told(linted("lint: {off: double-word}")) == []


def test_an_optional_rule_can_be_on() -> None:
    words = "lint:\n  on: [reading-level]\n  limits: {school-years: 1}\n  off: [double-word]"
    story = (
        "campaign: a\nstart: b\n" + words + "\npassages:\n  b: {text: Notwithstanding considerable "
        "administrative irregularities the commission reaffirmed its own revolutionary "
        "determination., ending: E}\n"
    )
    assert told(lint(load_text(story), Path("nowhere"))) == ["8 reading-level"]
    assert told(lint(load_text(story.replace("on: [reading-level]", "on: []")), Path("no"))) == []


def test_a_severity_can_be_changed() -> None:
    found = linted("lint: {severity: {double-word: error}}")
    assert {each.severity for each in found} == {Severity.ERROR}
    assert {each.rule.id for each in found} == {"double-word"}


def test_a_limit_can_be_set() -> None:
    found = linted("lint: {off: double-word, limits: {passage-words: 2}}")
    assert told(found) == ["5 passage-too-long", "8 passage-too-long"]


@pytest.mark.parametrize(
    ("settings", "rule", "words", "hint"),
    [
        ("lint: [double-word]", "lint-setting", "lint must be a mapping, not a list", "as in"),
        ("lint: {of: [double-word]}", "lint-setting", 'no key "of"', 'did you mean "off"?'),
        ("lint: {off: [dubble-word]}", "unknown-rule", '"dubble-word"', '"double-word"?'),
        ("lint: {off: {a: b}}", "lint-setting", "off is a list of rules", "as in"),
        ("lint: {on: [double-word]}", "lint-setting", "counts already", "take it out"),
        ("lint: {off: [missing-target]}", "lint-setting", "cannot be changed", "mend"),
        ("lint: {severity: {double-word: eror}}", "lint-setting", '"eror"', '"error"?'),
        ("lint: {severity: {x-y: note}}", "unknown-rule", '"x-y"', "--rules"),
        ("lint: {limits: {passage-word: 9}}", "lint-setting", '"passage-word"', "passage-words"),
        ("lint: {limits: {passage-words: many}}", "lint-setting", '"many" is no limit', "whole"),
        ("lint: {limits: {passage-words: 0}}", "lint-setting", '"0" is no limit', "whole"),
        ("lint: {limits: {passage-words: -5}}", "lint-setting", '"-5" is no limit', "whole"),
        ("lint: {limits: {passage-words: [1]}}", "lint-setting", '"a list" is no', "whole"),
    ],
)
def test_a_slip_in_the_settings_is_told_with_its_place(
    settings: str, rule: str, words: str, hint: str
) -> None:
    found = [each for each in linted(settings) if each.rule.id == rule]
    assert len(found) == 1
    assert found[0].span.line == 3
    assert words in found[0].message
    assert hint in found[0].hint


def test_empty_settings_say_nothing() -> None:
    for empty in ("lint:", "lint: {}", "lint: {off: , on: []}"):
        assert told(linted(empty)) == ["6 double-word", "8 double-word"]
