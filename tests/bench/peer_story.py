"""One story for every engine: a neutral description of it, and its text in two notations.

The same size and seed make the same story on any machine. A passage's first choice has no guard
and leads forward, so that every walk arrives; of the others one in three leads back. The step
grows with the size, so that a walk takes a few hundred choices at any size.
"""

import random
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal, TypeAlias

import attrs


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


STATS: Mapping[str, int] = {"courage": 50, "wit": 50, "renown": 30}
LOW, HIGH = 0, 100
THINGS = _words(
    "lantern map oath scar key letter debt ally rival song feast storm "
    "relic mask raven bridge cellar harbor crown ember mirror ledger wolf tide"
)
FLAGS = tuple(f"f_{thing}" for thing in THINGS)
ENDINGS = 8
BACKGROUNDS = tuple(f"bg{number}.png" for number in range(8))
WORDS = _words(
    "the old lantern swung above a narrow stair while rain came down hard upon "
    "every roof in the quiet harbor and nobody spoke of what had happened before "
    "dawn when the bell rang twice for no clear reason at all she held her coat "
    "close and looked toward the water where three small boats waited with dark "
    "sails under a broken moon someone had left bread on the table and a letter "
    "sealed in green wax that smelled of smoke and salt he counted his coins again "
    "then turned to the door as slow steps crossed the hall behind them wind moved "
    "through tall grass like a long breath and far away a dog answered once more "
    "they remembered the promise made beside the river under cold stars and knew "
    "that morning would ask for its price whether or not they were ready to pay "
    "stone walls kept their own counsel iron gates kept theirs and between both "
    "ran a path worn smooth by many careful feet"
)
VERBS = _words("Take Follow Leave Question Hide Offer Break Guard Trust Refuse Carry Open")
NOUNS = _words("lantern letter stair harbor captain stranger door river boat promise coin wall")
CHAPTER_SIZE = 100
"""Passages in one of our chapter files."""

Comparison: TypeAlias = Literal[">=", "<="]
Files: TypeAlias = Iterable[tuple[str, str]]
"""Names of files, relative to a folder, each with its text."""


@attrs.frozen
class AtBound:
    """A guard: a number on the right side of a bound."""

    stat: str
    operator: Comparison
    bound: int


@attrs.frozen
class IsSet:
    """A guard: a flag that is set, or that is not."""

    flag: str
    truth: bool


@attrs.frozen
class Add:
    """An effect: a number moved, and held at its bounds."""

    stat: str
    amount: int


@attrs.frozen
class Give:
    """An effect: a flag set or cleared."""

    flag: str
    truth: bool


@attrs.frozen
class PeerChoice:
    """What can be done in a passage; it is open where all its guards hold."""

    text: str
    guards: tuple[AtBound | IsSet, ...]
    effects: tuple[Add | Give, ...]
    target: str


@attrs.frozen
class PeerPassage:
    """A page; `shown` is the number that its last sentence tells, `ending` an ending's id."""

    id: str
    title: str
    background: str
    paragraphs: tuple[str, ...]
    shown: str | None
    choices: tuple[PeerChoice, ...]
    ending: str | None

    def text(self) -> tuple[str, ...]:
        """Its paragraphs as templates."""
        if self.shown is None:
            return self.paragraphs
        return (*self.paragraphs, f"Your {self.shown} stands at {{{self.shown}}}.")


@attrs.frozen
class PeerStory:
    """The whole; the last passages are its endings."""

    title: str
    start: str
    passages: tuple[PeerPassage, ...]


def peer_story(size: int, seed: int = 1) -> PeerStory:
    """The story of so many passages."""
    chance = random.Random(f"{seed}/{size}")
    passages = tuple(_passage(number, size, chance) for number in range(size))
    return PeerStory(f"Peer story {size}", _id(0), passages)


def _id(number: int) -> str:
    return f"ch{number:06d}"


def _passage(number: int, size: int, chance: random.Random) -> PeerPassage:
    body = size - ENDINGS
    over = number >= body
    return PeerPassage(
        _id(number),
        f"{chance.choice(VERBS)} the {chance.choice(NOUNS)}",
        chance.choice(BACKGROUNDS),
        _prose(chance, chance.randint(60, 120)),
        chance.choice(tuple(STATS)) if chance.random() < 0.25 else None,
        () if over else tuple(_choices(number, size, chance)),
        f"ending_{number - body}" if over else None,
    )


