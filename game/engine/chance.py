"""Chance: every draw is a pure function of the seed, the turn and the place it is made at.

So a page can be rendered twice, a turn undone and a game reloaded, and the dice fall the same.
"""

from hashlib import blake2b


def roll(seed: int, turn: int, place: str, of: int) -> int:
    """A number from 0 up to but not including `of`, all as likely as each other.

    The place's name is hashed (BLAKE2b, RFC 7693) with seed and turn; 64 bits are so many more than
    `of` has that the bias of the remainder is below 10^-12.
    """
    digest = blake2b(f"{seed}/{turn}/{place}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") % of
