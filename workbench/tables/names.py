"""Column names: refuse those that are none, make repeated ones distinct."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from workbench.errors import InputError
from workbench.tables.numbering import folded, numbered
from workbench.types import Json

__all__ = ["Names", "check_names", "distinct_names", "known_name", "own_names"]


@dataclass(frozen=True)
class Names:
    """Distinct column names.

    Attributes
    ----------
    listed : list of str
        One name a column, in order.
    renamed : dict of str to str
        The names that a suffix was added to, each with the name in the source.
    """

    listed: list[str]
    renamed: dict[str, str] = field(default_factory=dict)

    @property
    def note(self) -> Json:
        """What a source's options say about it; empty where no name was changed."""
        return {"repeated_names": self.renamed} if self.renamed else {}


def check_names(names: Iterable[object], where: str) -> list[str]:
    """Return column names; refuse those that are no text, blank, or hold a NUL.

    Parameters
    ----------
    names : iterable
        The column names.
    where : str
        What to call the table in an error.

    Raises
    ------
    InputError
        Naming the column and what to do.
    """
    listed = []
    for index, name in enumerate(names, 1):
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
        listed.append(name)
    if not listed:
        raise InputError(f"{where}: the table has no columns")
    return listed


def distinct_names(names: Iterable[object], where: str, *, refuse: bool = False) -> Names:
    """Return the names made distinct: the second ``x`` becomes ``x.1``, as in pandas.

    Names that differ by upper and lower case, or by their Unicode form, count as repeated: SQL
    engines cannot tell the first apart, and nobody the second.  The first column of a name keeps
    it, and a suffix never makes a name that another column has.

    Parameters
    ----------
    names : iterable
        The names in the source.
    where : str
        What to call the table in an error.
    refuse : bool
        Refuse repeated names.

    Raises
    ------
    InputError
        If a name is none (see `check_names`), or is repeated and `refuse` is true.
    """
    given = check_names(names, where)
    listed = numbered(given)
    renamed = {new: name for new, name in zip(listed, given, strict=True) if new != name}
    if refuse and renamed:
        raise _repeated(given, next(iter(renamed.values())), where)
    return Names(listed, renamed)


def own_names(columns: Iterable[str], renamed: Mapping[str, str]) -> list[str]:
    """Return names as they are in the source where they differ by upper and lower case alone.

    Names that are truly repeated, or the same in another Unicode form, keep their suffix: nothing
    else tells them apart.

    Parameters
    ----------
    columns : iterable of str
        The names in a relation or a version.
    renamed : mapping of str to str
        See `Names.renamed`.
    """
    listed = list(columns)
    wanted = [renamed.get(name, name) for name in listed]
    counts = Counter(unicodedata.normalize("NFC", name) for name in wanted)
    return [
        new if counts[unicodedata.normalize("NFC", new)] == 1 else old
        for old, new in zip(listed, wanted, strict=True)
    ]


def known_name(name: str, known: Iterable[str]) -> str:
    """Return the name among `known` that is `name` in any Unicode form, or else `name` itself.

    Two names that nobody can tell apart on a screen are one name.
    """
    form = unicodedata.normalize("NFC", name)
    return next((one for one in known if unicodedata.normalize("NFC", one) == form), name)


def _repeated(given: list[str], name: str, where: str) -> InputError:
    alike = [index for index, other in enumerate(given) if folded(other) == folded(name)]
    listed = ", ".join(f"{index + 1}: {given[index]!r}" for index in alike)
    return InputError(
        f"{where}: the column name {name!r} is repeated (columns {listed})",
        "rename all but one, or let them be numbered with {names=number}",
    )
