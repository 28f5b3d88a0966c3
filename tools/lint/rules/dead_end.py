"""Report passages with no way on that are not endings.

Why:   the game stops there without an ending.
Bad:   cell: {text: The door shuts.}    # expect: dead-end
Good:  cell: {text: The door shuts., ending: {title: Arrested}}

A passage that only a called scene, a card or an event comes to returns where it has no way on.
"""

from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from tools.lint.context import Context

RULE = Rule("dead-end", Severity.ERROR, "A passage with no choice, route or ending.")
WORDLESS = True


def check(context: Context) -> Iterator[Diagnostic]:
    """Passages that lead nowhere and end nothing."""
    returning = context.graph.inside_scenes()
    for passage in context.story.passages.values():
        if passage.returns and passage.id not in returning:
            yield Diagnostic(
                RULE,
                passage.span,
                f'passage "{passage.id}" leads nowhere',
                "add choices, a `next:`, or an `ending:`",
            )
