"""Pictures of the assets folder at their final size, paper, shadows and halftones."""

import itertools
import math
from pathlib import Path, PurePosixPath
from typing import Final

import pygame as pg

from game.screens import theme
from game.screens.picture import Colour, Sheet
from game.window.fonts import Kept, surface_bytes, tinted

SHEETS: Final[dict[Sheet, Colour]] = {
    "newsprint": theme.NEWSPRINT,
    "book": theme.BOOK,
    "manila": theme.MANILA,
    "form": theme.FORM,
    "desk": theme.DESK,
}
SOURCE_BYTES: Final = 10 << 20
READY_BYTES: Final = 20 << 20
MOST_PIXELS: Final = 16_000_000
"""A picture larger than this is none of ours and is not scaled."""

GAIN: Final = 3
"""How often the halftone's difference is doubled: dots go from none to full in an eighth."""


def laid(target: pg.Surface, picture: pg.Surface, at: tuple[int, int]) -> None:
    """Lay a picture of `Images` on a surface: those with alpha are premultiplied."""
    soft = picture.get_flags() & pg.SRCALPHA
    target.blit(picture, at, special_flags=pg.BLEND_PREMULTIPLIED if soft else 0)


class Images:
    """Pictures loaded once, and kept at the sizes at which they are seen."""

    def __init__(self, assets: Path) -> None:
        self._assets = assets
        self._sources: Kept[str, pg.Surface | None] = Kept(SOURCE_BYTES, surface_bytes)
        self._ready: Kept[tuple[object, ...], pg.Surface] = Kept(READY_BYTES, surface_bytes)

    def picture(self, name: str, w: int, h: int, flip: bool = False) -> pg.Surface:
        """The named picture covering `w` by `h` pixels, for `laid`, or a paper silhouette."""
        key = ("picture", name, w, h, flip)
        return self._ready.get(key, lambda: self._fitted(name, w, h, flip))

    def tile(self, sheet: Sheet) -> pg.Surface | None:
        """The tile of a sheet of paper, None where there is no picture of it."""
        return self._sources.get(f"paper/{sheet}", lambda: self._opaque(f"paper/{sheet}.png"))

    def photograph(self, plates: tuple[str, ...], w: int, h: int, pitch: float) -> pg.Surface:
        """The ink of a group photograph under its screen, on nothing."""
        key = ("photograph", plates, w, h, pitch)
        return self._ready.get(key, lambda: self._screened(plates, w, h, pitch))

    def shadow(self, w: int, h: int, blur: int, alpha: int) -> pg.Surface:
        """The shadow of `w` by `h` pixels of paper; it reaches `2 * blur` beyond every side."""
        key = ("shadow", w, h, blur, alpha)
        return self._ready.get(key, lambda: _shadow(w, h, blur, alpha))

    def _source(self, name: str) -> pg.Surface | None:
        return self._sources.get(name, lambda: self._loaded(name))

    def _loaded(self, name: str) -> pg.Surface | None:
        """The picture as it lies in the folder, None if it cannot be read."""
        path = PurePosixPath(name)
        if not name or path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name:
            return None
        try:
            loaded = pg.image.load(self._assets / path)
        except (OSError, ValueError, pg.error):
            return None
        if loaded.get_width() * loaded.get_height() > MOST_PIXELS:
            return None
        # 32 bits, so that it can be scaled smoothly; no display is needed for this copy.
        flags = pg.SRCALPHA if loaded.get_flags() & pg.SRCALPHA or loaded.get_colorkey() else 0
        copy = pg.Surface(loaded.get_size(), flags, 32)
        copy.blit(loaded, (0, 0))
        return copy

    def _opaque(self, name: str) -> pg.Surface | None:
        source = self._loaded(name)
        if source is None:
            return None
        copy = pg.Surface(source.get_size(), 0, 32)
        copy.blit(source, (0, 0))
        return copy

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

    def _screened(self, plates: tuple[str, ...], w: int, h: int, pitch: float) -> pg.Surface:
        """Ink where the scene is darker than a screen of round dots at 45 degrees."""
        fine = 3 if w * h < 400_000 else 2
        scene = pg.transform.smoothscale(self._scene(plates, w, h), (w * fine, h * fine))
        screen = pg.Surface(scene.get_size(), 0, 32)
        dots = _dots(max(4, round(pitch * math.sqrt(2) * fine)))
        for y in range(0, screen.get_height(), dots.get_height()):
            for x in range(0, screen.get_width(), dots.get_width()):
                screen.blit(dots, (x, y))
        middle = 128 >> GAIN
        screen.fill((middle, middle, middle), special_flags=pg.BLEND_RGB_ADD)
        screen.blit(scene, (0, 0), special_flags=pg.BLEND_RGB_SUB)
        for _ in range(GAIN):
            screen.blit(screen.copy(), (0, 0), special_flags=pg.BLEND_RGB_ADD)
        reduced = pg.transform.smoothscale(screen, (w, h))
        pixels = bytearray(bytes((*theme.INK[::-1], 0)) * (w * h))
        pixels[3::4] = pg.image.tobytes(reduced, "RGB")[::3]
        return pg.image.frombytes(bytes(pixels), (w, h), "BGRA")

    def _scene(self, plates: tuple[str, ...], w: int, h: int) -> pg.Surface:
        """The grey scene: sky, wall, the people, and a parapet before them."""
        scene = _square(w, h)
        count = max(1, len(plates))
        step = min(w / (count + 0.35), h * 0.62)
        tall = min(h * 0.92, step * 2.8)
        start = w / 2 - step * (count - 1) / 2
        order = sorted(range(len(plates)), key=lambda i: (i % 2 == 0, i))
        for index in order:
            source = self._source(plates[index]) if plates[index] else None
            x, y = start + step * index, h * (0.13 if index % 2 == 0 else 0.08)
            y += (h * 0.92 - tall) * 0.62
            if plates[index]:
                size = (max(1, round(tall * 0.8)), max(1, round(tall)))
                at = (round(x - size[0] / 2), round(y))
                if source:
                    laid(scene, _reduced(source, *size), at)
                else:
                    scene.blit(_grey_bust(*size), at)
        gone = [start + step * index for index, name in enumerate(plates) if not name]
        for x in gone:
            _airbrush(scene, x, step, h)
        _parapet(scene, gone, step)
        return scene


