"""Catalogues for translators: `undone text extract`, `update` and `check`.

A catalogue is a PO file of GNU gettext, written and merged with Babel. A message's context is the
id of its line, so that a line that was edited keeps its translation, marked fuzzy, with what it
said before beside it.
"""

import io
from collections.abc import Iterator
from pathlib import Path

import attrs
from babel.core import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from game.diagnostics.diagnostic import Diagnostic
from game.model.catalogue import CatalogueProblem
from game.model.load import Loaded, load
from game.model.translation import FOLDER, Retelling, plain, read_ids, read_translation
from tools.ids import Written, lines_of

HEADER = """\
# The lines of PROJECT, drawn from its story files by `undone text`.
# Translate between the quotation marks; {braces}, *stress* and _titles_ are notation and stay.
# A plural: {count grain: one: … | few: … | many: … | other: …}, in the forms of your language."""


@attrs.frozen
class Report:
    """The state of a catalogue: lines there are, and those that cannot be used."""

    lines: int
    missing: tuple[str, ...]
    stale: tuple[str, ...]
    gone: tuple[str, ...]
    problems: tuple[Diagnostic, ...]

    @property
    def whole(self) -> bool:
        """Whether every line is told in the language."""
        return not (self.missing or self.stale or self.gone or self.problems)


def template(path: Path, root: Path | None = None) -> tuple[Loaded, str]:
    """A campaign, and the template of its catalogues."""
    loaded, lines = lines_of(path, root)
    catalog = Catalog(charset="utf-8", fuzzy=False, project=_title(loaded), header_comment=HEADER)
    for id_, line in _by_id(path, lines).items():
        notes = [f"{line.where} · {line.speaker}" if line.speaker else line.where]
        at = [(line.span.file, line.span.line)]
        catalog.add(line.text, context=id_, locations=at, auto_comments=notes)
    return loaded, _written(catalog)


def updated(pot: str, po: str | None, code: str) -> str:
    """A language's catalogue with all lines of a template; raises CatalogueProblem.

    What was translated is kept by id. A line that reads otherwise now is marked fuzzy; a line that
    is gone is kept at the end, as obsolete.
    """
    new = read_po(io.StringIO(pot))
    try:
        locale = Locale.parse(code.replace("-", "_"))
    except (UnknownLocaleError, ValueError) as error:
        raise CatalogueProblem(f'"{code}" is the code of no language') from error
    catalog = Catalog(
        locale=locale,
        charset="utf-8",
        fuzzy=False,
        project=new.project,
        header_comment=HEADER,
    )
    before: dict[str, Message] = {}
    if po is not None:
        old = read_po(io.StringIO(po))
        kept = [*old, *old.obsolete.values()]
        before = {str(each.context): each for each in kept if each.context}
    for message in new:
        if not message.id or not message.context:
            continue
        known = before.pop(str(message.context), None)
        flags = set(known.flags) if known else set()
        previous: list[str] = []
        if known and known.string and plain(str(known.id)) != plain(str(message.id)):
            flags.add("fuzzy")
            previous = [str(known.id)]
        catalog.add(
            message.id,
            known.string if known else "",
            locations=message.locations,
            flags=flags,
            auto_comments=message.auto_comments,
            user_comments=known.user_comments if known else (),
            previous_id=previous,
            context=message.context,
        )
    for each in before.values():
        if each.string:
            catalog.obsolete[str(each.context)] = each
    return _written(catalog)


def check(path: Path, code: str, root: Path | None = None) -> Report:
    """The state of a campaign's catalogue; raises CatalogueProblem where it cannot be read."""
    translation = read_translation(path, code)
    if translation is None:
        hint = f"begin it with `undone text update {path.name} {code}`"
        raise CatalogueProblem(f"there is no {FOLDER}/{code}.po: {hint}")
    _, lines = lines_of(path, root)
    by_id = _by_id(path, lines)
    known = {
        str(each.context): each
        for each in read_po(io.StringIO((path / FOLDER / f"{code}.po").read_text("utf-8")))
        if each.id and each.context
    }
    retelling = Retelling(translation, read_ids(path))
    load(path, root, book=retelling)
    missing = [id_ for id_ in by_id if id_ not in known or not known[id_].string]
    stale = [
        id_
        for id_, line in by_id.items()
        if id_ not in missing and (known[id_].fuzzy or plain(str(known[id_].id)) != line.text)
    ]
    gone = [id_ for id_ in known if id_ not in by_id]
    problems = tuple(dict.fromkeys(retelling.problems))
    return Report(len(by_id), tuple(missing), tuple(stale), tuple(gone), problems)


def _by_id(path: Path, lines: list[Written]) -> dict[str, Written]:
    ids = read_ids(path)
    by_id: dict[str, Written] = {}
    for line in lines:
        by_id.setdefault(line.id(ids), line)
    return by_id


def _title(loaded: Loaded) -> str:
    return loaded.story.title if loaded.story else "a story"


def _written(catalog: Catalog) -> str:
    """The catalogue as text, without dates and versions: a file changes only where a line does."""
    sink = io.BytesIO()
    write_po(sink, catalog, width=96, include_previous=True)
    return "".join(_lasting(sink.getvalue().decode().splitlines(keepends=True)))


def _lasting(lines: list[str]) -> Iterator[str]:
    passing = ("POT-Creation", "PO-Revision", "Generated-By", "Last-Tr", "Report-", "Language-T")
    for line in lines:
        if not line.startswith(tuple(f'"{word}' for word in passing)):
            yield line
