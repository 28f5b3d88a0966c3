"""What the whole story must know of a passage before it is read: its id, and what it asks for."""

from typing import Any

import attrs

from game.diagnostics.span import Source, Span
from game.model.story import ChapterId, PassageId
from game.text.scope import Reference


@attrs.frozen
class Outline:
    """A passage from outside.

    `order` is that of an ending, `deck` that of a card, `event` its turn among events; `silent` is
    whether its ways on are followed at once, `returns` whether a called scene can end here.
    """

    id: PassageId
    chapter: ChapterId
    choices: tuple[str, ...]
    references: tuple[Reference, ...]
    order: int | None
    deck: str
    event: int | None
    silent: bool
    returns: bool
    renamed: tuple[tuple[str, str], ...]
    source: Source = attrs.field(eq=False, repr=False)
    start: int = attrs.field(eq=False)
    end: int = attrs.field(eq=False)

    @property
    def span(self) -> Span:
        """Where the passage's id was written."""
        return self.source.span(self.start, self.end)

    def pack(self) -> list[Any]:
        """The outline as plain data; its source and chapter are told by where it is kept."""
        references = [[each.kind, each.name, each.start, each.end] for each in self.references]
        return [
            self.id,
            self.choices,
            references,
            self.order,
            self.deck,
            self.event,
            self.silent,
            self.returns,
            self.renamed,
            self.start,
            self.end,
        ]

    @classmethod
    def unpack(cls, data: list[Any], chapter: ChapterId, source: Source) -> "Outline":
        """The outline that `pack` gave."""
        id_, choices, references, order, deck, event, silent, returns, renamed, start, end = data
        return cls(
            id_,
            chapter,
            tuple(choices),
            tuple(Reference(*each) for each in references),
            order,
            deck,
            event,
            silent,
            returns,
            tuple((old, new) for old, new in renamed),
            source,
            start,
            end,
        )
