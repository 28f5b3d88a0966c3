"""Which looks of the cast hold in a state."""

from collections.abc import Mapping

import attrs

from game.engine.evaluate import Evaluate, Evaluator
from game.engine.state import State
from game.model.story import CharacterId, Story


@attrs.frozen(eq=False)
class _Wear:
    """A look, compiled."""

    id: str
    since: str
    condition: Evaluate | None

    def holds(self, state: State) -> bool:
        reached = self.since <= state.agenda.date
        return reached and (self.condition is None or bool(self.condition(state)))


class Looks:
    """The looks of one story's cast, compiled; what was asked of the last state is kept."""

    def __init__(self, story: Story, evaluator: Evaluator) -> None:
        self._wears: Mapping[CharacterId, tuple[_Wear, ...]] = {
            character.id: tuple(
                _Wear(
                    look.id,
                    look.since,
                    None if look.condition is None else evaluator.function(look.condition),
                )
                for look in character.looks
            )
            for character in story.cast.values()
            if character.looks
        }
        self._last: tuple[State, Mapping[CharacterId, tuple[str, ...]]] | None = None

    def held(self, state: State) -> Mapping[CharacterId, tuple[str, ...]]:
        """The looks that hold, by whose they are; nobody stands in it without one."""
        if not self._wears:
            return {}
        if self._last is None or self._last[0] is not state:
            held = {
                character: tuple(wear.id for wear in wears if wear.holds(state))
                for character, wears in self._wears.items()
            }
            self._last = state, {who: looks for who, looks in held.items() if looks}
        return self._last[1]
