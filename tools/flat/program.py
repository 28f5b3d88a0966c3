"""A story → its code: one array of integers in which `walk` plays it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

import attrs

from game.engine.program import fleeting
from game.model.story import (
    RETURN,
    THE_ENDING,
    Call,
    Choice,
    InChapters,
    OnDate,
    Passage,
    Route,
    Story,
    Trigger,
    When,
)
from game.text.effect import (
    Add,
    AddPart,
    AddRoll,
    Archive,
    Award,
    Effect,
    SetFate,
    SetFlag,
    SetNumber,
    SetRoll,
    SetWord,
    changed_name,
)
from game.text.expression import Expr, Or
from game.text.markup import Branch, ByCount, ByVisit, Plain, Prose, Run, Runs, Styled, Value
from tools.flat import layout
from tools.flat.conditions import MOST, Conditions, Unsayable
from tools.flat.jit import Integers, copied, integers, zeros

ROOM = 32
"""Frames and delays that a state has room for at first."""


@attrs.frozen(eq=False)
class Flat:
    """A story as integers, and what its numbers stand for.

    `choices` are keys, `passage/choice`; `names` are every declared name in the order of their
    places, `words` those of the named values; `places` are where dice are thrown, and
    `asked` the numbers of the caller's own conditions.
    """

    story: Story
    code: Integers
    passages: tuple[str, ...]
    choices: tuple[str, ...]
    names: tuple[str, ...]
    words: Mapping[str, tuple[str, ...]]
    chapters: tuple[str, ...]
    dates: tuple[str, ...]
    places: tuple[str, ...]
    cards: tuple[str, ...]
    laters: tuple[str, ...]
    asked: tuple[int, ...]

    @cached_property
    def choice_numbers(self) -> Mapping[str, int]:
        """The number of each choice, by its key."""
        return {key: number for number, key in enumerate(self.choices)}

    @cached_property
    def name_places(self) -> Mapping[str, int]:
        """Where in a state the value of each name stands."""
        first = self.code[layout.VALUES]
        return {name: first + number for number, name in enumerate(self.names)}

    def state(self, seed: int, dice: int = layout.ENGINE_DICE) -> Integers:
        """A state from which `walk.begin` plays."""
        made = zeros(self.code[layout.STATE_SIZE])
        first = self.code[layout.TEMPLATE]
        fixed = self.code[layout.STACK]
        made[:fixed] = self.code[first : first + fixed]
        made[layout.SEED] = seed
        made[layout.DICE] = dice
        return made

    def doors(self, passage: int) -> range:
        """The choices of a passage."""
        first = self.code[layout.DOORS] + passage
        return range(int(self.code[first]), int(self.code[first + 1]))

    @cached_property
    def most_doors(self) -> int:
        """The most choices that a passage has, at least 1."""
        return max((len(self.doors(number)) for number in range(len(self.passages))), default=1)

    def log(self, rolls: int = 0) -> Integers:
        """An empty log with room for so many rolls."""
        return zeros(layout.LOG_HEAD + 3 * rolls)

    def rolls(self, log: Integers) -> dict[tuple[int, str], int]:
        """The rolls of a log as `game.engine.chance.LoadedSeed` takes them."""
        at = (layout.LOG_HEAD + 3 * number for number in range(log[layout.LOG_COUNT]))
        return {(int(log[i]), self.places[log[i + 1]]): int(log[i + 2]) for i in at}

    def wider(self) -> "Flat":
        """The same with twice the room in its states."""
        code = copied(self.code)
        code[layout.ROOM] *= 2
        _lay_out(code)
        return attrs.evolve(self, code=code)

    def moved(self, state: Integers, of: "Flat") -> Integers:
        """A state of a flat story with less room as one of this."""
        made = zeros(self.code[layout.STATE_SIZE])
        fixed = self.code[layout.STACK]
        made[:fixed] = state[:fixed]
        for section, after in (
            (layout.STACK, layout.RESTORE),
            (layout.RESTORE, layout.DELAYED),
            (layout.DELAYED, layout.READY),
        ):
            first, last = of.code[section], of.code[after]
            here = self.code[section]
            made[here : here + last - first] = state[first:last]
        return made


def flatten(story: Story, room: int = ROOM, asked: Sequence[Expr | None] = ()) -> Flat:
    """A story as integers; raises Unsayable where it has what they cannot say exactly.

    What is `asked` are conditions of the caller's own, for `judge.holds`.
    """
    return _Flattener(story).flat(room, asked)


def _lay_out(code: Integers) -> None:
    """Say where in a state what grows stands."""
    room = code[layout.ROOM]
    at = code[layout.STACK]
    for section, size in (
        (layout.RESTORE, room * layout.FRAME_ROW),
        (layout.DELAYED, room * code[layout.MOST_ARGUMENTS]),
        (layout.READY, room * 2),
        (layout.DUE, room * 2),
        (layout.STATE_SIZE, room * 2 + code[layout.EVENT_COUNT] + 1),
    ):
        at += size
        code[section] = at


_SCRATCH = (layout.PASSED, layout.ENTERED, layout.SCRATCH, layout.HASHING)


class _Flattener:
    def __init__(self, story: Story) -> None:
        self.story = story
        self.passages = list(story.passages.values())
        self.numbers = {str(each.id): number for number, each in enumerate(self.passages)}
        self.choices = [(each, choice) for each in self.passages for choice in each.choices]
        keys = (f"{passage.id}/{choice.id}" for passage, choice in self.choices)
        self.choice_numbers = {key: number for number, key in enumerate(keys)}
        flags = tuple(story.flags)
        awards = tuple(f"award.{each}" for each in story.achievements)
        self.names = tuple(dict.fromkeys((*story.numbers, *flags, *awards, *story.named)))
        self.name_numbers = {name: number for number, name in enumerate(self.names)}
        self.chapters = tuple(map(str, story.chapters))
        self.dates = tuple(sorted({"", *self._dates()}))
        self.ranks = {date: rank for rank, date in enumerate(self.dates)}
        self.dice_numbers: dict[str, int] = {}
        self.conditions = Conditions(story, self)
        self.cards = [str(card) for cards in story.decks.values() for card in cards]
        self.decks = {deck: number for number, deck in enumerate(story.decks)}
        self.ladders: list[list[tuple[int, int]]] = []
        self.calls: list[tuple[int, int, int]] = []
        self.arguments: list[tuple[int, int]] = []
        self.most_arguments = 0
        self.laters: list[str] = []
        self.fleeting = [each for each in self.passages if fleeting(each)]

    # Places in a state: registers, values, visits, chosen, and so on

    @property
    def _first_visit(self) -> int:
        return layout.REGISTERS + len(self.names)

    @property
    def _first_chosen(self) -> int:
        return self._first_visit + len(self.passages)

    def name(self, name: str) -> int:
        """The place of a name."""
        return layout.REGISTERS + self.name_numbers[name]

    def word(self, name: str, word: str) -> int:
        """The number of a word of a named value."""
        return self.story.named[name].words.index(word)

    def visits(self, passage: str) -> int:
        """The place of a passage's visits."""
        return self._first_visit + self.numbers[passage]

    def chosen(self, choice: str) -> tuple[int, ...]:
        """The places of what a choice is counted under."""
        if "/" in choice:
            keys: Iterable[str] = (choice,)
        else:
            keys = (f"{passage}/{choice}" for passage in self.story.choices.get(choice, ()))
        return tuple(self._first_chosen + self.choice_numbers[key] for key in keys)

    def dice(self, place: str) -> int:
        """The number of a place where dice are thrown."""
        return self.dice_numbers.setdefault(place, len(self.dice_numbers))

    # The whole

    def flat(self, room: int, asked: Sequence[Expr | None]) -> Flat:
        self._refuse_large_numbers()
        actors: list[tuple[str, Passage | Choice]] = [(str(p.id), p) for p in self.passages]
        actors += [(f"{p.id}/{choice.id}", choice) for p, choice in self.choices]
        for place, actor in actors:
            self._three_ladders(actor, place)
        effects = [self._effects(actor.effects, place) for place, actor in actors]
        later = [self._laters(actor, place) for place, actor in actors]
        draw_places = [
            self.dice(f"{place}/draw" if "/" in place else f"{place}//draw") if each.draw else 0
            for place, each in actors
        ]
        events = [row for id_ in self.story.events for row in self._event(id_)]
        cards = [row for id_ in self.cards for row in self._card(id_)]
        endings = self._ladder(
            (each.ending.condition, self.numbers[id_])
            for id_ in self.story.endings
            if (each := self.story.passages[id_]).ending is not None
        )
        texts = [self._text(each) for each in self.passages]
        opens = [self.conditions.number(choice.condition) for _, choice in self.choices]
        asked_numbers = tuple(map(self.conditions.number, asked))

        pack = _Pack()
        pack.put(layout.TEMPLATE, self._template())
        pack.put(layout.CHAPTER, (self.chapters.index(each.chapter) for each in self.passages))
        pack.put(layout.DATE, (self.ranks[self._date(each)] for each in self.passages))
        pack.put(layout.MARKS, map(self._marks, self.passages))
        pack.put(layout.TEXT, texts)
        places = {each.id: number for number, each in enumerate(self.fleeting)}
        pack.put(layout.FLEETING_NUMBER, (places.get(each.id, 0) for each in self.passages))
        pack.put(layout.DOORS, _firsts(each.choices for each in self.passages))
        pack.put(layout.OPENS, opens)
        pack.put(
            layout.CHOICE_MARKS,
            (
                layout.ONCE * choice.once | layout.FALLBACK * choice.fallback
                for _, choice in self.choices
            ),
        )
        pack.put(layout.HOME, (self.numbers[passage.id] for passage, _ in self.choices))
        pack.rows(layout.EFFECT_FIRST, layout.EFFECTS, effects)
        pack.rows(layout.LATER_FIRST, layout.LATER, later)
        pack.rows(layout.RUNG_FIRST, layout.RUNGS, self.ladders)
        pack.put(layout.CALLS, (value for call in self.calls for value in call))
        pack.put(layout.ARGUMENTS, (value for pair in self.arguments for value in pair))
        pack.put(layout.DECKS, _firsts(self.story.decks.values()))
        pack.put(layout.CARDS, cards)
        pack.put(layout.DRAW_PLACE, draw_places)
        pack.put(layout.EVENTS, events)
        conditions = self.conditions
        pack.put(layout.TERM_FIRST, conditions.term_first)
        pack.put(layout.CODE_AT, conditions.code_at)
        pack.put(layout.TERMS, (value for term in conditions.written() for value in term))
        pack.put(layout.CODE, (value for pair in conditions.code_written() for value in pair))
        pack.put(layout.CHANCES, (value for chance in conditions.chances for value in chance))
        texts_of_dice = [place.encode() for place in self.dice_numbers]
        pack.put(layout.PLACE_FIRST, _firsts(texts_of_dice))
        pack.put(layout.PLACE_TEXT, (byte for text in texts_of_dice for byte in text))
        head = pack.head
        head[layout.ENDINGS] = endings
        head[layout.PASSAGES] = len(self.passages)
        head[layout.CHOICES] = len(self.choices)
        head[layout.START] = self.numbers[self.story.start]
        head[layout.EVENT_COUNT] = len(self.story.events)
        head[layout.CARD_COUNT] = len(self.cards)
        head[layout.ROOM] = room
        head[layout.MOST_ARGUMENTS] = self.most_arguments
        at = layout.REGISTERS
        for section, size in self._sections():
            head[section] = at
            at += size
        head[layout.STACK] = at
        code = integers(pack.written())
        _lay_out(code)
        return Flat(
            self.story,
            code,
            tuple(self.numbers),
            tuple(self.choice_numbers),
            self.names,
            {name: named.words for name, named in self.story.named.items()},
            self.chapters,
            self.dates,
            tuple(self.dice_numbers),
            tuple(self.cards),
            tuple(self.laters),
            asked_numbers,
        )

    def _sections(self) -> tuple[tuple[int, int], ...]:
        return (
            (layout.VALUES, len(self.names)),
            (layout.VISITS, len(self.passages)),
            (layout.CHOSEN, len(self.choices)),
            (layout.FIRED, len(self.story.events)),
            (layout.DRAWN, len(self.cards)),
            (layout.PASSED, len(self.fleeting)),
            (layout.ENTERED, len(self.passages)),
            (layout.SCRATCH, self.conditions.deepest + 2),
            (layout.HASHING, layout.HASH_ROOM),
        )

    def _template(self) -> list[int]:
        """A state before anything was entered, but for what grows."""
        story = self.story
        registers = [0] * layout.REGISTERS
        registers[layout.LAST_CHAPTER] = -1
        values = [self._start(name) for name in self.names]
        sizes = dict(self._sections())
        counts = sum(sizes[each] for each in (layout.VISITS, layout.CHOSEN, layout.FIRED))
        rest = sum(sizes[each] for each in _SCRATCH)
        assert story.start in self.numbers
        return registers + values + [0] * counts + [-1] * len(self.cards) + [0] * rest

    def _start(self, name: str) -> int:
        story = self.story
        if name in story.numbers:
            return story.numbers[name].start
        if name in story.named:
            return self.word(name, story.named[name].start)
        return 0

    def _refuse_large_numbers(self) -> None:
        for stat in self.story.numbers.values():
            if max(abs(stat.low), abs(stat.high)) >= MOST:
                raise Unsayable(f'"{stat.id}" has bounds beyond {MOST}')

    def _dates(self) -> Iterator[str]:
        for each in self.passages:
            yield self._date(each)
            triggers = [later.trigger for later in each.later]
            triggers += [later.trigger for choice in each.choices for later in choice.later]
            if each.event is not None:
                triggers.append(each.event.trigger)
            yield from (trigger.date for trigger in triggers if isinstance(trigger, OnDate))

    def _date(self, passage: Passage) -> str:
        return passage.date or self.story.chapters[passage.chapter].date

    def _marks(self, passage: Passage) -> int:
        marks = 0
        for mark, has in (
            (layout.SILENT, passage.silent),
            (layout.FLEETING, fleeting(passage)),
            (layout.ENDS, passage.ending is not None),
            (layout.RETURNING, passage.id in self.story.returning),
            (layout.RETURNS, passage.returns),
            (layout.FALLBACKS, any(choice.fallback for choice in passage.choices)),
        ):
            marks |= mark if has else 0
        return marks

    # What acts

    def _ladder(self, rungs: Iterable[tuple[Expr | None, int]]) -> int:
        """The number of a ladder."""
        made = [(self.conditions.number(condition), value) for condition, value in rungs]
        self.ladders.append(made)
        return len(self.ladders) - 1

    def _three_ladders(self, actor: Passage | Choice, place: str) -> None:
        self._ladder((case.condition, self._call(case.value)) for case in actor.call)
        self._ladder((case.condition, self.decks[case.value]) for case in actor.draw)
        self._ways(actor.routes)

    def _ways(self, routes: tuple[Route, ...]) -> int:
        return self._ladder((route.condition, self._target(route.target)) for route in routes)

    def _target(self, target: str) -> int:
        if target == RETURN:
            return layout.RETURN_WAY
        if target == THE_ENDING:
            return layout.ENDING_WAY
        return self.numbers[target]

    def _call(self, call: Call) -> int:
        first = len(self.arguments)
        self.arguments += [(self.name(name), self._value(name, v)) for name, v in call.arguments]
        self.most_arguments = max(self.most_arguments, len(call.arguments))
        self.calls.append((self.numbers[call.target], first, len(self.arguments)))
        return len(self.calls) - 1

    def _value(self, name: str, value: int | bool | str) -> int:
        return self.word(name, value) if isinstance(value, str) else int(value)

    def _laters(self, actor: Passage | Choice, place: str) -> list[tuple[int, ...]]:
        rows: list[tuple[int, ...]] = []
        for number, each in enumerate(actor.later):
            rows.append((*self._trigger(each.trigger), self._ways(each.routes)))
            self.laters.append(f"{place}/{number}")
        return rows

    def _trigger(self, trigger: Trigger) -> tuple[int, int]:
        match trigger:
            case InChapters(count):
                return layout.IN_CHAPTERS, count
            case OnDate(date):
                return layout.ON_DATE, self.ranks[date]
            case When(condition):
                return layout.WHEN, self.conditions.number(condition)

    def _event(self, id_: str) -> tuple[int, ...]:
        event = self.story.passages[id_].event  # type: ignore[index]
        assert event is not None
        condition = self.conditions.number(event.condition)
        return (self.numbers[id_], *self._trigger(event.trigger), condition, int(event.once))

    def _card(self, id_: str) -> tuple[int, ...]:
        card = self.story.passages[id_].card  # type: ignore[index]
        assert card is not None
        condition = self.conditions.number(card.condition)
        return (
            self.numbers[id_],
            condition,
            card.priority,
            card.weight,
            card.rest,
            int(card.once),
        )

    def _effects(self, effects: tuple[Effect, ...], place: str) -> list[tuple[int, ...]]:
        return [self._effect(each, f"{place}/{number}") for number, each in enumerate(effects)]

    def _effect(self, effect: Effect, place: str) -> tuple[int, ...]:
        name = changed_name(effect)
        at = self.name(name)
        stat = self.story.numbers.get(name)
        low, high = (stat.low, stat.high) if stat else (0, 0)
        match effect:
            case Add(_, amount, _):
                return (layout.ADD, at, amount, low, high, 0)
            case AddPart(_, percent, _):
                return (layout.ADD_PART, at, percent, low, high, 0)
            case AddRoll(_, least, most, _):
                die = (most - least + 1) << 32 | (least + 0x80000000)
                return (layout.ADD_ROLL, at, die, low, high, self.dice(place))
            case SetRoll(_, least, most, _):
                return (layout.SET_ROLL, at, 0, least, most, self.dice(place))
            case SetNumber(_, value, _):
                return (layout.SET, at, value, 0, 0, 0)
            case SetFlag(_, truth, _):
                return (layout.SET, at, int(truth), 0, 0, 0)
            case SetWord(_, word, _):
                return (layout.SET, at, self.word(name, word), 0, 0, 0)
            case SetFate(_, fate, _):
                return (layout.SET, at, self.word(name, fate), 0, 0, 0)
            case Archive() | Award():
                return (layout.SET, at, 1, 0, 0, 0)

    # What a fleeting passage has to read

    def _text(self, passage: Passage) -> int:
        """The ladder of a fleeting passage's text: of each case, when there is anything to read."""
        if not fleeting(passage):
            return -1
        return self._ladder(
            (case.condition, self.conditions.number(self._reads(case.value, passage)))
            for case in passage.text
        )

    def _reads(self, prose: Prose, passage: Passage) -> Expr:
        found: list[Expr] = []
        for paragraph in prose.paragraphs():
            assert paragraph.condition is not None
            said = _says_any(paragraph.runs)
            if said is None:
                raise Unsayable(f'whether "{passage.id}" has anything to read is for its prose')
            if said:
                found.append(paragraph.condition)
        return found[0] if len(found) == 1 else Or(tuple(found))  # of none it is false


