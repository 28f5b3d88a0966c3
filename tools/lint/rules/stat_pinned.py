"""Report passages from which on a stat stands at its bound for good.

Why:   the story goes on moving the number, and nothing the player does can be seen in it.
Bad:
    passages:
      gate: {text: A gate., next: cell}
      cell:    # expect: stat-pinned
        text: The door shuts.
        do: popularity -100
        choices:
          - {text: Wait., id: wait, do: popularity -5, goto: shot}
          - {text: Confess., id: confess, do: popularity -20, goto: shot}
      shot: {text: At dawn., ending: Shot}
Good:
    passages:
      gate: {text: A gate., next: cell}
      cell:
        text: The door shuts.
        do: popularity -10
        choices:
          - {text: Wait., id: wait, do: popularity -5, goto: shot}
          - {text: Confess., id: confess, do: popularity -20, goto: shot}
      shot: {text: At dawn., ending: Shot}

Proved over all states a player can reach: on every way from there to an ending it stays so.
"""

from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from game.model.story import PassageId
from tools.lint.context import Context

RULE = Rule("stat-pinned", Severity.WARNING, "A stat that stays at its bound on every way on.")
PROVED = WORDLESS = True


def check(context: Context) -> Iterator[Diagnostic]:
    """Where a stat is held at its bound up to the end."""
    for pin in context.proved.proof.pins:
        message = f'from "{pin.passage}" on, {pin.stat.id} stands at {pin.value} on every way to an ending'
        hint = "let something move it back, or take out the effects on it"
        span = context.story.passages[PassageId(pin.passage)].span
        yield Diagnostic(RULE, span, message, hint)
