"""Decides goals one by one: a way there, a proof that there is none, or the bound that was hit.

Counterexample-guided refinement (Clarke and others, 2000): a small abstraction either proves that
a target cannot be reached, or steers play towards it; the names that stop that play join it.
"""

from collections.abc import Callable, Mapping, Sequence
from math import gcd, prod
from typing import Any, Literal, TypeAlias

import attrs

from tools.prove import fast
from tools.prove.formula import Formula, bits
from tools.prove.goals import Goal
from tools.prove.machine import Edge
from tools.prove.play import Player
from tools.prove.reach import Layers, Reach, Reacher
from tools.prove.slices import Hull, Product
from tools.prove.values import Values
from tools.prove.windows import Around, Layout

Answer: TypeAlias = Literal["yes", "no", "unknown"]
Target: TypeAlias = tuple[int, Formula]

MANY = 6
"""Targets of a goal from which on they are refuted together, if they can be."""


MOST_PLAIN = 4096
"""Combinations of the values of a condition's own names that are tried before all else."""

MOST_ROOM = 1 << 30
"""Bits of abstractions that are kept for the next question."""

MOST_FOLLOWED = 1_000
"""Edges that are followed towards a target."""

MOST_BEGUN = 16
"""Saved ways with which a search begins: so many that are near by layer, and by place."""

MOST_MARKED = 4096
"""Parts of a condition that are told apart where it does not hold."""

MOST_PROBED = 120
"""Saved ways that are looked at for one to begin with."""

MOST_AROUND = 16
"""Spots whose windows are kept for the next question."""

CHASES = (12, 400)
"""Plays towards a target before it is asked for, and before what stayed unknown is asked again:
a play costs little, and finds what a proof has no room for.
"""

MOST_OPEN = 12
"""Targets of a goal that stay unknown, after which the others are not asked for."""


@attrs.frozen
class Bounds:
    """How much work is done, in counted steps, so that every machine says the same.

    `states` are those of a story that is explored as a whole; `combinations` of names' values in
    one abstraction, four times as many where a question is asked again, `names` of it, `rounds` of
    refining it and `steps` of it for one question; `plays` are edges played for each thing that is
    not seen yet, and `searched` the states that are searched for a question that is left.
    """

    states: int = 12_000
    combinations: int = 1 << 19
    names: int = 16
    rounds: int = 24
    steps: int = 2_000_000
    plays: int = 400
    tries: int = 16
    searched: int = 160_000


@attrs.define(eq=False)
class Decision:
    """What was found out about a goal: a way where it can happen, a bound where nothing was."""

    answer: Answer
    way: tuple[Edge, ...] = ()
    shortest: bool = False
    bound: str = ""


