"""The gallery: what all runs have brought together, on four leaves."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

import attrs

from game.engine.calendar import spoken_date
from game.screens import theme
from game.screens.context import Context
from game.screens.ending import EndingAgainScreen, end_face
from game.screens.fit import Type, fitted
from game.screens.gallery_cards import (
    closed_deed,
    deed_card,
    ending_card,
    missing_ending,
    person_card,
)
from game.screens.gallery_grid import Grid, grid_of
from game.screens.gallery_tabs import leaf_tabs, said_empty, tabs_height
from game.screens.gallery_text import GalleryText
from game.screens.hints import Hint
from game.screens.intent import (
    Accept,
    Adjust,
    Back,
    Command,
    Direction,
    Edge,
    Focus,
    Intent,
    Move,
    Page,
    Pick,
    Scroll,
)
from game.screens.marks import Inks, focus_frame
from game.screens.miniature import miniature, size_of
from game.screens.paper_again import PaperAgainScreen
from game.screens.picture import (
    Button,
    Clip,
    Leaf,
    Metrics,
    Picture,
    Rect,
    Shadow,
    Shape,
    Size,
)
from game.screens.picture import Paper as Ground
from game.screens.plain import PlainScreen
from game.screens.screen import Pop, Push, Transition
from game.screens.sheet import foot, foot_height, head_band, head_height, rail
from game.screens.strip import notice_strip
from game.screens.theme import Scale
from game.session.gallery import (
    LEAVES,
    NONE_YET,
    EndingShown,
    Gallery,
    LeafName,
    PaperShown,
    PersonShown,
)
from game.session.library import Entry
from game.session.playthrough import Playthrough
from game.text.tongue import say

ON_DESK: Final = Inks(theme.BOOK, theme.DESK, theme.VERMILION)
KEPT: Final = 64
"""Cards remembered; the painter knows a card again only by the same tuple of shapes."""

LARGEST: Final = 1.3
"""The text size up to which papers on the desk grow with it; the words under them always do."""

HEAD: Final = -1
"""The focus when it stands on the tabs."""

TILTS: Final = (0.9, -0.7, 0.4, -1.1, 0.7, -0.4)


@attrs.define
class GalleryScreen:
    """The leaves as card indexes on a desk; the one in front, and where on it one is."""

    context: Context
    gallery: Gallery
    leaf: LeafName = "endings"
    focus: int = 0
    scroll: float = 0.0
    notice: str = ""
    _grid: Grid | None = attrs.field(default=None, init=False, repr=False)
    _room: float = attrs.field(default=500.0, init=False, repr=False)
    _follow: bool = attrs.field(default=True, init=False, repr=False)
    _made: dict[tuple[object, ...], tuple[Shape, ...]] = attrs.field(
        factory=dict, init=False, repr=False
    )

    opaque = True
    animating = False

    def __attrs_post_init__(self) -> None:
        self.notice = " ".join(self.gallery.chronicle.problems)

    def tick(self, milliseconds: int) -> None:
        """Nothing moves."""

    def resume(self, result: Any) -> None:
        """Nothing is asked of a screen above."""

    # What the player does

    def handle(self, intent: Intent) -> Transition | None:
        """Turn the leaves; go from card to card; open the one in focus."""
        count = self.gallery.count(self.leaf)
        match intent:
            case Back() | Command("g"):
                return Pop()
            case Command("t"):
                return Push(GalleryText(self.context, gallery=self.gallery, leaf=self.leaf))
            case Move(Direction.NEXT):
                self._turn_leaf(1)
            case Move(Direction.PREVIOUS):
                self._turn_leaf(-1)
            case Adjust(0, number) if 0 <= number < len(LEAVES):
                self._to_leaf(LEAVES[number])
            case Move(direction):
                self._move(direction)
            case Accept() if self.focus == HEAD:
                self._to(0)
            case Accept():
                return self._open()
            case Pick(number) if number - 1 == self.focus:
                return self._open()
            case Pick(number) if 1 <= number <= count:
                self._to(number - 1)
            case Focus(number) if 1 <= number <= count:
                self.focus, self.notice = number - 1, ""
            case Scroll(lines):
                self._by(lines * 40)
            case Page(pages):
                self._page(pages)
            case Edge(end):
                self._to(count - 1 if end else 0)
            case _:
                pass
        return None

    def _turn_leaf(self, step: int) -> None:
        self._to_leaf(LEAVES[(LEAVES.index(self.leaf) + step) % len(LEAVES)])

    def _to_leaf(self, leaf: LeafName) -> None:
        head = self.focus == HEAD
        self.leaf, self.notice, self.scroll, self._grid = leaf, "", 0.0, None
        self.focus = HEAD if head else 0
        self._follow = True

    def _move(self, direction: Direction) -> None:
        """By cards and rows; above the first row are the tabs."""
        if self.focus == HEAD:
            if direction is Direction.LEFT:
                self._turn_leaf(-1)
            elif direction is Direction.RIGHT:
                self._turn_leaf(1)
            elif direction is Direction.DOWN and self.gallery.count(self.leaf):
                self._to(0)
            return
        grid = self._grid
        if grid is None or not grid.places:
            self.focus = HEAD if direction is Direction.UP else self.focus
            return
        there = grid.moved(self.focus, direction)
        self._to(HEAD if there is None else there)

    def _to(self, focus: int) -> None:
        if not HEAD <= focus < max(1, self.gallery.count(self.leaf)):
            return
        self.focus, self.notice, self._follow = focus, "", True

    def _by(self, distance: float) -> None:
        extent = 0.0 if self._grid is None else max(0.0, self._grid.height - self._room)
        self.scroll = min(max(0.0, self.scroll + distance), extent)

    def _page(self, pages: int) -> None:
        """A screenful on: the focus goes with what is read."""
        grid = self._grid
        if grid is None or not grid.places:
            return
        focus = max(0, self.focus)
        y = grid.places[focus].y + pages * max(100.0, self._room - 60)
        self._to(grid.nearest(grid.places[focus].x, y))

    def _open(self) -> Transition | None:
        gallery = self.gallery
        if not 0 <= self.focus < gallery.count(self.leaf):
            return None
        shown = gallery.shown(self.leaf, self.focus)
        if shown is None:
            closed = say("Not reached."), say("Not achieved.")
            self.notice = closed[self.leaf == "deeds"]
            return None
        turn = gallery.turn(shown.at)
        if turn is None:
            self.notice = say("The story has changed since; this page is no longer come to.")
            return None
        if isinstance(shown, EndingShown):
            again = gallery.chronicle.again(gallery.program, shown.at).playthrough
            return Push(EndingAgainScreen(self.context, playthrough=again))
        if isinstance(shown, PaperShown):
            return Push(PaperAgainScreen(self.context, turn))
        return Push(PlainScreen(self.context, turn=turn))

    # Drawing

    def view(self, size: Size, metrics: Metrics) -> Picture:
        """The desk, the tabs, and of the leaf what is in sight."""
        scale = Scale.of(size, self.context.settings.text_size)
        u = scale.unit
        top = head_height(scale) + tabs_height(scale) + 6
        low = scale.height - foot_height(scale)
        self._room = room = low - top
        grid = self._grid = self._laid(scale)
        self._keep_in_sight(grid)
        area = Rect(0, top * u, scale.width * u, room * u)
        shapes: list[Shape] = [
            Ground(Rect(0, 0, scale.width * u, scale.height * u), "desk"),
            Clip(area, self._cards(grid, top, scale, metrics)),
            *head_band(
                say("THE GALLERY"),
                self.gallery.story.title,
                self.gallery.said(self.leaf),
                scale,
                metrics,
            ),
            *leaf_tabs(self.leaf, self.focus == HEAD, scale, metrics),
            *notice_strip(self.notice, scale, metrics),
            *foot(self._hints(), scale, metrics),
        ]
        extent = grid.height - room
        if extent > 0:
            bar = Rect((scale.width - 23) * u, (top + 14) * u, 10 * u, (room - 28) * u)
            shapes += rail(bar, room / grid.height, self.scroll / extent, u, theme.MANILA)
        return Picture(theme.DESK, tuple(shapes))

    def foresee(self, size: Size, metrics: Metrics) -> Iterator[Picture]:
        """The other leaves, as they are turned to."""
        here = LEAVES.index(self.leaf)
        for step in (1, -1, 2):
            ahead = GalleryScreen(self.context, self.gallery, LEAVES[(here + step) % len(LEAVES)])
            ahead._made = self._made
            yield ahead.view(size, metrics)

    def _hints(self) -> Sequence[Hint]:
        hints: list[Hint] = [("Tab", say("next leaf"), Move(Direction.NEXT))]
        if self.gallery.found(self.leaf):
            hints.append(("Enter", say("open it"), Accept()))
        hints.append(("T", say("plain text"), Command("t")))
        hints.append(("Esc", say("back"), Back()))
        return hints

    def _laid(self, scale: Scale) -> Grid:
        """Where the cards of the leaf stand, canvas pixels from the top of the leaf."""
        t = scale.text
        wide = scale.width - 72
        heading = 46 * min(t, 1.5)
        match self.leaf:
            case "endings":
                size = t * self._ample
                columns, high, gap = _columns(wide, 384 * size), 190 * size, 26.0
            case "papers":
                small = min(t, LARGEST)
                columns, high, gap = _columns(wide, 272 * small), 212 * small + 50 * t, 16.0
            case "people":
                columns, high, gap = _columns(wide, 560 * t), 148 * t, 20.0
            case "deeds":
                columns, high, gap = _columns(wide, 560 * t), 94 * t, 20.0
        return grid_of(self.gallery.groups(self.leaf), columns, wide, high, gap, heading)

    @property
    def _ample(self) -> float:
        """How much larger the cards of endings are where there are few of them."""
        return 1.5 if self.gallery.count("endings") <= 4 else 1.0

    def _keep_in_sight(self, grid: Grid) -> None:
        if self._follow and 0 <= self.focus < len(grid.places):
            here = grid.places[self.focus]
            above = grid.heading_over(self.focus)
            self.scroll = min(self.scroll, (here.y if above is None else above) - 16)
            self.scroll = max(self.scroll, here.bottom + 18 - self._room)
            self.scroll = min(self.scroll, here.y - 16)
        elif self._follow:
            self.scroll = 0.0
        self._follow = False
        self.scroll = min(max(0.0, self.scroll), max(0.0, grid.height - self._room))

    def _cards(self, grid: Grid, top: float, scale: Scale, metrics: Metrics) -> tuple[Shape, ...]:
        u = scale.unit
        shapes: list[Shape] = []
        down = top - self.scroll
        for y, words in grid.headings:
            if -60 * scale.text < y - self.scroll < self._room:
                size = 25 * u * min(scale.text, 1.5)
                heading = Type("title", size, theme.NEWSPRINT)
                room = (scale.width - 72) * u
                base = (y + down) * u + size * 1.24
                shapes.append(fitted(words, heading, 36 * u, base, room, metrics))
        focused: tuple[Shape, ...] = ()
        for number in grid.between(self.scroll - 20, self.scroll + self._room + 20):
            spot = grid.places[number]
            rect = Rect(
                round((36 + spot.x) * u), round((spot.y + down) * u), spot.w * u, spot.h * u
            )
            card, where = self._card(number, rect, scale, metrics)
            shapes += card
            shapes.append(Button(rect, Pick(number + 1), Focus(number + 1)))
            if number == self.focus:
                focused = focus_frame(where.inset(-3 * u), u, ON_DESK)
        if not grid.places:
            shapes += said_empty(say(NONE_YET[self.leaf]), top, scale, metrics)
        return (*shapes, *focused)

    def _card(
        self, number: int, rect: Rect, scale: Scale, metrics: Metrics
    ) -> tuple[list[Shape], Rect]:
        """A card lying on the desk, and where the frame of the focus goes."""
        u, k = scale.unit, scale.unit * scale.text
        shown = self.gallery.shown(self.leaf, number)
        if isinstance(shown, PaperShown):
            return self._paper(number, shown, rect, scale, metrics)
        made = self._once(
            (self.leaf, number if shown else -1, rect.w, rect.h, k, id(metrics)),
            lambda: self._printed(number, rect, u, k, metrics),
        )
        shadow = (Shadow(rect, 8 * u),) if shown else ()
        return [*shadow, Leaf(rect, made)], rect

    def _printed(
        self, number: int, rect: Rect, u: float, k: float, metrics: Metrics
    ) -> tuple[Shape, ...]:
        gallery, w, h = self.gallery, rect.w, rect.h
        shown = gallery.shown(self.leaf, number)
        if shown is None:
            if self.leaf == "deeds":
                return closed_deed(w, h, u, k, metrics)
            return missing_ending(w, h, u, k * self._ample, metrics)
        if isinstance(shown, EndingShown):
            look = "neutral" if shown.turn is None else end_face(shown.turn)
            k *= self._ample
            return ending_card(shown, look, gallery, w, h, u, k, metrics)
        if isinstance(shown, PersonShown):
            return person_card(shown, gallery, w, h, u, k, metrics)
        assert not isinstance(shown, PaperShown)
        return deed_card(shown, gallery, w, h, u, k, metrics)

    def _paper(
        self, number: int, shown: PaperShown, rect: Rect, scale: Scale, metrics: Metrics
    ) -> tuple[list[Shape], Rect]:
        """The paper small, and under it what it is and of when."""
        u, k = scale.unit, scale.unit * scale.text
        wide, high = size_of(shown)
        small = u * min(scale.text, LARGEST)
        w, h = round(wide * small), round(high * small)
        campaign = self.gallery.story.id
        made = self._once(
            ("papers", number, w, h, small, id(metrics)),
            lambda: miniature(shown, campaign, w, h, small, metrics),
        )
        foot_ = 42 * k
        lies = Rect(
            round(rect.centre[0] - w / 2), round(rect.y + (rect.h - foot_ - h) / 2 - 2 * k), w, h
        )
        room, x = rect.w - 16 * u, rect.centre[0]
        kind = shown.kind[:1].upper() + shown.kind[1:]
        head = Type("label-bold", 14 * k, theme.BOOK, 0.6 * k)
        date = Type("serif-italic", 14.5 * k, theme.MANILA)
        said = spoken_date(shown.date)
        base = rect.bottom - 25 * k
        return [
            Shadow(lies, 9 * u, 170),
            Leaf(lies, made, TILTS[number % len(TILTS)]),
            fitted(kind, head, x, base, room, metrics, anchor="centre"),
            fitted(said, date, x, base + 19 * k, room, metrics, anchor="centre"),
        ], rect

    def _once(
        self, key: tuple[object, ...], make: Callable[[], tuple[Shape, ...]]
    ) -> tuple[Shape, ...]:
        """A card as it was made before, so that it is not printed anew."""
        made = self._made.pop(key, None)
        self._made[key] = made = make() if made is None else made
        while len(self._made) > KEPT:
            del self._made[next(iter(self._made))]
        return made


def _columns(wide: float, least: float) -> int:
    """How many cards of about this width stand side by side."""
    return max(1, int((wide + 28) / (least + 4)))


def open_gallery(context: Context, playthrough: Playthrough) -> Transition:
    """To the gallery of the campaign of the game that is played."""
    program = playthrough.program
    chronicle = context.library.chronicle(program.story.id)
    return Push(GalleryScreen(context, Gallery(program, chronicle, playthrough)))


def open_gallery_of(context: Context, entry: Entry) -> Transition:
    """To the gallery of a campaign of which no game is played; or to what keeps it from loading."""
    program = context.library.program(entry)
    if program is None:
        from game.screens.opening import enter

        return enter(context, entry)
    chronicle = context.library.chronicle(program.story.id)
    return Push(GalleryScreen(context, Gallery(program, chronicle)))
