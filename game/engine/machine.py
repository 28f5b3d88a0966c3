"""The state machine: `start`, `choose` and `advance` take and return frozen values.

The order of a turn, which story/README.md tells with an example of each step:

1. The choice: its effects; it is counted; what comes of it later is scheduled.
2. Leaving: the scene the choice calls; the card it draws; then the first of its ways that holds.
   A choice without a way of its own leaves as the passage does: call, card, way.
3. Entering the target: the visit is counted, a new chapter and a later date too; its entry effects;
   what comes of it later is scheduled.
4. What is due interrupts: delays of chapters by due chapter, delays of dates by date, delays that
   wait for a condition; of equals what was scheduled first; then events, by order and declaration.
   Each is entered in its turn, as in 3; after it the story returns.
5. A passage that has nothing to read and no choices is left at once, as in 2.
6. The offers.

Every effect is held to the bounds of its number at once. While a scene, a card or an event is
played, no chapter is counted and no date is reached. Nothing interrupts an ending.
"""

from collections.abc import Mapping

import attrs

from game.engine.chance import roll
from game.engine.program import Consequence, Due, Leave, Node, Program, Step, first
from game.engine.state import Agenda, Delay, Frame, State, Turn, Value
from game.model.story import RETURN, Call, PassageId

LONGEST_CHAIN = 10_000
"""Passages without text followed in one turn; the loader reports circles of them."""

DEEPEST_STACK = 100
"""Scenes within scenes."""


class NotOffered(ValueError):
    """A choice was taken that is not open, or the story was told to go on where it cannot."""


class StoryStops(RuntimeError):
    """The story led nowhere: no way on held, or it went round in a circle without text."""


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
    run = _Run(program, before, 0)
    run.follow(Frame(passage, "", "enter"))
    return Turn(program, run.state(), before, None, None)


def choose(program: Program, state: State, choice: str) -> Turn:
    """The turn that an open choice of the passage leads to; raises NotOffered if it is not open."""
    node = program.nodes[state.passage]
    step = node.steps.get(choice)
    if step is None or node.ends or not _is_offered(node, step, state):
        raise NotOffered(f'"{choice}" is not open in "{state.passage}"')
    run = _Run(program, state, state.turn + 1)
    if step.effects is not None:
        step.effects(run.values, run.seed, run.turn)
    run.chosen = dict(state.chosen)
    run.chosen[step.key] = run.chosen.get(step.key, 0) + 1
    run.schedule(step.later)
    decided = None
    if step.choice.answer:
        decided = run.state()
        run.values, run.visits = dict(run.values), dict(run.visits)
    run.leave(state.passage, choice, step.leave)
    return Turn(program, run.state(), state, decided, step)


def advance(program: Program, state: State) -> Turn:
    """The turn that the passage's own ways lead to; raises NotOffered where none holds.

    Where a choice is open, it is for the player to choose, and the story does not go on by itself.
    """
    if not program.goes_on(state, program.offers(state)):
        raise NotOffered(f'"{state.passage}" does not go on by itself')
    run = _Run(program, state, state.turn + 1)
    run.leave(state.passage, "", program.nodes[state.passage].leave)
    return Turn(program, run.state(), state, None, None)


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


