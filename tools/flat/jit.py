"""Functions over arrays of integers: compiled by numba where it is installed, else plain Python.

A compiled function is kept on disk, so that only its first use waits for the compiler.
"""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, MutableSequence
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

try:
    import numba as _numba
    import numpy as _numpy
except ImportError:
    JITTED = False
else:
    JITTED = True
    numba: Any = _numba
    numpy: Any = _numpy

Integers: TypeAlias = MutableSequence[int]
"""Integers of 64 bits: a numpy array where numba is installed, else a list."""

F = TypeVar("F", bound=Callable[..., object])


def _keep_compiled() -> bool:
    """Keep what is compiled under the hash of all of it; whether it has been compiled before.

    numba compiles anew when the file of a function changes, but not when one does whose constants
    and functions it has taken in.
    """
    if os.environ.get("NUMBA_CACHE_DIR"):
        return True
    here = Path(__file__).parent
    sources = sorted(here.parent.glob("*/*.py"))
    read = (source.read_bytes() for source in sources)
    taken_in = b"".join(text for text in read if b"tools.flat" in text)
    own = here / "__pycache__" / f"numba-{hashlib.blake2b(taken_in, digest_size=8).hexdigest()}"
    if own.is_dir():
        numba.config.CACHE_DIR = str(own)
        return True
    try:
        own.mkdir(parents=True, exist_ok=True)
    except OSError:
        return True  # where nothing can be written numba keeps it among the user's files
    for other in own.parent.glob("numba-*"):
        if other != own:
            shutil.rmtree(other, ignore_errors=True)
    numba.config.CACHE_DIR = str(own)
    return False


WARM = not JITTED or _keep_compiled()
"""Whether nothing waits for the compiler, as far as is known."""


def compiled(function: F) -> F:
    """The function, compiled where that is possible; it runs without the interpreter's lock."""
    if not JITTED:
        return function
    # Of numpy's errors none are raised: nothing here divides by what may be 0.
    jit = numba.njit(cache=True, nogil=True, error_model="numpy")
    return jit(function)  # type: ignore[no-any-return]


def bare(function: F) -> F:
    """The function, compiled without counting references to arrays: it makes none.

    Counting them takes a third of the time of a walk.
    """
    if not JITTED:
        return function
    jit = numba.njit(cache=True, nogil=True, error_model="numpy", _nrt=False)
    return jit(function)  # type: ignore[no-any-return]


def integers(values: Iterable[int]) -> Integers:
    """These integers, as compiled functions take them."""
    if not JITTED:
        return list(values)
    made: Integers = numpy.array(list(values), numpy.int64)
    return made


def zeros(count: int) -> Integers:
    """So many zeros, as compiled functions take them."""
    if not JITTED:
        return [0] * count
    made: Integers = numpy.zeros(count, numpy.int64)
    return made


def copied(values: Integers) -> Integers:
    """The same integers, apart."""
    return values.copy()  # type: ignore[attr-defined,no-any-return]
