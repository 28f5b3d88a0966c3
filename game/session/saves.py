"""Saved games: JSON with the picks that led there, written whole or not at all."""

import contextlib
import json
import os
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs

from game.engine.chance import LoadedSeed
from game.engine.machine import NotOffered, StoryStops
from game.engine.program import Program
from game.engine.state import Agenda, Delay, Frame, State, Value
from game.model.story import PassageId, Story
from game.session import fields
from game.session.playthrough import Playthrough
from game.text.tongue import say

FORMAT = 2
AUTOSAVE = "auto"
SLOTS = tuple(f"{number:02}" for number in range(1, 25))
WORTH_KEEPING = 3
"""Pages after which a game is put away when a new one begins."""

LARGEST = 16 * 1024 * 1024
"""Bytes of a save that is read; a game of 10,000 turns has half a megabyte."""


class SaveProblem(Exception):
    """A save that cannot be written or read; the message is for the player."""


@attrs.frozen
class Save:
    """A game as kept. `title` to `gauges` and `written` are for the list of saves.

    So are `looks`: those of the player that held. The `seed` carries the dice that are given.
    """

    campaign: str
    hash: str
    seed: int
    picks: tuple[str, ...]
    state: State
    title: str
    chapter: str
    place: str
    date: str
    turns: int
    gauges: Mapping[str, int]
    written: str
    complete: bool = True
    looks: tuple[str, ...] = ()


@attrs.frozen
class Slot:
    """A card of the index: a save, or what is wrong with the file, or nothing."""

    name: str
    save: Save | None
    problem: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing is kept here."""
        return self.save is None and not self.problem


@attrs.frozen
class Restored:
    """A game brought back, with what the player must be told."""

    playthrough: Playthrough
    notes: tuple[str, ...]


def snapshot(playthrough: Playthrough, written: str) -> Save:
    """The save of a game now; `written` is the time, as ISO 8601."""
    turn = playthrough.turn
    story = playthrough.program.story
    return Save(
        story.id,
        story.hash,
        turn.state.seed,
        tuple(playthrough.picks),
        turn.state,
        story.title,
        turn.chapter.title,
        turn.place,
        turn.date,
        turn.state.turn + 1,
        {stat.id: turn.value(stat.id) for stat in story.gauges()},
        written,
        playthrough.complete,
        turn.program.looks(story.player, turn.state),
    )


def restore(save: Save, program: Program) -> Restored:
    """The game of a save, its picks played again; raises SaveProblem where that cannot be.

    If the story has changed since and the picks no longer lead there, the state alone is
    taken, with every name that is new at its start.
    """
    story = program.story
    if save.campaign != story.id:
        raise SaveProblem(
            say('This save belongs to another campaign, "{campaign}".', campaign=save.campaign)
        )
    changed = save.hash != story.hash
    notes = [say("The story has changed since this was saved.")] if changed else []
    if save.complete:
        try:
            played = Playthrough.replay(program, save.seed, save.picks)
        except (NotOffered, StoryStops, KeyError):
            notes.append(say("Your road could not be walked again; you go on from where you were."))
        else:
            same = played.turn.state == save.state
            if same or changed:
                if not same:
                    notes.append(
                        say("Your road was walked again, and some of it came out otherwise.")
                    )
                return Restored(played, tuple(notes))
            notes.append(
                say("The file was changed by hand; what it says of now was taken as it is.")
            )
    return Restored(Playthrough.resume(program, _fitted(save.state, program)), tuple(notes))


def _fitted(state: State, program: Program) -> State:
    """The state with names the story no longer has left out, and its new ones added."""
    story = program.story
    passage = PassageId(_now(state.passage, story))
    if passage not in story.passages:
        raise SaveProblem(
            say('The story no longer has the place where you were, "{passage}".', passage=passage)
        )
    values: dict[str, Value] = {}
    before = {_name_now(name, story): value for name, value in state.values.items()}
    for stat in story.numbers.values():
        kept = before.get(stat.id, stat.start)
        number = kept if isinstance(kept, int) and not isinstance(kept, bool) else stat.start
        values[stat.id] = max(stat.low, min(stat.high, number))
    for flag in story.flags:
        values[flag] = bool(before.get(flag, False))
    for named in story.named.values():
        word = before.get(named.id, named.start)
        values[named.id] = word if word in named.words else named.start
    visits: dict[str, int] = {}
    for old, count in state.visits.items():
        place = _now(old, story)
        if place in story.passages:
            visits[place] = max(0, count) + visits.get(place, 0)
    visits[passage] = max(1, visits.get(passage, 0))
    chosen: dict[str, int] = {}
    for key, count in state.chosen.items():
        new = _key_now(key, story)
        place, _, choice = new.rpartition("/")
        if place in story.choices.get(choice, ()):
            chosen[new] = max(0, count) + chosen.get(new, 0)
    return attrs.evolve(
        state,
        passage=passage,
        values=values,
        visits=visits,
        chosen=chosen,
        agenda=_fitted_agenda(state.agenda, program),
    )


def _fitted_agenda(agenda: Agenda, program: Program) -> Agenda:
    """The agenda without what the story no longer has."""
    story = program.story

    def now(id_: str) -> str:
        return _now(id_, story)

    frames = []
    for frame in agenda.stack:
        passage = PassageId(now(frame.passage))
        if passage not in story.passages:
            continue
        choice = _key_now(f"{passage}/{frame.choice}", story).rpartition("/")[2]
        known = frame.choice == "" or choice in program.nodes[passage].steps
        renamed = ((_name_now(name, story), value) for name, value in frame.restore)
        restore = tuple(pair for pair in renamed if _allows(story, *pair))
        stage = frame.stage if known else "show"
        frames.append(Frame(passage, choice if known else "", stage, restore))
    return Agenda(
        chapters=tuple(
            each if each in story.chapters else story.renamed.get(each, each)
            for each in agenda.chapters
        ),  # one that is gone still counts for what is due in so many chapters
        date=agenda.date,
        delays=tuple(
            attrs.evolve(each, place=place)
            for each in agenda.delays
            if program.consequence(place := _delay_now(each.place, story))
        ),
        scheduled=max((each.number + 1 for each in agenda.delays), default=agenda.scheduled),
        fired=frozenset(now(each) for each in agenda.fired if now(each) in story.passages),
        drawn={now(c): n for c, n in agenda.drawn.items() if now(c) in story.passages},
        stack=tuple(frames),
    )


def _now(id_: str, story: Story) -> str:
    """A passage's id as it is now."""
    return id_ if id_ in story.passages else story.renamed.get(id_, id_)


