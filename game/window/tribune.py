"""The grey scene of a group photograph: a square, a crowd, two rows of people, a tribune.

Everybody of the story stands in the front row, from their own plates; behind them are those whom
nobody will name. Who has been removed leaves a smear of airbrush and a cap.
"""

import math
from collections.abc import Callable, Sequence
from typing import Final

import pygame as pg

from game.window.fonts import tinted

LEDGE: Final = 0.81
"""Where the top of the parapet lies, in heights of the picture."""

Form = tuple[str, int, tuple[tuple[float, float], ...]]
"""A form drawn, how much lighter it is than the figure, and its corners in heights of half a head.

Ellipses and boxes have two corners; y is counted from the middle of the face down.
"""

FIGURE: Final[tuple[Form, ...]] = (
    ("ellipse", -34, ((-1.9, 1.05), (1.9, 7.0))),
    ("box", 30, ((-0.4, 0.5), (0.4, 1.5))),
    ("ellipse", 54, ((-0.78, -1.0), (0.78, 1.1))),
    ("polygon", 4, ((0.1, -0.9), (0.8, -0.3), (0.7, 0.6), (0.15, 1.0))),
    ("box", -40, ((-0.5, -0.16), (0.42, -0.04))),
)
HATS: Final[dict[str, tuple[Form, ...]]] = {
    "cap": (
        ("ellipse", -48, ((-1.15, -1.47), (1.15, -0.47))),
        ("box", -30, ((-0.82, -0.92), (0.82, -0.52))),
        ("ellipse", -70, ((-1.0, -0.62), (0.3, -0.28))),
    ),
    "papakha": (("box", -48, ((-0.95, -1.67), (0.95, -0.37))),),
    "budenovka": (
        (
            "polygon",
            -36,
            ((-1.0, -0.42), (-0.5, -1.42), (0.0, -2.4), (0.5, -1.42), (1.0, -0.42)),
        ),
    ),
    "felt": (
        ("ellipse", -48, ((-1.3, -0.72), (1.3, -0.32))),
        ("box", -48, ((-0.8, -1.5), (0.8, -0.5))),
    ),
    "bare": (("ellipse", -48, ((-0.85, -1.17), (0.85, -0.27))),),
}

Plate = Callable[[int, int], pg.Surface | None]
"""The plate of the person at a place, at a height in pixels; None where there is no picture."""


def scene(people: Sequence[bool], plate: Plate, w: int, h: int) -> pg.Surface:
    """The scene in greys, `w` by `h` pixels. `people` says of each place whether one is there."""
    sheet = _square(w, h)
    count = max(1, len(people))
    step = min(w / (count + 0.55), h * 0.62)
    tall = min(h * 0.84, step * 2.25)
    start = w / 2 - step * (count - 1) / 2
    places = [start + step * index for index in range(count)]
    _row_behind(sheet, places, step, tall)
    # Every other one stands half a step back: smaller, a little higher, and in front of nobody.
    order = sorted(range(len(people)), key=lambda index: (index % 2 == 0, index))
    for index in order:
        if not people[index]:
            continue
        size = round(tall * (1.0 if index % 2 == 0 else 0.93))
        drawn = plate(index, size)
        figure = _grey_bust(round(size * 0.8), size) if drawn is None else drawn
        at = (round(places[index] - figure.get_width() / 2), round(h * LEDGE + tall * 0.17 - size))
        soft = figure.get_flags() & pg.SRCALPHA
        sheet.blit(figure, at, special_flags=pg.BLEND_PREMULTIPLIED if soft else 0)
    gone = [place for place, there in zip(places, people, strict=False) if not there]
    for place in gone:
        _airbrush(sheet, place, step, h)
    _parapet(sheet, gone, step)
    for index, there in enumerate(people):
        if there:
            _hands(sheet, places[index], tall, index)
    return sheet


def _row_behind(sheet: pg.Surface, places: Sequence[float], step: float, tall: float) -> None:
    """The row behind: hats and heads out of focus, between those in front."""
    w, h = sheet.get_size()
    layer = pg.Surface((w, h), pg.SRCALPHA, 32)
    head = tall * 0.125
    hats = tuple(HATS)
    gaps = [places[0] - step / 2 + step * index for index in range(len(places) + 1)]
    for index, x in enumerate(gaps):
        tone = 128 + (index * 37) % 26
        y = h * LEDGE - tall * (0.56 + 0.04 * ((index * 3) % 4))
        hat = hats[(index * 3) % len(hats)]
        _stranger(layer, x + head * 0.3 * math.sin(index * 2.1), y, head, tone, hat)
    sheet.blit(_blurred(layer, max(1, round(h * 0.004))), (0, 0))


