"""The settings as a questionnaire, beside a specimen that answers at once."""

from collections.abc import Sequence
from typing import Any, Final, Literal

import attrs

from game.model.catalogue import Language
from game.screens import choices, theme
from game.screens.choices import Item, List
from game.screens.column import Column, letters_in, line_of, revealed, set_lines, words_of
from game.screens.context import Context
from game.screens.fit import Type, fitted, flow
from game.screens.focus import moved
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
from game.screens.layout import dictionary
from game.screens.marks import (
    ON_BLACK,
    ON_PAPER,
    Inks,
    Reading,
    check_box,
    focus_frame,
    gauge,
    key_hint,
    radio,
    scotch_rule,
    slider,
)
from game.screens.picture import (
    Button,
    Clip,
    Disc,
    Fill,
    Metrics,
    Picture,
    Polygon,
    Rect,
    Shape,
    Size,
    Text,
)
from game.screens.picture import Paper as Ground
from game.screens.screen import Pop, Transition
from game.screens.sheet import foot, foot_height, rail
from game.screens.shift import shifted
from game.screens.theme import Scale
from game.session import languages
from game.session.settings import LETTERS_PER_SECOND, TEXT_SIZES, Settings
from game.text.tongue import language, say

Kind = Literal["slider", "radio", "box"]


@attrs.frozen
class Question:
    """A row of the form: what is asked, and what may be answered."""

    title: str
    kind: Kind
    answers: tuple[str, ...]


SPEED_WORDS: Final[tuple[Literal["slow", "steady", "quick", "at once"], ...]] = (
    "slow",
    "steady",
    "quick",
    "at once",
)
HARD_WORDS: Final[tuple[Literal["show", "mark", "skip"], ...]] = ("show", "mark", "skip")

LANGUAGE: Final = 7
"""The row of the language, counted from 0; it is there only where there is a choice."""


def questions(spoken: Sequence[Language] = ()) -> tuple[Question, ...]:
    """The rows of the form; `spoken` are the languages that can be chosen."""
    speeds = (say("slow"), say("steady"), say("quick"), say("at once"))
    settings = (say("justified, hyphens"), say("ragged, none"))
    scenes = (say("show"), say("show, marked"), say("skip"))
    rows = (
        Question(say("Size of text"), "slider", tuple(str(size) for size in TEXT_SIZES)),
        Question(say("Speed of text"), "radio", speeds),
        Question(say("Setting of text"), "radio", settings),
        Question(say("Hard scenes"), "radio", scenes),
        Question(say("Motion"), "box", (say("reduced: pages cut, nothing types itself"),)),
        Question(say("Paper"), "box", (say("plain: no grain under the type"),)),
        Question(say("Window"), "box", (say("fullscreen"),)),
    )
    if len(spoken) < 2:
        return rows
    names = tuple(each.name for each in spoken)
    return (*rows, Question(say("Language"), "radio", names))


def _prose() -> str:
    return say(
        "The nurse has fed four delegations and buried one. ‘Your side lies beautifully,’ she "
        "tells you, counting the spoons back into the case. ‘Ours only leaves things out.’"
    )


def _readings() -> tuple[Reading, ...]:
    return (
        Reading("paranoia", say("Paranoia"), 44, 6, say("watchful")),
        Reading("purges", say("Purges"), 20, -10, say("rare")),
        Reading("popularity", say("Popularity"), 71, 0, say("liked")),
    )


def _hints() -> tuple[Hint, ...]:
    return (
        (("left", "right"), say("change"), None),
        ("Tab", say("next"), Move(Direction.NEXT)),
        ("D", say("as issued"), Command("d")),
        ("Esc", say("sign and return"), Back()),
    )


EDGE: Final = 28.0
"""Canvas pixels of the perforated strip."""

SIDE: Final = 444.0
"""Canvas pixels of the black panel with the specimen, in a window as wide as the canvas."""


