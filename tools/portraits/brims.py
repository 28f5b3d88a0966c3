"""Soft hats: a cloche, a beret, a felt hat, a wide hat with a plume, a fur cap with flaps."""

from collections.abc import Callable, Mapping

from tools.portraits.canvas import KEY, PAPER, TONE
from tools.portraits.figure import Figure
from tools.portraits.vector import knots, spline


def _inks(figure: Figure) -> tuple[str, str]:
    """The ink of the hat, and that of the lines on it."""
    ink = figure.face.headgear_ink
    return ink, PAPER if ink == KEY else KEY


def _shadow(figure: Figure, text: str) -> None:
    """The shadow of a brim on the forehead."""
    canvas = figure.canvas
    canvas.hatch(KEY, spline(knots(text)), 84, 0.05, (0.034, 0.0), end=0.85, clip=figure.skin)


def _cloche(figure: Figure) -> None:
    """A bell of felt down to the eyebrows, a ribbon round it."""
    canvas, (ink, line) = figure.canvas, _inks(figure)
    bell = knots(
        "-1.1,-.2! -1.16,-.7 -1.1,-1.2 -.74,-1.62 -.1,-1.8 .6,-1.72 1.12,-1.32 1.34,-.7 1.38,-.1 "
        "1.46,.36! 1.1,.3 .9,.02 .6,-.3 .1,-.5 -.5,-.5 -.9,-.4"
    )
    canvas.fill(ink, bell, 0.45)
    shade = spline(
        knots(".3,-1.76! .8,-1.6 1.2,-1.2 1.36,-.6 1.46,.36! 1.1,.3 .9,.02 .7,-.3 .86,-.9")
    )
    if ink == KEY:
        canvas.hatch(PAPER, shade, 96, 0.1, (0.0, 0.03), start=0.2, end=0.8)
    else:
        canvas.hatch(KEY, shade, 96, 0.075, (0.05, 0.012), end=0.95)
    canvas.edge(KEY, bell, 0.035, 0.45)
    ribbon = knots(
        "-1.14,-.62! -.6,-.86 .1,-.86 .7,-.62 1.36,-.14! 1.36,-.4 .8,-.88 .1,-1.1 "
        "-.6,-1.1 -1.14,-.9!"
    )
    canvas.fill(KEY if ink != KEY else PAPER, ribbon, 0.4)
    for fold in ("-1.0,-1.24 -.5,-1.5 .1,-1.56", "-.8,-1.42 -.3,-1.62 .3,-1.62"):
        canvas.stroke(line, knots(fold), [0, 0.03, 0])
    _shadow(figure, "-.94,-.4! -.5,-.48 .1,-.48 .56,-.3! .5,-.14 0,-.32 -.9,-.22")


def _beret(figure: Figure) -> None:
    """A disc of cloth drawn down to one side."""
    canvas, (ink, line) = figure.canvas, _inks(figure)
    disc = knots(
        "-.96,-.74! -1.16,-.98 -1.06,-1.4 -.6,-1.72 .1,-1.86 .9,-1.76 1.54,-1.38 1.78,-.9 1.6,-.5 "
        "1.2,-.42 .96,-.6! .5,-.86 0,-.96 -.5,-.9"
    )
    canvas.fill(ink, disc, 0.5)
    shade = spline(knots(".5,-1.82! 1.2,-1.62 1.7,-1.1 1.66,-.56 1.2,-.42 .96,-.6! 1.1,-1.0"))
    if ink == KEY:
        canvas.hatch(PAPER, shade, 30, 0.1, (0.0, 0.03), start=0.2, end=0.8)
    else:
        canvas.hatch(KEY, shade, 30, 0.075, (0.012, 0.05))
    canvas.edge(KEY, disc, 0.035)
    for fold in (
        "-.86,-1.0 -.5,-1.36 .1,-1.56",
        "-.4,-1.02 0,-1.3 .6,-1.5",
        ".3,-.98 .7,-1.2 1.2,-1.3",
    ):
        canvas.stroke(line, knots(fold), [0, 0.032, 0])
    canvas.stroke(KEY, knots(".2,-1.84 .22,-1.94 .3,-2.02"), [0.06, 0.05, 0.03])
    band = knots(
        "-.96,-.66! -1,-.86 -.5,-1.0 0,-1.06 .5,-.96 1.0,-.68! .96,-.5 .5,-.78 0,-.9 -.5,-.84"
    )
    canvas.fill(KEY, band, 0.4)
    _shadow(figure, "-.92,-.66! -.5,-.78 0,-.84 .56,-.66! .56,-.54 0,-.68 -.88,-.52")


