"""Keys and what they do, in rows: the way back is always among them."""

from collections.abc import Sequence
from typing import Final

import attrs

from game.screens.intent import Back, Intent
from game.screens.marks import key_hint
from game.screens.picture import Colour, Metrics, Shape
from game.screens.shift import shifted

Hint = tuple[str | tuple[str, ...], str, Intent | None]
"""A key or several, what they do, and the intent of a click on it."""

SMALLER: Final = (1.0, 0.93, 0.86)
"""The sizes that are tried before a key is left out."""


@attrs.frozen
class HintRows:
    """Where keys stand, window pixels. `unit` includes the text size; `most` rows at most.

    The rows are `leading` apart and the keys of a row `gap`, both in units.
    """

    x: float
    room: float
    unit: float
    colour: Colour
    most: int = 1
    gap: float = 20
    leading: float = 27


def hint_rows(
    hints: Sequence[Hint], rows: HintRows, metrics: Metrics
) -> tuple[tuple[Shape, ...], int]:
    """The keys from y = 0 down, and how many rows they take.

    Where they do not fit they are set smaller; then the last are left out, but never the way back.
    """
    left = list(hints)
    while True:
        for most in range(1, rows.most + 1):
            for smaller in SMALLER:
                unit = rows.unit * smaller
                broken = _broken(left, rows, unit, metrics)
                if len(broken) <= most:
                    return _placed(broken, rows, unit, metrics), len(broken)
        spare = [each for each in left if each[2] != Back()]
        if not spare:
            return _placed(broken[: rows.most], rows, unit, metrics), rows.most
        left.remove(spare[-1])


def _broken(
    hints: Sequence[Hint], rows: HintRows, unit: float, metrics: Metrics
) -> list[list[Hint]]:
    broken: list[list[Hint]] = []
    x = 0.0
    for hint in hints:
        wide = key_hint(0, 0, hint[0], hint[1], rows.colour, unit, metrics, None)[1]
        if not broken or x + wide > rows.room:
            broken.append([])
            x = 0.0
        broken[-1].append(hint)
        x += wide + rows.gap * unit
    return broken


def _placed(
    broken: Sequence[Sequence[Hint]], rows: HintRows, unit: float, metrics: Metrics
) -> tuple[Shape, ...]:
    shapes: list[Shape] = []
    for number, row in enumerate(broken):
        x, y = rows.x, number * rows.leading * rows.unit
        for key, label, intent in row:
            drawn, end = key_hint(0, 0, key, label, rows.colour, unit, metrics, intent)
            shapes += shifted(drawn, x, y + 9 * (rows.unit - unit))
            x += end + rows.gap * unit
    return tuple(shapes)
