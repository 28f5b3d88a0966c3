"""The inventory: all that a game holds, to be searched, read and changed by its writer."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import attrs

from game.diagnostics.span import Source
from game.screens import theme
from game.screens.context import Context
from game.screens.fit import Type, cut, fitted
from game.screens.focus import moved
from game.screens.hints import Hint
from game.screens.intent import (
    Accept,
    Adjust,
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
from game.screens.marks import (
    ON_BLACK,
    ON_PAPER,
    Inks,
    Reading,
    arrow,
    check_box,
    focus_bar,
    gauge,
    key_cap,
    padlock,
    signed,
)
from game.screens.picture import (
    Button,
    Clip,
    Face,
    Fill,
    Metrics,
    Picture,
    Rect,
    Shape,
    Size,
    Text,
)
from game.screens.picture import Paper as Ground
from game.screens.screen import Pop, Transition
from game.screens.sheet import foot, foot_height, head_band, head_height, rail
from game.screens.theme import Scale
from game.session.inspection import Item, Section, found, inspect, value_of
from game.session.playthrough import Playthrough
from game.session.rehearsal import give, stepped
from game.text.tongue import say, say_many

ROW: Final = 35.0
"""Canvas pixels of a row at 100 %; in large print it grows a little less than the type."""

HEADING: Final = 44.0
"""Canvas pixels of a section's heading at 100 %."""

TIGHT: Final = 0.87
"""What is left of the rows' height in large print."""

SIDE: Final = 420.0
"""Canvas pixels of the black panel that tells of the row in focus."""

LEFT: Final = 60.0


@attrs.frozen
class _Line:
    """A row as it lies: canvas y from the top of the list, and its item, none for a heading."""

    top: float
    height: float
    section: Section
    number: int = -1

    @property
    def item(self) -> Item | None:
        return self.section.items[self.number] if self.number >= 0 else None


