"""Every line of a story that a reader may be shown: paragraphs, labels, parts of papers, variants.

A line is known by where it is written. Where it can be shown is told as sites: a passage's page,
one of its choices, or that choice's answer, with conditions that must hold there. A condition that
the notation cannot say is left out, so that a line's sites may promise more than the engine keeps,
never less.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Literal, TypeAlias

import attrs

from game.diagnostics.span import Span
from game.engine.program import Program
from game.model.story import (
    Article,
    Case,
    Censor,
    Choice,
    Figures,
    Item,
    Passage,
    PassageId,
    Photo,
)
from game.text.expression import And, Chosen, Compare, Expr, Is, Name, Not, Or, Seen
from game.text.expression import Literal as Number
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
from tools.cover.places import placed

Where: TypeAlias = Literal["page", "label", "open", "closed", "answer"]
"""Where a line stands: on the page, or with a choice: seen at all, open, closed, or answered."""

Key: TypeAlias = tuple[int, int]
"""What tells the renderer's parts apart: which object, and which option of it (-1: itself)."""

Rung: TypeAlias = tuple[int, int]
"""A ladder, and which of its rungs."""

AT = (0, 0)

WIDEST = 400
"""Values of a number that are told apart by its plural forms."""

PARTS = {
    "locked": "reason of a closed choice",
    "label": "choice",
    "confirm": "question",
    "ending": "title of an ending",
    "truth": "what was true of a page",
    "instead": "in place of a hard scene",
    "group": "caption",
}
"""What lines are called, where it is not the key they stand below."""


@attrs.frozen
class Site:
    """Where a line can be shown, and what must hold there."""

    passage: PassageId
    where: Where
    choice: str
    holds: tuple[Expr, ...]

    def given(self, *more: Expr) -> "Site":
        """The site where more must hold."""
        return attrs.evolve(self, holds=(*self.holds, *more))


@attrs.define(eq=False)
class Line:
    """A line of a story. `part` is what it is; a `variant` is an option within a line.

    It is `unheard` where it is said on a channel that no reader of it shares. `rung` is a ladder or
    what varies, by a number, and which part of it this is: at a time one part is shown; (0, 0) of
    what always is.
    """

    number: int
    key: Key
    part: str
    passage: str
    chapter: str
    span: Span
    words: str
    variant: bool
    sites: tuple[Site, ...]
    unheard: bool
    rung: Rung
    shuffled: bool = False


@attrs.define(eq=False)
class Lines:
    """The lines of a program's story, in the order of its files; `kept` holds what keys name."""

    program: Program
    all: list[Line] = attrs.field(factory=list)
    of_key: dict[Key, Line] = attrs.field(factory=dict)
    _kept: list[object] = attrs.field(factory=list)
    _ladders: int = 0

    @classmethod
    def of(cls, program: Program) -> "Lines":
        """The lines of a program's story."""
        lines = cls(program)
        lines._collect()
        lines.all.sort(key=lambda line: (line.span, line.variant))
        for number, line in enumerate(lines.all):
            line.number = number
        return lines

    def _collect(self) -> None:
        story = self.program.story
        endings = [PassageId(each) for each in story.endings]
        for passage in story.passages.values():
            _Collector(self, passage, endings).collect()
        for chapter in story.chapters.values():
            of = [story.passages[each] for each in chapter.passages]
            sites = [Site(each.id, "page", "", ()) for each in of if not each.place]
            collector = _Collector(self, None, endings, str(chapter.id), chapter.span)
            collector.record(chapter.place, "place", tuple(sites))
        for masthead in story.mastheads.values():
            pages = [
                (each.id, each.newspaper)
                for each in story.passages.values()
                if each.newspaper and each.newspaper.masthead == masthead.id
            ]
            collector = _Collector(self, None, endings, "", masthead.span)
            for name in ("organ", "ear", "slogan"):
                sites = [
                    Site(id_, "page", "", ())
                    for id_, news in pages
                    if name == "organ" or not getattr(news, name)
                ]
                collector.record(getattr(masthead, name), name, tuple(sites))

    def ladder(self) -> int:
        """The number of a new ladder."""
        self._ladders += 1
        return self._ladders


