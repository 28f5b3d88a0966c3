"""What a record asks for and changes: names, people, choices, newspapers."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import attrs

from game.diagnostics.span import Span
from game.model.story import Call, Censor, Character, Newspaper, Passage, Photo
from game.text.effect import (
    Add,
    AddPart,
    AddRoll,
    Archive,
    Award,
    SetFate,
    SetFlag,
    SetNumber,
    SetRoll,
    SetWord,
    changed_name,
)
from game.text.expression import Chance, Chosen, Is, Name, Seen, Speaks
from game.text.markup import ByBand, ByFact, ByVisit, Fact, Paragraph
from game.text.nodes import Fragment, Node

BY_VISIT = "(visit)"
"""Read as a name by what reads otherwise the next time."""

_EFFECTS = (
    Add,
    AddPart,
    AddRoll,
    SetNumber,
    SetRoll,
    SetFlag,
    SetWord,
    SetFate,
    Archive,
    Award,
)


@attrs.frozen
class Uses:
    """The names read and changed, who is seen or heard or meant, choices asked for, papers."""

    reads: frozenset[str] = frozenset()
    writes: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    chosen: frozenset[str] = frozenset()
    papers: frozenset[str] = frozenset()

    def __or__(self, other: "Uses") -> "Uses":
        return Uses(
            self.reads | other.reads,
            self.writes | other.writes,
            self.people | other.people,
            self.chosen | other.chosen,
            self.papers | other.papers,
        )

    def packed(self) -> list[list[str]]:
        """The same as plain data."""
        return [sorted(names) for names in attrs.astuple(self, recurse=False)]

    @classmethod
    def unpacked(cls, data: list[list[str]]) -> "Uses":
        """What `packed` gave; raises TypeError or ValueError where it is none."""
        reads, writes, people, chosen, papers = (frozenset(map(str, names)) for names in data)
        return cls(reads, writes, people, chosen, papers)


def uses_of(record: object) -> Uses:
    """What a passage, or anything else that is declared, uses."""
    reads: set[str] = set()
    writes: set[str] = set()
    people: set[str] = set()
    chosen: set[str] = set()
    papers: set[str] = set()
    for each in _within(record):
        match each:
            case Name(name) | Is(name):
                reads.add(name)
            case ByBand(name):
                reads.add(name)
            case Fact(who) | ByFact(who):
                people.add(who)
                reads.add(who)
            case Chosen(choice):
                chosen.add(choice)
            case Seen(passage):
                reads.add(f"seen({passage})")
            case ByVisit() | Chance():
                reads.add(BY_VISIT)
            case Speaks(who):
                people.add(who)
            case Paragraph():
                if each.speaker:
                    people.add(each.speaker)
            case Photo():
                people.update(each.group)
            case Censor():
                people.update(each.missing)
            case Newspaper():
                papers.add(each.masthead)
            case Call():
                writes.update(name for name, _ in each.arguments)
                people.update(str(value) for _, value in each.arguments)
            case SetFate():
                people.add(each.character)
                writes.add(changed_name(each))
            case SetWord():
                people.add(each.word)
                writes.add(each.name)
            case _ if isinstance(each, _EFFECTS):
                writes.add(changed_name(each))
            case _:
                pass
    if isinstance(record, Passage) and record.interlude:
        for ladder in record.interlude.people.values():
            people.update(who for case in ladder for who in case.value)
    if isinstance(record, Character):
        people.discard(record.id)
    return Uses(*map(frozenset, (reads, writes, people, chosen, papers)))


def _within(value: Any) -> Iterator[object]:
    """A value and all values that it is made of."""
    stack: list[Any] = [value]
    while stack:
        each = stack.pop()
        if isinstance(each, tuple):
            stack.extend(each)
        elif isinstance(each, Mapping):
            stack.extend(each.values())
        else:
            names = _fields(each.__class__)
            if names:
                yield each
                stack.extend([getattr(each, name) for name in names])
            elif names is not None:
                yield each


_LEAVES = (str, int, float, bool, type(None), Span, Fragment, Node, frozenset)


@cache
def _fields(kind: type[Any]) -> tuple[str, ...] | None:
    """The fields of a type of value; None where there is nothing within it to look at."""
    if issubclass(kind, _LEAVES) or not attrs.has(kind):
        return None
    return tuple(field.name for field in attrs.fields(kind) if field.name not in ("span", "at"))
