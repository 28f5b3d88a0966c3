"""How long the map of a large story takes; run by make bench.

Nothing here fails for being slow: the numbers are for people to compare.
"""

from pathlib import Path

import pytest

from game.model.load import Loaded, load_text
from tests.bench.generated import generated
from tests.bench.side import Benchmark

pytest.importorskip("igraph", reason="igraph, which the map is laid out with, is missing")

from tools.storymap.drawing import measure_with, svg
from tools.storymap.page import html
from tools.storymap.plan import plan
from tools.storymap.survey import survey

pytestmark = pytest.mark.bench

ASSETS = Path(__file__).parents[2] / "assets"
SIZES = (500, 2000)


@pytest.fixture(scope="module", params=SIZES)
def loaded(request: pytest.FixtureRequest) -> Loaded:
    return load_text(generated(request.param))


def test_survey(benchmark: Benchmark, loaded: Loaded) -> None:
    benchmark(survey, loaded, ())


def test_plan(benchmark: Benchmark, loaded: Loaded) -> None:
    seen = survey(loaded, ())
    benchmark(lambda: plan(seen, measure_with(ASSETS)))


def test_svg(benchmark: Benchmark, loaded: Loaded) -> None:
    picture = plan(survey(loaded, ()), measure_with(ASSETS))
    benchmark(svg, picture, ASSETS)


def test_page(benchmark: Benchmark, loaded: Loaded) -> None:
    picture = plan(survey(loaded, ()), measure_with(ASSETS))
    benchmark(html, picture, ASSETS)
