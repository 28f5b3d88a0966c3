"""Words made to fit their room: smaller, then cut; and pieces set one after another in lines."""

from collections.abc import Sequence

import attrs

from game.screens.picture import Anchor, Colour, Face, Metrics, Shape, Text


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


def whole_words(string: str, face: Face, size: float, room: float, metrics: Metrics) -> str:
    """As many words of the string as fit, with an ellipsis where any are left out."""
    short = cut(string, face, size, 0, room, metrics)
    if short == string:
        return string
    kept = short.removesuffix("…")
    if string[len(kept) : len(kept) + 1].isalnum() and " " in kept:
        kept = kept.rpartition(" ")[0].rstrip(" ,.;:")
    return f"{kept}…"


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


def in_whole(
    shapes: Sequence[Shape], top: float, bottom: float, metrics: Metrics
) -> tuple[Shape, ...]:
    """The shapes without the runs of type that two heights would cut through."""

    def cut_through(text: Text) -> bool:
        above = text.y - metrics.cap_height(text.face, text.size)
        below = text.y + metrics.descent(text.face, text.size) * 0.7
        return above < top - 1 or below > bottom + 1

    return tuple(each for each in shapes if not (isinstance(each, Text) and cut_through(each)))
