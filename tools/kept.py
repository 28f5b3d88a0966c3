"""Files of what was worked out before: safe to delete, kept where the disk will, never trusted.

A checksum guards each; a folder holds so many, and the oldest go first.
"""

import contextlib
import gzip
import json
import os
import tempfile
import zlib
from hashlib import blake2b
from pathlib import Path
from typing import Any


def read(file: Path) -> dict[str, Any]:
    """What is kept in a file; nothing where it is not there, damaged, or no record."""
    try:
        data = file.read_bytes()
        if file.suffix == ".gz":
            data = gzip.decompress(data)
        checksum, _, body = data.partition(b"\n")
        told = json.loads(body) if checksum == _checksum(body) else {}
    except (OSError, ValueError, RecursionError, EOFError, zlib.error):
        return {}
    return told if isinstance(told, dict) else {}


def write(file: Path, data: dict[str, Any], most: int) -> None:
    """Keep data in a file, whole or not at all, as one of at most so many in its folder."""
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "surrogatepass"
    )
    whole = _checksum(body) + b"\n" + body
    if file.suffix == ".gz":
        whole = gzip.compress(whole, 1)
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=".", suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(whole)
            Path(name).replace(file)
        except BaseException:  # an interrupt too leaves nothing behind
            with contextlib.suppress(OSError):
                Path(name).unlink()
            raise
        _tidy(file.parent, most)


def digest(text: str) -> str:
    """A short digest of a text."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _checksum(body: bytes) -> bytes:
    return blake2b(body, digest_size=16).hexdigest().encode("ascii")


def _tidy(folder: Path, most: int) -> None:
    files = [(entry.stat().st_mtime, entry.path) for entry in os.scandir(folder)]
    for _, path in sorted(files)[: max(0, len(files) - most)]:
        Path(path).unlink(missing_ok=True)
