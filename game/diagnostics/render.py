"""Diagnostics as text for people, as one line each, and as JSON for editors."""

import json
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence

from game.diagnostics.diagnostic import Diagnostic, Severity
from game.diagnostics.span import Source, Span

_WIDEST = 160


def brief(diagnostic: Diagnostic) -> str:
    """The message on one line, as `file:line:column: error: what is wrong [rule]`."""
    severity = diagnostic.severity.value
    return f"{diagnostic.span}: {severity}: {diagnostic.message} [{diagnostic.rule.id}]"


def human(diagnostic: Diagnostic, sources: Mapping[str, Source]) -> str:
    """The message with the offending line, a caret under the place, and the hint."""
    lines = [brief(diagnostic), *_excerpt(diagnostic.span, sources)]
    if diagnostic.hint:
        lines.append(f"   = hint: {diagnostic.hint}")
    for related in diagnostic.related:
        lines.append(f"   = {related.span}: {related.message}")
    lines += [f"     {detail}".rstrip() for detail in diagnostic.details]
    return "\n".join(lines)


def report(diagnostics: Sequence[Diagnostic], sources: Mapping[str, Source]) -> str:
    """All messages for people, with a closing count."""
    parts = [human(found, sources) for found in diagnostics]
    parts.append(tally(diagnostics))
    return "\n\n".join(parts)


def tally(diagnostics: Sequence[Diagnostic]) -> str:
    """How many errors, warnings and notes there are, in words."""
    severities = Counter(found.severity for found in diagnostics)
    counted = [
        f"{severities[each]} {each.value}{'' if severities[each] == 1 else 's'}"
        for each in Severity
        if severities[each]
    ]
    return ", ".join(counted) if counted else "no findings"


def as_json(diagnostics: Sequence[Diagnostic], sources: Mapping[str, Source]) -> str:
    """The messages for editors: lines and columns from 0, columns in UTF-16 units."""
    return json.dumps(
        [_json_of(found, sources) for found in diagnostics], ensure_ascii=False, indent=2
    )


def _json_of(found: Diagnostic, sources: Mapping[str, Source]) -> dict[str, object]:
    return {
        "file": found.span.file,
        "range": _range(found.span, sources),
        "severity": found.severity.value,
        "rule": found.rule.id,
        "message": found.message,
        "hint": found.hint,
        "details": list(found.details),
        "related": [
            {
                "file": related.span.file,
                "range": _range(related.span, sources),
                "message": related.message,
            }
            for related in found.related
        ],
    }


def _range(span: Span, sources: Mapping[str, Source]) -> dict[str, dict[str, int]]:
    source = sources.get(span.file)

    def position(line: int, column: int) -> dict[str, int]:
        before = source.line(line)[: column - 1] if source else ""
        units = len(before.encode("utf-16-le")) // 2 if source else column - 1
        return {"line": line - 1, "character": units}

    return {
        "start": position(span.line, span.column),
        "end": position(span.end_line, span.end_column),
    }


def _excerpt(span: Span, sources: Mapping[str, Source]) -> list[str]:
    source = sources.get(span.file)
    if source is None:
        return []
    line = source.line(span.line)
    if not line.strip() and span.line > len(source.starts):
        return []
    end = span.end_column if span.end_line == span.line else len(line) + 1
    start = span.column - 1
    if len(line) > _WIDEST:
        cut = max(0, start - _WIDEST // 2)
        line = line[cut : cut + _WIDEST]
        start -= cut
        end -= cut
    end = min(end, len(line) + 1)
    shown = "".join(_visible(letter) for letter in line)
    indent = "".join(" " * _cells(letter) for letter in line[:start])
    carets = "^" * max(1, sum(_cells(letter) for letter in line[start : end - 1]))
    number = str(span.line)
    gutter = " " * len(number)
    return [f"{number} | {shown}", f"{gutter} | {indent}{carets}"]


def _visible(letter: str) -> str:
    if letter == "\t":
        return "    "
    if unicodedata.category(letter) in ("Cc", "Cs", "Co", "Cn") or letter == "\ufeff":
        return "\ufffd"
    return letter


def _cells(letter: str) -> int:
    """How many terminal cells a letter takes."""
    if letter == "\t":
        return 4
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
