"""Named conditions as a whole: none asks for itself, and none is too large to decide."""

from collections.abc import Iterator, Mapping

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from game.model.circles import circles
from game.model.story import Condition
from game.text.expression import Expr, Name, children, within

CONDITION_CYCLE = Rule("condition-cycle", Severity.ERROR, "Conditions that ask for each other.")
TOO_LARGE = Rule("condition-too-large", Severity.ERROR, "A condition that asks for too much.")

DEEPEST = 100
"""Levels of a condition with the conditions it names written out."""

MOST_PARTS = 5000
"""Names and operators of a condition with the conditions it names written out."""


def check_conditions(conditions: Mapping[str, Condition], found: list[Diagnostic]) -> None:
    """Add what is wrong with the campaign's named conditions."""
    edges = {
        name: tuple(other for other in _names(condition.expr) if other in conditions)
        for name, condition in conditions.items()
    }
    looped = list(circles(edges))
    for circle in looped:
        others = ", ".join(f'"{name}"' for name in circle[1:])
        message = f'the condition "{circle[0]}" asks for itself'
        message += f", by way of {others}" if others else ""
        hint = "say what it means without itself"
        found.append(Diagnostic(CONDITION_CYCLE, conditions[circle[0]].span, message, hint))
    if not looped:
        _report_too_large(conditions, edges, found)


def _report_too_large(
    conditions: Mapping[str, Condition],
    edges: Mapping[str, tuple[str, ...]],
    found: list[Diagnostic],
) -> None:
    """Report the first condition of each chain that goes beyond the limits."""
    sizes: dict[str, tuple[int, int]] = {}
    for start in conditions:
        trail = [start]
        while trail:
            name = trail[-1]
            missing = [other for other in edges[name] if other not in sizes]
            if missing:
                trail += missing
                continue
            trail.pop()
            if name in sizes:
                continue
            depth, parts = _size(conditions[name].expr, sizes)
            if depth > DEEPEST or parts > MOST_PARTS:
                message = f'the condition "{name}" asks for too much'
                hint = f"it has {parts} parts in {depth} levels; keep it simpler"
                found.append(Diagnostic(TOO_LARGE, conditions[name].span, message, hint))
                depth, parts = 1, 1
            sizes[name] = (depth, parts)


def _size(expr: Expr, sizes: Mapping[str, tuple[int, int]]) -> tuple[int, int]:
    """Levels and parts of an expression."""
    if isinstance(expr, Name):
        depth, parts = sizes.get(expr.name, (0, 0))
        return depth + 1, parts + 1
    inner = [_size(child, sizes) for child in children(expr)]
    return 1 + max((depth for depth, _ in inner), default=0), 1 + sum(parts for _, parts in inner)


def _names(expr: Expr) -> Iterator[str]:
    return (part.name for part in within(expr) if isinstance(part, Name))
