"""Findings as commands of a GitHub workflow, which shows them beside the lines they are of."""

from collections.abc import Callable, Sequence

from game.diagnostics.diagnostic import Diagnostic, Severity

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def as_github(found: Sequence[Diagnostic], place: Callable[[str], str]) -> str:
    """A command a line; `place` gives the path of a file as GitHub knows it."""
    return "".join(f"{_command(each, place)}\n" for each in found)


def _command(found: Diagnostic, place: Callable[[str], str]) -> str:
    span = found.span
    where = {"file": place(span.file), "line": str(span.line), "endLine": str(span.end_line)}
    if span.line == span.end_line:  # columns are refused where the lines differ
        where |= {"col": str(span.column), "endColumn": str(span.end_column)}
    where["title"] = found.rule.id
    properties = ",".join(f"{key}={_property(value)}" for key, value in where.items())
    words = "\n".join(filter(None, (found.message, found.hint, *found.details)))
    return f"::{_COMMANDS[found.severity]} {properties}::{_data(words)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
