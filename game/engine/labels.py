"""What the numbers, names and words that every story has are called, where sentences name them.

Trust and fate are the engine's own: the story declares neither label nor words for them.
"""

from typing import Final

from game.model.story import Character, CharacterId, Named, Stat, Story
from game.text.tongue import mark, say

_FATES: Final = {
    "alive": mark("alive"),
    "dead": mark("dead"),
    "purged": mark("purged"),
    "exiled": mark("exiled"),
}


def number_label(stat: Stat, story: Story) -> str:
    """The label of a number within a sentence."""
    person = _person(stat.id, "trust.", story)
    return stat.label_within if person is None else say("trust of {name}", name=person.name)


def named_label(named: Named, story: Story) -> str:
    """What a named value tells."""
    person = _person(named.id, "fate.", story)
    if person is None:
        return named.means or named.id
    return say("the fate of {name}", name=person.name)


def named_word(named: Named, word: str, story: Story) -> str:
    """A word of a named value as it is read."""
    return word if _person(named.id, "fate.", story) is None else say(_FATES[word])


def _person(key: str, kind: str, story: Story) -> Character | None:
    if not key.startswith(kind):
        return None
    return story.cast.get(CharacterId(key.removeprefix(kind)))
