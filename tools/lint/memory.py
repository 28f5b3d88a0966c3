"""What was found in each passage, remembered by what is written there.

A file belongs to one campaign, one set of rules with their limits, one text of all that is
declared, and one state of this program; in it every passage is known by a digest of what is written
in it. It is safe to delete, and never trusted blindly: a checksum guards it, and what does not fit
is found anew.
"""

import contextlib
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import attrs

import game
import tools
from game.diagnostics.diagnostic import Diagnostic, Related, Rule
from game.diagnostics.span import Span
from game.model.story import PassageId
from tools import kept
from tools.lint.context import Context, Page
from tools.lint.rule import Check
from tools.lint.sketch import is_speaking, sketch_of
from tools.lint.uses import Uses

MOST_FILES = 200
"""Files kept; the oldest go first."""

_CODE = (
    Path(tools.__file__).parent / "lint",
    Path(tools.__file__).parent / "prove",
    Path(tools.__file__).parent / "count.py",
    *(
        Path(game.__file__).parent / name
        for name in ("diagnostics", "text", "model", "engine", "session", "screens")
    ),
)


@attrs.frozen
class Known:
    """What is known of a passage: what it uses, what is wrong in it, and what rules noted of it.

    `key` tells what is written there, `sketch` what it is beside its words.
    """

    key: str
    uses: Uses
    found: Sequence[Diagnostic]
    notes: Mapping[str, Sequence[str]]
    sketch: str


@attrs.define(eq=False)
class Memory:
    """What is remembered of a campaign's passages, and what will be."""

    file: Path | None
    context: Context
    checks: Sequence[Check]
    rules: Mapping[str, Rule]
    speaking: bool
    old: dict[str, Any] = attrs.field(factory=dict)
    new: dict[str, Any] = attrs.field(factory=dict)

    @classmethod
    def open(cls, folder: Path | None, context: Context, checks: Sequence[Check]) -> "Memory":
        """What is remembered in a folder of what these rules found; nothing without a folder."""
        rules = {check.rule.id: check.rule for check in checks}
        speaking = is_speaking(context.story)
        if folder is None:
            return cls(None, context, checks, rules, speaking)
        file = folder / f"{_fingerprint(context, checks)}.json"
        return cls(file, context, checks, rules, speaking, kept.read(file))

    def of(self, page: Page, find: Callable[[Page], list[Diagnostic]]) -> Known:
        """What is known of a passage, found unless it is remembered."""
        if self.file is None:
            return Known("", page.uses, find(page), self._notes(page), "")
        place = page.span
        key = kept.digest(f"{place.column}\0{page.id}\0{page.written}")
        data = self.old.get(key)
        if data is not None:
            with contextlib.suppress(TypeError, ValueError, KeyError, AttributeError):
                uses, packed, notes, sketch = data
                noted = {str(rule): tuple(map(str, each)) for rule, each in notes.items()}
                found = [self._unpacked(each, place) for each in packed]
                known = Known(key, Uses.unpacked(uses), found, noted, str(sketch))
                self.new[key] = data
                return known
        known = Known(
            key,
            page.uses,
            find(page),
            self._notes(page),
            sketch_of(page.passage, self.speaking).digest,
        )
        if all(_is_of(each, page) for each in known.found):
            packed = [_packed(each, place) for each in known.found]
            self.new[key] = [known.uses.packed(), packed, known.notes, known.sketch]
        return known

    def close(self) -> None:
        """Keep what was found, for the next time; where the disk will not, nothing happens."""
        if self.file is not None and self.new.keys() != self.old.keys():
            kept.write(self.file, self.new, MOST_FILES)

    def _notes(self, page: Page) -> Mapping[str, Sequence[str]]:
        noted = (
            (check.rule.id, tuple(check.note(page, self.context)))
            for check in self.checks
            if check.note
        )
        return {rule: notes for rule, notes in noted if notes}

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


def _fingerprint(context: Context, checks: Sequence[Check]) -> str:
    """A digest of all that the findings of a passage depend on beside what is written there."""
    story = context.story
    parts = [code(), str(context.folder), story.id, context.declared]
    # A way on to a chapter leads to its first passage, unless a passage has its name.
    parts += (
        f"{id_} {chapter.start} {PassageId(id_) in story.passages}"
        for id_, chapter in story.chapters.items()
    )
    for check in checks:
        parts.append(check.rule.id)
        parts += [f"{name} {context.limits.get(name)}" for name in check.limits]
        if check.depends:
            parts.append(check.depends(context))
    return kept.digest("\0".join(parts))


@lru_cache(maxsize=1)
def code() -> str:
    """A digest of the code that findings are made by: another program finds anew."""
    digest = blake2b(digest_size=16)
    for place in _CODE:
        for file in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            digest.update(file.read_bytes())
    return digest.hexdigest()
