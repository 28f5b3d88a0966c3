"""Parts of a story before a target, each larger than the one before it.

Places are where spots stand in the story's order: see `Values.order`.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

import attrs

from tools.prove import fast
from tools.prove.values import Values

SIZES = (60, 250, 1000, 4000, 16000)
"""Spots of the windows that are tried before all of the story that leads to a target."""

INSIDE, ENTRY = 1, 2
"""Marks of a window's places: what comes from outside comes in by an entry."""


class Layout:
    """A story's edges backwards, by place, and which edges and values concern a name."""

    def __init__(self, values: Values) -> None:
        self.values = values
        first: list[int] = []
        edges: list[int] = []
        sources: list[int] = []
        asking: dict[int, list[tuple[int, int]]] = {}
        changing: dict[int, list[tuple[int, int]]] = {}
        position, names = values.position, values.machine.formulas.names
        asked: dict[object, frozenset[int]] = {}
        for number in values.order:
            first.append(len(edges))
            for edge in values.back[number]:
                source = position[edge.source]
                edges.append(edge.number)
                sources.append(source)
                guard = values.guards[edge.number]
                if guard is not True:
                    if guard not in asked:
                        asked[guard] = names(guard)
                    for name in asked[guard]:
                        asking.setdefault(name, []).append((source, edge.number))
                for name, _ in edge.changes:
                    changing.setdefault(name, []).append((source, edge.number))
        first.append(len(edges))
        self.back = fast.whole(first), fast.whole([*edges, 0]), fast.whole([*sources, 0])
        self._asking = {name: sorted(told) for name, told in asking.items()}
        self._changing = {name: sorted(told) for name, told in changing.items()}
        self._rows = self._values()

    def asking(self, name: int, low: int, high: int) -> Iterator[int]:
        """The edges out of places within bounds whose conditions ask for a name."""
        return _within(self._asking.get(name, []), low, high)

    def changing(self, name: int, low: int, high: int) -> Iterator[int]:
        """The edges out of places within bounds that change a name."""
        return _within(self._changing.get(name, []), low, high)

    def names(self, window: "Window") -> set[int]:
        """The names that edges within a window ask for or change."""
        told: set[int] = set()
        values = self.values
        for place, mark in enumerate(window.marks, window.low):
            for edge in values.back[values.order[place]] if mark else ():
                told |= values.machine.formulas.names(values.guards[edge.number])
                told.update(name for name, _ in edge.changes)
        return told

    def held(self, name: int, low: int, high: int) -> tuple[list[int], list[int]]:
        """The values a name may have at places within bounds: masks, and how often each in turn."""
        starts, masks = self._rows[name]
        first = bisect_right(starts, low) - 1
        last = bisect_left(starts, high + 1)
        ends = [low, *starts[first + 1 : last], high + 1]
        return masks[first:last], [after - before for before, after in pairwise(ends)]

    def _values(self) -> list[tuple[list[int], list[int]]]:
        """For each name where, going through the story, its values become others, and which."""
        values = self.values
        domains = values.machine.formulas.domains
        owners = [(domain.offset, domain.size, domain.index) for domain in domains]
        offsets = [each[0] for each in owners]
        told: list[tuple[list[int], list[int]]] = [([], []) for _ in domains]
        before = 0
        for place, number in enumerate(values.order):
            box = values.boxes[number]
            differs = box ^ before
            while differs:
                bit = (differs & -differs).bit_length() - 1
                offset, size, name = owners[bisect_right(offsets, bit) - 1]
                told[name][0].append(place)
                told[name][1].append((box >> offset) & ((1 << size) - 1))
                differs = differs >> (offset + size) << (offset + size)
            before = box
        return told


def _within(found: list[tuple[int, int]], low: int, high: int) -> Iterator[int]:
    first, last = bisect_left(found, (low, -1)), bisect_left(found, (high + 1, -1))
    return (found[at][1] for at in range(first, last))


@attrs.frozen(eq=False)
class Window:
    """A part of the story before some targets, from the place `low` on.

    For each place it has a mark. One that is whole has no entry: its story begins at the start.
    """

    low: int
    marks: Any
    count: int

    @property
    def high(self) -> int:
        """The last place."""
        return self.low + len(self.marks) - 1

    def holds(self, place: int) -> bool:
        """Whether a place is in it."""
        return self.low <= place <= self.high and bool(self.marks[place - self.low])


class Around:
    """The windows to some targets, made as they are asked for.

    Places are taken latest first. A window is cut where few are waiting to be taken.
    """

    def __init__(self, layout: Layout, targets: Iterable[int]) -> None:
        self._back = layout.back
        position = layout.values.position
        places = {position[target] for target in targets}
        self._high = max(places)
        self._taken = fast.octets(len(layout.values.order))
        self._order = fast.zeros(len(layout.values.order))
        # The place that is looked at, how many wait to be taken, and how many were.
        self._cursor = fast.whole([self._high, len(places), 0])
        for place in places:
            self._taken[place] = 1
        self._windows: list[Window] = []
        self._sizes = iter(SIZES)

    def __getitem__(self, which: int) -> Window | None:
        """The window of a number, None where there are not so many."""
        while which >= len(self._windows):
            if self._windows and not self._cursor[1]:
                return None
            self._windows.append(self._next())
        return self._windows[which]

    def _next(self) -> Window:
        size = next(self._sizes, 0)
        least, most = (size, 2 * size) if size else (len(self._order) + 1,) * 2
        first, _, sources = self._back
        count = fast.widen(first, sources, self._taken, self._order, self._cursor, least, most)
        low, high = fast.bounds(self._order, count)
        marks = fast.octets(high - low + 1)
        fast.mark(first, sources, self._order, count, low, marks)
        return Window(int(low), marks, int(count))
