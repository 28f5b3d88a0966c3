"""Report a list of the story's own words that cannot be read.

Why:   without it every word of the story's own counts as misspelt.
Bad:   cell: {text: The door shuts., ending: {title: Arrested}}    # with a words.txt that is not UTF-8
Good:  cell: {text: The door shuts., ending: {title: Arrested}}
"""

from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from game.diagnostics.span import Span
from tools.lint.context import Context
from tools.lint.spelling import WORD_LIST

RULE = Rule("word-list-unreadable", Severity.ERROR, "A words.txt that cannot be read.")


def applies(context: Context) -> bool:
    """Whether it is known where the campaign lies."""
    return context.folder is not None


def check(context: Context) -> Iterator[Diagnostic]:
    """The list beside the campaign, if it is no text in UTF-8."""
    file = context.beside / WORD_LIST if context.beside else None
    if file is None or not file.exists():
        return
    span = Span(context.named(file), 1, 1, 1, 1)
    try:
        file.read_text("utf-8-sig")
    except OSError as error:
        message = f"the list of words cannot be read: {error.strerror}"
        yield Diagnostic(RULE, span, message, "one word a line, in a file of plain text")
    except UnicodeDecodeError:
        message = "the list of words is not UTF-8"
        yield Diagnostic(RULE, span, message, "save it as UTF-8, one word a line")
