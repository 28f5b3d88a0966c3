"""Coats: greatcoat, leather, suit, sheepskin, a nurse's cape."""

from collections.abc import Callable, Mapping

from tools.portraits.canvas import KEY, PAPER, SPOT, TONE
from tools.portraits.figure import Figure
from tools.portraits.vector import cross, knots, spline


def _greatcoat(figure: Figure) -> None:
    canvas = figure.canvas
    torso = (
        "-.5,1.58! -.8,1.7 -1.55,2 -2.15,2.43 -2.5,3.6! 2.5,3.6! 2.2,2.33 1.62,1.88 .92,1.6 "
        ".74,1.44! .4,1.98 0,2.1"
    )
    canvas.fill(TONE, figure.shoulders(torso), 0.42)
    shade = spline(figure.shoulders(".74,1.46! 1.62,1.92 2.2,2.38 2.49,3.7! .55,3.7! .85,2.7 .6,2"))
    canvas.polygon(KEY, shade)
    canvas.hatch(TONE, shade, 112, 0.12, (0.004, 0.05), start=0.1)
    far = spline(figure.shoulders("-2.2,2.5! -1.3,2 -1.15,2.7 -1.4,3.7! -2.49,3.7!"))
    canvas.hatch(KEY, far, 70, 0.11, (0.045, 0.004), end=0.85)
    left = canvas.fill(
        KEY, knots("-.58,1.4! -1.06,1.62 -1.16,2.1! -.72,2.42! -.24,2.62! -.44,1.95"), 0.25
    )
    right = canvas.fill(
        KEY, knots(".74,1.26! 1.18,1.52 1.19,2.02! .62,2.4! -.2,2.62! .22,2.05 .5,1.75"), 0.25
    )
    canvas.hatch(TONE, left, 64, 0.09, (0.05, 0.004), start=0.06)
    canvas.hatch(TONE, right, 124, 0.10, (0.004, 0.045), start=0.2)
    for i, y in enumerate((2.60, 2.90, 3.20)):
        out = 0.05 * i
        canvas.polygon(
            SPOT,
            [
                (-0.20, y + 0.10),
                (-1.25 + out, y - 0.02),
                (-1.42 + out, y + 0.09),
                (-1.25 + out, y + 0.20),
                (-0.20, y + 0.25),
            ],
        )
        canvas.polygon(
            SPOT,
            [
                (-0.05, y + 0.10),
                (0.92, y - 0.02),
                (1.08, y + 0.08),
                (0.94, y + 0.20),
                (-0.05, y + 0.25),
            ],
        )
    canvas.stroke(KEY, knots("-.12,2.55 -.14,3.1 -.15,3.7"), 0.04)


LEATHER_SHINE = (
    ("-1.95,2.62 -1.45,2.16 -.98,1.92", 0.09),
    ("-1.55,3.6 -1.42,3 -1.62,2.5", 0.10),
    ("-1.2,3.6 -1.1,3.2 -1.2,2.9", 0.05),
    ("1.25,1.98 1.75,2.2 2.08,2.66", 0.035),
    ("1.3,3.6 1.36,3.1 1.2,2.7", 0.04),
    ("-1.9,3.6 -1.86,3.2 -2,2.9", 0.05),
)


def _leather(figure: Figure) -> None:
    """A leather coat, a strap across it, open over the shirt."""
    canvas = figure.canvas
    torso = (
        "-.5,1.56! -.8,1.68 -1.55,2 -2.15,2.43 -2.5,3.6! 2.5,3.6! 2.2,2.33 1.62,1.88 .92,1.58 "
        ".74,1.42! .4,1.96 0,2.08"
    )
    canvas.fill(KEY, figure.shoulders(torso), 0.42)
    for path, width in LEATHER_SHINE:
        canvas.stroke(PAPER, figure.shoulders(path), [0, width, 0])
    canvas.fill(figure.face.shirt, knots("-.48,1.9! -.26,2.95! -.1,2.95! .3,2! -.1,2.15"), 0.3)
    canvas.stroke(KEY, knots("-.16,2.1 -.17,2.5 -.18,2.9"), 0.03)
    left = knots("-.58,1.42! -.98,1.66 -1.1,2.16! -.78,2.24! -.92,2.44! -.26,2.95! -.48,2")
    right = knots(".76,1.28! 1.1,1.58 1.14,2.06! .82,2.16! .94,2.36! -.1,2.95! .26,2.05 .52,1.72")
    collar = canvas.fill(KEY, left, 0.25)
    canvas.fill(KEY, right, 0.25)
    canvas.trace(PAPER, left[:6], [0, 0.05, 0.05, 0.05, 0.045, 0.02])
    edge = knots(".98,1.62 1.14,2.06 .82,2.16 .94,2.36 -.1,2.95")
    canvas.trace(PAPER, edge, [0, 0.03, 0.03, 0.03, 0.01])
    canvas.hatch(PAPER, collar, 60, 0.12, (0.04, 0), end=0.45)
    strap = [(k[0], k[1]) for k in figure.shoulders("-1.62,2.12 -1.36,2.02 1.19,3.6 .85,3.6")]
    canvas.polygon(TONE, strap)
    canvas.stroke(KEY, figure.shoulders("-1.5,2.07 1.02,3.6"), 0.02)


