"""Make repeated column names distinct; copied word for word into exported modules."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence

__all__ = ["folded", "numbered"]


def folded(name: str) -> str:
    """Return a name without regard to upper and lower case and to its Unicode form."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def numbered(names: Sequence[str], same: Callable[[str], str] = folded) -> list[str]:
    """Return distinct names: the second ``x`` becomes ``x.1``, as in pandas.

    Names count as repeated where `same` gives one text for them.  The first column of a name
    keeps it, and a suffix never makes a name that another column has.
    """
    reserved = {same(name) for name in names}
    taken: set[str] = set()
    listed = []
    for name in names:
        new, count = name, 0
        while same(new) in taken or (count and same(new) in reserved):
            count += 1
            new = f"{name}.{count}"
        taken.add(same(new))
        listed.append(new)
    return listed
