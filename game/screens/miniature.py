"""A paper seen small, as it lies on the desk: its head can be read, the rest is grey lines."""

import random
from collections.abc import Callable, Mapping
from typing import Final

import attrs

from game.engine.removed import is_removed
from game.model.story import CharacterId
from game.screens import theme
from game.screens.faces import flips, plate_in, portrait
from game.screens.fit import Type, fitted
from game.screens.gallery_cards import wrapped
from game.screens.layout import balance
from game.screens.picture import (
    Colour,
    Face,
    Fill,
    Image,
    Line,
    Metrics,
    Photograph,
    Polygon,
    Rect,
    Shape,
    Sheet,
    Stroke,
    Text,
)
from game.screens.picture import Paper as Ground
from game.screens.sheets.photograph import PRINT, TONE
from game.session.gallery import PaperShown

GREY: Final[Colour] = (150, 139, 118)
BLUE_RULE: Final[Colour] = (160, 174, 178)
BOARD: Final[Colour] = (122, 26, 20)
SEA: Final[Colour] = (176, 190, 190)


@attrs.frozen
class Look:
    """How a kind of paper looks from afar: its shape, ground, and the type of its head."""

    wide: float
    high: float
    sheet: Sheet
    face: Face
    size: float
    draw: "Callable[[_Small], None]"


@attrs.define
class _Small:
    """A paper being drawn from its own corner; `y` is how far it has come."""

    shown: PaperShown
    look: Look
    w: float
    h: float
    k: float
    metrics: Metrics
    chance: random.Random
    shapes: list[Shape] = attrs.field(factory=list)
    y: float = 0.0

    def heading(self, most: int = 3, colour: Colour = theme.INK, pad: float = 16) -> None:
        """The title, as many lines as it needs up to so many."""
        k, look = self.k, self.look
        size, parts = self.set(self.w - 2 * pad * k, most)
        for part in parts:
            self.y += size * 1.18
            self.shapes.append(
                Text(self.w / 2, self.y, part, look.face, size, colour, anchor="centre")
            )
        self.y += 8 * k

    def set(self, room: float, most: int) -> tuple[float, tuple[str, ...]]:
        """The title in at most so many lines, and their size: smaller where it is long."""
        face, title = self.look.face, self.shown.title
        size = full = self.look.size * self.k
        longest = max(title.split(), key=len, default="")
        while size > full * 0.62:
            parts = balance(title, face, size, room, self.metrics)
            if len(parts) <= most and self.metrics.width(longest, face, size) <= room:
                return size, parts
            size *= 0.94
        return size, wrapped(title, face, size, room, most, self.metrics)

    def lines(
        self, x: float, right: float, low: float, step: float = 6, colour: Colour = GREY
    ) -> None:
        """Type too small to be read, down to `low`; paragraphs end short."""
        k, y = self.k, self.y
        thin = max(1, round(1.6 * k))
        while y + thin <= low:
            last = self.chance.random() < 0.2
            part = self.chance.uniform(0.35, 0.8) if last else 1.0
            self.shapes.append(Fill(Rect(x, round(y), (right - x) * part, thin), colour))
            y += step * k
        self.y = y

    def kind(self, colour: Colour = theme.TEXT_RED) -> None:
        """What the paper calls itself, over a rule."""
        k = self.k
        kind = Type("label-bold", 11.5 * k, colour, 1.6 * k)
        room = self.w - 32 * k
        self.shapes += (
            fitted(self.shown.kind.upper(), kind, 16 * k, 24 * k, room, self.metrics),
            Fill(Rect(16 * k, round(30 * k), room, max(1, round(2 * k))), theme.INK),
        )
        self.y = 38 * k


def size_of(shown: PaperShown) -> tuple[float, float]:
    """How wide and high a paper is on the desk, canvas pixels at 100 %."""
    look = _look(shown)
    return look.wide, look.high


def miniature(
    shown: PaperShown, campaign: str, w: float, h: float, k: float, metrics: Metrics
) -> tuple[Shape, ...]:
    """The paper from its own corner; the same each time."""
    look = _look(shown)
    small = _Small(shown, look, w, h, k, metrics, random.Random(f"{campaign}/{shown.passage}"))
    small.shapes.append(Ground(Rect(0, 0, w, h), look.sheet))
    look.draw(small)
    return tuple(small.shapes)


