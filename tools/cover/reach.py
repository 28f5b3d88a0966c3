"""What can be shown at all: which lines the prover says nobody reaches, and ways to the others."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import attrs

from game.diagnostics.span import Span
from game.engine.chance import LoadedSeed
from game.engine.machine import StoryStops
from game.engine.program import Program
from game.model.story import Passage
from game.session.automatic import key, policy
from game.session.playthrough import ADVANCE, Playthrough
from game.text.expression import Chance, Expr, Not
from tools.cover import fast as path_fast
from tools.cover.bound import needed
from tools.cover.choose import Choice, choose
from tools.cover.games import Game, played
from tools.cover.lines import Lines, Site
from tools.cover.trace import Traced
from tools.prove import fast
from tools.prove.decide import Bounds, Decider, decide_all
from tools.prove.explicit import Explorer
from tools.prove.formula import Formula, both
from tools.prove.goals import Asking, Goal, Probe, asked
from tools.prove.machine import Edge, Machine
from tools.prove.names import Names
from tools.prove.play import Player
from tools.prove.values import Values, find_cuts, value_sets
from tools.prove.witness import SEED, Replayer

Told = Callable[[str], None]
BOUNDS = Bounds(steps=2_000_000, rounds=16)
"""Work for one line, in counted steps; what is still unknown then is told as such."""

SMALL = 8_000
"""States up to which a story is explored whole."""

MOST_BEYOND = 20
"""Places beyond the machine's bounds that are looked at one by one; of more some is reached."""

PLAYS = 30
"""Plays of a round, of which the best are kept."""

SPARE = 6
"""Paths kept of a round."""

MOST_WORK = 8_000_000
"""Work after which no new set of paths is begun: goals looked at and edges played."""

STALE = 8
"""Sets of paths made one after another, none with fewer than those before, after which it ends."""

FIXED = 300
"""Work of any play."""

QUIET = (20, 40, 200)
"""Edges without a new spot after which a play ends."""

LONGEST = 4_000
"""Edges of one play."""

TRIES = 6
"""Times that it is chosen anew where the engine goes another way than a path."""

LONGEST_WALK = 300
"""Turns of a walk by chance."""

SEEDS = 24
"""Seeds tried for what a shuffle shows: it is the seed that orders it."""

WALKS = 120
"""Walks by chance for what is left."""


class LineAsking(Asking):
    """Asks of a machine for lines only; a goal's subject ends with the number of its aim."""

    def __init__(self, machine: Machine, aims: "list[Aim]") -> None:
        self._aims: dict[str, list[tuple[int, Aim]]] = {}
        for number, aim in enumerate(aims):
            self._aims.setdefault(str(aim.site.passage), []).append((number, aim))
        super().__init__(machine)
        kinds = ("variant", "beyond")
        looks = {goal.number for _, goal in self._anywhere}
        self.goals = [g for g in self.goals if g.kind in kinds and g.number not in looks]
        self._stuck.clear()
        self._rules.clear()
        self._anywhere.clear()

    def _facts(self) -> Iterator[tuple[tuple[str, ...], "str", tuple[str, ...], Span, str]]:  # type: ignore[override]
        yield from ()

    def eventual(self) -> Iterator[tuple[int, object]]:  # type: ignore[override]
        """Nothing."""
        yield from ()

    def _probes(self, passage: Passage) -> Iterator[Probe]:
        for number, aim in self._aims.get(str(passage.id), ()):
            where, formula = self._aimed(passage, aim.site)
            if formula is not False:
                subject = (str(passage.id), str(number))
                choice = aim.site.choice if where == "decided" else ""
                yield Probe("variant", subject, passage.span, "", True, formula, where, choice)

    def _aimed(self, passage: Passage, site: Site) -> tuple[str, Formula]:
        """The kind of spot a line is shown at, and the formula that holds there then."""
        held = both(map(self.names.formula, site.holds))
        if site.where == "page":
            return "rest", held
        node = self.machine.nodes[passage.id]
        step = node.steps[site.choice]
        choice = step.choice
        offered = self.machine.offered(node)[site.choice]
        match site.where:
            case "answer":
                return "decided", held
            case "open":
                return "rest", both((offered, held))
            case "closed":
                shut = self.formulas.negated(self.names.formula(choice.condition))
                return "rest", both((shut, held))
            case _:
                seen = offered if choice.hidden or choice.fallback else True
                return "rest", both((seen, held))


@attrs.frozen
class Aim:
    """A site, and the lines that are shown where it is reached."""

    site: Site
    lines: tuple[int, ...]


