"""The title: a poster with a figure withdrawn from it, and the menu."""

import math
from collections.abc import Iterator
from importlib import import_module
from typing import Any, Final

import attrs

from game.screens import theme
from game.screens.context import Context
from game.screens.fit import Type, fitted
from game.screens.focus import moved
from game.screens.intent import (
    Accept,
    Back,
    Direction,
    Edge,
    Focus,
    Intent,
    Move,
    Pick,
    Scroll,
)
from game.screens.layout import Span, paragraph, place
from game.screens.motion import LIFT, STILL, eased
from game.screens.picture import (
    Button,
    Clip,
    Colour,
    Fill,
    Image,
    Metrics,
    Picture,
    Point,
    Polygon,
    Rect,
    Shape,
    Size,
    Text,
    Tilted,
)
from game.screens.picture import Paper as Ground
from game.screens.poster import at_height, pointer, rays, remembered_gouges
from game.screens.screen import Push, Quit, Transition
from game.screens.theme import Scale
from game.session.library import Entry as Campaign
from game.text.tongue import say

DEEP_RED: Final[Colour] = (152, 30, 22)
"""The rays of the red field; no words stand on it."""

SLOPE: Final = 238 / 720
"""How far the field's edge runs to the left for each pixel down: 18 degrees."""

AHEAD: Final = ("game.screens.forme", "game.screens.play", "game.screens.notice")
"""Modules that the first frame does without, and the first game does not."""


SEEN: Final = 900
"""Milliseconds for which the figure is there before it is withdrawn."""


@attrs.frozen
class Entry:
    """An item of the menu: where it leads, its words, and a note."""

    name: str
    label: str
    note: str = ""


@attrs.frozen
class _Sheet:
    """How the poster is laid out, in canvas pixels.

    `edge` is the field's left edge from the top down; `menu` the menu's top, `step` the distance
    of its items, `k` window pixels to one of theirs.
    """

    scale: Scale
    edge: tuple[Point, Point]
    menu: float
    step: float
    k: float

    def edge_at(self, y: float) -> float:
        """The left edge of the black girder at a height."""
        return at_height(self.edge, y) - 28


