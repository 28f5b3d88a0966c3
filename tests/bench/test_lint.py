"""How long the linter's rules take on a large campaign, cold, warm, and after an edit."""

import os
import re
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from game.model.load import Loaded, load_text
from tests.bench.generated import generated
from tests.bench.planted import planted
from tests.bench.side import Benchmark, Row
from tools.lint import lint

SIZE = 1000


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    return load_text(generated(SIZE))


@pytest.fixture(scope="module")
def edited() -> Loaded:
    text = generated(SIZE)
    at = text.index("    text: |\n      ", len(text) // 2) + len("    text: |\n      ")
    return load_text(f"{text[:at]}Nobody came. {text[at:]}")


@pytest.mark.bench
def test_lint_cold(benchmark: Benchmark, loaded: Loaded, assets: Path, tmp_path: Path) -> None:
    found = benchmark(partial(lint, loaded, assets, folder=tmp_path, root=tmp_path))
    assert isinstance(found, list)
    assert found


@pytest.mark.bench
def test_lint_warm(benchmark: Benchmark, loaded: Loaded, assets: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    first = lint(loaded, assets, folder=tmp_path, root=tmp_path, cache=cache)
    again = benchmark(partial(lint, loaded, assets, folder=tmp_path, root=tmp_path, cache=cache))
    assert again == first


@pytest.mark.bench
def test_lint_after_an_edit(
    benchmark: Benchmark, loaded: Loaded, edited: Loaded, assets: Path, tmp_path: Path
) -> None:
    cache = tmp_path / "cache"
    turn = [loaded, edited]

    def one_passage_is_new() -> object:
        turn.reverse()
        return lint(turn[0], assets, folder=tmp_path, root=tmp_path, cache=cache)

    assert isinstance(benchmark(one_passage_is_new), list)


EDITS = {
    "words": (r"text: (?=[A-Z])", "text: Nobody came. "),
    "a condition": (r"(if: \w+ >=) (\d+)", r"\1 1\2"),
}


@pytest.mark.bench
@pytest.mark.skipif(os.name == "nt", reason="no processor time of children is told there")
@pytest.mark.parametrize(
    ("size", "density"),
    [
        pytest.param(1_000, 0.01),
        pytest.param(1_000, 0.1),
        pytest.param(10_000, 0.01, marks=pytest.mark.soak),
        pytest.param(10_000, 0.1, marks=pytest.mark.soak),
    ],
)
def test_a_second_run(rows: list[Row], tmp_path: Path, size: int, density: float) -> None:
    folder = planted(size, density).write(tmp_path / "planted")
    first = _run(folder, tmp_path / "cache")
    figures = {"first s": f"{first:.2f}"}
    figures["again s"] = f"{_run(folder, tmp_path / 'cache'):.2f}"
    taken = {}
    for what, (old, new) in EDITS.items():
        for chapter in sorted(folder.glob("chapters/*.yaml")):
            text = chapter.read_text("utf-8")
            edited = re.sub(old, new, text, count=1)
            if edited != text:
                chapter.write_text(edited, "utf-8")
                break
        taken[what] = _run(folder, tmp_path / "cache")
        figures[f"after {what} s"] = f"{taken[what]:.2f}"
    rows.append(Row("lint", f"planted {size:,}, {density:.0%} at fault", figures))
    assert taken["words"] <= first / 10


def _run(folder: Path, cache: Path) -> float:
    """The processor time of `undone lint`, from its start to its end."""
    before = os.times()
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache)}
    command = [sys.executable, "-m", "game", "lint", str(folder)]
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert done.returncode in (0, 1, 3), done.stderr
    after = os.times()
    user = after.children_user - before.children_user
    return user + after.children_system - before.children_system
