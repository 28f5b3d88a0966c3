"""How long coverage of a large story takes; run by make bench.

Nothing here fails for being slow: the numbers are for people to compare.
"""

import pytest

from game.model.load import load_text
from tests.bench.generated import generated
from tests.bench.side import Benchmark
from tools.cover.reach import reach, walk
from tools.cover.trace import Traced

pytestmark = pytest.mark.bench


@pytest.fixture(scope="module")
def traced() -> Traced:
    loaded = load_text(generated(1000))
    assert loaded.story is not None
    return Traced.of(loaded.story)


def test_a_walk_is_traced(benchmark: Benchmark, traced: Traced) -> None:
    benchmark(walk, traced, 1)


def test_the_fewest_playthroughs_of_a_thousand_passages(
    benchmark: Benchmark, traced: Traced
) -> None:
    benchmark(reach, traced)
