"""The drawn signs of the look book: glyphs of the stats, gauges, keys, frames and boxes.

Every function returns shapes. Distances inside a mark are canvas pixels times `unit` (window
pixels per canvas pixel); `text` is the player's text size, 1.0 = 100 %, by which letters and
what holds them grow. Places and rectangles are in window pixels.
"""

import math
from collections.abc import Sequence
from typing import Final

import attrs

from game.model.story import Stat
from game.screens import theme
from game.screens.intent import Intent
from game.screens.picture import (
    Button,
    Colour,
    Disc,
    Face,
    Fill,
    Hatch,
    Line,
    Metrics,
    Point,
    Polygon,
    Rect,
    Shape,
    Stroke,
    Text,
)
from game.text.tongue import mark, say

Shapes = tuple[Shape, ...]

MINUS: Final = "−"
CELLS: Final = 20


@attrs.frozen
class Reading:
    """A stat as a gauge shows it: `stat` picks glyph and pattern, `change` is since last page.

    `pending` is what of the change its cells do not show yet; until they do, its number does not.
    """

    stat: str
    name: str
    value: int
    change: int = 0
    band: str = ""
    low: int = 0
    high: int = 100
    pending: int = 0

    @property
    def number(self) -> int:
        """The number printed."""
        return self.value - self.change if self.pending else self.value


@attrs.frozen
class Inks:
    """The colours of a mark: `fore` on `ground`, and the red that seconds them."""

    fore: Colour = theme.INK
    ground: Colour = theme.NEWSPRINT
    red: Colour = theme.VERMILION

    @property
    def turned(self) -> "Inks":
        """Fore and ground exchanged."""
        return Inks(self.ground, self.fore, self.red)


ON_PAPER: Final = Inks()
ON_BLACK: Final = Inks(theme.NEWSPRINT, theme.INK, theme.BRIGHT_RED)


def signed(change: int) -> str:
    """The change with its sign: a true minus, not a hyphen."""
    return f"+{change}" if change >= 0 else f"{MINUS}{-change}"


# Gauges


def gauge(
    reading: Reading,
    x: float,
    y: float,
    width: float,
    unit: float,
    text: float,
    metrics: Metrics,
    inks: Inks = ON_BLACK,
) -> tuple[Shapes, float]:
    """A gauge with its top left corner at `x`, `y`, and the height it takes (ticks included).

    Name, band in italic, signed change and number over twenty cells. Where the line of
    words is too long for the width, band and change go to a line of their own.
    """
    k = unit * text
    left, right = x + 44 * unit, x + width
    number = str(reading.number)
    number_size, label_size, band_size, change_size = 24 * k, 14.5 * k, 14.5 * k, 15.5 * k
    number_width = metrics.width(number, "poster", number_size)
    change = signed(reading.change) if reading.change else say("no change")
    change_face: Face = "label-bold" if reading.change else "caption"
    change_size = change_size if reading.change else 11 * k
    change_width = metrics.width(change, change_face, change_size)
    if reading.change:
        change_width += 16 * k
    name, track = reading.name.upper(), 1.4 * k
    name_room = right - left - number_width - 12 * k
    label_size, track = _shrunk(name, "label", label_size, track, name_room, metrics)
    name_width = metrics.width(name, "label", label_size, track)
    band_width = metrics.width(reading.band, "serif-italic", band_size) if reading.band else 0.0
    line = name_width + (band_width + 7 * k if band_width else 0) + 14 * k + change_width
    two_lines = line > name_room
    base = y + 17.6 * k
    shapes: list[Shape] = [
        *stat_icon(reading.stat, (x + 17 * unit, y + 19 * k), 15 * unit * min(text, 1.15), inks),
        Text(left, base - 3.3 * k, name, "label", label_size, inks.fore, track),
        Text(right, base, number, "poster", number_size, inks.fore, anchor="right"),
    ]
    lower = base + (18 * k if two_lines else 0) - 3.3 * k
    if reading.band:
        band_x = left if two_lines else left + name_width + 7 * k
        fitted, _ = (
            _shrunk(
                reading.band,
                "serif-italic",
                band_size,
                0,
                right - left - change_width - 8 * k,
                metrics,
            )
            if two_lines
            else (band_size, 0.0)
        )
        shapes.append(Text(band_x, lower, reading.band, "serif-italic", fitted, inks.fore))
    change_right = right if two_lines else right - number_width - 12 * k
    shapes.append(
        Text(change_right, lower, change, change_face, change_size, inks.fore, anchor="right")
    )
    if reading.change:
        arrow_x = change_right - change_width + 7 * k
        middle = lower - metrics.cap_height(change_face, change_size) / 2
        shapes.append(arrow((arrow_x, middle), 5.2 * k, reading.change > 0, inks.red))
    cells_y = base + (18 * k if two_lines else 0) + 2.4 * unit
    shapes += cells(reading, Rect(left, cells_y, right - left, 15 * unit), unit, inks)
    return tuple(shapes), cells_y + 22 * unit - y


