"""Report named conditions that nothing asks for.

Why:   a rule of the story that no passage follows was forgotten, or is left over.
Bad:
    conditions:
      the city is calm: paranoia < 30    # expect: unused-condition
    passages:
      gate: {text: A gate., ending: {title: Home}}
Good:
    conditions:
      the city is calm: paranoia < 30
    passages:
      gate: {text: 'A gate. {if the city is calm: Nobody shoots.}', ending: {title: Home}}
"""

from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from tools.lint.context import Context

RULE = Rule("unused-condition", Severity.WARNING, "A named condition that nothing asks for.")


def check(context: Context) -> Iterator[Diagnostic]:
    """Conditions whose names stand nowhere."""
    for condition in context.story.conditions.values():
        if condition.id not in context.uses.reads:
            message = f'nothing asks whether "{condition.id}"'
            yield Diagnostic(RULE, condition.span, message, "ask for it somewhere, or take it out")