@attrs.define
class SettingsScreen:
    """The questions; every answer holds at once, and is kept when the form is left."""

    context: Context
    focus: int = 0
    shown: float = 1e9
    _scroll: float = attrs.field(default=0.0, repr=False)
    _letters: int = attrs.field(default=0, repr=False)
    _languages: tuple[Language, ...] = attrs.field(default=(), repr=False)

    opaque = True

    def __attrs_post_init__(self) -> None:
        self._languages = languages.choices(self.context.settings, self.context.assets)

    @property
    def _questions(self) -> tuple[Question, ...]:
        return questions(self._languages)

    @property
    def animating(self) -> bool:
        """While the specimen sets itself at the chosen speed."""
        return self.shown < self._letters

    def tick(self, milliseconds: int) -> None:
        """Set more letters of the specimen."""
        if self.animating:
            speed = LETTERS_PER_SECOND[self.context.settings.text_speed]
            self.shown = self.shown + speed * milliseconds / 1000 if speed else 1e9

    def resume(self, result: Any) -> None:
        """Nothing is asked of a screen above."""

    def handle(self, intent: Intent) -> Transition | None:
        """Go from row to row, and change what the row says."""
        match intent:
            case Back():
                self.context.settings.save()
                return Pop()
            case Move(Direction.LEFT):
                self._step(-1)
            case Move(Direction.RIGHT):
                self._step(1)
            case Move(direction):
                self.focus = moved(self.focus, len(self._questions), direction)
            case Accept():
                self._advance()
            case Pick(number) | Focus(number):
                self._to(number - 1)
            case Adjust(number, value) if 1 <= number <= len(self._questions):
                self._to(number - 1)
                self._answer(value)
            case Command("d"):
                self.context.settings.reset()
                self.shown = 1e9
            case Scroll(lines):
                self._to(self.focus + (1 if lines > 0 else -1))
            case Page(count):
                self._to(self.focus + 3 * count)
            case Edge(end):
                self._to(len(self._questions) - 1 if end else 0)
            case _:
                pass
        return None

    def _to(self, row: int) -> None:
        self.focus = min(max(0, row), len(self._questions) - 1)

    def _answer(self, value: int) -> None:
        settings = self.context.settings
        if self.focus == LANGUAGE:
            self._speak(value)
            return
        set_answer(settings, self.focus, value)
        if self.focus == 1 and LETTERS_PER_SECOND[settings.text_speed] and not settings.still:
            self.shown = 0.0
        elif self.focus in (1, 4):
            self.shown = 1e9

    def _speak(self, number: int) -> None:
        """Change the language, from this page on; one whose catalogue is broken is not taken."""
        settings = self.context.settings
        before = settings.language
        if 0 <= number < len(self._languages):
            settings.language = self._languages[number].code
            if languages.apply(settings, self.context.assets):
                settings.language = before
                languages.apply(settings, self.context.assets)
            self.context.library.speak(settings.language)

    def _given(self, row: int) -> int:
        """Which answer the settings give to a question, counted from 0."""
        if row != LANGUAGE:
            return answer(self.context.settings, row)
        codes = [each.code for each in self._languages]
        code = self.context.settings.language
        return codes.index(code) if code in codes else 0

    def _step(self, by: int) -> None:
        question, now = self._questions[self.focus], self._given(self.focus)
        if question.kind == "box":
            self._answer(1 - now)
            return
        last = len(question.answers) - 1
        self._answer(min(max(0, now + by), last))

    def _advance(self) -> None:
        question, now = self._questions[self.focus], self._given(self.focus)
        count = 2 if question.kind == "box" else len(question.answers)
        self._answer((now + 1) % count)

    # Drawing

    def view(self, size: Size, metrics: Metrics) -> Picture:
        """The form at the left, the specimen at the right; in large print the form alone."""
        settings = self.context.settings
        scale = Scale.of(size, settings.text_size)
        u = scale.unit
        side = 0.0 if scale.large else SIDE + max(0.0, scale.width - 1280) * 0.35
        low = scale.height - (foot_height(scale) if scale.large else 0)
        right = scale.width - (side + (24 if scale.text <= 1.25 else 44) if side else 44)
        shapes: list[Shape] = [
            Ground(Rect(0, 0, scale.width * u, scale.height * u), "form"),
            *_strip(scale),
        ]
        head, top = _head(right, scale, metrics)
        shapes += head
        shapes += self._rows(top, low - 10, right, scale, metrics)
        if side:
            shapes += self._specimen(scale.width - side, scale, metrics)
        else:
            shapes += foot(_hints(), scale, metrics)
        return Picture(theme.FORM, tuple(shapes))

    def _rows(
        self, top: float, low: float, right: float, scale: Scale, metrics: Metrics
    ) -> list[Shape]:
        """The questions between `top` and `low`, scrolled so that the one in focus is in sight."""
        u = scale.unit
        room = low - top
        asked = self._questions
        least = min(84.0, room / len(asked))
        drawn = [
            _row(question, number, self._given(number), least, right, scale, metrics)
            for number, question in enumerate(asked)
        ]
        tops = [sum(height for _, height in drawn[:n]) for n in range(len(drawn))]
        total = tops[-1] + drawn[-1][1]
        start, end = tops[self.focus], tops[self.focus] + drawn[self.focus][1]
        self._scroll = max(min(self._scroll, start), end - room, 0.0)
        self._scroll = min(self._scroll, max(0.0, total - room))
        inner: list[Shape] = []
        for number, (row, height) in enumerate(drawn):
            y = top + tops[number] - self._scroll
            if y < top - 1 or y + height > low + 1:
                continue
            box = Rect(46 * u, (y + 8) * u, (right - 40) * u, (height - 16) * u)
            if number == self.focus:
                marker = (
                    (EDGE * u, box.y - 4 * u),
                    (box.x - 8 * u, box.centre[1]),
                    (EDGE * u, box.bottom + 4 * u),
                )
                inner += [Fill(box, theme.BOOK), Polygon(marker, theme.VERMILION)]
                inner += focus_frame(box, u)
            elif number + 1 not in (self.focus, len(drawn)):
                line = Rect(60 * u, round((y + height) * u), (right - 60) * u, max(1, round(u)))
                inner.append(Fill(line, theme.RULE))
            inner.append(Button(box, Pick(number + 1), Focus(number + 1)))
            inner += shifted(tuple(row), 0, y * u)
        area = Rect(EDGE * u, top * u, (right + 16 - EDGE) * u, room * u)
        shapes: list[Shape] = [Clip(area, tuple(inner))]
        if total > room + 1:
            bar = Rect((right + 21) * u, (top + 10) * u, 10 * u, (room - 20) * u)
            shapes += rail(bar, room / total, self._scroll / (total - room), u, theme.INK)
        return shapes

    def _specimen(self, left: float, scale: Scale, metrics: Metrics) -> list[Shape]:
        """The black panel: a slip of newsprint, the gauges as far as there is room, the keys."""
        settings = self.context.settings
        u, k = scale.unit, scale.unit * scale.text
        x, width = (left + 26) * u, (scale.width - left - 62) * u
        panel = Rect(left * u, 0, (scale.width - left) * u, scale.height * u)
        shapes: list[Shape] = [
            Fill(panel, theme.INK),
            Fill(Rect(panel.x - 8 * u, 0, 8 * u, panel.h), theme.VERMILION),
        ]
        base = 24 * u + 20 * u
        heading = Type("label-bold", 13 * k, theme.BRIGHT_RED, 2 * k)
        shapes.append(fitted(say("AS IT WILL BE PRINTED"), heading, x, base, width, metrics))
        shapes.append(Fill(Rect(x, 54 * u, width, max(1, round(2 * u))), theme.NEWSPRINT))
        keys, keys_top = _keys(x, width, scale, metrics)
        slip = Rect(x, 74 * u, width, 0)
        words, height = self._slip(slip, scale, metrics)
        slip = attrs.evolve(slip, h=max(height, 300 * u))
        shapes += [Ground(slip, "newsprint"), *words]
        y = slip.bottom + 26 * u
        gauges: list[Shape] = []
        for reading in _readings():
            drawn, high = gauge(reading, x, y, width, u, scale.text, metrics, ON_BLACK)
            if y + high > keys_top - 14 * u:
                break
            gauges += drawn
            y += high + 12 * u
        shapes += gauges
        shapes.append(Fill(Rect(x, keys_top - 12 * u, width, max(1, round(u))), theme.NEWSPRINT))
        shapes += keys
        self._letters = self._letters if not settings.still else 0
        return shapes

    def _slip(self, slip: Rect, scale: Scale, metrics: Metrics) -> tuple[list[Shape], float]:
        """What is printed on the slip of newsprint, and how high that is."""
        settings = self.context.settings
        u, k = scale.unit, scale.unit * scale.text
        band = Rect(slip.x, slip.y + 16 * u, slip.w * 0.80, 24 * k)
        size, inset = 13 * k, 18 * u
        line = band.centre[1] + metrics.cap_height("label-bold", size) / 2
        dateline = Type("label-bold", size, theme.BOOK, 1.4 * k)
        point = (band.right - 12 * u, band.bottom)
        corners = ((band.x, band.y), (band.right, band.y), point, (band.x, band.bottom))
        shapes: list[Shape] = [
            Polygon(corners, theme.VERMILION),
            fitted(
                say("PETROGRAD   9 MARCH 1919"),
                dateline,
                band.x + inset,
                line,
                band.w - inset - 16 * u,
                metrics,
                least=0.5,
            ),
        ]
        column = Column(
            slip.x + inset,
            slip.w - 2 * inset,
            19.6 * k,
            27 * k,
            u,
            theme.INK,
            justified=settings.justified,
            hyphens=dictionary(language()),
        )
        prose = set_lines((line_of(_prose()),), column, metrics, band.bottom + 14 * u)
        self._letters = letters_in(prose)
        shapes += revealed(prose, self.shown, column, (0, 1e9))
        items = (
            Item("1", words_of(say("Ask which things."))),
            Item("2", words_of(say("Count the spoons.")), touches=("paranoia",)),
        )
        list_ = List(slip.x + 28 * u, slip.w - 56 * u, slip.x, u, scale.text)
        laid = choices.lay(items, 0, list_, metrics)
        y = prose[-1].bottom + 16 * u
        shapes += [s for s in shifted(laid.shapes, 0, y) if not isinstance(s, Button)]
        return shapes, y + laid.height + 12 * u - slip.y


