"""Report endings that no playthrough comes to.

Why:   nobody will ever read it, and the gallery keeps a place for it that stays empty.
Bad:
    passages:
      gate: {text: A gate., next: cell}
      cell:
        text: The door shuts.
        choices:
          - {text: Wait., goto: shot}
          - {text: Beg., if: popularity > 100, goto: freed}    # expect: choice-never-open
      shot: {text: At dawn., ending: Shot}
      freed: {text: The door opens., ending: Freed}    # expect: unreachable-ending
Good:
    passages:
      gate: {text: A gate., next: cell}
      cell:
        text: The door shuts.
        choices:
          - {text: Wait., goto: shot}
          - {text: Beg., goto: freed}
      shot: {text: At dawn., ending: Shot}
      freed: {text: The door opens., ending: Freed}

Proved over all states a player can reach.
"""

from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from tools.lint.context import Context

RULE = Rule("unreachable-ending", Severity.ERROR, "An ending that no playthrough comes to.")
PROVED = WORDLESS = True


def check(context: Context) -> Iterator[Diagnostic]:
    """Endings without a way there."""
    for each in context.proved.unreached("ending"):
        yield context.proved.closed(
            RULE,
            each,
            f'no playthrough comes to the ending "{each.goal.passage}"',
            "open a way to it, or take it out",
        )
