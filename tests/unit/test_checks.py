from __future__ import annotations

import pandas as pd
import pytest

import workbench as wb
from workbench.checks import CHECKS, find_issues
from workbench.errors import InputError


def found(column, values, **other):
    frame = pd.DataFrame({"id": range(len(values)), column: values, **other})
    return find_issues(frame, key="id"), frame


def one(issues, kind):
    (issue,) = issues.where(kind=kind)
    return issue


def test_missing_is_told_and_never_mended_alone():
    issues, _ = found("a", ["x"] * 59 + [None])
    issue = one(issues, "missing")
    assert (issue.rows, issue.keys, issue.key) == (1, (59,), 59)
    assert issue.suggestion["kind"] == "drop_rows"
    assert len(issues.recipe()) == 0
    many, _ = found("a", ["x"] * 5 + [None] * 5)
    assert one(many, "missing").suggestion is None


def test_null_words_become_null():
    issues, frame = found("city", ["Rome", "Oslo", "Bonn", "Lima", " N/A", "n/a", "-", "unknown"])
    clean = issues.recipe().run(frame)
    assert clean["city"].isna().sum() == 4
    assert clean["city"].dropna().tolist() == ["Rome", "Oslo", "Bonn", "Lima"]


def test_a_short_code_that_looks_like_a_null_word_is_left():
    issues, _ = found("country", ["NA", "DE", "FR", "IT", "US"] * 4)
    assert one(issues, "disguised_missing").confidence < 0.8


def test_sentinel_numbers_far_from_all_others():
    issues, frame = found("age", [30, 41, 25, 60, 37, 52, -999, -999, 44, 28])
    issue = one(issues, "disguised_missing")
    assert set(issue.keys) == {6, 7}
    assert issues.recipe().run(frame)["age"].isna().sum() == 2
    quiet, _ = found("change", [-3, -1, -1, 2, 5, -9, 7, 1, -2, 0, 3])
    assert not len(quiet.where(kind="disguised_missing"))


def test_white_space():
    issues, frame = found("a", ["x", " x", "y\u00a0", "y"])
    assert one(issues, "whitespace").rows == 2
    assert issues.recipe().run(frame)["a"].tolist() == ["x", "x", "y", "y"]


def test_case_of_a_column_that_is_of_one_case():
    issues, frame = found("state", ["CA"] * 9 + ["NY"] * 9 + ["ca", "Ny"])
    assert one(issues, "case").suggestion["to"] == "upper"
    assert set(issues.recipe().run(frame)["state"]) == {"CA", "NY"}


def test_spellings_of_one_value():
    values = ["New York"] * 20 + ["California"] * 20
    values += ["new york", "New-York", "NewYork", "Californa", "Calif."]
    issues, frame = found("state", values)
    clean = issues.recipe().run(frame)
    assert clean["state"].value_counts().to_dict() == {"New York": 23, "California": 22}


@pytest.mark.parametrize(
    "values",
    [
        ["Room 101"] * 20 + ["Room 102"],  # digits tell things apart
        ["male"] * 20 + ["female"] * 2,
        ["Austria"] * 12 + ["Australia"] * 9,  # both are frequent
        ["yes"] * 20 + ["yet"],  # too short to tell
        ["A+"] * 20 + ["A-", "A"],  # signs that mean something
        ["grade A+"] * 20 + ["grade A-", "grade A"],
        ["C++ code"] * 20 + ["C# code", "C code"],
        ["ratio 1/2"] * 20 + ["ratio 2/1"],
        ["5"] * 20 + ["-5", "x"],
        [f"{day:02d}.{month:02d}.2000" for day in range(1, 13) for month in range(1, 13)] * 3,
    ],
)
def test_different_values_are_not_joined(values):
    issues, _ = found("a", values)
    assert not len(issues.where(kind="spelling"))


@pytest.mark.parametrize(
    ("values", "numbers"),
    [
        (["180 cm", "1.75 m", "168cm", "190 cm"], [180, 175, 168, 190]),
        (["$1,234.50", "$5", "$12.00", "-$7"], [1234.5, 5, 12, -7]),
        (["1.234,5", "2,75", "10.000,00", "3"], [1234.5, 2.75, 10000, 3]),
        (["12 %", "5 %", "7.5 %", "100 %"], [12, 5, 7.5, 100]),
    ],
)
def test_numbers_as_text(values, numbers):
    issues, frame = found("x", values)
    clean = issues.recipe(min_confidence=0.5).run(frame)
    assert clean["x"].tolist() == pytest.approx(numbers)


@pytest.mark.parametrize(
    "values",
    [
        ["00501", "10115", "80331"],  # codes
        ["5 cm", "3 kg", "4 cm"],  # units of two kinds
        ["$5", "€6", "$7"],  # currencies
        ["A12", "B7", "C99"],
        ["1-2", "3-4", "5-6"],
    ],
)
def test_what_is_no_number_is_left(values):
    issues, _ = found("x", values)
    assert not len(issues.where(kind="number_as_text"))


