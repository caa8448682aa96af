"""A cache of arrays that holds those used last, up to a number of bytes."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Condition

import numpy as np
from cachetools import LRUCache, cached

__all__ = ["ArrayCache"]


class ArrayCache:
    """Arrays by name; the least recently used ones go when there are too many bytes.

    Parameters
    ----------
    capacity : int
        Bytes that are kept; a single array larger than that is not kept.
    """

    def __init__(self, capacity: int) -> None:
        arrays: LRUCache[Hashable, np.ndarray] = LRUCache(capacity, lambda array: array.nbytes)

        # With a condition, what several threads want at once is made only once.
        @cached(arrays, key=lambda name, _make: name, condition=Condition())
        def get(name: Hashable, make: Callable[[], np.ndarray]) -> np.ndarray:
            return make()

        self._get: Callable[[Hashable, Callable[[], np.ndarray]], np.ndarray] = get

    def get(self, name: Hashable, make: Callable[[], np.ndarray]) -> np.ndarray:
        """Return the array of this name; make it where it is not kept, once at a time."""
        return self._get(name, make)
