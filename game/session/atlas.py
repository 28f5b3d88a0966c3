"""What a player may see of a story on its map: nothing of what was never come to or offered."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import pairwise
from typing import Final, Literal, TypeAlias

import attrs

from game.engine.program import Program
from game.engine.prose import text_of
from game.engine.state import Offer, Turn
from game.engine.transcript import opening_words
from game.model.story import (
    RETURN,
    THE_ENDING,
    Chapter,
    ChapterId,
    Choice,
    Passage,
    PassageId,
    Story,
)
from game.session.chronicle import Again, At, Chronicle, Index, Visit
from game.session.playthrough import Playthrough
from game.text.tongue import say, say_many

Standing: TypeAlias = Literal["here", "run", "seen", "offered", "locked", "unknown"]
"""How a passage stands: the page now, one of this run, one of an earlier one; one that a choice
offered, or that was only ever seen closed; or one known only by a way to it."""

Style: TypeAlias = Literal["run", "earlier", "open", "closed"]
"""A way walked in this run or earlier; one open and not taken; one closed to the player."""

UNSEEN: Final = ("offered", "locked", "unknown")


@attrs.frozen
class Spot:
    """A passage on the map.

    `offers` are the choices that told of an unseen one: a passage and a choice's id each.
    """

    passage: PassageId
    chapter: ChapterId
    standing: Standing
    ending: bool = False
    offers: tuple[tuple[PassageId, str], ...] = ()

    @property
    def seen(self) -> bool:
        """Whether the player has been there."""
        return self.standing not in UNSEEN


@attrs.frozen
class Way:
    """A way from a passage that was seen to another."""

    start: PassageId
    end: PassageId
    style: Style


@attrs.frozen
class Counts:
    """How many there are, and how many of them were seen."""

    pages: int
    all_pages: int
    endings: int
    all_endings: int

    def said(self) -> tuple[str, str]:
        """Both as the player reads them."""
        pages = say_many(
            "{seen} of {count} page", "{seen} of {count} pages", self.all_pages, seen=self.pages
        )
        endings = say_many(
            "{seen} of {count} ending",
            "{seen} of {count} endings",
            self.all_endings,
            seen=self.endings,
        )
        return pages, endings


@attrs.define(eq=False)
class Atlas:
    """The map of a story for one player. Words are looked up when they are asked for, once."""

    program: Program
    chronicle: Chronicle
    played: Playthrough | None
    spots: dict[PassageId, Spot]
    ways: tuple[Way, ...]
    counts: Counts
    _index: Index = attrs.field(repr=False)
    _own: dict[PassageId, Turn] = attrs.field(repr=False)
    _offers: dict[str, Offer] = attrs.field(repr=False)
    _words: dict[PassageId, str] = attrs.field(factory=dict, repr=False)
    _labels: dict[str, str] = attrs.field(factory=dict, repr=False)

    @classmethod
    def of(cls, program: Program, chronicle: Chronicle, played: Playthrough | None) -> "Atlas":
        """The map for a game that is played, or for nobody in particular where that is None."""
        story = program.story
        index = chronicle.index(story)
        turns = played.turns if played is not None else []
        own = {turn.passage.id: turn for turn in turns}
        offers = {f"{t.passage.id}/{offer.id}": offer for t in turns for offer in t.offers}
        known = _Known(story, index, turns, offers)
        ways = known.ways()
        spots = known.spots(ways, turns[-1].passage.id if turns else None)
        seen = [spot for spot in spots.values() if spot.seen]
        pages = [each for each in story.passages.values() if not each.silent and not each.ending]
        counts = Counts(
            sum(not spot.ending for spot in seen),
            len(pages),
            sum(spot.ending for spot in seen),
            len(story.endings),
        )
        return cls(program, chronicle, played, spots, ways, counts, index, own, offers)

    @property
    def story(self) -> Story:
        """The story it is a map of."""
        return self.program.story

    @property
    def here(self) -> PassageId | None:
        """Where the player is."""
        return None if self.played is None else self.played.turn.passage.id

    @cached_property
    def chapters(self) -> tuple[tuple[Chapter, list[Spot]], ...]:
        """The chapters of which anything is shown, with what that is; endings are apart."""
        shown: dict[ChapterId, list[Spot]] = {}
        for spot in self.spots.values():
            if not spot.ending:
                shown.setdefault(spot.chapter, []).append(spot)
        ids = (id_ for id_ in order_of_chapters(self.story) if id_ in shown)
        return tuple((self.story.chapters[id_], shown[id_]) for id_ in ids)

    def chapter_title(self, chapter: ChapterId) -> str:
        """What a chapter is called, once a page of it was seen; else a question mark."""
        return self.story.chapters[chapter].title if chapter in self._entered else "?"

    @cached_property
    def _entered(self) -> frozenset[ChapterId]:
        return frozenset(spot.chapter for spot in self.spots.values() if spot.seen)

    # Words

    def turn(self, passage: PassageId) -> Turn | None:
        """A passage as it was read last; None for one that was not, or cannot be again."""
        if passage in self._own:
            return self._own[passage]
        visit = self._index.visits.get(passage)
        return None if visit is None else self.chronicle.turn(self.program, visit.last)

    def name(self, passage: PassageId) -> str:
        """What a passage is called on the map.

        One that was read by its first words, a paper by its headline; one that was offered by the
        choice that offered it. Of any other nothing is told.
        """
        if passage not in self._words:
            self._words[passage] = self._named(self.spots[passage])
        return self._words[passage]

    def _named(self, spot: Spot) -> str:
        if spot.seen:
            turn = self.turn(spot.passage)
            if turn is None:
                return say("A page that can no longer be read")
            return text_of(turn.title) if turn.over else opening_words(turn)
        labels = (self.label(*offer) for offer in spot.offers)
        return next(filter(None, labels), "?")

    def label(self, passage: PassageId, choice: str) -> str:
        """A choice as it was last offered; empty where it was not, or cannot be again."""
        key = f"{passage}/{choice}"
        if key in self._offers:
            return text_of(self._offers[key].label)
        if key not in self._labels:
            self._labels[key] = self._offered(key, choice)
        return self._labels[key]

    def _offered(self, key: str, choice: str) -> str:
        at: At | None = self._index.open.get(key) or self._index.closed.get(key)
        turn = None if at is None else self.chronicle.turn(self.program, at)
        offers = () if turn is None else turn.offers
        return next((text_of(offer.label) for offer in offers if offer.id == choice), "")

    def prepare(self, passages: Iterable[PassageId]) -> None:
        """Look up the names of several passages, run after run."""
        wanted = [id_ for id_ in passages if id_ not in self._words]
        for id_ in sorted(wanted, key=self._last):
            self.name(id_)

    def _last(self, passage: PassageId) -> tuple[str, int]:
        visit = self._index.visits.get(passage)
        at = None if visit is None else visit.last
        for place, choice in self.spots[passage].offers if at is None else ():
            key = f"{place}/{choice}"
            at = self._index.open.get(key) or self._index.closed.get(key)
        return ("", 0) if at is None else (at.run, at.node)

    # What was done at a passage

    def visits(self, passage: PassageId) -> int:
        """How often it was come to, in all runs."""
        visit: Visit | None = self._index.visits.get(passage)
        own = sum(t.passage.id == passage for t in self.played.turns) if self.played else 0
        return max(own, 0 if visit is None else visit.count)

    def taken(self, passage: PassageId) -> dict[str, int]:
        """The choices taken there, each with how often."""
        found = {}
        for choice in self.story.passages[passage].choices:
            key = f"{passage}/{choice.id}"
            count = self._index.taken.get(key, 0)
            if count == 0 and self.played is not None:
                count = self.played.turn.state.chosen.get(key, 0)
            if count:
                found[str(choice.id)] = count
        return found

    def not_taken(self, passage: PassageId) -> tuple[list[str], list[str]]:
        """The choices that were open there and never taken, and those only ever seen closed."""
        taken = self.taken(passage)
        refused, shut = [], []
        for choice in self.story.passages[passage].choices:
            key = f"{passage}/{choice.id}"
            own = self._offers.get(key)
            if choice.id in taken:
                continue
            if key in self._index.open or (own is not None and own.open):
                refused.append(str(choice.id))
            elif key in self._index.closed or own is not None:
                shut.append(str(choice.id))
        return refused, shut

    # Going back

    def again(self, passage: PassageId) -> Again | None:
        """The game as it stood at the latest visit of a passage, of this run where it has one."""
        if self.played is not None and passage in self._own:
            back = max(n for n, turn in enumerate(self.played.turns) if turn.passage.id == passage)
            return Again(
                Playthrough(
                    self.program,
                    self.played.turns[: back + 1],
                    self.played.picks[:back],
                    self.played.complete,
                    self.played.apart,
                )
            )
        return self.chronicle.playthrough_at(self.program, passage)


@attrs.define(eq=False)
class _Known:
    """What is known of a story, put together from all runs and the one that is played."""

    story: Story
    index: Index
    turns: list[Turn]
    offers: Mapping[str, Offer]
    seen: dict[PassageId, None] = attrs.field(init=False)
    run: dict[tuple[PassageId, PassageId], None] = attrs.field(init=False)
    taken: set[str] = attrs.field(init=False)
    told: dict[PassageId, list[tuple[PassageId, str]]] = attrs.field(factory=dict)
    shut: dict[PassageId, list[tuple[PassageId, str]]] = attrs.field(factory=dict)

    def __attrs_post_init__(self) -> None:
        own = [turn.passage.id for turn in self.turns]
        self.seen = dict.fromkeys([*self.index.visits, *own])
        self.run = dict.fromkeys(pairwise(own))
        self.taken = set(self.index.taken)
        for before, turn in pairwise(self.turns):
            if turn.answered_id is not None:
                self.taken.add(f"{before.passage.id}/{turn.answered_id}")

    def ways(self) -> tuple[Way, ...]:
        """All ways to be shown, each once: the strongest style it has."""
        styles: dict[tuple[PassageId, PassageId], Style] = dict.fromkeys(self.run, "run")
        for pair in self.index.walked:
            styles.setdefault(pair, "earlier")
        left = {start for start, _ in styles}
        for id_ in self.seen:
            passage = self.story.passages[id_]
            if passage.ending is not None:
                continue
            found = list(self._not_taken(passage, id_ in left))
            for target, style in sorted(found, key=lambda pair: pair[1] == "closed"):
                styles.setdefault((id_, target), style)
        return tuple(Way(start, end, style) for (start, end), style in styles.items())

    def _not_taken(self, passage: Passage, left: bool) -> Iterator[tuple[PassageId, Style]]:
        """Where a passage leads that was not gone: by choices that were seen, and by its ways."""
        for choice in passage.choices:
            key = f"{passage.id}/{choice.id}"
            own = self.offers.get(key)
            was_open = key in self.index.open or (own is not None and own.open)
            if key in self.taken:
                for target in self._unseen(targets_of(self.story, passage, choice)):
                    yield target, "closed"
            elif was_open:
                for target in targets_of(self.story, passage, choice):
                    self.told.setdefault(target, []).append((passage.id, choice.id))
                    yield target, "open"
            elif key in self.index.closed or own is not None:
                for target in targets_of(self.story, passage, choice):
                    self.shut.setdefault(target, []).append((passage.id, choice.id))
                    yield target, "closed"
        if not passage.choices:
            for target in self._unseen(targets_of(self.story, passage, None)):
                yield target, "closed" if left else "open"

    def _unseen(self, targets: Iterable[PassageId]) -> Iterator[PassageId]:
        return (target for target in targets if target not in self.seen)

    def spots(self, ways: tuple[Way, ...], here: PassageId | None) -> dict[PassageId, Spot]:
        """Every passage to be shown: those seen, those one step from them, and all endings.

        Of a story without endings, of which nothing is seen, it is the first.
        """
        own = {turn.passage.id for turn in self.turns}
        shown = dict.fromkeys([*self.seen, *(way.end for way in ways), *self.story.endings])
        shown = shown or dict.fromkeys(shown_of(self.story, [self.story.start]))
        spots: dict[PassageId, Spot] = {}
        for id_ in self.story.passages:
            if id_ not in shown:
                continue
            passage = self.story.passages[id_]
            ending = passage.ending is not None
            standing: Standing = "unknown"
            offers: list[tuple[PassageId, str]] = []
            if id_ == here:
                standing = "here"
            elif id_ in own:
                standing = "run"
            elif id_ in self.seen:
                standing = "seen"
            elif ending:
                pass
            elif id_ in self.told:
                standing, offers = "offered", self.told[id_]
            elif id_ in self.shut:
                standing, offers = "locked", self.shut[id_]
            spots[id_] = Spot(id_, passage.chapter, standing, ending, tuple(offers))
        return spots


# The story as a plan: what is laid out, whoever has seen how much of it


def targets_of(story: Story, passage: Passage, choice: Choice | None) -> tuple[PassageId, ...]:
    """The passages that leaving by a choice, or by none, can show next, whatever holds.

    What is passed through in silence is looked through; `return` and `the-ending` name no page.
    """
    calls = [case.value.target for case in (choice.call if choice is not None else passage.call)]
    routes = choice.routes if choice is not None and choice.routes else passage.routes
    ways = calls or [route.target for route in routes]
    return shown_of(story, ways)


def shown_of(story: Story, ways: Iterable[PassageId]) -> tuple[PassageId, ...]:
    """The passages that are shown where these are entered."""
    found: dict[PassageId, None] = {}
    queue, passed = list(ways), set[PassageId]()
    while queue:
        id_ = queue.pop(0)
        if id_ in (RETURN, THE_ENDING) or id_ in passed:
            continue
        passed.add(id_)
        passage = story.passages[id_]
        if not passage.silent:
            found[id_] = None
            continue
        queue += [case.value.target for case in passage.call]
        queue += [route.target for route in passage.routes]
    return tuple(found)


def order_of_chapters(story: Story) -> tuple[ChapterId, ...]:
    """The chapters as they are come to: by date where all have one, else by way from the start."""
    chapters = [chapter for chapter in story.chapters.values() if chapter.passages]
    first: dict[str, int] = {}
    queue, known = [story.start], {story.start}
    for id_ in queue:
        passage = story.passages[id_]
        first.setdefault(passage.chapter, len(first))
        routes = [*passage.routes, *(r for choice in passage.choices for r in choice.routes)]
        for route in routes:
            if route.target in story.passages and route.target not in known:
                known.add(route.target)
                queue.append(route.target)
    dated = all(chapter.date for chapter in chapters)

    def key(chapter: Chapter) -> tuple[str, int]:
        return (chapter.date if dated else "", first.get(chapter.id, len(story.chapters)))

    return tuple(chapter.id for chapter in sorted(chapters, key=key))


# In plain words


@attrs.frozen
class ChapterText:
    """A chapter of the map in words: its title, and its groups of lines, each under a heading."""

    title: str
    groups: tuple[tuple[str, tuple[str, ...]], ...]


def in_words(atlas: Atlas) -> tuple[ChapterText, ...]:
    """The whole map as lists, by chapter: walked, refused, closed, unknown; then the endings."""
    atlas.prepare(atlas.spots)
    texts = []
    for chapter, spots in atlas.chapters:
        walked: list[str] = []
        refused: list[str] = []
        closed: list[str] = []
        for spot in spots:
            if not spot.seen:
                continue
            walked.append(_walked(atlas, spot))
            name = atlas.name(spot.passage)
            for ids, lines in zip(atlas.not_taken(spot.passage), (refused, closed), strict=True):
                labels = (atlas.label(spot.passage, id_) for id_ in ids)
                lines += [f"{label} ({shortened(name, SHORT)})" for label in labels if label]
        unknown = sum(spot.standing == "unknown" for spot in spots)
        groups = [
            (say("Walked"), tuple(walked)),
            (say("Refused"), tuple(refused)),
            (say("Closed to you"), tuple(closed)),
        ]
        if unknown:
            told = say_many(
                "{count} page that a way leads to", "{count} pages that ways lead to", unknown
            )
            groups.append((say("Unknown"), (told,)))
        title = atlas.chapter_title(chapter.id)
        texts.append(ChapterText(title, tuple(group for group in groups if group[1])))
    reached = tuple(
        _walked(atlas, spot) for spot in atlas.spots.values() if spot.ending and spot.seen
    )
    left = atlas.counts.all_endings - atlas.counts.endings
    groups = [(say("Reached"), reached)] if reached else []
    if left:
        told = say_many("{count} ending", "{count} endings", left)
        groups.append((say("Not yet seen"), (told,)))
    return (*texts, ChapterText(say("Endings"), tuple(groups)))


def _walked(atlas: Atlas, spot: Spot) -> str:
    name = shortened(atlas.name(spot.passage), LISTED)
    if spot.standing == "here":
        return say("{page} (you are here)", page=name)
    if spot.standing == "run":
        return say("{page} (in this run)", page=name)
    return name


SHORT: Final = 40
"""Letters of a page's first words where they stand in brackets."""

LISTED: Final = 140
"""Letters of a page's first words in a list."""


def shortened(words: str, most: int) -> str:
    """The words, cut between two of them where they have more letters than that."""
    if len(words) <= most:
        return words
    head, space, _ = words[: most + 1].rpartition(" ")
    return f"{(head if space else words[:most]).rstrip(' ,.;:—–')}…"


def how_left(atlas: Atlas, passage: PassageId) -> str:
    """How often a passage was reached and by which choices it was left, in a sentence."""
    count = atlas.visits(passage)
    reached = say_many("Reached {count} time", "Reached {count} times", count)
    if count in (1, 2):
        reached = say("Reached once") if count == 1 else say("Reached twice")
    labels = [atlas.label(passage, id_) for id_ in atlas.taken(passage)]
    ways = "; ".join(say("“{choice}”", choice=label.rstrip(".")) for label in labels if label)
    if not ways:
        return f"{reached}."
    return say("{reached}; left by way of {ways}.", reached=reached, ways=ways)
