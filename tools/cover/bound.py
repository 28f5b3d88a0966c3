"""How many playthroughs are needed at least, whichever they are.

Every playthrough is a path through the machine of a story, its loops drawn together to one place
each. Where a page that is come to once reads as one of several variants, so many paths must come
there as are shown. The fewest paths that come everywhere often enough are the least flow of a
network (Dantzig and Fulkerson, 1954); conditions are not asked, so that the number is never above
the true one.
"""

import math
from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any

from tools.prove.values import Values

MOST_EDGES = 200_000
"""Edges of a network up to which the flow is sought."""


def needed(
    values: Values, sites: Mapping[int, set[int]], rungs: Mapping[int, tuple[int, int]]
) -> int:
    """How many playthroughs are needed to show some lines; 1 where nothing more is known.

    `sites` are the spots that a line may be shown at, `rungs` which part of a ladder it is.
    """
    if not sites or find_spec("highspy") is None:
        return min(1, len(sites))
    edges = {
        (values.component[edge.source], values.component[edge.target])
        for number in values.order
        for edge in values.live[number]
        if values.component[edge.source] != values.component[edge.target]
    }
    if len(edges) > MOST_EDGES:
        return 1
    demands = _demands(values, sites, rungs)
    return max(1, math.ceil(_flow(len(values.components), sorted(edges), demands) - 1e-6))


def _demands(
    values: Values, sites: Mapping[int, set[int]], rungs: Mapping[int, tuple[int, int]]
) -> dict[tuple[int, ...], int]:
    """How often some components must be come to, by the components."""
    demands: dict[tuple[int, ...], int] = {}
    ladders: dict[int, list[int]] = {}
    for line, spots in sites.items():
        demands[_components(values, spots)] = 1
        if rungs[line][0]:
            ladders.setdefault(rungs[line][0], []).append(line)
    for of in ladders.values():
        different = len({rungs[line] for line in of})
        around = set[int]().union(*(sites[line] for line in of))
        if different > 1 and _once(values, around):
            key = _components(values, around)
            demands[key] = max(demands.get(key, 1), different)
    return demands


def _components(values: Values, spots: set[int]) -> tuple[int, ...]:
    return tuple(sorted({values.component[spot] for spot in spots}))


def _once(values: Values, spots: set[int]) -> bool:
    """Whether a playthrough comes to one of some spots at most, and that once."""
    if any(values.looped(spot) for spot in spots):
        return False
    if len(spots) == 1:
        return True
    seen = set(spots)
    queue = list(spots)
    while queue:
        for edge in values.live[queue.pop()]:
            if edge.target in spots:
                return False
            if edge.target not in seen:
                seen.add(edge.target)
                queue.append(edge.target)
    return True


def _flow(count: int, edges: list[tuple[int, int]], demands: dict[tuple[int, ...], int]) -> float:
    import highspy

    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.silent()
    solver.setOptionValue("threads", 1)
    begun = solver.addVariable(lb=0, obj=1)
    along = [solver.addVariable(lb=0) for _ in edges]
    arriving: list[list[Any]] = [[] for _ in range(count)]
    leaving: list[list[Any]] = [[] for _ in range(count)]
    arriving[0].append(begun)  # the start comes first in topological order
    for (source, target), variable in zip(edges, along, strict=True):
        leaving[source].append(variable)
        arriving[target].append(variable)
    for into, out in zip(arriving, leaving, strict=True):
        if out:
            solver.addConstr(solver.qsum(into) - solver.qsum(out) >= 0)
    for places, often in demands.items():
        into = [variable for place in places for variable in arriving[place]]
        solver.addConstr(solver.qsum(into) >= often)
    solver.run()
    return float(solver.getInfo().objective_function_value)
