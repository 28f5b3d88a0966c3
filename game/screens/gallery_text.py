"""A leaf of the gallery as plain text, at the player's size."""

from collections.abc import Iterable, Sequence

import attrs

from game.screens.hints import Hint
from game.screens.intent import Back, Command, Direction, Intent, Move
from game.screens.plain import TextScreen
from game.screens.screen import Transition
from game.session.gallery import LEAVES, Gallery, LeafName, leaf_name, told
from game.text.tongue import say


@attrs.define
class GalleryText(TextScreen):
    """The list of what was come to; Tab turns to the next leaf here too."""

    gallery: Gallery = attrs.field(kw_only=True)
    leaf: LeafName = attrs.field(kw_only=True)
    _told: dict[LeafName, tuple[str, ...]] = attrs.field(factory=dict, init=False, repr=False)

    def handle(self, intent: Intent) -> Transition | None:
        """Turn to another leaf, scroll, or go back."""
        match intent:
            case Move(Direction.NEXT | Direction.RIGHT):
                self._turn(1)
            case Move(Direction.PREVIOUS | Direction.LEFT):
                self._turn(-1)
            case _:
                return super().handle(intent)
        return None

    def _turn(self, step: int) -> None:
        self.leaf = LEAVES[(LEAVES.index(self.leaf) + step) % len(LEAVES)]
        self.scroll = 0.0

    def head(self) -> tuple[str, str, str]:
        """Which leaf it is, and how much of it was found."""
        return leaf_name(self.leaf), say("The gallery"), self.gallery.said(self.leaf)

    def hints(self) -> Sequence[Hint]:
        """The keys of the foot."""
        return (
            ("T", say("as cards"), Command("t")),
            ("Tab", say("next leaf"), Move(Direction.NEXT)),
            (("up", "down"), say("scroll"), None),
            ("Esc", say("back"), Back()),
        )

    def told(self) -> Iterable[str]:
        """The lines of the leaf, worked out once."""
        if self.leaf not in self._told:
            self._told[self.leaf] = tuple(told(self.gallery, self.leaf))
        return self._told[self.leaf]
