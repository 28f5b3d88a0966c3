"""Report cards and events that show nothing and change nothing.

Why:   the story is interrupted, and nothing happens.
Bad:
    passages:
      gate: {text: A gate., draw: street, next: home}
      knock: {card: street}    # expect: scene-does-nothing
      home: {text: Home., ending: {title: Home}}
Good:
    passages:
      gate: {text: A gate., draw: street, next: home}
      knock: {card: street, text: Somebody knocks.}
      home: {text: Home., ending: {title: Home}}
"""

from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from tools.lint.context import Context, Page

RULE = Rule("scene-does-nothing", Severity.WARNING, "A card or an event without anything in it.")


def check_page(page: Page, context: Context) -> Iterator[Diagnostic]:
    """A card or an event that is silent and leads nowhere."""
    passage = page.passage
    if not (passage.card or passage.event):
        return
    comes = (passage.effects, passage.later, passage.routes, passage.call, passage.draw)
    if passage.silent and not any(comes):
        kind = "card" if passage.card else "event"
        message = f'the {kind} "{passage.id}" shows nothing and changes nothing'
        yield Diagnostic(RULE, passage.span, message, "give it a `text:`, a `do:` or a `next:`")
