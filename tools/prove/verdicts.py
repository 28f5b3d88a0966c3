"""Everything the prover says of a story: each question proved, refuted by a way, or unknown."""

from collections.abc import Callable, Iterable, Iterator

import attrs

from game.engine.program import Program
from game.model.story import Stat
from tools.prove.decide import Bounds, Decider, Decision, decide_all
from tools.prove.explicit import Exploration, Explorer
from tools.prove.formula import Formula
from tools.prove.goals import Asking, Goal, asked
from tools.prove.machine import Edge, Machine
from tools.prove.names import Names
from tools.prove.play import ABOUT, Player
from tools.prove.traps import Trapper
from tools.prove.values import Values, find_cuts, value_sets
from tools.prove.witness import Playthrough, Replayer

Told = Callable[[str], None]

SHORTENED = 3
"""Ways to what should not happen that are made shorter, the shortest first."""

RAW = 8_000
"""States up to which a story is explored before anything is known of it."""


@attrs.define(eq=False)
class Verdict:
    """What is known of one question.

    `goal` is what should or should not happen; the story is sound where the answer is "yes" to what
    is wanted and "no" to what is not.
    """

    goal: Goal
    decision: Decision

    @property
    def broken(self) -> bool:
        """Whether the story is at fault here."""
        wrong = "no" if self.goal.wanted else "yes"
        return self.decision.answer == wrong


@attrs.define(eq=False)
class Trap:
    """Passages between which a player may be held for ever; `way` leads to the first."""

    passages: tuple[str, ...]
    decision: Decision


@attrs.define(eq=False)
class Pin:
    """A stat that stands at a bound from a passage on, whatever the player does."""

    passage: str
    stat: Stat
    value: int


@attrs.define(eq=False)
class Proof:
    """The verdicts of one story. `states` is how many were explored; `bounds` what was left out."""

    machine: Machine
    verdicts: list[Verdict] = attrs.field(factory=list)
    traps: list[Trap] = attrs.field(factory=list)
    eventual: dict[int, Decision] = attrs.field(factory=dict)
    pins: list[Pin] = attrs.field(factory=list)
    states: int = 0
    explored: bool = False

    def of(self, *kinds: str) -> Iterator[Verdict]:
        """The verdicts of some kinds."""
        return (each for each in self.verdicts if each.goal.kind in kinds)

    def replayed(self, decision: Decision) -> Playthrough | None:
        """The engine's own playthrough of a way; None where it goes another."""
        return Replayer(self.machine).played(decision.way)

    @property
    def unknown(self) -> list[Verdict]:
        """The questions that stayed open."""
        return [each for each in self.verdicts if each.decision.answer == "unknown"]

    def counts(self) -> tuple[int, int]:
        """How many questions were asked, and how many stayed open."""
        traps = [trap for trap in self.traps if trap.decision.answer == "unknown"]
        rules = [each for each in self.eventual.values() if each.answer == "unknown"]
        asked_ = len(self.verdicts) + len(self.traps) + len(self.eventual)
        return asked_, len(self.unknown) + len(traps) + len(rules)


def prove(
    program: Program,
    bounds: Bounds | None = None,
    told: Told = lambda _: None,
    *,
    exploring: bool = True,
) -> Proof:
    """Decide everything that is asked of a story.

    Without `exploring` no story is small enough to be explored state by state; what is decided
    then, is decided by the ways of large ones.
    """
    bounds = bounds or Bounds()
    told("reading")
    names = Names(program, list(asked(program.story)))
    machine = Machine(program, names)
    asking = Asking(machine)
    proof = Proof(machine)
    if exploring:
        told("exploring")
        found = Explorer(machine, asking).explore(min(RAW, bounds.states))
        if found.complete:
            _take(proof, asking, found)
            return proof
    told("values")
    values = value_sets(machine)
    asking.aim(values)
    find_cuts(values, ((spot, formula) for goal in asking.goals for spot, formula in goal.targets))
    if exploring:
        told("exploring")
        found = Explorer(machine, asking, values).explore(bounds.states)
        if found.complete:
            _take(proof, asking, found)
            _pin(proof, values, None)
            return proof
    _decide(proof, asking, values, bounds, told)
    return proof


def _take(proof: Proof, asking: Asking, found: Exploration) -> None:
    """The verdicts of a story all of whose states were seen."""
    proof.states, proof.explored = found.states, True
    for goal in asking.goals:
        if goal.kind == "beyond":
            continue
        way = found.ways.get(goal.number)
        decision = Decision("no") if way is None else Decision("yes", way, True)
        proof.verdicts.append(Verdict(goal, decision))
    trapped = {
        spot: Decision("yes", way, True)
        for spot, way in found.trapped.items()
        if proof.machine.spots[spot].kind == "rest"
    }
    proof.traps = _loops(proof.machine, trapped)
    for index, _ in asking.eventual():
        never = found.never.get(index)
        proof.eventual[index] = Decision("no") if never is None else Decision("yes", never, True)


