"""The cast of a campaign, read for its faces alone."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from game.diagnostics.diagnostic import Diagnostic, has_errors
from game.diagnostics.render import brief
from game.model.declarations import Declarations
from game.model.face import Face
from game.model.story import Character, CharacterId
from game.text.nodes import Map
from game.text.read import read
from game.text.scope import Scope
from game.text.tree import parse


class BadCastError(ValueError):
    """A cast file that cannot be drawn; the loader of the game says more of it."""


def read_cast(path: Path) -> Mapping[CharacterId, Character]:
    """Everyone in a cast file, or in a campaign of one file, by id."""
    source, problems = read(path, str(path))
    if source is None:
        raise BadCastError(problems[0].message)
    parsed = parse(source)
    if not isinstance(parsed.tree, Map) or "cast" not in parsed.tree.entries:
        raise BadCastError(f"{path} holds no cast")
    found: list[Diagnostic] = []
    read_by = Declarations(found, Scope())
    read_by.cast(parsed.tree.entries["cast"][1])
    read_by.cast_looks()
    if has_errors(found):
        raise BadCastError(brief(found[0]))
    return read_by.draft.cast


def read_faces(path: Path) -> Mapping[str, Face]:
    """The face of everyone in a cast file who has one, by id."""
    cast = read_cast(path)
    return {id_: person.face for id_, person in cast.items() if person.face is not None}


def drawn(person: Character) -> Iterator[tuple[str, Face]]:
    """What is drawn of somebody: the plain face, and the looks that can hold together.

    Each with what the names of its pictures begin with.
    """
    for looks in ((), *person.together()):
        face = person.worn(looks)
        if face is not None:
            yield ".".join((person.id, *looks)), face