def _look(shown: PaperShown) -> Look:
    turn = shown.turn
    if turn is None:
        return PLAIN
    if turn.front_page:
        return NEWSPAPER
    if turn.sheet:
        return KINDS.get(turn.sheet.kind, PLAIN)
    return FORM_LOOKS.get(turn.paper.form, PLAIN) if turn.paper else PLAIN


# The kinds


def _newspaper(small: _Small) -> None:
    """Masthead, headline, photograph and columns."""
    k, w, h = small.k, small.w, small.h
    turn = small.shown.turn
    assert turn is not None
    page = turn.front_page
    assert page is not None
    pad = 12 * k
    name = page.masthead.upper()
    face: Face = "slab-cyrillic" if any("\u0400" <= c <= "\u04ff" for c in name) else "slab"
    inner = w - 2 * pad
    size = min(32 * k, 32 * k * inner / max(1.0, small.metrics.width(name, face, 32 * k)))
    base = 10 * k + small.metrics.cap_height(face, size)
    thin = max(1, round(k))
    small.shapes += (
        Text(w / 2, base, name, face, size, theme.INK, anchor="centre"),
        Fill(Rect(pad, round(base + 5 * k), inner, max(2, round(2.4 * k))), theme.INK),
        Fill(Rect(pad, round(base + 9 * k), inner, thin), theme.INK),
    )
    y = base + 11 * k
    size = 17 * k
    title = small.shown.title.upper()
    lines = balance(title, "poster", size, inner, small.metrics)
    while size > 10.5 * k and len(lines) > 2:
        size *= 0.93
        lines = balance(title, "poster", size, inner, small.metrics)
    if len(lines) > 3:
        lines = wrapped(title, "poster", size, inner, 3, small.metrics)
    for part in lines:
        y += size * 1.2
        type_ = Type("poster", size, theme.INK)
        small.shapes.append(
            fitted(part, type_, w / 2, y, inner, small.metrics, anchor="centre", least=0.5)
        )
    y += 7 * k
    small.shapes.append(Fill(Rect(pad, round(y), inner, thin), theme.INK))
    y += 5 * k
    column, gutter = (inner - 3 * 6 * k) / 4, 6 * k
    picture = 0.0
    if page.group and h - y > 50 * k:
        box = Rect(
            round(pad + column + gutter),
            round(y),
            round(2 * column + gutter),
            round(min(0.62 * (h - y), 2 * column * 0.62)),
        )
        plates = tuple(_plate(small, one) for one in page.group)
        small.shapes += (
            Fill(box, TONE),
            Photograph(box, plates, max(2.0, 1.7 * k), flips(turn, page.group)),
            Stroke(box, theme.INK, thin),
        )
        picture = box.h + 5 * k
    for n in range(4):
        small.y = y + (picture if n in (1, 2) else 0)
        x = pad + n * (column + gutter)
        small.lines(x, x + column, h - 12 * k, 4.6)


def _plate(small: _Small, person: CharacterId) -> str:
    turn = small.shown.turn
    assert turn is not None
    gone = is_removed(person, turn.state.values)
    return "" if gone else plate_in(turn, person)


def _plain(small: _Small) -> None:
    small.kind()
    small.heading()
    small.lines(16 * small.k, small.w - 16 * small.k, small.h - 16 * small.k)


def _telegram(small: _Small) -> None:
    """A form on which strips of white tape are pasted."""
    k, w, h = small.k, small.w, small.h
    small.kind()
    small.heading(2)
    strip = 13 * k
    while small.y + strip < h - 9 * k:
        wide = (w - 32 * k) * small.chance.uniform(0.55, 1.0)
        rect = Rect(16 * k, round(small.y), wide, round(strip))
        small.shapes += (Fill(rect, theme.BOOK),)
        x = rect.x + 5 * k
        while x < rect.right - 12 * k:
            word = min(small.chance.uniform(10, 34) * k, rect.right - 5 * k - x)
            bar = Rect(x, round(rect.y + 4.5 * k), word, max(2, round(4 * k)))
            small.shapes.append(Fill(bar, theme.SOFT))
            x += word + 5 * k
        small.y += strip + 4 * k


