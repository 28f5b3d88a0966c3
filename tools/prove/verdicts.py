"""Everything the prover says of a story: each question proved, refuted by a way, or unknown."""

import gc
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import attrs

from game.engine.program import Program
from game.model.story import Stat, Story
from game.text.expression import AtEnding, Speaks, within
from tools.prove.decide import Bounds, Decider, Decision, decide_all
from tools.prove.explicit import Exploration, Explorer
from tools.prove.formula import Domain, Formula, bits
from tools.prove.goals import Asking, Goal, Kind, asked
from tools.prove.machine import Machine
from tools.prove.memory import Memory
from tools.prove.names import Names
from tools.prove.play import ABOUT, Player
from tools.prove.traps import Trapper
from tools.prove.values import Values, find_cuts, value_sets
from tools.prove.witness import Playthrough, Replayer

Told = Callable[[str], None]

MOST_GAP = 20
"""Numbers that may lie between two values of what is told as one range."""

SHORTENED = 3
"""Ways to what should not happen that are made shorter, the shortest first."""

MOST_HELD = 2_000_000
"""Values of names in all states of a story that is explored."""

MOST_PASSAGES = 400
"""Passages of a story up to which it is explored: of larger ones it would be for nothing."""

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
    """The verdicts of one story; without a machine, none. `states` is how many were explored."""

    _machine: Machine | None = None
    asking: Asking | None = None
    values: Values | None = None
    verdicts: list[Verdict] = attrs.field(factory=list)
    traps: list[Trap] = attrs.field(factory=list)
    eventual: dict[int, Decision] = attrs.field(factory=dict)
    pins: list[Pin] = attrs.field(factory=list)
    states: int = 0
    explored: bool = False
    _played: dict[Decision, Playthrough | None] = attrs.field(factory=dict)
    _spots: dict[tuple[object, ...], list[int]] = attrs.field(factory=dict)

    @property
    def machine(self) -> Machine:
        """The story as a machine."""
        assert self._machine is not None
        return self._machine

    def of(self, *kinds: str) -> Iterator[Verdict]:
        """The verdicts of some kinds."""
        return (each for each in self.verdicts if each.goal.kind in kinds)

    def replayed(self, decision: Decision) -> Playthrough | None:
        """The engine's own playthrough of a way; None where it goes another."""
        if decision not in self._played:
            self._played[decision] = Replayer(self.machine).played(decision.way)
        return self._played[decision]

    def valued(self) -> Values:
        """The values that names can have, each on its own, and goals aimed at with them."""
        if self.values is None:
            self.values = value_sets(self.machine)
            if self.asking is not None:
                self.asking.aim(self.values)
        return self.values

    def held(self, passage: str, names: Iterable[int], answer: str = "") -> tuple[str, ...]:
        """What names can be where a player reads a passage, or the answer to a choice, in words."""
        values = self.valued()
        where = ("decided", passage, answer) if answer else ("rest", passage, "")
        if not self._spots:
            for number in values.order:
                self._spots.setdefault(self.machine.spots[number].key[:3], []).append(number)
        spots = self._spots.get(where, [])
        told = []
        for name in sorted(names) if spots else ():
            mask = 0
            for number in spots:
                mask |= values.at(number, name)
            domain = self.machine.formulas.domains[name]
            if words := _in_words(domain, mask, self.machine.story):
                told.append(words)
        return tuple(told)

    @property
    def inexact(self) -> bool:
        """Whether a way of the machine may be none of the engine's."""
        return bool(self.machine.loose) or self.machine.reordered

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
    cache: Path | None = None,
) -> Proof:
    """Decide everything that is asked of a story.

    In the folder `cache` is remembered what the next proof of the story can be begun with.

    Without `exploring` no story is small enough to be explored state by state; what is decided
    then, is decided by the ways of large ones.
    """
    enabled = gc.isenabled()
    gc.disable()  # a machine is large and lasts: to walk it again and again finds nothing
    try:
        memory = Memory.open(cache, program.story.id)
        proof = _proof(program, bounds or Bounds(), told, exploring, memory)
        if memory.data and proof.counts()[1]:
            # What was found before begins play elsewhere: no question stays open for that.
            memory = Memory.open(cache, program.story.id, forgetting=True)
            proof = _proof(program, bounds or Bounds(), told, exploring, memory)
        return proof
    finally:
        if enabled:
            gc.enable()


