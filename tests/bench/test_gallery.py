"""How long the gallery takes to open and to move, with two hundred of everything; make bench.

Nothing here fails for being slow: the numbers are for people to compare.
"""

import itertools
from pathlib import Path

import pytest

from game.engine.program import Program
from game.model.load import load_text
from game.screens.context import Context
from game.screens.gallery import GalleryScreen
from game.screens.intent import Scroll
from game.screens.picture import Picture, Size
from game.session.gallery import LEAVES, Gallery, LeafName, told
from game.session.library import Library, now
from game.session.playthrough import ADVANCE, Playthrough
from game.session.settings import Settings
from tests.bench.side import Benchmark
from tests.screens.test_gallery import story_of

MANY = 200
WINDOW = Size(1920, 1080)


def collected(folder: Path) -> tuple[Context, Program]:
    """A campaign of which two hundred runs have brought together everything."""
    story = load_text(story_of(MANY, MANY)).story
    assert story is not None
    program, library = Program(story), Library(folder, folder, ())
    for number in range(MANY):
        played = Playthrough.begin(program, number)
        for pick in (f"w{number}", ADVANCE, f"to{number}x{number}"):
            played.take(pick)
        library.chronicle(story.id).record(played, now())
    return Context(library, Settings(), lambda: 1), program


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> tuple[Context, Program]:
    return collected(tmp_path_factory.mktemp("gallery"))


def gallery_of(collection: tuple[Context, Program]) -> Gallery:
    context, program = collection
    return Gallery(program, context.library.chronicle(program.story.id))


@pytest.mark.bench
@pytest.mark.parametrize("leaf", LEAVES)
@pytest.mark.parametrize("part", ["view", "painted"])
def test_open(
    benchmark: Benchmark,
    collection: tuple[Context, Program],
    assets: Path,
    leaf: LeafName,
    part: str,
) -> None:
    """A leaf seen for the first time, every page of it replayed anew; painted with cold type."""
    import pygame as pg

    from game.window.fonts import Fonts
    from game.window.images import Images
    from game.window.paint import Painter

    surface = pg.Surface((WINDOW.w, WINDOW.h), 0, 32)
    fonts, images = Fonts(assets), Images(assets)
    Painter(fonts, images, False).paint(
        GalleryScreen(collection[0], gallery_of(collection), leaf).view(WINDOW, fonts), surface
    )

    def open_() -> Picture:
        gallery = gallery_of(collection)
        gallery.chronicle._roads.clear()
        picture = GalleryScreen(collection[0], gallery, leaf).view(WINDOW, fonts)
        if part == "painted":
            Painter(fonts, images, False).paint(picture, surface)
        return picture

    assert isinstance(benchmark(open_), Picture)


@pytest.mark.bench
@pytest.mark.parametrize("leaf", LEAVES)
def test_scroll(
    benchmark: Benchmark, collection: tuple[Context, Program], assets: Path, leaf: LeafName
) -> None:
    """A frame while the leaf is scrolled, painted too."""
    import pygame as pg

    from game.window.fonts import Fonts
    from game.window.images import Images
    from game.window.paint import Painter

    fonts = Fonts(assets)
    screen = GalleryScreen(collection[0], gallery_of(collection), leaf)
    painter = Painter(fonts, Images(assets), False)
    surface = pg.Surface((WINDOW.w, WINDOW.h), 0, 32)
    steps = itertools.cycle([0.3] * 40 + [-0.3] * 40)

    def frame() -> Picture:
        screen.handle(Scroll(next(steps)))
        picture = screen.view(WINDOW, fonts)
        painter.paint(picture, surface)
        return picture

    for _ in range(80):
        frame()
    assert isinstance(benchmark(frame), Picture)


@pytest.mark.bench
def test_in_words(benchmark: Benchmark, collection: tuple[Context, Program]) -> None:
    """All four leaves as plain text."""

    def words() -> int:
        gallery = gallery_of(collection)
        gallery.chronicle._roads.clear()
        return sum(len(list(told(gallery, leaf))) for leaf in LEAVES)

    assert int(str(benchmark(words))) >= 3 * MANY


def test_two_hundred_of_everything_can_be_opened(
    collection: tuple[Context, Program], assets: Path
) -> None:
    from game.window.fonts import Fonts

    gallery, fonts = gallery_of(collection), Fonts(assets)
    for leaf in LEAVES:
        assert gallery.found(leaf) >= MANY
        screen = GalleryScreen(collection[0], gallery, leaf)
        assert len(screen.view(WINDOW, fonts).shapes) > 10
