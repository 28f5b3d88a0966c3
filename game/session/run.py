"""One run of a campaign as the chronicle keeps it, and its file."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, TypeAlias

import attrs

from game.engine.state import Turn
from game.session import fields
from game.session.playthrough import Playthrough
from game.session.saves import LARGEST, Save, SaveProblem, decode, encode, snapshot
from game.text.tongue import say

FORMAT: Final = 1

Stamp: TypeAlias = tuple[int, int, int]
"""Inode, time and size of a file: other ones whenever it was written anew."""


@attrs.define
class Run:
    """A seed and a tree of picks. `road[n - 1]` is node n: its parent, and the pick taken there.

    `pages` has the passage of every node from 0 on; `open` and `closed` where a choice, by
    `passage/choice`, was last seen so; `people` where somebody last spoke; `ends` when an ending
    was come to; `deeds` where something was first achieved. A run that began from a state alone
    has that as its `base`.
    """

    name: str
    campaign: str
    seed: int
    hash: str
    begun: str
    written: str
    base: Save | None
    road: list[tuple[int, str]]
    pages: list[str]
    open: dict[str, int]
    closed: dict[str, int]
    people: dict[str, int]
    ends: dict[int, str]
    deeds: dict[str, int] = attrs.field(factory=dict)
    written_nodes: int = 0
    stamp: Stamp | None = attrs.field(default=None, eq=False)
    _children: dict[tuple[int, str], int] = attrs.field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        self._children = {step: node for node, step in enumerate(self.road, start=1)}

    @classmethod
    def begin(cls, name: str, playthrough: Playthrough, now: str) -> "Run":
        """A run at the first page of a game."""
        first = playthrough.turns[0]
        story = playthrough.program.story
        base = None if playthrough.complete else _base(playthrough)
        run = cls(
            name, story.id, first.state.seed, story.hash, now, now, base, [], [], {}, {}, {}, {}
        )
        run._note(first, now)
        return run

    @property
    def size(self) -> int:
        """How many nodes it has."""
        return len(self.pages)

    def holds(self, playthrough: Playthrough) -> bool:
        """Whether a game is of this run: begun from the same seed, or from the same state."""
        first = playthrough.turns[0].state
        if playthrough.complete:
            return self.base is None and self.seed == first.seed
        return self.base is not None and self.base.state == first

    def follow(self, playthrough: Playthrough, now: str) -> int:
        """Add what a game has that the run has not; the node where the game is."""
        renamed = playthrough.program.story.renamed
        node = 0
        for pick, turn in zip(playthrough.picks, playthrough.turns[1:], strict=True):
            child = self._children.get((node, pick))
            if child is None:
                child = self._renamed_child(node, pick, renamed)
            if child is None:
                self.road.append((node, pick))
                child = len(self.road)
                self._children[node, pick] = child
                self._note(turn, now)
                self.hash = playthrough.program.story.hash
            node = child
        return node

    def join(self, other: "Run") -> None:
        """Add what another window has of the same run, whose nodes may have other numbers."""
        own = [0]
        for node, (parent, pick) in enumerate(other.road, start=1):
            step = (own[parent], pick)
            if step not in self._children:
                self.road.append(step)
                self.pages.append(other.pages[node])
                self._children[step] = len(self.road)
            own.append(self._children[step])
        for mine, theirs in (
            (self.open, other.open),
            (self.closed, other.closed),
            (self.people, other.people),
            (self.deeds, other.deeds),
        ):
            for name, node in theirs.items():
                mine.setdefault(name, own[node])
        for node, when in other.ends.items():
            self.ends.setdefault(own[node], when)

    def road_to(self, node: int) -> tuple[str, ...]:
        """The picks from the first page to a node."""
        picks: list[str] = []
        while node:
            node, pick = self.road[node - 1]
            picks.append(pick)
        return tuple(reversed(picks))

    def when(self, node: int) -> str:
        """When an ending was come to, as ISO 8601."""
        return self.ends.get(node, self.written)

    def _renamed_child(self, node: int, pick: str, renamed: Mapping[str, str]) -> int | None:
        if pick not in renamed.values():
            return None
        for old, new in renamed.items():
            if new == pick and (node, old) in self._children:
                return self._children[node, old]
        return None

    def _note(self, turn: Turn, now: str) -> None:
        """Take note of the page of the newest node."""
        node, passage = len(self.pages), turn.passage.id
        self.pages.append(passage)
        self.written = now
        for offer in turn.offers:
            (self.open if offer.open else self.closed)[f"{passage}/{offer.id}"] = node
        for line in turn.answer:
            if line.speaker is not None:
                self.people[line.speaker] = node
        for page in turn.pages:
            for line in page:
                if line.speaker is not None:
                    self.people[line.speaker] = node
        if turn.over:
            self.ends[node] = now
        for achievement in turn.program.story.achievements:
            # By the state, not by what the turn achieved: a run may begin with some of them.
            if turn.state.values.get(f"award.{achievement}"):
                self.deeds.setdefault(achievement, node)

    # JSON

    def encode(self) -> str:
        """The run as JSON; a pick that follows on the node before it stands without its parent."""
        data = {
            "format": FORMAT,
            "campaign": self.campaign,
            "seed": self.seed,
            "hash": self.hash,
            "begun": self.begun,
            "written": self.written,
            "base": None if self.base is None else json.loads(encode(self.base)),
            "road": [
                pick if parent == number else [parent, pick]
                for number, (parent, pick) in enumerate(self.road)
            ],
            "pages": self.pages,
            "open": self.open,
            "closed": self.closed,
            "people": self.people,
            "ends": {str(node): when for node, when in self.ends.items()},
            "deeds": self.deeds,
        }
        return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _base(playthrough: Playthrough) -> Save:
    """The save of a game's first page, which was resumed from a state."""
    first = Playthrough(playthrough.program, playthrough.turns[:1], [], complete=False)
    return snapshot(first, "")