@attrs.define
class TitleScreen:
    """The first screen. What there is to continue is asked once, when it opens or comes back."""

    context: Context
    focus: int = 0
    notice: str = ""
    leaving: bool = False
    _entries: tuple[Entry, ...] = attrs.field(default=(), repr=False)
    _moved: float = attrs.field(default=0.0, init=False, repr=False)

    opaque = True

    def __attrs_post_init__(self) -> None:
        self._entries = self._asked()

    @property
    def animating(self) -> bool:
        """While the figure is being withdrawn."""
        return not self.context.settings.still and self._moved < SEEN + LIFT

    def tick(self, milliseconds: int) -> None:
        """Let the plate lift off."""
        self._moved += milliseconds

    def resume(self, result: Any) -> None:
        """Files may have come or gone meanwhile."""
        before = self._entries[self.focus].name if self._entries else ""
        self._entries = self._asked()
        names = [entry.name for entry in self._entries]
        self.focus = names.index(before) if before in names else 0
        if isinstance(result, str):
            self.notice = result

    def _asked(self) -> tuple[Entry, ...]:
        library = self.context.library
        entries: list[Entry] = []
        if (latest := library.latest()) is not None and latest[1].save is not None:
            save = latest[1].save
            entries.append(Entry("continue", say("Continue"), save.chapter or save.title))
        if library.entries:
            entries.append(Entry("new", say("New game")))
            kept = library.saved_count()
            note = say("{count} kept", count=kept) if kept else ""
            entries.append(Entry("saves", say("Saved files"), note))
            if self._charted() is not None:
                entries.append(Entry("map", say("The map")))
                entries.append(Entry("gallery", say("The gallery")))
        entries.append(Entry("settings", say("Settings")))
        entries.append(Entry("credits", say("Credits")))
        entries.append(Entry("leave", say("Leave")))
        return tuple(entries)

    def _charted(self) -> Campaign | None:
        """The campaign whose map and gallery are shown: the last one played that has a record."""
        library = self.context.library
        names = (self.context.settings.last_campaign, *(e.summary.id for e in library.entries))
        for name in names:
            entry = library.entry(name)
            if entry is not None and not library.chronicle(entry.summary.id).empty:
                return entry
        return None

    def handle(self, intent: Intent) -> Transition | None:
        """Go where the item in focus leads; Esc goes to Leave first, and leaves from there."""
        last = len(self._entries) - 1
        leaving, self.leaving = self.leaving, False
        match intent:
            case Back():
                if leaving and self.focus == last:
                    return Quit()
                self.focus, self.leaving = last, True
            case Accept():
                return self._open()
            case Pick(number) if 1 <= number <= last + 1:
                self.focus = number - 1
                return self._open()
            case Focus(number) if 1 <= number <= last + 1:
                self.focus = number - 1
            case Move(direction):
                self.focus = moved(self.focus, last + 1, direction)
            case Scroll(lines):
                step = Direction.DOWN if lines > 0 else Direction.UP
                self.focus = moved(self.focus, last + 1, step)
            case Edge(end):
                self.focus = last if end else 0
            case _:
                pass
        return None

    def _open(self) -> Transition | None:
        from game.screens.campaigns import CampaignsScreen
        from game.screens.credits import CreditsScreen
        from game.screens.opening import continue_latest, enter
        from game.screens.saves import SavesScreen
        from game.screens.settings import SettingsScreen

        context = self.context
        match self._entries[self.focus].name:
            case "continue":
                return continue_latest(context)
            case "new" if len(context.library.entries) == 1:
                return enter(context, context.library.entries[0])
            case "new":
                return Push(CampaignsScreen(context))
            case "saves":
                return Push(SavesScreen(context, None, saving=False))
            case "map" if (entry := self._charted()) is not None:
                from game.screens.chart import open_chart_of

                return open_chart_of(context, entry)
            case "gallery" if (entry := self._charted()) is not None:
                from game.screens.gallery import open_gallery_of

                return open_gallery_of(context, entry)
            case "settings":
                return Push(SettingsScreen(context))
            case "credits":
                return Push(CreditsScreen(context))
            case _:
                return Quit()

    def foresee(self, size: Size, metrics: Metrics) -> Iterator[Picture]:
        """No picture; what a game is played with is imported, which nobody waits for here."""
        for module in AHEAD:
            import_module(module)
            yield Picture(theme.INK, ())

    # Drawing

    def view(self, size: Size, metrics: Metrics) -> Picture:
        """Paper with the words on the slope and the menu; the red field at the right."""
        scale = Scale.of(size, self.context.settings.text_size)
        sheet = self._laid_out(scale, metrics)
        u = scale.unit
        shapes: list[Shape] = [
            Ground(Rect(0, 0, scale.width * u, scale.height * u), "newsprint"),
            *_field(sheet),
            *_figures(sheet, metrics, self._moved if self.animating else STILL),
        ]
        said = self._message(sheet, metrics)
        straight = scale.text > 1.3
        shapes += _words_straight(sheet, metrics) if straight else _words_sloping(sheet, metrics)
        if not straight and not said:
            shapes += _subtitle(sheet, metrics)
        shapes += said
        shapes += self._menu(sheet, metrics)
        return Picture(theme.NEWSPRINT, tuple(shapes))

    def _laid_out(self, scale: Scale, metrics: Metrics) -> _Sheet:
        """The menu at the foot, as large as it fits, and the field's edge to the right of it."""
        t = min(max(scale.text, 0.8), 2.0)
        count = len(self._entries)
        notes_below = t > 1.3
        step = 38 * t if not notes_below else 36 * t
        extra = 24 * t if notes_below else 0.0
        room = scale.height - (250 if notes_below else 300)
        fit = min(1.0, room / (count * step + extra))
        k = scale.unit * t * fit
        step *= fit
        bottom = 32.0
        menu = scale.height - bottom - count * step - extra * fit
        need = 402.0
        if notes_below:
            widest = max(
                metrics.width(entry.label.upper(), "label-bold", 21 * k, 1.6 * k)
                for entry in self._entries
            )
            need = max(need, 150 + widest / scale.unit)
        spare = max(0.0, scale.width - 1280)
        foot = min(need + spare * 0.30, scale.width - 420)
        edge = ((foot + SLOPE * scale.height, 0.0), (foot, scale.height))
        return _Sheet(scale, edge, menu, step, k)

    def _menu(self, sheet: _Sheet, metrics: Metrics) -> list[Shape]:
        u, k = sheet.scale.unit, sheet.k
        below = sheet.scale.text > 1.3
        shapes: list[Shape] = []
        y = sheet.menu
        size, track = 21 * k, 1.6 * k
        for index, entry in enumerate(self._entries):
            focused = index == self.focus
            label = entry.label.upper()
            if self.leaving and entry.name == "leave":
                label = say("LEAVE?")
            wide = metrics.width(label, "label-bold", size, track)
            high = sheet.step - 2 * k / u
            right = min(sheet.edge_at(y + high) - 18, 428 * max(1.0, k / u))
            double = below and bool(entry.note)
            if double and focused:
                high += 24 * k / u
            bar = Rect(40 * u, y * u, (right - 40) * u, high * u)
            fore = theme.NEWSPRINT if focused else theme.INK
            soft = theme.NEWSPRINT if focused else theme.SOFT
            if focused:
                shapes += [Fill(bar, theme.INK), pointer(bar, u, theme.VERMILION)]
            x = 68 * u if focused else 60 * u
            middle = (y + (sheet.step - 2 * k / u) / 2) * u
            base = middle + metrics.cap_height("label-bold", size) / 2
            shapes.append(Text(x, base, label, "label-bold", size, fore, track))
            if entry.note and (not below or focused):
                note = Type("caption", 11.5 * k, soft)
                if below:
                    room = bar.right - 14 * u - x
                    shapes.append(fitted(entry.note, note, x, base + 24 * k, room, metrics))
                elif focused:
                    room = bar.right - 12 * u - (x + wide + 16 * u)
                    edge = bar.right - 12 * u
                    line = middle + metrics.cap_height("caption", note.size) / 2
                    shapes.append(
                        fitted(entry.note, note, edge, line, room, metrics, anchor="right")
                    )
                else:
                    room = (right - 12) * u - (x + wide + 10 * u)
                    shapes.append(fitted(entry.note, note, x + wide + 10 * u, base, room, metrics))
            shapes.append(Button(bar, Pick(index + 1), Focus(index + 1)))
            y += sheet.step + (24 * k / u if double and focused else 0.0)
        return shapes

    def _message(self, sheet: _Sheet, metrics: Metrics) -> list[Shape]:
        """The notice, or where there should be a story and is none; above the menu."""
        said = self.notice
        if not self.context.library.entries:
            said = say(
                "No story was found in the folder {folder}.", folder=self.context.library.root
            )
        if not said:
            return []
        u = sheet.scale.unit
        k = min(sheet.k, u * 1.3)
        size, leading = 16.5 * k, 22 * k
        width = (sheet.edge_at(sheet.menu) - 60 - 24) * u
        lines = paragraph(
            (Span(said, "serif-italic"),), size, width, metrics, setting="greedy", hyphens=None
        )[:4]
        top = sheet.menu * u - 12 * u - len(lines) * leading
        return list(place(lines, 60 * u, top, size, leading, theme.TEXT_RED, metrics))


