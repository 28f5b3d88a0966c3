"""A virtual X display with the real game in it, driven by key and mouse events of the X server."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import attrs
from Xlib import XK, X
from Xlib.display import Display
from Xlib.error import DisplayError
from Xlib.ext import xtest

ROOT = Path(__file__).resolve().parents[2]


def available() -> bool:
    """Whether a virtual display can be started here."""
    return shutil.which("Xvfb") is not None


@attrs.define
class Window:
    """The game, running; what it writes on its way out is in `process`."""

    display: Display
    process: subprocess.Popen[str]
    size: tuple[int, int]

    def key(self, name: str, times: int = 1) -> None:
        """Press and release a key by its X name, such as `Return` or `1`."""
        code = self.display.keysym_to_keycode(XK.string_to_keysym(name))
        assert code, f"no key is called {name}"
        for _ in range(times):
            for kind in (X.KeyPress, X.KeyRelease):
                xtest.fake_input(self.display, kind, code)
                self.display.sync()
                time.sleep(0.03)

    def click(self, x: int, y: int) -> None:
        """Move the mouse and press its first button."""
        xtest.fake_input(self.display, X.MotionNotify, x=x, y=y)
        self.display.sync()
        time.sleep(0.1)
        for kind in (X.ButtonPress, X.ButtonRelease):
            xtest.fake_input(self.display, kind, 1)
            self.display.sync()
            time.sleep(0.05)

    def pixels(self) -> bytes:
        """What the screen shows now, four bytes a pixel."""
        root = self.display.screen().root
        image = root.get_image(0, 0, *self.size, X.ZPixmap, 0xFFFFFFFF)
        data = image.data
        return data if isinstance(data, bytes) else data.encode("latin-1")

    def settled(self, unlike: bytes | None = None, seconds: float = 15) -> bytes:
        """The screen once it stands still, and differs from `unlike`; fails after some seconds."""
        end = time.monotonic() + seconds
        before = self.pixels()
        while time.monotonic() < end:
            time.sleep(0.25)
            assert self.process.poll() is None, "the game has ended"
            now = self.pixels()
            if now == before and now != unlike and len(set(now[::997])) > 4:
                return now
            before = now
        raise AssertionError("the screen did not come to rest as expected")

    def wait_closed(self, seconds: float = 10) -> int:
        """The exit status, once the game has ended by itself."""
        return self.process.wait(seconds)


@contextmanager
def game(saves: Path, *arguments: str, size: tuple[int, int] = (1280, 720)) -> Iterator[Window]:
    """The game in a window on a virtual display of its own."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size[0]}x{size[1]}x24"],
        pass_fds=(write,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as pipe:
            name = f":{pipe.readline().strip()}"
        environment = {**os.environ, "DISPLAY": name}
        environment.pop("SDL_VIDEODRIVER", None)
        environment.pop("WAYLAND_DISPLAY", None)
        command = [sys.executable, "-m", "game", "--saves", str(saves), *arguments]
        process = subprocess.Popen(
            [*command, "--size", f"{size[0]}x{size[1]}"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            yield Window(_connect(name), process, size)
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(5)
            process.kill()
    finally:
        server.terminate()
        server.wait(5)


def _connect(name: str) -> Display:
    for _ in range(50):
        try:
            return Display(name)
        except (DisplayError, OSError):
            time.sleep(0.1)
    raise AssertionError("no connection to the virtual display")
