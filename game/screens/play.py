"""A game being played: one screen for every kind of passage, and how the reader moves in it."""

import contextlib
from collections.abc import Iterator
from typing import Any

import attrs

from game.engine.machine import NotOffered, StoryStops
from game.engine.prose import Line, Lines, Word
from game.engine.state import Turn
from game.engine.transcript import award_text
from game.screens import choices
from game.screens.choices import Item
from game.screens.column import words_of
from game.screens.context import Context
from game.screens.faces import speakers
from game.screens.focus import moved
from game.screens.intent import (
    Accept,
    Ask,
    Back,
    Command,
    Direction,
    Drag,
    Edge,
    Focus,
    Intent,
    Move,
    Onward,
    Page,
    Pick,
    Scroll,
    Zoom,
)
from game.screens.marks import cell_of
from game.screens.motion import DROP, MARKER, STILL, TURN, eased, flips
from game.screens.picture import Metrics, Picture, Size
from game.screens.press import PressScene, press_view
from game.screens.reading import Hand, Scene, View, reading_view, since_of
from game.screens.screen import Push, Screen, Transition
from game.session.playthrough import ADVANCE, Playthrough
from game.session.saves import SaveProblem
from game.session.settings import LETTERS_PER_SECOND
from game.text.tongue import say

NOTICE_FOR = 2500
"""Milliseconds a notice is shown."""

WARNING_FOR = 10_000
"""Milliseconds a warning is shown."""

MARGIN = 40
"""Canvas pixels at the foot of a paper on which nothing stands."""

ALL = 10**9
"""Letters: the whole page is shown."""


