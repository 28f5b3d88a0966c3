"""Old findings: written down once, they do not count from then on.

{"format": 1, "findings": {"<fingerprint>": {"rule": …, "file": …, "text": …}}}
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import attrs

from game.diagnostics.diagnostic import Diagnostic
from game.diagnostics.span import Source
from tools.lint.fingerprint import fingerprints, text_of

FORMAT = 1


class BaselineProblem(Exception):
    """A file of old findings that cannot be used; the message names it and says why."""


@attrs.frozen
class Parted:
    """Findings that are new, how many are old, and what of the old is found no more."""

    new: tuple[Diagnostic, ...]
    old: int
    gone: tuple[str, ...]


def written(found: Sequence[Diagnostic], sources: Mapping[str, Source]) -> str:
    """The findings as a file, one line each, for people to read the changes of."""
    entries = {
        print_: {"rule": each.rule.id, "file": each.span.file, "text": text_of(each, sources)}
        for print_, each in zip(fingerprints(found, sources), found, strict=True)
    }
    lines = [
        f"    {json.dumps(print_)}: {json.dumps(entry, ensure_ascii=False)}"
        for print_, entry in entries.items()
    ]
    body = ",\n".join(lines)
    return f'{{\n  "format": {FORMAT},\n  "findings": {{\n{body}\n  }}\n}}\n'


def read(file: Path) -> dict[str, str]:
    """The fingerprints of old findings, each with its words; raises BaselineProblem."""
    try:
        data = json.loads(file.read_text("utf-8-sig"))
    except OSError as error:
        raise BaselineProblem(f'cannot read the baseline "{file}": {error.strerror}') from error
    except (ValueError, RecursionError) as error:
        hint = "write it anew with --write-baseline"
        raise BaselineProblem(f'the baseline "{file}" is no JSON: {error}; {hint}') from error
    findings = data.get("findings") if isinstance(data, dict) else None
    if not isinstance(findings, dict) or data.get("format") != FORMAT:
        hint = "write it anew with --write-baseline"
        raise BaselineProblem(f'"{file}" is no baseline of this program; {hint}')
    return {print_: _told(entry) for print_, entry in findings.items()}


def parted(
    found: Sequence[Diagnostic], sources: Mapping[str, Source], old: Mapping[str, str]
) -> Parted:
    """The findings without those of a baseline."""
    prints = fingerprints(found, sources)
    new = tuple(each for each, print_ in zip(found, prints, strict=True) if print_ not in old)
    gone = tuple(told for print_, told in old.items() if print_ not in set(prints))
    return Parted(new, len(found) - len(new), gone)


def _told(entry: object) -> str:
    if not isinstance(entry, dict):
        return str(entry)
    return f"{entry.get('file')}: {entry.get('rule')}: {entry.get('text')}"
