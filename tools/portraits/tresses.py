"""Long hair: knots, plaits and bobs, with what shows of any hair under a cap."""

import math
from collections.abc import Mapping

from tools.portraits.canvas import KEY, SPOT
from tools.portraits.figure import Figure
from tools.portraits.hair import SHORT, Drawer
from tools.portraits.updos import puffed, shingled, waved
from tools.portraits.vector import CORNER, Knot, Point, knots

CAPS = (
    "leather-cap",
    "peaked-cap",
    "budenovka",
    "papakha",
    "sailor-cap",
    "fur-cap",
    "felt-hat",
    "wide-hat",
    "cloche",
    "beret",
)
LONG = ("parted-bun", "plaits", "bob", "waved", "puffed", "shingled")
"""What shows below a cap as it is worn without one."""

CLOTHS = ("coif", "kerchief", "shawl", "headdress")


def draw_hair(figure: Figure) -> None:
    """The hair before the face, as much of it as a hat leaves."""
    face = figure.face
    if face.headgear in CAPS and face.hair not in LONG:
        _under_cap(figure)
    elif face.headgear not in CLOTHS and face.hair in STYLES:
        STYLES[face.hair](figure)


def draw_hair_behind(figure: Figure) -> None:
    """The hair behind the neck."""
    if figure.face.headgear in CLOTHS:
        return
    match figure.face.hair:
        case "bob":
            figure.hair_mass(
                knots(
                    "-.95,-.6 -1.1,.1 -1.08,.7 -.86,.98! -.4,.9 .8,1.16! 1.16,1.02 1.28,.6 "
                    "1.26,-.1 1.1,-.8 .5,-1.4 -.4,-1.4"
                )
            )
        case "waved":
            figure.hair_mass(
                knots(
                    "-.98,-.5 -1.1,.0 -1.06,.4 -.9,.62! -.3,.6 .8,.9! 1.12,.78 1.24,.4 1.2,-.2 "
                    "1.06,-.8 .5,-1.4 -.4,-1.4"
                )
            )
        case "puffed" if figure.face.headgear == "none":
            _knot(figure, (0.12, -1.88), 0.34)
        case "parted-bun":
            _knot(figure, (1.08, 0.52), 0.36)
        case "bun" if figure.face.headgear == "none":
            _knot(figure, (0.62, -1.60), 0.40)
        case _:
            pass


def _knot(figure: Figure, centre: Point, radius: float) -> None:
    """A knot of hair, its strands wound round."""
    canvas, (x, y) = figure.canvas, centre
    ink, strand, swell = figure.hair_inks()
    outline = [
        (
            x + radius * 1.06 * math.cos(2 * math.pi * i / 14),
            y + radius * (0.96 if i % 2 else 1.0) * math.sin(2 * math.pi * i / 14),
        )
        for i in range(14)
    ]
    figure.hair_mass(outline)
    for turn in range(5 if figure.fine else 3):
        start, size = turn * 1.25, radius * (0.85 - turn * (0.15 if figure.fine else 0.26))
        arc = [
            (x + size * math.cos(start + a * 0.42), y + size * math.sin(start + a * 0.42))
            for a in range(9)
        ]
        canvas.stroke(strand, arc, [0.0, 0.034 * swell, 0.028 * swell, 0.0])
    canvas.disc(ink, centre, radius * 0.1)


PARTING_INNER = (
    ".9,.34 .8,.1 .7,-.3 .5,-.68 .14,-.94 -.2,-1.06! -.5,-.86 -.78,-.5 -.93,-.06 -1.0,.1"
)
PARTING_OUTER = (
    "1.06,.44 1.17,.04 1.19,-.52 1.04,-1.06 .64,-1.44 .14,-1.58 -.24,-1.54 -.64,-1.36 -.98,-.92 "
    "-1.12,-.4 -1.08,.06"
)


