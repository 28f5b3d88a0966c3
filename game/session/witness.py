"""A short game that leads to a mistake of the story: kept in a file, played again, told in words.

The file is JSON:

    {"what": "witness", "format": 1,
     "campaign": "small", "hash": "5f0c…", "seed": 1,
     "picks": ["knock", ">", "wait"],
     "rolls": [{"turn": 2, "place": "yard/next", "value": 3}],
     "about": {"rule": "dead-end", "message": "passage \\"yard\\" leads nowhere",
               "at": "small/chapters/one.yaml:41:3"}}

`picks` are ids of choices, and `>` for going on without one; `rolls` the dice that must fall in a
certain way, all others being the seed's own. Where the last pick stops the story by a mistake of
its own, that is what the file witnesses.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import attrs

from game.engine.chance import LoadedSeed
from game.engine.machine import NotOffered, StoryStops
from game.engine.program import Program
from game.session import fields
from game.session.playthrough import ADVANCE, Playthrough
from game.session.saves import LARGEST, write_atomically
from game.text.tongue import say

FORMAT: Final = 1
KIND: Final = "witness"


class WitnessProblem(Exception):
    """A witness that cannot be written, read or played again; the message says why."""


@attrs.frozen
class Roll:
    """A roll as it must fall: in which turn, at which place of the story, and what it is."""

    turn: int
    place: str
    value: int


@attrs.frozen
class About:
    """What a witness proves: the rule's id, the finding in words, and `at`, where it is written."""

    rule: str
    message: str
    at: str = ""

    def said(self) -> str:
        """The finding on one line."""
        found = f"{self.message} [{self.rule}]"
        return f"{self.at}: {found}" if self.at else found


@attrs.frozen
class Witness:
    """A game from the story's start to what is wrong with it."""

    campaign: str
    hash: str
    seed: int
    picks: tuple[str, ...]
    rolls: tuple[Roll, ...]
    about: About

    @classmethod
    def of(cls, played: Playthrough, about: About, stop: str = "") -> "Witness":
        """The witness of a game from its start to now; `stop` is a pick that stops the story."""
        story, seed = played.program.story, played.turns[0].state.seed
        given = seed.given if isinstance(seed, LoadedSeed) else {}
        rolls = tuple(Roll(turn, place, value) for (turn, place), value in given.items())
        picks = (*played.picks, stop) if stop else tuple(played.picks)
        return cls(story.id, story.hash, int(seed), picks, rolls, about)

    @property
    def loaded(self) -> int:
        """The seed, with the rolls that it gives."""
        if not self.rolls:
            return self.seed
        return LoadedSeed(self.seed, {(roll.turn, roll.place): roll.value for roll in self.rolls})


@attrs.frozen
class Replay:
    """A witness played again, up to what is wrong; `stop` says how its last pick fails, if it does.

    The game is apart: it is neither kept by itself nor chronicled.
    """

    witness: Witness
    playthrough: Playthrough
    stop: str = ""

    @property
    def changed(self) -> bool:
        """Whether the story has changed since the witness was written."""
        return self.witness.hash != self.playthrough.program.story.hash

    def said(self) -> str:
        """What is wrong here, in a line or two."""
        parts = [self.witness.about.said()]
        if self.stop:
            parts.append(say("The next choice stops the story: {fault}.", fault=self.stop))
        if self.changed:
            parts.append(say("The story has changed since this was found."))
        return " ".join(part if part[-1] in ".!?" else f"{part}." for part in parts)