def _suit(figure: Figure) -> None:
    canvas = figure.canvas
    torso = (
        "-.5,1.7! -.8,1.82 -1.55,2.24 -2.15,2.67 -2.5,3.6! 2.5,3.6! 2.2,2.57 1.62,2.12 .92,1.72 "
        ".74,1.56! .4,2.1 0,2.22"
    )
    canvas.fill(KEY, figure.shoulders(torso), 0.42)
    sleeve = figure.shoulders("-2.1,2.7! -1.5,2.2 -.95,1.95 -.85,2.6 -1.2,3.7! -2.4,3.7!")
    canvas.hatch(TONE, spline(sleeve), 72, 0.12, (0.05, 0.01))
    near = figure.shoulders("1.3,2.1! 2.1,2.6 2.4,3.7! 1.5,3.7! 1.5,2.7")
    canvas.hatch(TONE, spline(near), 108, 0.14, (0.004, 0.03))
    canvas.fill(PAPER, knots("-.56,1.74! -.4,3.3! -.06,3.7! .3,2.8! .8,1.6! .1,2.1"), 0.25)
    tie = knots("-.3,2.02! -.06,2.02! -.1,2.24! .06,3.1 -.14,3.7! -.4,3.1 -.27,2.24!")
    ink = figure.face.shirt if figure.face.shirt != PAPER else SPOT
    knot_cut = PAPER if ink == KEY else KEY
    outline = canvas.fill(ink, tie, 0.2)
    canvas.hatch(knot_cut, outline, 35, 0.13, (0.035, 0), end=0.7)
    canvas.stroke(knot_cut, [(-0.30, 2.26), (-0.08, 2.26)], 0.03)
    for wing in (
        "-.6,1.46! -.74,1.72 -.66,2.22! -.22,2.06! -.42,1.84",
        "-.12,2.06! .44,2.26! .84,1.62 .78,1.34! .46,1.78",
    ):
        canvas.fill(PAPER, knots(wing), 0.25)
        outline = canvas.edge(KEY, knots(wing), 0.03, 0.25)
    canvas.hatch(KEY, outline, -40, 0.06, (0.03, 0), end=0.8)
    left = knots("-.62,1.66! -.98,1.95 -1.1,2.5! -.8,2.52! -.92,2.72! -.22,3.7! -.45,2.6")
    right = knots(".82,1.52! 1.02,1.86 1.16,2.4! .86,2.44! .98,2.62! .02,3.7! .3,2.6 .62,1.95")
    canvas.fill(KEY, left, 0.2)
    canvas.fill(KEY, right, 0.2)
    canvas.trace(TONE, left[1:6], 0.04)
    canvas.trace(TONE, right[1:6], 0.03)