@attrs.frozen
class Reach:
    """What can be shown.

    `unreachable` are lines that are proved never to be shown. `games` show all that was found: they
    were chosen from so many `candidates`, of which at least `least` are needed; any playthroughs
    that show as much are `needed` at least.
    """

    unreachable: frozenset[int]
    games: list[Game]
    candidates: int = 0
    least: int = 0
    needed: int = 0

    @property
    def shown(self) -> frozenset[int]:
        """All lines that the games show."""
        return frozenset[int]().union(*(game.shown for game in self.games))


@attrs.frozen
class Path:
    """A way through the machine, as edges' numbers, and the goals that are met on it."""

    edges: tuple[int, ...]
    met: set[int]


def aims_of(lines: Lines) -> list[Aim]:
    """The sites of all lines, each once."""
    found: dict[Site, list[int]] = {}
    for line in lines.all:
        for site in () if line.unheard else line.sites:
            found.setdefault(site, []).append(line.number)
    return [Aim(site, tuple(numbers)) for site, numbers in found.items()]


@attrs.define(eq=False, slots=False)
class Scout:
    """Finds out what of a story can be shown, and how."""

    traced: Traced
    told: Told
    aims: list[Aim] = attrs.field(factory=list)
    machine: Machine = attrs.field(init=False)
    asking: LineAsking = attrs.field(init=False)
    values: Values = attrs.field(init=False)
    player: Player = attrs.field(init=False)
    replayer: Replayer = attrs.field(init=False)
    never: set[int] = attrs.field(factory=set)
    """Goals that are proved never to be met."""
    ways: dict[int, tuple[Edge, ...]] = attrs.field(factory=dict)

    def __attrs_post_init__(self) -> None:
        program: Program = self.traced.program
        self.aims = aims_of(self.traced.lines)
        exprs: list[Expr] = [each for aim in self.aims for each in aim.site.holds]
        names = Names(program, [*asked(program.story), *exprs], gauges=False)
        self.machine = Machine(program, names, answered=True)
        self.asking = LineAsking(self.machine, self.aims)
        self.replayer = Replayer(self.machine)

    @property
    def goals(self) -> list[Goal]:
        """What is asked for."""
        return [each for each in self.asking.goals if each.kind == "variant"]

    def lines_of(self, goal: Goal) -> tuple[int, ...]:
        """The lines that a goal shows."""
        return self.aims[int(goal.subject[-1])].lines

    def decide(self) -> None:
        """Decide for each goal whether it can be met."""
        machine, asking = self.machine, self.asking
        self.told("exploring")
        found = Explorer(machine, asking).explore(SMALL)
        self.values = value_sets(machine)
        asking.aim(self.values)
        goals = self.goals
        find_cuts(self.values, ((spot, formula) for g in goals for spot, formula in g.targets))
        self.player = Player(self.values, asking.goals)
        if found.complete:
            self.ways = {g.number: found.ways[g.number] for g in goals if g.number in found.ways}
            self.never = {g.number for g in goals if g.number not in found.ways}
            return
        self.told("playing")
        player = self.player
        player.once(0, 0, 50)
        waiting = [goal.targets for goal in goals if goal.targets]
        player.explore(BOUNDS.plays * max(1000, sum(map(len, waiting))), waiting)
        self.told("proving")
        decider = Decider(self.values, player, BOUNDS)
        decisions = decide_all(decider, goals)
        beyond = asking.beyond.targets
        open_end = len(beyond) > MOST_BEYOND or any(
            decider.decide(each)[0] != "no" for each in beyond
        )
        for goal in goals:
            met = [target for target in goal.targets if player.is_met(target)]
            if met:
                self.ways[goal.number] = min((tuple(player.way(each)) for each in met), key=len)
            elif decisions[goal.number].answer == "no" and not open_end:
                self.never.add(goal.number)

    # Lines

    def unreachable(self) -> frozenset[int]:
        """The lines none of whose sites is ever reached."""
        alive: set[int] = set()
        for goal in self.goals:
            if goal.number not in self.never:
                alive.update(self.lines_of(goal))
        return frozenset(line.number for line in self.traced.lines.all) - alive

    # Playthroughs

    def paths(self, wanted: set[int]) -> "list[Path]":
        """Paths that together meet every goal that is wanted and has a way, many times over.

        Round after round some are played and the best ones kept, until nothing is left; then it
        begins again, with other luck.
        """
        player = self.player
        every = {each for each in self.ways if each in wanted}
        goals = {goal.number: goal for goal in self.goals}
        pool: list[Path] = []
        work = stale = 0
        fewest = len(every)
        while (fewest > 1 and work < MOST_WORK and stale < STALE) or (every and not pool):
            waiting = set(every)
            rounds = 0
            taken = fast.zeros(len(player.taken))
            while waiting:
                hard = [goals[number] for number in sorted(waiting)]
                made = [self._play(hard, attempt, taken, pool) for attempt in range(PLAYS)]
                made.sort(key=lambda path: (-len(path.met & waiting), len(path.edges)))
                if not made[0].met & waiting:  # by chance nothing comes of it: the way is known
                    edges = player.numbers(self.ways[hard[0].number])
                    made.insert(0, Path(tuple(edges), self.met(edges) | {hard[0].number}))
                pool += [path for path in made[:SPARE] if path.met & waiting]
                waiting -= made[0].met
                for edge in made[0].edges:
                    taken[edge] += 1
                work += PLAYS * (len(self._flagged) + len(made[0].edges) + FIXED)
                rounds += 1
            stale = stale + 1 if rounds >= fewest else 0
            fewest = min(fewest, rounds)
        return pool

    def _play(self, hard: list[Goal], attempt: int, taken: Any, pool: "list[Path]") -> "Path":
        """A path from the start, after a way to what is still to be shown, or after another."""
        player = self.player
        chance = player.random
        begun: Sequence[int] = ()
        if attempt % 3 == 1 or (attempt % 3 and not pool):
            begun = player.numbers(self.ways[chance.choice(hard).number])
        elif attempt % 3:
            edges = chance.choice(pool).edges
            begun = edges[: chance.randrange(len(edges) + 1)]
        fast.fill(player.opened, 0)
        fast.fill(player.met, 0)
        fast.fill(player.fresh, -1)
        player.taken[:] = taken
        arrays = player.arrays
        held = fast.whole([int(each) for each in arrays.first])
        steps = arrays.starts, arrays.steps, arrays.looks
        fast.replay(fast.whole(begun or [0]), len(begun), held, *steps, player.chance)
        spot = int(arrays.targets[begun[-1]]) if begun else self.machine.start.number
        count, _ = fast.play(
            spot,
            held,
            len(begun),
            player.chance,
            LONGEST,
            chance.choice(QUIET),
            chance.choice((50, 75, 95)),
            (player.towards, player.near),
            False,
            arrays.graph,
            arrays.tables,
            (arrays.probes, arrays.asked),
            (player.opened, player.met, player.taken, player.fresh),
            1,
            player.path,
            player.can,
        )
        edges = (*begun, *(int(each) for each in player.path[:count]))
        return Path(edges, self.met(edges))

    def met(self, path: Sequence[int]) -> set[int]:
        """The goals that a path meets."""
        player = self.player
        arrays = player.arrays
        opened, met = fast.zeros(len(arrays.edges) + 1), fast.zeros(len(player.probe_goals) + 1)
        path_fast.passed(
            self.machine.start.number,
            fast.whole([int(each) for each in arrays.first]),
            fast.whole(path or (0,)),
            len(path),
            player.chance,
            arrays.graph,
            arrays.tables,
            (arrays.probes, arrays.asked),
            opened,
            met,
        )
        flags = [list(opened), list(met)]
        return {number for which, at, number in self._flagged if flags[which][at]}

    @cached_property
    def _flagged(self) -> list[tuple[int, int, int]]:
        """Where each goal is noted: among edges (0) or probes (1), at which number."""
        player = self.player
        found = []
        for goal in self.goals:
            for target in goal.targets:
                edge = player.guard_edges.get(target)
                place = (1, player.probe_numbers[target]) if edge is None else (0, edge)
                found.append((*place, goal.number))
        return found

    def game(
        self, path: Sequence[int], seed: int = SEED, luck: Mapping[str, int] | None = None
    ) -> Game | None:
        """The engine's own playthrough of a path; None where it goes another.

        `luck` are rolls of the last turn, by place, that decide no way but what is read there.
        """
        way = tuple(self.player.arrays.edges[each] for each in path)
        told = self.replayer.played(way)
        if told is None:
            return None
        picks = [pick or ADVANCE for pick in (told.picks[:-1] if told.stops else told.picks)]
        last = told.turn.state.turn
        given = {(last, place): value for place, value in (luck or {}).items()}
        given |= {(turn, place): value for turn, place, value in told.rolls}
        return played(self.traced, "", LoadedSeed(seed, given), picks)

    def games(self, wanted: frozenset[int]) -> tuple[list[Game], int, int]:
        """Playthroughs that together show every line that is wanted and was ever found.

        With how many candidates they were chosen from, and how many of these any choice needs.
        """
        self.told("choosing")
        goals = {g.number for g in self.goals if wanted.intersection(self.lines_of(g))}
        pool = self.paths(goals)
        games: list[Game] = []
        chosen = Choice((), 0)
        for _ in range(TRIES):
            sizes = [len(path.edges) for path in pool]
            chosen = choose([frozenset(path.met) for path in pool], frozenset(goals), sizes)
            played = [(each, self.game(pool[each].edges)) for each in chosen.chosen]
            games = [game for _, game in played if game is not None]
            failed = {each for each, game in played if game is None}
            if not failed:
                break
            pool = [path for number, path in enumerate(pool) if number not in failed]
        shown = frozenset[int]().union(*(game.shown for game in games))
        more = [*self._on_ways(wanted - shown)]
        more += self._walks(wanted - shown.union(*(game.shown for game in more)))
        if not more:
            return games, len(pool), chosen.least
        games += more
        chosen = choose([g.shown for g in games], wanted, [len(game.turns) for game in games])
        return [games[each] for each in chosen.chosen], len(games), chosen.least

    def _on_ways(self, wanted: frozenset[int]) -> Iterator[Game]:
        """Playthroughs of the ways to lines; of what a shuffle shows, with other seeds, too."""
        for goal in self.goals:
            left = wanted.intersection(self.lines_of(goal))
            if not left or goal.number not in self.ways:
                continue
            path = self.player.numbers(self.ways[goal.number])
            luck = _luck(self.aims[int(goal.subject[-1])].site.holds)
            for seed in range(SEED, SEED + SEEDS):
                game = self.game(path, seed, luck)
                if game is None:
                    break
                if left & game.shown:
                    yield game
                    wanted -= game.shown
                    left -= game.shown
                if not left or not self._shuffled(left):
                    break

    def needed(self, shown: frozenset[int]) -> int:
        """How many playthroughs must be made to show these lines, whichever they are."""
        if self.asking.beyond.targets:
            return min(1, len(shown))
        sites: dict[int, set[int]] = {}
        for goal in self.goals:
            if goal.number not in self.never:
                for line in shown.intersection(self.lines_of(goal)):
                    sites.setdefault(line, set()).update(spot for spot, _ in goal.targets)
        rungs = {line: self.traced.lines.all[line].rung for line in sites}
        return needed(self.values, sites, rungs)

    def _shuffled(self, lines: frozenset[int]) -> bool:
        return any(self.traced.lines.all[each].shuffled for each in lines)

    def _walks(self, wanted: frozenset[int]) -> list[Game]:
        """Walks by chance that show some of what no way was found to."""
        wanted -= self.unreachable()
        found: list[Game] = []
        for seed in range(1, WALKS + 1 if wanted else 1):
            game = walk(self.traced, seed)
            if wanted & game.shown:
                found.append(game)
                wanted -= game.shown
            if not wanted:
                break
        return found


