"""A story in another language: the catalogue of its lines, and the ids that bind them.

Every line of a story has an id. A chapter's side file, `chapter.ids.yaml`, binds ids to what the
lines say; `undone ids --write` keeps it, so that an id survives when its line is edited or moved. A
line that no side file binds has an id made of its record and its words. What is declared is bound
by its name: `paranoia.means`, `cast.elsa.role`.

A catalogue is a PO file (GNU gettext) beside the campaign, `languages/ru.po`: `msgctxt` is the id,
`msgid` the line as written, `msgstr` the same in the other language, in the same notation. A line
that was edited since, that is fuzzy or that cannot be read, stays in the language of the story.
"""

from collections.abc import Callable, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Final

import attrs

from game.diagnostics.diagnostic import Diagnostic
from game.diagnostics.span import Source, Span
from game.model.catalogue import CatalogueProblem, messages_of
from game.model.load import IDS
from game.text.nodes import Fragment, Map, Scalar
from game.text.read import read
from game.text.tongue import PSEUDO, pseudo
from game.text.tree import parse

FOLDER: Final = "languages"

Ids = Mapping[tuple[str, str], str]
"""The id of a line by the passage it stands in and what it says."""


@attrs.frozen
class Translated:
    """A line of a catalogue: as it was written, in the other language, and its line in the file."""

    source: str
    text: str
    line: int


@attrs.frozen
class Translation:
    """A catalogue of a campaign's lines, by id."""

    code: str
    file: str
    lines: Mapping[str, Translated]
    plural: Callable[[int], str]


def plain(text: str) -> str:
    """What a line says, white space made single: lines are told apart by this."""
    return " ".join(text.split())


def line_id(where: str, key: str, text: str, ids: Ids) -> str:
    """The id of a line."""
    if key:
        return f"{where}.{key}"
    passage = where.partition("/")[0]
    bound = ids.get((passage, text))
    return bound or f"{passage}.{blake2b(text.encode(), digest_size=4).hexdigest()}"


def read_ids(path: Path) -> dict[tuple[str, str], str]:
    """The ids that the side files of a campaign bind; what cannot be read binds nothing."""
    ids: dict[tuple[str, str], str] = {}
    for file in sorted(path.rglob(f"*{IDS}")) if path.is_dir() else [path.with_suffix(IDS)]:
        for passage, lines in bound_by(file).items():
            for id_, text in lines.items():
                ids.setdefault((passage, text), id_)
    return ids


def bound_by(file: Path) -> dict[str, dict[str, str]]:
    """What a side file binds: for each passage its lines by id."""
    if not file.is_file():
        return {}
    source, _ = read(file, file.name)
    tree = parse(source).tree if source is not None else None
    if not isinstance(tree, Map):
        return {}
    return {
        passage.text: {
            id_.text: plain(line.text) for id_, line in lines.items() if isinstance(line, Scalar)
        }
        for passage, lines in tree.items()
        if isinstance(lines, Map)
    }


def languages_of(campaign: Path) -> tuple[str, ...]:
    """The codes of the languages that a campaign has a catalogue for."""
    folder = campaign / FOLDER
    return tuple(sorted(file.stem for file in folder.glob("*.po"))) if folder.is_dir() else ()


def read_translation(campaign: Path, code: str) -> Translation | None:
    """A campaign's catalogue in a language; None where there is none.

    Raises CatalogueProblem where it cannot be read.
    """
    if code == PSEUDO.code:
        return Translation(code, "", {}, _english)
    path = campaign / FOLDER / f"{code}.po"
    if not path.is_file():
        return None
    lines = {
        message.context: Translated(plain(message.id), message.string, message.line)
        for message in messages_of(path)
        if message.context and message.string and not message.fuzzy
    }
    return Translation(code, f"{FOLDER}/{path.name}", lines, plural_rule(code, path))


def plural_rule(code: str, path: Path | str = "campaign.yaml") -> Callable[[int], str]:
    """The rule of CLDR that gives the plural form of a number in a language.

    Raises CatalogueProblem, which names the file, where the code is that of no language.
    """
    from babel.core import Locale, UnknownLocaleError

    try:
        return Locale.parse(code.replace("-", "_")).plural_form
    except (UnknownLocaleError, ValueError) as error:
        raise CatalogueProblem(f'{path}:1: "{code}" is the code of no language') from error


def _english(number: int) -> str:
    return "one" if number == 1 else "other"


@attrs.define
class Retelling:
    """Tells a story's lines in another language while it is read; keeps what it could not."""

    translation: Translation
    ids: Ids
    problems: list[Diagnostic] = attrs.field(factory=list)

    def told(self, where: str, key: str, line: Fragment, speaker: str) -> Fragment | None:
        """What a line reads in the language; None where it stays as it is."""
        text = plain(line.text)
        if self.translation.code == PSEUDO.code:
            return _fragment("", pseudo(text), 1)
        found = self.translation.lines.get(line_id(where, key, text, self.ids))
        if found is None or found.source != text:
            return None
        return _fragment(self.translation.file, found.text, found.line)

    def refuse(self, found: list[Diagnostic]) -> None:
        """Keep what is wrong with a line of the catalogue, with its place there."""
        self.problems += found


def _fragment(file: str, text: str, line: int) -> Fragment:
    source = _Placed(file, text, (0,), line)
    return Scalar(source, 0, len(text), text, "").fragment()


@attrs.frozen(eq=False)
class _Placed(Source):
    """A line of a catalogue that stands on some line of it; its columns are the text's own."""

    first: int = 1

    def span(self, start: int, end: int) -> Span:
        """The span between two offsets."""
        return Span(self.file, self.first, start + 1, self.first, end + 1)
