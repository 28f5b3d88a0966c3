"""Report front pages that read the same whatever the player did.

Why:   a paper that lies about the player's own deeds is what the next morning is for.
Bad:
    newspapers:
      pravda: {name: Pravda}
    passages:
      gate: {newspaper: pravda, headline: NOTHING HAPPENED, next: home}    # expect: front-page-without-variant
      home: {text: Home., ending: {title: Home}}
Good:
    newspapers:
      pravda: {name: Pravda}
    passages:
      gate: {newspaper: pravda, headline: '{if paranoia > 50: ALL IS WELL | otherwise: NOTHING HAPPENED}', next: home}
      home: {text: Home., ending: {title: Home}}
"""

from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from tools.lint.context import Context, Page

RULE = Rule("front-page-without-variant", Severity.NOTE, "A front page that is always the same.")
OPTIONAL = True


def check_page(page: Page, context: Context) -> Iterator[Diagnostic]:
    """A front page that asks for nothing."""
    passage = page.passage
    if passage.newspaper and not (page.uses.reads or page.uses.chosen):
        message = f'the front page "{passage.id}" reads the same whatever the player did'
        hint = "let its headline or a column depend on something"
        yield Diagnostic(RULE, passage.span, message, hint)
