"""A story compiled: its conditions and effects as functions, its prose ready to render."""

from collections.abc import Callable
from functools import cached_property
from typing import Generic, TypeAlias, TypeVar

import attrs

from game.engine.apply import Applier, Apply
from game.engine.evaluate import Evaluate, Evaluator
from game.engine.looks import Looks
from game.engine.prose import (
    Column,
    Entry,
    FrontPage,
    Line,
    Lines,
    Pages,
    Paper,
    Renderer,
    RenderText,
    Sheet,
    VerdictLines,
    Word,
    Words,
    english,
    text_of,
)
from game.engine.reasons import figures, reasons
from game.engine.removed import is_removed
from game.engine.state import Now, Offer, State
from game.model.story import (
    RETURN,
    THE_ENDING,
    Call,
    Case,
    ChapterId,
    CharacterId,
    Choice,
    ChoiceId,
    InChapters,
    Ladder,
    Later,
    OnDate,
    Passage,
    PassageId,
    Route,
    Story,
    Trigger,
    When,
)
from game.text.effect import Add, AddPart, AddRoll, Effect, SetNumber, SetRoll
from game.text.expression import Expr
from game.text.tongue import say

T = TypeVar("T")


@attrs.frozen(eq=False)
class Rung(Generic[T]):
    """A case of a ladder, compiled."""

    condition: Evaluate | None
    value: T


Ways: TypeAlias = tuple[Rung[PassageId], ...]


@attrs.frozen(eq=False)
class Due:
    """A trigger, compiled: one of the three is given."""

    chapters: int = 0
    date: str = ""
    condition: Evaluate | None = None


@attrs.frozen(eq=False)
class Consequence:
    """A delayed consequence, compiled. `place` names it in a state."""

    place: str
    due: Due
    ways: Ways


@attrs.frozen(eq=False)
class Leave:
    """How a passage is left, by a choice or without: a scene called, a card drawn, a way taken.

    `only` is the target of what leads to one passage whatever holds, and `plain` too where nothing
    comes before that.
    """

    call: tuple[Rung[Call], ...]
    draw: tuple[Rung[str], ...]
    ways: Ways
    only: PassageId | None
    plain: PassageId | None


@attrs.frozen(eq=False)
class Step:
    """A choice, compiled. `key` is what it is counted under."""

    choice: Choice
    id: ChoiceId
    key: str
    condition: Evaluate | None
    once: bool
    fallback: bool
    effects: Apply | None
    later: tuple[Consequence, ...]
    leave: Leave
    touches: tuple[str, ...]

    @property
    def always(self) -> bool:
        """Whether it is open whatever holds."""
        return self.condition is None and not (self.once or self.fallback)

    def is_open(self, state: Now) -> bool:
        """Whether it can be taken, whatever the other choices are."""
        if self.once and self.key in state.chosen:
            return False
        return self.condition is None or bool(self.condition(state))


@attrs.frozen(eq=False)
class Node:
    """A passage, compiled.

    It is `fleeting` where all that it has is text that may come to nothing. Its `doors` are the
    choices with what opens them; it is `plain` where they are always open, and `simple` where
    conditions alone decide; a scene can come back from one that is `returning`. `words` are its
    text, or what renders it.
    """

    passage: Passage
    chapter: ChapterId
    effects: Apply | None
    later: tuple[Consequence, ...]
    steps: dict[str, Step]
    doors: tuple[tuple[Evaluate | None, Step], ...]
    leave: Leave
    date: str
    silent: bool
    fleeting: bool
    ends: bool
    returning: bool
    plain: bool
    simple: bool
    words: str | RenderText


@attrs.frozen(eq=False)
class Happening:
    """An event, compiled."""

    passage: PassageId
    due: Due
    condition: Evaluate | None
    once: bool


@attrs.frozen(eq=False)
class Drawable:
    """A card, compiled."""

    passage: PassageId
    condition: Evaluate | None
    priority: int
    weight: int
    rest: int
    once: bool

    def is_open(self, state: Now) -> bool:
        """Whether it can be drawn."""
        agenda = state.agenda
        last = agenda.drawn.get(self.passage)
        if last is not None and (self.once or len(agenda.chapters) < last + self.rest):
            return False
        return self.condition is None or bool(self.condition(state))


class _Nodes(dict[PassageId, Node]):
    """The passages of a program, each compiled when it is first entered."""

    def __init__(self, compile_: Callable[[PassageId], Node]) -> None:
        super().__init__()
        self._compile = compile_

    def __missing__(self, id_: PassageId) -> Node:
        node = self[id_] = self._compile(id_)
        return node


