"""The reading page: a book page beside a linocut, three gauges under it, choices at its foot."""

from collections.abc import Sequence

import attrs

from game.engine.calendar import spoken_date
from game.engine.prose import Lines, text_of
from game.engine.state import Turn
from game.model.story import CharacterId
from game.screens import choices, theme
from game.screens.choices import Item
from game.screens.column import Column, Row, letters_in, revealed, rule, set_lines
from game.screens.faces import Sitter, portrait, sitter
from game.screens.fit import Type, fitted
from game.screens.hints import Hint, HintRows, hint_rows
from game.screens.intent import Accept, Ask, Back, Command, Page
from game.screens.layout import Span, balance, paragraph, place
from game.screens.marks import (
    ON_PAPER,
    Inks,
    Reading,
    cell_of,
    compact_gauge,
    gauge,
)
from game.screens.motion import STILL, TURN, pending, slid
from game.screens.picture import (
    Button,
    Clip,
    Colour,
    Fill,
    Image,
    Metrics,
    Paper,
    Picture,
    Polygon,
    Rect,
    Shape,
    Size,
    Text,
    Tilted,
)
from game.screens.roman import roman
from game.screens.shift import shifted
from game.screens.theme import Scale
from game.session.settings import Settings
from game.text.tongue import say

HEAD_GONE = 6
"""Canvas pixels scrolled from which on the head of a page is not shown, rather than cut."""

STRIP = 204.0
"""The width of the plate's strip in large print, on the canvas."""

STRIP_NAME = 28.0
"""The height of the name under the picture in large print, on the canvas."""

CLOSED_UP = 40.0
"""Canvas pixels by which a page may be too long and still be closed up to fit."""


@attrs.frozen
class Scene:
    """What the page shows besides the turn: the lines of the page, and how they came about.

    The first `answered` lines answer the choice before; `since` are notes in the margin: what
    the player did, what it changed. `recent` spoke last before this page; `mark` is the content
    note of a hard scene; `items` are the rows to choose. The dateline is that of `at`, where
    the lines still belong to the turn before; `left` is the page that the choice was taken on,
    where it stands on, its rows gone, over the answer.
    """

    turn: Turn
    lines: Lines
    items: tuple[Item, ...]
    opens_chapter: bool
    since: tuple[str, ...] = ()
    recent: str = ""
    mark: str = ""
    notice: str = ""
    answered: int = 0
    at: Turn | None = None
    left: "Scene | None" = None

    def shorter(self) -> "Scene | None":
        """The page without its head, or its first paragraph; None where nothing would be left."""
        if self.opens_chapter or self.mark:
            return attrs.evolve(self, opens_chapter=False, mark="")
        if len(self.lines) <= 1:
            return None
        return attrs.evolve(self, lines=self.lines[1:], answered=max(0, self.answered - 1))


@attrs.frozen
class Hand:
    """Where the reader is: scrolled canvas pixels, the row in focus, the letters shown.

    `moved` are the milliseconds since the page was turned to, `flipped` those since the gauges
    began to follow; the marker is `slip` canvas pixels below the row in focus.
    """

    scroll: float
    focus: int
    letters: float
    moved: float = STILL
    flipped: float = STILL
    slip: float = 0


@attrs.frozen
class View:
    """The picture, and what moving through it needs: all in canvas pixels.

    `extent` is how far it scrolls, `line` one line, `page` one screenful, `rows` the tops and
    bottoms of the choices on the scrolled column, `letters` all of them. The words beside a paper
    have so many `slips`; `unit` is the window pixels of a canvas pixel. `face` is on the plate.
    A paper moves for `motion` milliseconds.
    """

    picture: Picture
    extent: float
    line: float
    page: float
    rows: tuple[tuple[float, float], ...]
    letters: int
    slips: int = 1
    unit: float = 1.0
    face: Sitter | None = None
    motion: float = 0


@attrs.frozen
class _Measured:
    """What setting the column found out, in pixels of the canvas; `letters` are the new ones."""

    letters: int
    face: Sitter | None
    extent: float
    page: float
    places: tuple[tuple[float, float], ...]
    line: float


def reading_view(
    scene: Scene, hand: Hand, settings: Settings, size: Size, metrics: Metrics
) -> View:
    """The reading page in a window of this size."""
    scale = Scale.of(size, settings.text_size)
    page = _Page(scene, hand, settings, scale, metrics)
    return page.large() if scale.large else page.normal()


