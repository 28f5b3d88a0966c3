"""A game being played: the turns so far, and how to go on, back, and back in."""

from collections.abc import Sequence

import attrs

from game.engine import machine
from game.engine.chance import LoadedSeed
from game.engine.program import Program
from game.engine.state import State, Turn

ADVANCE = ">"
"""The pick that stands for going on where there is no choice."""


@attrs.define
class Playthrough:
    """The turns from the start to now, and the picks that led from each to the next.

    `turns[0]` need not be the story's first turn: a save whose story has changed is resumed
    from its state, with nothing before it to undo. A game that is `apart` is a replay of what is
    wrong with a story: it is kept where the player says so, not by itself.
    """

    program: Program
    turns: list[Turn]
    picks: list[str]
    complete: bool = True
    apart: bool = False

    @classmethod
    def begin(cls, program: Program, seed: int) -> "Playthrough":
        """A new game."""
        return cls(program, [machine.start(program, seed)], [])

    @classmethod
    def replay(cls, program: Program, seed: int, picks: Sequence[str]) -> "Playthrough":
        """A game played again from its picks; raises NotOffered where one is not open."""
        played = cls.begin(program, seed)
        for pick in picks:
            played.retake(pick)
        return played

    @classmethod
    def resume(cls, program: Program, state: State) -> "Playthrough":
        """A game from a state alone."""
        return cls(program, [machine.resume(program, state)], [], complete=False)

    def retold(self, program: Program) -> "Playthrough":
        """The game as another program of the same story tells it: in another language."""
        turns = []
        for turn in self.turns:
            node = program.nodes[turn.before.passage]
            step = None if turn.answered_id is None else node.steps.get(turn.answered_id)
            turns.append(Turn(program, turn.state, turn.before, turn.decided, step))
        return Playthrough(program, turns, list(self.picks), self.complete, self.apart)

    @property
    def turn(self) -> Turn:
        """The turn now."""
        return self.turns[-1]

    @property
    def loaded(self) -> bool:
        """Whether some of its dice are given."""
        return isinstance(self.turn.state.seed, LoadedSeed)

    @property
    def can_undo(self) -> bool:
        """Whether there is a turn to go back to."""
        return len(self.turns) > 1

    def take(self, pick: str) -> Turn:
        """Take a choice by id, or `ADVANCE`; raises NotOffered if that is not open."""
        state = self.turn.state
        program = self.program
        turn = (
            machine.advance(program, state)
            if pick == ADVANCE
            else machine.choose(program, state, pick)
        )
        self.picks.append(pick)
        self.turns.append(turn)
        return turn

    def retake(self, pick: str) -> Turn:
        """Take a pick of an earlier game; raises NotOffered if that is not open any more.

        One that the passage does not have is taken for the old id of a choice that was renamed.
        """
        known = pick == ADVANCE or pick in self.program.nodes[self.turn.state.passage].steps
        return self.take(pick if known else self.program.story.renamed.get(pick, pick))

    def undo(self, count: int = 1) -> Turn:
        """Go back this many turns, as far as there are any."""
        back = min(count, len(self.turns) - 1)
        if back > 0:
            del self.turns[-back:]
            del self.picks[-back:]
        return self.turn
