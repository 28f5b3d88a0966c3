"""Choices as rows: numbered, locked with their reason, the focus bar, what each may touch."""

from collections.abc import Sequence

import attrs

from game.engine.prose import Words, text_of
from game.engine.state import Offer, Turn
from game.screens import theme
from game.screens.column import spans, words_of
from game.screens.intent import Accept, Focus, Pick
from game.screens.layout import SetLine, paragraph, place
from game.screens.marks import ON_PAPER, Inks, focus_bar, padlock, stat_icon
from game.screens.picture import (
    Button,
    Colour,
    Fill,
    Hatch,
    Metrics,
    Polygon,
    Rect,
    Shape,
    Stroke,
    Text,
)
from game.text.tongue import say


@attrs.frozen
class Item:
    """A row to choose: its words, why it is closed (empty: open), the stats it may touch.

    `key` is what stands in its box.
    """

    key: str
    words: Words
    closed: str = ""
    touches: tuple[str, ...] = ()


@attrs.frozen
class List:
    """How a list of choices is set: its left edge and width, and where the red marker begins."""

    x: float
    width: float
    marker_x: float
    unit: float
    text: float
    inks: Inks = ON_PAPER
    boxed: bool = False


@attrs.frozen
class Laid:
    """The rows laid from the top down: each row's shapes, and its top and bottom."""

    parts: tuple[tuple[Shape, ...], ...]
    rows: tuple[tuple[float, float], ...]

    @property
    def shapes(self) -> tuple[Shape, ...]:
        """The shapes of all rows."""
        return tuple(shape for part in self.parts for shape in part)

    def within(self, top: float, bottom: float) -> tuple[Shape, ...]:
        """The shapes of the rows that lie wholly between two heights, or are higher than that."""
        return tuple(
            shape
            for part, (a, b) in zip(self.parts, self.rows, strict=True)
            if (a >= top and b <= bottom) or b - a > bottom - top
            for shape in part
        )

    @property
    def height(self) -> float:
        """The height of all."""
        return self.rows[-1][1] if self.rows else 0


def items_of(turn: Turn) -> tuple[Item, ...]:
    """The rows of a turn's offers."""
    return tuple(
        Item(str(number), offer.label, closed_text(offer), offer.touches)
        for number, offer in enumerate(turn.offers, start=1)
    )


def closed_text(offer: Offer) -> str:
    """Why an offer is closed, in the story's words and then in figures; empty if it is open."""
    if offer.open:
        return ""
    reason = text_of(offer.reason).rstrip(".") or say("Not now")
    return f"{reason} ({offer.figures})." if offer.figures else f"{reason}."


def lay(items: Sequence[Item], focus: int, list_: List, metrics: Metrics, slip: float = 0) -> Laid:
    """The rows from y = 0 down, the one with the focus barred. Offers are numbered from 0.

    The marker that runs to the bar is still `slip` pixels below it (negative: above).
    """
    parts: list[tuple[Shape, ...]] = []
    rows: list[tuple[float, float]] = []
    y = 0.0
    for number, item in enumerate(items):
        drawn, height = _row(item, number, number == focus, y, list_, metrics, slip)
        parts.append(tuple(drawn))
        rows.append((y, y + height))
        y += height + (7 * list_.unit if list_.boxed else 0)
    return Laid(tuple(parts), tuple(rows))


