"""A story as a machine: spots, and edges between them that a condition opens and effects cross.

A spot is a step of a turn (`walk` tells the order) in a context, which is what the story will
return to: scenes, cards and events are played in a copy for each place they interrupt. A player
rests at spots of kind `rest`; the others are passed at once. Edges are made when a spot is first
reached with values that allow it, so that what cannot happen is never built.

It never does less than the engine. It may do more: what would need endless memory (delays that
pile up, scenes in scenes, very wide numbers) is left open; what it says cannot happen cannot.
"""

import itertools
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any, TypeAlias

import attrs

from game.engine.program import Drawable, Due, Happening, Program
from game.engine.walk import DEEPEST_STACK
from game.model.story import (
    RETURN,
    THE_ENDING,
    Case,
    Choice,
    OnDate,
    Passage,
    PassageId,
    Route,
)
from game.text.expression import Chance, Expr, within
from game.text.markup import Plain, Prose, Runs, Styled, options, runs_within
from tools.prove import change as changes
from tools.prove.change import Change
from tools.prove.delays import MANY, MOST_ORDERS, WIDEST_DELAY, Delay, begun, orders
from tools.prove.formula import Domain, Formula, both, either
from tools.prove.names import Names, Rolls
from tools.prove.nodes import Node, Nodes, Step

DEEPEST = 6
"""Scenes within scenes that are told apart; deeper ones are not followed."""

MOST_RESTORED = 1_000
"""Values of a scene's names, before it, that are told apart."""

Frame: TypeAlias = tuple[str, str, str, tuple[tuple[int, int], ...]]
"""A passage, a choice, a stage, and the values that names have again: see `state.Frame`."""

Stack: TypeAlias = tuple[Frame, ...]
Key: TypeAlias = tuple[str, str, str, Stack, object]
"""A kind of spot, a passage, a choice, the context, and what else tells spots of a kind apart."""

Changes: TypeAlias = tuple[tuple[int, Change], ...]
"""What is done to names, each once."""

Fact: TypeAlias = tuple[str, ...]
"""What an edge does that a verdict may be about: `("choice", "cell/knock")`."""

BEYOND: Key = ("beyond", "", "", (), None)
"""Where what is not followed leads; anything may happen there."""


@attrs.define(eq=False)
class Edge:
    """A step that may be taken where its guard holds.

    `pick` is what the player does: the id of a choice, `""` for going on, None where the story
    moves by itself. `rolls` are dice that must fall so.
    """

    number: int
    source: int
    target: int
    guard: Formula
    changes: Changes
    facts: tuple[Fact, ...]
    pick: str | None
    rolls: Rolls


@attrs.define(eq=False)
class Spot:
    """A step of a turn in a context, and the edges out of it.

    Of one that is `unfollowed` nothing is known of what comes after it.
    """

    number: int
    key: Key
    out: list[Edge] = attrs.field(factory=list)
    expanded: bool = False
    unfollowed: bool = False

    @property
    def kind(self) -> str:
        """Which step it is."""
        return self.key[0]

    @property
    def passage(self) -> PassageId:
        """The passage it is a step of."""
        return PassageId(self.key[1])


@attrs.frozen
class Draft:
    """An edge before its target has a number."""

    guard: Formula
    changes: Changes
    target: Key
    facts: tuple[Fact, ...] = ()
    pick: str | None = None
    rolls: Rolls = ()


@attrs.frozen
class _Wait:
    """Something that may be due: what it may come to, by where, and where it is quiet.

    An outcome is a guard, what it changes, the passages it brings, and what is told of them.
    """

    outcomes: tuple[tuple[Formula, Changes, tuple[object, ...], tuple[Fact, ...]], ...]
    quiet: Formula


_Look: TypeAlias = tuple[
    tuple[tuple[Formula, Changes, tuple[object, ...], tuple[Fact, ...], int], ...], Formula
]
"""Outcomes of what may be due, each with what is looked at next, and where nothing is due."""


