"""A headless browser, driven over a pipe by the DevTools protocol: no driver, no port, no library.

Debian has one by the name `chromium-headless-shell`; any Chromium or Chrome will do.
"""

import base64
import itertools
import json
import os
import select
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import attrs

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome")
MISSING = "no Chromium is installed (Debian: apt-get install chromium-headless-shell)"


def executable() -> str | None:
    """The browser, where there is one."""
    named = os.environ.get("UNDONE_BROWSER")
    return shutil.which(named) if named else next(filter(None, map(shutil.which, NAMES)), None)


@attrs.define
class Page:
    """A page that is open; `errors` are what its scripts threw, `asked` what it asked for."""

    process: subprocess.Popen[bytes]
    to: int
    answers: int
    session: str = ""
    errors: list[str] = attrs.field(factory=list)
    asked: list[str] = attrs.field(factory=list)
    _numbers: Iterator[int] = attrs.field(factory=lambda: itertools.count(1))
    _read: bytes = b""
    _loaded: bool = False

    def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send a command; its result."""
        number = next(self._numbers)
        message = {"id": number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == number:
                assert "error" not in answer, answer["error"]
                result: dict[str, Any] = answer["result"]
                return result

    def _next(self, seconds: float = 30) -> dict[str, Any]:
        end = time.monotonic() + seconds
        while b"\0" not in self._read:
            ready, _, _ = select.select([self.answers], [], [], max(0, end - time.monotonic()))
            assert ready, "the browser does not answer"
            part = os.read(self.answers, 1 << 16)
            assert part, "the browser has gone"
            self._read += part
        text, _, self._read = self._read.partition(b"\0")
        message: dict[str, Any] = json.loads(text)
        match message.get("method"):
            case "Runtime.exceptionThrown":
                self.errors.append(str(message["params"]["exceptionDetails"]))
            case "Network.requestWillBeSent":
                self.asked.append(message["params"]["request"]["url"])
            case "Page.loadEventFired":
                self._loaded = True
            case _:
                pass
        return message

    def open(self, path: Path, wide: int, high: int) -> None:
        """Open a file in a window of a size, and wait until it is loaded."""
        self.send(
            "Emulation.setDeviceMetricsOverride",
            width=wide,
            height=high,
            deviceScaleFactor=1,
            mobile=False,
        )
        self._loaded = False
        self.send("Page.navigate", url=path.as_uri())
        while not self._loaded:
            self._next()
        self.js("document.fonts.ready.then(() => 1)")

    def js(self, script: str) -> Any:
        """The value of an expression in the page; of a promise what it comes to."""
        result = self.send(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in result, result["exceptionDetails"]
        return result["result"].get("value")

    def key(self, name: str, text: str = "") -> None:
        """Press and release a key, as `Escape`; one that types has its letter as `text`."""
        down: dict[str, Any] = {"type": "keyDown", "key": name}
        if text:
            down["text"] = text
        if name == "Enter":
            down |= {"text": "\r", "windowsVirtualKeyCode": 13}
        if name == "Tab":
            down |= {"windowsVirtualKeyCode": 9}
        self.send("Input.dispatchKeyEvent", **down)
        self.send("Input.dispatchKeyEvent", type="keyUp", key=name)

    def type(self, words: str) -> None:
        """Type words, letter by letter."""
        for letter in words:
            self.key(letter, letter)

    def mouse(self, kind: str, x: float, y: float, **more: Any) -> None:
        """A `mousePressed`, `mouseMoved`, `mouseReleased` or `mouseWheel`."""
        self.send("Input.dispatchMouseEvent", type=kind, x=x, y=y, **more)

    def click(self, x: float, y: float) -> None:
        """Press and release the first button."""
        for kind in ("mousePressed", "mouseReleased"):
            self.mouse(kind, x, y, button="left", clickCount=1)

    def click_on(self, selector: str) -> None:
        """Click in the middle of the first element of a selector."""
        place = self.js(
            f"(() => {{ const r = document.querySelector({json.dumps(selector)})"
            ".getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2] })()"
        )
        self.click(*place)

    def settled(self) -> None:
        """Wait until what was asked for is drawn."""
        frames = "new Promise(d => requestAnimationFrame(() => requestAnimationFrame(() => d(1))))"
        self.js(frames)

    def shot(self, path: Path) -> bytes:
        """A PNG of the window, put into a file too."""
        self.settled()
        data = base64.b64decode(self.send("Page.captureScreenshot", format="png")["data"])
        path.write_bytes(data)
        return data


@contextmanager
def browser() -> Iterator[Page]:
    """A browser with an empty page."""
    name = executable()
    assert name is not None
    read_commands, write_commands = os.pipe()
    read_answers, write_answers = os.pipe()
    with TemporaryDirectory(prefix="undone-browser-", ignore_cleanup_errors=True) as profile:
        options = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--remote-debugging-pipe",
            f"--user-data-dir={profile}",
        ]

        def hand_over() -> None:
            """The protocol's pipes are descriptors 3 and 4."""
            commands, answers = os.dup(read_commands), os.dup(write_answers)
            os.dup2(commands, 3)
            os.dup2(answers, 4)

        process = subprocess.Popen(
            [name, *options],
            close_fds=False,
            preexec_fn=hand_over,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(read_commands)
        os.close(write_answers)
        page = Page(process, write_commands, read_answers)
        try:
            target = page.send("Target.createTarget", url="about:blank")["targetId"]
            attached = page.send("Target.attachToTarget", targetId=target, flatten=True)
            page.session = attached["sessionId"]
            for domain in ("Page", "Runtime", "Network"):
                page.send(f"{domain}.enable")
            yield page
        finally:
            os.close(write_commands)
            with suppress(subprocess.TimeoutExpired):
                process.wait(5)
            process.kill()
            process.wait()
            os.close(read_answers)
