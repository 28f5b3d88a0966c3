"""Caps: leather, peaked, budenovka, papakha, sailor's. Cloths are in `cloths`."""

from collections.abc import Callable, Mapping

from tools.portraits.canvas import KEY, PAPER, SPOT, TONE
from tools.portraits.figure import Figure
from tools.portraits.vector import knots, spline, star

CROWN = (
    "-1,-.66! -1.16,-1.02 -1.2,-1.34 -.8,-1.66 -.1,-1.8 .66,-1.72 1.22,-1.42 1.34,-1.06 "
    "1.1,-.78 1.02,-.5! .5,-.68 -.2,-.78 -.7,-.76"
)
BAND = "-1,-.66! -1.02,-.86 -.6,-.98 0,-1.02 .6,-.93 1.06,-.72 1.02,-.44! .55,-.62 0,-.72 -.6,-.7"
BAND_TOP = "-1.01,-.87 -.6,-.99 0,-1.03 .6,-.94 1.06,-.73"
VISOR = "-1.02,-.66! -.6,-.76 -.1,-.76 .42,-.66! .34,-.46 -.08,-.36 -.66,-.36 -1.14,-.5!"


def _brow_shadow(figure: Figure, text: str) -> None:
    """The shadow of a visor on the forehead."""
    canvas = figure.canvas
    canvas.hatch(KEY, spline(knots(text)), 84, 0.05, (0.034, 0.0), end=0.85, clip=figure.skin)


def _visor(figure: Figure) -> None:
    canvas = figure.canvas
    canvas.fill(KEY, knots(VISOR), 0.45)
    canvas.stroke(PAPER, knots("-1.02,-.53 -.66,-.44 -.2,-.43 .22,-.5"), [0, 0.035, 0.03, 0])
    canvas.stroke(PAPER, knots("-.9,-.62 -.5,-.66 -.1,-.66"), [0, 0.02, 0])
    _brow_shadow(figure, "-.94,-.44! -.6,-.33 -.1,-.33 .5,-.45! .5,-.25 -.1,-.18 -.9,-.24")


def _leather_cap(figure: Figure) -> None:
    canvas = figure.canvas
    canvas.fill(KEY, knots(CROWN), 0.45)
    for path, width in (
        ("-1.02,-1.18 -.7,-1.5 -.1,-1.63", 0.07),
        ("-.85,-1.1 -.55,-1.32 -.15,-1.42", 0.035),
        (".5,-1.6 .98,-1.4 1.18,-1.12", 0.03),
    ):
        canvas.stroke(PAPER, knots(path), [0, width, 0])
    canvas.fill(KEY, knots(BAND), 0.45)
    canvas.stroke(PAPER, knots(BAND_TOP), [0.02, 0.03, 0.03, 0.03, 0.02])
    _visor(figure)
    canvas.polygon(PAPER, star((-0.30, -1.06), 0.185))
    canvas.polygon(SPOT, star((-0.30, -1.06), 0.145))


def _peaked_cap(figure: Figure) -> None:
    canvas = figure.canvas
    crown = knots(CROWN)
    canvas.fill(TONE, crown, 0.45)
    shade = spline(knots(".45,-1.74! 1.22,-1.42 1.34,-1.06 1.1,-.78 1.02,-.5! .5,-.68! .62,-1.1"))
    canvas.polygon(KEY, shade)
    canvas.hatch(TONE, shade, 100, 0.08, (0.004, 0.035))
    canvas.edge(KEY, crown, 0.035, 0.45)
    lit = spline(knots("-1.14,-1.3! -.7,-1.6 .1,-1.74 0,-1.45 -.6,-1.35"))
    canvas.hatch(KEY, lit, -20, 0.07, (0.03, 0), end=0.8)
    canvas.fill(figure.face.headgear_ink, knots(BAND), 0.45)
    canvas.stroke(KEY, knots(BAND_TOP), 0.03)
    _visor(figure)
    for ink, radius in ((KEY, 0.2), (PAPER, 0.165), (SPOT, 0.13)):
        canvas.polygon(ink, star((-0.30, -0.88), radius))


def _budenovka(figure: Figure) -> None:
    canvas = figure.canvas
    cap = knots(
        "-1,-.52! -1.06,-.95 -.8,-1.42 -.36,-1.78 -.12,-2.16 .02,-2.44! .14,-2.16 .46,-1.78 "
        ".92,-1.38 1.12,-.9 1.12,-.4 1.08,.55! .84,.7 .72,.3 .62,-.2 .4,-.55 -.2,-.7 -.7,-.66"
    )
    canvas.fill(TONE, cap, 0.45)
    shade = spline(
        knots(
            ".14,-2.16! .46,-1.78 .92,-1.38 1.12,-.9 1.12,-.4 1.08,.55! .84,.7 .72,.3 .62,-.2 "
            ".5,-.6 .55,-1.1 .3,-1.7"
        )
    )
    canvas.polygon(KEY, shade)
    canvas.hatch(TONE, shade, 104, 0.09, (0.004, 0.04), start=0.1)
    canvas.edge(KEY, cap, 0.04, 0.45)
    canvas.stroke(KEY, knots(".04,-2.3 -.12,-1.7 -.2,-1.2"), [0.02, 0.03, 0])
    peak = knots("-1.02,-.56! -.6,-.7 -.1,-.7 .4,-.56! .3,-.36 -.1,-.28 -.7,-.3 -1.12,-.42!")
    canvas.fill(TONE, peak, 0.4)
    canvas.hatch(KEY, canvas.edge(KEY, peak, 0.035, 0.4), 80, 0.06, (0.03, 0), end=0.7)
    _brow_shadow(figure, "-.94,-.4! -.6,-.26 -.1,-.25 .5,-.38! .5,-.22 -.1,-.15 -.9,-.22")
    canvas.polygon(KEY, star((-0.30, -1.10), 0.40))
    canvas.polygon(SPOT, star((-0.30, -1.10), 0.345))


