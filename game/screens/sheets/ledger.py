"""A ledger of names: written by hand, a line to each."""

from typing import Final

from game.engine.forms import kind_name
from game.engine.prose import text_of
from game.screens import theme
from game.screens.layout import Span, first_baseline
from game.screens.picture import Colour, Fill, Rect, Shape, Text
from game.screens.sheets.leaf import Desk, Leaf, Printed

PEN: Final[Colour] = (38, 36, 72)
RULED: Final[Colour] = (150, 168, 172)
COLUMN: Final[Colour] = (190, 96, 80)
SIZE: Final = 22.0
LEADING: Final = 30.0


def ledger_of_names(desk: Desk) -> Printed:
    """The page, ruled: number, name, what happened, what stands beside it.

    On a narrow desk there is one column, and the three stand in it one below the other.
    """
    u, k, metrics = desk.u, desk.k, desk.metrics
    width = desk.width(770)
    leaf = Leaf(desk, width, 30 * u, width - 26 * u, ink=PEN)
    leaf.y = 26 * u
    kind = kind_name("ledger-of-names").upper()
    leaf.heading(kind, "label-bold", 14, track=2.4, colour=theme.TEXT_RED)
    leaf.heading(desk.line("title"), "news-bold", 25, colour=theme.INK)
    leaf.down(12)
    leaf.rule(2, theme.INK)
    top = leaf.y = leaf.y + 4 * u
    rows = [
        [text_of(entry.fields.get(field, ())) for field in ("name", "note", "mark")]
        for entry in desk.entries("names")
    ]
    shares = [0.38, 0.38, 0.24] if any(mark for _, _, mark in rows) else [0.45, 0.55]
    shares = [1.0] if desk.narrow else shares
    first = leaf.left + metrics.width(str(len(rows)), "hand", SIZE * k) + 20 * u
    edges = [first + (leaf.right - first) * sum(shares[:n]) for n in range(len(shares) + 1)]
    for number, cells in enumerate(rows, start=1):
        _row(leaf, number, cells, edges)
    leaf.down(40)
    height = max(leaf.y, min(desk.h - 150 * u, width * 0.72))
    step, thin = LEADING * k, max(1, round(u))
    line = top + first_baseline("hand", SIZE * k, step, metrics) + 4 * k
    under: list[Shape] = [
        Fill(Rect(0, round(line + step * number), width, thin), RULED)
        for number in range(int((height - line - 12 * u) / step) + 1)
    ]
    under += [Fill(Rect(round(x), top, thin, height - top), COLUMN) for x in edges[:-1]]
    return leaf.printed("newsprint", height, -0.7, under)


def _row(leaf: Leaf, number: int, cells: list[str], edges: list[float]) -> None:
    """A line of the ledger, as many ruled lines high as its fullest column."""
    u, k = leaf.desk.u, leaf.desk.k
    size, step = SIZE * k, LEADING * k
    row = leaf.y
    base = row + first_baseline("hand", size, step, leaf.desk.metrics)
    leaf.add(Text(edges[0] - 10 * u, base, str(number), "hand", size, PEN, anchor="right"))
    lowest = row + step
    for column, words in enumerate(cells):
        inset = 10 * u
        if len(edges) > 2:
            leaf.y = row
        elif column:
            inset += 24 * k
        if words:
            edge = min(column, len(edges) - 2)
            width = edges[edge + 1] - edges[edge] - inset - 8 * u
            leaf.block((Span(words, "hand"),), SIZE, LEADING, x=edges[edge] + inset, width=width)
        lowest = max(lowest, leaf.y)
    leaf.y = lowest