def _centre_parting(figure: Figure) -> None:
    """Smooth hair from a middle parting down over both ears."""
    inner, outer = knots(PARTING_INNER), knots(PARTING_OUTER)
    corner = (*inner[-1][:2], CORNER)
    figure.hair_mass([*inner[:-1], corner, *outer[::-1]])
    _, strand, swell = figure.hair_inks()
    parting = knots("-.2,-1.07 -.16,-1.3 -.04,-1.54")
    figure.canvas.stroke(strand, parting, [0.045, 0.035, 0.0])
    line = "-.17,-1.1 -.12,-1.3 -.02,-1.5"
    near = knots(".84,.22 .98,.2 1.12,.1")
    figure.streaks(knots(line), near, 22, 0.02, bulge=-0.30, low=0.02, high=1.05)
    far = knots("-.97,.02 -1.03,-.02 -1.1,-.2")
    figure.streaks(knots(line), far, 11, 0.018, bulge=0.18, low=0.02, high=1.0)
    figure.canvas.stroke(strand, knots(".86,.32 .99,.26 1.1,.3"), [0, 0.03 * swell, 0])


def _bun(figure: Figure) -> None:
    """Hair drawn up from the face to a knot on the crown."""
    inner = knots(".78,.16 .73,-.16 .64,-.46 .5,-.74 .22,-.94 -.14,-.99 -.5,-.9 -.8,-.66 -.92,-.42")
    outer = knots(
        ".92,.22 1.04,-.14 1.08,-.62 .98,-1.1 .66,-1.42 .2,-1.56 -.28,-1.5 -.7,-1.26 -.98,-.8 "
        "-1.0,-.44"
    )
    corner = (*inner[-1][:2], CORNER)
    figure.hair_mass([*inner[:-1], corner, *outer[::-1]])
    crown = knots(".9,-1.16 .66,-1.38 .34,-1.5")
    figure.streaks(inner, crown, 36, 0.022, bulge=-0.10, low=0.0, high=1.0)


def _plaits(figure: Figure) -> None:
    """A middle parting and two plaits, tied with ribbon."""
    _plait(figure, [(-0.96, 0.20), (-1.08, 0.70), (-1.04, 1.2), (-1.10, 1.75)], 0.26)
    _centre_parting(figure)
    _plait(figure, [(1.02, 0.30), (1.10, 0.80), (1.00, 1.4), (0.86, 2.1), (0.82, 2.55)], 0.34)


def _crown_plait(figure: Figure) -> None:
    """A middle parting, and one plait laid round the head."""
    _centre_parting(figure)
    path = [(-1.06, -0.62), (-0.72, -1.26), (-0.1, -1.56), (0.58, -1.5), (1.06, -1.08), (1.2, -0.5)]
    _plait(figure, path, 0.34, tied=False)


