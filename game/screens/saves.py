"""Saved games as cards of an index: to write on, to open, to send to the archive."""

import datetime
from collections.abc import Sequence
from typing import Any, Final

import attrs

from game.engine.calendar import spoken_date
from game.screens import theme
from game.screens.context import Context
from game.screens.faces import Portrait
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
from game.screens.layout import Span, paragraph, place
from game.screens.marks import Inks, focus_frame, stat_icon
from game.screens.picture import (
    Button,
    Clip,
    Colour,
    Disc,
    Fill,
    Hatch,
    Image,
    Metrics,
    Picture,
    Polygon,
    Rect,
    Shadow,
    Shape,
    Size,
    Stroke,
    Text,
    Tilted,
)
from game.screens.picture import Paper as Ground
from game.screens.play import PlayScreen
from game.screens.screen import Pop, Reset, Transition
from game.screens.sheet import foot, foot_height, head_band, head_height, rail
from game.screens.strip import notice_strip
from game.screens.theme import Scale
from game.session.library import Entry
from game.session.playthrough import Playthrough
from game.session.saves import AUTOSAVE, SLOTS, Save, SaveProblem, Slot, restore
from game.text.tongue import mark, say, say_many

DASHES: Final[Colour] = (190, 176, 148)
RULED: Final[Colour] = (150, 160, 160)
ON_CARD: Final = Inks(theme.INK, theme.NEWSPRINT, theme.TEXT_RED)
ON_DESK: Final = Inks(theme.BOOK, theme.DESK, theme.VERMILION)
MOMENTS: Final = (
    mark("{day} Jan, {hour}.{minute}"),
    mark("{day} Feb, {hour}.{minute}"),
    mark("{day} Mar, {hour}.{minute}"),
    mark("{day} Apr, {hour}.{minute}"),
    mark("{day} May, {hour}.{minute}"),
    mark("{day} June, {hour}.{minute}"),
    mark("{day} July, {hour}.{minute}"),
    mark("{day} Aug, {hour}.{minute}"),
    mark("{day} Sept, {hour}.{minute}"),
    mark("{day} Oct, {hour}.{minute}"),
    mark("{day} Nov, {hour}.{minute}"),
    mark("{day} Dec, {hour}.{minute}"),
)


@attrs.frozen
class Card:
    """A card of the index: its number (what a digit picks), and what is kept there."""

    number: int
    campaign: str
    slot: Slot
    entry: Entry | None = None


