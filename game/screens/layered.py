"""A graph in columns from left to right: bands of columns, rows with few crossings, ways between.

Nodes keep their places however much of the graph is shown. Places are on a grid of whole columns
and rows; ways run between the boxes, in the gutters after columns and the lanes under rows.

Rows are ours because columns are given, one band of them a chapter: python-igraph's Sugiyama with
the same columns was measured on stories of 500 and 2,000 passages, and drew 6 and 147 crossings
instead of 0 and 13 on a sheet up to 180 times as high, in 6 to 50 times the time.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Final, Generic, TypeVar

import attrs

T = TypeVar("T", bound=Hashable)

SWEEPS: Final = 6
GUTTER_LANES: Final = (0, 1, -1, 2, -2, 3, -3)
"""The lanes of a gutter or between two rows, in the order in which they are given away."""


@attrs.frozen
class Layout(Generic[T]):
    """Where each node stands: column and row. `bands` are the first and last column of each."""

    places: Mapping[T, tuple[int, int]]
    bands: tuple[tuple[int, int], ...]


@attrs.frozen
class Lane:
    """A way in grid units, from the right edge of one node to the left edge of another.

    `gutters` are the columns after which it turns, each with its lane; where there are two, it
    runs between them along `level`: a row (a whole number) or under one (with a half), there in
    lane `shift`.
    """

    gutters: tuple[tuple[int, int], ...]
    level: float = 0.0
    shift: int = 0


def laid(bands: Sequence[Sequence[T]], edges: Mapping[T, Iterable[T]]) -> Layout[T]:
    """The layout of the nodes of all bands, which stand side by side in this order."""
    column: dict[T, int] = {}
    spans: list[tuple[int, int]] = []
    start = 0
    for band in bands:
        depth = _depths(band, edges)
        last = max(depth.values(), default=0)
        column |= {node: start + depth[node] for node in band}
        spans.append((start, start + last))
        start += last + 1
    columns: list[list[T]] = [[] for _ in range(start)]
    for band in bands:
        for node in band:
            columns[column[node]].append(node)
    row = _rows(columns, column, edges)
    return Layout({node: (column[node], row[node]) for node in column}, tuple(spans))


def _depths(band: Sequence[T], edges: Mapping[T, Iterable[T]]) -> dict[T, int]:
    """The longest way to each node within a band; ways that lead back do not count."""
    inside = set(band)
    within = {node: [to for to in edges.get(node, ()) if to in inside] for node in band}
    order: list[T] = []  # nodes after all that they lead to
    back: set[tuple[T, T]] = set()
    state: dict[T, int] = {}
    for root in band:
        if root in state:
            continue
        state[root] = 1
        stack = [(root, iter(within[root]))]
        while stack:
            node, left = stack[-1]
            following = next(left, None)
            if following is None:
                state[node] = 2
                order.append(node)
                stack.pop()
            elif following not in state:
                state[following] = 1
                stack.append((following, iter(within[following])))
            elif state[following] == 1:
                back.add((node, following))
    depth = dict.fromkeys(band, 0)
    for node in reversed(order):
        for to in within[node]:
            if (node, to) not in back:
                depth[to] = max(depth[to], depth[node] + 1)
    return depth


def _rows(
    columns: Sequence[Sequence[T]], column: Mapping[T, int], edges: Mapping[T, Iterable[T]]
) -> dict[T, int]:
    """The row of each node: as near as it can be to what it is tied to on both sides."""
    before: dict[T, list[tuple[T, float]]] = {node: [] for node in column}
    after: dict[T, list[tuple[T, float]]] = {node: [] for node in column}
    for node, targets in edges.items():
        for to in targets:
            if node not in column or to not in column or column[node] == column[to]:
                continue
            left, right = (node, to) if column[node] < column[to] else (to, node)
            weight = 1.0 / (column[right] - column[left])
            after[left].append((right, weight))
            before[right].append((left, weight))
    row: dict[T, int] = {}
    for nodes in columns:  # first each column by what stands before it
        _settle(nodes, {n: _pull(before[n], row) for n in nodes}, row)
    best, cost = dict(row), _cost(after, row)
    for sweep in range(SWEEPS):
        forward = sweep % 2 == 1
        ties = before if forward else after
        for nodes in columns if forward else reversed(columns):
            pulls = {}
            for node in nodes:
                pull = _pull(ties[node], row)
                other = _pull((after if forward else before)[node], row)
                if pull is None:
                    pull = other
                elif other is not None:
                    pull = pull * 0.75 + other * 0.25
                pulls[node] = pull
            _settle(nodes, pulls, row)
        if (now := _cost(after, row)) < cost:
            best, cost = dict(row), now
    top = min(best.values(), default=0)
    return {node: number - top for node, number in best.items()}


def _pull(ties: Iterable[tuple[T, float]], row: Mapping[T, int]) -> float | None:
    """The mean row of what a node is tied to, the near more than the far."""
    total = weights = 0.0
    for other, weight in ties:
        if other in row:
            total += row[other] * weight
            weights += weight
    return total / weights if weights else None


def _settle(nodes: Sequence[T], pulls: Mapping[T, float | None], row: dict[T, int]) -> None:
    """Give the nodes of a column rows of their own, together as near to their pulls as can be."""
    wanted: list[tuple[float, int, T]] = []
    for number, node in enumerate(nodes):
        pull = pulls[node]
        wanted.append((float(row.get(node, number)) if pull is None else pull, number, node))
    wanted.sort(key=lambda each: (each[0], row.get(each[2], each[1])))
    # Places p(i) = i + q(i) with q never falling, nearest in squares: neighbours that would
    # overlap form a block about their mean.
    blocks: list[tuple[float, int]] = []
    for index, (pull, _, _) in enumerate(wanted):
        mean, size = pull - index, 1
        while blocks and blocks[-1][0] > mean:
            other, count = blocks.pop()
            mean, size = (mean * size + other * count) / (size + count), size + count
        blocks.append((mean, size))
    place = 0
    for mean, size in blocks:
        for _ in range(size):
            row[wanted[place][2]] = place + round(mean)
            place += 1


def _cost(after: Mapping[T, Iterable[tuple[T, float]]], row: Mapping[T, int]) -> float:
    """How far all ways lead up and down."""
    return sum(
        abs(row[other] - row[node]) * weight
        for node, ties in after.items()
        for other, weight in ties
    )


# Ways


def routed(
    ways: Sequence[tuple[T, T]], places: Mapping[T, tuple[int, int]]
) -> dict[tuple[T, T], Lane]:
    """How each way runs, so that none passes through a node and few lie on one another."""
    filled = set(places.values())
    plain: dict[tuple[T, T], tuple[tuple[int, ...], float]] = {}
    for way in ways:
        plain[way] = _plain(places[way[0]], places[way[1]], filled)
    turns: dict[int, list[tuple[float, float, Hashable, tuple[T, T]]]] = {}
    levels: dict[float, list[tuple[float, float, Hashable, tuple[T, T]]]] = {}
    for way, (gutters, level) in plain.items():
        (_, row), (_, to) = places[way[0]], places[way[1]]
        stops = [float(row), level, float(to)] if len(gutters) == 2 else [float(row), float(to)]
        for gutter, (a, b) in zip(gutters, pairwise(stops), strict=False):
            key = way[0] if gutter == gutters[0] else way[1]
            turns.setdefault(gutter, []).append((min(a, b), max(a, b), key, way))
        if len(gutters) == 2 and level % 1:
            ends = sorted(gutters)
            levels.setdefault(level, []).append((ends[0] + 0.0, ends[1] + 1.0, way[0], way))
    shifts = {way: lane for group in levels.values() for way, lane in _shared(group).items()}
    lanes: dict[tuple[int, tuple[T, T]], int] = {}
    for gutter, group in turns.items():
        lanes |= {(gutter, way): lane for way, lane in _shared(group).items()}
    return {
        way: Lane(
            tuple((gutter, lanes[gutter, way]) for gutter in gutters), level, shifts.get(way, 0)
        )
        for way, (gutters, level) in plain.items()
    }


def _plain(
    start: tuple[int, int], end: tuple[int, int], filled: set[tuple[int, int]]
) -> tuple[tuple[int, ...], float]:
    """The gutters a way turns in, and the level it runs along between them."""
    (column, row), (to_column, to_row) = start, end
    if to_column == column + 1:
        return (column,), 0.0
    if to_column > column:
        between = range(column + 1, to_column)
        for straight in (row, to_row):
            if not any((each, straight) in filled for each in between):
                return (column, to_column - 1), float(straight)
    return (column, to_column - 1), to_row - 0.5 if to_row > row else to_row + 0.5


def _shared(
    group: Iterable[tuple[float, float, Hashable, tuple[T, T]]],
) -> dict[tuple[T, T], int]:
    """A lane for each stretch, so that stretches of one lane share a key or do not meet."""
    taken: list[list[tuple[float, float, Hashable]]] = []
    found: dict[tuple[T, T], int] = {}
    by_key: dict[Hashable, list[tuple[float, float, tuple[T, T]]]] = {}
    for low, high, key, way in group:
        by_key.setdefault(key, []).append((low, high, way))
    spans = sorted(
        (min(low for low, _, _ in each), max(high for _, high, _ in each), number, each)
        for number, each in enumerate(by_key.values())
    )
    for low, high, number, stretches in spans:
        if low == high:  # straight on: no lane is needed
            found |= {way: 0 for _, _, way in stretches}
            continue
        free = (
            lane for lane, held in enumerate(taken) if all(high < a or b < low for a, b, _ in held)
        )
        lane = next(free, len(taken))
        if lane == len(taken):
            taken.append([])
        taken[lane].append((low, high, number))
        shift = GUTTER_LANES[lane % len(GUTTER_LANES)]
        found |= {way: shift for _, _, way in stretches}
    return found
