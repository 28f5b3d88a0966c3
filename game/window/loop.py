"""The window: events → screen → paint → sleep."""

import contextlib
import os
from collections.abc import Callable, Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Final, Protocol, TypeAlias

import pygame as pg

from game.screens.intent import Intent
from game.screens.picture import Picture, Size
from game.screens.screen import Foreseeing, Screen
from game.screens.stack import Stack
from game.window.artist import Artist
from game.window.events import intent_of
from game.window.fonts import Fonts
from game.window.images import Images
from game.window.memory import be_thrifty, give_back
from game.window.paint import Painter

CAPTION: Final = "What Is To Be Undone"
LEAST: Final = (960, 540)
LONGEST_TICK: Final = 100
"""Milliseconds; after a longer sleep (a closed lid) time goes on from where it was."""

BUSY_HZ: Final = 60
IDLE_HZ: Final = 30
RESTING_HZ: Final = 20
HIDDEN_HZ: Final = 5
BUSY_FOR: Final = 1000
"""Milliseconds after an input during which the window still polls fast."""

RESTS_AFTER: Final = 10_000
"""Milliseconds after an input from which on the reader reads, and a poll more rarely will do."""

STILL_FOR: Final = 120
"""Milliseconds without input or motion after which what may be seen next is drawn ahead."""

AHEAD_FOR: Final = 6
"""Milliseconds that are drawn ahead at a time: a key pressed meanwhile is answered in one frame."""


Tidings: TypeAlias = Callable[[int], Intent | None]
"""Asked at every turn of the loop, with its clock in milliseconds: what has happened elsewhere."""


class DisplayProblem(Exception):
    """No window can be opened here; its text is SDL's reason."""


class SettingsPort(Protocol):
    """What the window needs of the player's settings. Either may change while the game runs."""

    fullscreen: bool
    plain_paper: bool

    def save(self) -> None:
        """Keep the settings for the next time."""


def run(
    first: Screen,
    settings: SettingsPort,
    size: Size,
    fullscreen: bool,
    assets: Path,
    tidings: Tidings | None = None,
    artist: Artist | None = None,
) -> int:
    """Play from the first screen until the player leaves; the process's exit status.

    Raises `DisplayProblem` where no window can be opened, and fonts' `FontError`.
    """
    be_thrifty()
    _open_display()
    try:
        window = _Window(Size(max(size.w, LEAST[0]), max(size.h, LEAST[1])), fullscreen, assets)
        images = Images(assets, artist)
        _play(Stack([first]), settings, window, Fonts(assets), images, tidings)
    finally:
        pg.display.quit()
        pg.font.quit()
    return 0


def _open_display() -> None:
    # Without a GPU SDL's accelerated window surface costs 92 % of a core at 60 Hz.
    os.environ.setdefault("SDL_FRAMEBUFFER_ACCELERATION", "0")
    os.environ.setdefault("SDL_VIDEO_ALLOW_SCREENSAVER", "1")
    # A click that brings the window to the front may also choose.
    os.environ.setdefault("SDL_MOUSE_FOCUS_CLICKTHROUGH", "1")
    # Display and font alone: pygame.init opens an audio thread that ticks in silence.
    try:
        pg.display.init()
    except pg.error as error:
        raise DisplayProblem(str(error)) from error
    pg.font.init()


class _Window:
    """The window. It stays one window in fullscreen, so that it comes back as it was."""

    def __init__(self, size: Size, fullscreen: bool, assets: Path) -> None:
        self.fullscreen = fullscreen
        try:
            self.window = pg.Window(
                CAPTION, (size.w, size.h), resizable=True, fullscreen_desktop=fullscreen
            )
            # The first surface decides how the window is drawn on; a failure shows here.
            self.window.get_surface()
        except pg.error as error:
            raise DisplayProblem(str(error)) from error
        icon = assets / "icon.png"
        with contextlib.suppress(pg.error):
            self.window.minimum_size = LEAST
        if icon.is_file():
            with contextlib.suppress(pg.error):
                self.window.set_icon(pg.image.load(icon))

    def turn(self, fullscreen: bool) -> None:
        """Go to fullscreen or back."""
        if fullscreen == self.fullscreen:
            return
        self.fullscreen = fullscreen
        if fullscreen:
            self.window.set_fullscreen(desktop=True)
        else:
            self.window.set_windowed()

    @property
    def surface(self) -> pg.Surface:
        """What is painted on."""
        return self.window.get_surface()

    @property
    def now(self) -> Size:
        """Its size at this moment."""
        return Size(*self.surface.get_size())

    def flip(self) -> None:
        """Show what was painted."""
        self.window.flip()


