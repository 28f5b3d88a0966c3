"""Play over a machine's edges in flat arrays, compiled by numba where it is there.

The functions use nothing but indices and whole numbers, so that without numba they run as they
are, on lists.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])

try:
    import numba
    import numpy
except ImportError:  # the tools extra is not installed
    COMPILED = False
else:
    COMPILED = True


def compiled(function: F) -> F:
    """The function as machine code, or as it is."""
    if not COMPILED:
        return function
    made: Any = numba.njit(cache=True, nogil=True)(function)
    return made  # type: ignore[no-any-return]


def whole(numbers: Sequence[int]) -> Any:
    """Whole numbers as the compiled functions want them."""
    return numpy.array(numbers, dtype=numpy.int64) if COMPILED else list(numbers)


def zeros(count: int) -> Any:
    """So many zeros."""
    return numpy.zeros(count, dtype=numpy.int64) if COMPILED else [0] * count


def octets(count: int) -> Any:
    """So many small zeros."""
    return numpy.zeros(count, dtype=numpy.uint8) if COMPILED else bytearray(count)


def small(numbers: Any) -> Any:
    """A copy of numbers that takes less room."""
    return numbers.astype(numpy.int32) if COMPILED else list(numbers)


def large(numbers: Any) -> Any:
    """A copy of small numbers as the compiled functions want values."""
    return numbers.astype(numpy.int64) if COMPILED else list(numbers)


def fill(numbers: Any, number: int) -> None:
    """Make all numbers the same."""
    numbers[:] = number if COMPILED else [number] * len(numbers)


UNLAYERED = 1_000
"""Farther than by any layer is what is in none, and by how many places it is away."""

AND, OR, TRUE, FALSE = -1, -2, -3, -4
RELATION = -10
"""Codes from here down are relations, by number."""

BEYOND = 2048
"""Where on the stack begins what `bars` puts there."""


@compiled
def holds(first: int, last: int, held: Any, tables: Any) -> bool:
    """Whether a formula in postfix code holds of values.

    An atom is a name and where its table begins in `looks`. A relation is a kind, where its parts
    begin, how many there are, and what it compares with. `tables` are the code, the atoms, the
    looks, the relations, their parts, and a stack to work on.
    """
    code, atoms, looks, relations, parts, stack = tables
    top = 0
    for at in range(first, last):
        op = code[at]
        if op >= 0:
            stack[top] = looks[atoms[2 * op + 1] + held[atoms[2 * op]]]
            top += 1
        elif op == -1:
            top -= 1
            stack[top - 1] = stack[top - 1] & stack[top]
        elif op == -2:
            top -= 1
            stack[top - 1] = stack[top - 1] | stack[top]
        elif op == -3:
            stack[top] = 1
            top += 1
        elif op == -4:
            stack[top] = 0
            top += 1
        else:
            number = -10 - op
            begin = relations[4 * number + 1]
            total = relations[4 * number + 3]
            for part in range(begin, begin + relations[4 * number + 2]):
                total += parts[2 * part + 1] * held[parts[2 * part]]
            kind = relations[4 * number]
            if kind == 0:
                stack[top] = looks[total]
            elif kind == 1:
                stack[top] = 1 if total < 0 else 0
            elif kind == 2:
                stack[top] = 1 if total <= 0 else 0
            elif kind == 3:
                stack[top] = 1 if total == 0 else 0
            elif kind == 4:
                stack[top] = 1 if total != 0 else 0
            elif kind == 5:
                stack[top] = 1 if total >= 0 else 0
            elif kind == 6:
                stack[top] = 1 if total > 0 else 0
            else:
                stack[top] = 1
            top += 1
    return top == 0 or stack[0] != 0


@compiled
def bars(first: int, last: int, held: Any, tables: Any, marks: Any, begins: Any) -> None:
    """Mark what of a formula is why it does not hold: of what is joined by "or" all, else none."""
    code, _, _, _, _, stack = tables
    top = 0
    for at in range(first, last):
        op = code[at]
        marks[at - first] = 0
        if op == -1 or op == -2:
            top -= 1
            one, other = stack[BEYOND + top - 1], stack[BEYOND + top]
            told = one & other if op == -1 else one | other
            if op == -2 and told:
                for inner in range(begins[top - 1], at):
                    marks[inner - first] = 0
            stack[BEYOND + top - 1] = told
        else:
            told = 1 if holds(at, at + 1, held, tables) else 0
            if op >= 0 or op <= -10:
                marks[at - first] = 1 - told
            stack[BEYOND + top] = told
            begins[top] = at
            top += 1


@compiled
def drawn(chance: Any) -> int:
    """The next number of a small generator (xorshift64*, Vigna 2016), from 0 to 2^31 - 1."""
    x = chance[0]
    x ^= (x >> 12) & 0x000FFFFFFFFFFFFF
    x ^= (x << 25) & 0x7FFFFFFFFFFFFFFF
    x ^= (x >> 27) & 0x0000001FFFFFFFFF
    x &= 0x7FFFFFFFFFFFFFFF
    if x == 0:
        x = 88172645463325252
    chance[0] = x
    return int((x >> 20) & 0x7FFFFFFF)


@compiled
def cross(edge: int, held: Any, starts: Any, steps: Any, looks: Any, chance: Any) -> None:
    """Change values as an edge does. A step is a name, a kind and three numbers."""
    for at in range(starts[edge], starts[edge + 1]):
        name = steps[5 * at]
        kind = steps[5 * at + 1]
        if kind == 0:
            value = held[name] + steps[5 * at + 2]
            if value < steps[5 * at + 3]:
                value = steps[5 * at + 3]
            if value > steps[5 * at + 4]:
                value = steps[5 * at + 4]
            held[name] = value
        elif kind == 1:
            held[name] = looks[steps[5 * at + 2] + held[name]]
        else:
            held[name] = looks[steps[5 * at + 2] + drawn(chance) % steps[5 * at + 3]]


@compiled
def replay(
    path: Any, count: int, held: Any, starts: Any, steps: Any, looks: Any, chance: Any
) -> None:
    """Change values as the first so many edges of a path do."""
    for at in range(count):
        cross(path[at], held, starts, steps, looks, chance)


@compiled
def approach(spot: int, back: Any, near: Any, queue: Any, before: int, most: int) -> int:
    """Measure how near spots are to one, in edges, until so many are: how many were.

    `near` is -1 for all others. `back` are where the edges into each spot begin, and the spots
    these edges come from; the first `before` of the queue were measured last time.
    """
    first, sources = back
    for at in range(before):
        near[queue[at]] = -1
    near[spot] = 0
    queue[0] = spot
    at = 0
    last = 1
    while at < last and last < most:
        here = queue[at]
        at += 1
        for into in range(first[here], first[here + 1]):
            source = sources[into]
            if near[source] < 0:
                near[source] = near[here] + 1
                queue[last] = source
                last += 1
    return last


@compiled
def widen(
    first: Any, sources: Any, taken: Any, order: Any, cursor: Any, least: int, most: int
) -> int:
    """Take places latest first, and what leads to them: after how many the fewest were waiting.

    Of `taken`, 1 is one that waits and 2 one that was taken. It ends where so many were taken
    or none is left; only from `least` on it is looked at how many wait.
    """
    here, waiting, count = cursor
    fewest = -1
    best = 0
    while waiting > 0 and count < most:
        while taken[here] != 1:
            here -= 1
        taken[here] = 2
        waiting -= 1
        order[count] = here
        count += 1
        top = here
        for at in range(first[here], first[here + 1]):
            source = sources[at]
            if taken[source] == 0:
                taken[source] = 1
                waiting += 1
                top = max(top, source)
        here = top
        if count >= least and (fewest < 0 or waiting < fewest):
            fewest = waiting
            best = count
    cursor[0] = here
    cursor[1] = waiting
    cursor[2] = count
    return best if waiting > 0 else count


@compiled
def bounds(order: Any, count: int) -> tuple[int, int]:
    """The first and the last of some places."""
    low = order[0]
    high = order[0]
    for at in range(count):
        low = min(low, order[at])
        high = max(high, order[at])
    return low, high


@compiled
def mark(first: Any, sources: Any, order: Any, count: int, low: int, marks: Any) -> None:
    """Mark places, from the first on: 1, and 2 for those that others lead to."""
    for at in range(count):
        marks[order[at] - low] = 1
    for at in range(count):
        here = order[at]
        for into in range(first[here], first[here + 1]):
            source = sources[into] - low
            if source < 0 or source >= len(marks) or marks[source] == 0:
                marks[here - low] = 2
                break


@compiled
def hops(place: int, low: int, filled: Any, first: Any, sources: Any, near: Any, queue: Any) -> int:
    """Measure how far from a place others are, in edges, within what is filled; how many are."""
    near[place] = 0
    queue[0] = place
    at = 0
    last = 1
    while at < last:
        here = queue[at]
        at += 1
        for into in range(first[here + low], first[here + low + 1]):
            source = sources[into] - low
            if source < 0 or source >= len(filled) or filled[source] == 0:
                continue
            if near[source] > near[here] + 1:
                near[source] = near[here] + 1
                queue[last] = source
                last += 1
    return last


@compiled
def place(order: Any, low: int, filled: Any, local: Any, known: bool) -> None:
    """Number the spots at filled places, from 0 at the place `low` on, or forget their numbers."""
    for at in range(len(filled)):
        if filled[at]:
            local[order[low + at]] = at if known else -1


@compiled
def remember(
    path: Any,
    count: int,
    base: int,
    run: int,
    each: int,
    always: bool,
    targets: Any,
    known: Any,
    ways: Any,
    stamps: Any,
    chance: Any,
) -> None:
    """Note for each spot that a path comes to that this run leads there, of `base` edges more."""
    for at in range(count):
        spot = targets[path[at]]
        if stamps[spot] == run:
            continue
        stamps[spot] = run
        slot = known[spot]
        if slot < each:
            known[spot] += 1
        elif always or drawn(chance) % 10 < 3:
            slot = drawn(chance) % each
        else:
            continue
        ways[2 * (each * spot + slot)] = run
        ways[2 * (each * spot + slot) + 1] = base + at + 1


@compiled
def note(spot: int, path: Any, count: int, run: int, graph: Any, probes: Any, notes: Any) -> None:
    """Note the run in which edges and probes along a path were first seen, plus 1."""
    out, targets, _, _, _ = graph
    opened, met, edge_runs, probe_runs = notes
    at = 0
    while True:
        for edge in range(out[spot], out[spot + 1]):
            if opened[edge] and edge_runs[edge] == 0:
                edge_runs[edge] = run + 1
        for probe in range(probes[spot], probes[spot + 1]):
            if met[probe] and probe_runs[probe] == 0:
                probe_runs[probe] = run + 1
        if at >= count:
            break
        spot = targets[path[at]]
        at += 1


@compiled
def play(
    spot: int,
    held: Any,
    base: int,
    chance: Any,
    most: int,
    quiet: int,
    greedy: int,
    aim: Any,
    directed: int,
    graph: Any,
    tables: Any,
    probing: Any,
    notes: Any,
    stamp: int,
    path: Any,
    can: Any,
) -> tuple[int, int]:
    """Play until nothing is new for a while: edges taken, and where news was last.

    What opens is noted in `opened` and what is met in `met`, by how many edges it took, plus 1;
    `base` is how many it took to where it begins.
    """
    out, targets, guards, starts, steps = graph
    looks = tables[2]
    probes, asked = probing
    towards, near = aim
    opened, met, taken, fresh = notes
    count = 0
    last = -1
    idle = 0
    while True:
        if fresh[spot] != stamp:
            if fresh[spot] == 0:
                last = count
            fresh[spot] = stamp
            idle = 0
        else:
            idle += 1
        for probe in range(probes[spot], probes[spot + 1]):
            if met[probe] == 0 and holds(asked[2 * probe], asked[2 * probe + 1], held, tables):
                met[probe] = base + count + 1
                last = count
        if count >= most or idle > quiet or (directed and near[spot] < 0):
            break
        found = 0
        for edge in range(out[spot], out[spot + 1]):
            if holds(guards[2 * edge], guards[2 * edge + 1], held, tables):
                if opened[edge] == 0:
                    opened[edge] = base + count + 1
                    last = count
                if found < 4096:
                    can[found] = edge
                    found += 1
        if found == 0:
            break
        if directed:
            kept = 0
            for each in range(found):
                if near[targets[can[each]]] >= 0:
                    can[kept] = can[each]
                    kept += 1
            if kept == 0:
                break
            found = kept
        edge = can[drawn(chance) % found]
        if found > 1 and drawn(chance) % 100 < greedy:
            best = -1
            for each in range(found):
                weight = taken[can[each]] * (50 + drawn(chance) % 100)
                if best < 0 or weight < best:
                    best = weight
                    edge = can[each]
        if directed and found > 1 and drawn(chance) % 10:
            best = -(1 << 60)
            for each in range(found):
                weight = drawn(chance) % 3000
                for at in range(starts[can[each]], starts[can[each] + 1]):
                    name = steps[5 * at]
                    push = towards[name]
                    if push and steps[5 * at + 1] == 0:
                        value = held[name] + steps[5 * at + 2]
                        if value < steps[5 * at + 3]:
                            value = steps[5 * at + 3]
                        if value > steps[5 * at + 4]:
                            value = steps[5 * at + 4]
                        weight += push * (value - held[name]) * 1000
                if weight > best:
                    best = weight
                    edge = can[each]
        for each in range(found):
            if fresh[targets[can[each]]] == 0:
                edge = can[each]
                break
        taken[edge] += 1
        path[count] = edge
        count += 1
        cross(edge, held, starts, steps, looks, chance)
        spot = targets[edge]
    return count, last


@compiled
def distance(here: int, number: int, far: int, layers: Any) -> int:
    """How far from the goal a combination is at a place, `far` where that is not known."""
    begun, distances, octets_, width = layers
    for row in range(begun[here], begun[here + 1]):
        if (octets_[row * width + (number >> 3)] >> (number & 7)) & 1:
            return int(distances[row])
    return far


@compiled
def combined(
    edge: int, held: Any, axes: Any, inside: Any, starts: Any, steps: Any, looks: Any
) -> int:
    """The number of the combination that an edge leads to from values, -1 where it is not known."""
    names, strides, lows, grains, after = axes
    for name in range(len(names)):
        after[name] = held[names[name]]
    for at in range(starts[edge], starts[edge + 1]):
        slot = inside[steps[5 * at]]
        if slot < 0:
            continue
        kind = steps[5 * at + 1]
        value = after[slot]
        if kind == 0:
            value += steps[5 * at + 2]
            if value < steps[5 * at + 3]:
                value = steps[5 * at + 3]
            if value > steps[5 * at + 4]:
                value = steps[5 * at + 4]
        elif kind == 1:
            value = looks[steps[5 * at + 2] + value]
        else:
            return -1
        after[slot] = value
    number = 0
    for name in range(len(names)):
        if after[name] < lows[name] or (after[name] - lows[name]) % grains[name]:
            return -1
        number += strides[name] * ((after[name] - lows[name]) // grains[name])
    return number


@compiled
def follow(
    spot: int,
    held: Any,
    count: int,
    chance: Any,
    most: int,
    heat: int,
    goal: int,
    goal_first: int,
    goal_last: int,
    near: Any,
    axes: Any,
    alive: Any,
    width: int,
    layered: bool,
    layers: Any,
    notes: Any,
    graph: Any,
    tables: Any,
    path: Any,
    can: Any,
    cost: Any,
) -> int:
    """Play on towards a goal within what an abstraction left alive: how many edges, or -1.

    `alive` has a bit for each local spot and combination of the abstraction's values. The names
    that closed what the abstraction thinks open are blamed. `axes` are the abstraction's names with
    their strides, lowest values and grains, and room for their values. What is nearer is gone to
    first: where it is `layered`, `layers` tell how far combinations are; else `near` tells how far
    places are.
    """
    out, targets, guards, starts, steps = graph
    code, atoms, _, relations, parts, _ = tables
    looks = tables[2]
    local, hops = near
    inside, blame, seen, marks, begins = notes
    most += count
    while True:
        if spot == goal and holds(goal_first, goal_last, held, tables):
            return count
        if count >= most:
            return -1
        found = 0
        shut = 0
        for edge in range(out[spot], out[spot + 1]):
            here = local[targets[edge]]
            if here < 0:
                continue
            number = combined(edge, held, axes, inside, starts, steps, looks)
            far = UNLAYERED + hops[here] if layered else hops[here]
            if number >= 0:
                bit = here * width * 8 + number
                if not (alive[bit >> 3] >> (bit & 7)) & 1:
                    continue
                if layered:
                    far = distance(here, number, far, layers)
            if holds(guards[2 * edge], guards[2 * edge + 1], held, tables):
                if found + shut < 4095:
                    can[found] = edge
                    cost[found] = far
                    found += 1
            elif found + shut < 4095:
                can[4095 - shut] = edge
                cost[4095 - shut] = far
                shut += 1
        nearest = 1 << 30
        for each in range(found):
            nearest = min(nearest, cost[each])
        for each in range(4096 - shut, 4096):
            # What is open and nearer still would have been taken.
            if cost[each] >= nearest:
                continue
            first = guards[2 * can[each]]
            last = min(guards[2 * can[each] + 1], first + len(marks))
            bars(first, last, held, tables, marks, begins)
            for at in range(first, last):
                op = code[at]
                if not marks[at - first]:
                    continue
                if op >= 0:
                    if inside[atoms[2 * op]] < 0:
                        blame[atoms[2 * op]] += 100000 // (1 + cost[each])
                else:
                    begin = relations[4 * (-10 - op) + 1]
                    for part in range(begin, begin + relations[4 * (-10 - op) + 2]):
                        if inside[parts[2 * part]] < 0:
                            blame[parts[2 * part]] += 100000 // (1 + cost[each])
        if found == 0:
            if shut:
                for name in range(len(blame)):
                    blame[name] = blame[name] * 2
            return -1
        edge = can[0]
        best = -1
        for each in range(found):
            target = targets[can[each]]
            weight = 100 * cost[each] + (40 if layered else 150) * seen[target]
            if heat:
                weight += drawn(chance) % (100 * heat)
            if best < 0 or weight < best:
                best = weight
                edge = can[each]
        seen[targets[edge]] += 1
        path[count] = edge
        count += 1
        cross(edge, held, starts, steps, looks, chance)
        spot = targets[edge]


@compiled
def retrace(
    start: int,
    held: Any,
    path: Any,
    many: int,
    chance: Any,
    graph: Any,
    tables: Any,
    probing: Any,
    notes: Any,
    stamp: int,
) -> int:
    """Go along a path as far as its edges open, noting what is seen: how many edges it went."""
    out, targets, guards, starts, steps = graph
    looks = tables[2]
    probes, asked = probing
    opened, met, taken, fresh = notes
    spot = start
    count = 0
    while True:
        fresh[spot] = stamp
        for probe in range(probes[spot], probes[spot + 1]):
            if met[probe] == 0 and holds(asked[2 * probe], asked[2 * probe + 1], held, tables):
                met[probe] = count + 1
        wanted = path[count] if count < many else -1
        found = False
        for edge in range(out[spot], out[spot + 1]):
            if (opened[edge] == 0 or edge == wanted) and holds(
                guards[2 * edge], guards[2 * edge + 1], held, tables
            ):
                if opened[edge] == 0:
                    opened[edge] = count + 1
                if edge == wanted:
                    found = True
        if not found:
            return count
        taken[wanted] += 1
        cross(wanted, held, starts, steps, looks, chance)
        spot = targets[wanted]
        count += 1


@compiled
def leads(
    start: int,
    held: Any,
    path: Any,
    skip: int,
    resume: int,
    count: int,
    goal: int,
    goal_first: int,
    goal_last: int,
    chance: Any,
    sources: Any,
    graph: Any,
    tables: Any,
) -> bool:
    """Whether a path without the edges from `skip` to before `resume` still leads to a goal."""
    _, targets, guards, starts, steps = graph
    looks = tables[2]
    spot = start
    at = 0
    while at < count:
        if at == skip:
            at = resume
            if at >= count:
                break
        edge = path[at]
        if sources[edge] != spot or not holds(guards[2 * edge], guards[2 * edge + 1], held, tables):
            return False
        cross(edge, held, starts, steps, looks, chance)
        spot = targets[edge]
        at += 1
    return spot == goal and holds(goal_first, goal_last, held, tables)


@compiled
def shorten(
    start: int,
    first: Any,
    held: Any,
    path: Any,
    count: int,
    tries: int,
    goal: int,
    goal_first: int,
    goal_last: int,
    chance: Any,
    sources: Any,
    later: Any,
    latest: Any,
    graph: Any,
    tables: Any,
) -> int:
    """Leave rounds out of a path where it still leads to a goal: how many edges it has then.

    A round leads from a spot back to it. `later` has room for each place of the path, `latest` for
    each spot, and is -1 throughout.
    """
    targets = graph[1]
    rounds = -1
    for _ in range(tries):
        if rounds < 0:
            rounds = 0
            for back in range(count + 1):
                at = count - back
                spot = targets[path[at - 1]] if at else start
                later[at] = latest[spot]
                latest[spot] = at
                if later[at] >= 0:
                    rounds += 1
            for at in range(count + 1):
                latest[targets[path[at - 1]] if at else start] = -1
        if rounds == 0:
            break
        skip = drawn(chance) % (count + 1)
        while later[skip] < 0:
            skip = (skip + 1) % (count + 1)
        resume = later[skip]
        whole_of_it = drawn(chance) % 10 < 3
        while later[resume] >= 0 and (whole_of_it or drawn(chance) % 2):
            resume = later[resume]
        for name in range(len(held)):
            held[name] = first[name]
        if leads(
            start,
            held,
            path,
            skip,
            resume,
            count,
            goal,
            goal_first,
            goal_last,
            chance,
            sources,
            graph,
            tables,
        ):
            for at in range(resume, count):
                path[skip + at - resume] = path[at]
            count -= resume - skip
            rounds = -1
    return count


@compiled
def sift(heap: Any, keys: Any, count: int, at: int, up: bool) -> None:
    """Put one of a heap's numbers in its place, by their keys."""
    number = heap[at]
    while up and at > 0 and keys[heap[(at - 1) >> 1]] > keys[number]:
        heap[at] = heap[(at - 1) >> 1]
        at = (at - 1) >> 1
    while not up and 2 * at + 1 < count:
        child = 2 * at + 1
        if child + 1 < count and keys[heap[child + 1]] < keys[heap[child]]:
            child += 1
        if keys[heap[child]] >= keys[number]:
            break
        heap[at] = heap[child]
        at = child
    heap[at] = number


