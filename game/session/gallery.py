"""The gallery: every ending, paper, person and deed of a campaign, as far as they were come to.

What is shown of each is worked out when it is first asked for: a page of a run is come by again
only by replaying it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from typing import Final, Literal, TypeAlias, assert_never

import attrs

from game.engine.appearance import features
from game.engine.calendar import spoken_date
from game.engine.forms import form_name, kind_name
from game.engine.labels import named_word
from game.engine.program import Program
from game.engine.prose import Line, text_of
from game.engine.removed import is_removed, names_removed, without_names
from game.engine.state import Turn, Value
from game.engine.transcript import sheet_title
from game.model.story import Achievement, Chapter, Character, Ending, PassageId, Story
from game.session.atlas import order_of_chapters
from game.session.chronicle import At, Chronicle, Index, Met, PaperRead, Reached
from game.session.playthrough import Playthrough
from game.text.tongue import mark, say, say_many

LeafName: TypeAlias = Literal["endings", "papers", "people", "deeds"]
LEAVES: Final[tuple[LeafName, ...]] = ("endings", "papers", "people", "deeds")
INTERIM: Final = "interim"
"""The kind of an ending at which the story only stops for now."""

NONE_YET: Final[Mapping[LeafName, str]] = {
    "endings": mark("This campaign has no ending."),
    "papers": mark("No paper has been read yet."),
    "people": mark("Nobody has spoken to you yet."),
    "deeds": mark("This campaign counts no deeds."),
}


@attrs.frozen
class EndingShown:
    """An ending that was come to. `first` is when that was, as ISO 8601; `turn` its page.

    There is no `turn` where the story has changed so that it is not come to again.
    """

    title: str
    kind: str
    count: int
    first: str
    at: At
    turn: Turn | None


@attrs.frozen
class PaperShown:
    """A paper that was read: what it is, its heading, its date. `turn` is the page it lay on."""

    passage: PassageId
    kind: str
    title: str
    date: str
    at: At
    turn: Turn | None


@attrs.frozen
class PersonShown:
    """Somebody met, with the expression worn last; fate and trust as the latest run has them.

    `turn` is the page on which they spoke last, `features` what could be seen of them there.
    """

    person: Character
    expression: str
    features: str
    fate: str
    trust: int | None
    trust_most: int
    removed: bool
    at: At
    turn: Turn | None


@attrs.frozen
class DeedShown:
    """Something achieved, and where first."""

    achievement: Achievement
    at: At


Shown: TypeAlias = EndingShown | PaperShown | PersonShown | DeedShown


@attrs.define(slots=False)
class Gallery:
    """What all runs of a campaign have brought together; `playthrough` is the game that runs."""

    program: Program
    chronicle: Chronicle
    playthrough: Playthrough | None = None
    _turns: dict[At, Turn | None] = attrs.field(factory=dict, init=False, repr=False)
    _shown: dict[tuple[LeafName, int], Shown | None] = attrs.field(
        factory=dict, init=False, repr=False
    )

    @property
    def story(self) -> Story:
        """The story."""
        return self.program.story

    @cached_property
    def index(self) -> Index:
        """What the runs come to, when the gallery was opened."""
        return self.chronicle.index(self.story)

    # How much there is

    def count(self, leaf: LeafName) -> int:
        """How many places a leaf has; those of endings and deeds may be empty."""
        match leaf:
            case "endings":
                return len(self.story.endings)
            case "papers":
                return len(self._papers)
            case "people":
                return len(self._people)
            case "deeds":
                return len(self.story.achievements)
            case _:
                assert_never(leaf)

    def found(self, leaf: LeafName) -> int:
        """How many of them the player has come to."""
        match leaf:
            case "endings":
                return len(self._reached)
            case "papers" | "people":
                return self.count(leaf)
            case "deeds":
                return len(self.index.deeds)
            case _:
                assert_never(leaf)

    def said(self, leaf: LeafName) -> str:
        """How many, in words: of how many, where that is no secret."""
        found, count = self.found(leaf), self.count(leaf)
        if not count and leaf != "people":
            return ""
        match leaf:
            case "endings":
                return say_many(
                    "{seen} of {count} ending", "{seen} of {count} endings", count, seen=found
                )
            case "papers":
                return say_many("{count} paper", "{count} papers", found)
            case "people":
                count = len(self.story.cast)
                return say_many(
                    "{seen} of {count} person", "{seen} of {count} people", count, seen=found
                )
            case "deeds":
                return say_many(
                    "{seen} of {count} deed", "{seen} of {count} deeds", count, seen=found
                )
            case _:
                assert_never(leaf)

    def groups(self, leaf: LeafName) -> tuple[tuple[str, int], ...]:
        """The headings of a leaf, each with how many places follow it."""
        if leaf != "papers":
            return (("", self.count(leaf)),)
        chapters = groupby(self._papers, lambda paper: self._chapter(paper.passage))
        return tuple((chapter.title, len(list(papers))) for chapter, papers in chapters)

    # What there is

    def shown(self, leaf: LeafName, number: int) -> Shown | None:
        """What stands at a place, from 0; None where that was never come to."""
        key = (leaf, number)
        if key not in self._shown:
            self._shown[key] = self._looked_up(leaf, number)
        return self._shown[key]

    def turn(self, at: At) -> Turn | None:
        """A page as it was read; None where it is not come to any more."""
        if at not in self._turns:
            self._turns[at] = self.chronicle.turn(self.program, at)
        return self._turns[at]

    @cached_property
    def values(self) -> Mapping[str, Value]:
        """What holds in the game that runs, or where the latest run came to last."""
        if self.playthrough is not None:
            return self.playthrough.turn.state.values
        runs = self.chronicle.runs.values()
        if not runs:
            return {}
        last = max(runs, key=lambda run: run.written)
        again = self.chronicle.again(self.program, At(last.name, last.size - 1))
        return again.playthrough.turn.state.values

    @cached_property
    def names(self) -> re.Pattern[str] | None:
        """What finds the names that may no longer be read."""
        return names_removed(self.story, self.values)

    def _looked_up(self, leaf: LeafName, number: int) -> Shown | None:
        match leaf:
            case "endings":
                reached = self._reached.get(self.story.endings[number])
                return None if reached is None else self._ending(reached)
            case "papers":
                return self._paper(self._papers[number])
            case "people":
                return self._person(self._people[number])
            case "deeds":
                achievement = list(self.story.achievements.values())[number]
                at = self.index.deeds.get(achievement.id)
                return None if at is None else DeedShown(achievement, at)
            case _:
                assert_never(leaf)

    # Endings

    @cached_property
    def _reached(self) -> Mapping[PassageId, Reached]:
        return {each.passage: each for each in self.index.endings}

    def _ending(self, reached: Reached) -> EndingShown:
        passage = self.story.passages[reached.passage]
        assert passage.ending is not None
        turn = self.turn(reached.at)
        title = text_of(turn.title) if turn is not None else self._title(passage.ending, reached)
        count = self.index.visits[reached.passage].count
        return EndingShown(title, passage.ending.kind, count, reached.when, reached.at, turn)

    def _title(self, ending: Ending, reached: Reached) -> str:
        """The title of an ending that is not come to again, where there is only one it can have."""
        if len(ending.title) == 1 and ending.title[0].condition is None:
            state = self.chronicle.again(self.program, reached.at).playthrough.turn.state
            passage = self.story.passages[reached.passage]
            return text_of(self.program.ending_title(passage, state))
        return say("The story has changed since; the title is lost.")

    # Papers

    @cached_property
    def _papers(self) -> tuple[PaperRead, ...]:
        """By chapter, then by date as far as the passage says one, then as they were read."""
        order = {chapter: n for n, chapter in enumerate(order_of_chapters(self.story))}

        def key(paper: PaperRead) -> tuple[int, str]:
            passage = self.story.passages[paper.passage]
            date = passage.date or self._chapter(paper.passage).date
            return order.get(passage.chapter, len(order)), date

        return tuple(sorted(self.index.papers, key=key))

    def _chapter(self, passage: PassageId) -> Chapter:
        return self.story.chapters[self.story.passages[passage].chapter]

    def _paper(self, read: PaperRead) -> PaperShown:
        passage, turn = self.story.passages[read.passage], self.turn(read.at)
        kind, title, date = say("newspaper"), "", passage.date
        if passage.interlude is not None:
            kind = kind_name(passage.interlude.kind)
        elif passage.document is not None:
            kind = form_name(passage.document.form)
        if turn is None:
            title = say("The story has changed since; this is not printed so any more.")
        else:
            date = turn.date
            if turn.front_page:
                kind, title = turn.front_page.masthead, text_of(turn.front_page.headline)
            elif turn.paper:
                title = text_of(turn.paper.title)
            elif turn.sheet:
                to = text_of(turn.sheet.lines.get("to", ()))
                title = sheet_title(turn.sheet, self.story) or to
        return PaperShown(read.passage, kind, title, date, read.at, turn)

    # People

    @cached_property
    def _people(self) -> tuple[Met, ...]:
        return self.chronicle.people(self.story)

    def _person(self, met: Met) -> PersonShown:
        person = self.story.cast[met.character]
        fate, trust = f"fate.{person.id}", f"trust.{person.id}"
        named, stat = self.story.named.get(fate), self.story.numbers.get(trust)
        now = self.values.get(fate)
        word = "" if named is None or now is None else named_word(named, str(now), self.story)
        value, turn = self.values.get(trust), self.turn(met.at)
        return PersonShown(
            person,
            _expression(turn, person),
            "" if turn is None else features(turn, person.id),
            word,
            None if value is None or person.id == self.story.player else int(value),
            100 if stat is None else max(1, stat.high),
            is_removed(person.id, self.values),
            met.at,
            turn,
        )


def _expression(turn: Turn | None, person: Character) -> str:
    """How somebody looked when they last spoke on a page."""
    if turn is None:
        return "neutral"
    lines: Sequence[Line] = [*turn.answer, *(line for page in turn.pages for line in page)]
    worn = [line.expression for line in lines if line.speaker == person.id and line.expression]
    return worn[-1] if worn else "neutral"


# In words


def register_line(shown: PersonShown) -> str:
    """The line of the register: what somebody is, and when born."""
    return ", ".join(part for part in (shown.person.role, born(shown.person)) if part)


def born(person: Character) -> str:
    """When somebody was born; empty where the record does not say."""
    return say("born {year}", year=person.born) if person.born else ""


def times(count: int) -> str:
    """How often an ending was come to."""
    return say_many("reached {count} time", "reached {count} times", count)


def day_of(when: str) -> str:
    """The day of a moment (ISO 8601)."""
    return spoken_date(when[:10]) if re.fullmatch(r"\d{4}-\d\d-\d\d.*", when) else when[:10]


def kind_of(shown: EndingShown) -> str:
    """What kind of ending it is, as it stands over the title."""
    if shown.kind == INTERIM:
        return say("THE STORY GOES ON")
    return shown.kind.upper() or say("ENDING")


def leaf_name(leaf: LeafName) -> str:
    """What a leaf is called."""
    match leaf:
        case "endings":
            return say("ENDINGS")
        case "papers":
            return say("PAPERS")
        case "people":
            return say("PEOPLE")
        case "deeds":
            return say("DEEDS")
        case _:
            assert_never(leaf)


def told(gallery: Gallery, leaf: LeafName) -> Iterator[str]:
    """A leaf in words, a paragraph each. What was never come to is only counted."""
    if not gallery.count(leaf):
        yield say(NONE_YET[leaf])
        return
    number = 0
    for heading, count in gallery.groups(leaf):
        if heading:
            yield f"{heading}:"
        for _ in range(count):
            shown = gallery.shown(leaf, number)
            number += 1
            if shown is not None:
                yield without_names(_told(shown), gallery.names if leaf == "people" else None)
    missing = gallery.count(leaf) - gallery.found(leaf)
    if leaf == "people":
        missing = len(gallery.story.cast) - gallery.found(leaf)
        if missing:
            yield say_many("{count} not met yet.", "{count} not met yet.", missing)
    elif leaf == "endings" and missing:
        yield say_many("{count} not reached yet.", "{count} not reached yet.", missing)
    elif leaf == "deeds" and missing:
        yield say_many("{count} still closed.", "{count} still closed.", missing)


def _told(shown: Shown) -> str:
    match shown:
        case EndingShown():
            first = say("first on {date}", date=day_of(shown.first))
            return f"{shown.title}. {kind_of(shown).capitalize()}; {times(shown.count)}, {first}."
        case PaperShown():
            kind = shown.kind[:1].upper() + shown.kind[1:]
            head = ", ".join(part for part in (kind, spoken_date(shown.date)) if part)
            return f"{head}: {shown.title}" if shown.title else f"{head}."
        case PersonShown():
            name = say("[name removed]") if shown.removed else shown.person.name
            parts = [part for part in (name, register_line(shown)) if part]
            after = [shown.fate] if shown.fate else []
            if shown.trust is not None:
                after.append(say("trust {number}", number=shown.trust))
            line = f"{', '.join(parts)}: {', '.join(after)}." if after else f"{', '.join(parts)}."
            seen = shown.features[:1].upper() + shown.features[1:]
            return line if shown.removed or not seen else f"{line} {seen}."
        case DeedShown(achievement):
            means = achievement.means if achievement.means != achievement.title else ""
            return f"{achievement.title}. {means}".strip()
        case _:
            assert_never(shown)