class _Run:
    """One turn in the making: a state whose parts are replaced until a passage is shown.

    Conditions read it as they read a state.
    """

    __slots__ = (
        "agenda",
        "chosen",
        "passage",
        "passed",
        "program",
        "seed",
        "turn",
        "values",
        "visits",
    )

    def __init__(self, program: Program, state: State, turn: int) -> None:
        self.program = program
        self.passage = state.passage
        self.seed = state.seed
        self.turn = turn
        self.values: dict[str, Value] = dict(state.values)
        self.visits: dict[str, int] = dict(state.visits)
        self.chosen: Mapping[str, int] | dict[str, int] = state.chosen
        self.agenda = state.agenda
        self.passed: set[PassageId] = set()

    def state(self) -> State:
        """The state as it stands now."""
        return State(
            self.passage,
            self.seed,
            self.turn,
            self.values,
            self.visits,
            self.chosen,
            self.agenda,
        )

    def leave(self, passage: PassageId, choice: str, leave: Leave) -> None:
        """Leave a passage, by a choice or by its own ways, until another is shown."""
        if leave.call or leave.draw:
            self.follow(self._called(passage, choice, leave) or self._drawn(passage, choice, leave))
        else:
            self.follow(self._gone(passage, choice, leave))

    def follow(self, frame: Frame | None) -> None:
        """Go on from a frame to the next, until a passage is shown."""
        for _ in range(LONGEST_CHAIN):
            if frame is None:
                return
            frame = self._next(frame)
        raise StoryStops(f'passages without text lead in a circle at "{self.passage}"')

    def schedule(self, later: tuple[Consequence, ...]) -> None:
        """Schedule what comes later."""
        if not later:
            return
        agenda = self.agenda
        delays = list(agenda.delays)
        for number, each in enumerate(later, start=agenda.scheduled):
            due = len(agenda.chapters) + each.due.chapters if each.due.chapters else 0
            delays.append(Delay(each.place, due, number))
        self.agenda = attrs.evolve(
            agenda, delays=tuple(delays), scheduled=agenda.scheduled + len(later)
        )

    # One step of the way: each gives the next frame, or None where a passage is shown

    def _next(self, frame: Frame) -> Frame | None:
        match frame.stage:
            case "enter":
                return self._enter(frame.passage)
            case "show":
                self.passage = frame.passage
                return self._shown(frame.passage)
            case "draw":
                return self._drawn(frame.passage, frame.choice, self._leaving(frame))
            case "go":
                return self._gone(frame.passage, frame.choice, self._leaving(frame))

    def _enter(self, passage: PassageId) -> Frame | None:
        node = self.program.nodes[passage]
        self.passage = passage
        self.visits[passage] = self.visits.get(passage, 0) + 1
        if not self.agenda.stack:
            self._date(node)
        if node.effects is not None:
            node.effects(self.values, self.seed, self.turn)
        if node.later:
            self.schedule(node.later)
        if (self.agenda.delays or self.program.events) and not node.ends:
            due = self._due()
            if due:
                self._push(*(Frame(each, "", "enter") for each in due[:0:-1]), below=passage)
                return Frame(due[0], "", "enter")
        return self._shown(passage)

    def _shown(self, passage: PassageId) -> Frame | None:
        """What follows on a passage that was entered: nothing, where there is something to see."""
        node = self.program.nodes[passage]
        if not node.silent:
            if not node.fleeting or passage in self.passed or self._reads(node):
                return None
            self.passed.add(passage)  # a second time it is shown, so that no circle is endless
        leave = node.leave
        return (
            self._called(passage, "", leave)
            or self._drawn(passage, "", leave)
            or self._gone(passage, "", leave)
        )

    def _reads(self, node: Node) -> bool:
        """Whether anything is left to read of a text whose every paragraph has a condition."""
        return bool(self.program.pages(node.passage, self))  # type: ignore[arg-type]

    def _date(self, node: Node) -> None:
        """Count a chapter that is entered, and the latest date."""
        agenda = self.agenda
        chapter = node.passage.chapter
        if not agenda.chapters or agenda.chapters[-1] != chapter:
            chapters = (*agenda.chapters, chapter)
            agenda = attrs.evolve(agenda, chapters=chapters, date=max(agenda.date, node.date))
        elif node.date > agenda.date:
            agenda = attrs.evolve(agenda, date=node.date)
        self.agenda = agenda

    def _leaving(self, frame: Frame) -> Leave:
        node = self.program.nodes[frame.passage]
        return node.steps[frame.choice].leave if frame.choice else node.leave

    def _called(self, passage: PassageId, choice: str, leave: Leave) -> Frame | None:
        """The scene that is called here, entered; its names get their values for as long."""
        call = first(leave.call, self)  # type: ignore[arg-type]
        if call is None:
            return None
        restore = tuple((name, self.values[name]) for name, _ in call.arguments)
        self._push(Frame(passage, choice, "draw", restore))
        self._bind(call)
        return Frame(call.target, "", "enter")

    def _bind(self, call: Call) -> None:
        for name, value in call.arguments:
            self.values[name] = value

    def _drawn(self, passage: PassageId, choice: str, leave: Leave) -> Frame | None:
        """The card that is drawn here, entered; where none is open, the way on."""
        deck = first(leave.draw, self)  # type: ignore[arg-type]
        card = None if deck is None else self._draw(deck, f"{passage}/{choice}/draw")
        if card is None:
            return self._gone(passage, choice, leave)
        self._push(Frame(passage, choice, "go"))
        return Frame(card, "", "enter")

    def _draw(self, deck: str, place: str) -> PassageId | None:
        """An open card of a deck: of those of the highest priority, one by weight."""
        cards = [card for card in self.program.deck(deck) if card.is_open(self)]  # type: ignore[arg-type]
        if not cards:
            return None
        highest = max(card.priority for card in cards)
        cards = [card for card in cards if card.priority == highest]
        rolled = roll(self.seed, self.turn, place, sum(card.weight for card in cards))
        for card in cards:
            rolled -= card.weight
            if rolled < 0:
                break
        agenda = self.agenda
        drawn = {**agenda.drawn, card.passage: len(agenda.chapters)}
        self.agenda = attrs.evolve(agenda, drawn=drawn)
        return card.passage

    def _gone(self, passage: PassageId, choice: str, leave: Leave) -> Frame | None:
        """The way taken: into another passage, or back to what was interrupted."""
        if choice and not leave.ways:  # the choice leads where the passage leads
            own = self.program.nodes[passage].leave
            return self._called(passage, "", own) or self._drawn(passage, "", own)
        target = self.program.way(leave.ways, self)  # type: ignore[arg-type]
        if target == RETURN or (target is None and self._returns(passage)):
            return self._return(passage)
        if target is not None:
            return Frame(target, "", "enter")
        if choice:
            raise StoryStops(f'no way on from the choice "{choice}" in "{passage}" holds')
        self.passage = passage
        return None

    def _returns(self, passage: PassageId) -> bool:
        node = self.program.nodes[passage]
        return bool(self.agenda.stack) and not node.leave.ways and not node.ends

    # Interruptions

    def _push(self, *frames: Frame, below: PassageId | None = None) -> None:
        """Put frames on the stack, the last on top; `below` them that a passage is shown."""
        shown = () if below is None else (Frame(below, "", "show"),)
        stack = (*self.agenda.stack, *shown, *frames)
        if len(stack) > DEEPEST_STACK:
            raise StoryStops(f'scenes within scenes without end at "{self.passage}"')
        self.agenda = attrs.evolve(self.agenda, stack=stack)

    def _return(self, passage: PassageId) -> Frame:
        """What the story returns to, names having their values again."""
        stack = self.agenda.stack
        if not stack:
            raise StoryStops(f'"{passage}" returns, but nothing called it')
        self.agenda = attrs.evolve(self.agenda, stack=stack[:-1])
        for name, value in stack[-1].restore:
            self.values[name] = value
        return stack[-1]

    def _due(self) -> list[PassageId]:
        """The passages that are due now, in their order; what is due once is so no longer."""
        return [*self._delayed(), *self._happening()]

    def _delayed(self) -> list[PassageId]:
        agenda = self.agenda
        ready: list[tuple[tuple[int, int, str, int], Consequence]] = []
        waiting: list[Delay] = []
        for delay in agenda.delays:
            each = self.program.consequence(delay.place)
            if each is None:
                continue  # the story has changed since
            if not self._is_due(each.due, delay.due):
                waiting.append(delay)
                continue
            kind = 0 if each.due.chapters else 1 if each.due.date else 2
            ready.append(((kind, delay.due, each.due.date, delay.number), each))
        if not ready:
            return []
        self.agenda = attrs.evolve(agenda, delays=tuple(waiting))
        ready.sort(key=lambda pair: pair[0])
        targets = (self.program.way(each.ways, self) for _, each in ready)  # type: ignore[arg-type]
        return [target for target in targets if target is not None and target != RETURN]

    def _happening(self) -> list[PassageId]:
        fired = self.agenda.fired
        due: list[PassageId] = []
        for event in self.program.events:
            known = event.passage in fired
            if known and event.once:
                continue
            holds = self._is_due(event.due, event.due.chapters + 1)
            if holds == known:
                continue
            fired = fired | {event.passage} if holds else fired - {event.passage}
            if holds and (event.condition is None or event.condition(self)):  # type: ignore[arg-type]
                due.append(event.passage)
        if fired is not self.agenda.fired:
            self.agenda = attrs.evolve(self.agenda, fired=fired)
        return due

    def _is_due(self, due: Due, chapters: int) -> bool:
        if due.condition is not None:
            return bool(due.condition(self))  # type: ignore[arg-type]
        if due.date:
            return self.agenda.date >= due.date
        return len(self.agenda.chapters) >= chapters
