"""Diagnostics as people, editors and sorted lists see them."""

import json

import pytest

from game.diagnostics.diagnostic import Diagnostic, Related, Rule, Severity, has_errors, in_order
from game.diagnostics.render import as_json, brief, human, report, tally
from game.diagnostics.span import Source, Span
from game.diagnostics.suggest import did_you_mean, nearest

ERROR = Rule("some-error", Severity.ERROR, "An error.")
WARNING = Rule("a-warning", Severity.WARNING, "A warning.")


def found(line: int, column: int, end: int, rule: Rule = ERROR, file: str = "a.yaml") -> Diagnostic:
    return Diagnostic(rule, Span(file, line, column, line, end), "it is wrong", "mend it")


@pytest.mark.parametrize(
    ("line", "under", "carets"),
    [
        ("text: {paranioa}", "paranioa", "       ^^^^^^^^"),
        ("text: 漢字 {Q}", "Q", "            ^"),
        ("text: 漢字", "漢字", "      ^^^^"),
        ("text: e\u0301 {Q}", "Q", "         ^"),
        ("\ttext: Q", "Q", "          ^"),
        ("text: Ждать", "Ждать", "      ^^^^^"),
    ],
)
def test_the_caret_stands_under_the_place(line: str, under: str, carets: str) -> None:
    start = line.index(under) + 1
    source = Source.of("a.yaml", f"first\n{line}\nlast")
    lines = human(found(2, start, start + len(under)), {"a.yaml": source}).split("\n")
    assert lines[0] == f"a.yaml:2:{start}: error: it is wrong [some-error]"
    assert lines[1] == "2 | " + line.replace("\t", "    ")
    assert lines[2] == "  | " + carets
    assert lines[3] == "   = hint: mend it"


def test_a_place_without_width_has_one_caret() -> None:
    source = Source.of("a.yaml", "ab")
    for column in (1, 2, 3):
        assert human(found(1, column, column), {"a.yaml": source}).count("^") == 1


def test_a_very_long_line_is_cut_round_the_place() -> None:
    source = Source.of("a.yaml", "x" * 5000 + "HERE" + "y" * 5000)
    lines = human(found(1, 5001, 5005), {"a.yaml": source}).split("\n")
    assert len(lines[1]) < 200
    at = lines[2].index("^")
    assert lines[1][at : at + 4] == "HERE"
    assert lines[2].count("^") == 4


def test_control_characters_never_reach_the_terminal() -> None:
    source = Source.of("a.yaml", "a\x1b[31m\x07b")
    assert "\x1b" not in human(found(1, 1, 2), {"a.yaml": source})


def test_a_place_past_the_file_or_without_a_file_is_told_without_a_line() -> None:
    source = Source.of("a.yaml", "one\n")
    assert human(found(9, 1, 1), {"a.yaml": source}).count("\n") == 1
    assert human(found(1, 1, 1), {}).count("\n") == 1


def test_related_places_are_told() -> None:
    first = Span("b.yaml", 3, 5, 3, 9)
    twice = Diagnostic(ERROR, Span("a.yaml", 1, 1, 1, 2), "twice", "", (Related(first, "first"),))
    assert human(twice, {}).split("\n")[-1] == "   = b.yaml:3:5: first"
    assert json.loads(as_json([twice], {}))[0]["related"][0]["file"] == "b.yaml"


@pytest.mark.parametrize(
    ("rules", "counted"),
    [
        ([], "no findings"),
        ([ERROR], "1 error"),
        ([WARNING, WARNING], "2 warnings"),
        ([ERROR, ERROR, WARNING], "2 errors, 1 warning"),
    ],
)
def test_findings_are_counted(rules: list[Rule], counted: str) -> None:
    listed = [found(1, 1, 1, rule) for rule in rules]
    assert tally(listed) == counted
    assert report(listed, {}).endswith(counted)
    assert has_errors(listed) == (ERROR in rules)


def test_order_is_file_line_column_rule_and_each_is_told_once() -> None:
    wanted = [
        found(1, 1, 2, WARNING),
        found(1, 1, 2, ERROR),
        found(1, 3, 4),
        found(2, 1, 2),
        found(10, 1, 2),
        found(1, 1, 2, file="b.yaml"),
    ]
    assert in_order(wanted[::-1] + wanted) == wanted


def test_brief_is_one_line() -> None:
    assert brief(found(3, 4, 5)) == "a.yaml:3:4: error: it is wrong [some-error]"


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("paranioa", "paranoia"),
        ("Paranoia", "paranoia"),
        ("promised-boots", "promised_boots"),
        ("the army hold", "the army holds"),
        ("xyzzy", None),
        ("", None),
        ("p" * 5000, None),
    ],
)
def test_the_nearest_name_is_the_one_meant(name: str, meant: str | None) -> None:
    assert nearest(name, ["promised_boots", "paranoia", "the army holds", "purges"]) == meant


def test_a_hint_names_the_nearest_or_says_what_else_to_do() -> None:
    assert did_you_mean("ofice", ["office"]) == 'did you mean "office"?'
    assert did_you_mean("ofice", [], "declare it") == "declare it"
