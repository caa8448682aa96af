"""What a column of numbers means: a measure, a count, a code, a year, a place."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from workbench.lexicon.dates import valid_day
from workbench.profile.semantic.column import Column, Finding
from workbench.profile.semantic.sentinels import sentinels

__all__ = ["infer_numeric_type"]

EPOCHS = (("seconds", 1.0), ("milliseconds", 1e3), ("microseconds", 1e6), ("nanoseconds", 1e9))
EPOCH_RANGE = (1e8, 4.2e9)
NOT_IDS = frozenset(["count", "rating", "measure", "month", "day"])
NOT_COUNTS = frozenset(["code", "rating", "gender"])


@dataclass(frozen=True)
class Numbers:
    """The finite numbers of a column, those that stand for a missing one left out."""

    column: Column
    values: list[float]
    counts: list[int]
    whole: bool
    low: float
    high: float
    distinct: int

    @property
    def hints(self) -> frozenset[str]:
        """What the column's name hints at."""
        return self.column.hints


def infer_numeric_type(column: Column, read: Sequence[float | None], finding: Finding) -> Finding:
    """Return what the numbers mean, as a finding like `finding` (integer or decimal).

    Parameters
    ----------
    column : Column
        The column.
    read : sequence of float or None
        The number of each value; None where it is none.
    finding : Finding
        How the values were read; its `storage` says whether all are whole.
    """
    known = {
        number: count
        for number, count in zip(read, column.counts, strict=True)
        if number is not None and math.isfinite(number)
    }
    separate = sentinels(list(known), list(known.values()))
    selected = {number: count for number, count in known.items() if number not in separate}
    if not selected:
        return finding
    parts = [text for text, number in zip(column.texts, read, strict=True) if number in separate]
    finding = replace(finding, disguised=[*finding.disguised, *parts])
    numbers = _numbers(column, selected, finding.storage == "integer", len(separate))
    result = next(filter(None, (test(numbers) for test in TESTS)), None)
    if result is None:
        percent = "percent" in column.hints and numbers.low >= -100 and numbers.high <= 1000
        return replace(finding, unit="%" if percent else finding.unit)
    return replace(
        result,
        storage=result.storage or finding.storage,
        fit=finding.fit,
        format=result.format or finding.format,
        disguised=finding.disguised,
    )


def _numbers(column: Column, selected: dict[float, int], whole: bool, separate: int) -> Numbers:
    low, high = min(selected), max(selected)
    if column.evidence.partial and not separate:
        ends = (column.evidence.minimum, column.evidence.maximum)
        known = [end for end in ends if end is not None and math.isfinite(end)]
        low, high = min([low, *known]), max([high, *known])
    distinct = max(len(selected), column.distinct - separate)
    return Numbers(column, list(selected), list(selected.values()), whole, low, high, distinct)


def _found(
    type_: str,
    why: str,
    weight: float,
    *,
    storage: str = "",
    format: str | None = None,
    personal: str | None = None,
) -> Finding:
    return Finding(type_, storage, (), why, weight, format, personal=personal)


def _gender(numbers: Numbers) -> Finding | None:
    codes = numbers.whole and set(numbers.values) <= {0, 1, 2, 9} and numbers.distinct <= 4
    if not (codes and "gender" in numbers.hints and numbers.distinct >= 2):
        return None
    why = "codes 0, 1, 2 or 9 under a name that says so"
    return _found("gender", why, 0.85, personal="gender")


def _boolean(numbers: Numbers) -> Finding | None:
    two = numbers.whole and numbers.distinct == 2 and numbers.low == 0 and numbers.high == 1
    finding = _found("boolean", "only 0 and 1 occur", 0.95, storage="boolean", format="1/0")
    return finding if two else None


def _coordinates(numbers: Numbers) -> Finding | None:
    reach = max(abs(numbers.low), abs(numbers.high))
    for hint, limit in (("latitude", 90), ("longitude", 180)):
        if hint in numbers.hints and reach <= limit and not numbers.whole:
            why = f"numbers within ±{limit} under a name that says {hint}"
            return _found("coordinates", why, 0.95, personal="coordinates", format=hint)
    return None


def _packed_day(numbers: Numbers) -> Finding | None:
    """Find 20200131 and 202001: nearly no other numbers are all valid days."""
    if not numbers.whole:
        return None
    named = not numbers.hints.isdisjoint(("date", "birth", "day", "time", "month", "year"))
    if _all(numbers, _is_day) and (named or len(numbers.values) >= 4):
        return _found("date", "whole numbers that are all valid as year, month and day", 0.93,
                      storage="date", format="%Y%m%d")  # fmt: skip
    if _all(numbers, _is_month) and named and len(numbers.values) >= 2:
        return _found("date", "whole numbers that are all valid as year and month", 0.85,
                      storage="date", format="%Y%m")  # fmt: skip
    return None


def _packed_moment(numbers: Numbers) -> Finding | None:
    """Find 20200131235959."""
    if not numbers.whole or not all(1.8e13 < value < 2.2e13 for value in numbers.values):
        return None
    valid = all(
        _is_day(day) and clock < 240000 and clock // 100 % 100 < 60 and clock % 100 < 60
        for day, clock in (divmod(int(value), 10**6) for value in numbers.values)
    )
    if not valid or len(numbers.values) < 2:
        return None
    return _found("datetime", "whole numbers that are all valid as days with a time", 0.95,
                  storage="datetime", format="%Y%m%d%H%M%S")  # fmt: skip


def _all(numbers: Numbers, test: Callable[[int], bool]) -> bool:
    return all(abs(value) < 1e9 and test(int(value)) for value in numbers.values)


