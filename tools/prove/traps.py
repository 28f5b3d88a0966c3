"""States from which no ending can be reached any more, in stories too large to explore.

Loop by loop, from the story's end: the combinations of a few names from which a way out of the
loop surely opens are found backwards; where the others may be reached, a way out is searched from
a state that was played to. It names what matters and joins the abstraction; where there is none,
the state is the witness of a trap.
"""

from collections import deque
from collections.abc import Sequence
from typing import TypeAlias

import attrs

from tools.prove.decide import Decider
from tools.prove.explicit import after_changes, told_apart
from tools.prove.formula import Formula, both, either
from tools.prove.machine import Edge
from tools.prove.slices import Product

MOST_SEARCHED = 20_000
"""States searched for a way out of a loop."""

MOST_ROUNDS = 40
"""Refinements of one loop, and one more for each of its spots."""

FEW = 10_000
"""Combinations of values from which on names that were needed elsewhere in a loop are left out."""


_State: TypeAlias = tuple[int, tuple[int, ...]]


@attrs.define(eq=False)
class Traps:
    """Ways to states that no ending follows on, by spot, and the bounds hit, by spot."""

    found: dict[int, tuple[Edge, ...]] = attrs.field(factory=dict)
    unknown: dict[int, str] = attrs.field(factory=dict)


