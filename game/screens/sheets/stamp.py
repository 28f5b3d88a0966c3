"""What is put on a sheet after it was typed: stamps, and words in pencil."""

import math

from game.screens import theme
from game.screens.layout import balance
from game.screens.picture import (
    Colour,
    Disc,
    Face,
    Line,
    Metrics,
    Point,
    Rect,
    Shape,
    Stroke,
    Text,
    Tilted,
)
from game.screens.roman import roman
from game.screens.sheets.leaf import Leaf

VIOLET: Colour = (52, 44, 92)
"""The ink of pads and of copying paper."""


def postmark(
    centre: Point, radius: float, date: str, colour: Colour = VIOLET
) -> tuple[Tilted, ...]:
    """A round stamp with the day, the month in Roman figures and the year, as far as known."""
    x, y = centre
    parts = [int(part) for part in date.split("-")] if date else []
    if not parts:
        return ()
    thin = max(1.0, radius * 0.035)
    lines = [str(parts[0])]
    if len(parts) > 1:
        day = f"{parts[2]} " if len(parts) > 2 else ""
        lines.insert(0, f"{day}{roman(parts[1])}")
    size = radius * 0.36
    leading = size * 1.15
    base = y + size * 0.35 - leading * (len(lines) - 1) / 2
    words = tuple(
        Text(x, base + number * leading, line, "type-bold", size, colour, anchor="centre")
        for number, line in enumerate(lines)
    )
    inner = radius * 0.62
    spokes = tuple(
        Line(((x + side * inner * 1.06, y + dy), (x + side * radius * 0.9, y + dy)), colour, thin)
        for side in (-1, 1)
        for dy in (-radius * 0.12, 0, radius * 0.12)
    )
    rings = (
        Disc(centre, radius, colour, thin * 2),
        Disc(centre, radius * 0.91, colour, thin),
        Disc(centre, inner, colour, thin),
    )
    whole = Rect(x - radius, y - radius, 2 * radius, 2 * radius)
    return (Tilted(whole, 9, (*rings, *spokes, *words)),)


def boxed(
    string: str, right: float, top: float, room: float, k: float, metrics: Metrics
) -> tuple[Tilted, float]:
    """A stamp in a red frame, its right edge and top given, and its height."""
    size, pad = 25 * k, 13 * k
    face: Face = "slab-cyrillic"
    lines = balance(string.upper(), face, size, room - 4 * pad, metrics, k)
    wide = max((metrics.width(line, face, size, k) for line in lines), default=0) + 2 * pad
    high = len(lines) * size * 1.16 + 1.3 * pad
    rect = Rect(right - wide, top, wide, high)
    base = top + pad * 0.65 + size * 0.86
    words = tuple(
        Text(
            rect.centre[0],
            base + number * size * 1.16,
            line,
            face,
            size,
            theme.TEXT_RED,
            k,
            "centre",
        )
        for number, line in enumerate(lines)
    )
    frame = (
        Stroke(rect, theme.TEXT_RED, max(2, round(3.4 * k))),
        Stroke(rect.inset(5.5 * k), theme.TEXT_RED, max(1, round(1.2 * k))),
    )
    drop = wide * 0.035
    return Tilted(rect, 3.5, (*frame, *words)), high + 2 * drop


def pencilled(leaf: Leaf, string: str, size: float, left: float, right: float) -> None:
    """Words in blue pencil between two edges, drawn under once; the leaf goes on below them."""
    k, metrics = leaf.desk.k, leaf.desk.metrics
    size_px = size * k
    lines = balance(string, "pencil", size_px, right - left, metrics)
    if not lines:
        return
    for line in lines:
        leaf.y += size_px * 1.18
        base = leaf.y - size_px * 0.3
        leaf.add(Text(right, base, line, "pencil", size_px, theme.BLUE_PENCIL, anchor="right"))
    wide = metrics.width(lines[-1], "pencil", size_px)
    y, x = leaf.y + size_px * 0.09, right - wide
    stroke = ((x - 4 * k, y + 2 * k), (x + wide * 0.45, y), (right, y - 3 * k))
    leaf.add(Line(stroke, theme.BLUE_PENCIL, 2.4 * k))
    leaf.y = y + 6 * k


def round_stamp(
    centre: Point, radius: float, words: str, middle: str, colour: Colour, metrics: Metrics
) -> tuple[Shape, ...]:
    """A round stamp: words along its rim from left over the top to the right, one across it."""
    x, y = centre
    size = min(radius * 0.26, radius * 4.4 / max(8, len(words)))
    rim = radius * 0.78
    letters: list[Shape] = []
    widths = [metrics.width(letter, "type-bold", size) * 1.08 for letter in words]
    angle = -sum(widths) / rim / 2
    for letter, wide in zip(words, widths, strict=True):
        angle += wide / rim / 2
        at = (x + rim * math.sin(angle), y - rim * math.cos(angle))
        box = Rect(at[0] - size, at[1] - size, 2 * size, 2 * size)
        base = at[1] + metrics.cap_height("type-bold", size) / 2
        text = Text(at[0], base, letter, "type-bold", size, colour, anchor="centre")
        if letter.strip():
            letters.append(Tilted(box, -math.degrees(angle), (text,)))
        angle += wide / rim / 2
    across = radius * 0.34
    wide = metrics.width(middle, "type-bold", across)
    if wide > radius * 1.1:
        across *= radius * 1.1 / wide
    base = y + metrics.cap_height("type-bold", across) / 2
    word = Text(x, base, middle, "type-bold", across, colour, anchor="centre")
    whole = Rect(x - radius, y - radius, 2 * radius, 2 * radius)
    return (
        Disc(centre, radius, colour, max(1.5, radius * 0.06)),
        Disc(centre, radius * 0.92, colour, max(1.0, radius * 0.02)),
        Disc(centre, radius * 0.62, colour, max(1.0, radius * 0.025)),
        *letters,
        Tilted(whole, 8, (word,)),
    )
