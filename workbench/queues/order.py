"""In which order items are asked about."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Sequence
from typing import Literal, TypeVar, get_args

from workbench.errors import InputError

__all__ = ["LeftOut", "Order", "ordered"]


class LeftOut(UserWarning):
    """A queue does not hold all that there is to decide: its limit left some out."""


Order = Literal["confidence", "uncertainty", "value"]
Thing = TypeVar("Thing")


def ordered(
    things: Iterable[Thing],
    order: str,
    *,
    confidence: Callable[[Thing], float],
    rows: Callable[[Thing], int] | None,
    limit: int,
    possible: Sequence[str] = get_args(Order),
) -> list[Thing]:
    """Return up to `limit` things in order; of equals the first stays first.

    Parameters
    ----------
    things : iterable
        What items are made of.
    order : {"confidence", "uncertainty", "value"}
        The surest first; those closest to 0.5 first; those that affect most rows first.
    confidence : callable
        0 to 1.
    rows : callable or None
        How many rows a thing affects; None where all affect the same number.
    limit : int
        1 or more.
    possible : sequence of str
        The orders that make sense here.

    Raises
    ------
    InputError
        If the order or limit cannot be used; with what can.
    """
    if isinstance(limit, bool) or limit < 1:
        raise InputError(f"limit is {limit!r}; give 1 or more items")
    if order not in possible or (order == "value" and rows is None):
        named = [one for one in possible if one != "value" or rows is not None]
        raise InputError(f"order {order!r}: this queue can be ordered by {' or '.join(named)}")
    every = list(things)
    if len(every) > limit:
        warnings.warn(
            f"{len(every) - limit:,} of {len(every):,} items are left out by limit={limit}: "
            "give a higher limit, or make the queue again when these are decided",
            LeftOut,
            stacklevel=2,
        )
    if order == "uncertainty":
        return sorted(every, key=lambda thing: abs(confidence(thing) - 0.5))[:limit]
    count = rows if order == "value" else None
    return sorted(every, key=lambda one: (-count(one) if count else 0, -confidence(one)))[:limit]
