"""Report passages that no playthrough comes to.

Why:   nobody will ever read it; most often a target was misspelt or a choice forgotten.
Bad:   attic: {text: Dust., next: cell}    # expect: unreachable-passage
Good:  cell: {text: The door shuts., ending: {title: Arrested}}

Where choices and ways lead to it, it is proved over all states a player can reach that none of them
ever opens.
"""

from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from game.model.story import PassageId
from tools.lint.context import Context

RULE = Rule("unreachable-passage", Severity.ERROR, "A passage that no playthrough comes to.")
PROVED = WORDLESS = True


def check(context: Context) -> Iterator[Diagnostic]:
    """Passages outside what the start leads to, and those that conditions keep shut."""
    archived = {
        id_.removeprefix("archive.") for id_ in context.story.flags if id_.startswith("archive.")
    }
    reached = context.graph.reachable() | archived
    apart = set()
    for passage in context.story.passages.values():
        if passage.id not in reached and not passage.ending:
            apart.add(passage.id)
            yield Diagnostic(
                RULE,
                passage.span,
                f'nothing leads to passage "{passage.id}"',
                "add a choice or a `next:` with it as target, or take it out",
            )
    for each in context.proved.unreached("passage"):
        passage = context.story.passages[PassageId(each.goal.passage)]
        if passage.id in apart or passage.id in archived or passage.event or passage.card:
            continue
        yield context.proved.closed(
            RULE,
            each,
            f'no playthrough comes to passage "{passage.id}"',
            "open a way to it, or take it out",
        )
