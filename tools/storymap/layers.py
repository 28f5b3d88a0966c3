"""Layers of a graph from left to right, rows of them, the order in each, and where each stands.

python-igraph finds what leads in circles and orders each layer so that few lines cross (Sugiyama's
method); where things stand is found here, for igraph takes all for points, and boxes have heights.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, TypeAlias

import attrs
import igraph

Tie: TypeAlias = tuple[int, int]
"""From one node to another, by their numbers."""

SWEEPS: Final = 10
STRAIGHT: Final = 8
"""How much more a line that passes a layer wants to be straight than a box wants to be near."""


def layers_of(count: int, ties: Sequence[Tie], starts: Sequence[int]) -> list[int]:
    """The layer of each node, by the longest way to it; ties that lead back are left out of it.

    What leads in a circle is broken where it comes back to what is nearer the starts, or written
    earlier.
    """
    if not count:
        return []
    graph: Any = igraph.Graph(n=count, edges=ties, directed=True)
    parts = graph.connected_components(mode="strong")
    order = {part: at for at, part in enumerate(parts.cluster_graph().topological_sorting())}
    near = _nearness(count, ties, starts or [0])
    key = [(order[parts.membership[node]], near[node], node) for node in range(count)]
    layers = [0] * count
    before: list[list[int]] = [[] for _ in range(count)]
    after: list[list[int]] = [[] for _ in range(count)]
    for a, b in ties:
        if key[a] < key[b]:
            before[b].append(a)
            after[a].append(b)
    in_order = sorted(range(count), key=key.__getitem__)
    for node in in_order:
        layers[node] = max((layers[each] + 1 for each in before[node]), default=0)
    for node in reversed(in_order):  # what nothing leads to stands beside what it leads to
        if not before[node] and after[node] and node not in starts:
            layers[node] = min(layers[each] for each in after[node]) - 1
    return layers


def _nearness(count: int, ties: Iterable[Tie], starts: Sequence[int]) -> list[int]:
    """How few steps from a start each node is; of what none leads to, one less than what follows.

    What is still unknown then is farthest.
    """
    after: list[list[int]] = [[] for _ in range(count)]
    before: list[list[int]] = [[] for _ in range(count)]
    for a, b in ties:
        after[a].append(b)
        before[b].append(a)
    near = [count] * count
    for start in starts:
        near[start] = 0
    queue = list(dict.fromkeys(starts))
    for node in queue:
        for target in after[node]:
            if near[target] == count:
                near[target] = near[node] + 1
                queue.append(target)
    for node in queue:
        for source in before[node]:
            if near[source] == count:
                near[source] = max(0, near[node] - 1)
                queue.append(source)
    return near


def rows_of(layers: int, ties: Iterable[Tie], most: int) -> list[range]:
    """The layers in rows of at most so many, as lines of a text, cut where few ties are cut.

    `ties` are between layers here, and lead on.
    """
    cut = [0] * (layers + 1)
    for a, b in ties:
        for at in range(a + 1, b + 1):
            cut[at] += 1
    cut[0] = cut[layers] = 0
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, layers + 1):
        ways = (
            (best[begin][0] + cut[end] + 2 + 0.2 * (most - (end - begin)), begin)
            for begin in range(max(0, end - most), end)
        )
        best.append(min(ways))
    rows: list[range] = []
    end = layers
    while end:
        begin = best[end][1]
        rows.append(range(begin, end))
        end = begin
    return rows[::-1]


@attrs.frozen
class Item:
    """What stands in a layer: its height, the room it wants below; `thin` where a line passes."""

    layer: int
    height: float
    gap: float
    thin: bool = False


@attrs.frozen
class Wire:
    """A tie between items of neighbouring layers."""

    start: int
    end: int


def ordered(items: Sequence[Item], wires: Sequence[Wire]) -> list[list[int]]:
    """The items of each layer from the top, so that few wires cross."""
    depth = max((item.layer for item in items), default=-1) + 1
    edges = list(dict.fromkeys((wire.start, wire.end) for wire in wires))
    graph: Any = igraph.Graph(n=len(items), edges=edges, directed=True)
    layout = graph.layout_sugiyama(layers=[item.layer for item in items], maxiter=60)
    across = [point[0] for point in layout.coords[: len(items)]]
    order: list[list[int]] = [[] for _ in range(depth)]
    for number in sorted(range(len(items)), key=lambda each: (across[each], each)):
        order[items[number].layer].append(number)
    return order


def tops(
    items: Sequence[Item], wires: Sequence[Wire], order: Sequence[Sequence[int]]
) -> list[float]:
    """Where the top of each item is, so that wires are as straight as its neighbours allow."""
    top = [0.0] * len(items)
    into: dict[int, list[Wire]] = {}
    out: dict[int, list[Wire]] = {}
    for wire in wires:
        into.setdefault(wire.end, []).append(wire)
        out.setdefault(wire.start, []).append(wire)
    for layer in order:
        y = 0.0
        for number in layer:
            top[number] = y
            y += items[number].height + items[number].gap
    for sweep in range(SWEEPS):
        forward = sweep % 2 == 0
        for layer in order if forward else reversed(order):
            wanted = []
            for number in layer:
                pulls = _pulls(number, items, top, into if forward else out, forward)
                weight = sum(each for _, each in pulls)
                near = sum(y * each for y, each in pulls) / weight if weight else top[number]
                wanted.append((near, max(weight, 0.01)))
            rooms = [items[number].height + items[number].gap for number in layer]
            for number, y in zip(layer, _apart(wanted, rooms), strict=True):
                top[number] = y
    least = min(top, default=0.0)
    return [y - least for y in top]


def _pulls(
    number: int,
    items: Sequence[Item],
    top: Sequence[float],
    wires: Mapping[int, Sequence[Wire]],
    forward: bool,
) -> list[tuple[float, float]]:
    """Where each wire would have the item's top, and how much: middles want to be level.

    Where lines lead in and out would not do: boxes lead in at the top, and every layer would stand
    lower than the one before.
    """
    item = items[number]
    pulls = []
    for wire in wires.get(number, ()):
        other = wire.start if forward else wire.end
        weight = 1.0 + (STRAIGHT - 1) * ((item.thin + items[other].thin) / 2)
        pulls.append((top[other] + (items[other].height - item.height) / 2, weight))
    return pulls


def _apart(wanted: Sequence[tuple[float, float]], rooms: Sequence[float]) -> list[float]:
    """The places nearest to those wanted, by squares, that leave every item its room.

    Isotonic regression: neighbours that want to pass each other are pooled (pool adjacent
    violators).
    """
    shifts = [0.0]
    for room in rooms[:-1]:
        shifts.append(shifts[-1] + room)
    pools: list[tuple[float, float, int]] = []
    for (near, weight), shift in zip(wanted, shifts, strict=False):
        y, heavy, count = near - shift, weight, 1
        while pools and pools[-1][0] > y:
            other, weight_of, counted = pools.pop()
            y = (y * heavy + other * weight_of) / (heavy + weight_of)
            heavy, count = heavy + weight_of, count + counted
        pools.append((y, heavy, count))
    places = [y for y, _, count in pools for _ in range(count)]
    return [y + shift for y, shift in zip(places, shifts, strict=False)]
