"""What the player has set, kept in a file of its own."""

import contextlib
import json
import re
from pathlib import Path
from typing import Any, Literal

import attrs

from game.session.saves import write_atomically

TEXT_SIZES = tuple(range(80, 201, 10))
"""Per cent."""

SPEEDS = ("slow", "steady", "quick", "at once")
LETTERS_PER_SECOND = {"slow": 35, "steady": 80, "quick": 180, "at once": 0}
"""0: the whole page is there at once."""

HARD_SCENES = ("show", "mark", "skip")
LANGUAGE = re.compile(r"|[a-z]{2,3}(_[A-Za-z0-9]{2,8})*")
"""The codes of languages: none, or as in `pt_BR`. They name folders, so nothing else will do."""


@attrs.define
class Settings:
    """The player's settings. `path` is where they are kept; None keeps them nowhere.

    `hard`: hard scenes are shown, shown under a mark, or replaced by a summary; `still`: motion
    is reduced to cuts; `notice` : the word before the first game was read; `language`: its
    code, empty for English.
    """

    path: Path | None = None
    text_size: int = 100
    text_speed: Literal["slow", "steady", "quick", "at once"] = "quick"
    justified: bool = True
    hard: Literal["show", "mark", "skip"] = "mark"
    still: bool = False
    plain_paper: bool = False
    fullscreen: bool = False
    notice: bool = False
    last_campaign: str = ""
    language: str = ""

    @classmethod
    def load(cls, path: Path) -> "Settings":
        """The settings of a file; what is missing or makes no sense there is as issued."""
        settings = cls(path)
        try:
            data = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            return settings
        if isinstance(data, dict):
            for name, value in data.items():
                settings._take(name, value)
        return settings

    def save(self) -> None:
        """Keep the settings; a disk that will not is no reason to stop a game."""
        if self.path is None:
            return
        data = {name: getattr(self, name) for name in _NAMES}
        with contextlib.suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(self.path, json.dumps(data, indent=1))

    def reset(self) -> None:
        """Everything as issued, but for what is no question of taste."""
        issued = Settings()
        for name in _NAMES:
            if name not in ("notice", "last_campaign", "fullscreen", "language"):
                setattr(self, name, getattr(issued, name))

    def _take(self, name: str, value: Any) -> None:
        if name not in _NAMES or type(value) is not type(getattr(self, name)):
            return
        if name == "language" and not LANGUAGE.fullmatch(value):
            return
        allowed = _ALLOWED.get(name)
        if allowed is None or value in allowed:
            setattr(self, name, value)


_NAMES = tuple(field.name for field in attrs.fields(Settings) if field.name != "path")
_ALLOWED: dict[str, tuple[Any, ...]] = {
    "text_size": TEXT_SIZES,
    "text_speed": SPEEDS,
    "hard": HARD_SCENES,
}
