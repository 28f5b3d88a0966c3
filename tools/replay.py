"""A replay in the terminal: the game at what is wrong with its story."""

import attrs

from game.session.library import Entry
from game.session.playthrough import Playthrough
from game.session.road import told
from game.session.witness import Replay
from game.text.tongue import say
from tools.play import Terminal


@attrs.define
class ReplayTerminal(Terminal):
    """The conversation of a game that was played up to a finding."""

    replay: Replay = attrs.field(kw_only=True)

    def _notice(self) -> None:
        """A writer knows what the story is about."""

    def _first_game(self, entry: Entry) -> Playthrough:
        self._say(self.replay.said(), "", *told(self.replay), "")
        self._say(say("Only what you save yourself is kept") + ".")
        return self.replay.playthrough
