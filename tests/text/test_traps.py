"""Each row of the table of YAML's traps gets its remedy."""

import pytest

from game.model.load import load_text
from tests.small import campaign, marked, only, rules

QUOTE = "'…'"

CHOICES = {
    "text-after-a-quotation": ('"No," you say. -> out', "yaml-syntax", QUOTE),
    "single-quoted-word-first": ("'No,' you say. -> out", "yaml-syntax", QUOTE),
    "quotation-that-never-closes": ("'tis so -> out", "yaml-syntax", QUOTE),
    "colon-and-space": ("Say: nothing. -> out", "choice-syntax", QUOTE),
    "colon-and-space-in-lower-case": ("you: say nothing. -> out", "choice-syntax", QUOTE),
    "stress-first": ("*Never.* -> out", "yaml-syntax", QUOTE),
    "stressed-word-first": ("*never* -> out", "yaml-syntax", QUOTE),
    "ampersand": ("&c -> out", "alias", QUOTE),
    "exclamation-mark": ("!Go -> out", "alias", QUOTE),
    "exclamation-mark-alone": ("! -> out", "alias", QUOTE),
    "per-cent": ("%Go -> out", "yaml-syntax", QUOTE),
    "at-sign": ("@Go -> out", "yaml-syntax", QUOTE),
    "backtick": ("`Go` -> out", "yaml-syntax", QUOTE),
    "pipe": ("| Go -> out", "yaml-syntax", QUOTE),
    "greater-than": ("> Go -> out", "yaml-syntax", QUOTE),
    "question-mark": ("? Go -> out", "choice-syntax", QUOTE),
    "colon-first": (": Go -> out", "yaml-syntax", QUOTE),
    "comma-first": (", Go -> out", "yaml-syntax", QUOTE),
    "brace-first": ("{if promised: Go on} -> out", "yaml-syntax", QUOTE),
    "brace-alone": ("{if promised: Go on}", "choice-syntax", QUOTE),
    "bracket-first": ("[Leave] -> out", "yaml-syntax", QUOTE),
    "bracket-alone": ("[Leave]", "choice-syntax", QUOTE),
    "dash-first": ("- Go -> out", "choice-syntax", QUOTE),
    "tab-after-the-dash": ("\tGo -> out", "yaml-syntax", "spaces"),
}


@pytest.mark.parametrize(("choice", "rule", "remedy"), CHOICES.values(), ids=CHOICES)
def test_a_trap_in_a_choice_is_told_on_its_line_with_a_remedy(
    choice: str, rule: str, remedy: str
) -> None:
    text = campaign(
        f"here:\n  text: x\n  choices:\n    - {choice}\n    - Stay. -> out\n"
        "out: {text: x, ending: End}"
    )
    loaded = load_text(text)
    errors = [found for found in loaded.diagnostics if found.rule.id != "duplicate-id"]
    assert rules(errors) == [rule]
    assert text.split("\n")[errors[0].span.line - 1].strip() == f"- {choice}".strip()
    assert remedy in errors[0].hint
    assert loaded.story is None


VALUES = {
    "text-after-a-quotation": ('text: "No," you say.', "yaml-syntax"),
    "colon-and-space": ("text: He says: no.", "yaml-syntax"),
    "stress-first": ("text: *Never.* he says", "yaml-syntax"),
    "brace-first": ("text: {if promised: Go on}", "wrong-type"),
    "brace-and-more": ("text: {paranoia} it is", "yaml-syntax"),
    "bracket-alone": ("text: [Leave]", "wrong-type"),
    "list-of-two": ("text: [Leave, Stay]", "wrong-type"),
    "at-sign": ("text: @home", "yaml-syntax"),
    "backslash": (r'text: "a \{ b"', "yaml-syntax"),
}


@pytest.mark.parametrize(("line", "rule"), VALUES.values(), ids=VALUES)
def test_a_trap_in_a_value_is_told_on_its_line_with_a_remedy(line: str, rule: str) -> None:
    text = campaign(f"here:\n  {line}\n  ending: End")
    loaded = load_text(text)
    found = only(loaded.diagnostics, rule)
    assert text.split("\n")[found.span.line - 1].strip() == line
    assert QUOTE in found.hint


