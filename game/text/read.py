"""Bytes of a file → its text, or what keeps it from being read."""

import re
from pathlib import Path

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from game.diagnostics.span import Source, Span

LARGEST_FILE = 32 * 1024 * 1024
"""Bytes. A story of a million words is about 6 MB; split what is larger into chapters."""

UNREADABLE = Rule("unreadable-file", Severity.ERROR, "A file that cannot be read.")
TOO_LARGE = Rule("file-too-large", Severity.ERROR, "A file over the size limit.")
NOT_UTF8 = Rule("not-utf-8", Severity.ERROR, "A file that is not UTF-8 text.")
CONTROL = Rule("control-character", Severity.ERROR, "A character that text cannot hold.")

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def read(path: Path, name: str) -> tuple[Source | None, list[Diagnostic]]:
    """The text of a file, line ends made line feeds and a byte order mark dropped.

    `name` is how messages call the file. Control characters are reported and read as spaces.
    """
    data, problems = contents(path, name)
    return (None, problems) if data is None else decode(data, name)


def contents(path: Path, name: str) -> tuple[bytes | None, list[Diagnostic]]:
    """The bytes of a file, None and the reason where it cannot be read or is too large."""
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            return None, [_too_large(name, size)]
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        message = f"cannot read this file: {reason}"
        hint = "check that it is there and that you may read it"
        return None, [Diagnostic(UNREADABLE, _start(name), message, hint)]
    if len(data) > LARGEST_FILE:
        return None, [_too_large(name, len(data))]
    return data, []


def decode(data: bytes, name: str) -> tuple[Source | None, list[Diagnostic]]:
    """The text of a file's bytes; see `read`."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        message = "this file is UTF-16, not UTF-8"
        return None, [Diagnostic(NOT_UTF8, _start(name), message, 'save it as "UTF-8"')]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig", "replace")
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        span = Span(name, line, column, line, column + 1)
        message = f"byte 0x{data[error.start]:02x} is not UTF-8"
        return None, [Diagnostic(NOT_UTF8, span, message, 'save the file as "UTF-8"')]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    source = Source.of(name, text)
    found = [
        Diagnostic(
            CONTROL,
            source.span(match.start(), match.end()),
            f"character U+{ord(match[0]):04X} cannot stand in a story",
            "delete it; it came from another program and is not visible",
        )
        for match in _CONTROL.finditer(text)
    ]
    if found:
        source = Source.of(name, _CONTROL.sub(" ", text))
    return source, found[:20]


def _too_large(name: str, size: int) -> Diagnostic:
    message = f"this file has {size / 1e6:.0f} MB; the limit is {LARGEST_FILE // 1024 // 1024} MB"
    return Diagnostic(TOO_LARGE, _start(name), message, "split it into several chapters")


def _start(name: str) -> Span:
    return Span(name, 1, 1, 1, 1)
