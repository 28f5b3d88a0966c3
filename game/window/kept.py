"""What is dear to make, kept within a limit."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

import pygame as pg

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Kept(Generic[K, V]):
    """Values made once and kept, the least lately used dropped beyond a total weight."""

    def __init__(self, limit: int, weigh: Callable[[V], int]) -> None:
        self._limit = limit
        self._weigh = weigh
        self._values: OrderedDict[K, V] = OrderedDict()
        self.weight = 0

    def __contains__(self, key: K) -> bool:
        return key in self._values

    def get(self, key: K, make: Callable[[], V]) -> V:
        """The value of the key, made now if it is not there."""
        values = self._values
        if key in values:
            values.move_to_end(key)
            return values[key]
        value = values[key] = make()
        self.weight += self._weigh(value)
        while self.weight > self._limit and len(values) > 1:
            self.weight -= self._weigh(values.popitem(last=False)[1])
        return value


def surface_bytes(surface: pg.Surface | None) -> int:
    """The memory a surface takes."""
    return 64 if surface is None else 256 + surface.get_pitch() * surface.get_height()
