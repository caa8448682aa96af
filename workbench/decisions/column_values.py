"""Values that people type, as the column that they are for holds them."""

from __future__ import annotations

import datetime
import math
import re

from workbench.errors import InputError
from workbench.lexicon.column_types import Family, family_of
from workbench.types import Choice

__all__ = ["type_of", "typed"]

WHOLE = 2**63
HELD: dict[Family, str] = {
    "text": "text",
    "integer": "integer",
    "float": "decimal",
    "decimal": "decimal",
    "date": "date",
    "datetime": "moment",
    "truth": "truth",
}
FORMS = {
    "integer": "a whole number such as 12",
    "decimal": "a number such as 12.5",
    "truth": "true or false",
    "date": "a date such as 2024-05-31",
    "moment": "a date and time such as 2024-05-31 14:30:00",
}


def type_of(column: str) -> str | None:
    """Return what a cell of a DuckDB type holds; None where cells cannot be set one by one.

    Parameters
    ----------
    column : str
        Such as ``"BIGINT"``.

    Returns
    -------
    str or None
        ``"text"``, ``"integer"``, ``"decimal"``, ``"truth"``, ``"date"`` or ``"moment"``.
    """
    return HELD.get(family_of(column))


def typed(value: Choice, kind: str, where: str) -> Choice:
    """Return a value that was typed or chosen, as a column of this kind holds it.

    Parameters
    ----------
    value : str, int, float, bool or None
        Text is read; None is a missing value and stays.
    kind : str
        As `type_of` returns it.
    where : str
        What the value is for, for the error.

    Raises
    ------
    InputError
        If it is no such value.
    """
    if value is None:
        return None
    if kind == "text" and not isinstance(value, str):
        raise InputError(f"{where}: {value!r} is not text; send it in quotes")
    read = value if kind == "text" else _read(value, kind)
    if read is None:
        raise InputError(f"{where}: {_brief(value)} is not {FORMS[kind]}, which the column holds")
    return read


def _read(value: str | float | bool, kind: str) -> Choice:
    if kind == "truth":
        return _truth(value)
    if isinstance(value, bool):
        return None
    try:
        if kind == "integer":
            return _whole(value)
        if kind == "decimal":
            number = float(_digits(value))
            return number if math.isfinite(number) else None
        if not isinstance(value, str):
            return None
        moment = datetime.date if kind == "date" else datetime.datetime
        return moment.fromisoformat(value.strip()).isoformat()
    except (ValueError, OverflowError):
        return None


def _digits(value: str | float) -> str | float:
    """Return text without the spaces at its ends; forms that only Python reads are no numbers."""
    if isinstance(value, str):
        value = value.strip()
        if not re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", value, re.ASCII):
            raise ValueError
    return value


def _whole(value: str | float) -> int | None:
    read = _digits(value)
    if isinstance(read, str) and not re.fullmatch(r"[+-]?\d{1,19}", read, re.ASCII):
        return None
    number = int(read)
    exact = isinstance(read, str) or number == read
    return number if exact and -WHOLE <= number < WHOLE else None


def _truth(value: str | float | bool) -> bool | None:
    if isinstance(value, str):
        return {"true": True, "false": False}.get(value.strip().lower())
    return value if isinstance(value, bool) else None


def _brief(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
