"""The polygons of a picture, each in one ink, and the cuts that make them look carved."""

import math
import random
from collections.abc import Callable, Sequence

import attrs
import numpy as np

from tools.portraits.vector import Knot, Point, Widths, ellipse, inside, ribbon, spline

PAPER, KEY, SPOT, TONE = "paper", "key", "spot", "tone"

PLATE_COLOURS = {PAPER: "#000000", KEY: "#ff0000", SPOT: "#00ff00", TONE: "#0000ff"}
"""Each ink as one channel, so that a single raster holds every plate."""


@attrs.frozen
class Shape:
    """A filled polygon in canvas units."""

    ink: str
    points: tuple[Point, ...]
    clip: int | None


@attrs.define
class Canvas:
    """Shapes in the order they are laid down."""

    width: int
    height: int
    rng: random.Random
    place: Callable[[Point], Point] = lambda point: point
    """Where a point of the present co-ordinates falls on the canvas."""
    shapes: list[Shape] = attrs.Factory(list)
    clips: list[tuple[Point, ...]] = attrs.Factory(list)

    def clip(self, outline: Sequence[Point]) -> int:
        """Remember an outline to cut later shapes by; its number comes back."""
        self.clips.append(tuple(self.place(point) for point in outline))
        return len(self.clips) - 1

    def polygon(self, ink: str, outline: Sequence[Point], clip: int | None = None) -> None:
        """Fill an outline as it stands."""
        if len(outline) > 2:
            points = tuple(self.place((point[0], point[1])) for point in outline)
            self.shapes.append(Shape(ink, points, clip))

    def fill(
        self, ink: str, path: Sequence[Knot], tension: float = 0.5, clip: int | None = None
    ) -> list[Point]:
        """Fill the smooth outline through some knots, and return that outline."""
        outline = spline(path, True, tension=tension)
        self.polygon(ink, outline, clip)
        return outline

    def stroke(
        self, ink: str, path: Sequence[Knot], widths: Widths, clip: int | None = None
    ) -> None:
        """Draw a smooth line through some knots."""
        if len(path) == 2:
            (ax, ay), (bx, by) = path[0][:2], path[1][:2]
            line = [(ax + (bx - ax) * t / 8, ay + (by - ay) * t / 8) for t in range(9)]
        else:
            line = spline(path, False, 8)
        self.polygon(ink, ribbon(line, widths), clip)

    def trace(
        self, ink: str, path: Sequence[Knot], widths: Widths, clip: int | None = None
    ) -> None:
        """Draw a line straight from point to point."""
        self.polygon(ink, ribbon(path, widths), clip)

    def edge(
        self, ink: str, path: Sequence[Knot], width: float, tension: float = 0.5
    ) -> list[Point]:
        """Draw the closed smooth outline through some knots as a line of one width."""
        outline = spline(path, True, tension=tension)
        self.trace(ink, [*outline, outline[0]], width)
        return outline

    def disc(
        self, ink: str, centre: Point, radius: float, clip: int | None = None, count: int = 40
    ) -> None:
        """Fill a circle."""
        self.polygon(ink, ellipse(centre, radius, radius, count), clip)

    def hatch(
        self,
        ink: str,
        outline: Sequence[Knot],
        degrees: float,
        gap: float,
        widths: tuple[float, float],
        start: float = 0.0,
        end: float = 1.0,
        clip: int | None = None,
    ) -> None:
        """Cut tapered parallel lines inside an outline.

        `widths` are those at the beginning and the end of a line; `start` and `end` leave out
        parts of each line, as shares of its length.
        """
        shape = np.asarray([(point[0], point[1]) for point in outline], dtype=float)
        centre, angle = shape.mean(axis=0), math.radians(degrees)
        cos, sin = math.cos(angle), math.sin(angle)
        local = (shape - centre) @ np.array([[cos, -sin], [sin, cos]])
        xs = np.linspace(local[:, 0].min() - 0.02, local[:, 0].max() + 0.02, 260)
        y, last = float(local[:, 1].min()), float(local[:, 1].max())
        while y < last:
            level = y + self.rng.uniform(-0.25, 0.25) * gap
            y += gap
            line_x, line_y = centre[0] + xs * cos - level * sin, centre[1] + xs * sin + level * cos
            for first, beyond in _runs(inside(shape, line_x, line_y)):
                length = beyond - first
                reach = min(1.0, end * self.rng.uniform(0.88, 1.12)) if end < 1 else 1.0
                begin, stop = first + int(length * start), first + int(length * reach)
                if length <= 4 or stop - begin <= 3:
                    continue
                step = max(1, (stop - begin) // 14)
                line = list(zip(line_x[begin:stop:step], line_y[begin:stop:step], strict=True))
                swell = self.rng.uniform(0.8, 1.2)
                if len(line) > 2:
                    middle = (widths[0] + widths[1]) / 2
                    taper = [widths[0] * swell, middle * swell, widths[1] * swell]
                    self.polygon(ink, ribbon(line, taper), clip)

    def svg(self, box: tuple[float, float, float, float], mirrored: bool = False) -> str:
        """The picture inside a box (x, y, width, height) as SVG, one channel to an ink."""
        x, y, width, height = box
        lines = [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{x} {y} {width} {height}" '
            f'width="{width}" height="{height}">'
        ]
        cuts = "".join(
            f'<clipPath id="c{i}"><path d="{_data(outline)}"/></clipPath>'
            for i, outline in enumerate(self.clips)
        )
        lines.append(f"<defs>{cuts}</defs>")
        if mirrored:
            lines.append(f'<g transform="translate({2 * x + width},0) scale(-1,1)">')
        for shape in self.shapes:
            cut = "" if shape.clip is None else f' clip-path="url(#c{shape.clip})"'
            fill = PLATE_COLOURS[shape.ink]
            lines.append(f'<path fill="{fill}" d="{_data(shape.points)}"{cut}/>')
        lines.append("</g></svg>" if mirrored else "</svg>")
        return "\n".join(lines)


def _runs(hits: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> list[tuple[int, int]]:
    """Where runs of true values begin and what follows them."""
    steps = np.flatnonzero(np.diff(np.concatenate(([False], hits, [False])).astype(int)))
    return [(int(a), int(b)) for a, b in zip(steps[::2], steps[1::2], strict=True)]


def _data(points: Sequence[Point]) -> str:
    return "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in points) + "Z"
