"""Report scenes that are called, and decks that are drawn from, under a condition that never holds.

Why:   the scene is never played from here.
Bad:
    passages:
      gate: {text: A gate., next: cell}
      cell:
        text: The door shuts.
        call:
          - if popularity > 100: visit    # expect: scene-never-called
        next: shot
      visit: {text: She brought bread., next: return}
      shot:
        text: At dawn.
        call: visit
        next: over
      over: {text: Over., ending: Shot}
Good:
    passages:
      gate: {text: A gate., choices: [{text: Shout., id: shout, do: popularity +30, goto: cell}, Wait. -> cell]}
      cell:
        text: The door shuts.
        call:
          - if popularity > 60: visit
        next: shot
      visit: {text: She brought bread., next: return}
      shot: {text: At dawn., ending: Shot}

Proved over all states a player can reach.
"""

from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from tools.lint.context import Context

RULE = Rule("scene-never-called", Severity.ERROR, "A call or a draw whose condition never holds.")
PROVED = True


def check(context: Context) -> Iterator[Diagnostic]:
    """Rungs of `call:` and `draw:` that are never taken."""
    for each in context.proved.broken("call", "draw"):
        *owner, target = each.goal.subject
        what = f'calls "{target}"' if each.goal.kind == "call" else f'draws from "{target}"'
        condition = f": {each.goal.text}" if each.goal.text else ""
        yield context.proved.closed(
            RULE,
            each,
            f'"{"/".join(owner)}" never {what}{condition}',
            "mend its condition, or take it out",
        )
