"""Report conditions that hold in no state in which they are asked.

Why:   what they open is never taken, called, drawn or seen from here.
Bad:
    passages:
      gate: {text: A gate., next: cell}
      cell:
        text: The door shuts.
        next:
          - if popularity > 100: shot    # expect: condition-never-true
          - otherwise: shot
      shot: {text: At dawn., ending: Shot}
Good:
    passages:
      gate: {text: A gate., choices: [{text: Shout., id: shout, do: popularity +30, goto: cell}, Wait. -> cell]}
      cell:
        text: The door shuts.
        next:
          - if popularity > 60: shot
          - otherwise: shot
      shot: {text: At dawn., ending: Shot}

Proved over all states a player can reach. The conditions of ways on, of `call:` and `draw:`, and of
the looks of people count, each where it stands: below other rungs, only what these let through. Of
choices `choice-never-open` tells, of texts `variant-never-read`.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from tools.lint.context import Context

if TYPE_CHECKING:
    from tools.prove.verdicts import Verdict

RULE = Rule("condition-never-true", Severity.ERROR, "A condition that never holds where it stands.")
PROVED = WORDLESS = True


def check(context: Context) -> Iterator[Diagnostic]:
    """Conditions of ways on, scenes, decks and looks that never hold."""
    for each in context.proved.broken("route", "call", "draw", "variant"):
        if not each.goal.text or (each.goal.kind == "variant" and each.goal.passage):
            continue
        yield context.proved.closed(
            RULE,
            each,
            f"{_what(each)}: this never holds here: {each.goal.text}",
            "mend it, let something before it make it hold, or take it out",
        )


def _what(verdict: "Verdict") -> str:
    subject = verdict.goal.subject
    match verdict.goal.kind:
        case "route":
            return f'the way from "{"/".join(subject[:-2])}" to "{subject[-1]}"'
        case "call":
            return f'the call of "{subject[-1]}" from "{"/".join(subject[:-1])}"'
        case "draw":
            return f'the draw from "{subject[-1]}" at "{"/".join(subject[:-1])}"'
        case _:
            return f'the look "{subject[2]}" of "{subject[1]}"'