def _plait(figure: Figure, path: list[Point], width: float, tied: bool = True) -> None:
    canvas = figure.canvas
    ink, strand, swell = figure.hair_inks()
    count = 5 * (len(path) - 1)
    places: list[Point] = []
    for i in range(count + 1):
        at = i / count * (len(path) - 1)
        index = min(int(at), len(path) - 2)
        (ax, ay), (bx, by) = path[index], path[index + 1]
        places.append((ax + (bx - ax) * (at - index), ay + (by - ay) * (at - index)))
    edge = KEY if strand == KEY else strand
    canvas.stroke(edge, places, [width + 0.09, width + 0.05])
    canvas.stroke(ink, places, [width, width * 0.8])
    for i, (x, y) in enumerate(places[1:-1]):
        side = 1 if i % 2 else -1
        half = width * (0.5 - 0.1 * i / count)
        lobe: list[Knot] = [(x - side * half * 0.2, y - 0.11, CORNER)]
        lobe += [(x + side * half * 1.15, y - 0.06), (x + side * half * 0.9, y + 0.06)]
        lobe += [(x - side * half * 0.5, y + 0.13, CORNER)]
        outline = canvas.fill(ink, lobe, 0.4)
        canvas.trace(strand, outline[len(outline) // 3 :], 0.024 * swell)
        if figure.fine:
            middle = [(x, y - 0.04), (x + side * half * 0.7, y)]
            canvas.stroke(strand, middle, [0.0, 0.018 * swell, 0.0])
    if not tied:
        return
    x, y = places[-1]
    for side in (-1, 1):
        bow: list[Knot] = [(x, y, CORNER), (x + side * 0.26, y - 0.13), (x + side * 0.30, y + 0.10)]
        canvas.fill(SPOT, bow, 0.4)
        canvas.edge(KEY, bow, 0.03, 0.4)
    end: list[Knot] = [
        (x - 0.09, y + 0.04, CORNER),
        (x, y + 0.38, CORNER),
        (x + 0.10, y + 0.04, CORNER),
    ]
    canvas.fill(ink, end)
    canvas.disc(KEY, (x, y), 0.055)


def _bob(figure: Figure) -> None:
    """Hair cut at the jaw, with a side parting."""
    inner = knots(
        ".86,.86! .82,.4 .74,-.1 .62,-.5 .42,-.86 .2,-1.02! -.12,-.8 -.52,-.56 -.86,-.36 -.98,.1 "
        "-.94,.66!"
    )
    outer = knots(
        "1.2,.9! 1.26,.4 1.24,-.4 1.1,-1 .74,-1.42 .2,-1.58 -.36,-1.52 -.84,-1.2 -1.1,-.66 -1.16,0 "
        "-1.12,.7!"
    )
    figure.hair_mass([*inner, *outer[::-1]])
    figure.streaks(
        knots(".22,-1.04 .3,-1.3 .4,-1.52"),
        knots("-.93,.5 -1.02,.5 -1.1,.5"),
        16,
        bulge=0.30,
        low=0.02,
        high=1,
    )
    figure.streaks(
        knots(".3,-1.04 .4,-1.2 .52,-1.46"),
        knots(".86,.8 1,.8 1.18,.8"),
        18,
        bulge=-0.26,
        low=0.02,
        high=1,
    )


def _under_cap(figure: Figure) -> None:
    """Only what a cap leaves: hair at the near temple and nape."""
    if figure.face.hair in ("bald", "covered"):
        return
    figure.hair_mass(
        knots(".7,.14! .7,-.2 .72,-.6! 1.06,-.66! 1.07,-.2 1.03,.16 .92,.3! .86,-.1 .8,-.14"), 0.35
    )
    figure.streaks(
        knots(".74,-.5 .9,-.52 1.03,-.5"),
        knots(".74,.1 .9,.16 1.02,.16"),
        9,
        0.016,
        bulge=0,
        high=1,
    )
    figure.canvas.fill(figure.hair_inks()[0], knots("-.98,-.62! -.9,-.5 -.93,-.16! -.985,-.3"), 0.3)


def draw_temples(figure: Figure) -> None:
    """Hair between the edge of a cloth and the face, parted in the middle."""
    figure.hair_mass(
        knots("-.88,-.46 -.48,-.75 -.08,-.85 -.43,-.6 -.74,-.32! -.91,-.08!"), tension=0.4
    )
    figure.streaks(knots("-.12,-.82 -.4,-.76"), knots("-.88,-.16 -.85,-.38"), 6, 0.018, high=1)
    figure.hair_mass(knots("-.04,-.85! .42,-.72 .68,-.34 .78,.1! .58,-.2 .35,-.56"), tension=0.4)
    figure.streaks(knots(".04,-.82 .3,-.72"), knots(".74,0 .7,-.2"), 5, 0.016, bulge=-0.1, high=1)


STYLES: Mapping[str, Drawer] = {
    **SHORT,
    "bun": _bun,
    "parted-bun": _centre_parting,
    "plaits": _plaits,
    "bob": _bob,
    "waved": waved,
    "puffed": puffed,
    "crown-plait": _crown_plait,
    "shingled": shingled,
}
"""How each style that shows is drawn."""
