"""Report events that never come, and cards that are never drawn.

Why:   nobody will ever read them.
Bad:
    passages:
      gate: {text: A gate., next: cell}
      cell: {text: The door shuts., next: shot}
      riot:    # expect: event-never-fires
        text: The crowd breaks the door down.
        event: {when: when popularity > 100}
        next: return
      shot: {text: At dawn., ending: Shot}
Good:
    passages:
      gate: {text: A gate., next: cell}
      cell:
        text: The door shuts.
        choices: [{text: Shout., id: shout, do: popularity +30, goto: yard}, Wait. -> yard]
      yard: {text: The yard., next: shot}
      riot: {text: A crowd at the gate., event: {when: when popularity > 60}, next: return}
      shot: {text: At dawn., ending: Shot}

Proved over all states a player can reach.
"""

from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from tools.lint.context import Context

RULE = Rule(
    "event-never-fires", Severity.ERROR, "An event that never comes, or a card never drawn."
)
PROVED = WORDLESS = True


def check(context: Context) -> Iterator[Diagnostic]:
    """Events and cards without a state in which they come."""
    for each in context.proved.broken("event", "card"):
        passage = each.goal.passage
        if each.goal.kind == "event":
            message = f'the event "{passage}" never comes'
        else:
            message = f'the card "{passage}" is never drawn'
        yield context.proved.closed(RULE, each, message, "mend what it waits for, or take it out")
