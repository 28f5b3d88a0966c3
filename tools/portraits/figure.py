"""One person being drawn: the record, the feeling, the canvas, and where things have landed."""

import hashlib
import math
import random
from collections.abc import Mapping, Sequence

import attrs
import numpy as np

from game.model.face import Face
from tools.portraits.canvas import KEY, PAPER, SPOT, TONE, Canvas
from tools.portraits.expression import Expression
from tools.portraits.vector import Knot, Point, along, knots, moved, spline, turned

WIDTH, HEIGHT = 960, 1200
"""The canvas, in its own units."""
CENTRE = (480.0, 545.0)
"""Where the middle of the face falls."""
UNIT = 205.0
"""Canvas units to one face unit."""


@attrs.frozen
class Skull:
    """How an outline of the face departs from the usual one, in face units."""

    hollow: float = 0.0
    mouth: float = 0.0
    chin: float = 0.0
    chin_drop: float = 0.0
    jaw: float = 0.0
    jaw_drop: float = 0.0
    width: float = 1.0
    jowls: float = 0.0


SKULLS: Mapping[str, Skull] = {
    "square": Skull(0.0, 0.04, 0.10, 0.02, 0.05, 0.10, 1.03),
    "broad": Skull(-0.02, 0.05, 0.08, -0.06, 0.06, 0.06, 1.08, 0.15),
    "oval": Skull(0.0, -0.02, -0.04, 0.0, -0.05, -0.02, 0.96),
    "long": Skull(0.06, -0.02, -0.02, 0.14, -0.05, 0.06, 0.93),
    "gaunt": Skull(0.12, -0.05, -0.05, 0.08, -0.03, 0.04, 0.94),
    "heart": Skull(0.02, -0.06, -0.10, -0.02, -0.10, -0.06, 0.95),
    "round": Skull(-0.08, 0.09, 0.09, -0.10, 0.10, 0.08, 1.06, 0.3),
}

HAIR_INKS: Mapping[str, tuple[str, str, float]] = {
    "black": (KEY, PAPER, 1.0),
    "grey": (KEY, PAPER, 2.1),
    "white": (PAPER, KEY, 0.8),
    "fair": (TONE, KEY, 0.9),
    "red": (KEY, SPOT, 2.6),
}
"""The ink of a mass of hair, that of its strands, and how wide the strands are."""


