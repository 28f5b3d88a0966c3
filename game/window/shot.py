"""A screen as a PNG file, without a display."""

from pathlib import Path

import pygame as pg

from game.screens.picture import Picture, Size
from game.screens.screen import Screen
from game.window.artist import Artist
from game.window.fonts import Fonts
from game.window.images import Images
from game.window.paint import Painter


def shoot(
    screen: Screen, size: Size, assets: Path, path: Path, artist: Artist | None = None
) -> None:
    """Write the screen as it is now to `path`."""
    fonts = Fonts(assets)
    surface = render(screen.view(size, fonts), size, fonts, Images(assets, artist))
    path.parent.mkdir(parents=True, exist_ok=True)
    pg.image.save(surface, path)


def render(
    picture: Picture, size: Size, fonts: Fonts, images: Images, flat_paper: bool = False
) -> pg.Surface:
    """The picture on a surface of its own."""
    surface = pg.Surface((size.w, size.h), 0, 32)
    Painter(fonts, images, flat_paper).paint(picture, surface)
    return surface
