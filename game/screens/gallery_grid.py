"""Cards in rows under headings, and how the focus goes from one to another."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import attrs

from game.screens.intent import Direction
from game.screens.picture import Rect


@attrs.frozen
class Grid:
    """Where each card stands; `rows` are the first card of each row, `tops` its top.

    `headings` are what stands over groups of rows, with its top; all in canvas pixels.
    """

    places: tuple[Rect, ...]
    rows: tuple[int, ...]
    tops: tuple[float, ...]
    headings: tuple[tuple[float, str], ...]
    height: float

    def between(self, top: float, bottom: float) -> range:
        """The cards of which something lies between two heights."""
        if not self.places:
            return range(0)
        first = bisect_left(self.tops, top - self.places[0].h)
        last = bisect_right(self.tops, bottom)
        return range(self._start(first), self._start(last))

    def moved(self, focus: int, direction: Direction) -> int | None:
        """The card that the focus comes to; None where it leaves the grid at the top."""
        count = len(self.places)
        row = bisect_right(self.rows, focus) - 1
        match direction:
            case Direction.LEFT | Direction.PREVIOUS:
                return max(0, focus - 1)
            case Direction.RIGHT | Direction.NEXT:
                return min(count - 1, focus + 1)
            case Direction.UP:
                return None if row == 0 else self._beside(focus, row - 1)
            case Direction.DOWN:
                return focus if row + 1 == len(self.rows) else self._beside(focus, row + 1)

    def nearest(self, x: float, y: float) -> int:
        """The card whose corner is nearest to a point."""
        return min(
            range(len(self.places)),
            key=lambda n: (abs(self.places[n].y - y), abs(self.places[n].x - x)),
        )

    def heading_over(self, focus: int) -> float | None:
        """The top of the heading right over a card's row; None where there is none."""
        if not self.headings:
            return None
        row = bisect_right(self.rows, focus) - 1
        before = self.tops[row - 1] if row else -1.0
        over = (y for y, _ in self.headings if before < y < self.tops[row])
        return next(over, None)

    def _start(self, row: int) -> int:
        return self.rows[row] if row < len(self.rows) else len(self.places)

    def _beside(self, focus: int, row: int) -> int:
        """The card of a row under or over another, or the row's last."""
        column = focus - self.rows[bisect_right(self.rows, focus) - 1]
        return min(self.rows[row] + column, self._start(row + 1) - 1)


def grid_of(
    groups: Sequence[tuple[str, int]],
    columns: int,
    wide: float,
    high: float,
    gap: float,
    heading: float,
) -> Grid:
    """The grid of groups of cards, each a heading (empty for none) and how many follow it."""
    width = (wide - gap * (columns - 1)) / columns
    places: list[Rect] = []
    rows: list[int] = []
    tops: list[float] = []
    headings: list[tuple[float, str]] = []
    y = 24.0
    for words, count in groups:
        if words:
            headings.append((y - 8, words))
            y += heading
        for n in range(count):
            column = n % columns
            if not column:
                rows.append(len(places))
                tops.append(y)
            places.append(Rect(column * (width + gap), y, width, high))
            if column == columns - 1 or n == count - 1:
                y += high + gap
    return Grid(tuple(places), tuple(rows), tuple(tops), tuple(headings), y + 4)
