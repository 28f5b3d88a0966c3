"""Brute force: every state of a small story, by the engine's own turns and every fall of the dice.

It shares nothing with the prover but the engine, and how conditions are written.
"""

from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import attrs

from game.diagnostics.span import Span
from game.engine.chance import LoadedSeed
from game.engine.machine import advance, choose, start
from game.engine.program import Program
from game.engine.state import State, Turn
from game.engine.walk import StoryStops
from game.model.story import Case
from game.text.expression import And, AtEnding, Expr, Not, Or, Speaks
from game.text.markup import Branch, Prose
from tools.prove.goals import written


class _Asked(Exception):
    def __init__(self, turn: int, place: str, of: int) -> None:
        super().__init__(place)
        self.roll = (turn, place, of)


class _AskingSeed(LoadedSeed):
    """A seed that asks for every roll that is not given."""

    def rolled(self, turn: int, place: str, of: int) -> int:
        given = self.given.get((turn, place))
        if given is None:
            raise _Asked(turn, place, of)
        return given


@attrs.define
class Seen:
    """What can be seen over all states.

    `trapped` are passages at which the player may stand with no way to an ending, to being stuck
    or to a stop.
    """

    complete: bool = True
    states: int = 0
    passages: set[str] = attrs.field(factory=set)
    choices: set[str] = attrs.field(factory=set)
    shut: set[str] = attrs.field(factory=set)
    stuck: set[str] = attrs.field(factory=set)
    stops: set[str] = attrs.field(factory=set)
    trapped: set[str] = attrs.field(factory=set)
    said: set[tuple[str, tuple[str, ...], str, str]] = attrs.field(factory=set)
    """What is said on a condition, and conditions that fail: kind, subject, place and words."""
    broken: set[int] = attrs.field(factory=set)
    never: set[int] = attrs.field(factory=set)
    turns: int = 10**9
    nearest: dict[str, int] = attrs.field(factory=dict)


def outcomes(play: Callable[[int], Turn], seed: int) -> Iterator[Turn | StoryStops]:
    """What something can come to, for every fall of the dice it asks for."""
    waiting: list[dict[tuple[int, str], int]] = [{}]
    while waiting:
        given = waiting.pop()
        try:
            yield play(_AskingSeed(seed, given))
        except _Asked as asked:
            turn, place, of = asked.roll
            waiting += [{**given, (turn, place): value} for value in range(of)]
        except StoryStops as stop:
            yield stop


def explored(program: Program, most: int, highest: int = 12) -> Seen:
    """All states of a story, counts of visits and choices told apart up to the highest."""
    seen = Seen()
    seen_holding: dict[int, set[object]] = {
        index: set() for index, rule in enumerate(program.story.rules) if rule.kind == "eventually"
    }
    queue: deque[tuple[object, Turn, int]] = deque()
    known: dict[object, str] = {}
    onwards: dict[object, set[object]] = {}
    fine: set[object] = set()

    def arrive(turn: Turn, before: object | None, depth: int) -> None:
        # An answer or a page may ask for dice; where the player stands does not.
        key = _key(turn.state, highest)
        if before is not None:
            onwards.setdefault(before, set()).add(key)
        if key not in known:
            known[key] = turn.state.passage
            queue.append((key, turn, depth))

    for begun in outcomes(lambda seed: start(program, seed), 0):
        if isinstance(begun, StoryStops):
            seen.stops.add(program.story.start)
        else:
            seen.passages |= set(begun.state.visits)
            arrive(begun, None, 0)
    while queue:
        key, turn, depth = queue.popleft()
        seen.states += 1
        if seen.states > most:
            seen.complete = False
            return seen
        for stood in outcomes(partial(_standing, turn), 0):
            assert isinstance(stood, Turn)
            _look(stood, key, seen, fine, depth)
            _read(stood, seen)
            for index, holding in seen_holding.items():
                if _rule_holds(program.story.rules[index].expr, stood):
                    holding.add(key)
            picked = [partial(_chosen, program, stood, o.id) for o in stood.offers if o.open]
            if stood.can_advance:
                picked.append(partial(_advanced, program, stood))
            for play in picked:
                given = dict(stood.state.seed.given)  # type: ignore[attr-defined]
                for after in _continued(play, given):
                    if isinstance(after, StoryStops):
                        seen.stops.add(stood.passage.id)
                        fine.add(key)
                        continue
                    seen.passages |= {
                        each
                        for each, count in after.state.visits.items()
                        if count > turn.state.visits.get(each, 0)
                    }
                    arrive(after, key, depth + 1)
    for index, states in seen_holding.items():
        if not known.keys() <= _before(_after(states, onwards), onwards):
            seen.never.add(index)
    back: dict[object, list[object]] = {}
    for before, targets in onwards.items():
        for target in targets:
            back.setdefault(target, []).append(before)
    trail = list(fine)
    while trail:
        for before in back.get(trail.pop(), ()):
            if before not in fine:
                fine.add(before)
                trail.append(before)
    seen.trapped = {passage for key, passage in known.items() if key not in fine}
    return seen


def _look(turn: Turn, key: object, seen: Seen, fine: set[object], depth: int) -> None:
    passage = turn.passage.id
    for step in turn.program.nodes[passage].steps.values():
        if step.condition is not None and not turn.over and not step.condition(turn.state):
            seen.shut.add(step.key)
    for offer in turn.offers:
        if offer.open:
            seen.choices.add(f"{passage}/{offer.id}")
    if turn.stuck:
        seen.stuck.add(passage)
        seen.nearest[passage] = min(depth, seen.nearest.get(passage, depth))
    if turn.over or turn.stuck:
        fine.add(key)