def _luck(holds: tuple[Expr, ...]) -> dict[str, int]:
    """Rolls, by place, of which the chances among some conditions hold, or fail."""
    wanted = {each.place: each for each in holds if isinstance(each, Chance)}
    failing: dict[str, list[Chance]] = {}
    for each in holds:
        if isinstance(each, Not) and isinstance(each.operand, Chance):
            failing.setdefault(each.operand.place, []).append(each.operand)
    luck = {place: chance.low for place, chance in wanted.items()}
    for place, chances in failing.items():
        high = max(chance.high for chance in chances)
        if place not in luck and high < chances[0].of:
            luck[place] = high
    return luck


def walk(traced: Traced, seed: int) -> Game:
    """A game by chance, for a while or to an ending; of two, one prefers what it took least."""
    told = Playthrough.begin(traced.program, seed)
    used: dict[str, int] = {}
    picking = policy("least-used" if seed % 2 else "uniform", seed)
    turns = [traced.shown(told.turn)]
    for _ in range(LONGEST_WALK):
        turn = told.turn
        offers = tuple(offer for offer in turn.offers if offer.open)
        pick = ADVANCE
        if offers:
            offer = picking(turn, offers, used)
            used[key(turn, offer)] = used.get(key(turn, offer), 0) + 1
            pick = str(offer.id)
        elif not turn.can_advance:
            break
        try:
            told.take(pick)
        except StoryStops:
            break
        turns.append(traced.shown(told.turn))
    return Game("", seed, tuple(told.picks), tuple(turns))


def reach(
    traced: Traced, wanted: frozenset[int] | None = None, told: Told = lambda _: None
) -> Reach:
    """What of a story can be shown, and playthroughs that show what is wanted of it: all, else."""
    scout = Scout(traced, told)
    scout.decide()
    unreachable = scout.unreachable()
    every = frozenset(range(len(traced.lines.all)))
    if wanted is None:
        wanted = every
    games, candidates, least = scout.games(wanted - unreachable)
    found = Reach(unreachable, games, candidates, least)
    return attrs.evolve(found, needed=scout.needed(found.shown & wanted))