def test_dates_as_text():
    values = ["2024-01-31", "31.12.2023", "5 Mar 2022", "2021-02-03"]
    issues, frame = found("d", values)
    clean = issues.recipe().run(frame)
    days = [str(day.date()) for day in clean["d"]]
    assert days == ["2024-01-31", "2023-12-31", "2022-03-05", "2021-02-03"]


def test_day_and_month_that_could_be_swapped_are_for_a_person():
    issues, _ = found("d", ["01/02/2024", "03/04/2023", "05/06/2022", "07/08/2021"])
    issue = one(issues, "date_as_text")
    assert issue.confidence <= 0.5
    assert "as well as" in issue.evidence["message"]
    sure, _ = found("d", ["13/02/2024", "03/04/2023", "25/06/2022"])
    assert one(sure, "date_as_text").suggestion["formats"] == ["%d/%m/%Y"]


def test_outliers_are_told_with_the_range_of_the_others():
    issues, _ = found("x", [*range(20, 60), 5000])
    issue = one(issues, "outlier")
    assert issue.keys == (40,)
    assert "between 20 and 59" in issue.evidence["message"]
    assert issue.confidence < 0.8  # never mended alone
    skewed, _ = found("x", [2**i for i in range(20)] * 2)
    assert not len(skewed.where(kind="outlier"))


def test_outliers_in_text_with_units():
    issues, _ = found("x", [f"{i} cm" for i in range(150, 190)] + ["17 m"])
    (issue,) = issues.where(kind="outlier")
    assert issue.evidence["value"] == "17 m"


def test_duplicate_rows_keep_the_first():
    issues, frame = found(
        "name",
        [f"person {i}" for i in range(20)] + ["person 3 "],
        city=["x"] * 21,
        age=[*range(20), 3],
    )
    issue = one(issues, "duplicate_row")
    assert (issue.keys, issue.evidence["kept"]) == ((20,), 3)
    assert issues.recipe().run(frame)["id"].tolist() == list(range(20))


def test_rows_that_agree_by_chance_are_no_sure_duplicates():
    issues, _ = found("a", ["x", "y"] * 30, b=["u", "v"] * 30, c=[1, 2] * 30)
    assert all(issue.confidence < 0.8 for issue in issues.where(kind="duplicate_row"))


def test_without_a_key_rows_are_named_by_content():
    issues = find_issues(pd.DataFrame({"a": ["x", " y"]}))
    assert one(issues, "whitespace").keys[0].endswith("-1")


def test_empty_and_odd_tables():
    assert len(find_issues(pd.DataFrame({"a": pd.Series([], dtype="str")}))) == 0
    assert len(find_issues(pd.DataFrame({"id": [1, 2]}), key="id")) == 0
    nothing = find_issues(pd.DataFrame({"id": [1, 2], "a": [None, None]}), key="id")
    assert one(nothing, "missing").rows == 2


def test_unknown_checks_and_keys_are_named():
    frame = pd.DataFrame({"a": [1, 1]})
    with pytest.raises(InputError, match="there are missing, disguised_missing"):
        find_issues(frame, checks=["nonsense"])
    with pytest.raises(InputError, match="does not identify rows uniquely"):
        find_issues(frame, key="a")


def test_hostile_values_and_names_pass_through():
    bad = "<script>alert(1)</script>"
    name = 'we"ird; --'
    values = [bad] * 30 + [f" {bad}", "x'\\\n", '"""', "{0}", "%s", "\u202e"]
    issues, frame = found(name, values)
    page = issues._repr_html_()
    assert "<script" not in page
    assert issues.recipe().run(frame)[name].tolist()[30] == bad


def test_every_issue_of_the_demo_is_true(demo):
    """What is found on the made table is what was planted; nothing sure is invented."""
    issues = wb.find_issues(demo.customers, key="id")
    planted = {"missing", "disguised_missing", "whitespace", "case", "spelling", "outlier"}
    planted |= {"number_as_text", "date_as_text", "duplicate_row"}
    planted |= {"near_duplicate"}  # accounts that one person has twice
    assert set(issues.kinds()) == planted | {"personal"}
    assert set(issues.kinds()) <= set(CHECKS)
    clean = issues.recipe().run(demo.customers)
    states = {"California", "Texas", "New York", "Florida", "Washington", "Oregon", "Illinois"}
    assert set(clean["state"].dropna()) == states
    assert set(clean["segment"]) == {"basic", "plus", "premium"}
    assert clean["height"].between(120, 220).all()
    assert clean["joined"].notna().all()
    assert len(clean) == len(demo.customers) - 2  # the planted repeats


def test_issues_are_the_same_again(demo):
    first, second = (wb.find_issues(demo.customers, key="id") for _ in range(2))
    assert [issue.id for issue in first] == [issue.id for issue in second]
    assert len({issue.id for issue in first}) == len(first)
