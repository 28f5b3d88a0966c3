"""What the screens share: the library, the settings, and where a new game's chance comes from."""

from collections.abc import Callable

import attrs

from game.session.library import Library
from game.session.settings import Settings


@attrs.define
class Context:
    """Handed from screen to screen. `seed` gives the seed of a new game."""

    library: Library
    settings: Settings
    seed: Callable[[], int]
