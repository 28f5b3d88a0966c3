"""Report paragraphs that stand on the page like a wall.

Why:   on a screen the eye loses its line in a long paragraph sooner than in print.
Bad:   cell: {text: The door shuts and stays shut., ending: {title: Arrested}}    # expect: paragraph-too-long
Good:  cell: {text: The door shuts., ending: {title: Arrested}}

The examples are with `limits: {paragraph-words: 5}`.
"""

from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from tools.lint.context import Context, Page

RULE = Rule("paragraph-too-long", Severity.NOTE, "A paragraph of too many words.")
LIMITS = {"paragraph-words": 200}


def check_page(page: Page, context: Context) -> Iterator[Diagnostic]:
    """Paragraphs of which too many words are read whatever holds."""
    most = context.limits["paragraph-words"]
    for line in page.lines:
        if line.part in ("text", "answer") and line.always > most:
            message = f"a paragraph of {line.always} words; {most} are enough"
            yield Diagnostic(RULE, line.span, message, "put an empty line where it breathes")
