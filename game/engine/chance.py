"""Chance: every draw is a pure function of the seed, the turn and the place it is made at.

So a page can be rendered twice, a turn undone and a game reloaded, and the dice fall the same.
"""

from collections.abc import Mapping
from hashlib import blake2b


class LoadedSeed(int):
    """A seed some of whose rolls are given beforehand, by turn and place.

    What only luck leads to is replayed with one; the rolls that are not given are the seed's own.
    """

    given: Mapping[tuple[int, str], int]

    def __new__(cls, seed: int, given: Mapping[tuple[int, str], int]) -> "LoadedSeed":
        """The seed, and the rolls it gives."""
        loaded = super().__new__(cls, seed)
        loaded.given = given
        return loaded

    def rolled(self, turn: int, place: str, of: int) -> int:
        """The roll that is given, else the seed's own; so too where the die has no such side."""
        given = self.given.get((turn, place), -1)
        return given if 0 <= given < of else roll(int(self), turn, place, of)


def roll(seed: int, turn: int, place: str, of: int) -> int:
    """A number from 0 up to but not including `of`, all as likely as each other.

    The place's name is hashed (BLAKE2b, RFC 7693) with seed and turn; 64 bits are so many more than
    `of` has that the bias of the remainder is below 10^-12.
    """
    if isinstance(seed, LoadedSeed):
        return seed.rolled(turn, place, of)
    digest = blake2b(f"{seed}/{turn}/{place}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") % of
