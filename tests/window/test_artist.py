"""Portraits that come later: the window shows what there is, and then what came."""

import io
from pathlib import Path

import pygame as pg
import pytest

from game.screens.faces import Portrait
from game.screens.picture import Image, Picture, Rect, Shape, Tilted
from game.window.fonts import Fonts
from game.window.images import Images
from game.window.paint import Painter

ASSETS = Path(__file__).resolve().parents[2] / "assets"
NAME = Portrait("small", "joe", ("old",), "stern").path
PLAIN = Portrait("small", "joe", (), "stern").path
PLATE = Portrait("small", "joe", crop="press").path
RED, BLUE = (200, 10, 10), (10, 10, 200)
BOX = Rect(0, 0, 80, 100)


class Slow:
    """An artist whose drawings come when the test says so."""

    def __init__(self) -> None:
        self.there: dict[str, bytes] = {}
        self.asked: list[str] = []
        self.new: tuple[str, ...] = ()

    def picture(self, name: str, ahead: bool = False) -> bytes | None:
        self.asked.append(name)
        return self.there.get(name)

    def awaits(self, name: str) -> bool:
        return name not in self.there

    def finished(self) -> tuple[str, ...]:
        names, self.new = self.new, ()
        return names

    def reread(self) -> None:
        pass

    def draw(self, name: str, data: bytes) -> None:
        self.there[name] = data
        self.new = (*self.new, name)


def flat(colour: tuple[int, int, int]) -> bytes:
    surface = pg.Surface((40, 50), 0, 32)
    surface.fill(colour)
    file = io.BytesIO()
    pg.image.save(surface, file, "x.png")
    return file.getvalue()


def colours(images: Images, shape: Shape) -> set[tuple[int, ...]]:
    surface = pg.Surface((80, 100), 0, 32)
    painter = Painter(Fonts(ASSETS), images)
    painter.paint(Picture((255, 255, 255), (shape,)), surface)
    return {tuple(surface.get_at((40, y)))[:3] for y in range(20, 80, 3)}


SHAPES: dict[str, Shape] = {
    "image": Image(BOX, NAME),
    "tilted": Tilted(BOX, 0.0, (Image(BOX, NAME),)),
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_a_silhouette_stands_in_until_the_portrait_comes(tmp_path: Path, shape: Shape) -> None:
    slow = Slow()
    images = Images(tmp_path, slow)
    surface = pg.Surface((80, 100), 0, 32)
    painter = Painter(Fonts(ASSETS), images)
    picture = Picture((255, 255, 255), (shape,))
    painter.paint(picture, surface)
    before = surface.get_at((40, 50))
    assert not images.arrived()
    slow.draw(NAME, flat(RED))
    assert images.arrived()
    assert not images.arrived()
    painter.paint(picture, surface)
    assert tuple(surface.get_at((40, 50)))[:3] == RED != tuple(before)[:3]
    assert slow.asked == [NAME, NAME]


def test_a_photograph_is_taken_anew_when_somebody_comes(tmp_path: Path) -> None:
    slow = Slow()
    images = Images(tmp_path, slow)
    first = pg.image.tobytes(images.photograph((PLATE,), 200, 120, 3.0), "RGBA")
    slow.draw(PLATE, flat((0, 0, 0)))
    assert images.arrived()
    assert pg.image.tobytes(images.photograph((PLATE,), 200, 120, 3.0), "RGBA") != first


def test_a_plate_is_mirrored_where_it_is_to_be(tmp_path: Path) -> None:
    half = pg.Surface((40, 50), 0, 32)
    half.fill((255, 255, 255))
    half.fill((0, 0, 0), (0, 0, 20, 50))
    file = io.BytesIO()
    pg.image.save(half, file, "x.png")
    (tmp_path / PLATE).parent.mkdir(parents=True)
    (tmp_path / PLATE).write_bytes(file.getvalue())
    images = Images(tmp_path)

    def dark(flip: bool) -> list[float]:
        """The ink left and right of the middle, above the parapet."""
        ink = images.photograph((PLATE,), 200, 120, 3.0, (flip,))
        halves = (range(75, 98), range(102, 125))
        return [sum(ink.get_at((x, y))[3] for x in half for y in range(50, 95)) for half in halves]

    left, right = dark(flip=False)
    assert left > 1.5 * right
    left, right = dark(flip=True)
    assert right > 1.5 * left


def test_a_shipped_portrait_is_never_asked_for(tmp_path: Path) -> None:
    (tmp_path / NAME).parent.mkdir(parents=True)
    (tmp_path / NAME).write_bytes(flat(BLUE))
    slow = Slow()
    assert colours(Images(tmp_path, slow), Image(BOX, NAME)) == {BLUE}
    assert slow.asked == []


def test_the_plain_face_stands_in_for_a_look(tmp_path: Path) -> None:
    (tmp_path / PLAIN).parent.mkdir(parents=True)
    (tmp_path / PLAIN).write_bytes(flat(BLUE))
    assert colours(Images(tmp_path), Image(BOX, NAME)) == {BLUE}
    slow = Slow()
    images = Images(tmp_path, slow)
    assert colours(images, Image(BOX, NAME)) == {BLUE}
    slow.draw(NAME, flat(RED))
    assert images.arrived()
    assert colours(images, Image(BOX, NAME)) == {RED}


def test_a_drawing_that_cannot_be_opened_is_a_silhouette(tmp_path: Path) -> None:
    slow = Slow()
    images = Images(tmp_path, slow)
    slow.draw(NAME, flat(RED)[:60])
    assert colours(images, Image(BOX, NAME)) == colours(Images(tmp_path), Image(BOX, NAME))


def test_what_is_painted_again_is_asked_for_again_and_what_is_not_is_not(tmp_path: Path) -> None:
    slow = Slow()
    images = Images(tmp_path, slow)
    paths: list[str] = []
    slow.awaits = lambda name: paths.append(name) or True  # type: ignore[method-assign,func-returns-value]
    images.picture(NAME, 80, 100)
    paths.clear()
    images.picture(NAME, 80, 100)
    assert NAME in paths
    images.picture("paper/book.png", 80, 100)
    assert set(paths) == {NAME}


@pytest.mark.parametrize(
    "portrait",
    [
        Portrait("small", "joe"),
        Portrait("brothers-keeper", "mika", ("one-eyed", "grey"), "afraid", "small"),
        Portrait("a-b", "joe-stern", ("old-press",), "pleased"),
        Portrait("small", "joe", ("old",), crop="press"),
        Portrait("small", "мика", ("седой",), "grieving", "small"),
    ],
)
def test_a_portrait_is_known_by_its_path(portrait: Portrait) -> None:
    assert Portrait.of(portrait.path) == portrait


@pytest.mark.parametrize(
    "path",
    [
        "",
        "paper/book.png",
        "portraits/joe-stern.png",
        "portraits/a/joe.png",
        "portraits/a/-stern.png",
    ],
)
def test_no_other_path_is_a_portraits(path: str) -> None:
    assert Portrait.of(path) is None
