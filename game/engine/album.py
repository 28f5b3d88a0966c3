"""The group photographs of a game, in their first printing and in the latest."""

from collections.abc import Iterator, Sequence

import attrs

from game.engine.calendar import spoken_date
from game.engine.labels import named_word
from game.engine.prose import text_of
from game.engine.removed import is_removed, names_removed, shown_name, without_names
from game.engine.state import Turn
from game.model.story import CharacterId
from game.text.tongue import say


@attrs.frozen
class Print:
    """A photograph: who stands in it, left to right, and who was missing when it was printed.

    `turn`, counted from 0, is where it was first seen; `gone` have been removed by the last turn,
    `missing` were already when it was printed first. `printed` and `again` are the two dates.
    """

    turn: int
    caption: str
    place: str
    group: tuple[CharacterId, ...]
    missing: frozenset[CharacterId]
    gone: frozenset[CharacterId]
    printed: str
    again: str

    @property
    def retouched(self) -> bool:
        """Whether somebody has been removed since it was first printed."""
        return self.gone != self.missing


def prints(turns: Sequence[Turn]) -> tuple[Print, ...]:
    """The photographs of a game in the order they were seen, each once."""
    last = turns[-1]
    found: dict[tuple[str, tuple[CharacterId, ...]], Print] = {}
    for number, turn in enumerate(turns):
        for caption, place, group in _photographs(turn):
            key = (caption, group)
            if key not in found:
                found[key] = Print(
                    number,
                    caption,
                    place,
                    group,
                    frozenset(each for each in group if is_removed(each, turn.state.values)),
                    frozenset(each for each in group if is_removed(each, last.state.values)),
                    spoken_date(turn.date),
                    spoken_date(last.state.agenda.date or last.date),
                )
    return tuple(found.values())


def _photographs(turn: Turn) -> Iterator[tuple[str, str, tuple[CharacterId, ...]]]:
    passage = turn.passage
    if passage.newspaper is not None and turn.front_page is not None and turn.front_page.group:
        page = turn.front_page
        yield text_of(page.caption), page.masthead, page.group
    if passage.interlude is not None and turn.sheet is not None:
        sheet = turn.sheet
        if sheet.kind == "photograph" and (group := sheet.people.get("group")):
            caption = text_of(sheet.lines.get("caption", ()))
            yield caption, text_of(sheet.lines.get("place", ())), group


def entry(person: CharacterId, turn: Turn) -> tuple[str, str]:
    """What the stenographer's ledger has of somebody: whether they were there, and what else."""
    story = turn.program.story
    if is_removed(person, turn.state.values):
        return say("absent"), say("never present")
    fate = turn.state.values.get(f"fate.{person}", "alive")
    named = story.named.get(f"fate.{person}")
    word = named_word(named, str(fate), story) if named is not None and fate != "alive" else ""
    return say("present"), word


def print_text(each: Print, turns: Sequence[Turn]) -> Iterator[str]:
    """A photograph in words, a paragraph each: both printings, and who is missing."""
    story = turns[-1].program.story
    yield without_names(each.caption, names_removed(story, turns[each.turn].state.values))
    if each.place:
        yield each.place
    names = ", ".join(shown_name(person, story, each.missing) for person in each.group)
    yield say("First printing, {date}: {names}.", date=each.printed, names=names)
    if each.retouched:
        names = ", ".join(shown_name(person, story, each.gone) for person in each.group)
        yield say("Later printing, {date}: {names}.", date=each.again, names=names)
        places = [number for number, who in enumerate(each.group, start=1) if who in each.gone]
        counted = ", ".join(map(str, places))
        yield say("Missing, counted from the left: {places}.", places=counted)
    else:
        yield say("Nobody in it has been removed since.")