def _reduced(surface: pg.Surface, w: int, h: int) -> pg.Surface:
    """The surface at another size; with alpha it is premultiplied, so that no colour bleeds in."""
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
    return tinted(pg.transform.smoothscale(base, full), (0, 0, 0))


def _bust(w: int, h: int, fine: int) -> list[tuple[float, float]]:
    """The outline of a head and shoulders filling `w` by `h`, on a grid `fine` times as fine."""
    points: list[tuple[float, float]] = []

    def arc(cx: float, cy: float, rx: float, ry: float, start: float, stop: float) -> None:
        for k in range(49):
            angle = math.radians(start + (stop - start) * k / 48)
            points.append((cx + rx * math.cos(angle), cy + ry * math.sin(angle)))

    points.append((0.05, 1.02))
    arc(0.25, 0.95, 0.20, 0.16, 180, 262)
    arc(0.34, 0.70, 0.062, 0.075, 75, 0)
    arc(0.5, 0.42, 0.20, 0.255, 143, 397)
    arc(0.66, 0.70, 0.062, 0.075, 180, 105)
    arc(0.75, 0.95, 0.20, 0.16, 278, 360)
    points.append((0.95, 1.02))
    side = min(w, h * 0.8)
    return [
        ((w / 2 + (x - 0.5) * side) * fine, (h - (1 - y) * side / 0.8) * fine) for x, y in points
    ]


