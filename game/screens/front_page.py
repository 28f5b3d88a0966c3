"""A front page as a loose sheet: the page as it was printed, or the censor's proof of it."""

import functools
from typing import Final

import attrs

from game.engine.prose import FrontPage
from game.engine.removed import is_removed
from game.engine.state import Turn
from game.screens.faces import flips, plate_in
from game.screens.forme import WIDTH, Forme, Group, Place
from game.screens.layout import dictionary
from game.screens.picture import Image, Leaf, Metrics, Paper, Rect, Shadow, Shape
from game.screens.proof import marked, stamped
from game.screens.shift import enlarged
from game.text.tongue import language

KEPT: Final = 6
"""Sheets remembered; the painter knows a sheet again only by the same tuple of shapes."""


@attrs.frozen(eq=False)
class FrontSheet:
    """A front page made up. `places` are where its parts stand, in pixels from its corner."""

    shapes: tuple[Shape, ...]
    width: float
    height: float
    places: tuple[Place, ...]

    def place(self, part: str, number: int = 0) -> Place | None:
        """Where a part stands; None where the page has none. Columns are counted from 0."""
        return next((p for p in self.places if (p.part, p.number) == (part, number)), None)

    def leaf(self, x: float, y: float) -> tuple[Shadow, Leaf]:
        """The sheet lying with its corner at a point, on its shadow."""
        rect = Rect(round(x), round(y), self.width, self.height)
        shadow = Shadow(rect, self.width * 0.022, 190)
        return (shadow, Leaf(rect, self.shapes))


@attrs.frozen
class _Key:
    """What a sheet depends on. Metrics are told apart by which they are."""

    page: FrontPage
    date: str
    group: Group
    language: str
    interface: str
    unit: float
    proof: bool
    enlarged: float
    metrics: Metrics = attrs.field(eq=id, hash=False)


def front_page(
    page: FrontPage,
    turn: Turn,
    unit: float,
    metrics: Metrics,
    *,
    proof: bool = False,
    zoom: float = 1.0,
) -> FrontSheet:
    """The sheet, so many times its size for reading; the same one for the same page.

    The lines are broken the same at every `zoom`.
    """
    story = turn.program.story
    gone = {who for who in page.group if is_removed(who, turn.state.values)}
    gone.update(page.proof.missing if proof and page.proof else ())
    return _sheet(
        _Key(
            page,
            turn.date,
            Group(
                tuple("" if who in gone else plate_in(turn, who) for who in page.group),
                flips(turn, page.group),
            ),
            turn.program.language or story.language,
            language(),
            unit,
            proof and page.proof is not None,
            zoom,
            metrics,
        )
    )


@functools.lru_cache(maxsize=KEPT)
def _sheet(key: _Key) -> FrontSheet:
    if key.enlarged != 1:
        small = _sheet(attrs.evolve(key, enlarged=1.0))
        by = key.enlarged
        places = tuple(
            Place(
                each.part,
                each.number,
                Rect(each.rect.x * by, each.rect.y * by, each.rect.w * by, each.rect.h * by),
                enlarged(each.shapes, by),
            )
            for each in small.places
        )
        shapes = enlarged(small.shapes, by)
        return FrontSheet(shapes, small.width * by, small.height * by, places)
    forme = Forme(key.page, key.date, key.group, dictionary(key.language), key.unit, key.metrics)
    height = round(forme.compose())
    width = round(WIDTH * key.unit)
    whole = Rect(0, 0, width, height)
    places = tuple(forme.places)
    printed = tuple(forme.shapes)
    if key.proof:
        assert key.page.proof is not None
        printed = marked(printed, places, key.page, key.page.proof, whole, key.unit, key.metrics)
    elif key.page.stamp:
        room = forme.room_for_stamp
        bar = next((place.rect.y for place in places if place.part == "slogan"), None)
        low = Rect(0, 0, width, bar or height - 40 * key.unit)
        printed = (*printed, *stamped(key.page.stamp, room, low, key.unit, key.metrics))
    ground = (Paper(whole, "newsprint"), Image(whole, "paper/aged.png"))
    shapes = (*ground, *printed, Image(whole, "paper/worn.png"))
    return FrontSheet(shapes, width, height, places)
