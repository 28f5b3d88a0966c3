"""What a game came to: the choices that mattered, who was lost, the road that was not taken."""

from collections import Counter
from collections.abc import Iterator, Sequence

import attrs

from game.engine.calendar import spoken_date
from game.engine.labels import named_word
from game.engine.prose import text_of
from game.engine.state import Turn
from game.engine.why import Cause, cause_text, decided_on, questions
from game.model.story import RETURN, THE_ENDING, Character, PassageId
from game.text.tongue import say

SMALL_WORDS = frozenset(
    ("a", "an", "and", "at", "by", "for", "from", "in", "not", "of", "on", "or", "the", "to",
     "who", "with", "would")
)  # fmt: skip
"""What stays small in the name of a group of people, after its first word."""

MOST = 5
FEWEST = 3
"""Choices that are named as those that mattered."""


@attrs.frozen
class Lost:
    """Somebody who was alive when the game began and is not, or is gone: whom, how, and when."""

    person: Character
    fate: str
    turn: int
    date: str
    chosen: str


@attrs.frozen
class Road:
    """A choice that was open and refused: its words, and the turn at which it was."""

    words: str
    turn: int
    date: str


def mattered(turns: Sequence[Turn]) -> tuple[Cause, ...]:
    """The choices that had most part in the ending and its verdict, in the order they were made.

    Where these are few, also those that changed the player's numbers most.
    """
    counted: Counter[int] = Counter()
    causes: dict[int, Cause] = {}
    for question in questions(turns):
        if question.kind != "verdict":
            continue
        for fact in question.answer():
            for cause in fact.causes:
                if cause.chosen:
                    counted[cause.turn] += 1
                    causes[cause.turn] = cause
    most = sorted(counted, key=lambda turn: (-counted[turn], turn))[:MOST]
    if len(most) < FEWEST:
        moved: Counter[int] = Counter()
        for question in questions(turns):
            if question.kind != "number":
                continue
            for fact in question.answer():
                for cause in fact.causes:
                    if cause.chosen and cause.change and cause.turn not in counted:
                        moved[cause.turn] += abs(int(cause.change.replace("−", "-")))
                        causes[cause.turn] = cause
        more = sorted(moved, key=lambda turn: (-moved[turn], turn))
        most += more[: FEWEST - len(most)]
    return tuple(causes[turn] for turn in sorted(most))


def lost(turns: Sequence[Turn]) -> tuple[Lost, ...]:
    """Everybody who was lost on the way, in the order it came to them."""
    first, last = turns[0].before.values, turns[-1].state.values
    story = turns[-1].program.story
    found: list[Lost] = []
    for person in story.cast.values():
        name = f"fate.{person.id}"
        if last.get(name, "alive") == "alive" or first.get(name) != "alive":
            continue
        number = next(
            n
            for n in range(len(turns) - 1, -1, -1)
            if turns[n].before.values.get(name) != last[name]
        )
        fate = named_word(story.named[name], str(last[name]), story)
        chosen = text_of(turns[number].chosen)
        found.append(Lost(person, fate, number, decided_on(turns, number), chosen))
    return tuple(sorted(found, key=lambda each: each.turn))


def road_not_taken(turns: Sequence[Turn]) -> Road | None:
    """One choice that was open and led where this game never was; None where there was none.

    Of many it is one at a page whose choice mattered, the latest of them; else the latest at all.
    """
    visits = turns[-1].state.visits
    decisive = {cause.turn - 1 for cause in mattered(turns)}
    roads: list[tuple[bool, int, Road]] = []
    for number, turn in enumerate(turns[:-1]):
        for offer in turn.offers:
            if not offer.open or offer.id == turns[number + 1].answered_id:
                continue
            targets = {PassageId(route.target) for route in offer.choice.routes}
            if not targets or targets & {RETURN, THE_ENDING, *visits}:
                continue
            road = Road(text_of(offer.label), number, turn.date)
            roads.append((number in decisive, number, road))
    return max(roads, key=lambda each: each[:2])[2] if roads else None


def ledger(turn: Turn) -> dict[str, str]:
    """Everybody whom the run harmed by name, in the order it came to them, with what happened."""
    passages = turn.program.story.passages
    names: dict[str, str] = {}
    for passage in turn.state.visits:
        for name, what in passages[PassageId(passage)].ledger.items():
            names.setdefault(ledger_name(name), what.rstrip("."))
    return names


def ledger_name(name: str) -> str:
    """A name of the ledger as it is read: `vera-lindquist` is Vera Lindquist."""
    first, *rest = name.split("-")
    return " ".join(
        (first.capitalize(), *(w if w in SMALL_WORDS else w.capitalize() for w in rest))
    )


def reckoning_text(turns: Sequence[Turn]) -> Iterator[str]:
    """All of it in words, a paragraph each."""
    if causes := mattered(turns):
        yield say("What was decided:")
        for cause in causes:
            yield "  " + dated(cause_text(cause), cause.date)
    if people := lost(turns):
        yield say("Who was lost:")
        for each in people:
            yield "  " + dated(f"{each.person.name}, {each.fate}", each.date)
    if road := road_not_taken(turns):
        yield say("The road not taken:")
        yield "  " + dated(road.words, road.date)
    if names := ledger(turns[-1]):
        yield say("The ledger:")
        yield from (f"  {name}, {what}." for name, what in names.items())


def dated(words: str, date: str) -> str:
    """The words, and when that was."""
    return f"{words} ({spoken_date(date)})" if date else words
