"""A cache that holds what was used last, up to a number of bytes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

import numpy as np

__all__ = ["Memory"]

Value = TypeVar("Value", bound=np.ndarray)


class Memory(Generic[Value]):
    """Arrays by name; the least used ones go when there are too many bytes.

    Parameters
    ----------
    most : int
        Bytes that are kept.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._bytes = 0
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, Value] = OrderedDict()
        self._making: dict[Hashable, threading.Lock] = {}

    def get(self, name: Hashable, make: Callable[[], Value]) -> Value:
        """Return the array of this name; make it where it is not there, only once at a time."""
        with self._lock:
            making = self._making.setdefault(name, threading.Lock())
        with making:
            with self._lock:
                if name in self._kept:
                    self._kept.move_to_end(name)
                    return self._kept[name]
            try:
                made = make()
                with self._lock:
                    self._keep(name, made)
            finally:
                with self._lock:
                    self._making.pop(name, None)
            return made

    def _keep(self, name: Hashable, made: Value) -> None:
        if name in self._kept:  # made twice at the same moment
            return
        self._kept[name] = made
        self._bytes += made.nbytes
        while self._bytes > self._most and len(self._kept) > 1:
            _, gone = self._kept.popitem(last=False)
            self._bytes -= gone.nbytes
