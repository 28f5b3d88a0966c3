"""Choosing sets: all is covered, never by more than needed, and bounds are true ones."""

import importlib.util
from importlib.machinery import ModuleSpec
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.cover import choose as choosing
from tools.cover.choose import Choice, choose, greedy

SETS = st.lists(st.frozensets(st.integers(0, 9), max_size=6), min_size=1, max_size=8)


def fewest(sets: list[frozenset[int]], wanted: frozenset[int]) -> int:
    """How few cover as much as all do, found by trying."""
    every = frozenset[int]().union(*sets) & wanted
    for count in range(len(sets) + 1):
        for some in combinations(sets, count):
            if every <= frozenset[int]().union(*some):
                return count
    raise AssertionError("all of them do")


def covers(found: Choice, sets: list[frozenset[int]], wanted: frozenset[int]) -> bool:
    chosen = frozenset[int]().union(*(sets[each] for each in found.chosen))
    return frozenset[int]().union(*sets) & wanted <= chosen


@given(SETS, st.frozensets(st.integers(0, 9)))
def test_the_fewest_are_chosen_and_that_is_proved(
    sets: list[frozenset[int]], wanted: frozenset[int]
) -> None:
    pytest.importorskip("highspy", reason="highspy, the solver, is missing")
    found = choose(sets, wanted, [1] * len(sets))
    assert covers(found, sets, wanted)
    assert len(found.chosen) == fewest(sets, wanted)
    assert found.proved


@given(SETS, st.frozensets(st.integers(0, 9)))
def test_without_the_solver_all_is_covered_and_the_bound_is_true(
    sets: list[frozenset[int]], wanted: frozenset[int]
) -> None:
    def missing(name: str, package: str | None = None) -> ModuleSpec | None:
        return None if name == "highspy" else importlib.util.find_spec(name, package)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(choosing, "find_spec", missing)
        found = choose(sets, wanted, [1] * len(sets))
    assert covers(found, sets, wanted)
    assert found.least <= fewest(sets, wanted) <= len(found.chosen)


def test_of_as_few_the_smallest_are_chosen() -> None:
    pytest.importorskip("highspy", reason="highspy, the solver, is missing")
    sets = [frozenset({1, 2}), frozenset({1, 2}), frozenset({3})]
    assert choose(sets, frozenset({1, 2, 3}), [50, 7, 9]).chosen == (1, 2)


def test_where_the_nearest_is_not_the_best_exact_is_better_than_greedy() -> None:
    pytest.importorskip("highspy", reason="highspy, the solver, is missing")
    sets = [frozenset({1, 2, 3, 4}), frozenset({1, 2, 5}), frozenset({3, 4, 6})]
    wanted = frozenset(range(1, 7))
    assert len(choose(sets, wanted, [1, 1, 1]).chosen) == 2
    assert len(greedy(sets, [1, 1, 1])) == 2, "what the others make needless is left out"


def test_nothing_to_cover_needs_nothing() -> None:
    assert choose([], frozenset(), []) == Choice((), 0)
    assert choose([frozenset({1})], frozenset(), [1]) == Choice((), 0)
