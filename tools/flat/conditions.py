"""Conditions of a story → ranges of values, or code for a machine with a stack.

A condition that only asks whether values stand in ranges, all of them, is a list of terms: place,
low, high, and whether it is meant the other way round. Any other is code; what it names is asked
by a jump and back.
"""

from typing import Protocol, assert_never

from game.model.story import Story
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
)
from game.text.scope import ARCHIVE
from tools.flat import layout

MOST = 1 << 31
"""What no count and no bound of a number goes beyond."""

LARGEST = 1 << 62

_OPERATORS = {
    "<": layout.LESS,
    "<=": layout.LESS_EQUAL,
    "==": layout.EQUAL,
    "!=": layout.UNEQUAL,
    ">=": layout.GREATER_EQUAL,
    ">": layout.GREATER,
}
_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


class Unsayable(ValueError):
    """A story has what integers of 64 bits cannot say exactly; the engine plays it."""


class Places(Protocol):
    """Where names and counts stand in a state, and the numbers of places of dice."""

    def name(self, name: str) -> int:
        """The place of a name."""

    def word(self, name: str, word: str) -> int:
        """The number of a word of a named value."""

    def visits(self, passage: str) -> int:
        """The place of a passage's visits."""

    def chosen(self, choice: str) -> tuple[int, ...]:
        """The places of what a choice is counted under."""

    def dice(self, place: str) -> int:
        """The number of a place where dice are thrown."""