def _field(sheet: _Sheet) -> list[Shape]:
    """The red field with its cut edge, its rays, and the black girder before it."""
    scale, u = sheet.scale, sheet.scale.unit
    (top, _), (foot, _) = sheet.edge
    w, h = scale.width, scale.height
    corners = ((top * u, 0.0), (w * u, 0.0), (w * u, h * u), (foot * u, h * u))
    centre = ((w - 295) * u, h * 0.458 * u)
    if not top + 40 < centre[0] / u:
        centre = ((top + w) / 2 * u, centre[1])
    girder = (
        ((top - 28) * u, 0.0),
        ((top - 12) * u, 0.0),
        ((foot - 12) * u, h * u),
        ((foot - 28) * u, h * u),
    )
    return [
        # A rectangle and a triangle: one slanted polygon of this size is dear to keep.
        Fill(Rect(top * u, 0, (w - top) * u + 1, h * u), theme.VERMILION),
        Polygon(((top * u + 1, 0), (top * u + 1, h * u), (foot * u, h * u)), theme.VERMILION),
        rays(centre, 22, corners, DEEP_RED),
        *remembered_gouges(centre, 150, corners, u, theme.NEWSPRINT),
        Polygon(girder, theme.INK),
    ]


def _figures(sheet: _Sheet, metrics: Metrics, moved: float) -> list[Shape]:
    """The man who is not there, whose plate lifts off as one looks, and the man who is."""
    scale, u = sheet.scale, sheet.scale.unit
    w, h = scale.width, scale.height
    moved_by = sheet.edge[1][0] - 402
    g = min(h / 720, 1.12)
    spare = max(0.0, w - 1280)
    gone_h, there_h = 770 * g, 900 * g
    gone_x = 430 + moved_by * 0.9 + spare * 0.06
    there_x = min(668 + moved_by * 0.45 + spare * 0.55, w - 520 * g)
    gone = Rect(gone_x * u, (h + 60 * g - gone_h) * u, gone_h * 0.8 * u, gone_h * u)
    there = Rect(there_x * u, (h + 118 * g - there_h) * u, there_h * 0.8 * u, there_h * u)
    shapes: list[Shape] = [Image(gone, "title/withdrawn.png")]
    size = 15 * g * u * min(1.25, max(1.0, scale.text))
    words = say("[ figure withdrawn ]")
    wide = metrics.width(words, "type", size)
    left = (gone_x + 205 * g) * u
    room = there.x + there.w * 0.26 - left
    if wide <= room and moved >= SEEN + LIFT:
        y = (h - 405 * g) * u
        label = Text(left, y, words, "type", size, theme.SOFT)
        if scale.text > 1.3:
            shapes.append(label)
        else:
            box = Rect(left - 4 * u, y - size, wide + 8 * u, size * 1.5)
            shapes.append(Tilted(box, -4, (label,)))
    if moved < SEEN + LIFT:
        off = eased(moved - SEEN, LIFT)
        key = Rect(gone.x, gone.y - round(20 * u * off), gone.w, gone.h)
        still = Rect(gone.x, 0, gone.w, gone.bottom * (1 - off))
        shapes.append(Clip(still, (Image(key, "title/withdrawn-key.png"),)))
    return [*shapes, Image(there, "title/figure.png")]