@attrs.define
class Figure:
    """A person on a canvas. The parts of the face fill in the landmarks as they are drawn."""

    face: Face
    mood: Expression
    canvas: Canvas
    fine: bool = True
    """Whether the small cuts are made; half of them are left out of small pictures."""
    outline: list[Point] = attrs.Factory(list)
    skin: int = 0
    """The clip of the face's outline."""
    nose_base: Point = (0.0, 0.64)
    wing_near: Point = (0.0, 0.56)
    wing_far: Point = (0.0, 0.56)
    mouth_near: Point = (0.0, 0.95)
    mouth_far: Point = (0.0, 0.95)
    lip_foot: float = 1.05
    eye_near: Point = (0.0, 0.0)
    eye_far: Point = (0.0, 0.0)

    @property
    def skull(self) -> Skull:
        """The outline of the face."""
        return SKULLS[self.face.face]

    @property
    def chin(self) -> float:
        """How far the chin lies below the usual place."""
        return self.skull.chin_drop - 0.10 * self.youth

    @property
    def youth(self) -> float:
        """Childishness, 0 to 1."""
        return self.face.youth / 100

    @property
    def softness(self) -> float:
        """How little bone shows, 0 to 1."""
        return min(1.0, self.youth + self.face.shade / 15)

    @property
    def age(self) -> float:
        """Wear, 0 to 1."""
        return self.face.age / 100

    def on_face(self, across: float, down: float, proud: float = 0.0) -> Point:
        """Where a point of the face seen from in front falls in the three-quarter view.

        `proud` is how far it stands out of the face, as the tip of the nose does.
        """
        depth = self.face.turn / 100
        ball = 0.95 * math.sqrt(max(0.0, 1 - (across / 1.1) ** 2)) * (1 - 0.1 * max(0, down - 0.8))
        x = across * math.sqrt(1 - depth * depth) - (ball + proud) * depth + 0.03
        return (x, down * (1 - 0.15 * self.youth) + 0.17 * self.youth)

    def use_head(self) -> None:
        """Draw in the co-ordinates of the head, with its tilt."""
        self.canvas.place = self._place_head

    def use_body(self) -> None:
        """Draw in the co-ordinates of the body."""
        self.canvas.place = self._place_body

    def use_page(self) -> None:
        """Draw in canvas units."""
        self.canvas.place = lambda point: point

    def _place_head(self, point: Point) -> Point:
        scale = UNIT * (1 - 0.08 * self.youth)
        wide = (point[0] * self.skull.width, point[1])
        x, y = turned(wide, self.mood.tilt, (0, 1.2))
        drop = self.mood.drop + 0.30 * self.youth
        return (CENTRE[0] + x * scale, CENTRE[1] + y * scale + drop * UNIT)

    def _place_body(self, point: Point) -> Point:
        scale = 1 - 0.20 * self.youth
        x, y = point[0] * scale, 1.5 + (point[1] - 1.5) * scale + 0.16 * self.youth
        return (CENTRE[0] + x * UNIT, CENTRE[1] + y * UNIT)

    # The ways of cutting that several parts of the head share.

    def hair_inks(self) -> tuple[str, str, float]:
        """The inks of hair and strands, and the factor on the strands' width."""
        return HAIR_INKS[self.face.hair_ink]

    def hair_mass(self, path: Sequence[Knot], tension: float = 0.5) -> list[Point]:
        """Fill a mass of hair in its colour, with an outline where it would be lost."""
        ink, strand, _ = self.hair_inks()
        outline = self.canvas.fill(ink, path, tension)
        if strand == KEY:
            self.canvas.trace(KEY, [*outline, outline[0]], 0.036)
        return outline

    def halo(self, outline: Sequence[Point], width: float = 0.05) -> None:
        """Cut a line of paper round a mass, so that it shows over shadow."""
        self.canvas.trace(PAPER, [*outline, outline[0]], width, self.skin)

    def streaks(
        self,
        start: Sequence[Knot],
        end: Sequence[Knot],
        count: int,
        width: float = 0.022,
        shift: float = 0.0,
        bulge: float = 0.1,
        low: float = 0.0,
        high: float = 0.85,
    ) -> None:
        """Cut strands of hair from one line to another, `shift` further along it."""
        _, ink, swell = self.hair_inks()
        first, last = (np.asarray(spline(path, False, 12)) for path in (start, end))
        rng = self.canvas.rng
        if not self.fine:
            count, width = max(3, int(count * 0.45)), width * 1.5
        for i in range(count):
            share = (i + rng.uniform(-0.3, 0.3)) / max(1, count - 1)
            root, tip = along(first, share), along(last, share + shift)
            begin, stop = low + rng.uniform(0, 0.25), high - rng.uniform(0, 0.30)
            way = tip - root
            aside = np.array([-way[1], way[0]])
            line = [
                tuple(root + way * part + aside * bulge * math.sin(math.pi * part))
                for part in np.linspace(begin, stop, 7)
            ]
            full = width * swell
            self.canvas.stroke(ink, line, [0.0, full * rng.uniform(0.6, 1.5), full, 0.0])

    def strands(
        self,
        outline: Sequence[Point],
        root: Point,
        count: int,
        spread: tuple[float, float],
        length: float,
        width: float = 0.018,
    ) -> None:
        """Cut strands fanning out from a root inside a mass; the spread is in degrees."""
        _, ink, swell = self.hair_inks()
        clip, rng = self.canvas.clip(outline), self.canvas.rng
        count = count if self.fine else count // 2
        first, last = (math.radians(angle) for angle in spread)
        for i in range(count):
            angle = first + (last - first) * i / (count - 1) + rng.uniform(-0.05, 0.05)
            reach = length * rng.uniform(0.75, 1.1)
            begin = rng.uniform(0.10, 0.30) * length
            cos, sin = math.cos(angle), math.sin(angle)
            near = (root[0] + begin * cos, root[1] + begin * sin * 0.8)
            far = (root[0] + reach * cos, root[1] + reach * sin * 0.8 + 0.06 * abs(cos))
            middle = ((near[0] + far[0]) / 2, (near[1] + far[1]) / 2 - 0.03 * abs(cos))
            full = width * swell * rng.uniform(0.7, 1.4)
            self.canvas.stroke(ink, [near, middle, far], [0.0, full, 0.0], clip)

    def tick(self, path: str, width: float, clip: int | None = None) -> None:
        """Cut a black line that swells in the middle and dies at both ends."""
        self.canvas.stroke(KEY, knots(path), [0.0, width, 0.0], clip)

    def shoulders(self, text: str) -> list[Knot]:
        """A path of the body, spread to this person's shoulders."""
        build = self.face.shoulders / 100

        def spread(x: float, y: float) -> Point:
            return (x * build if 1.2 < abs(x) < 2.45 else x, y)

        return moved(knots(text), spread)


def new_figure(seed: str, face: Face, mood: Expression, fine: bool = True) -> Figure:
    """An empty figure whose chance cuts depend on the seed alone."""
    number = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8], "big")
    hairy = face.beard in ("short", "full") or face.moustache in ("walrus", "grand")
    mood = mood.louder() if hairy else mood
    return Figure(face, mood, Canvas(WIDTH, HEIGHT, random.Random(number)), fine)
