"""Why something is as it is: which of the player's choices led to it, in the words declared.

What was read is found by reading it again from a state that notes what is asked of it, so the
answer names exactly what decided the words, whatever the notation. Causes are found by comparing
each turn of the game with the one before; provenance is in no save.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from itertools import pairwise
from typing import Any, Literal, TypeAlias

import attrs

from game.engine.labels import named_label, named_word, number_label
from game.engine.program import Program
from game.engine.prose import Column, Table, text_of
from game.engine.state import Agenda, Now, State, Turn, Value
from game.engine.state import Offer as OfferOf
from game.engine.transcript import opening_words
from game.model.story import Article, PassageId, Photo, Stat
from game.text.effect import changed_name
from game.text.expression import And, Expr
from game.text.scope import ARCHIVE
from game.text.tongue import say

Kind: TypeAlias = Literal["number", "lock", "page", "verdict"]
"""What is asked about: a number, a closed choice, words of the page, words of the verdict."""

Read: TypeAlias = tuple[Literal["value", "visit", "choice"], str]
"""What a condition or a text asked of a state: a name, a passage, a `passage/choice`."""

AWARD = "award."
TRUST = "trust."


@attrs.frozen
class Cause:
    """A turn that changed something, counted from 0.

    `chosen` is the choice that led there, empty where the story went on by itself; `met` says that
    the change came on the page after it rather than of the choice itself. `sown` is an earlier turn
    whose delayed consequence it was. `change` says what became of it: `+3`, or words.
    """

    turn: int
    chosen: str
    date: str
    met: bool
    sown: int | None
    change: str
    value: Value


@attrs.frozen
class Fact:
    """What holds and had a part in it, as a sentence, and what made it so, the earliest first."""

    words: str
    causes: tuple[Cause, ...]


@attrs.frozen
class Question:
    """What can be asked about a page: `asked` names it, `said` is what it says now."""

    kind: Kind
    name: str
    asked: str
    said: str
    _facts: Callable[[], tuple[Fact, ...]] = attrs.field(eq=False, repr=False)

    def answer(self) -> tuple[Fact, ...]:
        """The facts that led to it; empty where no choice of the player's had a part."""
        return self._facts()


def questions(turns: Sequence[Turn]) -> tuple[Question, ...]:
    """All that can be asked about the last of the turns."""
    enquiry = _Enquiry(turns)
    return (*enquiry.locks(), *enquiry.page(), *enquiry.ending(), *enquiry.numbers())


def noted(part: Callable[[Now], object], state: State) -> tuple[Read, ...]:
    """What a part of a page asks of the state when it is read, once each, in the order it asks."""
    reads: dict[Read, None] = {}
    part(_Noting(state, reads))
    return tuple(reads)


