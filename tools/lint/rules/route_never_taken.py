"""Report ways on that are never taken because the rungs above them take everything.

Why:   what they lead to is not reached from here.
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

Proved over all states a player can reach. Of a way, a `call:` or a `draw:` with a condition of its
own `condition-never-true` tells.
"""

from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from tools.lint.context import Context

RULE = Rule("route-never-taken", Severity.ERROR, "A way on that is never taken.")
PROVED = WORDLESS = True


def check(context: Context) -> Iterator[Diagnostic]:
    """Last rungs that nobody takes."""
    for each in context.proved.broken("route", "call", "draw"):
        if each.goal.text:
            continue
        owner = [part for part in each.goal.subject[:-1] if part != "->"]
        target = each.goal.subject[-1]
        yield context.proved.closed(
            RULE,
            each,
            f'the way from "{"/".join(owner)}" to "{target}" is never taken',
            "mend the conditions of the rungs above it, or take it out",
        )
