"""What each key of the notation holds: one table for the writers' reference and for editors.

The keys and their meanings are the loader's own; here stands what may be written after each.
"""

import ast
import inspect
from collections.abc import Callable, Mapping
from typing import Literal, TypeAlias

import attrs

from game.model import keys
from game.model.face import FIELDS, Face, NumberField, WordField, WordsField
from game.model.interlude import TEMPLATES, Field
from game.model.story import FATE_WORDS

Kind: TypeAlias = Literal[
    "text",
    "line",
    "prose",
    "id",
    "number",
    "yes or no",
    "date",
    "condition",
    "effects",
    "call",
    "when",
    "anything",
]


@attrs.frozen
class Plain:
    """One value of a kind."""

    kind: Kind


@attrs.frozen
class Between:
    """A whole number between two bounds, which it may reach."""

    low: int
    high: int


@attrs.frozen
class OneOf:
    """One of some words."""

    words: tuple[str, ...]


@attrs.frozen
class Some:
    """A list of values, or one of them alone."""

    of: "Shape"


@attrs.frozen
class Varying:
    """A value, or a ladder of such values."""

    of: "Shape"


@attrs.frozen
class Ways:
    """Where it goes: a passage or chapter, or a ladder of them."""


@attrs.frozen
class Each:
    """A mapping from names to values; `named` is what the names are."""

    named: str
    of: "Shape"


@attrs.frozen
class ListOf:
    """A list of values."""

    of: "Shape"


@attrs.frozen
class RecordOf:
    """A mapping with the keys of a record."""

    name: str


@attrs.frozen
class Either:
    """One of several."""

    shapes: tuple["Shape", ...]


Shape: TypeAlias = (
    Plain | Between | OneOf | Some | Varying | Ways | Each | ListOf | RecordOf | Either
)


@attrs.frozen
class Key:
    """A key: what it is for, what it holds, and whether it must be there."""

    means: str
    holds: Shape
    required: bool = False


Record: TypeAlias = Mapping[str, Key]

_TEXT, _LINE, _PROSE, _ID = Plain("text"), Plain("line"), Plain("prose"), Plain("id")
_NUMBER, _YES_OR_NO, _DATE = Plain("number"), Plain("yes or no"), Plain("date")
_CONDITION, _EFFECTS, _WHEN = Plain("condition"), Plain("effects"), Plain("when")
_WORDS, _PEOPLE, _IDS = Some(_TEXT), Some(_ID), Some(_ID)
_A_LINE, _A_TEXT = Varying(_LINE), Varying(_PROSE)
_LATER = Some(Each("time", Ways()))
_CALL, _DRAW = Varying(Plain("call")), Varying(_ID)
_NOTE = Plain("anything")
_LOOK: Mapping[str, Shape] = {"if": _CONDITION, "since": _DATE, "note": _NOTE}


def _or_record(shape: Shape, name: str) -> Shape:
    return Either((shape, RecordOf(name)))


