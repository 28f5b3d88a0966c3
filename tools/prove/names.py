"""The names a story's conditions ask for, as domains; its conditions and effects over them.

What a condition or an effect does is asked of the engine's own compiled functions, value by value.
"""

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import assert_never

import attrs

from game.engine.chance import LoadedSeed
from game.engine.program import Program
from game.engine.state import Agenda, Value
from game.model.story import PassageId
from game.text.effect import (
    Add,
    AddPart,
    AddRoll,
    Archive,
    Award,
    Effect,
    SetFate,
    SetFlag,
    SetNumber,
    SetRoll,
    SetWord,
)
from game.text.expression import (
    And,
    AtEnding,
    Chance,
    Chosen,
    Compare,
    Expr,
    Is,
    Literal,
    Name,
    Not,
    Or,
    Product,
    Seen,
    Speaks,
    Sum,
    children,
    within,
)
from tools.prove import change as changes
from tools.prove.change import Change
from tools.prove.formula import (
    COMPARED,
    Domain,
    Formula,
    Formulas,
    Relation,
    both,
    compared,
    either,
)

WIDEST = 1 << 16
"""Values of a number from which on it is not followed."""

WIDE = 1 << 11
"""Values of a number from which on effects are read off instead of tried on each."""

LAST_COUNT = 200
"""Counts of visits and choices that are told apart at most."""

BEYOND = (0, 1, 2, 3, 7, 60, 1000)
"""How much more than its last value a saturated counter is tried at."""

MOST_ROLLS = 256
"""Outcomes of one list of effects that are told apart."""

Asked = tuple[str, str]
"""What a condition asks for: `value`, `seen` or `chosen`, and of what."""

Rolls = tuple[tuple[str, int], ...]
"""What dice show: places and numbers."""

Outcome = tuple[tuple[tuple[int, Change], ...], Rolls]
"""What effects do to names, and the dice that make them do it."""

NOTHING: tuple[Outcome, ...] = (((), ()),)
"""The outcome of no effects."""


@attrs.define
class _Guess:
    """A state with some values, for the engine's functions to read."""

    values: dict[str, Value] = attrs.field(factory=dict)
    visits: dict[str, int] = attrs.field(factory=dict)
    chosen: dict[str, int] = attrs.field(factory=dict)
    passage: PassageId = attrs.field(factory=lambda: PassageId(""))
    seed: int = 0
    turn: int = 0
    agenda: Agenda = attrs.field(factory=Agenda)


