"""Hair, cut short and worn by men or boys; the long styles are in `tresses`."""

import math
from collections.abc import Callable, Mapping

import numpy as np

from tools.portraits.canvas import KEY, PAPER
from tools.portraits.figure import Figure
from tools.portraits.head import contour
from tools.portraits.vector import CORNER, Knot, Point, along, knots, moved, spline

Drawer = Callable[[Figure], None]


def receded(figure: Figure, text: str) -> list[Knot]:
    """A hairline moved back by the record; childhood lowers the temples with the eyes."""
    back = figure.face.recession / 100

    def move(x: float, y: float) -> Point:
        middle = max(0.0, 1 - (abs(x + 0.1) / 0.75) ** 4) if y < -0.5 else 0.0
        return (x, y - back * middle)

    return moved(knots(text), move)


def _cap_of_hair(figure: Figure, inner: list[Knot], outer: list[Knot]) -> list[Point]:
    """Fill between a hairline and the top of the hair, both from the near ear forwards."""
    corner = (*inner[-1][:2], CORNER)
    return figure.hair_mass([*inner[:-1], corner, *outer[::-1]])


def _brush(figure: Figure) -> None:
    """Thick hair swept back in a wave."""
    inner = receded(
        figure, ".76,.16 .72,-.16 .62,-.46 .52,-.72 .26,-.92 -.1,-.98 -.48,-.94 -.8,-.82"
    )
    outer = knots(
        ".9,.2 1.05,-.16 1.12,-.64 .98,-1.14 .58,-1.54 .05,-1.7 -.45,-1.6 -.8,-1.32 -.94,-1.02"
    )
    _cap_of_hair(figure, inner, outer)
    _locks(figure, spline(outer, False, 8))
    figure.streaks(inner, outer, 46, 0.024, shift=-0.16, bulge=-0.12, low=0.02, high=0.95)


def _locks(figure: Figure, line: list[Point]) -> None:
    """Ends of hair that break the outline, swept along its flow."""
    rng, ink = figure.canvas.rng, figure.hair_inks()[0]
    for i in range(10, len(line) - 4, 6):
        x, y = line[i]
        ahead = line[i + 3]
        angle = math.atan2(line[i - 4][1] - ahead[1], line[i - 4][0] - ahead[0]) + 0.30
        length = rng.uniform(0.15, 0.24)
        root = line[min(i + 5, len(line) - 1)]
        lock: list[Knot] = [
            (root[0] * 0.97, root[1] * 0.97),
            (x + 0.03 * math.cos(angle + 1.57), y + 0.03 * math.sin(angle + 1.57)),
            (x + length * math.cos(angle), y + length * math.sin(angle) - 0.02, CORNER),
            (x * 0.96, y * 0.96),
        ]
        figure.canvas.fill(ink, lock, tension=0.4)


def _wild(figure: Figure) -> None:
    """High hair that stands away in points."""
    inner = receded(
        figure,
        ".78,.24 .76,-.14 .66,-.46 .5,-.78 .22,-1.04 -.12,-1.1 -.46,-1.06 -.74,-.92 -.86,-.72",
    )
    outer = knots(
        ".96,.4 1.16,.1 1.24,-.34 1.32,-.86 1.2,-1.36 .86,-1.78 .36,-2 -.18,-2 -.62,-1.78 "
        "-.92,-1.4 -1.02,-.98"
    )
    corner = (*inner[-1][:2], CORNER)
    points = _points_of_hair(figure, spline(outer[::-1], False, 20))
    figure.hair_mass([*inner[:-1], corner, *points, (0.92, 0.44)])
    ink = figure.hair_inks()[0]
    figure.canvas.stroke(
        ink, knots("-.5,-1.02 -.7,-1.14 -.98,-1.04 -1.1,-.84"), [0.12, 0.10, 0.06, 0.0]
    )
    figure.streaks(inner, outer, 58, 0.030, shift=-0.10, bulge=-0.20, low=0.02, high=1.12)


def _points_of_hair(figure: Figure, line: list[Point]) -> list[Knot]:
    """Knots that carry locks out of a line, away from the middle of the head."""
    lengths = (0.085, 0.10, 0.075, 0.11, 0.09, 0.12, 0.085, 0.10, 0.095, 0.12)
    knots_: list[Knot] = []
    at, count = 0.0, 0

    def out(share: float, rise: float) -> Point:
        index = int(min(max(share, 0.0), 1.0) * (len(line) - 1))
        x, y = line[index]
        away = math.hypot(x - 0.15, y + 0.35)
        return (x + (x - 0.15) / away * rise, y + (y + 0.35) / away * rise)

    while at < 0.97:
        length, rise = lengths[count % len(lengths)], figure.canvas.rng.uniform(0.10, 0.22)
        knots_ += [out(at, -0.01), out(at + length * 0.35, rise * 0.62)]
        knots_ += [out(at + length * 0.80, rise * 0.86)]
        knots_ += [(*out(at + length * 1.32, rise * 1.25), CORNER)]
        knots_ += [out(at + length * 1.06, rise * 0.30)]
        at, count = at + length, count + 1
    return knots_


