"""A campaign as frozen values: what the engine plays and the linter reads."""

from collections.abc import Iterator, Mapping
from typing import Generic, NewType, TypeAlias, TypeVar

import attrs

from game.diagnostics.span import Span
from game.model.face import Face
from game.text.effect import Effect
from game.text.expression import Expr
from game.text.markup import Prose, Runs

PassageId = NewType("PassageId", str)
ChapterId = NewType("ChapterId", str)
ChoiceId = NewType("ChoiceId", str)
CharacterId = NewType("CharacterId", str)

THE_ENDING = PassageId("the-ending")
"""The target that stands for the first ending, by order, whose condition holds."""

FATE_WORDS = ("alive", "dead", "purged", "exiled")

T = TypeVar("T")


@attrs.frozen
class Case(Generic[T]):
    """One rung of a ladder; without a condition it always holds (`otherwise`)."""

    condition: Expr | None
    value: T


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
class Character:
    """Somebody of the cast. `expressions` maps a writer's words to the look book's six."""

    id: CharacterId
    name: str
    says: str
    role: str
    born: str
    shares: tuple[str, ...]
    expressions: Mapping[str, str]
    face: Face
    span: Span = _located()


@attrs.frozen
class Masthead:
    """A newspaper of the campaign: what stands on every front page of it."""

    id: str
    name: str
    motto: str
    place: str
    price: str
    span: Span = _located()


@attrs.frozen
class Article:
    """A side item of a front page."""

    title: Ladder[Runs]
    text: Ladder[Prose]


@attrs.frozen
class Photo:
    """A group photograph: who stands in it, left to right, and what is printed under it."""

    group: tuple[CharacterId, ...]
    caption: Ladder[Runs]


@attrs.frozen
class Newspaper:
    """A front page; `truth` is what happened, for the archive."""

    masthead: str
    headline: Ladder[Runs]
    deck: Ladder[Runs]
    lead: Ladder[Prose]
    picture: Ladder[Photo]
    columns: tuple[Article, ...]
    truth: Ladder[Runs]


@attrs.frozen
class Document:
    """A paper without a template of its own."""

    form: str
    title: Ladder[Runs]
    words: Ladder[Prose]


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
class Choice:
    """A choice as written. `locked` is what the reader sees while the condition does not hold."""

    id: ChoiceId
    label: Ladder[Runs]
    condition: Expr | None
    hidden: bool
    locked: Ladder[Runs]
    once: bool
    effects: tuple[Effect, ...]
    answer: Ladder[Prose]
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
class Passage:
    """What is read before the player acts: the node of the story graph."""

    id: PassageId
    chapter: ChapterId
    date: str
    place: Ladder[Runs]
    time: str
    text: Ladder[Prose]
    effects: tuple[Effect, ...]
    choices: tuple[Choice, ...]
    routes: tuple[Route, ...]
    ending: Ending | None
    verdict: Ladder[Prose]
    newspaper: Newspaper | None
    document: Document | None
    hard: Hard | None
    ledger: Mapping[str, str]
    covers: tuple[str, ...]
    span: Span = _located()

    @property
    def silent(self) -> bool:
        """Whether nothing is read here, so that its routes are followed at once."""
        written = self.text or self.newspaper or self.document or self.ending
        return not (written or self.choices)


@attrs.frozen
class Chapter:
    """A chapter: where and when it plays, and through whose eyes."""

    id: ChapterId
    title: str
    date: str
    place: Ladder[Runs]
    start: PassageId | None
    viewpoint: str
    passages: tuple[PassageId, ...]
    covers: tuple[str, ...]
    span: Span = _located()


@attrs.frozen
class Story:
    """A campaign, every name in it resolved.

    `hash` changes whenever a file of it does; `numbers` holds stats, numbers and trust alike.
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
    chapters: Mapping[ChapterId, Chapter]
    passages: Mapping[PassageId, Passage]
    renamed: Mapping[str, str]
    endings: tuple[PassageId, ...]
    hash: str
    span: Span = _located()

    def gauges(self) -> Iterator[Stat]:
        """The stats the player sees, in order of declaration."""
        return (stat for stat in self.numbers.values() if stat.gauge)
