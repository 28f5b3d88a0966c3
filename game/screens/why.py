"""Why: what can be asked of a page, and which of the player's choices led to it."""

from collections.abc import Sequence
from typing import Any, Final

import attrs

from game.engine.calendar import spoken_date
from game.engine.why import Cause, Fact, Question, cause_text, questions
from game.screens import theme
from game.screens.column import Row
from game.screens.context import Context
from game.screens.fit import Type, fitted
from game.screens.focus import moved
from game.screens.hints import Hint
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
from game.screens.layout import Span, balance, paragraph, place
from game.screens.marks import arrow, focus_bar, focus_frame
from game.screens.picture import (
    Button,
    Clip,
    Face,
    Fill,
    Metrics,
    Picture,
    Rect,
    Shadow,
    Shape,
    Size,
    Text,
)
from game.screens.picture import Paper as Ground
from game.screens.screen import Pop, Push, Transition
from game.screens.sheet import foot, foot_height, head_band, head_height, rail
from game.screens.shift import shifted
from game.screens.theme import Scale
from game.session.playthrough import Playthrough
from game.text.tongue import say, say_many

LIST: Final = 430.0
"""Canvas pixels of the list of questions, at the left."""

ROW: Final = 52.0


@attrs.define
class WhyScreen:
    """The questions at the left, the answer to the one in focus on a sheet at the right.

    `wanted` is the question it opens at, as `kind` or `kind:name`. The right arrow goes into the
    answer, where Enter opens the page in focus.
    """

    context: Context
    playthrough: Playthrough
    wanted: str = ""
    focus: int = 0
    cause: int = -1
    scroll: float = 0.0
    _questions: tuple[Question, ...] = attrs.field(default=(), init=False, repr=False)
    _answers: dict[int, tuple[Fact, ...]] = attrs.field(factory=dict, init=False, repr=False)
    _extent: float = attrs.field(default=0.0, init=False, repr=False)
    _page: float = attrs.field(default=400.0, init=False, repr=False)
    _places: list[tuple[float, float]] = attrs.field(factory=list, init=False, repr=False)
    _follow: bool = attrs.field(default=False, init=False, repr=False)

    opaque = True
    animating = False

    def __attrs_post_init__(self) -> None:
        self._questions = questions(self.playthrough.turns)
        kind, _, name = self.wanted.partition(":")
        for number, each in enumerate(self._questions):
            if each.kind == kind and name in ("", each.name):
                self.focus = number
                break

    def tick(self, milliseconds: int) -> None:
        """Nothing moves."""

    def resume(self, result: Any) -> None:
        """Nothing is asked of a screen above."""

    @property
    def question(self) -> Question | None:
        """The question in focus; None where there is none at all."""
        return self._questions[self.focus] if self._questions else None

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The answer to it."""
        question = self.question
        if question is None:
            return ()
        if self.focus not in self._answers:
            self._answers[self.focus] = question.answer()
        return self._answers[self.focus]

    @property
    def causes(self) -> tuple[Cause, ...]:
        """The turns that the answer names, from the top down."""
        return tuple(cause for fact in self.facts for cause in fact.causes)

    def handle(self, intent: Intent) -> Transition | None:
        """Go through the questions, into an answer, and to a page it names."""
        match intent:
            case Back() if self.cause >= 0:
                self.cause = -1
            case Back() | Command("w"):
                return Pop()
            case Move(Direction.RIGHT) | Accept() if self.cause < 0:
                if self.causes:
                    self._to_cause(0)
            case Accept():
                return self._open(self.cause)
            case Move(Direction.LEFT):
                self.cause = -1
            case Move(direction) if self.cause >= 0:
                self._to_cause(moved(self.cause, len(self.causes), direction))
            case Move(direction):
                self._to(moved(self.focus, len(self._questions), direction))
            case Pick(number) if number > len(self._questions):
                return self._open(number - len(self._questions) - 1)
            case Focus(number) if number > len(self._questions):
                self.cause = number - len(self._questions) - 1
            case Pick(number) | Focus(number):
                self._to(number - 1)
            case Scroll(lines):
                self._by(lines * 27)
            case Page(count):
                self._by(count * self._page)
            case Edge(end):
                self._to(len(self._questions) - 1 if end else 0)
            case _:
                pass
        return None

    def _to(self, number: int) -> None:
        number = min(max(0, number), max(0, len(self._questions) - 1))
        if number != self.focus:
            self.focus, self.cause, self.scroll = number, -1, 0.0

    def _to_cause(self, number: int) -> None:
        self.cause, self._follow = number, True

    def _by(self, distance: float) -> None:
        self.scroll = min(max(0.0, self.scroll + distance), self._extent)

    def _open(self, number: int) -> Transition | None:
        """The page of a cause, to be read again; the page before it is where the choice was."""
        from game.screens.plain import PlainScreen

        causes = self.causes
        if not 0 <= number < len(causes):
            return None
        turn = self.playthrough.turns[causes[number].turn]
        return Push(PlainScreen(self.context, turn=turn))

    # Drawing

    def view(self, size: Size, metrics: Metrics) -> Picture:
        """Head, list, answer, foot; in large print the answer alone."""
        scale = Scale.of(size, self.context.settings.text_size)
        u = scale.unit
        top, low = head_height(scale), scale.height - foot_height(scale)
        shapes: list[Shape] = [Ground(Rect(0, 0, scale.width * u, scale.height * u), "form")]
        left = 36.0
        if not scale.large:
            wide = LIST * min(1.25, max(1.0, scale.text)) + max(0.0, scale.width - 1280) * 0.2
            area = Rect(0, top * u, wide * u, (low - top) * u)
            shapes += self._list(area, scale, metrics)
            left = wide + 24
        sheet = Rect(left * u, (top + 16) * u, (scale.width - left - 36) * u, (low - top - 32) * u)
        shapes += self._answer(sheet, scale, metrics)
        count = len(self._questions)
        said = say_many("{count} question", "{count} questions", count)
        if scale.large and count:
            said = say("question {number} of {count}", number=self.focus + 1, count=count)
        shapes += head_band(say("WHY"), say("What came of what"), said, scale, metrics)
        shapes += foot(self._hints(), scale, metrics)
        return Picture(theme.FORM, tuple(shapes))

    def _hints(self) -> Sequence[Hint]:
        if self.cause >= 0:
            return (
                ("Enter", say("read that page"), Accept()),
                (("up", "down"), say("page"), None),
                (("left", "Esc"), say("questions"), Back()),
            )
        hints: list[Hint] = [("Esc", say("back"), Back()), (("up", "down"), say("question"), None)]
        if self.causes:
            hints.insert(1, ("right", say("the pages it names"), Move(Direction.RIGHT)))
        return hints

    def _list(self, area: Rect, scale: Scale, metrics: Metrics) -> list[Shape]:
        """The questions, the one in focus always in sight."""
        u, k = scale.unit, scale.unit * scale.text
        row = ROW * scale.text * u
        room = area.h - 24 * u
        fit = max(1, int(room / row))
        first = min(max(0, self.focus - fit // 2), max(0, len(self._questions) - fit))
        shapes: list[Shape] = []
        x, width = 60 * u, area.w - 72 * u
        for offset, question in enumerate(self._questions[first : first + fit]):
            number = first + offset
            rect = Rect(x - 16 * u, area.y + 12 * u + offset * row, width + 24 * u, row - 5 * u)
            focused = number == self.focus
            if focused:
                shapes += focus_bar(rect, 0, u)
            else:
                line = Rect(rect.x, rect.bottom, rect.w, max(1, round(u)))
                shapes.append(Fill(line, theme.HATCHING))
            colour = theme.BOOK if focused else theme.INK
            soft = theme.MANILA if focused else theme.SOFT
            asked = Type("serif-bold", 15.5 * k, colour)
            said = Type("serif-italic", 14 * k, soft)
            shapes += (
                fitted(question.asked, asked, x, rect.y + 19 * k, width, metrics, least=0.9),
                fitted(question.said, said, x, rect.y + 38 * k, width, metrics, least=1.0),
                Button(rect, Pick(number + 1), Focus(number + 1)),
            )
        if len(self._questions) > fit:
            bar = Rect(area.right - 4 * u, area.y + 14 * u, 6 * u, area.h - 28 * u)
            part = fit / len(self._questions)
            shapes += rail(bar, part, first / (len(self._questions) - fit), u, theme.INK)
        return shapes

    def _answer(self, sheet: Rect, scale: Scale, metrics: Metrics) -> list[Shape]:
        """The sheet at the right, its words scrolled to what is in focus."""
        u = scale.unit
        x, width = sheet.x + 36 * u, sheet.w - 84 * u
        rows = self._rows(x, width, scale, metrics)
        total = (rows[-1].bottom if rows else 0) + 30 * u
        self._extent = max(0.0, (total - sheet.h + 26 * u) / u)
        self._page = max(60.0, sheet.h / u - 60)
        if self._follow and 0 <= self.cause < len(self._places):
            self._follow = False
            high, low = (each / u for each in self._places[self.cause])
            self.scroll = min(self.scroll, max(0.0, high - 40))
            self.scroll = max(self.scroll, low + 50 - sheet.h / u)
        self.scroll = min(max(0.0, self.scroll), self._extent)
        shift = sheet.y + 26 * u - self.scroll * u
        inside = Rect(sheet.x, sheet.y + 8 * u, sheet.w, sheet.h - 16 * u)
        seen = tuple(
            shape
            for row in rows
            if row.bottom + shift > inside.y and row.top + shift < inside.bottom
            for shape in shifted(row.shapes, 0, shift)
        )
        shapes: list[Shape] = [Shadow(sheet, 12 * u, 110), Ground(sheet, "book")]
        shapes.append(Clip(inside, seen))
        if self._extent > 0:
            bar = Rect(sheet.right - 24 * u, sheet.y + 14 * u, 8 * u, sheet.h - 28 * u)
            part = sheet.h / (sheet.h + self._extent * u)
            shapes += rail(bar, part, self.scroll / self._extent, u, theme.INK)
        return shapes

    def _rows(self, x: float, width: float, scale: Scale, metrics: Metrics) -> list[Row]:
        """The answer from y = 0 down, in window pixels."""
        u, k = scale.unit, scale.unit * scale.text
        question = self.question
        self._places = []
        if question is None:
            return [
                _said(
                    say("There is nothing to ask here."),
                    "serif-italic",
                    18 * k,
                    x,
                    0,
                    width,
                    metrics,
                )
            ]
        label = Type("label-bold", 14 * k, theme.TEXT_RED, 1.4 * k)
        asked = fitted(question.asked.upper(), label, x, 14 * k, width, metrics)
        rows = [Row(0, 24 * k, (asked,), 0)]
        for line in balance(question.said, "title", 27 * k, width, metrics)[:4]:
            y = rows[-1].bottom
            rows.append(Row(y, 33 * k, (Text(x, y + 25 * k, line, "title", 27 * k, theme.INK),), 0))
        y = rows[-1].bottom + 8 * u
        rows.append(Row(y, 16 * u, (Fill(Rect(x, y, width, max(1, round(2 * u))), theme.INK),), 0))
        if not self.facts:
            nothing = say("None of your choices had a part in this.")
            rows.append(_said(nothing, "serif-italic", 18 * k, x, rows[-1].bottom, width, metrics))
        number = 0
        for fact in self.facts:
            rows.append(_said(fact.words, "serif-bold", 17 * k, x, rows[-1].bottom, width, metrics))
            for cause in fact.causes:
                rows.append(self._cause(cause, number, x, rows[-1].bottom, width, u, k, metrics))
                self._places.append((rows[-1].top, rows[-1].bottom))
                number += 1
            rows.append(Row(rows[-1].bottom, 14 * k, (), 0))
        return rows

    def _cause(
        self,
        cause: Cause,
        number: int,
        x: float,
        y: float,
        width: float,
        u: float,
        k: float,
        metrics: Metrics,
    ) -> Row:
        """A turn: its page, what was chosen and when, and what that changed."""
        left, right = x + 46 * k, x + width
        wide = 0.0
        shapes: list[Shape] = [
            Text(
                x + 34 * k,
                y + 22 * k,
                str(cause.turn + 1),
                "poster",
                17 * k,
                theme.INK,
                anchor="right",
            )
        ]
        if cause.change:
            wide = metrics.width(cause.change, "poster", 18 * k)
            up = cause.change.startswith("+")
            shapes += (
                Text(right, y + 22 * k, cause.change, "poster", 18 * k, theme.INK, anchor="right"),
                arrow((right - wide - 13 * k, y + 16 * k), 5.5 * k, up, theme.TEXT_RED),
            )
            wide += 32 * k
        words = paragraph(
            (Span(cause_text(cause), "serif" if cause.chosen else "serif-italic"),),
            16 * k,
            right - wide - left,
            metrics,
            setting="ragged",
            hyphens=None,
        )
        shapes += place(words, left, y + 4 * k, 16 * k, 22 * k, theme.INK, metrics)
        bottom = y + 6 * k + len(words) * 22 * k
        notes = [spoken_date(cause.date)] if cause.date else []
        if cause.met and cause.chosen:
            notes.append(say("met on the page after it"))
        if cause.sown is not None:
            notes.append(say("on its way since page {number}", number=cause.sown + 1))
        if notes:
            note = paragraph(
                (Span("; ".join(notes), "serif-italic"),),
                13.5 * k,
                right - wide - left,
                metrics,
                setting="ragged",
                hyphens=None,
            )
            shapes += place(note, left, bottom - 2 * k, 13.5 * k, 18 * k, theme.SOFT, metrics)
            bottom += len(note) * 18 * k
        bar = Rect(x, y, width, bottom - y + 3 * k)
        shapes.append(Fill(Rect(left, bar.bottom + 2 * k, right - left, 1), theme.RULE))
        if number == self.cause:
            shapes += focus_frame(bar.inset(-2 * u), u)
        at = len(self._questions) + number + 1
        shapes.append(Button(bar, Pick(at), Focus(at)))
        return Row(y, bar.h + 8 * k, tuple(shapes), 0)


def _said(
    words: str, face: Face, size: float, x: float, y: float, width: float, metrics: Metrics
) -> Row:
    """A paragraph as one row."""
    lines = paragraph((Span(words, face),), size, width, metrics, setting="ragged", hyphens=None)
    leading = size * 1.38
    shapes = place(lines, x, y, size, leading, theme.INK, metrics)
    return Row(y, len(lines) * leading + size * 0.4, tuple(shapes), 0)
