"""Marks with smooth edges: polygons, discs and hatching, drawn large and reduced."""

import itertools
import math
from collections.abc import Iterator, Sequence
from typing import Final

import attrs
import pygame as pg

from game.screens.picture import Colour, Point
from game.window.fonts import tinted
from game.window.kept import surface_bytes

FINE: Final = 4
"""How many times as large a slanted edge is drawn before it is reduced."""

STEPS: Final = 16
"""Parts of a pixel in which the corners of a polygon are counted."""

BAND: Final = 2_000_000
"""The most pixels, before reducing, that are drawn at once; larger shapes go in bands."""

LARGE: Final = 20_000
"""Pixels of a polygon's box from which on only its edges are drawn finely."""

STRIP: Final = 32
"""Pixels; the height of the bands in which the edges of a large polygon are drawn."""

STRIP_FINE: Final = 8
"""Steep edges cut at a band's end must meet those of the next: the grid is finer there."""


@attrs.frozen
class Mark:
    """A mark: boxes filled with its colour, and pieces with soft edges, both from its corner."""

    colour: Colour
    boxes: tuple[tuple[int, int, int, int], ...]
    pieces: tuple[tuple[pg.Surface, tuple[int, int]], ...]

    @property
    def weight(self) -> int:
        """The memory it takes."""
        return 128 * len(self.boxes) + sum(surface_bytes(surface) for surface, _ in self.pieces)

    def lay(self, target: pg.Surface, left: int, top: int) -> None:
        """Lay it on a surface with its corner there."""
        for x, y, w, h in self.boxes:
            target.fill(self.colour, (left + x, top + y, w, h))
        for surface, (x, y) in self.pieces:
            target.blit(surface, (left + x, top + y))


Form = Sequence[tuple[int, int]]
"""A polygon's corners in STEPS of a pixel from the corner of its box."""


def polygon(form: Form, colour: Colour) -> Mark:
    """The polygon filled."""
    w = max(x for x, _ in form) // STEPS + 2
    h = max(y for _, y in form) // STEPS + 2
    if w * h > LARGE and min(w, h) > 2 * STRIP:
        return _large(form, colour, w, h)
    points = [(x * FINE / STEPS, y * FINE / STEPS) for x, y in form]
    return Mark(colour, (), ((_smooth(points, w, h, colour, FINE), (0, 0)),))


def _large(form: Form, colour: Colour, w: int, h: int) -> Mark:
    """A polygon whose edges lie in narrow strips, and what is between them in boxes."""
    points = [(x / STEPS, y / STEPS) for x, y in form]
    boxes: list[tuple[int, int, int, int]] = []
    pieces: list[tuple[pg.Surface, tuple[int, int]]] = []
    for top in range(0, h, STRIP):
        high = min(STRIP, h - top)
        part = _between(points, top - 2, top + high + 2)
        if len(part) < 3:
            continue
        strips = _strips(points, top, top + high, w)
        for left, right in strips:
            fine = FINE if right - left > 2 * STRIP else STRIP_FINE
            corners = [((x - left) * fine, (y - top) * fine) for x, y in part]
            piece = _smooth(corners, right - left, high, colour, fine)
            pieces.append((piece, (left, top)))
        for (_, left), (right, _) in itertools.pairwise(strips):
            if left < right and _holds(points, (left + right) / 2, top + high / 2):
                boxes.append((left, top, right - left, high))
    return Mark(colour, tuple(boxes), tuple(pieces))


