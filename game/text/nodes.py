"""What a file of YAML holds: maps, lists and scalars that know where they were written.

A scalar keeps the text as written, and finds for each part of it the place in the file, through
folding, quotation marks and escapes.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, TypeAlias

import attrs

from game.diagnostics.span import Source, Span


@attrs.frozen(eq=False)
class Node:
    """Where a node stands: offsets into its source, in code points, from 0."""

    source: Source
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Its span; of a node of several lines only what matters: its first line."""
        end = self.source.text.find("\n", self.start, self.end)
        return self.source.span(self.start, max(self.start, end if end >= 0 else self.end))

    @property
    def flow(self) -> bool:
        """Whether it is written between braces or brackets."""
        return self.source.text[self.start : self.start + 1] in ("{", "[")


@attrs.frozen(eq=False, slots=False)
class Scalar(Node):
    """Text, as written. `style` is YAML's: empty for plain, a quotation mark, `|` or `>`."""

    text: str
    style: str

    def fragment(self) -> "Fragment":
        """The whole text, ready to be taken apart."""
        return Fragment(self.text, self, 0)

    def span_of(self, start: int, end: int) -> Span:
        """Where the part of the text between two offsets was written."""
        return self.source.span(*self.place_of(start, end))

    def place_of(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in the source of the part of the text between two offsets."""
        if self.style == "" and self.end - self.start == len(self.text):
            return self.start + start, self.start + end
        if self.style == "|":
            first = self._in_literal(start)
            return first, self._in_literal(end - 1) + 1 if end > start else first
        offsets = self._offsets
        first = offsets[min(start, len(offsets) - 1)]
        return first, offsets[min(end, len(offsets)) - 1] + 1 if end > start else first

    def _in_literal(self, offset: int) -> int:
        """Where a character of a `|` block was written: each of its lines is a line of the file."""
        offset = min(offset, len(self.text))
        above = self.text.count("\n", 0, offset)
        column = offset - (self.text.rfind("\n", 0, offset) + 1)
        starts = self.source.starts
        line = bisect_right(starts, self.start) + above
        if line >= len(starts):
            return self.end
        end = starts[line + 1] - 1 if line + 1 < len(starts) else len(self.source.text)
        return min(starts[line] + self._indent + column, end)

    @cached_property
    def _indent(self) -> int:
        """How far a `|` block is indented, told by its first line that is not blank."""
        starts = self.source.starts
        first = bisect_right(starts, self.start)
        for number, line in enumerate(self.text.split("\n")):
            if line.strip() and first + number < len(starts):
                at = self.source.text.find(line, starts[first + number])
                return max(0, at - starts[first + number])
        return 0

    @cached_property
    def _offsets(self) -> list[int]:
        """For each character of the text, and for its end, the offset it was written at."""
        written = self.source.text
        at = self._text_start(written)
        offsets: list[int] = []
        for letter in self.text:
            at = self._find(written, at, letter)
            offsets.append(min(at, max(self.start, self.end - 1)))
            at += self._length(written, at)
        offsets.append(min(at, self.end))
        return offsets

    def _text_start(self, written: str) -> int:
        if self.style == ">":
            return written.find("\n", self.start, self.end) + 1 or self.end
        return self.start + (1 if self.style else 0)

    def _find(self, written: str, at: int, letter: str) -> int:
        """The offset at or after `at` where this letter of the text was written."""
        if letter.isspace():
            return at
        while at < self.end and written[at].isspace():
            at += 1
        if self.style == '"' and written.startswith("\\\n", at):
            at += 2
            while at < self.end and written[at].isspace():
                at += 1
        return at

    def _length(self, written: str, at: int) -> int:
        """How many characters were written for the one at this offset."""
        if self.style == "'" and written.startswith("''", at):
            return 2
        if self.style == '"' and at < self.end and written[at] == "\\":
            return {"x": 4, "u": 6, "U": 10}.get(written[at + 1 : at + 2], 2)
        return 1


@attrs.frozen(eq=False)
class Map(Node):
    """Keys and values in the order written; of a repeated key the first stays."""

    entries: "dict[str, tuple[Scalar, Tree]]"

    def items(self) -> "Iterator[tuple[Scalar, Tree]]":
        """The keys and values in the order written."""
        return iter(self.entries.values())


@attrs.frozen(eq=False)
class Seq(Node):
    """The items of a list."""

    items: tuple["Tree", ...]


Tree: TypeAlias = Scalar | Map | Seq


@attrs.frozen(eq=False)
class Deferred(Node):
    """A passage of a compiled file, unpacked when it is asked for; its outline tells of it."""

    packed: str
    outline: list[Any]
    unpack: Callable[[str, Source], Tree]

    def tree(self) -> Tree:
        """What is written there."""
        return self.unpack(self.packed, self.source)


@attrs.frozen(eq=False)
class Fragment:
    """A part of a scalar's text that knows its place."""

    text: str
    scalar: Scalar
    offset: int

    def part(self, start: int, end: int | None = None) -> "Fragment":
        """The part between two offsets, without the white space round it."""
        text = self.text[start:end]
        stripped = text.lstrip()
        lead = len(text) - len(stripped)
        return Fragment(stripped.rstrip(), self.scalar, self.offset + start + lead)

    def split(self, sign: str) -> "Iterator[Fragment]":
        """The parts between the signs."""
        start = 0
        for part in self.text.split(sign):
            yield self.part(start, start + len(part))
            start += len(part) + len(sign)

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """Where the part between two offsets was written; by default all of it."""
        stop = len(self.text) if end is None else end
        return self.scalar.span_of(self.offset + start, self.offset + stop)
