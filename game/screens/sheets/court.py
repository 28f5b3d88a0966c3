"""A page of a court's record: typed, its lines numbered, stamped at the foot."""

from typing import Final

from game.engine.forms import kind_name
from game.screens import theme
from game.screens.picture import Colour, Fill, Rect, Shape, Text
from game.screens.sheets.leaf import Desk, Leaf, Pasted, Printed, holes
from game.screens.sheets.stamp import boxed
from game.text.tongue import say

TYPED: Final[Colour] = (26, 22, 26)
NUMBER: Final[Colour] = (110, 98, 82)
MARGIN: Final[Colour] = (190, 90, 76)
SIZE: Final = 17.0
LEADING: Final = 25.0
EVERY: Final = 5
"""Which lines are numbered."""


def court(desk: Desk) -> Printed:
    """The page."""
    u, k = desk.u, desk.k
    width = desk.width(720)
    left = (60 if desk.narrow else 122) * u
    leaf = Leaf(desk, width, left, width - 50 * u, ink=TYPED)
    leaf.y = 30 * u
    _head(leaf)
    top = leaf.y = leaf.y + 20 * u
    step, hang = LEADING * k, 4 * desk.metrics.width("m", "type", SIZE * k)
    bases: list[float] = []
    for line in desk.text():
        before = leaf.y
        said = line.speaker is not None
        leaf.block(leaf.speech(line, "type"), SIZE, LEADING, hang=hang if said else 0)
        bases += [before + step * (n + 0.68) for n in range(round((leaf.y - before) / step))]
        leaf.y += 6 * k
    if words := desk.line("stamp"):
        leaf.down(16)
        stamp, high = boxed(words, leaf.right, leaf.y + 8 * u, leaf.inner, k, desk.metrics)
        leaf.pasted.append(Pasted.of(stamp))
        leaf.y += high + 8 * u
    leaf.down(44)
    height = max(leaf.y, min(desk.h - 90 * u, width))
    thin = max(1, round(1.2 * u))
    under: list[Shape] = [Fill(Rect(left - 14 * u, top - 8 * u, thin, height - top), MARGIN)]
    under += [
        Text(left - 22 * u, base, str(number), "type", 12.5 * k, NUMBER, anchor="right")
        for number, base in enumerate(bases, start=1)
        if number % EVERY == 0
    ]
    if not desk.narrow:
        under += holes(40 * u, (height * 0.22, height * 0.78), 11 * u, theme.DESK)
    return leaf.printed("book", height, 0.6, under)


def _head(leaf: Leaf) -> None:
    """What it is a record of, who presides, which session."""
    desk = leaf.desk
    u = desk.u
    leaf.heading(kind_name("court").upper(), "type", 14, track=2, colour=NUMBER)
    leaf.down(4)
    leaf.heading(desk.line("case").upper(), "type-bold", 19)
    leaf.down(2)
    lines = [desk.line("session")]
    if presiding := desk.line("presiding"):
        lines.append(say("Presiding: {words}", words=presiding))
    for words in filter(None, lines):
        leaf.heading(words, "type", 16, leading=1.3)
    leaf.down(11)
    wide = min(220 * u, leaf.inner * 0.5)
    leaf.add(Fill(Rect(leaf.middle - wide / 2, leaf.y, wide, max(1, round(1.5 * u))), TYPED))
