"""The head without features: neck, outline, the plane of shadow, the ear."""

import math

from tools.portraits.canvas import KEY, PAPER
from tools.portraits.figure import Figure
from tools.portraits.vector import Knot, Point, knots, shifted, spline, swollen


def contour(figure: Figure) -> list[Knot]:
    """The outline of the face, from the far temple down to the chin and up the near side."""
    skull, youth, chin = figure.skull, figure.youth, figure.chin
    bone = 1 - 0.7 * figure.softness
    hollow = skull.hollow * (1 - youth) - 0.05 * youth
    jowls = max(skull.jowls, 1.0 if "jowls" in figure.face.marks else 0.0)
    jaw, drop = skull.jaw, skull.jaw_drop
    return [
        (-0.60, -1.14),
        (-0.90, -0.72),
        (-0.985, -0.30),
        (-0.985 + 0.06 * bone, -0.02),
        (-0.985 + 0.02 * (1 - bone), 0.28),
        (-0.905 + hollow, 0.64),
        (-0.80 - skull.mouth + 0.04 * youth, 0.98),
        (-0.63 - skull.chin + 0.08 * youth, 1.30 + chin),
        (-0.34 - skull.chin * 0.3, 1.46 + chin),
        (-0.02 + skull.chin, 1.42 + chin),
        (0.36 + jaw, 1.19 + drop + chin * 0.5 + 0.05 * jowls),
        (0.73 + jaw + 0.06 * jowls, 0.84 + drop + 0.06 * jowls),
        (0.89, 0.36),
        (0.95, -0.1),
        (0.98, -0.6),
        (0.70, -1.12),
        (0.08, -1.36),
    ]


def draw_neck(figure: Figure) -> None:
    """The neck and the shadow that the jaw throws on it."""
    canvas, width = figure.canvas, figure.face.neck / 100 * (1 - 0.22 * figure.youth)

    def thin(text: str) -> list[Knot]:
        return swollen(knots(text), (0.05, 0), width, 1)

    canvas.fill(PAPER, thin("-.48,1 -.52,1.45 -.62,2.1 .78,2.15 .72,1.5 .78,.9"), 0.3)
    shade = canvas.fill(
        KEY, thin("-.42,1.3! -.2,1.62 .02,2.15! .85,2.2! .82,.9! .2,1.2"), tension=0.4
    )
    canvas.hatch(
        KEY, spline(thin("-.5,1.38! -.1,1.5 .05,2.1! -.28,2.1!")), 62, 0.075, (0.03, 0.002)
    )
    canvas.hatch(PAPER, shade, 76, 0.10, (0.004, 0.022), start=0.35)
    if figure.age > 0.6:
        for x in (-0.26, -0.12):
            canvas.stroke(KEY, thin(f"{x},1.5 {x + 0.06},1.75 {x + 0.02},2"), [0, 0.03, 0])


def draw_face(figure: Figure) -> None:
    """The lit face and its outline on the far side."""
    path = contour(figure)
    figure.outline = spline(path)
    figure.canvas.polygon(PAPER, figure.outline)
    far = spline(path[:10], False)
    widths = [0.01, 0.035, 0.045, 0.03, 0.045, 0.035, 0.05, 0.06, 0.07, 0.05]
    figure.canvas.trace(KEY, far, widths)
    figure.skin = figure.canvas.clip(figure.outline)


