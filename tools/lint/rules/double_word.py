"""Report small words written twice in a row.

Why:   the eye skips them, the more often the text was read by its writer.
Bad:   cell: {text: The door of the the cell shuts., ending: {title: Arrested}}    # expect: double-word
Good:  cell: {text: The door of the cell shuts., ending: {title: Arrested}}

Told are only words that never stand twice in English prose; “had had” and “no, no” are let be.
"""

import re
from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from tools.lint.context import Context, Page

RULE = Rule("double-word", Severity.WARNING, "A word written twice.")

_NEVER_TWICE = (
    "a an the of and or but for with from to at by into onto than as if its our my your their his "
    "this these those was were are be been will would could should can may might must not which "
    "who whom whose when where while because"
)
_TWICE = re.compile(rf"\b({'|'.join(_NEVER_TWICE.split())})\s+\1\b", re.I)


def applies(context: Context) -> bool:
    """Whether the story is in English."""
    return context.story.language.startswith("en")


def check_page(page: Page, context: Context) -> Iterator[Diagnostic]:
    """Words that stand twice within what is read together."""
    for line in page.lines:
        for piece in line.pieces:
            for match in _TWICE.finditer(piece):
                message = f'"{match[1]}" stands here twice'
                yield Diagnostic(RULE, line.at(match[0]), message, "take one of them out")
