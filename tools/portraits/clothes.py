"""Clothes worn indoors: tunics, blouses, shirts, jerseys, dresses. Coats are in `coats`."""

from collections.abc import Callable, Mapping, Sequence

from tools.portraits.canvas import KEY, PAPER, SPOT, TONE
from tools.portraits.coats import COATS
from tools.portraits.figure import Figure
from tools.portraits.vector import Knot, cross, knots, spline, star

Drawer = Callable[[Figure], None]


def draw_clothes(figure: Figure) -> None:
    """The clothes, in the co-ordinates of the body."""
    {**CLOTHES, **COATS}[figure.face.collar](figure)


TORSO = (
    "-.5,1.62! -.8,1.74 -1.55,2.08 -2.15,2.51 -2.5,3.6! 2.5,3.6! 2.2,2.41 1.62,1.96 .92,1.64 "
    ".74,1.48! .4,2.02 0,2.14"
)
NEAR_SHADE = ".74,1.5! .98,1.66 1.62,1.98 2.2,2.42 2.49,3.7! .95,3.7! 1.15,3 .9,2.4 .62,2.05"
FAR_SHADE = "-2.2,2.5! -1.5,2.05 -1.35,2.6 -1.55,3.7! -2.49,3.7!"


def _body(figure: Figure, ink: str, cuts: str) -> None:
    """The trunk in one ink, its near side in shadow."""
    canvas = figure.canvas
    canvas.fill(ink, figure.shoulders(TORSO), 0.42)
    shade = spline(figure.shoulders(NEAR_SHADE))
    if ink != KEY:
        canvas.polygon(KEY, shade)
    canvas.hatch(cuts, shade, 118, 0.115, (0.005, 0.045), start=0.15)
    edge = spline(knots(".62,2.05! .9,2.4 1.15,3 .95,3.7! .35,3.7! .55,2.9"))
    if ink != KEY:
        canvas.hatch(KEY, edge, 20, 0.085, (0.002, 0.05), start=0.1)
        far = spline(figure.shoulders(FAR_SHADE))
        canvas.hatch(KEY, far, 75, 0.12, (0.04, 0.004), end=0.8)


def _collar(figure: Figure, far: str, near: str, ink: str = TONE, cuts: str = TONE) -> None:
    """A turned-down collar: the far half outlined, the near one in shadow."""
    canvas = figure.canvas
    canvas.fill(ink, knots(far), 0.3)
    canvas.edge(KEY, knots(far), 0.034, 0.3)
    if ink == PAPER:
        canvas.fill(PAPER, knots(near), 0.3)
        outline = canvas.edge(KEY, knots(near), 0.034, 0.3)
        canvas.hatch(KEY, outline, -40, 0.065, (0.03, 0), end=0.75)
        return
    outline = canvas.fill(KEY, knots(near), 0.3)
    canvas.hatch(cuts, outline, -35, 0.07, (0.03, 0.004), start=0.1)


STAND_FAR = "-.6,1.52! -.86,1.72 -.72,2.12! -.2,2.1! -.3,1.8"
STAND_NEAR = "-.14,2.1! .46,2.18! .92,1.66 .74,1.38! .42,1.75 .1,1.93"


def _buttons(figure: Figure, ink: str) -> None:
    canvas = figure.canvas
    canvas.stroke(KEY, knots("-.16,2.05 -.2,2.7 -.22,3.7"), 0.032)
    for y in (2.32, 2.78, 3.24):
        canvas.disc(KEY, (-0.08, y), 0.085)
        canvas.disc(ink, (-0.095, y - 0.012), 0.062)
        canvas.disc(KEY, (-0.085, y), 0.035)


def _pockets(figure: Figure) -> None:
    for x in (-1.0, 0.72):
        flap = [(x - 0.32, 2.84), (x, 2.95), (x + 0.32, 2.84)]
        figure.canvas.stroke(KEY, flap, 0.03)
        figure.canvas.stroke(KEY, [(x - 0.33, 2.66), (x + 0.33, 2.66)], 0.03)


def _tunic(figure: Figure) -> None:
    _body(figure, TONE, TONE)
    _buttons(figure, TONE)
    _pockets(figure)
    _collar(figure, STAND_FAR, STAND_NEAR)
    figure.canvas.stroke(KEY, knots("-.3,1.8 -.14,1.95 .1,1.93"), [0.03, 0.05, 0.03])


def _blouse(figure: Figure) -> None:
    """A plain blouse buttoned high."""
    _body(figure, TONE, TONE)
    _buttons(figure, TONE)
    _collar(figure, STAND_FAR, STAND_NEAR)


def _tabs(figure: Figure) -> None:
    """Starred tabs on the collar."""
    canvas = figure.canvas
    canvas.polygon(SPOT, [(-0.70, 1.72), (-0.36, 1.78), (-0.32, 2.02), (-0.66, 2.06)])
    canvas.polygon(SPOT, [(0.10, 2.02), (0.52, 1.80), (0.62, 1.96), (0.24, 2.14)])
    canvas.polygon(PAPER, star((-0.52, 1.90), 0.10))
    canvas.polygon(PAPER, star((0.37, 1.97), 0.10))


def _boards(figure: Figure) -> None:
    """Starred shoulder boards."""
    canvas = figure.canvas
    for text, degrees in (
        ("-1.02,1.86 -1.78,2.1 -2.02,2.44 -1.86,2.48 -.98,2.08", 20),
        ("1.06,1.7 1.7,1.96 2.06,2.3 1.96,2.42 1,1.94", 24),
    ):
        board = [(knot[0], knot[1]) for knot in figure.shoulders(text)]
        canvas.polygon(PAPER, board)
        canvas.trace(KEY, [*board, board[0]], 0.035)
        canvas.hatch(SPOT, board, degrees, 0.07, (0.03, 0.03))
        centre = (sum(x for x, _ in board) / 5, sum(y for _, y in board) / 5)
        canvas.polygon(KEY, star(centre, 0.15))
        canvas.polygon(PAPER, star(centre, 0.10))