def _read(turn: Turn, seen: Seen) -> None:
    """Note what the page says, and what it would say elsewhere."""
    passage = turn.passage
    id_ = str(passage.id)
    _ladder(turn, passage.text, (id_, "text"), passage.span, seen)
    for choice in passage.choices:
        _ladder(turn, choice.label, (id_, str(choice.id), "label"), choice.span, seen)
    news = passage.newspaper
    if news is not None and not any(_holds(turn, case.condition) for case in news.headline):
        seen.said.add(("no-front-page", (id_,), "", ""))
    for index, rule in enumerate(turn.program.story.rules):
        if rule.kind != "eventually" and _rule_holds(rule.expr, turn) is (rule.kind == "never"):
            seen.broken.add(index)


def _holds(turn: Turn, condition: Expr | None) -> bool:
    if condition is None:
        return True
    return bool(turn.program.evaluator.function(condition)(turn.state))


def _rule_holds(expr: Expr, turn: Turn) -> bool:
    match expr:
        case AtEnding(passage):
            return turn.over and passage in ("", turn.passage.id)
        case Speaks(character):
            answered = any(line.speaker == character for line in turn.answer)
            return answered or any(
                line.speaker == character for page in turn.pages for line in page
            )
        case Not(operand):
            return not _rule_holds(operand, turn)
        case And(operands):
            return all(_rule_holds(each, turn) for each in operands)
        case Or(operands):
            return any(_rule_holds(each, turn) for each in operands)
    return _holds(turn, expr)


def _ladder(
    turn: Turn, ladder: tuple[Case[Any], ...], subject: tuple[str, ...], span: Span, seen: Seen
) -> None:
    if len(ladder) == 1 and ladder[0].condition is None:
        _pages(turn, ladder[0].value, subject, span, seen)
        return
    taken = False
    for case in ladder:
        place, words = str(case.span or span), written(case.condition)
        if not _holds(turn, case.condition):
            seen.said.add(("fails", subject, place, words))
        elif not taken:
            taken = True
            seen.said.add(("variant", subject, place, words))
            _pages(turn, case.value, subject, case.span or span, seen)


def _pages(turn: Turn, prose: object, subject: tuple[str, ...], span: Span, seen: Seen) -> None:
    if not isinstance(prose, Prose):
        return
    for paragraph in prose.paragraphs():
        if paragraph.condition is not None:
            holds = _holds(turn, paragraph.condition)
            kind, words = "variant" if holds else "fails", written(paragraph.condition)
            seen.said.add((kind, subject, str(paragraph.span), words))
            if not holds:
                continue
        for run in paragraph.runs:
            if isinstance(run, Branch):
                taken = False
                for condition, _ in run.cases:
                    words = written(condition)
                    place = str(paragraph.span)
                    if not _holds(turn, condition):
                        seen.said.add(("fails", subject, place, words))
                    elif not taken:
                        taken = True
                        seen.said.add(("variant", subject, place, words))


def _after(states: set[object], onwards: dict[object, set[object]]) -> set[object]:
    found, queue = set(states), list(states)
    while queue:
        for each in onwards.get(queue.pop(), ()):
            if each not in found:
                found.add(each)
                queue.append(each)
    return found


def _before(states: set[object], onwards: dict[object, set[object]]) -> set[object]:
    back: dict[object, set[object]] = {}
    for before, targets in onwards.items():
        for target in targets:
            back.setdefault(target, set()).add(before)
    return _after(states, back)


def _continued(play: Callable[[int], Turn], given: dict) -> Iterator[Turn | StoryStops]:  # type: ignore[type-arg]
    waiting = [given]
    while waiting:
        told = waiting.pop()
        try:
            yield play(_AskingSeed(0, told))
        except _Asked as asked:
            turn, place, of = asked.roll
            waiting += [{**told, (turn, place): value} for value in range(of)]
        except StoryStops as stop:
            yield stop


def _chosen(program: Program, turn: Turn, choice: str, seed: int) -> Turn:
    return choose(program, _fallen(turn.state, seed), choice)


def _advanced(program: Program, turn: Turn, seed: int) -> Turn:
    return advance(program, _fallen(turn.state, seed))


def _fallen(state: State, seed: int) -> State:
    return attrs.evolve(state, seed=seed, turn=0)


def _standing(turn: Turn, seed: int) -> Turn:
    """The turn as it stands, its dice asked for."""
    state = attrs.evolve(turn.state, seed=seed, turn=0)
    stood = attrs.evolve(turn, state=state)
    _ = stood.offers, stood.can_advance, stood.stuck
    return stood


def _key(state: State, highest: int) -> object:
    agenda = state.agenda
    chapters = len(agenda.chapters)
    return (
        state.passage,
        tuple(state.values.items()),
        tuple(sorted((name, min(count, highest)) for name, count in state.visits.items())),
        tuple(sorted((name, min(count, highest)) for name, count in state.chosen.items())),
        min(chapters, highest),
        agenda.chapters[-1:],
        agenda.date,
        tuple((each.place, max(0, each.due - chapters)) for each in agenda.delays),
        agenda.fired,
        tuple(sorted((name, max(at - chapters, -highest)) for name, at in agenda.drawn.items())),
        agenda.stack,
    )
