"""All that changes while a story is played, and what one turn shows of it."""

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

import attrs

from game.model.story import Achievement, Chapter, Choice, ChoiceId, Passage, PassageId

if TYPE_CHECKING:
    from game.engine.program import Program, Step
    from game.engine.prose import FrontPage, Lines, Pages, Paper, Sheet, VerdictLines, Words

Value: TypeAlias = int | bool | str
"""A number, a flag, or the word of a named value."""

Stage: TypeAlias = Literal["enter", "show", "draw", "go"]
"""Where a story goes on after an interruption: see `Frame`."""


@attrs.frozen
class Delay:
    """A consequence on its way. `place` is its place in the story, `passage/number` or
    `passage/choice/number`; `due` the count of chapters at which it is due, 0 where it waits for
    something else; `number` tells which was scheduled first.
    """

    place: str
    due: int
    number: int


@attrs.frozen
class Frame:
    """What an interruption returns to.

    At stage `enter` the passage is entered; at `show` it has been entered and is shown; at `draw`
    and `go` it is being left by a choice (or by its own ways on, where that is empty), and a card
    is drawn or the way taken. `restore` are the values that names had before the scene.
    """

    passage: PassageId
    choice: str
    stage: Stage
    restore: tuple[tuple[str, Value], ...] = ()


@attrs.frozen
class Agenda:
    """What is due, and what was interrupted.

    `chapters` are those entered, in order; `date` is the latest reached; `delays` wait; `fired` are
    the events that came, or whose condition still holds; `drawn` says of each card that was drawn
    how many chapters had been entered then; `stack` is what interruptions return to.
    """

    chapters: tuple[str, ...] = ()
    date: str = ""
    delays: tuple[Delay, ...] = ()
    scheduled: int = 0
    fired: frozenset[str] = frozenset()
    drawn: Mapping[str, int] = attrs.field(factory=dict)
    stack: tuple[Frame, ...] = ()


class Now(Protocol):
    """What conditions and prose read: a state, or a walk that is changing one."""

    @property
    def passage(self) -> PassageId:
        """Where the player is."""

    @property
    def seed(self) -> int:
        """What decides all chance."""

    @property
    def turn(self) -> int:
        """The number of the turn, from 0."""

    @property
    def values(self) -> Mapping[str, Value]:
        """Every declared name."""

    @property
    def visits(self) -> Mapping[str, int]:
        """Entries of passages."""

    @property
    def chosen(self) -> Mapping[str, int]:
        """Choices taken."""

    @property
    def agenda(self) -> Agenda:
        """What is due."""


@attrs.frozen
class State:
    """Where the player is and what holds. Mappings are never written to, only replaced.

    `values` has every declared name; `visits` counts entries of passages, `chosen` choices taken,
    by `passage/choice`; `turn` counts from 0.
    """

    passage: PassageId
    seed: int
    turn: int
    values: Mapping[str, Value]
    visits: Mapping[str, int]
    chosen: Mapping[str, int]
    agenda: Agenda

    @property
    def chapters(self) -> tuple[str, ...]:
        """The chapters entered, in order."""
        return self.agenda.chapters


@attrs.frozen
class Change:
    """A number that a turn changed."""

    name: str
    before: int
    after: int


@attrs.frozen
class Offer:
    """A choice as it stands now; its words are rendered when asked for, once."""

    step: "Step" = attrs.field(repr=False)
    state: State = attrs.field(repr=False)
    program: "Program" = attrs.field(repr=False, eq=False)
    open: bool

    @property
    def choice(self) -> Choice:
        """The choice as written."""
        return self.step.choice

    @property
    def id(self) -> ChoiceId:
        """The choice's id."""
        return self.step.choice.id

    @property
    def touches(self) -> tuple[str, ...]:
        """The stats its effects name."""
        return self.step.touches

    @cached_property
    def label(self) -> "Words":
        """What the player reads."""
        return self.program.renderer.words(self.step.choice.label, self.state)

    @cached_property
    def confirm(self) -> "Words | None":
        """The question asked before it is taken; None where nothing is asked.

        Empty words stand for the interface's own question.
        """
        return self.program.confirm(self.step.choice, self.state)

    @cached_property
    def _lock(self) -> "tuple[Words, str]":
        return self.program.lock(self.step.choice, self.state)

    @property
    def reason(self) -> "Words":
        """What the story says of a closed choice."""
        return () if self.open else self._lock[0]

    @property
    def figures(self) -> str:
        """The numbers a closed choice lacks, beside the story's reason."""
        return "" if self.open else self._lock[1]


