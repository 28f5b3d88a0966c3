"""The folder of portraits drawn at first use. It is safe to delete, and never trusted blindly."""

import contextlib
import os
import tempfile
import time
from hashlib import blake2b
from pathlib import Path
from typing import Final

import attrs

MOST_BYTES: Final = 64 << 20
"""What all drawings may take together; those not looked at for longest go first."""

STALE: Final = 3600
"""Seconds after which a file that was never finished is thrown away."""

LARGEST: Final = 4 << 20
"""Bytes of a drawing that is read; one has about fifty thousand."""


@attrs.frozen
class Portfolio:
    """A folder of drawings by digest: each a file with a checksum and the PNG."""

    folder: Path
    most: int = MOST_BYTES

    def read(self, digest: str) -> bytes | None:
        """The PNG of a drawing; None where there is none, or what is there is damaged."""
        path = self._path(digest)
        try:
            if path.stat().st_size > LARGEST:
                return None
            checksum, _, png = path.read_bytes().partition(b"\n")
        except OSError:
            return None
        if checksum != _checksum(png):
            return None
        with contextlib.suppress(OSError):
            os.utime(path)
        return png

    def write(self, digest: str, png: bytes) -> bool:
        """Keep a drawing, whole or not at all; whether the disk took it."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.folder, prefix=".", suffix=".tmp")
        except OSError:
            return False
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_checksum(png) + b"\n" + png)
            Path(name).replace(self._path(digest))
        except OSError:
            with contextlib.suppress(OSError):
                Path(name).unlink()
            return False
        return True

    def tidy(self) -> None:
        """Throw away what was never finished, and the oldest drawings where there are too many."""
        with contextlib.suppress(OSError):
            entries = [(entry.stat(), entry.path) for entry in os.scandir(self.folder)]
            files = sorted((stat.st_mtime, stat.st_size, path) for stat, path in entries)
            room = self.most
            for changed, size, path in reversed(files):
                room -= size
                unfinished = path.endswith(".tmp") and changed < time.time() - STALE
                if room < 0 or unfinished:
                    Path(path).unlink(missing_ok=True)

    def _path(self, digest: str) -> Path:
        return self.folder / f"{digest}.portrait"


def _checksum(data: bytes) -> bytes:
    return blake2b(data, digest_size=16).hexdigest().encode("ascii")