def _is_day(value: int) -> bool:
    return 18000000 < value < 22000000 and valid_day(
        value // 10000, value // 100 % 100, value % 100
    )


def _is_month(value: int) -> bool:
    return 180000 < value < 220000 and 1 <= value % 100 <= 12


def _clock(numbers: Numbers) -> Finding | None:
    """Find 930 and 1745 under a name that says time: minutes below 60, hours below 24."""
    named = numbers.whole and "time" in numbers.hints and len(numbers.values) >= 10
    if not named or numbers.low < 0 or not 1000 <= numbers.high <= 2400:
        return None
    if any(value % 100 >= 60 for value in numbers.values):
        return None
    why = "whole numbers that are all valid as hours and minutes"
    return _found("time", why, 0.85, storage="time", format="%H%M")


def _epoch(numbers: Numbers) -> Finding | None:
    if "time" not in numbers.hints or numbers.distinct < 2:
        return None
    for unit, scale in EPOCHS:
        if EPOCH_RANGE[0] * scale <= numbers.low and numbers.high <= EPOCH_RANGE[1] * scale:
            why = f"numbers in the range of {unit} since 1970 under a name that says time"
            return _found("datetime", why, 0.85, storage="datetime", format=f"epoch {unit}")
    return None


def _year(numbers: Numbers) -> Finding | None:
    span = f"whole numbers from {numbers.low:.0f} to {numbers.high:.0f}"
    if "year" in numbers.hints and numbers.low >= 1000 and numbers.high <= 2200 and numbers.whole:
        return _found("year", f"{span} under a name that says year", 0.97, format="%Y")
    narrow = numbers.low >= 1900 and numbers.high <= 2035 and len(numbers.values) >= 3
    if narrow and numbers.whole and numbers.hints.isdisjoint(("id", "count", "measure")):
        return _found("year", f"{span}, as years are", 0.8, format="%Y")
    return None


def _code(numbers: Numbers) -> Finding | None:
    """Find postcodes, phones and personal numbers by name and number of digits."""
    if not numbers.whole or numbers.low < 0:
        return None
    digits = sorted(len(str(int(value))) for value in numbers.values)
    usual = digits[len(digits) // 2]
    alike = sum(abs(size - usual) <= 1 for size in digits) >= 0.95 * len(digits)
    if "postcode" in numbers.hints and alike and 4 <= usual <= 6 and digits[-1] <= 9:
        return _found("postcode", "numbers of a postcode's length, and the name agrees", 0.93,
                          personal="postcode")  # fmt: skip
    if "phone" in numbers.hints and digits[0] >= 6 and digits[-1] <= 15:
        return _found("phone", "numbers of a telephone's length, and the name agrees", 0.9,
                      personal="phone")  # fmt: skip
    return None


def _id(numbers: Numbers) -> Finding | None:
    """Find identifiers: all different and counted through, or named so.

    Numbers that differ in each row for another reason, such as ranks, look the same.
    """
    column = numbers.column
    if not numbers.whole or numbers.low < 0 or column.present < 2:
        return None
    personal = "national id" if "national" in numbers.hints else None
    unique = column.unique >= 0.95
    # Beyond 2**53 floats no longer tell neighbours apart.
    dense = numbers.high < 2**53 and numbers.high - numbers.low < 1.05 * numbers.distinct
    if unique and dense and column.present >= 10 and numbers.hints.isdisjoint(NOT_IDS):
        return _found(
            "id", "consecutive whole numbers, each occurring once", 0.85, personal=personal
        )
    if "id" in numbers.hints:
        last = "id last" in numbers.hints
        if unique and (column.present >= 3 or last):
            return _found("id", "distinct numbers under a name that says id", 0.95,
                          personal=personal)  # fmt: skip
        if (numbers.distinct > 20 or numbers.high > 1000) and (
            "count" not in numbers.hints or last
        ):
            return _found("id", "many whole numbers under a name that says id", 0.8,
                          personal=personal)  # fmt: skip
    return None


def _levels(numbers: Numbers) -> Finding | None:
    """Find codes and ratings among whole numbers: few of them, each often."""
    column = numbers.column
    if not numbers.whole or numbers.distinct < 2:
        return None
    often = column.present / numbers.distinct
    span = numbers.high - numbers.low
    rated = "rating" in numbers.hints and span <= 10 and numbers.distinct <= 11
    if rated and numbers.low >= 0 and often >= 3:
        order = " < ".join(f"{value:.0f}" for value in sorted(numbers.values))
        return _found("ordinal", "few whole numbers under a name that says rating", 0.85,
                          format=order)  # fmt: skip
    if "month" in numbers.hints and numbers.low >= 1 and numbers.high <= 12 and often >= 3:
        return _found("ordinal", "whole numbers from 1 to 12 under a name that says month", 0.9,
                      format="1 < 2 < … < 12")  # fmt: skip
    coded = not numbers.hints.isdisjoint(NOT_COUNTS)
    counted = not numbers.hints.isdisjoint(("count", "measure"))
    if counted and not coded:
        return None
    if often >= 10 and numbers.distinct <= (50 if coded else 8):
        why = f"{numbers.distinct} whole numbers, each {often:.0f} times on average"
        return _found("category", why, 0.75 if coded else 0.6)
    return None


TESTS = (
    *[
        _gender,
        _boolean,
        _coordinates,
        _packed_day,
        _packed_moment,
        _epoch,
        _year,
        _clock,
        _code,
        _id,
        _levels,
    ],
)
