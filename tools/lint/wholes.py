"""What rules found in the whole of a story, remembered while nothing but its words changes.

A file belongs to one sketch of a story and one state of this program. In it a finding is known by
the passage it stands in and by which of its places that is, so that it is told of where it stands
now. The way to it is played again by the engine, in the words of now, unless all that is told of it
is written as it was.
"""

import contextlib
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import attrs

from game.diagnostics.diagnostic import Diagnostic, Related
from game.diagnostics.span import Span
from game.model.story import PassageId
from game.session.witness import WitnessProblem
from game.text.tongue import language
from tools import kept
from tools.lint.context import Context
from tools.lint.memory import code
from tools.lint.rule import Check
from tools.lint.sketch import Sketch, is_speaking, sketch_of
from tools.lint.way import Way

FORMAT = 1

MOST_FILES = 40
"""Sketches remembered; the oldest go first."""

_DAMAGED = (TypeError, ValueError, KeyError, IndexError, AttributeError, WitnessProblem)


@attrs.define(eq=False, slots=False)
class Wholes:
    """What is remembered of a story of one sketch, and what will be.

    `sketches` are those of its passages, and `keys` tell what is written there. Without a folder
    nothing is remembered.
    """

    context: Context
    folder: Path | None
    sketches: Mapping[PassageId, str]
    keys: Mapping[PassageId, str]
    new: dict[str, Any] = attrs.field(factory=dict)

    def of(self, check: Check) -> list[Diagnostic]:
        """What a rule finds, found unless it is remembered."""
        assert check.whole is not None
        if self.folder is None or not check.wordless:
            return list(check.whole(self.context))
        key = self._key(check)
        told = self._old.get(key)
        if told is not None:
            with contextlib.suppress(*_DAMAGED):
                return self._all_unpacked(told, check)
        found = list(check.whole(self.context))
        with contextlib.suppress(LookupError):
            self.new[key] = [self._packed(each, check) for each in found]
        return found

    def close(self) -> None:
        """Keep what was found, for the next time; where the disk will not, nothing happens."""
        if self.new and self._file is not None:
            kept.write(self._file, {**self._old, **self.new}, MOST_FILES)

    def _key(self, check: Check) -> str:
        limits = (f"{name} {self.context.limits.get(name)}" for name in sorted(check.limits))
        proved = ("unproved",) if check.proved and not self.context.proving else ()
        return " ".join((check.rule.id, *limits, *proved))

    @cached_property
    def _old(self) -> dict[str, Any]:
        return {} if self._file is None else kept.read(self._file)

    @cached_property
    def _file(self) -> Path | None:
        if self.folder is None:
            return None
        parts = [f"{FORMAT} {language()}", code(), self._declared.digest]
        parts += [f"{id_} {sketch}" for id_, sketch in self.sketches.items()]
        return self.folder / f"{kept.digest(chr(0).join(parts))}.json"

    @cached_property
    def _speaking(self) -> bool:
        return is_speaking(self.context.story)

    @cached_property
    def _declared(self) -> Sketch:
        return sketch_of(self.context.story, self._speaking)

    # Findings as plain data

    def _packed(self, found: Diagnostic, check: Check) -> list[Any]:
        """A finding as plain data; raises LookupError where it cannot be found again."""
        if found.rule is not check.rule:
            raise LookupError(found.rule.id)
        way = self.context.ways.get((found.rule.id, found.span, found.message))
        return [
            self._anchor(found.span),
            found.message,
            found.hint,
            [[self._anchor(each.span), each.message] for each in found.related],
            found.details,
            None if way is None else self._packed_way(way),
        ]

    def _packed_way(self, way: Way) -> list[Any]:
        if not way.passed:
            raise LookupError("a way that was not played")
        return [way.picks, way.rolls, way.seed, way.shortest, way.passed, self._written(way.passed)]

    def _written(self, passages: Sequence[str]) -> str:
        """A digest of all words that may be told of a way through passages."""
        written = (self.keys[PassageId(id_)] for id_ in passages)
        return kept.digest("\0".join((self._declarations, *written)))

    @cached_property
    def _declarations(self) -> str:
        """A digest of all that is written outside of passages: names of speakers stand there."""
        return kept.digest(self.context.declared)

    def _all_unpacked(self, told: list[Any], check: Check) -> list[Diagnostic]:
        read = [self._unpacked(each, check) for each in told]
        for found, way in read:
            if way is not None:
                self.context.ways[found.rule.id, found.span, found.message] = way
        return [found for found, _ in read]

    def _unpacked(self, data: list[Any], check: Check) -> tuple[Diagnostic, Way | None]:
        anchor, message, hint, related, details, way = data
        found = Diagnostic(
            check.rule,
            self._span(anchor),
            str(message),
            str(hint),
            tuple(Related(self._span(at), str(words)) for at, words in related),
            tuple(map(str, details)),
        )
        if way is None:
            return found, None
        picks, rolls, seed, shortest, passed, written = way
        led = Way(
            tuple(map(str, picks)),
            tuple((int(turn), str(place), int(value)) for turn, place, value in rolls),
            int(seed),
            bool(shortest),
            tuple(PassageId(str(id_)) for id_ in passed),
        )
        if written != self._written(led.passed):
            return led.told(found, self.context.program)
        return found, led

    # Places: which of a passage's they are, and how far from its first where it is as it was

    def _anchor(self, span: Span) -> list[Any]:
        for id_ in self._around(span):
            places = self._places(id_)
            if span in places:
                first = places[0]
                ends = [span.line - first.line, span.column]
                ends += [span.end_line - first.line, span.end_column]
                return [id_, places.index(span), self.keys[id_], ends]
        if span in self._declared.places:
            return ["", self._declared.places.index(span), "", []]
        raise LookupError(str(span))

    def _span(self, anchor: list[Any]) -> Span:
        id_, _, key, ends = anchor
        number = int(anchor[1])
        if not id_:
            return self._declared.places[number]
        passage = PassageId(id_)
        if self.keys[passage] == key:
            place = self.context.pages[passage].span
            line, column, end_line, end_column = map(int, ends)
            return Span(place.file, place.line + line, column, place.line + end_line, end_column)
        return self._places(passage)[number]

    def _places(self, id_: PassageId) -> tuple[Span, ...]:
        places = self._known_places.get(id_)
        if places is None:
            sketch = sketch_of(self.context.story.passages[id_], self._speaking)
            places = self._known_places[id_] = sketch.places
        return places

    @cached_property
    def _known_places(self) -> dict[PassageId, tuple[Span, ...]]:
        return {}

    def _around(self, span: Span) -> list[PassageId]:
        """The passages in which something may stand."""
        lines, ids = self._lines.get(span.file, ([], {}))
        at = bisect_right(lines, span.line) - 1
        return ids[lines[at]] if at >= 0 else []

    @cached_property
    def _lines(self) -> dict[str, tuple[list[int], dict[int, list[PassageId]]]]:
        """For each file the lines on which passages begin, and those that begin there."""
        by_file: dict[str, dict[int, list[PassageId]]] = {}
        for id_, page in self.context.pages.items():
            by_file.setdefault(page.source.file, {}).setdefault(page.span.line, []).append(id_)
        return {file: (sorted(ids), ids) for file, ids in by_file.items()}
