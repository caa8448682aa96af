"""How text is read as dates; copied into exported modules."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import narwhals as nw

from workbench.rules.operations import by_distinct, stripped
from workbench.rules.steps.reading_numbers import literal

MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
"""The month names that ``%b`` reads, in any case."""

YEAR = "(?:[0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000)"
LEAP_YEAR = "(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:0[48]|[2468][048]|[13579][26])00)"
CALENDAR = (
    (YEAR, ("01", "03", "05", "07", "08", "10", "12"), "(?:0[1-9]|[12][0-9]|3[01])"),
    (YEAR, ("04", "06", "09", "11"), "(?:0[1-9]|[12][0-9]|30)"),
    (YEAR, ("02",), "(?:0[1-9]|1[0-9]|2[0-8])"),
    (LEAP_YEAR, ("02",), "29"),
)
"""Years, months and the days they have: engines differ on 30 February, so never see one."""


def parse_date(
    frame: Any, column: str, formats: Sequence[str], words: Mapping[str, int] | None = None
) -> Any:
    """Read the text in `column` as dates; what is no existing day becomes null.

    Each format is tried in order.  Formats are made of ``%Y`` (four digits), ``%m`` and ``%d``
    (one or two digits), ``%b`` (Jan to Dec) and the separators between them.  The result is a
    datetime at midnight, without a time zone.  `words` are names of months in lower case with
    their number, which ``%b`` reads in any case instead, and names of weekdays with 0, which are
    skipped at the start.
    """
    dtype = frame.collect_schema()[column]
    if dtype != nw.String:
        moment = nw.col(column).cast(nw.Datetime("us")) if dtype == nw.Date else nw.col(column)
        return frame.with_columns(moment)

    def read(part: Any) -> Any:
        text = stripped(part, column)
        if words:
            text = without_words(text, words)
        days = [day_in(text, form, part.implementation.is_pyspark()) for form in formats]
        day = nw.coalesce(*days) if len(days) > 1 else days[0]
        return part.with_columns(day.alias(column))

    return by_distinct(frame, column, read)


def without_words(text: Any, words: Mapping[str, int]) -> Any:
    """Write the names of months as those that ``%b`` reads, and leave out weekdays."""
    text = text.str.to_lowercase()
    for number in sorted(set(words.values())):
        named = sorted((w for w in words if words[w] == number), key=lambda w: (-len(w), w))
        names = f"(?:{'|'.join(named)})"
        if number == 0:
            text = text.str.replace_all(f"^{names}[.]?,? +", "")
        else:
            text = text.str.replace_all(f"{names}[.]?", MONTH_NAMES[number - 1])
    return text


def day_in(text: Any, form: str, java: bool) -> Any:
    """Read texts of the format `form` as moments; null where they are no existing day.

    With `java` the engine reads Java's formats, in which a field written once has one or two
    digits.
    """
    exists = text.str.contains(day_pattern(form, short=True))
    if "%b" in form:
        return moment_of(nw.when(exists).then(iso_day(text, form)), "%Y-%m-%d")
    if java:
        form_ = form
        for field, short, long in (("%Y", "yyyy", "yyyy"), ("%m", "M", "MM"), ("%d", "d", "dd")):
            beside = re.search(f"%[a-zA-Z]{field}|{field}%", form)
            form_ = form_.replace(field, long if beside else short)
        form = form_
    return moment_of(nw.when(exists).then(text), form)


def moment_of(day: Any, form: str) -> Any:
    """Read texts that are surely days."""
    return day.str.to_datetime(format=form).cast(nw.Datetime("us"))


def parts_of(form: str) -> list[str]:
    """Split a format into its fields and the signs between them."""
    parts = [form[i : i + 2] if form[i] == "%" else form[i] for i in range(len(form))]
    return [part for i, part in enumerate(parts) if i == 0 or form[i - 1] != "%"]


def day_pattern(form: str, short: bool) -> str:
    """Write a regular expression for the existing days of a format.

    With `short` a day or month may have one digit, where a sign stands on both sides.
    """
    parts = parts_of(form)
    choices = []
    for year, months, days in CALENDAR:
        named = [
            "".join(f"[{s.upper()}{s.lower()}]" for s in MONTH_NAMES[int(m) - 1]) for m in months
        ]
        fields = {
            "%Y": year,
            "%m": f"(?:{'|'.join(months)})",
            "%d": days,
            "%b": f"(?:{'|'.join(named)})",
        }
        pattern = ""
        for i, part in enumerate(parts):
            beside = [*parts[max(i - 1, 0) : i], *parts[i + 1 : i + 2]]
            written = fields.get(part) or literal(part)
            if short and part in ("%m", "%d") and not any(other in fields for other in beside):
                written = re.sub("0(?=[1-9\\[])", "0?", written)
            pattern += written
        choices.append(pattern)
    return f"^(?:{'|'.join(choices)})$"


def iso_day(text: Any, form: str) -> Any:
    """Rewrite texts of the format `form` as ``YYYY-MM-DD``; others make no sense."""
    parts = parts_of(form)
    shapes = {"%Y": "[0-9]{4}", "%m": "[0-9]{1,2}", "%d": "[0-9]{1,2}", "%b": "[A-Za-z]{3}"}
    if len(form) == 6:
        shapes |= {"%m": "[0-9]{2}", "%d": "[0-9]{2}"}
    patterns = [shapes.get(part) or literal(part) for part in parts]
    fields = {}
    for i, part in enumerate(parts):
        if part in shapes:
            field = text.str.replace_all("^" + "".join(patterns[:i]), "")
            fields[part] = field.str.replace_all("".join(patterns[i + 1 :]) + "$", "")
    month = fields.get("%m")
    if month is None:
        numbers = [f"{number:02d}" for number in range(1, 13)]
        names = [name.lower() for name in MONTH_NAMES]
        month = fields["%b"].str.to_lowercase()
        month = month.replace_strict(names, numbers, default=None, return_dtype=nw.String)
    return nw.concat_str(
        [fields["%Y"], month.str.zfill(2), fields["%d"].str.zfill(2)], separator="-"
    )