def _row(
    item: Item,
    number: int,
    focused: bool,
    y: float,
    list_: List,
    metrics: Metrics,
    slip: float,
) -> tuple[list[Shape], float]:
    u, k = list_.unit, list_.unit * list_.text
    inks = list_.inks
    fore = inks.ground if focused else inks.fore
    size, leading = 17 * k, 21.5 * k
    box = 24 * u * max(1.0, min(list_.text, 1.9))
    left = list_.x + box + 14 * u
    icons = 26 * u * len(item.touches) if not item.closed else 0
    room = max(list_.x + list_.width - left - icons - 8 * u, size * 4)
    set_ = paragraph(
        spans(item.words, "serif"), size, room, metrics, setting="ragged", hyphens=None
    )
    why_size, why_leading = 14.5 * k, 18 * k
    why = (
        paragraph(
            spans(words_of(say("Closed: {reason}", reason=item.closed)), "serif-italic"),
            why_size,
            room,
            metrics,
            setting="ragged",
            hyphens=None,
        )
        if item.closed
        else ()
    )
    body = len(set_) * leading + len(why) * why_leading
    pad = 8.5 * u
    height = max(body + 2 * pad, box + 15 * u)
    bar = Rect(list_.x - 16 * u, y, list_.width + 32 * u, height - 4 * u)
    shapes: list[Shape] = []
    soft: Colour = theme.SOFT if fore == theme.INK and not focused else fore
    if focused:
        shapes += focus_bar(bar, list_.marker_x, u, inks, slip)
    else:
        if item.closed and inks.ground == theme.NEWSPRINT:
            shapes.append(Hatch(Rect(bar.x, bar.y, 12 * u, bar.h), theme.HATCHING, 6 * u, 1.4 * u))
        if list_.boxed:
            shapes.append(Stroke(bar, inks.fore, max(1, round(2 * u))))
        else:
            rule = Rect(bar.x, round(y + height - 4 * u), bar.w, max(1, round(u)))
            shapes.append(Fill(rule, inks.fore))
    top = y + (height - 4 * u - body) / 2
    key = Rect(list_.x, round(y + (height - 4 * u - box) / 2), box, box)
    if len(set_) + len(why) > 2:
        key = Rect(list_.x, round(top + (leading - box) / 2), box, box)
    shapes += _key(item, key, focused, u, inks, metrics)
    shapes += _lines(set_, left, top, size, leading, soft if item.closed else fore, metrics)
    why_colour = fore if focused else theme.TEXT_RED
    if inks.ground == theme.INK:
        why_colour = fore if focused else theme.BRIGHT_RED
    under = top + len(set_) * leading
    shapes += _lines(why, left, under, why_size, why_leading, why_colour, metrics)
    if not item.closed:
        glyphs = Inks(fore, inks.fore if focused else inks.ground)
        for index, stat in enumerate(reversed(item.touches)):
            centre = (list_.x + list_.width - 8 * u - index * 26 * u, bar.centre[1])
            shapes += stat_icon(stat, centre, 9 * u, glyphs)
    intent = Pick(number + 1) if item.key.isdigit() else Accept()
    shapes.append(Button(bar, intent, Focus(number + 1)))
    return shapes, height


def _key(
    item: Item, box: Rect, focused: bool, unit: float, inks: Inks, metrics: Metrics
) -> list[Shape]:
    fore, ground = (inks.ground, inks.fore) if focused else (inks.fore, inks.ground)
    if item.closed:
        colour = fore if focused or inks.ground != theme.NEWSPRINT else theme.SOFT
        lock = padlock(box.centre, box.h * 0.66, Inks(colour, ground))
        return [Stroke(box, colour, max(1, round(1.5 * unit))), *lock]
    size = box.h * 0.67
    base = box.centre[1] + metrics.cap_height("poster", size) / 2
    if not item.key.isdigit():
        x, y = box.centre
        r = box.h * 0.26
        points = ((x - r * 0.8, y - r), (x + r, y), (x - r * 0.8, y + r))
        return [Fill(box, fore), Polygon(points, ground)]
    digit = Text(box.centre[0], base, item.key, "poster", size, ground, anchor="centre")
    return [Fill(box, fore), digit]


def _lines(
    lines: Sequence[SetLine],
    x: float,
    y: float,
    size: float,
    leading: float,
    colour: Colour,
    metrics: Metrics,
) -> tuple[Text, ...]:
    return place(lines, x, y, size, leading, colour, metrics)
