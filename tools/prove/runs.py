"""Ways that were played, and by which of them a spot can be come to again.

A way goes along another for some edges and then its own: that is where it has the values kept.
"""

from collections.abc import Sequence
from typing import Any

import attrs

from tools.prove import fast

EACH = 8
"""Ways that are remembered for each spot."""


@attrs.frozen(eq=False)
class Run:
    """A way: `base` edges of a parent and then its own; `spot` and `held` are where they part."""

    parent: int
    base: int
    own: Any
    spot: int
    held: Any


class Runs:
    """Saved ways, as edges by number; the first goes nowhere.

    `first` are the values at the start, `targets` is where each edge leads.
    """

    def __init__(self, start: int, first: Any, spots: int, arrays: Any) -> None:
        self._arrays = arrays
        self._targets = arrays.targets
        self._saved = [Run(0, 0, fast.small(fast.zeros(0)), start, fast.small(first))]
        self._known = fast.zeros(spots)
        self._ways = fast.small(fast.zeros(2 * EACH * spots))
        self._stamps = fast.small(fast.zeros(spots))
        self._chance = fast.whole([0x2545F4914F6CDD1D])
        self._known[start] = 1

    def __len__(self) -> int:
        """How many there are."""
        return len(self._saved)

    def path(self, run: int, count: int) -> list[int]:
        """The first so many edges of one."""
        pieces = []
        while count:
            told = self._saved[run]
            if count > told.base:
                pieces.append([int(edge) for edge in told.own[: count - told.base]])
                count = told.base
            run = told.parent
        return [edge for piece in reversed(pieces) for edge in piece]

    def owner(self, run: int, count: int) -> int:
        """The way whose own is what leads on after so many edges of one."""
        while count < self._saved[run].base:
            run = self._saved[run].parent
        return run

    def held(self, run: int, count: int) -> tuple[int, Any]:
        """The spot and the values after so many edges."""
        told = self._saved[self.owner(run, count)]
        held = fast.large(told.held)
        arrays, own = self._arrays, count - told.base
        fast.replay(told.own, own, held, arrays.starts, arrays.steps, arrays.looks, self._chance)
        return int(self._targets[told.own[own - 1]]) if own else told.spot, held

    def add(
        self, run: int, base: int, path: Sequence[int] | Any, count: int, *, always: bool = False
    ) -> int:
        """Save a way that leaves another after so many edges; its number.

        Where a spot has as many ways as are remembered, one gives place if it is to `always`.
        """
        spot, held = self.held(run, base)
        number = len(self._saved)
        own = fast.small(path[:count])
        self._saved.append(Run(self.owner(run, base), base, own, spot, fast.small(held)))
        fast.remember(
            own,
            count,
            base,
            number,
            EACH,
            always,
            self._targets,
            self._known,
            self._ways,
            self._stamps,
            self._chance,
        )
        return number

    def __contains__(self, spot: int) -> bool:
        """Whether a way to a spot is known."""
        return bool(self._known[spot])

    def to(self, spot: int) -> list[tuple[int, int]]:
        """Ways to a spot: runs, and after how many of their edges."""
        first = 2 * EACH * spot
        ways = self._ways[first : first + 2 * int(self._known[spot])]
        told = [int(each) for each in ways]
        return list(zip(told[::2], told[1::2], strict=True))
