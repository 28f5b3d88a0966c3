"""Words made to fit their room: smaller, then cut; and pieces set one after another in lines."""

from collections.abc import Sequence

import attrs

from game.screens.picture import Anchor, Colour, Face, Metrics, Text


@attrs.frozen
class Type:
    """How a run is set."""

    face: Face
    size: float
    colour: Colour
    track: float = 0


def fitted(
    string: str,
    type_: Type,
    x: float,
    y: float,
    room: float,
    metrics: Metrics,
    *,
    anchor: Anchor = "left",
    least: float = 0.75,
) -> Text:
    """The string in one line of this room: down to `least` of its size, then cut short."""
    size, track = type_.size, type_.track
    wide = metrics.width(string, type_.face, size, track)
    if wide > room > 0:
        factor = max(least, room / wide * 0.99)
        # Widths do not shrink quite as sizes do: down to `least` nothing is cut for a pixel.
        face = type_.face
        while factor > least and metrics.width(string, face, size * factor, track * factor) > room:
            factor = max(least, factor * 0.98)
        size, track = size * factor, track * factor
        string = cut(string, type_.face, size, track, room, metrics)
    return Text(x, y, string, type_.face, size, type_.colour, track, anchor)


def cut(string: str, face: Face, size: float, track: float, room: float, metrics: Metrics) -> str:
    """As much of the string as fits, with an ellipsis where any is left out."""
    if metrics.width(string, face, size, track) <= room:
        return string
    low, high = 0, len(string)
    while low < high:
        middle = (low + high + 1) // 2
        if metrics.width(f"{string[:middle].rstrip()}…", face, size, track) <= room:
            low = middle
        else:
            high = middle - 1
    return f"{string[:low].rstrip(' ,.;:')}…"


def flow(widths: Sequence[float], room: float, gap: float) -> tuple[tuple[int, float], ...]:
    """The line, from 0, and the x of pieces set one after another in lines of this room."""
    places: list[tuple[int, float]] = []
    line, x = 0, 0.0
    for width in widths:
        if x and x + width > room:
            line, x = line + 1, 0.0
        places.append((line, x))
        x += width + gap
    return tuple(places)
