"""Spectacles, pince-nez, the blind glare of lenses, a patch."""

from tools.portraits.canvas import KEY, PAPER
from tools.portraits.eyes import lens
from tools.portraits.figure import Figure
from tools.portraits.vector import Point, knots, shifted, swollen


def draw_eyewear(figure: Figure) -> None:
    """Whatever is worn over the eyes."""
    match figure.face.eyewear:
        case "none":
            return
        case "patch":
            _patch(figure)
        case kind:
            _glasses(figure, kind)


def _glasses(figure: Figure, kind: str) -> None:
    canvas = figure.canvas
    tall = 0.275 if kind == "round" else 0.235
    narrow, width, low = tall * 0.84, 0.036 if kind == "glare" else 0.042, 0.035
    if not figure.fine:
        width *= 1.3
    (far_x, far_y), (near_x, near_y) = figure.eye_far, figure.eye_near
    for (x, y), across, far in (
        (figure.eye_far, narrow, True),
        (figure.eye_near, tall, False),
    ):
        centre = (x, y + low)
        rim = lens(centre, across, tall)
        clip = canvas.clip(rim)
        if kind == "glare":
            canvas.polygon(PAPER, rim)
            _glare(figure, centre, (across, tall), clip, far)
        else:
            _reflection(figure, centre, (across, tall), clip)
        if not far:
            canvas.trace(PAPER, [*rim, rim[0]], width * 2.3, figure.skin)
        canvas.trace(KEY, [*rim, rim[0]], width)
    bridge = [
        (far_x + narrow * 0.96, far_y + low - 0.03),
        ((far_x + near_x) / 2 - 0.01, far_y + low - 0.16),
        (near_x - tall * 0.96, near_y + low - 0.03),
    ]
    canvas.stroke(KEY, bridge, [0.04, 0.05, 0.04])
    if kind == "round":
        bow = [(near_x + tall, near_y), (0.93, near_y - 0.06)]
        canvas.stroke(PAPER, bow, [0.045, 0.035])
        canvas.stroke(KEY, bow, 0.018)
        canvas.stroke(
            KEY, [(far_x - narrow, far_y), (-1.0, far_y - 0.06)], [0.04, 0.03], figure.skin
        )
        return
    for x, side in ((far_x + narrow * 0.9, 1), (near_x - tall * 0.93, -1)):
        pad = [(x, far_y + low), (x + side * 0.05, far_y + low + 0.095)]
        canvas.stroke(KEY, pad, [0.05, 0.02])
    if kind == "pince-nez":
        x = near_x + tall
        cord = [(x, near_y + 0.10), (x + 0.14, 0.55), (x + 0.06, 1.05), (x + 0.18, 1.5)]
        canvas.stroke(PAPER, cord, 0.024)


def _reflection(figure: Figure, centre: Point, half: tuple[float, float], clip: int) -> None:
    (x, y), (across, tall) = centre, half
    pane = [
        (x - across * 0.9, y - tall),
        (x - across * 0.55, y - tall),
        (x - across * 0.95, y + tall * 0.4),
        (x - across * 1.2, y + tall * 0.4),
    ]
    figure.canvas.polygon(PAPER, pane, clip)
    streak = [(x - across * 0.30, y - tall), (x - across * 0.75, y + tall * 0.7)]
    figure.canvas.stroke(PAPER, streak, 0.02, clip)


def _glare(figure: Figure, centre: Point, half: tuple[float, float], clip: int, far: bool) -> None:
    """The far pane is blind; a little of the eye shows through the near one."""
    canvas, mood = figure.canvas, figure.mood
    (x, y), (across, tall) = centre, half
    if far:
        for place, width in ((0.15, 0.03), (0.42, 0.045), (0.62, 0.02)):
            line = [
                (x + across * (place + 0.45), y - tall),
                (x + across * (place - 0.55), y + tall),
            ]
            canvas.stroke(KEY, line, width, clip)
        return
    lower = [(x - across, y + tall * 0.2), (x + across, y - tall * 0.5)]
    lower += [(x + across, y + tall), (x - across, y + tall)]
    canvas.hatch(KEY, lower, -60, 0.048, (0.02, 0.004), clip=clip)
    open_ = max(0.035, 0.10 * (1 - mood.upper_lid))
    canvas.polygon(PAPER, lens((x - 0.02, y), 0.125, open_), clip)
    pupil = (x - 0.03 + mood.gaze[0] * 0.1, y - 0.005 + mood.gaze[1] * 0.05)
    canvas.disc(KEY, pupil, 0.062, clip)
    lid = [(x - 0.16, y + 0.03), (x - 0.04, y - open_ - 0.01), (x + 0.14, y)]
    canvas.stroke(KEY, lid, [0.02, 0.06, 0.02], clip)


def _patch(figure: Figure) -> None:
    """A patch over the left eye: of somebody facing right, whose print is mirrored, the far one."""
    canvas, far = figure.canvas, figure.face.facing == "right"
    x, y = figure.eye_far if far else figure.eye_near
    shape = shifted(knots("-.29,-.17 0,-.25 .33,-.14 .31,.15 .06,.33 -.23,.18"), x, y)
    if far:
        shape = swollen(shape, (x, y), -0.74, 0.95)
        upper = [(0.98, y - 0.66), (0.3, y - 0.5), (x + 0.1, y - 0.18)]
        lower = [(x - 0.16, y + 0.04), (x - 0.3, y + 0.08), (-1.0, y + 0.14)]
    else:
        upper = [(-0.97, y - 0.60), (-0.45, y - 0.42), (x - 0.12, y - 0.19)]
        lower = [(x + 0.24, y + 0.06), (0.66, y + 0.06), (0.98, y + 0.16)]
    for ink, more in ((PAPER, 0.04), (KEY, 0.0)):
        canvas.stroke(ink, upper, [0.05 + more, 0.06 + more, 0.07 + more], figure.skin)
        canvas.stroke(ink, lower, [0.05 + more, 0.045 + more, 0.045 + more], figure.skin)
    canvas.fill(PAPER, swollen(shape, (x, y), 1.10, 1.12))
    outline = canvas.fill(KEY, shape)
    canvas.hatch(PAPER, outline, -58, 0.085, (0.02, 0.0), end=0.5)
    side = 0.7 if far else 1.0
    shine = [(x - 0.19 * side, y - 0.12), (x, y - 0.185), (x + 0.21 * side, y - 0.11)]
    canvas.stroke(PAPER, shine, [0.0, 0.018, 0.0])
