"""A campaign as frozen values: what the engine plays and the linter reads."""

import itertools
from collections.abc import Collection, Iterator, Mapping
from typing import Generic, NewType, TypeAlias, TypeVar

import attrs

from game.diagnostics.span import Span
from game.model.face import Face, FieldValue, laid_over
from game.text.effect import Effect
from game.text.expression import Expr
from game.text.markup import Prose, Runs
from game.text.nodes import Fragment, Tree

PassageId = NewType("PassageId", str)
ChapterId = NewType("ChapterId", str)
ChoiceId = NewType("ChoiceId", str)
CharacterId = NewType("CharacterId", str)

THE_ENDING = PassageId("the-ending")
"""The target that stands for the first ending, by order, whose condition holds."""

RETURN = PassageId("return")
"""The target that stands for where the scene was called from, or what it interrupted."""

FATE_WORDS = ("alive", "dead", "purged", "exiled")

T = TypeVar("T")


@attrs.frozen
class Case(Generic[T]):
    """One rung of a ladder; without a condition it always holds (`otherwise`).

    `span` is where its condition was written; of a value without rungs there is none. `fragment`
    is what its value was written as, where that is text.
    """

    condition: Expr | None
    value: T
    span: Span | None = attrs.field(default=None, eq=False, repr=False)
    fragment: Fragment | None = attrs.field(default=None, eq=False, repr=False)


Ladder: TypeAlias = tuple[Case[T], ...]
"""Read from the top: the value of the first case whose condition holds."""


def _located() -> Span:
    """Where a record was written; no part of what it means, so not compared."""
    span: Span = attrs.field(eq=False, repr=False, kw_only=True)
    return span


@attrs.frozen
class Stat:
    """A number with bounds. `bands` are names with the value each begins at, lowest first.

    `gauge` marks those of `stats:`, which the player sees; `trust.lenin` is somebody's trust.
    """

    id: str
    label: str
    low: int
    high: int
    start: int
    means: str
    bands: tuple[tuple[str, int], ...] = ()
    gauge: bool = False
    band_words: Mapping[str, str] = attrs.field(factory=dict)
    span: Span = _located()

    @property
    def label_within(self) -> str:
        """Its label as it stands within a sentence."""
        return self.label[:1].lower() + self.label[1:]

    def band(self, value: int) -> str:
        """The name of the band a value stands in; empty where none begins so low."""
        name = ""
        for band, start in self.bands:
            if value < start:
                break
            name = band
        return name

    def band_word(self, value: int) -> str:
        """What the band a value stands in is called, in the language that is read."""
        band = self.band(value)
        return self.band_words.get(band, band)

    def range_of(self, band: str) -> tuple[int, int]:
        """The lowest and the highest value that stand in a band."""
        low = next(start for name, start in self.bands if name == band)
        higher = [start for _, start in self.bands if start > low]
        return low, min(higher, default=self.high + 1) - 1


@attrs.frozen
class Flag:
    """What is true or not; `means` is the sentence that says it."""

    id: str
    means: str
    span: Span = _located()


@attrs.frozen
class Named:
    """A name that stands for one of some words: `envoy` is `bullitt`; `fate.yakov` is `alive`."""

    id: str
    words: tuple[str, ...]
    start: str
    means: str
    span: Span = _located()


@attrs.frozen
class Condition:
    """A named condition."""

    id: str
    expr: Expr
    span: Span = _located()


@attrs.frozen
class Achievement:
    """What a player can have achieved: `means` is the sentence that says it."""

    id: str
    title: str
    means: str
    span: Span = _located()


@attrs.frozen
class CampaignRule:
    """A fact that the campaign states of itself, for the linter to prove."""

    kind: str
    expr: Expr
    text: str
    span: Span = _located()


MOST_FREE = 4
"""Looks of one person with conditions of which all sets are drawn ahead."""


@attrs.frozen
class Look:
    """How a face changes while a condition holds, from a date on: `fields` are laid over it."""

    id: str
    condition: Expr | None
    since: str
    fields: Mapping[str, FieldValue]
    span: Span = _located()


@attrs.frozen
class Character:
    """Somebody of the cast. `expressions` maps a writer's words to the look book's six.

    Without a `face` nobody can draw them; `looks` stand in the order they are laid over it.
    """

    id: CharacterId
    name: str
    says: str
    role: str
    born: str
    died: str
    gender: str
    voice: str
    shares: tuple[str, ...]
    expressions: Mapping[str, str]
    face: Face | None
    looks: tuple[Look, ...] = ()
    span: Span = _located()

    def together(self) -> Iterator[tuple[str, ...]]:
        """The sets of looks that can hold at once, as far as dates tell.

        A look that waits only for a date holds from then on, and so beside every later one. Of
        more than `MOST_FREE` that wait for conditions, no two are thought of together.
        """
        dates = sorted({look.since for look in self.looks if look.condition is None})
        free = [look for look in self.looks if look.condition is not None]
        for date in ("", *dates):
            for count in range((len(free) if len(free) <= MOST_FREE else 1) + 1):
                for some in itertools.combinations(free, count):
                    held = tuple(
                        look.id
                        for look in self.looks
                        if look in some or (look.condition is None and look.since <= date)
                    )
                    if held:
                        yield held

    def worn(self, looks: Collection[str]) -> Face | None:
        """The face with these looks laid over it."""
        face = self.face
        for look in self.looks if face else ():
            if face and look.id in looks:
                face = laid_over(face, look.fields)
        return face