@attrs.define(eq=False)
class _Collector:
    """Writes down the lines of one record."""

    lines: Lines
    passage: Passage | None
    endings: list[PassageId]
    chapter: str = ""
    span: Span | None = None

    def collect(self) -> None:
        passage = self.passage
        assert passage is not None
        self.chapter, self.span = str(passage.chapter), passage.span
        page = (Site(passage.id, "page", "", ()),)
        self.record(passage.place, "place", page)
        self.record(passage.text, "text", page)
        if passage.hard:
            self.record((Case(None, passage.hard.instead),), "instead", page)
        news, interlude = passage.newspaper, passage.interlude
        for record in (news, passage.document):
            for field in attrs.fields(type(record)) if record is not None else ():
                self.record(getattr(record, field.name), field.name, page)
        if interlude is not None:
            for fields in (interlude.lines, interlude.texts, interlude.lists):
                self.record(dict(fields), "", page)
        if passage.ending:
            self.record(passage.ending.title, "ending", page)
        read = Seen(passage.id, AT)
        after = page if passage.ending else self._afterwards(read)
        for part in passage.verdict:
            self.record(part.text, "verdict", after)
        for choice in passage.choices:
            self._choice(passage, choice)

    def _choice(self, passage: Passage, choice: Choice) -> None:
        self.span = choice.span
        offered = not passage.ending

        def site(where: Where, shown: bool = offered) -> tuple[Site, ...]:
            return (Site(passage.id, where, str(choice.id), ()),) if shown else ()

        self.record(choice.label, "label", site("label"))
        refuses = choice.condition is not None and not (choice.hidden or choice.fallback)
        self.record(choice.locked, "locked", site("closed", offered and refuses))
        self.record(choice.confirm, "confirm", site("open"))
        self.record(choice.answer, "answer", site("answer"))
        taken = Chosen(f"{passage.id}/{choice.id}", AT)
        self.record(choice.verdict, "verdict", self._afterwards(taken))

    def _afterwards(self, condition: Expr) -> tuple[Site, ...]:
        """The endings, where what was done before is told of."""
        return tuple(Site(each, "page", "", (condition,)) for each in self.endings)

    def record(self, record: Any, part: str, sites: tuple[Site, ...]) -> None:
        """Write down what stands in a record."""
        match record:
            case (Case(), *_):
                self._ladder(record, part, sites)
            case tuple():
                for each in record:
                    self.record(each, part, sites)
            case dict():
                for key, each in record.items():
                    self.record(each, str(key), sites)
            case Article() | Item() | Censor() | Figures() | Photo():
                condition = getattr(record, "condition", None)
                if condition is not None:
                    sites = tuple(site.given(condition) for site in sites)
                for field in attrs.fields(type(record)):
                    inner = getattr(record, field.name)
                    of_part = field.name in ("title", "text", "fields", "group", "caption")
                    self.record(inner, part if of_part else field.name, sites)
            case _:
                return

    def _ladder(self, ladder: tuple[Case[Any], ...], part: str, sites: tuple[Site, ...]) -> None:
        number = self.lines.ladder() if len(ladder) > 1 else 0
        every = _rungs([each.condition for each in ladder])
        for index, (case, held) in enumerate(zip(ladder, every, strict=True)):
            rung = (number, index)
            here = tuple(site.given(*held) for site in sites)
            if isinstance(case.value, Prose):
                for paragraph in case.value.paragraphs():
                    self._paragraph(paragraph, part, here, rung)
            elif _are_runs(case.value):
                self._line(case, part, here, rung)
            else:
                self.record(case.value, part, here)

    def _line(self, case: Case[Runs], part: str, sites: tuple[Site, ...], rung: Rung) -> None:
        span = case.fragment.span() if case.fragment else case.span or self.span
        assert span is not None
        words = case.fragment.text if case.fragment else _plain(case.value)
        if has_words(case.value):
            self._add((id(case), -1), case, part, span, words, False, sites, False, rung)
            if case.fragment:
                found = placed(case.value, case.fragment)
                self._options(case.value, list(found), part, sites, False)

    def _paragraph(
        self, paragraph: Paragraph, part: str, sites: tuple[Site, ...], rung: Rung
    ) -> None:
        if not has_words(paragraph.runs):
            return
        if paragraph.condition is not None:
            sites = tuple(site.given(paragraph.condition) for site in sites)
        shares = self.lines.program.renderer.shares
        unheard = paragraph.speaker is not None and not any(
            shares(paragraph.channel, site.passage) for site in sites
        )
        key, words = (id(paragraph), -1), paragraph.written
        self._add(key, paragraph, part, paragraph.span, words, False, sites, unheard, rung)
        found = placed(paragraph.runs, paragraph.fragment, paragraph.condition is not None)
        self._options(paragraph.runs, list(found), part, sites, unheard)

    def _options(
        self,
        runs: Runs,
        found: list[tuple[Varying, int, Any]],
        part: str,
        sites: tuple[Site, ...],
        unheard: bool,
    ) -> None:
        """Write down the options of what varies in runs; `found` tells where they are written."""
        written = {(id(run), index): fragment for run, index, fragment in found}
        for run in runs:
            if isinstance(run, Styled):
                self._options(run.runs, found, part, sites, unheard)
                continue
            inner = options(run)
            number = self.lines.ladder()
            for index, option in enumerate(inner):
                here = self._taken(run, index, sites)
                if has_words(option):
                    fragment = written[id(run), index]
                    words = " ".join(fragment.text.split())
                    key = (id(run), index)
                    span, rung = fragment.span(), (number, index)
                    self._add(key, run, part, span, words, True, here, unheard, rung)
                    self._options(option, found, part, here, unheard)

    def _taken(self, run: Run, index: int, sites: tuple[Site, ...]) -> tuple[Site, ...]:
        """The sites of an option: where it is the one that is read."""
        match run:
            case Branch(cases):
                held = _rungs([condition for condition, _ in cases])[index]
                return tuple(site.given(*held) for site in sites)
            case ByBand(name, bands):
                band = self._in_band(name, bands[index][0], [word for word, _ in bands])
                return tuple(site.given(band) for site in sites)
            case ByVisit(way, _, _) if way != "shuffle" and index:
                count = Number(index + 1, AT)
                return tuple(
                    site.given(Compare(">=", Seen(site.passage, AT), count, AT)) for site in sites
                )
            case ByFact(name, field, known) if name in self.lines.program.story.named:
                who = self._of_fact(name, field, [word for word, _ in known], index)
                return tuple(site.given(who) for site in sites)
            case ByCount(Name(name, _), forms) if name in self.lines.program.story.numbers:
                number = self._of_form(name, [form for form, _ in forms], index)
                return tuple(site.given(number) for site in sites) if number else sites
            case _:
                return sites

    def _of_form(self, name: str, forms: list[str], index: int) -> Expr | None:
        """That a number takes a plural form; None where its values are too many to be told."""
        stat = self.lines.program.story.numbers[name]
        if stat.high - stat.low > WIDEST:
            return None
        plural = self.lines.program.renderer.plural
        of = []
        for value in range(stat.low, stat.high + 1):
            form = plural(abs(value))
            if (form if form in forms else "other") == forms[index]:
                of.append(Compare("==", Name(name, AT), Number(value, AT), AT))
        return Or(tuple(of))

    def _in_band(self, name: str, word: str, words: list[str]) -> Expr:
        story = self.lines.program.story
        stat = story.numbers.get(name)
        if stat is None:
            return Is(name, word, AT, AT)
        starts = dict(stat.bands)
        low = starts[word]
        higher = min((starts[each] for each in words if starts[each] > low), default=stat.high + 1)
        value = Name(name, AT)
        return And(
            (
                Compare(">=", value, Number(low, AT), AT),
                Compare("<", value, Number(higher, AT), AT),
            )
        )

    def _of_fact(self, name: str, field: str, words: list[str], index: int) -> Expr:
        story = self.lines.program.story
        of = []
        for who in story.named[name].words:
            character = story.cast.get(who)  # type: ignore[call-overload]
            fact = str(getattr(character, field)) if character else ""
            read = fact if fact in words else "otherwise"
            if read == words[index]:
                of.append(Is(name, who, AT, AT))
        return Or(tuple(of))

    def _add(
        self,
        key: Key,
        kept: object,
        part: str,
        span: Span,
        words: str,
        variant: bool,
        sites: tuple[Site, ...],
        unheard: bool,
        rung: Rung,
    ) -> None:
        passage = str(self.passage.id) if self.passage else ""
        line = Line(
            len(self.lines.all),
            key,
            PARTS.get(part, part),
            passage,
            self.chapter,
            span,
            " ".join(words.split()),
            variant,
            sites,
            unheard,
            rung,
        )
        line.shuffled = isinstance(kept, ByVisit) and kept.way == "shuffle"
        self.lines.all.append(line)
        self.lines.of_key[key] = line
        self.lines._kept.append(kept)


def _are_runs(value: object) -> bool:
    return isinstance(value, tuple) and all(isinstance(each, Run) for each in value)


def has_words(runs: Runs) -> bool:
    """Whether runs may come to words."""
    return any(
        (isinstance(run, Plain) and bool(run.text.strip()))
        or isinstance(run, Value | Fact)
        or (isinstance(run, Styled) and has_words(run.runs))
        or any(map(has_words, options(run)))
        for run in runs
    )


def _rungs(conditions: Iterable[Expr | None]) -> list[tuple[Expr, ...]]:
    """For each rung what must hold: its own condition, and none of those above it."""
    told: list[tuple[Expr, ...]] = []
    above: tuple[Expr, ...] = ()
    for condition in conditions:
        told.append(above if condition is None else (*above, condition))
        if condition is not None:
            above = (*above, Not(condition))
    return told


def _plain(runs: Runs) -> str:
    return "".join(_texts(runs))


def _texts(runs: Runs) -> Iterator[str]:
    for run in runs:
        if isinstance(run, Plain):
            yield run.text
        elif isinstance(run, Styled):
            yield from _texts(run.runs)
