"""Conditions: what they mean and what is said of those that mean nothing."""

from typing import assert_never

import pytest

from game.diagnostics.diagnostic import Diagnostic
from game.diagnostics.span import Source
from game.text.expression import (
    DEEPEST,
    LONGEST,
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
    parse_condition,
)
from game.text.nodes import Fragment, Scalar

PHRASES = frozenset({"the army", "the army holds", "ready", "war and peace", "not yet"})


def fragment(text: str) -> Fragment:
    return Scalar(Source.of("a.yaml", text), 0, len(text), text, "").fragment().part(0)


def parsed(text: str) -> Expr:
    found: list[Diagnostic] = []
    expr = parse_condition(fragment(text), PHRASES, found)
    assert expr is not None, found
    assert found == []
    return expr


def fault(text: str) -> Diagnostic:
    found: list[Diagnostic] = []
    assert parse_condition(fragment(text), PHRASES, found) is None
    assert len(found) == 1
    assert found[0].rule.id == "condition-syntax"
    return found[0]


def shape(expr: Expr) -> str:
    """The expression with all its brackets."""
    match expr:
        case Literal(value, _):
            return str(value)
        case Name(name, _):
            return f"<{name}>" if " " in name else name
        case Is(name, word, _, _):
            return f"({name} is {word})"
        case Seen(passage, _):
            return f"seen({passage})"
        case Chosen(choice, _):
            return f"chosen({choice})"
        case Not(operand):
            return f"(not {shape(operand)})"
        case And(operands):
            return f"({' and '.join(map(shape, operands))})"
        case Or(operands):
            return f"({' or '.join(map(shape, operands))})"
        case Compare(operator, left, right, _):
            return f"({shape(left)} {operator} {shape(right)})"
        case Sum(terms):
            signed = (("+" if sign > 0 else "-") + shape(term) for sign, term in terms)
            return f"({' '.join(signed)})"
        case Product(operator, left, right):
            return f"({shape(left)} {operator} {shape(right)})"
        case Chance() | Speaks() | AtEnding():
            return type(expr).__name__
        case _:
            assert_never(expr)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("a", "a"),
        ("  a  ", "a"),
        ("a or b and c", "(a or (b and c))"),
        ("a and b or c", "((a and b) or c)"),
        ("(a or b) and c", "((a or b) and c)"),
        ("a or b or c", "(a or b or c)"),
        ("not a and b", "((not a) and b)"),
        ("not (a and b)", "(not (a and b))"),
        ("not not a", "(not (not a))"),
        ("not a >= 3", "(not (a >= 3))"),
        ("a >= 3 and b < 4", "((a >= 3) and (b < 4))"),
        ("a + b >= c - 1", "((+a +b) >= (+c -1))"),
        ("a - b - 1 == 0", "((+a -b -1) == 0)"),
        ("a - (b - c) > 0", "((+a -(+b -c)) > 0)"),
        ("- a < 0", "((-a) < 0)"),
        ("3 <= a", "(3 <= a)"),
        ("a != b", "(a != b)"),
        ("paranoia is haunted", "(paranoia is haunted)"),
        ("envoy is not hoover", "(not (envoy is hoover))"),
        ("not envoy is hoover", "(not (envoy is hoover))"),
        ("fate.uritsky is dead", "(fate.uritsky is dead)"),
        ("trust.lenin >= 10", "(trust.lenin >= 10)"),
        ("seen(the-count)", "seen(the-count)"),
        ("seen(the-count) >= 2", "(seen(the-count) >= 2)"),
        ("not chosen(fire)", "(not chosen(fire))"),
        ("the army", "<the army>"),
        ("the army holds", "<the army holds>"),
        ("the army holds and ready", "(<the army holds> and ready)"),
        ("not the army", "(not <the army>)"),
        ("the army and a", "(<the army> and a)"),
        ("war and peace and a", "(<war and peace> and a)"),
        ("a or not the army holds", "(a or (not <the army holds>))"),
        ("the  army   holds", "<the army holds>"),
        ("android or order", "(android or order)"),
        ("Петроград", "Петроград"),
    ],
)
def test_a_condition_means(text: str, meaning: str) -> None:
    assert shape(parsed(text)) == meaning


@pytest.mark.parametrize(
    ("text", "wrong", "hint"),
    [
        ("a = 3", "=", '"=="'),
        ("a && b", "&", '"and"'),
        ("a & b", "&", '"and"'),
        ("a || b", "|", '"or"'),
        ("!a", "!", '"not"'),
        ("a and !b", "!", '"not"'),
        ("a / 0 > 3", "0", "other than 0"),
        ("a / b > 3", "b", "other than 0"),
        ("a % 2 > 3", "%", "a tenth"),
        ("a >= 3 b", "b", '"and"'),
        ("a b", "b", '"and"'),
        ("seem(the-count)", "seem", '"seen"'),
        ("random(a)", "random", "seen and chosen"),
        ("seen()", "seen", "as in"),
        ("seen(a, b)", "seen", "as in"),
        ("seen(3)", "seen", "as in"),
        ("a and ", "", "say what must hold"),
        ("a >=", "", "say what must hold"),
        ("and a", "and", "a name or a number"),
        ("a >= and b", "and", "a name or a number"),
        ("(a or b", "(", 'add ")"'),
        ("a or b)", ")", '"and"'),
        ("3 is calm", "3", "paranoia is haunted"),
        ("envoy is 3", "3", "envoy is bullitt"),
        ("envoy is", "", "envoy is bullitt"),
        ("a > 1234567890", "1234567890", "smaller"),
        ("a ? b", "?", "take it out"),
        ("a > 3.5", "3", ""),
        ("a == 'x'", "'", "take it out"),
        ("the armi holds", "armi", "the army holds"),
        ("1 < a < 3", "<", '"and"'),
        ("a.b.__class__ is x and os.system('ls')", "'", ""),
    ],
)
def test_what_cannot_be_read_is_pointed_at(text: str, wrong: str, hint: str) -> None:
    found = fault(text)
    span = found.span
    assert text[span.column - 1 : span.end_column - 1] == wrong
    assert hint in found.hint
    assert found.message


def test_an_empty_condition_is_told() -> None:
    assert "missing" in fault("  ").message


def test_the_span_of_a_name_is_exact() -> None:
    expr = parsed("a and  the army holds or b")
    assert isinstance(expr, Or)
    both = expr.operands[0]
    assert isinstance(both, And)
    phrase = both.operands[1]
    assert isinstance(phrase, Name)
    assert phrase.at == (7, 21)


def test_a_condition_of_many_characters_is_told_at_once() -> None:
    assert str(LONGEST) in fault("a and " * 10_000 + "a").message
    exactly = "a" * LONGEST
    assert shape(parsed(exactly)) == exactly


@pytest.mark.parametrize(("open_", "close"), [("(", ")"), ("not ", "")])
def test_brackets_and_nots_go_so_deep_and_no_deeper(open_: str, close: str) -> None:
    parsed(open_ * DEEPEST + "a" + close * DEEPEST)
    found = fault(open_ * (DEEPEST + 1) + "a" + close * (DEEPEST + 1))
    assert str(DEEPEST) in found.message


def test_brackets_side_by_side_are_not_deep() -> None:
    parsed(" and ".join(["(a)"] * (DEEPEST * 2)))
