"""The ending: a sheet of statistics. What was decided, who was lost, three curves."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import TypeAlias

import attrs

from game.engine.calendar import spoken_date
from game.engine.prose import text_of
from game.engine.reckoning import ledger, lost, mattered, road_not_taken
from game.engine.state import Turn
from game.engine.why import cause_text
from game.model.story import Stat
from game.screens import theme
from game.screens.column import Column, set_lines
from game.screens.counts import spelled
from game.screens.faces import portrait
from game.screens.fit import in_whole
from game.screens.hints import Hint, HintRows, hint_rows
from game.screens.intent import (
    Accept,
    Back,
    Command,
    Intent,
    Page,
)
from game.screens.layout import Span, balance, paragraph, place
from game.screens.marks import scotch_rule
from game.screens.picture import (
    Clip,
    Disc,
    Fill,
    Image,
    Line,
    Metrics,
    Picture,
    Polygon,
    Rect,
    Shape,
    Size,
    Text,
)
from game.screens.picture import Paper as Ground
from game.screens.screen import Pop, Push, Reset, Transition
from game.screens.sheet import ScrolledScreen, rail
from game.screens.shift import shifted
from game.screens.theme import Scale
from game.session.playthrough import Playthrough
from game.text.tongue import say, say_many

Reckoned: TypeAlias = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
"""Headings, each with rows of words and a date."""


@attrs.define
class EndingScreen(ScrolledScreen):
    """The last sheet of a run."""

    playthrough: Playthrough = attrs.field(kw_only=True)
    _reckoning: tuple[Turn, Reckoned] | None = attrs.field(default=None, init=False, repr=False)

    def handle(self, intent: Intent) -> Transition | None:
        """Scroll; rewind; begin again; leave."""
        from game.screens.history import HistoryScreen
        from game.screens.title import TitleScreen

        match intent:
            case Command("r") | Command("h"):
                return Push(HistoryScreen(self.context, self.playthrough, over=1))
            case Command("w"):
                from game.screens.why import WhyScreen

                return Push(WhyScreen(self.context, self.playthrough, "verdict"))
            case Command("a"):
                from game.screens.archive import ArchiveScreen

                return Push(ArchiveScreen(self.context, self.playthrough))
            case Command("p"):
                from game.screens.album import AlbumScreen

                return Push(AlbumScreen(self.context, self.playthrough))
            case Command("m"):
                from game.screens.chart import open_chart

                return open_chart(self.context, self.playthrough)
            case Command("g"):
                from game.screens.gallery import open_gallery

                return open_gallery(self.context, self.playthrough)
            case Command("b"):
                return Pop(self.playthrough)
            case Command("n"):
                from game.screens.opening import begin

                entry = self.context.library.entry(self.playthrough.program.story.id)
                return begin(self.context, entry) if entry else None
            case Accept():
                return super().handle(Page(1))
            case _:
                leaving = super().handle(intent)
                return None if leaving is None else Reset(TitleScreen(self.context))

    def view(self, size: Size, metrics: Metrics) -> Picture:
        """The poster at the left, the record at the right."""
        scale = Scale.of(size, self.context.settings.text_size)
        u, k = scale.unit, scale.unit * scale.text
        turn = self.playthrough.turn
        poster = 400.0 if not scale.large else 300.0
        shapes: list[Shape] = [
            Ground(Rect(0, 0, scale.width * u, scale.height * u), "book"),
        ]
        x, width = (poster + 120) * u, (scale.width - poster - 164) * u
        keys, rows = self._keys(x, scale, metrics)
        top, low = 30.0, scale.height - 30 - (27 * rows - 9) * min(1.5, scale.text)
        body, height = self._record(turn, x, width, u, k, metrics)
        self._extent = max(0.0, height / u - (low - top) + 10)
        self._page = max(60.0, low - top - 60)
        self.scroll = min(self.scroll, self._extent)
        area = Rect((poster + 80) * u, top * u, (scale.width - poster - 80) * u, (low - top) * u)
        lying = shifted(body, 0, (top - self.scroll) * u)
        shapes.append(Clip(area, in_whole(lying, area.y, area.bottom, metrics)))
        shapes += self._poster(turn, poster, scale, metrics)
        shapes += shifted(keys, 0, (low + 10) * u)
        if self._extent > 0:
            bar = Rect((scale.width - 26) * u, (top + 4) * u, 10 * u, (low - top - 8) * u)
            part = (low - top) / (low - top + self._extent)
            shapes += rail(bar, part, self.scroll / self._extent, u, theme.INK)
        return Picture(theme.BOOK, tuple(shapes))

    def _poster(self, turn: Turn, width: float, scale: Scale, metrics: Metrics) -> list[Shape]:
        """Red ground, the ending's title, the player's portrait, a black girder."""
        u, h = scale.unit, scale.height
        story = turn.program.story
        spot = theme.SPOT.get(story.ink, theme.VERMILION)
        wide, foot = width + 52, width - 12
        shapes: list[Shape] = [
            Polygon(((0, 0), (wide * u, 0), (foot * u, h * u), (0, h * u)), spot),
            Polygon(
                (
                    ((wide + 12) * u, 0),
                    ((wide + 24) * u, 0),
                    ((foot + 24) * u, h * u),
                    ((foot + 12) * u, h * u),
                ),
                theme.INK,
            ),
        ]
        room = (width - 36) * u
        count = len(story.endings)
        number = story.endings.index(turn.passage.id) + 1
        head = f"{story.title}".upper()
        note = say("ENDING")
        if count > 1:
            note = say("ENDING {number} OF {count}", number=number, count=count)
        if turn.passage.ending is not None and turn.passage.ending.kind == "interim":
            note = say("THE STORY GOES ON")
        size = 14 * u
        wide_px = metrics.width(head, "label-bold", size, 1.8 * u)
        if wide_px > room:
            size *= room / wide_px
        shapes += [
            Text(40 * u, 34 * u, head, "label-bold", size, theme.BOOK, size / 8),
            Text(40 * u, 54 * u, note, "label", 13 * u, theme.BOOK, 1.6 * u),
            Fill(Rect(40 * u, 64 * u, room, max(1, round(2 * u))), theme.BOOK),
        ]
        title = text_of(turn.title).upper()
        big = 60 * u
        lines = balance(title, "poster", big, room, metrics)
        while (len(lines) > 4 or _widest(lines, big, metrics) > room) and big > 24 * u:
            big *= 0.92
            lines = balance(title, "poster", big, room, metrics)
        y = 72 * u
        for line in lines:
            y += big * 1.13
            shapes.append(Text(38 * u, y, line, "poster", big, theme.BOOK, -0.3 * u))
        date = spoken_date(turn.date).replace(" ", "\u00a0")
        house = re.sub(r" (?=[0-9])", "\u00a0", turn.place)  # a house keeps its number
        place_ = ", ".join(part for part in (house, date) if part)
        under = paragraph(
            (Span(place_, "serif-italic"),), 17 * u, room, metrics, setting="ragged", hyphens=None
        )
        y += 14 * u
        shapes += place(under, 40 * u, y, 17 * u, 23 * u, theme.BOOK, metrics)
        y += len(under) * 23 * u + 16 * u
        picture = h * u - y
        if story.player and picture > 120 * u:
            box_w = min(room, picture * 0.8)
            box = Rect(40 * u, h * u - box_w * 1.25, box_w, box_w * 1.25)
            shapes += (
                Fill(box.inset(-6 * u), theme.INK),
                Image(box, portrait(turn, story.player, end_face(turn))),
            )
        return shapes

    def _record(
        self, turn: Turn, x: float, width: float, u: float, k: float, metrics: Metrics
    ) -> tuple[tuple[Shape, ...], float]:
        """Verdict, ledger and curves from y = 0 down, and the height of all."""
        shapes: list[Shape] = []
        y = 0.0
        column = Column(
            x,
            width,
            18 * k,
            26 * k,
            u,
            theme.INK,
            justified=self.context.settings.justified,
            indent=20 * k,
        )
        lines = turn.verdict or turn.pages[-1] if turn.pages else turn.verdict
        lettered = bool(lines) and text_of(lines[0].words)[:1].isalpha()
        for row in set_lines(lines, column, metrics, y, cap=lettered):
            shapes += row.shapes
            y = row.bottom
        y += 16 * u
        shapes += scotch_rule(x, y, width, u, theme.INK)
        y += 14 * u
        new, y = self._reckoned(x, y, width, k, metrics)
        shapes += new
        names = ledger(turn)
        if names:
            new, y = _ledger_rows(names, x, y, width, k, metrics)
            shapes += new
        new, y = self._curves(turn, x, y, width, u, k, metrics)
        shapes += new
        return tuple(shapes), y

    def _reckoned(
        self, x: float, y: float, width: float, k: float, metrics: Metrics
    ) -> tuple[list[Shape], float]:
        """The choices that mattered, who was lost, the road that was not taken."""
        shapes: list[Shape] = []
        for heading, rows in self._told(self.playthrough.turns[-1]):
            shapes.append(Text(x, y + 16 * k, heading, "label-bold", 14 * k, theme.TEXT_RED, 2 * k))
            y += 26 * k
            for words, date in rows:
                when = spoken_date(date)
                wide = metrics.width(when, "serif-italic", 14.5 * k) + 20 * k if when else 0.0
                lines = paragraph(
                    (Span(words, "serif"),), 16.5 * k, width - wide, metrics, setting="ragged"
                )
                shapes += place(lines, x, y, 16.5 * k, 23 * k, theme.INK, metrics)
                base = y + 17 * k
                right, size = x + width, 14.5 * k
                shapes.append(
                    Text(right, base, when, "serif-italic", size, theme.SOFT, anchor="right")
                )
                y += len(lines) * 23 * k + 4 * k
                shapes.append(Fill(Rect(x, y, width, 1), theme.RULE))
                y += 5 * k
            y += 8 * k
        return shapes, y

    def _told(self, last: Turn) -> Reckoned:
        """The headings with their rows, words and a date each; worked out once."""
        if self._reckoning is None or self._reckoning[0] is not last:
            turns = self.playthrough.turns
            decided = [(cause_text(cause), cause.date) for cause in mattered(turns)]
            gone = [(f"{each.person.name}, {each.fate}", each.date) for each in lost(turns)]
            road = road_not_taken(turns)
            parts = (
                (say("WHAT WAS DECIDED"), decided),
                (say("WHO WAS LOST"), gone),
                (say("THE ROAD NOT TAKEN"), [(road.words, road.date)] if road else []),
            )
            told = tuple((heading, tuple(rows)) for heading, rows in parts if rows)
            self._reckoning = (last, told)
        return self._reckoning[1]

    def _curves(
        self, turn: Turn, x: float, y: float, width: float, u: float, k: float, metrics: Metrics
    ) -> tuple[list[Shape], float]:
        turns = self.playthrough.turns
        stats = list(turn.program.story.gauges())
        curves = say_many(
            "{number} CURVE", "{number} CURVES", len(stats), number=spelled(len(stats))
        )
        pages = say_many("{count} PAGE", "{count} PAGES", len(turns))
        heading = f"{curves}, {pages}"
        shapes: list[Shape] = [
            Text(x, y + 16 * k, heading, "label-bold", 14 * k, theme.TEXT_RED, 2 * k)
        ]
        y += 30 * k
        names = max(metrics.width(stat.label, "serif-bold", 15.5 * k) for stat in stats)
        left, right = x + 34 * k, x + width - names - 64 * k
        top, bottom = y + 6 * k, y + 6 * k + 200 * u
        for step in range(5):
            level = bottom - (bottom - top) * step / 4
            shapes.append(Fill(Rect(left, round(level), right - left, 1), (186, 174, 148)))
            label = str(step * 25)
            shapes.append(
                Text(
                    left - 6 * u,
                    level + 4 * k,
                    label,
                    "caption",
                    11 * k,
                    theme.SOFT,
                    anchor="right",
                )
            )
        shapes.append(
            Fill(Rect(left, round(bottom), right - left, max(1, round(2 * u))), theme.INK)
        )
        ends: list[tuple[float, Stat, int]] = []
        for number, stat in enumerate(stats):
            values = [each.value(stat.id) for each in turns]
            span = max(1, stat.high - stat.low)
            steps = max(1, len(values) - 1)
            points = [
                (
                    left + (right - left) * index / steps,
                    bottom - (bottom - top) * (value - stat.low) / span,
                )
                for index, value in enumerate(values)
            ]
            shapes += _curve(points, number, u)
            ends.append((points[-1][1], stat, values[-1]))
        before: float | None = None
        order = {stat.id: number for number, stat in enumerate(stats)}
        for level, stat, value in sorted(ends, key=lambda each: (each[0], each[1].id)):
            place_ = level if before is None else max(level, before + 24 * k)
            before = place_
            colour = theme.TEXT_RED if order[stat.id] == 1 else theme.INK
            base = place_ + 5 * k
            shapes.append(Text(right + 18 * k, base, stat.label, "serif-bold", 15.5 * k, colour))
            shapes.append(
                Text(x + width, base, str(value), "poster", 19 * k, theme.INK, anchor="right")
            )
        lowest = max(bottom, (before or 0) + 12 * k)
        return shapes, lowest + 20 * u

    def keys(self) -> tuple[Hint, ...]:
        """The keys under the record."""
        return (
            ("R", say("go back to a page"), Command("r")),
            ("A", say("the sealed archive"), Command("a")),
            ("P", say("photographs"), Command("p")),
            ("M", say("the map"), Command("m")),
            ("G", say("the gallery"), Command("g")),
            ("W", say("why"), Command("w")),
            ("N", say("a new game"), Command("n")),
            ("B", say("the last page"), Command("b")),
            ("Esc", say("title"), Back()),
        )

    def _keys(self, x: float, scale: Scale, metrics: Metrics) -> tuple[tuple[Shape, ...], int]:
        """The keys from y = 0 down, and their rows."""
        u = scale.unit
        k = u * min(1.5, scale.text)
        rows = HintRows(x, (scale.width - 30) * u - x, k, theme.INK, most=3)
        return hint_rows(self.keys(), rows, metrics)


@attrs.define
class EndingAgainScreen(EndingScreen):
    """An ending of some run, taken out of the gallery: it is read, and no game is gone on with."""

    def handle(self, intent: Intent) -> Transition | None:
        """Scroll; ask why; open the archive or the album; lay it back."""
        match intent:
            case Command("w" | "a" | "p"):
                return EndingScreen.handle(self, intent)
            case Command():
                return None
            case _:
                return ScrolledScreen.handle(self, intent)

    def keys(self) -> tuple[Hint, ...]:
        """The keys under the record and what they do."""
        return (
            ("Esc", say("back"), Back()),
            ("A", say("the sealed archive"), Command("a")),
            ("P", say("photographs"), Command("p")),
            ("W", say("why"), Command("w")),
        )


def end_face(turn: Turn) -> str:
    """How the player looks at the end: as the numbers have it."""
    values = turn.state.values
    if int(values.get("paranoia", 0)) >= 75:
        return "afraid"
    return "stern" if int(values.get("purges", 0)) >= 60 else "grieving"


def _widest(lines: Sequence[str], size: float, metrics: Metrics) -> float:
    return max((metrics.width(line, "poster", size) for line in lines), default=0.0)


def _ledger_rows(
    names: dict[str, str], x: float, y: float, width: float, k: float, metrics: Metrics
) -> tuple[list[Shape], float]:
    shapes: list[Shape] = [
        Text(x, y + 16 * k, say("THE LEDGER"), "label-bold", 14 * k, theme.TEXT_RED, 2 * k)
    ]
    y += 26 * k
    for name, what in names.items():
        words = (Span(f"{name}, ", "serif-bold"), Span(f"{what}.", "serif"))
        lines = paragraph(words, 16.5 * k, width, metrics, setting="ragged")
        shapes += place(lines, x, y, 16.5 * k, 23 * k, theme.INK, metrics)
        y += len(lines) * 23 * k + 4 * k
        shapes.append(Fill(Rect(x, y, width, 1), theme.RULE))
        y += 5 * k
    return shapes, y + 8 * k


def _curve(points: list[tuple[float, float]], number: int, u: float) -> list[Shape]:
    """A curve told apart by its line and marks: whole with rings, dashed with squares, dotted."""
    colour = theme.VERMILION if number == 1 else theme.INK
    shapes: list[Shape] = []
    if number == 0:
        shapes.append(Line(tuple(points), colour, 3 * u))
    else:
        pitch, part = (11 * u, 0.62) if number == 1 else (7 * u, 0.32)
        for (x0, y0), (x1, y1) in pairwise(points):
            length = max(1.0, ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5)
            count = max(1, round(length / pitch))
            for index in range(count):
                a, b = index / count, (index + part) / count
                ends = (
                    (x0 + (x1 - x0) * a, y0 + (y1 - y0) * a),
                    (x0 + (x1 - x0) * b, y0 + (y1 - y0) * b),
                )
                shapes.append(Line(ends, colour, 3 * u))
    every = max(1, len(points) // 14)
    marked = [point for index, point in enumerate(points) if index % every == 0]
    for x, y in [*marked, points[-1]]:
        if number == 0:
            shapes += (Disc((x, y), 4.4 * u, colour), Disc((x, y), 1.9 * u, theme.BOOK))
        elif number == 1:
            shapes.append(Fill(Rect(x - 4 * u, y - 4 * u, 8 * u, 8 * u), colour))
        else:
            corners = ((x - 4.8 * u, y + 3.6 * u), (x + 4.8 * u, y + 3.6 * u), (x, y - 4.8 * u))
            shapes.append(Polygon(corners, colour))
    return shapes