COMMENTS = {
    "choice": ("choices:\n    - Wait # and see\n  next: out", "# and see"),
    "choice-with-arrow": ("choices:\n    - Wait. -> out # and see", "# and see"),
    "text": ("text: Room # 9\n  next: out", "# 9"),
    "quoted": ("text: 'Room' # 9\n  next: out", "# 9"),
    "label": ("choices:\n    - text: Wait # and see\n      goto: out", "# and see"),
    "rung": ("text:\n    - otherwise: Room # 9\n  next: out", "# 9"),
}


@pytest.mark.parametrize(
    ("written", "cut"),
    COMMENTS.values(),
    ids=COMMENTS,
)
def test_prose_cut_off_by_a_comment_is_warned_of(written: str, cut: str) -> None:
    loaded = load_text(campaign(f"here:\n  {written}\nout: {{text: x, ending: End}}"))
    found = only(loaded.diagnostics, "comment-in-prose")
    assert marked(found, loaded.sources["story.yaml"]) == cut
    assert QUOTE in found.hint
    assert loaded.story is not None, "it is a warning"


@pytest.mark.parametrize(
    "written",
    [
        "text: x\n  next: out  # home",
        "text: x\n  do: paranoia +5  # so he sees more",
        "text: x\n  choices:\n    - {text: a b, if: promised, goto: out}  # once",
        "text: |\n    A list: # 9\n    - Room # 9\n  next: out",
        "text: x  # lint: allow dead-end\n  next: out",
        "text: x  # expect: dead-end\n  next: out",
        "text: Room#9\n  next: out",
        "text: 'Room # 9'\n  next: out",
    ],
)
def test_a_comment_where_no_prose_is_cut_is_let_be(written: str) -> None:
    loaded = load_text(campaign(f"here:\n  {written}\nout: {{text: x, ending: End}}"))
    assert rules(loaded.diagnostics) == []


PLACE = campaign("""
    here:
      text: |
        One.

        Two.
      next: out
    out: {text: x, ending: End}
""")

STRANGE = {
    "tab-for-indentation": ("    next", "\tnext", "yaml-syntax", "a tab", 1),
    "tab-after-spaces": ("    next", "    \tnext", "yaml-syntax", "a tab", 5),
    "tab-in-a-block": ("      Two.", "\t  Two.", "yaml-syntax", "a tab", 1),
    "no-break-space-after-a-colon": (
        "next: out",
        "next:\u00a0out",
        "yaml-syntax",
        "a no-break space",
        10,
    ),
    "no-break-space-in-indentation": (
        "    next",
        "  \u00a0 next",
        "bad-id",
        "a no-break space (U+00A0) stands in column 3",
        3,
    ),
    "no-break-space-in-an-id": (
        "next: out",
        "next: out\u00a0",
        "bad-id",
        "a no-break space (U+00A0) stands in column 14",
        11,
    ),
    "zero-width-space-in-an-id": (
        "next: out",
        "next: o\u200but",
        "bad-id",
        "a zero-width space (U+200B) stands in column 12",
        11,
    ),
    "curly-quotation-marks": (
        "next: out",
        "next: “out”",
        "bad-id",
        "a curly quotation mark (U+201C) stands in column 11",
        11,
    ),
    "curly-quotation-marks-round-a-number": (
        "start: 40",
        "start: “40”",
        "wrong-type",
        "a curly quotation mark (U+201C) stands in column 21",
        21,
    ),
    "byte-order-mark-in-the-middle": (
        "    next: out",
        "    \ufeffnext: out",
        "unknown-key",
        "a byte order mark (U+FEFF) stands in column 5",
        5,
    ),
}


@pytest.mark.parametrize(
    ("right", "wrong", "rule", "named", "column"), STRANGE.values(), ids=STRANGE
)
def test_a_character_that_only_looks_right_is_named_with_its_column(
    right: str, wrong: str, rule: str, named: str, column: int
) -> None:
    text = PLACE.replace(right, wrong, 1)
    assert text != PLACE
    found = only(load_text(text).diagnostics, rule)
    (line,) = (n for n, each in enumerate(text.split("\n"), 1) if wrong.strip(" \n") in each)
    assert (found.span.line, found.span.column) == (line, column)
    assert named in f"{found.message} {found.hint}"


