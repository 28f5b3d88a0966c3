"""Prose as it stands in a state: conditions decided, values printed, variants picked."""

import random
import re
from collections.abc import Iterator
from typing import Literal, TypeAlias, TypeVar, assert_never

import attrs

from game.engine.evaluate import compile_expr
from game.engine.state import State
from game.model.story import CharacterId, Ladder, Story
from game.text.expression import Expr, Name
from game.text.markup import (
    Branch,
    ByBand,
    ByVisit,
    Fact,
    Paragraph,
    Plain,
    Prose,
    Run,
    Runs,
    Styled,
    Value,
)

Look: TypeAlias = Literal["", "stress", "title"]

EXPRESSIONS = frozenset({"neutral", "stern", "angry", "afraid", "pleased", "grieving"})

T = TypeVar("T")


@attrs.frozen
class Word:
    """A stretch of text in one look."""

    text: str
    look: Look = ""


Words: TypeAlias = tuple[Word, ...]


@attrs.frozen
class Line:
    """A paragraph as it is read.

    `expression` is one of the six faces, empty where none is given; `aside` a stage direction.
    On a `channel` the reader does not share, `private` is true and the words are gone.
    """

    speaker: CharacterId | None
    name: str
    expression: str
    aside: str
    channel: str
    private: bool
    words: Words


Lines: TypeAlias = tuple[Line, ...]
Pages: TypeAlias = tuple[Lines, ...]


@attrs.frozen
class Column:
    """A side item of a front page."""

    title: Words
    lines: Lines


@attrs.frozen
class FrontPage:
    """A front page as printed. `group` stands in the photograph; empty where there is none."""

    masthead: str
    motto: str
    place: str
    price: str
    headline: Words
    deck: Words
    lead: Lines
    group: tuple[CharacterId, ...]
    caption: Words
    columns: tuple[Column, ...]
    truth: Words


@attrs.frozen
class Paper:
    """A document as it is read."""

    form: str
    title: Words
    lines: Lines


def text_of(words: Words) -> str:
    """The words without their looks."""
    return "".join(word.text for word in words)


