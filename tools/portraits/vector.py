"""Paths as text, smooth outlines through knots, tapered ribbons.

A path is written as in SVG: `"-.5,1 .2,1.4! .6,1"` is three knots, the second of them a corner.
Face co-ordinates: the eyes lie at y 0, the chin near 1.46, the face is about 2 wide; y grows
downwards.
"""

import math
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Point = tuple[float, float]
Knot = tuple[float, ...]
"""x and y, and `CORNER` third where the outline turns sharply."""
Widths = float | Sequence[float]
"""Full widths spread evenly along a line."""

CORNER = 1.0


def knots(text: str) -> list[Knot]:
    """The knots of a path written as text."""
    path: list[Knot] = []
    for word in text.split():
        x, y = word.rstrip("!").split(",")
        path.append((float(x), float(y), CORNER) if word.endswith("!") else (float(x), float(y)))
    return path


def moved(path: Sequence[Knot], change: Callable[[float, float], Point]) -> list[Knot]:
    """The path with every knot put where `change` says, corners kept."""
    return [(*change(knot[0], knot[1]), *knot[2:]) for knot in path]


def shifted(path: Sequence[Knot], x: float, y: float) -> list[Knot]:
    """The path moved as it stands."""
    return moved(path, lambda px, py: (px + x, py + y))


def swollen(path: Sequence[Knot], centre: Point, across: float, down: float) -> list[Knot]:
    """The path scaled about a centre."""
    return moved(
        path,
        lambda x, y: (centre[0] + (x - centre[0]) * across, centre[1] + (y - centre[1]) * down),
    )


def turned(point: Point, angle: float, centre: Point) -> Point:
    """The point turned about a centre, in radians."""
    x, y = point[0] - centre[0], point[1] - centre[1]
    cos, sin = math.cos(angle), math.sin(angle)
    return (centre[0] + x * cos - y * sin, centre[1] + x * sin + y * cos)


def spline(
    path: Sequence[Knot], closed: bool = True, steps: int = 10, tension: float = 0.5
) -> list[Point]:
    """A dense outline through the knots: a Catmull-Rom curve that breaks at corners."""
    points = [(knot[0], knot[1]) for knot in path]
    corner = [len(knot) > 2 for knot in path]
    count = len(points)
    outline: list[Point] = []
    for i in range(count if closed else count - 1):
        j = (i + 1) % count
        start, end = points[i], points[j]
        before = points[i - 1] if closed or i > 0 else start
        after = points[(i + 2) % count] if closed or i + 2 < count else end
        # Beside a corner the curve leaves straight, or it would start flat.
        straight = ((end[0] - start[0]) * 0.6, (end[1] - start[1]) * 0.6)
        leave = straight if corner[i] else _slope(before, end, tension)
        arrive = straight if corner[j] else _slope(start, after, tension)
        if corner[i] and corner[j]:
            outline.append(start)
            continue
        for step in range(steps):
            outline.append(_hermite(start, leave, end, arrive, step / steps))
    if not closed:
        outline.append(points[-1])
    return outline


def _slope(before: Point, after: Point, tension: float) -> Point:
    return ((after[0] - before[0]) * tension, (after[1] - before[1]) * tension)


def _hermite(start: Point, leave: Point, end: Point, arrive: Point, at: float) -> Point:
    square, cube = at * at, at * at * at
    weights = (2 * cube - 3 * square + 1, cube - 2 * square + at, 3 * square - 2 * cube)
    last = cube - square
    return (
        weights[0] * start[0] + weights[1] * leave[0] + weights[2] * end[0] + last * arrive[0],
        weights[0] * start[1] + weights[1] * leave[1] + weights[2] * end[1] + last * arrive[1],
    )


def ribbon(points: Sequence[Knot], widths: Widths) -> list[Point]:
    """The outline of a line of changing width."""
    line = np.asarray([(point[0], point[1]) for point in points], dtype=float)
    count = len(line)
    given = [widths] if isinstance(widths, (int, float)) else list(widths)
    full = np.interp(np.linspace(0, 1, count), np.linspace(0, 1, len(given)), given)
    along = np.gradient(line, axis=0)
    length = np.hypot(along[:, 0], along[:, 1]) + 1e-9
    across = np.c_[-along[:, 1] / length, along[:, 0] / length] * full[:, None] / 2
    outline = np.r_[line + across, (line - across)[::-1]]
    return [(float(x), float(y)) for x, y in outline]


def inside(
    outline: NDArray[np.float64], xs: NDArray[np.float64], ys: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Which points lie within the outline, by the even-odd rule."""
    x1, y1 = outline[:, 0, None], outline[:, 1, None]
    x2, y2 = (np.roll(part, -1, axis=0) for part in (x1, y1))
    crosses = (y1 > ys) != (y2 > ys)
    # A level edge crosses nothing; its slope only must not divide by nothing.
    rise = np.where(y2 == y1, 1.0, y2 - y1)
    left_of = xs < (x2 - x1) * (ys - y1) / rise + x1
    result: NDArray[np.bool_] = np.logical_xor.reduce(crosses & left_of, axis=0)
    return result


def along(path: NDArray[np.float64], at: float) -> NDArray[np.float64]:
    """The point a part of the way along a dense line, 0 to 1."""
    place = min(max(at, 0.0), 1.0) * (len(path) - 1)
    index = min(int(place), len(path) - 2)
    share = place - index
    result: NDArray[np.float64] = path[index] * (1 - share) + path[index + 1] * share
    return result


def star(centre: Point, radius: float) -> list[Point]:
    """A five-pointed star standing on two points."""
    return [
        (
            centre[0] + radius * (1.0 if i % 2 == 0 else 0.4) * math.cos(math.pi * (i / 5 - 0.5)),
            centre[1] + radius * (1.0 if i % 2 == 0 else 0.4) * math.sin(math.pi * (i / 5 - 0.5)),
        )
        for i in range(10)
    ]


def cross(centre: Point, radius: float) -> list[Point]:
    """An equal-armed cross."""
    arm, x, y = radius * 0.36, centre[0], centre[1]
    corners = [(-arm, -radius), (arm, -radius), (arm, -arm), (radius, -arm), (radius, arm)]
    corners += [(arm, arm), (arm, radius), (-arm, radius), (-arm, arm), (-radius, arm)]
    corners += [(-radius, -arm), (-arm, -arm)]
    return [(x + dx, y + dy) for dx, dy in corners]


def ellipse(centre: Point, across: float, down: float, count: int = 40) -> list[Point]:
    """An ellipse as a polygon, by its half axes."""
    angles = [2 * math.pi * i / count for i in range(count)]
    return [(centre[0] + across * math.cos(a), centre[1] + down * math.sin(a)) for a in angles]
