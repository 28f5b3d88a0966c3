"""What a player has seen of a campaign, run after run; kept in a folder beside the saves.

A run is a seed and picks, and every page of it is come by again by replaying them. As undo and
saved games lead back, the picks of a run are a tree: node 0 is its first page, and each other node
is the page that a pick led to from its parent. What else a run holds tells where to look without
replaying it: the passage of each node, choices that were offered, people who spoke.
"""

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

import attrs

from game.engine.machine import NotOffered, StoryStops
from game.engine.program import Program
from game.engine.state import Turn
from game.model.story import CharacterId, PassageId, Story
from game.session.playthrough import ADVANCE, Playthrough
from game.session.run import Run, read_run, stamp_of
from game.session.saves import SaveProblem, restore, write_atomically
from game.text.tongue import say

FOLDER: Final = "chronicle"
SUFFIX: Final = ".json"
SET_ASIDE: Final = ".damaged"
REPLAYED: Final = 8
"""Replayed roads that are kept in memory."""


@attrs.frozen
class At:
    """A page that was read: a run, by its name, and a node of it."""

    run: str
    node: int


@attrs.frozen
class Visit:
    """How often a passage was come to, and where last."""

    count: int
    last: At


@attrs.frozen
class Reached:
    """An ending that was come to: in which run, counted from 1, and when that was (ISO 8601)."""

    passage: PassageId
    at: At
    number: int
    when: str


@attrs.frozen
class PaperRead:
    """A front page, a document or an interlude, as it was read last."""

    passage: PassageId
    at: At


@attrs.frozen
class Met:
    """Somebody who has spoken, and where last."""

    character: CharacterId
    at: At


@attrs.frozen
class Again:
    """A game brought back from the chronicle, and what the player must be told of it."""

    playthrough: Playthrough
    note: str = ""


@attrs.frozen
class Index:
    """What all runs come to, by the ids that the story has now.

    `walked` counts how often a page was followed by another; `taken`, `open` and `closed` are
    choices, by `passage/choice`: how often taken, and where they were last seen open or closed.
    `deeds` are achievements, each where it was first earned.
    """

    visits: Mapping[PassageId, Visit]
    walked: Mapping[tuple[PassageId, PassageId], int]
    taken: Mapping[str, int]
    open: Mapping[str, At]
    closed: Mapping[str, At]
    people: Mapping[CharacterId, At]
    endings: tuple[Reached, ...]
    papers: tuple[PaperRead, ...]
    deeds: Mapping[str, At]

    @property
    def refused(self) -> frozenset[str]:
        """The choices that were open to the player and never taken."""
        return frozenset(self.open.keys() - self.taken.keys())

    @property
    def shut(self) -> frozenset[str]:
        """The choices that were only ever seen closed."""
        return frozenset(self.closed.keys() - self.open.keys() - self.taken.keys())


