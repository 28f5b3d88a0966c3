"""Report spaces before commas and full stops.

Why:   the sign goes to the next line alone, and looks lost wherever it goes.
Bad:   cell: {text: 'The door shuts , for good.', ending: {title: Arrested}}    # expect: space-before-sign
Good:  cell: {text: 'The door shuts, for good.', ending: {title: Arrested}}
"""

import re
from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from tools.lint.context import Context, Page

RULE = Rule("space-before-sign", Severity.WARNING, "A space before a comma or a full stop.")

_LOOSE = re.compile(r"\w+ [,;]|\w+ \.(?![.\w]| \.)")


def applies(context: Context) -> bool:
    """Whether the story is in English: others do set signs off, as the French do."""
    return context.story.language.startswith("en")


def check_page(page: Page, context: Context) -> Iterator[Diagnostic]:
    """Signs that stand off from their word."""
    for line in page.lines:
        for piece in line.pieces:
            for match in _LOOSE.finditer(piece):
                sign = match[0][-1]
                message = f"a space stands before this {sign}"
                yield Diagnostic(RULE, line.at(match[0]), message, f"write {match[0][:-2]}{sign}")
