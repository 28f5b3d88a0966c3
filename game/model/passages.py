"""The passages of a story, each read when it is first asked for."""

from collections.abc import Callable, Iterator, Mapping

from game.diagnostics.span import Span
from game.model.story import Passage, PassageId, Story


class Passages(Mapping[PassageId, Passage]):
    """All passages by id, in the order of declaration; `read` gives one that is among them.

    `place` tells where the id of one was written, without reading it.
    """

    def __init__(
        self,
        ids: tuple[PassageId, ...],
        read: Callable[[PassageId], Passage],
        place: Callable[[PassageId], Span],
    ) -> None:
        self._ids = dict.fromkeys(ids)
        self._read = read
        self.place = place

    def __getitem__(self, id_: PassageId) -> Passage:
        if id_ not in self._ids:
            raise KeyError(id_)
        return self._read(id_)

    def __iter__(self) -> Iterator[PassageId]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    def __contains__(self, id_: object) -> bool:
        return id_ in self._ids


def place_of(story: Story, id_: PassageId) -> Span:
    """Where a passage of a story was written; the passage is not read for it."""
    passages = story.passages
    return passages.place(id_) if isinstance(passages, Passages) else passages[id_].span