def answer(settings: Settings, row: int) -> int:
    """Which answer the settings give to a question, counted from 0."""
    match row:
        case 0:
            sizes = range(len(TEXT_SIZES))
            return min(sizes, key=lambda n: abs(TEXT_SIZES[n] - settings.text_size))
        case 1:
            return SPEED_WORDS.index(settings.text_speed)
        case 2:
            return 0 if settings.justified else 1
        case 3:
            return HARD_WORDS.index(settings.hard)
        case 4:
            return int(settings.still)
        case 5:
            return int(settings.plain_paper)
        case _:
            return int(settings.fullscreen)


def set_answer(settings: Settings, row: int, value: int) -> None:
    """Give a question an answer; one that it does not have changes nothing."""
    question = questions()[row]
    if not 0 <= value < (2 if question.kind == "box" else len(question.answers)):
        return
    match row:
        case 0:
            settings.text_size = TEXT_SIZES[value]
        case 1:
            settings.text_speed = SPEED_WORDS[value]
        case 2:
            settings.justified = value == 0
        case 3:
            settings.hard = HARD_WORDS[value]
        case 4:
            settings.still = bool(value)
        case 5:
            settings.plain_paper = bool(value)
        case _:
            settings.fullscreen = bool(value)


def _strip(scale: Scale) -> list[Shape]:
    """The perforated edge of the form."""
    u = scale.unit
    shapes: list[Shape] = [Fill(Rect(0, 0, EDGE * u, scale.height * u), theme.INK)]
    holes = int(scale.height / 26) + 1
    shapes += [Disc((14 * u, (18 + 26 * n) * u), 5 * u, theme.FORM) for n in range(holes)]
    return shapes


