"""A ledger of names: written by hand, a line to each."""

from typing import Final

from game.engine.forms import kind_name
from game.engine.prose import text_of
from game.screens import theme
from game.screens.layout import Span
from game.screens.picture import Colour, Fill, Rect, Shape, Text
from game.screens.sheets.leaf import Desk, Leaf, Printed

PEN: Final[Colour] = (38, 36, 72)
RULED: Final[Colour] = (150, 168, 172)
COLUMN: Final[Colour] = (190, 96, 80)
SIZE: Final = 22.0
LEADING: Final = 30.0


def ledger_of_names(desk: Desk) -> Printed:
    """The page, its columns ruled in red: number, name, what happened, what stands beside it."""
    u, k, metrics = desk.u, desk.k, desk.metrics
    width = desk.width(770)
    leaf = Leaf(desk, width, 30 * u, width - 26 * u, ink=PEN)
    leaf.y = 26 * u
    kind = kind_name("ledger-of-names").upper()
    leaf.heading(kind, "label-bold", 14, track=2.4, colour=theme.TEXT_RED)
    leaf.heading(desk.line("title"), "news-bold", 25, colour=theme.INK)
    leaf.down(12)
    leaf.rule(2, theme.INK)
    top = leaf.y
    entries = [
        [text_of(entry.fields.get(field, ())) for field in ("name", "note", "mark")]
        for entry in desk.entries("names")
    ]
    number_width = metrics.width(str(len(entries)), "hand", SIZE * k) + 20 * u
    shares = [0.38, 0.38, 0.24] if any(mark for _, _, mark in entries) else [0.45, 0.55, 0.0]
    rest = leaf.inner - number_width
    edges = [leaf.left + number_width + rest * sum(shares[:n]) for n in range(3)]
    under: list[Shape] = []
    thin = max(1, round(u))
    for number, cells in enumerate(entries, start=1):
        row = leaf.y
        base = row + LEADING * k * 0.72
        leaf.add(
            Text(edges[0] - 10 * u, base, str(number), "hand", SIZE * k, PEN, anchor="right")
        )
        lowest = row + LEADING * k
        for edge, share, words in zip(edges, shares, cells, strict=True):
            leaf.y = row
            if words:
                leaf.block(
                    (Span(words, "hand"),), SIZE, LEADING, x=edge + 10 * u, width=rest * share - 18 * u
                )
            lowest = max(lowest, leaf.y)
        leaf.y = lowest
        under.append(Fill(Rect(0, round(lowest), width, thin), RULED))
    end = leaf.y
    leaf.down(40)
    height = max(leaf.y, min(desk.h - 150 * u, width * 0.72))
    while end + LEADING * k < height - 14 * u:
        end += LEADING * k
        under.append(Fill(Rect(0, round(end), width, thin), RULED))
    for edge, share in zip(edges, shares, strict=True):
        if share:
            under.append(Fill(Rect(round(edge), top, thin, height - top), COLUMN))
    return leaf.printed("newsprint", height, -0.7, under)
