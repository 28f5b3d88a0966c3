"""Names inked over: a brush of black laid on the words where they stand."""

import math
import random
import re
from collections.abc import Iterable

from game.screens import theme
from game.screens.picture import Clip, Colour, Metrics, Point, Polygon, Rect, Shape, Text

LIGHT = 380
"""The sum of red, green and blue from which on letters are light, and lie on something dark."""


def inked(
    shapes: Iterable[Shape],
    names: re.Pattern[str] | None,
    metrics: Metrics,
    ink: Colour | None = None,
) -> tuple[Shape, ...]:
    """The shapes with a bar over every name that is found in their words.

    Without an `ink` it is black, and grey over light letters, which lie on something black.
    """
    kept = tuple(shapes)
    if names is None:
        return kept
    done: list[Shape] = []
    for shape in kept:
        if isinstance(shape, Clip):
            done.append(Clip(shape.rect, inked(shape.shapes, names, metrics, ink)))
            continue
        done.append(shape)
        if isinstance(shape, Text):
            done += bars(shape, names, metrics, ink)
    return tuple(done)


def bars(
    text: Text, names: re.Pattern[str], metrics: Metrics, ink: Colour | None = None
) -> tuple[Shape, ...]:
    """The bars over the names in a run of type."""

    def wide(string: str) -> float:
        return metrics.width(string, text.face, text.size, text.track)

    left = text.x
    if text.anchor != "left":
        whole = wide(text.string) - text.track
        left -= whole / 2 if text.anchor == "centre" else whole
    cap = metrics.cap_height(text.face, text.size)
    ink = ink or (theme.SOFT if sum(text.colour) > LIGHT else theme.INK)
    found: list[Shape] = []
    for match in names.finditer(text.string):
        start = left + wide(text.string[: match.start()])
        width = wide(match.group())
        low = text.size * 0.14
        rect = Rect(start - low / 3, text.y - cap - low, width + low / 3, cap + 2 * low)
        found += brushed(rect, ink, f"{match.group()} {match.start()}")
    return tuple(found)


def brushed(rect: Rect, colour: Colour, seed: str) -> tuple[Shape, ...]:
    """A bar as a brush lays it in two strokes: wavering edges, a dry end. The seed decides it."""
    chance = random.Random(seed)
    shapes: list[Shape] = []
    half = rect.h * 0.62
    for number in (0, 1):
        top = rect.y + number * (rect.h - half)
        start = rect.x - chance.random() * rect.h * 0.1
        end = rect.right + chance.random() * rect.h * 0.12
        steps = max(3, math.ceil((end - start) / max(4.0, rect.h * 0.5)))
        upper: list[Point] = []
        lower: list[Point] = []
        for step in range(steps + 1):
            x = start + (end - start) * step / steps
            shake = rect.h * 0.05
            upper.append((x, top + chance.uniform(-shake, shake)))
            lower.append((x, top + half + chance.uniform(-shake, shake)))
        shapes.append(Polygon((*upper, *reversed(lower)), colour))
        for tooth in range(3):  # the dry end
            y = top + half * (0.12 + 0.3 * tooth)
            reach = end + chance.uniform(0.06, 0.2) * rect.h
            shapes.append(
                Polygon(
                    ((end - 1, y), (reach, y + half * 0.06), (end - 1, y + half * 0.14)), colour
                )
            )
    return tuple(shapes)
