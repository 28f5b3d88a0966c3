"""The album: each group photograph in its first printing, and beside it as it is printed now."""

from collections.abc import Iterable
from typing import Any, Final

import attrs

from game.engine.album import Print, entry, print_text, prints
from game.engine.removed import names_removed, unbroken
from game.model.story import CharacterId
from game.screens import theme
from game.screens.context import Context
from game.screens.faces import flips, plate_in
from game.screens.inked import inked
from game.screens.intent import (
    Accept,
    Back,
    Command,
    Direction,
    Edge,
    Intent,
    Move,
    Page,
    Scroll,
)
from game.screens.layout import Span, paragraph, place
from game.screens.motion import LIFT, WAIT, eased
from game.screens.picture import (
    Clip,
    Colour,
    Face,
    Fill,
    Leaf,
    Line,
    Metrics,
    Photograph,
    Picture,
    Polygon,
    Rect,
    Shadow,
    Shape,
    Size,
    Stroke,
    Text,
)
from game.screens.picture import Paper as Ground
from game.screens.plain import TextScreen
from game.screens.screen import Pop, Push, Transition
from game.screens.sheet import foot, foot_height, rail
from game.screens.sheets.photograph import BOARD, CORNER, EDGE, PRINT, TONE, corners
from game.screens.shift import shifted
from game.screens.theme import Scale
from game.session.playthrough import Playthrough
from game.text.tongue import say

PEN: Final[Colour] = (38, 36, 72)
RULED: Final[Colour] = (150, 168, 172)
MARGIN: Final[Colour] = (190, 96, 80)
ROW: Final = 28.0
PENCIL: Final[Face] = "pencil"
ITALIC: Final[Face] = "serif-italic"
TYPED: Final[Face] = "type"


