"""The ground behind a person, and the marks the gouge leaves on it."""

import math
from collections.abc import Callable, Mapping

from tools.portraits.canvas import KEY, PAPER, SPOT, TONE
from tools.portraits.figure import CENTRE, HEIGHT, WIDTH, Figure

Drawer = Callable[[Figure, str], None]


def draw_ground(figure: Figure) -> None:
    """The ground of the record; a plain one leaves the paper bare."""
    figure.use_page()
    draw = GROUNDS.get(figure.face.ground)
    if draw is None:
        return
    draw(figure, figure.face.ground_ink)
    if figure.fine:
        _gouge_marks(figure)


def _gouge_marks(figure: Figure) -> None:
    rng = figure.canvas.rng
    for _ in range(150):
        around, away = rng.uniform(-math.pi * 1.15, 0.15 * math.pi), rng.uniform(395, 640)
        x = CENTRE[0] + away * math.cos(around) * 0.92
        y = CENTRE[1] - 60 + away * math.sin(around)
        length, angle = rng.uniform(14, 46), around + math.pi / 2 + rng.uniform(-0.25, 0.25)
        cos, sin = length * math.cos(angle), length * math.sin(angle)
        cut = [(x - cos, y - sin), (x + cos, y + sin)]
        figure.canvas.stroke(PAPER, cut, [0, rng.uniform(2, 4.5), 0])


def _disc(figure: Figure, ink: str) -> None:
    figure.canvas.disc(ink, (CENTRE[0] - 20, CENTRE[1] - 90), 400, count=90)


def _rays(figure: Figure, ink: str) -> None:
    x, y = CENTRE[0] - 40, CENTRE[1] + 60
    for i in range(26):
        middle, half = 2 * math.pi * i / 26 + 0.06, math.pi / 26 * 0.52
        ends = [
            (x + 1500 * math.cos(a), y + 1500 * math.sin(a)) for a in (middle - half, middle + half)
        ]
        figure.canvas.polygon(ink, [(x, y), *ends])


def _wedge(figure: Figure, ink: str) -> None:
    figure.canvas.polygon(ink, [(0, 0), (WIDTH, 0), (WIDTH, HEIGHT * 0.58), (0, HEIGHT * 0.16)])
    bar = [(0, 0.235), (1, 0.66), (1, 0.70), (0, 0.262)]
    figure.canvas.polygon(ink, [(x * WIDTH, y * HEIGHT) for x, y in bar])


def _field(figure: Figure, ink: str) -> None:
    figure.canvas.polygon(ink, [(0, 0), (WIDTH, 0), (WIDTH, HEIGHT), (0, HEIGHT)])


def _bars(figure: Figure, ink: str) -> None:
    for i in range(-3, 12):
        x = i * 150
        figure.canvas.polygon(ink, [(x, 0), (x + 78, 0), (x - 342, HEIGHT), (x - 420, HEIGHT)])


def _dots(figure: Figure, ink: str) -> None:
    pitch = 34.0
    for row in range(int(HEIGHT / pitch) + 8):
        for column in range(int(WIDTH / pitch) + 2):
            x, y = column * pitch + (row % 2) * pitch / 2, row * pitch * 0.866
            share = 1 - (x * 0.35 + y) / (WIDTH * 0.35 + HEIGHT * 0.95)
            radius = pitch * 0.66 * max(0.0, min(1.0, share * 1.18)) ** 0.62
            if radius > 1.5:
                figure.canvas.disc(ink, (x, y), radius, count=16)


def _cross(figure: Figure, ink: str) -> None:
    """A ring round a disc, as on an ambulance."""
    centre = (CENTRE[0] - 10, CENTRE[1] - 80)
    ring = TONE if ink == SPOT else SPOT
    for layer, radius in ((ring, 415), (PAPER, 385), (ink, 360)):
        figure.canvas.disc(layer, centre, radius, count=90)


def _half(figure: Figure, ink: str) -> None:
    x = CENTRE[0]
    figure.canvas.polygon(ink, [(0, 0), (x + 30, 0), (x - 250, HEIGHT), (0, HEIGHT)])
    bar = [(x + 30, 0), (x + 58, 0), (x - 222, HEIGHT), (x - 250, HEIGHT)]
    figure.canvas.polygon(KEY, bar)


def _grid(figure: Figure, ink: str) -> None:
    for x in range(0, WIDTH + 1, 60):
        figure.canvas.polygon(ink, [(x - 2, 0), (x + 2, 0), (x + 2, HEIGHT), (x - 2, HEIGHT)])
    for y in range(0, HEIGHT + 1, 60):
        figure.canvas.polygon(ink, [(0, y - 2), (WIDTH, y - 2), (WIDTH, y + 2), (0, y + 2)])
    figure.canvas.polygon(ink, [(0, 0), (WIDTH, 0), (WIDTH, HEIGHT * 0.30), (0, HEIGHT * 0.55)])


GROUNDS: Mapping[str, Drawer] = {
    "disc": _disc,
    "rays": _rays,
    "wedge": _wedge,
    "field": _field,
    "bars": _bars,
    "dots": _dots,
    "cross": _cross,
    "half": _half,
    "grid": _grid,
}
"""How each ground is drawn in an ink."""