def _letter(small: _Small) -> None:
    """Ruled paper, folded once, in somebody's hand."""
    k, w, h = small.k, small.w, small.h
    small.shapes.append(Fill(Rect(0, round(h * 0.5), w, max(1, round(k))), theme.MANILA))
    small.y = 14 * k
    small.heading()
    rows = small.y + 10 * k
    while rows < h - 14 * k:
        thin = max(1, round(k))
        small.shapes.append(Fill(Rect(14 * k, round(rows), w - 28 * k, thin), BLUE_RULE))
        end = w - 18 * k - small.chance.random() ** 3 * w * 0.5
        x, points = 18 * k, [(18 * k, rows - 2 * k)]
        while x < end:
            x += small.chance.uniform(1.6, 3.4) * k
            high = small.chance.choice((1.2, 3.6, 1.5, 4.2, 1.0, 6.5))
            points.append((min(x, w - 16 * k), rows - high * k))
        small.shapes.append(Line(tuple(points), theme.BLUE_PENCIL, max(1, 0.9 * k)))
        rows += 15 * k


def _book(small: _Small) -> None:
    """A spread: two pages and the fold between them."""
    k, w, h = small.k, small.w, small.h
    fold = Rect(w / 2 - 1.5 * k, 0, 3 * k, h)
    small.shapes += (Fill(fold, theme.MANILA),)
    left, right = (16 * k, w / 2 - 12 * k), (w / 2 + 12 * k, w - 16 * k)
    small.y = 14 * k
    size, parts = small.set(left[1] - left[0], 5)
    for part in parts:
        small.y += size * 1.15
        middle = (left[0] + left[1]) / 2
        small.shapes.append(
            Text(middle, small.y, part, small.look.face, size, theme.INK, anchor="centre")
        )
    small.y += 9 * k
    small.lines(*left, h - 14 * k, 5.4)
    small.y = 18 * k
    small.lines(*right, h - 14 * k, 5.4)


def _card(small: _Small) -> None:
    """A card bound in red, its words in gilt."""
    k, w, h = small.k, small.w, small.h
    gilt = (220, 190, 130)
    small.shapes += (
        Fill(Rect(0, 0, w, h), BOARD),
        Stroke(Rect(0, 0, w, h).inset(8 * k), gilt, max(1, round(1.4 * k))),
    )
    small.y = h * 0.3
    small.heading(4, gilt, pad=22)
    small.lines(w * 0.24, w * 0.76, min(h - 22 * k, small.y + 30 * k), 8, gilt)


def _folder(small: _Small) -> None:
    """A folder with a face clipped to it."""
    k, w, h = small.k, small.w, small.h
    small.kind()
    turn = small.shown.turn
    sheet = turn.sheet if turn else None
    people = next((each for each in sheet.people.values() if each), ()) if sheet else ()
    if turn is not None and people:
        face = Rect(round(16 * k), round(42 * k), round(60 * k), round(75 * k))
        small.shapes += (
            Fill(face.inset(-3 * k), PRINT),
            Image(face, portrait(turn, people[0], "neutral", small=True)),
        )
        x, room = face.right + 12 * k, w - face.right - 28 * k
    else:
        x, room = 16 * k, w - 32 * k
    small.y = 42 * k
    size, parts = small.set(room, 4)
    for part in parts:
        small.y += size * 1.2
        small.shapes.append(Text(x, small.y, part, small.look.face, size, theme.INK))
    small.y = max(small.y + 10 * k, 128 * k if people else 0)
    small.lines(16 * k, w - 16 * k, h - 14 * k)