def _bald(figure: Figure) -> None:
    """A bare dome with hair above the ear."""
    figure.hair_mass(knots(".72,.12 .76,-.2 .9,-.46 1,-.5 1.02,-.1 .98,.2 .86,.3"), tension=0.4)
    figure.streaks(
        knots(".76,.1 .8,-.22 .92,-.42"), knots(".92,.25 1,0 1.02,-.35"), 14, 0.018, high=1
    )
    _dome(figure, [0.05, 0.045, 0.03, 0.02, 0.025])
    figure.tick("-.58,-1.02 -.4,-1.17 -.16,-1.24", 0.022)
    for fall in (0.0, 0.07, 0.14):
        shine = [(0.52, -1.02 + fall * 1.4), (0.68, -0.90 + fall * 1.5), (0.78, -0.70 + fall * 1.6)]
        figure.canvas.stroke(PAPER, shine, [0.0, 0.028, 0.0], figure.skin)


def _dome(figure: Figure, widths: list[float]) -> None:
    path = contour(figure)
    figure.canvas.trace(KEY, spline(path[13:] + path[:2], False), widths)


def _comb_over(figure: Figure) -> None:
    """A few long strands over a bare dome."""
    figure.hair_mass(
        knots(".74,.2 .73,-.12 .74,-.4 .84,-.66 .97,-.78 1.05,-.52 1.07,-.2 1.03,.1 .9,.3"),
        tension=0.45,
    )
    figure.streaks(
        knots(".78,.12 .76,-.2 .84,-.62"), knots(".98,.1 1.05,-.2 1,-.72"), 14, 0.02, high=1
    )
    _dome(figure, [0.05, 0.045, 0.035, 0.025, 0.03])
    for i in range(7):
        y = -1.30 + i * 0.055
        strand = [
            (0.88 - i * 0.012, -0.62 - i * 0.03),
            (0.55, -1.16 + i * 0.02),
            (0.05, y - 0.02),
            (-0.42 + i * 0.03, -1.16 + i * 0.06),
            (-0.66 + i * 0.05, -0.98 + i * 0.06),
        ]
        figure.canvas.stroke(KEY, strand, [0.05, 0.04, 0.032, 0.028, 0.0])


def _parted(figure: Figure) -> None:
    """Short hair with a side parting."""
    inner = receded(
        figure,
        ".76,.18 .73,-.14 .64,-.44 .56,-.74 .4,-.98 .16,-1.1 -.2,-1.02 -.52,-.9 -.82,-.7",
    )
    outer = knots(
        ".88,.22 1.02,-.14 1.07,-.62 .92,-1.1 .6,-1.42 .16,-1.54 -.3,-1.48 -.68,-1.26 -.95,-.8"
    )
    _cap_of_hair(figure, inner, outer)
    strand = figure.hair_inks()[1]
    figure.canvas.stroke(strand, receded(figure, ".3,-1.04 .36,-1.28 .46,-1.5"), [0.035, 0.03, 0.0])
    over = {"low": 0.02, "high": 1.0}
    figure.streaks(
        knots(".34,-1.06 .4,-1.28 .48,-1.46"),
        knots("-.8,-.72 -.88,-.95 -.68,-1.26"),
        15,
        bulge=-0.16,
        **over,
    )
    figure.streaks(
        knots(".42,-1.06 .46,-1.2 .56,-1.42"),
        knots(".76,.1 .9,0 1.02,-.14"),
        12,
        width=0.02,
        bulge=-0.10,
        **over,
    )


def _full(figure: Figure) -> None:
    """A head of soft hair falling to one side of the forehead."""
    inner = receded(
        figure,
        ".76,.18 .73,-.14 .66,-.4 .5,-.62 .3,-.98 .1,-1.04 -.2,-.84 -.5,-.66 -.8,-.5 -.93,-.44",
    )
    outer = knots(
        ".9,.22 1.06,-.14 1.12,-.62 1,-1.14 .68,-1.52 .2,-1.68 -.34,-1.62 -.8,-1.34 "
        "-1.04,-.9 -1.06,-.52"
    )
    _cap_of_hair(figure, inner, outer)
    figure.streaks(
        knots(".26,-1.02 .34,-1.3 .46,-1.56"),
        knots("-.9,-.5 -1.02,-.8 -.86,-1.26"),
        22,
        0.024,
        bulge=-0.22,
        low=0.02,
        high=1.05,
    )
    figure.streaks(
        knots(".36,-1 .46,-1.2 .6,-1.46"), knots(".76,.1 .92,0 1.06,-.2"), 14, bulge=-0.12, high=1
    )