def _head(right: float, scale: Scale, metrics: Metrics) -> tuple[list[Shape], float]:
    """The form's number and title over a scotch rule, and the canvas y below it."""
    u = scale.unit
    h = min(1.4, max(1.0, scale.text))
    k = u * h
    x = 60 * u
    title, size = say("SETTINGS"), 42 * k
    wide = metrics.width(title, "poster", size, k)
    shapes: list[Shape] = [
        Text(x, 32 * k, say("Form No. 7-b"), "type", 14 * k, theme.INK),
        Text(x - 1 * u, 81 * k, title, "poster", size, theme.INK, k),
    ]
    note, note_size = say("A questionnaire. Blank answers are also answers."), 18 * k
    note_x = x + wide + 44 * u
    if note_x + metrics.width(note, "serif-italic", note_size) <= right * u:
        shapes.append(Text(note_x, 75 * k, note, "serif-italic", note_size, theme.INK))
    shapes += scotch_rule(x, 96 * k, (right - 60) * u, u, theme.INK)
    return shapes, 96 * h + 13


def _row(
    question: Question,
    number: int,
    chosen: int,
    least: float,
    right: float,
    scale: Scale,
    metrics: Metrics,
) -> tuple[list[Shape], float]:
    """A question from y = 0 down, and its height in canvas pixels.

    The answers stand beside the title, or under it where type is large.
    """
    u, t, k = scale.unit, scale.text, scale.unit * scale.text
    inks = ON_PAPER
    beside = t <= 1.25
    x = 60 + (202 if beside else 32) * t
    room = right - 12 - x
    title_high = 0.0 if beside else 34 * t
    body, body_high = _answers(question, number, chosen, x, room, scale, metrics, inks)
    height = max(least, title_high + body_high + 34)
    top = (height - title_high - body_high) / 2
    base = (top + 18.5 * t) * u
    shapes: list[Shape] = [
        Text(60 * u, base, f"{number + 1}.", "type", 17 * k, theme.INK),
        fitted(
            question.title,
            Type("serif-bold", 18 * k, theme.INK),
            (60 + 32 * t) * u,
            base,
            ((x - 8 if beside else right) - 60 - 32 * t) * u,
            metrics,
        ),
    ]
    shapes += shifted(tuple(body), 0, (top + title_high) * u)
    return shapes, height


