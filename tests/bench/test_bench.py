"""How long loading, choosing, viewing and painting take on a large campaign; run by make bench.

Nothing here fails for being slow: the numbers are for people to compare.
"""

import random
from pathlib import Path

import pytest

from game.engine.machine import choose
from game.engine.program import Program
from game.engine.state import Turn
from game.model.load import Loaded, load_text
from game.session.automatic import play, policy
from game.session.playthrough import Playthrough
from tests.bench.generated import generated
from tests.bench.side import Benchmark

SIZE = 1000


@pytest.fixture(scope="module")
def text() -> str:
    return generated(SIZE)


@pytest.fixture(scope="module")
def loaded(text: str) -> Loaded:
    return load_text(text)


@pytest.fixture(scope="module")
def program(loaded: Loaded) -> Program:
    assert loaded.story is not None, loaded.diagnostics[:5]
    return Program(loaded.story)


def test_the_generated_campaign_is_whole_and_every_walk_ends() -> None:
    story = load_text(generated(200)).story
    assert story is not None
    assert len(story.passages) == 200
    assert generated(200) == generated(200)
    assert generated(200) != generated(200, seed=2)
    for seed in range(5):
        played = Playthrough.begin(Program(story), seed)
        assert play(played, policy("uniform", seed), lambda turn, picked: None)


@pytest.mark.bench
def test_load(benchmark: Benchmark, text: str) -> None:
    loaded = benchmark(load_text, text)
    assert isinstance(loaded, Loaded)
    assert loaded.story is not None


@pytest.mark.bench
def test_compile(benchmark: Benchmark, loaded: Loaded) -> None:
    assert isinstance(benchmark(Program, loaded.story), Program)


@pytest.mark.bench
def test_choose(benchmark: Benchmark, program: Program) -> None:
    state = Playthrough.begin(program, 1).turn.state
    assert isinstance(benchmark(choose, program, state, "c0"), Turn)


@pytest.mark.bench
def test_walk(benchmark: Benchmark, program: Program) -> None:
    def walk() -> Playthrough:
        played = Playthrough.begin(program, 3)
        play(played, policy("uniform", 3), lambda turn, picked: None)
        return played

    played = benchmark(walk)
    assert isinstance(played, Playthrough)
    assert played.turn.over


@pytest.mark.bench
@pytest.mark.parametrize("size", [(1280, 720), (3840, 2160)], ids=["720p", "2160p"])
@pytest.mark.parametrize("part", ["view", "paint"])
def test_page(
    benchmark: Benchmark,
    program: Program,
    assets: Path,
    tmp_path: Path,
    size: tuple[int, int],
    part: str,
) -> None:
    if not list((assets / "fonts").glob("*.ttf")):
        pytest.skip("the fonts are missing")
    import pygame as pg

    from game.screens.context import Context
    from game.screens.picture import Picture, Size
    from game.screens.play import ALL, PlayScreen
    from game.session.library import Library
    from game.session.settings import Settings
    from game.window.fonts import Fonts
    from game.window.images import Images
    from game.window.paint import Painter

    fonts = Fonts(assets)
    context = Context(Library(tmp_path, tmp_path, ()), Settings(), lambda: 1)
    played = Playthrough.begin(program, 1)
    chance = random.Random(1)
    for _ in range(5):
        played.take(chance.choice([offer.id for offer in played.turn.offers if offer.open]))
    screen = PlayScreen(context, played, shown=ALL)
    room = Size(*size)
    picture: Picture = screen.view(room, fonts)
    if part == "view":
        assert benchmark(screen.view, room, fonts) == picture
        return
    surface = pg.Surface(size, 0, 32)
    painter = Painter(fonts, Images(assets), False)
    benchmark(painter.paint, picture, surface)
    assert len({tuple(surface.get_at((x, size[1] // 2))) for x in range(size[0])}) > 1
