"""A mistake inside prose is pointed at, whichever way YAML wrote the prose."""

import pytest

from game.model.load import load_text
from tests.small import campaign, marked, only

EIGHT = [f"Line {number} of the text, which is long." for number in range(1, 9)]
BAD = "The ninth says {paranioa} to you."


def block(sign: str, lines: list[str]) -> str:
    return "\n".join([f"text: {sign}", *(f"  {line}" if line else "" for line in lines)])


def quoted(mark: str, lines: list[str]) -> str:
    return "text: " + mark + "\n  ".join(lines) + mark


WRITTEN = {
    "literal": block("|", [*EIGHT, BAD]),
    "literal-stripped": block("|-", [*EIGHT, BAD]),
    "literal-kept": block("|+", [*EIGHT, BAD]),
    "literal-with-gaps": block("|", [*EIGHT[:3], "", "", *EIGHT[3:6], BAD]),
    "literal-with-trailing-spaces": block("|", [f"{line}   " for line in EIGHT] + [BAD]),
    "literal-with-deeper-lines": block("|", [*EIGHT[:4], "    deeper", *EIGHT[5:], BAD]),
    "literal-with-indicator": block("|2", [*EIGHT, BAD]),
    "folded": block(">", [*EIGHT, BAD]),
    "folded-stripped": block(">-", [*EIGHT, BAD]),
    "folded-with-gaps": block(">", [*EIGHT[:3], "", "", *EIGHT[3:6], BAD]),
    "folded-with-deeper-lines": block(">", [*EIGHT[:4], "    deeper", *EIGHT[5:], BAD]),
    "plain": "text: " + "\n  ".join([*EIGHT, BAD]),
    "plain-with-gap": "text: " + "\n  ".join([*EIGHT[:4], "", *EIGHT[4:7], BAD]),
    "plain-on-the-next-line": "text:\n  " + "\n  ".join([*EIGHT[:7], BAD]),
    "single-quoted": quoted("'", [*EIGHT, BAD]),
    "single-quoted-with-quotes": quoted("'", ["It''s", "''twas''", *EIGHT[:6], "It''s. " + BAD]),
    "double-quoted": quoted('"', [*EIGHT, BAD]),
    "double-quoted-with-escapes": quoted(
        '"', [r"A \"word\" \u2014 \x41 \U0001F600 \t.", *EIGHT[:7], r"\"Yes\" \\ " + BAD]
    ),
    "double-quoted-with-escapes-beside": quoted(
        '"', [*EIGHT, r"\u2014\x41\U0001F600\"{paranioa}\u2014\""]
    ),
    "double-quoted-with-escaped-line-ends": quoted(
        '"', [*(line + "\\" for line in EIGHT), r"\ and " + BAD]
    ),
    "double-quoted-with-escaped-newlines": quoted('"', [r"One.\n\nTwo.", *EIGHT[:7], BAD]),
    "astral-letters": block("|", ["😀 𝔘𝔫𝔡", *EIGHT[:7], "😀😀 " + BAD]),
    "combining-letters": block("|", ["e\u0301e\u0301", *EIGHT[:7], "e\u0301 " + BAD]),
    "russian": block("|", ["Красная газета", *EIGHT[:7], "Да. " + BAD]),
}


@pytest.mark.parametrize("written", WRITTEN.values(), ids=WRITTEN)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "bom"])
def test_a_name_in_the_ninth_line_is_pointed_at(written: str, line_end: str, mark: str) -> None:
    passage = "here:\n" + "\n".join(f"  {line}" if line else "" for line in written.split("\n"))
    text = campaign(passage + "\n  ending: The end")
    loaded = load_text(mark + text.replace("\n", line_end))
    source = loaded.sources["story.yaml"]
    found = only(loaded.diagnostics, "unknown-name")
    assert marked(found, source) == "paranioa"
    lines = text.split("\n")
    (number,) = (index for index, line in enumerate(lines, 1) if "paranioa" in line)
    assert (found.span.line, found.span.column) == (
        number,
        lines[number - 1].index("paranioa") + 1,
    )
    assert "paranoia" in found.hint


@pytest.mark.parametrize("indent", [2, 4, 7])
def test_a_speaker_inside_a_block_is_pointed_at_whatever_the_indentation(indent: int) -> None:
    space = " " * indent
    text = campaign(f"here:\n  text: |\n  {space}One.\n\n  {space}BORIS (low): Two.\n  ending: End")
    loaded = load_text(text)
    found = only(loaded.diagnostics, "unknown-speaker")
    assert marked(found, loaded.sources["story.yaml"]) == "BORIS"


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("  if: paranioa >= 3", "paranioa"),
        ("  if: 'paranoia >= 3 and not promissed'", "promissed"),
        ("  if: paranoia is hanted", "hanted"),
        ("  if: seen(nowhere)", "nowhere"),
        ("  do: paranoia +5, set promissed", "set promissed"),
        ('  do: "paranoia +5,  gran = 6"', "gran = 6"),
        ("  do: [paranoia +5, envoy is hover]", "envoy is hover"),
        ("  locked: Wait, {joes name}.", "name"),
        ("  goto: outt", "outt"),
    ],
)
def test_the_caret_stands_under_the_wrong_part_of_a_choice(line: str, wrong: str) -> None:
    lines = ["text: Go.", "id: go", line.strip()]
    if "goto" not in line:
        lines.append("goto: out")
    choice = "\n".join(f"      {each}" for each in lines).replace("      ", "    - ", 1)
    text = campaign(f"here:\n  text: x\n  choices:\n{choice}\nout: {{text: x, ending: End}}")
    loaded = load_text(text)
    assert len(loaded.diagnostics) == 1, loaded.diagnostics
    assert marked(loaded.diagnostics[0], loaded.sources["story.yaml"]) == wrong


def test_the_span_of_several_lines_ends_with_its_first_line() -> None:
    text = campaign("here:\n  text: x\n  choices:\n    - Bogus: one\n      two: three\n")
    loaded = load_text(text)
    assert all(found.span.line == found.span.end_line for found in loaded.diagnostics)
