"""The ids of a story's lines, kept in side files: `undone ids`.

A chapter's side file binds each line to an id. When the chapter has changed, the ids are bound
anew: to lines that say the same in the same passage; then to lines that were moved; then to those
that were edited, the most alike first (difflib's ratio, after Ratcliff and Obershelp); what is left
gets a new id. The YAML of the story is never touched.
"""

import base64
import json
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from hashlib import blake2b
from pathlib import Path

import attrs

from game.diagnostics.diagnostic import Diagnostic
from game.diagnostics.span import Span
from game.model.load import IDS, Loaded, load
from game.model.translation import Ids, bound_by, line_id, plain
from game.text.nodes import Fragment

ALIKE = 0.6
"""How alike an edited line must be to keep its id; 1 is the same."""

HEADER = """\
# Made by `undone ids --write`. It binds every line to an id that survives edits; keep it with the
# chapter, and let nobody but the program write in it.
"""


@attrs.frozen
class Written:
    """A line of a story: its record, its field if it is declared, what it says, and who says it."""

    where: str
    key: str
    text: str
    speaker: str
    span: Span

    @property
    def passage(self) -> str:
        """The passage it stands in."""
        return self.where.partition("/")[0]

    def id(self, ids: Ids) -> str:
        """Its id."""
        return line_id(self.where, self.key, self.text, ids)


@attrs.define
class Collector:
    """Writes down every line of a story while it is read."""

    lines: list[Written] = attrs.field(factory=list)

    def told(self, where: str, key: str, line: Fragment, speaker: str) -> Fragment | None:
        """Nothing: the line stays as it is."""
        text = plain(line.text)
        if any(letter.isalpha() for letter in text):
            self.lines.append(Written(where, key, text, speaker, line.span()))
        return None

    def refuse(self, found: list[Diagnostic]) -> None:
        """Never called: no line is told otherwise."""
        raise AssertionError("nothing was told in another language")


def lines_of(path: Path, root: Path | None = None) -> tuple[Loaded, list[Written]]:
    """A campaign, and all its lines in the order of their files; each once."""
    collector = Collector()
    loaded = load(path, root, book=collector)
    return loaded, list(dict.fromkeys(collector.lines))


@attrs.frozen
class Bound:
    """What a chapter's side file should hold, and how that differs from what it holds."""

    file: Path
    lines: Mapping[str, Mapping[str, str]]
    kept: int
    edited: int
    new: int
    gone: int

    @property
    def changed(self) -> bool:
        """Whether the side file must be written."""
        return bool(self.edited or self.new or self.gone)


def bind(path: Path, root: Path | None = None) -> tuple[Loaded, tuple[Bound, ...]]:
    """A campaign with the ids of its lines bound, one side file a story file."""
    loaded, lines = lines_of(path, root)
    base = root if root is not None else path.parent
    by_file: dict[str, list[Written]] = {}
    for line in lines:
        if not line.key:
            by_file.setdefault(line.span.file, []).append(line)
    return loaded, tuple(
        _bound((base / file).with_suffix(IDS), Path(file).stem, of_file)
        for file, of_file in sorted(by_file.items())
    )


def write(bound: Bound) -> None:
    """Write a side file; raises OSError where the disk will not."""
    bound.file.write_text("".join(_text(bound.lines)), "utf-8")


def _text(lines: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    yield HEADER
    for passage, of_passage in lines.items():
        yield f"{passage}:\n"
        for id_, text in of_passage.items():
            yield f"  {id_}: {json.dumps(text, ensure_ascii=False)}\n"


def _bound(file: Path, chapter: str, lines: list[Written]) -> Bound:
    old = bound_by(file)
    free = {id_: (passage, text) for passage, of in old.items() for id_, text in of.items()}
    found: dict[int, str] = {}

    def take(pairs: Iterable[tuple[int, str]]) -> int:
        taken = 0
        for number, id_ in pairs:
            if number not in found and id_ in free:
                found[number] = id_
                del free[id_]
                taken += 1
        return taken

    def same(in_passage: bool) -> Iterator[tuple[int, str]]:
        by_text: dict[tuple[str, str], list[str]] = {}
        for id_, (passage, text) in free.items():
            by_text.setdefault((passage if in_passage else "", text), []).append(id_)
        for number, line in enumerate(lines):
            ids = by_text.get((line.passage if in_passage else "", line.text), [])
            if number not in found and ids:
                yield number, ids.pop(0)

    kept = take(list(same(in_passage=True))) + take(list(same(in_passage=False)))
    edited = take(_alike(lines, found, free, in_passage=True))
    edited += take(_alike(lines, found, free, in_passage=False))
    used = set(found.values()) | set(free)
    new = 0
    bound: dict[str, dict[str, str]] = {}
    for number, line in enumerate(lines):
        if number not in found:
            found[number] = _new_id(chapter, line, used)
            new += 1
        bound.setdefault(line.passage, {})[found[number]] = line.text
    return Bound(file, bound, kept, edited, new, len(free))


def _alike(
    lines: list[Written],
    found: Mapping[int, str],
    free: Mapping[str, tuple[str, str]],
    in_passage: bool,
) -> list[tuple[int, str]]:
    """Lines without an id with ids without a line, the most alike first."""
    pairs: list[tuple[float, int, str]] = []
    for number, line in enumerate(lines):
        if number in found:
            continue
        matcher = SequenceMatcher(b=line.text, autojunk=False)
        for id_, (passage, text) in free.items():
            if in_passage and passage != line.passage:
                continue
            matcher.set_seq1(text)
            if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE:
                ratio = matcher.ratio()
                if ratio >= ALIKE:
                    pairs.append((-ratio, number, id_))
    return [(number, id_) for _, number, id_ in sorted(pairs)]


def _new_id(chapter: str, line: Written, used: set[str]) -> str:
    """An id that no other line of the chapter has, made once and kept."""
    for attempt in range(1000):
        seed = f"{line.passage}\0{line.text}\0{attempt}".encode()
        digest = base64.b32encode(blake2b(seed, digest_size=5).digest()).decode().lower()
        id_ = f"{chapter}.{digest[:5]}"
        if id_ not in used:
            used.add(id_)
            return id_
    raise AssertionError("a thousand ids in a row are taken")
