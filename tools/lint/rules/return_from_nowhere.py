"""Report ways back from passages that nothing calls.

Why:   `return` leads back to what a scene was called from; where nothing was, the story stops.
Bad:   cell: {text: The door shuts., next: return}    # expect: return-from-nowhere
Good:  cell: {text: The door shuts., ending: {title: Arrested}}

A passage that only a called scene, a card or an event comes to may return; whether one that both
the story and a scene come to always may is for the exact passes to say.
"""

from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from game.model.story import RETURN
from tools.lint.context import Context

RULE = Rule("return-from-nowhere", Severity.ERROR, "A way back from a passage nothing calls.")
WORDLESS = True


def check(context: Context) -> Iterator[Diagnostic]:
    """Ways to `return` outside of all scenes."""
    inside = context.graph.inside_scenes()
    for passage in context.story.passages.values():
        if passage.id in inside:
            continue
        for each in (passage.routes, *(choice.routes for choice in passage.choices)):
            for route in each:
                if route.target == RETURN:
                    yield Diagnostic(
                        RULE,
                        route.span if route.span.file else passage.span,
                        f'"{passage.id}" returns, but nothing calls it',
                        "name the passage it leads to, or call it with `call:`",
                    )
