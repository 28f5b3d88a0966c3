"""The record a portrait is drawn from: words and whole percentages, all with a usual value.

Nothing here draws. `FIELDS` says what each field may hold, so that a loader can check what a
writer wrote; the usual values make a plain clean-shaven man of middle years in a suit.
"""

from collections.abc import Mapping
from typing import TypeAlias

import attrs


@attrs.frozen
class NumberField:
    """A field that holds a whole number, most often a percentage, bounds included."""

    low: int
    high: int


@attrs.frozen
class WordField:
    """A field that holds one of some words."""

    words: tuple[str, ...]


@attrs.frozen
class WordsField:
    """A field that holds any of some words."""

    words: tuple[str, ...]


Field = NumberField | WordField | WordsField
FieldValue: TypeAlias = int | str | tuple[str, ...]


@attrs.frozen
class Face:
    """How somebody looks."""

    face: str = "oval"
    """The outline of the skull."""
    age: int = 40
    """Wear, not years: 0 smooth, 100 deeply lined."""
    youth: int = 0
    """Childish proportions: 0 grown up, 100 a child of six."""
    turn: int = 29
    """Depth of the three-quarter view."""
    facing: str = "left"
    """The side of the picture looked towards, from which the light comes too."""
    shade: int = 0
    """How far the shadow of the face draws back, for softer faces."""

    hair: str = "parted"
    hair_ink: str = "black"
    """The colour of hair, moustache and beard together."""
    recession: int = 0
    """How far the hairline has gone back; negative for a low one."""
    moustache: str = "none"
    beard: str = "none"

    brow: int = 9
    """Thickness of the eyebrows."""
    brow_height: int = 0
    """How far below the usual place the eyebrows lie; negative lifts them."""
    arch: int = 5
    """How high the eyebrows bow."""
    tufts: str = "none"
    """Whether the eyebrows bristle."""

    eye_size: int = 100
    eye_open: int = 100
    socket: int = 55
    """Depth of shadow round the eyes."""
    iris: str = "dark"
    lashes: str = "none"

    nose: str = "straight"
    mouth: int = 30
    """Half the width of the mouth, in hundredths of half the width of the face."""
    lips: int = 40
    """Fullness of the lips."""
    lip_ink: str = "key"
    ears: int = 100
    neck: int = 100
    shoulders: int = 100
    marks: tuple[str, ...] = ()

    eyewear: str = "none"
    headgear: str = "none"
    headgear_ink: str = "spot"
    """The ink of a kerchief, a shawl or the band of a cap."""
    collar: str = "suit"
    """The clothes; only their upper part is seen."""
    shirt: str = "paper"
    """The ink of what is worn under a coat, and of a dress."""
    prop: str = "none"

    ground: str = "disc"
    ground_ink: str = "spot"
    tone: str = "khaki"
    """The flat middle ink of this picture."""


INKS = ("spot", "tone", "key", "paper")

FIELDS: Mapping[str, Field] = {
    "face": WordField(("square", "broad", "oval", "long", "gaunt", "heart", "round")),
    "age": NumberField(0, 100),
    "youth": NumberField(0, 100),
    "turn": NumberField(22, 34),
    "facing": WordField(("left", "right")),
    "shade": NumberField(0, 30),
    "hair": WordField(
        (
            "bald",
            "comb-over",
            "crop",
            "parted",
            "brush",
            "wild",
            "curls",
            "full",
            "bun",
            "parted-bun",
            "plaits",
            "bob",
            "waved",
            "puffed",
            "crown-plait",
            "shingled",
            "covered",
        )
    ),
    "hair_ink": WordField(("black", "grey", "white", "fair", "red")),
    "recession": NumberField(-20, 30),
    "moustache": WordField(("none", "walrus", "trim", "brush", "handlebar", "grand")),
    "beard": WordField(("none", "stubble", "goatee", "short", "full")),
    "brow": NumberField(4, 16),
    "brow_height": NumberField(-6, 6),
    "arch": NumberField(0, 14),
    "tufts": WordField(("none", "bristling")),
    "eye_size": NumberField(80, 125),
    "eye_open": NumberField(70, 130),
    "socket": NumberField(0, 100),
    "iris": WordField(("dark", "light")),
    "lashes": WordField(("none", "drawn")),
    "nose": WordField(("straight", "aquiline", "hook", "broad", "snub", "fine", "bulb")),
    "mouth": NumberField(20, 40),
    "lips": NumberField(0, 100),
    "lip_ink": WordField(("key", "spot")),
    "ears": NumberField(85, 140),
    "neck": NumberField(70, 125),
    "shoulders": NumberField(75, 120),
    "marks": WordsField(
        ("pocks", "freckles", "scar-cheek", "scar-eye", "crows-feet", "dimple", "jowls")
    ),
    "eyewear": WordField(("none", "pince-nez", "round", "glare", "patch")),
    "headgear": WordField(
        (
            "none",
            "leather-cap",
            "peaked-cap",
            "budenovka",
            "papakha",
            "sailor-cap",
            "fur-cap",
            "felt-hat",
            "wide-hat",
            "cloche",
            "beret",
            "coif",
            "kerchief",
            "shawl",
            "headdress",
        )
    ),
    "headgear_ink": WordField(INKS),
    "collar": WordField(
        (
            "tunic",
            "marshal",
            "blouse",
            "greatcoat",
            "leather",
            "suit",
            "shirt",
            "nurse",
            "jersey",
            "dress",
            "sheepskin",
            "officer",
        )
    ),
    "shirt": WordField(INKS),
    "prop": WordField(("none", "pipe", "cigarette")),
    "ground": WordField(
        ("plain", "disc", "rays", "wedge", "bars", "half", "dots", "grid", "cross", "field")
    ),
    "ground_ink": WordField(("spot", "tone", "key")),
    "tone": WordField(("khaki", "field-grey", "olive", "steel", "sand", "ash")),
}
"""What each field of a face may hold, by the field's name."""


def laid_over(face: Face, fields: Mapping[str, FieldValue]) -> Face:
    """The face with some fields otherwise; marks come to those that are there."""
    marks = fields.get("marks")
    if isinstance(marks, tuple):
        fields = {**fields, "marks": tuple(dict.fromkeys((*face.marks, *marks)))}
    return attrs.evolve(face, **fields)  # type: ignore[arg-type]
