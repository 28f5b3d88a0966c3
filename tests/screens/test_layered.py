"""The layout of the map: columns by bands, rows of their own, ways that pass through no box."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from game.model.load import load_text
from game.screens import charted
from game.screens.charted import plan_of
from game.screens.layered import Lane, laid, routed
from tests.bench.generated import generated

GRAPHS = st.lists(
    st.tuples(st.integers(0, 29), st.integers(0, 29)).filter(lambda edge: edge[0] != edge[1]),
    max_size=80,
)
BANDS = ([*range(10)], [*range(10, 12)], [*range(12, 30)])


def edges_of(pairs: list[tuple[int, int]]) -> dict[int, list[int]]:
    edges: dict[int, list[int]] = {}
    for start, end in pairs:
        edges.setdefault(start, []).append(end)
    return edges


@given(GRAPHS)
def test_every_node_has_a_place_of_its_own_in_its_band(pairs: list[tuple[int, int]]) -> None:
    layout = laid(BANDS, edges_of(pairs))
    assert set(layout.places) == set(range(30))
    assert len(set(layout.places.values())) == 30
    assert layout.bands[0][0] == 0
    for (_, last), (first, _) in pairwise(layout.bands):
        assert first == last + 1
    for band, (first, last) in zip(BANDS, layout.bands, strict=True):
        columns = {layout.places[node][0] for node in band}
        assert columns == set(range(first, last + 1))
    assert min(row for _, row in layout.places.values()) == 0
    assert laid(BANDS, edges_of(pairs)) == layout


@given(GRAPHS)
def test_no_way_passes_through_a_box(pairs: list[tuple[int, int]]) -> None:
    places = laid(BANDS, edges_of(pairs)).places
    ways = list(dict.fromkeys(pairs))
    lanes = routed(ways, places)
    filled = set(places.values())
    for start, end in ways:
        lane = lanes[start, end]
        (column, row), (to_column, to_row) = places[start], places[end]
        assert lane.gutters[0][0] == column
        assert lane.gutters[-1][0] == to_column - 1
        if len(lane.gutters) == 2 and lane.level % 1 == 0:
            between = range(column + 1, to_column)
            assert not any((each, int(lane.level)) in filled for each in between)
            assert lane.level in (row, to_row)


def test_a_chain_is_straight_and_a_fork_is_even() -> None:
    chain = laid([[0, 1, 2, 3]], {0: [1], 1: [2], 2: [3]})
    assert [chain.places[node] for node in range(4)] == [(0, 0), (1, 0), (2, 0), (3, 0)]
    fork = laid([["a", "b", "c", "d", "e"]], {"a": ["b", "c", "d"], "b": "e", "c": "e", "d": "e"})
    assert fork.places["a"][1] == fork.places["c"][1] == fork.places["e"][1]


def test_ways_that_would_lie_on_one_another_have_lanes_of_their_own() -> None:
    places = {"a": (0, 0), "b": (0, 1), "c": (1, 0), "d": (1, 1)}
    lanes = routed([("a", "d"), ("b", "c"), ("a", "c")], places)
    assert lanes["a", "d"].gutters != lanes["b", "c"].gutters
    assert lanes["a", "c"].gutters == lanes["a", "d"].gutters  # of one page: one trunk


def test_a_way_back_runs_between_the_rows() -> None:
    lanes = routed([("b", "a")], {"a": (0, 0), "b": (3, 0)})
    assert lanes["b", "a"] == Lane(((3, 0), (-1, 0)), 0.5, 0)


def test_a_plan_is_made_once_and_few_are_kept() -> None:
    stories = [load_text(generated(60, seed)).story for seed in range(5)]
    first = stories[0]
    assert first is not None
    plan = plan_of(first)
    assert plan_of(first) is plan
    assert len(plan.places) + len(plan.endings) == 60
    for story in stories:
        assert story is not None
        plan_of(story)
    assert len(charted._PLANS) == charted.KEPT
