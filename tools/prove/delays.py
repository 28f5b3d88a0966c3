"""Consequences that come later: how many of them wait, as values of one name, and their orders."""

import itertools
from collections.abc import Iterator
from functools import cache
from math import factorial
from typing import TypeAlias

import attrs

from game.engine.program import Due
from game.model.story import InChapters, Later, OnDate, Route, When
from game.text.expression import Expr
from tools.prove import change as changes
from tools.prove.change import Change
from tools.prove.formula import Domain, Formulas

MANY = 3
"""Delays from one place, due in as many chapters, that are counted; this stands for more, too."""

WIDEST_DELAY = 11
"""Chapters of a delay that are counted down; one of more may be due at any time."""

MOST_ORDERS = 120
"""Orders of delays due at once that are all tried."""

Meaning: TypeAlias = tuple[int, ...]
"""How many are due in 0, 1, 2 … chapters."""


@attrs.frozen(eq=False)
class Counts:
    """How many of one consequence may wait, as values of a name, and what becomes of them.

    `most` is the count that stands for more, too. `passing` is what a new chapter does to the name,
    `adding` one more that is scheduled, and `emptying` that what is due now has come.
    """

    most: int
    meanings: tuple[Meaning, ...]
    passing: Change
    adding: Change
    emptying: Change

    def mask(self, count: int) -> int:
        """The values that mean that so many are due now."""
        return sum(1 << value for value, each in enumerate(self.meanings) if each[0] == count)


@cache
def _counts(levels: int) -> Counts:
    """The counts of what is due in less than so many chapters."""
    most = MANY if levels <= 5 else 2 if levels <= 7 else 1
    meanings = tuple(itertools.product(range(most + 1), repeat=levels))
    values = {meaning: value for value, meaning in enumerate(meanings)}

    def to(made: Iterator[Meaning]) -> Change:
        return changes.of_table(tuple(values[each] for each in made))

    return Counts(
        most,
        meanings,
        to((min(most, sum(each[:2])), *each[2:], 0)[:levels] for each in meanings),
        to((*each[:-1], min(most, each[-1] + 1)) for each in meanings),
        to((0, *each[1:]) for each in meanings),
    )


@attrs.frozen(eq=False)
class Delay:
    """A consequence that may wait: how many of it wait is one name.

    Some wait for a condition. One that is `vague` is not counted down.
    """

    place: str
    due: Due
    condition: Expr | None
    routes: tuple[Route, ...]
    counts: Counts
    domain: Domain
    vague: bool

    @classmethod
    def of(cls, place: str, later: Later, formulas: Formulas) -> "Delay":
        """The delay of what a place says comes later, and a new name for it."""
        due = _due_of(later)
        vague = due.chapters > WIDEST_DELAY
        counts = _counts(1 if vague else due.chapters + 1)
        domain = formulas.add(f"later({place})", len(counts.meanings), 0)
        condition = later.trigger.condition if isinstance(later.trigger, When) else None
        return cls(place, due, condition, later.routes, counts, domain, vague)

    def brought(self, target: str, count: int) -> tuple[str, ...]:
        """The passages that so many bring; with a plus it is once more, or more often, or not."""
        more = (f"{target}+",) if count == self.counts.most else ()
        return (target,) * count + more


def _due_of(later: Later) -> Due:
    """When something that comes later is due, nothing of it compiled."""
    match later.trigger:
        case InChapters(count):
            return Due(chapters=count)
        case OnDate(date):
            return Due(date=date)
        case When():
            return Due()


def orders(found: tuple[object, ...]) -> tuple[list[tuple[str, ...]], bool]:
    """The orders in which what is due may come, and whether these are all.

    Delays of a kind come in any order, as it is not told apart which was scheduled first; the rest
    comes as found.
    """
    left = tuple(each for each in found if isinstance(each, str))
    delayed = [each for each in found if isinstance(each, tuple)]
    if not delayed:
        return [left], True
    first = next(i for i, each in enumerate(found) if isinstance(each, tuple))
    before, after = left[:first], left[first:]
    groups: dict[tuple[int, str], list[str]] = {}
    for passage, due in delayed:
        rank = 0 if due.chapters else 1 if due.date else 2
        groups.setdefault((rank, due.date), []).append(passage)
    all_told = all(_arrangements(group) <= MOST_ORDERS for group in groups.values())
    arranged = [
        list(_arranged(tuple(sorted(group))))
        if _arrangements(group) <= MOST_ORDERS
        else [tuple(group)]
        for _, group in sorted(groups.items())
    ]
    told = [
        (*before, *itertools.chain.from_iterable(each), *after)
        for each in itertools.product(*arranged)
        if all(_plain_first(group) for group in each)
    ]
    return told, all_told


def begun(order: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The order, what may or may not come first coming or not."""
    if order and order[0].endswith("+"):
        yield (order[0].removesuffix("+"), *order)
        yield from begun(order[1:])
    else:
        yield order


def _arrangements(group: list[str]) -> int:
    """In how many orders a group can stand."""
    count = factorial(len(group))
    for each in set(group):
        count //= factorial(group.count(each))
    return count


def _arranged(group: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The orders of a group, each once."""
    if not group:
        yield ()
    for place, each in enumerate(group):
        if each not in group[:place]:
            for rest in _arranged(group[:place] + group[place + 1 :]):
                yield (each, *rest)


def _plain_first(group: tuple[str, ...]) -> bool:
    """Whether what may come once more comes after what comes anyway."""
    return all(
        each.removesuffix("+") in group[:place]
        for place, each in enumerate(group)
        if each.endswith("+")
    )
