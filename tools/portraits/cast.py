"""The cast of a campaign, read for its faces alone."""

from collections.abc import Mapping
from pathlib import Path

from game.model.face import FIELDS, Face, NumberField, WordField, WordsField
from game.text.nodes import Map, Scalar, Seq, Tree
from game.text.read import read
from game.text.tree import parse


class BadCastError(ValueError):
    """A cast file that cannot be drawn; the loader of the game says more of it."""


def read_faces(path: Path) -> Mapping[str, Face]:
    """The face of everyone in a cast file, by id."""
    source, problems = read(path, str(path))
    if source is None:
        raise BadCastError(problems[0].message)
    parsed = parse(source)
    if parsed.tree is None:
        raise BadCastError(f"{path} is not YAML")
    faces: dict[str, Face] = {}
    cast = _entries(parsed.tree)
    for name, person in _entries(cast.get("cast", parsed.tree)).items():
        record = _entries(person)
        faces[name] = face_of(_entries(record["face"])) if "face" in record else Face()
    return faces


def face_of(record: Mapping[str, Tree]) -> Face:
    """A face from its mapping."""
    values: dict[str, str | int | tuple[str, ...]] = {}
    for key, node in record.items():
        match FIELDS.get(key):
            case NumberField(low, high):
                values[key] = min(high, max(low, int(_text(node))))
            case WordField(words):
                values[key] = _one_of(_text(node), words, key)
            case WordsField(words):
                items = node.items if isinstance(node, Seq) else (node,)
                values[key] = tuple(_one_of(_text(item), words, key) for item in items)
            case None:
                raise BadCastError(f"a face has no {key}")
    return Face(**values)  # type: ignore[arg-type]


def _one_of(word: str, words: tuple[str, ...], field: str) -> str:
    if word not in words:
        raise BadCastError(f"{field} cannot be {word}")
    return word


def _entries(node: Tree) -> dict[str, Tree]:
    if not isinstance(node, Map):
        raise BadCastError(f"line {node.span.line}: names and values are wanted here")
    return {key.text: value for key, value in node.items()}


def _text(node: Tree) -> str:
    if not isinstance(node, Scalar):
        raise BadCastError(f"line {node.span.line}: one word is wanted here")
    return node.text
