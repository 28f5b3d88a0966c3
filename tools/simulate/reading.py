"""What is read in each passage: its paragraphs, with the conditions they stand on."""

from collections.abc import Iterator

import attrs

from game.model.story import Story
from game.text.expression import Expr
from game.text.markup import Branch, ByBand, ByCount, ByFact, ByVisit, Plain, Runs, Styled, Value
from tools.count import texts_of
from tools.count import words_of as written_words
from tools.flat.jit import Integers, integers


@attrs.frozen
class Paragraph:
    """A paragraph of a passage: what it begins with, and how many words it has at most."""

    passage: str
    condition: Expr | None
    words: int
    beginning: str
    line: int


@attrs.frozen(eq=False)
class Reading:
    """The text of a story as rows, and its paragraphs.

    A passage has rungs, of which the first that holds is read: `rungs` are rows of condition and
    first paragraph and last; `papers` are the words of what is printed beside the text.
    """

    paragraphs: tuple[Paragraph, ...]
    conditions: tuple[Expr | None, ...]
    rung_first: tuple[int, ...]
    rungs: tuple[tuple[int, int, int], ...]
    papers: tuple[int, ...]

    def arrays(self, asked: tuple[int, ...]) -> "tuple[Integers, Integers, Integers, Integers]":
        """Where the rungs of passages begin, rungs, paragraphs as condition and words, papers."""
        rungs = (value for at, first, last in self.rungs for value in (asked[at], first, last))
        offset = len(self.rungs)
        rows = (
            value
            for number, each in enumerate(self.paragraphs)
            for value in (asked[offset + number], each.words)
        )
        return integers(self.rung_first), integers(rungs), integers(rows), integers(self.papers)


def reading_of(story: Story) -> Reading:
    """What is read in each passage of a story."""
    paragraphs: list[Paragraph] = []
    conditions: list[Expr | None] = []
    firsts = [0]
    rungs: list[tuple[int, int, int]] = []
    papers: list[int] = []
    for passage in story.passages.values():
        for case in passage.text:
            first = len(paragraphs)
            for each in case.value.paragraphs():
                words = words_of(each.runs)
                paragraphs.append(
                    Paragraph(
                        passage.id, each.condition, words, _beginning(each.written), each.span.line
                    )
                )
            rungs.append((len(conditions), first, len(paragraphs)))
            conditions.append(case.condition)
        firsts.append(len(rungs))
        papers.append(sum(text.words for text in texts_of(passage) if text.part == "papers"))
    asked = (*conditions, *(each.condition for each in paragraphs))
    return Reading(tuple(paragraphs), asked, tuple(firsts), tuple(rungs), tuple(papers))


def words_of(runs: Runs) -> int:
    """The words of runs: of what varies, those of the longest variant; of a value, one."""
    return sum(_words(runs))


def _words(runs: Runs) -> Iterator[int]:
    for run in runs:
        match run:
            case Plain():
                yield written_words((run,))
            case Styled(_, inner):
                yield words_of(inner)
            case Branch(cases):
                yield max(words_of(inner) for _, inner in cases)
            case ByVisit(_, options, _):
                yield max(map(words_of, options))
            case ByBand(_, named) | ByCount(_, named) | ByFact(_, _, named):
                yield max(words_of(inner) for _, inner in named)
            case Value():
                yield 1
            case _:
                yield 1  # a fact of the cast


def _beginning(written: str) -> str:
    return written if len(written) <= 60 else written[:60].rsplit(" ", 1)[0] + " …"
