"""Report choices and ways on that lead nowhere in some state.

Why:   the game stops there with a message of its own instead of a page.
Bad:
    passages:
      gate: {text: A gate., next: cell}
      cell:
        text: The door shuts.
        choices:
          - text: Wait.    # expect: story-stops
            id: wait
            goto:
              - if popularity >= 60: shot    # expect: no-otherwise
          - {text: Shout., id: shout, do: popularity +10, goto: cell}
      shot: {text: At dawn., ending: Shot}
Good:
    passages:
      gate: {text: A gate., next: cell}
      cell:
        text: The door shuts.
        choices:
          - text: Wait.
            id: wait
            goto:
              - if popularity >= 60: shot
              - otherwise: cell
          - {text: Shout., id: shout, do: popularity +10, goto: cell}
      shot: {text: At dawn., ending: Shot}

Decided over all states a player can reach; the way there can be replayed.
"""

from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from tools.lint.context import Context

RULE = Rule("story-stops", Severity.ERROR, "A choice that leads nowhere in some state.")
PROVED = WORDLESS = True


def check(context: Context) -> Iterator[Diagnostic]:
    """Where the story may stop by a mistake of its own."""
    for each in context.proved.broken("stops"):
        message = f"the story can stop here: {each.goal.text}"
        hint = "end the ladder with `otherwise`, or call what returns"
        yield context.proved.led(RULE, each.goal.span, each.decision, message, hint)
