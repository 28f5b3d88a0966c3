"""Nose and mouth."""

from collections.abc import Mapping

import attrs

from tools.portraits.canvas import KEY, PAPER, SPOT
from tools.portraits.figure import Figure
from tools.portraits.vector import CORNER, Knot, Point, spline


@attrs.frozen
class Nose:
    """A nose in face units: how proud its bridge and tip, how wide, how long, how drooping."""

    hump: float
    tip: float
    width: float
    droop: float = 0.0
    length: float = 0.0


NOSES: Mapping[str, Nose] = {
    "straight": Nose(0.0, 0.30, 0.17),
    "aquiline": Nose(0.09, 0.30, 0.16, 0.03, 0.02),
    "hook": Nose(0.12, 0.32, 0.15, 0.06, 0.04),
    "broad": Nose(0.02, 0.28, 0.24, 0.02),
    "snub": Nose(-0.06, 0.27, 0.15, -0.06, -0.06),
    "fine": Nose(-0.02, 0.26, 0.13, -0.02, -0.03),
    "bulb": Nose(0.02, 0.32, 0.21, 0.02, 0.02),
}


def draw_nose(figure: Figure) -> None:
    """The nose: a lit ridge between a far outline and a plane of shadow."""
    canvas, nose, at = figure.canvas, NOSES[figure.face.nose], figure.on_face
    youth = figure.youth
    width = (nose.width + figure.mood.flare) * (1 - 0.18 * youth)
    length = nose.length - 0.05 * youth
    hump, proud = nose.hump - 0.05 * youth, nose.tip - 0.05 * youth
    root, bridge = at(0, -0.10, 0.06), at(0, 0.18, 0.16 + hump)
    tip = at(0, 0.50 + length + nose.droop * 0.4, proud + 0.05)
    under = at(0, 0.60 + length + nose.droop, proud * 0.72)
    base, wing = at(0, 0.64 + length, 0.12), at(width, 0.56 + length, 0.06)
    wing_top, wing_far = at(width * 0.92, 0.42 + length, 0.06), at(-width, 0.58 + length, 0.08)
    corner, cheek = at(0.17, 0.0, -0.02), at(0.16, 0.26)
    figure.nose_base, figure.wing_near, figure.wing_far = base, wing, wing_far

    far: list[Knot] = [at(-0.06, -0.06, 0.04), at(-0.07, 0.22, 0.12 + hump)]
    if figure.softness > 0.5:
        far = [at(-0.075, 0.20, 0.12 + hump)]
    far += [(tip[0] - 0.045, tip[1] - 0.02), (tip[0] - 0.01, under[1] - 0.01), under]
    canvas.stroke(KEY, far, [0.0, 0.022, 0.045, 0.05, 0.04])
    x, y = wing_far
    canvas.stroke(
        KEY, [(x + 0.02, y - 0.10), (x - 0.03, y - 0.03), (x + 0.05, y + 0.03)], [0.0, 0.045, 0.02]
    )
    _shade(figure, (root, bridge, tip, under, base, wing, wing_top, corner, cheek))
    nostril: list[Knot] = [
        (under[0] - 0.06, under[1]),
        (under[0], under[1] + 0.035),
        (base[0] - 0.03, base[1]),
        (under[0] + 0.02, under[1] - 0.03),
    ]
    canvas.fill(KEY, nostril)
    cast: list[Knot] = [
        (base[0] - 0.01, base[1], CORNER),
        (wing[0] + 0.02, wing[1] + 0.06, CORNER),
        (wing[0], wing[1] + 0.16 - 0.05 * figure.softness),
        (base[0] + 0.10, base[1] + 0.13 - 0.05 * figure.softness),
    ]
    canvas.fill(KEY, cast, tension=0.4)