def cells(reading: Reading, rect: Rect, unit: float, inks: Inks) -> Shapes:
    """Twenty cells: held ones in the stat's pattern, gained solid red, lost struck through.

    Ticks stand under the quarters, 3 to 7 canvas pixels below the rectangle.
    """
    span = max(1, reading.high - reading.low)
    full = (reading.value - reading.pending - reading.low) / span * CELLS
    before = (reading.value - reading.change - reading.low) / span * CELLS
    step = rect.w / CELLS
    shapes: list[Shape] = []
    for index in range(CELLS):
        # Whole pixels, so that all gaps are alike.
        left, right = round(rect.x + index * step), round(rect.x + (index + 1) * step - 2 * unit)
        top, bottom = round(rect.y), round(rect.bottom)
        cell = Rect(left, top, max(2, right - left), bottom - top)
        if index + 0.5 <= min(full, before):
            shapes += _held(reading.stat, cell, unit, inks)
        elif index + 0.5 <= full:
            shapes.append(Fill(cell, inks.red))
        elif index + 0.5 <= before:
            thin = max(1.0, 1.5 * unit)
            shapes.append(Stroke(cell, inks.red, max(1, round(1.6 * unit))))
            corner = thin / 2
            ends = ((cell.x + corner, cell.bottom - corner), (cell.right - corner, cell.y + corner))
            shapes.append(Line(ends, inks.red, thin))
        else:
            low = max(1, round(2 * unit))
            shapes.append(Fill(Rect(cell.x, cell.bottom - low, cell.w, low), inks.fore))
    for quarter in (5, 10, 15):
        tick_x = round(rect.x + quarter * step - 1.5 * unit)
        tick = Rect(tick_x, round(rect.bottom + 3 * unit), max(1, round(1.4 * unit)), 4 * unit)
        shapes.append(Fill(tick, inks.fore))
    return tuple(shapes)


def cell_of(stat: Stat) -> float:
    """How much of a stat one cell shows."""
    return max(1, stat.high - stat.low) / CELLS


def compact_gauge(
    reading: Reading,
    x: float,
    y: float,
    width: float,
    unit: float,
    text: float,
    metrics: Metrics,
    inks: Inks = ON_BLACK,
) -> tuple[Shapes, float]:
    """The gauge of large print, and its height: glyph and number, name, signed change."""
    k = unit * text
    number_size, _ = _shrunk(str(reading.number), "poster", 27 * k, 0, width - 78 * unit, metrics)
    base = y + metrics.cap_height("poster", 27 * k) + 5 * k
    middle = base - metrics.cap_height("poster", number_size) / 2
    name_size, _ = _shrunk(reading.name, "serif-bold", 13.5 * k, 0, width, metrics)
    name_base = base + 24 * k
    change_base = name_base + 17 * k
    shapes: list[Shape] = [
        *stat_icon(reading.stat, (x + 28 * unit, middle), 15 * unit * min(text, 1.9), inks),
        Text(x + 78 * unit, base, str(reading.number), "poster", number_size, inks.fore),
        Text(x, name_base, reading.name, "serif-bold", name_size, inks.fore),
    ]
    if reading.change:
        size = 15 * k
        half = metrics.cap_height("poster", size) / 2
        arrow_at = (x + 7 * k, change_base - half)
        shapes.append(arrow(arrow_at, 4.6 * k, reading.change > 0, inks.fore))
        shapes.append(
            Text(x + 15 * k, change_base, signed(reading.change), "poster", size, inks.fore)
        )
    else:
        same = say("no change")
        size, _ = _shrunk(same, "serif", 11 * k, 0, width, metrics)
        shapes.append(Text(x, change_base, same, "serif", size, inks.fore))
    return tuple(shapes), change_base + 6 * k - y


