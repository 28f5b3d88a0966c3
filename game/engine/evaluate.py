"""Conditions → functions of the state. Compiled once, when the story is."""

from collections.abc import Callable, Mapping
from operator import eq, ge, gt, le, lt, ne
from typing import TypeAlias, assert_never

from game.engine.state import State
from game.model.story import Story
from game.text.expression import (
    And,
    Chosen,
    Compare,
    Comparison,
    Expr,
    Is,
    Literal,
    Name,
    Not,
    Or,
    Seen,
    Sum,
)

Evaluate: TypeAlias = Callable[[State], int | bool]

_OPERATORS: Mapping[Comparison, Callable[[int, int], bool]] = {
    "<": lt,
    "<=": le,
    "==": eq,
    "!=": ne,
    ">=": ge,
    ">": gt,
}


def compile_expr(expr: Expr, story: Story) -> Evaluate:
    """The function that gives an expression's value in a state."""
    match expr:
        case Literal(number):
            return lambda state: number
        case Name(name, _):
            condition = story.conditions.get(name)
            if condition is not None and name not in story.numbers and name not in story.flags:
                return compile_expr(condition.expr, story)
            return lambda state: state.values[name]  # type: ignore[return-value]
        case Is(name, word, _, _):
            return _compile_is(name, word, story)
        case Seen(passage, _):
            return lambda state: state.visits.get(passage, 0)
        case Chosen(choice, _):
            taken = _keys_of(choice, story)
            if len(taken) == 1:
                key = taken[0]
                return lambda state: state.chosen.get(key, 0)
            return lambda state: sum(state.chosen.get(key, 0) for key in taken)
        case Not(operand):
            inner = compile_expr(operand, story)
            return lambda state: not inner(state)
        case And(operands):
            parts = tuple(compile_expr(operand, story) for operand in operands)
            return lambda state: all(part(state) for part in parts)
        case Or(operands):
            parts = tuple(compile_expr(operand, story) for operand in operands)
            return lambda state: any(part(state) for part in parts)
        case Compare(operator, left, right, _):
            return _compile_compare(operator, left, right, story)
        case Sum(terms):
            signed = tuple((sign, compile_expr(term, story)) for sign, term in terms)
            return lambda state: sum(sign * term(state) for sign, term in signed)
        case _:
            assert_never(expr)


def _compile_compare(operator: Comparison, left: Expr, right: Expr, story: Story) -> Evaluate:
    test = _OPERATORS[operator]
    if isinstance(left, Name) and isinstance(right, Literal) and left.name in story.numbers:
        name, bound = left.name, right.value
        return lambda state: test(state.values[name], bound)  # type: ignore[arg-type]
    first, second = compile_expr(left, story), compile_expr(right, story)
    return lambda state: test(first(state), second(state))


def _compile_is(name: str, word: str, story: Story) -> Evaluate:
    stat = story.numbers.get(name)
    if stat is None:
        return lambda state: state.values[name] == word
    starts = [start for band, start in stat.bands if band == word]
    low = starts[0]
    higher = [start for _, start in stat.bands if start > low]
    high = min(higher, default=stat.high + 1)
    return lambda state: low <= state.values[name] < high  # type: ignore[operator]


def _keys_of(choice: str, story: Story) -> tuple[str, ...]:
    """The keys under which a choice's id is counted: `passage/choice` for each that has it."""
    return tuple(
        f"{passage.id}/{each.id}"
        for passage in story.passages.values()
        for each in passage.choices
        if each.id == choice
    )