def _decide(proof: Proof, asking: Asking, values: Values, bounds: Bounds, told: Told) -> None:
    """The verdicts of a story too large to be explored."""
    machine = proof.machine
    told("playing")
    goals = [goal for goal in asking.goals if goal is not asking.beyond]
    player = Player(values, asking.goals)
    player.once(player.saved[0], 0, 50)
    waiting = [goal.targets for goal in goals if goal.targets]
    several = sum(min(len(targets), ABOUT) for targets in waiting)
    player.explore(bounds.plays * max(1000, several), waiting)
    told("proving")
    decider = Decider(values, player, bounds)
    decisions = decide_all(decider, goals)
    open_end = _beyond(asking, decider)
    proof.states = player.steps
    for goal in goals:
        decision = decisions.get(goal.number, Decision("unknown", bound="every bound"))
        if decision.answer == "no" and open_end:
            decision = Decision("unknown", bound=open_end)
        if decision.answer == "yes" and not goal.wanted:
            met = [target for target in goal.targets if player.is_met(target)]
            met.sort(key=player.count)
            way = min(map(player.shortened, met[:SHORTENED]), key=len)
            decision = Decision("yes", tuple(way))
        proof.verdicts.append(Verdict(goal, decision))
    told("loops")
    traps = Trapper(decider).search()
    trapped = {spot: Decision("yes", way) for spot, way in traps.found.items()}
    trapped |= {spot: Decision("unknown", bound=bound) for spot, bound in traps.unknown.items()}
    proof.traps = _loops(machine, trapped)
    if open_end:
        start = (str(machine.story.start),)
        proof.traps.append(Trap(start, Decision("unknown", bound=open_end)))
    for index, rule in asking.eventual():
        proof.eventual[index] = _eventual(proof, asking, values, rule.expr)
    _pin(proof, values, player)


def _beyond(asking: Asking, decider: Decider) -> str:
    """The bound that leaves something of the story unseen; empty where none does."""
    targets = asking.beyond.targets
    if not targets:
        return ""
    for target in targets[:50]:
        if decider.decide(target)[0] != "no":
            bounds = decider.machine.bounds
            return next(iter(bounds), "delays of one place that pile up")
    return "" if len(targets) <= 50 else next(iter(decider.machine.bounds), "many contexts")


def _loops(machine: Machine, trapped: dict[int, Decision]) -> list[Trap]:
    """Traps, those of passages that lead to each other as one, at the one reached first."""
    left = {
        spot: decision
        for spot, decision in trapped.items()
        if machine.spots[spot].kind == "rest" or decision.answer == "unknown"
    }
    # A spot that is trapped is told of through the earliest trapped spot that leads to it.
    found: list[Trap] = []
    owner: dict[int, Trap] = {}
    for spot in sorted(left, key=lambda each: (len(left[each].way), each)):
        if spot in owner:
            continue
        decision = left[spot]
        trap = Trap((), decision)
        reached = {spot}
        queue = [spot]
        while queue:
            for edge in machine.spots[queue.pop()].out:
                if edge.target not in reached:
                    reached.add(edge.target)
                    queue.append(edge.target)
        members = [each for each in reached if each in left and each not in owner]
        for each in members:
            owner[each] = trap
        passages = dict.fromkeys(
            machine.spots[each].passage for each in sorted(members, key=lambda s: (s != spot, s))
        )
        trap.passages = tuple(map(str, passages))
        found.append(trap)
    return found


def _eventual(proof: Proof, asking: Asking, values: Values, expr: object) -> Decision:
    """A rule that something can always come about, in a story too large to explore."""
    machine = proof.machine
    ends: list[int] = []
    for number in values.order:
        spot = machine.spots[number]
        if spot.kind != "rest":
            continue
        formula: Formula = asking.of_rule(expr, spot)  # type: ignore[arg-type]
        if machine.formulas.simplified(formula, values.boxes[number]) is True:
            ends.append(number)
    # If it holds at every ending, then it comes wherever an ending does.
    sure = set(ends)
    endings = [
        number
        for number in values.order
        if machine.spots[number].kind == "rest"
        and machine.program.nodes[machine.spots[number].passage].ends
    ]
    if not set(endings) <= sure:
        return Decision("unknown", bound="the size of the story")
    stuck = [
        each
        for each in proof.verdicts
        if each.goal.kind in ("stuck", "stops") and each.decision.answer != "no"
    ]
    for each in stuck:
        if each.decision.answer == "yes":
            return each.decision
    for trap in proof.traps:
        if trap.decision.answer == "yes":
            return trap.decision
    if stuck or proof.traps:
        return Decision("unknown", bound="what stayed unknown of the ways to an ending")
    return Decision("no")


def _pin(proof: Proof, values: Values, player: Player | None) -> None:
    """Find where a stat stands at a bound for good, though the story goes on moving it."""
    machine = proof.machine
    for stat in machine.story.gauges():
        domain = machine.names.values.get(stat.id)
        if domain is None:
            continue
        for value in (0, domain.size - 1):
            free = {
                number for number in values.order if values.at(number, domain.index) != 1 << value
            }
            loose = _leading_to(free, values)
            for number in values.order:
                spot = machine.spots[number]
                if spot.kind != "rest" or number in loose:
                    continue
                before = [edge.source for edge in values.back[number]]
                if all(each not in loose for each in before) and before:
                    continue
                if _moved_on(number, domain.index, values):
                    proof.pins.append(Pin(str(spot.passage), stat, value + domain.low))


def _leading_to(spots: Iterable[int], values: Values) -> set[int]:
    found = set(spots)
    queue = list(found)
    while queue:
        for edge in values.back[queue.pop()]:
            if edge.source not in found:
                found.add(edge.source)
                queue.append(edge.source)
    return found


def _moved_on(start: int, name: int, values: Values) -> bool:
    """Whether an effect on a name lies ahead of a spot."""
    seen = {start}
    queue = [start]
    while queue:
        for edge in values.live[queue.pop()]:
            if any(changed == name for changed, _ in edge.changes):
                return True
            if edge.target not in seen:
                seen.add(edge.target)
                queue.append(edge.target)
    return False


def first_edges(way: tuple[Edge, ...]) -> int:
    """How many things the player does along a way."""
    return sum(edge.pick is not None for edge in way)
