"""The faces: their files, and what stands for the letters they lack."""

import re
from typing import Final

from game.screens.picture import Face

FILES: Final[dict[Face, str]] = {
    "serif": "PTSerif-Regular",
    "serif-italic": "PTSerif-Italic",
    "serif-bold": "PTSerif-Bold",
    "serif-bold-italic": "PTSerif-BoldItalic",
    "caption": "PTSansCaption-Regular",
    "caption-bold": "PTSansCaption-Bold",
    "label": "Oswald-Medium",
    "label-bold": "Oswald-SemiBold",
    "poster": "Oswald-Bold",
    "title": "Oranienbaum-Regular",
    "news": "OldStandard-Regular",
    "news-italic": "OldStandard-Italic",
    "news-bold": "OldStandard-Bold",
    "slab": "AlfaSlabOne-Regular",
    "slab-cyrillic": "Podkova-ExtraBold",
    "book": "EBGaramond-Regular",
    "book-italic": "EBGaramond-Italic",
    "book-bold": "EBGaramond-Bold",
    "type": "CourierPrime-Regular",
    "type-bold": "CourierPrime-Bold",
    "type-cyrillic": "PTMono-Regular",
    "pencil": "BadScript-Regular",
    "hand": "MarckScript-Regular",
}

STAND_INS: Final[dict[Face, tuple[Face, ...]]] = {
    "serif-bold-italic": ("serif-bold",),
    "news-bold": ("serif-bold",),
    "book-bold": ("serif-bold",),
    "book-italic": ("serif-italic",),
    "news-italic": ("serif-italic",),
    "caption-bold": ("serif-bold",),
    "poster": ("caption-bold",),
    "label": ("caption",),
    "label-bold": ("caption-bold",),
    "slab": ("slab-cyrillic",),
    "type": ("type-cyrillic",),
    "type-bold": ("type-cyrillic",),
}
"""Whose glyphs are taken where a face lacks one, before the serif's.

Where it is a letter that is lacking, the whole run is set in the first of them that has every
letter of it: a word of two faces looks like a mistake.
"""

SIMPLER: Final = {
    "\u202f": "\u00a0",
    "\u2009": "\u00a0",
    "\u00a0": " ",
    "\u2011": "-",
    "\u2010": "-",
    "\u2212": "–",
    "\u2032": "’",
}
"""What is written for a character that a face lacks, before another face is tried."""

SUPERSCRIPTS: Final = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", strict=True))
SUPERSCRIPT_SIZE: Final = 0.62
SUPERSCRIPT_RISE: Final = 0.33
"""A superscript stands above the ascent and would push its run down: it is set by itself."""

JOINED: Final = re.compile(
    r"(?:[fſ]+[bhijklt]?|T[hy]|Qy|g[gjy]|[IÍií][Jj]|.)"
    r"[\u0300-\u036f\u0483-\u0489\u200d]*",
    re.DOTALL,
)
"""Letters that a face may draw as one sign, and marks with what they stand on."""

WHOLE_WORDS: Final = re.compile(r"[^ \u00a0]+|.", re.DOTALL)
CONTEXTUAL: Final[frozenset[Face]] = frozenset(("book", "book-italic"))
"""Faces whose letters change with their neighbours: they are set by the word."""
