"""Forms of days, with and without a time, and of months, weeks and quarters."""

# ruff: noqa: E501, RUF001  (a form a line, in many scripts)

from __future__ import annotations

from datetime import datetime, timedelta

from tests.forms.form import Form

__all__ = ["DATES"]

MOMENTS = (
    datetime(2020, 1, 25, 14, 30, 15),
    datetime(2019, 12, 31, 23, 59, 0),
    datetime(2021, 3, 1, 0, 5, 7),
    datetime(2018, 5, 13, 12, 0, 30),
    datetime(2020, 2, 29, 9, 7, 45),
)
DAYS = tuple(datetime(m.year, m.month, m.day) for m in MOMENTS)


def _days(name: str, form: str) -> Form:
    """Return days written by `strftime`."""
    return Form(name, tuple(day.strftime(form) for day in DAYS), DAYS, "date")


def _times(name: str, form: str, *, seconds: bool = True, ahead: int = 0) -> Form:
    """Return moments written by `strftime`, in a zone that is `ahead` minutes of UTC."""
    exact = MOMENTS if seconds else tuple(m.replace(second=0) for m in MOMENTS)
    values = tuple(m - timedelta(minutes=ahead) for m in exact)
    return Form(name, tuple(m.strftime(form) for m in exact), values, "datetime")


def _written(name: str, *texts: str) -> Form:
    """Return the days as they are written here."""
    return Form(name, texts, DAYS, "date")


