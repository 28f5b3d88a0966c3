"""An interlude being printed: what every kind of sheet is set with, from its head down."""

import random
from collections.abc import Iterable
from typing import Final

import attrs

from game.engine.prose import Entry, Line, Sheet, Words, text_of
from game.engine.state import Turn
from game.model.story import Character
from game.screens import theme
from game.screens.column import Column, set_lines, spans
from game.screens.layout import Span, balance, paragraph, place
from game.screens.picture import (
    Anchor,
    Colour,
    Disc,
    Face,
    Fill,
    Metrics,
    Rect,
    Shape,
    Text,
    Tilted,
)
from game.screens.picture import Paper as Ground
from game.screens.picture import Sheet as Stock
from game.screens.shift import shifted

NARROW: Final = 660.0
"""Canvas pixels of desk below which what lies side by side lies one below the other."""

STRONG: Final[dict[Face, Face]] = {"type": "type-bold", "book": "book-bold", "serif": "serif-bold"}
"""What the name of a speaker is set in."""


@attrs.frozen
class Desk:
    """What is to be printed, and the room for it: `w` and `h` of the desk in window pixels.

    `u` are window pixels to a canvas pixel, and `k` the same for type, which grows with the
    player's text as far as the sheet's own type follows it.
    """

    sheet: Sheet
    turn: Turn
    w: float
    h: float
    u: float
    k: float
    metrics: Metrics

    @property
    def narrow(self) -> bool:
        """Whether there is no room for two things side by side."""
        return self.w < NARROW * self.k

    def width(self, wanted: float) -> float:
        """A width in window pixels, given in those of the canvas, as far as the desk has room."""
        return min(wanted * self.u, self.w - 90 * self.u)

    def words(self, field: str) -> Words:
        """The words of a line of the sheet, none where it has none."""
        return self.sheet.lines.get(field, ())

    def line(self, field: str) -> str:
        """A line of the sheet without looks."""
        return text_of(self.words(field))

    def text(self) -> tuple[Line, ...]:
        """The paragraphs of the sheet."""
        return self.sheet.texts.get("words", ())

    def entries(self, field: str) -> tuple[Entry, ...]:
        """A list of the sheet."""
        return self.sheet.lists.get(field, ())

    def people(self, field: str) -> tuple[Character, ...]:
        """Those of the cast whom a field names."""
        cast = self.turn.program.story.cast
        return tuple(cast[person] for person in self.sheet.people.get(field, ()))

    def chance(self) -> random.Random:
        """Chance that falls alike whenever this passage is printed."""
        return random.Random(str(self.turn.passage.id))


@attrs.frozen
class Pasted:
    """What is put on a sheet after it was printed: a strip with its shadow, or a stamp.

    `rect` is where it lies on the sheet, `shapes` from its own corner, turned by `degrees`.
    """

    rect: Rect
    shapes: tuple[Shape, ...]
    degrees: float = 0.0
    strip: bool = False

    @classmethod
    def of(cls, tilted: Tilted) -> "Pasted":
        """A stamp that was set where it comes down."""
        rect = tilted.rect
        return cls(rect, shifted(tilted.shapes, -rect.x, -rect.y), tilted.degrees)


@attrs.frozen
class Printed:
    """A sheet ready to lie on the desk: its size, and the shapes from its top left corner.

    One that is `framed` fills the desk from edge to edge, and casts no shadow; `pasted` comes on it
    piece by piece.
    """

    width: float
    height: float
    shapes: tuple[Shape, ...]
    tilt: float = 0.0
    framed: bool = False
    pasted: tuple[Pasted, ...] = ()


