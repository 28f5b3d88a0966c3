"""Passages and the edges between them, whatever the conditions say."""

from collections.abc import Iterable, Iterator, Mapping

import attrs

from game.model.story import RETURN, THE_ENDING, Choice, Passage, PassageId, Story


@attrs.frozen
class Graph:
    """For each passage the passages it can lead to, in the order written.

    `edges` are ways on; `scenes` are what interrupts on the way and returns: called scenes, cards
    of decks and what comes later. `events` can interrupt anywhere.
    """

    edges: Mapping[PassageId, tuple[PassageId, ...]]
    scenes: Mapping[PassageId, tuple[PassageId, ...]]
    events: tuple[PassageId, ...]
    start: PassageId

    @classmethod
    def of(cls, story: Story) -> "Graph":
        """The graph of a story; `the-ending` is an edge to each ending."""
        passages = story.passages.items()
        return cls(
            {id_: _targets(passage, story) for id_, passage in passages},
            {id_: _scenes(passage, story) for id_, passage in passages},
            story.events,
            story.start,
        )

    def reachable(self) -> frozenset[PassageId]:
        """The passages that some path leads to from the start, by way of scenes and events too."""
        return self.reached_from((self.start, *self.events))

    def inside_scenes(self) -> frozenset[PassageId]:
        """The passages that some path leads to from a scene or an event, and that may return."""
        roots = {scene for scenes in self.scenes.values() for scene in scenes}
        return self.reached_from((*roots, *self.events))

    def reached_from(self, roots: Iterable[PassageId]) -> frozenset[PassageId]:
        """The passages that some path leads to from any of these, they themselves too."""
        seen = set(roots)
        queue = list(seen)
        while queue:
            here = queue.pop()
            for target in (*self.edges.get(here, ()), *self.scenes.get(here, ())):
                if target not in seen:
                    seen.add(target)
                    queue.append(target)
        return frozenset(seen)


def _targets(passage: Passage, story: Story) -> tuple[PassageId, ...]:
    targets: dict[PassageId, None] = {}
    for target in _ways(passage):
        for real in story.endings if target == THE_ENDING else (target,):
            if real != RETURN:
                targets[real] = None
    return tuple(targets)


def _ways(passage: Passage) -> Iterator[PassageId]:
    if passage.ending:
        return
    for choice in passage.choices:
        yield from (route.target for route in choice.routes)
    yield from (route.target for route in passage.routes)


def _scenes(passage: Passage, story: Story) -> tuple[PassageId, ...]:
    def all_scenes(each: Passage | Choice) -> Iterator[PassageId]:
        for later in each.later:
            for route in later.routes:
                yield from story.endings if route.target == THE_ENDING else (route.target,)
        for call in each.call:
            yield call.value.target
        for draw in each.draw:
            yield from story.decks.get(draw.value, ())

    parts: tuple[Passage | Choice, ...] = (*passage.choices, passage)
    everything = (scene for each in parts for scene in all_scenes(each))
    return tuple(dict.fromkeys(scene for scene in everything if scene != RETURN))
