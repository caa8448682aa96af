"""Check column names, and make those of an irregular file distinct."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from workbench.errors import InputError

__all__ = ["check_names", "number_names"]


def check_names(names: Iterable[object], where: str, *, advice: str = "") -> None:
    """Refuse column names that are no text, empty, or given twice.

    Parameters
    ----------
    names : iterable
        The column names.
    where : str
        What to call the table in an error.
    advice : str
        What else helps against a name given twice, as the end of the sentence.

    Raises
    ------
    InputError
        Naming the columns and what to do.
    """
    listed = list(names)
    if not listed:
        raise InputError(f"{where}: the table has no columns")
    for index, name in enumerate(listed, 1):
        if not isinstance(name, str):
            raise InputError(
                f"{where}: the name of column {index} is {name!r}, not text; "
                "rename the columns, in pandas: df.columns = df.columns.map(str)"
            )
        if not name.strip():
            raise InputError(f"{where}: column {index} has no name; give it one")
        if "\x00" in name:
            raise InputError(
                f"{where}: the name of column {index} holds a NUL character; rename it"
            )
    twice = [name for name, count in Counter(listed).items() if count > 1]
    if twice:
        positions = [index for index, name in enumerate(listed, 1) if name == twice[0]]
        raise InputError(
            f"{where}: the column name {twice[0]!r} is given {len(positions)} times "
            f"(columns {', '.join(map(str, positions))}); rename all but one{advice}"
        )
    folded = Counter(str(name).casefold() for name in listed)
    alike = [name for name in listed if folded[str(name).casefold()] > 1]
    if alike:
        first = str(alike[0]).casefold()
        alike = [name for name in alike if str(name).casefold() == first]
        raise InputError(
            f"{where}: the column names {alike[0]!r} and {alike[1]!r} differ by upper and lower "
            f"case only, which SQL engines cannot tell apart; rename one{advice}"
        )


def number_names(names: Iterable[str]) -> list[str]:
    """Return the names made distinct: the second ``Total`` becomes ``Total_2``."""
    taken: set[str] = set()
    distinct = []
    for name in names:
        text, count = name.strip() or "column", 1
        while (text if count == 1 else f"{text}_{count}").casefold() in taken:
            count += 1
        text = text if count == 1 else f"{text}_{count}"
        taken.add(text.casefold())
        distinct.append(text)
    return distinct
