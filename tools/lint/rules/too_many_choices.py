"""Report passages with more choices than there are figure keys.

Why:   the keys 1 to 9 take the first nine; a tenth is out of reach for who plays by keys alone, and
       nobody weighs ten things.
Bad:   cell: {text: A cell., choices: [One. -> gate, {text: Two., id: two, do: paranoia +1, goto: gate}]}    # expect: too-many-choices
Good:  cell: {text: A cell., choices: [One. -> gate]}

The examples are with `limits: {choices: 1}`. Choices with conditions count, except for fallbacks.
"""

from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from tools.lint.context import Context, Page

RULE = Rule("too-many-choices", Severity.WARNING, "More choices than can be taken in.")
LIMITS = {"choices": 9}


def check_page(page: Page, context: Context) -> Iterator[Diagnostic]:
    """A passage that offers too much."""
    count = sum(not choice.fallback for choice in page.passage.choices)
    most = context.limits["choices"]
    if count > most:
        message = f'"{page.passage.id}" offers {count} choices; {most} are enough'
        hint = "drop the weakest, or lead to a second passage"
        yield Diagnostic(RULE, page.passage.span, message, hint)