def large_list(scale: Scale, inks: Inks = ON_PAPER) -> tuple[choices.List, float, float]:
    """How choices are set from 150 %, and the top and the bottom of the page on the canvas."""
    u, left = scale.unit, STRIP + 40
    width = scale.width - left - 60
    list_ = choices.List(left * u + 4 * u, width * u, STRIP * u, u, scale.text, inks, True)
    return list_, 27 * scale.text + 6, scale.height - 29 * scale.text - 6


class _Page:
    def __init__(
        self, scene: Scene, hand: Hand, settings: Settings, scale: Scale, metrics: Metrics
    ) -> None:
        self.scene = scene
        self.turn = scene.turn
        self.at = scene.at or scene.turn
        self.story = scene.turn.program.story
        self.hand = hand
        self.settings = settings
        self.scale = scale
        self.metrics = metrics
        self.u = scale.unit
        self.k = scale.unit * scale.text
        self.spot = theme.SPOT.get(self.story.ink, theme.VERMILION)

    # The two settings of the page

    def normal(self) -> View:
        """The page up to 140 %: plate, column, margin."""
        u, scale = self.u, self.scale
        margin = scale.text < 1.25 and scale.width >= 1240
        bar_bottom = 40 + 28 * scale.text
        right = scale.width - (212 if margin else 36)
        width = min(right - 456, 612 if margin else 860)
        left = 456 + max(0.0, (right - 456 - width) / 2)
        top, bottom = bar_bottom + 4, scale.height - 46 - 12 * (scale.text - 1)
        column = Column(
            left * u,
            width * u,
            19.6 * self.k,
            27 * self.k,
            u,
            theme.INK,
            justified=self.settings.justified and scale.text < 1.3,
            indent=22 * self.k,
            heads=self._head_of,
            player=self.story.player,
        )
        list_ = choices.List(left * u, width * u, 400 * u, u, scale.text)
        alone = self.scene.at is not None and self.scene.left is None
        low = 0.0 if alone else 474 - top
        body, measured = self._body(column, list_, top, bottom, low)
        if 0 < measured.extent <= CLOSED_UP:  # a few lines over: close up rather than scroll
            closer = attrs.evolve(column, leading=column.leading * 0.93)
            tried, fits = self._body(closer, list_, top, bottom, low)
            if fits.extent == 0:
                body, measured = tried, fits
        shapes: list[Shape] = [
            Paper(Rect(0, 0, scale.width * u, scale.height * u), "newsprint"),
            *self._plate(measured.face),
            *self._dateline(left, right, bar_bottom),
            *body,
            *(self._margin() if margin else ()),
            *self._footer(measured.extent - self.hand.scroll > 1),
        ]
        return self._view(shapes, theme.NEWSPRINT, measured)

    def large(self) -> View:
        """The page from 150 %: black on white, the plate a strip."""
        u, scale = self.u, self.scale
        white, black = (255, 255, 255), (0, 0, 0)
        strip = STRIP
        head = 27 * scale.text
        foot = 29 * scale.text
        left = strip + 40
        width = scale.width - left - 60
        list_, top, bottom = large_list(scale, Inks(black, white, self.spot))
        column = Column(
            left * u,
            width * u,
            19.6 * self.k,
            26 * self.k,
            u,
            black,
            justified=False,
            gap=8 * self.k,
        )
        body, measured = self._body(column, list_, top, bottom, 0)
        shapes: list[Shape] = [
            Fill(Rect(0, 0, strip * u, scale.height * u), black),
            *self._strip(strip, measured.face),
            Fill(Rect(strip * u, 0, (scale.width - strip) * u, head * u), black),
            *self._large_dateline(left, head),
            *body,
            Fill(
                Rect(strip * u, (scale.height - foot) * u, (scale.width - strip) * u, foot * u),
                black,
            ),
            *self._large_footer(left, foot, measured.extent - self.hand.scroll > 1),
        ]
        return self._view(shapes, white, measured)

    def _view(self, shapes: list[Shape], ground: Colour, measured: _Measured) -> View:
        return View(
            Picture(ground, tuple(shapes)),
            measured.extent,
            measured.line,
            measured.page,
            measured.places,
            measured.letters,
            face=measured.face,
        )

    # The scrolled column

    def _body(
        self, column: Column, list_: choices.List, top: float, bottom: float, choices_at: float
    ) -> tuple[list[Shape], _Measured]:
        """Title, prose and choices between two heights of the canvas, and what was measured."""
        u, metrics = self.u, self.metrics
        scene, left = self.scene, self.scene.left
        head, y = self._head(column, left or scene)
        read: tuple[Row, ...] = ()
        if left is not None:
            faint = column if self.scale.large else attrs.evolve(column, colour=theme.SOFT)
            read = self._set(left, faint, y)
            read = (*read, rule(column, read[-1].bottom if read else y))
            y = read[-1].bottom
        rows = (*read, *self._set(scene, column, y))
        before = letters_in(read)
        letters = before + self.hand.letters
        whole = letters >= letters_in(rows)
        prose_end = rows[-1].bottom if rows else y
        focus = self.hand.focus if whole else -1
        laid = choices.lay(self.scene.items, focus, list_, metrics, self.hand.slip * u)
        gap = 14 * u
        room = (bottom - top) * u
        over = prose_end + gap + laid.height - room
        start = prose_end + (gap - over if 0 < over <= 10 * u else gap)
        if start + laid.height <= room:
            start = max(start, min(choices_at * u, room - laid.height - 2 * u))
        total = start + laid.height
        extent = max(0.0, (total - room) / u)
        scroll = min(self.hand.scroll, extent)
        sight = (scroll * u - 1, scroll * u + room + 1)
        text = (*(head if scroll < HEAD_GONE else ()), *revealed(rows, letters, column, sight))
        seen = laid.within(sight[0] - start, sight[1] - start)
        lower = shifted(seen, 0, start) if whole else ()
        offset = top * u - scroll * u
        view = Rect(list_.marker_x, top * u, (self.scale.width * u) - list_.marker_x, room)
        # Whole pixels: the type keeps its letterfit, and what is drawn of it serves on the way.
        turning = round(slid(self.hand.moved, TURN, 44 * u, 6 * u))
        shapes: list[Shape] = [Clip(view, shifted((*text, *lower), turning, offset))]
        if extent > 0:
            beside = (column.x + column.width) / u + 19
            free = self.scale.width - 14
            x = beside if free - beside > 40 else free
            shapes += self._rail(x, top, bottom, scroll, extent)
        if self.scene.notice:
            shapes += self._notice(column, bottom)
        face = sitter(self.turn, rows, letters, self.scene.recent)
        places = tuple(((start + a) / u, (start + b) / u) for a, b in laid.rows)
        line = column.leading / u
        measured = _Measured(letters_in(rows) - before, face, extent, bottom - top, places, line)
        return shapes, measured

    def _set(self, scene: Scene, column: Column, y: float) -> tuple[Row, ...]:
        """The rows of a page from a height down."""
        cap = scene.opens_chapter and not self.scale.large
        return set_lines(scene.lines, column, self.metrics, y, cap, scene.answered)

    def _head(self, column: Column, scene: Scene) -> tuple[list[Shape], float]:
        """The title of a page's chapter, or its mark of a hard scene, from y = 0 down."""
        u, k, metrics = self.u, self.k, self.metrics
        shapes: list[Shape] = []
        y = 18 * u if not self.scale.large else 8 * u
        if scene.opens_chapter:
            size = (45 if not self.scale.large else 34) * k
            y = 6 * u
            for part in balance(scene.turn.chapter.title, "title", size, column.width, metrics):
                base = y + size * 0.92
                shapes.append(Text(column.x - 2 * u, base, part, "title", size, column.colour))
                y += size * 1.12
            y += 10 * u
        if scene.mark:
            note = scene.mark.rstrip(".")
            words = (
                Span(say("Hard scene."), "serif-bold"),
                Span(" ", "serif-italic"),
                Span(say("{note}. K passes over it.", note=note), "serif-italic"),
            )
            lines = paragraph(words, 14.5 * k, column.width - 14 * u, metrics, setting="ragged")
            height = len(lines) * 19 * k
            shapes.append(Fill(Rect(column.x, y + 2 * u, 4 * u, height), theme.TEXT_RED))
            shapes += place(lines, column.x + 14 * u, y, 14.5 * k, 19 * k, theme.TEXT_RED, metrics)
            area = Rect(column.x, y, column.width, height)
            shapes.append(Button(area, Command("k")))
            y += height + 12 * u
        return shapes, y

    def _rail(
        self, place_: float, top: float, bottom: float, scroll: float, extent: float
    ) -> list[Shape]:
        u = self.u
        x = place_ * u
        height = bottom - top - 8
        part = height / (height + extent)
        grip = max(24.0, height * part)
        y = top + 4 + (height - grip) * (scroll / extent)
        up = Rect(x - 8 * u, (top + 4) * u, 22 * u, max(1.0, (y - top - 4) * u))
        below = Rect(x - 8 * u, (y + grip) * u, 22 * u, max(1.0, (bottom - y - grip) * u))
        return [
            Fill(Rect(x + u, (top + 4) * u, 2 * u, height * u), theme.HATCHING),
            Fill(Rect(x - u, y * u, 6 * u, grip * u), theme.INK),
            Button(up, Page(-1)),
            Button(below, Page(1)),
        ]

    def _notice(self, column: Column, bottom: float) -> list[Shape]:
        k = self.k
        size = 13.5 * k
        width = self.metrics.width(self.scene.notice, "caption-bold", size) + 24 * k
        box = Rect(column.x + column.width - width, bottom * self.u - 30 * k, width, 28 * k)
        base = box.y + (box.h + self.metrics.cap_height("caption-bold", size)) / 2
        return [
            Fill(box, theme.INK),
            Text(box.x + 12 * k, base, self.scene.notice, "caption-bold", size, theme.BOOK),
        ]

    # The plate

    def _readings(self) -> list[Reading]:
        return readings_of(self.turn, self.hand.flipped)

    def _portrait(self, face: Sitter) -> str:
        return portrait(self.turn, face.character.id, face.expression)

    def _head_of(self, speaker: str, expression: str) -> str:
        return portrait(self.turn, speaker, expression, small=True)

    def _plate(self, face: Sitter | None) -> list[Shape]:
        """The plate: portrait, name on the slant, gauges."""
        u, height = self.u, self.scale.height
        shapes: list[Shape] = [Fill(Rect(0, 0, 400 * u, height * u), theme.INK)]
        gauges: list[Shape] = []
        y = 0.0
        for reading in self._readings():
            drawn, used = gauge(
                reading, 26 * u, 0, 348 * u, u, min(self.scale.text, 1.4), self.metrics
            )
            area = Rect(26 * u, 0, 348 * u, used)
            gauges += shifted((*drawn, Button(area, Ask(f"number:{reading.stat}"))), 0, y)
            y += max(used + 8 * u, 55 * u)
        gauges_top = height * u - y - 4 * u
        slope = gauges_top - 93 * u
        if face is not None:
            name = self._portrait(face)
            box = Rect(0, 0, 400 * u, max(slope + 30 * u, 100 * u))
            shapes.append(Clip(Rect(0, 0, 400 * u, slope + 30 * u), (Image(box, name),)))
        low, high = slope, slope - 28 * u
        shapes += [
            Polygon(((0, low), (400 * u, high), (400 * u, gauges_top), (0, gauges_top)), theme.INK),
            Polygon(
                (
                    (0, low - 8 * u),
                    (400 * u, high - 8 * u),
                    (400 * u, high),
                    (0, low),
                ),
                self.spot,
            ),
        ]
        if face is not None:
            shapes += self._name(face, slope)
        return shapes + list(shifted(tuple(gauges), 0, gauges_top))

    def _name(self, face: Sitter, slope: float) -> list[Shape]:
        u, metrics = self.u, self.metrics
        name = face.character.name.upper()
        size = 27 * u
        wide = metrics.width(name, "poster", size, 0.6 * u)
        if wide > 352 * u:
            size *= 352 * u / wide
        base = slope + 26 * u
        text = Text(26 * u, base, name, "poster", size, theme.NEWSPRINT, 0.6 * u)
        area = Rect(26 * u, base - 30 * u, 352 * u, 40 * u)
        slanted: Shape = Tilted(area, 4.0, (text,)) if self.scale.text <= 1.3 else text
        role = face.character.role
        role_size = 12.5 * u * min(self.scale.text, 1.25)
        wide = metrics.width(role, "caption", role_size, 0.2 * u)
        if wide > 348 * u:
            role_size *= 348 * u / wide
        return [
            slanted,
            Text(26 * u, slope + 66 * u, role, "caption", role_size, theme.MANILA, 0.2 * u),
        ]

    def _strip(self, width: float, face: Sitter | None) -> list[Shape]:
        u = self.u
        shapes: list[Shape] = []
        y = 0.0
        readings = self._readings()
        drawn = [
            compact_gauge(
                reading, 20 * u, 0, (width - 40) * u, u, min(self.scale.text, 2), self.metrics
            )
            for reading in readings
        ]
        needed = sum(used for _, used in drawn) / u + 12 * len(drawn) + STRIP_NAME
        picture = min(width * 1.25, max(self.scale.height - needed - 8, 0))
        y = picture + 8
        if face is not None and picture > 60:
            portrait_ = self._portrait(face)
            shapes.append(Image(Rect(0, 0, width * u, picture * u), portrait_))
            type_ = Type("label-bold", 21 * u, (255, 255, 255), 0.8 * u)
            under = (picture + 22) * u
            name = face.character.name.upper()
            shapes.append(fitted(name, type_, 16 * u, under, (width - 32) * u, self.metrics))
            y += STRIP_NAME
        for number, (each, used) in enumerate(drawn):
            area = Rect(16 * u, 0, (width - 32) * u, used)
            asking = Button(area, Ask(f"number:{readings[number].stat}"))
            shapes += shifted((*each, asking), 0, y * u)
            y += used / u + 6
            if number < len(drawn) - 1:
                shapes.append(Fill(Rect(16 * u, y * u, (width - 32) * u, 1), (255, 255, 255)))
            y += 6
        return shapes

    # Head, margin, foot

    def _when(self) -> str:
        return "   ".join(
            part for part in (spoken_date(self.at.date), self.at.passage.time) if part
        )

    def _dateline(self, left: float, right: float, bottom: float) -> list[Shape]:
        u, k, metrics = self.u, self.k, self.metrics
        end = right - 32
        place_, when = self.at.place.upper(), self._when().upper()
        size = 15 * k
        room = (end - left - 24) * u
        wide = metrics.width(place_, "label-bold", size, 1.8 * k) + metrics.width(
            when, "label", size, 1.2 * k
        )
        if wide > room - 20 * u:
            size *= max(0.5, (room - 20 * u) / wide)
        track = size / 15
        base = (40 + bottom) / 2 * u + metrics.cap_height("label-bold", size) / 2
        end_x = end * u
        return [
            Polygon(
                (
                    (400 * u, 40 * u),
                    (end_x, 40 * u),
                    (end_x - 14 * u, bottom * u),
                    (400 * u, bottom * u),
                ),
                self.spot,
            ),
            Text(left * u, base, place_, "label-bold", size, theme.BOOK, 1.8 * track),
            Text(
                end_x - 24 * u, base, when, "label", size, theme.BOOK, 1.2 * track, anchor="right"
            ),
        ]

    def _large_dateline(self, left: float, head: float) -> list[Shape]:
        u, k, metrics = self.u, self.k, self.metrics
        place_, when = self.at.place, self._when()
        size = 15 * k
        room = (self.scale.width - left - 36 - 24) * u
        wide = metrics.width(place_, "serif-bold", size) + metrics.width(when, "serif", size)
        if wide > room:
            size *= room / wide
        base = head / 2 * u + metrics.cap_height("serif-bold", size) / 2
        white = (255, 255, 255)
        return [
            Text(left * u, base, place_, "serif-bold", size, white),
            Text((self.scale.width - 36) * u, base, when, "serif", size, white, anchor="right"),
        ]

    def _margin(self) -> list[Shape]:
        """Chapter numeral, and what happened since the last page."""
        u, k, metrics = self.u, self.k, self.metrics
        edge = (self.scale.width - 18) * u
        x, width = edge - 156 * u, 146 * u
        number = len(self.at.state.chapters)
        numeral = roman(number)
        size = 118 * u
        wide = metrics.width(numeral, "poster", size)
        if wide > 150 * u:
            size *= 150 * u / wide
        cap = metrics.cap_height("poster", size)
        shapes: list[Shape] = [
            Text(edge, 50 * u + cap, numeral, "poster", size, self.spot, anchor="right"),
            Text(
                edge,
                182 * u,
                say("CHAPTER"),
                "label-bold",
                14 * u,
                theme.INK,
                3 * u,
                anchor="right",
            ),
        ]
        y = 206 * u
        if self.scene.since:
            shapes.append(Fill(Rect(x, y, width, max(1, round(2 * u))), theme.INK))
            y += 24 * u
            heading = say("SINCE LAST PAGE")
            type_ = Type("label-bold", 12 * u, theme.TEXT_RED, 1.6 * u)
            shapes.append(fitted(heading, type_, x, y, width, metrics, least=0.6))
            y += 8 * u
            limit = (self.scale.height - 60) * u
            for note in self.scene.since:
                lines = paragraph(
                    (Span(note, "serif-italic"),),
                    14 * k,
                    width,
                    metrics,
                    setting="ragged",
                    hyphens=None,
                )
                if y + len(lines) * 19 * k > limit:
                    break
                shapes += place(lines, x, y, 14 * k, 19 * k, theme.INK, metrics)
                y += len(lines) * 19 * k + 6 * u
        return shapes

    def _hints(self) -> tuple[Hint, ...]:
        undo: tuple[Hint, ...] = (("U", say("undo"), Command("u")),) if self.turn.state.turn else ()
        return (
            *undo,
            ("W", say("why"), Command("w")),
            ("H", say("history"), Command("h")),
            ("M", say("the map"), Command("m")),
            ("S", say("saves"), Command("s")),
            ("Esc", say("menu"), Back()),
        )

    def _footer(self, more: bool) -> list[Shape]:
        u, k, metrics = self.u, self.u * min(self.scale.text, 1.4), self.metrics
        y = (self.scale.height - 44 - 10 * (self.scale.text - 1)) * u
        right = (self.scale.width - 18) * u
        shapes: list[Shape] = [Fill(Rect(440 * u, y, right - 440 * u, max(1, round(u))), theme.INK)]
        hints: Sequence[Hint] = self._hints()
        if more:
            hints = (("Space", say("read on"), Accept()), *hints)
        rows = HintRows(0, right - 440 * u, k, theme.INK, gap=18)
        keys, _ = hint_rows(hints, rows, metrics)
        wide = max(each.rect.right for each in keys if isinstance(each, Button))
        title, base, size = self.story.title, y + 22 * k, 14 * k
        if metrics.width(title, "serif-italic", size) + wide + 36 * k <= right - 440 * u:
            shapes.append(Text(440 * u, base, title, "serif-italic", size, theme.SOFT))
        return [*shapes, *shifted(keys, right - wide, y + 9 * k)]

    def _large_footer(self, left: float, foot: float, more: bool) -> list[Shape]:
        u, metrics = self.u, self.metrics
        unit = u * 1.5
        y = (self.scale.height - foot / 2) * u - 9 * unit
        hints: Sequence[Hint] = self._hints()
        if more:
            hints = (("Space", say("read on"), Accept()), *hints)
        rows = HintRows(left * u, (self.scale.width - 20 - left) * u, unit, (255, 255, 255), gap=24)
        return list(shifted(hint_rows(hints, rows, metrics)[0], 0, y))


