"""What values each name can have at each spot: sound, quick, and each name on its own.

Forwards: the values that may arrive (a collecting semantics over the Cartesian product of value
sets; Cousot and Cousot, "Abstract interpretation", POPL 1977). Backwards: which values are still
told apart by what is asked for later (cut points).
"""

import heapq
from collections.abc import Callable, Iterable

import attrs

from game.model.graph import Graph
from game.model.story import PassageId
from tools.prove import change as changes
from tools.prove.formula import Box, Formula, Formulas
from tools.prove.machine import Edge, Machine, Spot

MOST_SPOTS_EACH = 60
"""Spots for each passage of a story from which on what is not reached yet is left open."""

MOST_SAME = 2_000
"""Boxes among which an equal one is looked for."""

MOST_SPOTS = 3_000
"""As many spots a story may have in any case."""


@attrs.define(eq=False)
class Values:
    """The boxes of a machine's spots. Without its `box` a spot cannot be reached."""

    machine: Machine
    boxes: list[Box]
    order: list[int]
    """Numbers of the spots that can be reached, roughly in the order of the story."""
    position: list[int]
    """Where in the order each spot stands, -1 of those that cannot be reached."""
    components: list[tuple[int, ...]]
    """The strongly connected components of what can be reached, in topological order."""
    component: list[int]
    guards: list[Formula]
    """The guards of edges, simplified for where they stand; False of those that never open."""
    cuts: list[Box]
    live: list[list[Edge]]
    """The edges out of each spot that may open."""
    back: list[list[Edge]]
    steps: int = 0

    def at(self, spot: int, name: int) -> int:
        """The mask of values a name may have at a spot."""
        return self.machine.formulas.segment(self.boxes[spot], name)

    def looped(self, spot: int) -> bool:
        """Whether the story can come back to a spot."""
        if len(self.components[self.component[spot]]) > 1:
            return True
        return any(edge.target == spot for edge in self.live[spot])


def value_sets(machine: Machine, told: Callable[[int], None] = lambda _: None) -> Values:
    """The values of a machine, which is built as far as they allow."""
    formulas = machine.formulas
    rank = _ranks(machine)
    most = max(MOST_SPOTS, MOST_SPOTS_EACH * len(machine.story.passages))
    boxes: list[Box] = [0] * len(machine.spots)
    start = machine.start.number
    boxes[start] = formulas.initial()
    heap = [(rank(machine.start), start)]
    waiting = {start}
    steps = 0
    # Few of the boxes differ: the equal ones are one, and are crossed alike by equal edges.
    same: dict[Box, Box] = {}
    arrivals: dict[tuple[int, int, int], Box] = {}
    while heap:
        number = heapq.heappop(heap)[1]
        waiting.discard(number)
        if len(same) > MOST_SAME:  # those that only came about on the way are let go
            same.clear()
            arrivals.clear()
        box = boxes[number] = same.setdefault(boxes[number], boxes[number])
        spot = machine.spots[number]
        if not spot.expanded and len(machine.spots) > most:
            machine.bounds[f"more than {most} spots of story and context"] = None
            spot.expanded = spot.unfollowed = True
        for edge in spot.out if spot.expanded else machine.expand(spot):
            steps += 1
            guard, made, target = edge.guard, edge.changes, edge.target
            if guard is True:
                arriving = crossed(machine, edge, box) if made else box
            elif guard[0] in "ar":
                arriving = crossed(machine, edge, formulas.restricted(guard, box))
            else:
                key = (id(guard), id(made), id(box))
                known = arrivals.get(key)
                if known is None:
                    arriving = crossed(machine, edge, formulas.restricted(guard, box))
                    known = arrivals[key] = same.setdefault(arriving, arriving)
                arriving = known
            if not arriving:
                continue
            if target >= len(boxes):
                boxes += [0] * (len(machine.spots) - len(boxes))
            before = boxes[target]
            if before is arriving:
                continue
            merged = before | arriving
            if merged != before:
                boxes[target] = arriving if merged == arriving else merged
                if target not in waiting:
                    waiting.add(target)
                    heapq.heappush(heap, (rank(machine.spots[target]), target))
        if not steps & 4095:
            told(len(machine.spots))
    boxes += [0] * (len(machine.spots) - len(boxes))
    same.clear()
    arrivals.clear()
    machine.settle()
    boxes = [same.setdefault(box, box) for box in boxes]
    return _arranged(machine, boxes, steps)


def crossed(machine: Machine, edge: Edge, box: Box) -> Box:
    """The box that an edge makes of one; 0 of none."""
    if not box:
        return 0
    domains = machine.formulas.domains
    for name, change in edge.changes:
        domain = domains[name]
        segment = (box >> domain.offset) & domain.full
        made = changes.image(change, segment)
        if made != segment:
            box ^= (segment ^ made) << domain.offset
    return box


def _ranks(machine: Machine) -> Callable[[Spot], tuple[int, int, int]]:
    """An order of spots by the story's: passages by a depth-first search's finishing times."""
    graph = Graph.of(machine.story)

    def onwards_of(passage: PassageId) -> tuple[PassageId, ...]:
        return (*graph.edges.get(passage, ()), *graph.scenes.get(passage, ()))

    done: dict[str, int] = {}
    seen: set[str] = set()
    for root in (graph.start, *graph.events):
        if root in seen:
            continue
        seen.add(root)
        trail = [(root, iter(onwards_of(root)))]
        while trail:
            here, onwards = trail[-1]
            for target in onwards:
                if target not in seen:
                    seen.add(target)
                    trail.append((target, iter(onwards_of(target))))
                    break
            else:
                trail.pop()
                done[here] = len(done)
    last = len(done)

    def rank(spot: Spot) -> tuple[int, int, int]:
        stack = spot.key[3]
        below = stack[0][0] if stack else spot.key[1]
        return (last - done.get(below, 0), len(stack), last - done.get(spot.key[1], 0))

    return rank


