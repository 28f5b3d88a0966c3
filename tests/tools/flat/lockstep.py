"""The engine's walk and the flat one, side by side."""

import random
from collections.abc import Callable
from functools import partial
from typing import Literal, TypeAlias

from game.engine.chance import LoadedSeed
from game.engine.machine import start
from game.engine.program import Program
from game.engine.walk import StoryStops, Walk
from tools.flat import layout
from tools.flat.dice import drawn
from tools.flat.game import FlatGame
from tools.flat.program import Flat

Outcome: TypeAlias = Literal["over", "stuck", "stops", "long"]


class CountedSeed(LoadedSeed):
    """A seed with which the engine rolls what the flat walk's fast dice show."""

    places: tuple[str, ...]

    @classmethod
    def of(cls, seed: int, flat: Flat) -> "CountedSeed":
        made = cls(seed, {})
        assert isinstance(made, CountedSeed)
        made.places = flat.places
        return made

    def rolled(self, turn: int, place: str, of: int) -> int:
        return int(drawn(int(self), turn, self.places.index(place), of))


def same(walk: Walk, flat: FlatGame) -> None:
    """Everything that a state holds is the same."""
    state = walk.state()
    assert flat.passage == state.passage
    assert flat.turn == state.turn
    assert flat.values == state.values
    assert list(flat.visits.items()) == list(state.visits.items())
    assert flat.chosen == state.chosen
    agenda = state.agenda
    last = agenda.chapters[-1] if agenda.chapters else ""
    assert flat.chapters == (len(agenda.chapters), last)
    assert flat.date == agenda.date
    assert flat.delays == [(delay.place, delay.due) for delay in agenda.delays]
    assert flat.state[layout.SCHEDULED] == agenda.scheduled
    assert flat.fired == agenda.fired
    assert flat.drawn == agenda.drawn
    assert flat.stack == [(frame.passage, frame.choice, frame.stage) for frame in agenda.stack]


def lockstep(program: Program, flat: Flat, seed: int, longest: int, dice: int) -> Outcome:
    """How a game came out that both played at random, with all that holds compared each turn."""
    chance = random.Random(seed)
    rolls = CountedSeed.of(seed, flat) if dice == layout.FAST_DICE else seed
    try:
        walk = Walk(program, start(program, rolls).state)
    except StoryStops as stop:
        _stops_too(lambda: FlatGame(flat, seed, dice), stop)
        return "stops"
    game = FlatGame(flat, seed, dice)
    for _ in range(longest):
        same(walk, game)
        steps = walk.open()
        assert [step.key for step in steps] == game.open()
        assert walk.over == game.over
        assert program.goes_on(walk) == game.goes_on
        step = chance.choice(steps) if steps else None
        if step is None and not game.goes_on:
            return "over" if walk.over else "stuck"
        on = game.advance if step is None else partial(game.take, step.key)
        try:
            if step is None:
                walk.advance()
            else:
                walk.take(step)
        except StoryStops as stop:
            _stops_too(on, stop)
            return "stops"
        on()
    return "long"


def _stops_too(play: Callable[[], object], engine: StoryStops) -> None:
    reasons = ("no way on", "goes on without end", "within scenes", "nothing called it")
    (reason,) = (each for each in reasons if each in str(engine))
    try:
        play()
    except StoryStops as stop:
        assert reason in str(stop)
    else:
        raise AssertionError(f"the engine stops, {engine}; the flat walk goes on")
