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


def enlarged(shapes: tuple[Shape, ...], by: float) -> tuple[Shape, ...]:
    """The shapes so many times as large, seen from (0, 0)."""
    return tuple(_enlarged(shape, by) for shape in shapes)


def _enlarged(shape: Shape, by: float) -> Shape:
    match shape:
        case Text():
            return attrs.evolve(
                shape,
                x=shape.x * by,
                y=shape.y * by,
                size=shape.size * by,
                track=shape.track * by,
            )
        case Polygon():
            return attrs.evolve(shape, points=tuple((x * by, y * by) for x, y in shape.points))
        case Line():
            points = tuple((x * by, y * by) for x, y in shape.points)
            return attrs.evolve(shape, points=points, width=shape.width * by)
        case Disc():
            centre = (shape.centre[0] * by, shape.centre[1] * by)
            return attrs.evolve(
                shape, centre=centre, radius=shape.radius * by, width=shape.width * by
            )
        case Tilted() | Clip() | Leaf():
            rect = _larger(shape.rect, by)
            return attrs.evolve(shape, rect=rect, shapes=enlarged(shape.shapes, by))
        case Stroke():
            return attrs.evolve(shape, rect=_larger(shape.rect, by), width=shape.width * by)
        case Hatch():
            rect = _larger(shape.rect, by)
            return attrs.evolve(shape, rect=rect, gap=shape.gap * by, width=shape.width * by)
        case Shadow():
            return attrs.evolve(shape, rect=_larger(shape.rect, by), blur=shape.blur * by)
        case Photograph():
            return attrs.evolve(shape, rect=_larger(shape.rect, by), pitch=shape.pitch * by)
        case Fill() | Paper() | Image() | Button():
            return attrs.evolve(shape, rect=_larger(shape.rect, by))
        case _:
            assert_never(shape)


def _larger(rect: Rect, by: float) -> Rect:
    return Rect(rect.x * by, rect.y * by, rect.w * by, rect.h * by)


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
