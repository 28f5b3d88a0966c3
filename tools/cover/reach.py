"""What can be shown at all: which lines the prover says nobody reaches, and ways to the others."""

from collections.abc import Callable, Iterator, Sequence
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
from game.text.expression import Expr
from tools.cover import fast as path_fast
from tools.cover.games import Game, played
from tools.cover.lines import Lines, Site
from tools.cover.trace import Traced
from tools.prove import fast
from tools.prove.decide import Bounds, Decider, decide_all
from tools.prove.explicit import Explorer
from tools.prove.formula import Formula, both
from tools.prove.goals import Asking, Goal, Probe, asked
from tools.prove.machine import Edge, Machine, varies
from tools.prove.names import Names
from tools.prove.play import Player
from tools.prove.values import Values, find_cuts, value_sets
from tools.prove.witness import SEED, Replayer

Told = Callable[[str], None]
BOUNDS = Bounds(steps=2_000_000, rounds=16)
"""Work for one line, in counted steps; what is still unknown then is told as such."""

SMALL = 8_000
"""States up to which a story is explored whole."""

PLAYS = 120
"""Plays that are made to find the first playthrough; fewer for each one after."""

SPARE = 4
"""Paths kept of those that are played at a time."""

QUIET = 40
"""Edges without a new spot after which a play ends."""

LONGEST = 4_000
"""Edges of one play."""

MOST_TURNS = 40_000
"""Turns of directed play that the engine plays again."""

LONGEST_WALK = 300
"""Turns of a walk by chance."""

SEEDS = 24
"""Seeds tried for what a shuffle shows: it is the seed that orders it."""

WALKS = 60
"""Walks by chance for what is left."""


class LineAsking(Asking):
    """Asks of a machine for lines only; a goal's subject ends with the number of its aim."""

    def __init__(self, machine: Machine, aims: "list[Aim]") -> None:
        self._aims: dict[str, list[tuple[int, Aim]]] = {}
        for number, aim in enumerate(aims):
            self._aims.setdefault(str(aim.site.passage), []).append((number, aim))
        super().__init__(machine)
        self.goals = [each for each in self.goals if each.kind in ("variant", "beyond")]
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
        node = self.program.nodes[passage.id]
        step = node.steps[site.choice]
        choice = step.choice
        offered = self.machine.offered(node)[site.choice]
        match site.where:
            case "answer" if any(map(varies, choice.answer)):
                return "decided", held
            case "answer":
                return "rest", offered
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


