"""The statistics hold what they promise."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.simulate.figures import (
    difference,
    holm,
    p_of_lower_mean,
    p_of_shares,
    share,
    spread,
)


def test_wilsons_interval_is_that_of_the_tables() -> None:
    found = share(15, 50)  # Brown, Cai and DasGupta, 2001
    assert found.low == pytest.approx(0.1910, abs=1e-4)
    assert found.high == pytest.approx(0.4375, abs=1e-4)
    assert (share(0, 10).low, share(10, 10).high) == (0, 1)
    assert share(0, 10).high == pytest.approx(0.2775, abs=1e-4)
    assert (share(0, 0).low, share(0, 0).high) == (0, 1)


def test_newcombes_interval_is_that_of_his_paper() -> None:
    low, high = difference(share(56, 70), share(48, 80))  # Newcombe, 1998, example (a)
    assert low == pytest.approx(0.0524, abs=1e-4)
    assert high == pytest.approx(0.3339, abs=1e-4)


@given(st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_share_lies_in_its_interval(counted: tuple[int, int]) -> None:
    found = share(*counted)
    assert 0 <= found.low <= found.share <= found.high <= 1


def test_holm_corrects_step_by_step() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([]) == []
    assert holm([0.9, 0.8]) == [1.0, 1.0]


def test_shares_are_told_apart() -> None:
    assert p_of_shares(50, 100, 50, 100) == 1
    assert p_of_shares(0, 100, 0, 100) == 1
    assert p_of_shares(60, 100, 40, 100) == pytest.approx(0.00468, abs=1e-4)


def test_a_lower_mean_is_told() -> None:
    one, other = (100, 100, 200), (100, 150, 325)  # means 1 and 1.5, variances 1
    error = math.sqrt(2 / 99)
    expected = 0.5 * math.erfc(0.5 / error / math.sqrt(2))
    assert p_of_lower_mean(one, other) == pytest.approx(expected)
    assert p_of_lower_mean((9, 9, 9), (9, 9, 9)) == 1
    assert p_of_lower_mean((9, 9, 9), (9, 18, 36)) == 0


def test_a_spread_has_its_percentiles() -> None:
    found = spread(dict.fromkeys(range(1, 101), 1))
    assert found is not None
    assert (found.lowest, found.p5, found.p25, found.median) == (1, 5, 25, 50)
    assert (found.p75, found.p95, found.highest, found.mean) == (75, 95, 100, 50.5)
    assert spread({}) is None
