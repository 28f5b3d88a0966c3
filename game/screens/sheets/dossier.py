"""A dossier: a folder with photographs and prints, a typed report, the verdict in pencil."""

import math
from typing import Final

from game.engine.transcript import names, numbered, posts
from game.model.story import Character
from game.screens import theme
from game.screens.faces import plate_in
from game.screens.layout import Span
from game.screens.picture import (
    Clip,
    Colour,
    Fill,
    Image,
    Point,
    Polygon,
    Rect,
    Shadow,
    Shape,
    Stroke,
    Text,
    Tilted,
)
from game.screens.sheets.leaf import Desk, Leaf, Printed, holes
from game.screens.sheets.stamp import VIOLET, pencilled
from game.screens.shift import shifted
from game.text.tongue import say

TYPED: Final[Colour] = (28, 24, 34)
WALL: Final[Colour] = (176, 168, 152)
MEASURE: Final[Colour] = (140, 132, 118)
BOARD: Final[Colour] = (24, 22, 20)
PRINT: Final[Colour] = (236, 229, 212)
FRAME: Final[Colour] = (138, 112, 70)
SIZE: Final = 16.5
LEADING: Final = 23.5
TITLE: Final = "ДЕЛО"


def dossier(desk: Desk) -> Printed:
    """The folder, open: photographs at the left of the report, or over it on a narrow desk."""
    u, k = desk.u, desk.k
    width = desk.width(790)
    folder = Leaf(desk, width, 34 * u, width - 26 * u)
    folder.y = 20 * u
    _cover(folder)
    top = folder.y + 16 * u
    report = _report(desk, width - (60 if desk.narrow else 304) * u)
    if desk.narrow:
        folder.y = top
        _photographs(folder, min(150 * k, (folder.inner - 16 * u) / 2 - 1), across=True)
        folder.down(22)
        x, y = 34 * u, folder.y
    else:
        folder.y = top
        _photographs(folder, 176 * u, across=False)
        folder.down(10)
        _prints(folder, 238 * u)
        x, y = width - report.width - 22 * u, 26 * u
    rect = Rect(x, y, report.width, report.height)
    shapes = shifted(report.shapes, x, y)
    folder.add(Shadow(rect, 8 * u, 130))
    folder.add(*([Tilted(rect, report.tilt, shapes)] if report.tilt else shapes))
    folder.y = max(folder.y, rect.bottom) + 26 * u
    return folder.printed("manila", min(desk.h - 96 * u, width * 0.8), -0.5)


def _cover(folder: Leaf) -> None:
    """What is printed on the folder: that it is a file, and its number."""
    desk = folder.desk
    u, k = desk.u, desk.k
    base = folder.y + 34 * k
    folder.add(Text(folder.left, base, TITLE, "slab-cyrillic", 38 * k, theme.INK, 8 * k))
    folder.y = base
    if number := numbered(desk.line("number")):
        folder.down(11)
        room = 0 if desk.narrow else 230 * u
        folder.block((Span(number, "type-bold"),), 22, 28, colour=VIOLET, width=room)


def _report(desk: Desk, width: float) -> Printed:
    """The typed sheet that lies in the folder."""
    u, k, metrics = desk.u, desk.k, desk.metrics
    leaf = Leaf(desk, width, (34 if desk.narrow else 62) * u, width - 34 * u, ink=TYPED)
    leaf.y = 30 * u
    people, story = desk.sheet.people.get("subject", ()), desk.turn.program.story
    rows = [
        (say("Subject"), names(people, story)),
        (say("Post"), posts(people, story)),
        (say("Opened"), desk.line("opened")),
        (say("Charge"), desk.line("charge")),
    ]
    given = [(label, words) for label, words in rows if words]
    column = max(metrics.width(label, "type", SIZE * k) for label, _ in given) + 18 * u
    if column > leaf.inner * 0.4:
        column = 0
    for label, words in given:
        if column:
            base = leaf.y
            leaf.block((Span(label, "type"),), SIZE, 26, width=column)
            leaf.y = base
            leaf.block((Span(words, "type-bold"),), SIZE, 26, x=leaf.left + column)
        else:
            leaf.block((Span(f"{label} ", "type"), Span(words, "type-bold")), SIZE, 26)
    leaf.down(6)
    leaf.rule(1.5)
    leaf.down(12)
    for line in desk.text():
        leaf.block(leaf.speech(line, "type"), SIZE, LEADING)
        leaf.y += 9 * k
    if verdict := desk.line("verdict"):
        leaf.down(6)
        pencilled(leaf, verdict, 36, leaf.left + leaf.inner * 0.12, leaf.right)
    leaf.down(36)
    height = max(leaf.y, min(desk.h - 170 * u, width))
    punched = holes(26 * u, (height * 0.2, height * 0.8), 10 * u, FRAME)
    tilt = 0.9 if height < desk.h else 0  # a long one would swing out of the folder
    return leaf.printed("book", height, tilt, () if desk.narrow else punched)


