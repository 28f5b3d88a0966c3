"""Report what of a language's catalogue cannot be read.

Why:   a catalogue that cannot be read is not used at all, and a line of it is left as it was.
Bad:   cell: {text: The door shuts., ending: {title: Arrested}}    # with a languages/ru.po that is cut off
Good:  cell: {text: The door shuts., ending: {title: Arrested}}
"""

import re
from collections.abc import Iterator

import attrs

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from game.diagnostics.span import Span
from game.model.catalogue import CatalogueProblem
from tools.lint.context import Context

RULE = Rule("translation-unreadable", Severity.ERROR, "A translation that cannot be read.")

_AT = re.compile(r".*?:(?P<line>\d+): (?P<message>.*)", re.S)


def applies(context: Context) -> bool:
    """Whether it is known where the campaign lies."""
    return context.folder is not None


def check(context: Context) -> Iterator[Diagnostic]:
    """Catalogues that are none, and lines of others whose notation cannot be read."""
    for code, report in context.languages.reports.items():
        file = context.named(context.languages.file(code))
        if isinstance(report, CatalogueProblem):
            match = _AT.match(str(report))
            line = int(match["line"]) if match else 1
            message = match["message"] if match else str(report)
            hint = "mend the file there, or make it anew with `undone text update`"
            yield Diagnostic(RULE, Span(file, line, 1, line, 1), message, hint)
            continue
        for found in report.problems:
            place = attrs.evolve(found.span, file=file)
            yield Diagnostic(RULE, place, f"in {code}: {found.message}", found.hint)