def _felt_hat(figure: Figure) -> None:
    """A man's felt hat, dented along the crown, with a band."""
    canvas, (ink, line) = figure.canvas, _inks(figure)
    crown = knots(
        "-.98,-.76! -1.02,-1.2 -.94,-1.66 -.6,-1.9 -.24,-1.82 .14,-1.94 .6,-1.9 1.0,-1.62 "
        "1.16,-1.1 "
        "1.12,-.56! .6,-.8 0,-.9 -.6,-.88"
    )
    canvas.fill(ink, crown, 0.45)
    shade = spline(knots(".3,-1.92! .8,-1.8 1.1,-1.4 1.12,-.56! .6,-.8! .5,-1.3"))
    if ink == KEY:
        canvas.hatch(PAPER, shade, 98, 0.11, (0.0, 0.03), start=0.2, end=0.8)
    else:
        canvas.hatch(KEY, shade, 98, 0.075, (0.05, 0.02))
    canvas.edge(KEY, crown, 0.035, 0.45)
    canvas.stroke(line, knots("-.56,-1.84 -.2,-1.6 .2,-1.62 .5,-1.86"), [0, 0.05, 0.04, 0])
    band = knots(
        "-1,-.74! -1.03,-1.06 -.5,-1.2 .1,-1.2 .7,-1.06 1.16,-.84! 1.12,-.56 .6,-.8 0,-.9 -.6,-.88"
    )
    canvas.fill(KEY if ink != KEY else PAPER, band, 0.4)
    brim = knots(
        "-1.62,-.56! -1.4,-.82 -.9,-.92 -.2,-.94 .6,-.84 1.2,-.58 1.66,-.62 1.78,-.72! 1.66,-.36 "
        "1.2,-.26 .6,-.5 0,-.62 -.7,-.62 -1.2,-.5"
    )
    canvas.fill(ink, brim, 0.45)
    canvas.edge(KEY, brim, 0.035, 0.45)
    canvas.stroke(line, knots("-1.4,-.68 -.6,-.78 .2,-.76 .9,-.56"), [0, 0.028, 0.028, 0])
    _shadow(figure, "-.94,-.58! -.5,-.6 .1,-.58 .56,-.42! .54,-.2 0,-.34 -.9,-.3")


