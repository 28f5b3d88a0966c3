"""A rehearsal: the game as the player has it, over a strip that tells its writer more."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import attrs

from game.diagnostics.diagnostic import Diagnostic
from game.diagnostics.render import tally
from game.diagnostics.span import Source
from game.engine.program import Program
from game.model.load import Loaded
from game.model.story import Story
from game.screens import theme
from game.screens.album import AlbumScreen, PrintTextScreen
from game.screens.archive import ArchiveScreen, OpenedTextScreen
from game.screens.closer import CloserScreen
from game.screens.context import Context
from game.screens.ending import EndingScreen
from game.screens.fit import Type, fitted
from game.screens.hints import Hint
from game.screens.history import HistoryScreen
from game.screens.inspector import InspectorScreen
from game.screens.intent import Back, Command, Intent, Reloaded
from game.screens.marks import key_hint
from game.screens.picture import (
    Button,
    Clip,
    Fill,
    Leaf,
    Metrics,
    Picture,
    Polygon,
    Rect,
    Shape,
    Size,
    Text,
    Tilted,
)
from game.screens.plain import PlainScreen
from game.screens.play import PlayScreen
from game.screens.problems import ProblemsScreen
from game.screens.screen import Pop, Push, Quit, Screen, Transition
from game.screens.shift import shifted
from game.screens.stack import Stack
from game.screens.theme import Scale
from game.screens.why import WhyScreen
from game.session.library import Entry
from game.session.playthrough import Playthrough
from game.session.rehearsal import Rehearsal
from game.text.tongue import say, say_many

STRIP: int = 30
"""Canvas pixels of the strip at 100 %."""

Check = Callable[[Loaded], Sequence[Diagnostic]]
"""Everything that is to be said of a campaign that was loaded."""


@attrs.define
class BrokenScreen(ProblemsScreen):
    """What keeps the story from loading; it goes by itself once the files are mended."""

    def head(self) -> tuple[str, str, str]:
        """What it is, and how one gets back."""
        note = say("Mend and save: the page comes back by itself")
        return say("ERRATA"), note, tally(self.diagnostics)

    def hints(self) -> Sequence[Hint]:
        """The keys of the foot."""
        return (
            ("Esc", say("the story as it was"), Back()),
            (("up", "down"), say("scroll"), None),
        )

    def handle(self, intent: Intent) -> Transition | None:
        """Nothing is to be done here but to read; the files are read when they change."""
        return None if intent == Command("r") else super().handle(intent)


@attrs.define
class FindingsScreen(BrokenScreen):
    """What the linter has to say of a story that can be played."""

    def head(self) -> tuple[str, str, str]:
        """What it is."""
        return say("ERRATA"), say("The story can be played all the same"), tally(self.diagnostics)

    def hints(self) -> Sequence[Hint]:
        """The keys of the foot."""
        return (("Esc", say("back"), Back()), (("up", "down"), say("scroll"), None))


@attrs.define
class RehearsalScreen:
    """The whole game on one screen: its own stack above, the writer's strip below.

    F2 opens the inventory, F3 what is to be said of the story.
    """

    context: Context
    entry: Entry
    rehearsal: Rehearsal
    check: Check
    note: str = ""
    findings: tuple[Diagnostic, ...] = ()
    sources: Mapping[str, Source] = attrs.field(factory=dict, repr=False)
    _stack: Stack = attrs.field(init=False, repr=False)
    _story: Story | None = attrs.field(default=None, init=False, repr=False)
    _read: Mapping[str, Source] = attrs.field(factory=dict, init=False, repr=False)

    opaque = True

    @classmethod
    def opened(
        cls, context: Context, entry: Entry, rehearsal: Rehearsal, check: Check
    ) -> "RehearsalScreen":
        """The rehearsal at its beginning, or at what keeps its story from loading.

        Raises RehearsalProblem where the story has no such beginning.
        """
        screen = cls(context, entry, rehearsal, check)
        loaded = context.library.load(entry)
        program = screen._take(loaded)
        first: Screen
        if program is None:
            first = screen._broken(loaded)
        else:
            first = PlayScreen(context, rehearsal.begin(program))
        screen._stack = Stack([first])
        return screen

    # What happens

    @property
    def animating(self) -> bool:
        """While the game moves."""
        return self._stack.animating

    def tick(self, milliseconds: int) -> None:
        """Let time pass in the game."""
        self._stack.tick(milliseconds)

    def resume(self, result: Any) -> None:
        """Nothing lies above."""

    def handle(self, intent: Intent) -> Transition | None:
        """Take what is the writer's; the rest is for the game."""
        match intent:
            case Reloaded(news):
                self._reload(news.loaded, news.at)
            case Command("f2"):
                self._inspect()
            case Command("f3"):
                self._show_findings()
            case _:
                self._stack.handle(intent)
        return Quit() if self._stack.closed else None

    def _inspect(self) -> None:
        """Open the inventory over the game, or close it."""
        top, page = self._stack.top, self._page
        if isinstance(top, InspectorScreen):
            self._stack.apply(top.leave())
        elif page is not None and not self._lies(InspectorScreen):
            screen = InspectorScreen(self.context, page.playthrough, self.sources)
            self._stack.apply(Push(screen))

    def _show_findings(self) -> None:
        """Open what is to be said of the story as it was read last, or close it."""
        if isinstance(self._stack.top, FindingsScreen):
            self._stack.apply(Pop())
        elif self.findings and not self._lies(BrokenScreen):
            screen = FindingsScreen(
                self.context, entry=self.entry, diagnostics=self.findings, sources=self._read
            )
            self._stack.apply(Push(screen))

    def _lies(self, kind: type[Screen]) -> bool:
        return any(isinstance(screen, kind) for screen in self._stack.screens)

    def _broken(self, loaded: Loaded) -> Screen:
        return BrokenScreen(
            self.context,
            entry=self.entry,
            diagnostics=loaded.diagnostics,
            sources=loaded.sources,
        )

    @property
    def _page(self) -> PlayScreen | None:
        """The page of the game that runs, however much lies over it."""
        for screen in self._stack.screens:
            if isinstance(screen, PlayScreen):
                return screen
        return None

    # The story anew

    def _take(self, loaded: Loaded) -> Program | None:
        """Take note of a campaign as loaded; its program where it can be played."""
        self.findings, self._read = tuple(self.check(loaded)), loaded.sources
        if loaded.story is None:
            return None
        self.sources, self._story = loaded.sources, loaded.story
        return self.context.library.program(self.entry)

    def _reload(self, loaded: Loaded, at: str) -> None:
        before, page = self._story, self._page
        program = self._take(loaded)
        screens = [each for each in self._stack.screens if not isinstance(each, BrokenScreen)]
        if program is None:
            self._stack.screens[:] = [*screens, self._broken(loaded)]
            self.note = say("read {time}: it will not load", time=at)
            return
        said = differences(before, program.story) if before is not None else ""
        if not screens:  # it would not load until now
            played, said = self.rehearsal.anew(program)
            screens = [PlayScreen(self.context, played)]
        self._stack.screens[:] = screens
        if page is not None:
            place = page.playthrough.turn.passage.id
            said = self.rehearsal.again(page.playthrough, program) or said
            page.reread(page.playthrough.turn.passage.id == place)
            self._refresh(page.playthrough)
        self.note = say("reloaded {time}", time=at) + (f": {said}" if said else "")

    def _refresh(self, played: Playthrough) -> None:
        """What lies over the page shows the story as it is now; what tells of turns closes."""
        for screen in list(self._stack.screens):
            match screen:
                case EndingScreen() if not played.turn.over:
                    self._stack.screens.remove(screen)
                case WhyScreen() | ArchiveScreen() | OpenedTextScreen():
                    self._stack.screens.remove(screen)
                case AlbumScreen() | PrintTextScreen() | CloserScreen():
                    self._stack.screens.remove(screen)
                case PlainScreen():
                    screen.turn = played.turn
                case HistoryScreen():
                    screen.focus = min(screen.focus, len(played.turns) - 1)
                    screen.over = int(played.turn.over and screen.over)
                case InspectorScreen():
                    screen.refresh(self.sources)
                case _:
                    pass

    # Drawing

    def view(self, size: Size, metrics: Metrics) -> Picture:
        """The game, as in a window that is lower by the strip, and the strip."""
        scale = Scale.of(size, self.context.settings.text_size)
        k = scale.unit * min(1.5, max(1.0, scale.text))
        high = round(STRIP * k)
        top, whole = self._stack.view(Size(size.w, size.h - high), metrics)
        shapes = whole.shapes
        if top is not whole:  # a click counts on the topmost screen alone
            below = len(shapes) - len(top.shapes)
            shapes = _without_buttons(shapes[:below]) + shapes[below:]
        strip = Rect(0, size.h - high, size.w, high)
        return Picture(whole.ground, (*shapes, *self._strip(strip, scale.unit, k, metrics)))

    def _strip(self, strip: Rect, u: float, k: float, metrics: Metrics) -> tuple[Shape, ...]:
        """A red wedge with the passage's name, where it is written, what was reloaded, two keys."""
        top, base = strip.y, strip.y + strip.h / 2
        type_ = 13.5 * k
        page = self._page
        name = say("REHEARSAL") if page is None else page.playthrough.turn.passage.id
        wide = min(metrics.width(name, "type-bold", type_), strip.w * 0.34)
        wedge = 36 * u + wide + 26 * k
        slant = strip.h * 0.33
        corners = ((0, top), (wedge, top), (wedge - slant, strip.bottom), (0, strip.bottom))
        type_base = base + metrics.cap_height("type", type_) / 2
        shapes: list[Shape] = [
            Fill(strip, theme.DESK),
            Fill(Rect(0, top, strip.w, max(1, round(2 * u))), theme.INK),
            Polygon(corners, theme.VERMILION),
            fitted(name, Type("type-bold", type_, theme.BOOK), 36 * u, type_base, wide, metrics),
        ]
        hints: list[Hint] = [("F2", say("inventory"), Command("f2"))]
        if self.findings and type(self._stack.top) is not BrokenScreen:
            count = len(self.findings)
            said = say_many("{count} finding", "{count} findings", count)
            hints.insert(0, ("F3", said, Command("f3")))
        right = strip.right - 36 * u
        for key, words, intent in reversed(hints):
            hint, end = key_hint(0, base - 9 * k, key, words, theme.NEWSPRINT, k, metrics, intent)
            shapes += shifted(hint, right - end, 0)
            right -= end + 20 * k
        x = wedge + 14 * k
        where = "" if page is None else _where(page.playthrough)
        room = right - x
        if where and metrics.width(where, "type", type_) < room * 0.62:
            shapes.append(Text(x, type_base, where, "type", type_, theme.MANILA))
            x += metrics.width(where, "type", type_) + 20 * k
        if self.note and right - x > 60 * k:
            italic = Type("serif-italic", 14.5 * k, theme.NEWSPRINT)
            note_base = base + metrics.cap_height("serif-italic", italic.size) / 2
            shapes.append(fitted(self.note, italic, x, note_base, right - x, metrics, least=0.9))
        return tuple(shapes)


