"""Report passages that no path of choices and routes leads to.

Why:   nobody will ever read it; most often a target was misspelt or a choice forgotten.
Bad:   attic: {text: Dust., next: cell}    # expect: unreachable-passage
Good:  cell: {text: The door shuts., ending: {title: Arrested}}
"""

from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from tools.lint.context import Context

RULE = Rule("unreachable-passage", Severity.ERROR, "A passage that nothing leads to.")


def check(context: Context) -> Iterator[Diagnostic]:
    """Passages outside what the start leads to, whatever the conditions."""
    archived = {
        id_.removeprefix("archive.") for id_ in context.story.flags if id_.startswith("archive.")
    }
    reached = context.graph.reachable() | archived
    for passage in context.story.passages.values():
        if passage.id not in reached:
            yield Diagnostic(
                RULE,
                passage.span,
                f'nothing leads to passage "{passage.id}"',
                "add a choice or a `next:` with it as target, or take it out",
            )
