"""Report hyphens that stand for dashes.

Why:   a hyphen joins; what parts a sentence is a dash, and type has one.
Bad:   cell: {text: The door shuts -- for good., ending: {title: Arrested}}    # expect: dash-style
Good:  cell: {text: The door shuts – for good., ending: {title: Arrested}}
"""

import re
from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from tools.lint.context import Context, Page

RULE = Rule("dash-style", Severity.NOTE, "A hyphen where a dash is meant.")

_HYPHENS = re.compile(
    r"(?<=[^\W\d]) - (?=[^\W\d])|(?<=\w) -{2,3} (?=\w)|(?<=[\w.,!?])-{2,3}(?=\w)|(?<=\w) ?-{2,3}(?=[\s”\"]|$)"
)


def check_page(page: Page, context: Context) -> Iterator[Diagnostic]:
    """Hyphens with a space on either side, and two in a row."""
    for line in page.lines:
        for piece in line.pieces:
            for match in _HYPHENS.finditer(piece):
                sign = match[0].strip()
                yield Diagnostic(
                    RULE, line.at(match[0]), f'"{sign}" stands for a dash', "write – or —"
                )
