"""How long the prover takes, on stories whose faults are known and on the shipped one."""

import time
from pathlib import Path

import pytest

from game.engine.program import Program
from game.model.load import load
from game.model.story import Story
from tests.bench.planted import planted
from tests.bench.side import Benchmark, Row
from tests.prove.said import mistaken
from tools.prove.verdicts import Proof, prove

MARKS = [
    pytest.param(1_000, 0.01),
    pytest.param(1_000, 0.1),
    pytest.param(10_000, 0.01),
    pytest.param(10_000, 0.1, marks=pytest.mark.soak),
    pytest.param(50_000, 0.01, marks=pytest.mark.soak),
]


def timed(benchmark: Benchmark, story: Story, rounds: int = 1) -> Proof:
    """A proof of a story, its processor time noted: the machine may do other things."""
    found: list[Proof] = []
    taken: list[float] = []

    def once(_: int) -> None:
        begun = time.process_time()
        found.append(prove(Program(story), exploring=False))
        taken.append(time.process_time() - begun)

    benchmark.pedantic(once, setup=lambda: ((0,), {}), rounds=rounds)
    benchmark.extra_info["processor seconds"] = min(taken)
    return found[-1]


@pytest.mark.bench
@pytest.mark.parametrize(("size", "density"), MARKS)
def test_planted(
    benchmark: Benchmark, rows: list[Row], tmp_path: Path, size: int, density: float
) -> None:
    story = planted(size, density)
    loaded = load(story.write(tmp_path / "planted"), tmp_path, None)
    assert loaded.story is not None
    proof = timed(benchmark, loaded.story)
    wrong, unknown = mistaken(proof, story.facts)
    asked, left = proof.counts()
    figures = {
        "processor s": f"{benchmark.extra_info['processor seconds']:.1f}",
        "asked": f"{asked:,}",
        "decided": f"{1 - left / asked:.3%}",
        "planted": f"{len(story.facts)}",
        "mistaken": f"{len(wrong)}",
        "undecided": f"{len(unknown)}",
    }
    rows.append(Row("prover", f"planted {size:,}, {density:.0%} at fault", figures))
    assert not wrong
    assert left / asked < 0.0005


@pytest.mark.bench
def test_the_shipped_story(benchmark: Benchmark, story_root: Path) -> None:
    loaded = load(story_root / "brothers-keeper", story_root, None)
    assert loaded.story is not None
    proof = timed(benchmark, loaded.story, 3)
    assert proof.counts()[1] == 0