def _arranged(machine: Machine, boxes: list[Box], steps: int) -> Values:
    formulas = machine.formulas
    count = len(machine.spots)
    guards: list[Formula] = [False] * len(machine.edges)
    live: list[list[Edge]] = []
    back: list[list[Edge]] = [[] for _ in range(count)]
    settled = Settled(formulas)
    for spot in machine.spots:
        box = boxes[spot.number]
        opened = []
        for edge in spot.out if box else ():
            guard = settled(edge.guard, box)
            if guard is not False:
                guards[edge.number] = guard
                opened.append(edge)
        live.append(spot.out if len(opened) == len(spot.out) else opened)
    for edge in machine.edges:
        if guards[edge.number] is not False:
            back[edge.target].append(edge)
    component, components = strong_components(
        count, lambda number: (edge.target for edge in live[number]), (machine.start.number,)
    )
    order = [number for each in components for number in each]
    position = [-1] * count
    for place, number in enumerate(order):
        position[number] = place
    return Values(
        machine,
        boxes,
        order,
        position,
        components,
        component,
        guards,
        [0] * count,
        live,
        back,
        steps,
    )


class Settled:
    """What formulas come to within boxes, each time the same objects for the same two."""

    def __init__(self, formulas: Formulas) -> None:
        self._formulas = formulas
        self._known: dict[tuple[int, int], tuple[Formula, Box, Formula]] = {}
        self._same: dict[Formula, Formula] = {}

    def __call__(self, formula: Formula, box: Box) -> Formula:
        """See `Formulas.settled`."""
        if formula is True or formula is False:
            return formula
        if formula[0] == "a":
            return self._formulas.simplified(formula, box)
        key = (id(formula), id(box))
        known = self._known.get(key)
        if known is None or known[0] is not formula or known[1] is not box:
            told = self._formulas.settled(formula, box)
            if told is not True and told is not False:
                told = self._same.setdefault(told, told)
            known = self._known[key] = (formula, box, told)
        return known[2]


def find_cuts(values: Values, probes: Iterable[tuple[int, Formula]]) -> None:
    """Find the cuts of each spot: what conditions and probes ask for there or later."""
    machine = values.machine
    cuts = values.cuts
    probed: dict[int, list[Formula]] = {}
    for number, formula in probes:
        if formula is not True:
            probed.setdefault(number, []).append(formula)

    def asked_at(number: int) -> Box:
        told: Box = 0
        for edge in values.live[number]:
            if (guard := values.guards[edge.number]) is not True:
                told |= _asked(machine, guard)
        for formula in probed.get(number, ()):
            told |= _asked(machine, formula)
        return same.setdefault(told, told)

    domains = machine.formulas.domains
    same: dict[Box, Box] = {}
    for component in reversed(values.components):
        if len(same) > MOST_SAME:
            same.clear()
        asked = {number: asked_at(number) for number in component}
        work = list(component)
        waiting = set(component)
        while work:
            number = work.pop()
            waiting.discard(number)
            told = asked[number]
            for edge in values.live[number]:
                before = cuts[edge.target]
                for name, change in edge.changes:
                    domain = domains[name]
                    segment = (before >> domain.offset) & domain.full
                    if segment:
                        made = changes.cuts_before(change, segment, domain.full)
                        before ^= (segment ^ made) << domain.offset
                told |= before
            if told != cuts[number]:
                cuts[number] = told
                for edge in values.back[number]:
                    if edge.source in asked and edge.source not in waiting:
                        waiting.add(edge.source)
                        work.append(edge.source)
        for number in component:
            cuts[number] = same.setdefault(cuts[number], cuts[number])


def _asked(machine: Machine, formula: Formula) -> Box:
    if formula is True or formula is False:
        return 0
    domains = machine.formulas.domains
    tag = formula[0]
    told: Box = 0
    if tag == "a":
        domain = domains[formula[1]]
        mask: int = formula[2]
        told = ((mask ^ (mask << 1)) & domain.full & ~1) << domain.offset
    elif tag == "r":
        for name in machine.formulas.relations[formula[1]].names:
            told |= (domains[name].full & ~1) << domains[name].offset
    else:
        for part in formula[1]:
            told |= _asked(machine, part)
    return told


def strong_components(
    count: int, onwards: Callable[[int], Iterable[int]], roots: Iterable[int]
) -> tuple[list[int], list[tuple[int, ...]]]:
    """For each number its component, -1 if not reached, and the components in topological order.

    Tarjan, "Depth-first search and linear graph algorithms", 1972, without recursion.
    """
    index = [0] * count
    low = [0] * count
    component = [-1] * count
    found: list[tuple[int, ...]] = []
    stack: list[int] = []
    clock = 1
    for root in roots:
        if index[root]:
            continue
        index[root] = low[root] = clock
        clock += 1
        stack.append(root)
        trail = [(root, iter(onwards(root)))]
        while trail:
            here, targets = trail[-1]
            for target in targets:
                if not index[target]:
                    index[target] = low[target] = clock
                    clock += 1
                    stack.append(target)
                    trail.append((target, iter(onwards(target))))
                    break
                if component[target] < 0:
                    low[here] = min(low[here], index[target])
            else:
                trail.pop()
                if trail:
                    low[trail[-1][0]] = min(low[trail[-1][0]], low[here])
                if low[here] == index[here]:
                    members = []
                    while True:
                        member = stack.pop()
                        component[member] = len(found)
                        members.append(member)
                        if member == here:
                            break
                    found.append(tuple(reversed(members)))
    last = len(found) - 1
    return [last - each if each >= 0 else -1 for each in component], found[::-1]
