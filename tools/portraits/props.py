"""What somebody holds in the mouth."""

from tools.portraits.canvas import KEY, PAPER
from tools.portraits.figure import Figure
from tools.portraits.vector import knots, shifted, spline


def draw_prop(figure: Figure) -> None:
    """A pipe or a cigarette; an open mouth holds neither, nor does fear or grief."""
    if figure.face.prop == "none" or figure.mood.opening > 0.5 or figure.mood.wet:
        return
    x = figure.mouth_far[0] + 0.10
    y = figure.mouth_far[1] + (0.12 if figure.face.moustache == "walrus" else 0.06)
    if figure.face.prop == "pipe":
        _pipe(figure, x, y)
    else:
        canvas = figure.canvas
        canvas.stroke(KEY, [(x, y), (x - 0.50, y + 0.13)], [0.075, 0.085])
        canvas.stroke(PAPER, [(x - 0.08, y + 0.02), (x - 0.48, y + 0.125)], [0.04, 0.05])


def _pipe(figure: Figure, x: float, y: float) -> None:
    canvas = figure.canvas
    stem = shifted(knots("0,0 -.28,.1 -.56,.26 -.7,.3"), x, y)
    canvas.stroke(PAPER, stem, [0.10, 0.12, 0.15, 0.16])
    canvas.stroke(KEY, stem, [0.055, 0.07, 0.10, 0.12])
    bowl = shifted(knots("-.92,-.12! -.56,-.1! -.55,.16 -.62,.36 -.76,.42 -.9,.34 -.95,.12"), x, y)
    rim = spline(bowl)
    canvas.trace(PAPER, [*rim, rim[0]], 0.05)
    outline = canvas.fill(KEY, bowl, 0.4)
    canvas.hatch(PAPER, outline, 80, 0.07, (0.0, 0.022), start=0.3)
    canvas.stroke(PAPER, [(x - 0.90, y - 0.09), (x - 0.58, y - 0.075)], 0.03)
    smoke = shifted(knots("-.76,-.22 -.86,-.44 -.7,-.66 -.82,-.9"), x, y)
    canvas.stroke(PAPER, smoke, [0, 0.035, 0.03, 0])
