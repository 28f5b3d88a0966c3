"""Report choices that say why they are closed, and never are.

Why:   the words of `locked:` are read only where the `if:` does not hold; without one they are
       never read, and most often the condition was forgotten.
Bad:   cell: {text: A cell., choices: [{text: Knock., locked: Nobody would hear., do: paranoia +1, goto: cell}, Out. -> gate]}    # expect: locked-without-condition
Good:  cell: {text: A cell., choices: [{text: Knock., if: paranoia < 50, locked: Nobody would hear., do: paranoia +1, goto: cell}, Out. -> gate]}
"""

from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from tools.lint.context import Context, Page

RULE = Rule("locked-without-condition", Severity.WARNING, "A reason for what is never closed.")


def check_page(page: Page, context: Context) -> Iterator[Diagnostic]:
    """Choices with `locked:` and no `if:`."""
    for choice in page.passage.choices:
        if choice.condition is None and (choice.locked or choice.hidden):
            message = f'the choice "{choice.id}" says why it is closed, and never is'
            yield Diagnostic(RULE, choice.span, message, "add the `if:`, or take `locked:` out")