SLANT: Final = 7.0
"""Degrees by which the lines of the title rise."""


def _words_sloping(sheet: _Sheet, metrics: Metrics) -> list[Shape]:
    """The title on the slope, as large as the paper over the menu lets it be."""
    scale = sheet.scale
    u = scale.unit
    lines = (say("WHAT IS"), say("TO BE"), say("DONE"))
    tagged = say("UN")
    factor = min((sheet.edge[0][0] - 26) / 614, sheet.menu / 462, 1.5)
    poster = _Slope.of(lines, tagged, u * factor, metrics)
    paper = (sheet.edge[0][0] - 28 - 4) * u
    if poster.reach() > paper:
        poster = _Slope.of(lines, tagged, u * factor * paper / poster.reach(), metrics)
    n, size, track, cap = poster.n, poster.size, poster.track, poster.cap
    words = tuple(
        Text(x, y, line, "poster", size, theme.INK, track) for line, x, _, y in poster.lines
    )
    # What is turned is cut at its rectangle, and accents stand above the capitals.
    room = Rect(poster.box.x, poster.box.y - 24 * n, poster.box.w, poster.box.h + 48 * n)
    tag = Rect(0, 0, poster.un + 22 * n, cap + 22 * n)
    grown = _turned_size(tag.w, tag.h, 10.5)
    tag = Rect(68 * n + (grown[0] - tag.w) / 2, 298 * n + (grown[1] - tag.h) / 2, tag.w, tag.h)
    label = (tag.x + 11 * n, tag.y + 11 * n + cap)
    return [
        Tilted(room, SLANT, words),
        Tilted(
            tag,
            10.5,
            (
                Fill(tag, theme.VERMILION),
                Text(*label, tagged, "poster", size, theme.NEWSPRINT, track),
            ),
        ),
    ]


