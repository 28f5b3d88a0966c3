"""Moving the focus through a list of items."""

from game.screens.intent import Direction

_STEPS = {
    Direction.UP: -1,
    Direction.PREVIOUS: -1,
    Direction.LEFT: -1,
    Direction.DOWN: 1,
    Direction.NEXT: 1,
    Direction.RIGHT: 1,
}


def moved(focus: int, count: int, direction: Direction, columns: int = 1) -> int:
    """The item, from 0, that the focus comes to; Tab goes round, arrows stop at the ends.

    In a grid of `columns`, up and down go by rows.
    """
    if count <= 0:
        return 0
    step = _STEPS[direction]
    if direction in (Direction.NEXT, Direction.PREVIOUS):
        return (focus + step) % count
    if direction in (Direction.UP, Direction.DOWN):
        there = focus + step * columns
        return (
            there
            if 0 <= there < count
            else (focus if columns > 1 else min(max(there, 0), count - 1))
        )
    return min(max(focus + step, 0), count - 1)
