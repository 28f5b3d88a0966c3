"""What the screens share: library, settings, languages, and where a new game's chance is from."""

from collections.abc import Callable
from pathlib import Path

import attrs

from game.session.library import Library
from game.session.settings import Settings


@attrs.define
class Context:
    """Handed from screen to screen.

    `seed` gives the seed of a new game; below `assets` are the languages, none for None.
    """

    library: Library
    settings: Settings
    seed: Callable[[], int]
    assets: Path | None = None
