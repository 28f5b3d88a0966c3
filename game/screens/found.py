"""What is wrong with a story, and how one gets there: the page before the replay of it."""

from collections.abc import Sequence

import attrs

from game.screens.hints import Hint
from game.screens.intent import Accept, Back, Command, Intent
from game.screens.plain import TextScreen
from game.screens.play import PlayScreen
from game.screens.screen import Reset, Transition
from game.session.road import told
from game.session.witness import Replay
from game.text.tongue import say


@attrs.define
class FoundScreen(TextScreen):
    """The finding, and the choices that lead to it; any way out of it leads into the game there."""

    replay: Replay = attrs.field(kw_only=True)

    def handle(self, intent: Intent) -> Transition | None:
        """Scroll, or into the game."""
        if intent in (Back(), Accept(), Command("t")):
            screen = PlayScreen(self.context, self.replay.playthrough)
            screen.resume(self.replay.playthrough)
            return Reset(screen)
        return super().handle(intent)

    def head(self) -> tuple[str, str, str]:
        """What it is."""
        rule = self.replay.witness.about.rule
        return say("ERRATA"), say("Only what you save yourself is kept"), rule

    def hints(self) -> Sequence[Hint]:
        """The keys of the foot."""
        return (("Enter", say("to the page"), Back()), (("up", "down"), say("scroll"), None))

    def told(self) -> list[str]:
        """What is wrong, then the choices."""
        return [self.replay.said(), *told(self.replay)]
