"""Rows of numbers that are packed are the same when they are unpacked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.prove.packed import Rows

NUMBERS = st.lists(st.integers(0, 2**32 - 1) | st.integers(0, 3), max_size=12)


@given(st.lists(NUMBERS))
def test_rows_come_back_in_order(rows: list[list[int]]) -> None:
    assert list(Rows.unpacked(Rows.of(rows).packed())) == sorted(rows)


@given(st.lists(NUMBERS))
def test_rows_are_renumbered_one_by_one(rows: list[list[int]]) -> None:
    known = {0: 7, 1: 0, 2: 1}
    told = list(Rows.of(rows).renumbered(known))
    assert told == [[known.get(each, -1) for each in row] for row in sorted(rows)]


def test_what_rows_share_is_kept_once() -> None:
    long = list(range(1000))
    assert len(Rows.of([long, [*long[:900], 5], long[:300]]).added) == 1001


@pytest.mark.parametrize("data", [[], [[], 3], [[[0, 1]], "!"], [[["a", 1]], ""], [[], "AAA"]])
def test_what_was_not_packed_is_refused(data: list[object]) -> None:
    with pytest.raises((TypeError, ValueError)):
        list(Rows.unpacked(data))
