"""Whole screens, as they are printed: specimen campaigns in the shipped faces and type."""

import time
from collections.abc import Iterator
from pathlib import Path

import pygame as pg
import pytest

from game.screens.picture import Size
from game.window.fonts import Fonts
from game.window.images import Images
from game.window.shot import render
from tests.window.golden import check
from tools.shots import SPECIMENS, staged

PAGE, PAPER, FRONT = SPECIMENS
SCREENS = [
    ("title", 100, PAGE),
    ("reading", 100, PAGE),
    ("reading", 200, PAGE),
    ("proof", 100, FRONT),
    ("telegram", 100, PAPER),
    ("archive", 100, FRONT),
    ("album", 100, PAGE),
    ("why-a-number", 100, PAGE),
    ("chart", 100, PAGE),
    ("ending", 100, PAGE),
    ("settings", 100, PAGE),
]
SIZE = Size(1280, 720)


@pytest.fixture(autouse=True)
def at_greenwich(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The map tells when a page was reached by the player's clock."""
    monkeypatch.setenv("TZ", "UTC")
    if hasattr(time, "tzset"):
        time.tzset()
    yield
    monkeypatch.undo()
    if hasattr(time, "tzset"):
        time.tzset()


@pytest.mark.parametrize(("name", "percent", "story"), SCREENS)
def test_screen_is_printed_as_it_was_blessed(
    name: str, percent: int, story: Path, assets: Path, bless: bool
) -> None:
    pg.font.init()
    fonts = Fonts(assets)
    screen = staged(name, story, None, None, percent)
    surface = render(screen.view(SIZE, fonts), SIZE, fonts, Images(assets))
    check(surface, f"screen-{name}-{percent}", bless)
