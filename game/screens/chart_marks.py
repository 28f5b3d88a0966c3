"""How the chart's boxes, ways and signs are drawn, each from where it lies in the window."""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

import attrs

from game.screens import theme
from game.screens.fit import cut
from game.screens.layout import Span, paragraph, place
from game.screens.marks import Inks, padlock, star
from game.screens.picture import (
    Colour,
    Disc,
    Face,
    Fill,
    Line,
    Metrics,
    Point,
    Polygon,
    Rect,
    Shape,
    Stroke,
    Text,
)
from game.session.atlas import Spot, Style

PITCH: Final = (232.0, 78.0)
"""Canvas pixels from column to column and from row to row, at zoom 1."""

BOX: Final = (176.0, 46.0)
MARK: Final = (40.0, 30.0)
"""The box of a page of which nothing is known."""

LEAST: Final = 60.0
"""The room in which words are set at all."""

DISC: Final = 20.0
"""The radius of an ending."""

GREY: Final[Colour] = (84, 78, 68)
FAINT: Final[Colour] = (98, 90, 78)


@attrs.frozen
class Look:
    """How large everything is: `k` window pixels to one of the canvas; whether words are set.

    They are set where they are seen whole, between the columns of pixels `left` and `right`.
    """

    k: float
    words: bool
    spot: Colour
    metrics: Metrics
    left: float = 0.0
    right: float = math.inf


def half_width(spot: Spot) -> float:
    """From a spot's middle to where ways meet it, in canvas pixels at zoom 1."""
    if spot.ending:
        return DISC
    return MARK[0] / 2 if spot.standing == "unknown" else BOX[0] / 2


def box_of(spot: Spot, centre: Point, k: float) -> Rect:
    """The rectangle of a spot, in whole pixels."""
    if spot.ending:
        w = h = 2 * DISC
    else:
        w, h = MARK if spot.standing == "unknown" else BOX
    w, h = round(w * k), round(h * k)
    return Rect(round(centre[0] - w / 2), round(centre[1] - h / 2), w, h)


def drawn_spot(spot: Spot, name: str, printed: bool, rect: Rect, look: Look) -> list[Shape]:
    """A spot with its sign and, where words are set, its name."""
    if spot.ending:
        return _ending(spot, name, rect, look)
    k = look.k
    match spot.standing:
        case "here":
            shapes: list[Shape] = [Fill(rect, theme.INK)]
            fore, face = theme.BOOK, "serif-bold"
        case "run":
            shapes, fore, face = [Fill(rect, look.spot)], theme.BOOK, "serif-bold"
        case "seen":
            width = max(1, round(2.4 * k))
            shapes = [Fill(rect, theme.BOOK), Stroke(rect, theme.INK, width)]
            fore, face = theme.INK, "serif"
        case "offered":
            shapes = [Fill(rect, theme.BOOK), *dashed_box(rect, GREY, k)]
            fore, face = theme.SOFT, "serif-italic"
        case "locked":
            shapes = [Fill(rect, theme.FORM), Stroke(rect, GREY, max(1, round(1.5 * k)))]
            fore, face = theme.SOFT, "serif-italic"
        case _:
            shapes = [Fill(rect, theme.FORM), *dashed_box(rect, GREY, k)]
            size = max(9.0, 18 * k)
            base = rect.centre[1] + look.metrics.cap_height("poster", size) / 2
            if look.words and look.left <= rect.x and rect.right <= look.right:
                shapes.append(
                    Text(rect.centre[0], base, "?", "poster", size, GREY, anchor="centre")
                )
            return shapes
    if not look.words:
        if spot.standing == "here":
            shapes.append(star(rect.centre, min(rect.h * 0.42, 9 * k / 0.34), theme.BRIGHT_RED))
        return shapes
    left = rect.x + 9 * k
    middle = rect.centre[1]
    if spot.standing == "here":
        shapes.append(star((left + 8 * k, middle), 10 * k, theme.BRIGHT_RED))
        left += 24 * k
    elif spot.standing == "locked":
        shapes += padlock((left + 6 * k, middle), 18 * k, Inks(GREY, theme.FORM))
        left += 20 * k
    elif printed:
        shapes += _sheet(left, middle, k, fore, look)
        left += 21 * k
    left = max(left, look.left + 5 * k)
    room = min(rect.right, look.right) - 7 * k - left
    if room < LEAST * k:
        return shapes
    shapes += lines_in(name, face, 14 * k, 17 * k, left, middle, room, fore, look.metrics)
    return shapes


