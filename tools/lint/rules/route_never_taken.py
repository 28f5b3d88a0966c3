"""Report ways on that are never taken.

Why:   what they lead to is not reached from here; most often the rungs above take everything.
Bad:
    passages:
      gate: {text: A gate., next: cell}
      cell:
        text: The door shuts.
        next:
          - if popularity >= 0: shot    # expect: condition-always-true
          - otherwise: shot    # expect: route-never-taken
      shot: {text: At dawn., ending: Shot}
Good:
    passages:
      gate: {text: A gate., choices: [{text: Shout., id: shout, do: popularity +30, goto: cell}, Wait. -> cell]}
      cell:
        text: The door shuts.
        next:
          - if popularity >= 60: shot
          - otherwise: shot
      shot: {text: At dawn., ending: Shot}

Proved over all states a player can reach.
"""

from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from tools.lint.context import Context

RULE = Rule("route-never-taken", Severity.ERROR, "A way on that is never taken.")
PROVED = True


def check(context: Context) -> Iterator[Diagnostic]:
    """Rungs of ways on that nobody takes."""
    for each in context.proved.broken("route"):
        *owner, _, target = each.goal.subject
        condition = f"if {each.goal.text}" if each.goal.text else "otherwise"
        yield context.proved.closed(
            RULE,
            each,
            f'the way from "{"/".join(owner)}" to "{target}" is never taken: {condition}',
            "mend its condition or those of the rungs above it, or take it out",
        )
