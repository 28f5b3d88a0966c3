"""Report choices whose words are a paragraph.

Why:   the player reads all choices before taking one, and should hold them in mind together.
Bad:   cell: {text: A cell., choices: [Knock on the door until somebody comes. -> gate]}    # expect: label-too-long
Good:  cell: {text: A cell., choices: [Knock. -> gate]}

The examples are with `limits: {label-words: 5}`.
"""

from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from tools.count import words_of
from tools.lint.context import Context, Page

RULE = Rule("label-too-long", Severity.NOTE, "A choice of too many words.")
LIMITS = {"label-words": 40}


def check_page(page: Page, context: Context) -> Iterator[Diagnostic]:
    """Choices of which some variant has too many words."""
    most = context.limits["label-words"]
    for choice in page.passage.choices:
        words = max((words_of(case.value) for case in choice.label), default=0)
        if words > most:
            message = f'the choice "{choice.id}" has {words} words; {most} are enough'
            hint = "say what is done; how it goes, its `answer:` can tell"
            yield Diagnostic(RULE, choice.span, message, hint)