@compiled
def search(
    begun: int,
    goal: int,
    goal_first: int,
    goal_last: int,
    near: Any,
    axes: Any,
    alive: Any,
    width: int,
    layers: Any,
    inside: Any,
    told: Any,
    states: Any,
    heap: Any,
    table: Any,
    held: Any,
    graph: Any,
    tables: Any,
    chance: Any,
) -> int:
    """Search for a goal, what seems nearest first (weighted A*, Pohl 1970): the state, or -1.

    The first states are given; `states` are their spots, values of the names `told`, keys, depths,
    the states before them and the edges from there. Of all other names nothing is asked.
    """
    out, targets, guards, starts, steps = graph
    looks = tables[2]
    local, hops = near
    spots, values, keys, depths, before, by = states
    most, many = len(spots), len(told)
    count = begun
    waiting = 0
    for state in range(begun):
        heap[waiting] = state
        waiting += 1
        sift(heap, keys, waiting, waiting - 1, True)
    while waiting:
        state = heap[0]
        waiting -= 1
        heap[0] = heap[waiting]
        if waiting:
            sift(heap, keys, waiting, 0, False)
        spot = spots[state]
        for name in range(many):
            held[told[name]] = values[state * many + name]
        if spot == goal and holds(goal_first, goal_last, held, tables):
            return int(state)
        for edge in range(out[spot], out[spot + 1]):
            here = local[targets[edge]]
            if here < 0:
                continue
            number = combined(edge, held, axes, inside, starts, steps, looks)
            far = UNLAYERED + hops[here]
            if number >= 0:
                bit = here * width * 8 + number
                if not (alive[bit >> 3] >> (bit & 7)) & 1:
                    continue
                far = distance(here, number, far, layers)
            if not holds(guards[2 * edge], guards[2 * edge + 1], held, tables):
                continue
            if count >= most:
                return -1
            cross(edge, held, starts, steps, looks, chance)
            place = targets[edge] * 1_000_003
            for name in range(many):
                value = held[told[name]]
                values[count * many + name] = value
                place = ((place ^ value) * 16_777_619) & 0x7FFFFFFFFFFF
                held[told[name]] = values[state * many + name]
            place = (place ^ (place >> 17)) % len(table)
            fresh = True
            while table[place] >= 0:
                other = table[place]
                same = spots[other] == targets[edge]
                for name in range(many):
                    if values[other * many + name] != values[count * many + name]:
                        same = False
                        break
                if same:
                    fresh = False
                    break
                place = (place + 1) % len(table)
            if not fresh:
                continue
            table[place] = count
            spots[count] = targets[edge]
            depths[count] = depths[state] + 1
            keys[count] = depths[count] + 4 * far
            before[count] = state
            by[count] = edge
            heap[waiting] = count
            waiting += 1
            sift(heap, keys, waiting, waiting - 1, True)
            count += 1
    return -1
