"""Report lines that were edited after they were translated.

Why:   the catalogue tells what the story no longer says, so the line is read untranslated.
Bad:   cell: {text: The door shuts., ending: {title: Arrested}}    # with languages/ru.po made before this read so
Good:  cell: {text: The door shuts., ending: {title: Arrested}}
"""

from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from game.diagnostics.span import Span
from tools.lint.context import Context
from tools.text import Report

RULE = Rule("translation-stale", Severity.WARNING, "Lines edited after they were translated.")

_TOLD = 5


def applies(context: Context) -> bool:
    """Whether it is known where the campaign lies."""
    return context.folder is not None


def check(context: Context) -> Iterator[Diagnostic]:
    """One finding a language: how many lines are out of date, and the first of them."""
    for code, report in context.languages.reports.items():
        if isinstance(report, Report) and report.stale:
            count = len(report.stale)
            message = (
                f"{count} line{'s' if count > 1 else ''} in {code}.po tell what was edited since"
            )
            hint = "`undone text update` marks them as fuzzy, with what they told before"
            span = Span(context.named(context.languages.file(code)), 1, 1, 1, 1)
            more = (f"and {count - _TOLD} more",) if count > _TOLD else ()
            yield Diagnostic(RULE, span, message, hint, details=(*report.stale[:_TOLD], *more))
