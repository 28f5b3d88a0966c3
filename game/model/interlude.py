"""The templates of interludes: which fields each kind of paper has, and what stands in them."""

from collections.abc import Mapping
from typing import Literal, TypeAlias

import attrs

Content: TypeAlias = Literal["line", "text", "list", "people"]
"""A line of prose, paragraphs, a list of entries, or one or more of the cast."""


@attrs.frozen
class Field:
    """A field of a template. `entries` are the fields of a list's entries, the first required."""

    content: Content
    meaning: str
    required: bool = False
    entries: Mapping[str, str] = attrs.field(factory=dict)


TEMPLATES: Mapping[str, Mapping[str, Field]] = {
    "telegram": {
        "number": Field("line", "its number at the office"),
        "from": Field("line", "where and whom it comes from"),
        "to": Field("line", "whom it is for"),
        "words": Field("text", "its words, as few as money allows", required=True),
        "answer": Field("line", "what was pencilled on it as an answer"),
    },
    "letter": {
        "from": Field("line", "where it was written"),
        "to": Field("line", "the salutation"),
        "words": Field("text", "its words", required=True),
        "signed": Field("line", "the signature"),
        "postscript": Field("line", "what stands below the signature"),
    },
    "court": {
        "case": Field("line", "the name of the case", required=True),
        "presiding": Field("line", "who presides"),
        "session": Field("line", "which session it is"),
        "words": Field("text", "what was said, as speech", required=True),
        "stamp": Field("line", "what is stamped across it"),
    },
    "historian": {
        "book": Field("line", "the title of the book", required=True),
        "author": Field("line", "who wrote it"),
        "year": Field("line", "when it was printed"),
        "page": Field("line", "the number of the page"),
        "words": Field("text", "the page", required=True),
        "notes": Field("list", "the footnotes", entries={"text": "its words"}),
    },
    "dossier": {
        "subject": Field("people", "whom it is about", required=True),
        "number": Field("line", "its number"),
        "opened": Field("line", "when it was opened"),
        "charge": Field("line", "what is charged"),
        "words": Field("text", "what the file says", required=True),
        "verdict": Field("line", "what was pencilled on it"),
    },
    "radio": {
        "station": Field("line", "who is speaking", required=True),
        "hour": Field("line", "when it is heard"),
        "words": Field("text", "what is read out", required=True),
    },
    "order-of-battle": {
        "title": Field("line", "whose it is, and where", required=True),
        "units": Field(
            "list",
            "the units",
            required=True,
            entries={
                "name": "its name",
                "side": "whose it is",
                "kind": "infantry, cavalry, guns, armour, ships or staff",
                "strength": "how many they are",
                "commander": "who leads it",
                "note": "what else is known",
            },
        ),
    },
    "map": {
        "title": Field("line", "what it shows", required=True),
        "caption": Field("line", "what stands below it"),
        "places": Field(
            "list",
            "the places on it",
            entries={"name": "its name", "note": "what is there", "side": "who holds it"},
        ),
        "arrow": Field("line", "what the arrow shows"),
    },
    "ledger-of-names": {
        "title": Field("line", "what the names have in common", required=True),
        "names": Field(
            "list",
            "the names",
            required=True,
            entries={"name": "the name", "note": "what happened", "mark": "what stands beside it"},
        ),
    },
    "photograph": {
        "group": Field("people", "who stands in it, left to right", required=True),
        "caption": Field("line", "what is printed under it", required=True),
        "place": Field("line", "where it was taken"),
        "back": Field("line", "what is written on the back"),
    },
}
"""The kinds of papers with a template, each with its fields; all may vary with the state."""