class Program:
    """One story, compiled; engine, linter and simulator run this.

    `language` is that of its prose, empty for the story's own; `plural` gives the CLDR form of a
    number in it.
    """

    def __init__(
        self, story: Story, plural: Callable[[int], str] = english, language: str = ""
    ) -> None:
        self.story = story
        self.language = language
        self.evaluator = Evaluator(story)
        self.applier = Applier(story)
        self.renderer = Renderer(story, self.evaluator, plural)
        self.nodes = _Nodes(self._node)
        self._consequences: dict[str, Consequence] = {}

    # What is run

    @cached_property
    def endings(self) -> Ways:
        """The endings by order, each with its condition."""
        return tuple(
            Rung(self._condition(ending.condition), id_)
            for id_ in self.story.endings
            if (ending := self.story.passages[id_].ending) is not None
        )

    @cached_property
    def events(self) -> tuple[Happening, ...]:
        """The events in the order they are tried in."""
        return tuple(
            Happening(id_, self._due(event.trigger), self._condition(event.condition), event.once)
            for id_ in self.story.events
            if (event := self.story.passages[id_].event) is not None
        )

    @cached_property
    def _looks(self) -> Looks:
        return Looks(self.story, self.evaluator)

    def looks(self, character: str, state: State) -> tuple[str, ...]:
        """The looks of somebody that hold in a state, in the order they are laid over the face."""
        return self._looks.held(state).get(CharacterId(character), ())

    def deck(self, name: str) -> tuple[Drawable, ...]:
        """The cards of a deck."""
        cards = self._decks.get(name)
        if cards is None:
            cards = self._decks[name] = tuple(
                Drawable(
                    id_,
                    self._condition(card.condition),
                    card.priority,
                    card.weight,
                    card.rest,
                    card.once,
                )
                for id_ in self.story.decks.get(name, ())
                if (card := self.story.passages[id_].card) is not None
            )
        return cards

    @cached_property
    def _decks(self) -> dict[str, tuple[Drawable, ...]]:
        return {}

    def consequence(self, place: str) -> Consequence | None:
        """The delayed consequence of a place; None where the story no longer has it."""
        if place not in self._consequences:
            passage = PassageId(place.partition("/")[0])
            if passage in self.story.passages:
                self.nodes[passage]  # compiling a passage notes what can come of it
        return self._consequences.get(place)

    def _node(self, id_: PassageId) -> Node:
        passage = self.story.passages[id_]
        steps = {str(choice.id): self._step(passage, choice) for choice in passage.choices}
        return Node(
            passage,
            passage.chapter,
            self.applier.function(passage.effects, id_),
            self._later(passage.later, id_),
            steps,
            tuple((step.condition, step) for step in steps.values()),
            self._leave(passage.call, passage.draw, passage.routes),
            passage.date or self.story.chapters[passage.chapter].date,
            passage.silent,
            fleeting(passage),
            passage.ending is not None,
            id_ in self.story.returning,
            all(step.always for step in steps.values()),
            not any(step.once or step.fallback for step in steps.values()),
            self.renderer.text(passage.text),
        )

    def _step(self, passage: Passage, choice: Choice) -> Step:
        key = f"{passage.id}/{choice.id}"
        return Step(
            choice,
            choice.id,
            key,
            self._condition(choice.condition),
            choice.once,
            choice.fallback,
            self.applier.function(choice.effects, key),
            self._later(choice.later, key),
            self._leave(choice.call, choice.draw, choice.routes),
            tuple(dict.fromkeys(filter(None, map(self._touched, choice.effects)))),
        )

    def _leave(self, call: Ladder[Call], draw: Ladder[str], routes: tuple[Route, ...]) -> Leave:
        ways = self._ways(routes)
        only = ways[0].value if ways and ways[0].condition is None else None
        only = None if only in (RETURN, THE_ENDING) else only
        plain = None if call or draw else only
        return Leave(self._rungs(call), self._rungs(draw), ways, only, plain)

    def _later(self, later: tuple[Later, ...], key: str) -> tuple[Consequence, ...]:
        made = tuple(
            Consequence(f"{key}/{number}", self._due(each.trigger), self._ways(each.routes))
            for number, each in enumerate(later)
        )
        self._consequences.update({each.place: each for each in made})
        return made

    def _due(self, trigger: Trigger) -> Due:
        match trigger:
            case InChapters(count):
                return Due(chapters=count)
            case OnDate(date):
                return Due(date=date)
            case When(condition):
                return Due(condition=self._condition(condition))

    def _rungs(self, ladder: Ladder[T]) -> tuple[Rung[T], ...]:
        return tuple(Rung(self._condition(case.condition), case.value) for case in ladder)

    def _ways(self, routes: tuple[Route, ...]) -> Ways:
        return tuple(Rung(self._condition(route.condition), route.target) for route in routes)

    def _condition(self, expr: Expr | None) -> Evaluate | None:
        return None if expr is None else self.evaluator.function(expr)

    def _touched(self, effect: Effect) -> str:
        match effect:
            case Add(name) | AddPart(name) | AddRoll(name) | SetNumber(name) | SetRoll(name):
                return name if self.story.numbers[name].gauge else ""
            case _:
                return ""

    # What is offered

    def offers(self, state: State) -> tuple[Offer, ...]:
        """The choices of a state's passage that are to be seen, open or closed."""
        node = self.nodes[state.passage]
        if node.ends:
            return ()
        if node.plain:
            return tuple(Offer(step, state, self, True) for step in node.steps.values())
        offers: list[Offer] = []
        fallbacks: list[Offer] = []
        any_open = False
        chosen = state.chosen
        for step in node.steps.values():
            if step.once and step.key in chosen:
                continue
            is_open = step.condition is None or bool(step.condition(state))
            if step.fallback:
                if is_open:
                    fallbacks.append(Offer(step, state, self, True))
                continue
            any_open = any_open or is_open
            if is_open or not step.choice.hidden:
                offers.append(Offer(step, state, self, is_open))
        if not any_open:
            offers += fallbacks
        return tuple(offers)

    def open_steps(self, state: Now) -> list[Step]:
        """The choices of a state's passage that are open."""
        node = self.nodes[state.passage]
        if node.ends:
            return []
        if node.simple:
            return [step for opens, step in node.doors if opens is None or opens(state)]
        steps = [step for step in node.steps.values() if step.is_open(state)]
        if any(step.fallback for step in steps):
            others = [step for step in steps if not step.fallback]
            return others or steps
        return steps

    def goes_on(self, state: Now) -> bool:
        """Whether the story goes on from a state's passage without a choice."""
        node = self.nodes[state.passage]
        if node.ends or self.open_steps(state):
            return False
        returns = bool(state.agenda.stack)
        if node.passage.returns:
            return returns
        leave = node.leave
        if leave.ways and (leave.call or leave.draw):
            return True  # what holds is decided after the scene or the card
        target = self.way(leave.ways, state)
        return target is not None and (target != RETURN or returns)

    def way(self, ways: Ways, state: Now) -> PassageId | None:
        """The target of the first way that holds; of `the-ending`, the first ending that does."""
        target = first(ways, state)
        return first(self.endings, state) if target == THE_ENDING else target

    def confirm(self, choice: Choice, state: Now) -> Words | None:
        """The question asked before a choice is taken; None where nothing is asked."""
        runs = self.renderer.pick(choice.confirm, state)
        return None if runs is None else self.renderer.runs(runs, state)

    def lock(self, choice: Choice, state: Now) -> tuple[Words, str]:
        """Why a closed choice is closed: in the story's words, and in figures."""
        if choice.condition is None:
            return (), ""
        render = self.renderer
        reason = render.words(choice.locked, state)
        if reason:
            return reason, figures(choice.condition, render, state)
        why = "; ".join(reasons(choice.condition, render, state))
        return ((Word(why),) if why else ()), ""

    # What is read

    def pages(self, passage: Passage, state: Now) -> Pages:
        """The passage's text."""
        return self.renderer.pages(passage.text, state)

    def text(self, state: Now) -> str:
        """The words of the passage's text, a paragraph a line, without looks and speakers."""
        words = self.nodes[state.passage].words
        return words if isinstance(words, str) else words(state)

    def answer(self, choice: Choice, state: Now) -> Lines:
        """A choice's answer."""
        return self.renderer.lines(choice.answer, state)

    def instead(self, passage: Passage, state: Now) -> Lines:
        """What stands in for a hard scene: the writer's summary, else its content note."""
        hard = passage.hard
        if hard is None:
            return ()
        lines = self.renderer.lines((Case(None, hard.instead),), state)
        if lines:
            return lines
        note = say("[Passed over: {note}]", note=hard.note)
        return (Line(None, "", "", "", "", False, (Word(note),)),)

    def verdict(self, passage: Passage, state: Now) -> VerdictLines:
        """The ending's verdict, part by part, then what the run's own deeds add, in their order."""
        if passage.ending is None:
            return ()
        render = self.renderer
        parts = [(part.name, render.lines(part.text, state)) for part in passage.verdict]
        deeds: list[Line] = []
        for visited in state.visits:
            node = self.nodes[PassageId(visited)]
            for part in node.passage.verdict if not node.ends else ():
                deeds += render.lines(part.text, state)
            for step in node.steps.values():
                if step.choice.verdict and step.key in state.chosen:
                    deeds += render.lines(step.choice.verdict, state)
        if deeds:
            parts.append(("deeds", tuple(deeds)))
        return tuple((name, lines) for name, lines in parts if lines)

    def ending_title(self, passage: Passage, state: Now) -> Words:
        """The ending's title."""
        if passage.ending is None:
            return ()
        return self.renderer.words(passage.ending.title, state)

    def place(self, passage: Passage, state: Now) -> str:
        """Where the passage plays."""
        ladder = passage.place or self.story.chapters[passage.chapter].place
        return text_of(self.renderer.words(ladder, state))

    def paper(self, passage: Passage, state: Now) -> Paper | None:
        """The document of a passage."""
        document = passage.document
        if document is None:
            return None
        return Paper(
            document.form,
            self.renderer.words(document.title, state),
            self.renderer.lines(document.words, state),
        )

    def sheet(self, passage: Passage, state: Now) -> Sheet | None:
        """The interlude of a passage, what has no words now left out."""
        interlude = passage.interlude
        if interlude is None:
            return None
        render = self.renderer
        lines = {key: render.words(ladder, state) for key, ladder in interlude.lines.items()}
        texts = {key: render.lines(ladder, state) for key, ladder in interlude.texts.items()}
        people = {key: render.pick(ladder, state) for key, ladder in interlude.people.items()}
        lists = {
            key: tuple(
                Entry({name: words for name, words in fields.items() if words})
                for item in items
                if render.holds(item.condition, state)
                and (fields := {n: render.words(each, state) for n, each in item.fields.items()})
            )
            for key, items in interlude.lists.items()
        }
        return Sheet(
            interlude.kind,
            {key: words for key, words in lines.items() if words},
            {key: paragraphs for key, paragraphs in texts.items() if paragraphs},
            {key: entries for key, entries in lists.items() if entries},
            {key: group for key, group in people.items() if group},
            frozenset(each for each in people.get("group") or () if is_removed(each, state.values)),
        )

    def front_page(self, passage: Passage, state: Now) -> FrontPage | None:
        """The front page of a passage."""
        news = passage.newspaper
        if news is None:
            return None
        render = self.renderer
        masthead = self.story.mastheads[news.masthead]
        photo = render.pick(news.picture, state)
        columns = (
            Column(render.words(article.title, state), render.lines(article.text, state))
            for article in news.columns
            if render.holds(article.condition, state)
        )
        return FrontPage(
            masthead.name,
            masthead.motto,
            masthead.place,
            masthead.price,
            render.words(news.headline, state),
            render.words(news.deck, state),
            render.lines(news.lead, state),
            photo.group if photo else (),
            render.words(photo.caption, state) if photo else (),
            tuple(column for column in columns if column.lines or column.title),
            render.words(news.truth, state),
            render.words(masthead.organ, state),
            render.table(news.ear or masthead.ear, state),
            render.words(news.slogan or masthead.slogan, state),
            render.column(news.editorial, state),
            render.column(news.decree, state),
            render.table(news.figures, state),
            render.words(news.stamp, state),
            render.pick(news.border, state) == "black",
            masthead.old_style,
            render.proof(news.censor, state),
        )


def fleeting(passage: Passage) -> bool:
    """Whether all that a passage has is text that may come to nothing."""
    others = passage.newspaper or passage.document or passage.interlude or passage.ending
    if others or passage.choices or passage.returns:
        return False
    return all(
        paragraph.condition is not None
        for case in passage.text
        for paragraph in case.value.paragraphs()
    )


def first(rungs: tuple[Rung[T], ...], state: Now) -> T | None:
    """The value of the first rung that holds, or None."""
    for rung in rungs:
        if rung.condition is None or rung.condition(state):
            return rung.value
    return None
