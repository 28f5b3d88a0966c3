"""The campaigns as slanted posters; the one in focus widens and gains rays."""

from typing import Any, Final

import attrs

from game.screens import theme
from game.screens.context import Context
from game.screens.counts import spelled
from game.screens.faces import plate
from game.screens.fit import Type, fitted
from game.screens.focus import moved
from game.screens.hints import Hint, HintRows, hint_rows
from game.screens.intent import (
    Accept,
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
from game.screens.layout import SetLine, Span, balance, paragraph, place
from game.screens.picture import (
    Button,
    Colour,
    Fill,
    Image,
    Line,
    Metrics,
    Picture,
    Point,
    Polygon,
    Rect,
    Shape,
    Size,
    Text,
)
from game.screens.picture import Paper as Ground
from game.screens.poster import at_height, clipped, rays, slant_clipped
from game.screens.roman import roman
from game.screens.screen import Pop, Transition
from game.screens.shift import shifted
from game.screens.strip import notice_strip
from game.screens.theme import Scale
from game.session.library import Entry
from game.text.tongue import say, say_many

SLANT: Final = 96 / 652
"""How far a poster leans: canvas pixels to the left for each down, 8 degrees."""

GUTTER: Final = 5.0
"""Half the paper between two posters."""

STRIP: Final = 24.0
"""The height of the strips in which a figure is cut; their steps hide under the gutters."""


@attrs.frozen
class _Poster:
    """One poster on the sheet: its corners in window pixels, clockwise from the top left."""

    index: int
    entry: Entry
    kept: int
    focused: bool
    corners: tuple[Point, Point, Point, Point]

    @property
    def left(self) -> tuple[Point, Point]:
        """The left edge, from the top down."""
        return (self.corners[0], self.corners[3])

    @property
    def right(self) -> tuple[Point, Point]:
        """The right edge, from the top down."""
        return (self.corners[1], self.corners[2])

    @property
    def ink(self) -> Colour:
        """Its spot ink."""
        return theme.SPOT.get(self.entry.summary.ink, theme.VERMILION)


@attrs.frozen
class _Band:
    """The black foot of a poster: its top in window pixels, and what is written on it."""

    top: float
    x: float
    room: float
    k: float
    title: tuple[str, ...]
    about: tuple[SetLine, ...]
    small: str


@attrs.define
class CampaignsScreen:
    """One poster to each campaign of the library, in pages where there are many."""

    context: Context
    focus: int = 0
    notice: str = ""
    _kept: tuple[int, ...] = attrs.field(default=(), repr=False)
    _page: int = attrs.field(default=5, repr=False)

    opaque = True
    animating = False

    def __attrs_post_init__(self) -> None:
        entries = self.context.library.entries
        names = [entry.summary.id for entry in entries]
        last = self.context.settings.last_campaign
        self.focus = names.index(last) if last in names else 0
        self._count()

    def tick(self, milliseconds: int) -> None:
        """Nothing moves."""

    def resume(self, result: Any) -> None:
        """Files may have come or gone meanwhile."""
        self._count()
        if isinstance(result, str):
            self.notice = result

    def _count(self) -> None:
        library = self.context.library
        self._kept = tuple(
            sum(not slot.empty for slot in library.shelf(entry.summary.id).slots())
            for entry in library.entries
        )

    def handle(self, intent: Intent) -> Transition | None:
        """Go from poster to poster; Enter opens the campaign."""
        count = len(self.context.library.entries)
        match intent:
            case Back():
                return Pop()
            case Accept():
                return self._begin()
            case Pick(number) if number - 1 == self.focus:
                return self._begin()
            case Pick(number) | Focus(number) if 1 <= number <= count:
                self.focus = number - 1
            case Move(direction):
                self.focus = moved(self.focus, count, direction)
            case Scroll(lines):
                step = Direction.DOWN if lines > 0 else Direction.UP
                self.focus = moved(self.focus, count, step)
            case Page(pages):
                self.focus = min(max(0, self.focus + pages * self._page), max(0, count - 1))
            case Edge(end):
                self.focus = max(0, count - 1) if end else 0
            case Command("m") if self._charted:
                from game.screens.chart import open_chart_of

                return open_chart_of(self.context, self.context.library.entries[self.focus])
            case Command("g") if self._charted:
                from game.screens.gallery import open_gallery_of

                return open_gallery_of(self.context, self.context.library.entries[self.focus])
            case _:
                pass
        return None

    @property
    def _charted(self) -> bool:
        """Whether anything of the campaign in focus was recorded, so that it has a map."""
        library = self.context.library
        if not 0 <= self.focus < len(library.entries):
            return False
        return not library.chronicle(library.entries[self.focus].summary.id).empty

    def _begin(self) -> Transition | None:
        from game.screens.opening import enter

        entries = self.context.library.entries
        return enter(self.context, entries[self.focus]) if self.focus < len(entries) else None

    # Drawing

    def view(self, size: Size, metrics: Metrics) -> Picture:
        """The posters of this page over a black foot."""
        scale = Scale.of(size, self.context.settings.text_size)
        u = scale.unit
        foot_high = 60 * min(1.4, max(1.0, scale.text))
        low = scale.height - foot_high - 8
        posters = self._posters(low, scale)
        shapes: list[Shape] = [
            Ground(Rect(0, 0, scale.width * u, scale.height * u), "newsprint"),
        ]
        bands = [_band(poster, low, scale, metrics) for poster in posters]
        for poster, band in zip(posters, bands, strict=True):
            shapes += _printed(poster, band, low, scale, metrics)
        for poster in posters[1:]:
            shapes.append(_gutter(poster, u))
        for poster, band in zip(posters, bands, strict=True):
            shapes += _lettered(band, poster.focused, metrics)
            if poster.focused:
                shapes += _frame(poster, u)
            middle = low * u / 2
            left, right = at_height(poster.left, middle), at_height(poster.right, middle)
            shapes.append(
                Button(
                    Rect(left, 0, right - left, low * u),
                    Pick(poster.index + 1),
                    Focus(poster.index + 1),
                )
            )
        shapes += self._foot(foot_high, scale, metrics)
        shapes += notice_strip(self.notice, scale, metrics)
        return Picture(theme.NEWSPRINT, tuple(shapes))

    def _posters(self, low: float, scale: Scale) -> list[_Poster]:
        entries = self.context.library.entries
        t, u = scale.text, scale.unit
        self._page = 5 if t < 1.15 else 4 if t < 1.35 else 3 if t < 1.7 else 2
        # Pages as even as they can be: eight campaigns are four and four.
        pages = max(1, -(-len(entries) // self._page))
        self._page = max(1, -(-len(entries) // pages))
        first = self.focus // self._page * self._page
        shown = entries[first : first + self._page]
        wide = scale.width
        share = {1: 1.0, 2: 0.62, 3: 0.46, 4: 0.40}.get(len(shown), 432 / 1280)
        chosen = min(wide, max(wide * share, min(432 * t, wide * 0.64)))
        other = (wide - chosen) / max(1, len(shown) - 1)
        lean = SLANT * low
        posters: list[_Poster] = []
        x = -lean / 2
        for n, entry in enumerate(shown):
            index = first + n
            width = chosen if index == self.focus else other
            left, right = x + GUTTER, x + width - GUTTER
            top_left, low_left = (left + lean, left) if n else (0.0, 0.0)
            top_right, low_right = (right + lean, right) if n + 1 < len(shown) else (wide, wide)
            corners = (
                (top_left * u, 0.0),
                (top_right * u, 0.0),
                (low_right * u, low * u),
                (low_left * u, low * u),
            )
            kept = self._kept[index]
            posters.append(_Poster(index, entry, kept, index == self.focus, corners))
            x += width
        return posters

    def _foot(self, high: float, scale: Scale, metrics: Metrics) -> list[Shape]:
        """How many campaigns there are, and the keys."""
        u = scale.unit
        k = u * min(1.4, max(0.8, scale.text))
        count = len(self.context.library.entries)
        title = say("NO STORY WAS FOUND")
        if count:
            number = spelled(count)
            title = say_many("{number} CAMPAIGN", "{number} CAMPAIGNS", count, number=number)
        top = (scale.height - high) * u
        size = 27 * k
        base = top + (high * u + metrics.cap_height("poster", size)) / 2
        shapes: list[Shape] = [
            Fill(Rect(0, top, scale.width * u, high * u), theme.INK),
            Text(36 * u, base, title, "poster", size, theme.NEWSPRINT, k),
        ]
        hints: list[Hint] = [("Esc", say("back"), Back())]
        if count:
            hints.insert(0, ("Enter", say("open the file"), Accept()))
        if self._charted:
            hints.insert(1, ("M", say("the map"), Command("m")))
            hints.insert(2, ("G", say("the gallery"), Command("g")))
        if count > 1:
            hints.insert(0, (("left", "right"), say("choose"), None))
            hints.insert(2, (f"1 – {count}", say("go to"), None))
        x = 36 * u + metrics.width(title, "poster", size, k) + 56 * u
        rows = HintRows(x, (scale.width - 20) * u - x, k, theme.NEWSPRINT, gap=22)
        keys, _ = hint_rows(hints, rows, metrics)
        return [*shapes, *shifted(keys, 0, top + (high * u - 18 * k) / 2)]


def _band(poster: _Poster, low: float, scale: Scale, metrics: Metrics) -> _Band:
    """The words at the foot, smaller only where they would cover the whole poster."""
    u, t = scale.unit, scale.text
    while True:
        band = _band_at(poster, low, u, t, metrics)
        if band.top > low * u * (0.26 if poster.focused else 0.4) or t <= 0.8:
            return band
        t -= 0.1


def _band_at(poster: _Poster, low: float, u: float, t: float, metrics: Metrics) -> _Band:
    k = u * t
    summary = poster.entry.summary
    kept = ""
    if poster.kept:
        kept = say_many("{count} file kept", "{count} files kept", poster.kept)
    pad = 16 * u
    room = 0.0
    x = 0.0
    title: tuple[str, ...] = ()
    about: tuple[SetLine, ...] = ()
    top = low * u * 0.78
    # The edge leans, so where the words begin depends on how high they reach.
    for _ in range(3):
        x = max(at_height(poster.left, top) + pad, 28 * u)
        room = min(at_height(poster.right, low * u) - pad - x, 760 * k)
        if poster.focused:
            title = balance(summary.title.upper(), "poster", 33 * k, room, metrics, 0.6 * k)
            about = paragraph(
                (Span(summary.about, "serif"),),
                16.5 * k,
                room,
                metrics,
                setting="ragged",
                hyphens=None,
            )
            high = (len(title) * 42 + len(about) * 23 + 30) * k + 44 * u
        else:
            title = balance(summary.title, "label-bold", 17.5 * k, room, metrics, 0.4 * k)
            high = (len(title) * 22.5 + (20 if kept else 4)) * k + 36 * u
        top = low * u - high
    if poster.focused:
        small = "      ".join(part for part in (summary.years, kept) if part)
    else:
        small = kept
    return _Band(top, x, room, k, title, about, small)


def _printed(
    poster: _Poster, band: _Band, low: float, scale: Scale, metrics: Metrics
) -> list[Shape]:
    """The flat ink, the rays of the chosen one, number and years, the figure, the foot."""
    u = scale.unit
    corners = poster.corners
    shapes: list[Shape] = [Polygon(corners, poster.ink)]
    middle = (corners[0][0] + corners[1][0] + corners[2][0] + corners[3][0]) / 4
    if corners[0][0] == 0 and not poster.focused:
        middle += 14 * u
    high = (620 if poster.focused else 480) * u * scale.height / 720
    high = min(high, band.top * 1.36)
    chin = band.top - (34 if poster.focused else 26) * u
    if poster.focused:
        deep = tuple(round(value * 0.78) for value in poster.ink)
        centre = (middle, max(60 * u, chin - high * 0.28))
        shapes.append(rays(centre, 24, corners, (deep[0], deep[1], deep[2])))
    k = u * min(1.4, scale.text)
    x = at_height(poster.left, 60 * u) + 26 * u
    size = (84 if poster.focused else 60) * u
    base = 26 * u + metrics.cap_height("poster", size)
    numeral = roman(poster.index + 1)
    shapes.append(Text(x, base, numeral, "poster", size, theme.NEWSPRINT))
    if not poster.focused and poster.entry.summary.years:
        years = Type("label-bold", 15 * k, theme.NEWSPRINT, 0.8 * k)
        under = base + 30 * k
        room = at_height(poster.right, under) - x - 14 * u
        shapes.append(fitted(poster.entry.summary.years, years, x, under, room, metrics))
    summary = poster.entry.summary
    if summary.player:
        figure = Rect(middle - high * 0.4, chin - high * 0.70, high * 0.8, high)
        name = plate(summary.id, summary.player)
        shapes += slant_clipped(
            Image(figure, name),
            max(0.0, figure.y),
            min(figure.bottom, low * u),
            poster.left,
            poster.right,
            STRIP * u,
        )
    rise = 22 * u
    left, right = corners[3][0] - 60 * u, corners[1][0] + 60 * u
    foot = ((left, band.top), (right, band.top - rise), (right, low * u), (left, low * u))
    line = ((left, band.top - 7 * u), (right, band.top - rise - 7 * u), foot[1], foot[0])
    shapes.append(Polygon(clipped(line, corners), theme.NEWSPRINT))
    shapes.append(Polygon(clipped(foot, corners), theme.INK))
    return shapes


def _lettered(band: _Band, focused: bool, metrics: Metrics) -> list[Shape]:
    """What is written on the foot."""
    k, x = band.k, band.x
    shapes: list[Shape] = []
    if focused:
        y = band.top + 8 * k
        for line in band.title:
            y += 42 * k
            type_ = Type("poster", 33 * k, theme.NEWSPRINT, 0.6 * k)
            shapes.append(fitted(line, type_, x, y - 6 * k, band.room, metrics, least=0.4))
        y += 4 * k
        shapes += place(band.about, x, y, 16.5 * k, 23 * k, theme.BOOK, metrics)
        y += len(band.about) * 23 * k + 22 * k
        small = Type("label", 14.5 * k, theme.NEWSPRINT, 0.8 * k)
    else:
        y = band.top + 10 * k
        for line in band.title:
            y += 22.5 * k
            type_ = Type("label-bold", 17.5 * k, theme.NEWSPRINT, 0.4 * k)
            shapes.append(fitted(line, type_, x, y, band.room, metrics, least=0.4))
        y += 20 * k
        small = Type("caption", 11.5 * k, theme.NEWSPRINT)
    if band.small:
        shapes.append(fitted(band.small, small, x, y, band.room, metrics))
    return shapes


def _gutter(poster: _Poster, u: float) -> Shape:
    """The paper to the left of a poster, over the steps of the figures."""
    (top_x, top), (low_x, low) = poster.left
    wide = 2 * GUTTER * u
    return Polygon(
        ((top_x - wide, top), (top_x, top), (low_x, low), (low_x - wide, low)), theme.NEWSPRINT
    )


def _frame(poster: _Poster, u: float) -> list[Shape]:
    """The double frame of the poster in focus."""
    by = 7 * u
    (ax, ay), (bx, by_), (cx, cy), (dx, dy) = poster.corners
    inner = (
        (ax + by, ay + by),
        (bx - by * 1.3, by_ + by),
        (cx - by, cy - by),
        (dx + by * 1.3, dy - by),
    )
    loop = (*inner, inner[0])
    return [
        Line(loop, theme.BOOK, max(2.5, 5 * u)),
        Line(loop, theme.INK, max(1.0, 1.6 * u)),
    ]
