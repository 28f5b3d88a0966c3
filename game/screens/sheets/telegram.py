"""A telegram: a green form, its words in capitals on pasted strips, the answer in pencil."""

from typing import Final

from game.engine.forms import kind_name
from game.engine.prose import Line
from game.engine.transcript import numbered
from game.screens.layout import Span, paragraph, place
from game.screens.marks import star
from game.screens.picture import Colour, Disc, Fill, Rect, Shape, Stroke, Text
from game.screens.sheets.leaf import Desk, Leaf, Pasted, Printed
from game.screens.sheets.stamp import VIOLET, pencilled, postmark
from game.screens.shift import shifted
from game.text.tongue import say

GREEN: Final[Colour] = (48, 66, 56)
STRIP: Final[Colour] = (240, 234, 218)
RULED: Final[Colour] = (176, 178, 162)
CAPTION: Final = "ТЕЛЕГРАММА"
SLIPS: Final = 0.55
"""Degrees by which a strip may have been pasted askew."""


def telegram(desk: Desk) -> Printed:
    """The form with its strips."""
    u, k = desk.u, desk.k
    width = desk.width(770)
    leaf = Leaf(desk, width, 44 * u, width - 44 * u, ink=GREEN)
    leaf.y = 36 * u
    _head(leaf)
    _addresses(leaf)
    leaf.down(16)
    first = leaf.y
    strips: list[tuple[Rect, tuple[Shape, ...]]] = []
    for line in desk.text():
        strips += _strips(leaf, line)
        leaf.down(7)
    _foot(leaf)
    leaf.down(40)
    _paste(leaf, strips)
    height = max(leaf.y, width * 0.62)
    frame = Rect(0, 0, width, height)
    lines = [first + 34 * k]
    while lines[-1] + 54 * k < height - 40 * u:
        lines.append(lines[-1] + 54 * k)
    thin = max(1, round(u))
    under: tuple[Shape, ...] = (
        Stroke(frame.inset(14 * u), GREEN, max(2, round(3 * u))),
        Stroke(frame.inset(20 * u), GREEN, thin),
        *(Fill(Rect(leaf.left, y, leaf.inner, thin), RULED) for y in lines),
    )
    return leaf.printed("form", height, -0.9, under)


def _head(leaf: Leaf) -> None:
    """The star in its ring, what it is in two languages, its number."""
    desk = leaf.desk
    u, k, metrics = desk.u, desk.k, desk.metrics
    top = leaf.y
    badge = 0.0 if desk.narrow else 96 * k
    if badge:
        centre = (leaf.left + 42 * k, top + 44 * k)
        leaf.add(Disc(centre, 38 * k, GREEN, 2 * k), star(centre, 31 * k, GREEN))
    number = numbered(desk.line("number"))
    number_width = metrics.width(number, "type-bold", 21 * k) if number else 0.0
    beside = number_width + 24 * u < leaf.inner * 0.34
    room = leaf.inner - badge - (number_width + 24 * u if number and beside else 0)
    size = 44 * k
    wide = metrics.width(CAPTION, "slab-cyrillic", size, 4 * k)
    size *= min(1.0, room / wide)
    x = leaf.left + badge
    base = top + 14 * k + metrics.cap_height("slab-cyrillic", size)
    leaf.add(Text(x, base, CAPTION, "slab-cyrillic", size, GREEN, 4 * size / 44))
    name = kind_name("telegram").upper()
    leaf.y = base
    if name != CAPTION:
        leaf.y = base + 24 * k
        leaf.add(Text(x + 2 * u, leaf.y, name, "label", 15 * k, GREEN, 6 * k))
    if number and beside:
        leaf.add(Text(leaf.right, base, number, "type-bold", 21 * k, VIOLET, anchor="right"))
    elif number:
        leaf.down(8)
        leaf.block((Span(number, "type-bold"),), 19, 25, colour=VIOLET, x=x)
    leaf.y = max(leaf.y + 16 * u, top + badge)
    leaf.rule(2)


def _addresses(leaf: Leaf) -> None:
    """Whence and whither, each on a line of the form."""
    desk = leaf.desk
    u, k, metrics = desk.u, desk.k, desk.metrics
    rows = [(say("From"), "from"), (say("To"), "to")]
    column = max(metrics.width(label, "news-italic", 17 * k) for label, _ in rows) + 16 * u
    for label, field in rows:
        words = desk.line(field)
        if not words:
            continue
        leaf.down(6)
        base = leaf.y + 19 * k
        leaf.add(Text(leaf.left, base, label, "news-italic", 17 * k, GREEN))
        leaf.block((Span(words, "type-bold"),), 17, 25, colour=VIOLET, x=leaf.left + column)
        leaf.rule(1)


def _paste(leaf: Leaf, strips: list[tuple[Rect, tuple[Shape, ...]]]) -> None:
    """The strips on the form, each a little askew; straight on one that is so long that it scrolls.

    They come before the stamp, which is set over them.
    """
    chance = leaf.desk.chance()
    pasted = []
    for rect, shapes in strips:
        askew = 0.0 if leaf.y > leaf.desk.h else chance.uniform(-SLIPS, SLIPS)
        pasted.append(Pasted(rect, shifted(shapes, -rect.x, -rect.y), askew, strip=True))
    leaf.pasted[:0] = pasted


def _strips(leaf: Leaf, line: Line) -> list[tuple[Rect, tuple[Shape, ...]]]:
    """Where each strip of a paragraph lies, and its paper and type, from where the leaf has come.

    They begin a little to the left or to the right of one another.
    """
    desk = leaf.desk
    u, k, metrics = desk.u, desk.k, desk.metrics
    size, high = 19.5 * k, 33 * k
    said = "".join(span.string for span in leaf.speech(line, "type-bold"))
    room = leaf.inner - 46 * u
    lines = paragraph(
        (Span(said.upper(), "type-bold"),), size, room, metrics, setting="ragged", hyphens=None
    )
    strips: list[tuple[Rect, tuple[Shape, ...]]] = []
    for number, each in enumerate(lines):
        shift = (number * 7 + len(said)) % 3 * 4 * u
        rect = Rect(leaf.left + 4 * u + shift, leaf.y, each.width + 26 * u, high)
        type_ = place((each,), rect.x + 13 * u, rect.y, size, high, (38, 32, 50), metrics)
        strips.append((rect, (Fill(rect, STRIP), *type_)))
        leaf.y += high + 5 * k
    return strips


def _foot(leaf: Leaf) -> None:
    """The answer in pencil and the stamp of the day, side by side where there is room."""
    desk = leaf.desk
    u, k = desk.u, desk.k
    answer, date = desk.line("answer"), desk.turn.date
    radius = 52 * k
    top = leaf.y + 6 * u
    right = leaf.right - 8 * u
    if date:
        leaf.pasted += map(Pasted.of, postmark((right - radius, top + radius), radius, date))
        right -= 2 * radius + 24 * u
    if answer:
        leaf.y = top + 6 * u
        pencilled(leaf, answer, 38, leaf.left + 8 * u, right)
    leaf.y = max(leaf.y, top + 2 * radius if date else 0)