class _Enquiry:
    def __init__(self, turns: Sequence[Turn]) -> None:
        self.turns = turns
        self.turn = turns[-1]
        self.program: Program = self.turn.program
        self.story = self.program.story

    # What can be asked

    def numbers(self) -> Iterator[Question]:
        """The stats, and every other number that a choice has changed."""
        changed = [stat for stat in self.story.numbers.values() if self._changes.get(stat.id)]
        own = [stat for stat in changed if not stat.gauge and not stat.id.startswith(TRUST)]
        trust = [stat for stat in changed if stat.id.startswith(TRUST)]
        for stat in (*self.story.gauges(), *own, *trust):
            value = self.turn.value(stat.id)
            band = stat.band_word(value)
            said = f"{value}, {band}" if band else str(value)
            label = number_label(stat, self.story)
            asked = label[:1].upper() + label[1:]
            yield Question("number", stat.id, asked, said, partial(self._number, stat))

    def locks(self) -> Iterator[Question]:
        """The choices that are seen closed."""
        for offer in self.turn.offers:
            if not offer.open:
                asked = say("Closed: {choice}", choice=text_of(offer.label))
                said = text_of(offer.reason) or offer.figures
                yield Question("lock", offer.id, asked, said, self._lock(offer))

    def page(self) -> Iterator[Question]:
        """What stands on the page: of a front page its parts, else its words."""
        passage, news = self.turn.passage, self.turn.passage.newspaper
        page = self.turn.front_page
        if news is not None and page is not None:
            render = self.program.renderer
            yield self._said(
                "headline",
                say("The headline"),
                text_of(page.headline),
                lambda now: (render.words(news.headline, now), render.words(news.deck, now)),
            )
            if page.lead:
                lead = text_of(page.lead[0].words)
                yield self._said(
                    "lead",
                    say("The leading article"),
                    lead,
                    lambda now: render.lines(news.lead, now),
                )
            if page.group:
                caption = text_of(page.caption)
                yield self._said("picture", say("The photograph"), caption, self._photograph)
            column, table = (
                partial(render.column, news.editorial),
                partial(render.table, news.figures),
            )
            blocks: tuple[tuple[str, str, Column | Table | None, Callable[[Now], object]], ...] = (
                ("editorial", say("The editorial"), page.editorial, column),
                ("decree", say("The decree"), page.decree, partial(render.column, news.decree)),
                ("figures", say("The figures"), page.figures, table),
            )
            for name, asked, block, read in blocks:
                if block is not None:
                    yield self._said(name, asked, text_of(block.title), read)
            for number, article in enumerate(news.columns):
                if render.holds(article.condition, self.turn.state):
                    title = text_of(render.words(article.title, self.turn.state))
                    part = partial(self._article, article)
                    yield self._said(f"column/{number}", say("The column"), title, part)
            return
        reads = self._reads(lambda now: self._read(passage, now))
        if self._facts(reads):
            said = next((text_of(line.words) for page in self.turn.pages for line in page), "")
            yield Question("page", "words", say("The words of this page"), said, self._of(reads))

    def ending(self) -> Iterator[Question]:
        """The ending, and each part of its verdict."""
        passage = self.turn.passage
        if passage.ending is None:
            return
        render = self.program.renderer
        yield self._said(
            "ending", say("This ending"), text_of(self.turn.title), self._decided, kind="verdict"
        )
        for number, part in enumerate(passage.verdict):
            lines = render.lines(part.text, self.turn.state)
            if lines:
                said, read = text_of(lines[0].words), partial(render.lines, part.text)
                yield self._said(f"verdict/{number}", say("The verdict"), said, read, "verdict")
        for visited in self.turn.state.visits:
            node = self.program.nodes[PassageId(visited)]
            ladders = [part.text for part in node.passage.verdict if not node.ends]
            reads: tuple[Read, ...] = (("visit", visited),)
            sources = [(ladder, reads) for ladder in ladders]
            sources += [
                (step.choice.verdict, (("choice", step.key),))
                for step in node.steps.values()
                if step.choice.verdict and step.key in self.turn.state.chosen
            ]
            for ladder, because in sources:
                if lines := render.lines(ladder, self.turn.state):
                    noted = self._reads(partial(render.lines, ladder))
                    said = text_of(lines[0].words)
                    answer = self._of((*because, *noted))
                    yield Question("verdict", f"deed/{said}", say("The verdict"), said, answer)

    # What was read

    def _said(
        self,
        name: str,
        asked: str,
        said: str,
        part: Callable[[Now], object],
        kind: Kind = "page",
    ) -> Question:
        return Question(kind, name, asked, said, lambda: self._facts(self._reads(part)))

    def _of(self, reads: tuple[Read, ...]) -> Callable[[], tuple[Fact, ...]]:
        return lambda: self._facts(reads)

    def _reads(self, part: Callable[[Now], object]) -> tuple[Read, ...]:
        return noted(part, self.turn.state)

    def _read(self, passage: Any, now: Now) -> None:
        self.program.pages(passage, now)
        self.program.sheet(passage, now)
        self.program.paper(passage, now)

    def _article(self, article: Article, now: Now) -> None:
        render = self.program.renderer
        render.holds(article.condition, now)
        render.words(article.title, now)
        render.lines(article.text, now)

    def _photograph(self, now: Now) -> None:
        """Who stands in the photograph, and whether they may still be seen in it."""
        news = self.turn.passage.newspaper
        photo: Photo | None = (
            None if news is None else self.program.renderer.pick(news.picture, now)
        )
        if photo is not None:
            self.program.renderer.words(photo.caption, now)
            for person in photo.group:
                now.values.get(f"fate.{person}")

    def _decided(self, now: Now) -> None:
        """What led into this ending and not into one that is tried before it."""
        turn, last = self.turn, self.turns[-2] if len(self.turns) > 1 else None
        if turn.passage.ending is not None and turn.passage.ending.condition is not None:
            self.program.renderer.holds(turn.passage.ending.condition, now)
        if last is not None and turn.step is not None:
            self.program.way(turn.step.leave.ways, now)
            self._condition(turn.step.choice.condition, now)

    def _lock(self, offer: OfferOf) -> Callable[[], tuple[Fact, ...]]:
        condition = offer.choice.condition
        return self._of(self._reads(lambda now: self._condition(condition, now)))

    def _condition(self, condition: Expr | None, now: Now) -> None:
        """Every operand asked, not only those up to the first that fails."""
        if isinstance(condition, And):
            for operand in condition.operands:
                if not self.program.renderer.holds(operand, self.turn.state):
                    self.program.renderer.holds(operand, now)
        else:
            self.program.renderer.holds(condition, now)

    # What came of what

    @cached_property
    def _history(self) -> tuple[Mapping[str, Value], ...]:
        """The values before the first turn and after each.

        What a call lent to a name is its value only while the scene lasts in which it is asked.
        """
        states = [self.turns[0].before, *(turn.state for turn in self.turns)]
        history = [
            {**state.values, **lent} if (lent := _lent(state)) else state.values for state in states
        ]
        borrowed = set(_lent(states[-1]))
        for number in range(len(states) - 1, -1, -1):
            borrowed &= _lent(states[number]).keys()
            if not borrowed:
                break
            now = states[number].values
            history[number] = {**history[number], **{name: now[name] for name in borrowed}}
        return tuple(history)

    @cached_property
    def _changes(self) -> Mapping[str, tuple[int, ...]]:
        """The turns in which each name changed, in order."""
        found: dict[str, list[int]] = {}
        for number, (before, after) in enumerate(pairwise(self._history)):
            if before is after:
                continue
            for name, value in after.items():
                if before.get(name) != value:
                    found.setdefault(name, []).append(number)
        return {name: tuple(turns) for name, turns in found.items()}

    def _facts(self, reads: tuple[Read, ...]) -> tuple[Fact, ...]:
        facts = [fact for read in reads if (fact := self._fact(*read)) is not None]
        return tuple({fact.words: fact for fact in facts}.values())

    def _number(self, stat: Stat) -> tuple[Fact, ...]:
        """All that changed a number, from what it was on the first page."""
        causes = tuple(self._cause(stat.id, turn) for turn in self._changes.get(stat.id, ()))
        began = self._history[0][stat.id]
        return (Fact(say("It began at {value}.", value=began), causes),) if causes else ()

    def _fact(self, kind: str, name: str) -> Fact | None:
        """What is to be told of a thing that was read; None where no choice had a part in it."""
        if kind == "value":
            causes = tuple(self._cause(name, turn) for turn in self._changes.get(name, ()))
            words = self._words(name)
            if name not in self.story.numbers:
                causes = causes[-1:]  # what it was before does not matter now
            return Fact(words, causes) if causes and words else None
        counts = [
            turn.state.visits if kind == "visit" else turn.state.chosen for turn in self.turns
        ]
        came = [n for n in range(1, len(counts)) if _more(name, counts[n - 1], counts[n])]
        if kind == "visit" and name == self.turn.state.passage:
            came = came[:-1]  # that the player is here now explains nothing
        if not came:
            return None
        causes = tuple(self._at(turn) for turn in came)
        if kind == "choice":
            return Fact(say("You chose this."), causes)
        last = self.turns[came[-1]]
        opening = opening_words(last) if last.passage.id == name else ""  # else it was passed by
        read = say("You read: {words}", words=opening) if opening else say("You came to a page.")
        return Fact(read, causes)

    def _words(self, name: str) -> str:
        """What holds of a name, as a sentence."""
        value = self.turn.state.values[name]
        if (stat := self.story.numbers.get(name)) is not None:
            label = number_label(stat, self.story)
            label = label[:1].upper() + label[1:]
            band = stat.band_word(int(value))
            return f"{label}: {value}, {band}." if band else f"{label}: {value}."
        if (named := self.story.named.get(name)) is not None:
            label = named_label(named, self.story)
            word = named_word(named, str(value), self.story)
            return f"{label[:1].upper()}{label[1:].rstrip('.')}: {word}."
        flag = self.story.flags.get(name)
        if flag is None:
            return ""
        if name.startswith(AWARD):
            return ""
        if name.startswith(ARCHIVE):
            return say("A page is in the archive: {page}.", page=name.removeprefix(ARCHIVE))
        means = flag.means.rstrip(".") or name.replace("_", " ")
        return f"{means}." if value else say("No longer so: {means}.", means=means)

    def _cause(self, name: str, number: int) -> Cause:
        """What a turn did to a name."""
        turn = self.turns[number]
        before, after = self._history[number][name], self._history[number + 1][name]
        met = True
        if turn.step is not None and turn.step.effects is not None:
            decided = dict(turn.before.values)
            turn.step.effects(decided, turn.before.seed, turn.before.turn + 1)
            met = decided[name] == turn.before.values[name]
        return attrs.evolve(
            self._at(number),
            met=met,
            sown=self._sown(name, number) if met else None,
            change=self._change(name, before, after),
            value=after,
        )

    def _at(self, number: int) -> Cause:
        chosen = text_of(self.turns[number].chosen)
        return Cause(number, chosen, decided_on(self.turns, number), False, None, "", 0)

    def _change(self, name: str, before: Value, after: Value) -> str:
        if name in self.story.numbers:
            change = int(after) - int(before)
            return f"+{change}" if change > 0 else f"−{-change}"
        return ""

    def _sown(self, name: str, number: int) -> int | None:
        """The turn that scheduled what came due in this one and changed the name, if that did."""
        if number == 0:
            return None
        turn, before = self.turns[number], self.turns[number - 1].state
        waiting = {delay.number for delay in turn.state.agenda.delays}
        for delay in before.agenda.delays:
            if delay.number in waiting or delay.number < self.turns[0].before.agenda.scheduled:
                continue
            if not self._brought(delay.place, name, before, turn.state):
                continue
            for earlier, each in enumerate(self.turns):
                if each.state.agenda.scheduled > delay.number:
                    return earlier
        return None

    def _brought(self, place: str, name: str, before: State, after: State) -> bool:
        """Whether a consequence that was due entered a passage that changes the name."""
        due = self.program.consequence(place)
        entered = [] if due is None else [way.value for way in due.ways]
        for id_ in entered:
            if id_ not in self.story.passages or not _more(id_, before.visits, after.visits):
                continue
            node = self.program.nodes[id_]
            if any(changed_name(effect) == name for effect in node.passage.effects):
                return True
            if node.silent or node.fleeting:
                further = [route.target for route in node.passage.routes]
                entered += [each for each in further if each not in entered]
        return False