def _held(stat: str, cell: Rect, unit: float, inks: Inks) -> Shapes:
    """One held cell: dots for paranoia, hatching for purges, solid for popularity, else bars."""
    match stat:
        case "paranoia":
            radius = max(1.0, min(cell.w, cell.h) * 0.22)
            return (Fill(cell, inks.fore), Disc(cell.centre, radius, inks.ground))
        case "purges":
            lines = Hatch(cell, inks.fore, 4.2 * unit, 1.4 * unit)
            return (lines, Stroke(cell, inks.fore, max(1, round(unit))))
        case "popularity":
            return (Fill(cell, inks.fore),)
        case _:
            third = Rect(cell.x, cell.y + cell.h / 3, cell.w, cell.h / 3)
            return (Fill(cell, inks.fore), Fill(third, inks.ground))


def _shrunk(
    string: str, face: Face, size: float, track: float, room: float, metrics: Metrics
) -> tuple[float, float]:
    """Size and tracking at which the string fits the room, no larger than given."""
    width = metrics.width(string, face, size, track)
    if width <= room or width <= 0:
        return size, track
    factor = max(0.3, room / width * 0.985)
    return size * factor, track * factor


# Glyphs


def stat_icon(stat: str, centre: Point, radius: float, inks: Inks) -> Shapes:
    """The glyph of a stat: an eye, a pencil, a raised hand; a star for any other."""
    match stat:
        case "paranoia":
            return _eye(centre, radius, inks)
        case "purges":
            return _pencil(centre, radius, inks)
        case "popularity":
            return _hand(centre, radius, inks)
        case _:
            return (star(centre, radius, inks.fore),)


def _eye(centre: Point, r: float, inks: Inks) -> Shapes:
    x, y = centre
    upper = [math.pi * k / 16 for k in range(17)]
    lids = [(x + r * math.cos(a), y - r * 0.62 * math.sin(a)) for a in upper]
    lids += [(x - r * math.cos(a), y + r * 0.62 * math.sin(a)) for a in upper[1:-1]]
    lashes = tuple(
        Line(
            (
                (x + r * math.sin(a), y - r * 0.78 * math.cos(a)),
                (x + r * 1.28 * math.sin(a), y - r * 1.10 * math.cos(a)),
            ),
            inks.fore,
            max(1.2, r * 0.16),
        )
        for a in (-0.6, -0.2, 0.2, 0.6)
    )
    return (
        Polygon(tuple(lids), inks.fore),
        Disc(centre, r * 0.46, inks.ground),
        Disc(centre, r * 0.24, inks.fore),
        *lashes,
    )


def _pencil(centre: Point, r: float, inks: Inks) -> Shapes:
    x, y = centre
    w, turn = r * 0.30, math.radians(-42)
    cos, sin = math.cos(turn), math.sin(turn)

    def at(along: float, across: float) -> Point:
        return (x + along * cos - across * sin, y + along * sin + across * cos)

    # The struck lines stop short of the pencil, which so needs no ground of its own.
    struck = tuple(
        Line(((x + r * left, y + r * row), (x + r * right, y + r * row)), inks.fore, r * 0.13)
        for left, right, row in ((-0.95, -0.43, -0.30), (-0.02, 0.55, 0.70))
    )
    body = (at(-r * 1.05, 0), at(-r * 0.6, -w), at(r * 1.05, -w), at(r * 1.05, w), at(-r * 0.6, w))
    thin = max(1.0, r * 0.1)
    return (
        *struck,
        Polygon(body, inks.fore),
        Line((at(-r * 0.58, -w), at(-r * 0.58, w)), inks.ground, thin),
        Line((at(r * 0.72, -w), at(r * 0.72, w)), inks.ground, thin),
    )


def _hand(centre: Point, r: float, inks: Inks) -> Shapes:
    x, y = centre
    half = r * 0.125

    def finger(dx: float, height: float) -> Shape:
        left, right, top = x + dx * r - half, x + dx * r + half, y - height * r
        tip = [
            (x + dx * r - half * math.cos(a), top + half - half * math.sin(a))
            for a in (math.pi * k / 8 for k in range(9))
        ]
        return Polygon(((left, y + r * 0.2), *tip, (right, y + r * 0.2)), inks.fore)

    fingers = tuple(
        finger(dx, h) for dx, h in ((-0.46, 0.72), (-0.16, 0.98), (0.14, 0.92), (0.44, 0.70))
    )
    palm = _rectangle(x - 0.46 * r - half, y - r * 0.10, 0.90 * r + half * 2, r * 0.60)
    thumb = (
        (x + 0.46 * r, y + 0.40 * r),
        (x + 0.96 * r, y - 0.20 * r),
        (x + 0.80 * r, y - 0.38 * r),
        (x + 0.40 * r, y + 0.04 * r),
    )
    wrist = _rectangle(x - r * 0.34, y + r * 0.48, r * 0.68, r * 0.18)
    cuff = _rectangle(x - r * 0.42, y + r * 0.78, r * 0.84, r * 0.24)
    return (
        *fingers,
        Polygon(palm, inks.fore),
        Polygon(thumb, inks.fore),
        Polygon(wrist, inks.fore),
        Polygon(cuff, inks.fore),
    )


