"""Findings for people: in colour where a terminal shows it, and a bar while they are looked for."""

import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Literal, TextIO, TypeAlias

from game.diagnostics.diagnostic import Diagnostic, Severity
from game.diagnostics.render import human, tally
from game.diagnostics.span import Source
from tools.lint import Progress

Colour: TypeAlias = Literal["auto", "always", "never"]

MANY = 10
"""Findings from which on it is told how many there are of each rule."""

_BOLD, _FAINT, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"
_INKS = {Severity.ERROR: "\x1b[1;31m", Severity.WARNING: "\x1b[1;33m", Severity.NOTE: "\x1b[1;36m"}
_HEAD = re.compile(r"(?P<place>.*?:\d+:\d+): (?P<kind>\w+): (?P<message>.*) (?P<rule>\[[\w-]+\])")
_MARKS = re.compile(r"(?P<gutter> *\|) (?P<marks> *\^+)")


def coloured(wish: Colour, stream: TextIO, environ: Mapping[str, str] = os.environ) -> bool:
    """Whether to write in colour: NO_COLOR (no-color.org) and a dumb terminal forbid it."""
    if wish != "auto":
        return wish == "always"
    forbidden = environ.get("NO_COLOR") or environ.get("TERM") == "dumb"
    return stream.isatty() and not forbidden


def as_text(
    found: Sequence[Diagnostic], sources: Mapping[str, Source], colour: bool = False
) -> str:
    """The findings with their lines, grouped by file as they come, and a tally."""
    parts = [
        _inked(human(each, sources), each) if colour else human(each, sources) for each in found
    ]
    if len(found) > MANY:
        parts.append(_by_rule(found))
    total = tally(found)
    files = len({each.span.file for each in found})
    if files > 1:
        total += f" in {files} files"
    parts.append(f"{_BOLD}{total}{_PLAIN}" if colour else total)
    return "\n\n".join(parts)


def _by_rule(found: Sequence[Diagnostic]) -> str:
    """How many findings each rule has, most first."""
    counts = Counter(each.rule.id for each in found)
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    width = len(str(ordered[0][1]))
    return "\n".join(f"{count:{width}}  {rule}" for rule, count in ordered)


def _inked(text: str, found: Diagnostic) -> str:
    ink = _INKS[found.severity]
    first, *rest = text.split("\n")
    match = _HEAD.fullmatch(first)
    lines = [first]
    if match:
        kind = f"{ink}{match['kind']}{_PLAIN}"
        message = f"{_BOLD}{match['message']}{_PLAIN}"
        lines = [f"{match['place']}: {kind}: {message} {_FAINT}{match['rule']}{_PLAIN}"]
    for line in rest:
        marks = _MARKS.fullmatch(line)
        lines.append(f"{marks['gutter']} {ink}{marks['marks']}{_PLAIN}" if marks else line)
    return "\n".join(lines)


@contextmanager
def bar(stream: TextIO) -> Iterator[Progress | None]:
    """What draws how far the work is, where the stream is a terminal; else nothing."""
    if not stream.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(file=stream), transient=True) as drawn:
        task = drawn.add_task("")

        def progress(doing: str, done: int, of: int) -> None:
            drawn.update(task, description=doing, completed=done, total=of)

        yield progress