@attrs.define
class SavesScreen:
    """The card index of the game that runs, or of every campaign where none does."""

    context: Context
    playthrough: Playthrough | None
    saving: bool
    campaign: str | None = None
    focus: int = 0
    notice: str = ""
    asked: str = ""
    _cards: tuple[Card, ...] = attrs.field(default=(), repr=False)
    _columns: int = attrs.field(default=3, repr=False)
    _first_row: int = attrs.field(default=0, repr=False)
    _rows: int = attrs.field(default=2, repr=False)

    opaque = True
    animating = False

    def __attrs_post_init__(self) -> None:
        if self.playthrough is None:
            self.saving = False
        elif self.campaign is None:
            self.campaign = str(self.playthrough.program.story.id)
        self._read()
        self._first_focus()

    def tick(self, milliseconds: int) -> None:
        """Nothing moves."""

    def resume(self, result: Any) -> None:
        """What lay above may have told something; the cards are read again."""
        if isinstance(result, str):
            self.notice = result
        self._read()

    # The cards

    def _read(self) -> None:
        """Read the cards from disk; done at the start and after each change, not for each view."""
        library = self.context.library
        if self.campaign is not None:
            self._cards = _shelf_cards(self.context, self.campaign, library.entry(self.campaign))
        else:
            self._cards = _all_cards(self.context)
        self.focus = min(self.focus, max(0, len(self._cards) - 1))

    def _first_focus(self) -> None:
        cards = self._cards
        if self.saving:
            empty = (n for n, card in enumerate(cards) if card.slot.empty and _by_hand(card))
            self.focus = next(empty, min(1, len(cards) - 1))
        else:
            written = {n: c.slot.save.written for n, c in enumerate(cards) if c.slot.save}
            self.focus = max(written, key=lambda n: written[n], default=0)

    @property
    def card(self) -> Card | None:
        """The card in focus; None where there is none at all."""
        return self._cards[self.focus] if self._cards else None

    # What the player does

    def handle(self, intent: Intent) -> Transition | None:
        """Go through the cards, and do with the one in focus what is wanted."""
        if isinstance(intent, Back) and self.asked:
            self.asked = self.notice = ""
            return None
        match intent:
            case Back():
                return Pop()
            case Accept():
                return self._act()
            case Pick(number):
                there = self._index(number)
                if there == self.focus and there is not None:
                    return self._act()
                self._to(there)
            case Focus(number):
                self._to(self._index(number))
            case Move(direction):
                self._to(moved(self.focus, len(self._cards), direction, self._columns))
            case Scroll(lines):
                step = Direction.DOWN if lines > 0 else Direction.UP
                self._to(moved(self.focus, len(self._cards), step, self._columns))
            case Page(count):
                there = self.focus + count * self._rows * self._columns
                self._to(min(max(0, there), len(self._cards) - 1))
            case Edge(end):
                self._to(len(self._cards) - 1 if end else 0)
            case Command("s" | "l" as letter) if self.playthrough is not None:
                self.saving = letter == "s"
                self.asked = self.notice = ""
            case Command("delete"):
                self._delete()
            case _:
                pass
        return None

    def _index(self, number: int) -> int | None:
        return next((n for n, card in enumerate(self._cards) if card.number == number), None)

    def _to(self, index: int | None) -> None:
        if index is None or not 0 <= index < len(self._cards) or index == self.focus:
            return
        self.focus = index
        self.asked = self.notice = ""

    def _act(self) -> Transition | None:
        if self.card is None:
            return None
        if self.saving:
            self._write(self.card)
            return None
        return self._open(self.card)

    def _write(self, card: Card) -> None:
        if self.playthrough is None:
            return
        tab = _tab(card.slot.name)
        if not _by_hand(card):
            self._say(
                say("The autosave is written by the machine, at every page. Take another card.")
            )
        elif card.slot.problem:
            self._say(
                say("{card} is damaged. Del clears the card; only then is it written on.", card=tab)
            )
        elif card.slot.save is not None and self.asked != "write":
            self._say(say("{card} is taken. Enter again replaces it.", card=tab), "write")
        else:
            try:
                self.context.library.keep(self.playthrough, card.slot.name)
            except SaveProblem as problem:
                self._say(str(problem))
                return
            self._read()
            self._say(say("Kept as {card}.", card=tab))

    def _open(self, card: Card) -> Transition | None:
        save = card.slot.save
        if save is None:
            self._say(card.slot.problem or say("Nothing is written on this card."))
            return None
        entry = card.entry
        if entry is None:
            lost = say(
                'The campaign of this file, "{campaign}", is not in the library.',
                campaign=card.campaign,
            )
            self._say(lost)
            return None
        program = self.context.library.program(entry)
        if program is None:
            from game.screens.opening import enter

            return enter(self.context, entry)
        try:
            restored = restore(save, program)
        except SaveProblem as problem:
            self._say(str(problem))
            return None
        screen = PlayScreen(self.context, restored.playthrough)
        screen.resume(restored.playthrough)
        if restored.notes:
            screen.resume(" ".join(restored.notes))
        return Reset(screen)

    def _delete(self) -> None:
        card = self.card
        if card is None or card.slot.empty:
            self._say(say("There is nothing on this card to send anywhere."))
            return
        if self.asked != "delete":
            warning = say(
                "Del again sends {card} to the archive. Nothing comes back from there.",
                card=_tab(card.slot.name),
            )
            self._say(warning, "delete")
            return
        try:
            self.context.library.shelf(card.campaign).delete(card.slot.name)
        except SaveProblem as problem:
            self._say(str(problem))
            return
        self._read()
        self._say(say("{card} has been sent to the archive.", card=_tab(card.slot.name)))

    def _say(self, notice: str, asked: str = "") -> None:
        self.notice, self.asked = notice, asked

    # Drawing

    def view(self, size: Size, metrics: Metrics) -> Picture:
        """The drawer of cards, the one in focus always in sight."""
        scale = Scale.of(size, self.context.settings.text_size)
        u, t = scale.unit, scale.text
        self._columns = columns = 3 if t < 1.35 else 2 if t < 1.75 else 1
        top, low = head_height(scale), scale.height - foot_height(scale)
        gap, tab = 28.0, 17 * t
        wide = (scale.width - 72 - gap * (columns - 1)) / columns
        high = _card_height(wide, t)
        step = high + tab + 19
        count = -(-len(self._cards) // columns)
        room = low - top - 16
        self._rows = rows = max(1, int((room + 19) / step))
        row = self.focus // columns
        # Half a row more is shown if there is room, so that it is seen to go on.
        self._first_row = max(min(self._first_row, row), row - rows + 1)
        self._first_row = min(self._first_row, max(0, count - rows))
        inner: list[Shape] = []
        focused: list[Shape] = []
        for index, card in enumerate(self._cards):
            line = index // columns - self._first_row
            if not 0 <= line < rows + 1:
                continue
            x = 36 + (index % columns) * (wide + gap)
            y = top + 16 + tab + line * step
            if y + 60 > low:
                continue
            rect = Rect(x * u, y * u, wide * u, high * u)
            inner += _drawn(card, rect, scale, metrics)
            frame = Rect(rect.x, rect.y - tab * u, rect.w, rect.h + tab * u)
            inner.append(Button(frame, Pick(card.number), Focus(card.number)))
            if index == self.focus:
                focused += focus_frame(frame.inset(-3 * u), u, ON_DESK)
        if not self._cards:
            blank = Rect(36 * u, (top + 33) * u, wide * u, high * u)
            inner += _empty(
                say("Nothing is kept yet"),
                say("a game is kept at every page"),
                blank,
                scale,
                metrics,
            )
        area = Rect(0, top * u, scale.width * u, (low - top) * u)
        shapes: list[Shape] = [
            Ground(Rect(0, 0, scale.width * u, scale.height * u), "desk"),
            Clip(area, (*inner, *focused)),
            *head_band(*self._head(), scale, metrics),
            *notice_strip(self.notice, scale, metrics),
            *foot(self._hints(), scale, metrics),
        ]
        if count > rows:
            bar = Rect((scale.width - 23) * u, (top + 14) * u, 10 * u, (low - top - 28) * u)
            place_ = self._first_row / (count - rows)
            shapes += rail(bar, rows / count, place_, u, theme.MANILA)
        return Picture(theme.DESK, tuple(shapes))

    def _head(self) -> tuple[str, str, str]:
        kept = sum(not card.slot.empty for card in self._cards)
        if self.campaign is None:
            return say("SAVED FILES"), say("To be kept for ever"), say("{count} kept", count=kept)
        title = say("SAVE") if self.saving else say("OPEN A FILE")
        kept = sum(not card.slot.empty for card in self._cards if card.slot.name in SLOTS)
        used = say("{count} of {all} cards", count=kept, all=len(SLOTS))
        return title, say("To be kept for ever"), used

    def _hints(self) -> Sequence[Hint]:
        kept = self.focus < len(self._cards) and not self._cards[self.focus].slot.empty
        hints: list[Hint] = []
        if self.saving:
            hints.append(("Enter", say("write here"), Accept()))
        elif kept:
            hints.append(("Enter", say("open it"), Accept()))
        if self.playthrough is not None:
            hints.append(
                ("L", say("open instead"), Command("l"))
                if self.saving
                else ("S", say("save instead"), Command("s"))
            )
        if kept:
            hints.append(("Del", say("send to the archive"), Command("delete")))
        hints.append(("Esc", say("back"), Back()))
        return hints


# Which cards there are


def _by_hand(card: Card) -> bool:
    """Whether the player may write on the card."""
    return card.slot.name in SLOTS


def _tab(name: str) -> str:
    if name == AUTOSAVE:
        return say("AUTOSAVE")
    return say("FILE {number}", number=name) if name in SLOTS else say("AUTOSAVE, BEFORE")


def _shelf_cards(context: Context, campaign: str, entry: Entry | None) -> tuple[Card, ...]:
    """The autosave, what it was before where it is damaged, and the numbered cards."""
    shelf = context.library.shelf(campaign)
    cards: list[Card] = []
    for slot in shelf.slots():
        number = SLOTS.index(slot.name) + 1 if slot.name in SLOTS else len(SLOTS) + 1
        cards.append(Card(number, campaign, slot, entry))
        if slot.name == AUTOSAVE and slot.problem:
            before = shelf.backup()
            if not before.empty:
                number = len(SLOTS) + 2
                cards.append(Card(number, campaign, before, entry))
    return tuple(cards)


def _all_cards(context: Context) -> tuple[Card, ...]:
    """What is kept of every campaign, the newest first, damaged files last."""
    found: list[Card] = []
    for entry in context.library.entries:
        cards = _shelf_cards(context, entry.summary.id, entry)
        found += [card for card in cards if not card.slot.empty]
    found.sort(key=lambda card: card.slot.save.written if card.slot.save else "", reverse=True)
    return tuple(attrs.evolve(card, number=n) for n, card in enumerate(found, start=1))


def written_at(written: str) -> str:
    """When a save was written, in the player's own time: `22 Nov, 21.14`."""
    try:
        moment = datetime.datetime.fromisoformat(written)
    except ValueError:
        return written[:16]
    if moment.tzinfo is not None:
        moment = moment.astimezone()
    hour, minute = f"{moment.hour:02}", f"{moment.minute:02}"
    return say(MOMENTS[moment.month - 1], day=moment.day, hour=hour, minute=minute)


# How a card looks


def _card_height(wide: float, t: float) -> float:
    """The height of a card, canvas pixels: where it is wide the readings stand at the right."""
    return (198 if _broad(wide, t) else 262) * t


def _broad(wide: float, t: float) -> bool:
    return wide / t >= 540


def _drawn(card: Card, rect: Rect, scale: Scale, metrics: Metrics) -> list[Shape]:
    u, k = scale.unit, scale.unit * scale.text
    slot = card.slot
    if slot.empty:
        words = say("Empty card") if _by_hand(card) else say("No autosave yet")
        return _empty(words, _tab(card.slot.name), rect, scale, metrics)
    shapes: list[Shape] = [Shadow(rect, 8 * u)]
    shapes += _index_tab(_tab(card.slot.name), rect, k, metrics)
    shapes.append(Ground(rect, "newsprint"))
    line = rect.y + 40 * k
    shapes.append(Fill(Rect(rect.x, line, rect.w, max(1, round(1.2 * u))), theme.TEXT_RED))
    heading = Type("serif-bold", 18.5 * k, theme.INK)
    title = slot.save.chapter or slot.save.title if slot.save else _tab(card.slot.name).capitalize()
    pad = 14 * k
    room = rect.w - 2 * pad
    shapes.append(fitted(title, heading, rect.x + pad, rect.y + 27 * k, room, metrics))
    if slot.save is not None:
        shapes += _written(card, slot.save, rect, scale, metrics)
    else:
        shapes += _damaged(slot.problem, rect, scale, metrics)
    return shapes


def _index_tab(words: str, rect: Rect, k: float, metrics: Metrics) -> list[Shape]:
    size = 13.5 * k
    wide = metrics.width(words, "type-bold", size)
    x, y = rect.x + 6 * k, rect.y
    corners = (
        (x + 10 * k, y - 16 * k),
        (x + 30 * k + wide, y - 16 * k),
        (x + 40 * k + wide, y),
        (x, y),
    )
    text = Text(x + 20 * k, y - 4 * k, words, "type-bold", size, theme.INK)
    return [Polygon(corners, theme.MANILA), text]


def _written(card: Card, save: Save, rect: Rect, scale: Scale, metrics: Metrics) -> list[Shape]:
    """What a card says: the face, where and when, and the three readings."""
    u, k = scale.unit, scale.unit * scale.text
    pad = 14 * k
    player = card.entry.summary.player if card.entry else ""
    face = Rect(round(rect.x + pad), round(rect.y + 53 * k), round(94 * k), round(117 * k))
    shapes: list[Shape] = [Fill(face, theme.NEWSPRINT)]
    shapes.append(Image(face, Portrait(card.campaign, player, save.looks).path))
    shapes.append(Stroke(face, theme.INK, max(1, round(1.5 * u))))
    broad = _broad(rect.w / u, scale.text)
    x = face.right + 14 * k
    right = rect.right - pad - (190 * k if broad else 0)
    pages = say_many("{count} page", "{count} pages", save.turns)
    lines = (
        save.title,
        save.place,
        spoken_date(save.date),
        f"{written_at(save.written)}, {pages}",
    )
    type_ = Type("type", 13.6 * k, theme.INK)
    rule = max(1, round(u))
    for index, words in enumerate(lines):
        base = rect.y + (69 + 28 * index) * k
        line = Rect(x, round(base + 6 * k), right - x, rule)
        shapes.append(Fill(line, RULED))
        if words:
            shapes.append(fitted(words, type_, x + 2 * k, base, right - x - 4 * k, metrics))
    gauges = list(save.gauges.items())[:3]
    for index, (stat, value) in enumerate(gauges):
        if broad:
            at = (rect.right - pad - 170 * k, rect.y + (52 + 46 * index) * k)
            wide = 170 * k
        else:
            wide = (rect.w - 2 * pad) / 3
            at = (rect.x + pad + wide * index, rect.y + 188 * k)
        shapes += _reading(stat, value, at, wide, scale, metrics)
    return shapes


def _reading(
    stat: str,
    value: int,
    at: tuple[float, float],
    wide: float,
    scale: Scale,
    metrics: Metrics,
) -> list[Shape]:
    """A glyph, the number, and under it a bar in the stat's pattern. Stats go from 0 to 100."""
    u, k = scale.unit, scale.unit * scale.text
    x, y = at
    left = x + 34 * k
    bar = Rect(left, round(y + 31 * k), min(74 * k, wide - 44 * k), round(9 * k))
    full = bar.w * min(max(value, 0), 100) / 100
    number = Type("poster", 22 * k, theme.INK)
    shapes: list[Shape] = [
        *stat_icon(stat, (x + 14 * k, y + 17 * k), 12 * k, ON_CARD),
        fitted(str(value), number, left, y + 23 * k, bar.w, metrics, least=0.5),
        Fill(
            Rect(bar.x, bar.bottom - max(1, round(2 * u)), bar.w, max(1, round(2 * u))),
            theme.HATCHING,
        ),
    ]
    held = attrs.evolve(bar, w=round(full))
    if held.w < 2:
        return shapes
    match stat:
        case "paranoia":
            step = 9 * k
            for n in range(max(1, round(full / step))):
                cell = Rect(bar.x + n * step, bar.y, 7 * k, bar.h)
                shapes += [Fill(cell, theme.INK), Disc(cell.centre, 1.8 * k, theme.NEWSPRINT)]
        case "purges":
            shapes.append(Hatch(held, theme.INK, 4 * k, 1.6 * k))
            shapes.append(Stroke(held, theme.INK, max(1, round(u))))
        case _:
            shapes.append(Fill(held, theme.INK))
    return shapes


def _damaged(problem: str, rect: Rect, scale: Scale, metrics: Metrics) -> list[Shape]:
    """What is wrong with the file, and the stamp that says so at once."""
    k = scale.unit * scale.text
    size, leading = 16 * k, 23 * k
    room = rect.w - 28 * k
    lines = paragraph(
        (Span(problem, "serif"),), size, room, metrics, setting="ragged", hyphens=None
    )
    shapes: list[Shape] = list(
        place(lines, rect.x + 14 * k, rect.y + 50 * k, size, leading, theme.INK, metrics)
    )
    type_size, track = 27 * k, 2 * k
    stamped = say("DAMAGED")
    wide = metrics.width(stamped, "poster", type_size, track) + 26 * k
    high = 46 * k
    box = Rect(rect.right - wide - 26 * k, rect.bottom - high - 24 * k, wide, high)
    base = box.centre[1] + metrics.cap_height("poster", type_size) / 2
    stamp = (
        Stroke(box, theme.TEXT_RED, max(2, round(3 * k))),
        Stroke(box.inset(5 * k), theme.TEXT_RED, max(1, round(1.2 * k))),
        Text(box.x + 13 * k, base, stamped, "poster", type_size, theme.TEXT_RED, track),
    )
    degrees = 7.0 if scale.text <= 1.3 else 0.0
    shapes.append(Tilted(box, degrees, stamp))
    return shapes


def _empty(words: str, note: str, rect: Rect, scale: Scale, metrics: Metrics) -> list[Shape]:
    """A card that is not there yet: dashes round it."""
    u, k = scale.unit, scale.unit * scale.text
    dash, gap, thick = 8 * u, 14 * u, max(1, round(2 * u))
    shapes: list[Shape] = []
    for n in range(int(rect.w / gap) + 1):
        x = rect.x + n * gap
        wide = min(dash, rect.right - x)
        shapes.append(Fill(Rect(x, rect.y, wide, thick), DASHES))
        shapes.append(Fill(Rect(x, rect.bottom - thick, wide, thick), DASHES))
    for n in range(int(rect.h / gap) + 1):
        y = rect.y + n * gap
        high = min(dash, rect.bottom - y)
        shapes.append(Fill(Rect(rect.x, y, thick, high), DASHES))
        shapes.append(Fill(Rect(rect.right - thick, y, thick, high), DASHES))
    x, y = rect.centre
    room = rect.w - 24 * u
    large = Type("title", 30 * k, theme.NEWSPRINT)
    small = Type("serif-italic", 16 * k, theme.NEWSPRINT)
    shapes.append(fitted(words, large, x, y, room, metrics, anchor="centre"))
    shapes.append(fitted(note, small, x, y + 32 * k, room, metrics, anchor="centre"))
    return shapes
