"""Report portraits and plates that the story needs and the assets lack.

Why:   the player sees a paper silhouette where a face should be.
Bad:   a speaker of a drawn campaign whose portrait was never made
Good:  run `python -m tools.portraits` after changing the cast
"""

from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from game.model.graph import Graph
from game.model.story import CharacterId, Story
from tools.lint.assets import Assets

RULE = Rule("missing-asset", Severity.ERROR, "A picture the story needs that is not there.")

_FACES = ("neutral", "stern", "angry", "afraid", "pleased", "grieving")


def check(story: Story, graph: Graph, assets: Assets) -> Iterator[Diagnostic]:
    """Portraits and plates that are missing, for campaigns that have portraits at all."""
    if not assets.drawn:
        return
    photographed = _photographed(story)
    for character in story.cast.values():
        missing: list[str] = []
        for looks in ((), *character.together()):
            who = ".".join((character.id, *looks))
            absent = [face for face in _FACES if not assets.has_portrait(who, face)]
            if character.id in photographed and not assets.has_plate(who):
                absent.append("press")
            missing += [".".join((*looks, face)) for face in absent]
        if missing:
            yield Diagnostic(
                RULE,
                character.span,
                f'"{character.id}" has no portrait: {", ".join(missing)}',
                "draw it with `python -m tools.portraits`",
            )


def _photographed(story: Story) -> frozenset[CharacterId]:
    return frozenset(
        person
        for passage in story.passages.values()
        if passage.newspaper
        for case in passage.newspaper.picture
        for person in case.value.group
    )