@attrs.frozen
class Masthead:
    """A newspaper of the campaign: what stands on every front page of it."""

    id: str
    name: str
    motto: str
    place: str
    price: str
    organ: Ladder[Runs] = ()
    ear: "Ladder[Figures]" = ()
    slogan: Ladder[Runs] = ()
    old_style: bool = False
    span: Span = _located()


@attrs.frozen
class Article:
    """A heading and paragraphs of a front page, printed where the condition holds."""

    condition: Expr | None
    title: Ladder[Runs]
    text: Ladder[Prose]


@attrs.frozen
class Photo:
    """A group photograph: who stands in it, left to right, and what is printed under it."""

    group: tuple[CharacterId, ...]
    caption: Ladder[Runs]


@attrs.frozen
class Document:
    """A paper without a template of its own."""

    form: str
    title: Ladder[Runs]
    words: Ladder[Prose]


@attrs.frozen
class Item:
    """An entry of a list in a paper, printed where its condition holds."""

    condition: Expr | None
    fields: Mapping[str, Ladder[Runs]]


@attrs.frozen
class Figures:
    """A table of a front page: each of its `rows` has a `name` and a `value`."""

    title: Ladder[Runs]
    rows: tuple[Item, ...]
    note: Ladder[Runs]


@attrs.frozen
class Censor:
    """What the censor did to the proof of a front page, where the condition holds.

    `bars` and `strikes` hold `words`, `lifted` the `title` of columns, `notes` a `text` and the
    part it stands `at`.
    """

    condition: Expr | None
    bars: tuple[Item, ...]
    strikes: tuple[Item, ...]
    lifted: tuple[Item, ...]
    missing: tuple[CharacterId, ...]
    notes: tuple[Item, ...]
    refusal: Ladder[Runs]


@attrs.frozen
class Newspaper:
    """A front page; `truth` is what happened, for the archive.

    `ear` and `slogan` take the place of the masthead's own.
    """

    masthead: str
    headline: Ladder[Runs]
    deck: Ladder[Runs]
    lead: Ladder[Prose]
    picture: Ladder[Photo]
    columns: tuple[Article, ...]
    truth: Ladder[Runs]
    editorial: Ladder[Article] = ()
    decree: Ladder[Article] = ()
    figures: Ladder[Figures] = ()
    ear: Ladder[Figures] = ()
    slogan: Ladder[Runs] = ()
    stamp: Ladder[Runs] = ()
    border: Ladder[str] = ()
    censor: Censor | None = None


@attrs.frozen
class Interlude:
    """A paper of a kind that has a template: `interlude.TEMPLATES` says which fields it has."""

    kind: str
    lines: Mapping[str, Ladder[Runs]]
    texts: Mapping[str, Ladder[Prose]]
    lists: Mapping[str, tuple[Item, ...]]
    people: Mapping[str, Ladder[tuple[CharacterId, ...]]]


@attrs.frozen
class Hard:
    """The mark of a hard scene: what is in it, and what a reader who skips it reads instead."""

    note: str
    instead: Prose


@attrs.frozen
class Route:
    """A way on; the first whose condition holds is taken."""

    condition: Expr | None
    target: PassageId
    span: Span = _located()


@attrs.frozen
class InChapters:
    """Due when so many more chapters have been entered."""

    count: int


@attrs.frozen
class OnDate:
    """Due when the latest date reached is this one or later."""

    date: str


@attrs.frozen
class When:
    """Due when a condition first holds."""

    condition: Expr


Trigger: TypeAlias = InChapters | OnDate | When


@attrs.frozen
class Later:
    """A consequence that comes later: where it leads is decided when it is due."""

    trigger: Trigger
    routes: tuple[Route, ...]
    span: Span = _located()


@attrs.frozen
class Event:
    """What makes a passage interrupt the story: when it is due, and if the condition holds then.

    Unless it is `once`, it comes again whenever what it waits for comes to hold anew.
    """

    trigger: Trigger
    condition: Expr | None
    once: bool
    order: int


