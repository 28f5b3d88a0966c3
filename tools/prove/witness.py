"""Ways of a machine → playthroughs of the engine: what is said can happen is played first."""

from collections.abc import Iterator

import attrs

from game.engine.chance import LoadedSeed
from game.engine.machine import advance, choose, start
from game.engine.program import Program
from game.engine.state import State, Turn
from game.engine.walk import StoryStops
from tools.prove import change as changes
from tools.prove.machine import Edge, Machine
from tools.prove.names import Names

SEED = 1
"""The seed of witnesses; what it decides otherwise is loaded."""

MOST_FALLS = 20_000
"""Falls of the dice tried for one turn."""


@attrs.frozen
class Playthrough:
    """What a player does, from a seed with some rolls loaded, and the turn it comes to.

    Of picks, the empty one is going on. Where the story `stops` at the last, the turn is before.
    """

    picks: tuple[str, ...]
    rolls: tuple[tuple[int, str, int], ...]
    turn: Turn
    stops: str = ""
    seed: int = SEED


class _Asked(Exception):
    def __init__(self, turn: int, place: str, of: int) -> None:
        super().__init__(place)
        self.roll = (turn, place, of)


class _Asking(LoadedSeed):
    def rolled(self, turn: int, place: str, of: int) -> int:
        given = self.given.get((turn, place))
        if given is None:
            raise _Asked(turn, place, of)
        return given


@attrs.frozen
class _Leg:
    """A turn of a way: what the player does, what dice show, and where it comes to rest.

    `held` are the values there; None is one that luck decides.
    """

    pick: str | None
    rolls: tuple[tuple[str, int], ...]
    spot: int
    held: tuple[int | None, ...]


class Replayer:
    """Plays ways with the engine."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.program: Program = machine.program
        self.names: Names = machine.names

    def played(self, way: tuple[Edge, ...]) -> Playthrough | None:
        """The playthrough of a way; None where the engine goes elsewhere."""
        legs = list(self._legs(way))
        fallen: dict[tuple[int, str], int] = {}
        turn: Turn | None = None
        picks: list[str] = []
        for number, leg in enumerate(legs):
            hints = {(number, place): value for place, value in leg.rolls}
            hints |= {(max(0, number - 1), place): value for place, value in leg.rolls}
            last = number == len(legs) - 1
            told = self._taken(turn, leg, fallen, hints, last)
            if told is None:
                return None
            after, dice = told
            fallen.update(dice)
            if leg.pick is not None:
                picks.append(leg.pick)
            if isinstance(after, StoryStops):
                assert turn is not None
                return Playthrough(tuple(picks), _rolls(fallen), turn, str(after))
            turn = after
        if turn is None:
            return None
        return Playthrough(tuple(picks), _rolls(fallen), turn)

    def _legs(self, way: tuple[Edge, ...]) -> Iterator[_Leg]:
        pick: str | None = None
        rolls: list[tuple[str, int]] = []
        spot = self.machine.start.number
        held: list[int | None] = [domain.start for domain in self.machine.formulas.domains]
        for edge in way:
            if edge.pick is not None:
                yield _Leg(pick, tuple(rolls), spot, tuple(held))
                pick, rolls = edge.pick, []
            rolls += edge.rolls
            spot = edge.target
            for name, change in edge.changes:
                before = held[name]
                if change[0] == "any":
                    held[name] = None
                elif before is not None:
                    held[name] = changes.after(change, before)
                elif change[0] != "t" and change[1] == change[2]:
                    held[name] = change[1]
        yield _Leg(pick, tuple(rolls), spot, tuple(held))

    def _taken(
        self,
        turn: Turn | None,
        leg: _Leg,
        fallen: dict[tuple[int, str], int],
        hints: dict[tuple[int, str], int],
        last: bool,
    ) -> tuple[Turn | StoryStops, dict[tuple[int, str], int]] | None:
        """What a turn comes to when the dice fall so that it rests where it should."""
        tries = 0
        waiting: list[dict[tuple[int, str], int]] = [{}]
        while waiting and tries < MOST_FALLS:
            dice = waiting.pop()
            tries += 1
            seed = _Asking(SEED, {**fallen, **dice})
            try:
                after = self._step(turn, leg.pick, seed)
            except _Asked as asked:
                at, place, of = asked.roll
                hint = hints.get((at, place))
                values = [value for value in range(of) if value != hint]
                waiting += [{**dice, (at, place): value} for value in reversed(values)]
                if hint is not None:
                    waiting.append({**dice, (at, place): hint})
                continue
            except StoryStops as stop:
                if self.machine.spots[leg.spot].kind == "stop":
                    return stop, dice
                continue
            except LookupError:
                continue
            except ValueError:
                continue
            if after is None:
                continue
            # Where a way ends within a turn, the engine goes on to where it rests.
            within = self.machine.spots[leg.spot].kind != "rest"
            if last and within:
                return after, dice
            # Where no dice were asked for, the engine could go no other way: the end tells.
            certain = not (dice or last)
            if self._rests(after.state, leg.spot) and (
                certain or self._agrees(after.state, leg.held)
            ):
                return after, dice
        return None

    def _step(self, turn: Turn | None, pick: str | None, seed: LoadedSeed) -> Turn | None:
        if turn is None:
            return start(self.program, seed)
        state = attrs.evolve(turn.state, seed=seed)
        if pick is None:
            return turn
        if pick:
            offers = attrs.evolve(turn, state=state).offers
            if not any(offer.open and offer.id == pick for offer in offers):
                return None
            return choose(self.program, state, pick)
        if not self.program.goes_on(state):
            return None
        return advance(self.program, state)

    def _rests(self, state: State, number: int) -> bool:
        key = self.machine.spots[number].key
        if key[0] != "rest" or key[1] != state.passage:
            return False
        frames = [(frame.passage, frame.choice, frame.stage) for frame in state.agenda.stack]
        for passage, choice, stage, _ in key[3]:
            if stage == "enter+":
                while frames and frames[0] == (passage, choice, "enter"):
                    frames.pop(0)
            elif not frames or frames.pop(0) != (passage, choice, stage):
                return False
        return not frames

    def _agrees(self, state: State, held: tuple[int | None, ...]) -> bool:
        """Whether a state has the values that a way foretold."""
        read = self.names.reading(state.values, state.visits, state.chosen)
        return all(held[name] in (None, value) for name, value in read.items())


def _rolls(fallen: dict[tuple[int, str], int]) -> tuple[tuple[int, str, int], ...]:
    return tuple((turn, place, value) for (turn, place), value in sorted(fallen.items()))
