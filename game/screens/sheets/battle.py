"""An order of battle: a table to each side, with the sign, name and strength of every unit."""

import math
from typing import Final

from game.engine.forms import kind_name
from game.engine.prose import Entry, text_of
from game.engine.transcript import by_side
from game.screens import theme
from game.screens.layout import Span
from game.screens.marks import Inks, scotch_rule
from game.screens.picture import Disc, Fill, Line, Polygon, Rect, Shape, Stroke, Text
from game.screens.sheets.leaf import Desk, Leaf, Printed
from game.text.tongue import say

OURS: Final = Inks(theme.FORM, theme.INK, theme.TEXT_RED)
THEIRS: Final = Inks(theme.INK, theme.FORM, theme.TEXT_RED)
"""A unit of the first side is a solid block, one of any other an empty one."""


def order_of_battle(desk: Desk) -> Printed:
    """The table."""
    u, k = desk.u, desk.k
    width = desk.width(740)
    leaf = Leaf(desk, width, 46 * u, width - 46 * u)
    leaf.y = 26 * u
    kind = kind_name("order-of-battle").upper()
    leaf.heading(kind, "label-bold", 14, track=2.4, colour=theme.TEXT_RED)
    leaf.heading(desk.line("title"), "slab-cyrillic", 29)
    leaf.down(10)
    leaf.add(*scotch_rule(leaf.left, leaf.y, leaf.inner, u, theme.INK))
    leaf.down(8)
    for number, (side, units) in enumerate(by_side(desk.entries("units")).items()):
        leaf.down(14 if number else 8)
        if side:
            leaf.heading(side.upper(), "label-bold", 17, anchor="left", track=1.6)
            leaf.down(4)
            leaf.rule(2)
        for unit in units:
            _row(leaf, unit, THEIRS if number else OURS)
            leaf.rule(1, theme.RULE)
    leaf.y += 36 * k
    return leaf.printed("form", min(desk.h - 110 * u, width * 0.8), 0.5)


def _row(leaf: Leaf, unit: Entry, inks: Inks) -> None:
    """A unit: its sign, what it is called, and its strength at the right edge."""
    desk = leaf.desk
    u, k, metrics = desk.u, desk.k, desk.metrics
    name, kind, strength, commander, note = (
        text_of(unit.fields.get(field, ()))
        for field in ("name", "kind", "strength", "commander", "note")
    )
    top = leaf.y = leaf.y + 8 * u
    sign = Rect(leaf.left + 2 * u, top + 2 * k, 44 * k, 28 * k)
    x = sign.right + 16 * u
    wide = metrics.width(strength, "poster", 20 * k)
    beside = bool(strength) and wide < leaf.inner * 0.34
    room = leaf.right - x - (wide + 18 * u if beside else 0)
    leaf.block((Span(name, "slab-cyrillic"),), 19, 23, x=x, width=room)
    led = say("Commander: {words}", words=commander) if commander else ""
    parts = [kind, led] if beside else [kind, strength, led]
    small = " · ".join(filter(None, parts))
    if small:
        leaf.block((Span(small, "serif"),), 15, 19.5, x=x, width=room)
    if note:
        leaf.block((Span(note, "serif-italic"),), 15, 19.5, x=x, width=room, colour=theme.SOFT)
    leaf.add(*_sign(kind, sign, inks))
    if beside:
        base = top + 4 * k + metrics.cap_height("poster", 20 * k)
        leaf.add(Text(leaf.right, base, strength, "poster", 20 * k, theme.INK, anchor="right"))
    leaf.y = max(leaf.y, sign.bottom) + 9 * u


def _sign(kind: str, box: Rect, inks: Inks) -> tuple[Shape, ...]:
    """The sign of a unit's kind in its box; of a kind without a sign the box alone."""
    thick = max(1.5, box.h * 0.075)
    x, y = box.centre
    ink, r = inks.fore, box.h * 0.27
    mark: tuple[Shape, ...] = ()
    match kind.casefold():
        case "infantry":
            mark = (
                Line(((box.x, box.y), (box.right, box.bottom)), ink, thick),
                Line(((box.x, box.bottom), (box.right, box.y)), ink, thick),
            )
        case "cavalry":
            mark = (Line(((box.x, box.bottom), (box.right, box.y)), ink, thick),)
        case "guns":
            mark = (Disc((x, y), r * 0.85, ink),)
        case "armour":
            mark = (
                _oval(box.inset(box.h * 0.24), ink),
                _oval(box.inset(box.h * 0.33), inks.ground),
            )
        case "ships":
            hull = ((x - 1.9 * r, y + 0.1 * r), (x + 1.9 * r, y + 0.1 * r), (x + 1.3 * r, y + r))
            mark = (
                Polygon((*hull, (x - 1.3 * r, y + r)), ink),
                Fill(Rect(x - 0.35 * r, y - 0.9 * r, 0.7 * r, r), ink),
            )
        case "staff":
            flag = ((x - r, y - r), (x + 1.3 * r, y - 0.45 * r), (x - r, y + 0.1 * r))
            mark = (
                Line(((x - r, y - 1.1 * r), (x - r, y + 1.2 * r)), ink, thick),
                Polygon(flag, ink),
            )
        case _:
            pass
    return (Fill(box, inks.ground), Stroke(box, theme.INK, max(2, round(thick))), *mark)


def _oval(box: Rect, colour: tuple[int, int, int]) -> Shape:
    """A rectangle with round ends."""
    r = box.h / 2
    ends = [(box.right - r, -90), (box.x + r, 90)]
    points = [
        (
            cx + r * math.cos(math.radians(start + 15 * n)),
            box.centre[1] + r * math.sin(math.radians(start + 15 * n)),
        )
        for cx, start in ends
        for n in range(13)
    ]
    return Polygon(tuple(points), colour)