def _papakha(figure: Figure) -> None:
    """A tall cap of lambskin, a strip of cloth pinned to it."""
    canvas, rng = figure.canvas, figure.canvas.rng
    cap = knots(
        "-1.04,-.5! -1.14,-.9 -1.08,-1.4 -.94,-1.8! -.5,-1.94 .1,-1.98 .7,-1.9 1.08,-1.72! "
        "1.22,-1.3 1.24,-.8 1.14,-.3! .6,-.52 0,-.62 -.6,-.6"
    )
    outline = canvas.fill(KEY, cap, 0.45)
    for x, y in outline[::4]:
        canvas.disc(KEY, (x, y), rng.uniform(0.05, 0.09), count=12)
    spacing = 0.17 if figure.fine else 0.26
    clip = canvas.clip(outline)
    for row in range(10):
        for column in range(16):
            x = -1.15 + column * spacing + (row % 2) * spacing / 2 + rng.uniform(-0.03, 0.03)
            y = -1.9 + row * spacing * 0.9
            light = 1.25 - (x + 1.15) / 2.2
            if rng.random() > light:
                continue
            size = spacing * 0.40
            curl = [(x - size, y), (x, y - size), (x + size, y), (x + size * 0.2, y + size * 0.6)]
            canvas.stroke(PAPER, curl, [0, 0.022, 0.03, 0], clip)
    strip = [(-0.62, -1.20), (0.02, -1.24), (0.02, -1.10), (-0.62, -1.06)]
    canvas.polygon(KEY, [(-0.66, -1.24), (0.06, -1.28), (0.06, -1.06), (-0.66, -1.02)])
    canvas.polygon(SPOT, strip)
    _brow_shadow(figure, "-.96,-.5! -.6,-.55 0,-.57 .6,-.48! .6,-.36 0,-.42 -.92,-.36")


def _sailor_cap(figure: Figure) -> None:
    """A sailor's round cap without a visor, its ribbons flying behind."""
    canvas = figure.canvas
    for path in (
        ".98,-.78! 1.3,-.5 1.5,.1 1.42,.62! 1.66,.5! 1.7,.0 1.5,-.6 1.1,-.94!",
        ".98,-.7! 1.16,-.3 1.22,.3 1.1,.94! 1.36,.86! 1.42,.2 1.32,-.4 1.1,-.86!",
    ):
        outline = canvas.fill(KEY, knots(path), 0.4)
        canvas.trace(PAPER, [*outline, outline[0]], 0.022)
    top = knots("-1.2,-1.26 -.9,-1.56 -.1,-1.72 .7,-1.62 1.26,-1.2 1.34,-.96 1.0,-.92 -.2,-1.2")
    canvas.fill(TONE, top, 0.5)
    shade = spline(knots(".5,-1.66! 1.26,-1.2 1.34,-.96 1,-.92! .5,-1.06 .6,-1.3"))
    canvas.polygon(KEY, shade)
    canvas.hatch(TONE, shade, 112, 0.07, (0.004, 0.03))
    canvas.edge(KEY, top, 0.04)
    lit = spline(knots("-1.1,-1.28! -.7,-1.5 0,-1.64 0,-1.46 -.7,-1.34"))
    canvas.hatch(KEY, lit, -14, 0.06, (0.026, 0), end=0.8)
    band = knots(
        "-.98,-.72! -1.02,-.98 -1.06,-1.2! -.5,-1.22 .1,-1.18 .7,-1.04 1.14,-.84! 1.1,-.62 "
        "1.04,-.4! .5,-.62 0,-.74 -.6,-.78"
    )
    canvas.fill(KEY, band, 0.4)
    canvas.stroke(PAPER, knots("-1.02,-1.12 -.4,-1.13 .2,-1.07 .7,-.95 1.08,-.76"), 0.026)
    canvas.stroke(PAPER, knots("-.98,-.82 -.5,-.86 .1,-.81 .6,-.68 1.04,-.46"), 0.02)
    for i in range(9):
        # Marks in place of a ship's name: gilt letters too small to read.
        x, y = -0.80 + i * 0.12, -0.985 + 0.012 * max(0, i - 3)
        canvas.polygon(
            PAPER, [(x, y - 0.055), (x + 0.055, y - 0.05), (x + 0.05, y + 0.06), (x, y + 0.055)]
        )
    _brow_shadow(figure, "-.94,-.74! -.5,-.76 0,-.72 .56,-.6! .56,-.48 0,-.56 -.9,-.58")


CAPS: Mapping[str, Callable[[Figure], None]] = {
    "leather-cap": _leather_cap,
    "peaked-cap": _peaked_cap,
    "budenovka": _budenovka,
    "papakha": _papakha,
    "sailor-cap": _sailor_cap,
}
"""How each cap is drawn."""
