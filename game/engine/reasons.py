"""Why a condition does not hold, in the words of the declarations and in figures."""

from collections.abc import Iterator
from typing import assert_never

from game.engine.labels import named_label, named_word, number_label
from game.engine.prose import Renderer
from game.engine.state import Now
from game.text.expression import (
    And,
    AtEnding,
    Chance,
    Chosen,
    Compare,
    Comparison,
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
from game.text.tongue import say

_FLIPPED: dict[Comparison, Comparison] = {
    "<": ">=",
    "<=": ">",
    "==": "!=",
    "!=": "==",
    ">=": "<",
    ">": "<=",
}
_MIRRORED: dict[Comparison, Comparison] = {
    "<": ">",
    "<=": ">=",
    "==": "==",
    "!=": "!=",
    ">=": "<=",
    ">": "<",
}


def reasons(expr: Expr, renderer: Renderer, state: Now) -> tuple[str, ...]:
    """What keeps a condition from holding, a sentence each; empty where it holds."""
    return tuple(dict.fromkeys(_Why(renderer, state).of(expr, True)))


def figures(expr: Expr, renderer: Renderer, state: Now) -> str:
    """The stats a condition lacks, as `popularity 45 needed, 31 held`."""
    why = _Why(renderer, state, gauges_only=True)
    return "; ".join(dict.fromkeys(why.of(expr, True)))


class _Why:
    def __init__(self, renderer: Renderer, state: Now, gauges_only: bool = False) -> None:
        self.renderer = renderer
        self.story = renderer.story
        self.state = state
        self.gauges_only = gauges_only

    def of(self, expr: Expr, wanted: bool) -> Iterator[str]:
        """Why the expression is not as wanted; nothing where it is."""
        if bool(self.renderer.value(expr, self.state)) == wanted:
            return
        match expr:
            case And(operands) | Or(operands):
                for operand in operands:
                    yield from self.of(operand, wanted)
            case Not(operand):
                yield from self.of(operand, not wanted)
            case Compare(operator, left, right, _):
                yield from self._compare(operator if wanted else _FLIPPED[operator], left, right)
            case Name(name, _):
                yield from self._name(name, wanted)
            case Is(name, word, _, _):
                yield from self._is(name, word, wanted)
            case Seen(_, _) | Chosen(_, _):
                if not self.gauges_only:
                    done = say("something you have done")
                    yield say("something you have not done") if wanted else done
            case Literal() | Sum() | Product() | Chance() | Speaks() | AtEnding():
                return
            case _:
                assert_never(expr)

    def _compare(self, operator: Comparison, left: Expr, right: Expr) -> Iterator[str]:
        if isinstance(left, Literal):
            left, right, operator = right, left, _MIRRORED[operator]
        if not isinstance(left, Name) or left.name not in self.story.numbers:
            if not self.gauges_only:
                yield say("the numbers are against it")
            return
        stat = self.story.numbers[left.name]
        if self.gauges_only and not stat.gauge:
            return
        bound = int(self.renderer.value(right, self.state))
        held = int(self.state.values[stat.id])
        values = {"label": number_label(stat, self.story), "bound": bound, "held": held}
        match operator:
            case ">=":
                yield say("{label} {bound} needed, {held} held", **values)
            case ">":
                values["bound"] = bound + 1
                yield say("{label} {bound} needed, {held} held", **values)
            case "<=":
                yield say("{label} at most {bound} needed, {held} held", **values)
            case "<":
                yield say("{label} below {bound} needed, {held} held", **values)
            case "==":
                yield say("{label} exactly {bound} needed, {held} held", **values)
            case "!=":
                yield say("{label} other than {bound} needed", **values)
            case _:
                assert_never(operator)

    def _name(self, name: str, wanted: bool) -> Iterator[str]:
        condition = self.story.conditions.get(name)
        if condition is not None and name not in self.story.flags:
            inner = list(self.of(condition.expr, wanted))
            if not self.gauges_only and not inner:
                yield name
            yield from inner
            return
        flag = self.story.flags.get(name)
        if flag is not None and not self.gauges_only:
            means = flag.means.rstrip(".")
            yield say("not yet so: {means}", means=means) if wanted else means

    def _is(self, name: str, word: str, wanted: bool) -> Iterator[str]:
        stat = self.story.numbers.get(name)
        if stat is not None:
            if self.gauges_only and not stat.gauge:
                return
            held = stat.band_word(int(self.state.values[name]))
            label = number_label(stat, self.story)
            if wanted:
                yield say("{label} must be {word}, it is {held}", label=label, word=word, held=held)
            else:
                yield say("{label} is {word}", label=label, word=word)
        elif not self.gauges_only:
            named = self.story.named[name]
            means, said = named_label(named, self.story), named_word(named, word, self.story)
            needed = say("{means}: {word} is needed", means=means, word=said)
            yield needed if wanted else f"{means}: {said}"
