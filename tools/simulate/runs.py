"""Games of a story, played on as many cores as wanted, or on a Dask cluster."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeAlias

import attrs

from game.model.story import Stat, Story
from tools.flat import layout
from tools.flat.jit import integers, zeros
from tools.flat.program import Flat, flatten
from tools.simulate import play
from tools.simulate.play import BINS, NOT_ENDINGS, ROW, Setup, Tally, play_games
from tools.simulate.policy import WEIGHED, Goal, PolicyName, goal, goal_rows, weights
from tools.simulate.reading import Reading, reading_of, words_of
from tools.simulate.script import Wish

BATCH = 500
"""Games after which the least used are counted anew: what a game comes to depends on its seed, its
policy and its batch, never on who plays the others."""

LONGEST = 20_000
"""Turns after which a game is given up."""

Told: TypeAlias = Callable[[int], object]


@attrs.frozen(eq=False)
class Simulation:
    """What is played: a story, a policy, the seed of the first game, and how long at most."""

    story: Story
    policy: PolicyName
    seed: int
    runs: int
    longest: int
    flat: Flat
    setup: Setup
    reading: Reading
    gauges: tuple[Stat, ...]
    goals: tuple[tuple[PolicyName, Goal], ...]

    @property
    def outcomes(self) -> int:
        """How many ways a game can come out."""
        return len(self.story.endings) + NOT_ENDINGS

    @property
    def deed_width(self) -> int:
        """Integers that are kept of a choice's games, and of those they are compared with."""
        return self.outcomes + 2 * len(self.goals)

    def wider(self) -> "Simulation":
        """The same with more room in its states."""
        flat = self.flat.wider()
        return attrs.evolve(self, flat=flat, setup=self.setup._replace(code=flat.code))


def prepared(
    story: Story,
    policy: PolicyName,
    runs: int,
    seed: int,
    wishes: Sequence[Wish] = (),
    longest: int = LONGEST,
) -> Simulation:
    """A simulation, ready to be played; raises Unsayable where the flat walk cannot play it."""
    reading = reading_of(story)
    asked = [*reading.conditions, *(wish.condition for wish in wishes)]
    flat = flatten(story, asked=asked)
    first_wish = len(reading.conditions)
    rows: list[int] = []
    for number, wish in enumerate(wishes):
        choice = flat.choice_numbers[wish.choice] if wish.choice else -1
        rows += (choice, -1 if wish.choice else flat.asked[first_wish + number])
    endings = {id_: number for number, id_ in enumerate(story.endings)}
    gauges = tuple(story.gauges())
    goals = tuple((name, minded) for name in WEIGHED if (minded := goal(name, story)).counts)
    measures = (
        value
        for stat in gauges
        for value in (flat.name_places[stat.id], stat.low, column_width(stat))
    )
    counted = (
        value
        for number, name, word, weight in goal_rows(story, [minded for _, minded in goals])
        for value in (
            number,
            flat.name_places[name],
            flat.words[name].index(word) if word else -1,
            weight,
        )
    )
    kinds = {"uniform": play.UNIFORM, "least-used": play.LEAST_USED, "script": play.WISHED}
    rung_first, rungs, paragraphs, papers = reading.arrays(flat.asked)
    setup = Setup(
        flat.code,
        kinds.get(policy, play.WEIGHED),
        longest,
        len(endings),
        integers(weights(policy, story)),
        integers(rows),
        integers(endings.get(id_, -1) for id_ in story.passages),
        integers(measures),
        integers(counted),
        len(goals),
        rung_first,
        rungs,
        paragraphs,
        papers,
        integers(_answers(story)),
        zeros(0),
    )
    return Simulation(story, policy, seed, runs, longest, flat, setup, reading, gauges, goals)


def column_width(stat: Stat) -> int:
    """How many values of a number are counted in one column."""
    return (stat.high - stat.low) // BINS + 1


def _answers(story: Story) -> Iterator[int]:
    for passage in story.passages.values():
        for choice in passage.choices:
            yield max(
                (
                    sum(words_of(each.runs) for each in case.value.paragraphs())
                    for case in choice.answer
                ),
                default=0,
            )


