"""The other pictures the game ships: sheets of paper, the figures of the title, the icon.

python -m tools.portraits.scenery --cast story/brothers-keeper/cast.yaml --out assets
"""

import argparse
import math
from collections.abc import Mapping
from pathlib import Path

import attrs
import numpy as np
from PIL import Image, ImageColor, ImageDraw, ImageFilter, ImageFont

from game.model.face import Face
from tools.portraits import plates
from tools.portraits.cast import read_faces
from tools.portraits.plates import Array, colour
from tools.portraits.render import WHOLE, cutout, portrait_plates
from tools.portraits.vector import Point, ribbon

PAPER_SIZE = 1024
FIGURE_HEIGHT = 1400
ICON_SIZE = 256


@attrs.frozen
class Sheet:
    """A sheet of paper or a table top: its colour and how uneven it is."""

    colour: str
    fibre: float = 0.030
    blots: float = 0.045
    straw: int = 200
    """How many flecks lie in it."""
    steps: int = 14
    """How many shades the picture keeps, to stay small."""


SHEETS: Mapping[str, Sheet] = {
    "newsprint": Sheet("#E7DCC2"),
    "book": Sheet("#F1E9D6", 0.018, 0.022, 60, 10),
    "manila": Sheet("#D8C49A", 0.036, 0.040, 320),
    "form": Sheet("#DAD7C9", 0.020, 0.026, 90, 10),
    "desk": Sheet("#2A221D", 0.16, 0.20, 0, 16),
}
"""Each texture by the name of its file."""


def main() -> None:
    """Write every picture."""
    parser = argparse.ArgumentParser(prog="python -m tools.portraits.scenery", description=__doc__)
    parser.add_argument("--cast", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("assets"))
    options = parser.parse_args()
    faces = read_faces(options.cast)
    for folder in ("paper", "title"):
        (options.out / folder).mkdir(parents=True, exist_ok=True)
    for number, (name, sheet) in enumerate(SHEETS.items()):
        save(paper(sheet, 100 * number + 7), options.out / "paper" / f"{name}.png")
    # On the title he looks across the gap beside him, at the name of the game.
    across = attrs.evolve(faces["mika"], facing="left")
    figure = cutout("mika", across, "stern", FIGURE_HEIGHT)
    save(figure.quantize(96, Image.Quantize.FASTOCTREE), options.out / "title" / "figure.png")
    gap = withdrawn("trotsky", faces["trotsky"], FIGURE_HEIGHT)
    save(gap.quantize(24, Image.Quantize.FASTOCTREE), options.out / "title" / "withdrawn.png")
    key = key_plate("trotsky", faces["trotsky"], FIGURE_HEIGHT)
    save(key.quantize(8, Image.Quantize.FASTOCTREE), options.out / "title" / "withdrawn-key.png")
    font = options.out / "fonts" / "Oswald-Bold.ttf"
    save(icon(font), options.out / "icon.png")


def save(image: Image.Image, path: Path) -> None:
    """Write a PNG as small as Pillow can."""
    image.save(path, optimize=True)


def tiled_noise(size: int, cell: int, rng: np.random.Generator) -> Array:
    """Smooth noise from -0.5 to 0.5 that meets itself at every edge."""
    cells = size // cell
    grid = rng.random((cells, cells))
    wide = np.pad(grid, 3, mode="wrap")
    full = Image.fromarray((wide * 255).astype(np.uint8))
    pixels = (cells + 6) * cell
    image = full.resize((pixels, pixels), Image.Resampling.BICUBIC)
    found = np.asarray(image, dtype=np.float64)[3 * cell : 3 * cell + size]
    return found[:, 3 * cell : 3 * cell + size] / 255 - 0.5


def paper(sheet: Sheet, seed: int) -> Image.Image:
    """A seamless square of a sheet, in few shades of its colour."""
    rng, size = np.random.default_rng(seed), PAPER_SIZE
    light = np.ones((size, size))
    light += sheet.fibre * (tiled_noise(size, 2, rng) + tiled_noise(size, 4, rng))
    for cell, share in ((128, 0.6), (64, 0.3), (32, 0.2)):
        light += sheet.blots * share * tiled_noise(size, cell, rng)
    if sheet.straw == 0:
        grain = np.roll(tiled_noise(size, 4, rng), 1, axis=0)
        light += sheet.fibre * _smeared(grain, 96)
    for _ in range(sheet.straw):
        _lay_straw(light, rng)
    lowest, highest = float(light.min()), float(light.max())
    level = np.rint((light - lowest) / (highest - lowest) * (sheet.steps - 1)).astype(np.uint8)
    image = Image.fromarray(level, "P")
    base = colour(sheet.colour)
    table: list[int] = []
    for step in range(sheet.steps):
        shade = base * (lowest + (highest - lowest) * step / (sheet.steps - 1))
        # Where the sheet is darker it is a little yellower, as old paper is.
        shade[2] *= 1 - 0.25 * max(0.0, 1 - float(shade[0] / base[0]))
        table += [round(float(part) * 255) for part in np.clip(shade, 0, 1)]
    image.putpalette(table)
    return image


def _smeared(grain: Array, length: int) -> Array:
    """Grain drawn out along the rows, as in a plank, still seamless."""
    spectrum = np.fft.fft(grain, axis=1)
    window = np.zeros(grain.shape[1])
    window[:length] = 1 / length
    drawn: Array = np.real(np.fft.ifft(spectrum * np.fft.fft(window), axis=1))
    return drawn * math.sqrt(length)