def read_run(path: Path) -> Run:
    """The run a file holds.

    Raises ValueError with what is wrong where it is damaged, SaveProblem where it cannot be read
    or comes from a newer version of the game.
    """
    stamp = stamp_of(path)
    try:
        if path.stat().st_size > LARGEST:
            raise ValueError(say("it is too large"))
        text = path.read_text("utf-8")
    except OSError as error:
        raise SaveProblem(
            say("This file cannot be read: {reason}.", reason=error.strerror)
        ) from error
    except UnicodeDecodeError as error:
        raise ValueError(say("it is cut short")) from error
    run = decode_run(path.stem, text)
    run.stamp = stamp
    return run


def stamp_of(path: Path) -> Stamp | None:
    """The stamp of a file; None where there is none."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_ino, stat.st_mtime_ns, stat.st_size


def decode_run(name: str, text: str) -> Run:
    """The run a text holds; raises as `read_run` does."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError(say("it is cut short")) from error
    if not isinstance(data, dict) or type(data.get("format")) is not int or data["format"] < 1:
        raise ValueError(say("it is no run of a game"))
    if data["format"] > FORMAT:
        raise SaveProblem(say("This file comes from a newer version of the game."))
    try:
        json.dumps(data, ensure_ascii=False).encode()  # half a surrogate pair cannot be written
        return _run_of(name, data)
    except (KeyError, TypeError, ValueError, SaveProblem) as error:
        raise ValueError(str(error)) from error


def _run_of(name: str, data: Mapping[str, Any]) -> Run:
    road: list[tuple[int, str]] = []
    for number, entry in enumerate(fields.sequence(data, "road")):
        match entry:
            case str():
                road.append((number, entry))
            case [int(parent), str(pick)] if 0 <= parent <= number:
                road.append((parent, pick))
            case _:
                raise ValueError("road is none")
    pages = fields.sequence(data, "pages")
    if len(pages) != len(road) + 1 or not all(isinstance(page, str) for page in pages):
        raise ValueError("pages do not fit the road")
    if len(set(road)) != len(road):
        raise ValueError("road goes one way twice")
    size = len(pages)
    base = data["base"]
    run = Run(
        name,
        fields.text(data, "campaign"),
        fields.number(data, "seed"),
        fields.text(data, "hash"),
        fields.text(data, "begun"),
        fields.text(data, "written"),
        None if base is None else decode(json.dumps(base)),
        road,
        pages,
        _nodes(data, "open", size),
        _nodes(data, "closed", size),
        _nodes(data, "people", size),
        _times(data, size),
        _nodes(data, "deeds", size) if "deeds" in data else {},
    )
    run.written_nodes = size
    return run


def _nodes(data: Mapping[str, Any], key: str, size: int) -> dict[str, int]:
    """Names with a node each."""
    value = fields.mapping(data, key)
    if not all(type(node) is int and 0 <= node < size for node in value.values()):
        raise ValueError(f"{key} names a page that is not there")
    return dict(value)


def _times(data: Mapping[str, Any], size: int) -> dict[int, str]:
    value = fields.mapping(data, "ends")
    ends: dict[int, str] = {}
    for node, when in value.items():
        if not (node.isdecimal() and len(node) < 9 and int(node) < size and isinstance(when, str)):
            raise ValueError("ends names a page that is not there")
        ends[int(node)] = when
    return ends
