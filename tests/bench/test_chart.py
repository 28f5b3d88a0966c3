"""How long the map takes to open and to move, and what a page costs the chronicle; make bench.

Nothing here fails for being slow: the numbers are for people to compare.
"""

import itertools
import random
from pathlib import Path

import pytest

from game.engine.program import Program
from game.model.load import load_text
from game.screens import charted
from game.screens.chart import CLOSE, FAR, NEAR, SMALL, ChartScreen
from game.screens.context import Context
from game.screens.intent import Command, Direction, Drag, Move
from game.screens.picture import Picture, Size
from game.session.chronicle import Chronicle
from game.session.library import Library, now
from game.session.playthrough import ADVANCE, Playthrough
from game.session.run import Run
from game.session.settings import Settings
from tests.bench.generated import generated
from tests.bench.side import Benchmark

RUNS = 10
WINDOW = Size(1920, 1080)


def walked(program: Program, seed: int, longest: int = 300) -> Playthrough:
    """A random game, as long as it goes."""
    played = Playthrough.begin(program, seed)
    chance = random.Random(seed)
    while not played.turn.over and len(played.picks) < longest:
        open_ids: list[str] = [offer.id for offer in played.turn.offers if offer.open]
        played.take(chance.choice(open_ids) if open_ids else ADVANCE)
    return played


def campaign_of(size: int, folder: Path) -> tuple[Context, Playthrough]:
    """A campaign of so many passages after some runs, and the last of them."""
    story = load_text(generated(size)).story
    assert story is not None
    program = Program(story)
    library = Library(folder, folder, ())
    for seed in range(RUNS):
        played = walked(program, seed)
        library.chronicle(story.id).record(played, now())
    return Context(library, Settings(), lambda: 1), played


@pytest.mark.bench
@pytest.mark.parametrize("size", [500, 2000])
def test_open(benchmark: Benchmark, tmp_path: Path, assets: Path, size: int) -> None:
    """The first view of the map, the chronicle read from disk and everything laid out anew."""
    from game.window.fonts import Fonts

    context, played = campaign_of(size, tmp_path)
    fonts = Fonts(assets)
    id_ = played.program.story.id

    def open_() -> Picture:
        charted._PLANS.clear()
        context.library._chronicles.clear()
        screen = ChartScreen(context, played.program, played)
        return screen.view(WINDOW, fonts)

    assert isinstance(benchmark(open_), Picture)
    assert len(context.library.chronicle(id_).runs) == RUNS


@pytest.mark.bench
@pytest.mark.parametrize("size", [500, 2000])
@pytest.mark.parametrize("zoom", [FAR, SMALL, NEAR, CLOSE])
@pytest.mark.parametrize("part", ["view", "frame"])
def test_pan(
    benchmark: Benchmark, tmp_path: Path, assets: Path, size: int, zoom: int, part: str
) -> None:
    """A frame while the map is dragged: its view alone, or painted too."""
    import pygame as pg

    from game.window.fonts import Fonts
    from game.window.images import Images
    from game.window.paint import Painter

    context, played = campaign_of(size, tmp_path)
    fonts = Fonts(assets)
    screen = ChartScreen(context, played.program, played, zoom=zoom)
    surface = pg.Surface((WINDOW.w, WINDOW.h), 0, 32)
    painter = Painter(fonts, Images(assets), False)
    steps = itertools.cycle([7.0] * 90 + [-7.0] * 90)

    def frame() -> Picture:
        screen.handle(Drag(next(steps), 0))
        picture = screen.view(WINDOW, fonts)
        if part == "frame":
            painter.paint(picture, surface)
        return picture

    for _ in range(120):
        frame()
    assert isinstance(benchmark(frame), Picture)


@pytest.mark.bench
def test_record(benchmark: Benchmark, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run of three hundred pages noted anew, and written without waiting for the disk."""
    story = load_text(generated(500)).story
    assert story is not None
    played = walked(Program(story), 1)
    monkeypatch.setattr("os.fsync", lambda handle: None)
    chronicle = Chronicle(tmp_path)

    before = Playthrough(played.program, played.turns[:-1], played.picks[:-1])

    def record() -> None:
        chronicle.runs.clear()
        run = Run.begin("run", before, "")
        run.follow(before, "")
        chronicle.runs["run"] = run
        chronicle.record(played, now())

    benchmark(record)
    assert len(chronicle.runs) == 1


def test_the_map_opens_on_a_large_story_and_every_step_of_it_can_be_seen(
    tmp_path: Path, assets: Path
) -> None:
    from game.window.fonts import Fonts

    context, played = campaign_of(200, tmp_path)
    screen = ChartScreen(context, played.program, played)
    fonts = Fonts(assets)
    for command in ("-", "-", "+", "+", "+"):
        screen.handle(Command(command))
        screen.handle(Move(Direction.LEFT))
        assert screen.view(WINDOW, fonts).shapes