@attrs.frozen
class _Slope:
    """The three lines of the title before they are turned, and where each begins and ends.

    `n` is window pixels to a pixel of the poster; `un` is the width of what stands in red.
    """

    n: float
    size: float
    track: float
    cap: float
    un: float
    box: Rect
    lines: tuple[tuple[str, float, float, float], ...]
    """Each line's words, left edge, right edge and baseline."""

    @classmethod
    def of(cls, words: tuple[str, str, str], tagged: str, n: float, metrics: Metrics) -> "_Slope":
        """The lines at this size."""
        size, lead, track = 110 * n, 117 * n, -0.5 * n
        cap = metrics.cap_height("poster", size)
        un = metrics.width(tagged, "poster", size, track)
        indents = (0.0, 0.0, un + 34 * n)
        ends = [
            indent + metrics.width(line, "poster", size, track)
            for indent, line in zip(indents, words, strict=True)
        ]
        box = Rect(54 * n, 10 * n, max(480 * n, *ends), 2 * lead + cap + 30 * n)
        # Turned about its middle, so placed as a whole where the poster's corner lay.
        grown = _turned_size(box.w, box.h, SLANT)
        box = Rect(54 * n + (grown[0] - box.w) / 2, 10 * n + (grown[1] - box.h) / 2, box.w, box.h)
        first = box.y + 4 * n + cap
        bases = (first, first + lead, first + 2 * lead + 10 * n)
        lines = tuple(
            (line, box.x + indent, box.x + end, base)
            for line, indent, end, base in zip(words, indents, ends, bases, strict=True)
        )
        return cls(n, size, track, cap, un, box, lines)

    def reach(self) -> float:
        """How far to the right the turned lines come, carried up along the field's edge."""
        a = math.radians(SLANT)
        (cx, cy), found = self.box.centre, 0.0
        for _, _, end, base in self.lines:
            dx, dy = end - cx, base - cy
            right = cx + dx * math.cos(a) + dy * math.sin(a)
            low = cy - dx * math.sin(a) + dy * math.cos(a)
            found = max(found, right + SLOPE * low)
        return found


def _turned_size(w: float, h: float, degrees: float) -> tuple[float, float]:
    a = math.radians(degrees)
    return (w * math.cos(a) + h * math.sin(a), w * math.sin(a) + h * math.cos(a))


def _subtitle(sheet: _Sheet, metrics: Metrics) -> list[Shape]:
    """What it is, in two lines between the title and the menu."""
    u = sheet.scale.unit
    factor = min((sheet.edge[0][0] - 26) / 614, sheet.menu / 462, 1.5)
    n = u * factor
    size = min(16.5 * u * max(0.9, sheet.scale.text), 17.5 * n)
    x = 256 * n
    y = (sheet.menu * u - 24 * n) - size * 1.25
    shapes: list[Shape] = []
    for index, line in enumerate((say("A drama of Soviet history"), say("that did not happen"))):
        base = y + index * size * 1.28
        room = (sheet.edge_at(base / u) - 16) * u - x
        type_ = Type("serif-italic", size, theme.INK)
        shapes.append(fitted(line, type_, x, base, room, metrics, least=0.5))
    return shapes


def _words_straight(sheet: _Sheet, metrics: Metrics) -> list[Shape]:
    """The title set straight and small, for large print."""
    u = sheet.scale.unit
    left = 60 * u
    high = (sheet.menu - 60) * u
    tagged, lines = say("UN"), (say("WHAT IS TO BE"), say("DONE"))
    size = min(high / 2.75, 96 * u)
    wide = (sheet.edge_at((sheet.menu - 20) * 0.9) - 60 - 20) * u
    for _ in range(2):
        needed = metrics.width(lines[0], "poster", size)
        size = min(size, size * (sheet.edge_at(size / u * 1.5) - 80) * u / needed)
    cap = metrics.cap_height("poster", size)
    un = metrics.width(tagged, "poster", size)
    pad = size * 0.10
    needed = un + 3 * pad + metrics.width(lines[1], "poster", size)
    if needed > wide:
        size, cap, un, pad = (v * wide / needed for v in (size, cap, un, pad))
    first = 36 * u + cap
    second = first + cap + size * 0.42
    tag = Rect(left, second - cap - pad, un + 2 * pad, cap + 2 * pad)
    shapes: list[Shape] = [
        Text(left, first, lines[0], "poster", size, theme.INK),
        Fill(tag, theme.VERMILION),
        Text(left + pad, second, tagged, "poster", size, theme.NEWSPRINT),
        Text(tag.right + pad, second, lines[1], "poster", size, theme.INK),
    ]
    return shapes