@pytest.mark.parametrize("indent", [2, 3, 4, 5])
def test_a_line_dedented_out_of_its_block_is_asked_about(indent: int) -> None:
    text = PLACE.replace("      Two.", " " * indent + "Two.")
    found = only(load_text(text).diagnostics, "yaml-syntax")
    assert text.split("\n")[found.span.line - 1].strip() == "Two."
    assert 'did you mean this line to belong to "text" above?' in found.hint


@pytest.mark.parametrize("speech", ["JOE: Two.", "JOE (low): Two."])
def test_speech_dedented_out_of_its_block_is_asked_about(speech: str) -> None:
    text = PLACE.replace("      Two.", "     " + speech)
    found = only(load_text(text).diagnostics, "yaml-syntax")
    assert text.split("\n")[found.span.line - 1].strip() == speech
    assert 'did you mean this line to belong to "text" above?' in found.hint


@pytest.mark.parametrize(
    ("wrong", "hint"),
    [("next:out", "write a space after it"), ("next out", "a key needs a colon after it")],
)
def test_a_key_without_its_colon_is_told_on_its_line(wrong: str, hint: str) -> None:
    text = PLACE.replace("next: out", wrong)
    found = only(load_text(text).diagnostics, "yaml-syntax")
    assert text.split("\n")[found.span.line - 1].strip() == wrong
    assert hint in found.hint


@pytest.mark.parametrize("mark", ["---", "..."])
def test_a_page_turned_at_the_start_of_the_line_is_told_to_be_indented(mark: str) -> None:
    found = only(
        load_text(PLACE.replace("      Two.", f"{mark}\n      Two.")).diagnostics, "yaml-syntax"
    )
    assert found.span.column == 1
    assert "indent it with the text" in found.hint


def test_the_same_passage_twice_names_both_places() -> None:
    text = PLACE + "  here: {text: Again., next: out}\n"
    found = only(load_text(text).diagnostics, "repeated-key")
    lines = text.split("\n")
    assert lines[found.span.line - 1].startswith("  here: {text: Again")
    assert lines[found.related[0].span.line - 1] == "  here:"


KEPT = [
    "yes",
    "no",
    "on",
    "off",
    "NO",
    "12:30",
    "1905",
    "~",
    "null",
    "0x10",
    "1_000",
    "1e3",
    "true",
]


@pytest.mark.parametrize("written", [*KEPT, "1921-02-24", "=", "<<", ".5", "-1", "0o7"])
def test_what_yaml_would_turn_into_something_else_stays_text(written: str) -> None:
    loaded = load_text(
        campaign(
            f"here:\n  text: {written}\n  time: {written}\n  choices:\n"
            f"    - {{text: x, if: promised, locked: {written}, goto: out}}\n"
            f"out: {{text: x, ending: {{title: {written}}}}}"
        )
    )
    assert loaded.story is not None, loaded.diagnostics
    here, out = loaded.story.passages.values()
    assert here.time == written
    assert plain(here.text[0].value.pages[0][0].runs) == written
    assert plain(here.choices[0].locked[0].value) == written
    assert out.ending is not None
    assert plain(out.ending.title[0].value) == written


@pytest.mark.parametrize("written", ["1917", "1921-02", "1921-02-24"])
def test_a_date_stays_as_it_was_written(written: str) -> None:
    loaded = load_text(campaign(f"here: {{text: x, date: {written}, ending: End}}"))
    assert loaded.story is not None
    assert next(iter(loaded.story.passages.values())).date == written


@pytest.mark.parametrize("written", ["1921-13", "1921-02-30", "21", "1921-2-4", "tomorrow"])
def test_a_date_that_is_none_is_told(written: str) -> None:
    loaded = load_text(campaign(f"here: {{text: x, date: {written}, ending: End}}"))
    found = only(loaded.diagnostics, "bad-date")
    assert marked(found, loaded.sources["story.yaml"]) == written


def plain(runs: object) -> str:
    assert isinstance(runs, tuple)
    return "".join(run.text for run in runs)
