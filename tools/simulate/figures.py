"""Statistics: shares with their intervals, percentiles, comparisons corrected for their number.

Intervals are of 95 %, Wilson's for a share and Newcombe's for the difference of two; tests are of
two shares, or two means, by the normal distribution, and Holm's method corrects for their number.
"""

import math
from collections.abc import Mapping, Sequence
from statistics import NormalDist

import attrs

SIGNIFICANT = 0.05
_NORMAL = NormalDist()
_95 = _NORMAL.inv_cdf(0.975)


@attrs.frozen
class Share:
    """A count, of how many, and what share that is, with its interval."""

    count: int
    of: int
    share: float
    low: float
    high: float


def share(count: int, of: int, z: float = _95) -> Share:
    """A share with Wilson's interval; of nothing it is anything from 0 to 1."""
    if of == 0:
        return Share(count, of, 0.0, 0.0, 1.0)
    p = count / of
    middle = p + z * z / (2 * of)
    spread = z * math.sqrt(p * (1 - p) / of + z * z / (4 * of * of))
    scale = 1 + z * z / of
    low = 0.0 if count == 0 else max(0.0, (middle - spread) / scale)
    high = 1.0 if count == of else min(1.0, (middle + spread) / scale)
    return Share(count, of, p, low, high)


def difference(one: Share, other: Share) -> tuple[float, float]:
    """Newcombe's interval of the difference of two shares, at the level that theirs have."""
    apart = one.share - other.share
    low = apart - math.hypot(one.share - one.low, other.high - other.share)
    high = apart + math.hypot(one.high - one.share, other.share - other.low)
    return low, high


def z_of(tests: int) -> float:
    """How many standard errors an interval spans to each side that holds for all of so many."""
    return _NORMAL.inv_cdf(1 - SIGNIFICANT / (2 * max(1, tests)))


def p_of_shares(one: int, of_one: int, other: int, of_other: int) -> float:
    """How likely two shares differ so much by chance alone."""
    pooled = (one + other) / (of_one + of_other)
    error = math.sqrt(pooled * (1 - pooled) * (1 / of_one + 1 / of_other))
    if error == 0:
        return 1.0
    return 2 * _NORMAL.cdf(-abs(one / of_one - other / of_other) / error)


def p_of_lower_mean(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """How likely the first mean is so much lower by chance alone; of count, sum, sum of squares."""
    means, errors = [], []
    for count, total, squares in (one, other):
        mean = total / count
        means.append(mean)
        errors.append(max(0.0, squares / count - mean * mean) / max(1, count - 1))
    error = math.sqrt(sum(errors))
    if error == 0:
        return 1.0 if means[0] >= means[1] else 0.0
    return _NORMAL.cdf((means[0] - means[1]) / error)


def holm(ps: Sequence[float]) -> list[float]:
    """What each p is when corrected for how many tests there are (Holm, 1979)."""
    order = sorted(range(len(ps)), key=ps.__getitem__)
    corrected = [0.0] * len(ps)
    highest = 0.0
    for rank, index in enumerate(order):
        highest = max(highest, min(1.0, ps[index] * (len(ps) - rank)))
        corrected[index] = highest
    return corrected


@attrs.frozen
class Spread:
    """How values are spread."""

    count: int
    mean: float
    lowest: int
    p5: int
    p25: int
    median: int
    p75: int
    p95: int
    highest: int


def spread(counts: Mapping[int, int]) -> Spread | None:
    """The spread of values by how often each was counted; None of none."""
    total = sum(counts.values())
    if not total:
        return None
    values = sorted(value for value, count in counts.items() if count)

    def percentile(of: float) -> int:
        left = of * total
        for value in values:
            left -= counts[value]
            if left <= 0:
                return value
        return values[-1]

    mean = sum(value * count for value, count in counts.items()) / total
    p5, p25, median, p75, p95 = (percentile(each) for each in (0.05, 0.25, 0.5, 0.75, 0.95))
    return Spread(total, mean, values[0], p5, p25, median, p75, p95, values[-1])
