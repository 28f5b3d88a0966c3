"""The prover against stories whose faults are known."""

from pathlib import Path

import pytest

from game.engine.program import Program
from game.model.load import load
from tests.bench.planted import Planted, named, planted
from tests.prove.said import mistaken
from tests.small import whole
from tools.prove.verdicts import prove


def holds(story: Planted) -> None:
    """The prover finds what was planted and nothing else, and nearly all is decided."""
    proof = prove(Program(whole(story.text())), exploring=False)
    wrong, unknown = mistaken(proof, story.facts)
    assert not wrong
    assert len(unknown) <= len(story.facts) // 20
    asked, left = proof.counts()
    assert left <= asked / 1_000


@pytest.mark.parametrize("seed", range(3))
def test_what_is_planted_is_found_and_nothing_else(seed: int) -> None:
    holds(planted(150, 0.08, seed))


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("density", [0.01, 0.1])
def test_many_planted_stories(seed: int, density: float) -> None:
    holds(planted(400, density, seed))


def test_a_planted_story_is_the_same_in_one_file_and_in_a_folder(tmp_path: Path) -> None:
    story = planted(120, 0.1)
    loaded = load(story.write(tmp_path / "planted"), tmp_path, None)
    assert loaded.story is not None
    one = whole(story.text())
    assert set(loaded.story.passages) == set(one.passages)
    assert story == planted(120, 0.1)
    assert story != planted(120, 0.1, 2)


def test_both_what_is_broken_and_what_looks_like_it_is_planted() -> None:
    facts = planted(1_000, 0.1).facts
    assert sum(fact.fault for fact in facts) == pytest.approx(100, abs=5)
    for kind in ("passage", "ending", "choice", "fails", "stuck", "trap", "variant"):
        assert {fact.fault for fact in facts if fact.kind == kind} == {True, False}, kind


@pytest.mark.parametrize(("size", "names"), [(100, 90), (1_000, 500), (10_000, 1_040)])
def test_names_grow_with_the_size(size: int, names: int) -> None:
    assert named(size) == names