def draw_shadow(figure: Figure) -> None:
    """The black plane away from the light, its edge cut towards the light."""
    canvas, rng = figure.canvas, figure.canvas.rng
    back, chin = figure.face.shade / 100 + 0.08 * figure.youth, figure.chin
    sag = 0.10 * figure.age * (1 - figure.softness)
    terminator: list[Knot] = [
        (0.50 + back, -1.30),
        (0.44 + back, -0.80),
        (0.50 + back, -0.42),
        (0.62 + back, -0.16),
        (0.60 + back, 0.06),
        (0.50 + back, 0.26),
        (0.46 + back - sag, 0.44),
        (0.30 + back * 1.4 - sag, 0.70),
        (0.22 + back * 1.4 - sag * 0.5, 0.96),
        (0.14 + back, 1.16),
        (0.02 + back, 1.40 + chin),
        (-0.02 + back, 1.6 + chin),
    ]
    line = spline(terminator, False)
    canvas.polygon(KEY, [*line, (1.3, 1.6 + chin), (1.3, -1.5)], figure.skin)
    step = max(1, len(line) // (34 if figure.fine else 16))
    for i in range(4, len(line) - 6, step):
        x, y = line[i]
        length = 0.20 + 0.16 * math.sin(math.pi * min(1, max(0, (y + 0.2) / 1.3)))
        length *= rng.uniform(0.75, 1.25) * (0.5 if y < -0.9 else 1)
        length *= (1 - 0.35 * figure.softness) * (1 if figure.fine else 0.62)
        angle = math.radians(178 - 24 * (y - 0.2) + rng.uniform(-4, 4))
        tip = (x + length * math.cos(angle), y + length * math.sin(angle))
        middle = ((x + tip[0]) / 2, (y + tip[1]) / 2 + 0.02)
        canvas.stroke(KEY, [(x + 0.05, y - 0.01), middle, tip], [0.055, 0.038, 0.0], figure.skin)
    if figure.fine:
        _reflect(figure)


def _reflect(figure: Figure) -> None:
    """Light thrown back into the shadow along the jaw."""
    skull, rng = figure.skull, figure.canvas.rng
    near: list[Knot] = [
        (0.93, -0.35),
        (0.90, 0.1),
        (0.86, 0.42),
        (0.74 + skull.jaw, 0.82 + skull.jaw_drop),
        (0.40 + skull.jaw, 1.16 + skull.jaw_drop + figure.chin * 0.5),
    ]
    for x, y in spline(near, False)[2::2]:
        length = rng.uniform(0.17, 0.30) * (1 if y > 0.3 else 0.75)
        angle = math.radians(188 - 38 * (y - 0.1))
        tip = (x + length * math.cos(angle), y + length * math.sin(angle))
        line = [(x - 0.01, y), ((x + tip[0]) / 2, (y + tip[1]) / 2 + 0.015), tip]
        figure.canvas.stroke(PAPER, line, [0.026, 0.022, 0.0], figure.skin)


EAR_HIDDEN_BY_HATS = ("coif", "kerchief", "shawl", "headdress", "budenovka")
EAR_HIDDEN_BY_HAIR = ("bob", "parted-bun", "plaits")


def ear_shows(figure: Figure) -> bool:
    """Whether neither cloth nor hair covers the ear."""
    face = figure.face
    return face.headgear not in EAR_HIDDEN_BY_HATS and face.hair not in EAR_HIDDEN_BY_HAIR


def draw_ear(figure: Figure) -> None:
    """The near ear."""
    if not ear_shows(figure):
        return
    canvas, size = figure.canvas, figure.face.ears / 100
    shape = knots("-.14,-.26 0,-.36 .15,-.26 .15,0 .08,.22 -.02,.34 -.12,.26")
    shape = swollen(shape, (-0.12, 0), size, 0.5 + size / 2)
    centre: Point = (0.93, 0.14 + 0.10 * figure.youth)
    rim = swollen(shape, (-0.12, 0), 1.12, 1.04)
    canvas.fill(KEY, shifted(rim, *centre))
    inner = swollen(shape, (-0.12, 0), 0.88, 0.88)
    canvas.fill(PAPER, shifted(inner, *centre))
    ridge = swollen(knots("-.1,-.16 .03,-.24 .085,-.1 .03,.1"), (-0.12, 0), size, 1)
    canvas.stroke(KEY, shifted(ridge, *centre), [0.02, 0.035, 0.04, 0.01])
    canvas.fill(KEY, shifted(knots("-.1,-.06 0,-.1 .02,.06 -.08,.16"), *centre))
