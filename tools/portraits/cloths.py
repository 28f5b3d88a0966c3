"""Cloths worn on the head: a nurse's coif, a kerchief, a shawl, a Georgian headdress."""

from collections.abc import Callable, Mapping

from tools.portraits.brims import BRIMS
from tools.portraits.canvas import KEY, PAPER, SPOT
from tools.portraits.figure import Figure
from tools.portraits.hats import CAPS
from tools.portraits.tresses import draw_temples
from tools.portraits.vector import Knot, cross, knots, spline


def draw_headgear(figure: Figure) -> None:
    """Whatever is worn on the head."""
    draw = {**CAPS, **BRIMS, **CLOTHS}.get(figure.face.headgear)
    if draw is not None:
        draw(figure)


def _coif(figure: Figure) -> None:
    canvas = figure.canvas
    hood = knots(
        "-.86,-.5! -1,-.8 -.92,-1.28 -.46,-1.66 .12,-1.76 .74,-1.6 1.16,-1.18 1.3,-.6 1.36,.2 "
        "1.48,.9 1.62,1.72! 1,1.86 .86,1.5 .84,.9 .8,.3 .7,-.35 .46,-.74 .02,-.88 -.46,-.8"
    )
    canvas.fill(PAPER, hood, 0.45)
    inner = knots(
        ".46,-.74! .7,-.35 .8,.3 .84,.9 .86,1.5 1,1.86 1.22,1.84! 1.1,1 1.02,.2 .94,-.5 .72,-.98"
    )
    canvas.hatch(KEY, spline(inner), 12, 0.06, (0.036, 0), end=0.8)
    outer = knots(
        "1.16,-1.18! 1.3,-.6 1.36,.2 1.48,.9 1.62,1.72! 1.42,1.8 1.28,.9 1.16,.1 1.08,-.6"
    )
    canvas.hatch(KEY, spline(outer), -6, 0.06, (0, 0.035))
    canvas.edge(KEY, hood, 0.032, 0.45)
    band = knots(
        "-.86,-.5! -.93,-.86 -.48,-1.14 .04,-1.2 .56,-1.04 .9,-.62 .92,-.2! .7,-.35 .46,-.74 "
        ".02,-.88 -.46,-.8"
    )
    canvas.fill(PAPER, band, 0.45)
    canvas.edge(KEY, band, 0.028, 0.45)
    for fold in (".9,-1.1 1.02,-.6 1.06,.1", ".5,-1.5 .86,-1.24 1.1,-.8"):
        figure.tick(fold, 0.026)
    figure.tick("-.6,-1.5 -.2,-1.6 .2,-1.56", 0.026)
    canvas.polygon(SPOT, cross((-0.30, -1.02), 0.155))
    draw_temples(figure)


KERCHIEF = (
    "-.9,-.42! -1.02,-.82 -.86,-1.3 -.36,-1.62 .24,-1.66 .82,-1.4 1.14,-.9 1.18,-.3 1.1,.3 "
    "1.36,.6 1.66,.52! 1.5,.78 1.72,1.02! 1.28,.92 .98,.66 .84,.3 .74,-.3 .44,-.72 0,-.84 -.5,-.74"
)


def _kerchief(figure: Figure) -> None:
    """A kerchief knotted at the nape."""
    canvas, ink = figure.canvas, figure.face.headgear_ink
    path = knots(KERCHIEF)
    canvas.fill(ink, path, 0.45)
    line = PAPER if ink == KEY else KEY
    canvas.edge(KEY, path, 0.035, 0.45)
    back = spline(knots(".44,-.72! .74,-.3 .84,.3 .98,.66 1.1,.3 1.18,-.3 1,-1"))
    canvas.hatch(line, back, 10, 0.07, (0.04, 0), end=0.85)
    for fold in (".1,-1.55 .6,-1.3 .92,-.8", "-.7,-1.25 -.2,-1.42 .3,-1.4", "1,.2 1.2,.6 1.5,.62"):
        canvas.stroke(line, knots(fold), [0, 0.03, 0])
    draw_temples(figure)