def _map(small: _Small) -> None:
    """A coast, and one red arrow."""
    k, w, h = small.k, small.w, small.h
    small.kind()
    small.heading(2)
    box = Rect(14 * k, small.y, w - 28 * k, h - small.y - 14 * k)
    if box.h < 30 * k:
        return
    coast = [(box.x, box.y)]
    count = 12
    for n in range(count + 1):
        x = box.x + box.w * (0.34 + 0.16 * small.chance.random()) + n * box.w * 0.02
        coast.append((x, box.y + box.h * n / count))
    coast.append((box.x, box.bottom))
    start, end = (box.right - 20 * k, box.bottom - 14 * k), (box.x + box.w * 0.6, box.y + 20 * k)
    small.shapes += (
        Fill(box, theme.BOOK),
        Polygon(tuple(coast), SEA),
        Line(tuple(coast[1:-1]), theme.INK, max(1, 1.4 * k)),
        Line((start, end), theme.VERMILION, 5 * k),
        Polygon(
            (
                (end[0] - 12 * k, end[1] - 12 * k),
                (end[0] + 13 * k, end[1] + 1 * k),
                (end[0] + 1 * k, end[1] + 13 * k),
            ),
            theme.VERMILION,
        ),
        Stroke(box, theme.INK, max(1, round(1.6 * k))),
    )


def _photograph(small: _Small) -> None:
    """A print with a white border, its caption in pencil."""
    k, w, h = small.k, small.w, small.h
    turn = small.shown.turn
    assert turn is not None
    sheet = turn.sheet
    assert sheet is not None
    group = sheet.people.get("group", ())
    plates = tuple("" if one in sheet.removed else plate_in(turn, one) for one in group)
    box = Rect(round(9 * k), round(9 * k), round(w - 18 * k), round(h - 48 * k))
    small.shapes += (
        Fill(Rect(0, 0, w, h), PRINT),
        Fill(box, TONE),
        Photograph(box, plates, max(2.0, 1.8 * k), flips(turn, group)),
    )
    small.y = box.bottom + 2 * k
    small.heading(1)


def _radio(small: _Small) -> None:
    """A shout: a black wedge, red type."""
    w, h = small.w, small.h
    small.kind()
    small.shapes.append(
        Polygon(((0, h), (0, h * 0.62), (w, h * 0.42), (w, h)), theme.VERMILION),
    )
    small.shapes.append(
        Polygon(((0, h), (0, h * 0.72), (w, h * 0.56), (w, h)), theme.INK),
    )
    small.heading(3)


def _ledger(small: _Small) -> None:
    """Ruled columns with a name to each row."""
    k, w, h = small.k, small.w, small.h
    small.kind()
    small.heading(2)
    top = small.y
    small.y += 12 * k
    thin = max(1, round(k))
    while small.y < h - 14 * k:
        row = round(small.y)
        long = small.chance.uniform(0.3, 0.62) * w
        small.shapes += (
            Fill(Rect(40 * k, row - 6 * k, long, max(1, round(2.4 * k))), theme.SOFT),
            Fill(Rect(14 * k, row, w - 28 * k, thin), BLUE_RULE),
        )
        small.y += 11 * k
    for edge in (34 * k, w * 0.78):
        small.shapes.append(Fill(Rect(edge, top, thin, h - top - 12 * k), theme.TEXT_RED))


NEWSPAPER: Final = Look(222, 204, "newsprint", "poster", 17, _newspaper)
PLAIN: Final = Look(186, 204, "book", "type-bold", 15, _plain)
KINDS: Final[Mapping[str, Look]] = {
    "telegram": Look(248, 156, "manila", "type-bold", 14, _telegram),
    "letter": Look(176, 204, "book", "hand", 21, _letter),
    "court": Look(176, 204, "book", "type-bold", 14.5, _plain),
    "historian": Look(250, 176, "book", "book-italic", 16, _book),
    "dossier": Look(224, 190, "manila", "type-bold", 14.5, _folder),
    "radio": Look(210, 190, "newsprint", "poster", 18, _radio),
    "order-of-battle": Look(190, 204, "form", "slab-cyrillic", 16, _ledger),
    "map": Look(240, 190, "form", "label-bold", 15, _map),
    "ledger-of-names": Look(196, 204, "form", "book-bold", 16, _ledger),
    "photograph": Look(248, 190, "book", "pencil", 18, _photograph),
}
FORM_LOOKS: Final[Mapping[str, Look]] = {
    "cable": KINDS["telegram"],
    "telegram": KINDS["telegram"],
    "letter": KINDS["letter"],
    "book page": KINDS["historian"],
    "quotation card": Look(184, 204, "book", "label-bold", 17, _card),
    "form": Look(186, 204, "form", "poster", 17, _plain),
    "handbill": Look(176, 204, "newsprint", "poster", 21, _plain),
}
