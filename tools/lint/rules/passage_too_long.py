"""Report passages that are read for too long before anything can be done.

Why:   who reads for minutes without a choice forgets that there are any.
Bad:   cell: {text: The door shuts and stays shut., ending: {title: Arrested}}    # expect: passage-too-long
Good:  cell: {text: The door shuts., ending: {title: Arrested}}

The examples are with `limits: {passage-words: 5}`. Only words are counted that are read whatever
holds; a page that is turned does not begin anew.
"""

from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from tools.lint.context import Context, Page

RULE = Rule("passage-too-long", Severity.NOTE, "A passage of more words than a reader has breath.")
LIMITS = {"passage-words": 700}


def check_page(page: Page, context: Context) -> Iterator[Diagnostic]:
    """A passage whose text has too many words."""
    words = sum(line.always for line in page.lines if line.part == "text")
    most = context.limits["passage-words"]
    if words > most:
        message = f'"{page.passage.id}" is read for {words:,} words; {most:,} are enough'
        hint = "make two passages of it, with a choice between them"
        yield Diagnostic(RULE, page.passage.span, message, hint)