def _silhouette(w: int, h: int) -> pg.Surface:
    """The withdrawn figure: a shape of bare paper with a cutting line round it."""
    fine = 4 if w * h < 300_000 else 2
    sheet = pg.Surface((w * fine, h * fine), 0, 32)
    sheet.fill((205, 191, 160))
    outline = _bust(w, h, fine)
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


def _grey_bust(w: int, h: int) -> pg.Surface:
    """What stands in a photograph for a plate that is not there: somebody out of focus."""
    sheet = pg.Surface((w * 2, h * 2), pg.SRCALPHA, 32)
    sheet.fill((70, 70, 70, 0))
    pg.draw.polygon(sheet, (70, 70, 70, 255), _bust(w, h, 2))
    return tinted(pg.transform.smoothscale(sheet, (w, h)), (70, 70, 70))


def _dots(period: int) -> pg.Surface:
    """One tile of a round-dot screen at 45 degrees; dark is where ink comes last."""
    turn = 2 * math.pi / period
    row = bytearray()
    for y in range(period):
        for x in range(period):
            tone = 0.5 + 0.25 * (math.cos((x + y) * turn) + math.cos((y - x) * turn))
            row += bytes((round(tone * 255),)) * 3
    return pg.image.frombytes(bytes(row), (period, period), "RGB")


def _gradient(w: int, h: int, top: int, bottom: int) -> pg.Surface:
    strip = pg.Surface((2, 8), 0, 32)
    for y in range(8):
        tone = round(top + (bottom - top) * y / 7)
        strip.fill((tone, tone, tone), (0, y, 2, 1))
    return pg.transform.smoothscale(strip, (w, h))


def _square(w: int, h: int) -> pg.Surface:
    """The square before anybody stands in it: clouds, a battlemented wall, a tower, banners."""
    scene = _gradient(w, h, 226, 196)
    clouds = pg.Surface((w, h), pg.SRCALPHA, 32)
    for k in range(9):
        x, y = w * ((k * 0.37 + 0.08) % 1.0), h * (0.05 + 0.28 * ((k * 0.61) % 1.0))
        rx, ry = w * (0.10 + 0.05 * (k % 3)), h * (0.025 + 0.012 * (k % 2))
        tone = 236 if k % 3 else 168
        pg.draw.ellipse(clouds, (tone, tone, tone, 120), (x - rx, y - ry, rx * 2, ry * 2))
    scene.blit(clouds, (0, 0))
    wall, tooth = h * 0.40, max(4.0, w * 0.02)
    pg.draw.rect(scene, (168, 168, 168), (0, wall, w, h - wall))
    x = -tooth
    while x < w:
        merlon = [(0, 0), (0, -1.25), (0.28, -0.75), (0.56, -1.25), (0.56, 0)]
        pg.draw.polygon(
            scene, (168, 168, 168), [(x + px * tooth, wall + py * tooth) for px, py in merlon]
        )
        x += tooth
    tower, half = w * 0.86, w * 0.055
    pg.draw.rect(scene, (146, 146, 146), (tower - half, h * 0.14, half * 2, wall))
    roof = [(tower - half * 1.1, h * 0.14), (tower, -h * 0.14), (tower + half * 1.1, h * 0.14)]
    pg.draw.polygon(scene, (126, 126, 126), roof)
    clock = (tower, h * 0.25)
    pg.draw.circle(scene, (214, 214, 214), clock, half * 0.62)
    pg.draw.circle(scene, (70, 70, 70), clock, half * 0.62, max(1, round(half * 0.1)))
    for dx, dy in ((0.0, -0.42), (0.3, 0.14)):
        end = (clock[0] + dx * half, clock[1] + dy * half)
        pg.draw.line(scene, (50, 50, 50), clock, end, max(1, round(half * 0.1)))
    for left in (0.08, 0.66):
        b, m = w * left, w * 0.085
        cloth = [(b, 0), (b + m, 0), (b + m * 0.9, h * 0.36), (b + m / 2, h * 0.29)]
        pg.draw.polygon(scene, (104, 104, 104), [*cloth, (b + m * 0.1, h * 0.36)])
    # The crowd far behind, one row of hats and heads.
    for k in range(round(w / max(5.0, h * 0.055))):
        x, y = k * h * 0.055, h * (0.60 + 0.012 * ((k * 7) % 5))
        tone = 118 + (k * 29) % 36
        pg.draw.circle(scene, (tone, tone, tone), (x, y), h * 0.028)
        pg.draw.rect(scene, (tone - 8,) * 3, (x - h * 0.03, y + h * 0.02, h * 0.06, h * 0.4))
    return pg.transform.gaussian_blur(scene, max(1, round(h * 0.007)))


