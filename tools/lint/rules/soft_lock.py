"""Report passages in which a player can stand with nothing to do.

Why:   the game cannot be played on from there, and no ending was reached.
Bad:
    passages:
      gate: {text: A gate., next: cell}
      cell:    # expect: soft-lock
        text: The door shuts.
        choices:
          - {text: Wait., id: wait, once: yes, do: popularity -5, goto: cell}
          - {text: Bribe him., id: bribe, if: popularity >= 50, goto: shot}
      shot: {text: At dawn., ending: Shot}
Good:
    passages:
      gate: {text: A gate., next: cell}
      cell:
        text: The door shuts.
        choices:
          - {text: Wait., id: wait, once: yes, do: popularity -5, goto: cell}
          - {text: Bribe him., id: bribe, if: popularity >= 50, goto: shot}
          - {text: Sleep., id: sleep, fallback: yes, goto: shot}
      shot: {text: At dawn., ending: Shot}

Decided over all states a player can reach; the way there can be replayed.
"""

from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from game.model.story import PassageId
from tools.lint.context import Context

RULE = Rule("soft-lock", Severity.ERROR, "A state in which every choice is closed.")
PROVED = WORDLESS = True


def check(context: Context) -> Iterator[Diagnostic]:
    """Passages in which every choice can be closed, and no way on holds."""
    inside = context.graph.inside_scenes()
    for each in context.proved.broken("stuck"):
        passage = context.story.passages[PassageId(each.goal.passage)]
        if passage.returns and passage.id not in inside:
            continue  # a dead end whatever holds
        closed = "every choice can be closed" if passage.choices else "no way on may hold"
        hint = "add a choice with `fallback: yes`, or an `otherwise`"
        message = f'the story can stop in "{passage.id}": {closed}'
        yield context.proved.led(RULE, each.goal.span, each.decision, message, hint)