def _key_now(key: str, story: Story) -> str:
    """The key of a choice, `passage/choice`, as it is now."""
    passage, _, choice = key.rpartition("/")
    passage = _now(passage, story)
    if passage not in story.choices.get(choice, ()):
        choice = story.renamed.get(choice, choice)
    return f"{passage}/{choice}"


def _delay_now(place: str, story: Story) -> str:
    """The place of a consequence, `passage/number` or `passage/choice/number`, as it is now."""
    of, _, number = place.rpartition("/")
    return f"{_key_now(of, story) if '/' in of else _now(of, story)}/{number}"


def _name_now(name: str, story: Story) -> str:
    """A declared name, or a page of the archive, as it is now."""
    if name.startswith("archive."):
        return f"archive.{_now(name.removeprefix('archive.'), story)}"
    return name if name in story.numbers else story.renamed.get(name, name)


def _allows(story: Story, name: str, value: Value) -> bool:
    """Whether a name can have a value."""
    stat = story.numbers.get(name)
    if stat is not None:
        return type(value) is int and stat.low <= value <= stat.high
    named = story.named.get(name)
    if named is not None:
        return value in named.words
    return name in story.flags and isinstance(value, bool)


# The folder of saves


@attrs.frozen
class Shelf:
    """The folder that holds the saves of one campaign."""

    folder: Path

    def path(self, name: str) -> Path:
        """The file of a slot."""
        return self.folder / f"{name}.json"

    def slots(self) -> tuple[Slot, ...]:
        """The autosave and all numbered slots."""
        return tuple(self.slot(name) for name in (AUTOSAVE, *SLOTS))

    def slot(self, name: str) -> Slot:
        """What a slot holds."""
        try:
            return Slot(name, _read(self.path(name)))
        except (FileNotFoundError, NotADirectoryError):
            return Slot(name, None)
        except SaveProblem as problem:
            return Slot(name, None, str(problem))

    def latest(self) -> Slot | None:
        """The slot written last that can be read; where the autosave cannot, the one before it."""
        slots = [self.backup() if s.name == AUTOSAVE and s.problem else s for s in self.slots()]
        readable = [slot for slot in slots if slot.save is not None]
        return max(readable, key=_written, default=None)

    def backup(self) -> Slot:
        """The autosave before the last one."""
        return self.slot(f"{AUTOSAVE}.previous")

    def write(self, name: str, save: Save) -> None:
        """Keep a save; raises SaveProblem where the disk will not, and then nothing is lost."""
        path = self.path(name)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            if name == AUTOSAVE and self.slot(name).save is not None:  # never keep a damaged one
                with contextlib.suppress(OSError):
                    _link(path, self.path(f"{AUTOSAVE}.previous"))
            write_atomically(path, encode(save))
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise SaveProblem(
                say("The game could not be saved: {reason}.", reason=reason)
            ) from error

    def put_away(self) -> str | None:
        """Copy the autosave to the first empty card before a new game takes its place.

        The card's name; None where there was nothing worth keeping, or no card is empty.
        """
        slots = {slot.name: slot for slot in self.slots()}
        save = slots.pop(AUTOSAVE).save
        if save is None or save.turns < WORTH_KEEPING:
            return None
        if any(slot.save and slot.save.state == save.state for slot in slots.values()):
            return None
        empty = next((name for name, slot in slots.items() if slot.empty), None)
        if empty is not None:
            self.write(empty, save)
        return empty

    def delete(self, name: str) -> None:
        """Empty a slot."""
        try:
            self.path(name).unlink(missing_ok=True)
        except OSError as error:
            raise SaveProblem(
                say("The file could not be deleted: {reason}.", reason=error.strerror)
            ) from error