def _blurred(surface: pg.Surface, radius: int) -> pg.Surface:
    """The surface out of focus, made small and large again; a true blur takes ten times as long."""
    w, h = surface.get_size()
    small = (max(2, round(w / (radius + 1))), max(2, round(h / (radius + 1))))
    return pg.transform.smoothscale(pg.transform.smoothscale(surface, small), (w, h))


def _stranger(layer: pg.Surface, x: float, y: float, head: float, tone: int, hat: str) -> None:
    """Somebody: shoulders, a head, a hat; `y` is the middle of the face."""
    for form, shade, points in (*FIGURE, *HATS[hat]):
        grey = (max(0, min(255, tone + shade)),) * 3
        placed = [(x + px * head, y + py * head) for px, py in points]
        if form == "polygon":
            pg.draw.polygon(layer, grey, placed)
            continue
        (left, top), (right, bottom) = placed
        box = (left, top, right - left, bottom - top)
        if form == "ellipse":
            pg.draw.ellipse(layer, grey, box)
        else:
            pg.draw.rect(layer, grey, box, border_radius=max(1, round(head * 0.35)))


def _hands(sheet: pg.Surface, x: float, tall: float, index: int) -> None:
    """Two hands on the ledge: of some gloved, of others bare, of every third only one."""
    h = sheet.get_height()
    wide, fine = max(6.0, tall * 0.115), 4
    gloved = index % 3 == 1
    skin, cut = ((52, 52, 52), (150, 150, 150)) if gloved else ((206, 206, 206), (48, 48, 48))
    for side in (-1, 1) if index % 3 != 2 else (1,):
        layer = pg.Surface((round(wide * 1.4 * fine), round(wide * fine)), pg.SRCALPHA, 32)
        lw, lh = layer.get_size()
        sleeve = [(lw * 0.2, 0), (lw * 0.8, 0), (lw * 0.74, lh * 0.3), (lw * 0.26, lh * 0.3)]
        pg.draw.polygon(layer, (24, 24, 24), sleeve)
        back = (lw * 0.16, lh * 0.2, lw * 0.68, lh * 0.5)
        pg.draw.ellipse(layer, (20, 20, 20), (back[0] - 6, back[1] - 4, back[2] + 12, back[3] + 8))
        pg.draw.ellipse(layer, skin, back)
        for finger in range(4):
            left = lw * (0.17 + 0.165 * finger)
            box = (left, lh * 0.46, lw * 0.15, lh * 0.5)
            outer, round_ = (left - 3, box[1], box[2] + 6, box[3] + 3), round(lw * 0.07)
            pg.draw.rect(layer, (20, 20, 20), outer, border_radius=round_)
            pg.draw.rect(layer, skin, box, border_radius=round_)
            pg.draw.line(layer, cut, (left + lw * 0.04, lh * 0.5), (left + lw * 0.11, lh * 0.5), 5)
        if side > 0:
            layer = pg.transform.flip(layer, True, False)
        small = pg.transform.smoothscale(layer.premul_alpha(), (round(wide * 1.4), round(wide)))
        at = (round(x + side * tall * 0.19 - wide * 0.7), round(h * LEDGE - wide * 0.42))
        sheet.blit(small, at, special_flags=pg.BLEND_PREMULTIPLIED)


def bust(w: int, h: int, fine: int) -> list[tuple[float, float]]:
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


def _grey_bust(w: int, h: int) -> pg.Surface:
    """What stands in a photograph for a plate that is not there: somebody out of focus."""
    sheet = pg.Surface((w * 2, h * 2), pg.SRCALPHA, 32)
    sheet.fill((70, 70, 70, 0))
    pg.draw.polygon(sheet, (70, 70, 70, 255), bust(w, h, 2))
    return tinted(pg.transform.smoothscale(sheet, (w, h)), (70, 70, 70))


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
    return _blurred(scene, max(1, round(h * 0.007)))


def _airbrush(scene: pg.Surface, x: float, step: float, h: int) -> None:
    """Paint over the place about x: a smear a little lighter than what it hides, with a halo."""
    w = max(8, round(step * 1.15))
    patch = pg.Surface((w, h), 0, 32)
    patch.blit(_gradient(w, h, 186, 150), (0, 0))
    for k in range(-h // 6, w // 6 + 1):
        tone = 166 + (k * 37) % 23
        begin = (k * 6, h)
        pg.draw.line(patch, (tone, tone, tone), begin, (k * 6 + h * 0.22, 0), 3)
    patch = _blurred(patch, max(1, h // 90))
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
    scene.blit(tinted(_blurred(ring, max(1, h // 70)), (235,) * 3), (left, 0))


def _parapet(scene: pg.Surface, gone: list[float], step: float) -> None:
    """The ledge of the tribune, a cloth hung over it, and a cap wherever somebody has gone."""
    w, h = scene.get_size()
    top = round(h * LEDGE)
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