@attrs.define(eq=False)
class Reach:
    """What can be shown.

    `unreachable` are lines that are proved never to be shown. `games` show what was found, and are
    more than needed, to choose from.
    """

    unreachable: frozenset[int]
    games: list[Game]
    scout: "Scout"


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
        self.machine = Machine(program, names)
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
        player.once(player.saved[0], 0, 50)
        targets = [target for goal in goals for target in goal.targets]
        player.explore(BOUNDS.plays * max(1000, len(targets)), targets)
        self.told("proving")
        decider = Decider(self.values, player, BOUNDS)
        decisions = decide_all(decider, goals)
        open_end = any(decider.decide(each)[0] != "no" for each in asking.beyond.targets)
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

    def paths(self, wanted: set[int]) -> list[list[int]]:
        """Paths, as edges' numbers, that together meet every goal that is wanted and has a way.

        Each round many are played and the best ones kept: to choose from, more than are needed.
        """
        player = self.player
        waiting = {each for each in self.ways if each in wanted}
        goals = {goal.number: goal for goal in self.goals}
        kept: list[list[int]] = []
        taken = fast.zeros(len(player.taken))
        while waiting:
            hard = [goals[number] for number in sorted(waiting)]
            made: list[tuple[int, int, list[int]]] = []
            for attempt in range(max(8, PLAYS // (1 + len(kept)))):
                path = self._play(hard, attempt, taken)
                made.append((len(self.met(path) & waiting), -len(path), path))
            made.sort(reverse=True)
            best = made[0][2]
            if not made[0][0]:  # by chance nothing comes of it: the way that is known
                best = player.numbers(self.ways[hard[0].number])
                waiting.discard(hard[0].number)
            kept.append(best)
            kept += [path for gain, _, path in made[1:SPARE] if gain]
            waiting -= self.met(best)
            for edge in best:
                taken[edge] += 1
        return kept

    def _play(self, hard: list[Goal], attempt: int, taken: Any) -> list[int]:
        """A path: from the start, or on from a way to something that is still to be shown."""
        player = self.player
        prefix, many = fast.whole([0]), 0
        if attempt % 3:
            numbers = player.numbers(self.ways[player.random.choice(hard).number])
            prefix, many = fast.whole(numbers or [0]), len(numbers)
        fast.fill(player.opened, 0)
        fast.fill(player.met, 0)
        fast.fill(player.fresh, -1)
        player.taken[:] = taken
        count, _ = fast.play(
            self.machine.start.number,
            fast.whole([int(each) for each in player.arrays.first]),
            prefix,
            many,
            player.chance,
            LONGEST,
            QUIET,
            90 if attempt % 2 else 60,
            (player.towards, player.near),
            False,
            player.arrays.graph,
            player.arrays.tables,
            (player.arrays.probes, player.arrays.asked),
            (player.opened, player.met, player.taken, player.fresh),
            1,
            player.path,
            player.can,
        )
        return [int(each) for each in player.path[:count]]

    def met(self, path: list[int]) -> set[int]:
        """The goals that a path meets."""
        player = self.player
        arrays = player.arrays
        opened, met = fast.zeros(len(arrays.edges) + 1), fast.zeros(len(player.probe_goals) + 1)
        path_fast.passed(
            self.machine.start.number,
            fast.whole([int(each) for each in arrays.first]),
            fast.whole(path or [0]),
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

    def game(self, path: Sequence[int], name: str, seed: int = SEED) -> Game | None:
        """The engine's own playthrough of a path; None where it goes another."""
        way = tuple(self.player.arrays.edges[each] for each in path)
        told = self.replayer.played(way)
        if told is None:
            return None
        picks = [pick or ADVANCE for pick in (told.picks[:-1] if told.stops else told.picks)]
        given = {(turn, place): value for turn, place, value in told.rolls}
        return played(self.traced, name, LoadedSeed(seed, given), picks)

    def games(self, wanted: frozenset[int]) -> list[Game]:
        """Playthroughs that together show every line that is wanted and was ever found."""
        self.told("choosing")
        goals = {g.number for g in self.goals if wanted.intersection(self.lines_of(g))}
        games: list[Game] = []
        spent = 0
        for path in self.paths(goals):
            if spent < MOST_TURNS:
                game = self.game(path, "directed play")
                if game is not None:
                    games.append(game)
                    spent += len(game.turns)
        shown = frozenset[int]().union(*(game.shown for game in games))
        for goal in self.goals:
            left = wanted.intersection(self.lines_of(goal)) - shown
            if left and goal.number in self.ways:
                path = self.player.numbers(self.ways[goal.number])
                for seed in range(SEED, SEED + SEEDS):
                    game = self.game(path, "the way to a line", seed)
                    if game is None:
                        break
                    if left & game.shown:
                        games.append(game)
                        shown |= game.shown
                        left -= shown
                    if not left or not self._shuffled(left):
                        break
        games += self._walks(wanted - shown)
        return games

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


def walk(traced: Traced, seed: int) -> Game:
    """A game played by chance, that prefers what it took least, for a while or to an ending."""
    told = Playthrough.begin(traced.program, seed)
    used: dict[str, int] = {}
    picking = policy("least-used", seed)
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
    return Game("a walk by chance", seed, tuple(told.picks), tuple(turns))


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
    games = scout.games(wanted - unreachable)
    return Reach(unreachable, games, scout)