def _rectangle(x: float, y: float, w: float, h: float) -> tuple[Point, ...]:
    return ((x, y), (x + w, y), (x + w, y + h), (x, y + h))


def star(centre: Point, radius: float, colour: Colour) -> Shape:
    """A five-pointed star, one point up."""
    points = []
    for k in range(10):
        reach = radius if k % 2 == 0 else radius * 0.39
        angle = math.pi * k / 5 - math.pi / 2
        points.append((centre[0] + reach * math.cos(angle), centre[1] + reach * math.sin(angle)))
    return Polygon(tuple(points), colour)


def arrow(centre: Point, half: float, up: bool, colour: Colour) -> Shape:
    """A triangle pointing up or down, `half` from its middle to its tip."""
    x, y = centre
    tip, foot = (-half, half * 0.8) if up else (half, -half * 0.8)
    return Polygon(((x - half, y + foot), (x + half, y + foot), (x, y + tip)), colour)


def padlock(centre: Point, height: float, inks: Inks) -> Shapes:
    """A closed padlock of this height."""
    x, y = centre
    w = height * 0.78
    body = Rect(x - w / 2, y - height * 0.08, w, height * 0.58)
    ring, thick = w * 0.34, max(1.2, height * 0.13)
    arch_y = y - height * 0.14
    outer = [
        (x - ring * math.cos(a), arch_y - ring * math.sin(a))
        for a in (math.pi * k / 12 for k in range(13))
    ]
    inner = [
        (x + (ring - thick) * math.cos(a), arch_y - (ring - thick) * math.sin(a))
        for a in (math.pi * k / 12 for k in range(13))
    ]
    shackle = (
        (x - ring, body.y + 0.5),
        *outer,
        (x + ring, body.y + 0.5),
        (x + ring - thick, body.y + 0.5),
        *inner,
        (x - ring + thick, body.y + 0.5),
    )
    hole = Rect(x - height * 0.06, body.y + body.h * 0.28, height * 0.12, body.h * 0.44)
    return (
        Polygon(shackle, inks.fore),
        Polygon(_rectangle(body.x, body.y, body.w, body.h), inks.fore),
        Polygon(_rectangle(hole.x, hole.y, hole.w, hole.h), inks.ground),
    )


def person(x: float, y: float, height: float, colour: Colour, hollow: bool = False) -> Shapes:
    """A pictogram standing on `y` about `x`; hollow, a cutting line round nobody."""
    head = height * 0.15
    w = height * 0.19
    body = (
        (x - w, y - height * 0.62),
        (x + w, y - height * 0.62),
        (x + w, y - height * 0.28),
        (x + w * 0.62, y - height * 0.28),
        (x + w * 0.62, y),
        (x - w * 0.62, y),
        (x - w * 0.62, y - height * 0.28),
        (x - w, y - height * 0.28),
    )
    if not hollow:
        return (Disc((x, y - height + head), head, colour), Polygon(body, colour))
    thin = max(1.0, height * 0.045)
    ring = Disc((x, y - height + head), head, colour, thin)
    dashes: list[Shape] = []
    for (x0, y0), (x1, y1) in zip(body, (*body[1:], body[0]), strict=True):
        length = math.hypot(x1 - x0, y1 - y0)
        count = max(1, round(length / (height * 0.12)))
        for k in range(count):
            a, b = k / count, (k + 0.6) / count
            ends = (
                (x0 + (x1 - x0) * a, y0 + (y1 - y0) * a),
                (x0 + (x1 - x0) * b, y0 + (y1 - y0) * b),
            )
            dashes.append(Line(ends, colour, thin))
    return (ring, *dashes)


# Rules, frames and bars


