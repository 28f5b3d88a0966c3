"""The notation as a JSON Schema, by which an editor completes and checks a story as one types.

Draft 7, which the YAML language server of VS Code reads best; it reads YAML 1.2, where `no` is a
word and only `true` and `false` are not, so what is text may also be a number or one of those.
"""

import json
from collections.abc import Mapping
from typing import Any, TypeAlias, assert_never

from tools.notation import (
    Between,
    Each,
    Either,
    Kind,
    ListOf,
    OneOf,
    Plain,
    Record,
    RecordOf,
    Shape,
    Some,
    Varying,
    Ways,
    records,
)

Schema: TypeAlias = dict[str, Any]

RUNGS = {"^if(\\s|$)": "a condition", "^otherwise$": "what else", "^\\d+ in \\d+$": "a chance"}
"""The keys that a rung of a ladder can have, as regular expressions."""

_WORD = "^[^\\s:,.#/(){}\\[\\]-][^\\s:,.#/(){}\\[\\]]*$"
_TEXT: Schema = {"type": ["string", "number", "boolean"]}
_KINDS: Mapping[Kind, Schema] = {
    "text": _TEXT,
    "line": _TEXT,
    "prose": _TEXT,
    "id": {"type": ["string", "integer"], "pattern": _WORD},
    "number": {"type": "integer"},
    "yes or no": {"enum": ["yes", "no", True, False, "on", "off", "Yes", "No"]},
    "date": {"type": ["string", "integer"], "pattern": "^\\d{4}(-\\d\\d(-\\d\\d)?)?$"},
    "condition": {"type": "string"},
    "effects": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
    "call": {"type": "string", "pattern": "^[^\\s(]+\\s*(\\(.*\\))?$"},
    "when": {"type": "string"},
    "anything": {},
}

_SIDE_FILE: Schema = {
    "title": "lines by id, kept by `undone ids`",
    "type": "object",
    "minProperties": 1,
    "additionalProperties": {
        "type": "object",
        "minProperties": 1,
        "propertyNames": {"pattern": "\\."},
        "additionalProperties": {"type": "string"},
    },
}
_VARYING: tuple[Kind, ...] = ("text", "line", "prose", "id", "call")


def schema() -> Schema:
    """The schema of every file of a story: a campaign, a chapter, a cast, or a side file."""
    read = records()
    campaign, chapter = read["CAMPAIGN"], read["CHAPTER"]
    cast = {"cast": campaign["cast"]}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "What Is To Be Undone: a file of a story",
        "anyOf": [
            _record(campaign, "a campaign"),
            _record(chapter, "a chapter", "chapter"),
            _record(cast, "a cast", "cast"),
            _SIDE_FILE,
        ],
        "definitions": _definitions(read),
    }


def text() -> str:
    """The schema as the text of a file."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def _definitions(read: Mapping[str, Record]) -> Schema:
    """What is referred to by its name: the kinds of values, ladders of them, and the records."""
    id_ = _refer("id")
    plain = {_slug(kind): made for kind, made in _KINDS.items()}
    ladders = {
        f"varying-{_slug(kind)}": {"anyOf": [_refer(kind), _ladder(_refer(kind))]}
        for kind in _VARYING
    }
    ways: Schema = {"ways": {"anyOf": [id_, _ladder(id_, id_)]}}
    named = {_slug(name): _record(record, name) for name, record in read.items()}
    return plain | ladders | ways | {n: made for n, made in named.items() if n != "CAMPAIGN"}


def _slug(name: str) -> str:
    return name.replace(" ", "-")


def _refer(name: str) -> Schema:
    return {"$ref": f"#/definitions/{_slug(name)}"}


def _record(record: Record, title: str, *required: str) -> Schema:
    properties = {
        key: {"description": _sentence(each.means), **_shape(each.holds)}
        for key, each in record.items()
    }
    needed = [*required, *(key for key, each in record.items() if each.required)]
    made: Schema = {"title": title, "type": "object", "properties": properties}
    if needed:
        made["required"] = list(dict.fromkeys(needed))
    return made | {"additionalProperties": False}


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def _shape(shape: Shape) -> Schema:
    match shape:
        case Plain(kind):
            return _refer(kind)
        case Between(low, high):
            return {"type": "integer", "minimum": low, "maximum": high}
        case OneOf(words):
            return {"enum": list(words)}
        case Some(of):
            return {"anyOf": [_shape(of), {"type": "array", "items": _shape(of)}]}
        case Varying(Plain(kind)):
            return _refer(f"varying {kind}")
        case Varying(of):
            return {"anyOf": [_shape(of), _ladder(_shape(of))]}
        case Ways():
            return _refer("ways")
        case Each(_, of):
            return {"type": "object", "additionalProperties": _shape(of)}
        case ListOf(of):
            return {"type": "array", "items": _shape(of)}
        case RecordOf(name):
            return _refer(name)
        case Either(shapes):
            return {"anyOf": [_shape(each) for each in shapes]}
        case _:
            assert_never(shape)


def _ladder(value: Schema, *bare: Schema) -> Schema:
    """A list of rungs, each one key with what it stands for; or, of ways, the passage alone."""
    rung: Schema = {
        "type": "object",
        "patternProperties": {
            key: {"description": _sentence(means), **value} for key, means in RUNGS.items()
        },
        "additionalProperties": False,
        "minProperties": 1,
        "maxProperties": 1,
    }
    return {"type": "array", "minItems": 1, "items": {"anyOf": [rung, *bare]} if bare else rung}
