"""How many choices a second are simulated, beside the engine's walk on the same story."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from game.engine.machine import start
from game.engine.program import Program
from game.engine.walk import Walk
from game.model.load import campaigns, load, load_text
from game.model.story import Story
from tests.bench.peer_story import as_one_of_ours, peer_story
from tests.bench.side import Benchmark, Row, side_by_side
from tools.simulate.play import ROW
from tools.simulate.runs import play_all, prepared

ROOT = Path(__file__).parents[2]
GAMES = {"peer story, 10,000 passages": 4000, "shipped story": 40_000}


def _story(name: str) -> Story:
    if name == "shipped story":
        loaded = load(campaigns(ROOT / "story")[0], ROOT / "story")
    else:
        loaded = load_text("".join(text for _, text in as_one_of_ours(peer_story(10_000))))
    assert loaded.story is not None
    return loaded.story


def _walked(program: Program, seed: int) -> int:
    """The choices of a game that the engine walks at random."""
    chance = random.Random(seed)
    walk = Walk(program, start(program, seed).state)
    taken = 0
    while not walk.over:
        steps = walk.open()
        if steps:
            walk.take(chance.choice(steps))
            taken += 1
        elif program.goes_on(walk):
            walk.advance()
        else:
            break
    return taken


@pytest.mark.bench
@pytest.mark.parametrize("name", GAMES)
def test_choices_a_second(benchmark: Benchmark, rows: list[Row], name: str) -> None:
    story = _story(name)
    program = Program(story)
    simulation = prepared(story, "uniform", GAMES[name], 1)
    taken = sum(map(int, play_all(simulation).rows[1::ROW]))  # compiled, and counted
    walked = sum(_walked(program, seed) for seed in range(40))
    found = side_by_side(
        benchmark,
        f"simulate, {name}",
        time.perf_counter,
        lambda number: play_all(simulation),
        {"engine": lambda number: [_walked(program, seed) for seed in range(40)]},
        5,
    )
    engine = found.seconds / found.ratios["engine"]
    rows.append(
        Row(
            f"simulate, {name}",
            "choices a second",
            {
                "simulator": f"{taken / found.seconds:,.0f}",
                "engine's walk": f"{walked / engine:,.0f}",
            },
        )
    )


@pytest.mark.bench
def test_warm_start(benchmark: Benchmark) -> None:
    """Ten thousand games of the shipped story, from the shell and back."""
    command = [sys.executable, "-m", "game", "simulate", "--runs", "10000"]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)

    def warm(number: int) -> object:
        return subprocess.run(command, cwd=ROOT, capture_output=True, check=True)

    benchmark(warm, 0)