class Trapper:
    """Looks for traps with what a decider knows."""

    def __init__(self, decider: Decider) -> None:
        self.decider = decider
        self.values = decider.values
        self.machine = decider.machine
        self.formulas = decider.formulas
        self.player = decider.player
        self.traps = Traps()
        self._ends: dict[int, Formula] = {}
        self._inside: set[int] | None = None
        self._names: tuple[int, ...] = ()
        self._places: frozenset[int] = frozenset()
        self._tables: dict[int, list[list[int] | None]] = {}

    def search(self) -> Traps:
        """Every loop of the story."""
        values = self.values
        for component in reversed(values.components):
            first = component[0]
            if len(component) > 1 or values.looped(first):
                self._loop(component)
        return self.traps

    def _loop(self, component: tuple[int, ...]) -> None:
        values = self.values
        inside = set(component)
        names: frozenset[int] = frozenset()
        settled: set[int] = set()
        safe: set[int] = set()
        too_large: dict[int, str] = {}
        at = component[0]
        for _ in range(MOST_ROUNDS + len(component)):
            product = self.decider.product(names)
            shut = self._shut_in(component, inside, product, safe)
            safe |= inside - shut.keys()
            left = {spot: each for spot, each in shut.items() if spot not in settled}
            for each in too_large.keys() & safe:
                del too_large[each]
            self.traps.unknown.update(too_large)
            for each in self.traps.unknown.keys() & safe:
                del self.traps.unknown[each]
            if not left:
                return
            more: frozenset[int] = frozenset()
            needed: frozenset[int] = frozenset()
            for spot in sorted(left, key=values.position.__getitem__):
                told = self._look(spot, shut, product, inside)
                if told is None:
                    settled.add(spot)
                    continue
                if told - names:
                    more, needed, at = names | told, told, spot
                    break
                settled.add(spot)
                self.traps.unknown[spot] = f"{len(names)} names of a loop"
            if not more:
                return
            if self.decider.size(more) > FEW:
                # What other spots of the loop needed is known of them by now.
                more -= names - needed
            if self.decider.size(more) > self.decider.bounds.combinations:
                # It may still be safe by what is found out of other spots.
                bound = f"{self.decider.bounds.combinations:,} combinations of values"
                too_large[at] = bound
                settled.add(at)
                continue
            names = more
        self.traps.unknown.update(
            dict.fromkeys(left.keys() - settled, f"{MOST_ROUNDS} rounds of refining a loop")
        )

    def _shut_in(
        self, component: tuple[int, ...], inside: set[int], product: Product, safe: set[int]
    ) -> dict[int, int]:
        """For each spot the combinations from which no way out surely opens.

        From a spot that is safe one does, whatever the values.
        """
        values = self.values
        out: dict[int, int] = {}
        waiting: deque[int] = deque()
        queued: set[int] = set()
        for spot in component:
            opens = product.all if spot in safe else product.of(self._settled(spot), True)
            for edge in values.live[spot]:
                if edge.target not in inside or edge.target in safe:
                    opens |= product.of(values.guards[edge.number], True)
            opens |= self._whatever(spot, out, inside, product, safe)
            if opens:
                out[spot] = opens
                waiting.append(spot)
                queued.add(spot)
        while waiting:
            here = waiting.popleft()
            queued.discard(here)
            for edge in values.back[here]:
                source = edge.source
                if source not in inside:
                    continue
                told = product.before(edge, out[here])
                told &= product.of(values.guards[edge.number], True)
                told |= self._whatever(source, out, inside, product, safe)
                merged = out.get(source, 0) | told
                if merged != out.get(source, 0):
                    out[source] = merged
                    if source not in queued:
                        queued.add(source)
                        waiting.append(source)
        return {spot: left for spot in component if (left := product.box(spot) & ~out.get(spot, 0))}

    def _whatever(
        self,
        spot: int,
        out: dict[int, int],
        inside: set[int],
        product: Product,
        safe: set[int],
    ) -> int:
        """The combinations of a spot where the story moves by itself from which every move is out.

        One of its moves is always open, whatever the names that are left out.
        """
        live = self.values.live[spot]
        if self.machine.spots[spot].kind == "rest" or not live:
            return 0
        held = 0
        for edge in live:
            if edge.target in inside and edge.target not in safe:
                onwards = product.before(edge, out.get(edge.target, 0))
                held |= product.opened(edge) & ~onwards
        return product.all & ~held

    def _settled(self, number: int) -> Formula:
        """Where a spot is as good as an ending: it is stuck there, which is reported on its own."""
        known = self._ends.get(number)
        if known is None:
            known = self._ends[number] = self._where_settled(number)
        return known

    def _where_settled(self, number: int) -> Formula:
        spot = self.machine.spots[number]
        if spot.kind in ("stop", "beyond") or spot.unfollowed:
            return True
        if spot.kind != "rest":
            return False
        return self.machine.stuck(spot.key)

    def _look(
        self, spot: int, shut: dict[int, int], product: Product, inside: set[int]
    ) -> frozenset[int] | None:
        """Names that open a way out of some combinations; None where the spot is settled."""
        left = shut[spot]
        hit = self._played(spot, left, product)
        if hit is None:
            target = (spot, self._formula(left, product))
            self.player.learn(target)
            answer, bound = self.decider.decide(target)
            if answer == "no":
                return None
            if answer == "unknown":
                self.traps.unknown[spot] = bound
                return None
            hit = self.player.found(target)
        run, count = hit
        found = self._escape(spot, self.player.held(run, count), inside, product, shut)
        if found is None:
            self.traps.unknown[spot] = f"{MOST_SEARCHED:,} states searched for a way out"
            return None
        if not found:
            edges = self.player.arrays.edges
            way = [edges[each] for each in self.player.runs.path(run, count)]
            self.traps.found[spot] = tuple(way)
            return None
        # Where the story moves by itself any move may do: first what the player is asked counts.
        names = set(self.formulas.names(self._settled(found[-1].target)))
        for edge in found:
            if self.machine.spots[edge.source].kind == "rest":
                names |= self.formulas.names(self.values.guards[edge.number])
        if names <= set(product.names):
            for edge in found:
                names |= self.formulas.names(self.values.guards[edge.number])
        return frozenset(names)

    def _played(self, spot: int, left: int, product: Product) -> tuple[int, int] | None:
        """A saved way to a spot that ends in one of some combinations."""
        for run, count in self.player.runs.to(spot):
            number = product.number(self.player.held(run, count))
            if number >= 0 and left >> number & 1:
                return run, count
        return None

    def _escape(
        self,
        spot: int,
        held: Sequence[int],
        inside: set[int],
        product: Product,
        shut: dict[int, int],
    ) -> tuple[Edge, ...] | None:
        """A way out of a loop from a state, empty where there is none, None where it is too far.

        It leads to where a way out surely opens, by what the product knows of the loop.
        """
        formulas, values = self.formulas, self.values
        now = [int(value) for value in held]
        names = self._asked(inside, product)
        first = (spot, self._plain(spot, names, now))
        before: dict[_State, tuple[_State, Edge] | None] = {first: None}
        queue = deque([first])

        def way(state: _State, last: tuple[Edge, ...]) -> tuple[Edge, ...]:
            edges = list(last)
            while (step := before[state]) is not None:
                edges.append(step[1])
                state = step[0]
            return tuple(reversed(edges))

        while queue:
            state = queue.popleft()
            at, told = state
            for name, value in zip(names, told, strict=True):
                now[name] = value
            number = product.number(now)
            if number >= 0 and (product.box(at) & ~shut.get(at, 0)) >> number & 1:
                return way(state, ())
            settled = self._settled(at)
            if settled is not False and formulas.holds(settled, now):
                return way(state, ()) or tuple(values.live[at][:1])
            for edge in values.live[at]:
                if not formulas.holds(values.guards[edge.number], now):
                    continue
                if edge.target not in inside:
                    return way(state, (edge,))
                # What the loop does not ask for has no part in it.
                changed = tuple(each for each in edge.changes if each[0] in self._places)
                for after in after_changes(changed, now):
                    reached = (edge.target, self._plain(edge.target, names, after))
                    if reached not in before:
                        before[reached] = (state, edge)
                        queue.append(reached)
            if len(before) > MOST_SEARCHED:
                return None
        return ()

    def _asked(self, inside: set[int], product: Product) -> tuple[int, ...]:
        """The names that the spots of a loop ask for, and those of a product."""
        if self._inside is not inside or not self._places.issuperset(product.names):
            told = set(product.names)
            for spot in inside:
                told |= self.formulas.names(self._settled(spot))
                for edge in self.values.live[spot]:
                    told |= self.formulas.names(self.values.guards[edge.number])
            self._inside, self._tables = inside, {}
            self._names = tuple(sorted(told))
            self._places = frozenset(told)
        return self._names

    def _plain(self, spot: int, names: tuple[int, ...], held: Sequence[int]) -> tuple[int, ...]:
        """The values of names with those that are not told apart from here on made one."""
        tables = self._tables.get(spot)
        if tables is None:
            tables = self._tables[spot] = [told_apart(self.values, spot, each) for each in names]
        return tuple(
            0 if table is None else table[held[name]]
            for name, table in zip(names, tables, strict=True)
        )

    def _formula(self, combinations: int, product: Product) -> Formula:
        """Combinations as a formula."""
        names = product.names
        known: dict[tuple[int, int], Formula] = {}

        def told(part: int, level: int) -> Formula:
            if not part:
                return False
            if level < 0:
                return True
            if (part, level) in known:
                return known[part, level]
            name = names[level]
            stride, size = product.strides[name], product.sizes[name]
            masks: dict[int, int] = {}
            low = (1 << stride) - 1
            for value in range(size):
                inner = part >> (value * stride) & low
                real = product.lows[name] + value * product.grains[name]
                masks[inner] = masks.get(inner, 0) | 1 << real
            every = 0
            for value in range(size):
                every |= 1 << (product.lows[name] + value * product.grains[name])
            made = either(
                both((True if mask == every else ("a", name, mask), told(inner, level - 1)))
                for inner, mask in masks.items()
                if inner
            )
            known[part, level] = made
            return made

        return told(combinations, len(names) - 1)
