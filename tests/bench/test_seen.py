"""How long it takes until a page is seen at 1920 by 1080; run by make bench.

Cold is a page never seen before by a window that has shown others: its fonts are open, and
nothing of the page is measured or drawn. Warm is the same page again.
"""

import random
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pygame as pg
import pytest

from game.screens.closer import CloserScreen
from game.screens.context import Context
from game.screens.intent import Direction, Move
from game.screens.picture import Size
from game.screens.play import ALL, PlayScreen
from game.screens.screen import Screen
from game.session.library import Library
from game.session.playthrough import ADVANCE, Playthrough
from game.session.settings import Settings
from game.window.fonts import Fonts
from game.window.images import Images
from game.window.paint import Painter
from tests.bench.side import Benchmark

pytestmark = pytest.mark.bench

ROOT = Path(__file__).parents[2]
SIZE = Size(1920, 1080)
LAST = 99


class Window:
    """Fonts and a painter, and the surface they paint on; some screens have been shown."""

    def __init__(self, *shown: Screen) -> None:
        self.fonts = Fonts(ROOT / "assets")
        self.painter = Painter(self.fonts, Images(ROOT / "assets"))
        self.surface = pg.Surface((SIZE.w, SIZE.h), 0, 32)
        for screen in shown:
            self.show(screen)

    def show(self, screen: Screen) -> None:
        self.painter.paint(screen.view(SIZE, self.fonts), self.surface)

    def tones(self) -> int:
        return len({tuple(self.surface.get_at((x, SIZE.h // 3))) for x in range(0, SIZE.w, 3)})


Wanted: TypeAlias = Callable[[PlayScreen], bool]


def on_page(screen: PlayScreen) -> bool:
    """Whether it is a page of prose."""
    return screen.playthrough.turn.front_page is None and bool(screen.playthrough.turn.offers)


def on_front_page(screen: PlayScreen) -> bool:
    """Whether it is a front page with a group photograph."""
    page = screen.playthrough.turn.front_page
    return page is not None and bool(page.group)


@pytest.fixture
def context(tmp_path: Path) -> Context:
    library = Library.open(ROOT / "story", tmp_path)
    return Context(library, Settings(text_speed="at once"), lambda: 1)


def met(context: Context, wanted: Wanted, number: int) -> PlayScreen:
    """The screen at the turn of that number that is wanted, of a seeded walk."""
    program = context.library.program(context.library.entries[0])
    assert program is not None
    played, chance = Playthrough.begin(program, 1), random.Random(4)
    while not played.turn.over:
        if wanted(PlayScreen(context, played)):
            number -= 1
            if not number:
                break
        open_offers = [offer.id for offer in played.turn.offers if offer.open]
        played.take(chance.choice(open_offers) if open_offers else ADVANCE)
    assert not played.turn.over, "the walk meets no such page"
    return PlayScreen(context, played, shown=ALL)


def timed(benchmark: Benchmark, ready: Callable[[], Window], screen: Screen) -> None:
    """Time the screen shown in a window made ready anew for each round."""
    windows: list[Window] = []

    def setup() -> tuple[tuple[int], dict[str, object]]:
        windows[:] = [ready()]
        return (0,), {}

    benchmark.pedantic(lambda _: windows[0].show(screen), setup=setup, rounds=7)
    assert windows[0].tones() > 5


@pytest.mark.parametrize("wanted", [on_page, on_front_page])
def test_first_of_all(benchmark: Benchmark, context: Context, wanted: Wanted) -> None:
    timed(benchmark, Window, met(context, wanted, 1))


@pytest.mark.parametrize("wanted", [on_page, on_front_page])
def test_cold(benchmark: Benchmark, context: Context, wanted: Wanted) -> None:
    other = met(context, wanted, 1)
    timed(benchmark, lambda: Window(other), met(context, wanted, 2))


@pytest.mark.parametrize("wanted", [on_page, on_front_page])
def test_warm(benchmark: Benchmark, context: Context, wanted: Wanted) -> None:
    screen = met(context, wanted, 1)
    window = Window(screen)
    benchmark(window.show, screen)
    assert window.tones() > 5


@pytest.mark.parametrize("level", [1, 2], ids=["160", "240"])
def test_first_closer(benchmark: Benchmark, context: Context, level: int) -> None:
    screen = met(context, on_front_page, 1)
    closer = CloserScreen(context, screen.playthrough.turn, level=level)
    timed(benchmark, lambda: Window(screen), closer)


def test_moving(benchmark: Benchmark, context: Context) -> None:
    closer = CloserScreen(context, met(context, on_front_page, 1).playthrough.turn)
    window = Window(closer)

    def frame() -> None:
        if not closer.animating:
            closer.handle(Move(Direction.UP if closer.y > 0.5 else Direction.DOWN))
        closer.tick(16)
        window.show(closer)

    benchmark(frame)
    assert window.tones() > 5


def test_prepared(benchmark: Benchmark, context: Context) -> None:
    """The page after this one, when what may follow was drawn ahead."""
    before = met(context, on_page, 1)
    played = before.playthrough
    chosen = next(offer.id for offer in played.turn.offers if offer.open)
    after = Playthrough(played.program, [*played.turns], [*played.picks], played.complete)
    after.take(chosen)

    def ready() -> Window:
        window = Window(before)
        last = PlayScreen(context, played, page=LAST, shown=ALL)
        window.show(last)
        for picture in last.foresee(SIZE, window.fonts):
            for _ in window.painter.prepare(picture):
                pass
        return window

    timed(benchmark, ready, PlayScreen(context, after, shown=ALL))
