"""Eyes and brows."""

import math

from tools.portraits.canvas import KEY, PAPER, TONE
from tools.portraits.figure import Figure
from tools.portraits.vector import Point, ellipse, spline


def draw_eyes(figure: Figure) -> None:
    """Both eyes, the far one first."""
    figure.eye_far = _eye(figure, far=True)
    figure.eye_near = _eye(figure, far=False)


def _eye(figure: Figure, far: bool) -> Point:
    """Draw one eye and return its middle."""
    canvas, face, mood = figure.canvas, figure.face, figure.mood
    size = face.eye_size / 100 * (1 + 0.16 * figure.youth)
    open_ = face.eye_open / 100 * (1 + 0.26 * figure.youth)
    centre = figure.on_face(-0.44 if far else 0.44, 0.0, -0.02)
    half = (0.165 if far else 0.215) * size
    over = 0.130 * open_ * (1 - mood.upper_lid) * (0.97 if far else 1)
    under = 0.075 * open_ * (1 - mood.lower_lid)
    side = -1 if far else 1
    x, y = centre
    inner, outer = (x - side * half, y + 0.030), (x + side * half, y)
    upper = [
        inner,
        (x - side * half * 0.45, y - over * 0.92),
        (x + side * half * 0.12, y - over * 1.05),
        (x + side * half * 0.66, y - over * 0.62),
        outer,
    ]
    lower = [
        outer,
        (x + side * half * 0.45, y + under * 0.95),
        (x - side * half * 0.10, y + under * 1.1),
        (x - side * half * 0.62, y + under * 0.75),
        inner,
    ]
    _socket(figure, inner, outer, centre, over, far)
    upper_line, lower_line = spline(upper, False), spline(lower, False)
    canvas.polygon(PAPER, upper_line + lower_line)
    _iris(figure, upper_line + lower_line, centre, half, far)
    tail = (outer[0] + side * 0.05, outer[1] + 0.035)
    light = 0.82 if figure.softness > 0.5 and face.lashes == "none" else 1.0
    lid = [w * light for w in (0.02, 0.065, 0.078, 0.072, 0.06, 0.0)]
    canvas.trace(KEY, [*upper_line, tail], lid)
    canvas.trace(KEY, lower_line, [0.035, 0.022, 0.02, 0.016, 0.02])
    if face.lashes == "drawn":
        for share in (0.55, 0.75, 0.95):
            root = (x + side * half * share, y - over * (1.0 - share * 0.55))
            canvas.stroke(KEY, [root, (root[0] + side * 0.06, root[1] - 0.05)], [0.03, 0.0])
    crease = [
        (inner[0] + side * 0.05, inner[1] - over - 0.035),
        (x, y - over - 0.085),
        (outer[0] - side * 0.03, outer[1] - over * 0.75 - 0.03),
    ]
    canvas.stroke(KEY, crease, [0.0, 0.026, 0.0])
    _bags(figure, inner, outer, (x, y + under), side)
    if not far and ((mood.crows_feet and figure.age > 0.2) or "crows-feet" in face.marks):
        for rise in (-0.05, 0.03, 0.11):
            start = (outer[0] + 0.07, outer[1] + rise * 0.6)
            canvas.stroke(
                KEY, [start, (outer[0] + 0.19, outer[1] + rise * 1.6 - 0.01)], [0.028, 0.0]
            )
    return centre


def _socket(
    figure: Figure, inner: Point, outer: Point, centre: Point, over: float, far: bool
) -> None:
    """Shadow over the eye, heaviest beside the nose."""
    canvas, depth = figure.canvas, figure.face.socket / 100
    depth *= 1 - 0.6 * figure.youth
    if depth <= 0:
        return
    x, y = centre
    if far:
        hollow = [
            (inner[0] + 0.05, inner[1] - 0.20),
            (x, y - 0.22),
            (outer[0] - 0.03, outer[1] - 0.12),
            (x, y - over - 0.03),
            (inner[0] + 0.02, inner[1] - 0.03),
        ]
        canvas.hatch(KEY, spline(hollow), -75, 0.05, (0.03 * depth, 0.0), end=0.7)
        return
    hollow = [
        (inner[0] - 0.06, inner[1] - 0.20),
        (x, y - 0.235),
        (outer[0] + 0.05, outer[1] - 0.16),
        (outer[0] + 0.04, outer[1] - 0.02),
        (x + 0.05, y - over - 0.03),
        (inner[0] - 0.02, inner[1] - 0.03),
    ]
    canvas.hatch(KEY, spline(hollow), -62, 0.05, (0.036 * depth, 0.016 * depth))
    black = [
        (inner[0] - 0.08, inner[1] - 0.24, 1.0),
        (inner[0] - 0.08 + 0.18 * depth**0.5, inner[1] - 0.19),
        (inner[0] + 0.04, inner[1] - 0.05),
        (inner[0] - 0.03, inner[1] + 0.05, 1.0),
        (inner[0] - 0.09, inner[1] - 0.06),
    ]
    canvas.fill(KEY, black)


