"""Conditions as formulas over names with small domains, and what value sets say of them.

A formula is True, False, or a tuple: `("a", name, mask)` holds where the bit of the name's value
is set; `("r", number, wanted)` asks a relation between several names; `("&", parts)` and
`("|", parts)` join. There is no negation: it is pushed down to masks and relations. The values of
all names at one place, each on its own, are one long integer (a box): a bit for every value of
every name.
"""

import itertools
import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from math import prod
from typing import Any, TypeAlias

import attrs

Formula: TypeAlias = Any
"""True, False or a tuple, as the module says; recursive, and taken apart by its tags."""

Box: TypeAlias = int

COMPARED: Mapping[str, Callable[[int, int], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    ">": operator.gt,
}

MOST_COMBINED = 20_000
"""Combinations of values up to which a relation is decided one by one."""


OTHERWISE = {"<": ">=", "<=": ">", "==": "!=", "!=": "==", ">=": "<", ">": "<="}
"""What holds of two numbers where a comparison does not."""

_NO_NAMES: frozenset[int] = frozenset()


@attrs.define(eq=False)
class Domain:
    """The values of one name: 0 to `size` - 1. `offset` is where its bits begin in a box.

    `low` is what value 0 means for a number; `words` are the meanings of a named value. A counter
    `saturates`: its last value stands for this many and more.
    """

    index: int
    name: str
    size: int
    start: int
    low: int = 0
    words: tuple[str, ...] = ()
    saturates: bool = False
    offset: int = 0
    full: int = attrs.field(init=False)
    """The mask of all values."""

    def __attrs_post_init__(self) -> None:
        self.full = (1 << self.size) - 1


@attrs.define(eq=False)
class Relation:
    """A comparison over several names: whether it can hold, and whether it can fail, for values.

    Where it is `linear` it compares a sum with 0: factors of the names, a constant, an operator.
    """

    names: tuple[int, ...]
    judge: Callable[[tuple[int, ...]], tuple[bool, bool]]
    linear: tuple[tuple[int, ...], int, str] | None = None
    known: dict[tuple[int, ...], tuple[bool, bool]] = attrs.field(factory=dict)
    _rows: dict[tuple[tuple[int, ...], bool], int] = attrs.field(factory=dict)

    def row(self, held: tuple[int, ...], size: int, wanted: bool) -> int:
        """The values of the last name, below a size, with which it can come out as wanted."""
        if self.linear is not None:
            factors, total, compares = self.linear
            total += sum(factor * value for factor, value in zip(factors, held, strict=False))
            return compared(factors[-1], total, compares if wanted else OTHERWISE[compares], size)
        known = self._rows.get((held, wanted))
        if known is None:
            told = (value for value in range(size) if self.may((*held, value), wanted))
            known = self._rows[held, wanted] = sum(1 << value for value in told)
        return known

    def may(self, values: tuple[int, ...], wanted: bool) -> bool:
        """Whether it can come out as wanted."""
        if self.linear is not None:
            factors, total, compares = self.linear
            for factor, value in zip(factors, values, strict=True):
                total += factor * value
            return COMPARED[compares](total, 0) is wanted
        known = self.known.get(values)
        if known is None:
            known = self.known[values] = self.judge(values)
        return known[0] if wanted else known[1]


@lru_cache(maxsize=1 << 16)
def compared(factor: int, total: int, operator_: str, size: int) -> int:
    """The values below a size whose product with a factor, plus a total, compares so with 0."""
    full = (1 << size) - 1
    if operator_ in ("!=", ">", ">="):
        return full & ~compared(factor, total, OTHERWISE[operator_], size)
    if factor == 0:
        return full if COMPARED[operator_](total, 0) else 0
    if operator_ == "==":
        value, rest = divmod(-total, factor)
        return 1 << value if not rest and 0 <= value < size else 0
    # factor * value <= last
    last = -total if operator_ == "<=" else -total - 1
    if factor > 0:
        return (1 << min(size, max(0, last // factor + 1))) - 1
    first = min(size, max(0, -(last // -factor)))
    return full & ~((1 << first) - 1)


class Formulas:
    """The names of a machine and its formulas."""

    def __init__(self) -> None:
        self.domains: list[Domain] = []
        self.relations: list[Relation] = []
        self._bits = 0
        self._restricted: dict[tuple[int, bool, tuple[int, ...]], tuple[int, ...] | None] = {}
        self._asked: dict[frozenset[int], frozenset[int]] = {}

    def add(
        self,
        name: str,
        size: int,
        start: int,
        low: int = 0,
        words: tuple[str, ...] = (),
        saturates: bool = False,
    ) -> Domain:
        """A new name."""
        domain = Domain(len(self.domains), name, size, start, low, words, saturates, self._bits)
        self._bits += size
        self.domains.append(domain)
        return domain

    def atom(self, name: int, mask: int) -> Formula:
        """That a name has one of these values."""
        full = self.domains[name].full
        mask &= full
        if not mask:
            return False
        return True if mask == full else ("a", name, mask)

    def negated(self, formula: Formula) -> Formula:
        """The formula that holds where this one does not."""
        if formula is True or formula is False:
            return not formula
        match formula[0]:
            case "a":
                return self.atom(formula[1], ~formula[2])
            case "r":
                return ("r", formula[1], not formula[2])
            case "&":
                return either(map(self.negated, formula[1]))
            case _:
                return both(map(self.negated, formula[1]))

    # Boxes

    def initial(self) -> Box:
        """The box of the start's values."""
        return sum(1 << (each.offset + each.start) for each in self.domains)

    def segment(self, box: Box, name: int) -> int:
        """The mask of one name's values in a box."""
        domain = self.domains[name]
        return (box >> domain.offset) & domain.full

    def restricted(self, formula: Formula, box: Box) -> Box:
        """The values of a box that may satisfy a formula, 0 if none do.

        Each name is seen on its own, so that more may stay than satisfies it, never less.
        """
        if formula is True:
            return box
        if formula is False:
            return 0
        tag = formula[0]
        if tag == "a":
            domain = self.domains[formula[1]]
            segment = (box >> domain.offset) & domain.full
            kept = segment & formula[2]
            if kept == segment:
                return box
            return box ^ ((segment ^ kept) << domain.offset) if kept else 0
        if tag == "&":
            for part in formula[1]:
                box = self.restricted(part, box)
                if not box:
                    return 0
            return box
        if tag == "|":
            merged = 0
            for part in formula[1]:
                merged |= self.restricted(part, box)
            return merged
        return self._related(formula[1], formula[2], box)

    def _related(self, number: int, wanted: bool, box: Box) -> Box:
        relation = self.relations[number]
        segments = tuple(self.segment(box, name) for name in relation.names)
        if not segments:
            return box if relation.may((), wanted) else 0
        if prod(segment.bit_count() for segment in segments[:-1]) > MOST_COMBINED:
            return box
        key = (number, wanted, segments)
        try:
            found = self._restricted[key]
        except KeyError:
            found = self._restricted[key] = self._kept(relation, wanted, segments)
        if found is None:
            return 0
        for name, before, after in zip(relation.names, segments, found, strict=True):
            if before != after:
                box ^= (before ^ after) << self.domains[name].offset
        return box

    def _kept(
        self, relation: Relation, wanted: bool, segments: tuple[int, ...]
    ) -> tuple[int, ...] | None:
        """Of the values of several names those with which a relation may come out as wanted."""
        if relation.linear is not None and all(segments):
            factors, total, compares = relation.linear
            compares = compares if wanted else OTHERWISE[compares]
            if compares not in ("==", "!="):
                return self._reaching(relation, factors, total, compares, segments)
        kept = [0] * len(segments)
        size = self.domains[relation.names[-1]].size
        for values in itertools.product(*map(bits, segments[:-1])):
            row = relation.row(values, size, wanted) & segments[-1]
            if row:
                kept[:-1] = [m | 1 << v for m, v in zip(kept, values, strict=False)]
                kept[-1] |= row
        return tuple(kept) if kept[0] else None

    def _reaching(
        self,
        relation: Relation,
        factors: tuple[int, ...],
        total: int,
        compares: str,
        segments: tuple[int, ...],
    ) -> tuple[int, ...] | None:
        """The values that reach beyond a bound if all others come as near to it as they can."""
        down = compares in ("<", "<=")
        nearest = []
        for factor, segment in zip(factors, segments, strict=True):
            lowest = (segment & -segment).bit_length() - 1
            value = lowest if (factor > 0) is down else segment.bit_length() - 1
            nearest.append(factor * value)
        total += sum(nearest)
        kept = tuple(
            segment & compared(factor, total - near, compares, self.domains[name].size)
            for name, factor, near, segment in zip(
                relation.names, factors, nearest, segments, strict=True
            )
        )
        return kept if kept[0] else None

    def simplified(self, formula: Formula, box: Box) -> Formula:
        """A formula that says the same within a box."""
        if formula is True or formula is False:
            return formula
        tag = formula[0]
        if tag == "a":
            segment = self.segment(box, formula[1])
            if not segment & ~formula[2]:
                return True
            return formula if segment & formula[2] else False
        if tag == "r":
            if not self._related(formula[1], formula[2], box):
                return False
            return formula if self._related(formula[1], not formula[2], box) else True
        parts = []
        same = True
        for part in formula[1]:
            told = self.simplified(part, box)
            if told is (tag == "|"):
                return told
            same = same and told is part
            parts.append(told)
        if same:
            return formula
        return both(parts) if tag == "&" else either(parts)

    def settled(self, formula: Formula, box: Box) -> Formula:
        """A formula that says the same within a box, False where nothing there can satisfy it."""
        told = self.simplified(formula, box)
        # Parts that can each be satisfied may yet not be so together.
        joint = told is not True and told is not False and told[0] in "&|"
        return False if joint and not self.restricted(told, box) else told

    def holds(self, formula: Formula, values: "tuple[int, ...] | list[int]") -> bool:
        """Whether a formula may hold of one value for each name."""
        if formula is True or formula is False:
            return bool(formula)
        tag = formula[0]
        if tag == "a":
            return bool(formula[2] >> values[formula[1]] & 1)
        if tag == "&":
            return all(self.holds(part, values) for part in formula[1])
        if tag == "|":
            return any(self.holds(part, values) for part in formula[1])
        relation: Relation = self.relations[formula[1]]
        held = tuple(values[name] for name in relation.names)
        return relation.may(held, bool(formula[2]))

    def names(self, formula: Formula) -> frozenset[int]:
        """The names a formula asks for."""
        if formula is True or formula is False:
            return _NO_NAMES
        tag = formula[0]
        if tag == "a":
            found = frozenset((formula[1],))
        elif tag == "r":
            found = frozenset(self.relations[formula[1]].names)
        else:
            found = frozenset().union(*map(self.names, formula[1]))
        return self._asked.setdefault(found, found)


def both(parts: Iterable[Formula]) -> Formula:
    """The formula that holds where all parts do."""
    if type(parts) is tuple and len(parts) == 2:
        if parts[0] is True:
            return parts[1]
        if parts[1] is True:
            return parts[0]
    atoms: dict[int, Formula] = {}
    joined: dict[Formula, None] = {}
    for part in parts:
        if part is False:
            return False
        if part is True:
            continue
        for each in part[1] if part[0] == "&" else (part,):
            if each[0] != "a":
                joined[each] = None
                continue
            known = atoms.setdefault(each[1], each)
            if known is not each:
                mask = known[2] & each[2]
                if not mask:
                    return False
                if mask != known[2]:
                    atoms[each[1]] = ("a", each[1], mask)
    told = (*atoms.values(), *joined)
    if not told:
        return True
    return told[0] if len(told) == 1 else ("&", told)


def either(parts: Iterable[Formula]) -> Formula:
    """The formula that holds where one of the parts does."""
    if type(parts) is tuple and len(parts) == 2:
        if parts[0] is False:
            return parts[1]
        if parts[1] is False:
            return parts[0]
    atoms: dict[int, Formula] = {}
    joined: dict[Formula, None] = {}
    for part in parts:
        if part is True:
            return True
        if part is False:
            continue
        for each in part[1] if part[0] == "|" else (part,):
            if each[0] != "a":
                joined[each] = None
                continue
            known = atoms.setdefault(each[1], each)
            if known is not each:
                mask = known[2] | each[2]
                if mask != known[2]:
                    atoms[each[1]] = ("a", each[1], mask)
    told = (*atoms.values(), *joined)
    if not told:
        return False
    return told[0] if len(told) == 1 else ("|", told)


def bits(mask: int) -> Iterator[int]:
    """The numbers of the bits that are set, lowest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low
