"""Report portraits of nobody in the cast.

Why:   they are shipped with the game and never seen; most often somebody was renamed.
Bad:   cell: {text: The door shuts., ending: {title: Arrested}}    # with a portrait of nobody
Good:  cell: {text: The door shuts., ending: {title: Arrested}}
"""

from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from game.diagnostics.suggest import did_you_mean
from tools.lint.context import Context

RULE = Rule("unused-asset", Severity.WARNING, "A portrait of nobody in the cast.")


def applies(context: Context) -> bool:
    """Whether the campaign has portraits at all."""
    return context.assets.drawn


def check(context: Context) -> Iterator[Diagnostic]:
    """Files of portraits whose names begin with no id of the cast."""
    cast = context.story.cast
    strangers: dict[str, int] = {}
    for file in context.assets.pictures():
        who = context.assets.sitter(file)
        if who not in cast:
            name = str(who) or file.stem
            strangers[name] = strangers.get(name, 0) + 1
    for stranger, count in strangers.items():
        pictures = f"{count} picture{'s' if count > 1 else ''}"
        message = f'{pictures} of "{stranger}", who is not in the cast'
        hint = did_you_mean(stranger, cast, "delete them, or write the person into the cast")
        yield Diagnostic(RULE, context.at_the_top, message, hint)
