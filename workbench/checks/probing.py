"""Try a test on a few values before it is run on all."""

from __future__ import annotations

from collections.abc import Callable, Sequence

__all__ = ["half_pass"]


def half_pass(values: Sequence[str], test: Callable[[str], object]) -> bool:
    """Tell whether at least half of the values pass a test; no more are tried than that takes."""
    passed = failed = 0
    for value in values:
        if 2 * passed >= len(values) or 2 * failed > len(values):
            break
        ok = bool(test(value))
        passed, failed = passed + ok, failed + (not ok)
    return 2 * passed >= len(values)
