"""A document as a printed object: the sheet, type and stamp of its form."""

from functools import lru_cache
from typing import Final

import attrs

from game.engine.calendar import spoken_date
from game.engine.forms import form_name
from game.engine.prose import Paper, text_of
from game.engine.state import Turn
from game.screens import theme
from game.screens.column import Column, set_lines
from game.screens.layout import balance
from game.screens.marks import scotch_rule
from game.screens.motion import STILL, dropped
from game.screens.picture import (
    Colour,
    Face,
    Fill,
    Leaf,
    Metrics,
    Rect,
    Shape,
    Sheet,
    Stroke,
    Text,
)
from game.screens.picture import Paper as Ground
from game.text.tongue import language


@attrs.frozen
class Form:
    """How one kind of paper looks. `plain` is the colour of a sheet that has no paper's grain."""

    sheet: Sheet
    face: Face
    size: float
    leading: float
    heading: Face
    width: float
    ink: Colour = theme.INK
    plain: Colour | None = None
    tilt: float = 0.6
    justified: bool = False
    ruled: bool = True
    dated: bool = True


FORMS: Final = {
    "cable": Form("manila", "type", 17.5, 26, "label-bold", 660, tilt=-0.7),
    "telegram": Form("manila", "type-bold", 18, 27, "label-bold", 660, tilt=-0.7),
    "letter": Form("book", "hand", 24, 31, "hand", 620, tilt=0.8, ruled=False),
    "book page": Form(
        "book", "book", 19.5, 26.5, "book-italic", 600, tilt=0, justified=True, dated=False
    ),
    "quotation card": Form(
        "book",
        "news",
        25,
        34,
        "label-bold",
        560,
        ink=theme.BOOK,
        plain=(122, 26, 20),
        tilt=-0.8,
        ruled=False,
        dated=False,
    ),
    "form": Form("form", "type", 17, 25, "poster", 660, tilt=0.4),
    "handbill": Form("newsprint", "slab", 24, 33, "poster", 600, tilt=-1.2, ruled=False),
}
SHEET_TEXT: Final = 1.4
"""The largest text size at which the sheet's own type still follows it."""

KEPT: Final = 4
"""Papers remembered; the painter knows a sheet again only by the same tuple of shapes."""

OTHER: Final = Form("form", "type", 17.5, 26, "label-bold", 640)


@attrs.frozen
class _Key:
    """What a printed paper depends on; paper, turn and metrics are told apart by which they are."""

    paper: Paper = attrs.field(eq=id, hash=False)
    turn: Turn = attrs.field(eq=id, hash=False)
    metrics: Metrics = attrs.field(eq=id, hash=False)
    w: float
    h: float
    unit: float
    k: float
    interface: str


@lru_cache(maxsize=KEPT)
def _laid(key: _Key) -> tuple[tuple[Shape, ...], float, float, float]:
    """What is printed on a paper, its width and height, and by how much it lies turned."""
    form = FORMS.get(key.paper.form, OTHER)
    unit = key.unit
    width = min(form.width * unit, key.w - 90 * unit)
    inner, height = _printed(key.paper, key.turn, form, width, unit, key.k, key.metrics)
    height = max(height, min(key.h - 120 * unit, width * (0.62 if form.plain else 0.9)))
    ground: tuple[Shape, ...] = (Ground(Rect(0, 0, width, height), form.sheet),)
    if form.plain is not None:
        ground = _leather(width, height, form.plain, unit)
    return (*ground, *inner), width, height, form.tilt


def paper_sheet(
    paper: Paper,
    turn: Turn,
    area: Rect,
    scroll: float,
    unit: float,
    text: float,
    metrics: Metrics,
    moved: float = STILL,
) -> tuple[tuple[Shape, ...], float]:
    """The sheet lying in an area of the desk, up by `scroll`, and its height."""
    k = unit * min(text, SHEET_TEXT)
    key = _Key(paper, turn, metrics, area.w, area.h, unit, k, language())
    shapes, width, height, tilt = _laid(key)
    x = (area.w - width) / 2 - 8 * unit
    y = max(36 * unit, (area.h - height) / 2 - 10 * unit) - scroll * unit
    leaf = Leaf(Rect(round(x), round(y), width, height), shapes, tilt)
    return dropped(leaf, unit, moved), height / unit + 76


def dated(paper: Paper | None) -> bool:
    """Whether the story's date is the paper's own; a book is of another year."""
    return paper is None or FORMS.get(paper.form, OTHER).dated


def _printed(
    paper: Paper, turn: Turn, form: Form, width: float, u: float, k: float, metrics: Metrics
) -> tuple[tuple[Shape, ...], float]:
    pad = 52 * u
    inner = width - 2 * pad
    shapes: list[Shape] = []
    y = 46 * u
    kind = form_name(paper.form).upper()
    date = spoken_date(turn.date).upper() if form.dated else ""
    accent = theme.MANILA if form.plain else theme.TEXT_RED
    if form.ruled:
        shapes.append(Text(pad, y, kind, "label-bold", 14 * k, accent, 2.4 * k))
        wide = metrics.width(kind, "label-bold", 14 * k, 2.4 * k)
        if wide + metrics.width(date, "label", 13 * k, k) + 20 * u <= inner:
            shapes.append(Text(width - pad, y, date, "label", 13 * k, form.ink, k, anchor="right"))
        y += 10 * u
        shapes += scotch_rule(pad, y, inner, u, form.ink)
        y += 20 * u
    title = text_of(paper.title)
    if title:
        size = (27 if form.heading in ("book-italic", "hand", "poster") else 19) * k
        for part in balance(title, form.heading, size, inner, metrics):
            y += size * 1.0
            shapes.append(Text(width / 2, y, part, form.heading, size, form.ink, anchor="centre"))
            y += size * 0.22
        y += 16 * k
    column = Column(
        pad,
        inner,
        form.size * k,
        form.leading * k,
        u,
        form.ink,
        form.face,
        form.justified,
        indent=20 * k if form.justified else 0,
        gap=0 if form.justified else 9 * k,
        label=accent,
    )
    for row in set_lines(paper.lines, column, metrics, y):
        shapes += row.shapes
        y = row.bottom
    return tuple(shapes), y + 48 * u


def _leather(width: float, height: float, colour: Colour, u: float) -> tuple[Shape, ...]:
    """A card bound in red leather: a flat cover with two gilt frames."""
    whole = Rect(0, 0, width, height)
    gilt = (201, 164, 92)
    spine = tuple(round(part * 0.72) for part in colour)
    assert len(spine) == 3
    return (
        Fill(whole, colour),
        Fill(Rect(0, 0, 16 * u, height), (spine[0], spine[1], spine[2])),
        Stroke(whole.inset(22 * u), gilt, max(1, round(2 * u))),
        Stroke(whole.inset(28 * u), gilt, max(1, round(u))),
    )
