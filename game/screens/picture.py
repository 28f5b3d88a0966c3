"""What a screen draws: frozen shapes in window pixels, origin at the top left.

A `Picture` says everything the painter needs and nothing about how it paints, so
two pictures that are equal look equal, and a screen is tested without a window.
"""

from typing import Literal, Protocol, TypeAlias

import attrs

from game.screens.intent import Intent

Colour: TypeAlias = tuple[int, int, int]
Point: TypeAlias = tuple[float, float]
Anchor: TypeAlias = Literal["left", "centre", "right"]

Face: TypeAlias = Literal[
    "serif",
    "serif-italic",
    "serif-bold",
    "serif-bold-italic",
    "caption",
    "caption-bold",
    "label",
    "label-bold",
    "poster",
    "title",
    "news",
    "news-italic",
    "news-bold",
    "slab",
    "slab-cyrillic",
    "book",
    "book-italic",
    "book-bold",
    "type",
    "type-bold",
    "type-cyrillic",
    "pencil",
    "hand",
]
"""A role from the look book's table of type, not a font file."""

Sheet: TypeAlias = Literal["newsprint", "book", "manila", "form", "desk"]


@attrs.frozen
class Rect:
    """A rectangle in window pixels; `x`, `y` is its top left corner."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """The first column of pixels to its right."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """The first row of pixels below it."""
        return self.y + self.h

    @property
    def centre(self) -> Point:
        """Its middle."""
        return (self.x + self.w / 2, self.y + self.h / 2)

    def holds(self, point: Point) -> bool:
        """Whether the point lies in it (left and top edges included)."""
        return self.x <= point[0] < self.right and self.y <= point[1] < self.bottom

    def inset(self, by: float) -> "Rect":
        """The rectangle `by` pixels smaller on every side (negative: larger)."""
        return Rect(self.x + by, self.y + by, self.w - 2 * by, self.h - 2 * by)


@attrs.frozen
class Fill:
    """A rectangle of one colour."""

    rect: Rect
    colour: Colour


@attrs.frozen
class Stroke:
    """The outline of a rectangle; the line lies inside it."""

    rect: Rect
    colour: Colour
    width: float = 1


@attrs.frozen
class Polygon:
    """A filled, anti-aliased polygon."""

    points: tuple[Point, ...]
    colour: Colour


@attrs.frozen
class Line:
    """An anti-aliased line through the points."""

    points: tuple[Point, ...]
    colour: Colour
    width: float = 1


@attrs.frozen
class Disc:
    """An anti-aliased disc, or a ring where `width` is given."""

    centre: Point
    radius: float
    colour: Colour
    width: float = 0


@attrs.frozen
class Hatch:
    """Slanted lines (rising to the right at 45 degrees) inside a rectangle."""

    rect: Rect
    colour: Colour
    gap: float
    width: float


@attrs.frozen
class Paper:
    """A sheet of paper, textured; `plain` (a setting) makes it one flat colour."""

    rect: Rect
    sheet: Sheet


@attrs.frozen
class Shadow:
    """The soft shadow of a rectangle of loose paper."""

    rect: Rect
    blur: float
    alpha: int = 120


@attrs.frozen
class Text:
    """One run of type: `x` by the anchor, `y` the baseline; `track` is added after each letter."""

    x: float
    y: float
    string: str
    face: Face
    size: float
    colour: Colour
    track: float = 0
    anchor: Anchor = "left"


@attrs.frozen
class Image:
    """A picture of the assets folder, scaled to cover the rectangle.

    `name` is its path under assets/ (`portraits/brothers-keeper/joe-stern.png`). Of a picture
    with another shape the middle is kept, cut at the sides; of a tall one the top.
    A picture that is not there is drawn as a paper silhouette. Alpha is kept.
    """

    rect: Rect
    name: str
    flip: bool = False


@attrs.frozen
class Photograph:
    """A group photograph under a halftone screen, composed from press plates, left to right.

    Each name is the path of a tone plate under assets/ (`portraits/brothers-keeper/joe-press.png`);
    an empty string is a place where somebody has been retouched out. The screen is
    made at the rectangle's final size: `pitch` is the distance of its dots in pixels. `flips`
    tells of each plate whether it is mirrored; where it is empty, none is.
    """

    rect: Rect
    plates: tuple[str, ...]
    pitch: float
    flips: tuple[bool, ...] = ()


@attrs.frozen
class Tilted:
    """Shapes turned about the middle of the rectangle; positive degrees turn anticlockwise."""

    rect: Rect
    degrees: float
    shapes: tuple["Shape", ...]


@attrs.frozen
class Leaf:
    """A loose sheet, printed once and then moved, turned and enlarged at little cost.

    `shapes` lie from the sheet's own corner at (0, 0). The painter knows a print again by its
    tuple: who gives the same tuple, not an equal one, has it printed once. The sheet lies in the
    rectangle, turned and enlarged about its middle; `moving` paints it fast rather than fine.
    Nothing on it can be clicked.
    """

    rect: Rect
    shapes: tuple["Shape", ...]
    degrees: float = 0
    zoom: float = 1
    moving: bool = False


@attrs.frozen
class Clip:
    """Shapes of which only what lies in the rectangle is seen."""

    rect: Rect
    shapes: tuple["Shape", ...]


@attrs.frozen
class Button:
    """Where a click means `intent`, and the mouse over it `hover`. It draws nothing itself."""

    rect: Rect
    intent: Intent
    hover: Intent | None = None


Shape: TypeAlias = (
    Fill
    | Stroke
    | Polygon
    | Line
    | Disc
    | Hatch
    | Paper
    | Shadow
    | Text
    | Image
    | Photograph
    | Tilted
    | Leaf
    | Clip
    | Button
)


@attrs.frozen
class Picture:
    """All shapes of a screen, painted in order over the ground colour."""

    ground: Colour
    shapes: tuple[Shape, ...]


@attrs.frozen
class Size:
    """The window's size in pixels."""

    w: int
    h: int


class Metrics(Protocol):
    """How large type is, in pixels. Fonts in the window; fixed widths in tests."""

    def width(self, string: str, face: Face, size: float, track: float = 0) -> float:
        """The advance width of a run, kerning included."""

    def ascent(self, face: Face, size: float) -> float:
        """From the baseline to the top of the line box."""

    def descent(self, face: Face, size: float) -> float:
        """From the baseline to the bottom of the line box (positive)."""

    def cap_height(self, face: Face, size: float) -> float:
        """The height of a capital H."""
