"""Dates in other forms, moved by a span of time, or a part of them."""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from workbench.rules.examples.programs import MONTH_FIRST, date_as, read_date

__all__ = ["date_atoms"]

FORMS = (*MONTH_FIRST, "%m")
DATED = re.compile(
    r"[0-9]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|day|mon|tue|wed|thu|fri|sat|sun", re.I
)
PARTS = ("%Y", "%y", "%m", "%-m", "%d", "%-d", "%o", "%B", "%b", "%A", "%a", "%H", "%-H", "%I",
         "%-I", "%M", "%-M", "%S", "%p", "%j", "%-j", "%Q", "%s", "%V", "%U", "%w",
         "%u")  # fmt: skip


def date_atoms(
    part: list[Any],
    values: Sequence[str],
    outputs: Sequence[str],
    cost: float,
    make: Callable[[list[Any], tuple[str, ...], float], Any],
) -> Iterator[Any]:
    """Yield dates in `outputs` that follow from the dates `values`: parts of them, or moved."""
    texts = [re.sub(r"\s+", " ", value.strip()) for value in values]
    common = _common_forms(texts)
    if not common:
        yield from _in_any_form(part, texts, cost, make)
    for form in common:
        moments = [datetime.datetime.strptime(text, form) for text in texts]
        for target in PARTS:
            dates = tuple(date_as(moment, target) for moment in moments)
            yield make([*part[:2], [["date", form, 0, target]]], dates, cost + 0.8)
        yield from _moved(part, moments, outputs, form, cost, make)


def _in_any_form(
    part: list[Any],
    texts: list[str],
    cost: float,
    make: Callable[[list[Any], tuple[str, ...], float], Any],
) -> Iterator[Any]:
    """Yield parts of dates that are written in different forms."""
    if not all(set(forms_of(text)) - {"%m"} for text in texts):
        return
    for day_first in (False, True):
        moments = [_read_date(text, day_first) for text in texts]
        for target in PARTS:
            dates = tuple(date_as(moment, target) for moment in moments)
            yield make([*part[:2], [["any date", day_first, 0, target]]], dates, cost + 1.2)


def _moved(
    part: list[Any],
    moments: list[datetime.datetime],
    outputs: Sequence[str],
    form: str,
    cost: float,
    make: Callable[[list[Any], tuple[str, ...], float], Any],
) -> Iterator[Any]:
    """Yield whole outputs that are the same moments, moved by the same span."""
    for target in _common_forms(list(outputs)):
        there = [datetime.datetime.strptime(out, target) for out in outputs]
        spans = {after - before for after, before in zip(there, moments, strict=True)}
        if len(spans) == 1:
            seconds = int(spans.pop().total_seconds())
            dates = tuple(date_as(moment, target) for moment in there)
            extra = 1.0 if seconds == 0 else 1.6
            yield make([*part[:2], [["date", form, seconds, target]]], dates, cost + extra)


def _common_forms(texts: list[str]) -> list[str]:
    """Return the forms in which all texts are dates or times."""
    first, *others = texts
    return [form for form in forms_of(first) if all(form in forms_of(text) for text in others)]


@functools.lru_cache(maxsize=20_000)
def forms_of(text: str) -> list[str]:
    """Return the forms in which a text is a date or time."""
    if not 1 <= len(text) <= 40 or not DATED.search(text):
        return []
    return [form for form, digits in SHAPES if digits == _digits(text) and _reads(text, form)]


def _digits(text: str) -> str:
    """Return the signs of a text other than digits and letters."""
    return re.sub(r"[0-9A-Za-z]+", "", text)


def _reads(text: str, form: str) -> bool:
    try:
        datetime.datetime.strptime(text, form)
    except ValueError:
        return False
    return True


_read_date = functools.lru_cache(maxsize=20_000)(read_date)
SHAPES = [(form, _digits(datetime.datetime(2020, 1, 1).strftime(form))) for form in FORMS]
