"""Report newspapers whose front page has no headline in some state.

Why:   the player would get an empty sheet.
Bad:
    campaign: examples
    start: cell
    stats: {popularity: {start: 40}}
    newspapers: {pravda: {name: Pravda}}
    passages:
      cell:
        text: The door shuts.
        choices:
          - {text: Shout., id: shout, do: popularity +30, goto: paper}
          - {text: Wait., id: wait, goto: paper}
      paper:    # expect: no-front-page
        newspaper: pravda
        headline:
          - if popularity > 50: Crowds    # expect: no-otherwise
        next: shot
      shot: {text: At dawn., ending: Shot}
Good:
    campaign: examples
    start: cell
    stats: {popularity: {start: 40}}
    newspapers: {pravda: {name: Pravda}}
    passages:
      cell:
        text: The door shuts.
        choices:
          - {text: Shout., id: shout, do: popularity +30, goto: paper}
          - {text: Wait., id: wait, goto: paper}
      paper:
        newspaper: pravda
        headline:
          - if popularity > 50: Crowds
          - otherwise: Quiet
        next: shot
      shot: {text: At dawn., ending: Shot}

Decided over all states a player can reach; the way there can be replayed.
"""

from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from tools.lint.context import Context

RULE = Rule("no-front-page", Severity.ERROR, "A front page without a headline in some state.")
PROVED = WORDLESS = True


def check(context: Context) -> Iterator[Diagnostic]:
    """Newspapers that may have nothing to print."""
    for each in context.proved.broken("no-front-page"):
        message = f'the front page "{each.goal.passage}" can be without a headline'
        hint = "end its headline with `- otherwise: …`"
        yield context.proved.led(RULE, each.goal.span, each.decision, message, hint)
