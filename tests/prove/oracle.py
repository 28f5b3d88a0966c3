"""Brute force: every state of a small story, by the engine's own turns and every fall of the dice.

It shares nothing with the prover but the engine.
"""

from collections import deque
from collections.abc import Callable, Iterator
from functools import partial

import attrs

from game.engine.chance import LoadedSeed
from game.engine.machine import advance, choose, start
from game.engine.program import Program
from game.engine.state import State, Turn
from game.engine.walk import StoryStops


class _Asked(Exception):
    def __init__(self, turn: int, place: str, of: int) -> None:
        super().__init__(place)
        self.roll = (turn, place, of)


class _AskingSeed(LoadedSeed):
    """A seed that asks for every roll that is not given."""

    def rolled(self, turn: int, place: str, of: int) -> int:
        given = self.given.get((turn, place))
        if given is None:
            raise _Asked(turn, place, of)
        return given


@attrs.define
class Seen:
    """What can be seen over all states.

    `trapped` are passages at which the player may stand with no way to an ending, to being stuck
    or to a stop.
    """

    complete: bool = True
    states: int = 0
    passages: set[str] = attrs.field(factory=set)
    choices: set[str] = attrs.field(factory=set)
    shut: set[str] = attrs.field(factory=set)
    stuck: set[str] = attrs.field(factory=set)
    stops: set[str] = attrs.field(factory=set)
    trapped: set[str] = attrs.field(factory=set)
    turns: int = 10**9
    nearest: dict[str, int] = attrs.field(factory=dict)


def outcomes(play: Callable[[int], Turn], seed: int) -> Iterator[Turn | StoryStops]:
    """What something can come to, for every fall of the dice it asks for."""
    waiting: list[dict[tuple[int, str], int]] = [{}]
    while waiting:
        given = waiting.pop()
        try:
            yield play(_AskingSeed(seed, given))
        except _Asked as asked:
            turn, place, of = asked.roll
            waiting += [{**given, (turn, place): value} for value in range(of)]
        except StoryStops as stop:
            yield stop


def explored(program: Program, most: int, highest: int = 12) -> Seen:
    """All states of a story, counts of visits and choices told apart up to the highest."""
    seen = Seen()
    queue: deque[tuple[object, Turn, int]] = deque()
    known: dict[object, str] = {}
    onwards: dict[object, set[object]] = {}
    fine: set[object] = set()

    def arrive(turn: Turn, before: object | None, depth: int) -> None:
        # An answer or a page may ask for dice; where the player stands does not.
        key = _key(turn.state, highest)
        if before is not None:
            onwards.setdefault(before, set()).add(key)
        if key not in known:
            known[key] = turn.state.passage
            queue.append((key, turn, depth))

    for begun in outcomes(lambda seed: start(program, seed), 0):
        if isinstance(begun, StoryStops):
            seen.stops.add(program.story.start)
        else:
            seen.passages |= set(begun.state.visits)
            arrive(begun, None, 0)
    while queue:
        key, turn, depth = queue.popleft()
        seen.states += 1
        if seen.states > most:
            seen.complete = False
            return seen
        for stood in outcomes(partial(_standing, turn), 0):
            assert isinstance(stood, Turn)
            _look(stood, key, seen, fine, depth)
            picked = [partial(_chosen, program, stood, o.id) for o in stood.offers if o.open]
            if stood.can_advance:
                picked.append(partial(_advanced, program, stood))
            for play in picked:
                given = dict(stood.state.seed.given)  # type: ignore[attr-defined]
                for after in _continued(play, given):
                    if isinstance(after, StoryStops):
                        seen.stops.add(stood.passage.id)
                        fine.add(key)
                        continue
                    seen.passages |= {
                        each
                        for each, count in after.state.visits.items()
                        if count > turn.state.visits.get(each, 0)
                    }
                    arrive(after, key, depth + 1)
    back: dict[object, list[object]] = {}
    for before, targets in onwards.items():
        for target in targets:
            back.setdefault(target, []).append(before)
    trail = list(fine)
    while trail:
        for before in back.get(trail.pop(), ()):
            if before not in fine:
                fine.add(before)
                trail.append(before)
    seen.trapped = {passage for key, passage in known.items() if key not in fine}
    return seen


def _look(turn: Turn, key: object, seen: Seen, fine: set[object], depth: int) -> None:
    passage = turn.passage.id
    for step in turn.program.nodes[passage].steps.values():
        if step.condition is not None and not turn.over and not step.condition(turn.state):
            seen.shut.add(step.key)
    for offer in turn.offers:
        if offer.open:
            seen.choices.add(f"{passage}/{offer.id}")
    if turn.stuck:
        seen.stuck.add(passage)
        seen.nearest[passage] = min(depth, seen.nearest.get(passage, depth))
    if turn.over or turn.stuck:
        fine.add(key)


def _continued(play: Callable[[int], Turn], given: dict) -> Iterator[Turn | StoryStops]:  # type: ignore[type-arg]
    waiting = [given]
    while waiting:
        told = waiting.pop()
        try:
            yield play(_AskingSeed(0, told))
        except _Asked as asked:
            turn, place, of = asked.roll
            waiting += [{**told, (turn, place): value} for value in range(of)]
        except StoryStops as stop:
            yield stop


def _chosen(program: Program, turn: Turn, choice: str, seed: int) -> Turn:
    return choose(program, _fallen(turn.state, seed), choice)


def _advanced(program: Program, turn: Turn, seed: int) -> Turn:
    return advance(program, _fallen(turn.state, seed))


def _fallen(state: State, seed: int) -> State:
    return attrs.evolve(state, seed=seed, turn=0)


def _standing(turn: Turn, seed: int) -> Turn:
    """The turn as it stands, its dice asked for."""
    state = attrs.evolve(turn.state, seed=seed, turn=0)
    stood = attrs.evolve(turn, state=state)
    _ = stood.offers, stood.can_advance, stood.stuck
    return stood


def _key(state: State, highest: int) -> object:
    agenda = state.agenda
    chapters = len(agenda.chapters)
    return (
        state.passage,
        tuple(state.values.items()),
        tuple(sorted((name, min(count, highest)) for name, count in state.visits.items())),
        tuple(sorted((name, min(count, highest)) for name, count in state.chosen.items())),
        min(chapters, highest),
        agenda.chapters[-1:],
        agenda.date,
        tuple((each.place, max(0, each.due - chapters)) for each in agenda.delays),
        agenda.fired,
        tuple(sorted((name, max(at - chapters, -highest)) for name, at in agenda.drawn.items())),
        agenda.stack,
    )
