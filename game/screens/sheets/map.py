"""A map: a coast drawn by chance, the places on it, one red arrow, and the key below."""

import math
import random
from collections.abc import Callable, Sequence
from typing import Final

import attrs

from game.engine.forms import kind_name
from game.engine.prose import Entry, text_of
from game.screens import theme
from game.screens.column import spans
from game.screens.layout import Span
from game.screens.picture import (
    Clip,
    Colour,
    Disc,
    Fill,
    Metrics,
    Point,
    Polygon,
    Rect,
    Shape,
    Stroke,
    Text,
)
from game.screens.sheets.leaf import Desk, Leaf, Printed
from game.text.tongue import say

LAND: Final[Colour] = (228, 217, 188)
SEA: Final[Colour] = (200, 208, 202)
WATER: Final[Colour] = (140, 158, 162)
WAVES: Final = ((0.9, 0.085), (2.3, 0.05), (5.1, 0.026), (11.7, 0.014), (23.0, 0.007))
"""How often each wave of the coast comes along it, and how high it is, in heights of the plan."""

NET: Final[Colour] = (212, 200, 170)
SHORE: Final = 0.27
"""Where the coast runs, in heights of the plan from its top."""

TRIES: Final = 160
"""Places tried for each mark; the one farthest from the others is taken."""


def map_(desk: Desk) -> Printed:
    """The sheet: the plan in its border, below it the key."""
    u = desk.u
    width = desk.width(770)
    leaf = Leaf(desk, width, 38 * u, width - 38 * u)
    leaf.y = 20 * u
    kind = kind_name("map").upper()
    leaf.heading(kind, "label-bold", 13, track=2.4, colour=theme.TEXT_RED)
    leaf.heading(desk.line("title"), "title", 29)
    leaf.down(12)
    frame = Rect(leaf.left, leaf.y, leaf.inner, max(min(leaf.inner * 0.5, desk.h * 0.48), 240 * u))
    leaf.add(*_border(frame, 7 * u), *_Plan(desk, frame.inset(7 * u)).shapes())
    leaf.y = frame.bottom + 14 * u
    _key(leaf)
    if desk.words("caption"):
        leaf.down(6)
        leaf.rule()
        leaf.down(8)
        leaf.block(spans(desk.words("caption"), "news-italic"), 16, 21)
    leaf.down(30)
    return leaf.printed("book", min(desk.h - 120 * u, width * 0.8), -0.5)


def _border(frame: Rect, thick: float) -> tuple[Shape, ...]:
    """A border in black and white by turns, as degrees are marked on it."""
    steps: list[Shape] = []
    for along, across, level in ((frame.w, frame.h, True), (frame.h, frame.w, False)):
        count = max(3, round(along / (thick * 9)) | 1)  # odd, so that both corners are black
        for number in range(0, count, 2):
            start, long = along * number / count, along / count
            for side in (0.0, across - thick):
                rect = (
                    Rect(frame.x + start, frame.y + side, long, thick)
                    if level
                    else Rect(frame.x + side, frame.y + start, thick, long)
                )
                steps.append(Fill(rect, theme.INK))
    return (Fill(frame, theme.BOOK), *steps, Stroke(frame, theme.INK, max(1, round(thick / 6))))


def _sign(number: int, centre: Point, holder: int, k: float, metrics: Metrics) -> tuple[Shape, ...]:
    """The mark of a place with its number; whose it is decides its form, nobody's is -1."""
    r = 10.5 * k
    thick = max(1.5, 1.8 * k)
    x, y = centre
    box = Rect(x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8)
    ground: tuple[Shape, ...]
    match holder:
        case 0:
            ground = (Disc(centre, r, theme.INK),)
        case 1:
            ground = (Disc(centre, r, theme.BOOK), Disc(centre, r, theme.INK, thick))
        case -1:
            ground = (Fill(box, theme.BOOK), Stroke(box, theme.INK, max(1, round(thick))))
        case _:
            ground = (Fill(box, theme.INK),)
    colour = theme.BOOK if holder not in (1, -1) else theme.INK
    size = 12.5 * k
    base = y + metrics.cap_height("caption-bold", size) / 2
    return (
        *ground,
        Text(x, base, str(number), "caption-bold", size, colour, anchor="centre"),
    )


