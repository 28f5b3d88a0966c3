"""Many rows of whole numbers that share their beginnings: of each only what is new is kept."""

import sys
from array import array
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

WIDTH = 4
"""Octets of a number."""


@attrs.frozen(eq=False)
class Rows:
    """Rows in order: how many numbers each shares with the one before it, and how many it adds."""

    lengths: list[tuple[int, int]]
    added: "array[int]"

    @classmethod
    def of(cls, rows: Iterable[Any]) -> "Rows":
        """Rows, put in order so that they share the most."""
        lengths: list[tuple[int, int]] = []
        added: list[bytes] = []
        before = b""
        for row in sorted(map(_octets, rows)):
            shared = _shared(before, row)
            lengths.append((shared, len(row) // WIDTH - shared))
            added.append(row[shared * WIDTH :])
            before = row
        return cls(lengths, _numbers(b"".join(added)))

    def __iter__(self) -> Iterator[list[int]]:
        """Every row, whole."""
        row: list[int] = []
        at = 0
        for shared, count in self.lengths:
            row = row[:shared] + self.added[at : at + count].tolist()
            at += count
            yield row

    def renumbered(self, known: Mapping[int, int]) -> "Rows":
        """The same with other numbers; −1 for those of which nothing is known."""
        return Rows(self.lengths, array("q", (known.get(each, -1) for each in self.added)))

    def packed(self) -> list[Any]:
        """The rows as plain data."""
        return [self.lengths, b64encode(_octets(self.added)).decode("ascii")]

    @classmethod
    def unpacked(cls, data: list[Any]) -> "Rows":
        """What `packed` gave; raises ValueError or TypeError where it is none."""
        lengths, text = data
        told = [(int(shared), int(count)) for shared, count in lengths]
        return cls(told, _numbers(b64decode(text, validate=True)))


def _octets(row: Any) -> bytes:
    """Numbers as octets whose order is that of the numbers: the highest stands first."""
    numbers = array("I", row)
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers.tobytes()


def _numbers(octets: bytes) -> "array[int]":
    numbers = array("I", octets)
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers


def _shared(one: bytes, other: bytes) -> int:
    """How many numbers two rows begin with alike."""
    low, high = 0, min(len(one), len(other)) // WIDTH
    while low < high:
        middle = (low + high + 1) // 2
        if one[: middle * WIDTH] == other[: middle * WIDTH]:
            low = middle
        else:
            high = middle - 1
    return low
