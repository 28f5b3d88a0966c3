"""Whether every word of a picture can be read: none runs out of the window or lies on another."""

import math
from collections.abc import Callable, Iterator, Sequence

from game.screens.picture import (
    Clip,
    Fill,
    Leaf,
    Metrics,
    Picture,
    Point,
    Rect,
    Shape,
    Size,
    Text,
    Tilted,
)
from game.screens.shift import shifted

SLACK = 1.0
"""Pixels: sizes are rounded here and there."""

Turn = Callable[[Point], Point]


def texts_inside(picture: Picture, size: Size, metrics: Metrics) -> list[str]:
    """What is wrong with the places of the picture's words; empty if nothing is.

    A word in a `Clip` may be cut at the top or the foot of it, where it scrolls, but not at a side.
    """
    window = Rect(0, 0, size.w, size.h)
    return list(_wrong(picture.shapes, window, None, lambda point: point, metrics))


def _wrong(
    shapes: Sequence[Shape], window: Rect, clip: Rect | None, turn: Turn, metrics: Metrics
) -> Iterator[str]:
    for shape in shapes:
        match shape:
            case Text() if shape.string.strip():
                yield from _misplaced(shape, window, clip, turn, metrics)
            case Clip(rect, inner):
                both = rect if clip is None else _both(rect, clip)
                yield from _wrong(inner, window, both, turn, metrics)
            case Tilted(rect, degrees, inner):
                turned = _turned(rect.centre, degrees, turn)
                yield from _wrong(inner, window, clip, turned, metrics)
                yield from _cut(inner, rect, metrics)
            case Leaf(rect, inner, degrees):
                turned = _turned(rect.centre, degrees, turn)
                laid = shifted(inner, rect.x, rect.y)
                yield from _wrong(laid, window, clip, turned, metrics)
                yield from _cut(laid, rect, metrics)
            case _:
                pass


def _misplaced(
    text: Text, window: Rect, clip: Rect | None, turn: Turn, metrics: Metrics
) -> Iterator[str]:
    wide = metrics.width(text.string, text.face, text.size, text.track) - text.track
    left = text.x - {"left": 0.0, "centre": wide / 2, "right": wide}[text.anchor]
    top = text.y - metrics.cap_height(text.face, text.size)
    corners = [turn(point) for x in (left, left + wide) for point in ((x, top), (x, text.y))]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    if clip is not None:
        if max(ys) <= clip.y or min(ys) >= clip.bottom:
            return  # scrolled out of sight
        if min(xs) < clip.x - SLACK or max(xs) > clip.right + SLACK:
            yield f"cut at a side: {text.string!r}"
    elif min(ys) < window.y - SLACK or max(ys) > window.bottom + SLACK:
        yield f"above or below the window: {text.string!r}"
    if min(xs) < window.x - SLACK or max(xs) > window.right + SLACK:
        yield f"beside the window: {text.string!r}"


def _cut(shapes: Sequence[Shape], rect: Rect, metrics: Metrics) -> Iterator[str]:
    """What is turned is painted on a sheet of the rectangle's size, and cut at its edges."""
    for shape in shapes:
        if isinstance(shape, Text) and shape.string.strip():
            wide = metrics.width(shape.string, shape.face, shape.size, shape.track) - shape.track
            left = shape.x - {"left": 0.0, "centre": wide / 2, "right": wide}[shape.anchor]
            top = shape.y - metrics.cap_height(shape.face, shape.size)
            across = rect.x - SLACK <= left and left + wide <= rect.right + SLACK
            if not (across and rect.y - SLACK <= top and shape.y <= rect.bottom + SLACK):
                yield f"cut where it is turned: {shape.string!r}"


def _turned(centre: Point, degrees: float, outer: Turn) -> Turn:
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))

    def turn(point: Point) -> Point:
        dx, dy = point[0] - centre[0], point[1] - centre[1]
        return outer((centre[0] + dx * cos + dy * sin, centre[1] - dx * sin + dy * cos))

    return turn


def _both(a: Rect, b: Rect) -> Rect:
    x, y = max(a.x, b.x), max(a.y, b.y)
    return Rect(x, y, min(a.right, b.right) - x, min(a.bottom, b.bottom) - y)


# Words on words


def words_covered(picture: Picture, metrics: Metrics) -> list[str]:
    """Which words lie on one another, or under a surface that is painted later.

    What is turned or lies on a sheet of its own may be stamped, pasted over and struck out.
    """
    flat = list(_flat(picture.shapes, None))
    boxes = [
        (number, shape, box)
        for number, (shape, clip) in enumerate(flat)
        if isinstance(shape, Text) and shape.string.strip()
        if (box := _cut_by(_ink(shape, metrics), clip)) is not None
    ]
    surfaces = [
        (number, box)
        for number, (shape, clip) in enumerate(flat)
        if isinstance(shape, Fill) and (box := _cut_by(shape.rect, clip)) is not None
    ]
    found: list[str] = []
    boxes.sort(key=lambda each: each[2].y)
    for index, (number, text, box) in enumerate(boxes):
        for _, other, lower in boxes[index + 1 :]:
            if lower.y >= box.bottom:
                break
            if _meet(box, lower):
                found.append(f"{text.string!r} and {other.string!r} lie on one another")
        if any(later > number and _meet(box, over, 0.5) for later, over in surfaces):
            found.append(f"something lies over {text.string!r}")
    return found


def _flat(shapes: Sequence[Shape], clip: Rect | None) -> Iterator[tuple[Shape, Rect | None]]:
    for shape in shapes:
        if isinstance(shape, Clip):
            yield from _flat(shape.shapes, shape.rect if clip is None else _both(shape.rect, clip))
        else:
            yield shape, clip


def _ink(text: Text, metrics: Metrics) -> Rect:
    """Where the body of the letters is: as high as most of them, down to the base line."""
    wide = metrics.width(text.string, text.face, text.size, text.track) - text.track
    left = text.x - {"left": 0.0, "centre": wide / 2, "right": wide}[text.anchor]
    high = metrics.cap_height(text.face, text.size) * 0.7
    return Rect(left, text.y - high, wide, high)


def _cut_by(box: Rect, clip: Rect | None) -> Rect | None:
    if clip is None:
        return box
    cut = _both(box, clip)
    return cut if cut.w > 0 and cut.h > 0 else None


def _meet(a: Rect, b: Rect, high: float = 2 * SLACK) -> bool:
    """Whether they share some width and this height; of a rule through a word half a pixel."""
    both = _both(a, b)
    return both.w > 2 * SLACK and both.h > high
