"""What rules can ask of a campaign: the story, its files, and what is made of them once."""

import itertools
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from game.diagnostics.span import Source, Span
from game.engine.program import Program
from game.model.graph import Graph
from game.model.passages import place_of
from game.model.story import Passage, PassageId, Story
from tools.lint.assets import Assets
from tools.lint.uses import Uses, uses_of
from tools.lint.words import Line, lines_of

if TYPE_CHECKING:
    from game.window.fonts import Fonts
    from tools.lint.languages import Languages
    from tools.lint.proved import Proved
    from tools.lint.spelling import Speller
    from tools.lint.way import Way


@attrs.define(eq=False, slots=False)
class Page:
    """A passage with the stretch of its file that it was written in; read when it is asked for."""

    id: PassageId
    span: Span
    source: Source
    start: int
    end: int
    story: Story

    @cached_property
    def passage(self) -> Passage:
        """The passage itself."""
        return self.story.passages[self.id]

    @property
    def written(self) -> str:
        """The passage as it stands in its file."""
        return self.source.text[self.start : self.end]

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Everything that is read in it."""
        return tuple(lines_of(self.passage, self.source, self.start, self.end))

    @cached_property
    def uses(self) -> Uses:
        """What it asks for and changes."""
        return uses_of(self.passage)


@attrs.define(eq=False, slots=False)
class Context:
    """A campaign as rules see it. What is dear is made when the first rule asks for it.

    `folder` is the campaign's folder, or its one file; None where nobody knows: then nothing is
    said of the files beside it. `limits` are those of the rules, as the campaign has set them.
    Without `proving` nothing is asked that is true of all states; what takes long is `told`.
    `notes` are what a rule noted of passages, `ways` lead to what was found, by rule, place and
    message.
    """

    story: Story
    sources: Mapping[str, Source]
    assets: Assets
    folder: Path | None = None
    root: Path | None = None
    limits: Mapping[str, int] = attrs.field(factory=dict)
    uses_of_pages: Uses = attrs.field(factory=Uses)
    proving: bool = True
    cache: Path | None = None
    told: Callable[[str], None] = lambda _: None
    notes: dict[str, dict[PassageId, Sequence[str]]] = attrs.field(factory=dict)
    ways: "dict[tuple[str, Span, str], Way]" = attrs.field(factory=dict)

    @cached_property
    def graph(self) -> Graph:
        """The passages and the ways between them."""
        return Graph.of(self.story)

    @cached_property
    def program(self) -> Program:
        """The story, compiled."""
        return Program(self.story)

    @cached_property
    def proved(self) -> "Proved":
        """What holds over all states that a player can reach."""
        from tools.lint.proved import Proved

        return Proved(self.program, self.proving, self.cache, self.told, self.ways)

    @cached_property
    def pages(self) -> Mapping[PassageId, Page]:
        """The passages with their places; shared scenes that are no file of ours have none."""
        story = self.story
        by_file: dict[str, list[tuple[PassageId, Span]]] = {}
        for id_ in story.passages:
            span = place_of(story, id_)
            by_file.setdefault(span.file, []).append((id_, span))
        placed: dict[PassageId, Page] = {}
        for file, passages in by_file.items():
            source = self.sources.get(file)
            if source is None:
                continue
            in_order = sorted(passages, key=lambda passage: passage[1].line)
            lines = [source.starts[span.line - 1] for _, span in in_order]
            for (id_, span), (start, end) in zip(in_order, _stretches(lines, source), strict=True):
                placed[id_] = Page(id_, span, source, start, end, story)
        return {id_: placed[id_] for id_ in story.passages if id_ in placed}

    @cached_property
    def declared(self) -> str:
        """All that is written outside of passages."""
        parts: list[str] = []
        ends = dict.fromkeys(self.sources, 0)
        for page in sorted(self.pages.values(), key=lambda page: (page.source.file, page.start)):
            parts.append(page.source.text[ends[page.source.file] : page.start])
            ends[page.source.file] = page.end
        parts += [source.text[ends[name] :] for name, source in sorted(self.sources.items())]
        return "\0".join(parts)

    @cached_property
    def uses(self) -> Uses:
        """What is asked for and changed anywhere in the story."""
        story = self.story
        everything = self.uses_of_pages | uses_of(tuple(story.rules))
        for chapter in story.chapters.values():
            everything |= uses_of(chapter)
            everything |= Uses(people=frozenset((*chapter.on_stage, chapter.viewpoint)))
        for records in (story.conditions, story.cast, story.mastheads):
            for record in records.values():
                everything |= uses_of(record)
        return everything | Uses(people=frozenset((story.player,)))

    @cached_property
    def fonts(self) -> "Fonts":
        """The game's faces."""
        from game.window.fonts import Fonts

        return Fonts(self.assets.folder)

    @cached_property
    def speller(self) -> "Speller | None":
        """What knows how words are spelt; None without the story's folder or a dictionary."""
        from tools.lint.spelling import speller

        if self.beside is None:
            return None
        cache = None if self.cache is None else self.cache.parent / "words"
        return speller(self.story, self.beside, cache)

    def keep(self) -> None:
        """Keep what is worth keeping of all that was made."""
        speller = vars(self).get("speller")
        if speller is not None:
            speller.keep()

    @property
    def beside(self) -> Path | None:
        """The folder in which the campaign's own files lie."""
        if self.folder is None or self.folder.is_dir():
            return self.folder
        return self.folder.parent

    @cached_property
    def languages(self) -> "Languages":
        """The translations and the ids of lines; there are none without the story's folder."""
        from tools.lint.languages import Languages

        return Languages(self.folder or Path(os.devnull), self.root)

    def drawn(self, sign: str) -> bool:
        """Whether some face of the game has a sign."""
        return self.fonts.draws(sign)

    def named(self, file: Path) -> str:
        """A file beside the campaign as the player or writer knows it."""
        base = self.root or (self.folder.parent if self.folder else file.parent)
        try:
            return file.relative_to(base).as_posix()
        except ValueError:
            return file.name

    @property
    def at_the_top(self) -> Span:
        """Where the campaign begins: for what has no place of its own."""
        return self.story.span.start()


def _stretches(starts: list[int], source: Source) -> Iterator[tuple[int, int]]:
    """The passages of a file, each from the line of its id to that of the next one's."""
    ends = [*dict.fromkeys(starts), len(source.text)]
    after = dict(itertools.pairwise(ends))  # passages that share a line share its stretch
    yield from ((start, after[start]) for start in starts)
