"""Formulas, changes and abstractions against naive enumeration."""

import itertools
import operator
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.prove import change as changes
from tools.prove.change import Change
from tools.prove.formula import (
    COMPARED,
    Formula,
    Formulas,
    Relation,
    bits,
    both,
    compared,
    either,
)

SIZES = (2, 3, 5)
ALL = list(itertools.product(*map(range, SIZES)))

NAMES = st.integers(0, len(SIZES) - 1)


def world() -> Formulas:
    """Three names, and two relations: a sum, and one that is known to hold for some values."""
    formulas = Formulas()
    for number, size in enumerate(SIZES):
        formulas.add(f"n{number}", size, 0)
    linear = Relation((1, 2), lambda _: (True, True), ((1, -2), 1, ">="))
    odd = Relation((0, 2), lambda each: (sum(each) % 2 == 1, sum(each) % 2 == 0))
    formulas.relations += [linear, odd]
    return formulas


def naively(formula: Formula, values: tuple[int, ...]) -> bool:
    if formula is True or formula is False:
        return bool(formula)
    match formula[0]:
        case "a":
            return bool(formula[2] >> values[formula[1]] & 1)
        case "r":
            holds = values[1] - 2 * values[2] + 1 >= 0
            holds = holds if formula[1] == 0 else (values[0] + values[2]) % 2 == 1
            return holds is formula[2]
        case "&":
            return all(naively(each, values) for each in formula[1])
    return any(naively(each, values) for each in formula[1])


@st.composite
def formulas_of(draw: st.DrawFn, depth: int = 3) -> Formula:
    kind = draw(st.sampled_from(["atom", "atom", "relation", "and", "or", "plain"]))
    if kind == "plain":
        return draw(st.booleans())
    if kind == "atom" or depth == 0:
        name = draw(NAMES)
        return world().atom(name, draw(st.integers(0, (1 << SIZES[name]) - 1)))
    if kind == "relation":
        return ("r", draw(st.integers(0, 1)), draw(st.booleans()))
    parts = draw(st.lists(formulas_of(depth - 1), max_size=3))
    return both(parts) if kind == "and" else either(parts)


@given(formulas_of())
def test_a_formula_and_its_negation_hold_where_they_should(formula: Formula) -> None:
    formulas = world()
    negated = formulas.negated(formula)
    for values in ALL:
        assert formulas.holds(formula, values) is naively(formula, values)
        assert formulas.holds(negated, values) is not naively(formula, values)


@given(formulas_of(), st.tuples(*(st.integers(1, (1 << size) - 1) for size in SIZES)))
def test_a_box_keeps_what_satisfies_a_formula(formula: Formula, masks: tuple[int, ...]) -> None:
    formulas = world()
    box = sum(mask << domain.offset for mask, domain in zip(masks, formulas.domains, strict=True))
    within = [each for each in ALL if all(m >> v & 1 for m, v in zip(masks, each, strict=True))]
    kept = formulas.restricted(formula, box)
    said = formulas.simplified(formula, box)
    for values in within:
        holds = naively(formula, values)
        assert formulas.holds(said, values) is holds
        if holds:
            for domain, value in zip(formulas.domains, values, strict=True):
                assert formulas.segment(kept, domain.index) >> value & 1
    assert kept & ~box == 0


@given(st.lists(formulas_of(), max_size=4))
def test_both_and_either_join(parts: list[Formula]) -> None:
    for values in ALL:
        assert naively(both(parts), values) is all(naively(each, values) for each in parts)
        assert naively(either(parts), values) is any(naively(each, values) for each in parts)


@pytest.mark.parametrize("compares", COMPARED)
def test_a_comparison_is_read_off_as_it_is_tried(compares: str) -> None:
    holds: Callable[[int, int], bool] = COMPARED[compares]
    for factor, total in itertools.product(range(-4, 5), range(-30, 31)):
        tried = sum(1 << value for value in range(9) if holds(factor * value + total, 0))
        assert compared(factor, total, compares, 9) == tried, (factor, total)


def test_comparisons_are_those_of_numbers() -> None:
    assert COMPARED["<"] is operator.lt
    assert COMPARED[">="] is operator.ge


# Changes

SIZE = 7


@st.composite
def steps(draw: st.DrawFn) -> Change:
    kind = draw(st.sampled_from(["add", "give", "table", "any"]))
    if kind == "add":
        return (draw(st.integers(-8, 8)), 0, SIZE - 1)
    if kind == "give":
        return changes.given(draw(st.integers(0, SIZE - 1)))
    if kind == "any":
        return ("any", draw(st.integers(1, (1 << SIZE) - 1)))
    value = st.integers(0, SIZE - 1)
    return changes.of_table(draw(st.tuples(*[value] * SIZE)))


def outcomes(change: Change, value: int) -> set[int]:
    return set(bits(change[1])) if change[0] == "any" else {changes.after(change, value)}


@given(st.lists(steps(), min_size=1, max_size=5))
def test_changes_one_after_another_are_one_change(made: list[Change]) -> None:
    joined = changes.same(SIZE)
    for each in made:
        joined = changes.then(joined, each, SIZE)
    for value in range(SIZE):
        told = {value}
        for each in made:
            told = {after for before in told for after in outcomes(each, before)}
        assert outcomes(joined, value) == told


@given(st.lists(steps(), min_size=1, max_size=3), st.integers(0, (1 << SIZE) - 1))
def test_the_image_of_a_set_is_that_of_its_values(made: list[Change], mask: int) -> None:
    change = changes.same(SIZE)
    for each in made:
        change = changes.then(change, each, SIZE)
    told = {after for value in bits(mask) for after in outcomes(change, value)}
    assert changes.image(change, mask) == sum(1 << value for value in told)


@given(st.tuples(*[st.integers(0, SIZE - 1)] * SIZE))
def test_a_table_is_read_as_it_stands(table: tuple[int, ...]) -> None:
    change = changes.of_table(table)
    assert tuple(changes.after(change, value) for value in range(SIZE)) == table


@given(st.lists(steps(), min_size=1, max_size=3), st.integers(0, (1 << SIZE) - 1))
def test_values_between_cuts_stay_together(made: list[Change], cuts: int) -> None:
    cuts &= ~1
    change = changes.same(SIZE)
    for each in made:
        change = changes.then(change, each, SIZE)
    before = changes.cuts_before(change, cuts, (1 << SIZE) - 1)

    def kind(value: int) -> int:
        return (cuts & ((1 << (value + 1)) - 1)).bit_count()

    for value in range(1, SIZE):
        if not before >> value & 1 and change[0] != "any":
            one, other = changes.after(change, value - 1), changes.after(change, value)
            assert kind(one) == kind(other)
