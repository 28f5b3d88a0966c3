"""Shapes moved: what is composed from the top of a column, laid where it scrolls to."""

from typing import assert_never

import attrs

from game.screens.picture import (
    Button,
    Clip,
    Disc,
    Fill,
    Hatch,
    Image,
    Leaf,
    Line,
    Paper,
    Photograph,
    Point,
    Polygon,
    Rect,
    Shadow,
    Shape,
    Stroke,
    Text,
    Tilted,
)


def shifted(shapes: tuple[Shape, ...], dx: float, dy: float) -> tuple[Shape, ...]:
    """The shapes moved by so many window pixels."""
    return tuple(_shifted(shape, dx, dy) for shape in shapes)


def _shifted(shape: Shape, dx: float, dy: float) -> Shape:
    match shape:
        case Text():
            return attrs.evolve(shape, x=shape.x + dx, y=shape.y + dy)
        case Polygon() | Line():
            return attrs.evolve(shape, points=_points(shape.points, dx, dy))
        case Disc():
            return attrs.evolve(shape, centre=(shape.centre[0] + dx, shape.centre[1] + dy))
        case Tilted() | Clip():
            return attrs.evolve(
                shape, rect=_rect(shape.rect, dx, dy), shapes=shifted(shape.shapes, dx, dy)
            )
        case (
            Fill()
            | Stroke()
            | Hatch()
            | Paper()
            | Shadow()
            | Image()
            | Photograph()
            | Leaf()
            | Button()
        ):
            return attrs.evolve(shape, rect=_rect(shape.rect, dx, dy))
        case _:
            assert_never(shape)


def _rect(rect: Rect, dx: float, dy: float) -> Rect:
    return Rect(rect.x + dx, rect.y + dy, rect.w, rect.h)


def _points(points: tuple[Point, ...], dx: float, dy: float) -> tuple[Point, ...]:
    return tuple((x + dx, y + dy) for x, y in points)
