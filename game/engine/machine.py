"""The state machine: `start`, `choose` and `advance` take and return frozen values.

The order of a turn: the choice's effects; the target's entry effects; where the target shows
nothing, its routes, and so on until a passage is reached that does; then the offers.
Every effect is held to the bounds of its number at once.
"""

from collections.abc import Iterator

from game.engine.program import Node, Program, Step, Way
from game.engine.prose import Word, Words
from game.engine.reasons import figures, reasons
from game.engine.state import Change, Offer, State, Turn, Value
from game.model.story import THE_ENDING, Choice, PassageId

LONGEST_CHAIN = 10_000
"""Passages without text followed in one turn; the loader reports circles of them."""


class NotOffered(ValueError):
    """A choice was taken that is not open, or the story was told to go on where it cannot."""


class StoryStops(RuntimeError):
    """The story led nowhere: no way on held, or it went round in a circle without text."""


def start(program: Program, seed: int) -> Turn:
    """The first turn."""
    return arrive(program, seed, program.story.start)


def arrive(program: Program, seed: int, passage: PassageId) -> Turn:
    """The turn of a passage entered from nowhere, everything else as at the start."""
    story = program.story
    values: dict[str, Value] = {stat.id: stat.start for stat in story.numbers.values()}
    values |= dict.fromkeys(story.flags, False)
    values |= {named.id: named.start for named in story.named.values()}
    state = State(passage, seed, 0, dict(values), {}, {}, ())
    return _enter(program, state, passage, values, {}, None, None)


def choose(program: Program, state: State, choice: str) -> Turn:
    """The turn that an open choice of the passage leads to; raises NotOffered if it is not open."""
    node = program.nodes[state.passage]
    step = node.steps.get(choice)
    if step is None or node.passage.ending is not None or not _is_open(step, state):
        raise NotOffered(f'"{choice}" is not open in "{state.passage}"')
    values = dict(state.values)
    for effect in step.effects:
        effect(values)
    chosen = dict(state.chosen)
    chosen[step.key] = chosen.get(step.key, 0) + 1
    decided = State(
        state.passage, state.seed, state.turn, values, state.visits, chosen, state.chapters
    )
    target = _first(step.ways, decided, program)
    if target is None:
        raise StoryStops(f'no way on from the choice "{choice}" in "{state.passage}" holds')
    return _enter(program, state, target, dict(values), chosen, step.choice, decided)


def advance(program: Program, state: State) -> Turn:
    """The turn that the passage's own routes lead to; raises NotOffered where none holds.

    Where a choice is open, it is for the player to choose, and the story does not go on by itself.
    """
    node = program.nodes[state.passage]
    choosing = any(_is_open(step, state) for step in node.steps.values())
    target = _first(node.ways, state, program)
    if choosing or target is None or node.passage.ending is not None:
        raise NotOffered(f'"{state.passage}" does not go on by itself')
    return _enter(program, state, target, dict(state.values), dict(state.chosen), None, None)


def resume(program: Program, state: State) -> Turn:
    """The turn of a state that was saved, without what led there."""
    return _turn(program, state, None, None, state.values)


def _enter(
    program: Program,
    before: State,
    target: PassageId,
    values: dict[str, Value],
    chosen: dict[str, int],
    answered: Choice | None,
    decided: State | None,
) -> Turn:
    first = not before.visits
    turn = before.turn if first else before.turn + 1
    visits = dict(before.visits)
    chapters = before.chapters
    for _ in range(LONGEST_CHAIN):
        node = program.nodes[target]
        for effect in node.effects:
            effect(values)
        visits[target] = visits.get(target, 0) + 1
        if not chapters or chapters[-1] != node.passage.chapter:
            chapters = (*chapters, node.passage.chapter)
        state = State(target, before.seed, turn, values, visits, chosen, chapters)
        if not node.silent:
            return _turn(program, state, answered, decided, before.values)
        following = _first(node.ways, state, program)
        if following is None:
            return _turn(program, state, answered, decided, before.values)
        target = following
    raise StoryStops(f'passages without text lead in a circle at "{target}"')


def _first(ways: tuple[Way, ...], state: State, program: Program) -> PassageId | None:
    """The target of the first way that holds."""
    for way in ways:
        if way.condition is None or way.condition(state):
            return _ending(program, state) if way.target == THE_ENDING else way.target
    return None


def _ending(program: Program, state: State) -> PassageId | None:
    """The first ending, by order, whose condition holds."""
    for way in program.endings:
        if way.condition is None or way.condition(state):
            return way.target
    return None


def _is_open(step: Step, state: State) -> bool:
    if step.choice.once and state.chosen.get(step.key):
        return False
    return step.condition is None or bool(step.condition(state))


def _turn(
    program: Program,
    state: State,
    answered: Choice | None,
    decided: State | None,
    before: object,
) -> Turn:
    node = program.nodes[state.passage]
    if node.passage.ending is not None:
        offers: tuple[Offer, ...] = ()
        goes_on = False
    else:
        offers = tuple(_offers(program, node, state))
        no_open = not any(offer.open for offer in offers)
        goes_on = no_open and _first(node.ways, state, program) is not None
    changes = tuple(_changes(program, before, state.values))
    return Turn(program, state, decided, answered, offers, changes, goes_on)


def _offers(program: Program, node: Node, state: State) -> Iterator[Offer]:
    render = program.renderer
    for step in node.steps.values():
        choice = step.choice
        if choice.once and state.chosen.get(step.key):
            continue
        is_open = step.condition is None or bool(step.condition(state))
        if not is_open and choice.hidden:
            continue
        label = render.words(choice.label, state)
        reason: Words = ()
        lacking = ""
        if not is_open and choice.condition is not None:
            reason = render.words(choice.locked, state)
            lacking = figures(choice.condition, render, state)
            if not reason:
                why = "; ".join(reasons(choice.condition, render, state))
                reason, lacking = (Word(why),) if why else (), ""
        yield Offer(choice.id, choice, label, is_open, reason, lacking, step.touches)


def _changes(program: Program, before: object, after: object) -> Iterator[Change]:
    assert isinstance(before, dict) and isinstance(after, dict)
    if before is after:
        return
    for name in program.story.numbers:
        was, now = before[name], after[name]
        if was != now:
            yield Change(name, was, now)
