"""Report lines that a language's catalogue does not have.

Why:   they are read in the language of the story, in the middle of another one.
Bad:   cell: {text: The door shuts., ending: {title: Arrested}}    # with languages/ru.po, and this not in it
Good:  cell: {text: The door shuts., ending: {title: Arrested}}
"""

from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from game.diagnostics.span import Span
from tools.lint.context import Context
from tools.text import Report

RULE = Rule("translation-missing", Severity.WARNING, "Lines that are not told in a language.")

_TOLD = 5


def applies(context: Context) -> bool:
    """Whether it is known where the campaign lies."""
    return context.folder is not None


def check(context: Context) -> Iterator[Diagnostic]:
    """One finding a language: how many lines it lacks, and the first of them."""
    for code, report in context.languages.reports.items():
        if isinstance(report, Report) and report.missing:
            count = len(report.missing)
            lines = f"{count} line{'s' if count > 1 else ''}"
            message = f"{lines} of {report.lines} are not told in {code}"
            hint = f"`undone text update` writes them into {code}.po, to be translated"
            span = Span(context.named(context.languages.file(code)), 1, 1, 1, 1)
            more = (f"and {count - _TOLD} more",) if count > _TOLD else ()
            yield Diagnostic(RULE, span, message, hint, details=(*report.missing[:_TOLD], *more))
