"""A story compiled: its conditions and effects as functions, its prose ready to render."""

from collections.abc import Mapping

import attrs

from game.engine.apply import Apply, compile_effects
from game.engine.evaluate import Evaluate, compile_expr
from game.engine.prose import (
    Column,
    FrontPage,
    Line,
    Lines,
    Pages,
    Paper,
    Renderer,
    Word,
    Words,
    text_of,
)
from game.engine.state import State
from game.model.story import Case, Choice, Passage, PassageId, Route, Story
from game.text.effect import Add, AddPart, Effect, SetNumber
from game.text.expression import Expr


@attrs.frozen(eq=False)
class Way:
    """A route, compiled."""

    condition: Evaluate | None
    target: PassageId


@attrs.frozen(eq=False)
class Step:
    """A choice, compiled. `key` is what it is counted under."""

    choice: Choice
    key: str
    condition: Evaluate | None
    effects: tuple[Apply, ...]
    ways: tuple[Way, ...]
    touches: tuple[str, ...]


@attrs.frozen(eq=False)
class Node:
    """A passage, compiled."""

    passage: Passage
    effects: tuple[Apply, ...]
    steps: Mapping[str, Step]
    ways: tuple[Way, ...]
    silent: bool


class Program:
    """One story, compiled once; engine, linter and simulator run this."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.renderer = Renderer(story)
        self.nodes: dict[PassageId, Node] = {
            id_: self._node(passage) for id_, passage in story.passages.items()
        }
        self.endings = tuple(
            Way(self._condition(ending.condition), id_)
            for id_ in story.endings
            if (ending := story.passages[id_].ending) is not None
        )

    def _node(self, passage: Passage) -> Node:
        steps: dict[str, Step] = {
            choice.id: self._step(passage, choice) for choice in passage.choices
        }
        return Node(
            passage,
            compile_effects(passage.effects, self.story),
            steps,
            self._ways(passage.routes),
            passage.silent,
        )

    def _step(self, passage: Passage, choice: Choice) -> Step:
        return Step(
            choice,
            f"{passage.id}/{choice.id}",
            self._condition(choice.condition),
            compile_effects(choice.effects, self.story),
            self._ways(choice.routes),
            tuple(dict.fromkeys(filter(None, map(self._touched, choice.effects)))),
        )

    def _ways(self, routes: tuple[Route, ...]) -> tuple[Way, ...]:
        return tuple(Way(self._condition(route.condition), route.target) for route in routes)

    def _condition(self, expr: Expr | None) -> Evaluate | None:
        return None if expr is None else compile_expr(expr, self.story)

    def _touched(self, effect: Effect) -> str:
        match effect:
            case Add(name, _, _) | AddPart(name, _, _) | SetNumber(name, _, _):
                return name if self.story.numbers[name].gauge else ""
            case _:
                return ""

    # What is read

    def pages(self, passage: Passage, state: State) -> Pages:
        """The passage's text."""
        return self.renderer.pages(passage.text, state)

    def answer(self, choice: Choice, state: State) -> Lines:
        """A choice's answer."""
        return self.renderer.lines(choice.answer, state)

    def instead(self, passage: Passage, state: State) -> Lines:
        """What stands in for a hard scene: the writer's summary, else its content note."""
        hard = passage.hard
        if hard is None:
            return ()
        lines = self.renderer.lines((Case(None, hard.instead),), state)
        if lines:
            return lines
        return (Line(None, "", "", "", "", False, (Word(f"[Passed over: {hard.note}]"),)),)

    def verdict(self, passage: Passage, state: State) -> Lines:
        """The ending's verdict."""
        return self.renderer.lines(passage.verdict, state)

    def ending_title(self, passage: Passage, state: State) -> Words:
        """The ending's title."""
        if passage.ending is None:
            return ()
        return self.renderer.words(passage.ending.title, state)

    def place(self, passage: Passage, state: State) -> str:
        """Where the passage plays."""
        ladder = passage.place or self.story.chapters[passage.chapter].place
        return text_of(self.renderer.words(ladder, state))

    def paper(self, passage: Passage, state: State) -> Paper | None:
        """The document of a passage."""
        document = passage.document
        if document is None:
            return None
        return Paper(
            document.form,
            self.renderer.words(document.title, state),
            self.renderer.lines(document.words, state),
        )

    def front_page(self, passage: Passage, state: State) -> FrontPage | None:
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
        )
