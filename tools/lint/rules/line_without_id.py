"""Report lines that have no id yet, in campaigns that keep ids.

Why:   a line without an id loses its translation with the next edit.
Bad:   cell: {text: The door shuts., ending: {title: Arrested}}    # with ids made before this was written
Good:  cell: {text: The door shuts., ending: {title: Arrested}}
"""

from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from game.diagnostics.span import Span
from tools.lint.context import Context

RULE = Rule("line-without-id", Severity.WARNING, "Lines that have no id yet.")


def applies(context: Context) -> bool:
    """Whether it is known where the campaign lies."""
    return context.folder is not None


def check(context: Context) -> Iterator[Diagnostic]:
    """One finding a side file that is behind its chapter."""
    for bound in context.languages.bound:
        count = bound.new + bound.edited
        if count:
            chapter = context.named(bound.file)
            message = f"{count} line{'s' if count > 1 else ''} are not in {chapter}"
            span = Span(chapter, 1, 1, 1, 1)
            yield Diagnostic(RULE, span, message, "run `undone ids --write`")
