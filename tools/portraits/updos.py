"""Hair that is dressed: waved, put up full, a plait laid round the head, cut like a boy's."""

import math

import numpy as np

from tools.portraits.figure import Figure
from tools.portraits.vector import CORNER, Point, along, knots, spline


def waved(figure: Figure) -> None:
    """Hair to the jaw from a side parting, set in waves."""
    inner = knots(
        ".84,.5! .76,.2 .8,-.08 .68,-.34 .64,-.62 .44,-.84 .34,-1.04! .06,-.78 -.24,-.82 -.46,-.58 "
        "-.76,-.56 -.86,-.24 -1.0,-.04 -.94,.3!"
    )
    outer = knots(
        "1.14,.66! 1.3,.38 1.16,.1 1.32,-.22 1.18,-.54 1.26,-.9 .98,-1.2 .74,-1.5 .3,-1.6 "
        "-.2,-1.62 "
        "-.66,-1.4 -1.0,-1.2 -1.06,-.84 -1.24,-.56 -1.12,-.24 -1.22,.06 -1.06,.4!"
    )
    figure.hair_mass([*inner, *outer[::-1]], 0.55)
    bands(figure, inner[6:], outer[8:], 8, 0.05)
    bands(figure, inner[:7][::-1], outer[:9][::-1], 7, 0.05)


def bands(
    figure: Figure,
    near: list[tuple[float, ...]],
    far: list[tuple[float, ...]],
    count: int,
    swing: float,
) -> None:
    """Strands that run with the hair from one end to the other, swinging to and fro."""
    first, last = (np.asarray(spline(path, False, 12)) for path in (near, far))
    _, strand, swell = figure.hair_inks()
    rng = figure.canvas.rng
    count = count if figure.fine else max(3, count * 2 // 3)
    for i in range(count):
        share = (i + 0.6 + rng.uniform(-0.15, 0.15)) / (count + 0.4)
        line: list[Point] = []
        for part in np.linspace(rng.uniform(0.0, 0.08), rng.uniform(0.9, 1.0), 22):
            at = share + swing * math.sin(part * 16)
            x, y = along(first, part) * (1 - at) + along(last, part) * at
            line.append((float(x), float(y)))
        width = 0.018 * swell * (1 if figure.fine else 1.3)
        figure.canvas.stroke(strand, line, [0.0, width, width * 1.4, width, 0.0])


PUFFED = (
    "1.0,.16 1.26,-.1 1.44,-.56 1.44,-1.1 1.16,-1.6 .66,-1.9 0,-2.0 -.6,-1.92 -1.06,-1.62 "
    "-1.28,-1.2 "
    "-1.18,-.74 -1.0,-.4"
)


def puffed(figure: Figure) -> None:
    """Hair put up full all round the face, as ladies wore it before the war."""
    inner = knots(".8,.1 .74,-.2 .66,-.46 .46,-.76 .16,-.94 -.2,-.96 -.54,-.86 -.82,-.62 -.92,-.38")
    outer = knots(PUFFED)
    corner = (*inner[-1][:2], CORNER)
    figure.hair_mass([*inner[:-1], corner, *outer[::-1]])
    figure.streaks(
        inner,
        knots(".9,-1.3 .5,-1.66 0,-1.76 -.5,-1.66 -.9,-1.3"),
        44,
        0.026,
        bulge=-0.22,
        high=0.9,
    )
    figure.streaks(
        outer, knots(".7,-1.5 .3,-1.74 -.2,-1.74 -.6,-1.5"), 22, 0.02, bulge=0.16, high=0.8
    )


def shingled(figure: Figure) -> None:
    """Hair cut like a boy's, with a lock over the forehead and one before the ear."""
    inner = knots(
        ".86,.42! .74,.16 .72,-.12 .64,-.42 .52,-.7 .36,-.96! .1,-.7 -.24,-.6 -.56,-.66 -.8,-.84"
    )
    outer = knots(
        "1.02,.4! 1.08,.0 1.1,-.5 .98,-1.04 .66,-1.4 .2,-1.54 -.28,-1.5 -.68,-1.28 -.94,-.86"
    )
    corner = (*inner[-1][:2], CORNER)
    figure.hair_mass([*inner[:-1], corner, *outer[::-1]])
    figure.streaks(
        knots(".36,-.98 .42,-1.2 .5,-1.44"),
        knots("-.8,-.82 -.5,-.66 -.2,-.62"),
        20,
        0.022,
        bulge=-0.2,
        high=1,
    )
    figure.streaks(
        knots(".42,-.98 .5,-1.2 .64,-1.36"),
        knots(".84,.36 .94,.3 1.02,.3"),
        16,
        bulge=-0.16,
        high=1,
    )
