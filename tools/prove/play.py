"""Directed play: ways to nearly everything that can happen.

Play begins at random, preferring what was not seen; then from saved prefixes (remember a way to
each spot, return there, explore from there: Ecoffet and others, "First return, then explore",
Nature 2021); then it chases each thing not seen yet: it stays within what can lead there and pushes
the names in its condition the right way.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from math import prod
from typing import Any

import attrs

from tools.prove import fast
from tools.prove.formula import Formula, bits
from tools.prove.goals import Goal
from tools.prove.machine import Edge
from tools.prove.runs import Runs
from tools.prove.values import Values

LONGEST = 30_000
"""Edges of one play."""

MOST_TABLED = 200_000
"""Combinations of values of a relation that are kept as a table."""

MOST_CUT = 200_000
"""Edges that are played again, about, to leave rounds out of a way."""

ABOUT = 8
"""Targets of one goal that play goes to at most, before they are asked for one by one."""

MOST_DULL = 4_000
"""Saved ways up to which some are saved that saw nothing new."""

MOST_MEASURED = 5_000
"""Spots within which a play goes towards a target."""

QUIET = 60
"""Edges without anything new after which a play ends."""


@attrs.define(eq=False)
class Arrays:
    """A machine's live edges in flat arrays; edges are numbered anew, spot by spot."""

    edges: list[Edge]
    out: Any
    targets: Any
    code: Any
    guards: Any
    atoms: Any
    looks: Any
    relations: Any
    parts: Any
    starts: Any
    steps: Any
    probes: Any
    asked: Any
    first: Any

    stack: Any

    @property
    def tables(self) -> tuple[Any, ...]:
        """What conditions are read with."""
        return self.code, self.atoms, self.looks, self.relations, self.parts, self.stack

    @property
    def graph(self) -> tuple[Any, ...]:
        """The edges, with their guards and what they change."""
        return self.out, self.targets, self.guards, self.starts, self.steps


class Coder:
    """Writes formulas and changes as numbers."""

    def __init__(self, values: Values) -> None:
        self.formulas = values.machine.formulas
        self.code: list[int] = []
        self.atoms: list[int] = []
        self.looks: list[int] = []
        self.relations: list[int] = []
        self.parts: list[int] = []
        self._places: dict[Formula, tuple[int, int]] = {}
        self._atoms: dict[tuple[int, int], int] = {}
        self._tables: dict[tuple[int, ...], int] = {}
        self._relations: dict[tuple[int, bool], int] = {}

    def place(self, formula: Formula) -> tuple[int, int]:
        """Where the code of a formula begins and ends."""
        known = self._places.get(formula)
        if known is None:
            first = len(self.code)
            if formula is not True:
                self._write(formula)
            known = self._places[formula] = (first, len(self.code))
        return known

    def _write(self, formula: Formula) -> None:
        if formula is True or formula is False:
            self.code.append(fast.TRUE if formula else fast.FALSE)
            return
        tag = formula[0]
        if tag == "a":
            self.code.append(self._atom(formula[1], formula[2]))
        elif tag == "r":
            self.code.append(fast.RELATION - self._relation(formula[1], formula[2]))
        else:
            for number, part in enumerate(formula[1]):
                self._write(part)
                if number:
                    self.code.append(fast.AND if tag == "&" else fast.OR)

    def _atom(self, name: int, mask: int) -> int:
        known = self._atoms.get((name, mask))
        if known is None:
            size = self.formulas.domains[name].size
            table = self.table(tuple(mask >> value & 1 for value in range(size)))
            known = self._atoms[name, mask] = len(self.atoms) // 2
            self.atoms += (name, table)
        return known

    def table(self, numbers: tuple[int, ...]) -> int:
        """Where a table begins."""
        known = self._tables.get(numbers)
        if known is None:
            known = self._tables[numbers] = len(self.looks)
            self.looks += numbers
        return known

    def _relation(self, number: int, wanted: bool) -> int:
        known = self._relations.get((number, wanted))
        if known is not None:
            return known
        relation = self.formulas.relations[number]
        domains = [self.formulas.domains[name] for name in relation.names]
        first = len(self.parts) // 2
        if relation.linear is not None:
            factors, constant, operator = relation.linear
            operators = ("<", "<=", "==", "!=", ">=", ">")
            if not wanted:
                operator = {"<": ">=", "<=": ">", "==": "!=", "!=": "==", ">=": "<", ">": "<="}[
                    operator
                ]
            kind, constant_part = operators.index(operator) + 1, constant
            self.parts += (
                each for pair in zip(relation.names, factors, strict=True) for each in pair
            )
        elif prod(domain.size for domain in domains) <= MOST_TABLED:
            kind = 0
            stride = 1
            for domain in domains:
                self.parts += (domain.index, stride)
                stride *= domain.size
            table = [0] * stride
            for at in range(stride):
                rest, held = at, []
                for domain in domains:
                    held.append(rest % domain.size)
                    rest //= domain.size
                table[at] = int(relation.may(tuple(held), wanted))
            constant_part = self.table(tuple(table))
        else:
            kind, constant_part = 7, 0
            self.parts += (each for domain in domains for each in (domain.index, 0))
        known = self._relations[number, wanted] = len(self.relations) // 4
        self.relations += (kind, first, len(relation.names), constant_part)
        return known

    def step(self, name: int, change: Any) -> tuple[int, ...]:
        """A change as a step: see `fast.cross`."""
        if change[0] == "t":
            return (name, 1, self.table(change[1]), 0, 0)
        if change[0] == "any":
            told = tuple(bits(change[1]))
            return (name, 2, self.table(told), len(told), 0)
        return (name, 0, *change)


