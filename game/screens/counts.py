"""Small numbers in words, for headings."""

from typing import Final

from game.text.tongue import mark, say

_WORDS: Final = (
    # Translators: these numbers stand before "curve" and "campaign".
    mark("ONE"),
    mark("TWO"),
    mark("THREE"),
    mark("FOUR"),
    mark("FIVE"),
    mark("SIX"),
    mark("SEVEN"),
    mark("EIGHT"),
)


def spelled(count: int) -> str:
    """The number as a word in capitals, in figures where it has none."""
    return say(_WORDS[count - 1]) if 1 <= count <= len(_WORDS) else str(count)
