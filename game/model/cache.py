"""Compiled files: a story file's tree as plain JSON, so that it need not be parsed again.

One compiled file belongs to one content of one story file: its name is a digest of both the content
and this program's own reading code. It is safe to delete, and never trusted blindly: a checksum
guards what is in it, and it is used only while every name the file uses is declared as it was. Its
passages stay packed until they are asked for. Only files without findings are compiled.
"""

import contextlib
import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import attrs

from game.diagnostics.span import Source
from game.model.outline import Outline
from game.text.nodes import Deferred, Map, Scalar, Seq, Tree
from game.text.scope import Scope

MOST_FILES = 30_000
"""Compiled files kept; the oldest go first."""

_CODE = (Path(__file__).parent, Path(__file__).parents[1] / "text")


@attrs.frozen(eq=False)
class Compiled:
    """A compiled file: its tree, passages packed, and what it was compiled under."""

    tree: Map
    names: Mapping[str, str]
    landed: Mapping[str, str]
    voices: str

    def holds(self, scope: Scope, starts: Mapping[str, str | None]) -> bool:
        """Whether every name, chapter and voice that the file uses still is what it was."""
        names = scope.names or {}
        return (
            self.voices == voices(scope)
            and all(
                name in names and names[name].signature == signature
                for name, signature in self.names.items()
            )
            and all(starts.get(chapter) == start for chapter, start in self.landed.items())
        )


def voices(scope: Scope) -> str:
    """A digest of the speakers and the names of several words: they decide how prose is read."""
    heard = [*sorted(scope.speakers.items()), *sorted(scope.phrases)]
    return blake2b(json.dumps(heard).encode(), digest_size=12).hexdigest()


def read(folder: Path, source: Source) -> Compiled | None:
    """What a file was compiled to; None where it was not, or what is there is damaged."""
    try:
        data = _path(folder, source).read_bytes()
        checksum, _, rest = data.partition(b"\n")
        if checksum.decode("ascii") != _digest(rest):
            return None
        head, _, packed = rest.decode("utf-8").partition("\n")
        names, landed, heard, tree = json.loads(head)
        whole = _unpack(tree, source, packed)
    except (OSError, ValueError, TypeError, IndexError, RecursionError):
        return None
    return Compiled(whole, names, landed, heard) if isinstance(whole, Map) else None


def write(
    folder: Path,
    source: Source,
    tree: Map,
    outlines: Mapping[str, Outline],
    scope: Scope,
    used: Iterable[str],
    landed: Mapping[str, str],
) -> None:
    """Compile a file that was read without findings; where the disk will not, nothing happens."""
    names = scope.names or {}
    signatures = {name: names[name].signature for name in sorted(used) if name in names}
    packed: list[str] = []
    packer = _Packer(outlines, packed)
    head = _dumps([signatures, landed, voices(scope), packer.pack(tree)])
    rest = f"{head}\n{''.join(packed)}".encode("utf-8", "surrogatepass")
    path = _path(folder, source)
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_digest(rest).encode("ascii") + b"\n" + rest)
            Path(name).replace(path)
        except BaseException:  # an interrupt too leaves no half of a file
            Path(name).unlink(missing_ok=True)
            raise


def tidy(folder: Path) -> None:
    """Delete the oldest compiled files where there are too many."""
    with contextlib.suppress(OSError):
        files = [(entry.stat().st_mtime, entry.path) for entry in os.scandir(folder)]
        for _, path in sorted(files)[: max(0, len(files) - MOST_FILES)]:
            Path(path).unlink(missing_ok=True)


def _path(folder: Path, source: Source) -> Path:
    content = f"{_code()}\0{source.file}\0{source.text}".encode("utf-8", "surrogatepass")
    return folder / f"{blake2b(content, digest_size=16).hexdigest()}.json"


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()


@lru_cache(maxsize=1)
def _code() -> str:
    """A digest of the code that reads stories: another program compiles anew."""
    digest = blake2b(digest_size=12)
    for folder in _CODE:
        for file in sorted(folder.glob("*.py")):
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _dumps(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


# A node as plain data: [start, end] is a scalar as written, [start, end, style, text] another,
# [start, end, [...]] a list, [start, end, {key: [key node, node]}] a mapping, and
# [start, end, offset, length, outline] a passage that is packed apart.


_OF_CHAPTER = ("chapters", "passages")


@attrs.define
class _Packer:
    outlines: Mapping[str, Outline]
    packed: list[str]
    offset: int = 0

    def pack(self, node: Tree, path: tuple[str, ...] = ()) -> list[Any]:
        """A node as plain data; the passages below it are put into `packed`."""
        if isinstance(node, Map):
            apart = path == ("passages",) or (len(path) == 3 and path[::2] == _OF_CHAPTER)
            entries = {
                text: [
                    _scalar(name),
                    self._apart(text, value) if apart else self.pack(value, (*path, text)),
                ]
                for text, (name, value) in node.entries.items()
            }
            return [node.start, node.end, entries]
        return _packed(node)

    def _apart(self, id_: str, node: Tree) -> list[Any]:
        text = _dumps(_packed(node))
        self.packed.append(text)
        at = self.offset
        self.offset += len(text)
        return [node.start, node.end, at, len(text), self.outlines[id_].pack()]


def _packed(node: Tree) -> list[Any]:
    match node:
        case Scalar():
            return _scalar(node)
        case Seq():
            return [node.start, node.end, list(map(_packed, node.items))]
        case Map():
            entries = {k: [_scalar(name), _packed(v)] for k, (name, v) in node.entries.items()}
            return [node.start, node.end, entries]


def _scalar(node: Scalar) -> list[Any]:
    if not node.style and node.source.text[node.start : node.end] == node.text:
        return [node.start, node.end]
    return [node.start, node.end, node.style, node.text]


def _unpack(data: list[Any], source: Source, packed: str) -> Tree:
    match data:
        case [start, end]:
            return Scalar(source, start, end, source.text[start:end], "")
        case [start, end, dict(entries)]:
            return Map(
                source,
                start,
                end,
                {
                    key: (_named(name, source), _unpack(value, source, packed))
                    for key, (name, value) in entries.items()
                },
            )
        case [start, end, list(items)]:
            return Seq(source, start, end, tuple(_unpack(item, source, packed) for item in items))
        case [start, end, style, text]:
            return Scalar(source, start, end, text, style)
        case [start, end, offset, length, outline]:
            part = packed[offset : offset + length]
            return Deferred(source, start, end, part, outline, _unpack_apart)  # type: ignore[return-value]
        case _:
            raise ValueError("a node of no kind")


def _named(data: list[Any], source: Source) -> Scalar:
    scalar = _unpack(data, source, "")
    if not isinstance(scalar, Scalar):
        raise TypeError("a key that is no scalar")
    return scalar


def _unpack_apart(packed: str, source: Source) -> Tree:
    return _unpack(json.loads(packed), source, "")
