"""Report translations that leave out a value which the line puts in.

Why:   the player of that language reads a sentence with a hole in it.
Bad:   cell: {text: 'The door shuts. {paranoia}', ending: {title: Arrested}}    # with languages/ru.po that lacks {paranoia}
Good:  cell: {text: The door shuts., ending: {title: Arrested}}

What varies may be told in other ways by another language; a value that is printed may not be lost.
"""

import re
from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from game.diagnostics.span import Span
from game.model.catalogue import CatalogueProblem, messages_of
from tools.lint.context import Context

RULE = Rule("placeholder-lost", Severity.WARNING, "A translation that leaves out a value.")

_VALUE = re.compile(r"\{([^{}:|]+)\}")


def applies(context: Context) -> bool:
    """Whether it is known where the campaign lies."""
    return context.folder is not None


def check(context: Context) -> Iterator[Diagnostic]:
    """Entries of catalogues whose translation prints fewer values."""
    for code in context.languages.reports:
        file = context.languages.file(code)
        try:
            messages = messages_of(file)
        except CatalogueProblem:
            continue  # told of elsewhere
        for message in messages:
            if not message.string or message.fuzzy:
                continue
            lost = sorted(set(_VALUE.findall(message.id)) - set(_VALUE.findall(message.string)))
            lost = [value for value in lost if value not in message.string]
            if lost:
                span = Span(context.named(file), message.line, 1, message.line, 1)
                values = ", ".join(f"{{{value}}}" for value in lost)
                told = f"the translation leaves out {values}"
                yield Diagnostic(RULE, span, told, "write it where the other language needs it")