def readings_of(turn: Turn, flipped: float = STILL) -> list[Reading]:
    """The gauges of a turn with what changed, `flipped` milliseconds after it did."""
    changes = {change.name: change.after - change.before for change in turn.changes}
    return [
        Reading(
            stat.id,
            stat.label,
            turn.value(stat.id),
            changes.get(stat.id, 0),
            stat.band_word(turn.value(stat.id)),
            stat.low,
            stat.high,
            pending(changes.get(stat.id, 0), cell_of(stat), flipped),
        )
        for stat in turn.program.story.gauges()
    ]


def met(person: str, turns: Sequence[Turn]) -> bool:
    """Whether somebody has spoken before the page that the last of these turns leads to."""
    if any(line.speaker == person for line in turns[-1].answer):
        return True
    return any(
        line.speaker == person
        for turn in reversed(turns[:-1])
        for lines in (turn.answer, *turn.pages)
        for line in lines
    )


def since_of(turns: Sequence[Turn]) -> tuple[str, ...]:
    """The notes of the margin: what was chosen, and who trusts the player more or less for it.

    After a hard scene nobody keeps score; nobody is named who has not spoken yet.
    """
    turn, before = turns[-1], turns[-2] if len(turns) > 1 else None
    notes: list[str] = []
    if turn.chosen:
        notes.append(text_of(turn.chosen))
    if before is not None and before.passage.hard is not None:
        return tuple(notes)
    cast = turn.program.story.cast
    for change in turn.changes:
        person = cast.get(CharacterId(change.name.removeprefix("trust.")))
        if change.name.startswith("trust.") and person is not None and met(person.id, turns):
            more = say("{name} trusts you more.", name=person.name)
            less = say("{name} trusts you less.", name=person.name)
            note = more if change.after > change.before else less
            notes.append(note[:1].upper() + note[1:])
    return tuple(notes)