def _holders(desk: Desk) -> list[int]:
    """Of each place the number of the side that holds it, -1 for none."""
    sides = [text_of(entry.fields.get("side", ())) for entry in desk.entries("places")]
    order = [side for side in dict.fromkeys(sides) if side]
    return [order.index(side) if side else -1 for side in sides]


def _key(leaf: Leaf) -> None:
    """The places by number with what is there and who holds them, then what the arrow shows."""
    desk = leaf.desk
    u, k = desk.u, desk.k
    holders = _holders(desk)
    rows = list(enumerate(zip(desk.entries("places"), holders, strict=True), start=1))
    columns = 1 if desk.narrow or len(rows) < 3 else 2
    each = -(-len(rows) // columns)
    wide = (leaf.inner - (columns - 1) * 24 * u) / columns
    top = lowest = leaf.y
    for column in range(columns):
        leaf.y = top
        x = leaf.left + column * (wide + 24 * u)
        for number, (entry, holder) in rows[column * each : (column + 1) * each]:
            middle = (x + 12 * k, leaf.y + 13 * k)
            leaf.add(*_sign(number, middle, holder, k, desk.metrics))
            leaf.block(_told(entry), 15.5, 20, x=x + 32 * k, width=wide - 32 * k)
            leaf.y = max(leaf.y, middle[1] + 14 * k) + 5 * u
        lowest = max(lowest, leaf.y)
    leaf.y = lowest
    if desk.words("arrow"):
        x, y = leaf.left + 2 * u, leaf.y + 13 * k
        leaf.add(*_arrow((x, y), (x + 34 * k, y), 0, 5 * k))
        left = x + 46 * k
        words = spans(desk.words("arrow"), "serif-bold")
        leaf.block(words, 15.5, 20, x=left, colour=theme.TEXT_RED)
        leaf.down(8)


def _told(entry: Entry) -> tuple[Span, ...]:
    """A place of the key: its name, what is there, who holds it."""
    fields = entry.fields
    told = list(spans(fields.get("name", ()), "serif-bold"))
    if note := fields.get("note"):
        told += (Span(": ", "serif"), *spans(note, "serif"))
    if side := fields.get("side"):
        words = say("Held by: {words}", words=text_of(side))
        told += (Span(". ", "serif"), Span(words, "serif-italic"))
    return tuple(told)


@attrs.define(eq=False)
class _Plan:
    """What lies within the border: sea, land and what is on it."""

    desk: Desk
    box: Rect

    def shapes(self) -> tuple[Shape, ...]:
        """All of it."""
        desk, box = self.desk, self.box
        u, metrics = desk.u, desk.metrics
        shore = self._shore()
        holders = _holders(desk)
        names = [text_of(entry.fields.get("name", ())) for entry in desk.entries("places")]
        spots, ends = self._spots(names, shore)
        shapes: list[Shape] = [Fill(box, LAND), *self._rivers(shore), *self._sea(shore)]
        if desk.words("arrow"):
            shapes += _arrow(*ends, BEND, 9 * u)
        size = 15 * desk.k
        for number, (spot, name, holder) in enumerate(zip(spots, names, holders, strict=True)):
            if spot is None:
                continue
            x, y, named = spot
            shapes += _sign(number + 1, (x, y), holder, desk.k, metrics)
            if named:
                base = y + 25 * desk.k
                shapes.append(Text(x, base, name, "serif-bold", size, theme.INK, anchor="centre"))
        return (Clip(box, tuple(shapes)), Stroke(box, theme.INK, max(1, round(u))))

    def _shore(self) -> Callable[[float], float]:
        """How far down the coast runs at each x; the sea is above it."""
        chance, box = self.desk.chance(), self.box
        slope = chance.uniform(-0.12, 0.12)
        waves = [(often, high, chance.uniform(0, math.tau)) for often, high in WAVES]

        def height(x: float) -> float:
            t = (x - box.x) / box.w
            swing = sum(high * math.sin(often * math.tau * t + at) for often, high, at in waves)
            return box.y + box.h * (SHORE + slope * (t - 0.5) + swing)

        return height

    def _sea(self, shore: Callable[[float], float]) -> tuple[Shape, ...]:
        """The sea with its lines along the coast, the coast itself, an island, north."""
        u, box = self.desk.u, self.box
        steps = [box.x + box.w * n / 120 for n in range(121)]
        coast = [(x, shore(x)) for x in steps]

        def band(up: float, thick: float, colour: Colour) -> Shape:
            upper = [(x, y - up) for x, y in coast]
            lower = [(x, y - up + thick) for x, y in reversed(coast)]
            return Polygon((*upper, *lower), colour)

        sea = Polygon(((box.x, box.y), *coast, (box.right, box.y)), SEA)
        lines = (band(up * u, max(1.0, u), WATER) for up in (6, 13, 22, 33))
        return (sea, *lines, band(0, max(1.6, 2.2 * u), theme.INK), *self._north())

    def _rivers(self, shore: Callable[[float], float]) -> tuple[Shape, ...]:
        """The net of the chart, and two rivers that come to the coast."""
        box, u = self.box, self.desk.u
        thin = max(1, round(u))
        net = [Fill(Rect(box.x + box.w * n / 6, box.y, thin, box.h), NET) for n in range(1, 6)]
        net += [Fill(Rect(box.x, box.y + box.h * n / 3, box.w, thin), NET) for n in (1, 2)]
        chance = random.Random(f"{self.desk.turn.passage.id}/rivers")
        rivers: list[Shape] = []
        for side in (chance.uniform(0.2, 0.4), chance.uniform(0.6, 0.8)):
            x = box.x + box.w * side
            top, drift, at = shore(x), chance.uniform(-0.16, 0.16) * box.w, chance.uniform(0, 6)
            left, right = [], []
            for n in range(41):
                t = n / 40
                y = top + (box.bottom + 4 * u - top) * t
                bend = math.sin(at + 7 * t) * 11 * u * min(1, 3 * t)
                half = (2.6 - 1.7 * t) * u
                left.append((x + drift * t + bend - half, y))
                right.append((x + drift * t + bend + half, y))
            rivers.append(Polygon((*left, *reversed(right)), WATER))
        return (*net, *rivers)

    def _north(self) -> tuple[Shape, ...]:
        """An arrow to the north in the upper corner."""
        u, box = self.desk.u, self.box
        x, y = box.right - 26 * u, box.y + 12 * u
        points = ((x, y), (x + 7 * u, y + 30 * u), (x, y + 23 * u), (x - 7 * u, y + 30 * u))
        return (Polygon(points, theme.INK),)

    def _spots(
        self, names: Sequence[str], shore: Callable[[float], float]
    ) -> tuple[list[tuple[float, float, bool] | None], tuple[Point, Point]]:
        """Where each place lies and whether its name has room there, and the ends of the arrow.

        The first and the last place lie apart, and the arrow leads from the one to the other; a
        place for which there is no room at all is in the key alone.
        """
        desk, box = self.desk, self.box
        chance = random.Random(f"{desk.turn.passage.id}/places")
        west_first = chance.random() < 0.5
        taken: list[Rect] = []
        line: list[Point] = []
        spots: list[tuple[float, float, bool] | None] = [None] * len(names)
        ends = ((box.x + box.w * 0.86, box.bottom - box.h * 0.3), box.centre)
        order = [*range(len(names))]
        if len(order) > 2:
            order = [order[0], order[-1], *order[1:-1]]
        for turn, index in enumerate(order):
            zone = (0.04, 0.96)
            if turn < 2 and len(order) > 1:
                zone = (0.04, 0.36) if (turn == 0) == west_first else (0.64, 0.96)
            spot = self._spot(names[index], zone, shore, taken, line, chance)
            spots[index] = spot
            if turn == 1:
                first, last = spots[order[0]], spot
                if first is not None and last is not None:
                    ends = _between((first[0], first[1]), (last[0], last[1]), 20 * desk.k)
                    line = [_bent(*ends, BEND, n / 30) for n in range(31)]
        return spots, ends

    def _spot(
        self,
        name: str,
        zone: tuple[float, float],
        shore: Callable[[float], float],
        taken: list[Rect],
        line: Sequence[Point],
        chance: random.Random,
    ) -> tuple[float, float, bool] | None:
        """The best of the places tried: on land, clear of the others and of the arrow."""
        desk, box = self.desk, self.box
        u, k = desk.u, desk.k
        for named in (True, False):
            wide = desk.metrics.width(name, "serif-bold", 15 * k) if named else 0.0
            half = max(wide / 2, 12 * k) + 5 * u
            low = 32 * k if named else 14 * k
            best: tuple[float, Rect] | None = None
            for _ in range(TRIES):
                x = box.x + box.w * chance.uniform(*zone)
                x = min(max(x, box.x + half), box.right - half)
                y = box.y + box.h * chance.uniform(0.2, 1.0)
                room = Rect(x - half, y - 14 * k, 2 * half, 14 * k + low)
                inland = all(shore(room.x + room.w * n / 4) + 6 * u < room.y for n in range(5))
                if not inland or room.bottom > box.bottom - 4 * u:
                    continue
                if any(_meet(room, other) for other in taken):
                    continue
                if any(room.inset(-8 * u).holds(point) for point in line):
                    continue
                away = [math.dist(room.centre, other.centre) for other in taken]
                near = min([*away, *(math.dist(room.centre, point) for point in line), box.w])
                if best is None or near > best[0]:
                    best = (near, room)
            if best is not None and wide <= box.w * 0.45:
                room = best[1]
                taken.append(room)
                return room.centre[0], room.y + 14 * k, named
        return None


BEND: Final = 0.22
"""How far the arrow bends to the north, in its own lengths."""


def _meet(a: Rect, b: Rect) -> bool:
    return a.x < b.right and b.x < a.right and a.y < b.bottom and b.y < a.bottom


def _between(start: Point, end: Point, short: float) -> tuple[Point, Point]:
    """The ends of an arrow that stops short of two places."""
    whole = max(1.0, math.dist(start, end))
    dx, dy = (end[0] - start[0]) / whole * short, (end[1] - start[1]) / whole * short
    return (start[0] + dx, start[1] + dy - short * 0.4), (end[0] - dx, end[1] - dy - short * 0.4)


def _bent(start: Point, end: Point, bend: float, t: float) -> Point:
    """A point of the way from one end to the other, bent to the north."""
    x = start[0] + (end[0] - start[0]) * t
    y = start[1] + (end[1] - start[1]) * t
    return (x, y - 4 * t * (1 - t) * bend * math.dist(start, end))


def _arrow(start: Point, end: Point, bend: float, half: float) -> tuple[Shape, ...]:
    """A red arrow that widens on its way; `half` is half its width where the head begins."""
    whole = max(1.0, math.dist(start, end))
    neck = max(0.3, 1 - 3.2 * half / whole)
    steps = [neck * n / 24 for n in range(25)]
    left: list[Point] = []
    right: list[Point] = []

    def across(t: float, reach: float) -> tuple[Point, Point]:
        x0, y0 = _bent(start, end, bend, max(0.0, t - 0.01))
        x1, y1 = _bent(start, end, bend, min(1.0, t + 0.01))
        length = max(0.01, math.dist((x0, y0), (x1, y1)))
        nx, ny = -(y1 - y0) / length * reach, (x1 - x0) / length * reach
        x, y = _bent(start, end, bend, t)
        return (x + nx, y + ny), (x - nx, y - ny)

    for t in steps:
        one, other = across(t, half * (0.35 + 0.65 * t / neck))
        left.append(one)
        right.append(other)
    wing, far = across(neck, half * 2.1)
    tip = _bent(start, end, bend, 1.0)
    return (Polygon((*left, wing, tip, far, *reversed(right)), theme.VERMILION),)
