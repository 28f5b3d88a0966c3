"""The passages of a story, each read when it is first asked for."""

from collections.abc import Callable, Iterator, Mapping

from game.model.story import Passage, PassageId


class Passages(Mapping[PassageId, Passage]):
    """All passages by id, in the order of declaration; `read` gives one that is among them."""

    def __init__(self, ids: tuple[PassageId, ...], read: Callable[[PassageId], Passage]) -> None:
        self._ids = dict.fromkeys(ids)
        self._read = read

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