@attrs.define
class InspectorScreen:
    """Rows of names and what they hold; a letter typed searches, left and right change a value."""

    context: Context
    playthrough: Playthrough
    sources: Mapping[str, Source] = attrs.field(repr=False)
    wanted: str = ""
    focus: int = 0
    scroll: float = 0.0
    given: bool = False
    _sections: tuple[Section, ...] = attrs.field(default=(), init=False, repr=False)
    _page: float = attrs.field(default=400.0, init=False, repr=False)

    opaque = True
    animating = False

    def __attrs_post_init__(self) -> None:
        self._sections = inspect(self.playthrough, self.sources)

    def tick(self, milliseconds: int) -> None:
        """Nothing moves."""

    def resume(self, result: Any) -> None:
        """Nothing is asked of a screen above."""

    def refresh(self, sources: Mapping[str, Source]) -> None:
        """Read everything again: the story, or the game, is no longer what it was."""
        self.sources = sources
        self._read()

    def leave(self) -> Transition:
        """Back to the page, which is shown anew where a value was given."""
        return Pop(self.playthrough if self.given else None)

    # What is shown

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections with the rows that were searched for."""
        return found(self._sections, self.wanted)

    @property
    def rows(self) -> tuple[tuple[str, Item], ...]:
        """All rows with the titles of their sections, as they are numbered."""
        return tuple((each.title, item) for each in self.sections for item in each.items)

    @property
    def item(self) -> Item | None:
        """The row in focus; None where nothing was found."""
        rows = self.rows
        return rows[min(self.focus, len(rows) - 1)][1] if rows else None

    def _read(self) -> None:
        rows = self.rows
        kept = rows[min(self.focus, len(rows) - 1)] if rows else None
        self._sections = inspect(self.playthrough, self.sources)
        for number, (title, item) in enumerate(self.rows):
            if kept is not None and (title, item.name) == (kept[0], kept[1].name):
                self.focus = number
                return
        self._to(self.focus)

    # What is done

    def handle(self, intent: Intent) -> Transition | None:
        """Search, go through the rows, change what the one in focus holds."""
        match intent:
            case Back() if self.wanted:
                self._search("")
            case Back():
                return self.leave()
            case Move(Direction.LEFT):
                self._step(-1)
            case Move(Direction.RIGHT):
                self._step(1)
            case Accept() if self._toggles:
                self._step(1)
            case Move(Direction.NEXT):
                self._next_section(1)
            case Move(Direction.PREVIOUS):
                self._next_section(-1)
            case Move(direction):
                self._to(moved(self.focus, len(self.rows), direction))
            case Command("+"):
                self._step(self._tenth)
            case Command("-"):
                self._step(-self._tenth)
            case Command("backspace"):
                self._search(self.wanted[:-1])
            case Command("delete"):
                self._search("")
            case Command(letter) if len(letter) == 1:
                self._search(self.wanted + letter)
            case Pick(number) if number <= 10:
                self._search(f"{self.wanted}{number % 10}")
            case Focus(number):
                self._to(number - 1)
            case Adjust(number, by):
                self._to(number - 1)
                self._step(by)
            case Scroll(lines):
                self._to(self.focus + round(lines))
            case Page(count):
                self._to(self.focus + count * max(1, int(self._page / ROW) - 1))
            case Edge(end):
                self._to(len(self.rows) - 1 if end else 0)
            case _:
                pass
        return None

    def _to(self, number: int) -> None:
        self.focus = min(max(0, number), max(0, len(self.rows) - 1))

    def _search(self, wanted: str) -> None:
        self.wanted, self.focus, self.scroll = wanted[:24], 0, 0.0

    def _next_section(self, by: int) -> None:
        """To the first row of the next section, or of the one before."""
        firsts, count = [], 0
        for section in self.sections:
            firsts.append(count)
            count += len(section.items)
        there = [n for n in firsts if (n > self.focus if by > 0 else n < self.focus)]
        if firsts:
            self._to((there[0] if by > 0 else there[-1]) if there else firsts[0 if by > 0 else -1])

    @property
    def _toggles(self) -> bool:
        """Whether Enter changes the row in focus: a number asks for a direction."""
        return self.item is not None and self.item.kind in ("flag", "word")

    @property
    def _tenth(self) -> int:
        stat = self.item.stat if self.item is not None else None
        return 1 if stat is None else max(1, (stat.high - stat.low) // 10)

    def _step(self, by: int) -> None:
        item = self.item
        value = None if item is None else value_of(item, self.playthrough)
        if item is None or value is None:
            return
        story = self.playthrough.program.story
        give(self.playthrough, item.name, stepped(item.name, value, by, story))
        self.given = True
        self._read()

    # Drawing

    def view(self, size: Size, metrics: Metrics) -> Picture:
        """The rows at the left; at the right, or in large print below, the one in focus."""
        scale = Scale.of(size, self.context.settings.text_size)
        u, t = scale.unit, scale.text
        top, low = head_height(scale), scale.height - foot_height(scale)
        side = 0.0 if scale.large else SIDE + max(0.0, scale.width - 1280) * 0.35
        under = min(78.0 * t, (low - top) * 0.4) if scale.large else 0.0
        list_top = top + (50 if t <= 1 else 40 * min(1.5, t))
        area = Rect(0, list_top * u, (scale.width - side) * u, (low - under - list_top) * u)
        shapes: list[Shape] = [
            Ground(Rect(0, 0, scale.width * u, scale.height * u), "form"),
            *self._rows(area, scale, metrics),
            *self._search_line(top, scale.width - side, scale, metrics),
        ]
        if scale.large:
            panel = Rect(0, (low - under) * u, scale.width * u, under * u)
        else:
            panel = Rect((scale.width - side) * u, top * u, side * u, (low - top) * u)
        shapes += self._panel(panel, scale, metrics)
        note, passage = say("All that is remembered"), self.playthrough.turn.passage.id
        shapes += head_band(say("INVENTORY"), note, passage, scale, metrics)
        shapes += foot(self._hints(), scale, metrics)
        return Picture(theme.FORM, tuple(shapes))

    def _hints(self) -> Sequence[Hint]:
        item = self.item
        hints: list[Hint] = [("Esc", say("back to the page"), Back())]
        if item is not None and item.kind in ("number", "flag", "word"):
            hints.append((("left", "right"), say("change"), None))
            if item.kind == "number" and self._tenth > 1:
                hints.append((("−", "+"), say("by {count}", count=self._tenth), None))
        hints += [
            (("up", "down"), say("row"), None),
            ("Tab", say("section"), Move(Direction.NEXT)),
            ("A – Z", say("search"), None),
        ]
        return hints

    def _search_line(self, top: float, width: float, scale: Scale, metrics: Metrics) -> list[Shape]:
        """The blank of the form where the letters typed stand, and how much was found."""
        u = scale.unit
        k = u * min(1.5, max(1.0, scale.text))
        base = top * u + 27 * k
        label = say("Name looked for")
        size = 15 * k
        x = LEFT * u + metrics.width(label, "serif", size) + 12 * k
        right = (width - 40) * u
        count = len(self.rows)
        said = say_many("{count} row", "{count} rows", count)
        wide = metrics.width(said, "serif-italic", size)
        line = Rect(x, base + 5 * k, right - wide - 16 * k - x, max(1, round(1.4 * u)))
        room = line.w - 16 * k
        typed = cut(self.wanted, "type", 17 * k, 0, room, metrics)
        caret = x + 4 * k + metrics.width(typed, "type", 17 * k) + 2 * k
        return [
            Text(LEFT * u, base, label, "serif", size, theme.INK),
            Fill(line, theme.INK),
            Text(x + 4 * k, base, typed, "type", 17 * k, theme.TEXT_RED),
            Fill(Rect(caret, base - 14 * k, max(2, round(2 * u)), 18 * k), theme.TEXT_RED),
            Text(right, base, said, "serif-italic", size, theme.SOFT, anchor="right"),
        ]

    def _lines(self, heading: float, row: float) -> tuple[_Line, ...]:
        """The rows and headings from the top down, of these heights."""
        lines: list[_Line] = []
        y = 0.0
        for section in self.sections:
            lines.append(_Line(y, heading, section))
            y += heading
            for number in range(len(section.items)):
                lines.append(_Line(y, row, section, number))
                y += row
        return tuple(lines)

    def _rows(self, area: Rect, scale: Scale, metrics: Metrics) -> list[Shape]:
        u, t = scale.unit, scale.text
        tight = t * (TIGHT if scale.large else 1.0)
        lines = self._lines(HEADING * tight, ROW * tight)
        room = area.h / u
        total = lines[-1].top + lines[-1].height + 10 if lines else 0.0
        self._page = room / tight
        numbered = [line for line in lines if line.item is not None]
        if numbered:
            self.focus = min(self.focus, len(numbered) - 1)
            held = numbered[self.focus]
            first = held.top - (HEADING * tight if held.number == 0 else 0)
            self.scroll = min(self.scroll, first)
            self.scroll = max(self.scroll, held.top + held.height + 6 - room)
        self.scroll = min(max(0.0, self.scroll), max(0.0, total - room))
        seen: list[Shape] = []
        number = 0
        for line in lines:
            y = line.top - self.scroll
            number += line.item is not None
            if y < -1 or y + line.height > room + 1:
                continue
            rect = Rect(0, area.y + y * u, area.w, line.height * u)
            if line.item is None:
                seen += _heading(line.section, rect, scale, metrics)
            else:
                focused = number - 1 == self.focus
                seen += _row(line.item, number, focused, rect, scale, metrics)
        if not lines:
            words = say("There is no such name here.")
            at = area.y + 60 * u * t
            seen.append(Text(LEFT * u, at, words, "serif-italic", 19 * u * t, theme.INK))
        shapes: list[Shape] = [Clip(area, tuple(seen))]
        if total > room:
            bar = Rect(area.right - 24 * u, area.y + 6 * u, 8 * u, area.h - 16 * u)
            shapes += rail(bar, room / total, self.scroll / (total - room), u, theme.INK)
        return shapes

    def _panel(self, panel: Rect, scale: Scale, metrics: Metrics) -> list[Shape]:
        """What is to be said of the row in focus, on black."""
        u, k = scale.unit, scale.unit * scale.text
        red = max(2, round(8 * u))
        edge = Rect(panel.x, panel.y, red, panel.h)
        if scale.large:
            edge = Rect(panel.x, panel.y, panel.w, red)
        shapes: list[Shape] = [Fill(panel, theme.INK), Fill(edge, theme.VERMILION)]
        item = self.item
        if item is None:
            return shapes
        x, right = panel.x + (LEFT if scale.large else 36) * u, panel.right - 36 * u
        width = right - x
        y = panel.y + (14 if scale.large else 30) * u
        if not scale.large:
            title = next(title for title, each in self.rows if each is item).upper()
            label = Type("label-bold", 14 * k, theme.BRIGHT_RED, 1.6 * k)
            shapes.append(fitted(title, label, x, y + 13 * k, width, metrics))
            rule = Rect(x, y + 24 * k, width, max(1, round(1.5 * u)))
            shapes.append(Fill(rule, theme.NEWSPRINT))
            name = Type("type-bold", 19 * k, theme.BOOK)
            shapes.append(fitted(item.name, name, x, y + 52 * k, width, metrics, least=0.7))
            y += 68 * k
            if item.stat is not None:
                drawn, high = gauge(_reading(item), x, y, width, u, scale.text, metrics)
                shapes += drawn
                y += high + 14 * u
            elif item.kind != "plain":
                y = _said(item.value, "serif-bold", 20 * k, 26 * k, x, y, width, shapes, metrics)
                y += 8 * k
        for note in item.full:
            face: Face = "type" if note.code else "serif"
            size, leading = (14 * k, 20 * k) if note.code else (16.5 * k, 23 * k)
            if y + leading > panel.bottom - 8 * u:
                break
            y = _said(
                note.text, face, size, leading, x, y, width, shapes, metrics, panel.bottom - 8 * u
            )
            y += 5 * k
        return shapes


def _said(
    text: str,
    face: Face,
    size: float,
    leading: float,
    x: float,
    y: float,
    width: float,
    shapes: list[Shape],
    metrics: Metrics,
    low: float = 1e9,
) -> float:
    """Set a paragraph from `y` down as far as `low`; where the next may begin."""
    lines = paragraph((Span(text, face),), size, width, metrics, setting="ragged", hyphens=None)
    lines = lines[: max(0, int((low - y) / leading))]
    shapes += place(lines, x, y, size, leading, theme.NEWSPRINT, metrics)
    return y + len(lines) * leading


def _reading(item: Item) -> Reading:
    stat = item.stat
    assert stat is not None
    now = int(item.value)
    was = int(item.before) if item.before is not None else now
    return Reading(stat.id, stat.label, now, now - was, stat.band(now), stat.low, stat.high)


def _heading(section: Section, rect: Rect, scale: Scale, metrics: Metrics) -> list[Shape]:
    """The title of a section over a rule, with how many rows it has."""
    u, k = scale.unit, scale.unit * scale.text
    base = rect.bottom - 12 * k
    right = rect.right - 40 * u
    line = Rect(LEFT * u, rect.bottom - 5 * k, right - LEFT * u, max(1, round(2 * u)))
    count = str(len(section.items))
    title = section.title.upper()
    return [
        Text(LEFT * u, base, title, "label-bold", 15 * k, theme.TEXT_RED, 1.4 * k),
        Text(right, base, count, "label", 14 * k, theme.SOFT, anchor="right"),
        Fill(line, theme.INK),
    ]


def _row(
    item: Item, number: int, focused: bool, rect: Rect, scale: Scale, metrics: Metrics
) -> list[Shape]:
    """The name, what it holds, what that means, and what it was."""
    u, k = scale.unit, scale.unit * scale.text
    left, right = LEFT * u, rect.right - 40 * u
    bar = Rect(left - 16 * u, rect.y + 1 * u, right - left + 28 * u, rect.h - 3 * u)
    inks = ON_PAPER.turned if focused else ON_PAPER
    shapes: list[Shape] = []
    if focused:
        shapes += focus_bar(bar, 0, u)
    else:
        line = Rect(left, rect.bottom - max(1, round(u)), right - left, max(1, round(u)))
        shapes.append(Fill(line, theme.HATCHING))
    shapes.append(Button(bar, Focus(number), Focus(number)))
    middle = bar.centre[1]
    width = right - left
    value_x = left + width * (0.52 if scale.large else 0.40)
    base = _base(middle, k, metrics)
    name = Type("type-bold" if item.before is not None else "type", 15.5 * k, inks.fore)
    room = value_x - left - 16 * k
    shapes.append(fitted(item.name, name, left, base, room, metrics, least=0.8))
    changed, edge = _change(item, middle, right, focused, scale, metrics)
    shapes += changed
    drawn, end = _value(item, number, focused, value_x, middle, edge - value_x, scale, metrics)
    shapes += drawn
    short_x = max(end + 14 * k, value_x + (0 if scale.large else width * 0.17))
    if item.short and edge - short_x > 70 * k:
        soft = inks.fore if focused else theme.SOFT
        short = Type("serif-italic", 15 * k, soft)
        words = fitted(item.short, short, short_x, base, edge - short_x, metrics, least=1.0)
        shapes.append(words)
    return shapes


def _base(middle: float, k: float, metrics: Metrics) -> float:
    """The baseline of all words of a row, so that they stand on one line."""
    return middle + metrics.cap_height("serif", 16 * k) / 2


def _change(
    item: Item, middle: float, right: float, focused: bool, scale: Scale, metrics: Metrics
) -> tuple[list[Shape], float]:
    """What the last turn changed, at the right in red; and where it leaves off."""
    if item.before is None:
        return [], right
    k = scale.unit * scale.text
    red = theme.BRIGHT_RED if focused else theme.TEXT_RED
    size = 15 * k
    if item.stat is not None and item.before.lstrip("-").isdecimal():
        by = int(item.value) - int(item.before)
        words = signed(by)
        base = middle + metrics.cap_height("label-bold", size) / 2
        wide = metrics.width(words, "label-bold", size)
        tip = arrow((right - wide - 9 * k, middle), 5 * k, by > 0, red)
        text = Text(right, base, words, "label-bold", size, red, anchor="right")
        return [tip, text], right - wide - 26 * k
    words = say("was {value}", value=item.before)
    size = 14.5 * k
    base = _base(middle, k, metrics)
    words = cut(words, "serif-italic", size, 0, (right - LEFT * scale.unit) * 0.2, metrics)
    wide = metrics.width(words, "serif-italic", size)
    return [
        Text(right, base, words, "serif-italic", size, red, anchor="right")
    ], right - wide - 12 * k


def _value(
    item: Item,
    number: int,
    focused: bool,
    x: float,
    middle: float,
    room: float,
    scale: Scale,
    metrics: Metrics,
) -> tuple[list[Shape], float]:
    """What the row holds, with what changes it where it has the focus; and its right edge."""
    k = scale.unit * scale.text
    inks: Inks = ON_BLACK if focused else ON_PAPER
    shapes: list[Shape] = []
    if item.kind == "flag":
        side = round(17 * k)
        box = Rect(round(x), round(middle - side / 2), side, side)
        ticked = item.value == say("yes")
        shapes += check_box(box, ticked, k, inks)
        shapes.append(Button(box.inset(-6 * k), Adjust(number, 1), Focus(number)))
        return shapes, box.right
    if item.kind == "closed":
        shapes += padlock((x + 7 * k, middle), 17 * k, inks)
        x, room = x + 22 * k, room - 22 * k
    steps = focused and item.kind in ("number", "word")
    if steps:
        cap, end = key_cap(x, middle - 9 * k, "left", inks.fore, k, metrics)
        shapes += [
            *cap,
            Button(
                Rect(x - 4 * k, middle - 14 * k, end - x + 8 * k, 28 * k),
                Adjust(number, -1),
                Focus(number),
            ),
        ]
        x, room = end + 7 * k, room - 2 * (end - x) - 14 * k
    face: Face = "serif-bold"
    size = 16 * k
    if item.kind == "number":
        face, size = "poster", 19 * k
    elif item.kind == "plain":
        face = "serif"
    base = _base(middle, k, metrics)
    if item.kind == "number":
        base = middle + metrics.cap_height(face, size) / 2
    text = fitted(item.value, Type(face, size, inks.fore), x, base, max(size, room), metrics)
    shapes.append(text)
    end = x + metrics.width(text.string, face, text.size)
    if steps:
        start = end + 7 * k
        cap, end = key_cap(start, middle - 9 * k, "right", inks.fore, k, metrics)
        shapes += [
            *cap,
            Button(
                Rect(start - 4 * k, middle - 14 * k, end - start + 8 * k, 28 * k),
                Adjust(number, 1),
                Focus(number),
            ),
        ]
    return shapes, end
