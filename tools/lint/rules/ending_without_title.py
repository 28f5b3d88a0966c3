"""Report endings without a title.

Why:   the ending screen, the gallery and the historian name an ending by its title.
Bad:   cell: {text: The door shuts., ending: {kind: prison}}    # expect: ending-without-title
Good:  cell: {text: The door shuts., ending: {title: Arrested}}
"""

from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from tools.lint.context import Context

RULE = Rule("ending-without-title", Severity.ERROR, "An ending that has no title.")
WORDLESS = True


def check(context: Context) -> Iterator[Diagnostic]:
    """Endings whose title is missing, or empty in some rung."""
    for passage in context.story.passages.values():
        ending = passage.ending
        if ending and (not ending.title or any(not case.value for case in ending.title)):
            yield Diagnostic(
                RULE,
                passage.span,
                f'the ending "{passage.id}" has no title',
                "write `ending: {title: …}`",
            )
