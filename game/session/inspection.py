"""Everything a game holds, as rows to read: the page with its choices, and all of the state."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, Literal, TypeAlias

import attrs

from game.diagnostics.span import Source, Span
from game.engine import machine
from game.engine.machine import NotOffered, StoryStops
from game.engine.prose import text_of
from game.engine.state import State, Turn, Value
from game.model.story import Choice, PassageId, Stat, Story
from game.session.playthrough import ADVANCE, Playthrough
from game.text.nodes import Map, Node, Seq, Tree
from game.text.tongue import mark, say
from game.text.tree import parse

Kind: TypeAlias = Literal["number", "flag", "word", "open", "closed", "plain"]


@attrs.frozen
class Note:
    """A paragraph about a row; one of `code` is as it stands in a file, or names a place there."""

    text: str
    code: bool = False


@attrs.frozen
class Item:
    """A row: a name as the story writes it, and what it holds.

    `before` is what it held on the page before, None where that is the same; `short` says a
    little more, `full` everything. `stat` is there for numbers.
    """

    name: str
    value: str
    kind: Kind = "plain"
    short: str = ""
    full: tuple[Note, ...] = ()
    before: str | None = None
    stat: Stat | None = None


@attrs.frozen
class Section:
    """Rows that belong together."""

    title: str
    items: tuple[Item, ...]


def inspect(played: Playthrough, sources: Mapping[str, Source]) -> tuple[Section, ...]:
    """All sections: the page, then every value, then whatever else the state holds."""
    turn = played.turn
    earlier = played.turns[-2].state if len(played.turns) > 1 else turn.state
    sections = (
        _page(turn, sources),
        *_values(turn, earlier),
        *_rest(turn.state, earlier, turn.program.story),
    )
    return tuple(section for section in sections if section.items)


def found(sections: tuple[Section, ...], wanted: str) -> tuple[Section, ...]:
    """The sections with only the rows that have the letters wanted, wherever a name parts them.

    What the rows say of their names counts only where no name has the letters.
    """
    plain = _plain(wanted)
    if not plain:
        return sections
    named = _with(sections, lambda item: plain in _plain(item.name))
    return named or _with(sections, lambda item: plain in _plain(f"{item.value} {item.short}"))


def _with(sections: tuple[Section, ...], wanted: Callable[[Item], bool]) -> tuple[Section, ...]:
    kept = (attrs.evolve(each, items=tuple(filter(wanted, each.items))) for each in sections)
    return tuple(section for section in kept if section.items)


def _plain(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


# The page


def _page(turn: Turn, sources: Mapping[str, Source]) -> Section:
    passage = turn.passage
    written = Written(sources)
    choices = tuple(_choices(turn, written))
    scene = ", ".join(part for part in (turn.chapter.title, turn.place, turn.date) if part)
    notes = (_place(passage.span), Note(scene), *_summary(choices))
    page = Item(passage.id, notes[0].text, full=notes)
    return Section(say("This page"), (page, *choices, *_way_on(turn, written)))


def _place(span: Span) -> Note:
    """Where something is written."""
    return Note(f"{span.file}:{span.line}", code=True)


def _summary(choices: tuple[Item, ...]) -> Iterator[Note]:
    for item in choices:
        yield Note(f"{item.name}: {item.value}")
        if item.short:
            yield Note(item.short, code=True)


def _choices(turn: Turn, written: "Written") -> Iterator[Item]:
    offers = {offer.id: offer for offer in turn.offers}
    for choice in turn.passage.choices:
        offer = offers.get(choice.id)
        is_open = offer is not None and offer.open
        record = written.record(choice.span)
        condition = record.get("if", "")
        notes = [] if offer is None else [Note(text_of(offer.label))]
        if condition:
            verdict = say("This holds.") if is_open else say("This does not hold.")
            if choice.once and offer is None:
                verdict = say("Taken before, or this does not hold.")
            notes += [Note(f"if: {condition}", code=True), Note(verdict)]
        targets = _targets(turn, choice, is_open)
        short = f"→ {targets}" if targets else ""
        said = [f"{key}: {text}" for key, text in record.items() if key not in _READ]
        said += [short] if short and record.get("goto") != targets else []
        notes += [*(Note(line, code=True) for line in said), _place(choice.span)]
        value = say("not shown") if offer is None else say("open") if is_open else say("closed")
        if condition:
            short = f"{short} if {condition}".strip()
        yield Item(choice.id, value, "open" if is_open else "closed", short, tuple(notes))


_READ: Final = ("if", "text", "id", "answer", "locked")
"""Keys of a choice that are not repeated: they are read on the page, or said in other words."""


def _targets(turn: Turn, choice: Choice, is_open: bool) -> str:
    """Where a choice leads: an open one for certain, a closed one to any of its routes."""
    if is_open:
        try:
            return machine.choose(turn.program, turn.state, choice.id).passage.id
        except (NotOffered, StoryStops) as stop:
            return str(stop)
    routes = choice.routes or turn.passage.routes
    return " | ".join(dict.fromkeys(str(route.target) for route in routes))


def _way_on(turn: Turn, written: "Written") -> Iterator[Item]:
    """Where the page leads without a choice."""
    record = written.record(turn.passage.span, named=True)
    routes = turn.passage.routes
    if not turn.can_advance and not routes:
        return
    value = say("open") if turn.can_advance else say("closed")
    try:
        target = machine.advance(turn.program, turn.state).passage.id
    except (NotOffered, StoryStops):
        target = PassageId(" | ".join(dict.fromkeys(str(route.target) for route in routes)))
    lines = [f"{key}: {record[key]}" for key in ("next", "goto") if key in record]
    kind: Kind = "open" if turn.can_advance else "closed"
    notes = tuple(Note(line, code=True) for line in lines or [f"→ {target}"])
    yield Item(ADVANCE, value, kind, f"→ {target}", notes)


class Written:
    """Records as they were written, found by where they stand; a file is read once."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = sources
        self._records: dict[str, dict[_Place, Map]] = {}

    def record(self, span: Span, named: bool = False) -> dict[str, str]:
        """The keys of the record that stands at a place, each with its text on one line.

        One that is `named` stands there with its name, as a passage does.
        """
        if span.file not in self._records:
            source = self._sources.get(span.file)
            tree = parse(source).tree if source is not None else None
            self._records[span.file] = dict(_records_in(tree))
        record = self._records[span.file].get((span.line, span.column, named))
        if record is None:
            return {}
        return {key.text: _one_line(value) for key, value in record.items()}