def _proof(program: Program, bounds: Bounds, told: Told, exploring: bool, memory: Memory) -> Proof:
    exploring = exploring and not memory.large and len(program.story.passages) <= MOST_PASSAGES
    told("reading")
    names = Names(program, list(asked(program.story)))
    machine = Machine(program, names, answered=_spoken_of(program.story))
    asking = Asking(machine)
    proof = Proof(machine, asking)
    if exploring:
        told("exploring")
        found = Explorer(machine, asking).explore(min(RAW, bounds.states))
        if found.complete:
            _take(proof, asking, found)
            _pin(proof, proof.valued())
            return proof
    told("values")
    values = proof.valued()
    find_cuts(values, ((spot, formula) for goal in asking.goals for spot, formula in goal.targets))
    room = max(1, MOST_HELD // max(1, len(machine.formulas.domains)))
    if exploring and len(values.order) <= room:
        told("exploring")
        found = Explorer(machine, asking, values).explore(min(room, bounds.states))
        if found.complete:
            _take(proof, asking, found)
            _pin(proof, values)
            return proof
    _decide(proof, asking, values, bounds, told, memory)
    return proof


def _take(proof: Proof, asking: Asking, found: Exploration) -> None:
    """The verdicts of a story all of whose states were seen."""
    proof.states, proof.explored = found.states, True
    for goal in asking.goals:
        if goal.kind == "beyond":
            continue
        way = found.ways.get(goal.number)
        decision = Decision("no") if way is None else Decision("yes", way, True)
        if way is not None and (not goal.wanted or proof.inexact):
            decision = _played(proof, decision, goal.kind)
        proof.verdicts.append(Verdict(goal, decision))
    trapped = {spot: Decision("yes", way, True) for spot, way in found.trapped.items()}
    proof.traps = _loops(proof, trapped) or _loosely(proof)
    for index, _ in asking.eventual():
        never = found.never.get(index)
        proof.eventual[index] = Decision("no") if never is None else Decision("yes", never, True)


def _decide(
    proof: Proof,
    asking: Asking,
    values: Values,
    bounds: Bounds,
    told: Told,
    memory: Memory,
) -> None:
    """The verdicts of a story too large to be explored."""
    machine = proof.machine
    told("playing")
    goals = [goal for goal in asking.goals if goal is not asking.beyond]
    player = Player(values, asking.goals)
    memory.replay(player)
    player.once(0, 0, 50)
    decider = Decider(values, player, bounds)
    memory.refutations(decider)
    waiting = [
        goal.targets
        for goal in goals
        if goal.targets and not any(map(player.is_met, goal.targets))
        if not all(map(decider.hinted, goal.targets))
    ]
    several = sum(min(len(targets), ABOUT) for targets in waiting)
    player.explore(bounds.plays * max(1000, several), waiting)
    told("proving")
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
            short = _played(proof, Decision("yes", tuple(way)), goal.kind)
            decision = short if short.answer == "yes" else _played(proof, decision, goal.kind)
        elif decision.answer == "yes" and proof.inexact:
            decision = _played(proof, decision)
        proof.verdicts.append(Verdict(goal, decision))
    told("loops")
    traps = Trapper(decider).search()
    if open_end and not traps.found:
        traps.unknown.setdefault(machine.start.number, open_end)
    trapped = {spot: Decision("yes", way) for spot, way in traps.found.items()}
    trapped |= {spot: Decision("unknown", bound=bound) for spot, bound in traps.unknown.items()}
    proof.traps = _loops(proof, trapped) or _loosely(proof)
    memory.keep(player, decider)
    for index, rule in asking.eventual():
        proof.eventual[index] = _eventual(proof, asking, values, rule.expr)
    _pin(proof, values)


def _spoken_of(story: Story) -> bool:
    """Whether a rule asks who speaks: answers speak too."""
    return any(isinstance(each, Speaks) for rule in story.rules for each in within(rule.expr))


def _played(proof: Proof, decision: Decision, kind: Kind = "passage") -> Decision:
    """A decision whose way the engine plays too; else it is unknown after all."""
    played = proof.replayed(decision)
    if played is not None and (kind != "stuck" or played.turn.stuck):
        return decision
    reason = next(iter(proof.machine.loose), "the order of delays that come at once")
    return Decision("unknown", bound=reason)


def _loosely(proof: Proof) -> list[Trap]:
    """That no trap was found says nothing where more was left open than the engine leaves."""
    reason = next(iter(proof.machine.loose), "")
    return [Trap((), Decision("unknown", bound=reason))] if reason else []


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


def _loops(proof: Proof, trapped: dict[int, Decision]) -> list[Trap]:
    """Traps, those of passages that lead to each other as one, at the one reached first.

    Its way is played by the engine before it is believed.
    """
    spots = proof.machine.spots
    # By number and not by length of way: a story is told of alike whichever ways were found.
    left = sorted(
        spot
        for spot, decision in trapped.items()
        if decision.answer == "yes" and spots[spot].kind == "rest"
    )
    unknown = {spot: each for spot, each in trapped.items() if each.answer == "unknown"}
    found: list[Trap] = []
    owned: set[int] = set()
    for spot in left:
        if spot not in owned:
            decision = _played(proof, trapped[spot])
            if decision.answer == "yes":
                found.append(_loop(proof.machine, spot, decision, set(left) - owned, owned))
            else:
                unknown[spot] = decision
    for spot in sorted(unknown):
        if spot not in owned:
            decision = unknown[spot]
            found.append(_loop(proof.machine, spot, decision, unknown.keys() - owned, owned))
    return found


def _loop(
    machine: Machine, first: int, decision: Decision, left: set[int], owned: set[int]
) -> Trap:
    """A trap and those of other spots that it leads to, which it owns from now on."""
    reached = {first}
    queue = [first]
    while queue:
        for edge in machine.spots[queue.pop()].out:
            passing = machine.spots[edge.target].kind != "rest"
            if edge.target not in reached and (passing or edge.target in left):
                reached.add(edge.target)
                queue.append(edge.target)
    members = sorted(reached & left, key=lambda spot: (spot != first, spot))
    owned.update(members)
    passages = dict.fromkeys(str(machine.spots[spot].passage) for spot in members)
    return Trap(tuple(passages), decision)


def _eventual(proof: Proof, asking: Asking, values: Values, expr: object) -> Decision:
    """A rule that something can always come about, in a story too large to explore."""
    machine = proof.machine
    ends: list[int] = []
    for number in values.order:
        spot = machine.spots[number]
        if spot.kind != "rest":
            continue
        formula: Formula = asking.of_rule(expr, spot)  # type: ignore[arg-type]
        told = machine.formulas.simplified(formula, values.boxes[number])
        if told is True:
            ends.append(number)
    # If it holds at every ending, then it comes wherever an ending does.
    sure = set(ends)
    endings = [
        number
        for number in values.order
        if machine.spots[number].kind == "rest"
        and machine.nodes[machine.spots[number].passage].ends
    ]
    if not set(endings) <= sure:
        return Decision("unknown", bound="the size of the story")
    stuck = [
        each
        for each in proof.verdicts
        if each.goal.kind in ("stuck", "stops") and each.decision.answer != "no"
    ]
    if isinstance(expr, AtEnding):  # of others it may have come about on the way there
        met = [each.decision for each in stuck] + [each.decision for each in proof.traps]
        for decision in met:
            if decision.answer == "yes":
                return decision
    if stuck or proof.traps:
        return Decision("unknown", bound="what stayed unknown of the ways to an ending")
    return Decision("no")


def _pin(proof: Proof, values: Values) -> None:
    """Find where a stat stands at a bound for good, though the story goes on moving it."""
    machine = proof.machine
    last = [
        component
        for component in values.components
        if all(
            values.component[edge.target] == values.component[number]
            for number in component
            for edge in values.live[number]
        )
    ]
    for stat in machine.story.gauges():
        domain = machine.names.values.get(stat.id)
        if domain is None:
            continue
        for value in (0, domain.size - 1):
            name, pinned = domain.index, 1 << value
            if all(any(values.at(each, name) != pinned for each in loop) for loop in last):
                continue  # every way on comes to where it is free
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


def _in_words(domain: Domain, mask: int, story: Story) -> str:
    """The values of a name as a writer would say them; empty for what has no name of a writer's."""
    name = domain.name
    if name in story.flags:
        return {1: f"{name} is never set here", 2: f"{name} is always set here"}.get(mask, "")
    if domain.words:
        words = [word for value, word in enumerate(domain.words) if mask >> value & 1]
        return f"{name} is {' or '.join(words)} here"
    if name not in story.numbers and not name.startswith(("seen(", "chosen(")):
        return ""
    numbers = [value + domain.low for value in bits(mask)]
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and ranges[-1][1] + MOST_GAP >= number:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    if len(ranges) > 3:
        ranges = [[numbers[0], numbers[-1]]]
    more = " and more" if domain.saturates and mask >> (domain.size - 1) else ""
    told = " or ".join(str(a) if a == b else f"{a} to {b}" for a, b in ranges)
    return f"{name} is {told}{more} here"
