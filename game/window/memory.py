"""Memory given back to the system: what glibc would keep of surfaces that are gone."""

import ctypes
from functools import cache
from typing import Final

MMAP_THRESHOLD: Final = -3
"""mallopt(3): blocks from this size on are mapped one by one, and go back when they are freed."""

LARGE: Final = 4 << 20
"""Bytes. Left alone, glibc raises the threshold to the largest surface ever freed and then keeps
holes of that size; lower, and every line of type that is set pays for fresh pages."""


@cache
def _libc() -> ctypes.CDLL | None:
    """The C library, where it is glibc."""
    try:
        libc = ctypes.CDLL(None)
    except (OSError, TypeError):
        return None
    return libc if hasattr(libc, "mallopt") and hasattr(libc, "malloc_trim") else None


def be_thrifty() -> None:
    """Have large blocks mapped one by one; nothing where the C library is another."""
    if (libc := _libc()) is not None:
        libc.mallopt(MMAP_THRESHOLD, LARGE)


def give_back() -> None:
    """Give what is free back to the system: some milliseconds, for when nobody waits."""
    if (libc := _libc()) is not None:
        libc.malloc_trim(0)
