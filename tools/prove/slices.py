"""Small exact abstractions: a few names, a part of the story, all combinations as bits of a number.

Dropping names only adds behaviour, so what cannot be reached here cannot be reached at all. Going
backwards from a target, each spot has the set of combinations from which the target may still be
reached, as one long integer; an edge's condition is a mask, and its effects are shifts.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import attrs

from tools.prove import change as changes
from tools.prove.change import Change
from tools.prove.formula import Formula, bits
from tools.prove.machine import Edge
from tools.prove.values import Values


@attrs.frozen
class Hull:
    """The values a name has anywhere: from `low` in steps of `grain`, so many."""

    low: int
    grain: int
    size: int


@attrs.frozen
class Run:
    """Values in a row, by index: moved `by` so many, or all made the one at `onto`."""

    first: int
    count: int
    onto: int
    by: int
    within: int


class Product:
    """All combinations of values of some names, each a bit of a number."""

    def __init__(self, values: Values, names: frozenset[int], hulls: list["Hull"]) -> None:
        self.values = values
        self.formulas = values.machine.formulas
        self.names = tuple(sorted(names))
        self.lows = {name: hulls[name].low for name in self.names}
        self.grains = {name: hulls[name].grain for name in self.names}
        self.sizes = {name: hulls[name].size for name in self.names}
        self.strides: dict[int, int] = {}
        stride = 1
        for name in self.names:
            self.strides[name] = stride
            stride *= self.sizes[name]
        self.count = stride
        self.all = (1 << stride) - 1
        self._slices: dict[int, list[int]] = {name: self._sliced(name) for name in self.names}
        self._sets: dict[tuple[Formula, bool], int] = {}
        self._boxes: dict[tuple[int, ...], int] = {}
        self._boxes_at: dict[int, int] = {}
        self._opened: dict[int, int] = {}
        self._moves: dict[int, tuple[tuple[int, tuple[Run, ...]], ...]] = {}
        self._runs: dict[tuple[int, Change], tuple[Run, ...]] = {}
        self.rows: Any = None
        """The same for compiled code, where it was made."""

    @property
    def room(self) -> int:
        """How many bits it takes, about."""
        sets = sum(self.sizes.values()) + len(self._sets) + len(self._boxes)
        return self.count * (sets + 2 * len(self._runs)) + (self.rows.room if self.rows else 0)

    def _sliced(self, name: int) -> list[int]:
        """For each value of a name the combinations that have it."""
        stride, size = self.strides[name], self.sizes[name]
        block, period = (1 << stride) - 1, stride * size
        whole, width = block, period
        while width < self.count:
            whole |= whole << width
            width *= 2
        whole &= self.all
        return [whole << (stride * value) & self.all for value in range(size)]

    def of_mask(self, name: int, mask: int) -> int:
        """The combinations in which a name has one of these values."""
        told = 0
        low, grain = self.lows[name], self.grains[name]
        for index, part in enumerate(self._slices[name]):
            if mask >> (low + index * grain) & 1:
                told |= part
        return told

    def of(self, formula: Formula, must: bool = False) -> int:
        """The combinations in which a formula may hold, or with `must` those in which it does."""
        if formula is True:
            return self.all
        if formula is False:
            return 0
        known = self._sets.get((formula, must))
        if known is None:
            known = self._sets[formula, must] = self._of(formula, must)
        return known

    def _of(self, formula: Formula, must: bool) -> int:
        tag = formula[0]
        if tag == "a":
            if formula[1] not in self.lows:
                return 0 if must else self.all
            return self.of_mask(formula[1], formula[2])
        if tag == "&":
            told = self.all
            for part in formula[1]:
                told &= self.of(part, must)
            return told
        if tag == "|":
            told = 0
            for part in formula[1]:
                told |= self.of(part, must)
            return told
        relation = self.formulas.relations[formula[1]]
        if not relation.names or not set(relation.names) <= self.lows.keys():
            return 0 if must else self.all
        return self._related(formula[1], formula[2], must)

    def _related(self, number: int, wanted: bool, must: bool) -> int:
        relation = self.formulas.relations[number]
        *others, last = relation.names
        size = self.formulas.domains[last].size
        told = 0
        last_parts: dict[int, int] = {}
        for held, within in self._combined(others):
            mask = relation.row(held, size, wanted)
            if must:
                mask &= ~relation.row(held, size, not wanted)
            if mask not in last_parts:
                last_parts[mask] = self.of_mask(last, mask)
            told |= within & last_parts[mask]
        return told

    def _combined(self, names: Sequence[int]) -> Iterator[tuple[tuple[int, ...], int]]:
        """All values of some names together, each with the combinations that have them."""
        if not names:
            yield (), self.all
            return
        *others, name = names
        for held, within in self._combined(others):
            for index, part in enumerate(self._slices[name]):
                yield (*held, self.lows[name] + index * self.grains[name]), within & part

    def box(self, spot: int) -> int:
        """The combinations that the value sets of a spot allow."""
        known = self._boxes_at.get(spot)
        if known is None:
            known = self._boxes_at[spot] = self._box(self.values.boxes[spot])
        return known

    def opened(self, edge: Edge) -> int:
        """The combinations in which an edge may open."""
        known = self._opened.get(edge.number)
        if known is None:
            known = self._opened[edge.number] = self.of(self.values.guards[edge.number])
        return known

    def _box(self, box: int) -> int:
        segments = tuple(self.formulas.segment(box, name) for name in self.names)
        known = self._boxes.get(segments)
        if known is None:
            known = self.all
            for name, segment in zip(self.names, segments, strict=True):
                known &= self.of_mask(name, segment)
            self._boxes[segments] = known
        return known

    def before(self, edge: Edge, wanted: int) -> int:
        """The combinations from which an edge, whatever its condition, may lead into some."""
        for name, runs in self.moves(edge):
            if not wanted:
                return 0
            stride, slices = self.strides[name], self._slices[name]
            told = 0
            for run in runs:
                if run.onto < 0:
                    told |= _moved(wanted, -run.by * stride) & run.within
                else:
                    part = (wanted & slices[run.onto]) >> (run.onto * stride)
                    told |= self._spread(part, stride, run.first, run.count)
            wanted = told
        return wanted

    def moves(self, edge: Edge) -> tuple[tuple[int, tuple["Run", ...]], ...]:
        """How an edge moves the values of each name it changes."""
        moves = self._moves.get(edge.number)
        if moves is None:
            moves = self._moves[edge.number] = tuple(
                (name, self._runs_of(name, change))
                for name, change in edge.changes
                if name in self.lows
            )
        return moves

    def having(self, name: int, index: int) -> int:
        """The combinations in which a name has the value of an index."""
        return self._slices[name][index]

    def _runs_of(self, name: int, change: Change) -> tuple["Run", ...]:
        """Values in a row that a change moves alike, or makes the same."""
        known = self._runs.get((name, change))
        if known is not None:
            return known
        low, grain, size = self.lows[name], self.grains[name], self.sizes[name]

        def index(value: int) -> int:
            at, rest = divmod(value - low, grain)
            return at if not rest and 0 <= at < size else -1

        runs: list[Run] = []
        if change[0] == "any":
            told = (index(each) for each in bits(change[1]))
            runs = [Run(0, size, onto, 0, 0) for onto in told if onto >= 0]
            self._runs[name, change] = tuple(runs)
            return tuple(runs)
        made = [index(changes.after(change, low + at * grain)) for at in range(size)]
        at = 0
        while at < size:
            onto = made[at]
            same = at + 1
            while same < size and made[same] == onto:
                same += 1
            along = at + 1
            while along < size and onto >= 0 and made[along] == onto + along - at:
                along += 1
            if onto < 0:
                at = same
            elif same > along:
                runs.append(Run(at, same - at, onto, 0, 0))
                at = same
            else:
                runs.append(Run(at, along - at, -1, onto - at, self._between(name, at, along)))
                at = along
        self._runs[name, change] = tuple(runs)
        return tuple(runs)

    def _between(self, name: int, first: int, last: int) -> int:
        told = 0
        for part in self._slices[name][first:last]:
            told |= part
        return told

    def _spread(self, part: int, stride: int, start: int, count: int) -> int:
        """A part for the first value of a name, laid over so many values from one on."""
        if not part or count <= 0:
            return 0
        told, width = part, 1
        while width * 2 <= count:
            told |= told << (width * stride)
            width *= 2
        if width < count:
            told |= told << ((count - width) * stride)
        return told << (start * stride)

    def number(self, held: Sequence[int]) -> int:
        """The bit of the combination that values have; -1 where it is none of these."""
        number = 0
        for name in self.names:
            index, rest = divmod(int(held[name]) - self.lows[name], self.grains[name])
            if rest or not 0 <= index < self.sizes[name]:
                return -1
            number += index * self.strides[name]
        return number


def _moved(part: int, by: int) -> int:
    return part << by if by >= 0 else part >> -by
