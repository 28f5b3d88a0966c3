"""A voice on the radio: the horn, what it shouts in a widening wedge, the bulletin below."""

import math
from typing import Final

from game.engine.forms import kind_name
from game.screens import theme
from game.screens.layout import Span, balance
from game.screens.picture import (
    Colour,
    Fill,
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

LETTERS: Final = 13
"""About so many letters stand in a line of the wedge."""

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
        "   ".join(filter(None, parts)),
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
    ox, oy = 176 * s, high * 0.47
    mouth = ox + 132 * s
    field = ((0, 0), (150 * s, 0), (64 * s, high), (0, high))
    return (
        Paper(Rect(0, 0, w, high), "newsprint"),
        *(Polygon(_wave((ox, oy), a * s, b * s, w, high), theme.MANILA) for a, b in WAVES),
        Polygon(field, theme.INK),
        *_mast(ox, oy, high, s),
        *_horn(ox, oy, s),
        *_wedge(desk, mouth + 22 * s, w - 64 * desk.u, oy, 46 * s, high),
    )


def _wave(centre: Point, inner: float, outer: float, w: float, high: float) -> tuple[Point, ...]:
    """The part of a ring that opens to the right, kept within the poster."""

    def arc(radius: float) -> list[Point]:
        angles = (-1.25 + 2.5 * n / 48 for n in range(49))
        return [(centre[0] + radius * math.cos(a), centre[1] + radius * math.sin(a)) for a in angles]

    ring = (*arc(outer), *reversed(arc(inner)))
    return tuple((min(max(x, 0.0), w), min(max(y, 0.0), high)) for x, y in ring)


def _horn(ox: float, oy: float, s: float) -> tuple[Shape, ...]:
    """The horn: a curve from the throat to the mouth, cut with paper, an ellipse in two inks."""

    def half(t: float) -> float:
        """Half its height at a part of its length."""
        return (24 + 20 * t + 132 * t**3.2) * s

    left, long = ox - 150 * s, 270 * s
    steps = [n / 24 for n in range(25)]
    upper = [(left + long * t, oy - half(t)) for t in steps]
    lower = [(left + long * t, oy + half(t)) for t in reversed(steps)]
    cuts = []
    for number in range(19):
        t = 0.03 + 0.85 * number / 18
        x, top = left + long * t, oy - half(t) * 0.86
        wide, deep = (2.5 + 4 * t) * s, half(t) * (0.9 - 0.25 * t)
        cuts.append(Polygon(((x, top), (x + wide, top), (x + wide * 0.7, top + deep)), theme.NEWSPRINT))
    return (
        Polygon((*upper, *lower), theme.INK),
        *cuts,
        Polygon(_oval((ox + 120 * s, oy), 38 * s, 178 * s), theme.NEWSPRINT),
        Polygon(_oval((ox + 120 * s, oy), 31 * s, 165 * s), theme.VERMILION),
        Polygon(_oval((ox + 112 * s, oy), 17 * s, 98 * s), theme.INK),
        Fill(Rect(ox - 176 * s, oy - 38 * s, 28 * s, 76 * s), theme.VERMILION),
    )


def _mast(ox: float, oy: float, high: float, s: float) -> tuple[Shape, ...]:
    """What carries the horn."""
    x, top = ox - 162 * s, oy + 38 * s
    return (Fill(Rect(x - 5 * s, top, 10 * s, high - top), theme.NEWSPRINT),)


def _oval(centre: Point, rx: float, ry: float) -> tuple[Point, ...]:
    angles = (math.tau * n / 60 for n in range(60))
    return tuple((centre[0] + rx * math.cos(a), centre[1] + ry * math.sin(a)) for a in angles)


def _wedge(
    desk: Desk, left: float, right: float, middle: float, small: float, high: float
) -> tuple[Shape, ...]:
    """The station's name between two red bars that part, its letters growing as they come near.

    `small` is half the wedge's height at the left; at the right it opens as far as the type fills.
    """
    name = desk.line("station").upper()
    metrics = desk.metrics
    unit = metrics.width("H", "poster", 100)
    lines = balance(name, "poster", 100, unit * LETTERS, metrics)
    wide = min(high * 0.42, (high - 40 * desk.u) * 0.47)

    def edge(x: float) -> float:
        """Half the height of the wedge at `x`."""
        return small + (wide - small) * (x - left) / max(1.0, right - left)

    letters: list[Shape] = []
    count = max(1, len(lines))
    for number, line in enumerate(lines):
        centre = (number + 0.5) / count * 2 - 1

        def size_at(x: float) -> float:
            return 1.62 * edge(x) / count

        factor = _shrunk(line, size_at, left, right, metrics)
        x = left
        for letter in line:
            size = size_at(x) * factor
            advance = metrics.width(letter, "poster", size)
            near = x + advance / 2
            base = middle + centre * edge(near) * 0.92 + metrics.cap_height("poster", size) / 2
            if letter != " ":
                letters.append(Text(x, base, letter, "poster", size, theme.INK))
            x += advance
    bar = 18 * desk.u
    over: list[Shape] = []
    for side in (-1, 1):
        ends = ((left, small), (desk.w, edge(desk.w)))
        inner = [(x, middle + side * (y + 4 * desk.u)) for x, y in ends]
        outer = [(desk.w, middle + side * (edge(desk.w) + 4 * desk.u + bar)), (left, middle + side * (small + 4 * desk.u + bar * 0.3))]
        over.append(Polygon((*inner, *outer), theme.VERMILION))
    return (*over, *letters)


__all__ = ["Colour", "radio"]
