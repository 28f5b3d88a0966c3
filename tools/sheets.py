"""The age of a newspaper: browned edges, blotches, folds, what shows through; and worn ink.

Two pictures laid on every front page, one under the ink and one over it:

    python -m tools.sheets

numpy and Pillow are needed only here.
"""

import sys
from pathlib import Path
from typing import Any, Final

import numpy as np
from PIL import Image, ImageFilter

FOLDER: Final = Path("assets/paper")
SIZE: Final = (604, 780)
SEED: Final = 1917
BROWN: Final = (104, 74, 36)
INK: Final = (40, 32, 26)

Plane = Any
"""A plane of numbers from 0 to 1."""


def main() -> None:
    """Draw both pictures."""
    dice = np.random.default_rng(SEED)
    for name, picture in (("aged", aged(dice)), ("worn", worn(dice))):
        picture.save(FOLDER / f"{name}.png", optimize=True)
        sys.stdout.write(f"{FOLDER / name}.png\n")


def aged(dice: np.random.Generator) -> Image.Image:
    """Brown at the edges, in blotches and along the folds; another page's type at 4 per cent."""
    w, h = SIZE
    edge = _from_edge(w, h) + (_clouds(dice, w, h, 40) - 0.5) * 46
    brown = 0.30 * np.exp(-np.clip(edge, 0, None) / 16) + 0.10 * np.exp(
        -np.clip(edge, 0, None) / 70
    )
    brown += 0.10 * np.clip(_clouds(dice, w, h, 90) - 0.58, 0, 1) * 2
    brown += 0.05 * np.clip(_clouds(dice, w, h, 14) - 0.62, 0, 1) * 3
    brown += _fold(h, h * 0.502, 1.3)[:, None] * 0.17 + _fold(w, w * 0.5, 1.3)[None, :] * 0.12
    through = _show_through(dice, w, h) * 0.05
    alpha = 1 - (1 - np.clip(brown, 0, 0.6)) * (1 - through)
    share = (through / np.maximum(alpha, 1e-6))[..., None]
    colour = np.array(BROWN) * (1 - share) + np.array(INK) * share
    return _picture(colour, alpha)


def worn(dice: np.random.Generator) -> Image.Image:
    """Specks of paper where the ink did not take, more of them along the folds."""
    w, h = SIZE
    mottle = np.clip(_clouds(dice, w, h, 3) - 0.62, 0, 1) * 0.42
    mottle *= np.clip(_clouds(dice, w, h, 60) * 1.6 - 0.4, 0, 1)
    mottle += np.clip(_clouds(dice, w, h, 26) - 0.6, 0, 1) * 0.16
    folds = _fold(h, h * 0.504, 0.9)[:, None] + _fold(w, w * 0.502, 0.9)[None, :]
    alpha = np.clip(mottle + folds * (0.06 + 0.16 * _clouds(dice, w, h, 5)), 0, 0.3)
    return _picture(np.broadcast_to(np.array((231, 220, 194)), (h, w, 3)), alpha)


def _from_edge(w: int, h: int) -> Plane:
    x, y = np.arange(w), np.arange(h)
    across, down = np.minimum(x, w - 1 - x), np.minimum(y, h - 1 - y)
    return np.minimum(across[None, :], down[:, None]).astype(float)


def _clouds(dice: np.random.Generator, w: int, h: int, grain: float) -> Plane:
    """Soft noise with spots about so many pixels wide, from 0 to 1, half of it over a half."""
    total = np.zeros((h, w))
    for octave, weight in ((1.0, 1.0), (0.5, 0.5), (0.25, 0.25)):
        step = max(1.0, grain * octave)
        small = dice.random((round(h / step) + 2, round(w / step) + 2)) * 255
        plane = Image.fromarray(small.astype("uint8")).resize((w, h), Image.Resampling.BICUBIC)
        total += weight * np.asarray(plane, float) / 255
    ranks = total.ravel().argsort().argsort().reshape(total.shape)
    return np.asarray(ranks / ranks.size)


def _fold(length: int, at: float, width: float) -> Plane:
    """A fold, dark in its valley and a little darker about it."""
    distance = np.arange(length) - at
    return np.exp(-((distance / width) ** 2)) + 0.28 * np.exp(-((distance / 15) ** 2))


def _show_through(dice: np.random.Generator, w: int, h: int) -> Plane:
    """The back page's columns, which nobody could read."""
    page = np.zeros((h, w))
    columns, margin = 5, 26
    wide = (w - 2 * margin) / columns
    for column in range(columns):
        x0, x1 = round(margin + column * wide + 4), round(margin + (column + 1) * wide - 4)
        y = 120
        while y < h - 70:
            if dice.random() < 0.07:
                y += 16
                page[y : y + 7, x0 + 12 : x1 - 12] = 0.9
                y += 14
            x = x0
            while x < x1 - 6:
                long = int(dice.integers(5, 20))
                page[y : y + 3, x : min(x + long, x1)] = 0.75
                x += long + 3
            y += 7
    page[28:84, 110 : w - 110] = 0.6
    soft = Image.fromarray((page * 255).astype("uint8")).filter(ImageFilter.GaussianBlur(1.5))
    return np.asarray(soft, float) / 255


def _picture(colour: Plane, alpha: Plane) -> Image.Image:
    """Few steps of transparency, so that the file stays small."""
    steps = np.round(np.clip(alpha, 0, 1) * 85) * 3
    colour = np.where(steps[..., None] > 0, colour, 0)
    return Image.fromarray(np.dstack((np.round(colour / 8) * 8, steps)).astype("uint8"))


if __name__ == "__main__":
    main()
