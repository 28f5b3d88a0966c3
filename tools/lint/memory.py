"""What was found in each passage, remembered by what is written there.

A file belongs to one campaign, one set of rules with their limits, one text of all that is
declared, and one state of this program; in it every passage is known by a digest of what is written
in it. It is safe to delete, and never trusted blindly: a checksum guards it, and what does not fit
is found anew.
"""

import contextlib
import json
import os
import tempfile
from collections.abc import Callable, Sequence
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import attrs

import game
import tools
from game.diagnostics.diagnostic import Diagnostic, Related, Rule
from game.diagnostics.span import Span
from tools.lint.context import Context, Page
from tools.lint.rule import Check
from tools.lint.uses import Uses

MOST_FILES = 200
"""Files kept; the oldest go first."""

_CODE = (
    Path(tools.__file__).parent / "lint",
    Path(tools.__file__).parent / "count.py",
    *(Path(game.__file__).parent / name for name in ("text", "model", "engine", "screens")),
)


@attrs.define(eq=False)
class Memory:
    """What is remembered of a campaign's passages, and what will be."""

    file: Path | None
    rules: dict[str, Rule]
    old: dict[str, Any] = attrs.field(factory=dict)
    new: dict[str, Any] = attrs.field(factory=dict)

    @classmethod
    def open(cls, folder: Path | None, context: Context, checks: Sequence[Check]) -> "Memory":
        """What is remembered in a folder of what these rules found; nothing without a folder."""
        rules = {check.rule.id: check.rule for check in checks}
        if folder is None:
            return cls(None, rules)
        file = folder / f"{_fingerprint(context, checks)}.json"
        return cls(file, rules, _read(file))

    def of(
        self, page: Page, find: Callable[[Page], list[Diagnostic]]
    ) -> tuple[Uses, list[Diagnostic]]:
        """What a passage uses and what is wrong in it, found unless it is remembered."""
        if self.file is None:
            return page.uses, find(page)
        place = page.passage.span
        key = _digest(f"{place.column}\0{page.passage.id}\0{page.written}")
        kept = self.old.get(key)
        if kept is not None:
            with contextlib.suppress(TypeError, ValueError, KeyError, AttributeError):
                read = Uses.unpacked(kept[0]), [self._unpacked(each, place) for each in kept[1]]
                self.new[key] = kept
                return read
        found = find(page)
        if all(_is_of(each, page) for each in found):
            self.new[key] = [page.uses.packed(), [_packed(each, place) for each in found]]
        return page.uses, found

    def close(self) -> None:
        """Keep what was found, for the next time; where the disk will not, nothing happens."""
        if self.file is None or self.new.keys() == self.old.keys():
            return
        body = json.dumps(self.new, ensure_ascii=False, separators=(",", ":"))
        with contextlib.suppress(OSError):
            self.file.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.file.parent, prefix=".", suffix=".tmp")
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as file:
                    file.write(f"{_digest(body)}\n{body}")
                Path(name).replace(self.file)
            except OSError:
                Path(name).unlink(missing_ok=True)
            _tidy(self.file.parent)

    def _unpacked(self, data: list[Any], place: Span) -> Diagnostic:
        id_, span, message, hint, related, details = data
        return Diagnostic(
            self.rules[id_],
            _span(span, place),
            str(message),
            str(hint),
            tuple(Related(_span(at, place), str(words)) for at, words in related),
            tuple(map(str, details)),
        )


def _is_of(found: Diagnostic, page: Page) -> bool:
    """Whether all that a finding tells of stands in the passage, and will move with it."""
    places = (found.span, *(each.span for each in found.related))
    return all(each.file == page.source.file for each in places)


def _packed(found: Diagnostic, place: Span) -> list[Any]:
    related = [[_from(each.span, place), each.message] for each in found.related]
    span = _from(found.span, place)
    return [found.rule.id, span, found.message, found.hint, related, found.details]


def _from(span: Span, place: Span) -> list[int]:
    """A span in lines from that of its passage."""
    first = place.line
    return [span.line - first, span.column, span.end_line - first, span.end_column]


def _span(data: list[int], place: Span) -> Span:
    line, column, end_line, end_column = map(int, data)
    return Span(place.file, place.line + line, column, place.line + end_line, end_column)


def _read(file: Path) -> dict[str, Any]:
    try:
        checksum, _, body = file.read_text("utf-8").partition("\n")
        data = json.loads(body) if checksum == _digest(body) else {}
    except (OSError, ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _fingerprint(context: Context, checks: Sequence[Check]) -> str:
    """A digest of all that the findings of a passage depend on beside what is written there."""
    parts = [_code(), str(context.folder), context.story.id, context.declared]
    for check in checks:
        parts.append(check.rule.id)
        parts += [f"{name} {context.limits.get(name)}" for name in check.limits]
        if check.depends:
            parts.append(check.depends(context))
    return _digest("\0".join(parts))


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


@lru_cache(maxsize=1)
def _code() -> str:
    """A digest of the code that rules and lay-out are made of: another program finds anew."""
    digest = blake2b(digest_size=16)
    for place in _CODE:
        for file in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _tidy(folder: Path) -> None:
    files = [(entry.stat().st_mtime, entry.path) for entry in os.scandir(folder)]
    for _, path in sorted(files)[: max(0, len(files) - MOST_FILES)]:
        Path(path).unlink(missing_ok=True)