def _play(
    stack: Stack,
    settings: SettingsPort,
    window: _Window,
    fonts: Fonts,
    images: Images,
    tidings: Tidings | None,
) -> None:
    painter = Painter(fonts, images)
    ahead: Iterator[None] | None = None
    thrifty, resting = True, False
    known_setting = settings.fullscreen
    shown: tuple[Picture, Size] | None = None
    stale, hidden = True, False
    last = touched = pg.time.get_ticks()
    top, whole = stack.view(window.now, fonts)
    while not stack.closed:
        events = pg.event.get()
        if images.arrived():
            shown = None
        elif resting and not events:
            pg.time.wait(1000 // RESTING_HZ)
            continue
        moving = stack.animating
        for event in batched(events):
            if event.type in (pg.QUIT, pg.WINDOWCLOSE):
                return
            if event.type in (pg.WINDOWHIDDEN, pg.WINDOWMINIMIZED):
                hidden = True
            elif event.type in (pg.WINDOWSHOWN, pg.WINDOWRESTORED):
                hidden = False
            if event.type in (pg.WINDOWEXPOSED, pg.WINDOWRESTORED, pg.WINDOWSHOWN):
                shown = None
            if _toggles_fullscreen(event):
                settings.fullscreen = not window.fullscreen
                settings.save()
                window.turn(settings.fullscreen)
                known_setting = settings.fullscreen
                stale, shown = True, None
                continue
            if stale:
                # What is clicked is what is drawn after the events before it.
                top, whole = stack.view(window.now, fonts)
                stale = False
            control = bool(pg.key.get_mods() & pg.KMOD_CTRL)
            if (intent := intent_of(event, top, control)) is not None:
                stack.handle(intent)
                stale, touched = True, pg.time.get_ticks()
                if stack.closed:
                    return
        if settings.fullscreen != known_setting:
            known_setting = settings.fullscreen
            window.turn(known_setting)
            shown = None
        now = pg.time.get_ticks()
        if tidings is not None and (told := tidings(now)) is not None:
            stack.handle(told)
            stale = True
        # What begins to move now begins with its first frame: no time has passed for it.
        stack.tick(min(now - last, LONGEST_TICK) if moving else 0)
        last = now
        size = window.now
        if stale or moving or stack.animating or shown is None or shown[1] != size:
            top, whole = stack.view(size, fonts)
            stale = False
        if painter.flat_paper != settings.plain_paper:
            painter.flat_paper, shown = settings.plain_paper, None
        # Comparing is not free: a picture found equal takes the old one's place.
        if shown is None or shown[1] != size or (shown[0] is not whole and shown[0] != whole):
            painter.paint(whole, window.surface)
            window.flip()
            if not moving:
                last = pg.time.get_ticks()
            seen, thrifty = stack.top, False
            ahead = _foreseen(seen, size, painter, fonts) if isinstance(seen, Foreseeing) else None
        shown = (whole, size)
        quiet = now - touched
        animating = stack.animating
        if ahead is not None and not animating and quiet > STILL_FOR and not hidden:
            if _worked(ahead):
                pg.time.wait(1)
                continue
            ahead = None
        busy = animating or quiet < BUSY_FOR
        if not busy and not thrifty and ahead is None:
            give_back()
            thrifty, resting = True, False
        # Until something happens there is nothing to do but to look whether it has.
        resting = quiet > RESTS_AFTER and thrifty and not (busy or hidden or stale or tidings)
        rate = HIDDEN_HZ if hidden else BUSY_HZ if busy else IDLE_HZ
        pg.time.wait(max(1, 1000 // rate - (pg.time.get_ticks() - now)))


def _foreseen(screen: Foreseeing, size: Size, painter: Painter, fonts: Fonts) -> Iterator[None]:
    """The work of drawing ahead what may be seen next, a little at each step."""
    for picture in screen.foresee(size, fonts):
        yield
        yield from painter.prepare(picture)


def _worked(work: Iterator[None]) -> bool:
    """Do some of it for a few milliseconds; whether there is more."""
    until = pg.time.get_ticks() + AHEAD_FOR
    return any(pg.time.get_ticks() >= until for _ in work)


def batched(events: list[pg.event.Event]) -> Iterator[pg.event.Event]:
    """The events, of many motions of the mouse in a row only one, all of its way told."""
    way = (0, 0)
    for event, following in zip_longest(events, events[1:]):
        if event.type != pg.MOUSEMOTION:
            yield event
            continue
        way = (way[0] + event.rel[0], way[1] + event.rel[1])
        if following is None or following.type != pg.MOUSEMOTION:
            yield pg.event.Event(pg.MOUSEMOTION, {**event.dict, "rel": way})
            way = (0, 0)


def _toggles_fullscreen(event: pg.event.Event) -> bool:
    """Whether this is F11, or Alt with Enter."""
    if event.type != pg.KEYDOWN:
        return False
    enter = event.key in (pg.K_RETURN, pg.K_KP_ENTER) and event.mod & pg.KMOD_ALT
    return bool(event.key == pg.K_F11 or enter)
