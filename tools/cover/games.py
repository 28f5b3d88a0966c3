"""Recorded playthroughs, read from files and played again: what each of them shows.

Read are replays of findings, saved games, runs of the chronicle, and transcripts.
"""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import attrs

from game.engine.machine import NotOffered, StoryStops
from game.engine.state import Turn
from game.session.playthrough import ADVANCE, Playthrough
from game.session.run import Run, decode_run
from game.session.saves import LARGEST, SaveProblem, decode, restore
from game.session.witness import WitnessProblem, replay
from game.session.witness import decode as decode_witness
from tools.cover.trace import Traced

TRANSCRIPTS = (".transcript", ".txt")
SEED_OF_TESTS = 1
"""The seed of a transcript that names none, as the repository's tests record them."""

_HEADER = re.compile(r"(?P<title>.*) · seed (?P<seed>\d+)")


@attrs.frozen
class Game:
    """A playthrough: where it comes from, and the lines that each of its turns shows."""

    name: str
    seed: int
    picks: tuple[str, ...]
    turns: tuple[frozenset[int], ...]

    @property
    def shown(self) -> frozenset[int]:
        """All lines that it shows."""
        return frozenset().union(*self.turns)


@attrs.frozen
class Recorded:
    """The playthroughs of a place; `problems` is what could not be read or played, in words."""

    games: tuple[Game, ...]
    problems: tuple[str, ...]


class _Misfit(Exception):
    """A file that cannot be played; the message says why."""


def played(traced: Traced, name: str, seed: int, picks: Iterable[str]) -> Game:
    """A game played again from its picks; raises NotOffered where one is not open."""
    picks = tuple(picks)
    told = Playthrough.replay(traced.program, seed, picks)
    return Game(name, seed, picks, tuple(map(traced.shown, told.turns)))


def recorded(place: Path, traced: Traced, stem: str) -> Recorded:
    """The playthroughs of one campaign that lie in a file or a folder, and in folders within.

    A transcript is the campaign's if its head says so, or if its name is `stem`, the story's own.
    Files of other kinds and of other campaigns are passed over.
    """
    games: list[Game] = []
    problems: list[str] = []
    for path in _files(place):
        try:
            text = _read(path)
            if path.suffix in TRANSCRIPTS:
                games += _transcript(path, text, traced, stem)
            else:
                games += _json(path, text, traced)
        except (_Misfit, SaveProblem, WitnessProblem) as problem:
            problems.append(f"{path}: {problem}")
    return Recorded(tuple(games), tuple(problems))


def _files(place: Path) -> Iterator[Path]:
    if place.is_file():
        yield place
        return
    kinds = {".json", *TRANSCRIPTS}
    yield from (
        path for path in sorted(place.rglob("*")) if path.suffix in kinds and path.is_file()
    )


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise _Misfit("This file is too large for a saved game.")
        return path.read_text("utf-8")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise _Misfit(f"This file cannot be read: {reason}.") from error
    except UnicodeDecodeError as error:
        raise _Misfit("This file is cut short or damaged.") from error


def _json(path: Path, text: str, traced: Traced) -> Iterator[Game]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _Misfit("This file is cut short or damaged.") from error
    story = traced.program.story
    if not isinstance(data, dict) or data.get("campaign") != story.id:
        return
    if "road" in data:
        try:
            yield _run(path, decode_run(path.stem, text), traced)
        except ValueError as error:
            raise _Misfit(str(error)) from error
        return
    if data.get("what") == "witness":
        told = replay(decode_witness(text), traced.program).playthrough
    elif "state" in data:
        told = restore(decode(text), traced.program).playthrough
    else:
        return
    turns = tuple(map(traced.shown, told.turns))
    yield Game(str(path), told.turns[0].state.seed, tuple(told.picks), turns)


def _run(path: Path, run: Run, traced: Traced) -> Game:
    """What a run of the chronicle shows, on all its roads; as one game it has no picks."""
    program = traced.program
    first = (
        Playthrough.begin(program, run.seed)
        if run.base is None
        else restore(run.base, program).playthrough
    )
    turns: dict[int, Turn] = {0: first.turns[0] if run.base is None else first.turn}
    for node, (parent, pick) in enumerate(run.road, start=1):
        if parent not in turns:
            continue
        try:
            turns[node] = Playthrough(program, [turns[parent]], []).retake(pick)
        except (NotOffered, StoryStops, KeyError):
            continue  # the story has changed: what lay beyond is not there any more
    return Game(str(path), run.seed, (), tuple(map(traced.shown, turns.values())))


def _transcript(path: Path, text: str, traced: Traced, stem: str) -> Iterator[Game]:
    story = traced.program.story
    head = _HEADER.fullmatch(text.partition("\n")[0])
    if path.stem != stem and (head is None or head["title"] != story.title):
        return
    seed = int(head["seed"]) if head else SEED_OF_TESTS
    told = Playthrough.begin(traced.program, seed)
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.startswith(">"):
            continue
        pick = line[1:].strip()
        try:
            if pick.isdecimal() and 0 < int(pick) <= len(told.turn.offers):
                pick = told.turn.offers[int(pick) - 1].id
            told.retake(pick or ADVANCE)
        except (NotOffered, StoryStops) as error:
            raise _Misfit(f"Line {number} cannot be played any more: {error}.") from error
    turns = tuple(map(traced.shown, told.turns))
    yield Game(str(path), seed, tuple(told.picks), turns)
