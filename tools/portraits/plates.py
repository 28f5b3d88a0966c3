"""Printing: polygons to plates of ink, the plates laid on paper a little out of register."""

import hashlib
import io
from collections.abc import Mapping
from functools import lru_cache

import attrs
import numpy as np
import resvg_py
from numpy.typing import NDArray
from PIL import Image

from tools.portraits.canvas import KEY, PAPER, SPOT, TONE

Array = NDArray[np.float64]

NEWSPRINT, KEY_BLACK, VERMILION = "#E7DCC2", "#1C1715", "#B8291C"

TONES: Mapping[str, str] = {
    "khaki": "#8E8667",
    "field-grey": "#6E7E86",
    "olive": "#7F8B6A",
    "steel": "#6C8391",
    "sand": "#9A8A5E",
    "ash": "#8A8A78",
}
"""The flat middle inks, by the words of the face record."""


@attrs.frozen(eq=False)
class Plates:
    """How much of each ink falls on each pixel, 0 to 1."""

    key: Array
    spot: Array
    tone: Array
    cover: Array
    """Where there is anything at all, bare paper included."""


def inks(tone: str, spot: str = VERMILION) -> Mapping[str, str]:
    """The colours of the inks and the paper of one picture."""
    return {PAPER: NEWSPRINT, KEY: KEY_BLACK, SPOT: spot, TONE: TONES[tone]}


def seed_of(name: str) -> int:
    """A number that is always the same for a name."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big")


def rasterise(svg: str, size: tuple[int, int]) -> Plates:
    """The plates of an SVG whose inks are pure channels."""
    data = resvg_py.svg_to_bytes(svg_string=svg, width=size[0], height=size[1])
    image = Image.open(io.BytesIO(bytes(data))).convert("RGBA")
    found = np.asarray(image, dtype=np.float64) / 255
    cover = found[..., 3]
    return Plates(found[..., 0] * cover, found[..., 1] * cover, found[..., 2] * cover, cover)


def colour(text: str) -> Array:
    """A colour written as #RRGGBB, each part 0 to 1."""
    return np.array([int(text[i : i + 2], 16) for i in (1, 3, 5)], dtype=np.float64) / 255


@lru_cache(maxsize=32)
def noise(height: int, width: int, scale: float, seed: int, octaves: int = 1) -> Array:
    """Smooth noise, 0 to 1, whose blots are about `scale` pixels wide."""
    rng = np.random.default_rng(seed)
    total, weight, sum_of_weights = np.zeros((height, width)), 1.0, 0.0
    for octave in range(octaves):
        cell = max(1.0, scale / 2**octave)
        rows, columns = max(2, int(height / cell) + 2), max(2, int(width / cell) + 2)
        grid = (rng.random((rows, columns)) * 255).astype(np.uint8)
        image = Image.fromarray(grid).resize((width, height), Image.Resampling.BICUBIC)
        total += np.asarray(image, dtype=np.float64) / 255 * weight
        sum_of_weights += weight
        weight *= 0.5
    return total / sum_of_weights


def shift(plate: Array, right: int, down: int) -> Array:
    """A plate moved by whole pixels; its edges are drawn out, never wrapped."""
    height, width = plate.shape
    x, y = abs(right), abs(down)
    padded = np.pad(plate, ((y, y), (x, x)), mode="edge")
    return padded[y - down : y - down + height, x - right : x - right + width]


def printed(
    found: Plates,
    colours: Mapping[str, str],
    seed: int,
    scale: float,
    roughness: float = 0.9,
    salt: float = 0.5,
) -> Array:
    """The print, as height × width × 3 from 0 to 1. `scale` is 1 for a bust 480 px wide."""
    height, width = found.key.shape
    rough = noise(height, width, max(1.2, 2.2 * scale), seed)
    clouds = noise(height, width, 9 * scale, seed + 1, 2)
    grains = noise(height, width, max(1.0, 1.3 * scale), seed + 2)
    picture = np.ones((height, width, 3)) * colour(colours[PAPER])
    layers = (
        (TONE, found.tone, (-2.0, 1.0), 0.92),
        (SPOT, found.spot, (2.0, -1.5), 0.95),
        (KEY, found.key, (0.0, 0.0), 0.965),
    )
    for ink, plate, (right, down), opacity in layers:
        laid = shift(plate, round(right * scale), round(down * scale))
        sharpness = 2.2 / max(0.6, scale**0.3)
        laid = np.clip((laid - 0.5 + (rough - 0.5) * 0.55 * roughness) * sharpness + 0.5, 0, 1)
        pinholes = salt * np.clip((grains - 0.80) * 3.2, 0, 1) * (0.4 + 0.6 * clouds)
        laid = laid * np.clip(1 - pinholes - 0.06 * salt * (clouds - 0.5), 0, 1) * opacity
        share = laid[..., None]
        picture = picture * (1 - share) + share * colour(colours[ink])
    return np.clip(picture, 0, 1)


PALETTE_MIXES = (
    (PAPER, PAPER, 0.0),
    (KEY, PAPER, 0.03),
    (KEY, PAPER, 0.22),
    (KEY, PAPER, 0.45),
    (KEY, PAPER, 0.68),
    (KEY, PAPER, 0.86),
    (SPOT, PAPER, 0.05),
    (SPOT, PAPER, 0.30),
    (SPOT, PAPER, 0.58),
    (SPOT, PAPER, 0.82),
    (TONE, PAPER, 0.08),
    (TONE, PAPER, 0.50),
    (SPOT, KEY, 0.35),
    (SPOT, KEY, 0.70),
    (TONE, KEY, 0.35),
    (TONE, KEY, 0.70),
)
"""The sixteen colours of a portrait: two inks and the share of the second."""


def reduced(picture: Array, colours: Mapping[str, str]) -> Image.Image:
    """The picture in sixteen colours mixed from its inks."""
    table = Image.new("P", (1, 1))
    entries: list[int] = []
    for first, second, share in PALETTE_MIXES:
        mixed = colour(colours[first]) * (1 - share) + colour(colours[second]) * share
        entries += [round(part * 255) for part in mixed]
    table.putpalette(entries)
    image = Image.fromarray((picture * 255 + 0.5).astype(np.uint8))
    return image.quantize(palette=table, dither=Image.Dither.NONE)


def greys(found: Plates) -> Array:
    """The figure as a photograph would show it, 0 black to 1 white."""
    bare = np.clip(1 - found.key - found.spot - found.tone, 0, 1)
    return np.clip(0.86 * bare + 0.13 * found.key + 0.40 * found.spot + 0.52 * found.tone, 0, 1)