class Names:
    """The names of one story that matter, and its conditions and effects over them.

    `asked` are all conditions that will be asked for; names in none of them are not followed.
    """

    def __init__(self, program: Program, asked: Iterable[Expr], gauges: bool = True) -> None:
        self.program = program
        self.story = program.story
        self.formulas = Formulas()
        self.free: Formula = ("r", self._relation((), lambda _: (True, True)), True)
        self.values: dict[str, Domain] = {}
        self.visits: dict[str, Domain] = {}
        self.counts: dict[str, Domain] = {}
        self.counted: dict[str, list[Domain]] = {}
        self.too_wide: set[str] = set()
        self.loose: dict[str, None] = {}
        """What is left open more than the engine leaves it, in words."""
        self._formulas: dict[tuple[Expr, Rolls], Formula] = {}
        self._known: dict[int, tuple[Expr, Formula]] = {}
        self._leaf_formulas: dict[Expr, Formula] = {}
        self._outcomes: dict[tuple[tuple[Effect, ...], str], tuple[Outcome, ...]] = {}
        self._changes: dict[tuple[Effect, int], Change] = {}
        self._alike: dict[tuple[object, ...], Change] = {}
        leaves: dict[Expr, None] = {}
        for expr in asked:
            leaves.update(dict.fromkeys(self._leaves(expr)))
        wanted: dict[Asked, dict[Expr, None]] = {}
        for leaf in leaves:
            for key in self._asks(leaf):
                wanted.setdefault(key, {})[leaf] = None
        if gauges:
            for stat in self.story.gauges():
                wanted.setdefault(("value", stat.id), {})
        for (kind, name), asking in wanted.items():
            self._declare(kind, name, asking)

    def _declare(self, kind: str, name: str, leaves: Iterable[Expr]) -> None:
        """Follow a name, for which these leaves ask."""
        story = self.story
        match kind:
            case "seen":
                self.visits[name] = self._counter(f"seen({name})", ("seen", name), leaves)
            case "chosen":
                domain = self._counter(f"chosen({name})", ("chosen", name), leaves)
                self.counts[name] = domain
                for key in self._keys(name):
                    self.counted.setdefault(key, []).append(domain)
            case _ if name in story.numbers:
                stat = story.numbers[name]
                if stat.high - stat.low >= WIDEST:
                    self.too_wide.add(name)
                    return
                size = stat.high - stat.low + 1
                start = min(max(stat.start, stat.low), stat.high) - stat.low
                self.values[name] = self.formulas.add(name, size, start, stat.low)
            case _ if name in story.flags:
                self.values[name] = self.formulas.add(name, 2, 0)
            case _:
                named = story.named[name]
                start = named.words.index(named.start)
                add = self.formulas.add
                self.values[name] = add(name, len(named.words), start, words=named.words)

    def _counter(self, name: str, key: Asked, leaves: Iterable[Expr]) -> Domain:
        """A counter with as many values as the conditions that ask for it tell apart."""
        last = 1
        for leaf in leaves:
            asks = list(self._asks(leaf))
            numbers = [each.value for each in within(leaf) if isinstance(each, Literal)]
            last = max(last, min(LAST_COUNT, max(numbers, default=0) + 2))
            if len(asks) > 1:
                continue
            while last < LAST_COUNT and not self._settled(leaf, key, last):
                last += 1
        return self.formulas.add(name, last + 1, 0, saturates=True)

    def _settled(self, leaf: Expr, key: Asked, last: int) -> bool:
        """Whether a leaf says the same of this count and of all above."""
        return len({self._judged(leaf, {key: last + more}) for more in BEYOND}) == 1

    # Conditions

    def formula(self, expr: Expr | None, rolls: Rolls = ()) -> Formula:
        """The formula of a condition; chances whose roll is not given may fall either way."""
        if expr is None:
            return True
        if not rolls:
            found = self._known.get(id(expr))
            if found is not None and found[0] is expr:
                return found[1]
        known = self._formulas.get((expr, rolls))
        if known is None:
            known = self._formulas[expr, rolls] = self._formula(expr, dict(rolls))
        if not rolls:
            self._known[id(expr)] = (expr, known)
        return known

    def _formula(self, expr: Expr, rolls: Mapping[str, int]) -> Formula:
        match expr:
            case And(operands):
                return both(self._formula(each, rolls) for each in operands)
            case Or(operands):
                return either(self._formula(each, rolls) for each in operands)
            case Not(operand):
                return self.formulas.negated(self._formula(operand, rolls))
            case Name(name, _) if name in self.story.conditions:
                return self._formula(self.story.conditions[name].expr, rolls)
            case Chance(low, high, _, place):
                rolled = rolls.get(place)
                return self.free if rolled is None else low <= rolled < high
            case _:
                known = self._leaf_formulas.get(expr)
                if known is None:
                    known = self._leaf_formulas[expr] = self._leaf(expr)
                return known

    def _leaf(self, leaf: Expr) -> Formula:
        keys = tuple(dict.fromkeys(self._asks(leaf)))
        if not keys:
            return self._judged(leaf, {})
        wide = [name for kind, name in keys if kind == "value" and name in self.too_wide]
        if wide:
            if (certain := self._within_bounds(leaf)) is not None:
                return certain
            self.loose[f"the more than {WIDEST:,} values of {wide[0]}"] = None
            return self.free
        domains = [self._domain(*key) for key in keys]
        if len(keys) == 1 and not domains[0].saturates:
            linear = self._linear(leaf, keys, domains)
            if linear is not None:
                factors, total, operator = linear
                mask = compared(factors[0], total, operator, domains[0].size)
                return self.formulas.atom(domains[0].index, mask)
            mask = 0
            for value in range(domains[0].size):
                if self._judged(leaf, {keys[0]: value + domains[0].low}):
                    mask |= 1 << value
            return self.formulas.atom(domains[0].index, mask)

        def judge(values: tuple[int, ...]) -> tuple[bool, bool]:
            tried = [
                [value + more for more in BEYOND]
                if domain.saturates and value == domain.size - 1
                else [value + domain.low]
                for value, domain in zip(values, domains, strict=True)
            ]
            told = {
                self._judged(leaf, dict(zip(keys, each, strict=True)))
                for each in itertools.product(*tried)
            }
            if len(told) > 1:
                self.loose[f"counts of more than {LAST_COUNT} that are reckoned with"] = None
            return True in told, False in told

        if len(keys) == 1:
            judged = [judge((value,)) for value in range(domains[0].size)]
            if all(may != may_not for may, may_not in judged):
                mask = sum(1 << value for value, (may, _) in enumerate(judged) if may)
                return self.formulas.atom(domains[0].index, mask)
        number = self._relation(tuple(each.index for each in domains), judge)
        if not any(domain.saturates for domain in domains):
            self.formulas.relations[number].linear = self._linear(leaf, keys, domains)
        return ("r", number, True)

    def _within_bounds(self, leaf: Expr) -> bool | None:
        """What a comparison of sums comes to whatever its numbers are, if that is one thing."""
        if not isinstance(leaf, Compare):
            return None
        told = self._sum(Sum(((1, leaf.left), (-1, leaf.right))))
        if told is None:
            return None
        low = high = told[1]
        for name, factor in told[0].items():
            stat = self.story.numbers[name]
            low += min(factor * stat.low, factor * stat.high)
            high += max(factor * stat.low, factor * stat.high)
        if leaf.operator in ("==", "!="):
            return leaf.operator == "!=" if low > 0 or high < 0 else None
        compare = COMPARED[leaf.operator]
        return compare(low, 0) if compare(low, 0) is compare(high, 0) else None

    def _relation(
        self,
        names: tuple[int, ...],
        judge: Callable[[tuple[int, ...]], tuple[bool, bool]],
    ) -> int:
        self.formulas.relations.append(Relation(names, judge))
        return len(self.formulas.relations) - 1

    def _linear(
        self, leaf: Expr, keys: tuple[Asked, ...], domains: list[Domain]
    ) -> tuple[tuple[int, ...], int, str] | None:
        """A comparison of sums as factors, a constant and an operator, if it is one."""
        if not isinstance(leaf, Compare):
            return None
        left, right = self._sum(leaf.left), self._sum(leaf.right)
        if left is None or right is None:
            return None
        factors = tuple(left[0].get(name, 0) - right[0].get(name, 0) for _, name in keys)
        lows = sum(factor * domain.low for factor, domain in zip(factors, domains, strict=True))
        return factors, left[1] - right[1] + lows, leaf.operator

    def _sum(self, expr: Expr) -> tuple[dict[str, int], int] | None:
        """The factors of names and the constant of a sum, None where it is no plain sum."""
        match expr:
            case Literal(value):
                return {}, value
            case Name(name, _) if name in self.story.numbers:
                return {name: 1}, 0
            case Sum(terms):
                factors: dict[str, int] = {}
                constant = 0
                for sign, term in terms:
                    told = self._sum(term)
                    if told is None:
                        return None
                    constant += sign * told[1]
                    for name, factor in told[0].items():
                        factors[name] = factors.get(name, 0) + sign * factor
                return factors, constant
            case Product("*", one, other):
                told, more = self._sum(one), self._sum(other)
                if told is None or more is None or (told[0] and more[0]):
                    return None
                by, of = (told, more) if not told[0] else (more, told)
                return {name: each * by[1] for name, each in of[0].items()}, of[1] * by[1]
            case _:
                return None

    def _judged(self, leaf: Expr, given: Mapping[Asked, int]) -> bool:
        """Whether a leaf holds where its names have these values."""
        guess = _Guess()
        for (kind, name), value in given.items():
            if kind == "seen":
                guess.visits[name] = value
            elif kind == "chosen":
                guess.chosen[self._keys(name)[0]] = value
            else:
                guess.values[name] = self._value(name, value)
        return bool(self.program.evaluator.function(leaf)(guess))

    def _value(self, name: str, value: int) -> Value:
        story = self.story
        if name in story.numbers:
            return value
        return bool(value) if name in story.flags else story.named[name].words[value]

    def _leaves(self, expr: Expr) -> Iterator[Expr]:
        """The parts of a condition that are not made of conditions."""
        match expr:
            case And() | Or() | Not():
                for child in children(expr):
                    yield from self._leaves(child)
            case Name(name, _) if name in self.story.conditions:
                yield from self._leaves(self.story.conditions[name].expr)
            case Chance() | Speaks() | AtEnding():
                return
            case _:
                yield expr

    def _asks(self, leaf: Expr) -> Iterator[Asked]:
        for part in within(leaf):
            match part:
                case Name(name, _) if name in self.story.conditions:
                    for inner in self._leaves(self.story.conditions[name].expr):
                        yield from self._asks(inner)
                case Name(name, _) | Is(name, _, _, _):
                    known = (self.story.numbers, self.story.flags, self.story.named)
                    if any(name in names for names in known):
                        yield "value", name
                case Seen(passage, _):
                    yield "seen", passage
                case Chosen(choice, _):
                    if self._keys(choice):
                        yield "chosen", choice
                case (
                    Literal()
                    | Not()
                    | And()
                    | Or()
                    | Compare()
                    | Sum()
                    | Product()
                    | Chance()
                    | Speaks()
                    | AtEnding()
                ):
                    pass
                case _:
                    assert_never(part)

    def _keys(self, choice: str) -> tuple[str, ...]:
        if "/" in choice:
            return (choice,)
        return tuple(f"{passage}/{choice}" for passage in self.story.choices.get(choice, ()))

    def _domain(self, kind: str, name: str) -> Domain:
        by_kind = {"seen": self.visits, "chosen": self.counts, "value": self.values}
        return by_kind[kind][name]

    # Effects

    def outcomes(self, effects: tuple[Effect, ...], place: str) -> tuple[Outcome, ...]:
        """What effects at a place can do to the names: an outcome for each way dice may fall."""
        if not effects:
            return NOTHING
        # Only dice are of a place.
        rolls = any(isinstance(each, AddRoll | SetRoll) for each in effects)
        key = (effects, place if rolls else "")
        known = self._outcomes.get(key)
        if known is None:
            known = self._outcomes[key] = tuple(self._ways(effects, place))
        return known

    def _ways(self, effects: tuple[Effect, ...], place: str) -> Iterator[Outcome]:
        rolled = []
        for number, effect in enumerate(effects):
            if isinstance(effect, AddRoll | SetRoll) and effect.name in self.values:
                rolled.append((number, range(effect.high - effect.low + 1)))
        count = 1
        told = []
        for number, each in rolled:
            if count * len(each) <= MOST_ROLLS:
                count *= len(each)
                told.append((number, each))
        for fallen in itertools.product(*(each for _, each in told)):
            dice = {number: value for (number, _), value in zip(told, fallen, strict=True)}
            done: dict[int, Change] = {}
            for number, effect in enumerate(effects):
                domain = self.values.get(self._touched(effect))
                if domain is None:
                    continue
                if number in dice or not isinstance(effect, AddRoll | SetRoll):
                    made = self._change(effect, domain, dice.get(number, 0))
                else:
                    self.loose[f"more than {MOST_ROLLS} falls of the dice of {place}"] = None
                    made = ("any", domain.full)
                before = done.get(domain.index)
                done[domain.index] = (
                    made if before is None else changes.then(before, made, domain.size)
                )
            rolls = tuple((f"{place}/{number}", value) for number, value in dice.items())
            yield tuple(done.items()), rolls

    def _change(self, effect: Effect, domain: Domain, fallen: int) -> Change:
        key = (effect, fallen)
        known = self._changes.get(key)
        if known is None:
            # What is done to a name does not hang on which name it is, only on its values.
            _, *told, _ = attrs.astuple(effect, recurse=False)  # its name first, its place last
            like = (type(effect), *told, fallen, domain.size, domain.low, domain.words)
            known = self._alike.get(like)
            if known is None:
                known = self._alike[like] = self._made(effect, domain, fallen)
            self._changes[key] = known
        return known

    def _made(self, effect: Effect, domain: Domain, fallen: int) -> Change:
        if domain.size > WIDE:
            match effect:
                case Add(_, amount, _):
                    return (amount, 0, domain.size - 1)
                case AddRoll(_, low, _, _):
                    return (low + fallen, 0, domain.size - 1)
                case SetNumber(_, number, _):
                    return changes.given(number - domain.low)
                case SetRoll(_, low, _, _):
                    return changes.given(low + fallen - domain.low)
        name = domain.name
        apply = self.program.applier.function((effect,), "")
        assert apply is not None
        seed = LoadedSeed(0, {(0, "/0"): fallen})
        table = []
        for value in range(domain.size):
            values = {name: self._value(name, value + domain.low)}
            apply(values, seed, 0)
            table.append(self._index(domain, values[name]))
        return changes.of_table(tuple(table))

    def _index(self, domain: Domain, value: Value) -> int:
        return domain.words.index(str(value)) if domain.words else int(value) - domain.low

    def _touched(self, effect: Effect) -> str:
        match effect:
            case (
                Add(name)
                | AddPart(name)
                | AddRoll(name)
                | SetRoll(name)
                | SetNumber(name)
                | SetFlag(name)
                | SetWord(name)
            ):
                return name
            case SetFate(character):
                return f"fate.{character}"
            case Archive(passage):
                return f"archive.{passage}"
            case Award(achievement):
                return f"award.{achievement}"
            case _:
                assert_never(effect)

    # Reading states

    def reading(
        self, values: Mapping[str, Value], visits: Mapping[str, int], chosen: Mapping[str, int]
    ) -> dict[int, int]:
        """The values that the followed names have in a state of the engine."""
        read = {
            domain.index: self._index(domain, values[name]) for name, domain in self.values.items()
        }
        for name, domain in self.visits.items():
            read[domain.index] = min(domain.size - 1, visits.get(name, 0))
        for name, domain in self.counts.items():
            count = sum(chosen.get(key, 0) for key in self._keys(name))
            read[domain.index] = min(domain.size - 1, count)
        return read