def _lay_straw(light: Array, rng: np.random.Generator) -> None:
    x, y = rng.integers(0, PAPER_SIZE, 2)
    angle, length = rng.random() * math.pi, int(rng.integers(2, 8))
    for step in range(length):
        row = int(y + step * math.sin(angle)) % PAPER_SIZE
        column = int(x + step * math.cos(angle)) % PAPER_SIZE
        light[row, column] *= 0.93


def withdrawn(seed: str, face: Face, height: int) -> Image.Image:
    """A figure's silhouette in paper, with the dashes along which it was cut out."""
    size = (height * 4 // 5, height)
    bare = attrs.evolve(face, ground="plain")
    cover = portrait_plates(seed, bare, "neutral", size, WHOLE).cover
    mask = Image.fromarray((cover * 255).astype(np.uint8))
    closed = mask.filter(ImageFilter.MaxFilter(9)).filter(ImageFilter.MinFilter(9))
    inside = np.asarray(closed) > 127
    outline = _smoothed(_boundary(inside))
    shown = Image.new("RGBA", size, (0, 0, 0, 0))
    scale = 2
    layer = Image.new("RGBA", (size[0] * scale, size[1] * scale), (231, 220, 194, 0))
    pen = ImageDraw.Draw(layer)
    pen.polygon([(x * scale, y * scale) for x, y in outline], fill=(231, 220, 194, 255))
    for dash in _dashes(outline, height / 38, height / 190):
        if max(y for _, y in dash) < height - 8:
            pen.polygon([(x * scale, y * scale) for x, y in dash], fill=(28, 23, 21, 255))
    shown.paste(layer.resize(size, Image.Resampling.LANCZOS))
    return shown


def key_plate(seed: str, face: Face, height: int) -> Image.Image:
    """What is printed black of a figure, on nothing: the plate that lifts off the silhouette."""
    size = (height * 4 // 5, height)
    bare = attrs.evolve(face, ground="plain")
    black = portrait_plates(seed, bare, "neutral", size, WHOLE).key
    ink = np.zeros((*black.shape, 4), np.uint8)
    ink[..., :3] = ImageColor.getrgb(plates.KEY_BLACK)[:3]
    ink[..., 3] = (np.clip(black, 0, 1) * 255).astype(np.uint8)
    return Image.fromarray(ink, "RGBA")


STEPS = ((0, -1), (1, -1), (1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1))
"""The eight neighbours of a pixel, clockwise from the one above."""


def _boundary(inside: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> list[Point]:
    """The outer edge of the largest shape, walked clockwise (Moore's neighbours)."""
    mask = np.pad(inside, 1)
    rows, columns = np.nonzero(mask)
    start = (int(columns[0]), int(rows[0]))
    walk, here, heading = [start], start, 0
    for _ in range(mask.size):
        for turn in range(8):
            way = (heading + 6 + turn) % 8
            x, y = here[0] + STEPS[way][0], here[1] + STEPS[way][1]
            if mask[y, x]:
                here, heading = (x, y), way
                break
        if here == start:
            break
        walk.append(here)
    return [(x - 1.0, y - 1.0) for x, y in walk]


def _smoothed(outline: list[Point], window: int = 11) -> list[Point]:
    """The outline without the steps of its pixels."""
    points = np.asarray(outline)
    kernel = np.ones(window) / window
    wide = np.concatenate((points[-window:], points, points[:window]))
    smooth = np.stack([np.convolve(wide[:, i], kernel, "same") for i in (0, 1)], axis=1)
    return [(float(x), float(y)) for x, y in smooth[window:-window:3]]


def _dashes(outline: list[Point], length: float, width: float) -> list[list[Point]]:
    """A dashed line along an outline."""
    points = np.asarray(outline)
    along = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))))
    dashes: list[list[Point]] = []
    for start in np.arange(0.0, along[-1], length):
        places = np.linspace(start, min(start + length * 0.62, along[-1]), 9)
        xs, ys = (np.interp(places, along, points[:, i]) for i in (0, 1))
        dashes.append(ribbon(list(zip(xs, ys, strict=True)), [width * 0.8, width, width * 0.8]))
    return dashes


def icon(font: Path) -> Image.Image:
    """The red tag of the title, UN, cut crookedly out of paper."""
    scale, size = 4, ICON_SIZE
    whole = size * scale
    page = Image.new("RGBA", (whole, whole), (0, 0, 0, 0))
    pen = ImageDraw.Draw(page)
    pen.rounded_rectangle((0, 0, whole - 1, whole - 1), whole // 40, fill=plates.NEWSPRINT)
    corners = ((0.80, 0.0), (1.0, 0.0), (1.0, 0.62), (0.36, 1.0), (0.0, 1.0), (0.0, 0.94))
    pen.polygon([(x * whole, y * whole) for x, y in corners], fill=plates.KEY_BLACK)
    tag = Image.new("RGBA", (int(whole * 0.80), int(whole * 0.70)), plates.VERMILION)
    writer = ImageDraw.Draw(tag)
    face = ImageFont.truetype(str(font), int(whole * 0.62))
    writer.text((tag.width / 2, tag.height / 2), "UN", plates.NEWSPRINT, face, "mm", stroke_width=0)
    turned = tag.rotate(10.5, Image.Resampling.BICUBIC, expand=True)
    page.alpha_composite(turned, ((whole - turned.width) // 2, (whole - turned.height) // 2))
    return page.resize((size, size), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    main()
