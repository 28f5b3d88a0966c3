"""What a writer asks of a manuscript: how much there is of everything, and how long it reads.

Words are those that are written, every variant once, whatever state it needs; signs, values that
are put in, and the names of speakers are none.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, TypeAlias, assert_never

import attrs

from game.model.interlude import TEMPLATES
from game.model.story import CharacterId, Item, Ladder, Passage, Story
from game.text.markup import (
    Branch,
    ByBand,
    ByCount,
    ByFact,
    ByVisit,
    Fact,
    Plain,
    Prose,
    Runs,
    Styled,
    Value,
)

PACE = 230
"""Words that are read in a minute: prose for adults, read in silence."""

Part: TypeAlias = Literal["prose", "choices", "papers"]
"""What is read as the story, what is read on a choice, and what is read on a paper."""

PARTS: tuple[Part, ...] = ("prose", "choices", "papers")

_WORD = re.compile(r"[^\s—–]*[^\W_][^\s—–]*")


@attrs.frozen
class Text:
    """A line or paragraph that is written: how many words it has, and whether it varies."""

    part: Part
    speaker: CharacterId | None
    words: int
    varies: bool


@attrs.frozen
class ChapterCount:
    """What a chapter has."""

    id: str
    title: str
    passages: int
    choices: int
    words: Counter[Part]


@attrs.frozen
class Count:
    """What a campaign has.

    `interludes` are counted by kind, front pages not among them; `speakers` are the words of each
    of the cast who says anything, most first, and `narrated` those of nobody.
    """

    id: str
    title: str
    passages: int
    choices: int
    endings: int
    front_pages: int
    interludes: Counter[str]
    chapters: tuple[ChapterCount, ...]
    words: Counter[Part]
    speakers: tuple[tuple[CharacterId, str, int], ...]
    narrated: int
    lines: int
    varied: int

    @property
    def minutes(self) -> int:
        """The minutes in which all of it is read once."""
        return math.ceil(self.words.total() / PACE)


def count(story: Story) -> Count:
    """What a campaign has."""
    chapters: list[ChapterCount] = []
    texts: list[Text] = []
    for chapter in story.chapters.values():
        passages = [story.passages[id_] for id_ in chapter.passages]
        here = [text for passage in passages for text in texts_of(passage)]
        choices = sum(len(passage.choices) for passage in passages)
        words = _by_part(here)
        chapters.append(ChapterCount(chapter.id, chapter.title, len(passages), choices, words))
        texts += here
    passages = list(story.passages.values())
    spoken: Counter[CharacterId] = Counter()
    for text in texts:
        if text.speaker is not None:
            spoken[text.speaker] += text.words
    most_first = sorted(spoken.items(), key=lambda pair: (-pair[1], pair[0]))
    return Count(
        story.id,
        story.title,
        len(passages),
        sum(len(passage.choices) for passage in passages),
        len(story.endings),
        sum(passage.newspaper is not None for passage in passages),
        Counter(filter(None, map(_kind, passages))),
        tuple(chapters),
        _by_part(texts),
        tuple((id_, story.cast[id_].name, words) for id_, words in most_first),
        sum(text.words for text in texts if text.part == "prose" and text.speaker is None),
        len(texts),
        sum(text.varies for text in texts),
    )


def texts_of(passage: Passage) -> Iterator[Text]:
    """Everything that is written in a passage for the player to read, each line by itself."""
    yield from _prose("prose", passage.text)
    if passage.hard:
        yield from _paragraphs("prose", passage.hard.instead, False)
    for part in passage.verdict:
        yield from _prose("prose", part.text)
    if passage.ending:
        yield from _lines("prose", passage.ending.title)
    for choice in passage.choices:
        for label in (choice.label, choice.locked, choice.confirm):
            yield from _lines("choices", label)
        for prose in (choice.answer, choice.verdict):
            yield from _prose("prose", prose)
    yield from _papers(passage)


def _papers(passage: Passage) -> Iterator[Text]:
    news, document, interlude = passage.newspaper, passage.document, passage.interlude
    if news:
        for line in (news.headline, news.deck, news.truth):
            yield from _lines("papers", line)
        yield from _prose("papers", news.lead)
        for case in news.picture:
            yield from _lines("papers", case.value.caption, len(news.picture) > 1)
        for article in (*(case.value for case in (*news.editorial, *news.decree)), *news.columns):
            varies = article.condition is not None
            yield from _lines("papers", article.title, varies)
            yield from _prose("papers", article.text, varies)
        for line in (news.slogan, news.stamp, *((news.censor.refusal,) if news.censor else ())):
            yield from _lines("papers", line)
        for table in (*news.figures, *news.ear):
            yield from _lines("papers", table.value.title)
            yield from _lines("papers", table.value.note)
            yield from _fields(table.value.rows)
        # Words struck out are words of the page, and counted there.
        yield from _fields(news.censor.notes if news.censor else (), ("text",))
    if document:
        yield from _lines("papers", document.title)
        yield from _prose("papers", document.words)
    if interlude:
        for line in interlude.lines.values():
            yield from _lines("papers", line)
        for text in interlude.texts.values():
            yield from _prose("papers", text)
        for items in interlude.lists.values():
            yield from _fields(items)


def _fields(items: tuple[Item, ...], of: tuple[str, ...] = ()) -> Iterator[Text]:
    for item in items:
        for name, line in item.fields.items():
            if not of or name in of:
                yield from _lines("papers", line, item.condition is not None)


def _lines(part: Part, ladder: Ladder[Runs], varies: bool = False) -> Iterator[Text]:
    for case in ladder:
        words = words_of(case.value)
        if words:
            yield Text(part, None, words, varies or _varies(ladder) or varied(case.value))


def _prose(part: Part, ladder: Ladder[Prose], varies: bool = False) -> Iterator[Text]:
    for case in ladder:
        yield from _paragraphs(part, case.value, varies or _varies(ladder))


def _paragraphs(part: Part, prose: Prose, varies: bool) -> Iterator[Text]:
    for each in prose.paragraphs():
        words = words_of(each.runs)
        if words:
            speaker = None if each.speaker is None else CharacterId(each.speaker)
            differs = varies or each.condition is not None or varied(each.runs)
            yield Text(part, speaker, words, differs)


def _varies(ladder: Ladder[Runs] | Ladder[Prose]) -> bool:
    return any(case.condition is not None for case in ladder)


def words_of(runs: Runs) -> int:
    """The words of runs: of what varies, those of every variant."""
    return sum(len(_WORD.findall(text)) for text in pieces_of(runs))


def pieces_of(runs: Runs) -> Iterator[str]:
    """What stands together: the text up to something that varies, and each variant by itself."""
    text = ""
    for run in runs:
        match run:
            case Plain(words):
                text += words
                continue
            case Styled(_, inner) if not varied(inner):
                text += "".join(pieces_of(inner))
                continue
        yield text
        text = ""
        match run:
            case Styled(_, inner):
                yield from pieces_of(inner)
            case Branch(cases):
                for _, inner in cases:
                    yield from pieces_of(inner)
            case ByVisit(_, options, _):
                for inner in options:
                    yield from pieces_of(inner)
            case ByBand(_, named) | ByCount(_, named) | ByFact(_, _, named):
                for _, inner in named:
                    yield from pieces_of(inner)
            case Value() | Fact():
                pass
            case _:
                assert_never(run)
    yield text


def varied(runs: Runs) -> bool:
    """Whether the runs read differently in different states."""
    return any(
        varied(run.runs) if isinstance(run, Styled) else not isinstance(run, Plain | Fact)
        for run in runs
    )


def _kind(passage: Passage) -> str:
    if passage.interlude:
        return passage.interlude.kind
    return "document" if passage.document else ""


def _by_part(texts: Iterable[Text]) -> Counter[Part]:
    words: Counter[Part] = Counter()
    for text in texts:
        words[text.part] += text.words
    return words


# Telling


def as_data(counted: Count) -> dict[str, object]:
    """The count as plain data, for programs; keys are not renamed."""
    return {
        "campaign": counted.id,
        "title": counted.title,
        "passages": counted.passages,
        "choices": counted.choices,
        "endings": counted.endings,
        "front_pages": counted.front_pages,
        "interludes": {kind: counted.interludes[kind] for kind in _kinds(counted)},
        "words": _words(counted.words),
        "lines": counted.lines,
        "lines_with_variation": counted.varied,
        "minutes": counted.minutes,
        "words_a_minute": PACE,
        "chapters": [
            {
                "chapter": chapter.id,
                "title": chapter.title,
                "passages": chapter.passages,
                "choices": chapter.choices,
                "words": _words(chapter.words),
            }
            for chapter in counted.chapters
        ],
        "speakers": [
            {"character": id_, "name": name, "words": words}
            for id_, name, words in counted.speakers
        ],
        "narrated": counted.narrated,
    }


def as_text(counted: Count) -> str:
    """The count as a plain table, for people."""
    interludes = ", ".join(f"{counted.interludes[kind]} {kind}" for kind in _kinds(counted))
    others = counted.interludes.total()
    rows = [
        ("chapters", f"{len(counted.chapters):,}"),
        ("passages", f"{counted.passages:,}"),
        ("choices", f"{counted.choices:,}"),
        ("endings", f"{counted.endings:,}"),
        ("front pages", f"{counted.front_pages:,}"),
        ("other papers", f"{others:,}" + (f"  ({interludes})" if interludes else "")),
        ("words", f"{counted.words.total():,}"),
        *((f"  {part}", f"{counted.words[part]:,}") for part in PARTS),
        ("lines", f"{counted.lines:,}"),
        ("  that vary", f"{counted.varied:,}"),
        ("minutes", f"{counted.minutes:,}  (all of it read once, {PACE} words a minute)"),
    ]
    spoken = [(name, f"{words:,}") for _, name, words in counted.speakers]
    chapters = [
        (
            chapter.title,
            *(f"{number:,}" for number in (chapter.passages, chapter.choices)),
            *(f"{chapter.words[part]:,}" for part in PARTS),
        )
        for chapter in counted.chapters
    ]
    blocks = [
        counted.title,
        _table(rows),
        _table([("chapter", "passages", "choices", *PARTS), *chapters], figures=True),
    ]
    if spoken:
        narrated = ("(narration)", f"{counted.narrated:,}")
        blocks.append(_table([("words of", ""), narrated, *spoken], figures=True))
    return "\n\n".join(blocks)


def _kinds(counted: Count) -> list[str]:
    order = ["document", *TEMPLATES]
    return sorted(counted.interludes, key=order.index)


def _words(words: Counter[Part]) -> dict[str, int]:
    return {"all": words.total(), **{part: words[part] for part in PARTS}}


def _table(rows: Sequence[tuple[str, ...]], figures: bool = False) -> str:
    """Rows in columns; with `figures` all but the first column are set to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for first, *others in rows:
        cells = [first.ljust(widths[0])]
        for cell, width in zip(others, widths[1:], strict=True):
            cells.append(cell.rjust(width) if figures else cell)
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)
