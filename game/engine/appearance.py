"""What a portrait shows, as a line of description, made from the record it is drawn from.

Noses and the like go unsaid: what is told is what tells people apart in words.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from game.engine.state import Turn
from game.model.face import Face
from game.model.story import Character, CharacterId
from game.text.tongue import mark, say

_OUTLINES: Final = {
    "square": mark("a square face"),
    "broad": mark("a broad face"),
    "oval": mark("an oval face"),
    "long": mark("a long face"),
    "gaunt": mark("a gaunt face"),
    "heart": mark("a heart-shaped face"),
    "round": mark("a round face"),
}
_AGES: Final = {
    3: mark("three"),
    5: mark("five"),
    7: mark("seven"),
    10: mark("ten"),
    12: mark("twelve"),
    15: mark("fifteen"),
    17: mark("seventeen"),
    20: mark("twenty"),
    25: mark("twenty-five"),
    30: mark("thirty"),
    35: mark("thirty-five"),
    40: mark("forty"),
    45: mark("forty-five"),
    50: mark("fifty"),
    55: mark("fifty-five"),
    60: mark("sixty"),
    65: mark("sixty-five"),
    70: mark("seventy"),
    75: mark("seventy-five"),
    80: mark("eighty"),
    85: mark("eighty-five"),
    90: mark("ninety"),
}
_HAIR: Final = {
    "black": mark("black hair"),
    "grey": mark("grey hair"),
    "white": mark("white hair"),
    "fair": mark("fair hair"),
    "red": mark("red hair"),
}
_STYLES: Final = {
    "comb-over": mark("combed over a bald crown"),
    "crop": mark("cropped short"),
    "parted": mark("parted at the side"),
    "brush": mark("brushed up"),
    "wild": mark("standing up wild"),
    "curls": mark("in tight curls"),
    "full": mark("left thick"),
    "bun": mark("in a bun"),
    "parted-bun": mark("parted in the middle and pinned behind"),
    "plaits": mark("in two plaits"),
    "bob": mark("cut in a bob"),
    "waved": mark("set in waves"),
    "puffed": mark("put up full round the face"),
    "crown-plait": mark("in a plait round the head"),
    "shingled": mark("cut like a boy’s"),
}
_MOUSTACHES: Final = {
    "walrus": mark("a walrus moustache"),
    "trim": mark("a trimmed moustache"),
    "brush": mark("a toothbrush moustache"),
    "handlebar": mark("a handlebar moustache"),
    "grand": mark("a grand moustache"),
}
_BEARDS: Final = {
    "stubble": mark("stubble"),
    "goatee": mark("a goatee"),
    "short": mark("a short beard"),
    "full": mark("a full beard"),
}
_EYEWEAR: Final = {
    "pince-nez": mark("pince-nez"),
    "round": mark("round spectacles"),
    "glare": mark("spectacles that catch the light"),
    "patch": mark("a black patch over one eye"),
}
_MARKS: Final = {
    "pocks": mark("pockmarks"),
    "freckles": mark("freckles"),
    "scar-cheek": mark("a scar on the cheek"),
    "scar-eye": mark("a scar across one eye"),
    "crows-feet": mark("crow’s feet at the eyes"),
    "dimple": mark("a dimple in the chin"),
    "jowls": mark("jowls"),
}
_HEADGEAR: Final = {
    "leather-cap": mark("a leather cap"),
    "peaked-cap": mark("a peaked cap"),
    "budenovka": mark("a pointed army cap with a star"),
    "papakha": mark("a tall fur hat"),
    "sailor-cap": mark("a sailor’s cap"),
    "fur-cap": mark("a fur cap with its flaps down"),
    "felt-hat": mark("a felt hat"),
    "wide-hat": mark("a wide hat with a plume"),
    "cloche": mark("a cloche hat"),
    "beret": mark("a beret"),
    "coif": mark("a nurse’s coif"),
    "kerchief": mark("a kerchief"),
    "shawl": mark("a shawl over the head"),
    "headdress": mark("a headdress with a veil"),
}
_CLOTHES: Final = {
    "tunic": mark("a plain tunic"),
    "marshal": mark("a marshal’s tunic"),
    "blouse": mark("a Russian blouse"),
    "greatcoat": mark("a greatcoat"),
    "leather": mark("a leather coat"),
    "suit": mark("a suit"),
    "shirt": mark("a shirt without a coat"),
    "nurse": mark("a nurse’s dress"),
    "jersey": mark("a sailor’s striped jersey"),
    "dress": mark("a dress"),
    "sheepskin": mark("a sheepskin coat"),
    "officer": mark("an officer’s uniform"),
}
_PROPS: Final = {"pipe": mark("a pipe"), "cigarette": mark("a cigarette")}

_EXPRESSIONS: Final[Mapping[str, Mapping[str, str]]] = {
    "man": {
        "neutral": mark("He gives nothing away."),
        "stern": mark("He looks stern."),
        "angry": mark("He looks angry."),
        "afraid": mark("He looks afraid."),
        "pleased": mark("He looks pleased."),
        "grieving": mark("He looks full of grief."),
    },
    "woman": {
        "neutral": mark("She gives nothing away."),
        "stern": mark("She looks stern."),
        "angry": mark("She looks angry."),
        "afraid": mark("She looks afraid."),
        "pleased": mark("She looks pleased."),
        "grieving": mark("She looks full of grief."),
    },
    "": {
        "neutral": mark("The face gives nothing away."),
        "stern": mark("The face looks stern."),
        "angry": mark("The face looks angry."),
        "afraid": mark("The face looks afraid."),
        "pleased": mark("The face looks pleased."),
        "grieving": mark("The face looks full of grief."),
    },
}


def pictured(turn: Turn, character: str, expression: str = "neutral") -> str:
    """The description of somebody as a turn shows them."""
    person = turn.program.story.cast[CharacterId(character)]
    looks = turn.program.looks(character, turn.state)
    return description(person, looks, expression, turn.date or turn.state.agenda.date)


def features(turn: Turn, character: str) -> str:
    """What can be seen of somebody in a turn, without name and expression; empty for no face."""
    person = turn.program.story.cast[CharacterId(character)]
    face = person.worn(turn.program.looks(character, turn.state))
    if face is None:
        return ""
    return ", ".join(_features(face, _age(person, turn.date or turn.state.agenda.date)))


def description(person: Character, looks: tuple[str, ...], expression: str, date: str) -> str:
    """The description of somebody in these looks, with an expression, on a date."""
    role = person.role.rstrip(". ")
    who = say("{name}, {role}", name=person.name, role=role) if role else person.name
    face = person.worn(looks)
    if face is None:
        return say("{who}: a silhouette cut out of paper.", who=who)
    features = ", ".join(_features(face, _age(person, date)))
    mood = say(_EXPRESSIONS[person.gender][expression])
    return say("{who}: {features}. {expression}", who=who, features=features, expression=mood)


def _features(face: Face, age: int | None) -> Iterator[str]:
    yield _outline(face, age)
    if face.hair == "bald":
        yield say("a bald head")
    elif face.hair != "covered":
        yield say("{hair} {style}", hair=say(_HAIR[face.hair_ink]), style=say(_STYLES[face.hair]))
    if face.tufts == "bristling":
        yield say("bristling eyebrows")
    tables = (
        (_MOUSTACHES, (face.moustache,)),
        (_BEARDS, (face.beard,)),
        (_EYEWEAR, (face.eyewear,)),
        (_MARKS, face.marks),
        (_HEADGEAR, (face.headgear,)),
    )
    for table, words in tables:
        yield from (say(table[word]) for word in words if word != "none")
    if face.collar == "leather" and face.shirt == "spot":
        yield say("a leather coat over a red shirt")
    else:
        yield say(_CLOTHES[face.collar])
    if face.prop != "none":
        yield say(_PROPS[face.prop])


def _outline(face: Face, age: int | None) -> str:
    """The face and its age in years, or where nobody knows these, the wear that it shows."""
    outline = say(_OUTLINES[face.face])
    if age is not None:
        nearest = min(_AGES, key=lambda years: abs(years - age))
        return say("{face} of about {age}", face=outline, age=say(_AGES[nearest]))
    if face.youth >= 25:
        return say("{face}, hardly grown", face=outline)
    if face.age >= 75:
        return say("{face}, deeply lined", face=outline)
    return say("{face}, lined", face=outline) if face.age >= 50 else outline


def _age(person: Character, date: str) -> int | None:
    """The years somebody has lived; None where a year is not known."""
    born, now = person.born[:4], date[:4]
    if not (born.isdecimal() and now.isdecimal() and len(born) == 4):
        return None
    return max(0, int(now) - int(born))