def _prose(chance: random.Random, words: int) -> tuple[str, ...]:
    """Two paragraphs of so many words, or one where there is only one sentence."""
    sentences: list[str] = []
    left = words
    while left > 0:
        count = min(left, chance.randint(8, 16))
        if left - count < 5:
            count = left
        left -= count
        chosen = chance.choices(WORDS, k=count)
        if count > 9:
            chosen[count // 2] += ","
        sentence = " ".join(chosen)
        sentences.append(sentence[0].upper() + sentence[1:] + ".")
    half = max(1, len(sentences) // 2)
    return tuple(" ".join(part) for part in (sentences[:half], sentences[half:]) if part)


def _choices(number: int, size: int, chance: random.Random) -> Iterator[PeerChoice]:
    body = size - ENDINGS
    longest = max(2, size // 90)
    for index in range(chance.randint(2, 4)):
        step = chance.randint(1, longest)
        if index and chance.random() < 1 / 3:
            step = -step
        target = max(0, number + step)
        if target >= body:
            target = body + chance.randrange(ENDINGS)
        guards = tuple(_guards(chance)) if index and chance.random() < 0.5 else ()
        effects = tuple(_effects(chance))
        verb, noun = chance.choice(VERBS), chance.choice(NOUNS)
        text = f"{verb} the {noun} and go {'on' if step > 0 else 'back'} {index}"
        yield PeerChoice(text, guards, effects, _id(target))


def _guards(chance: random.Random) -> Iterator[AtBound | IsSet]:
    operators: tuple[Comparison, Comparison] = (">=", "<=")
    for _ in range(chance.choice((1, 1, 2))):
        if chance.random() < 0.6:
            operator = chance.choice(operators)
            bound = chance.randint(15, 60) if operator == ">=" else chance.randint(40, 85)
            yield AtBound(chance.choice(tuple(STATS)), operator, bound)
        else:
            yield IsSet(chance.choice(FLAGS), chance.random() < 0.5)


def _effects(chance: random.Random) -> Iterator[Add | Give]:
    if chance.random() < 0.7:
        yield Add(chance.choice(tuple(STATS)), chance.choice((-15, -10, -5, 5, 10, 15)))
    if chance.random() < 0.35:
        yield Give(chance.choice(FLAGS), chance.random() < 0.7)


def write(files: Files, folder: Path) -> Path:
    """The folder, with these files in it."""
    for name, text in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


# Our notation


def as_ours(story: PeerStory) -> Files:
    """A campaign's folder, with chapters of a hundred passages each."""
    yield "campaign.yaml", "".join(_declarations(story))
    for first in range(0, len(story.passages), CHAPTER_SIZE):
        passages = story.passages[first : first + CHAPTER_SIZE]
        name = f"part-{first // CHAPTER_SIZE:04d}"
        yield f"chapters/{name}.yaml", f"chapter: {name}\n" + "".join(_ours(passages))


def as_one_of_ours(story: PeerStory) -> Files:
    """A campaign's folder with one file in it."""
    yield "campaign.yaml", "".join((*_declarations(story), *_ours(story.passages)))


def _declarations(story: PeerStory) -> Iterator[str]:
    yield f"campaign: peer\ntitle: {story.title}\nstart: {story.start}\nstats:\n"
    yield from (f"  {stat}: {{start: {start}}}\n" for stat, start in STATS.items())
    yield "flags:\n"
    yield from (f"  f_{thing}: You know of the {thing}.\n" for thing in THINGS)


def _ours(passages: Iterable[PeerPassage]) -> Iterator[str]:
    yield "passages:\n"
    for passage in passages:
        yield f"  {passage.id}:\n    text: |\n"
        yield "\n".join(f"      {paragraph}\n" for paragraph in passage.text())
        if passage.ending:
            order = passage.ending.removeprefix("ending_")
            yield f"    ending: {{title: {passage.title}, order: {order}}}\n"
        if passage.choices:
            yield "    choices:\n"
        for index, choice in enumerate(passage.choices):
            yield f"      - text: {choice.text}\n        id: c{index}\n"
            if choice.guards:
                guards = " and ".join(map(_our_guard, choice.guards))
                yield f"        if: {guards}\n        locked: hidden\n"
            if choice.effects:
                yield f"        do: {', '.join(map(_our_effect, choice.effects))}\n"
            yield f"        goto: {choice.target}\n"


def _our_guard(guard: AtBound | IsSet) -> str:
    if isinstance(guard, AtBound):
        return f"{guard.stat} {guard.operator} {guard.bound}"
    return guard.flag if guard.truth else f"not {guard.flag}"


def _our_effect(effect: Add | Give) -> str:
    if isinstance(effect, Add):
        return f"{effect.stat} {effect.amount:+d}"
    return f"{'set' if effect.truth else 'clear'} {effect.flag}"


# The naive baseline's notation


def as_naive(story: PeerStory) -> str:
    """The YAML that the naive baseline reads: what it plays, written down as it is."""
    return "".join(_naive(story))


def _naive(story: PeerStory) -> Iterator[str]:
    yield f"title: {story.title}\nstart: {story.start}\nstats:\n"
    for stat, start in STATS.items():
        yield f"  {stat}: {{start: {start}, min: {LOW}, max: {HIGH}}}\n"
    yield "flags:\n"
    yield from (f"  {flag}: false\n" for flag in FLAGS)
    yield "chapters:\n"
    for passage in story.passages:
        yield f"  {passage.id}:\n    title: {passage.title}\n"
        yield f"    background: {passage.background}\n    text: |\n"
        yield "\n".join(f"      {paragraph}\n" for paragraph in passage.text())
        if passage.ending:
            yield f"    ending: {passage.ending}\n"
        if passage.choices:
            yield "    choices:\n"
        for choice in passage.choices:
            yield f"      - text: {choice.text}\n"
            if choice.guards:
                yield "        requires:\n"
                yield from (f"          - {_naive_guard(guard)}\n" for guard in choice.guards)
            if choice.effects:
                yield "        effects:\n"
                yield from (f"          - {_naive_effect(each)}\n" for each in choice.effects)
            yield f"        goto: {choice.target}\n"


def _naive_guard(guard: AtBound | IsSet) -> str:
    if isinstance(guard, AtBound):
        return f"{{stat: {guard.stat}, op: '{guard.operator}', value: {guard.bound}}}"
    return f"{{flag: {guard.flag}, is: {str(guard.truth).lower()}}}"


def _naive_effect(effect: Add | Give) -> str:
    if isinstance(effect, Add):
        return f"{{stat: {effect.stat}, add: {effect.amount}}}"
    return f"{{flag: {effect.flag}, set: {str(effect.truth).lower()}}}"
