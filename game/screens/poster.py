"""What a poster is made of: rays from a point, gouge marks, the pointer, slanted edges."""

import functools
import math
import random
from collections.abc import Sequence

from game.screens.picture import Clip, Colour, Point, Polygon, Rect, Shape


def clipped(polygon: Sequence[Point], region: Sequence[Point]) -> tuple[Point, ...]:
    """The part of a polygon inside a convex region whose corners run clockwise on the screen."""
    points = list(polygon)
    for a, b in zip(region, (*region[1:], region[0]), strict=True):
        if not points:
            return ()
        kept: list[Point] = []
        for p, q in zip(points, (*points[1:], points[0]), strict=True):
            inside, follows = _side(a, b, p), _side(a, b, q)
            if inside >= 0:
                kept.append(p)
            if (inside >= 0) != (follows >= 0):
                part = inside / (inside - follows)
                kept.append((p[0] + (q[0] - p[0]) * part, p[1] + (q[1] - p[1]) * part))
        points = kept
    return tuple(points)


def _side(a: Point, b: Point, p: Point) -> float:
    """Positive where `p` lies to the right of the way from `a` to `b` (y points down)."""
    return (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])


def rays(centre: Point, count: int, region: Sequence[Point], colour: Colour) -> Shape:
    """Rays from a point of a convex region to its edges, as one polygon through the point.

    One large polygon is kept ready by the painter; a polygon to each ray would not be.
    """
    reach = 2 * max(math.dist(centre, corner) for corner in region)
    half = math.pi / count * 0.5
    points: list[Point] = []
    for n in range(count):
        angle = 2 * math.pi * n / count + 0.05
        ends = tuple(
            (centre[0] + reach * math.cos(angle + d), centre[1] + reach * math.sin(angle + d))
            for d in (-half, half)
        )
        ray = clipped((centre, *ends), region)
        if centre in ray:
            start = ray.index(centre)
            points += [*ray[start:], *ray[:start], centre]
    return Polygon(tuple(points), colour)


def gouges(
    centre: Point, count: int, region: tuple[Point, ...], unit: float, colour: Colour
) -> tuple[Shape, ...]:
    """Cuts of the gouge across the rays, always the same ones for the same region."""
    chance = random.Random(4)
    x0, x1 = min(p[0] for p in region), max(p[0] for p in region)
    y0, y1 = min(p[1] for p in region), max(p[1] for p in region)
    marks: list[Shape] = []
    for _ in range(count):
        x, y = chance.uniform(x0, x1), chance.uniform(y0, y1)
        turn, length = chance.uniform(-0.3, 0.3), chance.uniform(4, 16) * unit
        inside = all(
            _side(a, b, (x, y)) > 14 * unit * math.dist(a, b)
            for a, b in zip(region, (*region[1:], region[0]), strict=True)
        )
        if not inside:
            continue
        angle = math.atan2(y - centre[1], x - centre[0]) + math.pi / 2 + turn
        dx, dy, thin = math.cos(angle), math.sin(angle), 0.9 * unit
        corners = (
            (x - length * dx, y - length * dy),
            (x + thin * dy, y - thin * dx),
            (x + length * dx, y + length * dy),
            (x - thin * dy, y + thin * dx),
        )
        marks.append(Polygon(corners, colour))
    return tuple(marks)


remembered_gouges = functools.lru_cache(maxsize=16)(gouges)


def pointer(rect: Rect, unit: float, colour: Colour) -> Shape:
    """The red pointer from the window's edge into a bar."""
    tip, back = rect.x + 16 * unit, rect.x
    return Polygon(
        (
            (0, rect.y),
            (back, rect.y),
            (tip, rect.centre[1]),
            (back, rect.bottom),
            (0, rect.bottom),
        ),
        colour,
    )


def slant_clipped(
    shape: Shape,
    top: float,
    bottom: float,
    left: tuple[Point, Point],
    right: tuple[Point, Point],
    step: float,
) -> tuple[Shape, ...]:
    """A shape seen between two slanted lines, in strips; what is painted over the lines hides
    the steps of the strips, if it is wider than they are."""
    strips: list[Shape] = []
    y = top
    while y < bottom - 0.01:
        high = min(step, bottom - y)
        x0, x1 = at_height(left, y + high / 2), at_height(right, y + high / 2)
        if x1 > x0:
            # Whole pixels, so that strips meet.
            strip = Rect(round(x0), round(y), round(x1) - round(x0), round(y + high) - round(y))
            strips.append(Clip(strip, (shape,)))
        y += high
    return tuple(strips)


def at_height(line: tuple[Point, Point], y: float) -> float:
    """The x of a line at a height."""
    (x0, y0), (x1, y1) = line
    return x0 + (x1 - x0) * (y - y0) / (y1 - y0)