def _lent(state: State) -> dict[str, Value]:
    """The names that called scenes have been lent, and what they return to."""
    return {name: value for frame in state.agenda.stack[::-1] for name, value in frame.restore}


def _more(key: str, before: Mapping[str, int], after: Mapping[str, int]) -> bool:
    return after.get(key, 0) > before.get(key, 0)


class _Noted(dict[str, Any]):
    """A mapping that notes what is asked of it."""

    def __init__(self, values: Mapping[str, Any], note: Callable[[str], None]) -> None:
        super().__init__(values)
        self._note = note

    def __getitem__(self, key: str) -> Any:
        self._note(key)
        return super().__getitem__(key)

    def get(self, key: str, default: Any = None) -> Any:
        self._note(key)
        return super().get(key, default)


class _Noting:
    """A state that notes what conditions and prose ask of it."""

    def __init__(self, state: State, noted: dict[Read, None]) -> None:
        def note(kind: Literal["value", "visit", "choice"]) -> Callable[[str], None]:
            return lambda key: noted.setdefault((kind, key))

        self.passage = state.passage
        self.seed = state.seed
        self.turn = state.turn
        self.agenda: Agenda = state.agenda
        self.values: Mapping[str, Value] = _Noted(state.values, note("value"))
        self.visits: Mapping[str, int] = _Noted(state.visits, note("visit"))
        self.chosen: Mapping[str, int] = _Noted(state.chosen, note("choice"))


def decided_on(turns: Sequence[Turn], number: int) -> str:
    """The date of what led to a turn: of the page where it was chosen, else its own."""
    turn = turns[number]
    return turns[number - 1].date if number and turn.step is not None else turn.date


def cause_text(cause: Cause) -> str:
    """What a cause was, in words: the choice, or where the story began."""
    if cause.turn == 0:
        return say("as the story began")
    if not cause.chosen:
        return say("as the story went on")
    return cause.chosen


def answer_text(question: Question) -> Iterator[str]:
    """An answer as plain text, a line each: for the terminal and the plain view."""
    yield f"{question.asked}: {question.said}".rstrip(": ")
    facts = question.answer()
    if not facts:
        yield "  " + say("None of your choices had a part in this.")
    for fact in facts:
        yield f"  {fact.words}"
        for cause in fact.causes:
            page = say("page {number}", number=cause.turn + 1)
            told = f"    {page}: {cause_text(cause)}"
            if cause.met and cause.chosen:
                told += " " + say("(met on the page after it)")
            if cause.sown is not None:
                told += " " + say(
                    "(it had been on its way since page {number})", number=cause.sown + 1
                )
            yield f"{told} {cause.change}".rstrip()