def _airbrush(scene: pg.Surface, x: float, step: float, h: int) -> None:
    """Paint over the place about x: a smear a little lighter than what it hides, with a halo."""
    w = max(8, round(step * 1.15))
    patch = pg.Surface((w, h), 0, 32)
    patch.blit(_gradient(w, h, 186, 150), (0, 0))
    for k in range(-h // 6, w // 6 + 1):
        tone = 166 + (k * 37) % 23
        begin = (k * 6, h)
        pg.draw.line(patch, (tone, tone, tone), begin, (k * 6 + h * 0.22, 0), 3)
    patch = pg.transform.gaussian_blur(patch, max(1, h // 90))
    mask = pg.Surface((w, h), pg.SRCALPHA, 32)
    pg.draw.ellipse(mask, (255, 255, 255, 255), (w * 0.1, h * 0.06, w * 0.8, h * 1.1))
    small = (max(3, w // 8), max(3, h // 8))
    soft = pg.transform.smoothscale(pg.transform.smoothscale(mask, small), (w, h))
    smear = pg.Surface((w, h), pg.SRCALPHA, 32)
    pixels = bytearray(pg.image.tobytes(patch, "RGBA"))
    pixels[3::4] = pg.image.tobytes(soft, "RGBA")[3::4]
    smear.blit(pg.image.frombytes(bytes(pixels), (w, h), "RGBA"), (0, 0))
    left = round(x - w / 2)
    scene.blit(smear, (left, 0))
    ring = pg.Surface((w, h), pg.SRCALPHA, 32)
    box = (w * 0.14, h * 0.10, w * 0.72, h * 0.95)
    pg.draw.ellipse(ring, (235, 235, 235, 110), box, max(2, round(w * 0.035)))
    scene.blit(tinted(pg.transform.gaussian_blur(ring, max(1, h // 70)), (235,) * 3), (left, 0))


def _parapet(scene: pg.Surface, gone: list[float], step: float) -> None:
    """The ledge of the tribune, a cloth hung over it, and a cap wherever somebody has gone."""
    w, h = scene.get_size()
    top = round(h * 0.83)
    scene.blit(_gradient(w, h - top, 66, 38), (0, top))
    scene.fill((168, 168, 168), (0, top, w, max(2, h // 60)))
    scene.fill((120, 120, 120), (0, top + max(4, h // 28), w, max(1, h // 140)))
    for k in range(1, 8):
        pg.draw.line(scene, (52, 52, 52), (w * k / 8, top + h // 24), (w * k / 8, h), 2)
    for x in gone:
        cap = pg.Surface((256, 128), pg.SRCALPHA, 32)
        pg.draw.ellipse(cap, (40, 40, 40), (30, 18, 170, 92))
        pg.draw.rect(cap, (54, 54, 54), (44, 74, 150, 34), border_radius=12)
        pg.draw.polygon(cap, (18, 18, 18), [(150, 96), (236, 104), (244, 120), (120, 120)])
        pg.draw.line(cap, (150, 150, 150), (48, 78), (190, 78), 6)
        size = (max(8, round(step * 0.62)), max(4, round(step * 0.31)))
        at = (round(x - size[0] * 0.48), round(top - size[1] * 0.80))
        scene.blit(pg.transform.smoothscale(cap, size), at)
