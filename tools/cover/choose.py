"""The fewest of some sets that cover what all of them do: exactly where HiGHS is there.

HiGHS is a solver of linear and integer programs (Huangfu and Hall, "Parallelizing the dual revised
simplex method", 2018). Without it, or where its limit is hit, the best that was found is taken.
"""

import math
from collections.abc import Sequence
from importlib.util import find_spec

import attrs

LONGEST = 400
"""Nodes of the search tree after which the best that was found is taken."""

MOST_ENTRIES = 400_000
"""Entries of a table of sets and elements up to which it is solved exactly."""


@attrs.frozen
class Choice:
    """The numbers of the chosen sets, and how many any choice must have at least."""

    chosen: tuple[int, ...]
    least: int

    @property
    def proved(self) -> bool:
        """Whether fewer are proved not to do."""
        return len(self.chosen) == self.least


def choose(sets: Sequence[frozenset[int]], wanted: frozenset[int], sizes: Sequence[int]) -> Choice:
    """The fewest sets that cover what is wanted, as far as they do; of as few the smallest."""
    useful = [each & wanted for each in sets]
    rows = _rows(useful)
    first = greedy(useful, sizes)
    if not first:
        return Choice((), 0)
    if find_spec("highspy") is None or sum(map(len, rows)) > MOST_ENTRIES:
        return Choice(first, 1 if len(first) == 1 else _packed(rows))
    return _solved(rows, len(sets), sizes, first)


def greedy(sets: Sequence[frozenset[int]], sizes: Sequence[int]) -> tuple[int, ...]:
    """Sets that cover all that any does: always one that covers most of what is left.

    One that the others make needless is left out (Chvátal, "A greedy heuristic for the set-covering
    problem", 1979).
    """
    left = set().union(*sets)
    chosen: list[int] = []
    while left:
        best = max(range(len(sets)), key=lambda each: (len(sets[each] & left), -sizes[each]))
        chosen.append(best)
        left -= sets[best]
    for each in sorted(chosen, key=lambda number: -sizes[number]):
        others: set[int] = set().union(*(sets[other] for other in chosen if other != each))
        if sets[each] <= others:
            chosen.remove(each)
    return tuple(chosen)


def _rows(sets: Sequence[frozenset[int]]) -> list[tuple[int, ...]]:
    """For each element the sets that have it; those that follow from others are left out."""
    having: dict[int, list[int]] = {}
    for number, each in enumerate(sets):
        for element in each:
            having.setdefault(element, []).append(number)
    distinct = sorted({tuple(each) for each in having.values()}, key=len)
    rows: list[frozenset[int]] = []
    kept: list[tuple[int, ...]] = []
    for row in distinct:
        held = frozenset(row)
        if len(rows) > 2_000 or not any(other <= held for other in rows):
            rows.append(held)
            kept.append(row)
    return kept


def _packed(rows: list[tuple[int, ...]]) -> int:
    """Elements no two of which are in one set: as many sets are needed at least."""
    used: set[int] = set()
    count = 0
    for row in rows:
        if used.isdisjoint(row):
            used.update(row)
            count += 1
    return count


def _solved(
    rows: list[tuple[int, ...]], count: int, sizes: Sequence[int], first: tuple[int, ...]
) -> Choice:
    import highspy

    def solver(costs: Sequence[int], start: tuple[int, ...], most: int) -> "highspy.Highs":
        """Covering the rows with no more than so many sets, from a choice that does."""
        found = highspy.Highs()  # type: ignore[no-untyped-call]
        found.silent()
        found.setOptionValue("mip_max_nodes", LONGEST)
        found.setOptionValue("mip_rel_gap", 0.0)
        found.setOptionValue("threads", 1)
        variables = [found.addBinary(obj=cost) for cost in costs]
        for row in rows:
            found.addConstr(found.qsum([variables[each] for each in row]) >= 1)
        found.addConstr(found.qsum(variables) <= most)
        known = highspy.HighsSolution()
        known.col_value = [float(number in start) for number in range(count)]
        found.setSolution(known)
        found.run()
        return found

    def chosen(by: "highspy.Highs", before: tuple[int, ...]) -> tuple[int, ...]:
        values = by.getSolution().col_value
        found = tuple(number for number, value in enumerate(values) if value > 0.5)
        covers = found and not any(set(row).isdisjoint(found) for row in rows)
        return found if covers and len(found) <= len(before) else before

    # First as few as there can be: that the sum is whole makes its bound a good one.
    fewest = solver([1] * count, first, len(first))
    few = chosen(fewest, first)
    bound = fewest.getInfo().mip_dual_bound
    least = math.ceil(bound - 1e-6) if math.isfinite(bound) else 1
    # Then, of as few, the smallest.
    found = chosen(solver(sizes[:count], few, len(few)), few)
    return Choice(found, max(1, min(least, len(found))))