class Player:
    """Plays a machine and remembers what was seen, and how to come there."""

    def __init__(self, values: Values, goals: Sequence[Goal]) -> None:
        self.values = values
        self.machine = values.machine
        self.formulas = values.machine.formulas
        self.goals = goals
        self._edge_numbers: dict[int, int] = {}
        self.probe_goals: list[tuple[int, Formula]] = []
        self.coder = Coder(values)
        self.arrays = self._flattened()
        edges, spots = len(self.arrays.edges), len(self.machine.spots)
        self.opened = fast.zeros(edges)
        self.met = fast.zeros(len(self.probe_goals))
        self.taken = fast.zeros(edges)
        self.fresh = fast.zeros(spots)
        self.path = fast.zeros(LONGEST + 8)
        self.can = fast.zeros(4096)
        self.cost = fast.zeros(4096)
        self.near = fast.whole([-1] * spots)
        self._measured = 0
        self.towards = fast.zeros(len(self.formulas.domains))
        self.chance = fast.whole([0x2545F4914F6CDD1D])
        self.runs = Runs(self.machine.start.number, self.arrays.first, spots, self.arrays)
        # The runs in which edges and probes were first seen, plus 1; 0 of those not seen.
        self.edge_runs = fast.zeros(edges + 1)
        self.probe_runs = fast.zeros(len(self.probe_goals) + 1)
        self.random = random.Random(1)
        self.plays = 0
        self.steps = 0
        self._learnt: dict[int, int] = {}
        self._learnt_runs: dict[int, int] = {}
        self._queue = fast.zeros(spots + 1)
        self._back = self._backwards()
        self._sources: Any = None
        self._latest: Any = None

    def _flattened(self) -> Arrays:
        values, coder = self.values, self.coder
        edges: list[Edge] = []
        out: list[int] = []
        targets: list[int] = []
        guards: list[int] = []
        starts: list[int] = []
        steps: list[int] = []
        probes: list[int] = []
        asked: list[int] = []
        by_spot: dict[int, dict[Formula, None]] = {}
        facts: set[tuple[int, Formula]] = {
            (edge.source, values.guards[edge.number]) for edges in values.live for edge in edges
        }
        for goal in self.goals:
            for spot, formula in goal.targets:
                if (spot, formula) not in facts:
                    by_spot.setdefault(spot, {})[formula] = None
        for number, live in enumerate(values.live):
            out.append(len(edges))
            probes.append(len(self.probe_goals))
            for formula in by_spot.get(number, ()):
                self.probe_goals.append((number, formula))
                asked += coder.place(formula)
            for edge in live:
                self._edge_numbers[edge.number] = len(edges)
                edges.append(edge)
                targets.append(edge.target)
                guards += coder.place(values.guards[edge.number])
                starts.append(len(steps) // 5)
                for name, change in edge.changes:
                    steps += coder.step(name, change)
        out.append(len(edges))
        probes.append(len(self.probe_goals))
        starts.append(len(steps) // 5)
        self.probe_numbers = {probe: number for number, probe in enumerate(self.probe_goals)}
        self.guard_edges: dict[tuple[int, Formula], int] = {}
        for number, edge in enumerate(edges):
            self.guard_edges.setdefault((edge.source, values.guards[edge.number]), number)
        first = [domain.start for domain in self.formulas.domains]
        # One number more, so that no array is empty.
        return Arrays(
            edges,
            *map(
                fast.whole,
                (
                    out,
                    [*targets, 0],
                    [*coder.code, 0],
                    [*guards, 0],
                    [*coder.atoms, 0],
                    [*coder.looks, 0],
                    [*coder.relations, 0],
                    [*coder.parts, 0],
                    starts,
                    [*steps, 0],
                    probes,
                    [*asked, 0],
                    first,
                    [0] * 4096,
                ),
            ),
        )

    # What was seen

    def is_met(self, target: tuple[int, Formula]) -> bool:
        """Whether a target was seen to hold."""
        edge = self.guard_edges.get(target)
        if edge is not None:
            return bool(self.opened[edge])
        number = self.probe_numbers[target]
        return bool(self._learnt[number] if number in self._learnt else self.met[number])

    def _place(self, target: tuple[int, Formula]) -> tuple[Any, int]:
        """Where it is noted that a target was seen to hold."""
        edge = self.guard_edges.get(target)
        if edge is not None:
            return self.opened, edge
        number = self.probe_numbers[target]
        return (self._learnt if number in self._learnt else self.met), number

    def way(self, target: tuple[int, Formula]) -> list[Edge]:
        """The edges that led to where a target held."""
        return [self.arrays.edges[each] for each in self.runs.path(*self.found(target))]

    def count(self, target: tuple[int, Formula]) -> int:
        """How many edges the way to a target has."""
        return self.found(target)[1]

    def seen(self) -> Iterator[tuple[int, int]]:
        """The runs in which anything was first seen, and after how many edges."""
        for runs, noted in ((self.edge_runs, self.opened), (self.probe_runs, self.met)):
            for run, count in zip(runs, noted, strict=False):
                if run and count:
                    yield int(run) - 1, int(count) - 1

    def found(self, target: tuple[int, Formula]) -> tuple[int, int]:
        """The run in which a target was seen to hold, and after how many edges."""
        edge = self.guard_edges.get(target)
        if edge is not None:
            return int(self.edge_runs[edge]) - 1, int(self.opened[edge]) - 1
        probe = self.probe_numbers[target]
        if probe in self._learnt:
            return self._learnt_runs[probe], self._learnt[probe] - 1
        return int(self.probe_runs[probe]) - 1, int(self.met[probe]) - 1

    def shortened(self, target: tuple[int, Formula], tries: int = 400) -> list[Edge]:
        """A way to a target, its rounds left out where it still leads there."""
        way = self.numbers(self.way(target))
        arrays = self.arrays
        if self._sources is None:
            self._sources = fast.whole([edge.source for edge in arrays.edges] or [0])
            self._latest = fast.whole([-1] * len(self.machine.spots))
        path = fast.whole([*way, 0])
        count = fast.shorten(
            self.machine.start.number,
            arrays.first,
            arrays.first.copy(),
            path,
            len(way),
            min(tries, 20 + MOST_CUT // (1 + len(way))),
            target[0],
            *self.coder.place(target[1]),
            self.chance,
            self._sources,
            fast.zeros(len(way) + 1),
            self._latest,
            arrays.graph,
            arrays.tables,
        )
        return [arrays.edges[int(edge)] for edge in path[:count]]

    def learn(self, target: tuple[int, Formula]) -> None:
        """Make a target known that is no goal's."""
        if target in self.probe_numbers or target in self.guard_edges:
            return
        self.probe_numbers[target] = len(self.probe_goals)
        self.probe_goals.append(target)
        self.coder.place(target[1])
        arrays, coder = self.arrays, self.coder
        arrays.code = fast.whole([*coder.code, 0])
        arrays.atoms = fast.whole([*coder.atoms, 0])
        arrays.looks = fast.whole([*coder.looks, 0])
        arrays.relations = fast.whole([*coder.relations, 0])
        arrays.parts = fast.whole([*coder.parts, 0])
        self._learnt.setdefault(self.probe_numbers[target], 0)

    def numbers(self, way: Sequence[Edge]) -> list[int]:
        """The numbers of edges in the arrays."""
        return [self._edge_numbers[edge.number] for edge in way]

    def note_target(self, target: tuple[int, Formula], run: int, count: int) -> None:
        """Note that a target held after some edges of a saved run."""
        edge = self.guard_edges.get(target)
        if edge is None:
            probe = self.probe_numbers[target]
            if probe in self._learnt:
                self._learnt[probe] = count + 1
                self._learnt_runs[probe] = run
            else:
                self.met[probe] = count + 1
                self.probe_runs[probe] = run + 1
        else:
            self.opened[edge] = count + 1
            self.edge_runs[edge] = run + 1

    # Playing

    def once(self, run: int, place: int, greedy: int, directed: bool = False) -> bool:
        """One play from a saved way; whether it saw anything new."""
        arrays = self.arrays
        self.plays += 1
        spot, held = self.runs.held(run, place)
        count, last = fast.play(
            spot,
            held,
            place,
            self.chance,
            LONGEST,
            QUIET,
            greedy,
            (self.towards, self.near),
            directed,
            arrays.graph,
            arrays.tables,
            (arrays.probes, arrays.asked),
            (self.opened, self.met, self.taken, self.fresh),
            self.plays,
            self.path,
            self.can,
        )
        self.steps += count
        if last >= 0 or (self.plays % 23 == 0 and len(self.runs) < MOST_DULL):
            number = self.runs.add(run, place, self.path, count)
            if last >= 0:
                self._note(spot, self.path, count, number)
        return last >= 0

    def _note(self, spot: int, path: Any, count: int, run: int) -> None:
        """Note in which run things along its own edges were first seen."""
        arrays = self.arrays
        notes = (self.opened, self.met, self.edge_runs, self.probe_runs)
        fast.note(spot, path, count, run, arrays.graph, arrays.probes, notes)

    def held(self, run: int, count: int) -> Any:
        """The values after some edges of a saved run."""
        return self.runs.held(run, count)[1]

    def retrace(self, path: Sequence[int]) -> None:
        """Go along a way as far as it still leads, and remember what is seen on it."""
        arrays = self.arrays
        self.plays += 1
        numbers = fast.whole([*path, -1])
        count = fast.retrace(
            self.machine.start.number,
            arrays.first.copy(),
            numbers,
            len(path),
            self.chance,
            arrays.graph,
            arrays.tables,
            (arrays.probes, arrays.asked),
            (self.opened, self.met, self.taken, self.fresh),
            self.plays,
        )
        self.steps += count
        run = self.runs.add(0, 0, numbers, count)
        self._note(self.machine.start.number, numbers, count, run)

    def keep(self, run: int, place: int, path: Sequence[int]) -> int:
        """Save how a run was gone on with, and play on from it."""
        kept = self.runs.add(run, place, fast.whole(path), len(path), always=True)
        for _ in range(12):
            self.once(kept, place + len(path), 60)
        return kept

    def explore(self, steps: int, waiting: Iterable[Sequence[tuple[int, Formula]]] = ()) -> None:
        """Play so many edges, from the start and from near what was not met yet.

        Of targets that come together, one is enough.
        """
        left = []
        for targets in waiting:
            some = targets[:: -(-len(targets) // ABOUT)]
            left.append([(*self._place(target), target) for target in some])
        quiet = 0
        stop = self.steps + steps
        while self.steps < stop and quiet < 6:
            news = 0
            left = [some for some in left if not any(seen[at] for seen, at, _ in some)]
            near = [target for some in left for _, _, target in some if target[0] in self.runs]
            for _ in range(200):
                choice = self.random.random()
                if choice < 0.15 or not near:
                    run = place = 0
                else:
                    run, place = self.random.choice(self.runs.to(self.random.choice(near)[0]))
                    back = place * self.random.random()
                    if choice < 0.8:
                        back = self.random.expovariate(1 / 60)
                    place = max(0, place - int(back))
                greedy = 70 if self.random.random() < 0.7 else 10
                news += self.once(run, place, greedy)
                if self.steps >= stop:
                    break
            for target in self.random.sample(near, min(40, len(near))):
                if not self.is_met(target):
                    news += self.chase(target, 12)
            quiet = 0 if news else quiet + 1

    def chase(self, target: tuple[int, Formula], tries: int) -> int:
        """Play towards one target; how many plays saw anything new."""
        spot, formula = target
        self._approach(spot)
        names = list(self.formulas.names(formula))
        news = 0
        for _ in range(tries):
            fast.fill(self.towards, 0)
            self._direct(formula)
            choice = self.random.random()
            run = place = 0
            if choice < 0.35 and spot in self.runs:
                run, place = self.random.choice(self.runs.to(spot))
                back = self.random.expovariate(1 / self.random.choice((20, 100, 400, 2000)))
                place = max(0, place - int(back))
            elif choice < 0.8 and names:
                run, place = self._setter(self.random.choice(names))
            news += self.once(run, place, 30, True)
            if self.is_met(target):
                break
        return news

    def _setter(self, name: int) -> tuple[int, int]:
        """A way to a spot from which an edge changes a name."""
        setters = self._setters.get(name, ())
        for _ in range(6 if setters else 0):
            edge = self.random.choice(setters)
            source = self.arrays.edges[edge].source
            if self.opened[edge] and self.near[source] >= 0 and source in self.runs:
                return self.random.choice(self.runs.to(source))
        return 0, 0

    @property
    def _setters(self) -> dict[int, list[int]]:
        if not hasattr(self, "_setters_known"):
            known: dict[int, list[int]] = {}
            for number, edge in enumerate(self.arrays.edges):
                for name, _ in edge.changes:
                    known.setdefault(name, []).append(number)
            self._setters_known = known
        return self._setters_known

    def _approach(self, spot: int) -> None:
        """Measure how near spots are to one, in edges; -1 of those from which it is too far."""
        self._measured = fast.approach(
            spot, self._back, self.near, self._queue, self._measured, MOST_MEASURED
        )

    def _backwards(self) -> tuple[Any, Any]:
        """Where the edges into each spot begin, and where they come from."""
        first: list[int] = []
        sources: list[int] = []
        for into in self.values.back:
            first.append(len(sources))
            sources += [edge.source for edge in into]
        first.append(len(sources))
        return fast.whole(first), fast.whole([*sources, 0])

    def _direct(self, formula: Formula) -> None:
        if formula is True or formula is False:
            return
        tag = formula[0]
        if tag == "a":
            name, mask = formula[1], formula[2]
            domain = self.formulas.domains[name]
            top, low = mask >> (domain.size - 1) & 1, mask & 1
            weight = 15 if domain.size == 2 else 1 if domain.size > 20 else 5
            if top and not low:
                self.towards[name] = weight
            elif low and not top:
                self.towards[name] = -weight
            elif not (top or low):
                self.towards[name] = self.random.choice((-weight, weight))
        elif tag == "&":
            for part in formula[1]:
                self._direct(part)
        elif tag == "|":
            self._direct(self.random.choice(formula[1]))
        else:
            for name in self.formulas.relations[formula[1]].names:
                self.towards[name] = self.random.choice((-1, 1))
