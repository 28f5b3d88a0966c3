"""The sealed archive: each front page beside what was done, joined by numbered threads."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

import attrs

from game.engine.archive import Opened, Thread, opened, opened_text, put_there, removed_names
from game.engine.calendar import spoken_date
from game.engine.removed import names_removed
from game.engine.state import Turn
from game.screens import theme
from game.screens.context import Context
from game.screens.fit import in_whole
from game.screens.focus import moved
from game.screens.front_page import FrontSheet, front_page
from game.screens.hints import Hint
from game.screens.inked import inked
from game.screens.intent import (
    Accept,
    Back,
    Command,
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
from game.screens.marks import focus_frame
from game.screens.motion import turned
from game.screens.picture import (
    Button,
    Clip,
    Colour,
    Disc,
    Face,
    Fill,
    Leaf,
    Line,
    Metrics,
    Picture,
    Point,
    Polygon,
    Rect,
    Shadow,
    Shape,
    Size,
    Text,
)
from game.screens.picture import Paper as Ground
from game.screens.plain import TextScreen
from game.screens.screen import Pop, Push, Transition
from game.screens.sheet import foot, foot_height, rail
from game.screens.sheets.stamp import round_stamp
from game.screens.shift import shifted
from game.screens.theme import Scale
from game.session.playthrough import Playthrough
from game.text.tongue import say

TILT: Final = 0.9
THREAD: Final[Colour] = (196, 44, 34)
KNOT: Final[Colour] = (110, 20, 14)
VIOLET: Final[Colour] = (92, 82, 140)
PAGE_WIDTH: Final = 806.0
"""Canvas pixels of a front page at its own size."""


@attrs.define
class ArchiveScreen:
    """One front page at a time. Left and right walk the numbers, up and down the pages.

    D takes out what the story itself put here, the next paper each time.
    """

    context: Context
    playthrough: Playthrough
    page: int = 0
    focus: int = 0
    scroll: float = 0.0
    _pages: tuple[Opened, ...] = attrs.field(default=(), init=False, repr=False)
    _papers: tuple[Turn, ...] = attrs.field(default=(), init=False, repr=False)
    _taken: int = attrs.field(default=0, init=False, repr=False)
    _extent: float = attrs.field(default=0.0, init=False, repr=False)
    _follow: bool = attrs.field(default=False, init=False, repr=False)
    _rows: list[tuple[float, float]] = attrs.field(factory=list, init=False, repr=False)

    opaque = True
    animating = False

    def __attrs_post_init__(self) -> None:
        self._pages = opened(self.playthrough.turns)
        self._papers = put_there(self.playthrough.turn)

    def tick(self, milliseconds: int) -> None:
        """Nothing moves."""

    def resume(self, result: Any) -> None:
        """Nothing is asked of a screen above."""

    @property
    def opened(self) -> Opened | None:
        """The page that lies here; None where no paper came out."""
        return self._pages[self.page] if self._pages else None

    @property
    def _threads(self) -> tuple[Thread, ...]:
        return self.opened.threads if self.opened is not None else ()

    def handle(self, intent: Intent) -> Transition | None:
        """Walk the numbers; open what one names; take out another page."""
        match intent:
            case Back():
                return Pop()
            case Command("t") if self.opened is not None:
                return Push(
                    OpenedTextScreen(self.context, each=self.opened, playthrough=self.playthrough)
                )
            case Command("d") if self._papers:
                return self._take_out()
            case Command("p"):
                from game.screens.album import AlbumScreen

                return Push(AlbumScreen(self.context, self.playthrough))
            case Accept():
                return self._open(self.focus)
            case Pick(number) if number - 1 == self.focus:
                return self._open(self.focus)
            case Pick(number) | Focus(number):
                self._to(number - 1)
            case Move(Direction.UP):
                self._turn(-1)
            case Move(Direction.DOWN):
                self._turn(1)
            case Move(direction):
                self._to(moved(self.focus, len(self._threads), direction))
            case Page(count):
                self._turn(count)
            case Scroll(lines):
                self.scroll = min(max(0.0, self.scroll + lines * 27), self._extent)
            case Edge(end):
                self._turn(len(self._pages) if end else -len(self._pages))
            case _:
                pass
        return None

    def _to(self, number: int) -> None:
        if 0 <= number < len(self._threads):
            self.focus, self._follow = number, True

    def _turn(self, by: int) -> None:
        page = min(max(0, self.page + by), max(0, len(self._pages) - 1))
        if page != self.page:
            self.page, self.focus, self.scroll = page, 0, 0.0

    def _take_out(self) -> Transition:
        """The next paper that the story put here, as a paper if it is one."""
        from game.screens.paper_again import PaperAgainScreen
        from game.screens.plain import PlainScreen

        turn = self._papers[self._taken % len(self._papers)]
        self._taken += 1
        if turn.printed:
            return Push(PaperAgainScreen(self.context, turn))
        return Push(PlainScreen(self.context, turn=turn))

    def _open(self, number: int) -> Transition | None:
        """The passage where it was done, to be read again; without one, the paper itself."""
        from game.screens.plain import PlainScreen

        if self.opened is None:
            return None
        at = self._threads[number].turn if number < len(self._threads) else None
        turn = self.playthrough.turns[self.opened.turn if at is None else at]
        return Push(PlainScreen(self.context, turn=turn))

    # Drawing

    def view(self, size: Size, metrics: Metrics) -> Picture:
        """The page, the typed sheet, the threads between them; in large print the sheet alone."""
        scale = Scale.of(size, self.context.settings.text_size)
        u = scale.unit
        low = scale.height - foot_height(scale)
        w = scale.width
        shapes: list[Shape] = [
            Ground(Rect(0, 0, w * u, scale.height * u), "desk"),
            Polygon(
                (
                    (w * 0.44 * u, 0),
                    (w * 0.67 * u, 0),
                    (w * 0.60 * u, low * u),
                    (w * 0.40 * u, low * u),
                ),
                (120, 26, 18),
            ),
        ]
        left = 36.0 if scale.large else w * 0.5
        sheet = Rect(left * u, 24 * u, (w - left - 36) * u, (low - 46) * u)
        laid: FrontSheet | None = None
        rect = Rect(0, 0, 0, 0)
        each = self.opened
        if each is not None and not scale.large:
            page, rect = self._front(each, Rect(0, 0, (left - 30) * u, low * u), u, metrics)
            laid = page
            shapes += (
                Shadow(rect, 14 * u, 190),
                Clip(Rect(0, 0, w * u, low * u), (Leaf(rect, page.shapes, TILT),)),
            )
        typed, pins = self._typed(sheet, scale, metrics)
        shapes += typed
        if laid is not None:
            shapes += self._strung(laid, rect, pins, sheet, u)
        shapes += foot(self._hints(), scale, metrics)
        return Picture(theme.INK, tuple(shapes))

    def _hints(self) -> Sequence[Hint]:
        hints: list[Hint] = [("Esc", say("close"), Back())]
        if self._threads:
            hints += [
                (("left", "right"), say("number"), None),
                ("Enter", say("open the passage"), Accept()),
            ]
        if len(self._pages) > 1:
            count = say("page {number} of {count}", number=self.page + 1, count=len(self._pages))
            hints.append((("up", "down"), count, None))
        if self._pages:
            hints.append(("T", say("plain text"), Command("t")))
        if self._papers:
            hints.append(("D", say("a paper put here"), Command("d")))
        hints.append(("P", say("photographs"), Command("p")))
        return hints

    def _front(
        self, each: Opened, area: Rect, u: float, metrics: Metrics
    ) -> tuple[FrontSheet, Rect]:
        """The front page, as small as it must be for its upper part to lie in the area."""
        turn = self.playthrough.turns[each.turn]
        page = turn.front_page
        assert page is not None
        unit = (area.w - 66 * u) / PAGE_WIDTH
        sheet = front_page(page, turn, unit, metrics)
        return sheet, Rect(round(36 * u), round(26 * u), sheet.width, sheet.height)

    def _typed(
        self, sheet: Rect, scale: Scale, metrics: Metrics
    ) -> tuple[list[Shape], dict[int, Point]]:
        """The typed sheet and where the pins of its numbers stand."""
        u, k = scale.unit, scale.unit * scale.text
        x, width = sheet.x + 44 * u, sheet.w - 88 * u
        rows: list[Shape] = []
        pins: dict[int, Point] = {}
        self._rows = []
        title = say("THE SEALED ARCHIVE")
        rows.append(Text(x, 34 * k, title, "type-bold", 22 * k, theme.INK, 0.6 * k))
        y = 42 * k
        fond = say("Fond 17, list {number}. Opened after the ending.", number=self.page + 1)
        each = self.opened
        if each is None:
            fond = say("No newspaper came out.")
        else:
            turn = self.playthrough.turns[each.turn]
            page = turn.front_page
            assert page is not None
            dated = ", ".join(part for part in (page.masthead, spoken_date(turn.date)) if part)
            fond = f"{fond} {dated}."
        y = _set(rows, fond, "type", 15 * k, x, y, width, metrics) + 6 * k
        rows.append(Fill(Rect(x, y, width, max(1, round(2 * u))), theme.INK))
        y += 12 * k
        names = names_removed(self.playthrough.program.story, self.playthrough.turn.state.values)
        for number, thread in enumerate(self._threads):
            top = y
            pins[number] = (x - 16 * u, y + 13 * k)
            rows += (
                Disc((x + 8 * u, y + 13 * k), 12 * k, theme.INK),
                Text(
                    x + 8 * u,
                    y + 13 * k + metrics.cap_height("poster", 14 * k) / 2,
                    str(number + 1),
                    "poster",
                    14 * k,
                    theme.BOOK,
                    anchor="centre",
                ),
            )
            inner = x + 34 * k
            room = x + width - inner
            said = (Span(say("They printed") + "  ", "type"), Span(thread.printed, "serif-italic"))
            did = (Span(say("You did") + "  ", "type-bold"), Span(thread.done, "serif"))
            for spans in (said, did):
                lines = paragraph(spans, 15.5 * k, room, metrics, setting="ragged", hyphens=None)
                set_ = place(lines, inner, y, 15.5 * k, 22 * k, theme.INK, metrics)
                rows += inked(set_, names, metrics)
                y += len(lines) * 22 * k + 3 * k
            bar = Rect(x - 8 * u, top - 3 * k, width + 12 * u, y - top + 5 * k)
            if number == self.focus:
                rows += focus_frame(bar, u)
            rows.append(Fill(Rect(inner, y + 6 * k, room, 1), theme.RULE))
            rows.append(Button(bar, Pick(number + 1), Focus(number + 1)))
            self._rows.append((top, y))
            y += 14 * k
        if each is not None and not self._threads:
            words = say("Nothing in it was of your doing.")
            y = _set(rows, words, "serif-italic", 17 * k, x, y, width, metrics) + 8 * k
        y = self._removed(rows, x, y + 4 * k, width, k, metrics)
        y += 14 * k
        total = y + 20 * u
        if total + 96 * u < sheet.h:
            stamp = (sheet.right - 96 * u, sheet.h - 86 * u)
            words, middle = say("CENTRAL STATE ARCHIVE"), say("OPENED")
            rows += round_stamp(stamp, 56 * u, words, middle, VIOLET, metrics)
        self._extent = max(0.0, (total - sheet.h) / u)
        if self._follow and self.focus < len(self._rows):
            high, low = self._rows[self.focus]
            self._follow = False
            self.scroll = min(self.scroll, max(0.0, high / u - 20))
            self.scroll = max(self.scroll, low / u + 24 - sheet.h / u)
        self.scroll = min(max(0.0, self.scroll), self._extent)
        shift = sheet.y - self.scroll * u
        inside = Rect(sheet.x, sheet.y + 4 * u, sheet.w, sheet.h - 8 * u)
        shapes: list[Shape] = [Shadow(sheet, 12 * u, 150), Ground(sheet, "book")]
        lying = shifted(tuple(rows), 0, shift)
        shapes.append(Clip(inside, in_whole(lying, inside.y, inside.bottom, metrics)))
        if self._extent > 0:
            bar = Rect(sheet.right - 20 * u, sheet.y + 12 * u, 8 * u, sheet.h - 24 * u)
            part = sheet.h / (sheet.h + self._extent * u)
            shapes += rail(bar, part, self.scroll / self._extent, u, theme.INK)
        seen = {
            number: (px, py + shift)
            for number, (px, py) in pins.items()
            if inside.y < py + shift < inside.bottom
        }
        return shapes, seen

    def _removed(
        self, rows: list[Shape], x: float, y: float, width: float, k: float, metrics: Metrics
    ) -> float:
        """Who was removed from later scenes, every name inked over."""
        gone = removed_names(self.playthrough.turn)
        if not gone:
            return y
        y = _set(
            rows, say("Removed from later scenes"), "type-bold", 15.5 * k, x, y, width, metrics
        )
        before = len(rows)
        y = _set(rows, ",  ".join(gone), "type", 15.5 * k, x, y, width, metrics)
        turn = self.playthrough.turn
        names = names_removed(turn.program.story, turn.state.values)
        rows[before:] = inked(rows[before:], names, metrics)
        return y + 4 * k

    def _strung(
        self, laid: FrontSheet, rect: Rect, pins: dict[int, Point], sheet: Rect, u: float
    ) -> list[Shape]:
        """The threads from the parts of the page to the numbers, the one in focus on top."""
        shapes: list[Shape] = []
        order = sorted(pins, key=lambda number: number == self.focus)
        for number in order:
            thread = self._threads[number]
            where = laid.place(thread.part, thread.number)
            if where is None:
                continue
            inner = where.rect
            at = (rect.x + inner.x + inner.w * 0.72, rect.y + inner.y + min(inner.h / 2, 60 * u))
            start = turned(at, rect.centre, TILT)
            start = (start[0], min(start[1], sheet.bottom + 10 * u))
            end = pins[number]
            thick = (3.4 if number == self.focus else 2.2) * u
            curve = _hung(start, end, 26 * u)
            shade = tuple((px + 2 * u, py + 4 * u) for px, py in curve)
            shapes += (
                Line(shade, (96, 80, 66), thick * 0.8),
                Line(curve, THREAD, thick),
                *_pin(start, u),
                *_pin(end, u),
            )
        return shapes


def _pin(at: Point, u: float) -> tuple[Shape, ...]:
    x, y = at
    return (
        Disc((x + u, y + 2 * u), 6.5 * u, KNOT),
        Disc(at, 6 * u, THREAD),
        Disc((x - 1.6 * u, y - 1.8 * u), 1.8 * u, (240, 190, 180)),
    )


def _hung(start: Point, end: Point, sag: float) -> tuple[Point, ...]:
    """A thread between two points, a little slack."""
    count = 18
    points: list[Point] = []
    for step in range(count + 1):
        t = step / count
        x = start[0] + (end[0] - start[0]) * t
        y = start[1] + (end[1] - start[1]) * t + sag * 4 * t * (1 - t) * 0.5
        points.append((x, y))
    return tuple(points)


def _set(
    rows: list[Shape],
    words: str,
    face: Face,
    size: float,
    x: float,
    y: float,
    width: float,
    metrics: Metrics,
) -> float:
    """Set a paragraph from `y` down; where the next may begin."""
    lines = paragraph((Span(words, face),), size, width, metrics, setting="ragged", hyphens=None)
    rows += place(lines, x, y, size, size * 1.42, theme.INK, metrics)
    return y + len(lines) * size * 1.42


@attrs.define
class OpenedTextScreen(TextScreen):
    """A page of the archive in words."""

    each: Opened = attrs.field(kw_only=True)
    playthrough: Playthrough = attrs.field(kw_only=True)

    def head(self) -> tuple[str, str, str]:
        """What it is."""
        turn = self.playthrough.turns[self.each.turn]
        return say("PLAIN TEXT"), say("The sealed archive"), spoken_date(turn.date)

    def told(self) -> Iterable[str]:
        """The page and its threads."""
        return opened_text(self.each, self.playthrough.turns)