@attrs.define
class Chronicle:
    """The runs of one campaign, oldest first; `problems` is what could not be read, in words."""

    folder: Path
    runs: dict[str, Run] = attrs.field(factory=dict)
    problems: tuple[str, ...] = ()
    _index: tuple[str, Index] | None = attrs.field(default=None, repr=False)
    _roads: "list[_Road]" = attrs.field(factory=list, repr=False)

    @classmethod
    def read(cls, folder: Path) -> "Chronicle":
        """The chronicle in a folder. A file that is damaged is set aside under another name.

        One from a newer version of the game is left where it is, for that version.
        """
        chronicle = cls(folder)
        problems: list[str] = []
        runs: list[Run] = []
        for path in _files(folder, problems):
            try:
                runs.append(read_run(path))
            except SaveProblem as problem:
                problems.append(f"{path.name}: {problem}")
            except ValueError as fault:
                problems.append(_set_aside(path, str(fault)))
        chronicle.runs = {run.name: run for run in sorted(runs, key=lambda run: run.begun)}
        chronicle.problems = tuple(problems)
        return chronicle

    @property
    def empty(self) -> bool:
        """Whether nothing was ever recorded."""
        return not self.runs

    # Writing

    def record(self, playthrough: Playthrough, now: str) -> None:
        """Add the pages of a game that are new; raises SaveProblem where the disk will not.

        What is known already is not written again. What could not be written is tried anew at
        the next page; what another window has written of the same run is kept.
        """
        run = self._run_of(playthrough, now)
        run.follow(playthrough, now)
        if run.written_nodes == run.size:
            return
        self._index = None
        path = self.folder / f"{run.name}{SUFFIX}"
        if stamp_of(path) not in (None, run.stamp):
            with contextlib.suppress(ValueError, SaveProblem):
                run.join(read_run(path))
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            write_atomically(path, run.encode())
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise SaveProblem(
                say("The chronicle could not be written: {reason}.", reason=reason)
            ) from error
        run.written_nodes, run.stamp = run.size, stamp_of(path)

    def _run_of(self, playthrough: Playthrough, now: str) -> Run:
        """The run that a game belongs to; a new one where none does."""
        known = self._known(playthrough)
        if known is None:  # another window may have begun it
            self._take_up()
            known = self._known(playthrough)
        if known is not None:
            return known
        name = self._new_name(now, playthrough.turns[0].state.seed)
        run = self.runs[name] = Run.begin(name, playthrough, now)
        return run

    def _known(self, playthrough: Playthrough) -> Run | None:
        runs = reversed(self.runs.values())
        return next((run for run in runs if run.holds(playthrough)), None)

    def _take_up(self) -> None:
        """Read the runs that other windows have begun."""
        found = dict(self.runs)
        for path in _files(self.folder, []):
            if path.stem not in found:
                with contextlib.suppress(ValueError, SaveProblem):
                    found[path.stem] = read_run(path)
        if len(found) > len(self.runs):
            self.runs = dict(sorted(found.items(), key=lambda each: each[1].begun))
            self._index = None

    def _new_name(self, now: str, seed: int) -> str:
        """A name for a new run's file, that no file has: the moment's digits, and the seed."""
        stem = f"{''.join(filter(str.isdigit, now[:23]))}-{seed % 0x1000000:06x}"
        name, number = stem, 1
        while name in self.runs or (self.folder / f"{name}{SUFFIX}").exists():
            number += 1
            name = f"{stem}-{number}"
        return name

    # What all runs come to

    def index(self, story: Story) -> Index:
        """What all runs come to; made when first asked for, and kept until a page is added."""
        if self._index is None or self._index[0] != story.hash:
            self._index = (story.hash, _indexed(self.runs.values(), story))
        return self._index[1]

    def endings(self, story: Story) -> tuple[Reached, ...]:
        """The endings come to, in the order of their first time."""
        return self.index(story).endings

    def papers(self, story: Story) -> tuple[PaperRead, ...]:
        """The papers read, in the order of their first time."""
        return self.index(story).papers

    def people(self, story: Story) -> tuple[Met, ...]:
        """Who has spoken in the player's hearing, in the order of the cast."""
        people = self.index(story).people
        return tuple(Met(id_, people[id_]) for id_ in story.cast if id_ in people)

    def number(self, run: str) -> int:
        """The number of a run, from 1."""
        return list(self.runs).index(run) + 1

    # Pages again

    def turn(self, program: Program, at: At) -> Turn | None:
        """A page exactly as it was read; None where the story has changed so that it is not."""
        again = self.again(program, at)
        run = self.runs[at.run]
        whole = len(again.playthrough.picks) == len(run.road_to(at.node))
        return again.playthrough.turn if whole else None

    def again(self, program: Program, at: At) -> Again:
        """The game as it stood at a page: its picks replayed, as far as they still go."""
        run = self.runs[at.run]
        picks = run.road_to(at.node)
        played = self._replay(program, at, picks)
        again = _part(played, min(len(picks), len(played.picks)))
        again.picks[:] = [turn.answered_id or ADVANCE for turn in again.turns[1:]]
        if len(again.picks) == len(picks):
            return Again(again)
        told = say("The story has changed since; this is as far as that road still goes.")
        return Again(again, told)

    def playthrough_at(self, program: Program, passage: PassageId) -> Again | None:
        """The game as it stood at the latest visit of a passage; None where there was none."""
        visit = self.index(program.story).visits.get(passage)
        return None if visit is None else self.again(program, visit.last)

    def _replay(self, program: Program, at: At, picks: tuple[str, ...]) -> Playthrough:
        """A game whose first picks are these, or as many of them as the story still lets it take.

        Roads of one run begin alike, so one that was replayed before is gone on from where they
        part.
        """
        best, shared = None, -1
        for road in self._roads:
            if road.run == at.run and road.played.program is program:
                alike = _alike(road.played.picks, picks)
                if alike == len(picks) or (alike == len(road.played.picks) and road.ends(picks)):
                    return road.played
                if alike > shared:
                    best, shared = road, alike
        if best is None:
            best = _Road(at.run, self._first(program, self.runs[at.run]))
        elif shared < len(best.played.picks):
            best = _Road(at.run, _part(best.played, shared))
        else:
            self._roads.remove(best)
        best.go(picks)
        self._roads.append(best)
        del self._roads[:-REPLAYED]
        return best.played

    def _first(self, program: Program, run: Run) -> Playthrough:
        """The first page of a run."""
        if run.base is not None:
            with contextlib.suppress(SaveProblem):
                return restore(run.base, program).playthrough
        return Playthrough.begin(program, run.seed)


@attrs.define(eq=False)
class _Road:
    """A game replayed; `stop` is the pick that it could not take, None if there was none."""

    run: str
    played: Playthrough
    stop: str | None = None

    def ends(self, picks: tuple[str, ...]) -> bool:
        """Whether it cannot go on as these picks do, which begin with its own."""
        return self.stop is not None and self.stop == picks[len(self.played.picks)]

    def go(self, picks: tuple[str, ...]) -> None:
        """Take the picks that it has not taken, as far as they can be."""
        program, played = self.played.program, self.played
        self.stop = None
        for pick in picks[len(played.picks) :]:
            known = pick == ADVANCE or pick in program.nodes[played.turn.passage.id].steps
            try:
                played.take(pick if known else program.story.renamed.get(pick, pick))
            except (NotOffered, StoryStops, KeyError):
                self.stop = pick
                return
            played.picks[-1] = pick  # as the chronicle has it


