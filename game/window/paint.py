"""A picture painted on a surface: every shape there is, smooth at every edge."""

import itertools
import math
from collections.abc import Iterator, Sequence
from typing import Final, assert_never

import attrs
import pygame as pg

from game.screens.picture import (
    Button,
    Clip,
    Colour,
    Disc,
    Fill,
    Hatch,
    Image,
    Leaf,
    Line,
    Paper,
    Photograph,
    Picture,
    Point,
    Polygon,
    Rect,
    Shadow,
    Shape,
    Stroke,
    Text,
    Tilted,
)
from game.window.fonts import Fonts, fineness
from game.window.images import SHEETS, Images, laid
from game.window.kept import Kept, surface_bytes
from game.window.marks import FINE, STEPS, Mark, hatched, polygon, ring

MARK_BYTES: Final = 3 << 20
POLYGON_BYTES: Final = 8 << 20
TILTED_BYTES: Final = 9 << 20
PRINT_BYTES: Final = 16 << 20
SMALL_TILT: Final = 120_000
"""The area in pixels below which something tilted is drawn four times as large, else twice.

(Three times would cost a shade: `smoothscale` rounds down thirds.)"""

APRON: Final = 4
"""Empty pixels round what is turned, so that its edge is smoothed too."""


@attrs.frozen
class _Sheet:
    """Where shapes go: a surface whose pixel (0, 0) is (x, y) of the picture, enlarged.

    What is laid on a print is laid `once`: the print is kept.
    """

    surface: pg.Surface
    x: float = 0
    y: float = 0
    scale: float = 1
    once: bool = False

    def box(self, rect: Rect) -> pg.Rect:
        """The rectangle in whole pixels: neighbours meet, and nothing thin vanishes."""
        left, top = round((rect.x - self.x) * self.scale), round((rect.y - self.y) * self.scale)
        right = round((rect.right - self.x) * self.scale)
        bottom = round((rect.bottom - self.y) * self.scale)
        w = max(right - left, 1 if rect.w > 0 else 0)
        return pg.Rect(left, top, w, max(bottom - top, 1 if rect.h > 0 else 0))

    def point(self, point: Point) -> Point:
        """The point on the surface."""
        return ((point[0] - self.x) * self.scale, (point[1] - self.y) * self.scale)


@attrs.frozen
class _Print:
    """A loose sheet printed, alpha multiplied in. Who holds its shapes knows their id is theirs."""

    shapes: tuple[Shape, ...]
    surface: pg.Surface


