"""Type: how wide it runs, and runs of it drawn and kept.

SDL neither hints to our taste nor places letters between pixels. So a run is drawn four
times as large, on a grid of quarter pixels, and reduced; the reduced edges are then
darkened a little (alpha to the power 0.8), as ink spreads.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Final, Generic, TypeVar

import attrs
import pygame as pg

from game.screens.picture import Colour, Face

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

DETAIL: Final = 4
GAMMA: Final = bytes(round(255 * (alpha / 255) ** 0.8) for alpha in range(256))
REFERENCE: Final = 400
"""The size in pixels at which the heights of a face are read, to be free of rounding."""

WIDEST_SURFACE: Final = 16_000
RUN_BYTES: Final = 16 << 20
MOST_WIDTHS: Final = 60_000
MOST_FONTS: Final = 48

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class FontError(Exception):
    """A font file that is missing or cannot be read; its text names the file."""


class Kept(Generic[K, V]):
    """Values made once and kept, the least lately used dropped beyond a total weight."""

    def __init__(self, limit: int, weigh: Callable[[V], int]) -> None:
        self._limit = limit
        self._weigh = weigh
        self._values: OrderedDict[K, V] = OrderedDict()
        self.weight = 0

    def get(self, key: K, make: Callable[[], V]) -> V:
        """The value of the key, made now if it is not there."""
        values = self._values
        if key in values:
            values.move_to_end(key)
            return values[key]
        value = values[key] = make()
        self.weight += self._weigh(value)
        while self.weight > self._limit and len(values) > 1:
            self.weight -= self._weigh(values.popitem(last=False)[1])
        return value


def surface_bytes(surface: pg.Surface | None) -> int:
    """The memory a surface takes."""
    return 64 if surface is None else 256 + surface.get_width() * surface.get_height() * 4


@attrs.frozen
class Glyphs:
    """A run drawn. Its surface goes `left` px right of the pixel of x and `top` under the baseline.

    (`left` and `top` are mostly negative.)
    """

    surface: pg.Surface
    left: int
    top: int


@attrs.frozen
class _Piece:
    """Part of a run in one font: its `px` on the fine grid, raised by `rise` of them."""

    string: str
    face: Face
    px: int
    rise: int


class Fonts:
    """The game's faces: metrics for screens, drawn runs for the painter."""

    def __init__(self, assets: Path) -> None:
        pg.font.init()
        self._folder = assets / "fonts"
        self._fonts: Kept[tuple[Face, int], pg.font.Font] = Kept(MOST_FONTS, lambda _: 1)
        self._runs: Kept[tuple[object, ...], Glyphs | None] = Kept(
            RUN_BYTES, lambda run: surface_bytes(run.surface if run else None)
        )
        self._widths: dict[tuple[str, Face, float, float], float] = {}
        self._advances: dict[tuple[str, Face, int], int] = {}
        self._heights: dict[Face, tuple[float, float, float]] = {}
        self._has: dict[Face, dict[str, bool]] = {}
        self._whole: dict[Face, set[str]] = {}

    def width(self, string: str, face: Face, size: float, track: float = 0) -> float:
        """The advance width of a run, kerning included."""
        key = (string, face, size, track)
        known = self._widths.get(key)
        if known is None:
            if len(self._widths) >= MOST_WIDTHS:
                self._widths.clear()
            pieces = self._pieces(string, face, size, DETAIL)
            known = self._reach(pieces, track * DETAIL) / DETAIL
            self._widths[key] = known
        return known

    def ascent(self, face: Face, size: float) -> float:
        """From the baseline to the top of the line box."""
        return self._height(face)[0] * size

    def descent(self, face: Face, size: float) -> float:
        """From the baseline to the bottom of the line box (positive)."""
        return self._height(face)[1] * size

    def cap_height(self, face: Face, size: float) -> float:
        """The height of a capital H."""
        return self._height(face)[2] * size

    def run(
        self,
        string: str,
        face: Face,
        size: float,
        colour: Colour,
        track: float = 0,
        phase: int = 0,
        detail: int = DETAIL,
    ) -> Glyphs | None:
        """A run drawn, None if there is nothing to see.

        `detail` is how fine the grid is that it is drawn on, in parts of a pixel; the run begins
        `phase` of these parts after the pixel's left edge.
        """
        key = (string, face, size, colour, track, phase, detail)
        return self._runs.get(
            key, lambda: self._drawn(string, face, size, colour, track, phase, detail)
        )

    def _font(self, face: Face, px: int) -> pg.font.Font:
        return self._fonts.get((face, px), lambda: self._opened(face, px))

    def _opened(self, face: Face, px: int) -> pg.font.Font:
        path = self._folder / f"{FILES[face]}.ttf"
        try:
            return pg.font.Font(path, px)
        except (OSError, pg.error) as error:
            raise FontError(f"the font {path} is missing or damaged: {error}") from error

    def _height(self, face: Face) -> tuple[float, float, float]:
        """Ascent, descent and cap height of type of one pixel."""
        known = self._heights.get(face)
        if known is None:
            font = self._font(face, REFERENCE)
            (h,) = font.metrics("H")
            cap = h[3] if h else font.get_ascent() * 0.7
            ascent, descent = font.get_ascent(), -font.get_descent()
            known = (ascent / REFERENCE, descent / REFERENCE, cap / REFERENCE)
            self._heights[face] = known
        return known

    def _holds(self, face: Face, letter: str) -> bool:
        """Whether the face has a glyph of its own for the letter."""
        has = self._has.setdefault(face, {" ": True})
        if letter not in has:
            font = self._font(face, 16)
            try:
                drawn, empty = (font.render(c, False, "white") for c in (letter, "\u0378"))
                has[letter] = pg.image.tobytes(drawn, "RGBA") != pg.image.tobytes(empty, "RGBA")
            except (pg.error, UnicodeError, ValueError):
                has[letter] = False
        return has[letter]

    def _home(self, string: str, face: Face) -> Face:
        """The face, or the first of its stand-ins that has all letters of the run if it has not."""
        letters = {letter for letter in string if letter.isalpha()}
        for candidate in (face, *STAND_INS.get(face, ())):
            if all(self._holds(candidate, letter) for letter in letters):
                return candidate
        return face

    def _spelled(self, letter: str, face: Face) -> tuple[str, Face]:
        """The letter, or what stands for it, and the face that has it."""
        if letter < " ":
            return " ", face
        faces = (face, *STAND_INS.get(face, ()), "serif", "serif-italic", "caption", "book")
        for candidate in dict.fromkeys(faces):
            spelling: str | None = letter
            while spelling is not None:
                if self._holds(candidate, spelling):
                    return spelling, candidate
                spelling = SIMPLER.get(spelling)
        return "?", face

    def _pieces(self, string: str, face: Face, size: float, detail: int) -> list[_Piece]:
        """The run in parts that one font can draw."""
        px = max(4, round(size * detail))
        if self._whole.setdefault(face, {" "}).issuperset(string):
            return [_Piece(string, face, px, 0)]
        face = self._home(string, face)
        whole = self._whole.setdefault(face, {" "})
        pieces: list[_Piece] = []
        for letter in string:
            digit = SUPERSCRIPTS.get(letter)
            if digit is not None:
                high = max(4, round(px * SUPERSCRIPT_SIZE))
                piece = _Piece(digit, face, high, round(px * SUPERSCRIPT_RISE))
            else:
                spelling, holder = self._spelled(letter, face)
                if (spelling, holder) == (letter, face):
                    whole.add(letter)
                piece = _Piece(spelling, holder, px, 0)
            if pieces and attrs.evolve(pieces[-1], string="") == attrs.evolve(piece, string=""):
                pieces[-1] = attrs.evolve(piece, string=pieces[-1].string + piece.string)
            else:
                pieces.append(piece)
        return pieces

    def _advance(self, piece: _Piece) -> int:
        """How far the pen moves, on the fine grid.

        `Font.size` counts what hangs over either end as well. Between two bars nothing
        hangs over, and bars are not kerned.
        """
        key = (piece.string, piece.face, piece.px)
        known = self._advances.get(key)
        if known is None:
            if len(self._advances) >= MOST_WIDTHS:
                self._advances.clear()
            font = self._font(piece.face, piece.px)
            known = font.size(f"|{piece.string}|")[0] - font.size("||")[0]
            self._advances[key] = known
        return known

    def _letters(self, pieces: list[_Piece], track: float) -> list[tuple[float, _Piece]]:
        """The letters of a tracked run and where each begins, kerning kept; the end comes last."""
        placed: list[tuple[float, _Piece]] = []
        x = 0.0
        for piece in pieces:
            before = ""
            for letter in piece.string:
                alone = attrs.evolve(piece, string=letter)
                if before:
                    pair = attrs.evolve(piece, string=before + letter)
                    first = attrs.evolve(piece, string=before)
                    x += self._advance(pair) - self._advance(first) - self._advance(alone)
                placed.append((x, alone))
                x += self._advance(alone) + track
                before = letter
        if pieces:
            placed.append((x, attrs.evolve(pieces[0], string="")))
        return placed

    def _reach(self, pieces: list[_Piece], track: float) -> float:
        """How far the pen moves over all pieces, on the fine grid."""
        if track:
            return self._letters(pieces, track)[-1][0] if pieces else 0.0
        return sum(self._advance(piece) for piece in pieces if piece.string)

    def _drawn(
        self,
        string: str,
        face: Face,
        size: float,
        colour: Colour,
        track: float,
        phase: int,
        detail: int,
    ) -> Glyphs | None:
        pieces = self._pieces(string, face, size, detail)
        while detail > 1 and self._reach(pieces, track * detail) > WIDEST_SURFACE:
            detail, phase = detail // 2, phase // 2
            pieces = self._pieces(string, face, size, detail)
        if track:
            placed = self._letters(pieces, track * detail)
        else:
            placed, x = [], 0.0
            for piece in pieces:
                placed.append((x, piece))
                x += self._advance(piece)
        parts: list[tuple[int, int, pg.Surface]] = []
        for x, piece in placed:
            if not piece.string.strip():
                continue
            font = self._font(piece.face, piece.px)
            try:
                drawn = font.render(piece.string, True, (255, 255, 255))
            except pg.error:
                continue
            bar = font.size("|")[0]
            over = font.size(f"{piece.string}|")[0] - self._advance(piece) - bar
            baseline = font.get_ascent()
            if drawn.get_height() > font.get_height():
                highest = max(m[3] for m in font.metrics(piece.string) if m)
                baseline = max(baseline, highest)
            parts.append((round(x) + phase - max(0, over), -baseline - piece.rise, drawn))
        if not parts:
            return None
        # The sheet is a whole number of pixels each way, and a line of them is the baseline.
        left = min(x for x, _, _ in parts) // detail
        top = min(y for _, y, _ in parts) // detail
        right = -(-max(x + s.get_width() for x, _, s in parts) // detail)
        bottom = -(-max(y + s.get_height() for _, y, s in parts) // detail)
        size_px = (right - left, bottom - top)
        sheet = pg.Surface((size_px[0] * detail, size_px[1] * detail), pg.SRCALPHA, 32)
        for x, y, drawn in parts:
            sheet.blit(drawn, (x - left * detail, y - top * detail))
        if detail > 1:
            sheet = pg.transform.smoothscale(sheet, size_px)
        return Glyphs(tinted(sheet, colour, GAMMA if detail > 1 else None), left, top)


def tinted(surface: pg.Surface, colour: Colour, curve: bytes | None = None) -> pg.Surface:
    """A surface of one colour with the alpha of another, through a curve if given."""
    alpha = pg.image.tobytes(surface, "RGBA")[3::4]
    # In this order of channels SDL blits fastest: it is the order of screens.
    pixels = bytearray(bytes((*colour[::-1], 0)) * len(alpha))
    pixels[3::4] = alpha.translate(curve) if curve else alpha
    return pg.image.frombytes(bytes(pixels), surface.get_size(), "BGRA")
