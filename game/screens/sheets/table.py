"""Every kind of interlude with what prints it, and the sheet laid on its desk."""

from collections.abc import Callable, Mapping
from typing import Final

from game.engine.prose import Sheet
from game.engine.state import Turn
from game.screens.paper import SHEET_TEXT
from game.screens.picture import Metrics, Rect, Shadow, Shape, Tilted
from game.screens.sheets.battle import order_of_battle
from game.screens.sheets.court import court
from game.screens.sheets.dossier import dossier
from game.screens.sheets.historian import historian
from game.screens.sheets.leaf import Desk, Printed
from game.screens.sheets.ledger import ledger_of_names
from game.screens.sheets.letter import letter
from game.screens.sheets.map import map_
from game.screens.sheets.photograph import photograph
from game.screens.sheets.radio import radio
from game.screens.sheets.telegram import telegram
from game.screens.shift import shifted

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

OF_ANOTHER_YEAR: Final = frozenset({"historian"})
"""Kinds on which the story's date is not the paper's own."""


def laid_sheet(
    sheet: Sheet,
    turn: Turn,
    area: Rect,
    scroll: float,
    unit: float,
    text: float,
    metrics: Metrics,
) -> tuple[tuple[Shape, ...], float]:
    """The interlude lying in an area of the desk, up by `scroll`, and its height.

    A sheet that is longer than the desk lies straight: it is turned anew wherever it scrolls to.
    """
    k = unit * min(text, SHEET_TEXT)
    printed = PRINTERS[sheet.kind](Desk(sheet, turn, area.w, area.h, unit, k, metrics))
    if printed.framed:
        return shifted(printed.shapes, 0, -scroll * unit), printed.height / unit
    x = (area.w - printed.width) / 2 - 8 * unit
    y = max(20 * unit, (area.h - printed.height) / 2 - 10 * unit) - scroll * unit
    rect = Rect(x, y, printed.width, printed.height)
    shapes = shifted(printed.shapes, x, y)
    height = printed.height / unit + 44
    if printed.tilt and height <= area.h / unit:
        shapes = (Tilted(rect, printed.tilt, shapes),)
    return (Shadow(rect, 16 * unit, 170), *shapes), height