def _written(slot: Slot) -> str:
    return slot.save.written if slot.save else ""


def _link(path: Path, other: Path) -> None:
    """Keep a file under a second name too, by a rename, so that what it held stays whole.

    The first name is given to a new file later, which leaves the second with the old one.
    """
    between = other.with_name(f".{other.name}.tmp")
    between.unlink(missing_ok=True)
    os.link(path, between)
    between.replace(other)
    between.unlink(missing_ok=True)  # a rename between two names of one file does nothing


def write_atomically(path: Path, text: str) -> None:
    """Write a file whole or not at all: to a temporary one, flushed to disk, then renamed."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    if hasattr(os, "O_DIRECTORY"):
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        except OSError:
            pass  # some file systems do not sync folders; the rename itself is whole
        finally:
            os.close(folder)


# JSON


def encode(save: Save) -> str:
    """The save as JSON."""
    state = save.state
    agenda = state.agenda
    data = _fields(save) | {
        "format": FORMAT,
        "state": _fields(state)
        | {
            "agenda": _fields(agenda)
            | {
                "delays": list(map(_fields, agenda.delays)),
                "fired": sorted(agenda.fired),
                "stack": [_fields(f) | {"restore": dict(f.restore)} for f in agenda.stack],
            }
        },
    }
    if isinstance(save.seed, LoadedSeed):
        data["rolls"] = [[turn, at, value] for (turn, at), value in save.seed.given.items()]
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _fields(value: Any) -> dict[str, Any]:
    return attrs.asdict(value, recurse=False)


def decode(text: str) -> Save:
    """The save a text holds; raises SaveProblem with what is wrong."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SaveProblem(say("This file is cut short or damaged.")) from error
    if not isinstance(data, dict) or type(data.get("format")) is not int or data["format"] < 1:
        raise SaveProblem(say("This file is not a saved game."))
    if data["format"] > FORMAT:
        raise SaveProblem(say("This file comes from a newer version of the game."))
    try:
        json.dumps(data, ensure_ascii=False).encode()  # half a surrogate pair cannot be written
        return _save_of(data)
    except (KeyError, TypeError, ValueError) as error:
        raise SaveProblem(say("This file is damaged: {fault}.", fault=error)) from error


