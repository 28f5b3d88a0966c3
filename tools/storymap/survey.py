"""What a map shows of a story: every passage with its ways on, its findings, what it touches."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, Literal, TypeAlias

import attrs

from game.diagnostics.diagnostic import Diagnostic, Severity
from game.diagnostics.span import Source, Span
from game.engine.forms import form_name, kind_name
from game.model.graph import Graph
from game.model.load import Loaded
from game.model.story import (
    RETURN,
    THE_ENDING,
    Choice,
    InChapters,
    Ladder,
    Later,
    OnDate,
    Passage,
    PassageId,
    Route,
    Story,
    When,
)
from game.session.atlas import order_of_chapters
from game.session.inspection import Written
from game.text.effect import SetFate
from game.text.expression import Is, Name
from game.text.markup import Branch, ByBand, ByCount, ByFact, ByVisit, Plain, Prose, Runs, Styled

Kind: TypeAlias = Literal["page", "paper", "silent", "scene", "card", "event", "ending"]
Tie: TypeAlias = Literal["way", "scene", "later"]
"""What leads from one passage to another: a way on, an interruption, or what comes later."""

Level: TypeAlias = Literal["", "warning", "error"]

MOST_TITLE: Final = 90
"""Letters of the first words that a passage is known by."""


@attrs.frozen
class Row:
    """A line under a passage: a choice, or what else leads on, with all it may lead to."""

    label: str
    tie: Tie
    targets: tuple[PassageId, ...]
    condition: str = ""
    does: str = ""
    choice: bool = False


@attrs.frozen
class Finding:
    """Something wrong with a passage, as the linter says it."""

    level: Level
    rule: str
    message: str
    at: str


@attrs.frozen
class Spot:
    """A passage on the map; `reads` and `changes` are declared names."""

    id: PassageId
    chapter: str
    kind: Kind
    badge: str
    title: str
    text: str
    condition: str
    rows: tuple[Row, ...]
    file: str
    line: int
    start: bool
    reached: bool
    findings: tuple[Finding, ...]
    reads: tuple[str, ...]
    changes: tuple[str, ...]

    @property
    def level(self) -> Level:
        """How bad the worst of its findings is."""
        levels = {finding.level for finding in self.findings}
        return "error" if "error" in levels else "warning" if levels else ""


@attrs.frozen
class Chapter:
    """A chapter with the passages of it, as written."""

    id: str
    title: str
    date: str
    spots: tuple[Spot, ...]


@attrs.frozen
class Survey:
    """A story as a map shows it; `apart` are findings that belong to no passage."""

    id: str
    title: str
    years: str
    language: str
    ink: str
    chapters: tuple[Chapter, ...]
    names: tuple[tuple[str, str, str], ...]
    apart: tuple[Finding, ...]

    @property
    def spots(self) -> Iterator[Spot]:
        """All passages."""
        return (spot for chapter in self.chapters for spot in chapter.spots)

    def count(self) -> int:
        """How many passages there are."""
        return sum(len(chapter.spots) for chapter in self.chapters)

    def findings(self) -> int:
        """How many findings there are."""
        return len(self.apart) + sum(len(spot.findings) for spot in self.spots)


def survey(loaded: Loaded, found: Iterable[Diagnostic]) -> Survey:
    """What a map shows of a campaign that loaded, and of what the linter found in it."""
    story = loaded.story
    assert story is not None
    by_passage, apart = _placed(found, story)
    look = _Look(story, loaded.sources, by_passage)
    names = [
        *((each.id, "number", each.means) for each in story.numbers.values()),
        *((each.id, "flag", each.means) for each in story.flags.values()),
        *((each.id, "word", each.means) for each in story.named.values()),
    ]
    chapters = []
    for id_ in order_of_chapters(story):
        chapter = story.chapters[id_]
        spots = tuple(look.spot(story.passages[each]) for each in chapter.passages)
        chapters.append(Chapter(str(id_), chapter.title or str(id_), chapter.date, spots))
    used = {name for spot in look.made for name in (*spot.reads, *spot.changes)}
    return Survey(
        story.id,
        story.title,
        story.years,
        story.language,
        story.ink,
        tuple(chapters),
        tuple(sorted(each for each in names if each[0] in used)),
        tuple(apart),
    )


def _placed(
    found: Iterable[Diagnostic], story: Story
) -> tuple[dict[PassageId, list[Finding]], list[Finding]]:
    """The findings by the passage they stand in, and those that stand in none.

    A passage reaches to where the next one of its file begins.
    """
    starts: dict[str, list[tuple[int, PassageId]]] = {}
    for passage in story.passages.values():
        starts.setdefault(passage.span.file, []).append((passage.span.line, passage.id))
    for lines in starts.values():
        lines.sort()
    placed: dict[PassageId, list[Finding]] = {}
    apart = []
    for each in found:
        level: Level = "error" if each.severity is Severity.ERROR else "warning"
        finding = Finding(level, each.rule.id, each.message, str(each.span))
        above = [id_ for line, id_ in starts.get(each.span.file, ()) if line <= each.span.line]
        if above:
            placed.setdefault(above[-1], []).append(finding)
        else:
            apart.append(finding)
    return placed, apart


class _Look:
    """What is looked up for every passage of a story."""

    def __init__(
        self,
        story: Story,
        sources: Mapping[str, Source],
        found: Mapping[PassageId, list[Finding]],
    ) -> None:
        self.story = story
        self.sources = sources
        self.written = Written(sources)
        self.found = found
        self.made: list[Spot] = []
        graph = Graph.of(story)
        self.reached = graph.reachable()
        calls = (call for each in _parts(story) for call in each.call)
        self.scenes = frozenset(call.value.target for call in calls)

    def spot(self, passage: Passage) -> Spot:
        """A passage as it is shown."""
        record = self.written.record(passage.span, named=True)
        kind, badge = self._kind(passage)
        spot = Spot(
            passage.id,
            str(passage.chapter),
            kind,
            badge,
            _title(passage),
            _text(passage),
            record.get(kind, "") if kind in ("card", "event") else "",
            tuple(self._rows(passage, record)),
            passage.span.file,
            passage.span.line,
            passage.id == self.story.start,
            passage.id in self.reached,
            tuple(self.found.get(passage.id, ())),
            tuple(sorted(self._reads(passage))),
            tuple(sorted(self._changes(passage))),
        )
        self.made.append(spot)
        return spot

    def _kind(self, passage: Passage) -> tuple[Kind, str]:
        if passage.ending:
            return "ending", passage.ending.kind or "ending"
        if passage.event:
            return "event", "event"
        if passage.card:
            return "card", f"card: {passage.card.deck}"
        if passage.newspaper:
            return "paper", "front page"
        if passage.document:
            return "paper", form_name(passage.document.form)
        if passage.interlude:
            return "paper", kind_name(passage.interlude.kind)
        if passage.id in self.scenes:
            return "scene", "scene"
        return ("silent", "not shown") if passage.silent else ("page", "")

    def _rows(self, passage: Passage, record: Mapping[str, str]) -> Iterator[Row]:
        for choice in passage.choices:
            written = self.written.record(choice.span)
            marks = ("once" if choice.once else "", "else" if choice.fallback else "")
            condition = ", ".join(filter(None, (written.get("if", ""), *marks)))
            routes = choice.routes or passage.routes
            targets = tuple(dict.fromkeys(self._targets(routes)))
            label = _words(choice.label) or str(choice.id)
            does = written.get("do", "")
            yield Row(label, "way", targets, condition, does, choice=True)
            yield from self._beside(choice)
        if passage.ending is None and passage.routes:
            targets = tuple(dict.fromkeys(self._targets(passage.routes)))
            sure = passage.routes[0].condition is None
            going = "" if sure else record.get("next", record.get("goto", ""))
            label = "Go on." if targets else "Back to where it was called from."
            yield Row(label, "way", targets, going)
        yield from self._beside(passage)

    def _beside(self, each: Passage | Choice) -> Iterator[Row]:
        """The scenes, cards and consequences of a passage or a choice."""
        for call in dict.fromkeys(case.value.target for case in each.call):
            yield Row("plays a scene", "scene", (call,))
        for deck in dict.fromkeys(case.value for case in each.draw):
            yield Row(f"draws a card: {deck}", "scene", ())
        for later in each.later:
            yield self._later(later)

    def _later(self, later: Later) -> Row:
        match later.trigger:
            case InChapters(count):
                due = f"in {count} chapter{'s' * (count != 1)}"
            case OnDate(date):
                due = f"on {date}"
            case When():
                due = self._at(later.span)
        return Row(f"later, {due}", "later", tuple(dict.fromkeys(self._targets(later.routes))))

    def _at(self, span: Span) -> str:
        """What is written at a place, of its first line."""
        source = self.sources.get(span.file)
        if source is None:
            return ""
        end = span.end_column - 1 if span.end_line == span.line else None
        return source.line(span.line)[span.column - 1 : end].strip().rstrip(":")

    def _targets(self, routes: Iterable[Route]) -> Iterator[PassageId]:
        for route in routes:
            if route.target == THE_ENDING:
                yield from self.story.endings
            elif route.target != RETURN:
                yield route.target

    def _reads(self, passage: Passage) -> set[str]:
        names: set[str] = set()
        for each in _within(passage):
            if isinstance(each, Name | Is | ByBand):
                names.add(each.name)
        conditions = [name for name in names if name in self.story.conditions]
        for condition in conditions:
            for each in _within(self.story.conditions[condition].expr):
                if isinstance(each, Name | Is):
                    names.add(each.name)
        return {name for name in names if self._is_declared(name)}

    def _changes(self, passage: Passage) -> set[str]:
        effects = [*passage.effects, *(e for choice in passage.choices for e in choice.effects)]
        names = {
            f"fate.{each.character}" if isinstance(each, SetFate) else getattr(each, "name", "")
            for each in effects
        }
        parts: tuple[Passage | Choice, ...] = (*passage.choices, passage)
        for part in parts:
            names |= {name for call in part.call for name, _ in call.value.arguments}
        return {name for name in names if self._is_declared(name)}

    def _is_declared(self, name: str) -> bool:
        story = self.story
        return name in story.numbers or name in story.flags or name in story.named


def _parts(story: Story) -> "Iterator[Passage | Choice]":
    for passage in story.passages.values():
        yield passage
        yield from passage.choices


def _within(value: Any) -> Iterator[Any]:
    """A value of the model, and all values in it but places in files."""
    if attrs.has(type(value)):
        yield value
        for name, inner in attrs.asdict(value, recurse=False).items():
            if name not in ("span", "at", "fragment", "word_at"):
                yield from _within(inner)
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _within(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from _within(inner)


# Words


def _title(passage: Passage) -> str:
    """What a passage is known by: the title of an ending or a paper, else its first words."""
    if passage.ending and (title := _words(passage.ending.title)):
        return title
    if passage.newspaper and (title := _words(passage.newspaper.headline)):
        return title
    if passage.document and (title := _words(passage.document.title)):
        return title
    for case in passage.text:
        for paragraph in case.value.paragraphs():
            if words := _plain(paragraph.runs):
                return _cut(words)
    if passage.interlude:
        for ladder in passage.interlude.lines.values():
            if words := _words(ladder):
                return _cut(words)
    return str(passage.id)


def _words(ladder: Ladder[Runs]) -> str:
    return next((words for case in ladder if (words := _plain(case.value))), "")


def _plain(runs: Runs) -> str:
    """Words as most readers read them: of what varies the first, of values three dots."""
    return " ".join("".join(_pieces(runs)).split())


def _pieces(runs: Runs) -> Iterator[str]:
    for run in runs:
        match run:
            case Plain(text):
                yield text
            case Styled(_, inner):
                yield from _pieces(inner)
            case Branch(cases):
                yield from _pieces(cases[0][1])
            case ByVisit(_, options):
                yield from _pieces(options[0] if options else ())
            case ByBand(_, options) | ByFact(_, _, options) | ByCount(_, options):
                yield from _pieces(options[0][1] if options else ())
            case _:
                yield "…"


def _cut(words: str) -> str:
    if len(words) <= MOST_TITLE:
        return words
    return words[:MOST_TITLE].rpartition(" ")[0].rstrip(" ,;:.") + "…"


def _text(passage: Passage) -> str:
    """The text as it is written, with its notation; a paragraph a line."""
    texts: list[Prose] = [case.value for case in passage.text]
    if passage.newspaper:
        texts += [case.value for case in passage.newspaper.lead]
    if passage.document:
        texts += [case.value for case in passage.document.words]
    if passage.interlude:
        ladders = passage.interlude.texts.values()
        texts += [case.value for ladder in ladders for case in ladder]
    lines = (paragraph.fragment.text for prose in texts for paragraph in prose.paragraphs())
    return "\n".join(" ".join(line.split()) for line in lines)
