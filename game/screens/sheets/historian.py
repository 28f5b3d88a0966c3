"""A page of a historian's book: a running head, the text justified, notes at the foot."""

from typing import Final

from game.screens import theme
from game.screens.column import spans
from game.screens.layout import Span
from game.screens.picture import Colour, Fill, Polygon, Rect, Shape, Text
from game.screens.sheets.leaf import Desk, Leaf, Printed
from game.screens.shift import shifted

SIZE: Final = 18.6
LEADING: Final = 25.6
NOTE_SIZE: Final = 15.0
NOTE_LEADING: Final = 19.5
FOLD: Final[tuple[Colour, ...]] = (
    (138, 126, 104),
    (168, 156, 132),
    (194, 183, 160),
    (214, 204, 182),
    (228, 219, 198),
)
"""The shadow where the leaf is bound, from the fold outwards."""

EDGES: Final[tuple[Colour, ...]] = ((196, 186, 164), (168, 158, 136), (198, 188, 166))
"""The edges of the leaves below this one."""


def historian(desk: Desk) -> Printed:
    """The page, to the right of the fold."""
    u, k = desk.u, desk.k
    width = desk.width(640)
    leaf = Leaf(desk, width, 64 * u, width - 56 * u)
    leaf.y = 24 * u
    _running_head(leaf)
    leaf.down(22)
    leaf.prose(desk.text(), "book", SIZE, LEADING, justified=True)
    leaf.down(26)
    foot = Leaf(desk, width, leaf.left, leaf.right)
    _notes(foot)
    _imprint(foot)
    height = max(leaf.y + foot.y + 30 * u, min(desk.h - 76 * u, width * 1.2))
    leaf.add(*shifted(tuple(foot.shapes), 0, height - foot.y - 30 * u))
    step = 3 * u
    under: list[Shape] = [
        Fill(Rect(number * step, 0, step + 1, height), colour) for number, colour in enumerate(FOLD)
    ]
    under += [
        Fill(Rect(width - (number + 1) * 2 * u, 0, 2 * u, height), colour)
        for number, colour in enumerate(EDGES)
    ]
    if not desk.narrow:
        x = width - 132 * u
        tail = ((x, 0), (x + 15 * u, 0), (x + 15 * u, 21 * k), (x + 7.5 * u, 14 * k), (x, 21 * k))
        under.append(Polygon(tail, theme.VERMILION))
    return leaf.printed("book", height, 0, under)


def _running_head(leaf: Leaf) -> None:
    """The title of the book, spaced, and the number of the page at the outer edge."""
    desk = leaf.desk
    page, size = desk.line("page"), 16 * desk.k
    wide = desk.metrics.width(page, "book", size)
    top = leaf.y
    room = leaf.inner - 2 * (wide + 16 * desk.u) if wide < leaf.inner / 4 else leaf.inner
    if page and room == leaf.inner:
        leaf.heading(page, "book", 16, anchor="right")
    leaf.heading(desk.line("book").upper(), "book", 14, track=3, room=room)
    if page and room < leaf.inner:
        base = top + 14 * desk.k * 0.97
        leaf.add(Text(leaf.right, base, page, "book", size, leaf.ink, anchor="right"))


def _notes(leaf: Leaf) -> None:
    """The footnotes under their rule."""
    desk = leaf.desk
    notes = desk.entries("notes")
    if not notes:
        return
    rule = Rect(leaf.left, leaf.y, min(130 * desk.u, leaf.inner), max(1, round(desk.u)))
    leaf.add(Fill(rule, leaf.ink))
    leaf.down(9)
    for number, note in enumerate(notes, start=1):
        words = (Span(f"{number}. ", "book"), *spans(note.fields.get("text", ()), "book"))
        leaf.block(words, NOTE_SIZE, NOTE_LEADING, justified=True)


def _imprint(leaf: Leaf) -> None:
    """Who wrote the book, and when it was printed."""
    words = ", ".join(filter(None, (leaf.desk.line("author"), leaf.desk.line("year"))))
    if words:
        leaf.down(12)
        leaf.heading(words, "book-italic", 14.5, colour=theme.SOFT)
