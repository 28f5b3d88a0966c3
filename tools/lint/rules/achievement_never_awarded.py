"""Report achievements that nothing awards.

Why:   the gallery shows a place that nobody can ever fill.
Bad:
    achievements:
      kept_count: You wrote down every name.    # expect: achievement-never-awarded
    passages:
      gate: {text: A gate., ending: {title: Home}}
Good:
    achievements:
      kept_count: You wrote down every name.
    passages:
      gate: {do: award kept_count, text: A gate., ending: {title: Home}}
"""

from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from tools.lint.context import Context

RULE = Rule("achievement-never-awarded", Severity.WARNING, "An achievement that nobody can have.")


def check(context: Context) -> Iterator[Diagnostic]:
    """Achievements without an effect that grants them."""
    for achievement in context.story.achievements.values():
        if f"award.{achievement.id}" not in context.uses.writes:
            message = f'nothing awards "{achievement.id}"'
            yield Diagnostic(RULE, achievement.span, message, f"write: do: award {achievement.id}")
