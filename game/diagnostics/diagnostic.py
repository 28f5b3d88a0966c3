"""One kind of message for everything that is wrong with a story."""

from enum import Enum

import attrs

from game.diagnostics.span import Span


class Severity(Enum):
    """How bad it is: a story with an error does not start; a note is a matter of taste."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@attrs.frozen
class Rule:
    """What can be wrong. The id is words, for writers to read and to silence."""

    id: str
    severity: Severity
    summary: str


@attrs.frozen
class Related:
    """Another place that belongs to the message, with what is there."""

    span: Span
    message: str


@attrs.frozen
class Diagnostic:
    """One mistake: the message says what is, the hint what to do.

    `details` are lines that are read below it, such as the way that leads there.
    """

    rule: Rule
    span: Span
    message: str
    hint: str = ""
    related: tuple[Related, ...] = ()
    details: tuple[str, ...] = ()

    @property
    def severity(self) -> Severity:
        """The severity of its rule."""
        return self.rule.severity


def in_order(diagnostics: list[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics by file, line, column and rule, each once."""
    unique = dict.fromkeys(diagnostics)
    return sorted(unique, key=lambda found: (found.span, found.rule.id, found.message))


def has_errors(diagnostics: list[Diagnostic]) -> bool:
    """Whether one of them keeps the story from starting."""
    return any(found.severity is Severity.ERROR for found in diagnostics)