def _shawl(figure: Figure) -> None:
    """A thick shawl over the head, crossed under the chin and over the shoulders."""
    canvas, ink = figure.canvas, figure.face.headgear_ink
    line = PAPER if ink == KEY else KEY
    hood = knots(
        "-.84,-.36! -1.06,-.7 -1.04,-1.2 -.6,-1.6 .1,-1.74 .8,-1.56 1.26,-1.06 1.4,-.3 1.42,.6 "
        "1.6,1.2 2.0,1.66 2.1,2.3! 1.2,2.7 .2,2.66 -.6,2.5 -1.3,2.3! -1.26,1.8 -1.0,1.46 -.98,1.1! "
        "-.7,1.44 -.3,1.62 .1,1.58 .5,1.34 .74,.98 .84,.4 .74,-.3 .44,-.66 0,-.78 -.5,-.68"
    )
    canvas.fill(ink, hood, 0.45)
    shade = spline(
        knots(
            ".44,-.66! .74,-.3 .84,.4 .74,.98 .5,1.34 .2,1.56 .6,2.1 1.2,2.7! 2.1,2.3! 2,1.66 "
            "1.6,1.2 1.42,.6 1.36,-.3 1.16,-.9 .9,-1.2"
        )
    )
    if ink != KEY:
        canvas.hatch(KEY, shade, 8, 0.085, (0.06, 0.012), end=0.95)
    canvas.edge(KEY, hood, 0.04, 0.45)
    for fold in (
        "-.9,-1 -.3,-1.36 .4,-1.36 .86,-.96",
        "-.6,-1.34 .1,-1.56 .7,-1.36 1.12,-.8",
        ".98,-.4 1.12,.3 1.06,1 .7,1.56",
        "1.2,0 1.26,.7 1.2,1.3 .8,2.1",
        "-.9,1.5 -.5,1.86 .1,1.98 .6,1.72",
        "-1.1,1.9 -.5,2.2 .2,2.3 .9,2.0",
        "-.1,1.62 .3,1.9 .8,2.5",
    ):
        canvas.stroke(line, knots(fold), [0, 0.045, 0.03, 0])
    fringe = spline(knots("-1.3,2.3 -.6,2.5 .2,2.66 1.2,2.7 2.1,2.3"), False)
    for x, y in fringe[::2]:
        canvas.stroke(KEY, [(x, y - 0.04), (x + 0.03, y + 0.24)], [0.04, 0.02])
    draw_temples(figure)


def _headdress(figure: Figure) -> None:
    """A Georgian widow's headdress: a black band and veil, white beneath, hair at the temples."""
    canvas = figure.canvas
    veil = knots(
        ".2,-1.62! .84,-1.46 1.24,-1 1.4,-.3 1.46,.6 1.66,1.4 1.8,2.2! 1.24,2.4 1.0,1.7 .9,1 "
        ".86,.3 .76,-.3 .5,-.8"
    )
    canvas.fill(KEY, veil, 0.45)
    for fold, width in (
        ("1.0,-.7 1.16,0 1.2,.9 1.4,2.1", 0.036),
        ("1.2,-.6 1.32,.2 1.4,1.1 1.6,2.0", 0.030),
        (".92,-.2 1.0,.6 1.06,1.4 1.2,2.2", 0.026),
        (".7,-1.34 1.0,-1.0 1.14,-.6", 0.03),
    ):
        canvas.stroke(PAPER, knots(fold), [0, width, width, 0])
    lawn: list[Knot] = knots(".5,-.78! .72,-.34 .82,.3 .88,1! .98,1.06! .98,.3 .9,-.3 .66,-.84!")
    canvas.fill(PAPER, lawn, 0.4)
    canvas.edge(KEY, lawn, 0.026, 0.4)
    draw_temples(figure)
    top = knots("-.9,-1.06 -.6,-1.4 0,-1.56 .56,-1.46 .96,-1.1 .5,-1.2 -.2,-1.24")
    canvas.fill(KEY, top, 0.5)
    band = knots(
        "-.93,-.56! -1.02,-.86 -.96,-1.14! -.4,-1.32 .2,-1.34 .74,-1.16 1.02,-.84! .98,-.5 "
        ".86,-.28! .48,-.72 0,-.88 -.52,-.8"
    )
    canvas.fill(KEY, band, 0.45)
    canvas.stroke(PAPER, knots("-.95,-1.08 -.4,-1.25 .2,-1.27 .7,-1.1 .98,-.8"), 0.03)
    canvas.stroke(PAPER, knots("-.93,-.66 -.5,-.88 0,-.96 .46,-.8 .82,-.4"), 0.026)
    for x, y in ((-0.74, -0.98), (-0.42, -1.09), (-0.06, -1.13), (0.30, -1.08), (0.62, -0.92)):
        canvas.polygon(PAPER, [(x, y - 0.07), (x + 0.045, y), (x, y + 0.07), (x - 0.045, y)])


CLOTHS: Mapping[str, Callable[[Figure], None]] = {
    "coif": _coif,
    "kerchief": _kerchief,
    "shawl": _shawl,
    "headdress": _headdress,
}
"""How each cloth is drawn."""