def _answers(
    question: Question,
    number: int,
    chosen: int,
    x: float,
    room: float,
    scale: Scale,
    metrics: Metrics,
    inks: Inks,
) -> tuple[list[Shape], float]:
    """The answers from y = 0 down, and their height in canvas pixels."""
    u, t, k = scale.unit, scale.text, scale.unit * scale.text
    hover = Focus(number + 1)
    if question.kind == "slider":
        figure = f"{TEXT_SIZES[chosen]}%"
        wide = metrics.width("200%", "poster", 25 * k)
        track = Rect((x + 8) * u, 0, (room - 16) * u - wide - 24 * u, 40 * u)
        labels = [size if int(size) % 20 == 0 else "" for size in question.answers]
        intents = [Adjust(number + 1, value) for value in range(len(labels))]
        drawn = slider(track, labels, chosen, u, t, metrics, inks, intents)
        cap = metrics.cap_height("poster", 25 * k)
        right = (x + room - 2) * u
        percent = Text(right, 18 * u + cap / 2, figure, "poster", 25 * k, theme.INK, anchor="right")
        return [*drawn, percent], 32 + 8 * t
    size, line_high = 16.5 * k, 30 * t
    lead, gap = 28 * k, 22 * k
    widths = [lead + metrics.width(word, "serif", size) for word in question.answers]
    places = flow(widths, room * u, gap)
    shapes: list[Shape] = []
    for value, (word, wide, (line, dx)) in enumerate(
        zip(question.answers, widths, places, strict=True)
    ):
        left, middle = x * u + dx, (line * line_high + 13 * t) * u
        on = value == chosen if question.kind == "radio" else bool(chosen)
        if question.kind == "radio":
            shapes += radio((left + 9 * k, middle), 9 * k, on, k, inks)
        else:
            box = Rect(round(left), round(middle - 10 * k), round(20 * k), round(20 * k))
            shapes += check_box(box, on, k, inks)
        base = middle + metrics.cap_height("serif", size) / 2
        least = 0.6 if len(widths) == 1 else 0.8
        type_ = Type("serif", size, theme.INK)
        within = max(size, room * u - dx - lead)
        shapes.append(fitted(word, type_, left + lead, base, within, metrics, least=least))
        target = Rect(left - 4 * u, middle - 15 * k, wide + 8 * u, 30 * k)
        wanted = value if question.kind == "radio" else 1 - chosen
        shapes.append(Button(target, Adjust(number + 1, wanted), hover))
    return shapes, (places[-1][0] + 1) * line_high - 4 * t


def _keys(x: float, width: float, scale: Scale, metrics: Metrics) -> tuple[Sequence[Shape], float]:
    """The keys at the foot of the panel in as many lines as they take, and the first one's top."""
    u = scale.unit
    k = u * min(1.4, scale.text)
    drawn = [
        key_hint(0, 0, key, label, theme.NEWSPRINT, k, metrics, intent)
        for key, label, intent in _hints()
    ]
    places = flow([right for _, right in drawn], width, 20 * k)
    lines = places[-1][0] + 1
    top = (scale.height - 14) * u - lines * 32 * k + 8 * k
    shapes: list[Shape] = []
    for (hint, _), (line, dx) in zip(drawn, places, strict=True):
        shapes += shifted(hint, x + dx, top + line * 32 * k)
    return shapes, top
