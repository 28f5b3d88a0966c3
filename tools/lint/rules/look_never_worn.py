"""Report looks of people that nobody ever sees them with.

Why:   somebody drew it, and nobody will see it.
Bad:
    campaign: examples
    start: cell
    stats: {popularity: {start: 40}}
    cast:
      joe: {name: Joe, says: JOE, face: {face: oval}, looks: {old: {if: popularity > 100, hair: bald}}}    # expect: look-never-worn
    passages:
      cell:
        text: |
          JOE: Good morning.
        ending: Shot
Good:
    campaign: examples
    start: cell
    stats: {popularity: {start: 40}}
    cast:
      joe: {name: Joe, says: JOE, face: {face: oval}, looks: {old: {if: popularity > 10, hair: bald}}}
    passages:
      cell:
        text: |
          JOE: Good morning.
        ending: Shot

Proved over all states a player can reach.
"""

from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from tools.lint.context import Context

RULE = Rule("look-never-worn", Severity.WARNING, "A look that nobody is ever seen with.")
PROVED = True


def check(context: Context) -> Iterator[Diagnostic]:
    """Looks whose condition never holds."""
    for each in context.proved.broken("variant"):
        if each.goal.passage:
            continue
        _, who, look = each.goal.subject
        message = f'"{who}" is never seen with the look "{look}": {each.goal.text}'
        yield context.proved.closed(RULE, each, message, "mend its condition, or take it out")
