"""What leads back to itself."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

T = TypeVar("T", bound=str)


def circles(edges: Mapping[T, tuple[T, ...]]) -> Iterator[tuple[T, ...]]:
    """Circles of the graph, each once, told from the member that `edges` names first.

    One is found wherever there is any; of circles that share an edge not every one need be.
    """
    order = {name: number for number, name in enumerate(edges)}
    done: set[T] = set()
    for start in edges:
        if start in done:
            continue
        trail: dict[T, Iterator[T]] = {start: iter(edges[start])}
        while trail:
            here = next(reversed(trail))
            target = next(trail[here], None)
            if target is None:
                del trail[here]
                done.add(here)
            elif target in trail:
                names = list(trail)
                circle = names[names.index(target) :]
                first = circle.index(min(circle, key=lambda name: order[name]))
                yield (*circle[first:], *circle[:first])
            elif target in edges and target not in done:
                trail[target] = iter(edges[target])