_Place: TypeAlias = tuple[int, int, bool]
"""Line, column, and whether the name of the record stands there or the record itself."""


def _records_in(tree: Tree | None) -> Iterator[tuple[_Place, Map]]:
    match tree:
        case Map():
            yield (tree.span.line, tree.span.column, False), tree
            for key, value in tree.items():
                if isinstance(value, Map):
                    yield (key.span.line, key.span.column, True), value
                yield from _records_in(value)
        case Seq(items=items):
            for item in items:
                yield from _records_in(item)
        case _:
            return


def _one_line(node: Node) -> str:
    text = node.source.text[node.start : node.end]
    return " ".join(text.split()).strip("'\"")


# The values


def _values(turn: Turn, earlier: State) -> Iterator[Section]:
    story, state = turn.program.story, turn.state
    numbers = story.numbers.values()
    trust = [stat for stat in numbers if stat.id.startswith("trust.")]
    other = [stat for stat in numbers if not stat.gauge and stat not in trust]
    fates = [each for each in story.named.values() if each.id.startswith("fate.")]
    named = [each for each in story.named.values() if each not in fates]
    for title, stats in (
        (say("Stats"), [stat for stat in numbers if stat.gauge]),
        (say("Numbers"), other),
        (say("Trust"), trust),
    ):
        yield Section(title, tuple(_number(stat, state, earlier) for stat in stats))
    flags = story.flags.values()
    papers = [each for each in flags if each.id.startswith("archive.")]
    awards = [each for each in flags if each.id.startswith("award.")]
    plain = [each for each in flags if each not in (*papers, *awards)]
    for title, kept in (
        (say("Flags"), plain),
        (say("In the archive"), papers),
        (say("Achieved"), awards),
    ):
        yield Section(
            title, tuple(_held(each.id, "flag", each.means, state, earlier) for each in kept)
        )
    for title, words in ((say("Named values"), named), (say("Fates"), fates)):
        yield Section(
            title,
            tuple(_held(each.id, "word", each.means, state, earlier, each.words) for each in words),
        )
    known = {*story.numbers, *story.flags, *story.named}
    others = (name for name in state.values if name not in known)
    yield Section(
        say("Other values"), tuple(_held(name, "plain", "", state, earlier) for name in others)
    )