class Renderer:
    """Renders the prose of one story; conditions inside it are compiled when first met."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self._compiled: dict[Expr, object] = {}

    def pick(self, ladder: Ladder[T], state: State) -> T | None:
        """The value of the first rung that holds, or None."""
        for case in ladder:
            if case.condition is None or self.holds(case.condition, state):
                return case.value
        return None

    def holds(self, expr: Expr, state: State) -> bool:
        """Whether a condition holds."""
        return bool(self.value(expr, state))

    def value(self, expr: Expr, state: State) -> int | bool:
        """An expression's value."""
        function = self._compiled.get(expr)
        if function is None:
            function = self._compiled[expr] = compile_expr(expr, self.story)
        return function(state)  # type: ignore[operator,no-any-return]

    def words(self, ladder: Ladder[Runs], state: State) -> Words:
        """A line of prose."""
        runs = self.pick(ladder, state)
        return () if runs is None else self.runs(runs, state)

    def lines(self, ladder: Ladder[Prose], state: State) -> Lines:
        """A block of prose, its pages run together."""
        return tuple(line for page in self.pages(ladder, state) for line in page)

    def pages(self, ladder: Ladder[Prose], state: State) -> Pages:
        """A block of prose; pages of which nothing is left are gone."""
        prose = self.pick(ladder, state)
        if prose is None:
            return ()
        pages = (tuple(self._lines(page, state)) for page in prose.pages)
        return tuple(page for page in pages if page)

    def runs(self, runs: Runs, state: State) -> Words:
        """The words of runs, white space made single and taken from both ends."""
        return _tidy(self._flatten(runs, "", state))

    def _lines(self, page: tuple[Paragraph, ...], state: State) -> Iterator[Line]:
        for paragraph in page:
            if paragraph.condition is not None and not self.holds(paragraph.condition, state):
                continue
            words = self.runs(paragraph.runs, state)
            if words:
                yield self._line(paragraph, words, state)

    def _line(self, paragraph: Paragraph, words: Words, state: State) -> Line:
        if paragraph.speaker is None:
            return Line(None, "", "", "", "", False, words)
        id_ = CharacterId(paragraph.speaker)
        character = self.story.cast[id_]
        aside = paragraph.aside
        expression = character.expressions.get(aside, aside if aside in EXPRESSIONS else "")
        if expression:
            aside = ""
        private = bool(paragraph.channel) and not self._shares(paragraph.channel, state)
        if private:
            words = (Word(f"says something in {paragraph.channel.capitalize()}."),)
        name = character.says
        return Line(id_, name, expression, aside, paragraph.channel, private, words)

    def _shares(self, channel: str, state: State) -> bool:
        passage = self.story.passages[state.passage]
        viewpoint = self.story.chapters[passage.chapter].viewpoint or self.story.player
        reader = self.story.cast.get(CharacterId(viewpoint))
        return reader is None or channel in reader.shares

    def _flatten(self, runs: Runs, look: Look, state: State) -> Iterator[Word]:
        for run in runs:
            yield from self._run(run, look, state)

    def _run(self, run: Run, look: Look, state: State) -> Iterator[Word]:
        match run:
            case Plain(text):
                yield Word(text, look)
            case Styled(style, inner):
                yield from self._flatten(inner, style, state)
            case Value(expr, _):
                yield Word(self._print(expr, state), look)
            case Fact(character, field, _):
                person = self.story.cast[CharacterId(character)]
                yield Word(str(getattr(person, field)), look)
            case Branch(cases):
                for condition, inner in cases:
                    if condition is None or self.holds(condition, state):
                        yield from self._flatten(inner, look, state)
                        return
            case ByVisit(way, options, place):
                index = _option(way, len(options), place, state)
                if index is not None:
                    yield from self._flatten(options[index], look, state)
            case ByBand(name, bands, _):
                yield from self._flatten(self._band(name, bands, state), look, state)
            case _:
                assert_never(run)

    def _print(self, expr: Expr, state: State) -> str:
        if isinstance(expr, Name) and expr.name in self.story.named:
            return str(state.values[expr.name])
        return str(int(self.value(expr, state)))

    def _band(self, name: str, options: tuple[tuple[str, Runs], ...], state: State) -> Runs:
        """The option of the band a value stands in, or of the nearest lower band that has one."""
        by_band = dict(options)
        stat = self.story.numbers.get(name)
        if stat is None:
            return by_band.get(str(state.values[name]), ())
        value = int(state.values[name])
        for band, start in reversed(stat.bands):
            if start <= value and band in by_band:
                return by_band[band]
        return ()


def _option(way: str, count: int, place: int, state: State) -> int | None:
    """Which option a visit reads: a pure function of visits and the seed."""
    visit = max(0, state.visits.get(state.passage, 1) - 1)
    match way:
        case "first":
            return min(visit, count - 1)
        case "cycle":
            return visit % count
        case "once":
            return visit if visit < count else None
        case _:
            deck = list(range(count))
            random.Random(f"{state.seed}/{state.passage}/{place}/{visit // count}").shuffle(deck)
            return deck[visit % count]


_SPACES = re.compile(r"\s+")


def _tidy(words: Iterator[Word]) -> Words:
    """Words with neighbours of one look joined, spaces made single, and the ends trimmed."""
    tidy: list[Word] = []
    for word in words:
        text = _SPACES.sub(" ", word.text)
        if (tidy and tidy[-1].text.endswith(" ")) or not tidy:
            text = text.removeprefix(" ")
        if not text:
            continue
        if tidy and tidy[-1].look == word.look:
            tidy[-1] = Word(tidy[-1].text + text, word.look)
        else:
            tidy.append(Word(text, word.look))
    while tidy and not tidy[-1].text.rstrip():
        tidy.pop()
    if tidy:
        tidy[-1] = Word(tidy[-1].text.rstrip(), tidy[-1].look)
    return tuple(tidy)
