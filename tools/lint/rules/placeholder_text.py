"""Report words that a writer left for later.

Why:   they are read out to the player as they stand.
Bad:   cell: {text: The door shuts. TODO describe the cell., ending: {title: Arrested}}    # expect: placeholder-text
Good:  cell: {text: The door shuts., ending: {title: Arrested}}

In a text block ` #` begins no comment, so an allowance that stands in one is told of as well. What
is for the team alone goes after `note:`.
"""

import re
from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from tools.lint.context import Context, Page

RULE = Rule("placeholder-text", Severity.WARNING, "Words that were left for later.")

_LATER = re.compile(
    r"\b(?:TODO|FIXME|TBD|TKTK?|XXX+)\b|\blorem ipsum\b|# lint: allow|# expect:", re.I
)


def check_page(page: Page, context: Context) -> Iterator[Diagnostic]:
    """TODO and its kin, in capitals; lorem ipsum in any."""
    for line in page.lines:
        for piece in line.pieces:
            for match in _LATER.finditer(piece):
                words = match[0]
                if " " not in words and not words.isupper():
                    continue  # “todo” and “xxx” may be words
                message = f'"{words}" is read out as it stands'
                hint = "write what was to come, or put it after `note:`"
                yield Diagnostic(RULE, line.at(words), message, hint)
