"""Report people of the cast who are never seen, heard or spoken of.

Why:   a person who was drawn and described waits for a scene that was not written.
Bad:
    cast:
      elsa: {name: Elsa Brandt}    # expect: unused-character
    passages:
      gate: {text: A gate., ending: {title: Home}}
Good:
    cast:
      elsa: {name: Elsa Brandt}
    passages:
      gate: {text: 'ELSA: Go home.', ending: {title: Home}}

To speak, to stand in a picture or on the stage, to have a dossier, and to be asked for by a
condition, an effect or a value in prose is use; so is a name that only the prose tells.
"""

import re
from collections.abc import Iterator

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from game.model.story import Character
from tools.lint.context import Context

RULE = Rule("unused-character", Severity.WARNING, "Somebody of the cast who is never met.")


def check(context: Context) -> Iterator[Diagnostic]:
    """People of whom nothing is said."""
    uses = context.uses
    for character in context.story.cast.values():
        named = {f"trust.{character.id}", f"fate.{character.id}"}
        met = character.id in uses.people or named & (uses.reads | uses.writes)
        if not met and not _told_of(character, context):
            message = f'"{character.id}" is never seen, heard or spoken of'
            hint = f"give {character.name} a line, or take them out of the cast"
            yield Diagnostic(RULE, character.span, message, hint)


def _told_of(character: Character, context: Context) -> bool:
    """Whether prose names them by the last word of their name."""
    *_, last = character.name.split() or [character.id]
    pattern = re.compile(rf"\b{re.escape(last)}\b")
    return any(pattern.search(page.written) for page in context.pages.values())
