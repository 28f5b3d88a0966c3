"""Pictures of the assets folder at their final size, paper, shadows and halftones."""

import io
import itertools
import math
from pathlib import Path, PurePosixPath
from typing import Final

import attrs
import pygame as pg

from game.screens import theme
from game.screens.faces import Portrait
from game.screens.picture import Colour, Sheet
from game.window.artist import Artist
from game.window.kept import Kept, surface_bytes
from game.window.tribune import bust, scene

SHEETS: Final[dict[Sheet, Colour]] = {
    "newsprint": theme.NEWSPRINT,
    "book": theme.BOOK,
    "manila": theme.MANILA,
    "form": theme.FORM,
    "desk": theme.DESK,
}
SOURCE_BYTES: Final = 13 << 20
READY_BYTES: Final = 15 << 20
LARGEST_KEPT: Final = 2 << 20
MOST_PIXELS: Final = 16_000_000
"""A picture larger than this is none of ours and is not scaled."""

LARGE_PITCH: Final = 9.5
CLEAR_PITCH: Final = 6.5
"""Pixels from dot to dot: from the one on, dots need no finer grid to be round; beyond the
other, the scene under them is drawn smaller and enlarged."""

GAIN: Final = 3
"""How often the halftone's difference is doubled: dots go from none to full in an eighth."""


def laid(target: pg.Surface, picture: pg.Surface, at: tuple[int, int]) -> None:
    """Lay a picture of `Images` on a surface: those with alpha are premultiplied."""
    soft = picture.get_flags() & pg.SRCALPHA
    target.blit(picture, at, special_flags=pg.BLEND_PREMULTIPLIED if soft else 0)


