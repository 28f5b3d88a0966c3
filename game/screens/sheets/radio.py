"""A voice on the radio: the horn, what it shouts in a widening wedge, the bulletin below."""

import math
from typing import Final

import attrs

from game.engine.forms import kind_name
from game.screens import theme
from game.screens.layout import Span, balance
from game.screens.picture import (
    Clip,
    Fill,
    Line,
    Metrics,
    Paper,
    Point,
    Polygon,
    Rect,
    Shape,
    Text,
)
from game.screens.sheets.leaf import Desk, Leaf, Printed
from game.screens.shift import shifted

WAVES: Final = ((120, 220), (262, 330), (372, 425), (468, 512), (556, 592), (640, 670), (710, 734))
"""The inner and outer radius of each sound wave, canvas pixels."""

OPENS: Final = 2.6
"""How many times as high the wedge is at its right end as at its left, at least."""

MOST_LINES: Final = 5
LEAST: Final = 9.0
"""The smallest letters of the wedge, canvas pixels."""

POSTER: Final = 420.0
"""The least height of the poster, canvas pixels."""


def radio(desk: Desk) -> Printed:
    """The poster from edge to edge of the desk, as high as it and the bulletin need."""
    plate = _bulletin(desk)
    least = min(POSTER * desk.u, max(desk.w * 0.48, 250 * desk.u))
    high = max(desk.h - plate.y, least)
    poster = _poster(desk, high)
    thick = 7 * desk.u
    black = Rect(0, high, desk.w, max(plate.y, desk.h - high))
    shapes = (
        *poster,
        Fill(black, theme.INK),
        Fill(Rect(0, high, desk.w, thick), theme.VERMILION),
        *shifted(tuple(plate.shapes), 0, high),
    )
    return Printed(desk.w, high + plate.y, shapes, framed=True)


def _bulletin(desk: Desk) -> Leaf:
    """What is read out, under what it is and when, with the dial and the name of the station."""
    u, k = desk.u, desk.k
    leaf = Leaf(desk, desk.w, 48 * u, desk.w - 72 * u, ink=theme.BOOK)
    leaf.y = 18 * u
    parts = (kind_name("radio").upper(), desk.line("hour").upper())
    leaf.heading(
        " · ".join(filter(None, parts)),
        "label-bold",
        14,
        anchor="left",
        track=1.8,
        colour=theme.BRIGHT_RED,
    )
    leaf.down(6)
    leaf.prose(desk.text(), "serif", 19.6, 27, label=theme.BRIGHT_RED)
    leaf.down(14)
    _dial(leaf)
    leaf.y += 6 * k
    leaf.block((Span(desk.line("station"), "serif-italic"),), 15, 20, colour=theme.NEWSPRINT)
    leaf.down(24)
    return leaf


def _dial(leaf: Leaf) -> None:
    """The scale of the receiver, its needle where this passage has it."""
    u = leaf.desk.u
    high, thin = 16 * u, max(1, round(1.5 * u))
    base = leaf.y + high
    count = 48
    for tick in range(count + 1):
        tall = high if tick % 4 == 0 else high / 2
        x = leaf.left + (leaf.inner - thin) * tick / count
        leaf.add(Fill(Rect(round(x), base - tall, thin, tall), theme.NEWSPRINT))
    leaf.add(Fill(Rect(leaf.left, base, leaf.inner, max(1, round(2 * u))), theme.NEWSPRINT))
    needle = leaf.left + leaf.inner * leaf.desk.chance().uniform(0.15, 0.85)
    leaf.add(Fill(Rect(round(needle), base - high - 8 * u, 4 * u, high + 12 * u), theme.BRIGHT_RED))
    leaf.y = base + 4 * u


def _poster(desk: Desk, high: float) -> tuple[Shape, ...]:
    """The horn at the left, the waves behind, the station's name from its mouth to the edge."""
    w = desk.w
    s = min(w / 872, high / 430)
    ox, oy = 200 * s, high * 0.48
    box = Rect(0, 0, w, high)
    field = ((0, 0), (160 * s, 0), (74 * s, high), (0, high))
    drawn = (
        Paper(box, "newsprint"),
        *(Polygon(_wave((ox, oy), a * s, b * s), theme.MANILA) for a, b in WAVES),
        Polygon(field, theme.INK),
        *_mast(ox, oy, high, s),
        *_horn(ox, oy, s),
        *_wedge(desk, ox + 150 * s, oy, 46 * s, high),
    )
    return (Clip(box, drawn),)


def _wave(centre: Point, inner: float, outer: float) -> tuple[Point, ...]:
    """The part of a ring that opens to the right."""

    def arc(radius: float) -> list[Point]:
        angles = (-1.25 + 2.5 * n / 48 for n in range(49))
        return [
            (centre[0] + radius * math.cos(a), centre[1] + radius * math.sin(a)) for a in angles
        ]

    return (*arc(outer), *reversed(arc(inner)))