def scotch_rule(
    x: float, y: float, width: float, unit: float, colour: Colour, thick_below: bool = False
) -> Shapes:
    """A thick and a thin line, 4 + 2 + 1 canvas pixels high from `y` down."""
    thick, gap, thin = max(2, round(4 * unit)), max(1, round(2 * unit)), max(1, round(unit))
    top = round(y)
    if thick_below:
        return (
            Fill(Rect(x, top, width, thin), colour),
            Fill(Rect(x, top + thin + gap, width, thick), colour),
        )
    return (
        Fill(Rect(x, top, width, thick), colour),
        Fill(Rect(x, top + thick + gap, width, thin), colour),
    )


def focus_bar(
    rect: Rect, marker_x: float, unit: float, inks: Inks = ON_PAPER, slip: float = 0
) -> Shapes:
    """The bar of the choice in focus, and the red marker that runs to it from `marker_x`.

    What is written on it is `inks.ground`; `inks` are those of the page. A marker on its way is
    `slip` pixels below the bar.
    """
    tip, back = rect.x + 8 * unit, rect.x - 6 * unit
    marker = (
        (marker_x, rect.y + slip),
        (back, rect.y + slip),
        (tip, rect.y + rect.h / 2 + slip),
        (back, rect.bottom + slip),
        (marker_x, rect.bottom + slip),
    )
    line = max(1, round(1.5 * unit))
    return (
        Fill(rect, inks.fore),
        Stroke(rect.inset(max(2, round(3 * unit))), inks.ground, line),
        Polygon(marker, inks.red),
    )


def focus_frame(rect: Rect, unit: float, inks: Inks = ON_PAPER) -> Shapes:
    """The double frame of anything else in focus: outside the rectangle, with corner blocks."""
    thick, gap, thin = max(2, round(3 * unit)), max(1, round(2 * unit)), max(1, round(1.5 * unit))
    inner, outer = rect.inset(-thick), rect.inset(-thick - gap - thin)
    block = max(4, round(7 * unit))
    corners = tuple(
        Fill(Rect(x, y, block, block), inks.red)
        for x in (outer.x - thin, outer.right + thin - block)
        for y in (outer.y - thin, outer.bottom + thin - block)
    )
    return (Stroke(inner, inks.fore, thick), Stroke(outer, inks.red, thin), *corners)


# Keys


ARROWS: Final = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}
"""Keys drawn as triangles, and where they point."""

NAMED_KEYS: Final = frozenset(
    (
        mark("Esc"),
        mark("Enter"),
        mark("Space"),
        mark("Tab"),
        mark("Del"),
        mark("PgUp"),
        mark("PgDn"),
    )
)
"""Keys that other languages name otherwise; letters and figures stay what they are."""


def key_cap(
    x: float, y: float, key: str, colour: Colour, unit: float, metrics: Metrics
) -> tuple[Shapes, float]:
    """A key's cap, 18 canvas pixels high with its top at `y`, and its right edge.

    `unit` includes the text size. Arrow keys are `left`, `right`, `up`, `down`.
    """
    size, high = 11.5 * unit, 18 * unit
    direction = ARROWS.get(key)
    key = say(key) if key in NAMED_KEYS else key
    width = high if direction else max(metrics.width(key, "caption-bold", size) + 11 * unit, high)
    cap = Rect(round(x), round(y), round(width), round(high))
    line = max(1.0, 1.2 * unit)
    shapes: list[Shape] = [_rounded(cap, 3 * unit, line, colour)]
    if direction:
        (dx, dy), (cx, cy), r = direction, cap.centre, 4.6 * unit
        triangle = (
            (cx + dx * r, cy + dy * r),
            (cx - dx * r * 0.75 + dy * r, cy - dy * r * 0.75 + dx * r),
            (cx - dx * r * 0.75 - dy * r, cy - dy * r * 0.75 - dx * r),
        )
        shapes.append(Polygon(triangle, colour))
    else:
        base = cap.y + (cap.h + metrics.cap_height("caption-bold", size)) / 2
        shapes.append(Text(cap.centre[0], base, key, "caption-bold", size, colour, anchor="centre"))
    return tuple(shapes), cap.right


