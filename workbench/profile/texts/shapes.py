"""Character shapes of values: what "AB-1234" and "CD-5678" have in common is "AA-9999"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from workbench.errors import InputError
from workbench.profile.result import Result

__all__ = ["Shape", "shape_of", "shapes"]

LONGEST = 100
EXACT_SHARE = 0.8
RUN = re.compile("A+|a+|x+|9+")
# By category of Unicode, or its first letter; an accent of its own (M) goes: its letter counts.
BY_CATEGORY = {"M": None, "Lu": "A", "Lt": "A", "Ll": "a", "L": "x", "Nd": "9", "C": "□"}


@dataclass(frozen=True)
class Shape(Result):
    """The rows whose values have one shape.

    Attributes
    ----------
    shape : str
        ``A`` an upper-case letter, ``a`` a lower-case one, ``x`` a letter or sign without case
        (Chinese, Arabic, ...), ``9`` a digit of any script, ``␣`` white space other than the
        plain space, ``□`` a character that cannot be seen (control, format, private use);
        everything else stands for itself.  In the form by runs ``A+`` is one or more of them.
        ``…`` ends what was cut, and alone it stands for all shapes that are not listed.
    rows : int
        Number of rows.
    values : int
        Number of distinct values.
    share : float
        Of all rows, 0 to 1.
    example : str
        The most frequent value of this shape, the first by order among equals, cut to 100
        characters; for all other shapes together, a value of the rarest.
    merged : int
        How many shapes stand behind this one: 1, or more for all that are not listed.
    by_runs : bool
        Whether repeated classes are written as ``A+``.
    """

    shape: str
    rows: int
    values: int
    share: float
    example: str
    merged: int = 1
    by_runs: bool = False


class _Classes(dict[int, str | None]):
    """A translation table that looks a character up once."""

    def __missing__(self, code: int) -> str | None:
        self[code] = result = _class(chr(code))
        return result


def _class(character: str) -> str | None:
    if character.isspace():
        return " " if character == " " else "␣"
    category = unicodedata.category(character)
    return BY_CATEGORY.get(category if category in BY_CATEGORY else category[0], character)


CLASSES = _Classes()


def shape_of(value: str, *, by_runs: bool = False) -> str:
    """Return the shape of one value; a value longer than 100 characters is cut."""
    shape = value[:LONGEST].translate(CLASSES) + ("…" if len(value) > LONGEST else "")
    return RUN.sub(lambda run: run[0][0] + "+", shape) if by_runs else shape


def shapes(
    values: Mapping[str, int], *, limit: int = 10, by_runs: bool | None = None
) -> tuple[Shape, ...]:
    """Return the character shapes of a column, the most frequent first.

    Parameters
    ----------
    values : mapping of str to int
        The distinct values, each with its number of rows; missing values are not among them.
    limit : int
        At most so many shapes, at least 1; all others become a last one, named ``…``, so that
        the rows always add up.
    by_runs : bool, optional
        True for ``A+-9+``, False for ``AA-9999``; by default the exact shapes, unless the first
        `limit` of them cover less than 80 % of the rows.

    Raises
    ------
    InputError
        If `limit` is below 1.
    """
    if limit < 1:
        raise InputError(f"shapes: limit is {limit}; give at least 1")
    exact = {value: shape_of(value) for value in values}
    groups = _grouped(values, exact)
    total = sum(values.values())
    if by_runs is None:
        covered = sum(rows for _, rows, _ in groups[:limit])
        by_runs = len(groups) > limit and covered < EXACT_SHARE * total
    if by_runs:
        runs = {shape: RUN.sub(lambda run: run[0][0] + "+", shape) for shape in set(exact.values())}
        groups = _grouped(values, {value: runs[shape] for value, shape in exact.items()})
    shown = groups if len(groups) <= limit else groups[: limit - 1]
    results = [
        _shape(shape, rows, members, values, total, by_runs=by_runs)
        for shape, rows, members in shown
    ]
    rest = groups[len(shown) :]
    if rest:
        rows, count = sum(rows for _, rows, _ in rest), sum(len(m) for *_, m in rest)
        example = _shape(*rest[-1], values, total, by_runs=by_runs).example
        share = rows / total if total else 0.0
        results.append(Shape("…", rows, count, share, example, len(rest), by_runs))
    return tuple(results)


def _grouped(values: Mapping[str, int], shape: dict[str, str]) -> list[tuple[str, int, list[str]]]:
    """Return each shape with its rows and its values; most rows first, ties by the shape."""
    members: dict[str, list[str]] = {}
    for value in values:
        members.setdefault(shape[value], []).append(value)
    groups = [(key, sum(int(values[v]) for v in inside), inside) for key, inside in members.items()]
    return sorted(groups, key=lambda group: (-group[1], group[0]))


def _shape(
    shape: str,
    rows: int,
    members: list[str],
    values: Mapping[str, int],
    total: int,
    *,
    by_runs: bool,
) -> Shape:
    example = min(members, key=lambda value: (-values[value], value))[:LONGEST]
    return Shape(shape, rows, len(members), rows / total if total else 0.0, example, 1, by_runs)