DATES = (
    _days("year first, hyphens", "%Y-%m-%d"),
    _days("year first, slashes", "%Y/%m/%d"),
    _days("year first, points", "%Y.%m.%d"),
    _days("day first, points", "%d.%m.%Y"),
    _days("day first, slashes", "%d/%m/%Y"),
    _days("day first, hyphens", "%d-%m-%Y"),
    _days("month first, slashes", "%m/%d/%Y"),
    _days("month first, hyphens", "%m-%d-%Y"),
    _days("no zeros", "%-d.%-m.%Y"),
    _days("two-digit years", "%d/%m/%y"),
    _days("two-digit years, month first", "%-m/%-d/%y"),
    _days("packed", "%Y%m%d"),
    _days("short month", "%d %b %Y"),
    _days("short month, hyphens", "%d-%b-%Y"),
    _days("short month in capitals, two-digit years", "%d-%^b-%y"),
    _days("month first by name", "%B %-d, %Y"),
    _days("short month with a point", "%b. %-d, %Y"),
    _days("day before the name of the month", "%-d %B %Y"),
    _days("weekday, RFC 2822", "%a, %d %b %Y"),
    _days("weekday and month in full", "%A, %B %-d, %Y"),
    _days("year before the name of the month", "%Y %b %d"),
    _days("signs of Chinese and Japanese", "%Y年%-m月%-d日"),
    _written("ordinals", "25th January 2020", "31st December 2019", "1st March 2021", "13th May 2018", "29th February 2020"),
    _written("ordinals behind the month", "January 25th, 2020", "December 31st, 2019", "March 1st, 2021", "May 13th, 2018", "February 29th, 2020"),
    _written("German", "25. Januar 2020", "31. Dezember 2019", "1. März 2021", "13. Mai 2018", "29. Februar 2020"),
    _written("French, short with weekdays", "sam. 25 janv. 2020", "mar. 31 déc. 2019", "lun. 1er mars 2021", "dim. 13 mai 2018", "sam. 29 févr. 2020"),
    _written("Spanish", "25 de enero de 2020", "31 de diciembre de 2019", "1 de marzo de 2021", "13 de mayo de 2018", "29 de febrero de 2020"),
    _written("Polish", "25 stycznia 2020", "31 grudnia 2019", "1 marca 2021", "13 maja 2018", "29 lutego 2020"),
    _written("Russian", "25 января 2020 г.", "31 декабря 2019 г.", "1 марта 2021 г.", "13 мая 2018 г.", "29 февраля 2020 г."),
    _written("Turkish", "25 Ocak 2020", "31 Aralık 2019", "1 Mart 2021", "13 Mayıs 2018", "29 Şubat 2020"),
    _written("Greek", "25 Ιανουαρίου 2020", "31 Δεκεμβρίου 2019", "1 Μαρτίου 2021", "13 Μαΐου 2018", "29 Φεβρουαρίου 2020"),
    _times("day first, hours and minutes", "%d.%m.%Y %H:%M", seconds=False),
    _times("day first, seconds", "%d/%m/%Y %H:%M:%S"),
    _times("month first, am and pm", "%-m/%-d/%Y %-I:%M %p", seconds=False),
    Form("am and pm with points", tuple(m.strftime("%d %b %Y %I:%M:%S ") + f"{'ap'[m.hour > 11]}.m." for m in MOMENTS), MOMENTS, "datetime"),
    _times("ISO 8601, blank", "%Y-%m-%d %H:%M:%S"),
    _times("ISO 8601, T", "%Y-%m-%dT%H:%M:%S"),
    _times("fractions of seconds", "%Y-%m-%dT%H:%M:%S.000"),
    _times("zone Z", "%Y-%m-%dT%H:%M:%SZ"),
    _times("zone ahead of UTC", "%Y-%m-%dT%H:%M:%S+05:30", ahead=330),
    _times("zone behind UTC", "%Y-%m-%d %H:%M:%S -0330", ahead=-210),
    _times("zone by name", "%Y-%m-%d %H:%M:%S CET", ahead=60),
    _times("RFC 2822 with a zone", "%a, %d %b %Y %H:%M:%S +0200", ahead=120),
    _times("packed with T", "%Y%m%dT%H%M%S"),
    _times("packed throughout", "%Y%m%d%H%M%S"),
    _times("C's ctime", "%a %b %d %H:%M:%S %Y"),
    _times("German with words", "%d.%m.%Y um %H:%M Uhr", seconds=False),
    _times("French hours", "%d/%m/%Y %Hh%M", seconds=False),
    Form("days beside moments", ("2022-10-15", "2021-12-25", "2019-10-15 12:00:00"),
         (datetime(2022, 10, 15), datetime(2021, 12, 25), datetime(2019, 10, 15, 12)), "date datetime"),
    Form("month and year", ("January 2020", "March 2021", "May 2018"),
         (datetime(2020, 1, 1), datetime(2021, 3, 1), datetime(2018, 5, 1)), "date period", asked=True),
    Form("year and month", ("2020-01", "2021-03", "2018-05"),
         (datetime(2020, 1, 1), datetime(2021, 3, 1), datetime(2018, 5, 1)), "date period", asked=True),
    Form("ISO weeks", ("2020-W05", "2020-W53", "2021-W01"),
         (datetime(2020, 1, 27), datetime(2020, 12, 28), datetime(2021, 1, 4)), "period", asked=True),
    Form("days of ISO weeks", ("2020-W05-3", "2020-W53-7", "2021-W01-1"),
         (datetime(2020, 1, 29), datetime(2021, 1, 3), datetime(2021, 1, 4)), "period", asked=True),
    Form("quarters", ("2020-Q1", "2021-Q4", "2018-Q2"),
         (datetime(2020, 1, 1), datetime(2021, 10, 1), datetime(2018, 4, 1)), "period", asked=True),
    Form("quarters before the year", ("Q1 2020", "Q4 2021", "Q2 2018"),
         (datetime(2020, 1, 1), datetime(2021, 10, 1), datetime(2018, 4, 1)), "period", asked=True),
    Form("day or month first, nothing tells", ("01/02/2020", "03/04/2020", "05/06/2021"),
         (datetime(2020, 2, 1), datetime(2020, 4, 3), datetime(2021, 6, 5)), "date", asked=True),
    Form("two-digit years that would be in the future", ("25/12/55", "26/12/61", "27/11/48"),
         (datetime(2055, 12, 25), datetime(2061, 12, 26), datetime(2048, 11, 27)), "date", asked=True),
)  # fmt: skip
