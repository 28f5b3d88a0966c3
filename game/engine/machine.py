"""The state machine: `start`, `choose` and `advance` take and return frozen values.

What happens in a turn, and in which order, is told and done in `walk`.
"""

from collections.abc import Mapping

from game.engine.program import Node, Program, Step
from game.engine.state import Agenda, State, Turn, Value
from game.engine.walk import LONGEST_CHAIN, StoryStops, Walk
from game.model.story import PassageId

__all__ = ["LONGEST_CHAIN", "NotOffered", "StoryStops"]


class NotOffered(ValueError):
    """A choice was taken that is not open, or the story was told to go on where it cannot."""


def start(program: Program, seed: int) -> Turn:
    """The first turn."""
    return arrive(program, seed, program.story.start)


def arrive(
    program: Program, seed: int, passage: PassageId, values: Mapping[str, Value] | None = None
) -> Turn:
    """The turn of a passage entered from nowhere, everything else as at the start.

    `values` are those that differ from the start's.
    """
    story = program.story
    first_values: dict[str, Value] = {stat.id: stat.start for stat in story.numbers.values()}
    first_values |= dict.fromkeys(story.flags, False)
    first_values |= {named.id: named.start for named in story.named.values()}
    first_values |= values or {}
    before = State(passage, seed, 0, first_values, {}, {}, Agenda())
    walk = Walk(program, before)
    walk.follow(passage)
    return Turn(program, walk.arrived(), before, None, None)


def choose(program: Program, state: State, choice: str) -> Turn:
    """The turn that an open choice of the passage leads to; raises NotOffered if it is not open."""
    node = program.nodes[state.passage]
    step = node.steps.get(choice)
    if step is None or node.ends or not _is_offered(node, step, state):
        raise NotOffered(f'"{choice}" is not open in "{state.passage}"')
    walk = Walk(program, state)
    walk.decide(step)
    decided = walk.state() if step.choice.answer else None
    walk.leave(state.passage, choice, step.leave)
    return Turn(program, walk.arrived(), state, decided, step)


def advance(program: Program, state: State) -> Turn:
    """The turn that the passage's own ways lead to; raises NotOffered where none holds.

    Where a choice is open, it is for the player to choose, and the story does not go on by itself.
    """
    if not program.goes_on(state):
        raise NotOffered(f'"{state.passage}" does not go on by itself')
    walk = Walk(program, state)
    walk.advance()
    return Turn(program, walk.arrived(), state, None, None)


def resume(program: Program, state: State) -> Turn:
    """The turn of a state that was saved, without what led there."""
    return Turn(program, state, state, None, None)


def _is_offered(node: Node, step: Step, state: State) -> bool:
    """Whether a choice is open; a fallback is where no other choice is."""
    if not step.is_open(state):
        return False
    if not step.choice.fallback:
        return True
    return not any(each.is_open(state) for each in node.steps.values() if not each.choice.fallback)
