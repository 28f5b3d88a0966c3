"""A group photograph in an album: the print, its caption and names, what stands on the back."""

from typing import Final

from game.engine.removed import names_removed, unbroken
from game.screens import theme
from game.screens.faces import flips, plate_in
from game.screens.inked import inked
from game.screens.layout import Span
from game.screens.picture import (
    Colour,
    Fill,
    Photograph,
    Point,
    Polygon,
    Rect,
    Shadow,
    Stroke,
    Tilted,
)
from game.screens.sheets.leaf import Desk, Leaf, Printed
from game.screens.sheets.stamp import pencilled
from game.screens.shift import shifted
from game.text.tongue import say

BOARD: Final[Colour] = (84, 76, 66)
EDGE: Final[Colour] = (66, 59, 51)
PRINT: Final[Colour] = (238, 232, 216)
TONE: Final[Colour] = (208, 197, 172)
CORNER: Final[Colour] = (38, 33, 30)


def photograph(desk: Desk) -> Printed:
    """The leaf of the album."""
    u = desk.u
    width = desk.width(780)
    leaf = Leaf(desk, width, 40 * u, width - 40 * u, ink=theme.BOOK)
    leaf.y = 34 * u
    _print(leaf)
    leaf.down(16)
    leaf.heading(desk.line("caption"), "pencil", 27, anchor="left")
    leaf.down(7)
    story, values = desk.turn.program.story, desk.turn.state.values
    group = desk.sheet.people.get("group", ())
    people = ", ".join(unbroken(story.cast[person].name) for person in group)
    before = len(leaf.shapes)
    leaf.block((Span(people, "type"),), 16, 22)
    leaf.shapes[before:] = inked(
        leaf.shapes[before:], names_removed(story, values), desk.metrics, theme.INK
    )
    if place := desk.line("place"):
        leaf.block((Span(place, "type"),), 16, 22, colour=theme.MANILA)
    if words := desk.line("back"):
        leaf.down(14)
        _back(leaf, words)
    leaf.down(30)
    height = max(leaf.y, min(desk.h - 110 * u, width * 0.8))
    whole = Rect(0, 0, width, height)
    ground = (Fill(whole, BOARD), Stroke(whole, EDGE, max(2, round(4 * u))))
    return Printed(width, height, (*ground, *leaf.shapes))


def _print(leaf: Leaf) -> None:
    """The print with its white border, held by four corners of card."""
    desk = leaf.desk
    u = desk.u
    group = desk.people("group")
    border = 12 * u
    wide = leaf.inner
    high = min(wide * 0.5, desk.h * 0.52) if len(group) > 2 else min(wide * 0.6, desk.h * 0.55)
    if len(group) < 3:
        wide = high * 1.25
    outer = Rect(leaf.middle - wide / 2, leaf.y, wide, high)
    inner = outer.inset(border)
    box = Rect(round(inner.x), round(inner.y), round(inner.w), round(inner.h))
    gone = desk.sheet.removed
    plates = tuple("" if one.id in gone else plate_in(desk.turn, one.id) for one in group)
    leaf.add(
        Shadow(outer, 6 * u, 150),
        Fill(outer, PRINT),
        Fill(box, TONE),
        Photograph(box, plates, max(2.2, 2.2 * u), flips(desk.turn, [one.id for one in group])),
    )
    leaf.add(*(Polygon(points, CORNER) for points in corners(outer.inset(-5 * u), 34 * u)))
    leaf.y = outer.bottom


def corners(rect: Rect, leg: float) -> tuple[tuple[Point, ...], ...]:
    """A triangle in each corner."""
    return tuple(
        ((x, y), (x + dx * leg, y), (x, y + dy * leg))
        for x, dx in ((rect.x, 1), (rect.right, -1))
        for y, dy in ((rect.y, 1), (rect.bottom, -1))
    )


def _back(leaf: Leaf, words: str) -> None:
    """A slip beside the print, with what is written on its back."""
    desk = leaf.desk
    u, k = desk.u, desk.k
    wide = desk.metrics.width(words, "pencil", 27 * k) + 60 * u
    width = min(leaf.inner, max(260 * u, wide))
    slip = Leaf(desk, width, 22 * u, width - 24 * u, ink=theme.SOFT)
    slip.y = 10 * u
    slip.heading(say("On the back"), "news-italic", 14, anchor="left")
    slip.y += 10 * k  # the pencil's ascenders stand high
    pencilled(slip, words, 27, slip.left, slip.right)
    slip.y += 12 * k
    rect = Rect(leaf.right - width, leaf.y, width, slip.y)
    paper = (Fill(Rect(0, 0, width, slip.y), PRINT), *slip.shapes)
    leaf.add(Shadow(rect, 5 * u, 130), Tilted(rect, -0.8, shifted(paper, rect.x, rect.y)))
    leaf.y = rect.bottom
