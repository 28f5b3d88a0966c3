"""Sets of combinations as rows of words, for compiled code: what `reach` does with long integers.

Only used where numba is there.
"""

from typing import Any

from tools.prove import fast
from tools.prove.fast import compiled
from tools.prove.machine import Edge
from tools.prove.slices import Product

if fast.COMPILED:
    import numpy

MOVED, ONTO, NEXT = 0, 1, 2
"""Steps of a move: some values by so many, some onto one, and on to the next name."""


class Rows:
    """The sets that a product's questions are asked with, and what edges ask and do, as numbers."""

    def __init__(self, product: Product, edges: int) -> None:
        self.words = product.count // 64 + 1
        self.guards = numpy.zeros(edges, dtype=numpy.int32)
        """For each edge the row of the combinations in which it may open."""
        self.moves = numpy.zeros(edges, dtype=numpy.int32)
        """For each edge which move it makes of those begun in `begun`; 0 is none."""
        self._asked: set[int] = set()
        self._moved: set[int] = set()
        self._numbers: dict[int, int] = {}
        self._octets = bytearray()
        self._table: Any = ()
        self._masks: dict[tuple[int, int], int] = {}
        self._steps: list[int] = []
        self._begun = [0, 0]
        self._known: dict[Any, int] = {(): 0}
        self.row(product.all)

    @property
    def room(self) -> int:
        """How many bits it takes, about."""
        return 16 * len(self._octets) + 64 * len(self.guards)

    def row(self, combinations: int) -> int:
        """The row of a set of combinations."""
        known = self._numbers.get(combinations)
        if known is None:
            known = self._numbers[combinations] = len(self._numbers)
            self._octets += combinations.to_bytes(self.words * 8, "little")
        return known

    def words_of(self, combinations: int) -> Any:
        """A set of combinations as words."""
        return numpy.frombuffer(combinations.to_bytes(self.words * 8, "little"), numpy.uint64)

    def holding(self, product: Product, name: int, mask: int) -> int:
        """The row in which a name has one of some values."""
        known = self._masks.get((name, mask))
        if known is None:
            known = self._masks[name, mask] = self.row(product.of_mask(name, mask))
        return known

    def ask(self, product: Product, edge: Edge) -> None:
        """Make known where an edge opens."""
        if edge.number not in self._asked:
            self._asked.add(edge.number)
            self.guards[edge.number] = self.row(product.opened(edge))

    def move(self, product: Product, edge: Edge) -> None:
        """Make known what an edge changes."""
        if edge.number in self._moved:
            return
        self._moved.add(edge.number)
        key = tuple(each for each in edge.changes if each[0] in product.lows)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = len(self._known)
            self._write(product, edge)
            self._begun.append(len(self._steps) // 6)
        self.moves[edge.number] = known

    def _write(self, product: Product, edge: Edge) -> None:
        steps = self._steps
        for name, runs in product.moves(edge):
            stride = product.strides[name]
            for run in runs:
                if run.onto < 0:
                    steps += (MOVED, -run.by * stride, self.row(run.within), 0, 0, 0)
                else:
                    row = self.row(product.having(name, run.onto))
                    steps += (ONTO, run.onto * stride, row, stride, run.first, run.count)
            steps += (NEXT, 0, 0, 0, 0, 0)

    @property
    def table(self) -> Any:
        """All rows."""
        if len(self._table) < len(self._numbers):
            octets_ = numpy.frombuffer(bytes(self._octets), numpy.uint64)
            self._table = octets_.reshape(-1, self.words)
        return self._table

    @property
    def script(self) -> tuple[Any, Any, Any, Any]:
        """For each edge its row and its move, where each move begins, and the moves' steps."""
        return (
            self.guards,
            self.moves,
            numpy.array(self._begun, dtype=numpy.int64),
            numpy.array([*self._steps, 0], dtype=numpy.int64),
        )


def empty(count: int, words: int) -> Any:
    """So many rows of no combination."""
    return numpy.zeros((count, words), dtype=numpy.uint64)


def repeated(rows: list[int], counts: list[int]) -> Any:
    """Each row so many times."""
    return numpy.repeat(numpy.array(rows, dtype=numpy.int32), counts)


def stacked(held: list[Any], places: int) -> Any:
    """Rows by name and place."""
    return numpy.stack(held) if held else numpy.zeros((0, places), dtype=numpy.int32)


def sorted_by_place(
    found: Any, places: Any, far: Any, filled: int, count: int
) -> tuple[Any, Any, Any]:
    """Rows by place, and nearest first: where each place's begin, how far each is, and octets."""
    order = numpy.lexsort((far[:filled], places[:filled]))
    begun = numpy.searchsorted(places[order], numpy.arange(count + 1))
    return begun, far[order], octets(found[order])


def octets(table: Any) -> Any:
    """Rows as octets, the lowest first."""
    return table.reshape(-1).astype("<u8", copy=False).view(numpy.uint8)


@compiled
def shift(told: Any, part: Any, by: int, within: Any) -> None:
    """Add combinations moved by so many bits, upwards or downwards, within some."""
    count = len(part)
    if by >= 0:
        skip, bits = by >> 6, numpy.uint64(by & 63)
        rest = numpy.uint64(64) - bits
        for at in range(skip, count):
            word = part[at - skip] << bits
            if bits and at > skip:
                word |= part[at - skip - 1] >> rest
            told[at] |= word & within[at]
    else:
        skip, bits = (-by) >> 6, numpy.uint64((-by) & 63)
        rest = numpy.uint64(64) - bits
        for at in range(count - skip):
            word = part[at + skip] >> bits
            if bits and at + skip + 1 < count:
                word |= part[at + skip + 1] << rest
            told[at] |= word & within[at]


@compiled
def spread(part: Any, by: int) -> None:
    """Add combinations to themselves, moved upwards by so many bits."""
    skip, bits = by >> 6, numpy.uint64(by & 63)
    rest = numpy.uint64(64) - bits
    for back in range(len(part) - skip):
        at = len(part) - 1 - back
        word = part[at - skip] << bits
        if bits and at > skip:
            word |= part[at - skip - 1] >> rest
        part[at] |= word


@compiled
def cross_back(move: int, begun: Any, steps: Any, rows: Any, scratch: Any) -> None:
    """Of combinations in the first row of scratch, make those before a move."""
    wanted, told, part = scratch[0], scratch[1], scratch[2]
    words = len(wanted)
    for at in range(words):
        told[at] = 0
    for step in range(begun[move], begun[move + 1]):
        kind, by, row = steps[6 * step], steps[6 * step + 1], steps[6 * step + 2]
        if kind == 0:
            shift(told, wanted, by, rows[row])
        elif kind == 1:
            stride, start, count = steps[6 * step + 3], steps[6 * step + 4], steps[6 * step + 5]
            some = False
            for at in range(words):
                part[at] = 0
                if wanted[at] & rows[row, at]:
                    some = True
            if some:
                for at in range(words):
                    scratch[3, at] = wanted[at] & rows[row, at]
                shift(part, scratch[3], -by, rows[0])
                width = 1
                while width * 2 <= count:
                    spread(part, width * stride)
                    width *= 2
                if width < count:
                    spread(part, (count - width) * stride)
                shift(told, part, start * stride, rows[0])
        else:
            for at in range(words):
                wanted[at] = told[at]
                told[at] = 0


@compiled
def before(
    edge: int, source: int, script: Any, rows: Any, held: Any, known: Any, scratch: Any
) -> bool:
    """Of combinations in the first row of scratch, make the new ones before an edge.

    New is what the row of its source has not, which it gets; whether any is.
    """
    guards, moves, begun, steps = script
    wanted = scratch[0]
    if moves[edge]:
        cross_back(moves[edge], begun, steps, rows, scratch)
    guard = guards[edge]
    news = False
    for at in range(len(wanted)):
        word = wanted[at] & rows[guard, at] & ~known[source, at]
        if word:
            for name in range(held.shape[0]):
                word &= rows[held[name, source], at]
            if word:
                known[source, at] |= word
                news = True
        wanted[at] = word
    return news


@compiled
def reach(
    low: int,
    marks: Any,
    back: Any,
    script: Any,
    rows: Any,
    held: Any,
    table: Any,
    dirty: Any,
    scratch: Any,
    start: int,
    number: int,
    cost: int,
    most: int,
    all_of_it: bool,
) -> tuple[bool, int]:
    """Go backwards until nothing is new: whether it was entered, and the work, -1 if too much.

    `table` has a row for each place of the window, `dirty` those that are looked at first and is 2
    for those that have any combination in the end; `held` are rows by name and place.
    """
    first, edges, sources = back
    count, words = len(marks), table.shape[1]
    wanted, now = scratch[0], scratch[4]
    entered = False
    work = 0
    here = count - 1
    while here >= 0:
        if dirty[here] & 1 == 0:
            here -= 1
            continue
        dirty[here] = 2
        if marks[here] == 2:
            entered = True
        elif here == start and number >= 0:
            bit = numpy.uint64(number & 63)
            if (table[here, number >> 6] >> bit) & numpy.uint64(1):
                entered = True
        if entered and not all_of_it:
            return True, work
        top = here - 1
        for at in range(words):
            now[at] = table[here, at]
        for into in range(first[here + low], first[here + low + 1]):
            source = sources[into] - low
            if source < 0 or source >= count or marks[source] == 0:
                continue
            work += cost
            edge = edges[into]
            for at in range(words):
                wanted[at] = now[at]
            if before(edge, source, script, rows, held, table, scratch):
                dirty[source] = 3
                top = max(top, source)
        if work > most:
            return entered, -1
        here = top
    return entered, work


@compiled
def layers(
    low: int,
    marks: Any,
    back: Any,
    script: Any,
    rows: Any,
    held: Any,
    known: Any,
    found: Any,
    places: Any,
    far: Any,
    filled: int,
    scratch: Any,
    cost: int,
    most: int,
) -> int:
    """Go backwards edge by edge: how many rows of `found` are filled.

    The first rows are given. A row is what is new at a place so far from the goal; it ends where
    there is no room for more, or after so much work.
    """
    first, edges, sources = back
    count, words = len(marks), known.shape[1]
    wanted = scratch[0]
    slots = numpy.full(count, -1, dtype=numpy.int64)
    begin = 0
    work = 0
    distance = 0
    while begin < filled and work <= most:
        end = filled
        distance += 1
        for row in range(begin, end):
            here = places[row]
            for into in range(first[here + low], first[here + low + 1]):
                source = sources[into] - low
                if source < 0 or source >= count or marks[source] == 0:
                    continue
                work += cost
                for at in range(words):
                    wanted[at] = found[row, at]
                if not before(edges[into], source, script, rows, held, known, scratch):
                    continue
                slot = slots[source]
                if slot < end:
                    if filled >= len(found):
                        return filled
                    slot = filled
                    filled += 1
                    slots[source] = slot
                    places[slot] = source
                    far[slot] = distance
                for at in range(words):
                    found[slot, at] |= wanted[at]
        begin = end
    return filled