_SHAPES: Mapping[str, tuple[Mapping[str, str], Mapping[str, Shape], tuple[str, ...]]] = {
    "CAMPAIGN": (
        keys.CAMPAIGN,
        {
            "campaign": _ID,
            "title": _TEXT,
            "years": _TEXT,
            "player": _ID,
            "start": _ID,
            "ink": OneOf(keys.INKS),
            "about": _TEXT,
            "content": _TEXT,
            "stats": Each("name", RecordOf("STAT")),
            "numbers": Each("name", RecordOf("STAT")),
            "flags": Each("name", _or_record(_TEXT, "FLAG")),
            "named": Each("name", RecordOf("NAMED")),
            "conditions": Each("words", _CONDITION),
            "rules": ListOf(RecordOf("RULE")),
            "lint": RecordOf("LINT"),
            "achievements": Each("name", _or_record(_TEXT, "ACHIEVEMENT")),
            "scenes": _IDS,
            "language": _TEXT,
            "newspapers": Each("id", RecordOf("MASTHEAD")),
            "cast": Each("id", RecordOf("CHARACTER")),
            "chapter": _ID,
            "chapters": Each("id", RecordOf("CHAPTER")),
            "passages": Each("id", RecordOf("PASSAGE")),
            "note": _NOTE,
        },
        ("campaign",),
    ),
    "STAT": (
        keys.STAT,
        {
            "start": _NUMBER,
            "from": _NUMBER,
            "to": _NUMBER,
            "bands": Each("band", _NUMBER),
            "label": _TEXT,
            "means": _TEXT,
            "was": _WORDS,
        },
        (),
    ),
    "FLAG": (keys.FLAG, {"means": _TEXT, "was": _WORDS}, ("means",)),
    "NAMED": (
        keys.NAMED,
        {"one of": _IDS, "start": _ID, "means": _TEXT, "was": _WORDS},
        ("one of",),
    ),
    "MASTHEAD": (
        keys.MASTHEAD,
        {
            "name": _TEXT,
            "motto": _TEXT,
            "place": _TEXT,
            "price": _TEXT,
            "organ": _A_LINE,
            "ear": Varying(_or_record(_LINE, "FIGURES")),
            "slogan": _A_LINE,
            "old-style": _YES_OR_NO,
        },
        (),
    ),
    "ACHIEVEMENT": (keys.ACHIEVEMENT, {"title": _TEXT, "means": _TEXT}, ()),
    "RULE": (
        keys.RULE,
        {"always": _CONDITION, "never": _CONDITION, "eventually": _CONDITION},
        (),
    ),
    "LINT": (
        keys.LINT,
        {
            "off": Some(_ID),
            "on": Some(_ID),
            "severity": Each("rule", OneOf(("error", "warning", "note"))),
            "limits": Each("limit", _NUMBER),
        },
        (),
    ),
    "CHARACTER": (
        keys.CHARACTER,
        {
            "name": _TEXT,
            "says": _TEXT,
            "born": _TEXT,
            "died": _TEXT,
            "gender": OneOf(("woman", "man")),
            "voice": _TEXT,
            "fate": OneOf(FATE_WORDS),
            "role": _TEXT,
            "trust": _NUMBER,
            "shares": _WORDS,
            "expressions": Each("word", OneOf(keys.EXPRESSIONS)),
            "face": RecordOf("FACE"),
            "looks": Each("id", RecordOf("LOOK")),
            "was": _WORDS,
            "note": _NOTE,
        },
        (),
    ),
    "CHAPTER": (
        keys.CHAPTER,
        {
            "chapter": _ID,
            "title": _TEXT,
            "date": _DATE,
            "place": _A_LINE,
            "music": Varying(_TEXT),
            "cast": _PEOPLE,
            "start": _ID,
            "as": _ID,
            "covers": _WORDS,
            "passages": Each("id", RecordOf("PASSAGE")),
            "was": _WORDS,
            "note": _NOTE,
        },
        ("passages",),
    ),
    "PASSAGE": (
        keys.PASSAGE,
        {
            "text": _A_TEXT,
            "do": _EFFECTS,
            "choices": ListOf(_or_record(_LINE, "CHOICE")),
            "next": Ways(),
            "draw": _DRAW,
            "call": _CALL,
            "later": _LATER,
            "ending": _or_record(_LINE, "ENDING"),
            "card": _or_record(_ID, "CARD"),
            "event": _or_record(_WHEN, "EVENT"),
            "verdict": Either((_A_TEXT, Each("part", _A_TEXT))),
            "newspaper": _ID,
            "headline": _A_LINE,
            "deck": _A_LINE,
            "lead": _A_TEXT,
            "picture": Varying(RecordOf("PICTURE")),
            "columns": ListOf(RecordOf("ARTICLE")),
            "editorial": Varying(_or_record(_PROSE, "ARTICLE")),
            "decree": Varying(_or_record(_PROSE, "ARTICLE")),
            "figures": Varying(_or_record(_LINE, "FIGURES")),
            "ear": Varying(_or_record(_LINE, "FIGURES")),
            "slogan": _A_LINE,
            "stamp": _A_LINE,
            "border": Varying(OneOf(keys.BORDERS)),
            "censor": RecordOf("CENSOR"),
            "truth": _A_LINE,
            "document": RecordOf("DOCUMENT"),
            **{name: RecordOf(name) for name in TEMPLATES},
            "hard": _or_record(_TEXT, "HARD"),
            "date": _DATE,
            "time": _TEXT,
            "place": _A_LINE,
            "music": Varying(_TEXT),
            "ledger": Each("name", _TEXT),
            "covers": _WORDS,
            "was": _WORDS,
            "note": _NOTE,
        },
        (),
    ),
    "CHOICE": (
        keys.CHOICE,
        {
            "text": _A_LINE,
            "id": _ID,
            "if": _CONDITION,
            "locked": _A_LINE,
            "once": _YES_OR_NO,
            "fallback": _YES_OR_NO,
            "confirm": _A_LINE,
            "do": _EFFECTS,
            "later": _LATER,
            "answer": _A_TEXT,
            "verdict": _A_TEXT,
            "call": _CALL,
            "draw": _DRAW,
            "goto": Ways(),
            "was": _WORDS,
            "note": _NOTE,
        },
        ("text",),
    ),
    "ENDING": (
        keys.ENDING,
        {"title": _A_LINE, "kind": _TEXT, "order": _NUMBER, "if": _CONDITION},
        (),
    ),
    "CARD": (
        keys.CARD,
        {
            "deck": _ID,
            "if": _CONDITION,
            "priority": _NUMBER,
            "weight": Between(1, 1000),
            "rest": _TEXT,
            "once": _YES_OR_NO,
        },
        ("deck",),
    ),
    "EVENT": (
        keys.EVENT,
        {"when": _WHEN, "if": _CONDITION, "once": _YES_OR_NO, "order": _NUMBER},
        ("when",),
    ),
    "HARD": (keys.HARD, {"note": _TEXT, "instead": _PROSE}, ()),
    "DOCUMENT": (
        keys.DOCUMENT,
        {"form": _TEXT, "title": _A_LINE, "words": _A_TEXT},
        ("words",),
    ),
    "PICTURE": (keys.PICTURE, {"group": _PEOPLE, "caption": _A_LINE}, ("group",)),
    "ARTICLE": (keys.ARTICLE, {"if": _CONDITION, "title": _A_LINE, "text": _A_TEXT}, ()),
    "FIGURES": (
        keys.FIGURES,
        {"title": _A_LINE, "rows": ListOf(_or_record(_LINE, "FIGURE")), "note": _A_LINE},
        (),
    ),
    "FIGURE": (
        keys.FIGURE,
        {"name": _A_LINE, "value": _A_LINE, "if": _CONDITION},
        ("name",),
    ),
    "CENSOR": (
        keys.CENSOR,
        {
            "if": _CONDITION,
            "bars": Some(_or_record(_LINE, "BARRED")),
            "strikes": Some(_or_record(_LINE, "BARRED")),
            "lifted": Some(_or_record(_LINE, "LIFTED")),
            "missing": _PEOPLE,
            "notes": Some(_or_record(_LINE, "REMARK")),
            "refusal": _A_LINE,
        },
        (),
    ),
    "BARRED": (keys.BARRED, {"words": _A_LINE, "if": _CONDITION}, ("words",)),
    "LIFTED": (keys.LIFTED, {"title": _A_LINE, "if": _CONDITION}, ("title",)),
    "REMARK": (keys.REMARK, {"text": _A_LINE, "at": _A_LINE, "if": _CONDITION}, ("text",)),
}


