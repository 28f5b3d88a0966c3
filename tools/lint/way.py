"""The way to what is wrong, told in the words of the story: the engine plays it first."""

import attrs

from game.diagnostics.diagnostic import Diagnostic
from game.engine.chance import LoadedSeed
from game.engine.program import Program
from game.model.story import PassageId, Story
from game.session.playthrough import ADVANCE
from game.session.road import told
from game.session.witness import About, Roll, Witness, replay

LONGEST_TOLD = 24
"""Lines of a way that are told; the file of a witness has them all."""


@attrs.frozen
class Way:
    """What a player does, from a seed with some rolls loaded; of picks, the empty one goes on.

    `passed` are the passages that it is told by, once it was played: whose words are read in it.
    """

    picks: tuple[str, ...]
    rolls: tuple[tuple[int, str, int], ...]
    seed: int
    shortest: bool
    passed: tuple[PassageId, ...] = ()

    def witness(self, found: Diagnostic, story: Story) -> Witness:
        """What can be played again to see what was found."""
        picks = tuple(pick or ADVANCE for pick in self.picks)
        rolls = tuple(Roll(*each) for each in self.rolls)
        about = About(found.rule.id, found.message, str(found.span))
        return Witness(story.id, story.hash, int(LoadedSeed(self.seed, {})), picks, rolls, about)

    def told(self, found: Diagnostic, program: Program) -> "tuple[Diagnostic, Way]":
        """What was found with the way there, as it was played; raises WitnessProblem."""
        played = replay(self.witness(found, program.story), program)
        way = told(played)
        many = len(self.picks)
        shortest = "the shortest way there" if self.shortest else "a way there"
        steps = f"{many} step{'' if many == 1 else 's'}"
        if len(way) > LONGEST_TOLD:
            left = len(way) - LONGEST_TOLD + 1
            way = (*way[: LONGEST_TOLD - 9], f"   … {left} more lines …", *way[-8:])
        words = "\n".join(way)  # a line that has words of a passage names it
        turns = played.playthrough.turns
        passed = dict.fromkeys(turn.passage.id for turn in turns if turn.passage.id in words)
        led = attrs.evolve(found, details=(f"{shortest}, {steps}:", *way))
        return led, attrs.evolve(self, passed=tuple(passed))