def _photographs(folder: Leaf, width: float, *, across: bool) -> None:
    """The subject from both sides, or each of several, with a board."""
    desk = folder.desk
    u = desk.u
    people = desk.people("subject")
    shots = [(one, False) for one in people]
    if len(people) == 1:
        shots.append((people[0], True))
    tilts = (-1.8, 1.3, -0.7)
    x, height = folder.left, width * 1.18
    if not across:
        height = max(90 * u, min(height, (desk.h - 320 * u) / max(2, len(shots))))
        width = height / 1.18
    for number, (one, flip) in enumerate(shots):
        if across and x > folder.left and x + width > folder.right:
            x = folder.left
            folder.y += height + 16 * u
        aside = 0.0 if across or number % 2 == 0 else 236 * u - width
        rect = Rect(x + aside, folder.y, width, height)
        folder.add(Shadow(rect, 5 * u, 130))
        folder.add(Tilted(rect, tilts[number % 3], _mug_shot(desk, one, flip, rect)))
        if across:
            x += width + 16 * u
        else:
            folder.y += height + 14 * u
    if across and shots:
        folder.y += height


def _mug_shot(desk: Desk, one: Character, flip: bool, rect: Rect) -> tuple[Shape, ...]:
    """A print with a white border: somebody before a measured wall, the number on a board."""
    u, metrics = desk.u, desk.metrics
    inner = rect.inset(7 * u)
    lines = [
        Rect(inner.x, inner.y + inner.h * n / 7, inner.w, max(1, round(u))) for n in range(1, 7)
    ]
    high = inner.h * 0.13
    board = Rect(inner.x + inner.w * 0.2, inner.bottom - 1.45 * high, inner.w * 0.6, high)
    words = desk.line("number") or one.name
    size = high * 0.6
    size *= min(1.0, board.w * 0.9 / max(1.0, metrics.width(words, "type-bold", size)))
    base = board.centre[1] + metrics.cap_height("type-bold", size) / 2
    return (
        Fill(rect, PRINT),
        Fill(inner, WALL),
        *(Fill(line, MEASURE) for line in lines),
        Clip(inner, (Image(inner, plate_in(desk.turn, one.id), flip),)),
        Fill(board, BOARD),
        Text(board.centre[0], base, words, "type-bold", size, PRINT, anchor="centre"),
    )


def _prints(folder: Leaf, width: float) -> None:
    """The five fingers of a hand."""
    desk = folder.desk
    u = desk.u
    chance = desk.chance()
    side = (width - 4 * 6 * u) / 5
    for number in range(5):
        box = Rect(folder.left + number * (side + 6 * u), folder.y, side, side * 1.25)
        folder.add(Stroke(box, FRAME, max(1, round(u))))
        reach = side * (0.36 if number == 4 else 0.42)
        folder.add(*_whorl(box.centre, reach, chance.uniform(0, math.tau), u))
    folder.y += side * 1.25


def _whorl(centre: Point, reach: float, turn: float, u: float) -> tuple[Shape, ...]:
    """The ridges of a finger: rings, each warped a little more than the one within it."""

    def loop(radius: float) -> list[Point]:
        points = []
        for step in range(28):
            angle = math.tau * step / 28
            warp = 1 + 0.16 * (radius / reach) * math.sin(2 * angle + turn)
            warp += 0.07 * math.sin(3 * angle - turn)
            x = centre[0] + radius * warp * math.cos(angle) * 0.86
            points.append((x, centre[1] + radius * warp * math.sin(angle) * 1.08))
        return [*points, points[0]]

    thick = max(0.8, 1.3 * u)
    gap = max(2.4, 3.1 * u)
    rings: list[Shape] = []
    radius = gap * 0.7
    while radius < reach:
        ring = (*loop(radius), *reversed(loop(radius - min(thick, radius * 0.8))))
        rings.append(Polygon(ring, VIOLET))
        radius += gap
    return tuple(rings)
