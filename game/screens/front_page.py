"""A front page composed: motto, masthead, banner, columns, photograph, side items, slogan bar.

All in newspaper pixels: the sheet is 806 canvas pixels wide whatever the window.
"""

from typing import Final

from game.engine.calendar import spoken_date
from game.engine.prose import Column as Item
from game.engine.prose import FrontPage, Lines, Words, text_of
from game.engine.state import Turn
from game.screens import theme
from game.screens.column import spans
from game.screens.faces import plate
from game.screens.layout import (
    DropCap,
    SetLine,
    Span,
    balance,
    drop_cap,
    paragraph,
    place,
)
from game.screens.marks import scotch_rule, star
from game.screens.picture import (
    Face,
    Fill,
    Metrics,
    Paper,
    Photograph,
    Rect,
    Shadow,
    Shape,
    Stroke,
    Text,
    Tilted,
)
from game.screens.shift import shifted
from game.text.tongue import say

WIDTH: Final = 806.0
MARGIN: Final = 34.0
GUTTER: Final = 16.0
COLUMNS: Final = 5
SIZES: Final = (17.0, 16.0, 15.0, 14.2, 13.4)
"""Type of the columns, the largest first at which the page is all in sight; else the last."""
TILT: Final = 1.0


def front_page(
    page: FrontPage, turn: Turn, area: Rect, scroll: float, unit: float, metrics: Metrics
) -> tuple[tuple[Shape, ...], float]:
    """The sheet lying in an area of the desk, up by `scroll`, and its height."""
    zoom = max(0.6, min(1.0, (area.w / unit - 46) / WIDTH))
    room = area.h - 30 * unit
    for body in SIZES:
        sheet = _Sheet(page, turn, unit * zoom, metrics, body)
        shapes, height = sheet.compose()
        if height <= room:
            break
    x = max(10 * unit, (area.w - WIDTH * unit * zoom) / 2 - 10 * unit)
    y = 16 * unit - scroll * unit
    sheet_height = max(height, min(room, WIDTH * unit * zoom * 0.85))
    rect = Rect(x, y, WIDTH * unit * zoom, sheet_height)
    printed = (
        Paper(Rect(0, 0, rect.w, rect.h), "newsprint"),
        *shapes,
        *sheet.foot(sheet_height),
    )
    tilted = Tilted(rect, TILT, shifted(printed, x, y))
    return (Shadow(rect, 18 * unit, 190), tilted), sheet_height / unit + 30


