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

MOST_BITS = 1 << 29
"""Combinations of names' values at all places of a window, each a bit of memory."""

MOST_LAYERED = 1 << 29
"""Combinations of all layers, each a bit of memory; where they have no room, they end."""

MOST_ROWS = 1 << 16
"""Rows of layers."""

MOST_STEPS = 4_000_000
"""Steps that layers may take."""

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


@attrs.frozen(eq=False)
class Layers:
    """How far from a goal combinations are, in edges: for each place rows, the nearest first.

    The rows of a place begin where `begun` says; `far` is how far each is.
    """

    begun: Any
    far: Any
    octets: Any
    width: int

    def distance(self, place: int, number: int, far: int) -> int:
        """How far a combination is at a place, `far` where that is not known."""
        layers = self.begun, self.far, self.octets, self.width
        return int(fast.distance(place, number, far, layers))


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
        rows, held = self._rows(product, window)
        table = words.empty(len(window.marks), rows.words)
        filled = fast.octets(len(window.marks))
        for place, wanted in self._goals(product, window, goals):
            table[place] = rows.words_of(wanted)
            filled[place] = 1
        entered, work = words.reach(
            window.low,
            window.marks,
            self.layout.back,
            rows.script,
            rows.table,
            held,
            table,
            filled,
            words.empty(5, rows.words),
            self.start - window.low,
            product.number(self._starts),
            1 + product.count // 4096,
            most,
            all_of_it,
        )
        if work < 0:
            return None
        return Reach(window, bool(entered), int(work), words.octets(table), rows.words * 8, filled)

    def _rows(self, product: Product, window: Window) -> tuple["words.Rows", Any]:
        """What a product asks a window with, and for names and places the rows of their values."""
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
        return rows, words.stacked(held, len(window.marks))

    def layers(self, product: Product, window: Window, goals: Mapping[int, int]) -> Layers:
        """How far from goals combinations are, as far as there is room."""
        room = min(MOST_ROWS, MOST_LAYERED // product.count)
        first = list(self._goals(product, window, goals))[:room]
        if fast.COMPILED:
            return self._layers_compiled(product, window, first, room)
        return self._layers_plain(product, window, first, room)

    def _layers_plain(
        self, product: Product, window: Window, first: list[tuple[int, int]], room: int
    ) -> Layers:
        values, low, marks = self.values, window.low, window.marks
        position, order = values.position, values.order
        known = dict(first)
        found = [(place, 0, combinations) for place, combinations in first]
        begin = work = distance = 0
        cost = 1 + product.count // 4096
        full = False
        while begin < len(found) and work <= MOST_STEPS and not full:
            end = len(found)
            distance += 1
            slots: dict[int, int] = {}
            for place, _, wanted in found[begin:end]:
                for edge in values.back[order[place + low]]:
                    source = position[edge.source] - low
                    if full or not 0 <= source < len(marks) or not marks[source]:
                        continue
                    work += cost
                    told = product.before(edge, wanted) & product.opened(edge)
                    told &= product.box(edge.source) & ~known.get(source, 0)
                    if not told:
                        continue
                    known[source] = known.get(source, 0) | told
                    if source in slots:
                        told |= found[slots[source]][2]
                        found[slots[source]] = (source, distance, told)
                    elif len(found) >= room:
                        full = True
                    else:
                        slots[source] = len(found)
                        found.append((source, distance, told))
            begin = end
        width = product.count // 8 + 1
        found.sort(key=lambda each: each[:2])
        begun = [0] * (len(marks) + 1)
        for place, _, _ in found:
            begun[place + 1] += 1
        for place in range(len(marks)):
            begun[place + 1] += begun[place]
        octets = b"".join(each.to_bytes(width, "little") for _, _, each in found)
        return Layers(begun, [far for _, far, _ in found], octets, width)

    def _layers_compiled(
        self, product: Product, window: Window, first: list[tuple[int, int]], room: int
    ) -> Layers:
        rows, held = self._rows(product, window)
        count = len(window.marks)
        known = words.empty(count, rows.words)
        found = words.empty(room, rows.words)
        places, far = fast.zeros(room), fast.zeros(room)
        for row, (place, wanted) in enumerate(first):
            known[place] = found[row] = rows.words_of(wanted)
            places[row] = place
        filled = words.layers(
            window.low,
            window.marks,
            self.layout.back,
            rows.script,
            rows.table,
            held,
            known,
            found,
            places,
            far,
            len(first),
            words.empty(5, rows.words),
            1 + product.count // 4096,
            MOST_STEPS,
        )
        return Layers(*words.sorted_by_place(found, places, far, filled, count), rows.words * 8)

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
