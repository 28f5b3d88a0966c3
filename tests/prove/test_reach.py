"""From where a goal may be reached: rows of words, long integers and a naive search agree."""

import random
from collections import deque
from collections.abc import Iterator

import pytest

from game.engine.program import Program
from tests.bench.planted import planted
from tests.small import whole
from tools.prove import change as changes
from tools.prove import fast
from tools.prove.decide import Bounds, Decider
from tools.prove.formula import bits
from tools.prove.goals import asked
from tools.prove.machine import Machine
from tools.prove.names import Names
from tools.prove.play import Player
from tools.prove.reach import Layers, Reach
from tools.prove.slices import Product
from tools.prove.values import value_sets
from tools.prove.windows import ENTRY, Around, Window

MOST = 3_000
"""Combinations of the products that are asked."""


def decides(size: int) -> Decider:
    """What decides a planted story, with loops, counters, delays, cards and scenes."""
    program = Program(whole(planted(size, 0.2, 5).text()))
    machine = Machine(program, Names(program, list(asked(program.story))))
    values = value_sets(machine)
    return Decider(values, Player(values, ()), Bounds())


@pytest.fixture(scope="module")
def decider() -> Decider:
    """What decides a small story."""
    return decides(90)


@pytest.fixture(scope="module")
def larger() -> Decider:
    """What decides a larger story."""
    return decides(400)


def questions(
    decider: Decider, seed: int, count: int
) -> Iterator[tuple[Product, Window, int, int]]:
    """Products of names, windows to spots of the story, and sets of combinations there."""
    chance = random.Random(seed)
    values = decider.values
    names = [
        domain.index
        for domain in decider.formulas.domains
        if decider.size(frozenset((domain.index,))) > 1
    ]
    while count:
        few = frozenset(chance.sample(names, chance.randint(1, 4)))
        if decider.size(few) > MOST:
            continue
        product = Product(values, few, decider.hulls)
        spot = chance.choice(values.order)
        window = Around(decider.reacher.layout, (spot,))[0]
        assert window is not None
        wanted = product.box(spot) & chance.getrandbits(product.count)
        if wanted:
            count -= 1
            yield product, window, spot, wanted


def told(reach: Reach, product: Product) -> dict[int, set[int]]:
    """The combinations of each place."""
    low = reach.window.low
    found = {
        low + at: {n for n in range(product.count) if reach.allows(low + at, n)}
        for at in range(len(reach.window.marks))
    }
    return {place: numbers for place, numbers in found.items() if numbers}


def far(layers: Layers, places: int, product: Product) -> dict[tuple[int, int], int]:
    """How far each combination is that is in a layer."""
    found = {
        (place, number): layers.distance(place, number, -1)
        for place in range(places)
        for number in range(product.count)
    }
    return {where: distance for where, distance in found.items() if distance >= 0}


def searched(
    decider: Decider, product: Product, window: Window, spot: int, wanted: int
) -> tuple[dict[int, set[int]], bool, dict[tuple[int, int], int]]:
    """The same, found state by state: by place, whether it is entered, and how far each is."""
    values = decider.values
    start = decider.machine.start.number
    names = product.names
    lows, grains, strides = product.lows, product.grains, product.strides

    def held(number: int) -> dict[int, int]:
        return {
            name: lows[name] + number // strides[name] % product.sizes[name] * grains[name]
            for name in names
        }

    place = values.position[spot] - window.low
    distance = {(place, number): 0 for number in bits(wanted)}
    queue = deque(distance)
    while queue:
        here, number = queue.popleft()
        for edge in values.back[values.order[here + window.low]]:
            source = values.position[edge.source] - window.low
            if not 0 <= source < len(window.marks) or not window.marks[source]:
                continue
            opened, box = product.opened(edge), product.box(edge.source)
            for before in bits(opened & box):
                states = [held(before)]
                for name, change in edge.changes:
                    if name in names:
                        states = [
                            {**state, name: value}
                            for state in states
                            for value in (
                                bits(change[1])
                                if change[0] == "any"
                                else (changes.after(change, state[name]),)
                            )
                        ]
                full = [0] * len(decider.formulas.domains)
                for state in states:
                    for name, value in state.items():
                        full[name] = value
                    if product.number(full) == number and (source, before) not in distance:
                        distance[source, before] = distance[here, number] + 1
                        queue.append((source, before))
    found: dict[int, set[int]] = {}
    for at, number in distance:
        found.setdefault(at + window.low, set()).add(number)
    first = product.number([domain.start for domain in decider.formulas.domains])
    entered = any(
        window.marks[at] == ENTRY or (values.order[at + window.low] == start and number == first)
        for at, number in distance
    )
    return found, entered, distance


@pytest.mark.parametrize("seed", range(4))
def test_what_may_reach_a_goal_is_what_a_search_finds(decider: Decider, seed: int) -> None:
    reacher = decider.reacher
    entered = 0
    for product, window, spot, wanted in questions(decider, seed, 8):
        place = decider.values.position[spot]
        found, enters, distance = searched(decider, product, window, spot, wanted)
        goals = {spot: wanted}
        ways = [(reacher._plain, reacher._layers_plain)]
        if fast.COMPILED:
            ways.append((reacher._compiled, reacher._layers_compiled))
        works = set()
        for reaching, layering in ways:
            reach = reaching(product, window, goals, 1 << 40, True)
            assert reach is not None
            assert told(reach, product) == found
            assert reach.entered is enters
            works.add(reach.work)
            soon = reaching(product, window, goals, 1 << 40, False)
            assert soon is not None and soon.entered is enters
            layers = layering(product, window, [(place - window.low, wanted)], 1 << 16)
            assert far(layers, len(window.marks), product) == distance
            assert reaching(product, window, goals, 0, True) is None or reach.work == 0
        assert len(works) == 1
        entered += enters
    assert entered


def test_many_targets_are_refuted_only_together(larger: Decider) -> None:
    order, domains = larger.values.order, larger.formulas.domains
    nowhere = next(
        (spot, ("a", name, 1 << value))
        for spot in reversed(order)
        for name, domain in enumerate(domains)
        for value in range(domain.size)
        if not larger.values.at(spot, name) >> value & 1
    )
    names = larger.formulas.names(nowhere[1])
    early = [(spot, True) for spot in order[1:4]]
    assert not larger.refute([nowhere, *early], names)
    assert not larger.impossible
    assert larger.refute([nowhere], names)
    assert larger.impossible == {nowhere}


@pytest.mark.parametrize("part", [0.3, 0.6, 0.9])
def test_windows_grow_until_all_that_leads_there_is_in(larger: Decider, part: float) -> None:
    values = larger.values
    target = values.order[int(len(values.order) * part)]
    leading = {target}
    queue = [target]
    while queue:
        for edge in values.back[queue.pop()]:
            if edge.source not in leading:
                leading.add(edge.source)
                queue.append(edge.source)
    around = Around(larger.reacher.layout, (target,))
    which, before = 0, 0
    while (window := around[which]) is not None:
        assert window.count > before
        spots = {values.order[window.low + at] for at, mark in enumerate(window.marks) if mark}
        assert len(spots) == window.count and target in spots <= leading
        for at, mark in enumerate(window.marks):
            if mark:
                spot = values.order[window.low + at]
                outside = any(edge.source not in spots for edge in values.back[spot])
                assert bool(mark == ENTRY) is outside
        which, before = which + 1, window.count
    assert before == len(leading) and which > 1
