"""How things move: paper and machinery, some hundred milliseconds, easing out, one at a time.

All of it is a function of the milliseconds since something arrived, so that a screen at rest is
the same picture as one on which nothing ever moved. With reduced motion everything is a cut.
"""

import math
from typing import Final

from game.screens.picture import Leaf, Point, Rect, Shadow, Shape

STILL: Final = 1e9
"""Milliseconds after which nothing moves any more."""

TURN: Final = 220
"""A page turning."""

DROP: Final = 300
"""A newspaper falling on the desk."""

STAMP: Final = 90
STRIP: Final = 70
"""A stamp coming down; one strip of a telegram pasted after another."""

LIFT: Final = 400
WAIT: Final = 350
"""A plate lifting off a print, and how long it is seen before that."""

MARKER: Final = 80
CELL: Final = 40
"""The marker sliding to another choice; one cell of a gauge flipping after another."""


def eased(elapsed: float, length: float) -> float:
    """How much of the way is done, 0 to 1, fast at first."""
    if elapsed >= length:
        return 1.0
    return 1 - (1 - max(0.0, elapsed) / length) ** 3


def slid(elapsed: float, length: float, way: float, past: float) -> float:
    """Where something is on its way to 0 that comes from `way` and goes `past` it once."""
    if elapsed >= length:
        return 0.0
    turn = length * 0.7
    if elapsed < turn:
        return way - (way + past) * eased(elapsed, turn)
    return -past * (1 - eased(elapsed - turn, length - turn))


def dropped(leaf: Leaf, unit: float, elapsed: float, shadow: float = 16) -> tuple[Shape, ...]:
    """A sheet with its shadow as it falls on the desk: from above, turning, and it settles."""
    rest = leaf.rect
    if elapsed >= DROP:
        return (Shadow(rest, shadow * unit, 170), leaf)
    left = 1 - eased(elapsed, DROP)
    rect = Rect(rest.x, round(rest.y - 46 * unit * left), rest.w, rest.h)
    falling = Leaf(rect, leaf.shapes, leaf.degrees + 2 * left, moving=True)
    return (Shadow(rest, shadow * unit, 170), falling)


def turned(point: Point, centre: Point, degrees: float) -> Point:
    """A point turned anticlockwise about another."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    dx, dy = point[0] - centre[0], point[1] - centre[1]
    return (centre[0] + dx * cos + dy * sin, centre[1] - dx * sin + dy * cos)


def flips(change: int, cell: float) -> float:
    """The milliseconds that a change takes to flip, of which a cell shows so much."""
    return CELL * math.ceil(abs(change) / cell)


def pending(change: int, cell: float, elapsed: float) -> int:
    """What of a change no cell shows yet, so long after the first began to flip."""
    if elapsed >= flips(change, cell):
        return 0
    left = abs(change) - math.ceil(max(0.0, elapsed) // CELL * cell)
    return left if change > 0 else -left
