"""What was worked out a moment ago: bounded, and shared by the threads of a process."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

__all__ = ["Cache"]

Made = TypeVar("Made")


class Cache:
    """Values by key; the ones longest unused go when they are too many or too large together.

    Parameters
    ----------
    most : int
        How many values, or how many bytes where `size` is given.
    size : callable, optional
        Bytes of a value; a value larger than half of `most` is not kept.
    """

    def __init__(self, most: int, size: Callable[[Any], int] = lambda _: 1) -> None:
        self._most = most
        self._size = size
        self._lock = threading.Lock()
        self._values: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._held = 0

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Return the value of `key`, made where it is not there; two threads may make it twice."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                found: Made = self._values[key][0]
                return found
        made = make()
        size = self._size(made)
        with self._lock:
            if key not in self._values and size <= max(1, self._most // 2):
                self._values[key] = (made, size)
                self._held += size
            while self._held > self._most:
                _, (_, gone) = self._values.popitem(last=False)
                self._held -= gone
        return made
