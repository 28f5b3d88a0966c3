"""Findings as SARIF 2.1.0, the format in which code hosts take what linters find."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from game import version
from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from game.diagnostics.span import Source, Span
from tools.lint.catalogue import catalogue
from tools.lint.explain import explanation
from tools.lint.fingerprint import fingerprints

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)

FINGERPRINT = "undone/v1"
"""A name of ours: what GitHub calls primaryLocationLineHash, it counts itself and compares."""

_LEVELS: Mapping[Severity, str] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "note",
}


def as_sarif(
    found: Sequence[Diagnostic], sources: Mapping[str, Source], place: Callable[[str], str]
) -> str:
    """The findings as a log; `place` gives the path of a file as the code host knows it."""
    ids = sorted({each.rule.id for each in found} | set(catalogue()))
    known = {each.rule.id: each.rule for each in found} | dict(catalogue())
    prints = fingerprints(found, sources)
    run = {
        "tool": {
            "driver": {
                "name": "undone lint",
                "version": version(),
                "rules": [_rule(known[id_]) for id_ in ids],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(each, ids.index(each.rule.id), print_, sources, place)
            for each, print_ in zip(found, prints, strict=True)
        ],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2)


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "name": "".join(part.capitalize() for part in rule.id.split("-")),
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.summary},
        "help": {"text": explanation(rule)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"problem.severity": _problem(rule.severity)},
    }


def _problem(severity: Severity) -> str:
    return "recommendation" if severity is Severity.NOTE else severity.value


def _result(
    found: Diagnostic,
    index: int,
    print_: str,
    sources: Mapping[str, Source],
    place: Callable[[str], str],
) -> dict[str, Any]:
    text = "\n".join(filter(None, (f"{found.message}.", found.hint, *found.details)))
    result: dict[str, Any] = {
        "ruleId": found.rule.id,
        "ruleIndex": index,
        "level": _LEVELS[found.severity],
        "message": {"text": text},
        "locations": [{"physicalLocation": _location(found.span, sources, place)}],
        "partialFingerprints": {FINGERPRINT: print_},
    }
    if found.related:
        result["relatedLocations"] = [
            {
                "id": number,
                "physicalLocation": _location(each.span, sources, place),
                "message": {"text": each.message},
            }
            for number, each in enumerate(found.related)
        ]
    return result


def _location(
    span: Span, sources: Mapping[str, Source], place: Callable[[str], str]
) -> dict[str, Any]:
    region: dict[str, Any] = {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
    source = sources.get(span.file)
    if source is not None and source.line(span.line).strip():
        region["snippet"] = {"text": source.line(span.line)}
    return {"artifactLocation": {"uri": place(span.file)}, "region": region}
