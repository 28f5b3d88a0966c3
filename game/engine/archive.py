"""The sealed archive: each front page of a game, and what was done while it was being set.

Beside them lie the papers that the story itself put there.
"""

import re
from collections.abc import Iterator, Sequence

import attrs

from game.engine import machine
from game.engine.calendar import spoken_date
from game.engine.prose import text_of
from game.engine.removed import is_removed, names_removed, removed, without_names
from game.engine.state import Turn
from game.engine.why import Question, cause_text, questions
from game.text.scope import ARCHIVE
from game.text.tongue import say, say_many

MOST = 5
"""Threads that one page is joined by."""

SHORTEST = 25
"""Letters below which a first sentence says too little."""

LONGEST = 90
"""Letters of what was printed that are quoted."""


@attrs.frozen
class Thread:
    """What a part of the page says beside what was done, and the turn where that was.

    `part` is `headline`, `lead`, `picture` or `column`, of which `number` counts from 0.
    """

    part: str
    number: int
    printed: str
    done: str
    turn: int | None


@attrs.frozen
class Opened:
    """A front page taken out of the archive: its turn, counted from 0, and its threads."""

    turn: int
    threads: tuple[Thread, ...]


def opened(turns: Sequence[Turn]) -> tuple[Opened, ...]:
    """The front pages of a game in the order they came out, each once."""
    found: dict[tuple[str, str], Opened] = {}
    for number, turn in enumerate(turns):
        page = turn.front_page
        if page is not None:
            key = (turn.passage.id, text_of(page.headline))
            if key not in found:
                found[key] = Opened(number, tuple(_threads(turns, number))[:MOST])
    return tuple(found.values())


def put_there(turn: Turn) -> tuple[Turn, ...]:
    """The papers that effects put into the archive, each as it reads at the end of the game."""
    program, state = turn.program, turn.state
    return tuple(
        machine.resume(program, attrs.evolve(state, passage=id_))
        for id_ in program.story.passages
        if state.values.get(f"{ARCHIVE}{id_}") is True
    )


def removed_names(turn: Turn) -> tuple[str, ...]:
    """Who was removed from later scenes, by name."""
    return tuple(each.name for each in removed(turn.program.story, turn.state.values))


def opened_text(each: Opened, turns: Sequence[Turn]) -> Iterator[str]:
    """A page of the archive in words, a paragraph each; no name is read that was removed."""
    turn = turns[each.turn]
    page = turn.front_page
    if page is not None:
        date = spoken_date(turn.date)
        yield ", ".join(part for part in (page.masthead, date) if part) + "."
    last = turns[-1]
    inked = names_removed(last.program.story, last.state.values)
    for number, thread in enumerate(each.threads, start=1):
        printed, done = without_names(thread.printed, inked), without_names(thread.done, inked)
        yield say("{number}. They printed: {words}", number=number, words=printed)
        yield say("You did: {words}", words=done)
    names = removed_names(last)
    if names:
        yield say_many(
            "Removed from later scenes: {count} name removed.",
            "Removed from later scenes: {count} names removed.",
            len(names),
        )


def _threads(turns: Sequence[Turn], number: int) -> Iterator[Thread]:
    """What stands beside the parts of a page, each deed once."""
    told: set[str] = set()
    for thread in _all_threads(turns, number):
        if thread.done not in told:
            told.add(thread.done)
            yield thread


def _all_threads(turns: Sequence[Turn], number: int) -> Iterator[Thread]:
    turn = turns[number]
    page = turn.front_page
    assert page is not None
    asked = questions(turns[: number + 1])
    parts = {question.name: question for question in asked if question.kind == "page"}
    headline = parts.get("headline")
    done, at = _done(headline)
    truth = text_of(page.truth)
    if truth or done:
        yield Thread("headline", 0, text_of(page.headline), truth or done, at)
    picture = parts.get("picture")
    if page.group and picture is not None:
        yield from _picture(turns, number, picture)
    for name, question in parts.items():
        part, _, index = name.partition("/")
        if part in ("headline", "picture"):
            continue
        done, at = _done(question)
        if done and (part != "lead" or truth):
            yield Thread(part, int(index or 0), _beginning(question.said), done, at)


def _picture(turns: Sequence[Turn], number: int, question: Question) -> Iterator[Thread]:
    """How many stood in the photograph, and how many do by now."""
    page, last = turns[number].front_page, turns[-1]
    assert page is not None
    then = [each for each in page.group if not is_removed(each, turns[number].state.values)]
    now = [each for each in page.group if not is_removed(each, last.state.values)]
    if len(now) < len(then):
        gone = next(each for each in then if each not in now)
        at = next(n for n, each in enumerate(turns) if is_removed(gone, each.state.values))
        done = say_many(
            "By the last printing there was {count}.",
            "By the last printing there were {count}.",
            len(now),
        )
        yield Thread("picture", 0, _beginning(question.said), done, at)
        return
    done, at_ = _done(question)
    if done:
        yield Thread("picture", 0, _beginning(question.said), done, at_)


def _done(question: Question | None) -> tuple[str, int | None]:
    """What the player did last that decided a part, in the words chosen, and when."""
    if question is None:
        return "", None
    causes = [cause for fact in question.answer() for cause in fact.causes if cause.chosen]
    if not causes:
        return "", None
    last = max(causes, key=lambda cause: cause.turn)
    return cause_text(last), last.turn


def _beginning(words: str) -> str:
    """The first sentence, cut short where it is long; the dateline of a dispatch is none."""
    sentence = re.split(r"(?<=[a-z)]{2}[.!?])\s(?=\W?[A-Z])", words, maxsplit=1)[0]
    if sentence.isupper() or len(sentence) < SHORTEST:
        sentence = words
    if len(sentence) <= LONGEST:
        return sentence
    return sentence[:LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
