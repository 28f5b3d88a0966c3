"""What thousands of games came to: the figures of a simulation, as values."""

from collections import Counter
from collections.abc import Iterator
from typing import Literal, TypeAlias

import attrs

from game.engine.machine import start
from game.engine.program import Program
from game.engine.prose import text_of
from tools.flat.game import STOPS
from tools.simulate.figures import (
    SIGNIFICANT,
    Share,
    Spread,
    difference,
    holm,
    p_of_lower_mean,
    p_of_shares,
    share,
    spread,
    z_of,
)
from tools.simulate.play import BINS, ROW, STUCK, TOO_LONG, Tally
from tools.simulate.play import STOPS as FIRST_STOP
from tools.simulate.runs import Simulation, column_width, picks_of

Matter: TypeAlias = Literal["matters", "does not matter", "undecided"]

MARGIN = 0.05
"""The largest difference in the share of any ending that is held to be none."""

FEWEST = 30
"""Games on both sides below which a choice is not compared."""

RARE = 10
"""Games below which outcomes are compared as one."""

SHOWN_SEEDS = 5


@attrs.frozen
class Ending:
    """How often an ending was reached."""

    id: str
    title: str
    games: Share


@attrs.frozen
class Trouble:
    """Games that came to no ending: why, how many, and some of their seeds with their choices."""

    kind: str
    games: Share
    seeds: tuple[int, ...]
    picks: tuple[tuple[str, ...], ...]


@attrs.frozen
class PassageFigures:
    """In how many games a passage was entered, and how often."""

    id: str
    games: Share
    visits: int


@attrs.frozen
class ChoiceFigures:
    """How often a choice was taken where it was open, and in how many games."""

    key: str
    taken: Share
    games: int


@attrs.frozen
class StatFigures:
    """A stat as it stood when a chapter was left, or the game ended in it.

    `columns` are the lowest value of each column that was counted in, with how often.
    """

    stat: str
    label: str
    chapter: str
    spread: Spread
    columns: tuple[tuple[int, int], ...]


@attrs.frozen
class Compared:
    """A choice beside the next one that was open: the largest difference in any outcome's share.

    `low` and `high` are that difference's interval, which holds for all outcomes at once; `p` is
    corrected for all choices and outcomes. `worse` is how likely by chance alone each player's
    measure would be so much lower.
    """

    key: str
    games: int
    beside: int
    outcome: str
    apart: float
    low: float
    high: float
    p: float
    verdict: Matter
    worse: tuple[tuple[str, float], ...]

    @property
    def dominated(self) -> bool:
        """Whether every player is worse off for taking it."""
        return bool(self.worse) and all(p < SIGNIFICANT for _, p in self.worse)


@attrs.frozen
class ParagraphFigures:
    """How often a paragraph was read."""

    passage: str
    line: int
    beginning: str
    times: int


@attrs.frozen
class Report:
    """The figures of a simulation; `compared` is empty but for games of the uniform policy."""

    campaign: str
    title: str
    policy: str
    seed: int
    runs: int
    longest: int
    choices_taken: int
    endings: tuple[Ending, ...]
    troubles: tuple[Trouble, ...]
    lengths: dict[str, Spread]
    passages: tuple[PassageFigures, ...]
    choices: tuple[ChoiceFigures, ...]
    stats: tuple[StatFigures, ...]
    compared: tuple[Compared, ...]
    paragraphs: tuple[ParagraphFigures, ...]
    measures: tuple[str, ...]

    @property
    def outcomes(self) -> "tuple[Ending | Trouble, ...]":
        """The ways in which games came out, or could have."""
        return (*self.endings, *self.troubles)

    @property
    def alike(self) -> bool:
        """Whether all games came out in one way."""
        return max(each.games.count for each in self.outcomes) == self.runs


def report(simulation: Simulation, tally: Tally) -> Report:
    """The figures of what was counted."""
    story, flat, runs = simulation.story, simulation.flat, simulation.runs
    outcomes = Counter(_column(tally, 0))
    first = len(story.endings)
    program = Program(story)
    opening = start(program, simulation.seed).state
    endings = tuple(
        Ending(
            id_,
            text_of(program.ending_title(story.passages[id_], opening)),
            share(outcomes[number], runs),
        )
        for number, id_ in enumerate(story.endings)
    )
    visited = range(len(flat.passages))
    passages = tuple(
        PassageFigures(
            flat.passages[n],
            share(int(tally.passages[2 * n]), runs),
            int(tally.passages[2 * n + 1]),
        )
        for n in visited
    )
    choices = tuple(
        ChoiceFigures(
            key,
            share(int(tally.choices[3 * n + 1]), int(tally.choices[3 * n + 2])),
            int(tally.choices[3 * n]),
        )
        for n, key in enumerate(flat.choices)
    )
    lengths = {}
    for name, at in (("choices", 1), ("turns", 2), ("passages", 3), ("words", 4), ("chapters", 5)):
        found = spread(Counter(_column(tally, at)))
        assert found is not None
        lengths[name] = found
    paragraphs = tuple(
        ParagraphFigures(each.passage, each.line, each.beginning, int(tally.seen[n]))
        for n, each in enumerate(simulation.reading.paragraphs)
    )
    return Report(
        story.id,
        story.title,
        simulation.policy,
        simulation.seed,
        runs,
        simulation.longest,
        sum(_column(tally, 1)),
        endings,
        tuple(_troubles(simulation, tally, outcomes, first)),
        lengths,
        passages,
        choices,
        tuple(_stats(simulation, tally)),
        tuple(_compared(simulation, tally)) if simulation.policy == "uniform" else (),
        paragraphs,
        tuple(name for name, _ in simulation.goals),
    )


