"""All that changes while a story is played, and what one turn shows of it."""

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

import attrs

from game.model.story import Chapter, Choice, ChoiceId, Passage, PassageId

if TYPE_CHECKING:
    from game.engine.program import Program
    from game.engine.prose import FrontPage, Lines, Pages, Paper, Words

Value: TypeAlias = int | bool | str
"""A number, a flag, or the word of a named value."""


@attrs.frozen
class State:
    """Where the player is and what holds. Mappings are never written to, only replaced.

    `values` has every declared name; `visits` counts entries of passages, `chosen` choices taken,
    by `passage/choice`; `chapters` are those entered, in order; `turn` counts from 0.
    """

    passage: PassageId
    seed: int
    turn: int
    values: Mapping[str, Value]
    visits: Mapping[str, int]
    chosen: Mapping[str, int]
    chapters: tuple[str, ...]


@attrs.frozen
class Change:
    """A number that a turn changed."""

    name: str
    before: int
    after: int


@attrs.frozen
class Offer:
    """A choice as it stands now.

    `reason` is what the story says of a closed one, `figures` the numbers it lacks; `touches`
    are the stats its effects name.
    """

    id: ChoiceId
    choice: Choice
    label: "Words"
    open: bool
    reason: "Words"
    figures: str
    touches: tuple[str, ...]


@attrs.frozen
class Turn:
    """One passage, entered. What it shows is rendered when asked for, once."""

    program: "Program" = attrs.field(repr=False, eq=False)
    state: State
    answer_state: State | None = attrs.field(repr=False)
    answered: Choice | None = attrs.field(repr=False)
    offers: tuple[Offer, ...]
    changes: tuple[Change, ...]
    can_advance: bool

    @property
    def passage(self) -> Passage:
        """The passage as written."""
        return self.program.story.passages[self.state.passage]

    @property
    def chapter(self) -> Chapter:
        """The chapter of the passage."""
        return self.program.story.chapters[self.passage.chapter]

    @property
    def answered_id(self) -> ChoiceId | None:
        """The choice that led here; None after going on without one."""
        return None if self.answered is None else self.answered.id

    @property
    def over(self) -> bool:
        """Whether this is an ending."""
        return self.passage.ending is not None

    @property
    def stuck(self) -> bool:
        """Whether the story stops here without an ending: a mistake of the story's."""
        return not (self.over or self.can_advance or any(offer.open for offer in self.offers))

    @cached_property
    def answer(self) -> "Lines":
        """What the choice that led here is answered with."""
        if self.answered is None or self.answer_state is None:
            return ()
        return self.program.answer(self.answered, self.answer_state)

    @cached_property
    def pages(self) -> "Pages":
        """The passage's text."""
        return self.program.pages(self.passage, self.state)

    @cached_property
    def instead(self) -> "Lines":
        """What a reader who skips hard scenes reads; empty where nothing is marked."""
        return self.program.instead(self.passage, self.state)

    @cached_property
    def front_page(self) -> "FrontPage | None":
        """The newspaper's front page, where the passage is one."""
        return self.program.front_page(self.passage, self.state)

    @cached_property
    def paper(self) -> "Paper | None":
        """The document, where the passage is one."""
        return self.program.paper(self.passage, self.state)

    @cached_property
    def title(self) -> "Words":
        """The ending's title, where the passage is one."""
        return self.program.ending_title(self.passage, self.state)

    @cached_property
    def verdict(self) -> "Lines":
        """What the historian says of this ending."""
        return self.program.verdict(self.passage, self.state)

    @cached_property
    def place(self) -> str:
        """Where it plays."""
        return self.program.place(self.passage, self.state)

    @property
    def date(self) -> str:
        """When it plays, as YYYY, YYYY-MM or YYYY-MM-DD; empty if nobody said."""
        return self.passage.date or self.chapter.date

    def value(self, name: str) -> int:
        """The value of a number now."""
        return int(self.state.values[name])
