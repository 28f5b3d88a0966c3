"""Every state of a small story, one after another: exact, with the shortest ways.

With value sets at hand, states that differ only in what is never asked for again are one (cut
points tell), so that what looks endless is often small.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

import attrs

from tools.prove import change as changes
from tools.prove.change import Change
from tools.prove.formula import Formula, bits
from tools.prove.goals import Asking, Goal
from tools.prove.machine import Edge, Machine
from tools.prove.values import Values

Way: TypeAlias = tuple[Edge, ...]
Held: TypeAlias = tuple[int, ...]
State: TypeAlias = tuple[int, Held]


@attrs.define(eq=False)
class Exploration:
    """What exploring came to.

    `complete` tells that no state was left out. `ways` has a shortest way to each goal that was
    met, by number, counted in what the player does; `trapped` one to a state at each spot from
    which no ending, no stop and nothing stuck can be reached any more.
    """

    complete: bool
    states: int
    ways: dict[int, Way]
    trapped: dict[int, Way]
    never: dict[int, Way] = attrs.field(factory=dict)
    """For rules that something can always come about: a way to where it cannot any more."""


class Explorer:
    """Explores a machine breadth first, by what the player does."""

    def __init__(self, machine: Machine, asking: Asking, values: Values | None = None) -> None:
        self.machine = machine
        self.asking = asking
        self.values = values
        self.formulas = machine.formulas
        self._aims: dict[int, list[tuple[Formula, Goal]]] = {}
        self._edges: dict[int, list[tuple[Formula, Edge, list[Goal]]]] = {}
        self._tables: dict[int, list[tuple[int, list[int]]]] = {}
        self._stuck: dict[int, Formula] = {}

    def explore(self, most: int) -> Exploration:
        """All states, or as many as `most`."""
        machine, formulas = self.machine, self.formulas
        first = tuple(domain.start for domain in formulas.domains)
        start = (machine.start.number, self._plain(machine.start.number, first))
        parents: dict[State, tuple[State, Edge] | None] = {start: None}
        met: dict[int, tuple[State, Edge | None]] = {}
        onwards: dict[State, list[State]] = {}
        good: list[State] = []
        queue = deque([start])
        while queue:
            state = queue.popleft()
            if state in onwards:
                continue
            if len(onwards) >= most:
                ways = {number: self._way(*each, parents) for number, each in met.items()}
                return Exploration(False, len(onwards), ways, {})
            number, held = state
            for formula, goal in self._asked(number):
                if goal.number not in met and formulas.holds(formula, held):
                    met[goal.number] = (state, None)
            if self._settles(number, held):
                good.append(state)
            into = onwards[state] = []
            for guard, edge, goals in self._out(number):
                if not formulas.holds(guard, held):
                    continue
                for goal in goals:
                    if goal.number not in met:
                        met[goal.number] = (state, edge)
                for after in after_changes(edge.changes, held):
                    reached = (edge.target, self._plain(edge.target, after))
                    into.append(reached)
                    if reached not in parents:
                        parents[reached] = (state, edge)
                        if edge.pick is None:
                            queue.appendleft(reached)
                        else:
                            queue.append(reached)
        back = _reversed(onwards)
        fine = _before(good, back)
        trapped: dict[int, Way] = {}
        for state in onwards:
            if state not in fine and state[0] not in trapped:
                trapped[state[0]] = self._way(state, None, parents)
        complete = self.asking.beyond.number not in met
        ways = {number: self._way(*each, parents) for number, each in met.items()}
        found = Exploration(complete, len(onwards), ways, trapped)
        if complete:
            self._eventual(found, onwards, back, start)
        return found

    def _eventual(
        self,
        found: Exploration,
        onwards: dict[State, list[State]],
        back: dict[State, list[State]],
        start: State,
    ) -> None:
        """Check the rules that something can always come about, or has."""
        for index, rule in self.asking.eventual():
            holding = set()
            for number, held in onwards:
                spot = self.machine.spots[number]
                if spot.kind == "rest" and self.formulas.holds(
                    self._here(number, self.asking.of_rule(rule.expr, spot)), held
                ):
                    holding.add((number, held))
            fine = _before(holding, back)
            # A state may be come to after it has come about, and by a way on which it never has.
            before: dict[State, State | None] = {start: None}
            queue = deque([start] if start not in holding else [])
            while queue:
                state = queue.popleft()
                if state not in fine:
                    found.never[index] = self._retraced(state, before)
                    break
                for after, edge in self._onwards(state):
                    if after in before or after in holding:
                        continue
                    before[after] = state
                    if edge.pick is None:
                        queue.appendleft(after)
                    else:
                        queue.append(after)

    def _onwards(self, state: State) -> Iterator[tuple[State, Edge]]:
        """The states after one, each with the edge to it."""
        number, held = state
        for guard, edge, _ in self._out(number):
            if self.formulas.holds(guard, held):
                for after in after_changes(edge.changes, held):
                    yield (edge.target, self._plain(edge.target, after)), edge

    def _retraced(self, state: State, before: dict[State, State | None]) -> Way:
        """The edges by which a state was come to."""
        way: list[Edge] = []
        while (last := before[state]) is not None:
            way.append(next(edge for after, edge in self._onwards(last) if after == state))
            state = last
        return tuple(reversed(way))

    def _asked(self, number: int) -> list[tuple[Formula, Goal]]:
        known = self._aims.get(number)
        if known is None:
            spot = self.machine.spots[number]
            told = ((self._here(number, each), goal) for each, goal in self.asking.aims(spot))
            known = self._aims[number] = [pair for pair in told if pair[0] is not False]
        return known

    def _out(self, number: int) -> list[tuple[Formula, Edge, list[Goal]]]:
        known = self._edges.get(number)
        if known is None:
            if self.values is None:
                edges = self.machine.expand(self.machine.spots[number])
                guarded = [(edge.guard, edge) for edge in edges]
            else:
                live = self.values.live[number]
                guarded = [(self.values.guards[edge.number], edge) for edge in live]
            facts = self.asking.facts
            known = self._edges[number] = [
                (guard, edge, [facts[fact] for fact in edge.facts if fact in facts])
                for guard, edge in guarded
            ]
        return known

    def _settles(self, number: int, held: Held) -> bool:
        """Whether nothing more need be asked of a state: an ending, a stop, or being stuck."""
        spot = self.machine.spots[number]
        if spot.kind in ("stop", "beyond") or spot.unfollowed:
            return True
        if spot.kind != "rest":
            return False
        if self.machine.program.nodes[spot.passage].ends:
            return True
        stuck = self._stuck.get(number)
        if stuck is None:
            stuck = self._stuck[number] = self._here(number, self.machine.stuck(spot.key))
        return self.formulas.holds(stuck, held)

    def _here(self, number: int, formula: Formula) -> Formula:
        """A formula as far as the values of a spot leave it open: cuts tell no more apart."""
        if self.values is None:
            return formula
        return self.formulas.simplified(formula, self.values.boxes[number])

    def _plain(self, spot: int, held: Iterable[int]) -> Held:
        """The values with those that are not told apart from here on made one."""
        if self.values is None:
            return tuple(held)
        tables = self._tables.get(spot)
        if tables is None:
            tables = self._tables[spot] = _told_apart(self.values, spot)
        from_ = tuple(held)
        plain = [0] * len(from_)
        for name, table in tables:
            plain[name] = table[from_[name]]
        return tuple(plain)

    def _way(
        self,
        state: State,
        last: Edge | None,
        parents: dict[State, tuple[State, Edge] | None],
    ) -> Way:
        """The edges to a state, and one more where what happened is an edge."""
        way = [] if last is None else [last]
        while (before := parents[state]) is not None:
            way.append(before[1])
            state = before[0]
        return tuple(reversed(way))


def after_changes(made_of: Iterable[tuple[int, Change]], held: Sequence[int]) -> list[list[int]]:
    """The values after changes: more than one where luck decides."""
    made = [list(held)]
    for name, change in made_of:
        if change[0] == "any":
            made = [
                [*each[:name], value, *each[name + 1 :]]
                for each in made
                for value in bits(change[1])
            ]
        else:
            for each in made:
                each[name] = changes.after(change, each[name])
    return made


def _told_apart(values: Values, spot: int) -> list[tuple[int, list[int]]]:
    """The names that are still asked for, each with the lowest value of every value's kind."""
    names = range(len(values.machine.formulas.domains))
    told = ((name, told_apart(values, spot, name)) for name in names)
    return [(name, table) for name, table in told if table is not None]


def told_apart(values: Values, spot: int, name: int) -> list[int] | None:
    """The lowest value of every value's kind, None where a name is not asked for any more."""
    formulas = values.machine.formulas
    cuts = formulas.segment(values.cuts[spot], name)
    if not cuts:
        return None
    table = []
    first = 0
    for value in range(formulas.domains[name].size):
        if cuts >> value & 1:
            first = value
        table.append(first)
    return table


def _reversed(onwards: dict[State, list[State]]) -> dict[State, list[State]]:
    back: dict[State, list[State]] = {}
    for state, targets in onwards.items():
        for target in targets:
            back.setdefault(target, []).append(state)
    return back


def _before(good: Iterable[State], back: dict[State, list[State]]) -> set[State]:
    """The states from which some can be reached, these too."""
    fine = set(good)
    queue = list(fine)
    while queue:
        for before in back.get(queue.pop(), ()):
            if before not in fine:
                fine.add(before)
                queue.append(before)
    return fine