class _Sheet:
    def __init__(
        self, page: FrontPage, turn: Turn, unit: float, metrics: Metrics, body: float
    ) -> None:
        self.page = page
        self.body = body * unit
        self.leading = round(body * 1.19, 1) * unit
        self.turn = turn
        self.u = unit
        self.metrics = metrics
        self.shapes: list[Shape] = []
        self.dropped: DropCap | None = None
        self.left = MARGIN * unit
        self.width = (WIDTH - 2 * MARGIN) * unit
        self.column = (self.width - (COLUMNS - 1) * GUTTER * unit) / COLUMNS

    def x(self, column: int) -> float:
        """The left edge of a column, counted from 0."""
        return self.left + column * (self.column + GUTTER * self.u)

    def span(self, columns: int) -> float:
        """The width of so many columns."""
        return columns * self.column + (columns - 1) * GUTTER * self.u

    def compose(self) -> tuple[tuple[Shape, ...], float]:
        """Everything but the foot, from the sheet's top left, and its height."""
        u = self.u
        y = self._masthead()
        y = self._banner(y)
        top = y
        end_middle = self._middle(top, bool(self.page.group))
        end_side, below = self._side(list(self.page.columns), top, end_middle)
        end = max(end_side, end_middle)
        self._column_rule(1, top, end_middle)
        self._column_rule(4, top, end)
        if below:
            end = self._band(below, end + 12 * u)
        return tuple(self.shapes), end + 70 * u

    def foot(self, height: float) -> tuple[Shape, ...]:
        """The imprint at the foot of the sheet."""
        u = self.u
        place = self.page.place
        words = say("Printed and published in {place}.", place=place) if place else ""
        size = 9.6 * u
        x = self.left + self.width / 2
        return (
            Fill(Rect(self.left, height - 34 * u, self.width, max(1, round(u))), theme.INK),
            Text(x, height - 20 * u, words, "news", size, theme.INK, anchor="centre"),
        )

    def _masthead(self) -> float:
        u, metrics, page = self.u, self.metrics, self.page
        middle = self.left + self.width / 2
        y = 26 * u
        if page.motto:
            size = self._fitted(page.motto.upper(), "news-bold", 10.5 * u, self.width, 1 * u)
            self._text(middle, y, page.motto.upper(), "news-bold", size, 1 * u)
        y += 12 * u
        name = page.masthead.upper()
        cyrillic = any("\u0400" <= letter <= "\u04ff" for letter in name)
        face: Face = "slab-cyrillic" if cyrillic else "slab"
        size = self._fitted(name, face, 112 * u, self.width * 0.985, 2 * u)
        size = min(size, 78 * u)
        cap = metrics.cap_height(face, size)
        y += cap + 4 * u
        self._text(middle, y, name, face, size, 2 * u)
        y += 10 * u
        self.shapes += scotch_rule(self.left, y, self.width, u, theme.INK)
        y += 20 * u
        number = _number(self.turn.date)
        self.shapes.append(Text(self.left + 3 * u, y, number, "news-bold", 11.5 * u, theme.INK))
        date = spoken_date(self.turn.date).upper()
        self._text(middle, y, date, "news-bold", 12 * u, 1.2 * u)
        if page.price:
            right = self.left + self.width - 3 * u
            price = say("Price {price}", price=page.price)
            self.shapes.append(
                Text(right, y, price, "news-bold", 11.5 * u, theme.INK, anchor="right")
            )
        y += 6 * u
        self.shapes += scotch_rule(self.left, y, self.width, u, theme.INK, thick_below=True)
        return y + 12 * u

    def _banner(self, y: float) -> float:
        u, metrics = self.u, self.metrics
        middle = self.left + self.width / 2
        headline = text_of(self.page.headline).upper()
        size = self._fitted(headline, "poster", 62 * u, self.width)
        lines: tuple[str, ...] = (headline,)
        if size < 40 * u:
            size = 46 * u
            lines = balance(headline, "poster", size, self.width, metrics)
            widest = max(lines, key=lambda line: metrics.width(line, "poster", size))
            size = self._fitted(widest, "poster", size, self.width)
        cap = metrics.cap_height("poster", size)
        for line in lines:
            y += cap
            self._text(middle, y, line, "poster", size)
            y += cap * 0.24
        y += 4 * u
        if self.page.deck:
            deck = text_of(self.page.deck)
            size = 20 * u
            for line in balance(deck, "news-italic", size, self.width, metrics):
                y += 21 * u
                self._text(middle, y, line, "news-italic", size)
            y += 4 * u
        y += 8 * u
        self.shapes.append(Fill(Rect(self.left, y, self.width, max(1, round(u))), theme.INK))
        return y + 10 * u

    def _middle(self, y: float, has_photo: bool) -> float:
        """Photograph over the lead, in columns 0 to 3; the lead is balanced over four columns."""
        u, metrics, page = self.u, self.metrics, self.page
        first, count = 0, 4
        if has_photo:
            width = self.span(3)
            height = round(width * 0.52)
            box = Rect(round(self.x(1)), round(y), round(width), height)
            campaign = self.turn.program.story.id
            plates = tuple(
                "" if self._gone(person) else plate(campaign, person) for person in page.group
            )
            self.shapes.append(Photograph(box, plates, max(2.6, 3.0 * u)))
            self.shapes.append(Stroke(box, theme.INK, max(1, round(u))))
            under = y + height + 4 * u
            caption = paragraph(
                spans(page.caption, "news-italic"),
                11.4 * u,
                width - 10 * u,
                metrics,
                setting="ragged",
                hyphens=None,
            )
            self.shapes += place(
                caption, self.x(1) + 5 * u, under, 11.4 * u, 13.6 * u, theme.INK, metrics
            )
            under += len(caption) * 13.6 * u + 4 * u
            self.shapes += scotch_rule(self.x(1), under, width, u * 0.75, theme.INK)
            return self._flow_round(page.lead, y, under + 10 * u)
        lines = self._set(page.lead, self.column, cap=True)
        return self._balanced(lines, first, count, y)

    def _flow_round(self, lead: Lines, y: float, under: float) -> float:
        """The lead down column 0 beside the photograph, then on in columns 1 to 3 under it."""
        lines = self._set(lead, self.column, cap=True)
        leading = self.leading
        beside = under - y
        total = len(lines) * leading
        # Equal feet: column 0 has `beside` more room than each of the three others.
        rest = max(0.0, (total - beside) / 4)
        first = min(len(lines), round((beside + rest) / leading))
        if total <= beside:
            first = len(lines)
        self._put(lines[:first], self.x(0), y)
        bottom = max(y + first * leading, under)
        if first < len(lines):
            bottom = max(bottom, self._balanced(lines[first:], 1, 3, under))
            for column in (2, 3):
                self._column_rule(column, under, bottom)
        return bottom

    def _balanced(self, lines: list[SetLine], first: int, count: int, y: float) -> float:
        leading = self.leading
        each = -(-len(lines) // count) if lines else 0
        for number in range(count):
            self._put(lines[number * each : (number + 1) * each], self.x(first + number), y)
            if number and first == 0:
                self._column_rule(first + number, y, y + each * leading)
        return y + each * leading

    def _side(self, items: list[Item], y: float, foot: float) -> tuple[float, list[Item]]:
        """As many items down the last column as end above `foot`, and those left over."""
        for number, item in enumerate(items):
            before = len(self.shapes)
            start = self._stars(4, y) if number else y
            end = self._item(item.title, item.lines, 4, start)
            if number and end > foot:
                del self.shapes[before:]
                return y, items[number:]
            y = end
        return y, []

    def _band(self, items: list[Item], y: float) -> float:
        """The items across the foot."""
        u = self.u
        self.shapes += scotch_rule(self.left, y, self.width, u, theme.INK)
        top = y + 14 * u
        end = top
        count = max(1, len(items))
        width = (self.width - (count - 1) * GUTTER * u) / count
        for number, item in enumerate(items):
            x = self.left + number * (width + GUTTER * u)
            end = max(end, self._item(item.title, item.lines, 0, top, x, width))
            if number:
                rule = Rect(round(x - GUTTER * u / 2), top, 1, max(1.0, end - top))
                self.shapes.append(Fill(rule, theme.INK))
        return end

    def _item(
        self,
        title: Words,
        lines: Lines,
        column: int,
        y: float,
        x: float | None = None,
        width: float | None = None,
    ) -> float:
        u, metrics = self.u, self.metrics
        left = self.x(column) if x is None else x
        wide = self.column if width is None else width
        if title:
            size = 17 * u
            for part in balance(text_of(title), "news-bold", size, wide, metrics):
                y += 17.5 * u
                self._text(left + wide / 2, y, part, "news-bold", size)
            y += 6 * u
            rule = Rect(left + wide / 2 - 12 * u, y, 24 * u, max(1, round(u)))
            self.shapes.append(Fill(rule, theme.INK))
            y += 5 * u
        set_ = self._set(lines, wide)
        self._put(set_, left, y)
        return y + len(set_) * self.leading

    def _set(self, lines: Lines, width: float, cap: bool = False) -> list[SetLine]:
        """Paragraphs justified to a column, all lines in one list."""
        _u, metrics = self.u, self.metrics
        set_: list[SetLine] = []
        for number, line in enumerate(lines):
            words = spans(line.words, "news")
            if line.name:
                words = (Span(f"{line.name.title()}: ", "news-bold"), *words)
            if cap and number == 0 and sum(len(span.string) for span in words) > 60:
                dropped = drop_cap(
                    words, self.body, self.leading, metrics, lines=2, face="news-bold"
                )
                body = paragraph(dropped.rest, self.body, width, metrics, cap=dropped)
                self.dropped = dropped
                set_ += body
                continue
            set_ += paragraph(words, self.body, width, metrics, indent=self.body if number else 0)
        return set_

    def _put(self, lines: list[SetLine], x: float, y: float) -> None:
        placed = place(lines, x, y, self.body, self.leading, theme.INK, self.metrics)
        self.shapes += placed
        if self.dropped is not None and placed:
            self.shapes.append(self.dropped.text(x, placed[0].y, theme.INK))
            self.dropped = None

    def _stars(self, column: int, y: float) -> float:
        u = self.u
        x = self.x(column) + self.column / 2
        for dx in (-12, 0, 12):
            self.shapes.append(star((x + dx * u, y + 9 * u), 3.4 * u, theme.INK))
        return y + 18 * u

    def _column_rule(self, column: int, top: float, bottom: float) -> None:
        x = round(self.x(column) - GUTTER * self.u / 2)
        if bottom > top:
            self.shapes.append(Fill(Rect(x, top, 1, bottom - top), theme.INK))

    def _text(
        self, x: float, y: float, string: str, face: Face, size: float, track: float = 0
    ) -> None:
        self.shapes.append(Text(x, y, string, face, size, theme.INK, track, "centre"))

    def _fitted(
        self, string: str, face: Face, size: float, width: float, track: float = 0
    ) -> float:
        """The size at which a line fits the width, at most `size`."""
        wide = self.metrics.width(string, face, size, track)
        return size if wide <= width else size * width / wide * 0.995

    def _gone(self, person: str) -> bool:
        """Whether somebody has been removed, and so retouched out of later printings."""
        return self.turn.state.values.get(f"fate.{person}") == "purged"


def _number(date: str) -> str:
    """An issue number that follows the calendar."""
    parts = [int(part) for part in date.split("-")] if date else []
    if len(parts) < 3:
        return say("No. {number}", number=1)
    return say("No. {number}", number=(parts[1] - 1) * 26 + parts[2])