class Images:
    """Pictures loaded once, and kept at the sizes at which they are seen.

    Portraits that are not in the folder are the artist's; `edition` counts those that came, and
    `ahead` tells that what is asked for now is not on the screen yet.
    """

    def __init__(self, assets: Path, artist: Artist | None = None) -> None:
        self.edition = 0
        self.ahead = False
        self._assets = assets
        self._artist = artist
        self._awaited: set[str] = set()
        self._editions: dict[str, int] = {}
        self._sources: Kept[tuple[str, int], pg.Surface | None] = Kept(SOURCE_BYTES, surface_bytes)
        self._ready: Kept[tuple[object, ...], pg.Surface] = Kept(READY_BYTES, surface_bytes)

    def picture(
        self, name: str, w: int, h: int, flip: bool = False, *, once: bool = False
    ) -> pg.Surface:
        """The named picture covering `w` by `h` pixels, for `laid`, or a paper silhouette.

        A large one that is needed only `once` is not kept: it would drive out all others.
        """
        key = ("picture", name, w, h, flip, self._edition(name))
        if once and w * h * 4 > LARGEST_KEPT and key not in self._ready:
            return self._fitted(name, w, h, flip)
        return self._ready.get(key, lambda: self._fitted(name, w, h, flip))

    def has(self, name: str) -> bool:
        """Whether there is a picture of this name."""
        return self._source(name) is not None

    def tile(self, sheet: Sheet) -> pg.Surface | None:
        """The tile of a sheet of paper, None where there is no picture of it."""
        return self._sources.get((f"paper/{sheet}", 0), lambda: self._opaque(f"paper/{sheet}.png"))

    def photograph(
        self,
        plates: tuple[str, ...],
        w: int,
        h: int,
        pitch: float,
        flips: tuple[bool, ...] = (),
    ) -> pg.Surface:
        """The ink of a group photograph under its screen, on nothing."""
        key = ("photograph", plates, flips, w, h, pitch, *map(self._edition, plates))
        return self._ready.get(key, lambda: self._screened(plates, flips, w, h, pitch))

    def shadow(self, w: int, h: int, blur: int, alpha: int) -> pg.Surface:
        """The shadow of `w` by `h` pixels of paper; it reaches `2 * blur` beyond every side."""
        key = ("shadow", w, h, blur, alpha)
        return self._ready.get(key, lambda: _shadow(w, h, blur, alpha))

    def arrived(self) -> bool:
        """Whether portraits have come since this was asked last; from now on they are shown."""
        names = self._artist.finished() if self._artist else ()
        for name in names:
            self._awaited.discard(name)
            self._editions[name] = self._editions.get(name, 0) + 1
        self.edition += len(names)
        return bool(names)

    def _edition(self, name: str) -> int:
        """Which drawing of a portrait is to be seen; one that is awaited is drawn first."""
        if name in self._awaited and self._artist and not self.ahead:
            self._artist.awaits(name)
        return self._editions.get(name, 0)

    def _source(self, name: str) -> pg.Surface | None:
        return self._sources.get((name, self._edition(name)), lambda: self._found(name))

    def _found(self, name: str) -> pg.Surface | None:
        """The picture from the folder, else by the artist, else the plain face from the folder."""
        found = self._loaded(name)
        portrait = Portrait.of(name) if found is None else None
        if portrait is None:
            return found
        if self._artist is not None:
            drawing = self._artist.picture(name, self.ahead)
            found = _opened(io.BytesIO(drawing)) if drawing is not None else None
            if drawing is None:
                self._awaited.add(name)
        if found is None and portrait.looks:
            found = self._loaded(attrs.evolve(portrait, looks=()).path)
        return found

    def _loaded(self, name: str) -> pg.Surface | None:
        """The picture as it lies in the folder, None if it cannot be read."""
        path = PurePosixPath(name)
        if not name or path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name:
            return None
        return _opened(self._assets / path)

    def _opaque(self, name: str) -> pg.Surface | None:
        source = self._loaded(name)
        if source is None or source.get_bitsize() == 8:
            return source
        return _of_32_bits(source)

    def _fitted(self, name: str, w: int, h: int, flip: bool) -> pg.Surface:
        source = self._source(name)
        if source is None:
            return _silhouette(w, h)
        sw, sh = source.get_size()
        factor = max(w / sw, h / sh)
        cut_w, cut_h = min(sw, round(w / factor)), min(sh, round(h / factor))
        part = source.subsurface(((sw - cut_w) // 2, 0, max(1, cut_w), max(1, cut_h)))
        scaled = _reduced(part, w, h)
        return pg.transform.flip(scaled, True, False) if flip else scaled

    def _screened(
        self, plates: tuple[str, ...], flips: tuple[bool, ...], w: int, h: int, pitch: float
    ) -> pg.Surface:
        """Ink where the scene is darker than a screen of round dots at 45 degrees."""
        # Large dots have soft edges enough; small ones are drawn finer.
        fine = 1 if pitch >= LARGE_PITCH else 3 if w * h < 100_000 else 2
        people = self._scene(plates, flips, w, h, pitch)
        people = pg.transform.smoothscale(people, (w * fine, h * fine))
        screen = pg.Surface(people.get_size(), 0, 32)
        tiled(screen, _dots(max(4, round(pitch * math.sqrt(2) * fine))))
        middle = 128 >> GAIN
        screen.fill((middle, middle, middle), special_flags=pg.BLEND_RGB_ADD)
        screen.blit(people, (0, 0), special_flags=pg.BLEND_RGB_SUB)
        for _ in range(GAIN):
            screen.blit(screen, (0, 0), special_flags=pg.BLEND_RGB_ADD)
        reduced = screen if fine == 1 else pg.transform.smoothscale(screen, (w, h))
        pixels = bytearray(bytes((*theme.INK[::-1], 0)) * (w * h))
        pixels[3::4] = pg.image.tobytes(reduced, "RGB")[::3]
        return pg.image.frombytes(bytes(pixels), (w, h), "BGRA")

    def _scene(
        self, plates: tuple[str, ...], flips: tuple[bool, ...], w: int, h: int, pitch: float
    ) -> pg.Surface:
        """The grey scene with the people of these plates; an empty name is somebody removed.

        It is no finer than its screen lets see.
        """
        clear = min(1.0, CLEAR_PITCH / pitch)
        w, h = max(1, round(w * clear)), max(1, round(h * clear))

        def plate(index: int, tall: int) -> pg.Surface | None:
            source = self._source(plates[index])
            if source is None:
                return None
            mirrored = index < len(flips) and flips[index]
            return pg.transform.flip(_reduced(source, round(tall * 0.8), tall), mirrored, False)

        key = ("scene", plates, flips, w, h, *map(self._edition, plates))
        return self._ready.get(key, lambda: scene([bool(name) for name in plates], plate, w, h))


def tiled(surface: pg.Surface, tile: pg.Surface) -> None:
    """Cover a surface with copies of a tile from its corner on, ever larger parts at once."""
    surface.blit(tile, (0, 0))
    (w, h), (full_w, full_h) = tile.get_size(), surface.get_size()
    while w < full_w:
        surface.blit(surface, (w, 0), (0, 0, w, h))
        w *= 2
    while h < full_h:
        surface.blit(surface, (0, h), (0, 0, full_w, h))
        h *= 2


def _opened(file: Path | io.BytesIO) -> pg.Surface | None:
    """The picture in a file, None if it cannot be read."""
    try:
        loaded = pg.image.load(file)
    except (OSError, ValueError, pg.error):
        return None
    if loaded.get_width() * loaded.get_height() > MOST_PIXELS:
        return None
    if loaded.get_colorkey():
        keyed = pg.Surface(loaded.get_size(), pg.SRCALPHA, 32)
        keyed.blit(loaded, (0, 0))
        return keyed
    if loaded.get_flags() & pg.SRCALPHA:
        # The order of screens is laid fastest; no display is needed for this.
        return loaded.convert(pg.Surface((1, 1), pg.SRCALPHA, 32))
    # A palette is kept: it takes a quarter of the memory, and can be laid as it is.
    return loaded if loaded.get_bitsize() == 8 else _of_32_bits(loaded)


def _of_32_bits(surface: pg.Surface) -> pg.Surface:
    """An opaque copy that can be scaled smoothly."""
    copy = pg.Surface(surface.get_size(), 0, 32)
    copy.blit(surface, (0, 0))
    return copy


def _reduced(surface: pg.Surface, w: int, h: int) -> pg.Surface:
    """The surface at another size; with alpha it is premultiplied, so that no colour bleeds in."""
    if surface.get_bitsize() == 8:
        surface = _of_32_bits(surface)
    if not surface.get_flags() & pg.SRCALPHA:
        return pg.transform.smoothscale(surface, (w, h))
    return pg.transform.smoothscale(surface.premul_alpha(), (w, h))


def _shadow(w: int, h: int, blur: int, alpha: int) -> pg.Surface:
    full = (w + blur * 4, h + blur * 4)
    # Blurring by reducing: one small pixel is half a blur wide.
    cell = max(1.0, blur / 3)
    small = (max(3, round(full[0] / cell)), max(3, round(full[1] / cell)))
    base = pg.Surface(small, pg.SRCALPHA, 32)
    inset_x, inset_y = blur * 2 * small[0] / full[0], blur * 2 * small[1] / full[1]
    rect = (
        round(inset_x),
        round(inset_y),
        max(1, round(small[0] - 2 * inset_x)),
        max(1, round(small[1] - 2 * inset_y)),
    )
    base.fill((0, 0, 0, alpha), rect)
    if blur:
        base = pg.transform.gaussian_blur(base, 2, repeat_edge_pixels=False)
    return pg.transform.smoothscale(base, full)


def _silhouette(w: int, h: int) -> pg.Surface:
    """The withdrawn figure: a shape of bare paper with a cutting line round it."""
    fine = 4 if w * h < 300_000 else 2
    sheet = pg.Surface((w * fine, h * fine), 0, 32)
    sheet.fill((205, 191, 160))
    outline = bust(w, h, fine)
    pg.draw.polygon(sheet, theme.BOOK, outline)
    thick = max(2, round(min(w, h) * 0.008 * fine))
    dash = min(w, h) * 0.045 * fine
    gone = 0.0
    for (x0, y0), (x1, y1) in itertools.pairwise(outline):
        length = math.hypot(x1 - x0, y1 - y0)
        for k in range(max(1, int(length))):
            if (gone + k) % dash < dash * 0.6:
                at = (x0 + (x1 - x0) * k / length, y0 + (y1 - y0) * k / length)
                pg.draw.circle(sheet, theme.SOFT, at, thick / 2)
        gone += length
    return pg.transform.smoothscale(sheet, (w, h))


def _dots(period: int) -> pg.Surface:
    """One tile of a round-dot screen at 45 degrees; dark is where ink comes last."""
    turn = 2 * math.pi / period
    row = bytearray()
    for y in range(period):
        for x in range(period):
            tone = 0.5 + 0.25 * (math.cos((x + y) * turn) + math.cos((y - x) * turn))
            row += bytes((round(tone * 255),)) * 3
    return pg.image.frombytes(bytes(row), (period, period), "RGB")
