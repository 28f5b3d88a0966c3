"""The forme of a front page: masthead, banner, columns, band and bar made up into a whole page.

All in newspaper pixels: the sheet is 806 canvas pixels wide whatever the window, and its corner is
(0, 0). Whatever is missing, the rest closes up.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

import attrs

from game.engine.calendar import weekday
from game.engine.prose import Column, FrontPage, Lines, Table, Words, text_of
from game.engine.transcript import page_date
from game.screens import theme
from game.screens.column import spans
from game.screens.layout import SetLine, Span, balance, drop_cap, paragraph, place
from game.screens.marks import scotch_rule, star
from game.screens.picture import (
    Colour,
    Face,
    Fill,
    Metrics,
    Photograph,
    Rect,
    Shape,
    Stroke,
    Text,
)
from game.screens.shift import shifted
from game.text.tongue import say

WIDTH: Final = 806.0
MARGIN: Final = 34.0
GUTTER: Final = 15.0
LEAST: Final = 0.62
"""The height of the shortest sheet, in its widths."""

TYPE: Final = ((900, 4, 15.0), (1800, 4, 14.0), (2800, 4, 13.0), (4200, 5, 12.0), (6000, 5, 11.2))
"""Letters on the page up to which it has so many columns of type of this size."""

SMALLEST: Final = (5, 10.6)
EAR: Final = 128.0


@attrs.frozen
class Place:
    """Where a part of the page stands on the sheet, and the shapes it is made of.

    `part` is one of `keys.PARTS`, `masthead` or `column`; columns are counted from 0.
    """

    part: str
    number: int
    rect: Rect
    shapes: tuple[Shape, ...]


@attrs.frozen
class Block:
    """Something set to a width, from (0, 0) down."""

    shapes: tuple[Shape, ...]
    height: float
    width: float = 0.0
    part: str = ""
    number: int = 0


@attrs.frozen
class _Line:
    """A line of type; `last` ends a paragraph that has others, and heads no column."""

    line: SetLine
    last: bool
    caps: tuple[Shape, ...] = ()


@attrs.frozen
class Group:
    """Who stands in a picture: their plates from left to right, and which are mirrored."""

    plates: tuple[str, ...]
    flips: tuple[bool, ...]


class Forme:
    """Makes up one front page. `group` stands in its picture, `hyphens` is the dictionary."""

    def __init__(
        self,
        page: FrontPage,
        date: str,
        group: Group,
        hyphens: str | None,
        unit: float,
        metrics: Metrics,
    ) -> None:
        self.page = page
        self.date = date
        self.group = group
        self.hyphens = hyphens
        self.u = unit
        self.metrics = metrics
        letters = _letters(page)
        self.columns, size = next(
            ((columns, size) for most, columns, size in TYPE if letters <= most), SMALLEST
        )
        self.size = size * unit
        self.leading = size * 1.19 * unit
        self.left = MARGIN * unit
        self.width = (WIDTH - 2 * MARGIN) * unit
        self.gutter = GUTTER * unit
        self.column = (self.width - (self.columns - 1) * self.gutter) / self.columns
        self.shapes: list[Shape] = []
        self.places: list[Place] = []
        self.room_for_stamp: Rect | None = None
        self.air = 0.0
        self._centred_places: tuple[Place, ...] = ()

    def compose(self) -> float:
        """Make up the page; the height of the sheet."""
        u = self.u
        edge = 12 * u if self.page.mourning else 0.0
        foot = self._slogan(0)
        under = 44 * u + edge
        least = LEAST * WIDTH * u
        y = self._body(self._banner(self._masthead(24 * u + edge)))
        if least - (y + foot.height + under) > 16 * u:
            # A short page: its words are set in the middle of what room there is.
            self.air = least - (y + foot.height + under)
            self.shapes, self.places, self.room_for_stamp = [], [], None
            y = self._body(self._banner(self._masthead(24 * u + edge)))
        height = max(y + foot.height + under, least)
        if self.page.slogan:
            self._lay(foot, self.left, height - under - foot.height)
        self._imprint(height)
        if self.page.mourning:
            frame = Rect(0, 0, WIDTH * u, height).inset(10 * u)
            self.shapes.append(Stroke(frame, theme.INK, max(3, round(6 * u))))
            self.shapes.append(Stroke(frame.inset(9 * u), theme.INK, max(1, round(u))))
        return height

    # The head

    def _masthead(self, y: float) -> float:
        u, metrics, page = self.u, self.metrics, self.page
        if page.motto:
            motto = page.motto.upper()
            lines, size = self._fitted_lines(motto, "news-bold", 10.5 * u, self.width, 1 * u)
            for line in lines:
                self._text(self.left + self.width / 2, y, line, "news-bold", size, 1 * u)
                y += size * 1.15
        y += 2 * u
        ear_width = EAR * u
        organ = self._ear_of(page.organ, ear_width) if page.organ else None
        ear = self._table_ear(page.ear, ear_width) if page.ear else None
        x0 = self.left + (ear_width + 12 * u if organ else 0)
        x1 = self.left + self.width - (ear_width + 12 * u if ear else 0)
        name = page.masthead.upper()
        cyrillic = any("\u0400" <= letter <= "\u04ff" for letter in name)
        face: Face = "slab-cyrillic" if cyrillic else "slab"
        most, track = 78 * u, 2 * u
        titles: tuple[str, ...] = (name,)
        size = self._fitted(name, face, most, (x1 - x0) * 0.985, track)
        if size < 30 * u and " " in name:
            titles = balance(name, face, 38 * u, x1 - x0, metrics, track)
            widest = max(titles, key=lambda line: metrics.width(line, face, 38 * u, track))
            size = self._fitted(widest, face, 38 * u, (x1 - x0) * 0.985, track)
        cap = metrics.cap_height(face, size)
        high = cap * len(titles) + cap * 0.3 * (len(titles) - 1)
        box = max([high, *(block.height for block in (organ, ear) if block)])
        base = y + (box - high) / 2
        before = len(self.shapes)
        for line in titles:
            base += cap
            self._text((x0 + x1) / 2, base, line, face, size, track)
            base += cap * 0.3
        self._place("masthead", Rect(x0, y, x1 - x0, box), before)
        for block, x, part in (
            (organ, self.left, "organ"),
            (ear, self.left + self.width - ear_width, "ear"),
        ):
            if block:
                rect = Rect(x, y, ear_width, box)
                self.shapes.append(Stroke(rect, theme.INK, max(1, round(1.6 * u))))
                self.shapes.append(Stroke(rect.inset(3.2 * u), theme.INK, max(1, round(0.8 * u))))
                inner = shifted(block.shapes, x, y + (box - block.height) / 2)
                self.shapes += inner
                if part == "ear":
                    self.places.append(Place("ear", 0, rect, inner))
        y += box
        y += 9 * u
        self.shapes += scotch_rule(self.left, y, self.width, u, theme.INK)
        y = self._date_line(y + 20 * u)
        self.shapes += scotch_rule(self.left, y, self.width, u, theme.INK, thick_below=True)
        return y + 13 * u

    def _date_line(self, y: float) -> float:
        u, metrics, page = self.u, self.metrics, self.page
        day, date = weekday(self.date), page_date(page, self.date)
        whole = say("{weekday}, {date}", weekday=day, date=date) if day else date
        number = issue_number(self.date)
        price = say("Price {price}", price=page.price) if page.price else ""
        side = max(metrics.width(text, "news-bold", 11.5 * u) for text in (number, price, " "))
        size = self._fitted(
            whole.upper(), "news-bold", 12 * u, self.width - 2 * side - 30 * u, 1.2 * u
        )
        if size < 7 * u:  # a long price, or a long date: on two lines
            self._text(self.left + self.width / 2, y, whole.upper(), "news-bold", 11 * u, u)
            y += 15 * u
            size, whole = 12 * u, ""
        right = self.left + self.width - 3 * u
        self.shapes.append(Text(self.left + 3 * u, y, number, "news-bold", 11.5 * u, theme.INK))
        if whole:
            self._text(
                self.left + self.width / 2, y, whole.upper(), "news-bold", size, size / u / 10 * u
            )
        if price:
            small = self._fitted(price, "news-bold", 11.5 * u, self.width * 0.6)
            self.shapes.append(Text(right, y, price, "news-bold", small, theme.INK, anchor="right"))
        return y + 6 * u

    def _ear_of(self, words: Words, width: float) -> Block:
        shapes: list[Shape] = []
        u = self.u
        y = 11 * u
        for line in self._broken(text_of(words), "news-bold", 10.4 * u, width - 18 * u):
            y += 9 * u
            shapes.append(_centred(width / 2, y, line, "news-bold", 10.4 * u))
            y += 3.2 * u
        return Block(tuple(shapes), y + 7 * u)

    def _table_ear(self, table: Table, width: float) -> Block:
        u = self.u
        pad = 9 * u
        shapes: list[Shape] = []
        y = 9 * u
        title = text_of(table.title).upper()
        for line in self._broken(title, "news-bold", 8.6 * u, width - 2 * pad):
            y += 9 * u
            shapes.append(_centred(width / 2, y, line, "news-bold", 8.6 * u))
            y += 1.2 * u
        if title and (table.rows or table.note):
            y += 3 * u
            shapes.append(_hair(pad, y, width - 2 * pad, u))
            y += 1 * u
        for name, value in table.rows:
            row, y = self._row(name, value, pad, y, width - 2 * pad, 9.8 * u, leaders=False)
            shapes += row
        note = text_of(table.note)
        face: Face = "news-italic" if table.rows or title else "news-bold"
        for line in self._broken(note, face, 10 * u, width - 2 * pad):
            y += 10 * u
            shapes.append(_centred(width / 2, y, line, face, 10 * u))
            y += 2 * u
        return Block(tuple(shapes), y + 8 * u)

    def _row(
        self,
        name: Words,
        value: Words,
        x: float,
        y: float,
        width: float,
        size: float,
        leaders: bool,
    ) -> tuple[list[Shape], float]:
        """A name at the left and its figure at the right, the name on lines of its own if long."""
        u, metrics = self.u, self.metrics
        figure = text_of(value)
        figures = self._broken(figure, "news-bold", size, width * 0.6)
        taken = max((metrics.width(part, "news-bold", size) for part in figures), default=0.0)
        lines = self._broken(text_of(name), "news", size, width - taken - (8 * u if taken else 0))
        shapes: list[Shape] = []
        for number in range(max(len(lines), len(figures))):
            y += size * 1.04
            wide = 0.0
            if number < len(lines):
                shapes.append(Text(x, y, lines[number], "news", size, theme.INK))
                wide = metrics.width(lines[number], "news", size)
            at = number - (max(len(lines), len(figures)) - len(figures))
            if 0 <= at < len(figures):
                shapes.append(
                    Text(x + width, y, figures[at], "news-bold", size, theme.INK, anchor="right")
                )
                start, end = x + wide + 5 * u, x + width - taken - 5 * u
                dot = max(1, round(u))
                while leaders and start < end:
                    shapes.append(Fill(Rect(round(start), round(y - dot), dot, dot), theme.INK))
                    start += 4 * u
            y += size * 0.24
        return shapes, y

    def _banner(self, y: float) -> float:
        u, metrics, page = self.u, self.metrics, self.page
        top, before = y, len(self.shapes)
        headline = text_of(page.headline).upper()
        alone = not (page.lead or page.group or page.columns or page.editorial or page.decree)
        alone = alone and page.figures is None
        sizes = (118, 100, 84, 70, 60) if alone else ()
        room = 400 * u if alone else 150 * u
        one = self._fitted(headline, "poster", 60 * u, self.width)
        lines: Sequence[str] = (headline,)
        size = one
        if one < 40 * u or alone:
            for each in (*sizes, 50, 44, 38, 33, 28, 24, 20, 17):
                size = each * u
                lines = balance(headline, "poster", size, self.width, metrics)
                if len(lines) * size * 0.95 <= room:
                    break
            widest = max(lines, key=lambda line: metrics.width(line, "poster", size), default="")
            size = self._fitted(widest, "poster", size * 1.2, self.width)
        cap = metrics.cap_height("poster", size)
        if lines and any(unicodedata.decomposition(letter) for letter in lines[0]):
            y += cap * 0.2  # what stands over a letter
        y += self.air * (0.5 if alone else 0.3) + (16 * u if alone else 0)
        for line in lines:
            y += cap
            self._text(self.left + self.width / 2, y, line, "poster", size)
            y += cap * 0.26
        self._place("headline", Rect(self.left, top, self.width, y - top), before)
        if page.deck:
            deck, start, before = text_of(page.deck), y, len(self.shapes)
            size = 19 * u if len(deck) < 200 else 15 * u
            y += 2 * u
            for line in balance(deck, "news-italic", size, self.width, metrics):
                y += size
                self._text(self.left + self.width / 2, y, line, "news-italic", size)
                y += size * 0.16
            self._place("deck", Rect(self.left, start, self.width, y - start), before)
        if alone:
            return y + 24 * u
        y += 9 * u + self.air * 0.15
        self.shapes.append(_hair(self.left, y, self.width, u))
        return y + 11 * u + self.air * 0.2

    # The columns

    def _body(self, y: float) -> float:
        page, u = self.page, self.u
        items = [
            self._article(item, self.column, "column", number)
            for number, item in enumerate(page.columns)
        ]
        figures = self._figures(page.figures, self.column) if page.figures else None
        if not (page.lead or page.group or page.decree):
            return self._loose(y)
        wide = 0
        if page.editorial:
            wide = 2 if _length(page.editorial) > 2600 and self.columns > 4 else 1
        side = 1 if items or figures else 0
        count = self.columns - wide - side
        editorial = self._editorial(page.editorial, wide) if page.editorial else None
        centre = self._centre(count, 0)
        least = max(
            editorial.height if editorial else 0.0,
            min(items[0].height if items else 0.0, 500 * u),
        )
        if page.group and centre.height < least:
            centre = self._centre(count, least - centre.height)
        foot = max(centre.height, least)
        left = [editorial] if editorial else []
        right: list[Block] = []
        if items:
            right = self._taken(items, foot, always=True)
        elif figures:
            right, figures = [figures], None
        foot = max(foot, self._high(right))
        # What the editorial leaves free under it is filled too.
        left += self._taken(items, foot - self._high(left) - 12 * u) if wide == 1 else []
        if figures and self._high([*right, figures]) <= foot:
            right, figures = [*right, figures], None
        if figures and not items:  # a band of nothing but figures is none
            right, figures = [*right, figures], None
            foot = max(foot, self._high(right))
        if page.group and centre.height < foot - 8 * u:
            centre = self._centre(count, foot - centre.height)
        foot = max(foot, centre.height)
        self._stack(left, self.left, y, foot, self._span(wide))
        self._lay(centre, self._x(wide), y)
        self._stack(right, self._x(wide + count), y, foot, self.column)
        for number in (wide, wide + count):
            if 0 < number < self.columns:
                self._column_rule(self._x(number), y, y + foot)
        y += foot + 12 * u
        if not (items or figures):
            return y
        return self._band([block.number for block in items], figures is not None, y)

    def _taken(self, items: list[Block], room: float, always: bool = False) -> list[Block]:
        """As many of the items, taken from the front, as fit the room."""
        taken: list[Block] = []
        while items and (self._high([*taken, items[0]]) <= room or (always and not taken)):
            taken.append(items.pop(0))
        return taken

    def _high(self, blocks: Sequence[Block]) -> float:
        return sum(block.height for block in blocks) + self._gap * max(0, len(blocks) - 1)

    @property
    def _gap(self) -> float:
        return 20 * self.u

    def _stack(
        self, blocks: Sequence[Block], x: float, y: float, room: float, width: float
    ) -> None:
        """Blocks one under another, stars between them, the room shared out among the gaps."""
        slack = room - self._high(blocks)
        gaps = max(1, len(blocks) - 1)
        extra = min(max(0.0, slack) / gaps, 40 * self.u) if len(blocks) > 1 else 0.0
        top = y
        for number, block in enumerate(blocks):
            if number:
                self._stars(x + width / 2, y + (self._gap + extra) / 2)
                y += self._gap + extra
            self._lay(block, x, y)
            y += block.height
        if blocks and room - (y - top) > 34 * self.u:
            self._stars(x + width / 2, y + 14 * self.u)
        self._offer_stamp(Rect(x, y + 24 * self.u, width, room - (y - top) - 28 * self.u))

    def _centre(self, count: int, taller: float) -> Block:
        """Picture, lead and decree over some columns; the picture by so much taller."""
        page, u = self.page, self.u
        width = self._span(count)
        inner = Forme(page, self.date, self.group, self.hyphens, u, self.metrics)
        inner.left, inner.width = 0.0, width
        y = 0.0
        if page.group:
            ratio = 0.56 if count < 4 else 0.44
            high = min(round(width * ratio) + taller, width * 0.85)
            y = inner._photograph(width, round(high))
        if page.lead:
            y = inner._text_block("lead", page.lead, count, y, cap=True)
        if page.decree:
            if y:
                y += 8 * u
                inner.shapes += scotch_rule(0, y, width, u * 0.75, theme.INK)
                y += 14 * u
            start, before = y, len(inner.shapes)
            for line in self._broken(
                text_of(page.decree.title).upper(), "label-bold", 17 * u, width
            ):
                y += 17 * u
                inner._text(width / 2, y, line, "label-bold", 17 * u, 0.6 * u)
                y += 5 * u
            y += 5 * u
            y = inner._text_block("", page.decree.lines, count, y)
            inner._place("decree", Rect(0, start, width, y - start), before)
        block = Block(tuple(inner.shapes), y, width, "centre")
        self._centred_places = tuple(inner.places)
        return block

    def _photograph(self, width: float, height: float) -> float:
        page, u = self.page, self.u
        before = len(self.shapes)
        box = Rect(0, 0, round(width), height)
        group = self.group
        self.shapes.append(Photograph(box, group.plates, max(2.6, 3.0 * u), group.flips))
        self.shapes.append(Stroke(box, theme.INK, max(1, round(u))))
        self._place("picture", box, before)
        y = height + 5 * u
        if page.caption:
            size = 11 * u
            caption = paragraph(
                spans(page.caption, "news-italic"),
                size,
                width - 12 * u,
                self.metrics,
                setting="ragged",
                hyphens=None,
            )
            before = len(self.shapes)
            self.shapes += place(caption, 6 * u, y, size, size * 1.2, theme.INK, self.metrics)
            start, y = y, y + len(caption) * size * 1.2 + 3 * u
            self._place("caption", Rect(0, start, width, y - start), before)
        self.shapes += scotch_rule(0, y, width, u * 0.75, theme.INK)
        return y + 12 * u

    def _text_block(
        self, part: str, lines: Lines, count: int, y: float, cap: bool = False
    ) -> float:
        """Paragraphs balanced over as many columns as they fill, at least four lines of each."""
        before, start = len(self.shapes), y
        for columns in range(count, 0, -1):
            width = (self.width - (columns - 1) * self.gutter) / columns
            large = 1.0 if columns == count or count == 1 else 1.12 if columns > 1 else 1.2
            set_ = self._set(lines, width, cap and columns == count, large)
            if len(set_) >= 4 * columns or columns == 1:
                break
        leading = self.leading * large
        cuts = _cuts(set_, columns)
        deepest = max(
            stop - first for first, stop in zip((0, *cuts), (*cuts, len(set_)), strict=True)
        )
        for number, (first, stop) in enumerate(zip((0, *cuts), (*cuts, len(set_)), strict=True)):
            x = self.left + number * (width + self.gutter)
            if columns == 1 and len(set_) == 1:
                x += (width - set_[0].line.width) / 2
            self._put(set_[first:stop], x, y, self.size * large, leading)
            if number:
                self._column_rule(x, y, y + deepest * leading)
        y += deepest * leading + 4 * self.u
        if part:
            self._place(part, Rect(self.left, start, self.width, y - start), before)
        return y

    def _editorial(self, article: Column, wide: int) -> Block:
        u = self.u
        width = self._span(wide)
        inner = Forme(self.page, self.date, self.group, self.hyphens, u, self.metrics)
        inner.left, inner.width = 0.0, width
        y = 9 * u
        label = say("EDITORIAL")
        inner._text(
            width / 2, y, label, "label", self._fitted(label, "label", 9.5 * u, width, 2 * u), 2 * u
        )
        for line in self._broken(text_of(article.title), "news-bold", 20 * u, width):
            y += 21 * u
            inner._text(width / 2, y, line, "news-bold", 20 * u)
        y += 8 * u
        inner.shapes += scotch_rule(width * 0.25, y, width * 0.5, u * 0.5, theme.INK)
        y = inner._text_block("", article.lines, wide, y + 9 * u, cap=True)
        return Block(tuple(inner.shapes), y, width, "editorial")

    def _article(self, item: Column, width: float, part: str, number: int) -> Block:
        u = self.u
        shapes: list[Shape] = []
        y = 0.0
        if item.title:
            size = 15.5 * u
            for line in self._broken(text_of(item.title), "news-bold", size, width):
                y += size
                shapes.append(_centred(width / 2, y, line, "news-bold", size))
                y += size * 0.12
            if item.lines:
                y += 4 * u
                shapes.append(_hair(width / 2 - 12 * u, y, 24 * u, u))
                y += 5 * u
        inner = Forme(self.page, self.date, self.group, self.hyphens, u, self.metrics)
        set_ = self._set(item.lines, width)
        inner._put(set_, 0, y, self.size, self.leading)
        y += len(set_) * self.leading + 2 * u
        return Block((*shapes, *inner.shapes), y, width, part, number)

    def _figures(self, table: Table, width: float) -> Block:
        """The table of the plan: a black heading, rows with leaders, a note."""
        u = self.u
        pad, bar = 8 * u, 0.0
        heads: list[Shape] = []
        title = text_of(table.title).upper()
        if title:
            y = 5 * u
            for line in self._broken(title, "label-bold", 12 * u, width - 2 * pad):
                y += 12 * u
                heads.append(
                    _centred(width / 2, y, line, "label-bold", 12 * u, theme.NEWSPRINT, 0.8 * u)
                )
                y += 3 * u
            bar = y + 4 * u
        shapes: list[Shape] = []
        y = bar + 5 * u
        for name, value in table.rows:
            row, y = self._row(name, value, pad, y, width - 2 * pad, 11.4 * u, leaders=True)
            shapes += row
            y += 2 * u
        for line in self._broken(text_of(table.note), "news-italic", 11 * u, width - 2 * pad):
            y += 11 * u
            shapes.append(_centred(width / 2, y, line, "news-italic", 11 * u))
            y += 3 * u
        y += 7 * u
        frame: list[Shape] = [Stroke(Rect(0, 0, width, y), theme.INK, max(1, round(1.6 * u)))]
        if bar:
            frame.append(Fill(Rect(0, 0, width, bar), theme.INK))
        return Block((*frame, *heads, *shapes), y, width, "figures")

    def _loose(self, y: float) -> float:
        """A page without lead, picture and decree: all else across the whole of it."""
        page, u = self.page, self.u
        everything = list(range(len(page.columns)))
        if page.editorial and (everything or page.figures):
            wide = min(2, self.columns - 2)
            editorial = self._editorial(page.editorial, wide)
            rest = self.columns - wide
            blocks = [
                self._article(item, self.column, "column", number)
                for number, item in enumerate(page.columns)
            ]
            if page.figures:
                blocks.insert(1, self._figures(page.figures, self.column))
            piles = _piles(blocks, rest, self._gap)
            foot = max([editorial.height, *map(self._high, piles)])
            self._lay(editorial, self.left, y)
            for number, pile in enumerate(piles):
                x = self._x(wide + number)
                self._stack(pile, x, y, foot, self.column)
                self._column_rule(x, y, y + foot)
            return y + foot + 14 * u
        if page.editorial:
            editorial = self._editorial(page.editorial, self.columns)
            self._lay(editorial, self.left, y)
            return y + editorial.height + 12 * u
        if everything or page.figures:
            return self._band(everything, page.figures is not None, y, rule=False)
        return y

    def _band(self, numbers: Sequence[int], figures: bool, y: float, rule: bool = True) -> float:
        """Items, and the figures, across the whole page in columns as even as can be."""
        u, page = self.u, self.page
        count = len(numbers) + figures
        if rule:
            self.shapes += scotch_rule(self.left, y, self.width, u, theme.INK)
            y += 16 * u
        if count == 1 and not figures:
            item = page.columns[numbers[0]]
            start, before = y, len(self.shapes)
            for line in self._broken(text_of(item.title), "news-bold", 18 * u, self.width):
                y += 18 * u
                self._text(self.left + self.width / 2, y, line, "news-bold", 18 * u)
                y += 4 * u
            y = self._text_block("", item.lines, self.columns, y + 4 * u)
            rect = Rect(self.left, start, self.width, y - start)
            self._place("column", rect, before, numbers[0])
            return y + 10 * u
        columns = min(self.columns, count)
        width = (self.width - (columns - 1) * self.gutter) / columns
        if count == 1:
            width = self.width / 2
        blocks = [self._article(page.columns[n], width, "column", n) for n in numbers]
        if figures and page.figures:
            blocks.insert(min(1, len(blocks)), self._figures(page.figures, width))
        piles = _piles(blocks, columns, self._gap)
        foot = max(map(self._high, piles))
        for number, pile in enumerate(piles):
            x = self.left + number * (width + self.gutter)
            if count == 1:
                x = self.left + self.width / 4
            self._stack(pile, x, y, foot, width)
            if number:
                self._column_rule(x, y, y + foot)
        return y + foot + 12 * u

    # The foot

    def _slogan(self, y: float) -> Block:
        u = self.u
        words = text_of(self.page.slogan).upper()
        if not words:
            return Block((), 0.0)
        room = self.width - 44 * u
        size = self._fitted(words, "poster", 34 * u, room, 1.2 * u)
        lines: Sequence[str] = (words,)
        if size < 18 * u:
            size = 22 * u
            lines = balance(words, "poster", size, room, self.metrics, 1.2 * u)
        cap = self.metrics.cap_height("poster", size)
        height = len(lines) * cap * 1.4 - cap * 0.4 + 26 * u
        shapes: list[Shape] = [Fill(Rect(0, y, self.width, height), theme.INK)]
        y += 13 * u
        for line in lines:
            y += cap
            shapes.append(
                _centred(self.width / 2, y, line, "poster", size, theme.NEWSPRINT, 1.2 * u)
            )
            y += cap * 0.4
        return Block(tuple(shapes), height, self.width, "slogan")

    def _imprint(self, height: float) -> None:
        u, place_ = self.u, self.page.place
        words = say("Printed and published in {place}.", place=place_) if place_ else ""
        y = height - (34 if self.page.mourning else 24) * u
        if words and not self.page.slogan:
            self.shapes.append(_hair(self.left, height - 40 * u, self.width, u))
        size = self._fitted(words, "news", 9.6 * u, self.width)
        self._text(self.left + self.width / 2, y, words, "news", size)

    # Setting

    def _set(self, lines: Lines, width: float, cap: bool = False, large: float = 1) -> list[_Line]:
        """Paragraphs justified to a column, all lines in one list."""
        size, leading, metrics = self.size * large, self.leading * large, self.metrics
        set_: list[_Line] = []
        for number, line in enumerate(lines):
            words = spans(line.words, "news")
            if line.name:
                words = (Span(f"{line.name.title()}: ", "news-bold"), *words)
            long = sum(len(span.string) for span in words) > 90
            if cap and number == 0 and long and text_of(line.words)[:1].isalpha():
                dropped = drop_cap(words, size, leading, metrics, lines=2)
                body = paragraph(
                    dropped.rest, size, width, metrics, hyphens=self.hyphens, cap=dropped
                )
                caps: tuple[Shape, ...] = (dropped.text(0, 0, theme.INK),)
            else:
                caps = ()
                indent = size if number else 0
                body = paragraph(words, size, width, metrics, hyphens=self.hyphens, indent=indent)
            several = len(body) > 1
            set_ += (
                _Line(each, several and index == len(body) - 1, () if index else caps)
                for index, each in enumerate(body)
            )
        return set_

    def _put(self, lines: Sequence[_Line], x: float, y: float, size: float, leading: float) -> None:
        placed = place([each.line for each in lines], x, y, size, leading, theme.INK, self.metrics)
        if placed and lines[0].caps:
            self.shapes += shifted(lines[0].caps, x, placed[0].y)
        self.shapes += placed

    def _broken(self, string: str, face: Face, size: float, width: float) -> tuple[str, ...]:
        return balance(string, face, size, width, self.metrics) if string else ()

    def _fitted_lines(
        self, string: str, face: Face, size: float, width: float, track: float
    ) -> tuple[tuple[str, ...], float]:
        """One line a little smaller if it must be, else several."""
        fitted = self._fitted(string, face, size, width, track)
        if fitted >= size * 0.7:
            return (string,), fitted
        return balance(string, face, size, width, self.metrics, track), size

    def _fitted(
        self, string: str, face: Face, size: float, width: float, track: float = 0
    ) -> float:
        """The size at which a line fits the width, at most `size`; its tracking shrinks with it."""
        wide = self.metrics.width(string, face, size, track)
        if wide <= width or not string:
            return size
        tracks = track * len(string)
        return max(1.0, size * (width - tracks) / max(1.0, wide - tracks) * 0.995)

    def _text(
        self, x: float, y: float, string: str, face: Face, size: float, track: float = 0
    ) -> None:
        if string:
            self.shapes.append(_centred(x, y, string, face, size, track=track))

    # Placing

    def _x(self, column: int) -> float:
        """The left edge of a column, counted from 0."""
        return self.left + column * (self.column + self.gutter)

    def _span(self, columns: int) -> float:
        """The width of so many columns."""
        return max(0.0, columns * self.column + (columns - 1) * self.gutter)

    def _lay(self, block: Block, x: float, y: float) -> None:
        laid = shifted(block.shapes, x, y)
        self.shapes += laid
        if block.part == "centre":
            for each in self._centred_places:
                rect = attrs.evolve(each.rect, x=each.rect.x + x, y=each.rect.y + y)
                self.places.append(attrs.evolve(each, rect=rect, shapes=shifted(each.shapes, x, y)))
        elif block.part:
            rect = Rect(x, y, block.width, block.height)
            self.places.append(Place(block.part, block.number, rect, laid))

    def _place(self, part: str, rect: Rect, before: int, number: int = 0) -> None:
        self.places.append(Place(part, number, rect, tuple(self.shapes[before:])))

    def _stars(self, x: float, y: float) -> None:
        for dx in (-12, 0, 12):
            self.shapes.append(star((x + dx * self.u, y), 3.2 * self.u, theme.INK))

    def _column_rule(self, x: float, top: float, bottom: float) -> None:
        if bottom > top:
            left = round(x - self.gutter / 2)
            self.shapes.append(
                Fill(Rect(left, top, max(1, round(self.u * 0.8)), bottom - top), theme.INK)
            )

    def _offer_stamp(self, rect: Rect) -> None:
        """Keep the largest free room there is for a stamp."""
        best = self.room_for_stamp
        if rect.h > 0 and (best is None or min(rect.w, rect.h) > min(best.w, best.h)):
            self.room_for_stamp = rect


def issue_number(date: str) -> str:
    """An issue number that follows the calendar; a date without a day is taken as the first."""
    parts = [int(part) for part in date.split("-")] if date else []
    month, day = (*parts[1:], *(1, 1)[len(parts[1:]) :])
    return say("No. {number}", number=(month - 1) * 26 + day)


def _centred(
    x: float,
    y: float,
    string: str,
    face: Face,
    size: float,
    colour: Colour = theme.INK,
    track: float = 0,
) -> Text:
    return Text(x, y, string, face, size, colour, track, "centre")


def _hair(x: float, y: float, width: float, unit: float) -> Fill:
    return Fill(Rect(x, y, width, max(1, round(unit))), theme.INK)


def _letters(page: FrontPage) -> int:
    """How many letters stand in the columns of a page."""
    articles = (page.editorial, page.decree, *page.columns)
    lines = sum(len(text_of(line.words)) for line in page.lead)
    return lines + sum(_length(each) for each in articles if each)


def _length(column: Column) -> int:
    return sum(len(text_of(line.words)) for line in column.lines)


def _cuts(lines: Sequence[_Line], columns: int) -> tuple[int, ...]:
    """Before which lines columns 1 and on begin: evenly, and with no paragraph's last line."""
    cuts: list[int] = []
    for number in range(1, columns):
        start = cuts[-1] if cuts else 0
        at = start + -(-(len(lines) - start) // (columns - number + 1))
        if at < len(lines) and lines[at].last:
            at += 1 if number < columns - 1 or at - start < 3 else -1
        cuts.append(min(at, len(lines)))
    return tuple(cuts)


def _piles(blocks: Sequence[Block], columns: int, gap: float) -> list[list[Block]]:
    """The blocks in order, in so many piles that the highest is as low as can be."""
    heights = [block.height + gap for block in blocks]
    least = max(heights, default=0.0)
    bounds = sorted(
        {sum(heights[i:j]) for i in range(len(blocks)) for j in range(i + 1, len(blocks) + 1)}
    )
    for bound in (each for each in bounds if each >= least):
        piles = _filled(blocks, heights, bound + 0.01)
        if len(piles) <= columns:
            return _spread(piles, columns)
    return [list(blocks)]


def _filled(blocks: Sequence[Block], heights: Iterable[float], bound: float) -> list[list[Block]]:
    piles: list[list[Block]] = []
    high = bound
    for block, height in zip(blocks, heights, strict=True):
        if high + height > bound:
            piles.append([])
            high = 0.0
        piles[-1].append(block)
        high += height
    return piles


def _spread(piles: list[list[Block]], columns: int) -> list[list[Block]]:
    """No column stays empty while another has two things in it."""
    while len(piles) < columns and any(len(pile) > 1 for pile in piles):
        at = max(
            (n for n, pile in enumerate(piles) if len(pile) > 1),
            key=lambda n: sum(block.height for block in piles[n]),
        )
        pile = piles[at]
        piles[at : at + 1] = [pile[:-1], pile[-1:]]
    return piles
