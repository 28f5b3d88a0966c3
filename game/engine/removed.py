"""Whose names may no longer be read: those who were purged, of whom only the place is left."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from game.engine.state import Value
from game.model.story import Character, CharacterId, Story
from game.text.tongue import say

SHORTEST = 4
"""Letters of a surname that is looked for by itself; shorter ones are words too."""

_CYRILLIC: Final = re.compile(r"[а-яёА-ЯЁ-]+")
_CASES: Final = (
    (("ский", "цкий", "ый", "ий"), 2, "ого его ому ему ым им ом ем"),
    (("ская", "цкая", "ая"), 2, "ой ую"),
    (("ой",), 2, "ого ому ым ом"),
    (("ов", "ев", "ёв", "ин", "ын"), 0, "а у ым е"),
    (("ова", "ева", "ёва", "ина", "ына"), 1, "ой у"),
    (("а",), 1, "ы и е у ой ей"),
    (("я",), 1, "и е ю ей"),
    (("й", "ь"), 1, "я ю ем е и"),
    (("б", "в", "г", "д", "ж", "з", "к", "л", "м", "н", "п"), 0, "а у ом ем е"),
    (("р", "с", "т", "ф", "х", "ц", "ч", "ш", "щ"), 0, "а у ом ем е"),
)
"""How Russian surnames are declined: how they end, how much of that goes, and what comes."""


def is_removed(person: str, values: Mapping[str, Value]) -> bool:
    """Whether somebody of the cast has been purged."""
    return values.get(f"fate.{person}") == "purged"


def removed(story: Story, values: Mapping[str, Value]) -> tuple[Character, ...]:
    """Everybody who has been purged."""
    return tuple(each for each in story.cast.values() if is_removed(each.id, values))


def names_removed(story: Story, values: Mapping[str, Value]) -> re.Pattern[str] | None:
    """What finds the names of the removed in a text; None where nobody is.

    A surname is looked for by itself where nobody else of the cast has it; in capitals too, and a
    Russian one in every case.
    """
    gone = removed(story, values)
    if not gone:
        return None
    kept = {word for each in story.cast.values() if each not in gone for word in _words(each)}
    found: set[str] = set()
    for person in gone:
        found.add(person.name)
        words = (person.name.split()[-1], person.says.title())
        found |= {word for word in words if len(word) >= SHORTEST and word not in kept}
    both = {form for name in found for form in (name, name.upper())}
    declined = {each for name in found if _CYRILLIC.fullmatch(name) for each in _declined(name)}
    both |= {form for each in declined - kept for form in (each, each.upper())}
    forms = sorted(both, key=lambda form: (-len(form), form))
    either = "|".join(re.escape(form).replace(r"\ ", "[ \u00a0]") for form in forms)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)")


def without_names(text: str, names: re.Pattern[str] | None) -> str:
    """The text as it is spoken: in place of each name that it was removed."""
    return text if names is None else names.sub(say("[name removed]"), text)


def shown_name(person: CharacterId, story: Story, gone: frozenset[CharacterId]) -> str:
    """The name under a photograph, or that it was removed."""
    return say("[name removed]") if person in gone else story.cast[person].name


def _declined(surname: str) -> Iterator[str]:
    """The other cases of a Russian surname, some of them more than there are."""
    for ends, gone, cases in _CASES:
        if surname.lower().endswith(ends):
            stem = surname[: len(surname) - gone]
            yield from (stem + case for case in cases.split())
            return


def unbroken(name: str) -> str:
    """A name that no line is broken in: the parts of one could be read."""
    return name.replace(" ", "\u00a0")


def _words(person: Character) -> tuple[str, ...]:
    return (*person.name.split(), person.says.title())
