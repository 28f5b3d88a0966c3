"""Whole screens, as they are printed: a specimen campaign in the shipped faces and type."""

from pathlib import Path

import pygame as pg
import pytest

from game.screens.picture import Size
from game.window.fonts import Fonts
from game.window.images import Images
from game.window.shot import render
from tests.window.golden import GOLDEN, check
from tools.shots import staged

SCREENS = [
    ("title", 100),
    ("reading", 100),
    ("reading", 200),
    ("newspaper", 100),
    ("document", 100),
    ("ending", 100),
    ("settings", 100),
    ("problems", 100),
]
SIZE = Size(1280, 720)


@pytest.mark.parametrize(("name", "percent"), SCREENS)
def test_screen_is_printed_as_it_was_blessed(
    name: str, percent: int, assets: Path, bless: bool
) -> None:
    pg.font.init()
    fonts = Fonts(assets)
    screen = staged(name, GOLDEN / "story", None, None, percent)
    surface = render(screen.view(SIZE, fonts), SIZE, fonts, Images(assets))
    check(surface, f"screen-{name}-{percent}", bless)