class Machine:
    """One story's spots and edges, made as they are asked for.

    An answer that may vary is a spot of its own; where all are `answered`, every answer is.
    """

    def __init__(self, program: Program, names: Names, answered: bool = False) -> None:
        self.answered = answered
        self.program = program
        self.story = program.story
        self.names = names
        self.formulas = names.formulas
        self.spots: list[Spot] = []
        self.edges: list[Edge] = []
        self.bounds: dict[str, None] = {}
        self.reordered = False
        """Whether delays come in orders that the engine may not know."""
        self._numbers: dict[Key, Spot] = {}
        self._only: dict[Key, Draft | None] = {}
        self._ahead: dict[Key, tuple[Draft, ...]] = {}
        self._looks: dict[int, _Look] = {}
        self._same: dict[Any, Any] = {}
        self._stuck: dict[tuple[str, bool], Formula] = {}
        self._offered: dict[str, tuple[dict[str, Formula], Formula]] = {}
        self._follow: Mapping[str, Callable[[Key], Iterator[Draft]]] = {
            "enter": self._enter,
            "due": self._due,
            "show": self._show,
            "rest": self._rest,
            "decided": self._decided,
            "left": self._left,
            "draw": self._draw,
            "go": self._go,
            "return": self._return,
        }
        self.nodes = Nodes(program.story)
        self._once: dict[str, Domain] = {}
        self._dates: tuple[str, ...] = ()
        self._date: Domain | None = None
        self._chapters: Domain | None = None
        self._fired: dict[str, Domain] = {}
        self._drawn: dict[str, Domain] = {}
        self._rests: dict[str, Domain] = {}
        self._delays: dict[str, Delay] = {}
        self._declare()
        self._scheduled: dict[str, tuple[Delay, ...]] = {}
        for delay in self._delays.values():
            owner = delay.place.rpartition("/")[0]
            self._scheduled[owner] = (*self._scheduled.get(owner, ()), delay)
        self._in_passing = self._circles()
        self._stirred: dict[str, Domain] = {}
        self._stirs: dict[int, tuple[int, ...]] = {}
        self._waiting: list[_Wait] = []
        self._watch()
        self.start = self.spot(("enter", self.story.start, "", (), None))

    # Names of what is due

    def _declare(self) -> None:
        story, add = self.story, self.formulas.add
        dated = False
        longest = 0
        for event in self.program.events:
            self._fired[event.passage] = add(f"fired({event.passage})", 2, 0)
            dated = dated or bool(event.due.date)
            if event.due.chapters:
                longest = max(longest, event.due.chapters + 1)
        for deck in story.decks:
            for card in self.program.deck(deck):
                if card.once:
                    self._drawn[card.passage] = add(f"drawn({card.passage})", 2, 0)
                if card.rest:
                    self._rests[card.passage] = add(f"rest({card.passage})", card.rest + 1, 0)
        for passage in story.passages.values():
            owners = [(str(passage.id), passage.later)]
            owners += [(f"{passage.id}/{each.id}", each.later) for each in passage.choices]
            for owner, laters in owners:
                if not laters:
                    continue
                for number, later in enumerate(laters):
                    place = f"{owner}/{number}"
                    self._delays[place] = Delay.of(place, later, self.formulas)
                    dated = dated or isinstance(later.trigger, OnDate)
            for choice in passage.choices:
                if choice.once:
                    key = f"{passage.id}/{choice.id}"
                    self._once[key] = add(f"taken({key})", 2, 0)
        if longest:
            self._chapters = add("chapters", longest + 1, 0, saturates=True)
        if dated:
            own = {
                passage.date or story.chapters[passage.chapter].date
                for passage in story.passages.values()
            }
            self._dates = tuple(sorted(own | {""}))
            self._date = add("date", len(self._dates), 0)

    def _circles(self) -> frozenset[str]:
        """Fleeting passages that the story may come back to within a turn."""
        passing = {
            id_ for id_ in self.story.passages if (node := self.nodes[id_]).silent or node.fleeting
        }
        if not any(self.nodes[id_].fleeting for id_ in passing):
            return frozenset()
        targets = {
            id_: {route.target for route in self.story.passages[id_].routes} & passing
            for id_ in passing
        }
        found = set()
        for id_ in passing:
            seen: set[str] = set()
            queue: list[str] = [str(each) for each in targets[id_]]
            while queue:
                here = queue.pop()
                if here not in seen:
                    seen.add(here)
                    queue += targets[PassageId(here)]
            if id_ in seen or self.story.passages[id_].call or self.story.passages[id_].draw:
                found.add(str(id_))
        return frozenset(found)

    def _watch(self) -> None:
        """Find what each delay and event comes to, and note when to look at it again.

        Where what it waits for was looked at and nothing of that has changed since, it is not due:
        a name says whether anything has. So an event is not looked for at every passage.
        """
        items: list[Delay | Happening] = [*self._delays.values(), *self.program.events]
        for item in items:
            if isinstance(item, Delay):
                key, due = item.place, item.due
                asks = both((self._holds(item), ("a", item.domain.index, 1)))
                told = list(self._delivered(item))
            else:
                key, due = str(item.passage), item.due
                asks = self.names.formula(self._trigger(item.passage))
                told = list(self._happened(item))
            stirred: Formula = True
            if not due.chapters and not due.date and self._is_plain(asks):
                name = self._stirred[key] = self.formulas.add(f"stirred({key})", 2, 1)
                stirred = self.formulas.atom(name.index, 2)
                for asked in self.formulas.names(asks):
                    self._stirs[asked] = (*self._stirs.get(asked, ()), name.index)
            outcomes = tuple(
                (
                    both((stirred, guard)),
                    made,
                    tuple((each, due) for each in entered) if isinstance(item, Delay) else entered,
                    () if isinstance(item, Delay) else tuple(("event", each) for each in entered),
                )
                for guard, made, entered in told
            )
            quiet = self.formulas.negated(either(each[0] for each in outcomes))
            self._waiting.append(_Wait(outcomes, quiet))
        self._calmed = tuple((each.index, changes.given(0)) for each in self._stirred.values())

    def _trigger(self, event: PassageId) -> Expr | None:
        """The condition an event waits for, None of one that waits for time."""
        record = self.story.passages[event].event
        assert record is not None
        return getattr(record.trigger, "condition", None)

    def _is_plain(self, formula: Formula) -> bool:
        """Whether a formula says the same as long as its names have the same values."""
        if formula is True or formula is False or formula[0] == "a":
            return True
        if formula[0] == "r":
            return bool(self.formulas.relations[formula[1]].names)
        return all(map(self._is_plain, formula[1]))

    @property
    def loose(self) -> dict[str, None]:
        """What is left open more than the engine leaves it, in words."""
        return self.names.loose

    # Building

    def spot(self, key: Key) -> Spot:
        """The spot of a key."""
        spot = self._numbers.get(key)
        if spot is None:
            spot = self._numbers[key] = Spot(len(self.spots), key)
            self.spots.append(spot)
        return spot

    def known(self, key: Key) -> Spot | None:
        """The spot of a key, if it was ever reached."""
        return self._numbers.get(key)

    def expand(self, spot: Spot) -> list[Edge]:
        """The edges out of a spot, made the first time."""
        if not spot.expanded:
            spot.expanded = True
            # Only a spot that is come to tells that so many do wait.
            if any(frame[2] == "enter+" for frame in spot.key[3]):
                self.loose[f"more than {MANY} delays of one place that wait at once"] = None
            drafts = self._ahead.pop(spot.key, None)
            for draft in self.drafts(spot.key) if drafts is None else drafts:
                edge = self._edge(spot.number, draft)
                self.edges.append(edge)
                spot.out.append(edge)
        return spot.out

    def _edge(self, source: int, draft: Draft) -> Edge:
        """The edge of a draft, with every step after it that is taken whatever holds."""
        target, made, facts, rolls = draft.target, draft.changes, draft.facts, draft.rolls
        for _ in range(50):
            if target[0] in ("rest", "stop", "beyond", "decided"):
                break
            only = self._only_draft(target)
            if only is None:
                break
            target = only.target
            if only.changes:
                made = self._joined(made, only.changes)
            if only.facts:
                facts += only.facts
            if only.rolls:
                rolls += only.rolls
        # What is equal is kept once: a large story says the same in many places.
        same = self._same.setdefault
        guard = draft.guard
        if guard is not True and self.spots[source].kind != "due":
            guard = same(guard, guard)
        return Edge(
            len(self.edges),
            source,
            self.spot(target).number,
            guard,
            same(made, made),
            same(facts, facts),
            draft.pick,
            rolls,
        )

    def _only_draft(self, key: Key) -> Draft | None:
        """The draft that follows on a spot if it is the only one and always taken."""
        try:
            return self._only[key]
        except KeyError:
            due = key[0] == "due"  # of which many may come: two are enough to know
            onwards = tuple(itertools.islice(self._due(key), 2)) if due else self.drafts(key)
        if len(onwards) == 1 and onwards[0].guard is True:
            only = self._only[key] = onwards[0]
            return only
        self._only[key] = None
        if not due:
            self._ahead[key] = onwards
        return None

    def settle(self) -> None:
        """Forget what only helped to build edges; what is asked for later is made again."""
        for told in (self._only, self._ahead, self._looks):
            told.clear()

    def forget(self) -> None:
        """Forget what was read off passages, too."""
        self.settle()
        for told in (self._offered, self._stuck, self.nodes):
            told.clear()

    def _joined(self, first: Changes, second: Changes) -> Changes:
        if not first or not second:
            return first or second
        joined = dict(first)
        for name, change in second:
            before = joined.get(name)
            size = self.formulas.domains[name].size
            joined[name] = change if before is None else changes.then(before, change, size)
        return tuple(joined.items())

    def drafts(self, key: Key) -> tuple[Draft, ...]:
        """What can follow on a spot."""
        follow = self._follow.get(key[0])
        if follow is None:
            return ()
        if key[0] == "due":
            return tuple(follow(key))
        return tuple(self._stirring(each) for each in follow(key) if each.guard is not False)

    def _stirring(self, draft: Draft) -> Draft:
        """The draft, which stirs what waits for names it changes."""
        made = self._stirred_by(draft.changes)
        return draft if made is draft.changes else attrs.evolve(draft, changes=made)

    def _stirred_by(self, made: Changes) -> Changes:
        """Changes, and that they stir what waits for the names they change."""
        if not self._stirs or not made:
            return made
        stirred = {each: changes.given(1) for name, _ in made for each in self._stirs.get(name, ())}
        return (*made, *stirred.items()) if stirred else made

    # The steps of a turn

    def _enter(self, key: Key) -> Iterator[Draft]:
        _, passage, _, stack, chapter = key
        node = self.nodes[PassageId(passage)]
        before: list[tuple[int, Change]] = []
        visits = self.names.visits.get(passage)
        if visits is not None:
            before.append((visits.index, (1, 0, visits.size - 1)))
        left: tuple[str, ...] = ()
        if stack and not node.returning:
            chapter = self.nodes[PassageId(stack[0][0])].chapter
            restored: dict[int, int] = {}
            for frame in stack[::-1]:
                restored.update(frame[3])
            before += self._restored(restored)
            left = tuple(
                frame[0] + frame[2].removeprefix("enter")
                for frame in stack[::-1]
                if frame[2].startswith("enter")
            )
            stack = ()
        if not stack:
            if node.chapter != chapter:
                before += self._new_chapter
            if self._date is not None:
                last = self._date.size - 1
                before.append((self._date.index, (0, self._dates.index(node.date), last)))
        done = tuple(before)
        follows: Key
        if (self._fired or self._delays or left) and not node.ends:
            follows = ("due", passage, "", stack, (0, left))
        else:
            follows = self._shown(passage, stack)
        facts = (("passage", passage),)
        for made, rolls in self.names.outcomes(node.passage.effects, passage):
            yield from self._scheduling(
                passage, Draft(True, self._joined(done, made), follows, facts, None, rolls)
            )

    @cached_property
    def _new_chapter(self) -> list[tuple[int, Change]]:
        """What a new chapter does to what waits."""
        made: list[tuple[int, Change]] = []
        if self._chapters is not None:
            made.append((self._chapters.index, (1, 0, self._chapters.size - 1)))
        made += [(each.index, (-1, 0, each.size - 1)) for each in self._rests.values()]
        for delay in self._delays.values():
            if delay.due.chapters and not delay.vague:
                made.append((delay.domain.index, delay.counts.passing))
        return made

    def _scheduling(self, owner: str, draft: Draft) -> Iterator[Draft]:
        """A draft that schedules what an owner says comes later."""
        for delay in self._scheduled.get(owner, ()):
            added = ((delay.domain.index, delay.counts.adding),)
            # Effects of the edge touch no delays but by the new chapter, which comes before.
            draft = attrs.evolve(draft, changes=self._joined(draft.changes, added))
        yield draft

    def _due(self, key: Key) -> Iterator[Draft]:
        """Delays and events that are due, one after another, then the interruption they make."""
        _, passage, _, stack, told = key
        first: int
        found: tuple[object, ...]
        first, found = told  # type: ignore[misc]
        if first not in self._looks:
            self._looks[first] = self._look(first)
        outcomes, calm = self._looks[first]
        for guard, made, entered, facts, onwards in outcomes:
            target: Key = ("due", passage, "", stack, (onwards, (*found, *entered)))
            yield Draft(guard, made, target, facts)
        if calm is False:
            return
        told_orders, all_told = orders(found)
        self.reordered = self.reordered or len(told_orders) > 1
        for order in itertools.chain.from_iterable(map(begun, told_orders)):
            yield Draft(calm, self._calmed, self._interrupted(passage, stack, order))
        if not all_told:
            self.bounds[f"more than {MOST_ORDERS} orders of delays due at once"] = None
            yield Draft(calm, (), BEYOND)

    def _look(self, first: int) -> _Look:
        """What the first to be due from a number on comes to, and where nothing is, anywhere."""
        told = []
        quiet: Formula = True
        for number in range(first, len(self._waiting)):
            wait = self._waiting[number]
            for guard, made, entered, facts in wait.outcomes:
                holds = both((quiet, guard))
                if holds is not False:
                    told.append((holds, self._stirred_by(made), entered, facts, number + 1))
            quiet = both((quiet, wait.quiet))
            if quiet is False:
                break
        return tuple(told), quiet

    def _interrupted(self, passage: str, stack: Stack, due: tuple[str, ...]) -> Key:
        if not due:
            return self._shown(passage, stack)
        waiting = tuple(
            (each.removesuffix("+"), "", "enter+" if each.endswith("+") else "enter", ())
            for each in due[:0:-1]
        )
        frames = (*stack, (passage, "", "show", ()), *waiting)
        return self._within(("enter", due[0], "", frames, None))

    def _within(self, key: Key) -> Key:
        """The key, unless its context is too deep."""
        depth = sum(not frame[2].startswith("enter") for frame in key[3])
        if depth <= DEEPEST:
            return key
        if depth > DEEPEST_STACK:
            return ("stop", key[1], "scenes within scenes without end", (), None)
        self.bounds[f"more than {DEEPEST} scenes within scenes"] = None
        return BEYOND

    def _delivered(self, delay: Delay) -> Iterator[tuple[Formula, Changes, tuple[str, ...]]]:
        name = delay.domain.index
        holds = self._holds(delay)
        for count in range(1, delay.counts.most + 1):
            here = self.formulas.atom(name, delay.counts.mask(count))
            for guard, target in self._targets(delay.routes):
                entered: tuple[str, ...] = ()
                if target not in ("", RETURN):
                    entered = delay.brought(target, count)
                if delay.vague:
                    self.loose[f"delays of more than {WIDEST_DELAY} chapters"] = None
                    yield both((here, self.names.free, guard)), (), entered
                yield both((here, holds, guard)), ((name, delay.counts.emptying),), entered

    def _holds(self, delay: Delay) -> Formula:
        """Where a delay that was counted down comes."""
        if delay.due.chapters:
            return self.names.free if delay.vague else True
        if delay.due.date:
            return self._dated(delay.due.date)
        return self.names.formula(delay.condition)

    def _dated(self, date: str) -> Formula:
        assert self._date is not None
        mask = sum(1 << index for index, each in enumerate(self._dates) if each >= date)
        return self.formulas.atom(self._date.index, mask)

    def _happened(self, event: object) -> Iterator[tuple[Formula, Changes, tuple[str, ...]]]:
        passage = event.passage  # type: ignore[attr-defined]
        record = self.story.passages[passage].event
        assert record is not None
        due: Due = event.due  # type: ignore[attr-defined]
        name = self._fired[passage].index
        if due.chapters:
            assert self._chapters is not None
            least = due.chapters + 1
            size = self._chapters.size
            mask = sum(1 << count for count in range(min(least, size), size))
            holds = self.formulas.atom(self._chapters.index, mask)
        elif due.date:
            holds = self._dated(due.date)
        else:
            holds = self.names.formula(getattr(record.trigger, "condition", None))
        condition = self.names.formula(record.condition)
        idle, fired = self.formulas.atom(name, 1), self.formulas.atom(name, 2)
        refused = self.formulas.negated(condition)
        rises = ((name, changes.given(1)),)
        yield both((idle, holds, condition)), rises, (passage,)
        yield both((idle, holds, refused)), rises, ()
        if not record.once:
            falls = ((name, changes.given(0)),)
            yield both((fired, self.formulas.negated(holds))), falls, ()

    def _shown(self, passage: str, stack: Stack) -> Key:
        """What follows where nothing interrupts a passage that was entered."""
        node = self.nodes[PassageId(passage)]
        if node.silent:
            return self._leaving(passage, "", stack)
        return ("show" if node.fleeting else "rest", passage, "", stack, None)

    def _show(self, key: Key) -> Iterator[Draft]:
        _, passage, _, stack, _ = key
        node = self.nodes[PassageId(passage)]
        reads, may_not = self._reads(node)
        reads = True if passage in self._in_passing else reads
        yield Draft(reads, (), ("rest", passage, "", stack, None))
        yield Draft(may_not, (), self._leaving(passage, "", stack))

    def _reads(self, node: Node) -> tuple[Formula, Formula]:
        """Where something may be left to read of a text, and where nothing may be."""
        may: list[Formula] = []
        must: list[Formula] = []
        for active, prose in self.cases(node.passage.text):
            for paragraph in prose.paragraphs():
                shown = both((active, self.names.formula(paragraph.condition)))
                may.append(shown)
                if _has_words(paragraph.runs):
                    must.append(shown)
        return either(may), self.formulas.negated(either(must))

    def cases(self, ladder: tuple[Case[Prose], ...]) -> Iterator[tuple[Formula, Prose]]:
        """The values of a ladder, each with the formula of its being taken."""
        for guard, index in self.rungs([case.condition for case in ladder]):
            if index is not None:
                yield guard, ladder[index].value

    def rungs(self, conditions: list[Expr | None]) -> Iterator[tuple[Formula, int | None]]:
        """Which rung of a ladder is taken, with its formula; None where none is.

        A rung may come more than once, for different falls of the dice.
        """
        return ((guard, index) for guard, index, _ in self.ladder(conditions))

    def _falls(self, conditions: list[Expr | None]) -> Iterator[Rolls]:
        """The falls of the dice that a ladder's chances tell apart."""
        stretches: dict[str, set[int]] = {}
        for condition in conditions:
            for part in within(condition) if condition is not None else ():
                if isinstance(part, Chance):
                    starts = stretches.setdefault(part.place, {0})
                    starts |= {part.low, part.high} - {part.of}
        places = list(stretches)
        for fallen in itertools.product(*(sorted(stretches[place]) for place in places)):
            yield tuple(zip(places, fallen, strict=True))

    def ladder(self, conditions: list[Expr | None]) -> Iterator[tuple[Formula, int | None, Rolls]]:
        """As `rungs`, with the dice."""
        if conditions == [None] or not conditions:
            yield True, 0 if conditions else None, ()
            return
        for rolls in self._falls(conditions):
            so_far: Formula = True
            for index, condition in enumerate(conditions):
                formula = self.names.formula(condition, rolls)
                yield both((so_far, formula)), index, rolls
                so_far = both((so_far, self.formulas.negated(formula)))
                if so_far is False:
                    break
            else:
                yield so_far, None, rolls

    # At rest

    def opens(self, step: Step) -> Formula:
        """Where a choice can be taken, whatever the other choices are."""
        formula = self.names.formula(step.choice.condition)
        if step.choice.once:
            fresh = self.formulas.atom(self._once[step.key].index, 1)
            formula = both((fresh, formula))
        return formula

    def offered(self, node: Node) -> dict[str, Formula]:
        """The choices of a passage, each with where it is open; fallbacks where no other is."""
        opened = {id_: self.opens(step) for id_, step in node.steps.items()}
        last = [id_ for id_, step in node.steps.items() if step.choice.fallback]
        if last:
            none = self.formulas.negated(
                either(formula for id_, formula in opened.items() if id_ not in last)
            )
            opened |= {id_: both((none, opened[id_])) for id_ in last}
        return opened

    def goes_on(self, node: Node, stack: Stack) -> Formula:
        """Where a passage is left without a choice, if no choice is open."""
        passage = node.passage
        if passage.returns:
            return bool(stack)
        if passage.routes and (passage.call or passage.draw):
            return True
        return either(
            guard
            for guard, target in self._targets(passage.routes)
            if target and (target != RETURN or stack)
        )

    def stuck(self, key: Key) -> Formula:
        """Where nothing can be done at a rest that is no ending."""
        at = (key[1], bool(key[3]))
        known = self._stuck.get(at)
        if known is None:
            node = self.nodes[PassageId(key[1])]
            known = False
            if not node.ends:
                # Where dice decide, that they may fail is enough.
                sure = self.goes_on(node, key[3])
                known = both((self._shut(node)[1], self._may_fail(node, key[3], sure)))
            self._stuck[at] = known
        return known

    def _shut(self, node: Node) -> tuple[dict[str, Formula], Formula]:
        """The choices of a passage, each with where it is open, and where none is."""
        known = self._offered.get(node.passage.id)
        if known is None:
            offered = self.offered(node)
            known = offered, self.formulas.negated(either(offered.values()))
            self._offered[node.passage.id] = known
        return known

    def _may_fail(self, node: Node, stack: Stack, goes_on: Formula) -> Formula:
        passage = node.passage
        if goes_on is True and (passage.returns or passage.call or passage.draw):
            return False
        if passage.returns:
            return not stack
        conditions = [route.condition for route in passage.routes]
        failing = []
        for guard, index, _ in self.ladder(conditions):
            target = "" if index is None else passage.routes[index].target
            if target == THE_ENDING:
                failing.append(both((guard, self._no_ending())))
            elif not target or (target == RETURN and not stack):
                failing.append(guard)
        return either(failing)

    def _no_ending(self) -> Formula:
        return self.formulas.negated(either(guard for guard, _ in self._endings()))

    def _rest(self, key: Key) -> Iterator[Draft]:
        _, passage, _, stack, _ = key
        node = self.nodes[PassageId(passage)]
        if node.ends:
            return
        offered, shut = self._shut(node)
        for id_, guard in offered.items():
            if guard is False:
                continue
            step = node.steps[id_]
            fact = (("choice", step.key),)
            made: Changes = tuple(
                (each.index, (1, 0, each.size - 1)) for each in self.names.counted.get(step.key, ())
            )
            if step.choice.once:
                made = (*made, (self._once[step.key].index, changes.given(1)))
            follows = self._leaving(passage, id_, stack)
            if step.choice.answer and (self.answered or any(map(_varies, step.choice.answer))):
                follows = ("decided", passage, id_, stack, None)
            for effects, rolls in self.names.outcomes(step.choice.effects, step.key):
                draft = Draft(guard, self._joined(effects, made), follows, fact, id_, rolls)
                yield from self._scheduling(step.key, draft)
        onwards = both((shut, self.goes_on(node, stack)))
        yield Draft(onwards, (), self._leaving(passage, "", stack), (), "")

    def _decided(self, key: Key) -> Iterator[Draft]:
        _, passage, choice, stack, _ = key
        yield Draft(True, (), self._leaving(passage, choice, stack))

    def _leaving(self, passage: str, choice: str, stack: Stack, begun: str = "left") -> Key:
        """The first step that does something where a passage is left, after some steps or none."""
        record = self._left_by(passage, choice)
        if begun == "left" and not record.call:
            begun = "draw"
        if begun == "draw" and not record.draw:
            begun = "go"
        if begun == "go" and choice and not record.routes:
            return self._leaving(passage, "", stack)
        return (begun, passage, choice, stack, None)

    def _left_by(self, passage: str, choice: str) -> Passage | Choice:
        """What says how a passage is left: itself, or one of its choices."""
        node = self.nodes[PassageId(passage)]
        return node.steps[choice].choice if choice else node.passage

    def _left(self, key: Key) -> Iterator[Draft]:
        _, passage, choice, stack, _ = key
        calls = self._left_by(passage, choice).call
        owner = f"{passage}/{choice}" if choice else passage
        drawing = self._leaving(passage, choice, stack, "draw")
        for guard, index, rolls in self.ladder([case.condition for case in calls]):
            if index is None:
                yield Draft(guard, (), drawing, (), None, rolls)
                continue
            call = calls[index].value
            arguments = [
                (domain, value)
                for name, value in call.arguments
                if (domain := self.names.values.get(name)) is not None
            ]
            made = tuple(
                (domain.index, changes.given(self.names._index(domain, value)))
                for domain, value in arguments
            )
            facts = (("call", owner, str(index)),)
            for held, restore in self._restores([domain for domain, _ in arguments]):
                frames = (*stack, (passage, choice, "draw", restore))
                target = self._within(("enter", call.target, "", frames, None))
                yield Draft(both((guard, held)), made, target, facts, None, rolls)

    def _restores(
        self, domains: list[Domain]
    ) -> Iterator[tuple[Formula, tuple[tuple[int, int], ...]]]:
        """The values that names may have before a scene, each with where they have them."""
        count = 1
        for domain in domains:
            count *= domain.size
        if count > MOST_RESTORED:
            # -1 stands for a value that is not told apart.
            yield True, tuple((domain.index, -1) for domain in domains)
            return
        for values in itertools.product(*(range(domain.size) for domain in domains)):
            pairs = tuple(
                (domain.index, value) for domain, value in zip(domains, values, strict=True)
            )
            yield both(self.formulas.atom(name, 1 << value) for name, value in pairs), pairs

    def _draw(self, key: Key) -> Iterator[Draft]:
        _, passage, choice, stack, _ = key
        draws = self._left_by(passage, choice).draw
        owner = f"{passage}/{choice}" if choice else passage
        going = self._leaving(passage, choice, stack, "go")
        for guard, index, rolls in self.ladder([case.condition for case in draws]):
            if index is None:
                yield Draft(guard, (), going, (), None, rolls)
                continue
            facts: tuple[Fact, ...] = (("draw", owner, str(index)),)
            cards = self.program.deck(draws[index].value)
            opened = [self._can_be_drawn(card) for card in cards]
            none = self.formulas.negated(either(opened))
            yield Draft(both((guard, none)), (), going, facts, None, rolls)
            for card, opens in zip(cards, opened, strict=True):
                higher = either(
                    each
                    for other, each in zip(cards, opened, strict=True)
                    if other.priority > card.priority
                )
                made = []
                if card.passage in self._drawn:
                    made.append((self._drawn[card.passage].index, changes.given(1)))
                if card.passage in self._rests:
                    made.append((self._rests[card.passage].index, changes.given(card.rest)))
                frames = (*stack, (passage, choice, "go", ()))
                target = self._within(("enter", card.passage, "", frames, None))
                yield Draft(
                    both((guard, opens, self.formulas.negated(higher))),
                    tuple(made),
                    target,
                    (*facts, ("card", card.passage)),
                    None,
                    rolls,
                )

    def _can_be_drawn(self, card: Drawable) -> Formula:
        record = self.story.passages[card.passage].card
        assert record is not None
        parts = [self.names.formula(record.condition)]
        if card.once:
            parts.append(self.formulas.atom(self._drawn[card.passage].index, 1))
        if card.rest:
            parts.append(self.formulas.atom(self._rests[card.passage].index, 1))
        return both(parts)

    def _go(self, key: Key) -> Iterator[Draft]:
        _, passage, choice, stack, _ = key
        routes = self._left_by(passage, choice).routes
        node = self.nodes[PassageId(passage)]
        owner = f"{passage}/{choice}" if choice else passage
        returns = bool(stack) and not node.passage.routes and not node.ends
        for guard, index, rolls in self.ladder([route.condition for route in routes]):
            facts: tuple[Fact, ...] = () if index is None else (("route", owner, str(index)),)
            target = "" if index is None else routes[index].target
            if target == THE_ENDING:
                for holds, ending in self._endings():
                    yield Draft(
                        both((guard, holds)),
                        (),
                        self._entering(node, ending, stack),
                        facts,
                        None,
                        rolls,
                    )
                guard = both((guard, self._no_ending()))
                target = ""
            if target == RETURN or (not target and returns):
                yield Draft(guard, (), ("return", passage, "", stack, None), facts, None, rolls)
            elif target:
                yield Draft(guard, (), self._entering(node, target, stack), facts, None, rolls)
            elif choice:
                why = f'no way on from the choice "{choice}" holds'
                yield Draft(guard, (), ("stop", passage, choice, (), why), facts, None, rolls)
            else:
                yield Draft(guard, (), ("rest", passage, "", stack, None), facts, None, rolls)

    def _entering(self, node: Node, target: str, stack: Stack) -> Key:
        return ("enter", target, "", stack, None if stack else node.chapter)

    def _endings(self) -> Iterator[tuple[Formula, str]]:
        """The endings by order, each with where it is the first that holds."""
        so_far: Formula = True
        for id_ in self.story.endings:
            ending = self.story.passages[id_].ending
            assert ending is not None
            holds = self.names.formula(ending.condition)
            yield both((so_far, holds)), id_
            so_far = both((so_far, self.formulas.negated(holds)))

    def _targets(self, routes: tuple[Route, ...]) -> Iterator[tuple[Formula, str]]:
        """Where ways lead: an ending for `the-ending`; empty where none holds."""
        for guard, index, _ in self.ladder([route.condition for route in routes]):
            target = "" if index is None else str(routes[index].target)
            if target == THE_ENDING:
                for holds, ending in self._endings():
                    yield both((guard, holds)), ending
                guard, target = both((guard, self._no_ending())), ""
            yield guard, target

    def _return(self, key: Key) -> Iterator[Draft]:
        _, passage, _, stack, _ = key
        if not stack:
            why = f'"{passage}" returns, but nothing called it'
            yield Draft(True, (), ("stop", passage, "", (), why))
            return
        back, choice, stage, restore = stack[-1]
        rest = stack[:-1]
        target: Key
        match stage:
            case "enter":
                target = ("enter", back, "", rest, None)
            case "enter+":
                # It is entered once more, or no more: then the story returns farther.
                yield Draft(True, (), ("enter", back, "", stack, None))
                target = ("return", passage, "", rest, None)
            case "show":
                target = self._shown(back, rest)
            case _:
                target = self._leaving(back, choice, rest, stage)
        yield Draft(True, tuple(self._restored(dict(restore))), target)

    def _restored(self, values: Mapping[int, int]) -> list[tuple[int, Change]]:
        """The changes that give names their values again; of -1 nothing is known."""
        domains = self.formulas.domains
        if -1 in values.values():
            self.loose[f"more than {MOST_RESTORED:,} values that a scene gives back"] = None
        return [
            (name, changes.given(value) if value >= 0 else ("any", domains[name].full))
            for name, value in values.items()
        ]


def _has_words(runs: Runs) -> bool:
    """Whether runs come to words whatever holds."""
    return any(
        (isinstance(run, Plain) and run.text.strip())
        or (isinstance(run, Styled) and _has_words(run.runs))
        for run in runs
    )


def _varies(case: Case[Prose]) -> bool:
    """Whether what a rung of an answer reads may depend on more than that it was chosen."""
    return case.condition is not None or any(
        paragraph.condition is not None or any(map(options, runs_within(paragraph.runs)))
        for paragraph in case.value.paragraphs()
    )
