"""Ways that were played, and by which of them a spot can be come to again."""

from typing import Any

from tools.prove import fast

EACH = 8
"""Ways that are remembered for each spot."""


class Runs:
    """Saved ways, as edges by number; the first goes nowhere.

    `targets` is where each edge leads.
    """

    def __init__(self, start: int, spots: int, targets: Any) -> None:
        self._targets = targets
        self._saved: list[Any] = [fast.small(fast.zeros(0))]
        self._known = fast.zeros(spots)
        self._ways = fast.small(fast.zeros(2 * EACH * spots))
        self._stamps = fast.small(fast.zeros(spots))
        self._chance = fast.whole([0x2545F4914F6CDD1D])
        self._known[start] = 1

    def __len__(self) -> int:
        """How many there are."""
        return len(self._saved)

    def __getitem__(self, run: int) -> Any:
        """The edges of one."""
        return self._saved[run]

    def add(self, path: Any, count: int, many: int = 0, *, always: bool = False) -> int:
        """Save so many edges of a path; its number. Of the first `many` nothing is new.

        Where a spot has as many ways as are remembered, one gives place if it is to `always`.
        """
        run = len(self._saved)
        self._saved.append(fast.small(path[:count]))
        fast.remember(
            path,
            many,
            count,
            run,
            EACH,
            always,
            self._targets,
            self._known,
            self._ways,
            self._stamps,
            self._chance,
        )
        return run

    def __contains__(self, spot: int) -> bool:
        """Whether a way to a spot is known."""
        return bool(self._known[spot])

    def to(self, spot: int) -> list[tuple[int, int]]:
        """Ways to a spot: runs, and after how many of their edges."""
        first = 2 * EACH * spot
        ways = self._ways[first : first + 2 * int(self._known[spot])]
        told = [int(each) for each in ways]
        return list(zip(told[::2], told[1::2], strict=True))
