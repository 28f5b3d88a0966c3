"""A campaign watched on disk: read again when one of its files has changed."""

import datetime
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import attrs

from game.model.load import Loaded
from game.session.library import Entry, Library

EVERY = 500
"""Milliseconds from one look to the next, at least."""

SETTLE = 120
"""Milliseconds until a change is looked at again: an editor may be half-way through writing."""

REST = 400
"""How many times as long as a look took nothing is looked at: 1/4 % of a core at most."""

Marks: TypeAlias = dict[str, tuple[int, int, int]]
"""For each file when it was written, its length, and which file it is: a rename changes that."""


@attrs.frozen
class News:
    """The campaign as it was read when its files had changed, and the time of day then."""

    loaded: Loaded
    at: str


@attrs.define
class Watcher:
    """Looks at the times of a campaign's files: that needs no library, and works on every disk."""

    library: Library
    entry: Entry
    _read: Marks = attrs.field(init=False, repr=False)
    _seen: Marks = attrs.field(init=False, repr=False)
    _next: float = attrs.field(default=0, init=False)
    clock: Callable[[], float] = attrs.field(default=time.perf_counter, repr=False)

    def __attrs_post_init__(self) -> None:
        self._read = self._seen = self._marks()

    def news(self) -> News | None:
        """The campaign read again if a file has changed since it was last read."""
        marks = self._marks()
        return None if marks == self._read else self._load(marks)

    def look(self, now: float) -> News | None:
        """The same, but not before it is time to look, and once the files stand still.

        `now` is in milliseconds, of any clock.
        """
        if now < self._next:
            return None
        began = self.clock()
        marks = self._marks()
        cost = 1000 * (self.clock() - began)
        moving, self._seen = marks != self._seen, marks
        self._next = now + max(SETTLE if moving else EVERY, cost * REST)
        return None if moving or marks == self._read else self._load(marks)

    def _load(self, marks: Marks) -> News:
        # The marks are older than what is read: a file written meanwhile is read once more.
        self._read = self._seen = marks
        loaded = self.library.load(self.entry)
        return News(loaded, f"{datetime.datetime.now():%H:%M:%S}")

    def _marks(self) -> Marks:
        path = self.entry.path
        marks: Marks = {}
        if path.is_dir():
            root = self.library.root
            shared = (root / "cast", root / "scenes") if root != path else ()
            for folder in (path, *shared):
                _mark_folder(str(folder), marks)
        else:
            _mark(path, marks)
        return marks


def _mark_folder(folder: str, marks: Marks) -> None:
    for inside, _, files in os.walk(folder):
        for name in files:
            if name.endswith((".yaml", ".yml")):
                _mark(Path(inside, name), marks)


def _mark(path: Path, marks: Marks) -> None:
    try:
        found = path.stat()
    except OSError:
        return  # gone since its folder was listed
    marks[str(path)] = (found.st_mtime_ns, found.st_size, found.st_ino)
