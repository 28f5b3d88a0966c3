"""What a proof of a story can be begun with, if it was proved before and edited since.

Remembered are the ways that met something, and for what was refuted the few names that were enough.
Nothing is believed: ways are played again over the machine as it is now, as far as they still go,
and refutations are made again, which is quick where one knows the names. A file is safe to delete.
"""

import contextlib
from collections.abc import Iterable
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Any

import attrs

from tools import kept
from tools.prove.decide import Decider, Target
from tools.prove.formula import Formula
from tools.prove.machine import Edge, Machine
from tools.prove.packed import Rows
from tools.prove.play import Player

FORMAT = 3

MOST_FILES = 60
"""Stories remembered; the oldest go first."""


@attrs.define(eq=False)
class Memory:
    """What is remembered of one story, in a file; without a file nothing is."""

    file: Path | None
    data: dict[str, Any] = attrs.field(factory=dict)
    _known: list[tuple[int, str]] | None = None

    @classmethod
    def open(cls, folder: Path | None, campaign: str, *, forgetting: bool = False) -> "Memory":
        """What a folder has of a campaign; nothing where it is to be forgotten."""
        if folder is None:
            return cls(None)
        file = folder / f"{_digest(campaign)}.json.gz"
        return cls(file, {} if forgetting else _read(file))

    @property
    def large(self) -> bool:
        """Whether the story was too large to be explored."""
        return bool(self.data.get("runs"))

    def replay(self, player: Player) -> None:
        """Play the remembered ways again, as far as they still go."""
        told = self.data.get("edges", {})
        if not told:
            return
        with contextlib.suppress(TypeError, ValueError, AttributeError):
            known = {told[key]: number for number, key in self._keys(player) if key in told}
            for run in Rows.unpacked(self.data["runs"]).renumbered(known):
                player.retrace(run)

    def refutations(self, decider: Decider) -> None:
        """Tell a decider which names were enough to refute what."""
        told = self.data.get("refuted", {})
        decider.key_of = partial(key_of, machine=decider.machine)
        numbers = {each.name: each.index for each in decider.formulas.domains}
        with contextlib.suppress(TypeError, AttributeError, ValueError):
            for key, (names, window) in told.items():
                if all(name in numbers for name in names):
                    enough = frozenset(numbers[name] for name in names)
                    decider.hints[str(key)] = (enough, int(window))

    def keep(self, player: Player, decider: Decider) -> None:
        """Remember what was found, for the next time; where the disk will not, nothing happens."""
        if self.file is None:
            return
        used: dict[int, int] = {}
        for run, count in player.seen():
            used[run] = max(count, used.get(run, 0))
        rows = Rows.of(player.runs.path(run, count) for run, count in used.items())
        taken = set(rows.added)
        keys = {key: number for number, key in self._keys(player) if number in taken}
        domains = decider.formulas.domains
        data = {
            "format": FORMAT,
            "edges": keys,
            "runs": rows.packed(),
            "refuted": {
                key_of(target, decider.machine): ([domains[name].name for name in names], window)
                for target, (names, window) in decider.refuted.items()
            },
        }
        kept.write(self.file, data, MOST_FILES)

    def _keys(self, player: Player) -> Iterable[tuple[int, str]]:
        """The edges of a player's arrays, and what they are known by."""
        if self._known is None:
            self._known = list(enumerate(_keys(player)))
        return self._known


def key_of(target: Target, machine: Machine) -> str:
    """What a target is known by, whatever numbers names and spots have."""
    spot, formula = target
    return _digest(f"{_plain(machine.spots[spot].key)}\0{_told(formula, machine)}")


def _keys(player: Player) -> Iterable[str]:
    """What the edges of a player's arrays are known by."""
    machine = player.machine
    spots = [_digest(_plain(spot.key)) for spot in machine.spots]
    met: dict[str, int] = {}
    for edge in player.arrays.edges:
        key = f"{spots[edge.source]}{spots[edge.target]}{_step(edge)}"
        met[key] = again = met.get(key, 0) + 1
        yield _digest(f"{key}\0{again}")


def _step(edge: Edge) -> str:
    return f"{edge.pick}\0{edge.facts}\0{edge.rolls}"


def _plain(key: object) -> str:
    """The key of a spot as text; what waits in it is told by its date and chapters."""
    if isinstance(key, tuple):
        return f"({','.join(map(_plain, key))})"
    if isinstance(key, str | int | None):
        return repr(key)
    return f"{getattr(key, 'chapters', '')}/{getattr(key, 'date', '')}"


def _told(formula: Formula, machine: Machine) -> str:
    if formula is True or formula is False:
        return str(formula)
    tag = formula[0]
    if tag == "a":
        return f"{machine.formulas.domains[formula[1]].name}:{formula[2]:x}"
    if tag == "r":
        relation = machine.formulas.relations[formula[1]]
        names = ",".join(machine.formulas.domains[name].name for name in relation.names)
        # A refutation by a hint is made again, so that two relations of one key do no harm.
        return f"{names}:{relation.linear}:{formula[2]}"
    return f"({tag.join(_told(part, machine) for part in formula[1])})"


def _read(file: Path) -> dict[str, Any]:
    data = kept.read(file)
    return data if data.get("format") == FORMAT else {}


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
