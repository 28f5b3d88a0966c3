"""Report people entered in the ledger by a passage in which nothing is read.

Why:   the ledger names those who were harmed; that nobody reads of it on the way is what it is
       written against.
Bad:
    passages:
      gate: {text: A gate., next: yard}
      yard: {ledger: {Anna Lapina: shot at the wall}, next: home}    # expect: ledger-without-reading
      home: {text: Home., ending: {title: Home}}
Good:
    passages:
      gate: {text: A gate., next: yard}
      yard: {text: You hear it from the stairs., ledger: {Anna Lapina: shot at the wall}, next: home}
      home: {text: Home., ending: {title: Home}}
"""

from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from tools.lint.context import Context, Page

RULE = Rule("ledger-without-reading", Severity.WARNING, "Somebody is harmed where nothing is read.")


def check_page(page: Page, context: Context) -> Iterator[Diagnostic]:
    """A passage with a ledger and without a word to read."""
    passage = page.passage
    if passage.ledger and passage.silent:
        who = " and ".join(passage.ledger)
        message = f'"{passage.id}" enters {who} in the ledger, and nothing is read there'
        yield Diagnostic(RULE, passage.span, message, "write it where the scene is read")
