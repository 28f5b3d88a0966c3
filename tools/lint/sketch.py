"""What a story is beside its words: a digest of it, and every place where a part of it is written.

Two stories of one sketch are the same to the prover, and to all rules that say nothing of words.
Every field of every record counts, but for `WORDS`, and for those that are never compared: a new
one counts until somebody writes here that it is no more than words.
"""

from collections.abc import Mapping
from functools import cache
from hashlib import blake2b
from typing import Any

import attrs

from game.diagnostics.span import Span
from game.model.story import (
    Achievement,
    Chapter,
    Character,
    Document,
    Flag,
    Hard,
    Masthead,
    Named,
    Passage,
    Stat,
    Story,
    VerdictPart,
)
from game.text.expression import Speaks, within
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
    Styled,
    Value,
)

WORDS: Mapping[type, frozenset[str]] = {
    Story: frozenset({"title", "years", "about", "content", "ink", "hash", "passages"}),
    Stat: frozenset({"label", "means", "band_words"}),
    Flag: frozenset({"means"}),
    Named: frozenset({"means"}),
    Achievement: frozenset({"title", "means"}),
    Character: frozenset({"name", "says", "role", "voice", "expressions", "face"}),
    Masthead: frozenset({"name", "motto", "place", "price", "old_style"}),
    Chapter: frozenset({"title", "covers"}),
    Passage: frozenset({"time", "covers", "ledger"}),
    VerdictPart: frozenset({"name"}),
    Document: frozenset({"form"}),
    Hard: frozenset({"note"}),
}
"""The fields that are no more than words, or looks; passages are sketched one by one."""

_RUNS = (Plain, Styled, Value, Fact, Branch, ByVisit, ByBand, ByFact, ByCount)


@attrs.frozen
class Sketch:
    """The digest of a record, and the places of its parts in the order they are come to."""

    digest: str
    places: tuple[Span, ...]


def sketch_of(record: Passage | Story, speaking: bool) -> Sketch:
    """The sketch of a passage, or of all that a story declares outside of them.

    If `speaking`, it also counts who speaks.
    """
    sketcher = _Sketcher(speaking)
    sketcher.add(record)
    told = "\0".join(sketcher.told)
    digest = blake2b(told.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
    return Sketch(digest, tuple(sketcher.places))


def is_speaking(story: Story) -> bool:
    """Whether a rule of the campaign asks who speaks."""
    return any(isinstance(each, Speaks) for rule in story.rules for each in within(rule.expr))


class _Sketcher:
    def __init__(self, speaking: bool) -> None:
        self.speaking = speaking
        self.told: list[str] = []
        self.places: list[Span] = []

    def add(self, value: Any) -> None:
        if value is None or isinstance(value, str | int):
            self.told.append(repr(value))
        elif isinstance(value, tuple | list):
            self._sequence(value)
        elif isinstance(value, Prose):
            self._prose(value)
        elif isinstance(value, Mapping):
            self.told.append(f"{{{len(value)}")
            for key, each in value.items():
                self.add(key)
                self.add(each)
        elif isinstance(value, frozenset):
            self._sequence(sorted(value))
        elif attrs.has(type(value)):
            self._record(value)
        else:  # of what nobody foresaw, all that it says of itself
            self.told.append(repr(value))

    def _record(self, record: Any) -> None:
        told, placed = _fields(record.__class__)
        for name in placed:
            place = getattr(record, name)
            if isinstance(place, Span):
                self.places.append(place)
        self.told.append(f"<{type(record).__name__}")
        for name in told:
            self.add(getattr(record, name))

    def _sequence(self, values: tuple[Any, ...] | list[Any]) -> None:
        if any(isinstance(each, _RUNS) for each in values):
            self._runs(values)
            return
        self.told.append(f"[{len(values)}")
        for each in values:
            self.add(each)

    def _runs(self, runs: tuple[Run, ...] | list[Run]) -> None:
        """Whether there are words whatever holds, and what varies."""
        words, varying = _parted(runs)
        self.told.append(f"~{words:d}{len(varying)}")
        for run in varying:
            self._record(run)

    def _prose(self, prose: Prose) -> None:
        """Whether something is read whatever holds, and the paragraphs that are more than words."""
        told: list[tuple[Paragraph, bool, list[Run]]] = []
        always = worded = False
        for paragraph in prose.paragraphs():
            words, varying = _parted(paragraph.runs)
            if paragraph.condition is None:
                always, worded = True, worded or words
            speaks = self.speaking and paragraph.speaker is not None
            if paragraph.condition is not None or varying or speaks:
                told.append((paragraph, words, varying))
        self.told.append(f"¶{always:d}{worded:d}{len(told)}")
        for paragraph, words, varying in told:
            self.places.append(paragraph.span)
            self.told.append(f"{words:d}{len(varying)}")
            self.add(paragraph.condition)
            if self.speaking:
                self.add(paragraph.speaker)
            for run in varying:
                self._record(run)


def _parted(runs: tuple[Run, ...] | list[Run]) -> tuple[bool, list[Run]]:
    """Whether runs hold words whatever holds, and those of them that vary or print a value."""
    words = False
    varying: list[Run] = []
    for run in runs:
        if isinstance(run, Plain):
            words = words or bool(run.text.strip())
        elif isinstance(run, Styled):
            inner, more = _parted(run.runs)
            words = words or inner
            varying += more
        else:
            varying.append(run)
    return words, varying


@cache
def _fields(kind: type[Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fields of a kind of record that count, and those that may say where it was written."""
    words = WORDS.get(kind, frozenset())
    fields = [each for each in attrs.fields(kind) if each.name not in words]
    told = tuple(each.name for each in fields if each.eq)
    return told, tuple(each.name for each in fields if not each.eq)
