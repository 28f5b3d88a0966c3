"""One thing measured with its yardsticks in turns, and the table of what came out."""

import gc
import statistics
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from typing import Any, Protocol, TypeAlias

import attrs
import pytest

Measured: TypeAlias = Callable[[int], object]
"""What is timed; it is given the number of the round."""


class Benchmark(Protocol):
    """What pytest-benchmark's fixture does, as far as it is used here."""

    group: str | None
    extra_info: dict[str, object]
    stats: Any

    def __call__(self, function: object, *arguments: object) -> object: ...

    def pedantic(self, target: Measured, *, setup: Callable[[], object], rounds: int) -> object: ...


@attrs.frozen
class Row:
    """A line of the table: a name and its figures, by column."""

    group: str
    name: str
    figures: Mapping[str, str]


ROWS: pytest.StashKey[list[Row]] = pytest.StashKey()


@attrs.frozen
class Taken:
    """The median time of something, in seconds, and of its ratios to each yardstick."""

    seconds: float
    ratios: Mapping[str, float]


def side_by_side(
    benchmark: Benchmark,
    group: str,
    timer: Callable[[], float],
    function: Measured,
    yardsticks: Mapping[str, Measured],
    rounds: int,
) -> Taken:
    """The times of a function by pytest-benchmark, its yardsticks timed before each round.

    The speed of a machine drifts: only what is measured at one moment can be compared.
    """
    times: dict[str, list[float]] = {name: [] for name in yardsticks}
    numbers = iter(range(rounds))

    def before() -> object:
        number = next(numbers)
        for name, yardstick in yardsticks.items():
            _set_aside()
            begun = timer()
            yardstick(number)
            times[name].append(timer() - begun)
        _set_aside()
        return (number,), {}

    benchmark.group = group
    try:
        benchmark.pedantic(function, setup=before, rounds=rounds)
    finally:
        gc.unfreeze()
    own: list[float] = benchmark.stats.stats.data
    ratios = {
        name: statistics.median(ours / theirs for ours, theirs in zip(own, each, strict=True))
        for name, each in times.items()
    }
    return Taken(statistics.median(own), ratios)


def _set_aside() -> None:
    """Keep from the garbage collector all that there is: other players' stories, the last result.

    Or it would walk them while something else is timed.
    """
    gc.collect()
    gc.freeze()


def table(rows: list[Row]) -> Iterator[str]:
    """The lines of a table, group by group."""
    for group, members in groupby(sorted(rows, key=lambda row: row.group), lambda r: r.group):
        listed = list(members)
        columns = list(dict.fromkeys(column for row in listed for column in row.figures))
        cells = [[group, *columns]]
        cells += [[row.name, *(row.figures.get(each, "") for each in columns)] for row in listed]
        widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
        for first, *figures in cells:
            padded = (f.rjust(width) for f, width in zip(figures, widths[1:], strict=True))
            yield "  ".join([first.ljust(widths[0]), *padded])
        yield ""
