"""Passages as the prover reads them: as the engine's nodes are, but nothing of them is compiled."""

import attrs

from game.engine.program import fleeting
from game.model.story import Choice, Passage, PassageId, Story


@attrs.frozen(eq=False)
class Step:
    """A choice. `key` is what it is counted under."""

    choice: Choice
    key: str


@attrs.frozen(eq=False)
class Node:
    """A passage, and what the order of a turn asks about it: see `program.Node`."""

    passage: Passage
    chapter: str
    date: str
    steps: dict[str, Step]
    silent: bool
    fleeting: bool
    ends: bool
    returning: bool


class Nodes(dict[PassageId, Node]):
    """The passages of a story, each looked at when it is first asked for."""

    def __init__(self, story: Story) -> None:
        super().__init__()
        self._story = story

    def __missing__(self, id_: PassageId) -> Node:
        story = self._story
        passage = story.passages[id_]
        node = self[id_] = Node(
            passage,
            passage.chapter,
            passage.date or story.chapters[passage.chapter].date,
            {str(each.id): Step(each, f"{id_}/{each.id}") for each in passage.choices},
            passage.silent,
            fleeting(passage),
            passage.ending is not None,
            id_ in story.returning,
        )
        return node