class Conditions:
    """The conditions of a story, each once."""

    def __init__(self, story: Story, places: Places) -> None:
        self.story = story
        self.places = places
        self.terms: list[tuple[int, int, int, int]] = []
        self.term_first = [0]
        self.code_at: list[int] = []
        self.code: list[tuple[int, int]] = []
        self.chances: list[tuple[int, int, int, int]] = []
        self.deepest = 1
        self._known: dict[Expr, int] = {}
        self._named: dict[str, tuple[int, int]] = {}
        self._ranges: dict[tuple[int, int, int, int], int] = {}
        self._extra: list[tuple[int, int, int, int]] = []

    def number(self, expr: Expr | None) -> int:
        """The number of a condition, -1 for none."""
        if expr is None:
            return -1
        known = self._known.get(expr)
        if known is not None:
            return known
        terms = self._terms(expr)
        at = -1
        if terms is None:
            terms = []
            for name in self._asked(expr):
                self._compile_named(name)
            at = len(self.code)
            depth = self._compile(expr)
            self.code.append((layout.DONE, 0))
            self.deepest = max(self.deepest, depth)
        number = self._known[expr] = len(self.code_at)
        self.code_at.append(at)
        self.terms += terms
        self.term_first.append(len(self.terms))
        return number

    def written(self) -> list[tuple[int, int, int, int]]:
        """All terms; those that code asks for stand after those of the conditions."""
        return self.terms + self._extra

    def code_written(self) -> list[tuple[int, int]]:
        """The code, which knows by now where its own terms stand."""
        first = len(self.terms)
        return [
            (op, first + value) if op == layout.RANGE else (op, value) for op, value in self.code
        ]

    # Ranges

    def _terms(self, expr: Expr) -> list[tuple[int, int, int, int]] | None:
        """The ranges that all must be kept to, or None where it takes more to say it."""
        if isinstance(expr, And):
            parts = [self._terms(operand) for operand in expr.operands]
            if any(part is None for part in parts):
                return None
            return [term for part in parts if part for term in part]
        if isinstance(expr, Name) and expr.name in self.story.conditions:
            return self._terms(self.story.conditions[expr.name].expr)
        term = self._term(expr)
        return None if term is None else [term]

    def _term(self, expr: Expr) -> tuple[int, int, int, int] | None:
        match expr:
            case Name() | Seen() | Chosen():
                at = self._place(expr)
                return None if at is None else (at, 0, 0, 1)
            case Is(name, word, _, _):
                stat = self.story.numbers.get(name)
                if stat is None:
                    value = self.places.word(name, word)
                    return (self.places.name(name), value, value, 0)
                low, high = stat.range_of(word)
                return (self.places.name(name), low, high, 0)
            case Not(operand):
                term = self._term(operand)
                return None if term is None else (*term[:3], 1 - term[3])
            case Compare(operator, left, right, _):
                if isinstance(left, Literal):
                    left, right, operator = right, left, _MIRRORED[operator]  # type: ignore[assignment]
                at = self._place(left)
                if at is None or not isinstance(right, Literal):
                    return None
                number = right.value
                match operator:
                    case "<":
                        return (at, -LARGEST, number - 1, 0)
                    case "<=":
                        return (at, -LARGEST, number, 0)
                    case "==":
                        return (at, number, number, 0)
                    case "!=":
                        return (at, number, number, 1)
                    case ">=":
                        return (at, number, LARGEST, 0)
                    case ">":
                        return (at, number + 1, LARGEST, 0)
            case _:
                return None

    def _place(self, expr: Expr) -> int | None:
        """The place of a value that is asked for as it is."""
        match expr:
            case Name(name, _) if name in self.story.numbers or name in self.story.flags:
                return self.places.name(name)
            case Seen(passage, _):
                return self.places.visits(passage)
            case Chosen(choice, _):
                counted = self.places.chosen(choice)
                return counted[0] if len(counted) == 1 else None
            case _:
                return None

    # Code

    def _asked(self, expr: Expr) -> list[str]:
        """The named conditions an expression asks for, after those that they ask for."""
        found: dict[str, None] = {}

        def visit(each: Expr) -> None:
            match each:
                case Name(name, _) if name in self.story.conditions:
                    if name not in found and name not in self._named:
                        visit(self.story.conditions[name].expr)
                        found[name] = None
                case Not(operand):
                    visit(operand)
                case And(operands) | Or(operands):
                    for operand in operands:
                        visit(operand)
                case Compare(_, left, right, _) | Product(_, left, right):
                    visit(left)
                    visit(right)
                case Sum(terms):
                    for _, term in terms:
                        visit(term)
                case _:
                    pass

        visit(expr)
        return list(found)

    def _compile_named(self, name: str) -> None:
        at = len(self.code)
        depth = self._compile(self.story.conditions[name].expr)
        self.code.append((layout.ANSWER, 0))
        self._named[name] = (at, depth)

    def _emit(self, op: int, value: int = 0) -> None:
        self.code.append((op, value))

    def _compile(self, expr: Expr) -> int:
        """Write the code of an expression; how many values it keeps at once."""
        term = self._term(expr) if not isinstance(expr, Name | Seen | Chosen) else None
        if term is not None:
            number = self._ranges.get(term)
            if number is None:
                number = self._ranges[term] = len(self._extra)
                self._extra.append(term)
            self._emit(layout.RANGE, number)
            return 1
        match expr:
            case Literal(value):
                self._emit(layout.PUSH, value)
                return 1
            case Name(name, _) if name in self.story.numbers or name in self.story.flags:
                self._emit(layout.LOAD, self.places.name(name))
                return 1
            case Name(name, _) if name in self.story.conditions:
                at, depth = self._named[name]
                self._emit(layout.ASK, at)
                return depth + 1
            case Name(name, _):
                assert name.startswith(ARCHIVE), name  # a page that nothing puts there
                self._emit(layout.PUSH, 0)
                return 1
            case Seen(passage, _):
                self._emit(layout.LOAD, self.places.visits(passage))
                return 1
            case Chosen(choice, _):
                return self._compile_chosen(self.places.chosen(choice))
            case Not(operand):
                depth = self._compile(operand)
                self._emit(layout.NOT)
                return depth
            case And(operands):
                return self._compile_chain(operands, layout.ELSE_FALSE)
            case Or(operands):
                return self._compile_chain(operands, layout.ELSE_TRUE)
            case Compare(operator, left, right, _):
                return self._compile_pair(left, right, _OPERATORS[operator])
            case Sum(terms):
                return self._compile_sum(expr, terms)
            case Product("/", left, Literal(divisor)):
                depth = self._compile(left)
                self._emit(layout.DIVIDE, divisor)
                return depth
            case Product(_, left, right):
                self._magnitude(expr)
                return self._compile_pair(left, right, layout.TIMES)
            case Chance(low, high, of, place):
                self._emit(layout.CHANCE, len(self.chances))
                self.chances.append((low, high, of, self.places.dice(place)))
                return 1
            case Is() | Speaks() | AtEnding():
                raise Unsayable("only rules ask this")
            case _:
                assert_never(expr)

    def _compile_chosen(self, counted: tuple[int, ...]) -> int:
        if not counted:
            self._emit(layout.PUSH, 0)
            return 1
        for number, at in enumerate(counted):
            self._emit(layout.LOAD, at)
            if number:
                self._emit(layout.PLUS)
        return 2

    def _compile_chain(self, operands: tuple[Expr, ...], jump: int) -> int:
        depth = 1
        jumps: list[int] = []
        for number, operand in enumerate(operands):
            if number:
                jumps.append(len(self.code))
                self._emit(jump)
            depth = max(depth, self._compile(operand))
        if not operands:
            self._emit(layout.PUSH, int(jump == layout.ELSE_FALSE))
        for at in jumps:
            self.code[at] = (jump, len(self.code))
        return depth

    def _compile_pair(self, left: Expr, right: Expr, op: int) -> int:
        one = self._compile(left)
        other = self._compile(right)
        self._emit(op)
        return max(one, other + 1)

    def _compile_sum(self, expr: Expr, terms: tuple[tuple[int, Expr], ...]) -> int:
        self._magnitude(expr)
        depth = 0
        for number, (sign, term) in enumerate(terms):
            depth = max(depth, self._compile(term) + min(number, 1))
            if number:
                self._emit(layout.PLUS if sign > 0 else layout.MINUS)
            elif sign < 0:
                self._emit(layout.NEGATE)
        return depth

    def _magnitude(self, expr: Expr) -> int:
        """What the absolute value of an expression does not go beyond."""
        match expr:
            case Literal(value):
                size = abs(value)
            case Name(name, _):
                size = MOST if name in self.story.numbers else 1
            case Seen():
                size = MOST
            case Chosen(choice, _):
                size = MOST * len(self.places.chosen(choice))
            case Sum(terms):
                size = sum(self._magnitude(term) for _, term in terms)
            case Product("/", left, _):
                size = self._magnitude(left)
            case Product(_, left, right):
                size = self._magnitude(left) * self._magnitude(right)
            case _:
                size = 1
        if size > LARGEST:
            raise Unsayable("a product that may go beyond 64 bits")
        return size
