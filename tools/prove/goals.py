"""What is asked of a story: everything that should happen at least once, or never.

A goal is a list of targets, each a spot and a formula: it happens where a target's spot is reached
while its formula holds. What a story says on a condition (a route, a variant of a text, a choice)
gives a goal of its own for its being taken, and where it has a condition another for its failing.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, TypeAlias, assert_never

import attrs

from game.diagnostics.span import Span
from game.engine.program import Program
from game.model.story import (
    Article,
    CampaignRule,
    Case,
    Censor,
    Choice,
    Item,
    Passage,
    Story,
)
from game.text.expression import (
    And,
    AtEnding,
    Chance,
    Chosen,
    Compare,
    Expr,
    Is,
    Name,
    Not,
    Or,
    Product,
    Seen,
    Speaks,
    Sum,
    within,
)
from game.text.expression import Literal as Number
from game.text.markup import Branch, ByBand, ByVisit, Paragraph, Plain, Prose
from game.text.nodes import Fragment
from tools.prove.formula import Formula, both, either
from tools.prove.machine import Fact, Machine, Spot
from tools.prove.values import Settled, Values

Kind: TypeAlias = Literal[
    "passage",
    "ending",
    "choice",
    "route",
    "call",
    "draw",
    "event",
    "card",
    "variant",
    "fails",
    "stuck",
    "stops",
    "no-front-page",
    "rule",
    "beyond",
]

_EXPRESSIONS = (
    Number,
    Name,
    Is,
    Seen,
    Chosen,
    Not,
    And,
    Or,
    Compare,
    Sum,
    Product,
    Chance,
    Speaks,
    AtEnding,
)


@attrs.define(eq=False)
class Goal:
    """Something that may happen.

    `wanted` is whether the story is broken where it cannot happen, rather than where it can.
    `subject` says what it is about: ids, from the passage inwards; `text` is a condition or the
    words that are asked about, `asks` the names in it.
    """

    number: int
    kind: Kind
    subject: tuple[str, ...]
    span: Span
    text: str
    wanted: bool
    asks: frozenset[int] = frozenset()
    targets: list[tuple[int, Formula]] = attrs.field(factory=list)

    @property
    def passage(self) -> str:
        """The passage it is about."""
        return self.subject[0]


@attrs.frozen(eq=False)
class Probe:
    """A question about a passage, before its spots are known: `where` is the kind of spot."""

    kind: Kind
    subject: tuple[str, ...]
    span: Span
    text: str
    wanted: bool
    formula: Formula
    where: str = "rest"
    choice: str = ""


_WORDLESS: frozenset[type] = frozenset((str, int, bool, type(None), Span, Fragment, Plain))
"""Kinds of what no condition is in."""

_LOOKED_AT: dict[type, tuple[str, ...]] = {}
"""The fields of a record that conditions may be in, by its class."""


def _fields(kind: type) -> tuple[str, ...]:
    fields = _LOOKED_AT.get(kind)
    if fields is None:
        if kind is Paragraph:
            fields = ("condition", "runs")
        elif kind in _WORDLESS or not attrs.has(kind):
            fields = ()
        else:
            fields = tuple(
                each.name
                for each in attrs.fields(kind)
                if getattr(each.type, "__supertype__", each.type) not in _WORDLESS
            )
        _LOOKED_AT[kind] = fields
    return fields


def expressions(record: object) -> list[Expr]:
    """All conditions in a record, and the numbers that are printed."""
    found: list[Expr] = []
    _gather((record,), found)
    return found


def _gather(records: Iterable[object], found: list[Expr]) -> None:
    for record in records:
        kind = type(record)
        if kind in _WORDLESS or not record:
            continue
        if isinstance(record, tuple | list):
            _gather(record, found)
        elif isinstance(record, _EXPRESSIONS):
            found.append(record)
        elif isinstance(record, dict):
            _gather(record.values(), found)
        else:
            _gather([getattr(record, name) for name in _fields(kind)], found)


def asked(story: Story) -> Iterator[Expr]:
    """All conditions that a story's verdicts depend on."""
    for passage in story.passages.values():
        yield from expressions(passage)
        for visits in _by_visit(passage):
            last = Number(len(visits.options), (0, 0))
            yield Compare(">=", Seen(passage.id, (0, 0)), last, (0, 0))
    for character in story.cast.values():
        yield from (look.condition for look in character.looks if look.condition is not None)
    for masthead in story.mastheads.values():
        yield from expressions((masthead.organ, masthead.ear, masthead.slogan))
    for rule in story.rules:
        yield from expressions(rule.expr)


