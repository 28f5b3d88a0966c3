"""Portraits drawn at first use: at once for a picture file, by a worker process for the window.

What is drawn lies in a folder by its digest; where the disk will not take it, in memory.
"""

import contextlib
import subprocess
import sys
from collections import OrderedDict, deque
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from threading import Condition, Thread
from typing import IO, Final, TypeAlias

import attrs

from game.model.keys import EXPRESSIONS
from game.screens.faces import Portrait
from tools.portraits.commission import Commission
from tools.portraits.portfolio import Portfolio

Commissions: TypeAlias = Callable[[str], Commission | None]

IDLE: Final = 20.0
"""Seconds without a commission after which the worker goes; another comes when needed."""

MOST_CRASHES: Final = 3
MOST_IN_MEMORY: Final = 300
"""Drawings kept in memory where the disk takes none; one has about fifty thousand bytes."""

_ROOT = Path(__file__).resolve().parents[2]


def able() -> bool:
    """Whether what drawing needs is installed."""
    return bool(sys.executable) and all(map(find_spec, ("numpy", "PIL", "resvg_py")))


class DirectArtist:
    """Draws while one waits, for a picture file."""

    def __init__(self, commissions: Commissions, portfolio: Portfolio) -> None:
        self._commissions = commissions
        self._portfolio = portfolio

    def picture(self, name: str, ahead: bool = False) -> bytes | None:
        """The PNG of a portrait, drawn now if need be."""
        commission = self._commissions(name)
        if commission is None:
            return None
        png = self._portfolio.read(commission.digest)
        if png is None:
            png = commission.drawn()
            self._portfolio.write(commission.digest, png)
        return png

    def awaits(self, name: str) -> bool:
        """Never: what can be drawn is."""
        return False

    def finished(self) -> tuple[str, ...]:
        """Nothing: nothing was awaited."""
        return ()

    def reread(self) -> None:
        """Nothing: every portrait is asked for anew."""


@attrs.frozen
class _Job:
    name: str
    commission: Commission
    digest: str


class WorkingArtist:
    """Has a worker process draw, one portrait after another, what was asked for last first.

    When nothing is asked for, it draws the other expressions of those who were seen.
    """

    def __init__(self, commissions: Commissions, portfolio: Portfolio) -> None:
        self._commissions = commissions
        self._portfolio = portfolio
        self._changed = Condition()
        self._jobs: OrderedDict[str, _Job] = OrderedDict()
        self._ahead: deque[_Job] = deque()
        self._now: _Job | None = None
        self._finished: list[str] = []
        self._asked: set[str] = set()
        self._failed: set[str] = set()
        self._memory: OrderedDict[str, bytes] = OrderedDict()
        self._closed = False
        self._crashes = 0
        self._worker: subprocess.Popen[bytes] | None = None
        self._thread: Thread | None = None

    # What the window asks

    def picture(self, name: str, ahead: bool = False) -> bytes | None:
        """The PNG of a portrait; None while it is being drawn, and for one that cannot be."""
        commission = self._commissions(name)
        if commission is None:
            return None
        job = _Job(name, commission, commission.digest)
        png = self._portfolio.read(job.digest)
        with self._changed:
            self._asked.add(name)
            png = png or self._memory.get(job.digest)
            if png is None and job.digest not in self._failed and not self._closed:
                self._jobs[name] = job
                self._jobs.move_to_end(name, last=not ahead)
                if self._thread is None:
                    self._thread = Thread(target=self._work, daemon=True)
                    self._thread.start()
                self._changed.notify()
        return png

    def awaits(self, name: str) -> bool:
        """Whether the portrait is still to be drawn; to ask puts it first."""
        with self._changed:
            if name in self._jobs:
                self._jobs.move_to_end(name)
                return True
            return self._now is not None and self._now.name == name

    def finished(self) -> tuple[str, ...]:
        """The portraits that are otherwise than when they were asked for."""
        if not self._finished:
            return ()
        with self._changed:
            names, self._finished = tuple(dict.fromkeys(self._finished)), []
        return names

    def reread(self) -> None:
        """Have every portrait asked for anew: the story was read again."""
        with self._changed:
            self._finished += sorted(self._asked)
            self._asked.clear()

    def close(self) -> None:
        """Stop drawing, at once."""
        with self._changed:
            self._closed = True
            self._dismiss()
            self._changed.notify()
        if self._thread is not None:
            self._thread.join(2)

    # The thread that talks to the worker

    def _work(self) -> None:
        while (job := self._next()) is not None:
            answer = self._answer(job)
            with self._changed:
                if self._closed:
                    return
                if answer is None:
                    self._failed.add(job.digest)
                elif answer:
                    self._memory[job.digest] = answer
                    if len(self._memory) > MOST_IN_MEMORY:
                        self._memory.popitem(last=False)
                self._now = None
                if job.name in self._asked:
                    self._finished.append(job.name)
                    self._foresee(job)

    def _next(self) -> _Job | None:
        """The portrait to be drawn next, once there is one; None when all is over."""
        with self._changed:
            while not self._closed and self._crashes < MOST_CRASHES:
                if self._jobs:
                    _, self._now = self._jobs.popitem()
                    return self._now
                while self._ahead:
                    job = self._ahead.popleft()
                    if job.name not in self._asked:
                        self._now = job
                        return job
                if not self._changed.wait(IDLE if self._worker else None):
                    self._dismiss()
            self._finished += self._jobs  # given up: nobody waits for them
            self._failed.update(job.digest for job in self._jobs.values())
            self._jobs.clear()
            self._thread = None
            self._dismiss()
            return None

    def _foresee(self, job: _Job) -> None:
        """Have the other expressions of somebody seen drawn too, when there is time."""
        portrait = Portrait.of(job.name)
        if portrait is None or portrait.crop != "bust":
            return
        for expression in EXPRESSIONS:
            name = attrs.evolve(portrait, expression=expression).path
            commission = attrs.evolve(job.commission, expression=expression)
            if name not in self._asked:
                self._ahead.append(_Job(name, commission, commission.digest))

    def _answer(self, job: _Job) -> bytes | None:
        """The drawing, empty where the folder has it; None where it could not be drawn."""
        if self._portfolio.read(job.digest) is not None:
            return b""
        try:
            worker = self._hired()
            if worker is None:
                return None
            tasks, answers = worker.stdin, worker.stdout
            assert tasks is not None and answers is not None
            tasks.write(job.commission.pack().encode() + b"\n")
            tasks.flush()
            word = answers.readline().strip()
            if word == b"kept":
                return b""
            if word == b"failed":
                return None
            return _exactly(answers, int(word))
        except (OSError, ValueError):
            with self._changed:
                self._crashes += 1
                self._dismiss()
            return None

    def _hired(self) -> "subprocess.Popen[bytes] | None":
        with self._changed:
            if self._worker is None and not self._closed:
                self._worker = subprocess.Popen(
                    [sys.executable, "-m", "tools.portraits.worker", str(self._portfolio.folder)],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    cwd=_ROOT,
                    creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
                )
            return self._worker

    def _dismiss(self) -> None:
        """End the worker, without waiting for what it draws."""
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.kill()
            for stream in (worker.stdin, worker.stdout):
                if stream is not None:
                    with contextlib.suppress(OSError, ValueError):
                        stream.close()
            worker.wait()


def _exactly(stream: IO[bytes], count: int) -> bytes:
    data = stream.read(count)
    if len(data) != count:
        raise ValueError("the drawing was cut short")
    return data
