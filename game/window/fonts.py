"""Type: how wide it runs, and runs of it drawn and kept.

SDL neither hints to our taste nor places letters between pixels. So widths are read from type
a thousand pixels large, and are true at every size; and a letter is drawn four times as large,
on a grid of quarter pixels, and reduced, its edges then darkened a little (alpha to the power
0.8), as ink spreads. A run is put together from such letters.
"""

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Final

import attrs
import pygame as pg

from game.screens.picture import Colour, Face
from game.window.faces import (
    CONTEXTUAL,
    FILES,
    JOINED,
    SIMPLER,
    STAND_INS,
    SUPERSCRIPT_RISE,
    SUPERSCRIPT_SIZE,
    SUPERSCRIPTS,
    WHOLE_WORDS,
)
from game.window.kept import Kept, surface_bytes

DETAIL: Final = 4
COARSE: Final = 2
LARGE: Final = 20
"""The size in pixels from which on half pixels will do: nobody sees a letter a quarter off."""

GAMMA: Final = bytes(round(255 * (alpha / 255) ** 0.8) for alpha in range(256))
REFERENCE: Final = 1000
"""The size in pixels at which a face is measured, to be free of rounding."""

LEAST_PX: Final = 4
WIDEST_RUN: Final = 16_000
"""Pixels; what a run has beyond is not drawn."""

RUN_BYTES: Final = 11 << 20
LETTER_BYTES: Final = 3 << 20
LARGEST_KEPT: Final = 64 << 10
"""Bytes; a letter larger than this seldom comes twice, and would drive out a hundred."""

MOST_WIDTHS: Final = 60_000
MOST_FONTS: Final = 48


class FontError(Exception):
    """A font file that is missing or cannot be read; its text names the file."""


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
    """Part of a run in one face, at `part` of the run's size and raised by `rise` of it."""

    string: str
    face: Face
    part: float = 1.0
    rise: float = 0.0


class _Advances(dict[str, int]):
    """How far the pen moves over a sign, in thousandths of the size; measured when asked for."""

    def __init__(self, font: Callable[[], pg.font.Font]) -> None:
        self._font = font
        self._bars: dict[str, tuple[int, int]] = {}

    def __missing__(self, sign: str) -> int:
        if len(self) >= MOST_WIDTHS:
            self.clear()
        moved = self[sign] = self.over(sign)
        return moved

    def over(self, string: str) -> int:
        """How far the pen moves over a string; it is not remembered."""
        if not string:
            return 0
        return (
            between_bars(self._font(), string) - self.bars(string[0])[0] - self.bars(string[-1])[1]
        )

    def bars(self, letter: str) -> tuple[int, int]:
        """By how much more the pen moves between a bar and the letter, and between it and a bar."""
        known = self._bars.get(letter)
        if known is None:
            font = self._font()
            (measures,) = font.metrics(letter)[:1] or [None]
            known = (0, 0)
            if measures:
                begin, moved = measures[0], measures[4]
                after = font.size(f"{letter}|")[0] - max(0, -begin) - moved - font.size("|")[0]
                known = (between_bars(font, letter) - moved - after, after)
            self._bars[letter] = known
        return known


class _Kerns(dict[tuple[str, str], int]):
    """By how much more the pen moves between two signs, mostly less; measured when asked for."""

    def __init__(self, advances: _Advances) -> None:
        self._advances = advances

    def __missing__(self, pair: tuple[str, str]) -> int:
        if len(self) >= MOST_WIDTHS:
            self.clear()
        first, second = pair
        apart = self._advances[first] + self._advances[second]
        kern = self[pair] = self._advances.over(first + second) - apart
        return kern


def between_bars(font: pg.font.Font, string: str) -> int:
    """How far the pen moves over a string, kerning with bars on both sides included.

    `Font.size` counts what hangs over either end as well; between two bars nothing does.
    """
    return int(font.size(f"|{string}|")[0] - font.size("||")[0])


