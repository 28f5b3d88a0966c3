"""Unattended play: picks made by a policy from a seed, the same for the same seed."""

import random
from collections.abc import Callable, Mapping
from typing import TypeAlias

from game.engine.state import Offer, Turn
from game.session.playthrough import ADVANCE, Playthrough

Policy: TypeAlias = Callable[[Turn, tuple[Offer, ...], Mapping[str, int]], Offer]

LONGEST = 20_000
"""Turns after which a game without an ending is given up."""


def policy(name: str, seed: int) -> Policy:
    """The policy of a name: `uniform` or `least-used`."""
    chance = random.Random(f"{name}/{seed}")

    def uniform(turn: Turn, offers: tuple[Offer, ...], used: Mapping[str, int]) -> Offer:
        return chance.choice(offers)

    def least_used(turn: Turn, offers: tuple[Offer, ...], used: Mapping[str, int]) -> Offer:
        fewest = min(used.get(key(turn, offer), 0) for offer in offers)
        return chance.choice([o for o in offers if used.get(key(turn, o), 0) == fewest])

    return {"uniform": uniform, "least-used": least_used}[name]


def key(turn: Turn, offer: Offer) -> str:
    """What a choice is counted under."""
    return f"{turn.passage.id}/{offer.id}"


def play(
    playthrough: Playthrough,
    pick: Policy,
    each: Callable[[Turn, str | None], None],
    used: dict[str, int] | None = None,
) -> bool:
    """Play to an ending; whether one was reached. `each` gets every turn and the number picked.

    Raises StoryStops where a choice of the story's leads nowhere.
    """
    counts = {} if used is None else used
    for _ in range(LONGEST):
        turn = playthrough.turn
        open_offers = tuple(offer for offer in turn.offers if offer.open)
        if open_offers:
            offer = pick(turn, open_offers, counts)
            counts[key(turn, offer)] = counts.get(key(turn, offer), 0) + 1
            each(turn, str(turn.offers.index(offer) + 1))
            playthrough.take(offer.id)
        elif turn.can_advance:
            each(turn, "")
            playthrough.take(ADVANCE)
        else:
            each(turn, None)
            return turn.over
    return False