def _alike(one: list[str], other: tuple[str, ...]) -> int:
    """How many picks two roads have in common from the start."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def _part(played: Playthrough, picks: int) -> Playthrough:
    """The first so many picks of a game, as a game of its own."""
    turns = played.turns[: picks + 1]
    return Playthrough(played.program, turns, played.picks[:picks], played.complete)


# The folder


def _files(folder: Path, problems: list[str]) -> Iterator[Path]:
    try:
        yield from sorted(path for path in folder.iterdir() if path.suffix == SUFFIX)
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        told = say("The chronicle cannot be read: {reason}.", reason=error.strerror)
        problems.append(told)


def _set_aside(path: Path, fault: str) -> str:
    """Give a damaged file another name, where it is not in the way; what the player is told."""
    aside, number = path.with_name(f"{path.name}{SET_ASIDE}"), 1
    while aside.exists():
        number += 1
        aside = path.with_name(f"{path.name}{SET_ASIDE}-{number}")
    with contextlib.suppress(OSError):
        path.replace(aside)
    return say(
        'A page of the chronicle is damaged ({fault}) and was set aside as "{file}".',
        fault=fault,
        file=aside.name,
    )


# The index


def _indexed(runs: Iterable[Run], story: Story) -> Index:
    counts: dict[PassageId, int] = {}
    last: dict[PassageId, At] = {}
    walked: dict[tuple[PassageId, PassageId], int] = {}
    taken: dict[str, int] = {}
    open_: dict[str, At] = {}
    closed: dict[str, At] = {}
    people: dict[CharacterId, At] = {}
    endings: dict[PassageId, Reached] = {}
    papers: dict[PassageId, None] = {}
    deeds: dict[str, At] = {}
    by_age = list(runs)
    numbers = {run.name: number for number, run in enumerate(by_age, start=1)}
    now = _Now(story)
    for run in sorted(by_age, key=lambda run: run.written):
        pages = [now.passage(page) for page in run.pages]
        for node, page in enumerate(pages):
            if page is None:
                continue
            resumed = node == 0 and run.base is not None and page in counts
            counts[page] = counts.get(page, 0) + (not resumed)
            last[page] = At(run.name, node)
            passage = story.passages[page]
            if passage.ending is not None:
                reached = Reached(page, last[page], numbers[run.name], run.when(node))
                if page not in endings or reached.when < endings[page].when:
                    endings[page] = reached
            if passage.newspaper or passage.document or passage.interlude:
                papers.setdefault(page)
            if node == 0:
                continue
            parent, pick = run.road[node - 1]
            before = pages[parent]
            if before is None:
                continue
            walked[before, page] = walked.get((before, page), 0) + 1
            if pick != ADVANCE and (key := now.choice(before, pick)) is not None:
                taken[key] = taken.get(key, 0) + 1
        for kept, seen in ((run.open, open_), (run.closed, closed)):
            for old, node in kept.items():
                place, _, choice = old.rpartition("/")
                here = now.passage(place)
                known = None if here is None else now.choice(here, choice)
                if known is not None:
                    seen[known] = At(run.name, node)
        for who, node in run.people.items():
            if (character := now.character(who)) is not None:
                people[character] = At(run.name, node)
        for old, node in run.deeds.items():
            if (deed := now.deed(old)) is not None:
                deeds.setdefault(deed, At(run.name, node))
    visits = {page: Visit(count, last[page]) for page, count in counts.items()}
    read = tuple(PaperRead(page, last[page]) for page in papers)
    ends = tuple(sorted(endings.values(), key=lambda each: each.when))
    return Index(visits, walked, taken, open_, closed, people, ends, read, deeds)


class _Now:
    """Ids as the story has them now; None where it no longer has such a thing."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self._choices: dict[tuple[str, str], str | None] = {}

    def passage(self, id_: str) -> PassageId | None:
        known = PassageId(id_)
        if known not in self.story.passages:
            known = PassageId(self.story.renamed.get(id_, ""))
        return known if known in self.story.passages else None

    def choice(self, passage: PassageId, choice: str) -> str | None:
        key = (passage, choice)
        if key not in self._choices:
            ids = [each.id for each in self.story.passages[passage].choices]
            known = choice if choice in ids else self.story.renamed.get(choice, "")
            self._choices[key] = f"{passage}/{known}" if known in ids else None
        return self._choices[key]

    def character(self, id_: str) -> CharacterId | None:
        known = CharacterId(id_ if id_ in self.story.cast else self.story.renamed.get(id_, ""))
        return known if known in self.story.cast else None

    def deed(self, id_: str) -> str | None:
        known = id_ if id_ in self.story.achievements else self.story.renamed.get(id_, "")
        return known if known in self.story.achievements else None
