"""What goes into the question for a column's meaning, and what comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.profile.result import Result

__all__ = ["SEMANTIC_TYPES", "Evidence", "Meaning"]

SEMANTIC_TYPES: Mapping[str, str] = {
    "address": "street addresses",
    "audio path": "paths or addresses of audio files",
    "binary": "bytes that are no text",
    "boolean": "yes or no, true or false, 0 or 1",
    "card number": "payment card numbers with a valid check digit",
    "category": "few values that repeat and have no order",
    "constant": "one value in every row",
    "coordinates": "latitude, longitude, or both",
    "currency": "amounts of money, written with a sign or a code",
    "date": "days, months with a year, written as text or stored as dates",
    "datetime": "days with a time",
    "decimal": "numbers with a fraction",
    "duration": "spans of time",
    "e-mail": "e-mail addresses",
    "empty": "no value in any row",
    "gender": "gender or sex, as words or as codes",
    "hash": "hexadecimal digests",
    "IBAN": "bank accounts with valid check digits",
    "id": "identifiers: codes or numbers that name a thing",
    "image path": "paths or addresses of image files",
    "integer": "whole numbers that count or measure",
    "IP address": "internet addresses, version 4 or 6",
    "JSON": "objects written as JSON, or stored as structures",
    "list": "several values in one cell",
    "name": "names or titles of things: short text, mostly distinct",
    "ordinal": "few values with an order, such as grades, sizes, months or age bands",
    "percentage": "shares written with a percent sign",
    "period": "spans of the calendar, such as 2013-2014 or 2020-Q1",
    "person name": "names of people",
    "phone": "telephone numbers",
    "postcode": "postal codes",
    "quantity": "numbers with a unit of measure",
    "text": "free text",
    "time": "times of day",
    "URL": "web addresses",
    "UUID": "universally unique identifiers",
    "year": "calendar years",
}


@dataclass(frozen=True)
class Evidence:
    """What is known of a column.

    Attributes
    ----------
    name : str
        The column's name; any text.
    type : str
        DuckDB type, for example ``VARCHAR``, ``DECIMAL(10,2)`` or ``VARCHAR[]``.
    rows, nulls, distinct : int
        Number of rows, of nulls among them, and of distinct values (nulls not counted), all three
        of the same rows.
    values : mapping of str to int
        Distinct values as text with their counts, nulls not counted; may be only some of them.
    partial : bool
        Whether `values` come from a sample of the rows or are cut.
    minimum, maximum : float or None
        Smallest and largest number of the whole column, where known.
    """

    name: str
    type: str
    rows: int
    nulls: int
    distinct: int
    values: Mapping[str, int]
    partial: bool = False
    minimum: float | None = None
    maximum: float | None = None


@dataclass(frozen=True)
class Meaning(Result):
    """What a column means.

    Attributes
    ----------
    type : str
        One of `SEMANTIC_TYPES`.
    confidence : float
        0 to 1: how far the values agree, times how rarely other columns look so.  It ranks guesses;
        it is no calibrated probability.
    why : str
        The evidence in one sentence for a person.
    storage : str
        What the values are once read: ``integer``, ``decimal``, ``boolean``, ``date``, ``time``,
        ``datetime``, ``text``, ``list`` or ``object``.
    format : str or None
        How values are written: dates in `strptime` notation (several joined by `` or ``), marks
        of numbers (``decimal comma``), the levels of an order (``low < high``).
    unit : str or None
        Unit, currency sign or code, or ``%``.
    personal : str or None
        The kind of personal data, such as ``e-mail`` or ``birth date``; None where none is seen.
    disguised : tuple of (str, int)
        Values that stand for a missing one, with counts.
    unfit : tuple of (str, int)
        Up to 10 values that do not fit the type, most frequent first, with counts.
    seen, fits : int
        How many rows' values were looked at, and how many of them fit.
    """

    type: str
    confidence: float
    why: str
    storage: str
    format: str | None = None
    unit: str | None = None
    personal: str | None = None
    disguised: tuple[tuple[str, int], ...] = ()
    unfit: tuple[tuple[str, int], ...] = ()
    seen: int = 0
    fits: int = 0