def _marshal(figure: Figure) -> None:
    _body(figure, TONE, TONE)
    _buttons(figure, PAPER)
    _pockets(figure)
    _collar(figure, STAND_FAR, STAND_NEAR)
    _tabs(figure)
    _boards(figure)


def _officer(figure: Figure) -> None:
    """A soldier's tunic with a high closed collar and a strap across the chest."""
    canvas = figure.canvas
    _body(figure, TONE, TONE)
    _buttons(figure, PAPER)
    _pockets(figure)
    far = "-.54,1.36! -.68,1.66 -.62,2.04! -.16,2.16! -.2,1.8 -.34,1.56"
    near = "-.16,2.16! .5,2.04 .9,1.62 .78,1.22! .5,1.6 .1,1.84 -.2,1.8"
    _collar(figure, far, near)
    strap = [
        (knot[0], knot[1]) for knot in figure.shoulders("1.62,1.98 1.4,1.84 -1.3,3.6 -.98,3.6")
    ]
    canvas.polygon(KEY, strap)
    canvas.trace(PAPER, [strap[1], strap[2]], 0.03)
    canvas.trace(TONE, [strap[0], strap[3]], 0.025)


def _shirt(figure: Figure) -> None:
    """A workman's open shirt."""
    _body(figure, TONE, TONE)
    canvas = figure.canvas
    canvas.fill(PAPER, knots("-.55,1.7! -.15,2.75! .74,1.6! .1,2"), 0.2)
    far, near = (
        "-.6,1.5! -.92,1.78 -.66,2.36! -.16,2.72! -.44,1.95",
        "-.16,2.72! .62,2.34! .98,1.7 .76,1.36! .42,1.9",
    )
    _collar(figure, far, near)
    canvas.stroke(KEY, knots("-.16,2.72 -.17,3.2 -.18,3.7"), 0.03)


def _jersey(figure: Figure) -> None:
    """A sailor's striped jersey under a blouse with a broad square collar."""
    canvas = figure.canvas
    _body(figure, TONE, TONE)
    chest = spline(
        knots("-.56,1.66! -.9,2.2 -.14,3.5! .84,2.2 .78,1.5! .4,1.94 0,2.06"), tension=0.3
    )
    canvas.polygon(PAPER, chest)
    clip = canvas.clip(chest)
    for i in range(8):
        y = 1.78 + i * 0.23
        stripe = [(-1.0, y - 0.05), (-0.1, y + 0.16), (1.1, y - 0.06)]
        canvas.stroke(figure.face.shirt if figure.face.shirt != PAPER else SPOT, stripe, 0.10, clip)
    shade = spline(knots(".1,2.1! .5,2 .8,1.56 .86,2.2 -.14,3.5!"))
    canvas.hatch(KEY, shade, -52, 0.075, (0.035, 0), end=0.85)
    for text in (
        "-.6,1.5! -1,1.74 -1.42,2.2 -.3,3.4! -.1,3.56! -.66,2.4",
        ".78,1.32! 1.2,1.6 1.56,2.06 .2,3.4! -.1,3.56! .66,2.3",
    ):
        outline = canvas.fill(KEY, knots(text), 0.3)
        canvas.trace(PAPER, [*outline, outline[0]], 0.028)
    for text in ("-.8,1.78 -1.18,2.2 -.3,3.24", "1,1.66 1.32,2.04 .2,3.24"):
        canvas.stroke(PAPER, knots(text), 0.03)


def _dress(figure: Figure) -> None:
    """A plain dress with a small round collar, buttoned; `shirt` is its ink."""
    canvas, ink = figure.canvas, figure.face.shirt
    ink = TONE if ink == PAPER else ink
    _body(figure, ink, PAPER if ink == KEY else ink)
    light = PAPER if ink == KEY else KEY
    if ink == KEY:
        far = spline(figure.shoulders(FAR_SHADE))
        canvas.hatch(PAPER, far, 75, 0.13, (0.03, 0.002), end=0.7)
    canvas.stroke(light, knots("-.14,2.1 -.16,2.8 -.16,3.7"), 0.026)
    for y in (2.42, 2.78, 3.14):
        canvas.disc(light, (-0.06, y), 0.05)
    far_half = "-.54,1.48! -.8,1.64 -.7,2 -.18,2.16! -.36,1.82"
    near_half = "-.18,2.16! .5,2.14 .92,1.72 .76,1.34! .4,1.8 .1,1.98"
    _collar(figure, far_half, near_half, PAPER)
    if figure.face.age >= 60 and figure.face.headgear == "headdress":
        _pendant(figure, [(-0.52, 2.0), (-0.14, 2.56), (0.5, 2.06)])


def _pendant(figure: Figure, chain: Sequence[Knot]) -> None:
    """A small cross on a chain."""
    canvas = figure.canvas
    canvas.stroke(PAPER, chain, 0.03)
    canvas.polygon(KEY, cross((-0.13, 2.70), 0.20))
    canvas.polygon(SPOT, cross((-0.13, 2.70), 0.17))


CLOTHES: Mapping[str, Drawer] = {
    "tunic": _tunic,
    "blouse": _blouse,
    "marshal": _marshal,
    "officer": _officer,
    "shirt": _shirt,
    "jersey": _jersey,
    "dress": _dress,
}
"""How each is drawn."""
