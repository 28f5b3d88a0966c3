"""Catalogues of the interface's words: gettext's PO files, and which languages there are.

Babel is imported only where it is used: whoever plays in English need not wait for it.
"""

import io
import re
from collections.abc import Callable, Iterator, Sequence
from gettext import c2py
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Final

import attrs

from game.text.tongue import Catalogue

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

INTERFACE: Final = "interface.po"
LARGEST: Final = 8 * 1024 * 1024
"""Bytes of a catalogue that is read."""

LARGEST_COUNT_TRIED: Final = 200
"""Up to this count the rule of plurals must name a form; no language's rule begins later."""


class CatalogueProblem(Exception):
    """A catalogue that cannot be used; the message has file, line and what is wrong."""


@attrs.frozen
class Language:
    """A language that can be chosen: its code, and what its speakers call it."""

    code: str
    name: str


def languages(root: Path) -> tuple[Language, ...]:
    """The languages that have a catalogue of the interface below a folder, by code."""
    if not root.is_dir():
        return ()
    codes = sorted(path.name for path in root.iterdir() if (path / INTERFACE).is_file())
    return tuple(Language(code, _own_name(code)) for code in codes)


def read_catalogue(path: Path) -> Catalogue:
    """The catalogue of a PO file; raises CatalogueProblem. Fuzzy entries are left out."""
    read = _parsed(path)
    rule = _rule(path, read.plural_expr, read.num_plurals)
    messages: dict[str, tuple[str, ...]] = {}
    for message in read:
        if not message.id or message.fuzzy:
            continue
        sources, forms = _tuple(message.id), _tuple(message.string)
        if not all(forms):
            continue
        for fault in _strange_values(sources, forms):
            raise CatalogueProblem(f"{path}:{message.lineno}: {fault}")
        messages[sources[0]] = forms
    return Catalogue(path.parent.name, messages, rule)


@attrs.frozen
class Message:
    """An entry of a PO file: what it is told by, as written, translated, and where it stands."""

    context: str
    id: str
    string: str
    fuzzy: bool
    line: int


def messages_of(path: Path) -> tuple[Message, ...]:
    """The entries of a PO file of single messages; raises CatalogueProblem."""
    return tuple(
        Message(
            each.context or "",
            _tuple(each.id)[0],
            _tuple(each.string)[0],
            each.fuzzy,
            each.lineno or 1,
        )
        for each in _parsed(path)
        if each.id
    )


def _parsed(path: Path) -> "Catalog":
    """A PO file as Babel reads it, after stricter checks than Babel's own."""
    from babel.messages.pofile import PoFileError, read_po

    text = _checked(path, _decoded(path))
    try:
        return read_po(io.StringIO(text), abort_invalid=True)
    except PoFileError as error:
        raise CatalogueProblem(f"{path}:{error.lineno + 1}: {error}") from error
    except (ValueError, TypeError, LookupError) as error:
        raise CatalogueProblem(f"{path}:1: the header cannot be read: {error}") from error


def fields(text: str) -> frozenset[str]:
    """The placeholders of a message, as `{count}`; raises ValueError where a brace is left open."""
    return frozenset(
        f"{{{name}{f'!{conversion}' if conversion else ''}{f':{spec}' if spec else ''}}}"
        for _, name, spec, conversion in Formatter().parse(text)
        if name is not None
    )


def _own_name(code: str) -> str:
    from babel.core import Locale, UnknownLocaleError

    try:
        return Locale.parse(code).get_display_name() or code
    except (UnknownLocaleError, ValueError):
        return code


def _decoded(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise CatalogueProblem(f"{path}:1: too large for a catalogue")
        data = path.read_bytes()
    except OSError as error:
        raise CatalogueProblem(f"{path}:1: cannot be read: {error.strerror}") from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CatalogueProblem(f"{path}:{line}: this is not UTF-8") from error


_LINE: Final = re.compile(r'(?:(msg[a-z_]+)(?:\[\d\])? +)?"(?:[^"\\]|\\["\\abfnrtv])*"\s*')
_AFTER: Final = {
    "msgctxt": ("", "msgstr"),
    "msgid": ("", "msgstr", "msgctxt"),
    "msgid_plural": ("msgid",),
    "msgstr": ("msgid", "msgid_plural", "msgstr"),
}
"""What may stand before each word of a PO file; Babel itself drops much in silence."""


def _checked(path: Path, text: str) -> str:
    """The text without its obsolete entries, line for line; raises CatalogueProblem."""
    lines: list[str] = []
    before = ""
    for number, line in enumerate(text.splitlines(), start=1):
        comment = not line.strip() or line.startswith("#")
        lines.append("" if line.startswith("#~") else line)
        if comment:
            continue
        found = _LINE.fullmatch(line)
        if found is None:
            raise CatalogueProblem(f'{path}:{number}: neither a comment nor words in "quotes"')
        word = found[1] or before
        if word not in _AFTER or (found[1] and before not in _AFTER[word]):
            raise CatalogueProblem(f"{path}:{number}: {found[1] or 'this'} has no place here")
        before = word
    if before != "msgstr":
        fault = "cut short: the last entry has no msgstr" if before else "there is no entry in it"
        raise CatalogueProblem(f"{path}:{max(1, len(lines))}: {fault}")
    return "\n".join(lines) + "\n"


def _rule(path: Path, expression: str, count: int) -> Callable[[int], int]:
    """The rule of plurals that the header gives, tried; raises CatalogueProblem."""
    try:
        rule = c2py(expression)
        wrong = [n for n in range(LARGEST_COUNT_TRIED) if not 0 <= rule(n) < count]
    except (ValueError, ArithmeticError, RecursionError) as error:
        fault = f'the rule of plurals "{expression}" cannot be read: {error}'
        raise CatalogueProblem(f"{path}:1: {fault}") from error
    if wrong:
        fault = f"the rule of plurals gives {wrong[0]} a form beyond the {count} there are"
        raise CatalogueProblem(f"{path}:1: {fault}")
    return rule


def _tuple(words: str | Sequence[str] | None) -> tuple[str, ...]:
    return (words or "",) if isinstance(words, str) or words is None else tuple(words)


def _strange_values(sources: Sequence[str], forms: Sequence[str]) -> Iterator[str]:
    """The placeholders of a translation that the code does not fill."""
    known = frozenset[str]().union(*map(fields, sources))
    if not known:
        return  # nothing is put in, and braces are only braces
    for form in forms:
        try:
            strange = fields(form) - known
        except ValueError as error:
            yield f"its braces make no sense: {error}"
            continue
        if strange:
            yield f"{', '.join(sorted(strange))} is no value of this message"