@attrs.define
class PlayScreen:
    """The turn now, and where in it the reader is.

    Its only state beside the playthrough is the reader's: page, scroll, focus, letters shown.
    """

    context: Context
    playthrough: Playthrough
    page: int = 0
    scroll: float = 0.0
    focus: int = 0
    shown: float = 0.0
    notice: str = ""
    passed_over: bool = False
    overleaf: int = 0
    proof: bool = False
    _notice_left: int = 0
    _moved: float = STILL
    _flips: bool = False
    _slip: float = 0.0
    _slipped: float = STILL
    _follow: bool = False
    _left: Scene | None = attrs.field(default=None, repr=False, eq=False)
    _view: View | None = attrs.field(default=None, repr=False, eq=False)

    opaque = True

    @property
    def animating(self) -> bool:
        """While letters appear, something moves or a notice stands."""
        slipping = self._slipped < MARKER and not self.context.settings.still
        moving = self._moved < self._motion or slipping
        return self._revealing or moving or self._notice_left > 0

    @property
    def _motion(self) -> float:
        """The milliseconds that what moves on this page takes."""
        if self.context.settings.still:
            return 0
        turn = self.playthrough.turn
        if self._on_paper:
            return DROP if self._view is None else self._view.motion
        if not self._flips:
            return TURN
        numbers = turn.program.story.numbers
        gauges = [numbers[change.name] for change in turn.changes]
        cells = (
            flips(change.after - change.before, cell_of(stat))
            for change, stat in zip(turn.changes, gauges, strict=True)
            if stat.gauge
        )
        return TURN + max(cells, default=0)

    def tick(self, milliseconds: int) -> None:
        """Show more letters; let the notice fade."""
        if self._revealing:
            speed = LETTERS_PER_SECOND[self.context.settings.text_speed]
            self.shown += speed * milliseconds / 1000
        self._moved += milliseconds
        self._slipped += milliseconds
        if self._notice_left > 0:
            self._notice_left -= milliseconds
            if self._notice_left <= 0:
                self.notice = ""

    def resume(self, result: Any) -> None:
        """Take what a screen above decided: a game brought back, or a number of turns to undo."""
        from game.screens.confirm import Confirmed

        if isinstance(result, Playthrough):
            self.playthrough = result
        if self.context.library.language != self.playthrough.program.language:
            self.playthrough = self.context.library.retold(self.playthrough)
            self._view = None
        if isinstance(result, Playthrough):
            self._arrive(whole=True)
            if self.playthrough.turn.over:
                self.page = len(self._pages()) - 1
        elif isinstance(result, Confirmed):
            self._take(result.pick)
        elif isinstance(result, int) and not isinstance(result, bool) and result > 0:
            self._undo(result)
        elif isinstance(result, str):
            self._say(result)

    def reread(self, same: bool) -> None:
        """Show the turn after the story was loaded anew; on the same page the place is kept."""
        page, scroll, focus = self.page, self.scroll, self.focus
        self._arrive(whole=True)
        if same:
            self.page = min(page, len(self._pages()) - 1)
            self.scroll, self.focus = scroll, min(focus, max(0, len(self._items()) - 1))

    def view(self, size: Size, metrics: Metrics) -> Picture:
        """The page."""
        settings = self.context.settings
        hand = self._hand
        turn = self.playthrough.turn
        if self._on_paper:
            items = self._items()
            view = self._press(turn, hand, size, metrics)
            if self._items() != items:  # whether there is more is known only now
                view = self._press(turn, hand, size, metrics)
        else:
            scene = self._scene()
            view = self._view = reading_view(scene, hand, settings, size, metrics)
            while scene.left is not None and view.extent > 0:  # no room for all of the page left
                self._left = scene.left.shorter()
                scene = self._scene()
                view = self._view = reading_view(scene, hand, settings, size, metrics)
            if self._follow:  # back from an undo: the choice that was undone is in sight
                self._follow = False
                self._show_focus()
                hand = self._hand
                view = self._view = reading_view(self._scene(), hand, settings, size, metrics)
        self.scroll = min(self.scroll, view.extent)
        return view.picture

    def foresee(self, size: Size, metrics: Metrics) -> Iterator[Picture]:
        """The next page, or the first page of each turn that a choice may lead to."""
        played = self.playthrough
        if not self._on_paper and not self._last_page:
            yield self._ahead(played, self.page + 1).view(size, metrics)
            return
        picks: list[str] = [offer.id for offer in played.turn.offers if offer.open]
        for pick in picks or ([ADVANCE] if played.turn.can_advance else []):
            then = Playthrough(played.program, [*played.turns], [*played.picks], played.complete)
            with contextlib.suppress(StoryStops, NotOffered):
                then.take(pick)
                yield self._ahead(then, 0, self._as_left).view(size, metrics)

    def _ahead(self, played: Playthrough, page: int, left: Scene | None = None) -> "PlayScreen":
        screen = PlayScreen(self.context, played, page=page, shown=ALL)
        screen._left = left
        screen.focus = screen._first_open()
        return screen

    def _press(self, turn: Turn, hand: Hand, size: Size, metrics: Metrics) -> View:
        scene = PressScene(turn, self._items(), self._since(), self.overleaf, self.proof)
        self._view = press_view(scene, hand, self.context.settings, size, metrics)
        return self._view

    @property
    def _hand(self) -> Hand:
        """Where the reader is, and what still moves."""
        if self.context.settings.still:
            return Hand(self.scroll, self.focus, self._letters)
        slip = self._slip * (1 - eased(self._slipped, MARKER))
        moved = self._moved if self._settings_instant or self._on_paper else STILL
        flipped = self._moved - TURN if self._flips else STILL
        if self._moved >= self._motion:
            moved = flipped = STILL
        return Hand(self.scroll, self.focus, self._letters, moved, flipped, slip)

    def handle(self, intent: Intent) -> Transition | None:
        """Read on, choose, look back, or open the menu."""
        before, view = self.focus, self._view
        transition = self._handled(intent)
        rows = view.rows if view is not None and view is self._view else ()
        if before != self.focus < len(rows) > before:
            self._slip = sum(rows[before]) / 2 - sum(rows[self.focus]) / 2
            self._slipped = 0.0
        return transition

    def _handled(self, intent: Intent) -> Transition | None:
        match intent:
            case Back():
                from game.screens.pause import PauseScreen

                return Push(PauseScreen(self.context, self.playthrough))
            case Onward() if self._to_choose:
                if self._more_paper:
                    self._read_on()
                else:
                    self._say(say("Choose by number, or with Enter."))
            case Accept():
                return self._accept()
            case Pick(number):
                return self._pick(number - 1)
            case Focus(number):
                if number <= len(self._items()):
                    self.focus = number - 1
            case Move(direction):
                self._move(direction)
            case Scroll(lines):
                self._scroll_by(lines * self._line)
            case Page(count):
                self._scroll_by(count * self._screenful)
            case Edge(end):
                self._finish()
                self._scroll_to(ALL if end else 0)
            case Command(name):
                return self._command(name)
            case Ask(about):
                return self._why(about)
            case Zoom():
                return self._closer()
            case Drag(_, dy) if self._on_paper and self._view is not None:
                self._scroll_by(-dy / self._view.unit)
            case _:
                pass
        return None

    @property
    def _to_choose(self) -> bool:
        """Whether the rows are in sight, and one of several is to be chosen."""
        return not self._revealing and self._rows_visible() and len(self._items()) > 1

    # What is shown

    @property
    def _settings_instant(self) -> bool:
        settings = self.context.settings
        return settings.still or not LETTERS_PER_SECOND[settings.text_speed]

    @property
    def _letters(self) -> float:
        return ALL if self._settings_instant else self.shown

    @property
    def _revealing(self) -> bool:
        if self._settings_instant or self._view is None:
            return not self._settings_instant and self.shown < ALL
        return self.shown < self._view.letters

    @property
    def _skipping(self) -> bool:
        return self.context.settings.hard == "skip" or self.passed_over

    @property
    def _on_paper(self) -> bool:
        """Whether a front page, a document or an interlude lies before the reader."""
        turn = self.playthrough.turn
        return turn.printed and (not turn.answer or self.page > 0)

    @property
    def _answer_apart(self) -> bool:
        """Whether the answer to the choice before has a page of its own: the scene has changed."""
        turns = self.playthrough.turns
        if not turns[-1].answer or len(turns) < 2:
            return False
        now, before = turns[-1], turns[-2]
        moved_on = (now.place, now.date) != (before.place, before.date)
        return now.printed or moved_on or now.passage.hard is not None

    def _pages(self) -> tuple[Lines, ...]:
        """The pages of the turn, the choice's answer before the first or on one of its own."""
        turn = self.playthrough.turn
        pages = (turn.instead,) if turn.instead and self._skipping else turn.pages
        if self._answer_apart:
            return (self._chosen() + turn.answer, *(pages or ((),)))
        if not pages:
            return (turn.answer,)
        return (turn.answer + pages[0], *pages[1:])

    def _chosen(self) -> Lines:
        """What the player chose, as a line of its own over the answer."""
        words = tuple(Word(word.text, "stress") for word in self.playthrough.turn.chosen)
        return (Line(None, "", "", "", "", False, words),) if words else ()

    @property
    def _last_page(self) -> bool:
        return self.page >= len(self._pages()) - 1

    def _items(self) -> tuple[Item, ...]:
        turn = self.playthrough.turn
        if not self._on_paper and not self._last_page:
            return (Item(">", words_of(say("Turn the page."))),)
        if turn.over:
            return (Item(">", words_of(say("To the end."))),)
        items = choices.items_of(turn)
        if turn.can_advance:
            label = say("Read on.") if self._more_paper else say("Go on.")
            items = (*items, Item(">", words_of(label)))
        if turn.stuck:
            label = say("The story stops here, by mistake. To the menu.")
            items = (*items, Item(">", words_of(label)))
        return items

    @property
    def _more_paper(self) -> bool:
        """Whether a document or an interlude goes on below what is in sight."""
        view, turn = self._view, self.playthrough.turn
        lies = turn.paper is not None or turn.sheet is not None
        if view is None or not self._on_paper:
            return False
        return self._more_slip or (lies and view.extent - self.scroll > MARGIN)

    @property
    def _more_slip(self) -> bool:
        """Whether the words beside a paper go on overleaf."""
        view = self._view
        return self._on_paper and view is not None and self.overleaf < view.slips - 1

    def _scene(self) -> Scene:
        turn = self.playthrough.turn
        pages = self._pages()
        apart = self._answer_apart
        first = self.page == (1 if apart else 0)
        hard = turn.passage.hard
        marked = hard and first and self.context.settings.hard == "mark" and not self.passed_over
        read = pages[int(apart) : self.page]  # an answer apart belongs to the scene before
        if apart and self.page == 0:  # whoever the player was with
            read = self.playthrough.turns[-2].pages
        recent = speakers(tuple(line for page in read for line in page))
        recent = tuple(who for who in recent if who != turn.program.story.player)
        return Scene(
            turn,
            pages[min(self.page, len(pages) - 1)],
            self._items(),
            first and self._opens_chapter,
            self._since(),
            recent[-1] if recent else "",
            hard.note if hard and marked else "",
            self.notice,
            len(turn.answer) if first and not apart else 0,
            self.playthrough.turns[-2] if apart and self.page == 0 else None,
            self._left if apart and self.page == 0 else None,
        )

    @property
    def _as_left(self) -> Scene | None:
        """This page as it will stand over the answer to a choice; None of a paper."""
        return None if self._on_paper else attrs.evolve(self._scene(), left=None)

    @property
    def _opens_chapter(self) -> bool:
        """Whether its chapter opens here: no page of it was read that is no paper."""
        turns = self.playthrough.turns
        now = turns[-1]
        if not self.playthrough.complete and len(turns) == 1:
            return now.chapter.start == now.passage.id
        return not now.interrupts and not any(
            turn.passage.chapter == now.passage.chapter and not turn.printed for turn in turns[:-1]
        )

    def _since(self) -> tuple[str, ...]:
        """The notes of the margin, on the first page after a choice."""
        turns = self.playthrough.turns
        if self.page > int(self._on_paper):
            return ()
        return since_of(turns)

    # Moving

    def _accept(self) -> Transition | None:
        if self._revealing:
            self._finish()
            return None
        if self._more_paper and self.playthrough.turn.can_advance:
            self._read_on()
            return None
        if not self._rows_visible():
            self._scroll_by(self._screenful)
            return None
        return self._act(self.focus)

    def _read_on(self) -> None:
        """Show what of a paper lies below or overleaf."""
        if self._more_slip:
            self.overleaf += 1
        else:
            self._scroll_by(self._screenful)

    def _pick(self, number: int) -> Transition | None:
        if self._revealing:
            self._finish()
            return None
        if number >= len(self._items()):
            return None
        self.focus = number
        if not self._focus_visible():
            self._show_focus()
            return None
        return self._act(number)

    def _act(self, number: int) -> Transition | None:
        turn = self.playthrough.turn
        if not self._on_paper and not self._last_page:
            self.page += 1
            self.scroll, self.shown = 0.0, 0.0
            self._moved, self._flips, self._view = 0.0, False, None
            self.focus = self._first_open()
            return None
        if turn.over:
            from game.screens.ending import EndingScreen

            return Push(EndingScreen(self.context, playthrough=self.playthrough))
        if number < len(turn.offers):
            offer = turn.offers[number]
            if offer.open and offer.confirm is not None:
                from game.screens.confirm import ConfirmScreen

                question = offer.confirm
                return Push(ConfirmScreen(self.context, offer.id, offer.label, question))
            if offer.open:
                return self._take(offer.id)
            self._say(say("That is closed."))
            return None
        if turn.can_advance:
            return self._take(ADVANCE)
        if turn.stuck:
            return self.handle(Back())
        return None

    def _take(self, pick: str) -> Transition | None:
        left = self._as_left
        try:
            self.playthrough.take(pick)
        except StoryStops as fault:
            self._say(say("The story stops: {fault}.", fault=fault))
            return None
        self._arrive()
        self._left, self.notice = left, ""
        for award in self.playthrough.turn.awards:
            self._say(award_text(award))
        self._keep()
        return None

    def _arrive(self, whole: bool = False) -> None:
        self.page, self.scroll, self.focus = 0, 0.0, 0
        self.overleaf, self.proof = 0, False
        self.shown = ALL if whole else 0.0
        self._moved, self._slipped, self._flips = (STILL if whole else 0.0), STILL, True
        self.passed_over = False
        self._view = self._left = None
        self.focus = self._first_open()

    def _first_open(self) -> int:
        """The first choice that can be taken, counted from 0; where there is none yet, 0."""
        offers = self.playthrough.turn.offers
        if not (self._on_paper or self._last_page):
            return 0
        return next((number for number, offer in enumerate(offers) if offer.open), 0)

    def _undo(self, count: int = 1) -> None:
        if not self.playthrough.can_undo:
            self._say(say("There is nothing to undo."))
            return
        undone = self.playthrough.picks[-count:][0]
        self.playthrough.undo(count)
        self._arrive(whole=True)
        self.page = len(self._pages()) - 1
        numbers: list[str] = [offer.id for offer in self.playthrough.turn.offers]
        self.focus = numbers.index(undone) if undone in numbers else self._first_open()
        self._follow = True
        self._keep()

    def _keep(self) -> None:
        try:
            self.context.library.keep(self.playthrough)
        except SaveProblem as problem:
            self._say(say("{problem} You play on without it.", problem=problem), WARNING_FOR)

    def _say(self, notice: str, milliseconds: int = NOTICE_FOR) -> None:
        self.notice = notice
        self._notice_left = milliseconds

    def _finish(self) -> None:
        self.shown = ALL

    def _command(self, name: str) -> Transition | None:
        screen: Screen
        match name:
            case "u":
                self._undo()
            case "k":
                if self.playthrough.turn.instead and not self.passed_over:
                    self.passed_over = True
                    self.page = 1 if self._answer_apart else 0
                    self.scroll, self.shown = 0.0, ALL
            case "s" | "l":
                from game.screens.saves import SavesScreen

                screen = SavesScreen(self.context, self.playthrough, saving=name == "s")
                return Push(screen)
            case "h":
                from game.screens.history import HistoryScreen

                return Push(HistoryScreen(self.context, self.playthrough))
            case "w":
                return self._why(self._asked())
            case "m":
                from game.screens.chart import open_chart

                return open_chart(self.context, self.playthrough)
            case "t":
                from game.screens.plain import PlainScreen

                face = self._view.face if self._view else None
                turn = self.playthrough.turn
                return Push(PlainScreen(self.context, turn=turn, proof=self.proof, face=face))
            case "p":
                page = self.playthrough.turn.front_page
                if self._on_paper and page is not None and page.proof is not None:
                    self.proof, self.overleaf = not self.proof, 0
            case "z" | "+":
                return self._closer()
            case _:
                pass
        return None

    def _asked(self) -> str:
        """What is asked about first: the closed choice in focus, the paper, else a number."""
        turn = self.playthrough.turn
        if self._last_page and self.focus < len(turn.offers) and not turn.offers[self.focus].open:
            return f"lock:{turn.offers[self.focus].id}"
        return "page" if self._on_paper else "number"

    def _why(self, about: str) -> Transition:
        from game.screens.why import WhyScreen

        return Push(WhyScreen(self.context, self.playthrough, about))

    def _closer(self) -> Transition | None:
        """Look closer at the front page that lies there."""
        from game.screens.closer import CloserScreen

        turn = self.playthrough.turn
        if not self._on_paper or turn.front_page is None:
            return None
        return Push(CloserScreen(self.context, turn, self.proof))

    def _move(self, direction: Direction) -> None:
        if self._revealing:
            self._finish()
        if self._on_paper and self._view is not None and self._view.slips > 1:
            step = {Direction.RIGHT: 1, Direction.LEFT: -1}.get(direction, 0)
            if step:
                self.overleaf = min(max(0, self.overleaf + step), self._view.slips - 1)
                return
        items = self._items()
        down = direction in (Direction.DOWN, Direction.RIGHT, Direction.NEXT)
        if direction in (Direction.NEXT, Direction.PREVIOUS):
            self.focus = moved(self.focus, len(items), direction)
            self._show_focus()
            return
        if not self._focus_visible():
            self._scroll_by(self._line * 3 * (1 if down else -1))
            return
        following = moved(self.focus, len(items), direction)
        if following == self.focus and not down:
            self._scroll_by(-self._line * 3)
        self.focus = following
        if not self._focus_visible():
            self._show_focus()

    @property
    def _line(self) -> float:
        return self._view.line if self._view else 27

    @property
    def _screenful(self) -> float:
        return max(40.0, self._view.page - 2 * self._view.line) if self._view else 400

    def _scroll_by(self, distance: float) -> None:
        self._finish()
        self._scroll_to(self.scroll + distance)

    def _scroll_to(self, place: float) -> None:
        extent = self._view.extent if self._view else 0.0
        self.scroll = min(max(0.0, place), extent)

    def _focus_visible(self) -> bool:
        view = self._view
        if view is None or self.focus >= len(view.rows):
            return True
        top, bottom = view.rows[self.focus]
        middle = (top + bottom) / 2
        return self.scroll <= middle <= self.scroll + view.page

    def _rows_visible(self) -> bool:
        """Whether every row to choose is in sight."""
        view = self._view
        if view is None or not view.rows:
            return True
        return view.rows[-1][1] <= self.scroll + view.page + 1 or self.scroll >= view.extent - 1

    def _show_focus(self) -> None:
        view = self._view
        if view is None or self.focus >= len(view.rows):
            return
        top, bottom = view.rows[self.focus]
        if top < self.scroll:
            self._scroll_to(top - 8)
        elif bottom > self.scroll + view.page:
            self._scroll_to(bottom - view.page + 8)
