"""How long the linter's rules take on a large campaign, cold, warm, and after an edit."""

from functools import partial
from pathlib import Path

import pytest

from game.model.load import Loaded, load_text
from tests.bench.generated import generated
from tests.bench.side import Benchmark
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
