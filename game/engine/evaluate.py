"""Conditions → functions of the state, generated as Python once and shared by equal conditions.

The source is made from checked values alone: names and words enter as string literals.
"""

from collections.abc import Callable
from typing import TypeAlias, assert_never

from game.engine.chance import roll
from game.engine.state import Now
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

MANY_KEYS = 20
"""Choices of one id from which on their counts are added in a loop."""

Evaluate: TypeAlias = Callable[[Now], int | bool]


class Evaluator:
    """The functions of one story's conditions."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self._functions: dict[Expr, Evaluate] = {}
        self._names: dict[str, object] = {"roll": roll}
        self._named: dict[str, str] = {}

    def function(self, expr: Expr) -> Evaluate:
        """The function that gives an expression's value in a state."""
        function = self._functions.get(expr)
        if function is None:
            function = self._functions[expr] = self._compile(expr)
        return function

    def _compile(self, expr: Expr) -> Evaluate:
        source = f"lambda s: {self._source(expr)}"
        return eval(source, self._names)  # type: ignore[no-any-return]

    def _source(self, expr: Expr) -> str:
        match expr:
            case Literal(number):
                return repr(number)
            case Name(name, _):
                if name in self.story.numbers or name in self.story.flags:
                    return f"s.values[{name!r}]"
                if name.startswith(ARCHIVE):  # of a page that nothing puts there
                    return "False"
                return f"{self._condition(name)}(s)"
            case Is(name, word, _, _):
                return self._is(name, word)
            case Seen(passage, _):
                return f"s.visits.get({passage!r}, 0)"
            case Chosen(choice, _):
                keys = self._keys(choice)
                if len(keys) > MANY_KEYS:
                    name = f"k{len(self._names)}"
                    self._names[name] = keys
                    return f"sum(s.chosen.get(key, 0) for key in {name})"
                counts = [f"s.chosen.get({key!r}, 0)" for key in keys]
                return f"({' + '.join(counts) or '0'})"
            case Not(operand):
                return f"(not {self._source(operand)})"
            case And(operands):
                return f"({' and '.join(map(self._source, operands))})"
            case Or(operands):
                return f"({' or '.join(map(self._source, operands))})"
            case Compare(operator, left, right, _):
                return f"({self._source(left)} {operator} {self._source(right)})"
            case Sum(terms):
                signed = (f"{'-+'[sign > 0]} {self._source(term)}" for sign, term in terms)
                return f"({' '.join(signed)})"
            case Product(operator, left, right):
                sign = "//" if operator == "/" else "*"
                return f"({self._source(left)} {sign} {self._source(right)})"
            case Chance(low, high, of, place):
                return f"({low} <= roll(s.seed, s.turn, {place!r}, {of}) < {high})"
            case Speaks() | AtEnding():
                raise NotImplementedError("only the linter asks what rules ask")
            case _:
                assert_never(expr)

    def _condition(self, name: str) -> str:
        """The Python name of a named condition's function."""
        known = self._named.get(name)
        if known is None:
            known = self._named[name] = f"c{len(self._named)}"
            self._names[known] = self.function(self.story.conditions[name].expr)
        return known

    def _is(self, name: str, word: str) -> str:
        stat = self.story.numbers.get(name)
        if stat is None:
            return f"(s.values[{name!r}] == {word!r})"
        low, high = stat.range_of(word)
        return f"({low} <= s.values[{name!r}] <= {high})"

    def _keys(self, choice: str) -> tuple[str, ...]:
        """What a choice is counted under: `passage/choice`, for each passage that has it."""
        if "/" in choice:
            return (choice,)
        return tuple(f"{passage}/{choice}" for passage in self.story.choices.get(choice, ()))
