"""A campaign of any size, the same for the same size and seed, with no dead end.

A passage's first choice has no condition and leads forward, so that every walk arrives; of the
other choices one in three leads back. The step grows with the size, so that a random walk takes a
few hundred picks at any size.
"""

import random
from collections.abc import Iterator


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


STATS = ("paranoia", "purges", "popularity")
FLAGS = _words(
    "lantern map oath scar key letter debt ally rival song feast storm relic mask raven bridge"
)
ENDINGS = 8
WORDS = _words(
    "the old lantern swung above a narrow stair while rain came down hard upon every roof in "
    "the quiet harbour and nobody spoke of what had happened before dawn when the bell rang "
    "twice for no clear reason at all she held her coat close and looked toward the water "
    "where three small boats waited with dark sails under a broken moon someone had left "
    "bread on the table"
)
VERBS = _words("Take Follow Leave Question Hide Offer Break Guard Trust Refuse Carry Open")
NOUNS = _words("lantern letter stair harbour captain stranger door river boat promise coin wall")


def generated(size: int, seed: int = 1) -> str:
    """The YAML of a campaign of so many passages."""
    return "".join(_campaign(size, random.Random(f"{seed}/{size}")))


def _campaign(size: int, chance: random.Random) -> Iterator[str]:
    yield "campaign: generated\ntitle: Generated\nstart: p0\nplayer: mika\nstats:\n"
    for stat in STATS:
        yield f"  {stat}: {{start: 40, bands: {{low: 0, middling: 34, high: 67}}}}\n"
    yield "flags:\n" + "".join(f"  {flag}: You know of the {flag}.\n" for flag in FLAGS)
    yield "conditions:\n  the road is clear: paranoia < 60 and not storm\n"
    yield "cast:\n  mika: {name: Mika, says: MIKA}\n  joe: {name: Joe, says: JOE}\n"
    yield "passages:\n"
    body = size - ENDINGS
    for number in range(size):
        yield f"  p{number}:\n    text: |\n"
        yield "".join(_text(chance))
        if number >= body:
            yield f"    ending: {{title: The {chance.choice(NOUNS)}, order: {number}}}\n"
        else:
            yield "    choices:\n" + "".join(_choices(number, body, size, chance))


def _text(chance: random.Random) -> Iterator[str]:
    for paragraph in range(3):
        words = " ".join(chance.choices(WORDS, k=chance.randint(20, 40))).capitalize()
        lead = ("", f"{{if {chance.choice(FLAGS)}}} ", "JOE (stern): ")[paragraph]
        trail = (
            f" Your paranoia stands at {{{chance.choice(STATS)}}}.",
            "",
            f" {{paranoia: low: Calm. | high: *{chance.choice(NOUNS)}!*}}",
        )[paragraph]
        yield f"      {lead}{words}.{trail}\n\n"


def _choices(number: int, body: int, size: int, chance: random.Random) -> Iterator[str]:
    longest = max(2, size // 90)
    for index in range(chance.randint(2, 4)):
        step = chance.randint(1, longest)
        if index and chance.random() < 1 / 3:
            step = -step
        target = max(0, number + step)
        if target >= body:
            target = body + chance.randrange(ENDINGS)
        yield f"      - text: {chance.choice(VERBS)} the {chance.choice(NOUNS)}.\n"
        yield f"        id: c{index}\n        goto: p{target}\n"
        if index and chance.random() < 0.5:
            yield f"        if: {_condition(chance)}\n"
        if chance.random() < 0.7:
            yield f"        do: {chance.choice(STATS)} {chance.choice((-15, -5, 5, 15)):+d}\n"


def _condition(chance: random.Random) -> str:
    return chance.choice(
        (
            f"{chance.choice(STATS)} >= {chance.randint(15, 60)}",
            f"{chance.choice(FLAGS)} or {chance.choice(STATS)} is middling",
            f"not {chance.choice(FLAGS)} and {chance.choice(STATS)} <= {chance.randint(40, 85)}",
            "the road is clear",
        )
    )