def replay(witness: Witness, program: Program) -> Replay:
    """The witness played again; raises WitnessProblem at the first step that no longer fits."""
    story = program.story
    if witness.campaign != story.id:
        raise WitnessProblem(
            say('This replay belongs to another campaign, "{campaign}".', campaign=witness.campaign)
        )
    try:
        played = Playthrough.begin(program, witness.loaded)
    except StoryStops as stop:
        told = say("The story stops before its first page: {fault}.", fault=stop)
        raise WitnessProblem(told) from None
    played.apart = True
    for number, pick in enumerate(witness.picks, start=1):
        try:
            played.retake(pick)
        except NotOffered:
            raise WitnessProblem(_misfit(witness, played, number, pick)) from None
        except StoryStops as stop:
            if number == len(witness.picks):
                return Replay(witness, played, str(stop))
            place = played.turn.passage.id
            raise WitnessProblem(
                say(
                    'At step {number}, in "{passage}", the story stops: {fault}.',
                    number=number,
                    passage=place,
                    fault=stop,
                )
            ) from None
    return Replay(witness, played)


def _misfit(witness: Witness, played: Playthrough, number: int, pick: str) -> str:
    place, story = played.turn.passage.id, played.program.story
    fits = (
        say('At step {number} "{passage}" does not go on by itself.', number=number, passage=place)
        if pick == ADVANCE
        else say(
            'At step {number} the choice "{choice}" is not open in "{passage}".',
            number=number,
            choice=pick,
            passage=place,
        )
    )
    changed = witness.hash != story.hash
    why = (
        say("The story has changed since this was found.")
        if changed
        else say("The file was changed by hand.")
    )
    return f"{fits} {why}"


# The file


def write_witness(path: Path, witness: Witness) -> None:
    """Keep a witness, whole or not at all; raises WitnessProblem where the disk will not."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, encode(witness))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise WitnessProblem(
            say('"{file}" cannot be written: {reason}.', file=path, reason=reason)
        ) from error


def read_witness(path: Path) -> Witness:
    """The witness a file holds; raises WitnessProblem with what is wrong with it."""
    try:
        if path.stat().st_size > LARGEST:
            raise WitnessProblem(say("This file is too large for a replay."))
        return decode(path.read_text("utf-8"))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise WitnessProblem(say("This file cannot be read: {reason}.", reason=reason)) from error
    except UnicodeDecodeError as error:
        raise WitnessProblem(say("This file is cut short or damaged.")) from error


def encode(witness: Witness) -> str:
    """The witness as JSON, to be read by people too."""
    data = {"what": KIND, "format": FORMAT, **attrs.asdict(witness)}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def decode(text: str) -> Witness:
    """The witness a text holds; raises WitnessProblem with what is wrong."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise WitnessProblem(say("This file is cut short or damaged.")) from error
    if not isinstance(data, dict) or data.get("what") != KIND:
        raise WitnessProblem(say("This file is no replay of a finding."))
    if type(data.get("format")) is not int or data["format"] < 1:
        raise WitnessProblem(say("This file is no replay of a finding."))
    if data["format"] > FORMAT:
        raise WitnessProblem(say("This file comes from a newer version of the game."))
    try:
        json.dumps(data, ensure_ascii=False).encode()  # half a surrogate pair cannot be written
        return _witness_of(data)
    except KeyError as error:
        raise WitnessProblem(
            say("This file is damaged: {fault}.", fault=f"{error.args[0]} is missing")
        ) from error
    except (TypeError, ValueError) as error:
        raise WitnessProblem(say("This file is damaged: {fault}.", fault=error)) from error


def _witness_of(data: Mapping[str, Any]) -> Witness:
    about = fields.mapping(data, "about")
    rolls = tuple(
        Roll(fields.number(each, "turn"), fields.text(each, "place"), fields.number(each, "value"))
        for each in fields.mappings(data, "rolls")
    )
    if any(roll.turn < 0 or roll.value < 0 for roll in rolls):
        raise ValueError("a roll is below nothing")
    return Witness(
        fields.text(data, "campaign"),
        fields.text(data, "hash"),
        fields.number(data, "seed"),
        fields.texts(data, "picks"),
        rolls,
        About(
            fields.text(about, "rule"),
            fields.text(about, "message"),
            fields.text(about, "at") if "at" in about else "",
        ),
    )
