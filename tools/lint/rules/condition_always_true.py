"""Report conditions that hold in every state in which they are asked.

Why:   the writer thought that it can fail: there may be a slip in it, or in what leads here.
Bad:
    passages:
      gate: {text: A gate., next: cell}
      cell:
        text: The door shuts.
        choices:
          - {text: Wait., id: wait, if: popularity >= 0, goto: shot}    # expect: condition-always-true
      shot: {text: At dawn., ending: Shot}
Good:
    passages:
      gate: {text: A gate., next: cell}
      cell:
        text: The door shuts.
        choices:
          - {text: Wait., id: wait, goto: shot}
      shot: {text: At dawn., ending: Shot}

Proved over all states a player can reach. The conditions of choices, of ways on, and of variants of
texts count, each by itself: the last rung of a ladder may well say what the others leave.
"""

from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from tools.lint.context import Context

RULE = Rule(
    "condition-always-true", Severity.WARNING, "A condition that always holds where it stands."
)
PROVED = WORDLESS = True


def check(context: Context) -> Iterator[Diagnostic]:
    """Conditions that never fail where they stand."""
    for each in context.proved.broken("fails"):
        where = "/".join(each.goal.subject)
        yield context.proved.closed(
            RULE,
            each,
            f'a condition of "{where}" always holds here: {each.goal.text}',
            "take it out, or mend it",
        )
    for each in context.proved.certain_routes():
        owner = "/".join(each.goal.subject[:-2])
        yield context.proved.closed(
            RULE,
            each,
            f'a condition of the ways from "{owner}" always holds here: {each.goal.text}',
            "make it the `otherwise`, or mend it",
        )