class Fonts:
    """The game's faces: metrics for screens, drawn runs for the painter."""

    def __init__(self, assets: Path) -> None:
        pg.font.init()
        self._folder = assets / "fonts"
        self._fonts: Kept[tuple[Face, int], pg.font.Font] = Kept(MOST_FONTS, lambda _: 1)
        self._runs: Kept[tuple[object, ...], Glyphs | None] = Kept(RUN_BYTES, _weight)
        self._letters: Kept[tuple[object, ...], Glyphs | None] = Kept(LETTER_BYTES, _weight)
        self._widths: dict[tuple[str, Face, bool], tuple[float, int]] = {}
        self._pens: dict[Face, tuple[_Advances, _Kerns]] = {}
        self._heights: dict[Face, tuple[float, float, float]] = {}
        self._has: dict[Face, dict[str, bool]] = {}
        self._whole: dict[Face, set[str]] = {}

    def width(self, string: str, face: Face, size: float, track: float = 0) -> float:
        """The advance width of a run, kerning included."""
        key = (string, face, track != 0)
        known = self._widths.get(key)
        if known is None:
            if len(self._widths) >= MOST_WIDTHS:
                self._widths.clear()
            known = self._widths[key] = self._reach(string, face, track != 0)
        return known[0] * size + known[1] * track

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

    def _pen(self, face: Face) -> tuple[_Advances, _Kerns]:
        """How far the pen moves in a face."""
        known = self._pens.get(face)
        if known is None:
            advances = _Advances(lambda: self._font(face, REFERENCE))
            known = self._pens[face] = (advances, _Kerns(advances))
        return known

    def draws(self, letter: str) -> bool:
        """Whether some face has a glyph for the letter, or for what is written in its place."""
        plain = SUPERSCRIPTS.get(letter, SIMPLER.get(letter, letter))
        return any(self._holds(face, plain) for face in FILES)

    def _holds(self, face: Face, letter: str) -> bool:
        """Whether the face has a glyph of its own for the letter."""
        has = self._has.setdefault(face, {" ": True})
        if letter not in has:
            font = self._font(face, REFERENCE)
            try:
                # Nearly always its measures tell it from the box that stands for a missing one.
                if font.metrics(letter) != font.metrics("\u0378"):
                    has[letter] = True
                else:
                    small = self._font(face, 16)
                    drawn, empty = (small.render(c, False, "white") for c in (letter, "\u0378"))
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

    def _pieces(self, string: str, face: Face) -> list[_Piece]:
        """The run in parts that one face can draw."""
        if self._whole.setdefault(face, {" "}).issuperset(string):
            return [_Piece(string, face)]
        face = self._home(string, face)
        whole = self._whole.setdefault(face, {" "})
        if whole.issuperset(string):
            return [_Piece(string, face)]
        pieces: list[_Piece] = []
        for letter in string:
            digit = SUPERSCRIPTS.get(letter)
            if digit is not None:
                piece = _Piece(digit, face, SUPERSCRIPT_SIZE, SUPERSCRIPT_RISE)
            else:
                spelling, holder = self._spelled(letter, face)
                if (spelling, holder) == (letter, face):
                    whole.add(letter)
                piece = _Piece(spelling, holder)
            last = pieces[-1] if pieces else None
            if last and (last.face, last.part) == (piece.face, piece.part):
                pieces[-1] = attrs.evolve(last, string=last.string + piece.string)
            else:
                pieces.append(piece)
        return pieces

    def _reach(self, string: str, face: Face, tracked: bool) -> tuple[float, int]:
        """How far the pen moves over a run of one pixel's size, and over how many signs."""
        reach, count = 0.0, 0
        for piece in self._pieces(string, face):
            advances, kerns = self._pen(piece.face)
            signs = _signs(piece, tracked)
            moved = sum(map(advances.__getitem__, signs))
            moved += sum(map(kerns.__getitem__, itertools.pairwise(signs)))
            reach += moved * piece.part
            count += len(signs)
        return reach / REFERENCE, count

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
        # Where the pen stands, on the fine grid.
        x = float(phase)
        letters: list[tuple[Glyphs, int]] = []
        for piece in self._pieces(string, face):
            fine = size * detail * piece.part
            px, scale = max(LEAST_PX, round(fine)), fine / REFERENCE
            rise = round(piece.rise * size * detail)
            advances, kerns = self._pen(piece.face)
            before = ""
            for sign in _signs(piece, track != 0):
                if before:
                    x += kerns[before, sign] * scale
                column, shift = divmod(round(x), detail)
                if column > WIDEST_RUN:
                    break
                drawn = self._letter(sign, piece.face, px, shift, rise, detail)
                if drawn is not None:
                    letters.append((drawn, column + drawn.left))
                x += advances[sign] * scale + track * detail
                before = sign
        if not letters:
            return None
        left, top = min(at for _, at in letters), min(drawn.top for drawn, _ in letters)
        right = max(at + drawn.surface.get_width() for drawn, at in letters)
        bottom = max(drawn.top + drawn.surface.get_height() for drawn, _ in letters)
        sheet = pg.Surface((right - left, bottom - top), pg.SRCALPHA, 32)
        sheet.fill((*colour, 0))
        # The letters are black, so that adding them leaves the colour and sums their ink.
        sheet.fblits(
            [(drawn.surface, (at - left, drawn.top - top)) for drawn, at in letters],
            pg.BLEND_RGBA_ADD,
        )
        return Glyphs(sheet, left, top)

    def _letter(
        self, sign: str, face: Face, px: int, shift: int, rise: int, detail: int
    ) -> Glyphs | None:
        """A sign in black, `shift` fine pixels right of its pixel and raised by `rise` of them."""
        key = (sign, face, px, shift, rise, detail)
        if px * px * 4 > LARGEST_KEPT * detail * detail:
            return self._inked(sign, face, px, shift, rise, detail)
        return self._letters.get(key, lambda: self._inked(sign, face, px, shift, rise, detail))

    def _inked(
        self, sign: str, face: Face, px: int, shift: int, rise: int, detail: int
    ) -> Glyphs | None:
        font = self._font(face, px)
        try:
            drawn = font.render(sign, True, (255, 255, 255))
        except pg.error:
            return None
        measures = [m for m in font.metrics(sign) if m]
        baseline = font.get_ascent()
        if drawn.get_height() > font.get_height():
            baseline = max(baseline, *(highest for _, _, _, highest, _ in measures))
        if len(measures) == 1:
            ((begin, end, low, high, _),) = measures
            # What hangs over to the left has moved the drawing to the right.
            over = max(0, -begin)
            ink = pg.Rect(begin + over, baseline - high, end - begin, high - low)
            ink = ink.inflate(2, 2).clip(drawn.get_rect())
        else:
            bar = round(self._pen(face)[0].bars(sign[0])[0] * px / REFERENCE)
            alone = between_bars(font, sign) - bar
            over = max(0, font.size(f"{sign}|")[0] - alone - font.size("|")[0])
            ink = drawn.get_bounding_rect()
        if not ink.w or not ink.h:
            return None
        x, y = shift - over + ink.x, ink.y - baseline - rise
        # The sheet is a whole number of pixels each way, and a line of them is the baseline.
        left, top = x // detail, y // detail
        w, h = -(-(x + ink.w) // detail) - left, -(-(y + ink.h) // detail) - top
        sheet = pg.Surface((w * detail, h * detail), pg.SRCALPHA, 32)
        sheet.blit(drawn, (x - left * detail, y - top * detail), ink)
        if detail > 1:
            sheet = pg.transform.smoothscale(sheet, (w, h))
        return Glyphs(tinted(sheet, (0, 0, 0), GAMMA if detail > 1 else None), left, top)


def fineness(size: float) -> int:
    """On how fine a grid type of a size is drawn."""
    return DETAIL if size < LARGE else COARSE


def _weight(run: Glyphs | None) -> int:
    return surface_bytes(run.surface if run else None)


def _signs(piece: _Piece, tracked: bool) -> list[str]:
    """What is drawn one by one: letters, or letters that are joined, or words."""
    if tracked:
        return list(piece.string)
    return (WHOLE_WORDS if piece.face in CONTEXTUAL else JOINED).findall(piece.string)


def tinted(surface: pg.Surface, colour: Colour, curve: bytes | None = None) -> pg.Surface:
    """A surface of one colour with the alpha of another, through a curve if given."""
    alpha = pg.image.tobytes(surface, "RGBA")[3::4]
    # In this order of channels SDL blits fastest: it is the order of screens.
    pixels = bytearray(bytes((*colour[::-1], 0)) * len(alpha))
    pixels[3::4] = alpha.translate(curve) if curve else alpha
    return pg.image.frombytes(bytes(pixels), surface.get_size(), "BGRA")