def _shade(figure: Figure, marks: tuple[Point, ...]) -> None:
    """The near plane of the nose, in shadow, with cuts for the wing and the cheek."""
    root, bridge, tip, under, base, wing, top, corner, cheek = marks
    canvas, soft = figure.canvas, figure.softness
    plane: list[Knot] = [
        (root[0] + 0.05 + 0.03 * soft, root[1] - 0.02 + 0.14 * soft, CORNER),
        (bridge[0] + 0.085, bridge[1]),
        (tip[0] + 0.155, tip[1] - 0.06),
        (tip[0] + 0.11, tip[1] + 0.04),
        (under[0] + 0.06, under[1]),
        (base[0], base[1] + 0.02, CORNER),
        (wing[0] - 0.02, wing[1] + 0.075),
        (wing[0] + 0.055 - 0.02 * soft, wing[1]),
        (top[0] + 0.02 - 0.03 * soft, top[1]),
        (cheek[0] - 0.10 + 0.03 * soft, cheek[1]),
        (corner[0] - 0.02, corner[1] - 0.06 + 0.10 * soft, CORNER),
    ]
    canvas.fill(KEY, plane, tension=0.45)
    shine = [
        (top[0] - 0.03, top[1]),
        (wing[0] - 0.01, wing[1] - 0.06),
        (wing[0] - 0.015, wing[1] + 0.01),
    ]
    canvas.stroke(PAPER, shine, [0.0, 0.03, 0.0])
    if figure.fine:
        cuts: list[Knot] = [
            (root[0] + 0.10, root[1] + 0.08, CORNER),
            (bridge[0] + 0.13, bridge[1]),
            (tip[0] + 0.20, tip[1] - 0.12),
            (top[0] - 0.04, top[1] - 0.04),
            (cheek[0] - 0.13, cheek[1]),
            (corner[0] - 0.05, corner[1] + 0.02, CORNER),
        ]
        canvas.hatch(PAPER, spline(cuts), 152, 0.062, (0.002, 0.02), start=0.25)


MOUTH_HEIGHT = 0.95


def draw_mouth(figure: Figure) -> None:
    """The mouth, shut or open."""
    face, mood = figure.face, figure.mood
    half = face.mouth / 100 * (1 - 0.15 * figure.youth) + mood.widening
    level = MOUTH_HEIGHT + (0.17 * mood.opening if face.moustache == "walrus" else 0.0)
    far = figure.on_face(-half, level + mood.corners, 0.06)
    near = figure.on_face(half, level + mood.corners, 0.06)
    figure.mouth_far, figure.mouth_near = far, near
    if mood.opening > 0:
        _open_mouth(figure, level)
    else:
        _shut_mouth(figure, level)
    foot = figure.lip_foot
    at = figure.on_face
    chin = [
        (at(0.20, 0, 0.1)[0], foot + 0.06),
        (at(0.22, 0, 0.08)[0], 1.25 + figure.chin * 0.6),
        (at(0.10, 0, 0.06)[0], 1.38 + figure.chin),
    ]
    if figure.softness < 0.5:
        figure.canvas.stroke(KEY, chin, [0.0, 0.04, 0.0], figure.skin)
    if "dimple" in face.marks:
        x = far[0] + 0.28
        dent = [(x, foot + 0.12 + figure.chin * 0.3), (x - 0.03, foot + 0.20 + figure.chin * 0.4)]
        figure.canvas.stroke(KEY, dent, [0.0, 0.03], figure.skin)


