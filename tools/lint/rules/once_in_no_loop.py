"""Report choices marked `once: yes` that could be taken only once anyway.

Why:   the mark tells a reader of the file that the story comes back here, and it never does.
Bad:
    passages:
      gate: {text: A gate., choices: [{text: Knock., once: yes, goto: cell}]}    # expect: once-in-no-loop
      cell: {text: The door shuts., ending: {title: Arrested}}
Good:
    passages:
      gate: {text: A gate., choices: [{text: Knock., once: yes, goto: gate}, Go in. -> cell]}
      cell: {text: The door shuts., ending: {title: Arrested}}

Scenes, cards and events may come again from elsewhere, and are left alone.
"""

from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from tools.lint.context import Context

RULE = Rule("once-in-no-loop", Severity.NOTE, "A choice marked as once where nothing comes again.")
WORDLESS = True


def check(context: Context) -> Iterator[Diagnostic]:
    """Choices that are once in passages that are on no circle."""
    graph = context.graph
    inside = graph.inside_scenes()
    for passage in context.story.passages.values():
        marked = [choice for choice in passage.choices if choice.once]
        if not marked or passage.id in inside:
            continue
        after = (*graph.edges[passage.id], *graph.scenes[passage.id])
        if passage.id not in graph.reached_from(after):
            for choice in marked:
                message = f'nothing leads back to "{passage.id}", so every choice is once there'
                yield Diagnostic(RULE, choice.span, message, "take `once: yes` out")
