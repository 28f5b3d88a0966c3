"""Players of one story: our engine, as the window and as the tools use it, and two baselines.

`Naive` is what a capable programmer writes in an afternoon: dictionaries, walked. `Ceiling` is no
engine but what CPython can do at most: every passage a generated function over a list.
"""

import json
import operator
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol, TypeAlias

import attrs

from game.engine import machine
from game.engine.program import Program
from game.engine.prose import text_of
from game.engine.walk import Walk
from tests.bench.peer_story import (
    CHAPTER_SIZE,
    FLAGS,
    HIGH,
    LOW,
    STATS,
    Add,
    AtBound,
    Give,
    IsSet,
    PeerPassage,
    PeerStory,
)

MODULUS = 2**31 - 1


class Player(Protocol):
    """A story being played."""

    def reset(self) -> None:
        """Begin again."""

    def page(self) -> tuple[str, int]:
        """The text of the passage, and how many choices are open: none at an ending."""

    def choose(self, index: int) -> None:
        """Take the open choice of this number, from 0."""


# The policy


@attrs.frozen
class Walked:
    """What some plays came to. The same story and seeds give the same on every player."""

    choices: int
    letters: int
    checksum: int


def walk(player: Player, seed: int, plays: int) -> Walked:
    """So many plays to an ending, one for each seed from this one on; the checksum is 0."""
    choices = letters = 0
    for chance in map(_first, range(seed, seed + plays)):
        player.reset()
        text, count = player.page()
        letters += len(text)
        while count:
            chance = chance * 48271 % MODULUS
            player.choose(int(chance / MODULUS * count))
            choices += 1
            text, count = player.page()
            letters += len(text)
    return Walked(choices, letters, 0)


def checked_walk(player: Player, seed: int, plays: int) -> Walked:
    """The same, with a checksum of the length of every text, the open choices and the picks.

    White space does not count, because every engine puts its own between paragraphs.
    """
    choices = letters = checksum = 0
    for chance in map(_first, range(seed, seed + plays)):
        player.reset()
        while True:
            text, count = player.page()
            letters += len(text)
            size = len("".join(text.split()))
            checksum = (checksum * 31 + size * 8 + count) % MODULUS
            if not count:
                break
            chance = chance * 48271 % MODULUS
            pick = int(chance / MODULUS * count)
            checksum = (checksum * 31 + pick) % MODULUS
            player.choose(pick)
            choices += 1
    return Walked(choices, letters, checksum)


def walk_to(player: Player, choices: int) -> tuple[int, ...]:
    """The picks of the first play that is so long; the player is left where they lead."""
    seed = 1
    while True:
        chance = _first(seed)
        picks: list[int] = []
        player.reset()
        while count := player.page()[1]:
            if len(picks) == choices:
                return tuple(picks)
            chance = chance * 48271 % MODULUS
            picks.append(int(chance / MODULUS * count))
            player.choose(picks[-1])
        seed += 1


def _first(seed: int) -> int:
    return (seed * 2654435 + 12345) % (MODULUS - 1) + 1


# Ours


class Ours:
    """Our engine as the window uses it: a frozen turn for every choice."""

    def __init__(self, program: Program) -> None:
        self.program = program

    def reset(self) -> None:
        self.turn = machine.start(self.program, 1)
        self.picks: list[str] = []

    def page(self) -> tuple[str, int]:
        turn = self.turn
        self.open = [offer.id for offer in turn.offers if offer.open]
        lines = [text_of(line.words) for page in turn.pages for line in page]
        return "\n\n".join(lines), len(self.open)

    def choose(self, index: int) -> None:
        pick = self.open[index]
        self.picks.append(pick)
        self.turn = machine.choose(self.program, self.turn.state, pick)


class OurWalk:
    """Our engine as the tools use it: one walk, which looks back at nothing."""

    def __init__(self, program: Program) -> None:
        self.program = program

    def reset(self) -> None:
        self.walk = Walk(self.program, machine.start(self.program, 1).state)

    def page(self) -> tuple[str, int]:
        self.open = self.walk.open()
        return self.walk.text(), len(self.open)

    def choose(self, index: int) -> None:
        self.walk.take(self.open[index])


# Naive

_OPERATORS: Mapping[str, Callable[[int, int], bool]] = {">=": operator.ge, "<=": operator.le}


