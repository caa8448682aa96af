"""Dates as people write them: what the profile says, what is proposed, what each engine reads."""

from __future__ import annotations

from datetime import datetime as moment

import pandas as pd
import pyarrow as pa
import pytest

import workbench as wb
from tests.unit.test_rules import cells, run_everywhere
from workbench.checks.dates import formats_for
from workbench.lexicon.dates import formats_of, languages_of
from workbench.rules.recipe import Recipe

JANUARY = moment(2020, 1, 5)


@pytest.mark.parametrize(
    "text",
    ["31.02.2020", "2021-W53", "29/02/69", "24:10 05.01.2020", "3?.01.2020", "2020-Q5",
     "0000-00-00", "0000-W53", "0000-Q1",
     "32 Jan 2020", "2020-13-45", "5 Quuxember 2020", "12:61", "1.2.3", "555-01-2020"],
)  # fmt: skip
def test_what_is_no_day_is_not_read(text):
    assert formats_of(text) == ()
    formats = ["%d.%m.%Y", "%G-W%V", "%d/%m/%y", "%Y-%m-%d", "%Y-Q%q", "%d %b %Y", "%H:%M %d.%m.%Y"]
    rule = {"kind": "parse_date", "column": "x", "formats": formats}
    assert run_everywhere(rule, pa.table({"x": [text]}))["x"] == [None]


@pytest.mark.parametrize(
    "texts",
    [
        ["13.12.2020", "12.13.2020", "01.02.2020"],
        ["13/12/20", "12/13/20", "01/02/20"],
        ["13-12-2020 10:00", "12-13-2020 11:00"],
        ["13.12.2020 10:00:01", "12.13.2020 11:00:01"],
        ["13/12/2020 1:00 PM", "12/13/2020 1:00 AM"],
        ["13/12/2020T10:00+01:00", "12/13/2020T10:00+01:00"],
    ],
)
def test_both_orders_in_one_column_are_told(texts):
    found = formats_for(dict.fromkeys(texts, 3))
    assert found.confidence < 0.5
    assert "Both" in found.doubt


def test_one_value_settles_the_order_for_formats_with_and_without_a_time():
    found = formats_for({"01/02/2020 10:00": 4, "03/04/2020": 2, "25/04/2020": 1})
    assert found.formats == ["%d/%m/%Y %H:%M", "%d/%m/%Y"]
    assert found.confidence > 0.9


def test_two_digit_years_say_how_they_are_read():
    texts = ["25/12/55", "26/12/61", "27/11/48"]
    (issue,) = wb.find_issues(pd.DataFrame({"id": range(12), "x": texts * 4}), key="id").where(
        kind="date_as_text"
    )
    assert "Two-digit years are read as 1969 to 2068." in issue.evidence["message"]
    assert "in the future, up to 2061" in issue.evidence["message"]
    assert issue.confidence < 0.8
    rule = {**issue.suggestion, "first_year": 1930}
    assert Recipe([rule]).rules[0].title().endswith("two-digit years as 1930 to 2029)")
    years = [day.year for day in cells(Recipe([rule]).run(pa.table({"x": texts})))["x"]]
    assert years == [1955, 1961, 1948]


def test_years_come_first_where_they_are_less_spread():
    days = [f"{20 + i // 12}-{1 + i % 12:02d}-{1 + (7 * i) % 28:02d}" for i in range(24)]
    found = formats_for(dict.fromkeys(days, 1))
    assert found.formats == ["%y-%m-%d"]
    assert found.confidence == 0.5
    assert "year last" in found.doubt


def test_names_of_all_months_of_the_language_are_in_the_rule():
    found = formats_for({"5. Januar 2020": 3, "7. März 2020": 2})
    assert found.words["dezember"] == 12
    assert found.words["jänner"] == 1


def test_a_month_that_languages_disagree_on_is_doubtful():
    found = formats_for({"5 listopada 2020": 3, "6 listopada 2020": 2})
    assert found.confidence == 0.5
    assert "listopada" in found.doubt
    assert languages_of(["listopada", "grudnia"]).doubtful == ()


def test_a_week_that_the_year_does_not_have_is_not_read():
    rule = {"kind": "parse_date", "column": "x", "formats": ["%G-W%V"]}
    weeks = ["2020-W53", "2021-W53", "2021-W52", "2019-W01"]
    days = [moment(2020, 12, 28), None, moment(2021, 12, 27), moment(2018, 12, 31)]
    assert run_everywhere(rule, pa.table({"x": weeks}))["x"] == days


def test_a_period_is_asked_about():
    found = formats_for({"2020-W05": 3, "2020-W06": 2})
    assert found.confidence < 0.8


def test_rules_of_earlier_versions_skip_weekdays_by_name():
    rule = {"kind": "parse_date", "column": "x", "formats": ["%d %b %Y"],
            "words": {"lundi": 0, "janvier": 1}}  # fmt: skip
    table = pa.table({"x": ["lundi, 5 janvier 2020", "Lundi 5 Janvier 2020", "5 Jan 2020"]})
    assert run_everywhere(rule, table)["x"] == [JANUARY, JANUARY, None]