def _number(stat: Stat, state: State, earlier: State) -> Item:
    now, was = int(state.values[stat.id]), earlier.values.get(stat.id)
    band = stat.band(now)
    bounds = say("{low} to {high}", low=stat.low, high=stat.high)
    bands = ", ".join(f"{name} {start}" for name, start in stat.bands)
    full = (
        *_sentence(stat.means),
        Note(say("From {bounds}; it began at {start}.", bounds=bounds, start=stat.start)),
        *([Note(say("Bands: {bands}.", bands=bands))] if bands else []),
        _place(stat.span),
    )
    return Item(
        stat.id,
        str(now),
        "number",
        ", ".join(part for part in (band, bounds) if part),
        full,
        None if was == now else _text(was),
        stat,
    )


def _sentence(means: str) -> tuple[Note, ...]:
    """What a name means, as a sentence."""
    text = means[:1].upper() + means[1:]
    return (Note(text if text.endswith(".") else f"{text}."),) if text else ()


def _held(
    name: str,
    kind: Kind,
    means: str,
    state: State,
    earlier: State,
    words: tuple[str, ...] = (),
) -> Item:
    now, was = state.values[name], earlier.values.get(name)
    choice = [Note(say("One of: {words}.", words=", ".join(words)))] if words else []
    return Item(
        name,
        _text(now),
        kind,
        means,
        (*_sentence(means), *choice),
        None if was == now else _text(was),
    )


# Whatever else the state has


TITLES: Final = {
    "visits": mark("Passages seen"),
    "chosen": mark("Choices taken"),
    "chapters": mark("Chapters entered"),
    "delays": mark("Still to come"),
    "fired": mark("Events that came"),
    "drawn": mark("Cards drawn"),
    "stack": mark("To return to"),
}
"""What fields of the state are called; others by their own names."""


def _rest(state: State, earlier: State, story: Story) -> Iterator[Section]:
    """A section for every field of the state that holds several things, and one for the others."""
    alone: list[Item] = []
    for name, now, was in _fields(state, earlier):
        title = say(TITLES[name]) if name in TITLES else _words(name)
        match now:
            case Mapping():
                before = was if isinstance(was, Mapping) else {}
                rows = (_row(str(key), now[key], before.get(key), story) for key in now)
                yield Section(title, tuple(rows))
            case tuple() | list():
                yield Section(title, tuple(_listed(now, was)))
            case set() | frozenset():
                members = sorted(now, key=str)
                rows = (_row(str(each), True, each in was, story) for each in members)
                yield Section(title, tuple(rows))
            case _:
                alone.append(_row(name, now, was, story))
    yield Section(say("The run"), tuple(alone))


def _fields(now: Any, was: Any) -> Iterator[tuple[str, Any, Any]]:
    """The fields of a record, and of the records in it, now and before; but for the values."""
    for field in attrs.fields(type(now)):
        value, before = getattr(now, field.name), getattr(was, field.name)
        if field.name == "values":
            continue
        if attrs.has(type(value)):
            yield from _fields(value, before)
        else:
            yield field.name, value, before


def _row(name: str, now: Any, was: Any, story: Story) -> Item:
    passage = story.passages.get(PassageId(name.partition("/")[0]))
    where = "" if passage is None else _place(passage.span).text
    return Item(
        name,
        _text(now),
        short=where,
        full=(Note(_text(now)), *([Note(where, code=True)] if where else [])),
        before=None if now == was else _text(was),
    )


def _listed(now: Sequence[Any], was: Sequence[Any]) -> Iterator[Item]:
    for number, each in enumerate(now):
        before = _text(was[number]) if number < len(was) else _text(None)
        same = number < len(was) and was[number] == each
        text = _text(each)
        yield Item(str(number + 1), text, full=(Note(text),), before=None if same else before)


def _text(value: Any) -> str:
    """A value of the state in words; of a record its fields."""
    match value:
        case None:
            return "–"
        case bool():
            return say("yes") if value else say("no")
        case str() | int():
            return str(value)
        case Mapping():
            return ", ".join(f"{key} {_text(each)}" for key, each in value.items()) or "–"
        case tuple() | list() | set() | frozenset():
            return ", ".join(map(_text, value)) or "–"
        case _ if attrs.has(type(value)):
            fields = (field.name for field in attrs.fields(type(value)))
            parts = ((name, getattr(value, name)) for name in fields if name != "span")
            return ", ".join(f"{_words(name).lower()} {_text(each)}" for name, each in parts)
        case _:
            return str(value)


def _words(name: str) -> str:
    return name.strip("_").replace("_", " ").capitalize()


def value_of(item: Item, played: Playthrough) -> Value | None:
    """What the row's name holds, None if it is nothing that can be given."""
    if item.kind not in ("number", "flag", "word"):
        return None
    return played.turn.state.values.get(item.name)