class Naive:
    """Dictionaries as YAML gives them, walked."""

    def __init__(self, story: dict[str, Any]) -> None:
        self.story = story
        self.chapters = story["chapters"]

    def reset(self) -> None:
        self.stats = {name: stat["start"] for name, stat in self.story["stats"].items()}
        self.flags = dict(self.story["flags"])
        self.at = self.story["start"]
        self.history: list[str] = []

    def page(self) -> tuple[str, int]:
        chapter = self.chapters[self.at]
        text = chapter["text"]
        if "{" in text:
            text = text.format_map(self.stats)
        self.open = [choice for choice in chapter.get("choices", ()) if self._allowed(choice)]
        return text, len(self.open)

    def choose(self, index: int) -> None:
        choice = self.open[index]
        for effect in choice.get("effects", ()):
            if "stat" in effect:
                limit = self.story["stats"][effect["stat"]]
                after = self.stats[effect["stat"]] + effect["add"]
                self.stats[effect["stat"]] = min(limit["max"], max(limit["min"], after))
            else:
                self.flags[effect["flag"]] = effect["set"]
        self.history.append(self.at)
        self.at = choice["goto"]

    def save(self) -> str:
        """The game as JSON."""
        state = {"at": self.at, "stats": self.stats, "flags": self.flags, "history": self.history}
        return json.dumps(state)

    def restore(self, text: str) -> None:
        """Take a saved game's place."""
        state = json.loads(text)
        self.at, self.stats = state["at"], state["stats"]
        self.flags, self.history = state["flags"], state["history"]

    def _allowed(self, choice: dict[str, Any]) -> bool:
        for guard in choice.get("requires", ()):
            if "stat" in guard:
                if not _OPERATORS[guard["op"]](self.stats[guard["stat"]], guard["value"]):
                    return False
            elif self.flags[guard["flag"]] != guard["is"]:
                return False
        return True


# The ceiling

Values: TypeAlias = list[int]
Page: TypeAlias = Callable[[Values], tuple[str, list["Pick"]]]
Pick: TypeAlias = Callable[[Values], Page]

_PLACES = {name: place for place, name in enumerate((*STATS, *FLAGS))}


class Ceiling:
    """Generated functions: one for a passage, one for a choice, all over one list of values."""

    def __init__(self, story: PeerStory) -> None:
        names: dict[str, Any] = {}
        for first in range(0, len(story.passages), CHAPTER_SIZE):
            passages = story.passages[first : first + CHAPTER_SIZE]
            exec("".join(line for each in passages for line in _code(each)), names)
        self.start: Page = names[story.start]

    def reset(self) -> None:
        self.values = [*STATS.values(), *(False for _ in FLAGS)]
        self.at = self.start
        self.picks: list[int] = []

    def page(self) -> tuple[str, int]:
        text, self.open = self.at(self.values)
        return text, len(self.open)

    def choose(self, index: int) -> None:
        self.picks.append(index)
        self.at = self.open[index](self.values)


def _code(passage: PeerPassage) -> Iterator[str]:
    text = repr("\n\n".join(passage.text()))
    for stat in STATS:
        text = text.replace(f"{{{stat}}}", f"{{v[{_PLACES[stat]}]}}")
    yield f"def {passage.id}(v):\n    t = {'f' if passage.shown else ''}{text}\n    o = []\n"
    for index, choice in enumerate(passage.choices):
        test = " and ".join(map(_test, choice.guards))
        yield f"    {f'if {test}: ' if test else ''}o.append({passage.id}_{index})\n"
    yield "    return t, o\n"
    for index, choice in enumerate(passage.choices):
        yield f"def {passage.id}_{index}(v):\n"
        for effect in choice.effects:
            yield from _statements(effect)
        yield f"    return {choice.target}\n"


def _test(guard: AtBound | IsSet) -> str:
    if isinstance(guard, AtBound):
        return f"v[{_PLACES[guard.stat]}] {guard.operator} {guard.bound}"
    place = _PLACES[guard.flag]
    return f"v[{place}]" if guard.truth else f"not v[{place}]"


def _statements(effect: Add | Give) -> Iterator[str]:
    if isinstance(effect, Give):
        yield f"    v[{_PLACES[effect.flag]}] = {effect.truth}\n"
        return
    place = _PLACES[effect.stat]
    bound, beyond = (HIGH, ">") if effect.amount > 0 else (LOW, "<")
    yield f"    x = v[{place}] + {effect.amount}\n    if x {beyond} {bound}: x = {bound}\n"
    yield f"    v[{place}] = x\n"