def _crop(figure: Figure) -> None:
    """Hair clipped close."""
    inner = receded(figure, ".76,.1 .73,-.18 .62,-.5 .5,-.8 .2,-.95 -.2,-.98 -.56,-.92 -.84,-.76")
    outer = knots(
        ".9,.16 1.01,-.2 1.03,-.66 .86,-1.14 .5,-1.42 0,-1.5 -.42,-1.42 -.76,-1.16 -.93,-.82"
    )
    _cap_of_hair(figure, inner, outer)
    figure.streaks(inner, outer, 60, 0.014, bulge=0, low=0.05, high=0.8)


def _curls(figure: Figure) -> None:
    """Thick unruly hair in loose waves that end in curls."""
    inner = receded(
        figure, ".76,.16 .73,-.14 .66,-.44 .5,-.72 .24,-.9 -.12,-.96 -.5,-.9 -.82,-.74 -.9,-.6"
    )
    outer = knots(
        ".94,.3 1.1,0 1.17,-.5 1.08,-1.02 .76,-1.42 .28,-1.62 -.26,-1.6 -.72,-1.38 -1,-1.02 "
        "-1.02,-.7"
    )
    line = spline(outer[::-1], False, 20)
    corner = (*inner[-1][:2], CORNER)
    figure.hair_mass([*inner[:-1], corner, *_curled_edge(figure, line), (0.90, 0.34)])
    for path in (
        "-.3,-1.02 -.42,-.9 -.34,-.78 -.24,-.84",
        ".02,-1.0 -.06,-.86 .06,-.78 .13,-.87",
        ".3,-.94 .26,-.8 .37,-.74 .42,-.84",
    ):
        ink = figure.hair_inks()[0]
        figure.canvas.stroke(ink, knots(path), [0.12, 0.09, 0.06, 0.02])
    _waves(figure, inner, outer)


def _curled_edge(figure: Figure, line: list[Point]) -> list[Knot]:
    """Knots that swell out of a line in uneven rounded locks."""
    edge: list[Knot] = []
    at = 0
    while at < len(line) - 14:
        span = figure.canvas.rng.choice((11, 14, 17))
        rise = figure.canvas.rng.uniform(0.05, 0.11)
        for share, swell in ((0.0, 0.0), (0.3, 0.9), (0.7, 1.0)):
            x, y = line[min(len(line) - 1, at + int(span * share))]
            away = math.hypot(x - 0.1, y + 0.4)
            out = rise * swell
            place = (x + (x - 0.1) / away * out, y + (y + 0.4) / away * out)
            edge.append((*place, CORNER) if swell == 0 else place)
        at += span
    return edge


def _waves(figure: Figure, inner: list[Knot], outer: list[Knot]) -> None:
    """Strands that swing to and fro on their way from the hairline."""
    first, last = (np.asarray(spline(path, False, 12)) for path in (inner, outer))
    _, strand, swell = figure.hair_inks()
    rng = figure.canvas.rng
    count = 44 if figure.fine else 18
    for i in range(count):
        share = (i + rng.uniform(-0.3, 0.3)) / (count - 1)
        root, tip = along(first, share), along(last, share - 0.06)
        way = tip - root
        aside = np.array([-way[1], way[0]])
        phase, begin = rng.uniform(0, 1.5), rng.uniform(0.0, 0.25)
        wave = [
            tuple(root + way * part + aside * 0.11 * math.sin(phase + part * 8.5))
            for part in np.linspace(begin, rng.uniform(0.75, 1.0), 12)
        ]
        width = 0.026 * swell * (1.0 if figure.fine else 1.5)
        figure.canvas.stroke(strand, wave, [0.0, width, width * 1.3, 0.0])


def draw_fringe(figure: Figure) -> None:
    """A child's fringe, cut straight over the forehead."""
    if figure.youth < 0.6 or figure.face.headgear != "none" or figure.face.hair != "crop":
        return
    path = knots(
        "-.9,-.72! -.86,-.5 -.7,-.42 -.5,-.5! -.4,-.4 -.2,-.36 -.1,-.46! .05,-.38 .25,-.4 "
        ".34,-.52! .52,-.46 .66,-.4! .62,-.7 .4,-1 0,-1.1 -.6,-1.0"
    )
    figure.hair_mass(path, tension=0.4)
    figure.streaks(knots("-.5,-1.1 0,-1.2 .5,-1.05"), knots("-.8,-.5 0,-.42 .6,-.46"), 16, 0.016)


SHORT: Mapping[str, Drawer] = {
    "brush": _brush,
    "wild": _wild,
    "bald": _bald,
    "comb-over": _comb_over,
    "parted": _parted,
    "full": _full,
    "crop": _crop,
    "curls": _curls,
}
"""How each short style is drawn."""
