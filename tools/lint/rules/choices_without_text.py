"""Report passages that offer choices and say nothing.

Why:   the player is asked, and does not know by whom or about what.
Bad:   cell: {choices: [Knock. -> gate, {text: Wait., do: paranoia +1, goto: cell}]}    # expect: choices-without-text
Good:  cell: {text: A cell., choices: [Knock. -> gate, {text: Wait., do: paranoia +1, goto: cell}]}
"""

from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from tools.lint.context import Context, Page

RULE = Rule("choices-without-text", Severity.NOTE, "Choices under an empty page.")


def check_page(page: Page, context: Context) -> Iterator[Diagnostic]:
    """A passage with choices, and with nothing to read."""
    passage = page.passage
    shown = passage.text or passage.newspaper or passage.document or passage.interlude
    if passage.choices and not (shown or passage.ending):
        message = f'"{passage.id}" offers choices under an empty page'
        yield Diagnostic(RULE, passage.span, message, "add a `text:`")
