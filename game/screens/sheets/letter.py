"""A letter: a hand on ruled paper."""

from typing import Final

from game.screens.layout import Span, balance, first_baseline, paragraph
from game.screens.picture import Colour, Fill, Rect, Shape, Text
from game.screens.sheets.leaf import Desk, Leaf, Printed

PEN: Final[Colour] = (36, 38, 74)
RULED: Final[Colour] = (184, 194, 198)
MARGIN: Final[Colour] = (196, 120, 104)
SIZE: Final = 24.0
LEADING: Final = 31.0


def letter(desk: Desk) -> Printed:
    """The sheet, every line of the hand on a ruled one."""
    u, k, metrics = desk.u, desk.k, desk.metrics
    width = desk.width(620)
    leaf = Leaf(desk, width, (44 if desk.narrow else 88) * u, width - 44 * u, ink=PEN)
    step = LEADING * k
    leaf.y = top = 36 * u
    if words := desk.line("from"):
        _at_the_right(leaf, words)
        leaf.y += step
    _paragraph(leaf, desk.line("to"), 0)
    for line in desk.text():
        said = "".join(span.string for span in leaf.speech(line, "hand"))
        _paragraph(leaf, said, 36 * k)
    if words := desk.line("signed"):
        leaf.y += step
        _at_the_right(leaf, words)
    if words := desk.line("postscript"):
        leaf.y += step
        _paragraph(leaf, words, 0)
    leaf.y += 1.4 * step
    height = max(leaf.y, min(desk.h - 110 * u, width * 1.1))
    first = top + first_baseline("hand", SIZE * k, step, metrics) + 3 * k
    thin = max(1, round(u))
    under: list[Shape] = [
        Fill(Rect(0, round(first + step * number), width, thin), RULED)
        for number in range(int((height - first - 10 * u) / step) + 1)
    ]
    if not desk.narrow:
        under.append(Fill(Rect(leaf.left - 18 * u, 0, thin, height), MARGIN))
    return leaf.printed("book", height, 0.8, under)


def _paragraph(leaf: Leaf, string: str, indent: float) -> None:
    lines = paragraph(
        (Span(string, "hand"),),
        SIZE * leaf.desk.k,
        leaf.inner,
        leaf.desk.metrics,
        setting="ragged",
        hyphens=None,
        indent=indent,
    )
    for line in lines:
        for x, words, _ in line.runs:
            _write(leaf, leaf.left + x, words)
        leaf.y += LEADING * leaf.desk.k


def _at_the_right(leaf: Leaf, string: str) -> None:
    """Words in even lines against the right margin."""
    desk = leaf.desk
    for line in balance(string, "hand", SIZE * desk.k, leaf.inner * 0.8, desk.metrics):
        _write(leaf, leaf.right - desk.metrics.width(line, "hand", SIZE * desk.k), line)
        leaf.y += LEADING * desk.k


def _write(leaf: Leaf, x: float, words: str) -> None:
    """Words on the ruled line to which the leaf has come."""
    size, step = SIZE * leaf.desk.k, LEADING * leaf.desk.k
    base = leaf.y + first_baseline("hand", size, step, leaf.desk.metrics)
    leaf.add(Text(x, base, words, "hand", size, PEN))
