"""Prose as it stands in a state: conditions decided, values printed, variants picked.

Prose is compiled when it is first read: what never varies is rendered once for all.
"""

import random
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Literal, TypeAlias, TypeVar, assert_never

import attrs

from game.engine.evaluate import Evaluate, Evaluator
from game.engine.state import Now
from game.model.story import (
    Article,
    Case,
    Censor,
    CharacterId,
    Figures,
    Item,
    Ladder,
    PassageId,
    Story,
)
from game.text.expression import Expr, Name
from game.text.markup import (
    Branch,
    ByBand,
    ByCount,
    ByFact,
    ByVisit,
    Fact,
    Paragraph,
    Plain,
    Prose,
    Run,
    Runs,
    Styled,
    Value,
    Varying,
    options,
)
from game.text.tongue import say

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
    """A heading and paragraphs of a front page: a side item, the editorial, the decree."""

    title: Words
    lines: Lines


@attrs.frozen
class Table:
    """Figures of a front page, each with its name; of words alone they are the note."""

    title: Words
    rows: tuple[tuple[Words, Words], ...]
    note: Words


@attrs.frozen
class Proof:
    """What the censor did to the proof of a front page.

    Each of `notes` is its words and the part of the page they stand at: one of `keys.PARTS`, or
    the title of a column.
    """

    bars: tuple[str, ...]
    strikes: tuple[str, ...]
    lifted: tuple[str, ...]
    missing: tuple[CharacterId, ...]
    notes: tuple[tuple[Words, str], ...]
    refusal: Words


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
    organ: Words = ()
    ear: Table | None = None
    slogan: Words = ()
    editorial: Column | None = None
    decree: Column | None = None
    figures: Table | None = None
    stamp: Words = ()
    mourning: bool = False
    old_style: bool = False
    proof: Proof | None = None


VerdictLines: TypeAlias = tuple[tuple[str, Lines], ...]
"""The parts of a verdict: name and paragraphs."""


@attrs.frozen
class Entry:
    """An entry of a list in an interlude: its fields by name, those without words left out."""

    fields: Mapping[str, Words]


@attrs.frozen
class Sheet:
    """An interlude as it is read: what each field of its template holds now.

    `people` are of the cast, in order; a field without words is left out of all four. Who stands
    in a photograph and has been `removed` since is retouched out of this printing.
    """

    kind: str
    lines: Mapping[str, Words]
    texts: Mapping[str, Lines]
    lists: Mapping[str, tuple[Entry, ...]]
    people: Mapping[str, tuple[CharacterId, ...]]
    removed: frozenset[CharacterId] = frozenset()


@attrs.frozen
class Paper:
    """A document as it is read."""

    form: str
    title: Words
    lines: Lines


def text_of(words: Words) -> str:
    """The words without their looks."""
    if len(words) == 1:
        return words[0].text
    return "".join(word.text for word in words)


def english(number: int) -> str:
    """The plural form of a number in English, as CLDR has it."""
    return "one" if number == 1 else "other"


RenderLine: TypeAlias = Callable[[Now], Line | None]
RenderWords: TypeAlias = Callable[[Now], Words]
RenderText: TypeAlias = Callable[[Now], str]


@attrs.frozen(eq=False)
class _Compiled:
    """A block of prose: what it always reads, or of each page what to render."""

    always: Pages | None
    pages: tuple[tuple[RenderLine, ...], ...]


