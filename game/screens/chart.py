"""The map of what might have been: where every run went, and what was left beside the road."""

from bisect import bisect_left
from typing import Any, Final

import attrs

from game.engine.program import Program
from game.engine.prose import Word
from game.model.story import ChapterId, PassageId
from game.screens import theme
from game.screens.chart_blocks import blocks
from game.screens.chart_drawer import drawer, drawer_height
from game.screens.chart_marks import (
    PITCH,
    Look,
    arrow_head,
    box_of,
    chamfered,
    drawn_spot,
    drawn_way,
    half_width,
)
from game.screens.chart_text import ChartText
from game.screens.charted import Plan, plan_of
from game.screens.confirm import Confirmed, ConfirmScreen
from game.screens.context import Context
from game.screens.fit import cut
from game.screens.hints import Hint
from game.screens.intent import (
    Accept,
    Back,
    Command,
    Direction,
    Drag,
    Edge,
    Focus,
    Intent,
    Move,
    Page,
    Pick,
    Scroll,
    Zoom,
)
from game.screens.layered import Lane, routed
from game.screens.marks import focus_frame
from game.screens.picture import (
    Button,
    Clip,
    Fill,
    Metrics,
    Picture,
    Point,
    Rect,
    Shape,
    Size,
    Text,
)
from game.screens.picture import Paper as Ground
from game.screens.play import PlayScreen
from game.screens.screen import Pop, Push, Reset, Transition
from game.screens.sheet import foot, foot_height, head_band, head_height
from game.screens.strip import notice_strip
from game.screens.theme import Scale
from game.session.atlas import Atlas, Way, shortened
from game.session.chronicle import Again
from game.session.library import Entry
from game.session.playthrough import Playthrough
from game.session.saves import SaveProblem
from game.text.tongue import say

FIRST_NUMBER: Final = 11
"""The number of the first spot; those below are digits, which mean nothing here."""

FAR, SMALL, NEAR, CLOSE = range(4)
ZOOMS: Final = {FAR: 1.0, SMALL: 0.36, NEAR: 1.0, CLOSE: 1.45}
HEADING: Final = 30.0
"""Canvas pixels of the strip with the chapters' names."""

GUTTER_LANE, ROW_LANE = 0.022, 0.054
"""How far lanes lie from one another, in columns and in rows."""

DENSE: Final = 200
"""So many ways in sight of small boxes that those not walked would be one grey."""

STRENGTH: Final = {"closed": 0, "open": 1, "earlier": 2, "run": 3}


@attrs.frozen
class _View:
    """How the grid lies in the window: `at` is where column 0, row 0 is."""

    area: Rect
    at: Point
    step: Point

    def point(self, column: float, row: float) -> Point:
        return (self.at[0] + column * self.step[0], self.at[1] + row * self.step[1])


@attrs.frozen
class _Road:
    """A way on the grid: its corners, how far it reaches, and whether it leads back."""

    way: Way
    points: tuple[Point, ...]
    left: float
    right: float
    high: float
    low: float
    back: bool


@attrs.define
class AgainScreen(ConfirmScreen):
    """Asks whether the story is to be gone on with from another page, and goes there."""

    again: Again = attrs.field(kw_only=True)

    def handle(self, intent: Intent) -> Transition | None:
        """To the page, or back to the map."""
        led = super().handle(intent)
        if not (isinstance(led, Pop) and isinstance(led.result, Confirmed)):
            return led
        played = self.again.playthrough
        notes = [self.again.note]
        library = self.context.library
        try:
            shelf = library.shelf(played.program.story.id)
            kept = None if played.apart else shelf.put_away()
        except SaveProblem as problem:
            notes.append(str(problem))
        else:
            if kept is not None:
                notes.append(
                    say("Your game before this one was put away in file {file}.", file=kept)
                )
        screen = PlayScreen(self.context, played)
        screen.resume(played)
        if said := " ".join(filter(None, notes)):
            screen.resume(said)
        return Reset(screen)