def lines_in(
    words: str,
    face: str,
    size: float,
    leading: float,
    x: float,
    middle: float,
    room: float,
    colour: Colour,
    metrics: Metrics,
    most: int = 2,
) -> list[Shape]:
    """Words in at most so many lines about a height, cut short where more are left."""
    known: Face = face  # type: ignore[assignment]
    rows = two_lines(words, known, size, room, metrics, most)
    top = middle - len(rows) * leading / 2
    shapes: list[Shape] = []
    for number, row in enumerate(rows):
        lines = paragraph(
            (Span(row, known),), size, room * 1.05, metrics, setting="greedy", hyphens=None
        )
        shapes += place(lines[:1], x, top + number * leading, size, leading, colour, metrics)
    return shapes


def two_lines(
    words: str, face: Face, size: float, room: float, metrics: Metrics, most: int = 2
) -> list[str]:
    """The words broken into lines; the last ends in an ellipsis where some are left over."""
    left = words.replace("\n", " ")[:240].split()
    rows: list[str] = []
    while left and len(rows) < most:
        count = 1
        while count < len(left) and (
            metrics.width(" ".join(left[: count + 1]), face, size) <= room
        ):
            count += 1
        last = len(rows) == most - 1
        row = " ".join(left[:count])
        if last and count < len(left):
            while count > 1 and metrics.width(f"{row}…", face, size) > room:
                count -= 1
                row = " ".join(left[:count])
            row = f"{row.rstrip(' ,.;:—–')}…"
        rows.append(cut(row, face, size, 0, room, metrics))
        left = [] if last else left[count:]
    return rows


def _sheet(x: float, middle: float, k: float, colour: Colour, look: Look) -> Iterator[Shape]:
    """A small sheet of paper: what stands before a front page, a document, an interlude."""
    box = Rect(round(x), round(middle - 9 * k), round(14 * k), round(18 * k))
    thin = max(1, round(1.4 * k))
    yield Stroke(box, colour, thin)
    yield Fill(Rect(box.x + 3 * k, box.y + 4 * k, box.w - 6 * k, max(2, 3 * k)), colour)
    for down in (9, 12, 15):
        if box.y + down * k + thin < box.bottom - thin:
            yield Fill(Rect(box.x + 3 * k, box.y + down * k, box.w - 6 * k, 1), colour)


def _ending(spot: Spot, name: str, rect: Rect, look: Look) -> list[Shape]:
    k, radius = look.k, rect.w / 2
    centre = rect.centre
    if not spot.seen:
        shapes: list[Shape] = [Disc(centre, radius, theme.FORM), *dashed_ring(centre, radius, k)]
        if look.words and look.left <= rect.x and rect.right <= look.right:
            size = 19 * k
            base = centre[1] + look.metrics.cap_height("poster", size) / 2
            shapes.append(Text(centre[0], base, "?", "poster", size, GREY, anchor="centre"))
        return shapes
    own = spot.standing in ("here", "run")
    shapes = [Disc(centre, radius + 4 * k, look.spot)] if own else []
    shapes += [Disc(centre, radius, theme.INK), star(centre, radius * 0.72, theme.BOOK)]
    left = rect.right + 9 * k
    room = min(118 * k, look.right - 4 * k - left)
    if look.words and room >= LEAST * k and left > look.left:
        shapes += lines_in(
            name,
            "serif-italic",
            14 * k,
            16.5 * k,
            left,
            centre[1],
            room,
            theme.INK,
            look.metrics,
            3,
        )
    return shapes


# Dashes