def empty(simulation: Simulation, games: int) -> Tally:
    """Nothing counted yet, with room for so many games."""
    flat = simulation.flat
    chapters, gauges = len(simulation.story.chapters), len(simulation.gauges)
    return Tally(
        zeros(ROW * games),
        zeros(2 * len(flat.passages)),
        zeros(3 * len(flat.choices)),
        zeros(2 * simulation.deed_width * len(flat.choices)),
        zeros(chapters * gauges * BINS),
        zeros(len(simulation.reading.paragraphs)),
    )


def play_share(simulation: Simulation, first: int, last: int, told: Told | None = None) -> Tally:
    """What is counted of the games from one number up to another; the first begins a batch."""
    while True:
        tally = empty(simulation, last - first)
        for begin in range(first, last, BATCH):
            games = min(BATCH, last - begin)
            if _played(simulation, tally, begin, begin - first, games) != layout.WENT:
                break
            if told is not None:
                told(games)
        else:
            return tally
        simulation = simulation.wider()
        if told is not None:
            told(first - begin)  # what was played is played again


def _played(simulation: Simulation, tally: Tally, begin: int, row: int, games: int) -> int:
    state = simulation.flat.state(0)
    other = zeros(len(state) + simulation.flat.most_doors + layout.LOG_HEAD)
    seed = simulation.seed + begin
    return play_games(simulation.setup, tally, state, other, seed, row, games)


def picks_of(simulation: Simulation, number: int) -> list[str]:
    """The choices of one game, by their keys; its batch is played again up to it."""
    begin = number // BATCH * BATCH
    games = number - begin + 1
    while True:
        picks = zeros(simulation.longest)
        simulation = attrs.evolve(simulation, setup=simulation.setup._replace(picks=picks))
        tally = empty(simulation, games)
        if _played(simulation, tally, begin, 0, games) == layout.WENT:
            count = tally.rows[ROW * (games - 1) + 1]
            return [simulation.flat.choices[picks[i]] for i in range(count)]
        simulation = simulation.wider()


def _add(whole: Tally, part: Tally, rows_at: int) -> None:
    """Add what was counted of a part of the games."""
    whole.rows[rows_at : rows_at + len(part.rows)] = part.rows
    for mine, theirs in zip(whole[1:], part[1:], strict=True):
        if isinstance(mine, list):
            for i, value in enumerate(theirs):
                mine[i] += value
        else:
            mine += theirs  # in place, as arrays add


def play_all(
    simulation: Simulation, jobs: int = 1, backend: str = "", told: Told | None = None
) -> Tally:
    """What is counted of all games. `told` gets how many more were played, now and then."""
    if jobs == 1 and not backend:
        return play_share(simulation, 0, simulation.runs, told)
    batches = -(-simulation.runs // BATCH)
    shares = max(1, min(batches, 8 * jobs if not backend else 32))
    size = -(-batches // shares) * BATCH
    bounds = [
        (first, min(first + size, simulation.runs)) for first in range(0, simulation.runs, size)
    ]
    whole = empty(simulation, simulation.runs)
    for (first, last), part in zip(bounds, _parts(simulation, bounds, jobs, backend), strict=True):
        _add(whole, part, ROW * first)
        if told is not None:
            told(last - first)
    return whole


def _parts(
    simulation: Simulation, bounds: list[tuple[int, int]], jobs: int, backend: str
) -> Iterator[Tally]:
    import joblib

    calls = (joblib.delayed(play_share)(simulation, first, last) for first, last in bounds)
    if not backend:
        # Compiled code runs without the interpreter's lock, so threads are enough.
        yield from joblib.Parallel(n_jobs=jobs, prefer="threads", return_as="generator")(calls)
        return
    with cluster(backend):
        yield from joblib.Parallel()(calls)


@contextlib.contextmanager
def cluster(backend: str) -> Iterator[None]:
    """A Dask cluster, given as `dask://host:port`, on which joblib plays."""
    import distributed
    import joblib

    address = backend.removeprefix("dask://")
    distributed_client: Any = distributed.Client
    client = distributed_client(f"tcp://{address}", timeout="10s", set_as_default=False)
    try:
        with joblib.parallel_config(backend="dask", client=client):
            yield
    finally:
        client.close()