def _open_mouth(figure: Figure, level: float) -> None:
    canvas, mood, at = figure.canvas, figure.mood, figure.on_face
    far, near, rise = figure.mouth_far, figure.mouth_near, mood.corners * 0.3
    gape = mood.opening * 0.34
    top: list[Knot] = [
        far,
        at(-0.12, level - 0.03 - rise, 0.14),
        at(0, level - 0.01 - rise, 0.15),
        at(0.12, level - 0.03 - rise, 0.14),
        near,
    ]
    bottom: list[Knot] = [
        at(0.16, level + gape * 0.8, 0.12),
        at(0, level + gape, 0.13),
        at(-0.16, level + gape * 0.8, 0.12),
    ]
    if figure.face.beard != "none" or figure.face.moustache == "walrus":
        hollow = spline(top + bottom, tension=0.45)
        canvas.trace(PAPER, [*hollow, hollow[0]], 0.11)
    canvas.fill(KEY, top + bottom, tension=0.45)
    if mood.teeth:
        upper = spline(
            [
                at(-0.24, level + 0.01, 0.13),
                at(0, level + 0.02, 0.14),
                at(0.22, level + 0.01, 0.13),
            ],
            False,
        )
        canvas.trace(PAPER, upper, [0.03, 0.085, 0.03])
        for across in (-0.12, -0.03, 0.06, 0.14):
            gap = [at(across, level - 0.03, 0.14), at(across, level + 0.065, 0.14)]
            canvas.stroke(KEY, gap, 0.012)
        lower = spline(
            [
                at(-0.15, level + gape * 0.72, 0.12),
                at(0, level + gape * 0.86, 0.13),
                at(0.14, level + gape * 0.72, 0.12),
            ],
            False,
        )
        canvas.trace(PAPER, lower, [0.01, 0.042, 0.01])
    if figure.face.lip_ink == "spot":
        canvas.stroke(SPOT, top, [0.02, 0.06, 0.05, 0.06, 0.02])
        canvas.stroke(SPOT, [near, *bottom, far], [0.02, 0.06, 0.07, 0.06, 0.02])
    lip = [
        at(-0.14, level + gape + 0.05, 0.12),
        at(0, level + gape + 0.09, 0.13),
        at(0.16, level + gape + 0.05, 0.12),
    ]
    canvas.stroke(KEY, lip, [0.0, 0.05, 0.0])
    figure.lip_foot = lip[1][1] - 0.03
    canvas.stroke(KEY, [(far[0] - 0.03, far[1] + 0.05), far], [0.0, 0.04])
    canvas.stroke(KEY, [(near[0] + 0.05, near[1] + 0.06), near], [0.0, 0.05])


def _shut_mouth(figure: Figure, level: float) -> None:
    canvas, at, full = figure.canvas, figure.on_face, figure.face.lips / 100
    far, near, rise = figure.mouth_far, figure.mouth_near, figure.mood.corners
    ink = SPOT if figure.face.lip_ink == "spot" else KEY
    cup = 0.05 + 0.05 * full
    upper: list[Knot] = [
        (*far, CORNER),
        at(-0.10, level - cup, 0.14),
        at(0, level - cup * 0.62, 0.15),
        at(0.09, level - cup, 0.14),
        (*near, CORNER),
        at(0.10, level + 0.012 - rise * 0.35, 0.13),
        at(0, level + 0.022 - rise * 0.4, 0.14),
        at(-0.12, level + 0.012 - rise * 0.35, 0.13),
    ]
    canvas.fill(ink, upper, tension=0.4)
    parting = [
        far,
        at(-0.12, level + 0.012 - rise * 0.4, 0.13),
        at(0, level + 0.022 - rise * 0.45, 0.14),
        at(0.11, level + 0.012 - rise * 0.4, 0.13),
        near,
    ]
    canvas.stroke(KEY, parting, [0.02, 0.035, 0.04, 0.045, 0.03])
    if full > 0.3:
        foot, deep = level + 0.06 + 0.10 * full, level + 0.075 + 0.11 * full
        lower: list[Knot] = [
            at(-0.17, level + 0.03, 0.12),
            at(0, level + 0.035, 0.14),
            at(0.17, level + 0.03, 0.12),
            at(0.12, foot, 0.12),
            at(0, deep, 0.13),
            at(-0.12, foot, 0.12),
        ]
        if ink == SPOT:
            canvas.fill(SPOT, lower, tension=0.4)
        near_half = [at(0.02, level + 0.03, 0.13), at(0.18, level + 0.03, 0.12)]
        near_half += [at(0.13, foot, 0.12), at(0.02, deep, 0.13)]
        canvas.hatch(KEY, spline(near_half), 80, 0.05, (0.02, 0.0))
    foot = level + 0.09 + 0.12 * full
    fold = [at(-0.12, foot, 0.12), at(0, foot + 0.03, 0.12), at(0.17, foot - 0.02, 0.11)]
    canvas.stroke(KEY, fold, [0.0, 0.06 - 0.025 * figure.softness, 0.0])
    figure.lip_foot = fold[1][1] - 0.03
    droop = 0.05 if rise >= 0 else -0.03
    for corner, side in ((far, -1), (near, 1)):
        tail = (corner[0] + side * 0.05, corner[1] + droop)
        canvas.stroke(KEY, [(corner[0], corner[1] - 0.01), tail], [0.035, 0.0])
