"""Colours and sizes of the look book: three inks on bad paper, a canvas of 1280 by 720."""

from typing import Final

import attrs

from game.screens.picture import Colour, Size

NEWSPRINT: Final[Colour] = (231, 220, 194)
BOOK: Final[Colour] = (241, 233, 214)
MANILA: Final[Colour] = (216, 196, 154)
FORM: Final[Colour] = (218, 215, 201)
INK: Final[Colour] = (28, 23, 21)
SOFT: Final[Colour] = (84, 74, 62)
VERMILION: Final[Colour] = (184, 41, 28)
TEXT_RED: Final[Colour] = (163, 35, 26)
BRIGHT_RED: Final[Colour] = (224, 80, 58)
BLUE_PENCIL: Final[Colour] = (44, 66, 150)
DESK: Final[Colour] = (52, 44, 40)

CANVAS: Final = Size(1280, 720)


@attrs.frozen
class Scale:
    """How the 1280 by 720 canvas lies on a window: one factor for all, and the text's own.

    `unit` turns canvas pixels into window pixels; `text` is the player's text size, 1.0 = 100 %.
    `width` and `height` are the window's size in canvas pixels: at least one of them is
    the canvas's own, the other may be larger.
    """

    unit: float
    text: float
    width: float
    height: float

    @classmethod
    def of(cls, size: Size, text_percent: int = 100) -> "Scale":
        """The scale of a window of this size."""
        unit = min(size.w / CANVAS.w, size.h / CANVAS.h)
        return cls(unit, text_percent / 100, size.w / unit, size.h / unit)

    @property
    def large(self) -> bool:
        """Whether large print holds: marginalia go and the plate shrinks."""
        return self.text >= 1.5


PRUSSIAN: Final[Colour] = (47, 74, 87)
"""The private channel's ink, and the spot of one campaign."""

RULE: Final[Colour] = (120, 108, 90)
HATCHING: Final[Colour] = (150, 138, 114)

SPOT: Final[dict[str, Colour]] = {
    "vermilion": VERMILION,
    "prussian blue": PRUSSIAN,
    "bottle green": (47, 81, 67),
    "copying violet": (85, 54, 107),
    "ochre": (122, 79, 15),
}
"""The spot ink of a campaign's plates and bars; stamps and pencils keep their own colours."""