def _by_visit(record: object) -> Iterator[ByVisit]:
    if isinstance(record, ByVisit):
        yield record
        yield from _by_visit(record.options)
    elif isinstance(record, tuple):
        for each in record:
            yield from _by_visit(each)
    elif isinstance(record, Paragraph):
        yield from _by_visit(record.runs)
    elif isinstance(record, Passage):
        for case in record.text:
            yield from _by_visit(case.value.pages)
    elif isinstance(record, Branch):
        for _, runs in record.cases:
            yield from _by_visit(runs)


class Asking:
    """The goals of a story, and what they ask for at each spot."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.program: Program = machine.program
        self.story = machine.story
        self.names = machine.names
        self.formulas = machine.formulas
        self.goals: list[Goal] = []
        self.facts: dict[Fact, Goal] = {}
        self._probes_at: dict[tuple[str, str, str], list[tuple[Formula, Goal]]] = {}
        self._stuck: dict[str, Goal] = {}
        self._stops: dict[tuple[str, str, str], Goal] = {}
        self._rules: list[tuple[CampaignRule, Goal]] = []
        self._wherever: dict[int, Formula] = {}
        """Where rules are broken that do not ask where the story is."""
        self._anywhere: list[tuple[Formula, Goal]] = []
        for fact, kind, subject, span, condition in self._facts():
            goal = self._goal(kind, subject, span, written(condition), True)
            goal.asks = self.formulas.names(self.names.formula(condition))
            self.facts[fact] = goal
        for passage in self.story.passages.values():
            for probe in self._probes(passage):
                goal = self._goal(probe.kind, probe.subject, probe.span, probe.text, probe.wanted)
                goal.asks = self.formulas.names(probe.formula)
                place = (probe.where, str(passage.id), probe.choice)
                self._probes_at.setdefault(place, []).append((probe.formula, goal))
            if not passage.ending:
                self._stuck[passage.id] = self._goal(
                    "stuck", (passage.id,), passage.span, "", False
                )
        for index, rule in enumerate(self.story.rules):
            if rule.kind != "eventually":
                goal = self._goal("rule", ("", str(index)), rule.span, rule.text, False)
                self._rules.append((rule, goal))
        for character in self.story.cast.values():
            for look in character.looks:
                if look.condition is not None:
                    subject = ("", str(character.id), look.id)
                    text = written(look.condition)
                    goal = self._goal("variant", subject, look.span, text, True)
                    self._anywhere.append((self.names.formula(look.condition), goal))
        self.beyond = self._goal("beyond", ("",), self.story.span, "", False)

    def _goal(
        self, kind: Kind, subject: tuple[str, ...], span: Span, text: str, wanted: bool
    ) -> Goal:
        goal = Goal(len(self.goals), kind, subject, span, text, wanted)
        self.goals.append(goal)
        return goal

    def aims(self, spot: Spot) -> Iterator[tuple[Formula, Goal]]:
        """What is asked for at a spot."""
        kind, passage, choice = spot.key[:3]
        if kind == "rest":
            yield from self._probes_at.get((kind, passage, ""), ())
            stuck = self._stuck.get(passage)
            if stuck is not None:
                yield self.machine.stuck(spot.key), stuck
            for rule, goal in self._rules:
                yield self._broken(rule, goal, spot), goal
            yield from self._anywhere
        elif kind == "decided":
            yield from self._probes_at.get((kind, passage, choice), ())
            for rule, goal in self._rules:
                if any(isinstance(each, Speaks) for each in within(rule.expr)):
                    yield self._broken(rule, goal, spot), goal
        elif kind == "stop":
            yield True, self._stop(spot)
        if kind == "beyond" or spot.unfollowed:
            yield True, self.beyond

    def _broken(self, rule: CampaignRule, goal: Goal, spot: Spot) -> Formula:
        """Where a rule is broken while the story is at a spot."""
        formula = self._wherever.get(goal.number)
        if formula is None:
            formula = self.of_rule(rule.expr, spot)
            if rule.kind == "always":
                formula = self.formulas.negated(formula)
            if not any(isinstance(each, Speaks | AtEnding) for each in within(rule.expr)):
                self._wherever[goal.number] = formula
        return formula

    def _stop(self, spot: Spot) -> Goal:
        _, passage, choice, _, why = spot.key
        goal = self._stops.get((passage, choice, str(why)))
        if goal is None:
            record = self.story.passages[spot.passage]
            span = next((each.span for each in record.choices if each.id == choice), record.span)
            goal = self._goal("stops", (passage, choice), span, str(why), False)
            self._stops[passage, choice, str(why)] = goal
        return goal

    def aim(self, values: Values) -> None:
        """Give the goals the targets that are left where values are what they can be."""
        for edge in self.machine.edges:
            guard = values.guards[edge.number]
            for fact in edge.facts if guard is not False else ():
                goal = self.facts.get(fact)
                if goal is not None:
                    goal.targets.append((edge.source, guard))
        settled = Settled(self.formulas)
        for number in values.order:
            box = values.boxes[number]
            for formula, goal in self.aims(self.machine.spots[number]):
                told = settled(formula, box)
                if told is not False:
                    goal.targets.append((number, told))
        self.machine.forget()

    # What is said once in the whole story

    def _facts(self) -> Iterator[tuple[Fact, Kind, tuple[str, ...], Span, Expr | None]]:
        for passage in self.story.passages.values():
            id_ = str(passage.id)
            kind: Kind = "ending" if passage.ending else "passage"
            yield ("passage", id_), kind, (id_,), passage.span, None
            if passage.event:
                condition = passage.event.condition
                yield ("event", id_), "event", (id_,), passage.span, condition
            if passage.card:
                condition = passage.card.condition
                yield ("card", id_), "card", (id_,), passage.span, condition
            yield from self._leaving(passage, id_, (id_,))
            for choice in passage.choices:
                key = f"{id_}/{choice.id}"
                subject = (id_, str(choice.id))
                yield ("choice", key), "choice", subject, choice.span, choice.condition
                yield from self._leaving(choice, key, subject)

    def _leaving(
        self, record: Passage | Choice, owner: str, subject: tuple[str, ...]
    ) -> Iterator[tuple[Fact, Kind, tuple[str, ...], Span, Expr | None]]:
        for index, route in enumerate(record.routes):
            if len(record.routes) > 1 or route.condition is not None:
                about = (*subject, "->", str(route.target))
                yield ("route", owner, str(index)), "route", about, route.span, route.condition
        calls = [(case.condition, case.span, case.value.target) for case in record.call]
        draws = [(case.condition, case.span, case.value) for case in record.draw]
        told: tuple[tuple[Kind, list[tuple[Expr | None, Span | None, str]]], ...] = (
            ("call", [(a, b, str(c)) for a, b, c in calls]),
            ("draw", draws),
        )
        for kind, cases in told:
            for index, (condition, span, target) in enumerate(cases):
                about = (*subject, target)
                yield (kind, owner, str(index)), kind, about, span or record.span, condition

    # What is said at a passage

    def _probes(self, passage: Passage) -> Iterable[Probe]:
        found: list[Probe] = []
        id_ = str(passage.id)
        for field in ("text", "place", "music", "newspaper", "document", "interlude"):
            if record := getattr(passage, field):
                self._variants(record, True, (id_, field), passage.span, found)
        if passage.ending:
            title, about = passage.ending.title, (id_, "ending")
            self._variants(title, True, about, passage.span, found)
            self._variants(passage.verdict, True, (id_, "verdict"), passage.span, found)
        news = passage.newspaper
        if news is not None:
            none = both(
                self.formulas.negated(self.names.formula(case.condition)) for case in news.headline
            )
            if none is not False:
                found.append(Probe("no-front-page", (id_,), passage.span, "", False, none))
        for choice in passage.choices:
            subject = (id_, str(choice.id))
            if choice.condition is not None:
                shut = self.formulas.negated(self.names.formula(choice.condition))
                text = written(choice.condition)
                found.append(Probe("fails", subject, choice.span, text, True, shut))
            self._variants(choice.label, True, (*subject, "label"), choice.span, found)
            if choice.locked:
                step = self.machine.nodes[passage.id].steps[str(choice.id)]
                shut = self.formulas.negated(self.machine.opens(step))
                self._variants(choice.locked, shut, (*subject, "locked"), choice.span, found)
            answers: list[Probe] = []
            self._variants(choice.answer, True, (*subject, "answer"), choice.span, answers)
            for probe in answers:
                found.append(attrs.evolve(probe, where="decided", choice=str(choice.id)))
        return found

    def _variants(
        self,
        record: object,
        active: Formula,
        subject: tuple[str, ...],
        span: Span,
        found: list[Probe],
    ) -> None:
        """Add a probe for each variant in a record: that it is taken, that its condition fails."""
        kind = type(record)
        if kind in _WORDLESS or not record:
            return
        match record:
            case tuple():
                if isinstance(record[0], Case):
                    self._ladder(record, active, subject, span, found)
                    return
                for each in record:
                    if type(each) not in _WORDLESS:
                        self._variants(each, active, subject, span, found)
            case Branch(cases):
                told = [(condition, runs, None) for condition, runs in cases]
                self._rungs(told, active, subject, span, found)
            case ByBand(name, options):
                for word, runs in options:
                    taken = both((active, self._in_band(name, word, [each for each, _ in options])))
                    found.append(Probe("variant", subject, span, f"{name}: {word}", True, taken))
                    self._variants(runs, taken, subject, span, found)
            case ByVisit(way, options, _):
                for index, runs in enumerate(options):
                    taken = both((active, self._on_visit(subject[0], way, index)))
                    if index and way != "shuffle":
                        text = f"{way}: variant {index + 1}"
                        found.append(Probe("variant", subject, span, text, True, taken))
                    self._variants(runs, taken, subject, span, found)
            case Paragraph(condition=condition, runs=runs):
                # Where nothing of it varies, its place need not be found.
                if condition is not None or not all(type(run) in _WORDLESS for run in runs):
                    self._conditional(condition, runs, active, subject, record.span, found)
            case Article() | Item() | Censor():
                parts = tuple(
                    getattr(record, name) for name in _fields(kind) if name != "condition"
                )
                self._conditional(record.condition, parts, active, subject, span, found)
            case Prose():
                self._variants(record.pages, active, subject, span, found)
            case dict():
                for each in record.values():
                    self._variants(each, active, subject, span, found)
            case _ if not isinstance(record, _EXPRESSIONS):
                for name in _fields(kind):
                    self._variants(getattr(record, name), active, subject, span, found)

    def _ladder(
        self,
        ladder: tuple[Case[object], ...],
        active: Formula,
        subject: tuple[str, ...],
        span: Span,
        found: list[Probe],
    ) -> None:
        if len(ladder) == 1 and ladder[0].condition is None:
            self._variants(ladder[0].value, active, subject, span, found)
        else:
            cases = [(case.condition, case.value, case.span) for case in ladder]
            self._rungs(cases, active, subject, span, found)

    def _rungs(
        self,
        cases: Sequence[tuple[Expr | None, object, Span | None]],
        active: Formula,
        subject: tuple[str, ...],
        span: Span,
        found: list[Probe],
    ) -> None:
        so_far = active
        for condition, value, at in cases:
            formula = self.names.formula(condition)
            taken = both((so_far, formula))
            text = written(condition)
            where = at or span
            found.append(Probe("variant", subject, where, text, True, taken))
            refused = self.formulas.negated(formula)
            if condition is not None and not isinstance(condition, Chance):
                # By itself: the last of several rungs may well be what the others leave.
                fails = both((active, refused))
                found.append(Probe("fails", subject, where, text, True, fails))
            self._variants(value, taken, subject, where, found)
            so_far = both((so_far, refused))

    def _conditional(
        self,
        condition: Expr | None,
        parts: object,
        active: Formula,
        subject: tuple[str, ...],
        span: Span,
        found: list[Probe],
    ) -> None:
        if condition is None:
            self._variants(parts, active, subject, span, found)
            return
        formula = self.names.formula(condition)
        taken = both((active, formula))
        text = written(condition)
        found.append(Probe("variant", subject, span, text, True, taken))
        fails = both((active, self.formulas.negated(formula)))
        found.append(Probe("fails", subject, span, text, True, fails))
        self._variants(parts, taken, subject, span, found)

    def _in_band(self, name: str, word: str, options: list[str]) -> Formula:
        stat = self.story.numbers.get(name)
        if stat is None:
            return self.names.formula(Is(name, word, (0, 0), (0, 0)))
        starts = dict(stat.bands)
        low = starts[word]
        above = (starts[each] for each in options if starts[each] > low)
        higher = min(above, default=stat.high + 1)
        value = Name(name, (0, 0))
        return self.names.formula(
            And(
                (
                    Compare(">=", value, Number(low, (0, 0)), (0, 0)),
                    Compare("<", value, Number(higher, (0, 0)), (0, 0)),
                )
            )
        )

    def _on_visit(self, passage: str, way: str, index: int) -> Formula:
        if way == "shuffle":
            return True
        visits = Seen(passage, (0, 0))
        return self.names.formula(Compare(">=", visits, Number(index + 1, (0, 0)), (0, 0)))

    # Rules of the campaign

    def of_rule(self, expr: Expr, spot: Spot) -> Formula:
        """What a rule's condition says where the player rests."""
        match expr:
            case And(operands):
                return both(self.of_rule(each, spot) for each in operands)
            case Or(operands):
                return either(self.of_rule(each, spot) for each in operands)
            case Not(operand):
                return self.formulas.negated(self.of_rule(operand, spot))
            case AtEnding(passage, _):
                record = self.story.passages[spot.passage]
                at = record.ending is not None and spot.kind == "rest"
                return at and passage in ("", spot.passage)
            case Speaks(character, _):
                return self._speaks(character, spot)
            case _:
                return self.names.formula(expr)

    def _speaks(self, character: str, spot: Spot) -> Formula:
        record = self.story.passages[spot.passage]
        choice = spot.key[2] if spot.kind == "decided" else ""
        answers = (each.answer for each in record.choices if each.id == choice)
        text = next(answers, ()) if choice else record.text
        return either(
            both((active, self.names.formula(paragraph.condition)))
            for active, prose in self.machine.cases(text)
            for paragraph in prose.paragraphs()
            if paragraph.speaker == character
        )

    def eventual(self) -> Iterator[tuple[int, CampaignRule]]:
        """The rules that something can always come about, by their number."""
        for index, rule in enumerate(self.story.rules):
            if rule.kind == "eventually":
                yield index, rule


