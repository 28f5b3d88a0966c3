"""From where in a window a target may be reached, over all combinations of a few names' values.

Going backwards from the target each place has the set of combinations from which it may still be
reached. With numba the sets are rows of words; without, long integers. Both take the same steps.
"""

import heapq
from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from tools.prove import fast, words
from tools.prove.slices import Product
from tools.prove.windows import ENTRY, Layout, Window

MOST_BITS = 1 << 28
"""Combinations of names' values at all places of a window, each a bit of memory."""

FAR = 1 << 20
"""How far from the target a place is that does not lead there."""


@attrs.frozen(eq=False)
class Reach:
    """For each place of a window the combinations from which a goal may be reached, as octets.

    `entered` tells whether one is that may come from outside, or is the story's start; `work` the
    steps taken: an edge and 4096 combinations each.
    """

    window: Window
    entered: bool
    work: int
    octets: Any
    width: int
    filled: Any
    """For each place whether it has any."""

    def allows(self, place: int, number: int) -> bool:
        """Whether a goal may be reached from a combination at a place."""
        at = place - self.window.low
        if number < 0 or not 0 <= at < len(self.window.marks):
            return False
        return bool(self.octets[at * self.width + (number >> 3)] >> (number & 7) & 1)


class Reacher:
    """Asks products from where a goal may be reached; it knows how to ask them quickly."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.values = layout.values
        self.machine = layout.values.machine
        self.start = layout.values.position[self.machine.start.number]
        self._starts = [domain.start for domain in self.machine.formulas.domains]

    def alive(
        self,
        product: Product,
        window: Window,
        goals: Mapping[int, int],
        most: int,
        *,
        all_of_it: bool = True,
    ) -> Reach | None:
        """From where goals, combinations at spots, may be reached.

        None where it takes more than so many steps. Unless `all_of_it` is asked for, it is not gone
        on with when it is known to be entered.
        """
        if product.count * window.count > MOST_BITS:
            return None
        if fast.COMPILED:
            return self._compiled(product, window, goals, most, all_of_it)
        return self._plain(product, window, goals, most, all_of_it)

    def _plain(
        self, product: Product, window: Window, goals: Mapping[int, int], most: int, all_of_it: bool
    ) -> Reach | None:
        values, low, marks = self.values, window.low, window.marks
        position, back, order = values.position, values.back, values.order
        number = product.number(self._starts)
        first = 1 << number if number >= 0 else 0
        reach: dict[int, int] = {}
        heap: list[int] = []
        for at, wanted in self._goals(product, window, goals):
            reach[at + low] = wanted
            heap.append(-at - low)
        heapq.heapify(heap)
        waiting = {-each for each in heap}
        cost = 1 + product.count // 4096
        work = 0
        entered = False
        while heap:
            here = -heapq.heappop(heap)
            waiting.discard(here)
            wanted = reach[here]
            if marks[here - low] == ENTRY or (here == self.start and wanted & first):
                entered = True
                if not all_of_it:
                    break
            for edge in back[order[here]]:
                source = position[edge.source]
                if not 0 <= source - low < len(marks) or not marks[source - low]:
                    continue
                work += cost
                told = product.before(edge, wanted) & product.opened(edge)
                known = reach.get(source, 0)
                if told | known == known:
                    continue
                merged = told & product.box(edge.source) | known
                if merged != known:
                    reach[source] = merged
                    if source not in waiting:
                        waiting.add(source)
                        heapq.heappush(heap, -source)
            if work > most:
                return None
        width = product.count // 8 + 1
        none = bytes(width)
        octets = b"".join(
            reach[place].to_bytes(width, "little") if place in reach else none
            for place in range(low, low + len(marks))
        )
        filled = bytes(int(place in reach) for place in range(low, low + len(marks)))
        return Reach(window, entered, work, octets, width, filled)

    def _compiled(
        self, product: Product, window: Window, goals: Mapping[int, int], most: int, all_of_it: bool
    ) -> Reach | None:
        edges = self.machine.edges
        if product.rows is None:
            product.rows = words.Rows(product, len(edges))
        rows: words.Rows = product.rows
        low, high = window.low, window.high
        held = []
        for name in product.names:
            masks, counts = self.layout.held(name, low, high)
            held.append(
                words.repeated([rows.holding(product, name, mask) for mask in masks], counts)
            )
            for number in self.layout.asking(name, low, high):
                rows.ask(product, edges[number])
            for number in self.layout.changing(name, low, high):
                rows.move(product, edges[number])
        table = words.empty(len(window.marks), rows.words)
        filled = fast.octets(len(window.marks))
        for place, wanted in self._goals(product, window, goals):
            table[place] = rows.words_of(wanted)
            filled[place] = 1
        entered, work = words.reach(
            low,
            window.marks,
            self.layout.back,
            rows.script,
            rows.table,
            words.stacked(held, len(window.marks)),
            table,
            filled,
            words.empty(5, rows.words),
            self.start - low,
            product.number(self._starts),
            1 + product.count // 4096,
            most,
            all_of_it,
        )
        if work < 0:
            return None
        return Reach(window, bool(entered), int(work), words.octets(table), rows.words * 8, filled)

    def _goals(
        self, product: Product, window: Window, goals: Mapping[int, int]
    ) -> Iterator[tuple[int, int]]:
        """The goals of a window: how far into it they are, and the combinations that can be."""
        for spot, combinations in goals.items():
            place = self.values.position[spot] - window.low
            if 0 <= place < len(window.marks) and window.marks[place]:
                wanted = combinations & product.box(spot)
                if wanted:
                    yield place, wanted

    def hops(self, reach: Reach, target: int) -> tuple[Any, Any]:
        """How far places of a window are from a spot, and those that lead there, nearest first."""
        low = reach.window.low
        near = fast.zeros(len(reach.filled))
        fast.fill(near, FAR)
        queue = fast.zeros(len(reach.filled))
        first, _, sources = self.layout.back
        place = self.values.position[target] - low
        count = fast.hops(place, low, reach.filled, first, sources, near, queue)
        return near, queue[:count]