def _horn(ox: float, oy: float, s: float) -> tuple[Shape, ...]:
    """The horn: a curve from the throat to the mouth, cut with paper, an ellipse in two inks."""

    def half(t: float) -> float:
        """Half its height at a part of its length."""
        return (24 + 20 * t + 132 * math.pow(t, 3.2)) * s

    left, long = ox - 150 * s, 270 * s
    steps = [n / 24 for n in range(25)]
    upper = [(left + long * t, oy - half(t)) for t in steps]
    lower = [(left + long * t, oy + half(t)) for t in reversed(steps)]
    cuts = []
    for number in range(19):
        t = 0.03 + 0.85 * number / 18
        x, top = left + long * t, oy - half(t) * 0.86
        wide, deep = (2.5 + 4 * t) * s, half(t) * (0.9 - 0.25 * t)
        cuts.append(
            Polygon(((x, top), (x + wide, top), (x + wide * 0.7, top + deep)), theme.NEWSPRINT)
        )
    return (
        Polygon((*upper, *lower), theme.INK),
        *cuts,
        Polygon(_oval((ox + 120 * s, oy), 38 * s, 178 * s), theme.NEWSPRINT),
        Polygon(_oval((ox + 120 * s, oy), 31 * s, 165 * s), theme.VERMILION),
        Polygon(_oval((ox + 112 * s, oy), 17 * s, 98 * s), theme.INK),
        Fill(Rect(ox - 176 * s, oy - 38 * s, 28 * s, 76 * s), theme.VERMILION),
    )


def _mast(ox: float, oy: float, high: float, s: float) -> tuple[Shape, ...]:
    """What carries the horn: a pole on two stays."""
    x, top = ox - 162 * s, oy + 38 * s
    stays = tuple(
        Line(((x, top + 22 * s), (x + side * 34 * s, high)), theme.NEWSPRINT, 4 * s)
        for side in (-1, 1)
    )
    return (Fill(Rect(x - 5 * s, top, 10 * s, high - top), theme.NEWSPRINT), *stays)


def _oval(centre: Point, rx: float, ry: float) -> tuple[Point, ...]:
    angles = (math.tau * n / 60 for n in range(60))
    return tuple((centre[0] + rx * math.cos(a), centre[1] + ry * math.sin(a)) for a in angles)


@attrs.frozen
class _Wedge:
    """A wedge from `left` to `right` about a level: half its height at either end."""

    left: float
    right: float
    middle: float
    small: float
    large: float

    def half(self, x: float) -> float:
        """Half its height at `x`, which may lie beyond it."""
        part = (x - self.left) / (self.right - self.left)
        return self.small + (self.large - self.small) * part


def _wedge(desk: Desk, left: float, middle: float, small: float, high: float) -> tuple[Shape, ...]:
    """The station's name between two red bars that part, its letters growing as they come near.

    It is set in as many lines as make it largest; `small` is half the wedge's height at the left.
    A name too long for all of them stands under the dial alone.
    """
    u, metrics = desk.u, desk.metrics
    right = desk.w - 66 * u
    limit = min(middle, high - middle) - 30 * u
    name = desk.line("station").upper()
    whole = metrics.width(name, "poster", 100)
    tried = []
    for count in range(1, MOST_LINES + 1):
        lines = balance(name, "poster", 100, whole / count * 1.15, metrics)
        wedge, texts = _set(lines, _Wedge(left, right, middle, small, limit), metrics)
        tried.append((sum(text.size**2 for text in texts), wedge, texts))
    _, wedge, texts = max(tried, key=lambda one: one[0])
    bars = []
    thin, thick = 6 * u, 17 * u
    for side in (-1, 1):
        near, far = wedge.half(left) + 4 * u, wedge.half(desk.w) + 4 * u
        ends = ((left, near), (desk.w, far), (desk.w, far + thick), (left, near + thin))
        points = tuple((x, middle + side * y) for x, y in ends)
        bars.append(Polygon(points, theme.VERMILION))
    legible = min((text.size for text in texts), default=0) >= LEAST * u
    return (*bars, *texts) if legible else tuple(bars)


def _set(
    lines: tuple[str, ...], widest: _Wedge, metrics: Metrics
) -> tuple[_Wedge, tuple[Text, ...]]:
    """The widest wedge in which all the lines end before its right edge, and their letters."""

    def opened(share: float) -> _Wedge:
        large = widest.large * share
        return attrs.evolve(widest, small=min(widest.small, large / OPENS), large=large)

    def letters(wedge: _Wedge) -> tuple[tuple[Text, ...], float]:
        placed = [
            _line(line, (2 * n + 1) / len(lines) - 1, len(lines), wedge, metrics)
            for n, line in enumerate(lines)
        ]
        texts = tuple(text for line, _ in placed for text in line)
        return texts, max((end for _, end in placed), default=widest.left)

    low, high = 0.02, 1.0
    for _ in range(18):
        share = (low + high) / 2
        fits = letters(opened(share))[1] <= widest.right
        low, high = (share, high) if fits else (low, share)
    return opened(low), letters(opened(low))[0]


def _line(
    line: str, level: float, count: int, wedge: _Wedge, metrics: Metrics
) -> tuple[tuple[Text, ...], float]:
    """One of `count` lines letter by letter, and where it ends; `level` is -1 at the top to 1."""
    cap = metrics.cap_height("poster", 1000) / 1000
    x = wedge.left + wedge.small * 0.15
    texts: list[Text] = []
    for letter in line:
        size = wedge.half(x) * (1.8 - 0.12 * min(count, 4)) / count / cap
        wide = metrics.width(letter, "poster", 100) * size / 100  # no font for each size tried
        base = wedge.middle + level * wedge.half(x + wide / 2) * 0.97 + size * cap / 2
        if letter.strip():
            texts.append(Text(x, base, letter, "poster", size, theme.INK))
        x += wide
    return tuple(texts), x