def _sheepskin(figure: Figure) -> None:
    """A torn sheepskin coat, its fleece turned out at the collar."""
    canvas, rng = figure.canvas, figure.canvas.rng
    torso = (
        "-.5,1.62! -.9,1.72 -1.55,2.06 -2.2,2.5 -2.5,3.6! 2.5,3.6! 2.24,2.4 1.66,1.94 .96,1.62 "
        ".74,1.48! .4,2.02 0,2.14"
    )
    canvas.fill(TONE, figure.shoulders(torso), 0.42)
    shade = spline(figure.shoulders(".74,1.5! 1.66,1.96 2.2,2.42 2.49,3.7! .8,3.7! 1.1,2.9 .7,2.1"))
    canvas.polygon(KEY, shade)
    canvas.hatch(TONE, shade, 116, 0.12, (0.005, 0.05), start=0.12)
    far = spline(figure.shoulders("-2.2,2.5! -1.5,2.1 -1.3,2.7 -1.5,3.7! -2.49,3.7!"))
    canvas.hatch(KEY, far, 72, 0.12, (0.045, 0.004), end=0.8)
    canvas.fill(figure.face.shirt, knots("-.5,1.8! -.26,2.8! -.1,2.8! .4,1.9! 0,2.1"), 0.3)
    for text in (
        "-.6,1.4 -1,1.56 -1.2,2 -1,2.5 -.5,3.1 -.2,3.7 -.06,3.7 -.3,2.9 -.5,2.2 -.44,1.8",
        ".76,1.26 1.14,1.5 1.32,1.96 1.1,2.44 .6,2.96 .24,3.7 -.02,3.7 .2,2.8 .44,2.1 .5,1.72",
    ):
        outline = canvas.fill(PAPER, knots(text))
        for x, y in outline[::3]:
            size = rng.uniform(0.07, 0.11)
            canvas.disc(KEY, (x, y), size + 0.03, count=14)
        for x, y in outline[::3]:
            canvas.disc(PAPER, (x, y), rng.uniform(0.07, 0.10), count=14)
        canvas.fill(PAPER, knots(text))
        clip = canvas.clip(outline)
        for _ in range(46 if figure.fine else 20):
            x, y = rng.uniform(-1.2, 1.3), rng.uniform(1.4, 3.7)
            size = rng.uniform(0.05, 0.09)
            curl = [(x - size, y), (x, y - size), (x + size, y), (x + size * 0.3, y + size * 0.6)]
            canvas.stroke(KEY, curl, [0, 0.03, 0.026, 0], clip)
    tear = figure.shoulders("-1.5,2.5! -1.36,2.74! -1.44,2.86! -1.28,3.16! -1.4,3.1! -1.58,2.84!")
    canvas.fill(PAPER, tear)
    canvas.edge(KEY, tear, 0.03)


def _nurse(figure: Figure) -> None:
    """A cape over a white apron, a red cross at the collar."""
    canvas = figure.canvas
    torso = (
        "-.5,1.7! -.8,1.82 -1.55,2.18 -2.15,2.61 -2.5,3.6! 2.5,3.6! 2.2,2.51 1.62,2.06 .92,1.72 "
        ".74,1.56! .4,2.1 0,2.22"
    )
    canvas.fill(KEY, figure.shoulders(torso), 0.42)
    far = figure.shoulders("-2.2,2.6! -1.4,2.05 -.95,1.9 -1.05,2.8 -1.2,3.7! -2.4,3.7!")
    canvas.hatch(TONE, spline(far), 80, 0.13, (0.06, 0.015))
    canvas.hatch(
        TONE, spline(knots("1.5,2.1! 2.2,2.6 2.4,3.7! 1.3,3.7!")), 100, 0.15, (0.004, 0.035)
    )
    canvas.fill(PAPER, knots("-.54,1.74! -.98,2 -.86,3.7! .9,3.7! 1,1.96 .78,1.6! .1,2.05"), 0.3)
    canvas.hatch(KEY, spline(knots(".98,1.95! .5,2.1 .4,3.7! .92,3.7!")), 8, 0.085, (0, 0.045))
    canvas.stroke(KEY, knots("-.84,2.3 -.82,3 -.8,3.7"), [0, 0.03])
    canvas.stroke(KEY, knots("-.2,2.35 -.2,3 -.2,3.7"), [0.012, 0.02])
    for half in (
        "-.58,1.5! -.8,1.7 -.62,2.06 -.2,2.12! -.36,1.8",
        "-.16,2.12! .42,2.16 .88,1.66 .78,1.36! .4,1.8",
    ):
        canvas.fill(PAPER, knots(half), 0.3)
        outline = canvas.edge(KEY, knots(half), 0.03, 0.3)
    canvas.hatch(KEY, outline, -40, 0.065, (0.03, 0), end=0.7)
    canvas.disc(KEY, (-0.18, 2.30), 0.20)
    canvas.disc(PAPER, (-0.18, 2.30), 0.17)
    canvas.polygon(SPOT, cross((-0.18, 2.30), 0.12))


COATS: Mapping[str, Callable[[Figure], None]] = {
    "greatcoat": _greatcoat,
    "leather": _leather,
    "suit": _suit,
    "sheepskin": _sheepskin,
    "nurse": _nurse,
}
"""How each coat is drawn."""