class Renderer:
    """Renders the prose of one story. `plural` gives the form of a number in its language."""

    def __init__(
        self, story: Story, evaluator: Evaluator, plural: Callable[[int], str] = english
    ) -> None:
        self.story = story
        self.evaluator = evaluator
        self.plural = plural
        self._prose: dict[int, tuple[Prose, _Compiled]] = {}  # by identity, which is kept alive
        self._runs: dict[int, tuple[Runs, Words | RenderWords]] = {}

    def pick(self, ladder: Ladder[T], state: Now) -> T | None:
        """The value of the first rung that holds, or None."""
        case = self.rung(ladder, state)
        return None if case is None else case.value

    def rung(self, ladder: Ladder[T], state: Now) -> Case[T] | None:
        """The first rung that holds, or None."""
        for case in ladder:
            if case.condition is None or self.evaluator.function(case.condition)(state):
                return case
        return None

    def value(self, expr: Expr, state: Now) -> int | bool:
        """An expression's value."""
        return self.evaluator.function(expr)(state)

    def holds(self, expr: Expr | None, state: Now) -> bool:
        """Whether a condition holds; none always does."""
        return expr is None or bool(self.evaluator.function(expr)(state))

    def words(self, ladder: Ladder[Runs], state: Now) -> Words:
        """A line of prose."""
        runs = self.pick(ladder, state)
        return () if runs is None else self.runs(runs, state)

    def lines(self, ladder: Ladder[Prose], state: Now) -> Lines:
        """A block of prose, its pages run together."""
        return tuple(line for page in self.pages(ladder, state) for line in page)

    def pages(self, ladder: Ladder[Prose], state: Now) -> Pages:
        """A block of prose; pages of which nothing is left are gone."""
        prose = self.pick(ladder, state)
        if prose is None:
            return ()
        compiled = self._compiled(prose)
        if compiled.always is not None:
            return compiled.always
        pages = []
        for page in compiled.pages:
            lines = tuple(line for render in page if (line := render(state)) is not None)
            if lines:
                pages.append(lines)
        return tuple(pages)

    def column(self, ladder: Ladder[Article], state: Now) -> Column | None:
        """An article of a front page, None where nothing of it is printed."""
        article = self.pick(ladder, state)
        if article is None or not self.holds(article.condition, state):
            return None
        column = Column(self.words(article.title, state), self.lines(article.text, state))
        return column if column.title or column.lines else None

    def table(self, ladder: Ladder[Figures], state: Now) -> Table | None:
        """The figures of a front page, None where there are none."""
        figures = self.pick(ladder, state)
        if figures is None:
            return None
        rows = tuple(
            (self._field(row, "name", state), self._field(row, "value", state))
            for row in figures.rows
            if self.holds(row.condition, state)
        )
        title, note = self.words(figures.title, state), self.words(figures.note, state)
        return Table(title, rows, note) if title or rows or note else None

    def proof(self, censor: Censor | None, state: Now) -> Proof | None:
        """What the censor did to a front page, None where nothing."""
        if censor is None or not self.holds(censor.condition, state):
            return None

        def listed(items: tuple[Item, ...], field: str) -> tuple[str, ...]:
            told = (
                text_of(self._field(item, field, state))
                for item in items
                if self.holds(item.condition, state)
            )
            return tuple(text for text in told if text)

        notes = (
            (self._field(note, "text", state), text_of(self._field(note, "at", state)))
            for note in censor.notes
            if self.holds(note.condition, state)
        )
        return Proof(
            listed(censor.bars, "words"),
            listed(censor.strikes, "words"),
            listed(censor.lifted, "title"),
            censor.missing,
            tuple((words, at) for words, at in notes if words),
            self.words(censor.refusal, state),
        )

    def _field(self, item: Item, field: str, state: Now) -> Words:
        return self.words(item.fields.get(field, ()), state)

    def text(self, ladder: Ladder[Prose]) -> "str | RenderText":
        """The words of a block of prose, a paragraph a line: always the same, or by the state."""
        if len(ladder) != 1 or ladder[0].condition is not None:
            return (lambda state: _text_of(self.pages(ladder, state))) if ladder else ""
        prose = ladder[0].value
        always = self._compiled(prose).always
        if always is not None:
            return _text_of(always)
        if any(paragraph.channel for paragraph in prose.paragraphs()):
            return lambda state: _text_of(self.pages(ladder, state))
        parts = tuple(
            (
                None if each.condition is None else self.evaluator.function(each.condition),
                text_of(words) if isinstance(words, tuple) else words,
            )
            for each in prose.paragraphs()
            if (words := self._render(each.runs))
        )
        return _text_in_parts(parts)

    def runs(self, runs: Runs, state: Now) -> Words:
        """The words of runs, white space made single and taken from both ends."""
        known = self._runs.get(id(runs))
        if known is None:
            known = self._runs[id(runs)] = (runs, self._render(runs))
        words = known[1]
        return words if isinstance(words, tuple) else words(state)

    # Compiling

    def _compiled(self, prose: Prose) -> _Compiled:
        known = self._prose.get(id(prose))
        if known is None:
            known = self._prose[id(prose)] = (prose, self._compile(prose))
        return known[1]

    def _compile(self, prose: Prose) -> _Compiled:
        pages: list[tuple[RenderLine, ...]] = []
        always: list[Lines] | None = []
        for page in prose.pages:
            lines = [self._paragraph(paragraph) for paragraph in page]
            if always is not None and all(isinstance(line, Line | None) for line in lines):
                fixed = tuple(line for line in lines if isinstance(line, Line))
                if fixed:
                    always.append(fixed)
            else:
                always = None
            pages.append(tuple(map(_rendering, lines)))
        return _Compiled(None if always is None else tuple(always), tuple(pages))

    def _paragraph(self, paragraph: Paragraph) -> Line | RenderLine | None:
        """The line that a paragraph always is, or what renders it; None for one without words."""
        words = self._render(paragraph.runs)
        if isinstance(words, tuple):
            if not words:
                return None
            if paragraph.condition is None and not paragraph.channel:
                return self._line(paragraph, words, None)
        condition = None
        if paragraph.condition is not None:
            condition = self.evaluator.function(paragraph.condition)
        render: RenderWords = (lambda state: words) if isinstance(words, tuple) else words

        def line(state: Now) -> Line | None:
            if condition is not None and not condition(state):
                return None
            rendered = render(state)
            return self._line(paragraph, rendered, state) if rendered else None

        return line

    def _render(self, runs: Runs) -> Words | RenderWords:
        """The words that runs always are, or what renders them."""
        if all(self._is_fixed(run) for run in runs):
            return _tidy(self._flatten(runs, "", None))
        if all(isinstance(run, Plain) or self._is_number(run) for run in runs):
            parts = [run.text if isinstance(run, Plain) else self._number(run) for run in runs]
            if isinstance(parts[0], str):
                parts[0] = parts[0].lstrip()
            if isinstance(parts[-1], str):
                parts[-1] = parts[-1].rstrip()
            return _joined(parts)
        return lambda state: _tidy(self._flatten(runs, "", state))

    def _is_fixed(self, run: Run) -> bool:
        match run:
            case Plain():
                return True
            case Styled(_, inner):
                return all(map(self._is_fixed, inner))
            case Fact(character, _):
                return character in self.story.cast
            case _:
                return False

    def _is_number(self, run: Run) -> bool:
        return isinstance(run, Value) and not self._is_word(run.expr)

    def _is_word(self, expr: Expr) -> bool:
        return isinstance(expr, Name) and expr.name in self.story.named

    def _number(self, run: Run) -> Evaluate:
        assert isinstance(run, Value)
        return self.evaluator.function(run.expr)

    def _line(self, paragraph: Paragraph, words: Words, state: Now | None) -> Line:
        if paragraph.speaker is None:
            return Line(None, "", "", "", "", False, words)
        id_ = CharacterId(paragraph.speaker)
        character = self.story.cast[id_]
        aside = paragraph.aside
        expression = character.expressions.get(aside, aside if aside in EXPRESSIONS else "")
        if expression:
            aside = ""
        private = state is not None and not self.shares(paragraph.channel, state.passage)
        if private:
            words = (Word(say("says something in {tongue}.", tongue=_named(paragraph.channel))),)
        name = character.says
        return Line(id_, name, expression, aside, paragraph.channel, private, words)

    def shares(self, channel: str, passage: PassageId) -> bool:
        """Whether the reader of a passage hears what is said on a channel."""
        if not channel:
            return True
        chapter = self.story.passages[passage].chapter
        viewpoint = self.story.chapters[chapter].viewpoint or self.story.player
        reader = self.story.cast.get(CharacterId(viewpoint))
        return reader is None or channel in reader.shares

    def _flatten(self, runs: Runs, look: Look, state: Now | None) -> Iterator[Word]:
        for run in runs:
            yield from self._run(run, look, state)

    def _run(self, run: Run, look: Look, state: Now | None) -> Iterator[Word]:
        match run:
            case Plain(text):
                yield Word(text, look)
                return
            case Styled(style, inner):
                yield from self._flatten(inner, style, state)
                return
            case Fact(character, field) if character in self.story.cast:
                yield Word(self._fact(character, field), look)
                return
        assert state is not None, "what never varies is rendered without a state"
        match run:
            case Fact(character, field):
                who = str(state.values[character])
                yield Word(self._fact(who, field) if who in self.story.cast else who, look)
            case Value(expr):
                yield Word(self._print(expr, state), look)
            case Branch() | ByVisit() | ByBand() | ByFact() | ByCount():
                index = self.option(run, state)
                if index is not None:
                    yield from self._flatten(options(run)[index], look, state)
            case _:
                assert_never(run)

    def option(self, run: Varying, state: Now) -> int | None:
        """Which of its options a run reads as, or None."""
        match run:
            case Branch(cases):
                for index, (condition, _) in enumerate(cases):
                    if condition is None or self.holds(condition, state):
                        return index
                return None
            case ByVisit(way, visited, place):
                return _option(way, len(visited), place, state)
            case ByBand(name, bands):
                return self._band(name, bands, state)
            case ByFact(character, field, known):
                who = character
                if who not in self.story.cast:
                    who = str(state.values[character])
                fact = self._fact(who, field) if who in self.story.cast else ""
                by_fact = {word: index for index, (word, _) in enumerate(known)}
                return by_fact.get(fact, by_fact.get("otherwise"))
            case ByCount(expr, forms):
                form = self.plural(abs(int(self.value(expr, state))))
                by_form = {word: index for index, (word, _) in enumerate(forms)}
                return by_form.get(form, by_form["other"])
            case _:
                assert_never(run)

    def _fact(self, character: str, field: str) -> str:
        return str(getattr(self.story.cast[CharacterId(character)], field))

    def _print(self, expr: Expr, state: Now) -> str:
        if isinstance(expr, Name) and expr.name in self.story.named:
            return str(state.values[expr.name])
        return str(int(self.value(expr, state)))

    def _band(self, name: str, named: tuple[tuple[str, Runs], ...], state: Now) -> int | None:
        """The option of the band a value stands in, or of the nearest lower band that has one."""
        by_band = {word: index for index, (word, _) in enumerate(named)}
        stat = self.story.numbers.get(name)
        if stat is None:
            return by_band.get(str(state.values[name]))
        value = int(state.values[name])
        for band, start in reversed(stat.bands):
            if start <= value and band in by_band:
                return by_band[band]
        return None


def _text_of(pages: Pages) -> str:
    return "\n".join([text_of(line.words) for page in pages for line in page])


def _text_in_parts(parts: tuple[tuple[Evaluate | None, str | RenderWords], ...]) -> RenderText:
    """What renders paragraphs, each fixed or not, of which some stand there on a condition."""

    def render(state: Now) -> str:
        texts = []
        for condition, part in parts:
            if condition is None or condition(state):
                text = part if isinstance(part, str) else text_of(part(state))
                if text:
                    texts.append(text)
        return "\n".join(texts)

    return render


def _rendering(line: Line | RenderLine | None) -> RenderLine:
    if line is None or isinstance(line, Line):
        return lambda state: line
    return line


def _joined(parts: list[str | Evaluate]) -> RenderWords:
    """Words of plain text and numbers, which have no white space to be made single."""

    def render(state: Now) -> Words:
        texts = [part if isinstance(part, str) else str(int(part(state))) for part in parts]
        return (Word("".join(texts)),)

    return render


def _named(channel: str) -> str:
    return channel.capitalize()


def _option(way: str, count: int, place: int, state: Now) -> int | None:
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