def _strips(points: Sequence[Point], top: float, bottom: float, w: int) -> list[tuple[int, int]]:
    """From where to where edges of a polygon lie within a band, from left to right."""
    found: list[tuple[int, int]] = []
    for a, b in _edges(points):
        (x0, y0), (x1, y1) = sorted((a, b), key=lambda point: point[1])
        if y1 < top - 1 or y0 > bottom + 1:
            continue
        slope = (x1 - x0) / (y1 - y0) if y1 > y0 else 0.0
        at = [x0 + (min(max(y, y0), y1) - y0) * slope for y in (top - 1, bottom + 1)]
        at = at if slope else [x0, x1]
        found.append((max(0, math.floor(min(at)) - 1), min(w, math.ceil(max(at)) + 2)))
    strips: list[tuple[int, int]] = []
    for left, right in sorted(found):
        if strips and left <= strips[-1][1]:
            strips[-1] = (strips[-1][0], max(right, strips[-1][1]))
        else:
            strips.append((left, right))
    return strips


def _between(points: Sequence[Point], top: float, bottom: float) -> list[Point]:
    """The part of a polygon between two heights."""
    part = list(points)
    for limit, sign in ((top, 1), (bottom, -1)):
        kept: list[Point] = []
        for (x0, y0), (x1, y1) in _edges(part):
            if (y0 - limit) * sign >= 0:
                kept.append((x0, y0))
            if (y0 - limit) * (y1 - limit) < 0:
                kept.append((x0 + (x1 - x0) * (limit - y0) / (y1 - y0), limit))
        part = kept
    return part


def _holds(points: Sequence[Point], x: float, y: float) -> bool:
    """Whether a point off the edges lies in a polygon."""
    crossed = 0
    for (x0, y0), (x1, y1) in _edges(points):
        crossed += (y0 > y) != (y1 > y) and x < x0 + (x1 - x0) * (y - y0) / (y1 - y0)
    return crossed % 2 == 1


def _edges(points: Sequence[Point]) -> Iterator[tuple[Point, Point]]:
    return zip(points, (*points[1:], *points[:1]), strict=True)


def _smooth(points: Sequence[Point], w: int, h: int, colour: Colour, fine: int) -> pg.Surface:
    """A polygon given on the fine grid, reduced. A pixel centre lies half a step in."""
    layer = pg.Surface((w * fine, h * fine), pg.SRCALPHA, 32)
    layer.fill((*colour, 0))
    # SDL counts a polygon's far edges in; half a fine pixel less keeps its area.
    pg.draw.polygon(layer, (*colour, 255), [(x - 0.5, y - 0.5) for x, y in points])
    return pg.transform.smoothscale(layer, (w, h))


def ring(reach: int, at: tuple[int, int], radius: int, width: int, colour: Colour) -> pg.Surface:
    """A disc or ring about a point given on the fine grid."""
    side = reach * 2 + 1
    layer = pg.Surface((side * FINE, side * FINE), pg.SRCALPHA, 32)
    layer.fill((*colour, 0))
    centre = (reach * FINE + at[0], reach * FINE + at[1])
    pg.draw.circle(layer, (*colour, 255), centre, radius, width)
    return pg.transform.smoothscale(layer, (side, side))


def hatched(w: int, h: int, colour: Colour, gap: float, width: float) -> pg.Surface:
    """Lines rising to the right. Only a strip is drawn finely, then repeated down the rectangle."""
    gap = max(gap, 1.0)
    mark = pg.Surface((w, h), pg.SRCALPHA, 32)
    mark.fill((*colour, 0))
    step = max(1, BAND // (w * FINE * FINE))
    # Measured across, lines of `width` are this wide along the level.
    across = width * math.sqrt(2) * FINE
    for top in range(0, h, step):
        high = min(step, h - top) * FINE
        layer = pg.Surface((w * FINE, high), pg.SRCALPHA, 32)
        layer.fill((*colour, 0))
        y0, y1 = top * FINE, top * FINE + high
        x = gap * FINE
        while x - y1 - across < w * FINE:
            corners = [(x - y0, 0), (x - y0 + across, 0), (x - y1 + across, high), (x - y1, high)]
            pg.draw.polygon(layer, (*colour, 255), corners)
            x += gap * FINE
        mark.blit(pg.transform.smoothscale(layer, (w, high // FINE)), (0, top))
    return tinted(mark, colour)