@attrs.define
class ChartScreen:
    """The map for the game that is played, or for a campaign where none is.

    `zoom` is one of four steps, of which the first shows whole chapters; `centre` is the column
    and the row in the middle of the window.
    """

    context: Context
    program: Program
    playthrough: Playthrough | None = None
    zoom: int = NEAR
    notice: str = ""
    plain: bool | None = None
    focus: PassageId = attrs.field(init=False)
    atlas: Atlas = attrs.field(init=False, repr=False)
    _plan: Plan = attrs.field(init=False, repr=False)
    _places: dict[PassageId, tuple[int, int]] = attrs.field(init=False, repr=False)
    _roads: list[_Road] = attrs.field(init=False, repr=False)
    _numbers: dict[PassageId, int] = attrs.field(init=False, repr=False)
    _bands: list[tuple[int, int, str]] = attrs.field(init=False, repr=False)
    _groups: list[tuple[ChapterId | None, list[PassageId]]] = attrs.field(init=False, repr=False)
    _bent: dict[int, tuple[Point, ...]] = attrs.field(factory=dict, init=False, repr=False)
    _bent_for: tuple[Point, float] | None = attrs.field(default=None, init=False, repr=False)
    _bounds: tuple[Point, Point] = attrs.field(init=False, repr=False)
    _order: list[PassageId] = attrs.field(init=False, repr=False)
    _centre: Point = attrs.field(default=(0.0, 0.0), init=False, repr=False)
    _follow: bool = attrs.field(default=True, init=False, repr=False)
    _fresh: bool = attrs.field(default=True, init=False, repr=False)
    _wheel: float = attrs.field(default=0.0, init=False, repr=False)
    _step: Point = attrs.field(default=(1.0, 1.0), init=False, repr=False)
    _room: Point = attrs.field(default=(4.0, 4.0), init=False, repr=False)
    _text: ChartText | None = attrs.field(default=None, init=False, repr=False)

    opaque = True
    animating = False

    def __attrs_post_init__(self) -> None:
        story = self.program.story
        chronicle = self.context.library.chronicle(story.id)
        self.atlas = Atlas.of(self.program, chronicle, self.playthrough)
        self._plan = plan_of(story)
        if chronicle.problems and not self.notice:
            self.notice = " ".join(chronicle.problems)
        self._settle()
        self.focus = self.atlas.here or self._first()
        if self.plain is None:
            self.plain = self.context.settings.text_size >= 150

    def _settle(self) -> None:
        """Where everything that is shown stands; the endings in a column of their own."""
        spots, plan = self.atlas.spots, self._plan
        places = {id_: plan.places[id_] for id_ in spots if id_ in plan.places}
        last = max((column for column, _ in places.values()), default=-1)
        places |= {id_: (last + 1, plan.endings[id_]) for id_ in spots if id_ in plan.endings}
        self._places = places
        self._order = sorted(places, key=lambda id_: places[id_])
        ways = [way for way in self.atlas.ways if way.start in places and way.end in places]
        lanes = routed([(way.start, way.end) for way in ways], places)
        ways.sort(key=lambda way: STRENGTH[way.style])
        self._roads = [self._road(way, lanes[way.start, way.end]) for way in ways]
        self._numbers = {id_: n for n, id_ in enumerate(self._order, start=FIRST_NUMBER)}
        self._bands = self._named_bands()
        self._groups = self._grouped()
        columns, rows = zip(*places.values(), strict=True)
        self._bounds = (
            (min(columns) - 0.62, max(columns) + 0.78),
            (min(rows) - 0.75, max(rows) + 0.75),
        )

    def _road(self, way: Way, lane: Lane) -> _Road:
        """A way as its corners on the grid."""
        spots, places = self.atlas.spots, self._places
        (column, row), (to_column, to_row) = places[way.start], places[way.end]
        x = column + half_width(spots[way.start]) / PITCH[0]
        to = to_column - half_width(spots[way.end]) / PITCH[0]
        points: list[Point] = [(x, row)]
        gutters = [g + 0.5 + shift * GUTTER_LANE for g, shift in lane.gutters]
        if len(gutters) == 1:
            points += [(gutters[0], row), (gutters[0], to_row)]
        else:
            level = lane.level + lane.shift * ROW_LANE
            points += [(gutters[0], row), (gutters[0], level)]
            points += [(gutters[1], level), (gutters[1], to_row)]
        points.append((to, to_row))
        corners = [points[0]]
        for n, point in enumerate(points[1:], start=1):
            before, after = corners[-1], points[min(n + 1, len(points) - 1)]
            straight = before[1] == point[1] == after[1] and n < len(points) - 1
            if point != before and not straight:
                corners.append(point)
        across, down = [p[0] for p in corners], [p[1] for p in corners]
        return _Road(
            way,
            tuple(corners),
            min(across),
            max(across),
            min(down),
            max(down),
            to_column <= column,
        )

    def _first(self) -> PassageId:
        seen = (id_ for id_ in self._order if self.atlas.spots[id_].seen)
        start = self.program.story.start
        return start if start in self._places else next(seen, self._order[0])

    def tick(self, milliseconds: int) -> None:
        """Nothing moves."""

    def resume(self, result: Any) -> None:
        """A question was answered with no."""

    # Moving

    def handle(self, intent: Intent) -> Transition | None:
        """Move over the map; start again from a page; show the map as text."""
        if self.plain:
            return self._handle_text(intent)
        self.notice = ""
        match intent:
            case Back() | Command("m"):
                return Pop()
            case Accept():
                return self._accept()
            case Pick(number) if number >= FIRST_NUMBER:
                before = self.focus
                self._take(number)
                return self._accept() if self.focus == before else None
            case Focus(number) if number >= FIRST_NUMBER:
                self._take(number)
            case Move(direction):
                self._move(direction)
            case Edge(end):
                self._go(self.atlas.here if end and self.atlas.here else self._first())
            case Command("+"):
                self._zoom(1)
            case Command("-"):
                self._zoom(-1)
            case Command("t"):
                self.plain = True
            case Scroll(lines):
                self._pan(0.0, lines * 24)
            case Page(count):
                self._pan(count * self._room[0] * 0.8 * self._step[0], 0.0)
            case Drag(dx, dy):
                self._pan(-dx, -dy)
            case Zoom(steps):
                self._turn_wheel(steps)
            case _:
                pass
        return None

    def _handle_text(self, intent: Intent) -> Transition | None:
        if intent == Command("m"):
            return Pop()
        if intent == Command("t"):
            self.plain = False
            return None
        return self._as_text().handle(intent)

    def _as_text(self) -> ChartText:
        if self._text is None:
            self._text = ChartText(self.context, atlas=self.atlas)
        return self._text

    def _take(self, number: int) -> None:
        """Give the focus to a spot by its number; the map stays where it is."""
        if number - FIRST_NUMBER < len(self._order):
            self.focus, self._follow = self._order[number - FIRST_NUMBER], False

    def _go(self, passage: PassageId) -> None:
        self.focus, self._follow = passage, True

    def _zoom(self, by: int) -> None:
        zoom = min(max(self.zoom + by, FAR), CLOSE)
        if zoom != self.zoom:
            self.zoom, self._follow, self._fresh = zoom, True, True

    def _turn_wheel(self, steps: float) -> None:
        """Zoom by whole steps, of which fine wheels send parts."""
        if self._wheel * steps < 0:
            self._wheel = 0.0
        self._wheel += steps
        if abs(self._wheel) >= 1:
            self._zoom(1 if self._wheel > 0 else -1)
            self._wheel = 0.0

    def _pan(self, x: float, y: float) -> None:
        """Move the map by so many window pixels."""
        self._centre = (self._centre[0] + x / self._step[0], self._centre[1] + y / self._step[1])
        self._follow = False

    def _move(self, direction: Direction) -> None:
        if direction in (Direction.NEXT, Direction.PREVIOUS):
            step = 1 if direction is Direction.NEXT else -1
            self._go(self._order[(self._order.index(self.focus) + step) % len(self._order)])
            return
        if self.zoom == FAR:
            self._move_chapter(direction)
            return
        column, row = self._places[self.focus]
        ways = [road.way for road in self._roads]
        linked = {way.end: way.style for way in ways if way.start == self.focus}
        linked |= {way.start: way.style for way in ways if way.end == self.focus}
        best: tuple[tuple[int, float], PassageId] | None = None
        for id_ in self._order:
            dx = (self._places[id_][0] - column) * PITCH[0]
            dy = (self._places[id_][1] - row) * PITCH[1]
            tied = 0
            match direction:
                case Direction.RIGHT | Direction.LEFT:
                    ahead, aside = (dx if direction is Direction.RIGHT else -dx), abs(dy)
                    tied = 1 + STRENGTH[linked[id_]] if id_ in linked else 0
                case _:
                    ahead, aside = (dy if direction is Direction.DOWN else -dy), abs(dx)
            cost = (-tied, ahead + 2.2 * aside)
            if ahead > 0 and (best is None or cost < best[0]):
                best = (cost, id_)
        if best is not None:
            self._go(best[1])

    def _move_chapter(self, direction: Direction) -> None:
        """To the chapter before or after: to the page now, if it is there, or to its first."""
        groups = self._groups
        own = next((n for n, (_, ids) in enumerate(groups) if self.focus in ids), 0)
        forward = direction in (Direction.RIGHT, Direction.DOWN)
        to = min(max(own + (1 if forward else -1), 0), len(groups) - 1)
        if to != own:
            ids = groups[to][1]
            here = self.atlas.here
            self._go(here if here in ids and here is not None else ids[0])

    def _grouped(self) -> list[tuple[ChapterId | None, list[PassageId]]]:
        """The spots of each chapter that is shown; the endings last, of no chapter."""
        groups: list[tuple[ChapterId | None, list[PassageId]]] = [
            (chapter.id, sorted((s.passage for s in spots), key=lambda i: self._places[i]))
            for chapter, spots in self.atlas.chapters
        ]
        endings = [id_ for id_ in self._order if self.atlas.spots[id_].ending]
        return [*groups, (None, endings)] if endings else groups

    def _accept(self) -> Transition | None:
        """Start again from the page in focus; in the far view, look closer."""
        if self.zoom == FAR:
            self._zoom(NEAR - FAR)
            return None
        spot = self.atlas.spots[self.focus]
        if spot.standing == "here":
            return Pop()
        if not spot.seen:
            told = say("You have not been there.")
            self.notice = say("That was closed to you.") if spot.standing == "locked" else told
            return None
        again = self.atlas.again(self.focus)
        if again is None:
            self.notice = say("This page can no longer be come to.")
            return None
        question = say("Start again from this page? What you have read since stays on the map.")
        if spot.standing == "run":
            question = say("Go back to this page? What you have read since stays on the map.")
        name = shortened(self.atlas.name(self.focus), ASKED)
        return Push(
            AgainScreen(
                self.context, str(self.focus), (Word(name),), (Word(question),), again=again
            )
        )

    # Drawing

    def view(self, size: Size, metrics: Metrics) -> Picture:
        """The head, the map, what is known of the page in focus, and the keys."""
        if self.plain:
            return self._as_text().view(size, metrics)
        scale = Scale.of(size, self.context.settings.text_size)
        u = scale.unit
        top = head_height(scale)
        low = scale.height - foot_height(scale) - drawer_height(scale)
        area = Rect(0, round(top * u), scale.width * u, round((low - top) * u))
        if self.zoom == FAR:
            inner = self._far(area, scale, metrics)
        else:
            inner = self._near(area, scale, metrics)
        pages, endings = self.atlas.counts.said()
        box = Rect(0, low * u, scale.width * u, drawer_height(scale) * u)
        shapes: list[Shape] = [
            Ground(Rect(0, 0, scale.width * u, scale.height * u), "form"),
            Clip(area, tuple(inner)),
            *head_band(
                say("THE MAP"),
                say("What might have been"),
                f"{pages}    {endings}",
                scale,
                metrics,
            ),
            *drawer(self.atlas, self.atlas.spots[self.focus], box, scale, metrics),
            *notice_strip(self.notice, scale, metrics),
            *foot(self._hints(), scale, metrics),
        ]
        return Picture(theme.FORM, tuple(shapes))

    def _hints(self) -> tuple[Hint, ...]:
        spot = self.atlas.spots[self.focus]
        does = say("start again from here")
        if self.zoom == FAR:
            does = say("look closer")
        elif spot.standing == "here":
            does = say("go on")
        elif spot.standing == "run":
            does = say("go back to here")
        act: tuple[Hint, ...] = (("Enter", does, Accept()),)
        return (
            *(act if spot.seen or self.zoom == FAR else ()),
            (("left", "up", "down", "right"), say("move"), None),
            ("+", say("closer"), Command("+")),
            ("−", say("further"), Command("-")),
            ("T", say("as text"), Command("t")),
            ("Esc", say("back"), Back()),
        )

    def _far(self, area: Rect, scale: Scale, metrics: Metrics) -> list[Shape]:
        groups = self._groups
        own = next((n for n, (_, ids) in enumerate(groups) if self.focus in ids), 0)
        shapes, places = blocks(self.atlas, [g for g, _ in groups], own, area, scale, metrics)
        for (_, ids), rect in zip(groups, places, strict=True):
            here = self.atlas.here
            to = here if here is not None and here in ids else ids[0]
            number = self._numbers[to]
            shapes.append(Button(rect, Pick(number), Focus(number)))
        return shapes

    def _near(self, area: Rect, scale: Scale, metrics: Metrics) -> list[Shape]:
        u = scale.unit
        words = self.zoom != SMALL
        k = u * ZOOMS[self.zoom] * (scale.text if words else 1.0)
        strip = HEADING * u * min(1.5, scale.text)
        field = Rect(area.x, area.y + strip, area.w, area.h - strip)
        view = self._laid(field, k)
        spot_ink = theme.SPOT.get(self.program.story.ink, theme.VERMILION)
        look = Look(k, words, spot_ink, metrics, area.x, area.right)
        shapes = self._ways(view, look)
        seen = self._in_sight(view)
        if words:
            self.atlas.prepare(id_ for id_, _ in seen)
        for id_, centre in seen:
            spot = self.atlas.spots[id_]
            rect = box_of(spot, centre, k)
            name = self.atlas.name(id_) if words else ""
            shapes += drawn_spot(spot, name, self._printed(id_), rect, look)
            if id_ == self.focus:
                shapes += focus_frame(rect.inset(-3 * u), u)
            shapes.append(Button(rect, Pick(self._numbers[id_]), Focus(self._numbers[id_])))
        return [
            *self._grid(area, u),
            *self._separators(view, area, u),
            Clip(field, tuple(shapes)),
            *self._headings(view, Rect(area.x, area.y, area.w, strip), scale, metrics),
        ]

    def _printed(self, id_: PassageId) -> bool:
        passage = self.program.story.passages[id_]
        return bool(passage.newspaper or passage.document or passage.interlude)

    def _in_sight(self, view: _View) -> list[tuple[PassageId, Point]]:
        """The spots of which anything is in sight, with their middles in the window."""
        area, (x, y), (wide, high) = view.area, view.at, view.step
        left, right = (area.x - x) / wide - 1, (area.right - x) / wide + 1
        top, low = (area.y - y) / high - 1, (area.bottom - y) / high + 1
        places = self._places
        first = bisect_left(self._order, left, key=lambda id_: places[id_][0])
        found = []
        for id_ in self._order[first:]:
            column, row = places[id_]
            if column > right:
                break
            if top < row < low:
                found.append((id_, view.point(column, row)))
        return found

    def _laid(self, area: Rect, k: float) -> _View:
        """How the grid lies, after the focus was brought into sight if it has moved."""
        step = (PITCH[0] * k, PITCH[1] * k)
        room = (area.w / step[0], area.h / step[1])
        self._step, self._room = step, room
        focus = self._places[self.focus]
        centre = list(self._centre)
        if self._fresh:
            centre = [float(focus[0]), float(focus[1])]
            self._fresh = False
        margins = (0.62, 0.75)
        for axis in (0, 1):
            half = room[axis] / 2
            if self._follow:
                keep = max(0.0, half - margins[axis])
                centre[axis] = min(max(centre[axis], focus[axis] - keep), focus[axis] + keep)
            low, high = self._bounds[axis]
            if high - low <= room[axis]:
                centre[axis] = (low + high) / 2
            else:
                centre[axis] = min(max(centre[axis], low + half), high - half)
        self._centre = (centre[0], centre[1])
        at = (
            round(area.x + area.w / 2 - centre[0] * step[0]),
            round(area.y + area.h / 2 - centre[1] * step[1]),
        )
        return _View(area, at, step)

    def _ways(self, view: _View, look: Look) -> list[Shape]:
        """The ways of which anything is in sight, the strongest last."""
        area, (x, y), (wide, high) = view.area, view.at, view.step
        left, right = (area.x - x) / wide, (area.right - x) / wide
        top, foot_ = (area.y - 8 - y) / high, (area.bottom + 8 - y) / high
        if self._bent_for != (view.step, look.k):
            self._bent, self._bent_for = {}, (view.step, look.k)
        seen = [
            (number, road)
            for number, road in enumerate(self._roads)
            if not (road.right < left or road.left > right or road.low < top or road.high > foot_)
        ]
        if not look.words and len(seen) > DENSE:
            seen = [each for each in seen if self._stands_out(each[1].way)]
        shapes: list[Shape] = []
        for number, road in seen:
            if number not in self._bent:
                corners = [(column * wide, row * high) for column, row in road.points]
                self._bent[number] = chamfered(corners, 10 * look.k)
            points = tuple((x + dx, y + dy) for dx, dy in self._bent[number])
            style = road.way.style
            shapes += drawn_way(points, style, look, area)
            if style == "run" or (style == "earlier" and road.back):
                colour = look.spot if style == "run" else theme.INK
                k = look.k if look.words else look.k * 1.4
                shapes.append(arrow_head(points[-1], colour, k))
        return shapes

    def _stands_out(self, way: Way) -> bool:
        """Whether a way is drawn where there are very many: it was walked, or is of the focus."""
        return STRENGTH[way.style] > 1 or self.focus in (way.start, way.end)

    def _grid(self, area: Rect, u: float) -> list[Shape]:
        """The squared paper, which stands still."""
        shapes: list[Shape] = []
        step, number = 40 * u, 1
        while number * step < max(area.w, area.h):
            at = number * step
            if at < area.w:
                shapes.append(Fill(Rect(round(at), area.y, 1, area.h), FAINT_LINE))
            if at < area.h:
                shapes.append(Fill(Rect(area.x, area.y + round(at), area.w, 1), FAINT_LINE))
            number += 1
        return shapes

    def _separators(self, view: _View, area: Rect, u: float) -> list[Shape]:
        """A line before every chapter but the first, and before the endings."""
        shapes: list[Shape] = []
        for first, _, _ in self._bands[1:]:
            x = round(view.point(first - 0.5, 0)[0])
            if area.x <= x <= area.right:
                shapes.append(Fill(Rect(x, area.y, max(1, round(u)), area.h), theme.HATCHING))
        return shapes

    def _named_bands(self) -> list[tuple[int, int, str]]:
        """First and last column of every chapter shown, with its name; the endings last."""
        bands: list[tuple[int, int, str]] = []
        ends = [c for id_, (c, _) in self._places.items() if self.atlas.spots[id_].ending]
        edge = ends[0] if ends else max((c for c, _ in self._places.values()), default=0) + 1
        for chapter, _ in self.atlas.chapters:
            first, last = self._plan.chapters[chapter.id]
            bands.append((first, min(last, edge - 1), self.atlas.chapter_title(chapter.id)))
        bands.sort()
        if ends:
            bands.append((edge, edge, say("Endings")))
        return bands

    def _headings(self, view: _View, strip: Rect, scale: Scale, metrics: Metrics) -> list[Shape]:
        """The chapters' names over what of them is in sight."""
        u = scale.unit
        size = 14 * u * min(1.5, scale.text)
        base = strip.centre[1] + metrics.cap_height("label-bold", size) / 2
        rule = max(1, round(u))
        shapes: list[Shape] = [
            Fill(strip, theme.FORM),
            Fill(Rect(strip.x, strip.bottom - rule, strip.w, rule), theme.HATCHING),
        ]
        for number, (first, last, name) in enumerate(self._bands):
            left = max(strip.x, view.point(first - 0.5, 0)[0])
            right = min(strip.right, view.point(last + (0.8 if number else 0.5), 0)[0])
            room = right - left - 20 * u
            if room < 24 * u:
                continue
            track = 1.2 * u
            said = cut(name, "label-bold", size, track, room, metrics)
            if len(said) < min(len(name), 8):
                continue
            middle = (left + right) / 2 + track / 2
            shapes.append(Text(middle, base, said, "label-bold", size, theme.INK, track, "centre"))
        return shapes


FAINT_LINE: Final = (203, 201, 190)
ASKED: Final = 90
"""Letters of a page's first words where it is asked about."""


def open_chart(context: Context, playthrough: Playthrough) -> Transition:
    """To the map of the game that is played."""
    return Push(ChartScreen(context, playthrough.program, playthrough))


def open_chart_of(context: Context, entry: Entry) -> Transition:
    """To the map of a campaign, of which no game is played; or to what keeps it from loading."""
    program = context.library.program(entry)
    if program is None:
        from game.screens.opening import enter

        return enter(context, entry)
    return Push(ChartScreen(context, program))