@attrs.define(eq=False)
class Leaf:
    """A sheet of paper being set: `y` is how far down it has come, in window pixels.

    Type sizes and leadings are given in canvas pixels at 100 %, distances in window pixels.
    """

    desk: Desk
    width: float
    left: float
    right: float
    y: float = 0.0
    ink: Colour = theme.INK
    shapes: list[Shape] = attrs.field(factory=list)
    pasted: list[Pasted] = attrs.field(factory=list)

    @property
    def inner(self) -> float:
        """The width between the margins."""
        return self.right - self.left

    @property
    def middle(self) -> float:
        """Half way between the margins."""
        return (self.left + self.right) / 2

    def down(self, units: float) -> None:
        """Leave so many canvas pixels free."""
        self.y += units * self.desk.u

    def add(self, *shapes: Shape) -> None:
        """Print these."""
        self.shapes += shapes

    def rule(self, units: float = 1, colour: Colour | None = None) -> None:
        """A rule between the margins."""
        thick = max(1, round(units * self.desk.u))
        line = Rect(self.left, round(self.y), self.inner, thick)
        self.shapes.append(Fill(line, colour or self.ink))
        self.y += thick

    def heading(
        self,
        string: str,
        face: Face,
        size: float,
        *,
        anchor: Anchor = "centre",
        colour: Colour | None = None,
        track: float = 0,
        leading: float = 1.22,
        room: float = 0,
    ) -> None:
        """A heading in even lines, from the margin of its anchor."""
        k, room = self.desk.k, room or self.inner
        size_px, track_px = size * k, track * k
        x = {"left": self.left, "centre": self.middle, "right": self.right}[anchor]
        for part in balance(string, face, size_px, room, self.desk.metrics, track_px):
            self.y += size_px * leading
            base = self.y - size_px * 0.25
            self.shapes.append(
                Text(x, base, part, face, size_px, colour or self.ink, track_px, anchor)
            )

    def block(
        self,
        words: Iterable[Span],
        size: float,
        leading: float,
        *,
        colour: Colour | None = None,
        x: float | None = None,
        width: float = 0,
        hang: float = 0,
        indent: float = 0,
        justified: bool = False,
    ) -> float:
        """Words in lines from `x`, all but the first `hang` window pixels in; where the last ends.

        It is the right edge of the last line.
        """
        k, metrics = self.desk.k, self.desk.metrics
        left = self.left if x is None else x
        wide = width or self.right - left
        lines = paragraph(
            tuple(words),
            size * k,
            wide,
            metrics,
            setting="justified" if justified else "ragged",
            hyphens="en_GB" if justified else None,
            indent=indent,
            line_left=(lambda line: hang if line else 0.0) if hang else None,
        )
        self.shapes += place(
            lines, left, self.y, size * k, leading * k, colour or self.ink, metrics
        )
        self.y += len(lines) * leading * k
        return left + lines[-1].width if lines else left

    def prose(
        self,
        lines: tuple[Line, ...],
        face: Face,
        size: float,
        leading: float,
        *,
        justified: bool = False,
        gap: float = 9,
        label: Colour = theme.TEXT_RED,
    ) -> None:
        """Paragraphs as the reading page sets them, who speaks over each speech."""
        u, k = self.desk.u, self.desk.k
        column = Column(
            self.left,
            self.inner,
            size * k,
            leading * k,
            u,
            self.ink,
            face,
            justified,
            indent=20 * k if justified else 0,
            gap=0 if justified else gap * k,
            label=label,
        )
        for row in set_lines(lines, column, self.desk.metrics, self.y):
            self.shapes += row.shapes
            self.y = row.bottom

    def speech(self, line: Line, face: Face) -> tuple[Span, ...]:
        """A paragraph run in: who speaks, how, and the words."""
        words = spans(line.words, face)
        if line.speaker is None:
            return words
        aside = f" ({line.aside})" if line.aside else ""
        colon = "" if line.private else ":"
        return (Span(f"{line.name}{aside}{colon} ", STRONG.get(face, face)), *words)

    def printed(
        self, stock: Stock, least: float = 0, tilt: float = 0, under: Iterable[Shape] = ()
    ) -> Printed:
        """The sheet, at least so high, on paper of this stock; `under` lies below the type."""
        height = max(self.y, least)
        ground = Ground(Rect(0, 0, self.width, height), stock)
        shapes = (ground, *under, *self.shapes)
        return Printed(self.width, height, shapes, tilt, pasted=tuple(self.pasted))


def holes(x: float, heights: Iterable[float], radius: float, colour: Colour) -> tuple[Shape, ...]:
    """Punched holes, one below the other."""
    return tuple(Disc((x, y), radius, colour) for y in heights)