class Painter:
    """Paints pictures. What is dear to draw is kept; `flat_paper` leaves paper untextured."""

    def __init__(self, fonts: Fonts, images: Images, flat_paper: bool = False) -> None:
        self.flat_paper = flat_paper
        self._fonts = fonts
        self._images = images
        self._marks: Kept[tuple[object, ...], pg.Surface] = Kept(MARK_BYTES, surface_bytes)
        self._polygons: Kept[tuple[object, ...], Mark] = Kept(POLYGON_BYTES, lambda m: m.weight)
        self._tilted: Kept[tuple[object, ...], pg.Surface] = Kept(TILTED_BYTES, surface_bytes)
        self._prints: Kept[tuple[object, ...], _Print] = Kept(
            PRINT_BYTES, lambda print_: surface_bytes(print_.surface)
        )

    def paint(self, picture: Picture, surface: pg.Surface) -> None:
        """Paint the whole picture; whatever the surface held is covered."""
        surface.set_clip(None)
        surface.fill(picture.ground)
        self._shapes(picture.shapes, _Sheet(surface))

    def prepare(self, picture: Picture) -> Iterator[None]:
        """Draw ahead what painting the picture will need, a little at each step."""
        # Everything is clipped away but what is kept.
        yield from self._ahead(picture.shapes, _Sheet(pg.Surface((1, 1), 0, 32)))

    def _ahead(self, shapes: Sequence[Shape], sheet: _Sheet) -> Iterator[None]:
        for shape in shapes:
            if isinstance(shape, Clip):
                yield from self._ahead(shape.shapes, sheet)
                continue
            if isinstance(shape, Leaf):  # its type first, so that printing it is short
                for fine in (1, 2) if _apron(shape) else (1,):
                    yield from self._ahead(shape.shapes, attrs.evolve(sheet, scale=fine))
                if _apron(shape) and shape.rect.w * shape.rect.h > SMALL_TILT:
                    # A sheet this large falls on the desk before it lies there.
                    self._leaf(attrs.evolve(shape, moving=True), sheet)
                    yield
            self._images.ahead = True
            self._shape(shape, sheet)
            self._images.ahead = False
            yield

    def _shapes(self, shapes: Sequence[Shape], sheet: _Sheet) -> None:
        for shape in shapes:
            self._shape(shape, sheet)

    def _shape(self, shape: Shape, sheet: _Sheet) -> None:
        match shape:
            case Text():
                self._text(shape, sheet)
            case Fill(rect, colour):
                sheet.surface.fill(colour, sheet.box(rect))
            case Stroke(rect, colour, width):
                box = sheet.box(rect)
                if box.w and box.h:
                    width_px = max(1, round(width * sheet.scale))
                    pg.draw.rect(sheet.surface, colour, box, width_px)
            case Polygon(points, colour):
                self._outline([sheet.point(point) for point in points], colour, sheet.surface)
            case Line(points, colour, width):
                self._line([sheet.point(p) for p in points], colour, width * sheet.scale, sheet)
            case Disc(centre, radius, colour, width):
                scale = sheet.scale
                self._disc(sheet.point(centre), radius * scale, colour, width * scale, sheet)
            case Hatch(rect, colour, gap, width):
                self._hatch(sheet.box(rect), colour, gap * sheet.scale, width * sheet.scale, sheet)
            case Paper(rect, name):
                self._paper(sheet.box(rect), name, sheet.surface)
            case Shadow(rect, blur, alpha):
                box, reach = sheet.box(rect), round(blur * sheet.scale)
                if box.w and box.h:
                    soft = self._images.shadow(box.w, box.h, reach, alpha)
                    # The light comes from the upper left.
                    at = (box.x - reach * 2 + reach // 5, box.y - reach * 2 + reach // 3)
                    sheet.surface.blit(soft, at)
            case Image(rect, name, flip):
                box = sheet.box(rect)
                grain = name.startswith("paper/")
                bare = grain and (self.flat_paper or not self._images.has(name))
                if box.w and box.h and not bare:
                    picture = self._images.picture(name, box.w, box.h, flip, once=sheet.once)
                    laid(sheet.surface, picture, box.topleft)
            case Photograph(rect, plates, pitch, flips):
                box = sheet.box(rect)
                if box.w and box.h:
                    ink = self._images.photograph(plates, box.w, box.h, pitch * sheet.scale, flips)
                    sheet.surface.blit(ink, box.topleft)
            case Tilted():
                self._turned(shape, sheet)
            case Leaf():
                self._leaf(shape, sheet)
            case Clip(rect, shapes):
                before = sheet.surface.get_clip()
                sheet.surface.set_clip(before.clip(sheet.box(rect)))
                self._shapes(shapes, sheet)
                sheet.surface.set_clip(before)
            case Button():
                pass
            case _:
                assert_never(shape)

    def _text(self, text: Text, sheet: _Sheet) -> None:
        x = text.x
        if text.anchor != "left":
            width = self._fonts.width(text.string, text.face, text.size, text.track)
            # The space after the last letter is no part of what is centred.
            width -= text.track
            x -= width / 2 if text.anchor == "centre" else width
        scale = sheet.scale
        x, y = (x - sheet.x) * scale, (text.y - sheet.y) * scale
        detail = fineness(text.size) if scale == 1 else 2
        column = math.floor(x)
        phase = int((x - column) * detail + 0.5)
        if phase == detail:
            column, phase = column + 1, 0
        run = self._fonts.run(
            text.string,
            text.face,
            text.size * scale,
            text.colour,
            text.track * scale,
            phase,
            detail,
        )
        if run is not None:
            sheet.surface.blit(run.surface, (column + run.left, round(y) + run.top))

    def _outline(self, points: Sequence[Point], colour: Colour, surface: pg.Surface) -> None:
        """A filled polygon with smooth edges, points in pixels of the surface."""
        if len(points) < 3:
            return
        # Counted in sixteenths equal forms elsewhere are the same mark.
        left, top = math.floor(min(p[0] for p in points)), math.floor(min(p[1] for p in points))
        form = tuple((round((x - left) * STEPS), round((y - top) * STEPS)) for x, y in points)
        mark = self._polygons.get((form, colour), lambda: polygon(form, colour))
        mark.lay(surface, left, top)

    def _line(self, points: Sequence[Point], colour: Colour, width: float, sheet: _Sheet) -> None:
        surface = sheet.surface
        for (x0, y0), (x1, y1) in itertools.pairwise(points):
            if abs(x1 - x0) < 0.01 or abs(y1 - y0) < 0.01:
                thick = max(1, round(width))
                left = round(min(x0, x1) - (thick / 2 if x0 == x1 else 0))
                top = round(min(y0, y1) - (thick / 2 if y0 == y1 else 0))
                long = max(thick, round(max(abs(x1 - x0), abs(y1 - y0))))
                level = abs(y1 - y0) < 0.01
                surface.fill(colour, (left, top, *((long, thick) if level else (thick, long))))
                continue
            length = math.hypot(x1 - x0, y1 - y0)
            half = max(width, 1.0) / 2 / length
            nx, ny = -(y1 - y0) * half, (x1 - x0) * half
            corners = [
                (x0 + nx, y0 + ny),
                (x1 + nx, y1 + ny),
                (x1 - nx, y1 - ny),
                (x0 - nx, y0 - ny),
            ]
            self._outline(corners, colour, surface)
        if width > 2:
            for point in points[1:-1]:
                self._disc(point, width / 2, colour, 0, sheet)

    def _disc(
        self, centre: Point, radius: float, colour: Colour, width: float, sheet: _Sheet
    ) -> None:
        if radius <= 0:
            return
        x, y = math.floor(centre[0]), math.floor(centre[1])
        at = (round((centre[0] - x) * FINE), round((centre[1] - y) * FINE))
        r, thick = max(1, round(radius * FINE)), round(max(width, 0.75) * FINE) if width else 0
        reach = math.ceil(radius) + 2
        mark = self._marks.get(
            ("disc", at, r, thick, colour), lambda: ring(reach, at, r, thick, colour)
        )
        sheet.surface.blit(mark, (x - reach, y - reach))

    def _hatch(self, box: pg.Rect, colour: Colour, gap: float, width: float, sheet: _Sheet) -> None:
        if not (box.w and box.h):
            return
        key = ("hatch", box.size, colour, gap, width)
        mark = self._marks.get(key, lambda: hatched(box.w, box.h, colour, gap, width))
        sheet.surface.blit(mark, box.topleft)

    def _paper(self, box: pg.Rect, name: str, surface: pg.Surface) -> None:
        known = next(sheet for sheet in SHEETS if sheet == name)
        tile = None if self.flat_paper else self._images.tile(known)
        if tile is None:
            surface.fill(SHEETS[known], box)
            return
        before = surface.get_clip()
        seen = before.clip(box)
        surface.set_clip(seen)
        w, h = tile.get_size()
        for y in range(box.y + (seen.y - box.y) // h * h, seen.bottom, h):
            for x in range(box.x + (seen.x - box.x) // w * w, seen.right, w):
                surface.blit(tile, (x, y))
        surface.set_clip(before)

    def _leaf(self, leaf: Leaf, sheet: _Sheet) -> None:
        """A loose sheet as it lies: fine at rest, and within a frame while it moves."""
        box = sheet.box(leaf.rect)
        if not (box.w and box.h and leaf.zoom > 0):
            return
        if not leaf.degrees and leaf.zoom == 1:
            seen = self._print(leaf, box.size, sheet.scale, 1)
        elif leaf.moving:
            flat = self._print(leaf, box.size, sheet.scale, 1)
            # A third of the time of a smooth turn, in which a large sheet cannot move.
            quick = leaf.zoom == 1 and box.w * box.h > SMALL_TILT
            seen = (
                pg.transform.rotate(flat, leaf.degrees)
                if quick
                else pg.transform.rotozoom(flat, leaf.degrees, leaf.zoom)
            )
        else:
            seen = self._prints.get(
                ("turned", *self._key(leaf, box.size, sheet.scale), leaf.degrees, leaf.zoom),
                lambda: _Print(leaf.shapes, self._fine(leaf, box.size, sheet.scale)),
            ).surface
        x, y = box.x + (box.w - seen.get_width()) / 2, box.y + (box.h - seen.get_height()) / 2
        laid(sheet.surface, seen, (round(x), round(y)))

    def _key(self, leaf: Leaf, size: tuple[int, int], scale: float) -> tuple[object, ...]:
        kept = (self.flat_paper, self._images.edition)
        return (id(leaf.shapes), *size, scale, *kept, _apron(leaf))

    def _fine(self, leaf: Leaf, size: tuple[int, int], scale: float) -> pg.Surface:
        """A sheet turned from a print of twice its size, which is not kept."""
        double = self._printed(leaf, size, scale, 2)
        return pg.transform.rotozoom(double, leaf.degrees, leaf.zoom / 2)

    def _print(self, leaf: Leaf, size: tuple[int, int], scale: float, fine: int) -> pg.Surface:
        return self._prints.get(
            ("flat", *self._key(leaf, size, scale), fine),
            lambda: _Print(leaf.shapes, self._printed(leaf, size, scale, fine)),
        ).surface

    def _printed(self, leaf: Leaf, size: tuple[int, int], scale: float, fine: int) -> pg.Surface:
        """The sheet on a surface of its own, so many times as fine, with an apron round it."""
        apron = _apron(leaf)
        w, h = (size[0] + 2 * apron) * fine, (size[1] + 2 * apron) * fine
        layer = pg.Surface((w, h), pg.SRCALPHA, 32)
        offset = apron / scale
        self._shapes(leaf.shapes, _Sheet(layer, -offset, -offset, scale * fine, once=True))
        layer.premul_alpha_ip()
        return layer

    def _turned(self, tilted: Tilted, sheet: _Sheet) -> None:
        """Shapes drawn enlarged, turned there, and reduced, alpha multiplied in throughout.

        So the colour of pixels that are not seen cannot darken an edge.
        """
        box = sheet.box(tilted.rect)
        if not (box.w and box.h):
            return
        turned = self._tilted.get(
            (tilted, sheet.scale, box.size, self.flat_paper, self._images.edition),
            lambda: self._turn(tilted, box.w, box.h, sheet.scale),
        )
        x = box.x + (box.w - turned.get_width()) / 2
        y = box.y + (box.h - turned.get_height()) / 2
        flag = pg.BLEND_PREMULTIPLIED
        sheet.surface.blit(turned, (round(x), round(y)), special_flags=flag)

    def _turn(self, tilted: Tilted, w: int, h: int, scale: float) -> pg.Surface:
        fine = (4 if w * h < SMALL_TILT else 2) if scale == 1 else 1
        margin = APRON * fine
        layer = pg.Surface((w * fine + 2 * margin, h * fine + 2 * margin), pg.SRCALPHA, 32)
        offset = APRON / scale
        inner = _Sheet(layer, tilted.rect.x - offset, tilted.rect.y - offset, scale * fine)
        self._shapes(tilted.shapes, inner)
        layer.premul_alpha_ip()
        turned = pg.transform.rotozoom(layer, tilted.degrees, 1.0)
        # Grow to a whole number of pixels each side of the middle, so that nothing shifts.
        tw, th = turned.get_size()
        full_w = math.ceil(tw / fine / 2) * 2 + w % 2
        full_h = math.ceil(th / fine / 2) * 2 + h % 2
        grown = pg.Surface((full_w * fine, full_h * fine), pg.SRCALPHA, 32)
        grown.blit(
            turned,
            ((full_w * fine - tw) // 2, (full_h * fine - th) // 2),
            special_flags=pg.BLEND_RGBA_ADD,
        )
        return grown if fine == 1 else pg.transform.smoothscale(grown, (full_w, full_h))


def _apron(leaf: Leaf) -> int:
    # What moves is turned from the print that lies at rest: its edges may be a little rough.
    return APRON if (leaf.degrees or leaf.zoom != 1) and not leaf.moving else 0