class Decider:
    """Decides targets of one machine."""

    def __init__(self, values: Values, player: Player, bounds: Bounds) -> None:
        self.values = values
        self.machine = values.machine
        self.formulas = values.machine.formulas
        self.player = player
        self.bounds = bounds
        self.impossible: set[Target] = set()
        self.refuted: dict[Target, tuple[frozenset[int], int]] = {}
        self.hints: dict[str, tuple[frozenset[int], int]] = {}
        self.key_of: Callable[[Target], str] = lambda _: ""
        self.asked = 0
        self.proved_by: frozenset[int] = frozenset()
        """The names of the last abstraction that proved anything."""
        self.work = 0
        self._last: tuple[Product, Reach, Mapping[int, int]] | None = None
        self.hulls = self._reached_values()
        self._products: dict[frozenset[int], Product] = {}
        self._around: dict[int, Around] = {}
        self.reacher = Reacher(Layout(values))
        self._order = fast.whole(values.order)
        spots = len(self.machine.spots)
        self._local = fast.whole([-1] * spots)
        self._seen = fast.zeros(spots)
        self._marks, self._begins = fast.zeros(MOST_MARKED), fast.zeros(4096)
        self._inside = fast.whole([-1] * len(self.formulas.domains))
        self._blame = fast.zeros(len(self.formulas.domains))

    def _reached_values(self) -> list[Hull]:
        """The values each name has anywhere."""
        union = 0
        for box in self.values.boxes:
            union |= box
        hulls = []
        for domain in self.formulas.domains:
            told = list(bits((union >> domain.offset) & domain.full or 1))
            grain = gcd(*(value - told[0] for value in told)) or 1
            hulls.append(Hull(told[0], grain, (told[-1] - told[0]) // grain + 1))
        return hulls

    def size(self, names: frozenset[int]) -> int:
        """How many combinations of values names have."""
        return prod(self.hulls[name].size for name in names)

    def _bits(self, name: int) -> int:
        return self.hulls[name].size.bit_length()

    def product(self, names: frozenset[int]) -> Product:
        """The combinations of some names."""
        known = self._products.get(names)
        if known is None:
            room = sum(product.room for product in self._products.values())
            if len(self._products) > 60 or room > MOST_ROOM:
                self._products.clear()
            known = self._products[names] = Product(self.values, names, self.hulls)
        return known

    def decided(self, target: Target) -> Answer | None:
        """What is known of a target."""
        if target in self.impossible:
            return "no"
        return "yes" if self.player.is_met(target) else None

    def decide(self, target: Target, effort: int = 1) -> tuple[Answer, str]:
        """Decide a target, and the bound that was hit where it stays unknown."""
        known = self.decided(target)
        if known is not None:
            return known, ""
        if self.refutes(target):
            return "no", ""
        answer, bound = self._decide(target, effort)
        if answer == "no":
            self.impossible.add(target)
        return answer, bound

    def hinted(self, target: Target) -> bool:
        """Whether a target was refuted before."""
        return bool(self.hints) and self.key_of(target) in self.hints

    def plainly_not(self, target: Target) -> bool:
        """Whether the names of a target's own condition, and what lies near, refute it."""
        names = self.formulas.names(target[1])
        return self.size(names) <= MOST_PLAIN and self._refutes(target, names, 0)

    def refutes(self, target: Target) -> bool:
        """Whether a target is refuted by the names that were enough when it was asked before."""
        hint = self.hints.get(self.key_of(target)) if self.hints else None
        if hint is None or self.size(hint[0]) > self.bounds.combinations:
            return False
        return self._refutes(target, *hint)

    def _refutes(self, target: Target, names: frozenset[int], which: int) -> bool:
        """Whether some names refute a target within one of its windows."""
        window = self.around(target[0])[which]
        if window is None:
            return False
        product = self.product(names)
        goals = {target[0]: product.of(target[1])}
        told = self.reacher.alive(product, window, goals, self.bounds.steps, all_of_it=False)
        if told is None or told.entered:
            return False
        self.work += told.work
        self.impossible.add(target)
        self.refuted[target] = (names, which)
        return True

    def _decide(self, target: Target, effort: int) -> tuple[Answer, str]:
        self._last = None
        answer, bound = self._refined(target, effort)
        if answer == "unknown" and self._last is not None and self._searched(target, *self._last):
            return "yes", ""
        return answer, bound

    def _refined(self, target: Target, effort: int) -> tuple[Answer, str]:
        spot, formula = target
        bounds = self.bounds
        most = bounds.combinations << 2 * (effort - 1)
        self.asked += 1
        names = self.formulas.names(formula)
        while self.size(names) > most and len(names) > 1:
            names = names - {max(names, key=lambda name: self.hulls[name].size)}
        if self.size(names) > most:
            names = frozenset()
        around = self.around(spot)
        which = 0
        stalled = 0
        spent = 0
        for round_ in range(bounds.rounds * effort):
            window = around[which]
            assert window is not None  # it was looked for before it was gone to
            product = self.product(names)
            goals = {spot: product.of(formula)}
            reach = self.reacher.alive(product, window, goals, bounds.steps * effort - spent)
            if reach is None:
                return "unknown", f"{bounds.steps * effort:,} steps of one question"
            spent += reach.work
            self.work += reach.work
            if not reach.entered:
                self.refuted[target] = (names, which)
                self.proved_by = names
                return "no", ""
            self._last = product, reach, goals
            done, blamed = self._steer(target, product, reach, goals, effort)
            if done:
                return "yes", ""
            stalled += 1
            more = self._more(names, blamed, most)
            if more is None or stalled >= 3:
                if around[which + 1] is not None:
                    which += 1
                    stalled = 0
                    continue
                if more is None:
                    too_many = any(self.size(names | {name}) > most for name in blamed)
                    if too_many:
                        return "unknown", f"{most:,} combinations of values"
                    if round_ + 1 >= 6 * effort:
                        return "unknown", f"{bounds.tries * effort} guided plays"
                    continue
            if len(more) > bounds.names * effort:
                return "unknown", f"{bounds.names * effort} names at once"
            names = more
        return "unknown", f"{bounds.rounds * effort} rounds of refining"

    def refute(self, targets: Sequence[Target], names: frozenset[int]) -> bool:
        """Whether none of many targets can be reached: all asked at once, over some names."""
        if self.size(names) > self.bounds.combinations:
            return False
        product = self.product(names)
        wanted: dict[int, int] = {}
        for spot, formula in targets:
            wanted[spot] = wanted.get(spot, 0) | product.of(formula)
        around = Around(self.reacher.layout, wanted)
        which = 0
        while (window := around[which]) is not None:
            which += 1
            if not all(window.holds(self.values.position[spot]) for spot in wanted):
                continue
            told = self.reacher.alive(product, window, wanted, self.bounds.steps, all_of_it=False)
            if told is None:
                return False
            if not told.entered:
                self.impossible.update(targets)
                return True
        return False

    def around(self, spot: int) -> Around:
        """The windows to a spot."""
        if spot not in self._around:
            if len(self._around) > MOST_AROUND:
                self._around.clear()
            self._around[spot] = Around(self.reacher.layout, (spot,))
        return self._around[spot]

    def _more(self, names: frozenset[int], blamed: list[int], most: int) -> frozenset[int] | None:
        """The names with one or two that were blamed, as far as there is room."""
        more = names
        for name in blamed[: 1 if len(names) < 4 else 2]:
            if self.size(more | {name}) <= most:
                more = more | {name}
        if more == names:
            for name in blamed:
                if self.size(names | {name}) <= most:
                    return names | {name}
            return None
        return more

    # Steering

    def _steer(
        self,
        target: Target,
        product: Product,
        reach: Reach,
        goals: Mapping[int, int],
        effort: int,
    ) -> tuple[bool, list[int]]:
        """Play towards a target where the abstraction leaves it possible; the names to blame."""
        player = self.player
        arrays = player.arrays
        near, queue = self.reacher.hops(reach, target[0])
        layers = self.reacher.layers(product, reach.window, goals)
        starts = self._starts(product, reach, near, queue, layers)
        if not starts:
            return False, []
        close = sorted(starts, key=lambda each: each[1])
        axes = _axes(product)
        self._number(product, reach, known=True)
        fast.fill(self._blame, 0)
        first, last = player.coder.place(target[1])
        found = False
        for attempt in range(self.bounds.tries * effort):
            layered = not attempt & 4
            pick = min(int(player.random.expovariate(1 / (1 + len(starts) / 3))), len(starts) - 1)
            run, place = (starts if layered else close)[pick][2:]
            here, held = player.runs.held(run, place)
            fast.fill(self._seen, 0)
            count = fast.follow(
                here,
                held,
                0,
                player.chance,
                MOST_FOLLOWED,
                (0, 2, 6, 30)[attempt & 3],
                target[0],
                first,
                last,
                (self._local, near),
                axes,
                reach.octets,
                reach.width,
                layered,
                (layers.begun, layers.far, layers.octets, layers.width),
                (self._inside, self._blame, self._seen, self._marks, self._begins),
                arrays.graph,
                arrays.tables,
                player.path,
                player.can,
                player.cost,
            )
            if count >= 0:
                found = True
                kept = player.keep(run, place, [int(each) for each in player.path[:count]])
                player.note_target(target, kept, place + count)
                break
        blamed = [name for name in range(len(self._blame)) if self._blame[name] > 0]
        if effort == 1:
            # A large name must be blamed for much, as it leaves little room for others.
            blamed.sort(key=lambda name: -int(self._blame[name]) // self._bits(name) ** 2)
        else:
            # Another order, so that other abstractions are tried: many small names before large.
            blamed.sort(key=lambda name: (self.hulls[name].size, -int(self._blame[name])))
        self._number(product, reach, known=False)
        return found, [name for name in blamed if name not in product.lows]

    def _number(self, product: Product, reach: Reach, *, known: bool) -> None:
        """Give a product's names and the places of a reach their numbers, or take them back."""
        fast.place(self._order, reach.window.low, reach.filled, self._local, known)
        for slot, name in enumerate(product.names):
            self._inside[name] = slot if known else -1

    def _searched(
        self, target: Target, product: Product, reach: Reach, goals: Mapping[int, int]
    ) -> bool:
        """Search for a target state by state, what is nearest in an abstraction first."""
        player, arrays = self.player, self.player.arrays
        near, queue = self.reacher.hops(reach, target[0])
        layers = self.reacher.layers(product, reach.window, goals)
        starts = self._starts(product, reach, near, queue, layers)
        close = sorted(starts, key=lambda each: each[1])
        begun = list(dict.fromkeys((*starts[:MOST_BEGUN], *close[:MOST_BEGUN])))
        if len(begun) >= self.bounds.searched or not begun:
            return False
        told = sorted(self.reacher.layout.names(reach.window) | self.formulas.names(target[1]))
        count = self.bounds.searched
        spots, keys, depths = fast.zeros(count), fast.zeros(count), fast.zeros(count)
        before, by = fast.zeros(count), fast.zeros(count)
        values = fast.zeros((count + 1) * len(told))
        held = arrays.first
        for state, (far, _, run, place) in enumerate(begun):
            spots[state], held = player.runs.held(run, place)
            for at, name in enumerate(told):
                values[state * len(told) + at] = held[name]
            keys[state] = 4 * far
        self._number(product, reach, known=True)
        found = fast.search(
            len(begun),
            target[0],
            *player.coder.place(target[1]),
            (self._local, near),
            _axes(product),
            reach.octets,
            reach.width,
            (layers.begun, layers.far, layers.octets, layers.width),
            self._inside,
            fast.whole(told),
            (spots, values, keys, depths, before, by),
            fast.zeros(count),
            fast.whole([-1] * (4 * count)),
            held,
            arrays.graph,
            arrays.tables,
            player.chance,
        )
        self._number(product, reach, known=False)
        if found < 0:
            return False
        path: list[int] = []
        while found >= len(begun):
            path.append(int(by[found]))
            found = int(before[found])
        _, _, run, place = begun[found]
        kept = player.keep(run, place, path[::-1])
        player.note_target(target, kept, place + len(path))
        return True

    def _starts(
        self, product: Product, reach: Reach, near: Any, queue: Any, layers: Layers
    ) -> list[tuple[int, int, int, int]]:
        """Saved ways to states that are alive, and how far these are, by layer and by place."""
        player, order, low = self.player, self.values.order, reach.window.low
        found: list[tuple[int, int, int, int]] = []
        probed = passed = 0
        step = 1
        for place in queue:
            spot = order[low + place]
            if spot not in player.runs:
                continue
            passed += 1
            if passed < step:
                continue
            passed = 0
            for run, count in player.runs.to(spot)[:3]:
                probed += 1
                number = product.number(player.held(run, count))
                if reach.allows(low + place, number):
                    hops = int(near[place])
                    far = layers.distance(int(place), number, fast.UNLAYERED + hops)
                    found.append((far, hops, run, count))
            if probed > MOST_PROBED // 2:
                step = max(step, 1 + step // 2 + 1)
            if probed >= MOST_PROBED:
                break
        start = self.reacher.start
        number = product.number([domain.start for domain in self.formulas.domains])
        if reach.allows(start, number):
            hops = int(near[start - low])
            far = layers.distance(start - low, number, fast.UNLAYERED + hops)
            found.append((far, hops, 0, 0))
        found.sort()
        return found


def _axes(product: Product) -> tuple[Any, ...]:
    """A product's names with their strides, lowest values and grains, and room for their values."""
    told: tuple[Sequence[int], ...] = (
        product.names,
        list(product.strides.values()),
        list(product.lows.values()),
        list(product.grains.values()),
        [0] * (len(product.names) + 1),
    )
    return tuple(map(fast.whole, told))


def decide_all(decider: Decider, goals: list[Goal]) -> dict[int, Decision]:
    """Decide each goal, the earlier in the story first."""
    values, player, names = decider.values, decider.player, decider.formulas.names
    decisions: dict[int, Decision] = {}
    position = values.position
    waiting = [goal for goal in goals if goal.targets]
    for goal in goals:
        if not goal.targets:
            decisions[goal.number] = Decision("no")
    for effort in (1, 2):
        left = [goal for goal in waiting if not any(map(player.is_met, goal.targets))]
        left = [
            goal
            for goal in left
            if not all(target in decider.impossible for target in goal.targets)
        ]
        left.sort(key=lambda goal: min(position[spot] for spot, _ in goal.targets))
        for goal in left:
            bound = ""
            targets = sorted(goal.targets, key=lambda each: position[each[0]])
            if len(targets) > MANY:
                decider.refute(targets, frozenset().union(*(names(each[1]) for each in targets)))
            open_ = 0
            for at, target in enumerate(targets):
                if player.is_met(target) or open_ >= MOST_OPEN:
                    break
                if target in decider.impossible or decider.refutes(target):
                    continue
                if effort == 1 and decider.plainly_not(target):
                    continue
                player.chase(target, CHASES[effort - 1])
                answer, hit = decider.decide(target, effort)
                if answer == "yes":
                    break
                bound = hit or bound
                open_ += answer == "unknown"
                if answer == "no" and len(targets) > MANY and at.bit_count() == 1:
                    decider.refute(targets[at + 1 :], decider.proved_by)
            if bound:
                decisions[goal.number] = Decision("unknown", bound=bound)
        if not left:
            break
    for goal in waiting:
        met = [target for target in goal.targets if player.is_met(target)]
        if met:
            # The ways to what should happen are long, many, and seldom asked for.
            inexact = decider.machine.loose or decider.machine.reordered
            told = not goal.wanted or inexact
            way = player.way(min(met, key=player.count)) if told else []
            decisions[goal.number] = Decision("yes", tuple(way))
        elif all(target in decider.impossible for target in goal.targets):
            decisions[goal.number] = Decision("no")
    return decisions
