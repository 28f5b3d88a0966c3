"""Moustaches and beards, hung from the nose and the chin."""

from collections.abc import Mapping

import attrs

from tools.portraits.figure import Figure
from tools.portraits.vector import CORNER, Knot, Point, knots, moved, spline


@attrs.frozen
class Moustache:
    """A moustache: its outline from the base of the nose, and how its strands fan out."""

    path: str
    root: float
    """How far above the base of the nose the strands begin."""
    count: int
    spread: tuple[float, float]
    length: float
    width: float
    halo: float = 0.05


MOUSTACHES: Mapping[str, Moustache] = {
    "walrus": Moustache(
        "-.02,.01! -.17,.02 -.36,.13 -.53,.33 -.5,.5! -.36,.45 -.2,.45 -.03,.38! .16,.47 "
        ".36,.49 .58,.58! .62,.38 .46,.18 .22,.03 .05,.01",
        0.10,
        26,
        (20, 162),
        0.74,
        0.022,
    ),
    "brush": Moustache(
        "-.04,.04! -.2,.07 -.24,.24! 0,.23 .24,.26! .2,.08 .05,.04",
        0.05,
        11,
        (40, 140),
        0.36,
        0.016,
        0.04,
    ),
    "trim": Moustache(
        "-.03,.04! -.18,.07 -.34,.2 -.4,.3! -.2,.27 -.02,.23! .18,.29 .42,.36! .36,.22 .2,.08 "
        ".05,.04",
        0.06,
        15,
        (28, 152),
        0.50,
        0.016,
    ),
    "handlebar": Moustache(
        "-.02,.05! -.2,.06 -.36,.16 -.5,.14 -.6,.02! -.55,.22 -.36,.3 -.14,.25 0,.19! .18,.28 "
        ".46,.34 .68,.22 .76,.02! .6,.16 .42,.18 .22,.08 .05,.05",
        0.04,
        18,
        (12, 170),
        0.66,
        0.016,
    ),
    "grand": Moustache(
        "-.02,.02! -.26,.04 -.56,.2 -.84,.12 -1.08,-.16! -1.02,.22 -.74,.46 -.36,.44 -.02,.3! "
        ".34,.48 .82,.54 1.2,.28 1.36,-.14! 1.06,.16 .66,.22 .3,.05 .05,.02",
        0.10,
        40,
        (4, 176),
        1.25,
        0.024,
        0.06,
    ),
}


def draw_beard(figure: Figure) -> None:
    """The beard, under the moustache."""
    match figure.face.beard:
        case "goatee":
            _goatee(figure)
        case "short":
            _jaw_beard(figure, 1.0)
        case "full":
            _jaw_beard(figure, 1.45)
        case _:
            pass


def _goatee(figure: Figure) -> None:
    chin, mood = figure.chin, figure.mood
    middle = figure.on_face(0, 1.3, 0.1)[0]
    down = 0.14 * mood.opening

    def hang(x: float, y: float) -> Point:
        return (middle + x, y + (chin if y > 1.5 else 0) + down)

    path = moved(
        knots(
            "-.22,1.1 -.3,1.32 -.22,1.62 -.06,1.98! .1,1.66 .22,1.36 .2,1.1 .02,1.14",
        ),
        hang,
    )
    figure.halo(spline(path, tension=0.45))
    outline = figure.hair_mass(path, tension=0.45)
    figure.strands(outline, (middle, 0.95), 17, (62, 118), 1.15, 0.02)
    if mood.opening < 0.5:
        ink = figure.hair_inks()[0]
        figure.canvas.stroke(ink, [(middle, 1.02), (middle, 1.14)], [0.10, 0.14])


def _jaw_beard(figure: Figure, length: float) -> None:
    """A beard along the whole jaw: 1 cut close to it, 1.45 spread over the chest."""
    skull, chin = figure.skull, figure.chin
    middle = figure.on_face(0, 1.3, 0.1)[0]
    down = 0.10 * figure.mood.opening

    def hang(x: float, y: float) -> Point:
        if y <= 1.0:
            return (x, y)
        extra = (y - 1.0) * (length - 1.0) * 1.35
        return (x, y + extra + chin * 0.8 + down)

    far = -0.90 - skull.mouth * 0.5
    outer: list[Knot] = [
        (-0.93, 0.42, CORNER),
        (far - 0.03, 0.88),
        (far + 0.12, 1.28),
        (-0.48 - skull.chin * 0.5, 1.58),
        (-0.16, 1.67),
        (0.22, 1.58),
        (0.58 + skull.jaw, 1.26),
        (0.84 + skull.jaw * 0.5, 0.90),
        (0.92, 0.22, CORNER),
    ]
    inner: list[Knot] = [
        (0.74, 0.30),
        (0.54, 0.72),
        (0.22, 0.92),
        (0.10, 1.13),
        (middle, 1.17),
        (-0.50, 1.13),
        (-0.62, 0.94),
        (-0.74, 0.86),
        (-0.82, 0.62),
    ]
    path = moved(outer, hang) + moved(inner, lambda x, y: (x, y + (down if y > 1.05 else 0)))
    outline = figure.hair_mass(path, tension=0.45)
    reach = 1.15 * length + 0.05
    figure.strands(outline, (middle + 0.05, 0.60), 38, (14, 166), reach, 0.026)
    if figure.mood.opening < 0.5:
        ink = figure.hair_inks()[0]
        figure.canvas.stroke(ink, [(middle, 1.05), (middle, 1.19)], [0.09, 0.16])


def draw_moustache(figure: Figure) -> None:
    """The moustache; its ends rise and fall with the mood."""
    moustache = MOUSTACHES.get(figure.face.moustache)
    if moustache is None:
        return
    base_x, base_y = figure.nose_base
    swing = figure.mood.moustache

    def place(x: float, y: float) -> Point:
        return (base_x + x, base_y + y + swing * min(1.0, abs(x) / 0.5))

    path = moved(knots(moustache.path), place)
    figure.halo(spline(path), moustache.halo)
    outline = figure.hair_mass(path)
    root = (base_x - 0.01, base_y - moustache.root)
    figure.strands(
        outline, root, moustache.count, moustache.spread, moustache.length, moustache.width
    )


def hides_the_mouth(figure: Figure) -> bool:
    """Whether an open mouth must be drawn over the moustache to be seen."""
    return figure.face.moustache in ("walrus", "grand") and figure.mood.opening > 0.5
