"""The word before the first game: what it is, what it holds, and how hard scenes are shown."""

from typing import Any, Final

import attrs

from game.screens import theme
from game.screens.column import Column, Row, line_of, set_lines
from game.screens.context import Context
from game.screens.credits import fiction
from game.screens.fit import Type, fitted, in_whole
from game.screens.focus import moved
from game.screens.intent import (
    Accept,
    Adjust,
    Back,
    Direction,
    Edge,
    Focus,
    Intent,
    Move,
    Page,
    Pick,
    Scroll,
)
from game.screens.layout import Span, paragraph, place
from game.screens.marks import ON_PAPER, focus_bar, focus_frame, radio, scotch_rule
from game.screens.picture import (
    Button,
    Clip,
    Fill,
    Metrics,
    Picture,
    Polygon,
    Rect,
    Shadow,
    Shape,
    Size,
    Stroke,
    Text,
)
from game.screens.picture import Paper as Ground
from game.screens.screen import Pop, Transition
from game.screens.settings import HARD_WORDS
from game.screens.sheet import foot, foot_height, rail
from game.screens.shift import shifted
from game.screens.theme import Scale
from game.session.library import Entry
from game.text.tongue import say

BEGIN: Final = len(HARD_WORDS)
"""The item after the three answers."""


@attrs.define
class NoticeScreen:
    """A printed leaflet: the words, one question, and the way into the game."""

    context: Context
    entry: Entry
    content: str
    focus: int = BEGIN
    chosen: int = 1
    scroll: float = 0.0
    _extent: float = attrs.field(default=0.0, repr=False)
    _room: float = attrs.field(default=600.0, repr=False)
    _items: tuple[tuple[float, float], ...] = attrs.field(default=(), repr=False)

    opaque = True
    animating = False

    def __attrs_post_init__(self) -> None:
        self.chosen = HARD_WORDS.index(self.context.settings.hard)

    def tick(self, milliseconds: int) -> None:
        """Nothing moves."""

    def resume(self, result: Any) -> None:
        """Nothing is asked of a screen above."""

    def handle(self, intent: Intent) -> Transition | None:
        """Read on, answer, begin."""
        match intent:
            case Back():
                return Pop()
            case Accept():
                return self._accept()
            case Pick(number) | Adjust(number) if 1 <= number <= BEGIN:
                self.focus = self.chosen = number - 1
                self._show()
            case Pick(number) if number == BEGIN + 1:
                self.focus = BEGIN
                return self._begin()
            case Focus(number) if 1 <= number <= BEGIN + 1:
                self.focus = number - 1
            case Move(direction):
                self._move(direction)
            case Scroll(lines):
                self._by(lines * 27)
            case Page(count):
                self._by(count * (self._room - 60))
            case Edge(end):
                self.scroll = self._extent if end else 0.0
            case _:
                pass
        return None

    def _accept(self) -> Transition | None:
        if not self._seen(self.focus):
            self._by(self._room - 60)
            return None
        if self.focus == BEGIN:
            return self._begin()
        self.chosen = self.focus
        return None

    def _begin(self) -> Transition:
        from game.screens.opening import begin

        settings = self.context.settings
        settings.hard = HARD_WORDS[self.chosen]
        settings.notice = True
        settings.save()
        return begin(self.context, self.entry)

    def _move(self, direction: Direction) -> None:
        turns = direction in (Direction.NEXT, Direction.PREVIOUS)
        down = direction in (Direction.DOWN, Direction.RIGHT, Direction.NEXT)
        if not turns and not self._seen(self.focus):
            self._by(60 if down else -60)
            return
        before = self.focus
        self.focus = moved(self.focus, BEGIN + 1, direction)
        if self.focus == before and not down:
            self._by(-60)
            return
        if self.focus < BEGIN and not turns:
            self.chosen = self.focus
        self._show()

    def _by(self, distance: float) -> None:
        self.scroll = min(max(0.0, self.scroll + distance), self._extent)

    def _seen(self, item: int) -> bool:
        if item >= len(self._items):
            return True
        top, bottom = self._items[item]
        return self.scroll - 1 <= top and bottom <= self.scroll + self._room + 1

    def _show(self) -> None:
        if self.focus < len(self._items):
            top, bottom = self._items[self.focus]
            self.scroll = max(min(self.scroll, top - 16), bottom + 16 - self._room)
            self.scroll = min(max(0.0, self.scroll), self._extent)

    # Drawing

    def view(self, size: Size, metrics: Metrics) -> Picture:
        """The leaflet on a desk, scrolled."""
        scale = Scale.of(size, self.context.settings.text_size)
        u = scale.unit
        low = scale.height - foot_height(scale)
        wide = min(scale.width - 96, 860 * max(1.0, scale.text))
        left = (scale.width - wide) / 2
        inner = wide - 112
        shapes, items, total = self._leaflet(left + 56, inner, scale, metrics)
        self._items = items
        margin = 20.0
        self._room = low
        self._extent = max(0.0, total + 2 * margin - low)
        self.scroll = min(self.scroll, self._extent)
        top = max(margin, (low - total) / 2) - self.scroll
        # The items' heights were told from the leaflet's top.
        first = max(margin, (low - total) / 2)
        self._items = tuple((a + first, b + first) for a, b in items)
        sheet = Rect(left * u, top * u, wide * u, total * u)
        border = sheet.inset(12 * u)
        page: list[Shape] = [
            Shadow(sheet, 9 * u),
            Ground(sheet, "newsprint"),
            Stroke(border, theme.INK, max(2, round(3 * u))),
            Stroke(border.inset(6 * u), theme.INK, max(1, round(u))),
            *shifted(tuple(shapes), 0, top * u),
        ]
        area = Rect(0, 0, scale.width * u, low * u)
        seen = self._seen(self.focus)
        does = say("begin") if self.focus == BEGIN else say("choose")
        if not seen:
            does = say("read on")
        hints = (
            ("Enter", does, Accept()),
            (("up", "down"), say("read, choose"), None),
            ("1 – 3", say("hard scenes"), None),
            ("Esc", say("back"), Back()),
        )
        picture: list[Shape] = [
            Ground(Rect(0, 0, scale.width * u, scale.height * u), "desk"),
            Clip(area, in_whole(page, area.y, area.bottom, metrics)),
            *foot(hints, scale, metrics),
        ]
        if self._extent > 0:
            bar = Rect((scale.width - 30) * u, 14 * u, 10 * u, (low - 28) * u)
            part = low / (total + 2 * margin)
            picture += rail(bar, part, self.scroll / self._extent, u, theme.MANILA)
        return Picture(theme.DESK, tuple(picture))

    def _leaflet(
        self, x: float, width: float, scale: Scale, metrics: Metrics
    ) -> tuple[list[Shape], tuple[tuple[float, float], ...], float]:
        """All that is printed from y = 0 down, where the items stand, and the height.

        Canvas pixels come in and go out; the shapes are in window pixels.
        """
        u, t, k = scale.unit, scale.text, scale.unit * scale.text
        left, room = x * u, width * u
        shapes: list[Shape] = []
        y = 34.0
        size = min(58 * u * min(1.5, max(1.0, t)), 58 * k * 1.2)
        title, track = say("A WORD BEFORE"), 2 * u
        needed = metrics.width(title, "poster", size, track)
        size = size * min(1.0, room / needed)
        cap = metrics.cap_height("poster", size)
        tag = Type("label-bold", 13 * k, theme.TEXT_RED, 2 * k)
        words = self.entry.summary.title.upper()
        shapes.append(fitted(words, tag, left, (y + 13 * t) * u, room, metrics))
        y += 13 * t + 14
        shapes.append(Text(left, y * u + cap, title, "poster", size, theme.INK, track))
        y += cap / u + 16
        shapes += scotch_rule(left, y * u, room, u, theme.INK)
        y += 20
        column = Column(left, room, 18 * k, 25 * k, u, theme.INK, justified=False, gap=9 * k)
        rows = set_lines(
            tuple(map(line_of, fiction())),
            attrs.evolve(column, face="serif-bold"),
            metrics,
            y * u,
        )
        y = _add(shapes, rows, u) + 10 * t
        if self.content:
            rows = set_lines((line_of(self.content),), column, metrics, y * u)
            y = _add(shapes, rows, u) + 14 * t
        shapes += scotch_rule(left, y * u, room, u, theme.INK, thick_below=True)
        y += 20
        question = say("How shall the hard scenes be shown? You can change it at any time.")
        rows = set_lines(
            (line_of(question),), attrs.evolve(column, face="serif-italic"), metrics, y * u
        )
        y = _add(shapes, rows, u) + 8
        items: list[tuple[float, float]] = []
        for number, (bold, rest) in enumerate(_answers()):
            drawn, high = self._answer(number, bold, rest, left, room, scale, metrics)
            shapes += shifted(tuple(drawn), 0, y * u)
            items.append((y, y + high))
            y += high + 4
        y += 12
        bar = Rect(left, y * u, room, 44 * u * max(1.0, t))
        focused = self.focus == BEGIN
        size = 22 * k
        base = bar.centre[1] + metrics.cap_height("label-bold", size) / 2
        if focused:
            shapes += focus_bar(bar, left - 56 * u, u)
        else:
            shapes.append(Stroke(bar, theme.INK, max(2, round(2 * u))))
        colour = theme.NEWSPRINT if focused else theme.INK
        type_ = Type("label-bold", size, colour, 2 * k)
        shapes.append(
            fitted(say("BEGIN"), type_, bar.centre[0], base, room, metrics, anchor="centre")
        )
        shapes.append(Button(bar, Pick(BEGIN + 1), Focus(BEGIN + 1)))
        items.append((y, y + bar.h / u))
        return shapes, tuple(items), y + bar.h / u + 34

    def _answer(
        self,
        number: int,
        bold: str,
        rest: str,
        left: float,
        room: float,
        scale: Scale,
        metrics: Metrics,
    ) -> tuple[list[Shape], float]:
        """One answer from y = 0 down, and its height in canvas pixels."""
        u, k = scale.unit, scale.unit * scale.text
        size, leading = 17 * k, 23 * k
        indent = 38 * k
        lines = paragraph(
            (Span(bold, "serif-bold"), Span(f" {rest}", "serif")),
            size,
            room - indent - 8 * u,
            metrics,
            setting="ragged",
            hyphens=None,
        )
        high = len(lines) * leading + 12 * k
        box = Rect(left, 0, room, high)
        shapes: list[Shape] = []
        if number == self.focus:
            shapes.append(Fill(box, theme.BOOK))
            shapes += focus_frame(box.inset(5 * u), u)
            tip = (
                (left - 56 * u, box.y + 6 * u),
                (left - 10 * u, box.centre[1]),
                (left - 56 * u, box.bottom - 6 * u),
            )
            shapes.append(Polygon(tip, theme.VERMILION))
        centre = (left + 20 * k, 6 * k + leading / 2)
        shapes += radio(centre, 9 * k, number == self.chosen, k, ON_PAPER)
        shapes += place(lines, left + indent, 6 * k, size, leading, theme.INK, metrics)
        shapes.append(Button(box, Pick(number + 1), Focus(number + 1)))
        return shapes, high / u


def _answers() -> tuple[tuple[str, str], ...]:
    """What can be answered, in the order of HARD_WORDS: in bold type, and what follows it."""
    return (
        (say("Show them"), say("like any other page.")),
        (say("Show them under a mark"), say("that says what comes, and lets you pass over it.")),
        (say("Skip them"), say("and give a short summary in their place.")),
    )


def _add(shapes: list[Shape], rows: tuple[Row, ...], u: float) -> float:
    """Take the rows in; where they end, in canvas pixels."""
    for row in rows:
        shapes += row.shapes
    return rows[-1].bottom / u if rows else 0.0
