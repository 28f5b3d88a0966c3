"""Report portraits and plates that the story needs and the assets lack.

Why:   the player sees a paper silhouette where a face should be.
Bad:
    cast:
      elsa: {name: Elsa Brandt}    # a campaign with portraits, and none of hers
    passages:
      gate: {text: 'ELSA: Go home.', ending: {title: Home}}
Good:  cell: {text: The door shuts., ending: {title: Arrested}}

`python -m tools.portraits` draws what the cast says; run it after changing the cast.
"""

from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from tools.lint.context import Context, Page

RULE = Rule("missing-asset", Severity.ERROR, "A picture the story needs that is not there.")

_FACES = ("neutral", "stern", "angry", "afraid", "pleased", "grieving")


def applies(context: Context) -> bool:
    """Whether the campaign has portraits at all."""
    return context.assets.drawn


def note(page: Page, context: Context) -> Iterator[str]:
    """Who is photographed for a front page."""
    news = page.passage.newspaper
    for case in news.picture if news else ():
        yield from case.value.group


def check(context: Context) -> Iterator[Diagnostic]:
    """Portraits and plates that are missing, for campaigns that have portraits at all."""
    photographed = frozenset(
        who for notes in context.notes.get(RULE.id, {}).values() for who in notes
    )
    for character in context.story.cast.values():
        missing: list[str] = []
        for looks in ((), *character.together()):
            who = ".".join((character.id, *looks))
            absent = [face for face in _FACES if not context.assets.has_portrait(who, face)]
            if character.id in photographed and not context.assets.has_plate(who):
                absent.append("press")
            missing += [".".join((*looks, face)) for face in absent]
        if missing:
            yield Diagnostic(
                RULE,
                character.span,
                f'"{character.id}" has no portrait: {", ".join(missing)}',
                "draw it with `python -m tools.portraits`",
            )