def written(expr: Expr | None) -> str:
    """A condition as a writer would write it; empty for none."""
    if expr is None:
        return ""
    match expr:
        case Number(value):
            return str(value)
        case Name(name, _):
            return name
        case Is(name, word, _, _):
            return f"{name} is {word}"
        case Seen(passage, _):
            return f"seen({passage})"
        case Chosen(choice, _):
            return f"chosen({choice})"
        case Not(Is(name, word, _, _)):
            return f"{name} is not {word}"
        case Not(operand):
            return f"not {_bracketed(operand)}"
        case And(operands):
            return " and ".join(map(_bracketed, operands))
        case Or(operands):
            return " or ".join(map(_bracketed, operands))
        case Compare(operator, left, right, _):
            return f"{written(left)} {operator} {written(right)}"
        case Sum(terms):
            signed = "".join(f" {'-+'[sign > 0]} {_bracketed(term)}" for sign, term in terms)
            return signed.removeprefix(" + ").strip()
        case Product(operator, left, right):
            return f"{_bracketed(left)} {operator} {_bracketed(right)}"
        case Chance(low, high, of, _):
            return f"{high - low} in {of}"
        case Speaks(character, _):
            return f"speaks({character})"
        case AtEnding(passage, _):
            return f"ending({passage})" if passage else "ending"
        case _:
            assert_never(expr)


def _bracketed(expr: Expr) -> str:
    text = written(expr)
    return f"({text})" if isinstance(expr, And | Or | Compare | Sum) else text
