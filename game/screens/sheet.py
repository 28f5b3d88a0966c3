"""What many screens are made of: a head band, a foot with keys, a column that scrolls."""

from collections.abc import Sequence
from typing import Any

import attrs

from game.screens import theme
from game.screens.column import Row
from game.screens.context import Context
from game.screens.hints import Hint, HintRows, hint_rows
from game.screens.intent import (
    Accept,
    Back,
    Direction,
    Edge,
    Intent,
    Move,
    Page,
    Scroll,
)
from game.screens.picture import (
    Button,
    Clip,
    Colour,
    Fill,
    Metrics,
    Picture,
    Polygon,
    Rect,
    Shape,
    Size,
    Text,
)
from game.screens.picture import Paper as Ground
from game.screens.picture import Sheet as SheetName
from game.screens.screen import Pop, Transition
from game.screens.shift import shifted
from game.screens.theme import Scale
from game.text.tongue import say

HEAD = 72.0
"""Canvas pixels of the head band at 100 %."""


def head_height(scale: Scale) -> float:
    """The height of the head band, canvas pixels."""
    return HEAD * min(1.5, max(1.0, scale.text))


def foot_height(scale: Scale) -> float:
    """The height of the foot, canvas pixels."""
    return 40 * min(1.6, max(1.0, scale.text))


def head_band(
    title: str, note: str, right: str, scale: Scale, metrics: Metrics
) -> tuple[Shape, ...]:
    """A black band with the title on a red wedge, a note in italic, a word at the right."""
    u = scale.unit
    k = u * min(1.5, scale.text)
    height = head_height(scale) * u
    w = scale.width * u
    size = 34 * k
    wide = metrics.width(title, "poster", size, k) + 36 * u
    wedge = wide + 52 * k
    base = height / 2 + metrics.cap_height("poster", size) / 2
    shapes: list[Shape] = [
        Fill(Rect(0, 0, w, height), theme.INK),
        Polygon(((0, 0), (wedge, 0), (wedge - 24 * k, height), (0, height)), theme.VERMILION),
        Text(36 * u, base, title, "poster", size, theme.BOOK, k),
    ]
    right_width = metrics.width(right, "label", 16 * k, 0.8 * k) if right else 0.0
    room = w - 36 * u - right_width - wedge - 40 * u
    if note and metrics.width(note, "serif-italic", 19 * k) <= room:
        shapes.append(Text(wedge + 20 * u, base - 2 * k, note, "serif-italic", 19 * k, theme.BOOK))
    if right:
        edge = w - 36 * u
        shapes.append(
            Text(edge, base - 2 * k, right, "label", 16 * k, theme.BOOK, 0.8 * k, "right")
        )
    return tuple(shapes)


def foot(hints: Sequence[Hint], scale: Scale, metrics: Metrics) -> tuple[Shape, ...]:
    """A black foot with keys and what they do; Esc always among them."""
    u = scale.unit
    k = u * min(1.6, scale.text)
    height = foot_height(scale) * u
    top = scale.height * u - height
    shapes: list[Shape] = [Fill(Rect(0, top, scale.width * u, height), theme.INK)]
    rows = HintRows(36 * u, (scale.width - 56) * u, k, theme.NEWSPRINT)
    keys, _ = hint_rows(hints, rows, metrics)
    return (*shapes, *shifted(keys, 0, top + (height - 18 * k) / 2))


def rail(rect: Rect, part: float, place: float, unit: float, colour: Colour) -> tuple[Shape, ...]:
    """A scroll bar: `part` of the whole is in sight, from `place` (0 to 1) of what can be moved."""
    grip = max(24 * unit, rect.h * min(1.0, part))
    y = rect.y + (rect.h - grip) * place
    above = Rect(rect.x - 8 * unit, rect.y, rect.w + 16 * unit, max(1.0, y - rect.y))
    below = Rect(rect.x - 8 * unit, y + grip, rect.w + 16 * unit, max(1.0, rect.bottom - y - grip))
    return (
        Fill(Rect(rect.x + rect.w / 2 - unit, rect.y, 2 * unit, rect.h), colour),
        Fill(Rect(rect.x, y, rect.w, grip), colour),
        Button(above, Page(-1)),
        Button(below, Page(1)),
    )


@attrs.define
class ScrolledScreen:
    """A sheet of text that scrolls; what stands on it and in the head is a subclass's."""

    context: Context
    scroll: float = 0.0
    _extent: float = attrs.field(default=0.0, repr=False)
    _page: float = attrs.field(default=400.0, repr=False)

    opaque = True
    animating = False
    sheet: SheetName = attrs.field(default="book", init=False)

    def tick(self, milliseconds: int) -> None:
        """Nothing moves."""

    def resume(self, result: Any) -> None:
        """Nothing is asked of a screen above."""

    def handle(self, intent: Intent) -> Transition | None:
        """Scroll, or go back."""
        match intent:
            case Back():
                return Pop()
            case Accept() if self._extent - self.scroll < 2:
                return Pop()
            case Accept():
                self._by(self._page)
            case Move(direction):
                forward = direction in (Direction.DOWN, Direction.RIGHT, Direction.NEXT)
                self._by(60 if forward else -60)
            case Scroll(lines):
                self._by(lines * 27)
            case Page(count):
                self._by(count * self._page)
            case Edge(end):
                self.scroll = self._extent if end else 0.0
            case _:
                pass
        return None

    def _by(self, distance: float) -> None:
        self.scroll = min(max(0.0, self.scroll + distance), self._extent)

    # For subclasses

    def head(self) -> tuple[str, str, str]:
        """Title, note and the word at the right of the head band."""
        raise NotImplementedError

    def hints(self) -> Sequence[Hint]:
        """The keys of the foot."""
        return (("Esc", say("back"), Back()), (("up", "down"), say("scroll"), None))

    def rows(self, x: float, width: float, scale: Scale, metrics: Metrics) -> Sequence[Row]:
        """The text, from y = 0 down, in window pixels."""
        raise NotImplementedError

    def view(self, size: Size, metrics: Metrics) -> Picture:
        """Head band, text, rail, foot."""
        scale = Scale.of(size, self.context.settings.text_size)
        u = scale.unit
        top, low = head_height(scale), scale.height - foot_height(scale)
        width = min(scale.width - 120, 820 * max(1.0, scale.text))
        x = (scale.width - width) / 2
        rows = self.rows(x * u, width * u, scale, metrics)
        total = (rows[-1].bottom / u if rows else 0) + 56
        room = low - top
        self._extent = max(0.0, total - room)
        self._page = max(60.0, room - 60)
        self.scroll = min(self.scroll, self._extent)
        shift = (top + 28 - self.scroll) * u
        area = Rect(0, top * u, scale.width * u, room * u)
        seen = tuple(
            shape
            for row in rows
            if row.top + shift >= area.y and row.bottom + shift <= area.bottom
            for shape in shifted(row.shapes, 0, shift)
        )
        shapes: list[Shape] = [
            Ground(Rect(0, 0, scale.width * u, scale.height * u), self.sheet),
            Clip(area, seen),
            *head_band(*self.head(), scale, metrics),
            *foot(self.hints(), scale, metrics),
        ]
        if self._extent > 0:
            bar = Rect((scale.width - 30) * u, (top + 14) * u, 10 * u, (room - 28) * u)
            place = self.scroll / self._extent
            shapes += rail(bar, room / total, place, u, theme.INK)
        return Picture(theme.BOOK, tuple(shapes))
