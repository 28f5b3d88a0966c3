"""The order of a turn: a game walked through, one step after another.

story/README.md tells each step with an example.

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
played, no chapter is counted and no date is reached; a scene that comes to a passage from which no
way leads back has left what it interrupted for good, and what was due with it comes before that
passage. Nothing interrupts an ending.
"""

from typing import TypeAlias

import attrs

from game.engine.chance import roll
from game.engine.program import Consequence, Due, Leave, Node, Program, Step, first
from game.engine.state import Agenda, Delay, Frame, State, Value
from game.model.story import RETURN, PassageId

LONGEST_CHAIN = 10_000
"""Passages without text followed in one turn; the loader reports circles of them."""

DEEPEST_STACK = 100
"""Scenes within scenes."""

Following: TypeAlias = Frame | PassageId | None
"""What follows in a turn: an interrupted step, a passage to be entered, or nothing more."""


class StoryStops(RuntimeError):
    """The story led nowhere: no way on held, or it went round in a circle without text."""


class Walk:
    """A game on its way: a state whose parts are changed in place, without the turns so far.

    The machine makes each turn of one; what plays fast and looks back at nothing keeps one.
    Conditions and prose read it as they read a state.
    """

    __slots__ = (
        "_agenda",
        "_chapter",
        "_entered",
        "_latest",
        "_watched",
        "chosen",
        "node",
        "passage",
        "passed",
        "program",
        "seed",
        "turn",
        "values",
        "visits",
    )

    _agenda: Agenda
    _chapter: str
    _entered: list[str]
    _latest: str

    def __init__(self, program: Program, state: State) -> None:
        self.program = program
        self._watched = bool(program.events)
        self.passage = state.passage
        self.node = program.nodes[state.passage]
        self.seed = state.seed
        self.turn = state.turn
        self.values: dict[str, Value] = dict(state.values)
        self.visits: dict[str, int] = dict(state.visits)
        self.chosen: dict[str, int] = dict(state.chosen)
        self.agenda = state.agenda
        self.passed: set[PassageId] | None = None

    @property
    def agenda(self) -> Agenda:
        """What is due, and what was interrupted; chapters are put into it when it is asked for."""
        if self._entered or self._latest != self._agenda.date:
            chapters = (*self._agenda.chapters, *self._entered)
            self._agenda = attrs.evolve(self._agenda, chapters=chapters, date=self._latest)
            self._entered.clear()
        return self._agenda

    @agenda.setter
    def agenda(self, agenda: Agenda) -> None:
        self._agenda = agenda
        self._entered = []
        self._chapter = agenda.chapters[-1] if agenda.chapters else ""
        self._latest = agenda.date

    def state(self) -> State:
        """The state as it stands now, with copies of what the walk goes on changing."""
        return State(
            self.passage,
            self.seed,
            self.turn,
            dict(self.values),
            dict(self.visits),
            dict(self.chosen),
            self.agenda,
        )

    def arrived(self) -> State:
        """The state as it stands now; the walk must not go on after it."""
        return State(
            self.passage,
            self.seed,
            self.turn,
            self.values,
            self.visits,
            self.chosen,
            self.agenda,
        )

    @property
    def over(self) -> bool:
        """Whether this is an ending."""
        return self.node.ends

    def open(self) -> list[Step]:
        """The choices that are open."""
        node = self.node
        if node.simple and not node.ends:
            return [step for opens, step in node.doors if opens is None or opens(self)]
        return self.program.open_steps(self)

    def text(self) -> str:
        """The words of the passage's text."""
        words = self.node.words
        return words if isinstance(words, str) else words(self)

    def decide(self, step: Step) -> None:
        """Do what a choice does before it leads anywhere."""
        self.turn += 1
        if step.effects is not None:
            step.effects(self.values, self.seed, self.turn)
        self.chosen[step.key] = self.chosen.get(step.key, 0) + 1
        if step.later:
            self.schedule(step.later)

    def take(self, step: Step) -> None:
        """Take a choice that is open."""
        self.decide(step)
        self.passed = None
        leave = step.leave
        if leave.plain is None:
            self.follow(self._left(self.passage, step.id, leave))
        elif (following := self._enter(leave.plain)) is not None:
            self.follow(following, LONGEST_CHAIN - 1)

    def advance(self) -> None:
        """Go on from a passage by its own ways."""
        self.turn += 1
        self.leave(self.passage, "", self.program.nodes[self.passage].leave)

    def leave(self, passage: PassageId, choice: str, leave: Leave) -> None:
        """Leave a passage, by a choice or by its own ways, until another is shown."""
        self.passed = None
        self.follow(self._left(passage, choice, leave))

    def follow(self, following: Following, longest: int = LONGEST_CHAIN) -> None:
        """Enter a passage, or go on from a frame, and so on until a passage is shown."""
        for _ in range(longest):
            if following is None:
                return
            if isinstance(following, Frame):
                following = self._resumed(following)
            else:
                following = self._enter(following)
        raise StoryStops(f'what happens at "{self.passage}" goes on without end')

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

    # One step of the way: each gives what follows, or None where a passage is shown

    def _resumed(self, frame: Frame) -> Following:
        match frame.stage:
            case "enter":
                return frame.passage
            case "show":
                self.passage = frame.passage
                self.node = self.program.nodes[frame.passage]
                return self._shown(frame.passage)
            case "draw":
                return self._drawn(frame.passage, frame.choice, self._leaving(frame))
            case "go":
                return self._gone(frame.passage, frame.choice, self._leaving(frame))

    def _enter(self, passage: PassageId) -> Following:
        node = self.node = self.program.nodes[passage]
        self.passage = passage
        visits = self.visits
        visits[passage] = visits.get(passage, 0) + 1
        stack = self._agenda.stack
        left: list[PassageId] = []
        if stack and not node.returning:
            left = self._leave_for_good()
            stack = ()
        if not stack and (node.chapter != self._chapter or node.date > self._latest):
            self._date(node)
        if node.effects is not None:
            node.effects(self.values, self.seed, self.turn)
        if node.later:
            self.schedule(node.later)
        if (self._watched or self._agenda.delays or left) and not node.ends:
            due = [*left, *self._due()]
            if due:
                self._push(*(Frame(each, "", "enter") for each in due[:0:-1]), below=passage)
                return due[0]
        return self._shown(passage) if node.silent or node.fleeting else None

    def _shown(self, passage: PassageId) -> Following:
        """What follows on a passage that was entered: nothing, where there is something to see."""
        node = self.program.nodes[passage]
        if not node.silent:
            passed = self.passed = self.passed or set()
            if not node.fleeting or passage in passed or self._reads(node):
                return None
            passed.add(passage)  # a second time it is shown, so that no circle is endless
        return self._left(passage, "", node.leave)

    def _reads(self, node: Node) -> bool:
        """Whether anything is left to read of a text whose every paragraph has a condition."""
        return bool(self.program.pages(node.passage, self))

    def _date(self, node: Node) -> None:
        """Count a chapter that is entered, and the latest date."""
        if node.chapter != self._chapter:
            self._chapter = node.chapter
            self._entered.append(node.chapter)
        if node.date > self._latest:
            self._latest = node.date

    def _leaving(self, frame: Frame) -> Leave:
        node = self.program.nodes[frame.passage]
        return node.steps[frame.choice].leave if frame.choice else node.leave

    def _left(self, passage: PassageId, choice: str, leave: Leave) -> Following:
        if leave.call or leave.draw:
            called = self._called(passage, choice, leave)
            return self._drawn(passage, choice, leave) if called is None else called
        return self._gone(passage, choice, leave)

    def _called(self, passage: PassageId, choice: str, leave: Leave) -> Following:
        """The scene that is called here; its names get their values for as long."""
        call = first(leave.call, self)
        if call is None:
            return None
        restore = tuple((name, self.values[name]) for name, _ in call.arguments)
        self._push(Frame(passage, choice, "draw", restore))
        self.values.update(call.arguments)
        return call.target

    def _drawn(self, passage: PassageId, choice: str, leave: Leave) -> Following:
        """The card that is drawn here; where none is open, the way on."""
        deck = first(leave.draw, self)
        card = None if deck is None else self._draw(deck, f"{passage}/{choice}/draw")
        if card is None:
            return self._gone(passage, choice, leave)
        self._push(Frame(passage, choice, "go"))
        return card

    def _draw(self, deck: str, place: str) -> PassageId | None:
        """An open card of a deck: of those of the highest priority, one by weight."""
        cards = [card for card in self.program.deck(deck) if card.is_open(self)]
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

    def _gone(self, passage: PassageId, choice: str, leave: Leave) -> Following:
        """The way taken: into another passage, or back to what was interrupted."""
        if leave.only is not None:
            return leave.only
        if choice and not leave.ways:  # the choice leads where the passage leads
            return self._left(passage, "", self.program.nodes[passage].leave)
        target = self.program.way(leave.ways, self)
        if target == RETURN or (target is None and self._returns(passage)):
            return self._return(passage)
        if target is not None:
            return target
        if choice:
            raise StoryStops(f'no way on from the choice "{choice}" in "{passage}" holds')
        self.passage = passage
        self.node = self.program.nodes[passage]
        return None

    def _returns(self, passage: PassageId) -> bool:
        node = self.program.nodes[passage]
        return bool(self.agenda.stack) and not node.leave.ways and not node.ends

    # Interruptions

    def _push(self, *frames: Frame, below: PassageId | None = None) -> None:
        """Put frames on the stack, the last on top; `below` them that a passage is shown."""
        shown = () if below is None else (Frame(below, "", "show"),)
        stack = (*self.agenda.stack, *shown, *frames)
        if len(stack) > DEEPEST_STACK and (
            sum(frame.stage != "enter" for frame in stack) > DEEPEST_STACK
        ):
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

    def _leave_for_good(self) -> list[PassageId]:
        """Forget what was interrupted, names having their values again: no way leads back there.

        What was due and has not been entered yet comes back, in its order.
        """
        stack = self.agenda.stack[::-1]
        self.agenda = attrs.evolve(self.agenda, stack=())
        for frame in stack:
            self.values.update(frame.restore)
        return [frame.passage for frame in stack if frame.stage == "enter"]

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
        targets = (self.program.way(each.ways, self) for _, each in ready)
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
            if holds and (event.condition is None or event.condition(self)):
                due.append(event.passage)
        if fired is not self.agenda.fired:
            self.agenda = attrs.evolve(self.agenda, fired=fired)
        return due

    def _is_due(self, due: Due, chapters: int) -> bool:
        if due.condition is not None:
            return bool(due.condition(self))
        if due.date:
            return self.agenda.date >= due.date
        return len(self.agenda.chapters) >= chapters
