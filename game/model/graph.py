"""Passages and the edges between them, whatever the conditions say."""

from collections.abc import Iterator, Mapping

import attrs

from game.model.story import THE_ENDING, Passage, PassageId, Story


@attrs.frozen
class Graph:
    """For each passage the passages it can lead to, in the order written."""

    edges: Mapping[PassageId, tuple[PassageId, ...]]
    start: PassageId

    @classmethod
    def of(cls, story: Story) -> "Graph":
        """The graph of a story; `the-ending` is an edge to each ending."""
        edges = {id_: _targets(passage, story) for id_, passage in story.passages.items()}
        return cls(edges, story.start)

    def reachable(self) -> frozenset[PassageId]:
        """The passages some path of edges leads to from the start."""
        seen = {self.start}
        queue = [self.start]
        while queue:
            for target in self.edges.get(queue.pop(), ()):
                if target not in seen:
                    seen.add(target)
                    queue.append(target)
        return frozenset(seen)


def _targets(passage: Passage, story: Story) -> tuple[PassageId, ...]:
    def all_targets() -> Iterator[PassageId]:
        if passage.ending:
            return
        for choice in passage.choices:
            for route in choice.routes:
                yield route.target
        for route in passage.routes:
            yield route.target

    targets: dict[PassageId, None] = {}
    for target in all_targets():
        for real in story.endings if target == THE_ENDING else (target,):
            targets[real] = None
    return tuple(targets)