def records() -> Mapping[str, Record]:
    """Every record of the notation by its name in `keys`, the interludes by their own names."""
    read = {
        name: {key: Key(meanings[key], shapes[key], key in required) for key in meanings}
        for name, (meanings, shapes, required) in _SHAPES.items()
    }
    face = _face()
    when = {key: Key(means, _LOOK[key]) for key, means in keys.LOOK.items()}
    return read | _interludes() | {"FACE": face, "LOOK": {**when, **face}}


def _interludes() -> dict[str, Record]:
    """The kinds of papers, and for each list in one the record of its entries."""
    read: dict[str, Record] = {}
    for name, fields in TEMPLATES.items():
        read[name] = {
            key: Key(field.meaning, _field(f"{name} {key}", field), field.required)
            for key, field in fields.items()
        }
        for key, field in fields.items():
            if field.entries:
                entry = {each: Key(means, _A_LINE) for each, means in field.entries.items()}
                read[f"{name} {key}"] = entry | {"if": Key("when it is printed", _CONDITION)}
    return read


def _field(name: str, field: Field) -> Shape:
    match field.content:
        case "line":
            return _A_LINE
        case "text":
            return _A_TEXT
        case "list":
            return ListOf(_or_record(_LINE, name))
        case "people":
            return Varying(_PEOPLE)


def _face() -> Record:
    """The fields of a face; what they are for is said beside them, where they are defined."""
    meanings = _said_beside(Face)
    usual = {each.name: each.default for each in attrs.fields(Face)}
    read: dict[str, Key] = {}
    for name, field in FIELDS.items():
        match field:
            case NumberField(low, high):
                shape: Shape = Between(low, high)
            case WordField(words):
                shape = OneOf(words)
            case WordsField(words):
                shape = Some(OneOf(words))
        default = usual[name]
        normal = f"usually {default}" if default != () else "usually none"
        means = meanings.get(name, "").rstrip(".")
        means = means[:1].lower() + means[1:]
        read[name] = Key("; ".join(part for part in (means, normal) if part), shape)
    return read


def _said_beside(record: Callable[..., object]) -> Mapping[str, str]:
    """The sentence that stands below each attribute of a class in its source."""
    (class_,) = ast.parse(inspect.getsource(record)).body
    assert isinstance(class_, ast.ClassDef)
    said: dict[str, str] = {}
    for above, below in zip(class_.body, class_.body[1:], strict=False):
        match above, below:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(words))),
            ):
                said[name] = words
    return said
