"""The tabs of the gallery's leaves, and what stands on a leaf with nothing on it."""

from typing import Final

from game.screens import theme
from game.screens.fit import Type, fitted
from game.screens.intent import Adjust
from game.screens.layout import Span, paragraph, place
from game.screens.marks import Inks, focus_frame
from game.screens.picture import Button, Colour, Fill, Metrics, Polygon, Rect, Shape, Text
from game.screens.sheet import head_height
from game.screens.theme import Scale
from game.session.gallery import LEAVES, LeafName, leaf_name

BEHIND: Final[Colour] = (150, 132, 98)
"""The tabs of the leaves that lie behind."""


def tabs_height(scale: Scale) -> float:
    """The height of the row of tabs, canvas pixels."""
    return 40.0 * min(1.5, max(1.0, scale.text))


def leaf_tabs(
    leaf_in_front: LeafName, focused: bool, scale: Scale, metrics: Metrics
) -> list[Shape]:
    """The tabs of the four leaves, like those of index cards; the front one is light."""
    u = scale.unit
    top, high = head_height(scale), tabs_height(scale)
    k = u * min(1.5, max(1.0, scale.text))
    edge = (top + high) * u
    shapes: list[Shape] = []
    whole = (scale.width - 72) * u
    size, track = 16 * k, 1.4 * k
    names = [leaf_name(leaf) for leaf in LEAVES]
    wide = [metrics.width(name, "label-bold", size, track) + 54 * k for name in names]
    fit = min(1.0, whole / sum(wide))
    x = 36 * u
    order: list[tuple[bool, list[Shape]]] = []
    for number, (leaf, name, w) in enumerate(zip(LEAVES, names, wide, strict=True)):
        front = leaf == leaf_in_front
        w *= fit
        y = edge - (31 if front else 26) * k
        tab = Rect(x, y, w, edge - y)
        lean = 12 * k * fit
        corners = ((x + lean, y), (x + w - lean, y), (x + w, edge), (x, edge))
        base = (y + edge) / 2 + metrics.cap_height("label-bold", size) / 2
        type_ = Type("label-bold", size, theme.INK, track)
        room = w - 2 * lean
        drawn: list[Shape] = [
            Polygon(corners, theme.NEWSPRINT if front else BEHIND),
            fitted(name, type_, tab.centre[0], base, room, metrics, anchor="centre", least=0.5),
            Button(tab, Adjust(0, number)),
        ]
        if front and focused:
            drawn += focus_frame(tab.inset(3 * u), u, Inks(theme.INK, theme.NEWSPRINT))
        order.append((front, drawn))
        x += w + 4 * u
    for _, drawn in sorted(order, key=lambda each: each[0]):
        shapes += drawn
    line = Rect(0, edge, scale.width * u, max(2, round(4 * u)))
    shapes.append(Fill(line, theme.NEWSPRINT))
    return shapes


def said_empty(words: str, top: float, scale: Scale, metrics: Metrics) -> tuple[Text, ...]:
    """What stands on a leaf with nothing on it."""
    u, k = scale.unit, scale.unit * scale.text
    width = (scale.width - 120) * u
    lines = paragraph(
        (Span(words, "serif-italic"),), 20 * k, width, metrics, setting="ragged", hyphens=None
    )
    return place(lines, 60 * u, (top + 40) * u, 20 * k, 28 * k, theme.BOOK, metrics)
