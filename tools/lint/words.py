"""The words of a passage, line by line, each with the place where it was written."""

import re
from collections.abc import Iterator
from typing import Literal, TypeAlias

import attrs

from game.diagnostics.span import Source, Span
from game.model.story import Choice, Item, Ladder, Passage
from game.text.markup import Paragraph, Plain, Prose, Runs, Styled
from tools.count import pieces_of, varied, words_of

Part: TypeAlias = Literal["text", "answer", "verdict", "label", "headline", "title", "paper"]
"""What is read on a page, after a choice, at the end, on a choice, on a banner, on a paper."""


@attrs.frozen
class Line:
    """A paragraph, a label, a heading: `pieces` are its words, each variant by itself.

    `words` are those of all variants, `always` only those that are read whatever holds.
    `start` and `end` are the stretch of the file in which it was written; of a paragraph exactly.
    """

    part: Part
    pieces: tuple[str, ...]
    words: int
    always: int
    varies: bool
    speaker: str | None
    source: Source
    start: int
    end: int
    span: Span

    @property
    def text(self) -> str:
        """All its words, variants one after another."""
        return " ".join(piece.strip() for piece in self.pieces if piece.strip())

    def at(self, words: str) -> Span:
        """Where some words of it stand; where they cannot be found, the line itself."""
        pattern = r"\s+".join(map(re.escape, words.split()))
        if pattern:
            if words[:1].isalnum():
                pattern = rf"(?<!\w){pattern}"
            if words[-1:].isalnum():
                pattern = rf"{pattern}(?!\w)"
            found = re.compile(pattern).search(self.source.text, self.start, self.end)
            if found:
                first = self.source.span(found.start(), found.end())
                if first.line == first.end_line:
                    return first
        return self.span


def lines_of(passage: Passage, source: Source, start: int, end: int) -> Iterator[Line]:
    """Everything that is read in a passage that was written between two offsets of a file."""
    reader = _Reader(source, start, end, passage.span)
    yield from reader.prose("text", passage.text)
    if passage.hard:
        yield from reader.paragraphs("text", passage.hard.instead)
    if passage.ending:
        yield from reader.ladder("title", passage.ending.title)
    for part in passage.verdict:
        yield from reader.prose("verdict", part.text)
    for choice in passage.choices:
        yield from _of_choice(choice, source, end)
    yield from _of_papers(passage, reader)


def _of_choice(choice: Choice, source: Source, end: int) -> Iterator[Line]:
    start = source.starts[choice.span.line - 1] + choice.span.column - 1
    reader = _Reader(source, start, end, choice.span)
    for ladder in (choice.label, choice.locked, choice.confirm):
        yield from reader.ladder("label", ladder)
    yield from reader.prose("answer", choice.answer)
    yield from reader.prose("verdict", choice.verdict)


def _of_papers(passage: Passage, reader: "_Reader") -> Iterator[Line]:
    news, document, interlude = passage.newspaper, passage.document, passage.interlude
    if news:
        yield from reader.ladder("headline", news.headline)
        for line in (news.deck, news.truth, news.slogan, news.stamp):
            yield from reader.ladder("paper", line)
        yield from reader.prose("paper", news.lead)
        for photo in news.picture:
            yield from reader.ladder("paper", photo.value.caption)
        for article in (*(each.value for each in (*news.editorial, *news.decree)), *news.columns):
            yield from reader.ladder("paper", article.title)
            yield from reader.prose("paper", article.text)
        for table in (*news.figures, *news.ear):
            yield from reader.ladder("paper", table.value.title)
            yield from reader.items(table.value.rows)
            yield from reader.ladder("paper", table.value.note)
        if news.censor:
            yield from reader.ladder("paper", news.censor.refusal)
            yield from reader.items(news.censor.notes)
    if document:
        yield from reader.ladder("paper", document.title)
        yield from reader.prose("paper", document.words)
    if interlude:
        for field in interlude.lines.values():
            yield from reader.ladder("paper", field)
        for text in interlude.texts.values():
            yield from reader.prose("paper", text)
        for items in interlude.lists.values():
            yield from reader.items(items)


@attrs.frozen
class _Reader:
    source: Source
    start: int
    end: int
    span: Span

    def ladder(self, part: Part, ladder: Ladder[Runs]) -> Iterator[Line]:
        for case in ladder:
            if case.value:
                sure = case.condition is None and len(ladder) == 1
                yield self._line(part, case.value, self.start, self.end, self.span, sure)

    def items(self, items: tuple[Item, ...]) -> Iterator[Line]:
        for item in items:
            for field in item.fields.values():
                yield from self.ladder("paper", field)

    def prose(self, part: Part, ladder: Ladder[Prose]) -> Iterator[Line]:
        for case in ladder:
            yield from self.paragraphs(part, case.value, len(ladder) == 1)

    def paragraphs(self, part: Part, prose: Prose, sure: bool = True) -> Iterator[Line]:
        for each in prose.paragraphs():
            yield self._paragraph(part, each, sure and each.condition is None)

    def _paragraph(self, part: Part, paragraph: Paragraph, sure: bool) -> Line:
        fragment = paragraph.fragment
        scalar = fragment.scalar
        if scalar.source is not self.source:
            return self._line(part, paragraph.runs, self.start, self.end, self.span, sure)
        offset = fragment.offset
        start, end = scalar.place_of(offset, offset + len(fragment.text))
        span = self.source.span(start, end)
        return self._line(part, paragraph.runs, start, end, span, sure, paragraph.speaker)

    def _line(
        self,
        part: Part,
        runs: Runs,
        start: int,
        end: int,
        span: Span,
        sure: bool,
        speaker: str | None = None,
    ) -> Line:
        pieces = tuple(pieces_of(runs))
        words = words_of(runs)
        varies = varied(runs)
        same = tuple(run for run in runs if isinstance(run, Plain | Styled))
        always = (words_of(same) if varies else words) if sure else 0
        return Line(part, pieces, words, always, varies, speaker, self.source, start, end, span)