@attrs.frozen
class Turn:
    """One passage, entered. What it shows is rendered when asked for, once.

    `decided` is the state right after the choice that led here, before anything was entered.
    """

    program: "Program" = attrs.field(repr=False, eq=False)
    state: State
    before: State = attrs.field(repr=False)
    decided: State | None = attrs.field(repr=False)
    step: "Step | None" = attrs.field(repr=False, eq=False)

    @property
    def passage(self) -> Passage:
        """The passage as written."""
        return self.program.nodes[self.state.passage].passage

    @property
    def chapter(self) -> Chapter:
        """The chapter of the passage."""
        return self.program.story.chapters[self.passage.chapter]

    @property
    def answered(self) -> Choice | None:
        """The choice that led here."""
        return None if self.step is None else self.step.choice

    @property
    def answered_id(self) -> ChoiceId | None:
        """The id of the choice that led here; None after going on without one."""
        return None if self.step is None else self.step.choice.id

    @cached_property
    def chosen(self) -> "Words":
        """The words of the choice that led here, as they were offered; empty without one."""
        if self.step is None:
            return ()
        return self.program.renderer.words(self.step.choice.label, self.before)

    @cached_property
    def offers(self) -> tuple[Offer, ...]:
        """The choices to be seen here, open or closed; none at an ending."""
        return self.program.offers(self.state)

    @cached_property
    def can_advance(self) -> bool:
        """Whether the story goes on without a choice."""
        return self.program.goes_on(self.state)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """The numbers that changed since the turn before."""
        before, after = self.before.values, self.state.values
        if before is after:
            return ()
        return tuple(
            Change(name, int(before[name]), int(after[name]))
            for name in self.program.story.numbers
            if before[name] != after[name]
        )

    @cached_property
    def awards(self) -> tuple[Achievement, ...]:
        """What this turn achieved."""
        return tuple(
            achievement
            for id_, achievement in self.program.story.achievements.items()
            if self.state.values[f"award.{id_}"] and not self.before.values[f"award.{id_}"]
        )

    @property
    def over(self) -> bool:
        """Whether this is an ending."""
        return self.passage.ending is not None

    @property
    def stuck(self) -> bool:
        """Whether the story stops here without an ending: a mistake of the story's."""
        return not (self.over or self.can_advance or any(offer.open for offer in self.offers))

    @property
    def interrupts(self) -> bool:
        """Whether a called scene, a card or an event is being played."""
        return bool(self.state.agenda.stack)

    @cached_property
    def answer(self) -> "Lines":
        """What the choice that led here is answered with."""
        if self.step is None or self.decided is None:
            return ()
        return self.program.answer(self.step.choice, self.decided)

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
    def sheet(self) -> "Sheet | None":
        """The interlude, where the passage is one of a kind that has a template."""
        return self.program.sheet(self.passage, self.state)

    @property
    def printed(self) -> bool:
        """Whether the passage is a paper: a front page, a document or an interlude."""
        passage = self.passage
        return bool(passage.newspaper or passage.document or passage.interlude)

    @cached_property
    def title(self) -> "Words":
        """The ending's title, where the passage is one."""
        return self.program.ending_title(self.passage, self.state)

    @cached_property
    def verdict(self) -> "Lines":
        """What the historian says of this ending and of the run that came to it."""
        return tuple(line for _, lines in self.verdict_parts for line in lines)

    @cached_property
    def verdict_parts(self) -> "VerdictLines":
        """The parts of the verdict by name: the ending's own, then what the run's deeds add."""
        return self.program.verdict(self.passage, self.state)

    @cached_property
    def place(self) -> str:
        """Where it plays."""
        return self.program.place(self.passage, self.state)

    @property
    def date(self) -> str:
        """When it plays, as YYYY, YYYY-MM or YYYY-MM-DD; empty if nobody said.

        A scene that interrupts and has no date of its own plays when it was called.
        """
        within = self.state.agenda.date if self.interrupts else self.chapter.date
        return self.passage.date or within

    def value(self, name: str) -> int:
        """The value of a number now."""
        return int(self.state.values[name])