def _says_any(runs: Runs) -> bool | None:
    """Whether runs have words: always, never, or (None) as may be."""
    said = [_says(run) for run in runs]
    return True if True in said else None if None in said else False


def _says(run: Run) -> bool | None:
    match run:
        case Plain(text):
            return bool(text.strip())
        case Styled(_, inner):
            return _says_any(inner)
        case Value():
            return True
        case Branch(cases):
            variants = [inner for _, inner in cases]
            variants += [()] if cases[-1][0] is not None else []
        case ByVisit("once", options, _):
            variants = [*options, ()]
        case ByVisit(_, options, _):
            variants = [*options]
        case ByCount(_, forms):
            variants = [inner for _, inner in forms]
        case _:
            return None
    said = {_says_any(inner) for inner in variants}
    return said.pop() if len(said) == 1 else None


def _firsts(groups: Iterable[Sequence[object]]) -> list[int]:
    """Where each group begins when all stand in a row, and where the last ends."""
    firsts = [0]
    for group in groups:
        firsts.append(firsts[-1] + len(group))
    return firsts


class _Pack:
    """Sections of the code, put one after another."""

    def __init__(self) -> None:
        self.head = [0] * layout.HEAD
        self._rest: list[int] = []

    def put(self, section: int, values: Iterable[int]) -> None:
        self.head[section] = layout.HEAD + len(self._rest)
        self._rest += values

    def rows(self, first: int, section: int, groups: Sequence[Sequence[Sequence[int]]]) -> None:
        """Put groups of rows, and where each group begins."""
        self.put(first, _firsts(groups))
        self.put(section, (value for group in groups for row in group for value in row))

    def written(self) -> list[int]:
        return self.head + self._rest