def _wide_hat(figure: Figure) -> None:
    """A lady's wide hat with a plume."""
    canvas, (ink, line) = figure.canvas, _inks(figure)
    crown = knots("-.7,-1.1! -.76,-1.5 -.4,-1.84 .2,-1.94 .8,-1.8 1.1,-1.4 1.12,-.86! .4,-1.0")
    canvas.fill(ink, crown, 0.45)
    canvas.edge(KEY, crown, 0.035, 0.45)
    brim = knots(
        "-1.86,-.84! -1.5,-1.14 -.8,-1.26 0,-1.24 .9,-1.04 1.6,-.72 2.06,-.74! 1.9,-.34 1.4,-.3 "
        ".8,-.56 0,-.76 -.7,-.8 -1.3,-.72"
    )
    canvas.fill(ink, brim, 0.45)
    under = spline(
        knots(
            "-1.86,-.84! -1.0,-.96 0,-.96 .9,-.74 1.5,-.5 2.06,-.74! 1.9,-.34 1.4,-.3 "
            ".8,-.56 0,-.76 -.7,-.8 -1.3,-.72"
        )
    )
    canvas.hatch(line, under, 90, 0.08, (0.03, 0.01), end=0.9)
    canvas.edge(KEY, brim, 0.035, 0.45)
    plume = knots(
        "-.5,-1.2! -.1,-1.6 .5,-2.0 1.2,-2.1 1.8,-1.86 2.1,-1.4 1.96,-1.0! 1.8,-1.36 1.4,-1.5 "
        ".9,-1.4 .4,-1.2 0,-1.12"
    )
    canvas.fill(PAPER, plume, 0.45)
    canvas.edge(KEY, plume, 0.03, 0.45)
    canvas.stroke(KEY, knots("-.4,-1.2 .3,-1.6 1.0,-1.8 1.7,-1.5 1.94,-1.08"), [0.03, 0.03, 0.02])
    for path in (
        "0,-1.42 .1,-1.6 .3,-1.8",
        ".4,-1.66 .5,-1.86 .72,-2.0",
        ".8,-1.76 1.0,-1.94 1.3,-2.02",
        "1.2,-1.74 1.5,-1.84 1.76,-1.8",
        ".5,-1.62 .7,-1.5 .9,-1.46",
        "1.0,-1.72 1.3,-1.6 1.5,-1.5",
    ):
        figure.tick(path, 0.028)
    _shadow(figure, "-.94,-.72! -.5,-.76 .1,-.72 .56,-.54! .54,-.36 0,-.5 -.9,-.44")


def _fur_cap(figure: Figure) -> None:
    """A soldier's cap of cloth and fur, its flaps let down."""
    canvas, rng = figure.canvas, figure.canvas.rng
    dome = knots("-1.0,-.9! -1.06,-1.3 -.7,-1.66 0,-1.78 .7,-1.66 1.16,-1.26 1.2,-.7! .4,-1.0")
    canvas.fill(TONE, dome, 0.5)
    shade = spline(knots(".4,-1.76! .9,-1.56 1.18,-1.1 1.2,-.7! .7,-.9"))
    canvas.hatch(KEY, shade, 100, 0.07, (0.05, 0.02))
    canvas.edge(KEY, dome, 0.04)
    canvas.stroke(KEY, knots("-.5,-1.66 -.3,-1.4 -.3,-1.1"), [0, 0.03, 0])
    furs = (
        ".72,-.76! 1.16,-.9 1.42,-.5 1.46,.2 1.3,.86 1.0,1.0 .8,.6! .8,.1 .74,-.3",
        "-1.0,-.6! -1.1,-.3 -1.14,.3 -1.06,.66! -.98,.4 -.96,-.1 -.9,-.5",
        "-1.02,-.52! -1.14,-.86 -1.04,-1.2 -.5,-1.34 .1,-1.34 .7,-1.18 1.1,-.9! 1.08,-.5 .5,-.66 "
        "0,-.76 -.5,-.72",
    )
    for path in furs:
        outline = canvas.fill(KEY, knots(path), 0.45)
        for x, y in outline[::3]:
            canvas.disc(KEY, (x, y), rng.uniform(0.03, 0.06), count=8)
        clip = canvas.clip(outline)
        left, right = min(x for x, _ in outline), max(x for x, _ in outline)
        top, foot = min(y for _, y in outline), max(y for _, y in outline)
        for _ in range(70 if figure.fine else 30):
            x, y = rng.uniform(left, right), rng.uniform(top, foot)
            if rng.random() < (x + 1.1) / 3.2:
                continue
            hair = [(x, y), (x + 0.03, y + 0.06), (x + rng.uniform(-0.02, 0.06), y + 0.13)]
            canvas.stroke(PAPER, hair, [0, 0.03 if figure.fine else 0.045, 0], clip)
    _shadow(figure, "-.92,-.54! -.5,-.62 0,-.64 .56,-.5! .56,-.36 0,-.5 -.88,-.4")


BRIMS: Mapping[str, Callable[[Figure], None]] = {
    "cloche": _cloche,
    "beret": _beret,
    "felt-hat": _felt_hat,
    "wide-hat": _wide_hat,
    "fur-cap": _fur_cap,
}
"""How each soft hat is drawn."""
