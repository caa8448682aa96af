"""Waiting on states, however slow the machine is."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

Value = TypeVar("Value")
LIMIT = 300.0
"""Seconds until a state that does not come fails a test: it says nothing about speed."""


def eventually(page: object, read: Callable[[], Value], holds: Callable[[Value], object]) -> Value:
    """Read until the value is as it should be; return it."""
    until = time.monotonic() + LIMIT
    while not holds(value := read()):
        assert time.monotonic() < until, f"it is still {value!r}"
        page.wait_for_timeout(50)  # type: ignore[attr-defined]
    return value