@attrs.define
class AlbumScreen:
    """The photographs of a game; left and right turn the leaves."""

    context: Context
    playthrough: Playthrough
    number: int = 0
    scroll: float = 0.0
    _extent: float = attrs.field(default=0.0, init=False, repr=False)
    _prints: tuple[Print, ...] = attrs.field(default=(), init=False, repr=False)
    _leaves: dict[tuple[object, ...], tuple[Shape, ...]] = attrs.field(
        factory=dict, init=False, repr=False
    )

    _moved: float = attrs.field(default=0.0, init=False, repr=False)

    opaque = True

    def __attrs_post_init__(self) -> None:
        self._prints = prints(self.playthrough.turns)
        # Where somebody has been removed is what one came to see.
        for number, each in enumerate(self._prints):
            if each.retouched:
                self.number = number
                break

    @property
    def animating(self) -> bool:
        """While a plate lifts off."""
        if self.context.settings.still or not self._prints:
            return False
        return self._prints[self.number].retouched and self._moved < WAIT + LIFT

    def tick(self, milliseconds: int) -> None:
        """Let the plate lift."""
        self._moved += milliseconds

    def resume(self, result: Any) -> None:
        """Nothing is asked of a screen above."""

    def handle(self, intent: Intent) -> Transition | None:
        """Turn the leaves; read one in words; close the album."""
        match intent:
            case Back() | Accept():
                return Pop()
            case Command("t") if self._prints:
                each = self._prints[self.number]
                return Push(PrintTextScreen(self.context, each=each, game=self.playthrough))
            case Move(Direction.LEFT | Direction.PREVIOUS):
                self._to(self.number - 1)
            case Move(Direction.RIGHT | Direction.NEXT):
                self._to(self.number + 1)
            case Move(direction):
                self._by(60 if direction is Direction.DOWN else -60)
            case Scroll(lines):
                self._by(lines * 27)
            case Page(count):
                self._by(count * 300)
            case Edge(end):
                self._to(len(self._prints) - 1 if end else 0)
            case _:
                pass
        return None

    def _to(self, number: int) -> None:
        number = min(max(0, number), max(0, len(self._prints) - 1))
        if number != self.number:
            self.number, self.scroll, self._moved = number, 0.0, 0.0

    def _by(self, distance: float) -> None:
        self.scroll = min(max(0.0, self.scroll + distance), self._extent)

    # Drawing

    def view(self, size: Size, metrics: Metrics) -> Picture:
        """The board with one photograph on it, once or twice, and the ledger's strip below."""
        scale = Scale.of(size, self.context.settings.text_size)
        u = scale.unit
        low = scale.height - foot_height(scale)
        board = Rect(40 * u, 26 * u, (scale.width - 80) * u, (low - 44) * u)
        shapes: list[Shape] = [
            Ground(Rect(0, 0, scale.width * u, scale.height * u), "desk"),
            Shadow(board, 14 * u, 170),
            Fill(board, BOARD),
            Stroke(board, EDGE, max(2, round(4 * u))),
        ]
        inner = board.inset(4 * u)
        if self._prints:
            content, height = self._leaf(inner, scale, metrics)
            self._extent = max(0.0, (height - inner.h) / u)
            self.scroll = min(self.scroll, self._extent)
            shapes.append(Clip(inner, shifted(content, 0, inner.y - self.scroll * u)))
            if self._extent > 0:
                bar = Rect(inner.right - 20 * u, inner.y + 12 * u, 8 * u, inner.h - 24 * u)
                part = inner.h / height
                shapes += rail(bar, part, self.scroll / self._extent, u, theme.NEWSPRINT)
        else:
            words = say("No photograph was taken that has survived.")
            shapes.append(
                Text(
                    board.centre[0],
                    board.centre[1],
                    words,
                    "serif-italic",
                    20 * u * scale.text,
                    theme.BOOK,
                    anchor="centre",
                )
            )
        shapes += foot(self._hints(), scale, metrics)
        return Picture(theme.INK, tuple(shapes))

    def _hints(self) -> tuple[tuple[str | tuple[str, ...], str, Intent | None], ...]:
        count = len(self._prints)
        leaf = say("leaf {number} of {count}", number=self.number + 1, count=count)
        return (
            ("Esc", say("close the album"), Back()),
            *(((("left", "right"), leaf, None),) if count > 1 else ()),
            *((("T", say("in words"), Command("t")),) if count else ()),
        )

    def _leaf(self, inner: Rect, scale: Scale, metrics: Metrics) -> tuple[tuple[Shape, ...], float]:
        """The leaf from y = 0 down, and its height."""
        u, k = scale.unit, scale.unit * scale.text
        each = self._prints[self.number]
        both = each.retouched and not scale.large
        gap = 32 * u
        width = (inner.w - (3 if both else 2) * gap) / (2 if both else 1)
        width = min(width, 760 * u)
        below = 150 * k + ROW * k * len(each.group) + 110 * u
        high = min(width * 0.64, max(inner.h - below, inner.h * 0.42))
        shapes: list[Shape] = []
        turn = self.playthrough.turns[each.turn]
        printings = [(each.missing, each.printed, turn.state.values, say("First printing"))]
        if each.retouched:
            now = self.playthrough.turn.state.values
            later = (each.gone, each.again, now, say("Later printing"))
            printings = [*printings, later] if both else [later]
        y = lowest = 0.0
        x = inner.x + (inner.w - len(printings) * width - (len(printings) - 1) * gap) / 2
        for number, (missing, date, values, heading) in enumerate(printings):
            rect = Rect(x, 26 * u, width, high)
            tilt = (1.1, -0.9)[number % 2]
            shapes += (
                Shadow(rect, 9 * u, 150),
                Leaf(rect, self._print(each, missing, rect, u), tilt),
            )
            if missing == each.gone != each.missing and self.animating:
                shapes.append(
                    self._lifting(Leaf(rect, self._print(each, each.missing, rect, u), tilt))
                )
            y = rect.bottom + 16 * u
            column = _Column(x, width, k, metrics)
            cast = turn.program.story.cast
            words: list[Shape] = []
            for said, face, size in (
                (f"{heading}, {date}" if date else heading, PENCIL, 25.0),
                (each.caption, ITALIC, 15.0),
                (", ".join(unbroken(cast[who].name) for who in each.group), TYPED, 14.5),
            ):
                set_, y = column.set(said, face, size, y)
                words += set_
            shapes += inked(words, names_removed(turn.program.story, values), metrics, theme.INK)
            lowest = max(lowest, y)
            x += width + gap
        strip, height = self._strip(each, inner, lowest + 16 * u, scale, metrics)
        shapes += strip
        return tuple(shapes), height + 20 * u

    def _lifting(self, before: Leaf) -> Clip:
        """The print as it was, while its plate lifts off the one that is printed now."""
        left = 1 - eased(self._moved - WAIT, LIFT)
        area = before.rect.inset(-before.rect.h * 0.1)
        return Clip(Rect(area.x, area.y, area.w, round(area.h * left)), (before,))

    def _print(
        self, each: Print, missing: frozenset[CharacterId], rect: Rect, u: float
    ) -> tuple[Shape, ...]:
        """A print with its white border and corners of card, from its own corner."""
        key = (each.turn, missing, rect.w, rect.h)
        known = self._leaves.get(key)
        if known is not None:
            return known
        inner = Rect(0, 0, rect.w, rect.h).inset(11 * u)
        box = Rect(round(inner.x), round(inner.y), round(inner.w), round(inner.h))
        turn = self.playthrough.turns[each.turn]
        plates = tuple("" if one in missing else plate_in(turn, one) for one in each.group)
        made: tuple[Shape, ...] = (
            Fill(Rect(0, 0, rect.w, rect.h), PRINT),
            Fill(box, TONE),
            Photograph(box, plates, max(2.2, 2.2 * u), flips(turn, each.group)),
            *(Polygon(points, CORNER) for points in corners(Rect(0, 0, rect.w, rect.h), 30 * u)),
        )
        self._leaves[key] = made
        return made

    def _strip(
        self, each: Print, inner: Rect, y: float, scale: Scale, metrics: Metrics
    ) -> tuple[list[Shape], float]:
        """The stenographer's ledger: who stood there, and whether they ever did."""
        u, k = scale.unit, scale.unit * scale.text
        story, turn = self.playthrough.program.story, self.playthrough.turn
        row = ROW * k
        left, width = inner.x + 48 * u, inner.w - 96 * u
        height = row * len(each.group) + 34 * k
        sheet = Rect(left, y, width, height)
        edges = [left + 50 * k, left + 50 * k + (width - 50 * k) * 0.52]
        edges.append(left + 50 * k + (width - 50 * k) * 0.74)
        shapes: list[Shape] = [Shadow(sheet, 8 * u, 130), Ground(sheet, "newsprint")]
        thin = max(1, round(u))
        for edge in edges:
            shapes.append(Fill(Rect(round(edge - 8 * u), y, thin, height), MARGIN))
        size = 20 * k
        for number, person in enumerate(each.group, start=1):
            base = y + row * number - 6 * k
            shapes.append(Fill(Rect(left, round(base + 6 * k), width, thin), RULED))
            one = story.cast[person]
            there, note = entry(person, turn)
            name = f"{one.name}, {one.role}" if one.role else one.name
            for cell, words in enumerate((name, there, note)):
                end = edges[cell + 1] if cell < 2 else sheet.right
                room = end - edges[cell] - 14 * u
                fit = size
                while metrics.width(words, "hand", fit) > room and fit > size * 0.55:
                    fit *= 0.95
                shapes.append(Text(edges[cell], base, words, "hand", fit, PEN))
                if not cell and person in each.gone:
                    wide = min(room, metrics.width(words, "hand", fit))
                    at = base - fit * 0.24
                    ends = ((edges[0] - 4 * u, at + 2 * u), (edges[0] + wide * 0.6, at - 2 * u))
                    shapes.append(Line((*ends, (edges[0] + wide + 8 * u, at)), PEN, 1.8 * u))
            shapes.append(
                Text(edges[0] - 16 * u, base, str(number), "hand", size, PEN, anchor="right")
            )
        words, at = say("the stenographer’s ledger"), sheet.right - 14 * u
        base = sheet.bottom - 8 * k
        shapes.append(Text(at, base, words, "news-italic", 13 * k, theme.SOFT, anchor="right"))
        return shapes, sheet.bottom


@attrs.define
class PrintTextScreen(TextScreen):
    """A photograph in words."""

    each: Print = attrs.field(kw_only=True)
    game: Playthrough = attrs.field(kw_only=True)

    def head(self) -> tuple[str, str, str]:
        """What it is."""
        return say("PLAIN TEXT"), say("A photograph"), self.each.printed

    def told(self) -> Iterable[str]:
        """Both printings, and who is missing."""
        return print_text(self.each, self.game.turns)


@attrs.frozen
class _Column:
    """What is set under a print: words from its left edge, `k` pixels to a unit of type."""

    x: float
    width: float
    k: float
    metrics: Metrics

    def set(self, words: str, face: Face, size: float, y: float) -> tuple[tuple[Text, ...], float]:
        """A paragraph from `y` down, and where the next may begin."""
        if not words:
            return (), y
        size, leading = size * self.k, size * self.k * 1.4
        lines = paragraph(
            (Span(words, face),), size, self.width, self.metrics, setting="ragged", hyphens=None
        )
        shapes = place(lines, self.x, y, size, leading, theme.BOOK, self.metrics)
        return shapes, y + len(lines) * leading
