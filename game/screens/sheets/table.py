"""Every kind of interlude with what prints it, and the sheet laid on its desk."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final

import attrs

from game.engine.prose import Sheet
from game.engine.state import Turn
from game.screens.motion import DROP, STAMP, STILL, STRIP, dropped, eased, turned
from game.screens.paper import SHEET_TEXT
from game.screens.picture import Leaf, Metrics, Rect, Shadow, Shape
from game.screens.sheets.battle import order_of_battle
from game.screens.sheets.court import court
from game.screens.sheets.dossier import dossier
from game.screens.sheets.historian import historian
from game.screens.sheets.leaf import Desk, Pasted, Printed
from game.screens.sheets.ledger import ledger_of_names
from game.screens.sheets.letter import letter
from game.screens.sheets.map import map_
from game.screens.sheets.photograph import photograph
from game.screens.sheets.radio import radio
from game.screens.sheets.telegram import telegram
from game.text.tongue import language

PRINTERS: Final[Mapping[str, Callable[[Desk], Printed]]] = {
    "telegram": telegram,
    "letter": letter,
    "court": court,
    "historian": historian,
    "dossier": dossier,
    "radio": radio,
    "order-of-battle": order_of_battle,
    "map": map_,
    "ledger-of-names": ledger_of_names,
    "photograph": photograph,
}

KEPT: Final = 6
"""Sheets remembered; the painter knows a sheet again only by the same tuple of shapes."""

OF_ANOTHER_YEAR: Final = frozenset({"historian"})
"""Kinds on which the story's date is not the paper's own."""


@attrs.frozen
class _Key:
    """What a printed sheet depends on; sheet, turn and metrics are told apart by which they are."""

    sheet: Sheet = attrs.field(eq=id, hash=False)
    turn: Turn = attrs.field(eq=id, hash=False)
    metrics: Metrics = attrs.field(eq=id, hash=False)
    w: float
    h: float
    unit: float
    k: float
    interface: str


@lru_cache(maxsize=KEPT)
def _printed(key: _Key) -> Printed:
    desk = Desk(key.sheet, key.turn, key.w, key.h, key.unit, key.k, key.metrics)
    return PRINTERS[key.sheet.kind](desk)


def laid_sheet(
    sheet: Sheet,
    turn: Turn,
    area: Rect,
    scroll: float,
    unit: float,
    text: float,
    metrics: Metrics,
    moved: float = STILL,
) -> tuple[tuple[Shape, ...], float, float]:
    """The interlude lying in an area of the desk, up by `scroll`; its height; how long it moves.

    A sheet that is longer than the desk lies straight.
    """
    k = unit * min(text, SHEET_TEXT)
    key = _Key(sheet, turn, metrics, area.w, area.h, unit, k, language())
    printed = _printed(key)
    if printed.framed:
        rect = Rect(0, round(-scroll * unit), printed.width, printed.height)
        return (Leaf(rect, printed.shapes),), printed.height / unit, 0.0
    x = (area.w - printed.width) / 2 - 8 * unit
    y = max(20 * unit, (area.h - printed.height) / 2 - 10 * unit) - scroll * unit
    rect = Rect(round(x), round(y), printed.width, printed.height)
    height = printed.height / unit + 44
    tilt = printed.tilt if height <= area.h / unit else 0.0
    shapes = dropped(Leaf(rect, printed.shapes, tilt), unit, moved)
    after = DROP
    for each in printed.pasted:
        length = STRIP if each.strip else STAMP
        if moved > after:
            shapes += _put(each, rect, tilt, unit, moved - after)
        after += length
    return shapes, height, after


def _put(each: Pasted, sheet: Rect, tilt: float, unit: float, elapsed: float) -> tuple[Shape, ...]:
    """A strip or stamp on a sheet that lies turned; a stamp comes down and nudges."""
    middle = (sheet.x + each.rect.centre[0], sheet.y + each.rect.centre[1])
    x, y = turned(middle, sheet.centre, tilt)
    rect = Rect(x - each.rect.w / 2, y - each.rect.h / 2, each.rect.w, each.rect.h)
    if each.strip:
        shadow = Shadow(rect, 3 * unit, 90)
        return (shadow, Leaf(rect, each.shapes, each.degrees + tilt))
    moving = elapsed < STAMP
    zoom = 1.25 - 0.25 * eased(elapsed, STAMP) if moving else 1.0
    return (Leaf(rect, each.shapes, each.degrees + tilt, zoom, moving),)