def _where(played: Playthrough) -> str:
    """The place in the files where the passage is written, without the campaign's folder."""
    span = played.turn.passage.span
    return f"{span.file.partition('/')[2] or span.file}:{span.line}"


def _without_buttons(shapes: tuple[Shape, ...]) -> tuple[Shape, ...]:
    return tuple(
        attrs.evolve(shape, shapes=_without_buttons(shape.shapes))
        if isinstance(shape, Clip | Leaf | Tilted)
        else shape
        for shape in shapes
        if not isinstance(shape, Button)
    )


def differences(old: Story, new: Story) -> str:
    """What of a story is not as it was, in a few words; empty where nothing that counts is."""
    changed = [id_ for id_, each in new.passages.items() if old.passages.get(id_) != each]
    gone = [id_ for id_ in old.passages if id_ not in new.passages]
    parts = []
    if changed:
        parts.append(say("changed {names}", names=_few(changed)))
    if gone:
        parts.append(say("gone {names}", names=_few(gone)))
    if _declared(old) != _declared(new):
        parts.append(say("declarations changed"))
    return "; ".join(parts)


def _declared(story: Story) -> tuple[object, ...]:
    """What a story declares beside its passages."""
    chapters = {id_: (each.title, each.date, each.place) for id_, each in story.chapters.items()}
    names = (story.numbers, story.flags, story.named, story.conditions)
    return (*names, story.cast, story.mastheads, chapters)


def _few(names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    said = ", ".join(names[:_MOST_NAMED])
    more = len(names) - _MOST_NAMED
    return say("{names} and {count} more", names=said, count=more) if more > 0 else said


_MOST_NAMED = 3
