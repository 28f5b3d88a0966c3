"""The tables of keys in the writers' manual: `python -m tools.reference` writes them anew.

In story/README.md a line `<!-- keys: PASSAGE -->` opens a section that the table of that record
fills, down to `<!-- end -->`.
"""

import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import assert_never

from tools.notation import (
    Between,
    Each,
    Either,
    Kind,
    ListOf,
    OneOf,
    Plain,
    Record,
    RecordOf,
    Shape,
    Some,
    Varying,
    Ways,
    records,
)

MANUAL = Path(__file__).resolve().parents[1] / "story" / "README.md"

_SECTION = re.compile(r"(<!-- keys: (?P<name>[^>]+?) -->\n).*?(<!-- end -->)", re.S)
_WORDS: Mapping[Kind, str] = {
    "line": "a line",
    "id": "an id",
    "number": "a number",
    "date": "a date",
    "condition": "a condition",
    "call": "a call",
    "when": "a time",
}
_NAMES = {
    "STAT": "a stat",
    "FLAG": "a flag",
    "NAMED": "a named value",
    "MASTHEAD": "a newspaper",
    "ACHIEVEMENT": "an achievement",
    "RULE": "a rule",
    "LINT": "the linter's settings",
    "CHARACTER": "a character",
    "CHAPTER": "a chapter",
    "PASSAGE": "a passage",
    "CHOICE": "a choice",
    "ENDING": "an ending",
    "CARD": "a card",
    "EVENT": "an event",
    "HARD": "a note",
    "PICTURE": "a picture",
    "ARTICLE": "an item",
    "FIGURES": "a table",
    "FIGURE": "a row",
    "CENSOR": "what the censor did",
    "BARRED": "words",
    "LIFTED": "a column",
    "REMARK": "a remark",
    "FACE": "a face",
    "LOOK": "a look",
}


def filled(manual: str) -> str:
    """The manual with every marked section holding the table of its record.

    Of a look, that of the keys which a face has not.
    """
    read = dict(records())
    face = read["FACE"]
    read["LOOK"] = {key: each for key, each in read["LOOK"].items() if key not in face}
    return _SECTION.sub(lambda mark: f"{mark[1]}\n{table(read[mark['name']])}\n{mark[3]}", manual)


def sections(manual: str) -> tuple[str, ...]:
    """The names of the records whose tables the manual holds."""
    return tuple(mark["name"] for mark in _SECTION.finditer(manual))


def table(record: Record) -> str:
    """The keys of a record as a table: what each holds, and what it is for."""
    lines = ["| key | holds | what it is for |", "|---|---|---|"]
    for key, each in record.items():
        means = f"{each.means}; must be there" if each.required else each.means
        cells = (f"`{key}`", holds(each.holds), means)
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def holds(shape: Shape) -> str:
    """What may be written, in words; what may vary, a ladder may stand for."""
    match shape:
        case Plain(kind):
            return _WORDS.get(kind, kind)
        case Between(low, high):
            return f"{low} to {high}"
        case OneOf(words):
            return ", ".join(words)
        case Some(of):
            return f"{holds(of)}, or a list"
        case Varying(of):
            return f"{holds(of)}, may vary"
        case Ways():
            return "an id, may vary"
        case Each(named, of):
            return f"{holds(of)}, by {named}"
        case ListOf(of):
            return f"a list of {holds(of)}"
        case RecordOf(name):
            return _NAMES.get(name, "its keys")
        case Either(shapes):
            return " or ".join(map(holds, shapes))
        case _:
            assert_never(shape)


def main() -> None:
    """Write the manual's tables anew."""
    written = MANUAL.read_text("utf-8")
    MANUAL.write_text(filled(written), "utf-8")
    sys.stdout.write(f"{MANUAL}: {', '.join(sections(written))}\n")


if __name__ == "__main__":
    main()