def _read(path: Path) -> Save:
    try:
        if path.stat().st_size > LARGEST:
            raise SaveProblem(say("This file is too large for a saved game."))
        return decode(path.read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        raise
    except OSError as error:
        raise SaveProblem(
            say("This file cannot be read: {reason}.", reason=error.strerror)
        ) from error
    except UnicodeDecodeError as error:
        raise SaveProblem(say("This file is cut short or damaged.")) from error


def _save_of(data: Mapping[str, Any]) -> Save:
    state = fields.mapping(data, "state")
    rolls = _rolls(data)
    return Save(
        campaign=fields.text(data, "campaign"),
        hash=fields.text(data, "hash"),
        seed=_loaded(fields.number(data, "seed"), rolls),
        picks=fields.texts(data, "picks"),
        state=State(
            passage=PassageId(fields.text(state, "passage")),
            seed=_loaded(fields.number(state, "seed"), rolls),
            turn=fields.number(state, "turn"),
            values=_values(fields.mapping(state, "values")),
            visits=_counts(fields.mapping(state, "visits")),
            chosen=_counts(fields.mapping(state, "chosen")),
            agenda=_agenda(fields.mapping(state, "agenda"))
            if data["format"] > 1
            else Agenda(fields.texts(state, "chapters")),
        ),
        title=fields.text(data, "title"),
        chapter=fields.text(data, "chapter"),
        place=fields.text(data, "place"),
        date=_date(data),
        turns=fields.number(data, "turns"),
        gauges=_counts(fields.mapping(data, "gauges")),
        written=fields.text(data, "written"),
        complete=data.get("complete") is not False,
        looks=_looks(data),
    )


def _rolls(data: Mapping[str, Any]) -> Mapping[tuple[int, str], int]:
    """The dice that are given; few games have any."""
    given: dict[tuple[int, str], int] = {}
    for entry in fields.sequence(data, "rolls") if "rolls" in data else ():
        match entry:
            case [int(turn), str(at), int(value)] if turn >= 0 and value >= 0:
                given[turn, at] = value
            case _:
                raise ValueError("rolls are none")
    return given


def _loaded(seed: int, rolls: Mapping[tuple[int, str], int]) -> int:
    return LoadedSeed(seed, rolls) if rolls else seed


def _agenda(data: Mapping[str, Any]) -> Agenda:
    return Agenda(
        chapters=fields.texts(data, "chapters"),
        date=fields.text(data, "date"),
        delays=tuple(
            Delay(
                fields.text(each, "place"),
                fields.number(each, "due"),
                fields.number(each, "number"),
            )
            for each in fields.mappings(data, "delays")
        ),
        scheduled=fields.number(data, "scheduled"),
        fired=frozenset(fields.texts(data, "fired")),
        drawn=_counts(fields.mapping(data, "drawn")),
        stack=tuple(map(_frame, fields.mappings(data, "stack"))),
    )


def _frame(data: Mapping[str, Any]) -> Frame:
    stage = fields.text(data, "stage")
    if stage not in ("enter", "show", "draw", "go"):
        raise ValueError("stage is none")
    restore = _values(fields.mapping(data, "restore"))
    return Frame(
        PassageId(fields.text(data, "passage")),
        fields.text(data, "choice"),
        stage,  # type: ignore[arg-type]
        tuple(restore.items()),
    )


def _date(data: Mapping[str, Any]) -> str:
    date = fields.text(data, "date")
    if date and not re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?", date):
        raise ValueError("date is none")
    return date


def _looks(data: Mapping[str, Any]) -> tuple[str, ...]:
    """The looks; they go into the name of a picture, and older games have none."""
    looks = fields.texts(data, "looks") if "looks" in data else ()
    if not all(re.fullmatch(r"[^\W_][\w-]*", look) for look in looks):
        raise ValueError("looks are none")
    return looks


def _counts(data: Mapping[str, Any]) -> dict[str, int]:
    if not all(isinstance(value, int) for value in data.values()):
        raise TypeError("a count is not a number")
    return dict(data)


def _values(data: Mapping[str, Any]) -> dict[str, Value]:
    if not all(isinstance(value, (int, str)) for value in data.values()):
        raise TypeError("a value is neither a number nor a word")
    return dict(data)
