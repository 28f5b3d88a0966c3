"""What a path through a machine comes by, in flat arrays: see `tools.prove.fast`."""

from typing import Any

from tools.prove.fast import compiled, cross, holds


@compiled
def passed(
    start: int,
    held: Any,
    path: Any,
    count: int,
    chance: Any,
    graph: Any,
    tables: Any,
    probing: Any,
    opened: Any,
    met: Any,
) -> None:
    """Note the edges that are open along a path, and the probes that are met."""
    out, targets, guards, starts, steps = graph
    probes, asked = probing
    spot = start
    for at in range(count + 1):
        for probe in range(probes[spot], probes[spot + 1]):
            if met[probe] == 0 and holds(asked[2 * probe], asked[2 * probe + 1], held, tables):
                met[probe] = 1
        for edge in range(out[spot], out[spot + 1]):
            if opened[edge] == 0 and holds(guards[2 * edge], guards[2 * edge + 1], held, tables):
                opened[edge] = 1
        if at < count:
            cross(path[at], held, starts, steps, tables[2], chance)
            spot = targets[path[at]]