def dashed_box(rect: Rect, colour: Colour, k: float) -> Iterator[Shape]:
    """The outline of a rectangle in dashes."""
    thick = max(1, round(1.8 * k))
    dash, gap = max(3.0, 5.5 * k), max(3.0, 4 * k)
    for length, across in ((rect.w, True), (rect.h, False)):
        count = max(2, round((length + gap) / (dash + gap)))
        step = (length - dash) / (count - 1)
        for n in range(count):
            at = n * step
            if across:
                yield Fill(Rect(rect.x + at, rect.y, dash, thick), colour)
                yield Fill(Rect(rect.x + at, rect.bottom - thick, dash, thick), colour)
            else:
                yield Fill(Rect(rect.x, rect.y + at, thick, dash), colour)
                yield Fill(Rect(rect.right - thick, rect.y + at, thick, dash), colour)


def dashed_ring(centre: Point, radius: float, k: float) -> Iterator[Shape]:
    """A ring in dashes."""
    count = max(8, round(radius * 0.8 / max(k, 0.5)))
    for n in range(count):
        a, b = math.tau * n / count, math.tau * (n + 0.55) / count
        ends = tuple(
            (centre[0] + radius * math.cos(t), centre[1] + radius * math.sin(t)) for t in (a, b)
        )
        yield Line(ends, GREY, max(1.0, 1.8 * k))


# Ways


WIDTHS: Final[dict[Style, float]] = {"run": 7, "earlier": 3, "open": 2, "closed": 2}
DASHES: Final[dict[Style, tuple[float, float]]] = {"open": (8, 6), "closed": (2.5, 5.5)}


def drawn_way(bent: tuple[Point, ...], style: Style, look: Look, area: Rect) -> Iterator[Shape]:
    """A way through these points; dashes that lie outside the area are left out."""
    thin = 1.0 if look.words else 1.5
    k = look.k
    width = max(1.0, WIDTHS[style] * k * thin)
    match style:
        case "run":
            yield Line(bent, theme.FORM, width + 4 * k)
            yield Line(bent, look.spot, width)
        case "earlier":
            yield Line(bent, theme.INK, width)
        case _:
            on, off = DASHES[style]
            scale = k * thin
            yield from _dashes(bent, max(1.5, on * scale), max(2.5, off * scale), width, area)


def arrow_head(tip: Point, colour: Colour, k: float) -> Shape:
    """The head of a way that ends at a point, coming from the left."""
    x, y = tip
    return Polygon(((x - 11 * k, y - 9 * k), (x + 1 * k, y), (x - 11 * k, y + 9 * k)), colour)


def chamfered(points: Sequence[Point], by: float) -> tuple[Point, ...]:
    """The points, each corner replaced by two a little before and after it."""
    bent = [points[0]]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        first, second = _length(before, corner), _length(corner, after)
        r = min(by, first / 2, second / 2)
        if r < 1:
            bent.append(corner)
            continue
        bent += [_towards(corner, before, r / first), _towards(corner, after, r / second)]
    return (*bent, points[-1])


def _length(a: Point, b: Point) -> float:
    return math.hypot(b[0] - a[0], b[1] - a[1])


def _towards(a: Point, b: Point, part: float) -> Point:
    return (a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part)


def _dashes(
    points: Sequence[Point], on: float, off: float, width: float, area: Rect
) -> Iterator[Shape]:
    """Dashes along the points, begun anew at none of them."""
    at = 0.0  # how far the pattern is
    period = on + off
    for a, b in pairwise(points):
        length = _length(a, b)
        if length <= 0:
            continue
        if _apart(a, b, area):
            at = (at + length) % period
            continue
        start = -at
        while start < length:
            low, high = max(0.0, start), min(length, start + on)
            if high - low > 0.4:
                one, other = _towards(a, b, low / length), _towards(a, b, high / length)
                if area.x - on <= one[0] <= area.right + on:
                    yield Line((one, other), FAINT, width)
            start += period
        at = (at + length) % period


def _apart(a: Point, b: Point, area: Rect) -> bool:
    return (
        max(a[0], b[0]) < area.x
        or min(a[0], b[0]) > area.right
        or max(a[1], b[1]) < area.y
        or min(a[1], b[1]) > area.bottom
    )