def key_hint(
    x: float,
    y: float,
    key: str | Sequence[str],
    label: str,
    colour: Colour,
    unit: float,
    metrics: Metrics,
    intent: Intent | None,
) -> tuple[Shapes, float]:
    """Key caps and what they do, with the button that does it; and the right edge.

    `unit` includes the text size. Several keys (`("left", "right")`) stand side by side.
    """
    shapes: list[Shape] = []
    right = x
    for number, name in enumerate([key] if isinstance(key, str) else key):
        start = right + 6 * unit if number else right
        cap, right = key_cap(start, y, name, colour, unit, metrics)
        shapes += cap
    size = 12 * unit
    if label:
        right += 6 * unit
        base = round(y) + (round(18 * unit) + metrics.cap_height("caption", size)) / 2
        shapes.append(Text(right, base, label, "caption", size, colour))
        right += metrics.width(label, "caption", size)
    if intent is not None:
        pad = 4 * unit
        shapes.append(Button(Rect(x, y - pad, right - x, 18 * unit + 2 * pad), intent))
    return tuple(shapes), right


def _rounded(rect: Rect, radius: float, width: float, colour: Colour) -> Shape:
    """The outline of a rounded rectangle: a ring, cut open where it begins."""

    def loop(box: Rect, r: float) -> list[Point]:
        points = []
        for cx, cy, start in (
            (box.x + r, box.y + r, 180),
            (box.right - r, box.y + r, 270),
            (box.right - r, box.bottom - r, 0),
            (box.x + r, box.bottom - r, 90),
        ):
            for k in range(7):
                angle = math.radians(start + 15 * k)
                points.append((cx + r * math.cos(angle), cy + r * math.sin(angle)))
        return [*points, points[0]]

    inner = loop(rect.inset(width), max(0.1, radius - width))
    return Polygon((*loop(rect, radius), *reversed(inner)), colour)


# Boxes of the questionnaire


def radio(centre: Point, radius: float, chosen: bool, unit: float, inks: Inks) -> Shapes:
    """A radio button: a ring, filled if chosen."""
    ring = Disc(centre, radius, inks.fore, max(1.5, 2 * unit))
    return (ring, Disc(centre, radius * 0.56, inks.fore)) if chosen else (ring,)


def check_box(rect: Rect, ticked: bool, unit: float, inks: Inks) -> Shapes:
    """A box, with a typed cross in it if ticked."""
    frame = Stroke(rect, inks.fore, max(1, round(2 * unit)))
    if not ticked:
        return (frame,)
    in_by = rect.w * 0.27
    inner = rect.inset(in_by)
    thick = max(2.0, rect.w * 0.15)
    return (
        frame,
        Line(((inner.x, inner.y), (inner.right, inner.bottom)), inks.fore, thick),
        Line(((inner.x, inner.bottom), (inner.right, inner.y)), inks.fore, thick),
    )


def slider(
    rect: Rect,
    labels: Sequence[str],
    value: int,
    unit: float,
    text: float,
    metrics: Metrics,
    inks: Inks = ON_PAPER,
    intents: Sequence[Intent] = (),
) -> Shapes:
    """A line with a tick for every label and a marker on number `value`, counted from 0.

    With `intents`, one to a tick, a click near a tick sets it.
    """
    y = rect.y + 18 * unit
    last = max(1, len(labels) - 1)
    line = max(1, round(1.5 * unit))
    shapes: list[Shape] = [Fill(Rect(rect.x, y - line / 2, rect.w, line), inks.fore)]
    step = rect.w / last
    size = 10.5 * unit * text
    base = y + 13 * unit + metrics.cap_height("caption", size)
    widest = max((metrics.width(label, "caption", size) for label in labels), default=0.0)
    every = max(1, math.ceil((widest + 6 * unit) / step)) if step else 1
    for index, label in enumerate(labels):
        x = rect.x + step * index
        tick = Rect(x - line / 2, y - 7 * unit, line, 14 * unit)
        shapes.append(Fill(tick, inks.fore))
        if index % every == 0 or index == value:
            shapes.append(Text(x, base, label, "caption", size, inks.fore, anchor="centre"))
        if index < len(intents):
            high = max(rect.h, base - rect.y + 4 * unit)
            shapes.append(Button(Rect(x - step / 2, rect.y, step, high), intents[index]))
    x = rect.x + step * min(max(value, 0), last)
    for grow, colour in ((1.2, inks.fore), (0.0, inks.red)):
        w, top, foot, tip = 9 + grow, -18 - grow, 2 + grow, 10 + grow * 1.4
        marker = ((-w, top), (w, top), (w, foot), (0, tip), (-w, foot))
        shapes.append(Polygon(tuple((x + px * unit, y + py * unit) for px, py in marker), colour))
    return tuple(shapes)
