"""Report passages with a single choice.

Why:   one choice is no choice; a `next:` says the same and does not pretend.
Bad:   cell: {text: A cell., choices: [Out. -> gate]}    # expect: one-choice-only
Good:  cell: {text: A cell., choices: [Out. -> gate, {text: Wait., id: wait, do: paranoia +1, goto: gate}]}
"""

from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from tools.lint.context import Context, Page

RULE = Rule("one-choice-only", Severity.NOTE, "A passage with a single choice.")
OPTIONAL = True


def check_page(page: Page, context: Context) -> Iterator[Diagnostic]:
    """A passage that asks, and takes one answer."""
    choices = page.passage.choices
    if len(choices) == 1:
        message = f'"{page.passage.id}" offers one choice only'
        hint = "add another, or write `next:` in its place"
        yield Diagnostic(RULE, choices[0].span, message, hint)