def _iris(figure: Figure, shape: list[Point], centre: Point, half: float, far: bool) -> None:
    canvas, mood = figure.canvas, figure.mood
    clip = canvas.clip(shape)
    radius = 0.098 * mood.pupil * (1 + 0.18 * figure.youth)
    x = centre[0] + mood.gaze[0] * half * 0.55 - (0.01 if far else 0.015)
    y = centre[1] - 0.018 + mood.gaze[1] * 0.08
    light = figure.face.iris == "light"
    canvas.disc(KEY, (x, y), radius, clip)
    if light:
        canvas.disc(TONE, (x, y), radius * 0.80, clip)
        canvas.disc(KEY, (x, y), radius * 0.44, clip)
    shine = 0.024 * (1.25 if mood.wet or figure.youth > 0.3 else 1)
    canvas.disc(PAPER, (x - 0.034, y - 0.034), shine, clip)


def _bags(figure: Figure, inner: Point, outer: Point, lid: Point, side: int) -> None:
    canvas = figure.canvas
    depth = max(figure.age * 0.9, figure.mood.bags * (1 - 0.5 * figure.youth))
    if depth <= 0.3:
        return
    first = [
        (inner[0] + side * 0.03, inner[1] + 0.07),
        (lid[0] - side * 0.02, lid[1] + 0.10),
        (outer[0] - side * 0.05, outer[1] + 0.10),
    ]
    canvas.stroke(KEY, first, [0.0, 0.03 * depth, 0.0])
    if depth > 0.55 and figure.fine:
        second = [
            (inner[0] + side * 0.08, inner[1] + 0.13),
            (lid[0], lid[1] + 0.17),
            (outer[0] - side * 0.10, outer[1] + 0.17),
        ]
        canvas.stroke(KEY, second, [0.0, 0.026 * depth, 0.0])


def draw_brows(figure: Figure) -> None:
    """Both eyebrows, in the colour of the hair where that is pale."""
    canvas, face, mood = figure.canvas, figure.face, figure.mood
    thick, arch = face.brow / 100, face.arch / 100
    height = -0.245 + face.brow_height / 100 - 0.03 * figure.youth
    ink = figure.hair_inks()[0]
    for side in (-1, 1):
        far = side < 0
        inner = figure.on_face(side * 0.15, height + 0.03 + mood.brow_inner, 0.05)
        lift = (mood.brow_inner + mood.brow_outer) * 0.35
        middle = figure.on_face(side * 0.42, height - arch + lift, 0.04)
        outer = figure.on_face(-0.70 if far else 0.74, height + 0.06 + mood.brow_outer)
        scale = thick * (0.88 if far else 1.0)
        line = spline([inner, middle, outer], False, 14)
        widths = [scale * 0.75, scale * 1.15, scale, scale * 0.6, 0.008]
        if ink in (PAPER, TONE):
            canvas.trace(KEY, line, [width + 0.03 for width in widths])
            canvas.trace(ink, line, [max(0.0, width - 0.015) for width in widths])
        else:
            canvas.trace(KEY, line, widths)
        if face.tufts == "bristling":
            _bristle(figure, line, thick, side)
        if figure.fine and thick > 0.07 and ink == KEY:
            angle = math.radians(-120 if far else -60)
            cos, sin = math.cos(angle), math.sin(angle)
            for x, y in line[2 : len(line) - 5 : 3]:
                cut = [(x - 0.03 * cos, y - 0.03 * sin), (x + 0.05 * cos, y + 0.05 * sin)]
                width = 0.02 if face.hair_ink == "grey" else 0.011
                canvas.stroke(PAPER, cut, [0.0, width])


def _bristle(figure: Figure, line: list[Point], thick: float, side: int) -> None:
    for i in range(0, len(line), 2):
        x, y = line[i]
        length = thick * 0.75 * (1 - i / len(line) * 0.5)
        angle = math.radians(-90 + side * (38 + i * 1.2))
        tip = (x + length * math.cos(angle), y + length * math.sin(angle))
        figure.canvas.stroke(KEY, [(x, y), tip], [0.035, 0.0])


def lens(centre: Point, across: float, down: float) -> list[Point]:
    """The rim of a lens."""
    return ellipse(centre, across, down, 48)