@attrs.frozen
class Card:
    """What makes a passage a card: of the open cards of highest priority one is drawn by weight.

    `rest` is how many chapters must be entered before it can be drawn again.
    """

    deck: str
    condition: Expr | None
    priority: int
    weight: int
    rest: int
    once: bool


@attrs.frozen
class Call:
    """A scene to be played that returns here; names have these values while it lasts."""

    target: PassageId
    arguments: tuple[tuple[str, int | bool | str], ...]
    span: Span = _located()


@attrs.frozen
class Choice:
    """A choice as written. `locked` is what the reader sees while the condition does not hold.

    Without routes of its own it leads where the passage leads. A `fallback` is offered only where
    no other choice is open; `confirm` is asked before it is taken.
    """

    id: ChoiceId
    label: Ladder[Runs]
    condition: Expr | None
    hidden: bool
    locked: Ladder[Runs]
    once: bool
    fallback: bool
    confirm: Ladder[Runs]
    effects: tuple[Effect, ...]
    later: tuple[Later, ...]
    answer: Ladder[Prose]
    verdict: Ladder[Prose]
    call: Ladder[Call]
    draw: Ladder[str]
    routes: tuple[Route, ...]
    span: Span = _located()


@attrs.frozen
class Ending:
    """What makes a passage an ending; endings are tried by `order`, then by id."""

    title: Ladder[Runs]
    kind: str
    order: int
    condition: Expr | None


@attrs.frozen
class VerdictPart:
    """What the historian says, under the name of a part; of one with a single part it is empty."""

    name: str
    text: Ladder[Prose]


@attrs.frozen
class Passage:
    """What is read before the player acts: the node of the story graph.

    `verdict` is the historian's of an ending, and of any other passage what its having been read
    adds to that.
    """

    id: PassageId
    chapter: ChapterId
    date: str
    place: Ladder[Runs]
    time: str
    text: Ladder[Prose]
    music: Ladder[str]
    effects: tuple[Effect, ...]
    later: tuple[Later, ...]
    choices: tuple[Choice, ...]
    call: Ladder[Call]
    draw: Ladder[str]
    routes: tuple[Route, ...]
    ending: Ending | None
    card: Card | None
    event: Event | None
    verdict: tuple[VerdictPart, ...]
    newspaper: Newspaper | None
    document: Document | None
    interlude: Interlude | None
    hard: Hard | None
    ledger: Mapping[str, str]
    covers: tuple[str, ...]
    span: Span = _located()

    @property
    def silent(self) -> bool:
        """Whether nothing is read here, so that its routes are followed at once."""
        papers = self.newspaper or self.document or self.interlude
        return not (self.text or papers or self.ending or self.choices)

    @property
    def returns(self) -> bool:
        """Whether it has no way on of its own, so that a called scene ends here."""
        return not (self.choices or self.routes or self.ending)


@attrs.frozen
class Chapter:
    """A chapter: where and when it plays, and through whose eyes."""

    id: ChapterId
    title: str
    date: str
    place: Ladder[Runs]
    music: Ladder[str]
    on_stage: tuple[CharacterId, ...]
    start: PassageId | None
    viewpoint: str
    passages: tuple[PassageId, ...]
    covers: tuple[str, ...]
    span: Span = _located()


@attrs.frozen
class Story:
    """A campaign, every name in it resolved.

    `hash` changes whenever a file of it does; `numbers` holds stats, numbers and trust alike,
    `flags` also what is in the archive (`archive.page`) and what was achieved (`award.name`).
    `choices` are the passages that have a choice of an id; `events` stand in the order they are
    tried in, `decks` by name, each with its cards; from the passages `returning` a called scene can
    come back. `lint` is what is written below that key, for the linter to read.
    """

    id: str
    title: str
    years: str
    about: str
    content: str
    player: str
    ink: str
    start: PassageId
    numbers: Mapping[str, Stat]
    flags: Mapping[str, Flag]
    named: Mapping[str, Named]
    conditions: Mapping[str, Condition]
    cast: Mapping[CharacterId, Character]
    mastheads: Mapping[str, Masthead]
    achievements: Mapping[str, Achievement]
    rules: tuple[CampaignRule, ...]
    chapters: Mapping[ChapterId, Chapter]
    passages: Mapping[PassageId, Passage]
    renamed: Mapping[str, str]
    choices: Mapping[str, tuple[PassageId, ...]]
    endings: tuple[PassageId, ...]
    events: tuple[PassageId, ...]
    decks: Mapping[str, tuple[PassageId, ...]]
    returning: frozenset[PassageId]
    language: str
    hash: str
    lint: Tree | None = attrs.field(default=None, eq=False, repr=False)
    span: Span = _located()

    def gauges(self) -> Iterator[Stat]:
        """The stats the player sees, in order of declaration."""
        return (stat for stat in self.numbers.values() if stat.gauge)