def _column(tally: Tally, at: int) -> list[int]:
    return [int(value) for value in tally.rows[at::ROW]]


def _outcome_name(simulation: Simulation, outcome: int) -> str:
    endings = simulation.story.endings
    if outcome < len(endings):
        return endings[outcome]
    kind = outcome - len(endings)
    if kind == STUCK:
        return "stuck: nothing is open, and no way on holds"
    if kind == TOO_LONG:
        return f"longer than {simulation.longest} turns"
    return STOPS[kind - FIRST_STOP + 1]


def _troubles(
    simulation: Simulation, tally: Tally, outcomes: Counter[int], first: int
) -> Iterator[Trouble]:
    for outcome in range(first, simulation.outcomes):
        count = outcomes[outcome]
        if count:
            came_out = _column(tally, 0)
            games = [n for n, each in enumerate(came_out) if each == outcome][:SHOWN_SEEDS]
            yield Trouble(
                _outcome_name(simulation, outcome),
                share(count, simulation.runs),
                tuple(simulation.seed + number for number in games),
                tuple(tuple(picks_of(simulation, number)) for number in games),
            )


def _stats(simulation: Simulation, tally: Tally) -> Iterator[StatFigures]:
    gauges = simulation.gauges
    for number, chapter in enumerate(simulation.story.chapters):
        for at, stat in enumerate(gauges):
            first = (number * len(gauges) + at) * BINS
            width = column_width(stat)
            counts = {
                stat.low + column * width: int(tally.curves[first + column])
                for column in range(BINS)
                if tally.curves[first + column]
            }
            found = spread(counts)
            if found is not None:
                yield StatFigures(stat.id, stat.label, chapter, found, tuple(counts.items()))


def _compared(simulation: Simulation, tally: Tally) -> Iterator[Compared]:
    """Each choice beside the next open one.

    Where the policy is uniform, a player in any state is as likely to take a choice as to take the
    next open one, so that the two groups of games differ in nothing else: an experiment.
    """
    width, outcomes = simulation.deed_width, simulation.outcomes
    candidates: list[tuple[int, list[int], list[int]]] = []
    for number in range(len(simulation.flat.choices)):
        first = 2 * width * number
        row = [int(value) for value in tally.deeds[first : first + 2 * width]]
        one, other = row[:width], row[width:]
        if min(sum(one[:outcomes]), sum(other[:outcomes])) >= FEWEST:
            candidates.append((number, one, other))
    tests: list[tuple[int, str, int, int]] = []
    for index, (_, one, other) in enumerate(candidates):
        for name, ours, theirs in _outcomes(simulation, one, other):
            tests.append((index, name, ours, theirs))
    games = [(sum(one[:outcomes]), sum(other[:outcomes])) for _, one, other in candidates]
    ps = holm([p_of_shares(o, games[i][0], t, games[i][1]) for i, _, o, t in tests])
    z = z_of(len(tests))
    best: dict[int, tuple[float, float, float, float, str, float]] = {}
    for (index, name, ours, theirs), p in zip(tests, ps, strict=True):
        mine, beside = share(ours, games[index][0], z), share(theirs, games[index][1], z)
        low, high = difference(mine, beside)
        bound = max(abs(low), abs(high))
        apart = mine.share - beside.share
        known = best.get(index)
        lowest_p = p if known is None else min(p, known[5])
        if known is None or bound > known[0]:
            best[index] = (bound, apart, low, high, name, lowest_p)
        else:
            best[index] = (*known[:5], lowest_p)
    worse = _worse(simulation, candidates)
    for index, (number, _, _) in enumerate(candidates):
        if index not in best:
            continue
        bound, apart, low, high, name, p = best[index]
        verdict: Matter = "undecided"
        if p < SIGNIFICANT:
            verdict = "matters"
        elif bound <= MARGIN:
            verdict = "does not matter"
        yield Compared(
            simulation.flat.choices[number],
            *games[index],
            name,
            apart,
            low,
            high,
            p,
            verdict,
            worse[index],
        )


def _outcomes(
    simulation: Simulation, one: list[int], other: list[int]
) -> Iterator[tuple[str, int, int]]:
    """The outcomes to be compared, with the games of both sides; rare ones are taken together."""
    rare = [0, 0]
    for outcome in range(simulation.outcomes):
        if one[outcome] + other[outcome] >= RARE:
            yield _outcome_name(simulation, outcome), one[outcome], other[outcome]
        else:
            rare[0] += one[outcome]
            rare[1] += other[outcome]
    if sum(rare) >= RARE:
        yield "rare outcomes together", rare[0], rare[1]


def _worse(
    simulation: Simulation, candidates: list[tuple[int, list[int], list[int]]]
) -> list[tuple[tuple[str, float], ...]]:
    """How likely by chance alone each player would be so much worse off, for each choice."""
    outcomes = simulation.outcomes
    ps: list[float] = []
    for _, one, other in candidates:
        for goal in range(len(simulation.goals)):
            at = outcomes + 2 * goal
            mine = (sum(one[:outcomes]), one[at], one[at + 1])
            theirs = (sum(other[:outcomes]), other[at], other[at + 1])
            ps.append(p_of_lower_mean(mine, theirs))
    corrected = iter(holm(ps))
    return [tuple((name, next(corrected)) for name, _ in simulation.goals) for _ in candidates]
