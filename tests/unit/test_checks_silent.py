"""The default recipe is silent rather than wrong: what looks like a fault and may be none."""

from __future__ import annotations

import datetime
from decimal import Decimal

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from workbench.checks import find_issues
from workbench.checks.dates import formats_for
from workbench.checks.numbers import parse_rule_for
from workbench.checks.spelling import words_of
from workbench.checks.typos import find_typos, is_rare
from workbench.rules import Recipe

SURE = 0.8


def found(values, **other):
    frame = pd.DataFrame({"id": range(len(values)), "a": values, **other})
    return find_issues(frame, key="id"), frame


def cleaned(values, **other):
    issues, frame = found(values, **other)
    return issues.recipe().run(frame)["a"].tolist()


def many(*pairs):
    return [value for value, n in pairs for _ in range(n)]


# -- spelling ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "values",
    [
        many(("Male Owned", 400), ("Female Owned", 21), ("Joint", 90)),
        many(("Male Owned", 400), ("Female Owned", 2), ("Joint", 90)),
        many(("East North Central", 500), ("East South Central", 97), ("Mountain", 200)),
        many(("East North Central", 500), ("East South Central", 2), ("Mountain", 200)),
        many(("Clinton East", 60), ("Clinton West", 2), ("Chelsea", 50)),
        many(("hypertension", 100), ("hypotension", 2), ("asthma", 80)),
        many(("Sodium nitrate", 100), ("Sodium nitrite", 2), ("Water", 80)),
        many(("Martin", 100), ("Marvin", 2), ("Peter", 80)),
        many(("Asheville", 50), ("Nashville", 1), ("Boone", 30)),
        many(("Portland", 50), ("Cortland", 1), ("Boone", 30)),
        many(("Michelle", 50), ("Michell", 1), ("Peter", 30)),
        many(("Mississippi", 40), ("Missouri", 4), ("Miss.", 1), ("Ohio", 20)),
        many(("Paris to London", 20), ("London to Paris", 20), ("Rome to Oslo", 20)),
        many(("Paris to London", 60), ("London to Paris", 1), ("Rome to Oslo", 20)),
        many(("man bites dog", 30), ("dog bites man", 10), ("other news", 30)),
        many(("CO", 20), ("Co", 15), ("Au", 20), ("NaCl", 20)),
        many(("PA", 20), ("Pa", 15), ("Hz", 20), ("kWh", 20)),
        many(("CO", 90), ("NY", 90), ("Co", 20)),  # a column of one case
        many(("fee of $5", 30), ("fee of \u20ac5", 2), ("none due", 9)),
        many(("v 1.2", 30), ("v 1/2", 2), ("other", 9)),
        many(("Peña", 30), ("Pena", 20), ("Ruiz", 20)),
    ],
)
def test_two_values_are_not_made_one(values):
    assert cleaned(values) == values


@pytest.mark.parametrize(
    ("slip", "value"),
    [
        ("Californa", "California"),
        ("Washingtom", "Washington"),
        ("Wahsington", "Washington"),
        ("Texass", "Texas"),
        ("NewYork", "New York"),
        ("Sacred Hexrt", "Sacred Hexrt"),  # too short a word
        ("Birmingxam Mexical", "Birmingham Medical"),
        ("New\u00ad-York", "New York"),
        ("Wash.", "Washington"),
    ],
)
def test_slips_of_frequent_values_are_mended(slip, value):
    canonical = ["California", "Washington", "Texas", "New York", "Birmingham Medical"]
    values = [*many(*[(v, 30) for v in [*canonical, "Sacred Heart"]]), slip]
    assert cleaned(values)[-1] == value


def test_a_rare_name_among_rare_names_is_a_name():
    towns = many(("Springfield", 60), ("Riverside", 60), ("Sprinfield", 1))
    assert cleaned(towns)[-1] == "Springfield"
    rare = ["Akron", "Boise", "Casper", "Dover", "Elgin", "Fargo", "Gary"]
    assert cleaned([*towns, *rare]) == [*towns, *rare]


def test_a_word_that_stands_elsewhere_is_no_slip():
    values = many(("General Contractor", 50), ("General Contraxtor", 1), ("Plumber", 50))
    assert cleaned(values)[50] == "General Contractor"
    values += ["Senior Contraxtor"] * 2
    issues, _ = found(values)
    assert not [i for i in issues.where(kind="spelling") if "Contraxtor" in str(i.suggestion)]


def test_what_is_frequent_is_no_slip():
    assert is_rare(3, 20) and not is_rare(4, 300) and is_rare(9, 1000)

    def slips(rows):
        words = {value: words_of(value) for value in rows}
        return [(slip.variant, slip.confidence >= SURE) for slip in find_typos(words, rows)]

    assert slips({"California": 30, "Californa": 3}) == [("Californa", True)]
    assert slips({"California": 29, "Californa": 3}) == [("Californa", False)]
    assert slips({"California": 15, "Californa": 3}) == [("Californa", False)]
    assert slips({"California": 14, "Californa": 3}) == []
    assert slips({"California": 390, "Californa": 4}) == []


@pytest.mark.parametrize("slip", ["SanTan Brewing", "Sanitas Brewery", "Coat"])
def test_short_words_and_many_edits_are_not_even_told(slip):
    issues, _ = found(many(("Sanitas Brewing", 50), ("Boat", 50), (slip, 1)))
    assert not len(issues.where(kind="spelling"))


def test_words_in_another_order_are_no_rare_values():
    values = many(("New York", 40), ("York, New", 1), ("Old Town", 40), ("Town, Old", 1))
    assert cleaned([*values, *["California"] * 40, "Californa"])[-1] == "California"


def test_each_kind_of_evidence_is_an_issue_of_its_own():
    values = many(("California", 40), ("california", 2), ("Californa", 1), ("Calif.", 1))
    issues, _ = found([*values, *many(("Ohio", 40), ("California (North)", 9))])
    hows = sorted(issue.evidence["how"] for issue in issues.where(kind="spelling"))
    assert hows == ["abbreviation", "letters apart", "same words"]
    assert len({issue.id for issue in issues}) == len(issues)
    doubtful, _ = found(many(("hypertension", 90), ("Hypertension", 5), ("hypotension", 2)))
    (spelling,) = doubtful.where(kind="spelling")  # another word, perhaps: not sure
    assert list(spelling.suggestion["mapping"]) == ["hypotension"] and spelling.confidence < SURE
    (case,) = doubtful.where(kind="case")  # the same word: sure, and for the check of case
    assert case.suggestion["to"] == "lower" and case.confidence >= SURE


def test_a_pure_reorder_is_for_a_person():
    issues, _ = found(many(("New York", 40), ("York, New", 1), ("Ohio", 40)))
    (issue,) = issues.where(kind="spelling")
    assert issue.confidence <= 0.7
    assert issue.evidence["how"] == "other order"


# -- numbers -------------------------------------------------------------------------------


def test_numbers_with_more_digits_than_the_rule_reads_are_not_lost():
    values = [f"0.0{i}%" for i in range(10, 60)] + ["0.055999999999999994%"] * 2
    issues, _ = found(values)
    (issue,) = issues.where(kind="number_as_text")
    assert issue.suggestion is None and issue.confidence <= 0.5
    assert "cannot read 2 rows" in issue.evidence["message"]
    assert cleaned(values) == values


def test_a_value_that_the_rule_does_not_read_caps_the_confidence():
    values = [f"{i} cm" for i in range(150, 190)] + ["tall"] * 3
    issues, _ = found(values)
    (issue,) = issues.where(kind="number_as_text")
    assert 0.5 < issue.confidence < SURE
    assert issue.evidence["unread"] == {"tall": 3}
    assert "cannot read 3 rows" in issue.evidence["message"]
    whole, _ = found(values[:40])
    assert whole.where(kind="number_as_text")[0].confidence >= SURE


def test_a_rule_is_asked_what_it_reads_and_not_a_pattern():
    read = parse_rule_for({f"{i},{i}00.50": 1 for i in range(1, 10)} | {"1,2,3.4 ": 1})
    assert read is None or read.confidence < SURE


def test_a_column_of_which_a_fifth_is_no_number_is_text():
    values = [f"{i} cm" for i in range(150, 190)]
    assert parse_rule_for(dict.fromkeys([*values, "a", "b", "c", "d"], 1)) is not None
    words = [f"word {c}" for c in "abcdefgh"]
    assert parse_rule_for(dict.fromkeys([*values, *words], 1)) is None


def test_numbers_without_a_unit_of_another_size_are_doubtful():
    values = [f"{i}%" for i in range(5, 45)]
    assert parse_rule_for(dict.fromkeys([*values, "12", "14.5"], 1)).confidence >= SURE
    small = parse_rule_for(dict.fromkeys(["2%", "4%", "6%", "8%", "0.9"], 1))
    assert small.confidence < SURE  # a fraction beside per cents
    for bare in (["0.12", "0.3"], ["0.9"], ["4000", "5000"]):
        read = parse_rule_for(dict.fromkeys([*values, *bare], 1))
        assert read.confidence < SURE, bare
        assert "differ in magnitude" in " ".join(read.doubts)
    mixed = parse_rule_for(dict.fromkeys(["180 cm", "1.75 m", "168 cm", "172"], 1))
    assert mixed.confidence < SURE


@pytest.mark.parametrize(
    "values",
    [
        [str(4006381333931 + i) for i in range(40)],  # EAN
        [f"+4930{i}12345" for i in range(10, 50)],
        [f"+4930{10**i}" for i in range(3, 9)] * 4,
        ["1.1", "1.2", "1.10", "1.3"] * 5,
        ["1.2.3", "1.3.0", "2.0.1"] * 5,
        ["10.0.0.1", "10.0.0.2"] * 5,
    ],
)
def test_codes_and_versions_are_no_numbers(values):
    issues, _ = found(values)
    assert not len(issues.where(kind="number_as_text"))


def test_digits_of_one_length_may_be_a_code():
    issues, _ = found([str(10115 + 7 * i) for i in range(40)])
    assert issues.where(kind="number_as_text")[0].confidence < SURE
    issues, _ = found([str(7 * i) for i in range(40, 400)])
    assert issues.where(kind="number_as_text")[0].confidence >= SURE


def test_a_mark_before_three_digits_may_be_either():
    read = parse_rule_for({f"{i},{100 + i}": 1 for i in range(1, 40)})
    assert read.confidence < SURE
    plain = parse_rule_for({f"{i},{100 + i}": 1 for i in range(1, 40)} | {"950": 1})
    assert (plain.rule["thousands"], plain.confidence) == (",", 0.95)
    fractions = parse_rule_for({f"0,{100 + i}": 1 for i in range(1, 40)})
    assert (fractions.rule["decimal"], fractions.confidence) == (",", 0.95)


def test_several_notations_are_told_without_a_rule():
    issues, _ = found(["\u20ac28.033", "25,833", "25.832", "7,105", "8.995"])
    (issue,) = issues.where(kind="number_as_text")
    assert issue.confidence <= 0.5 and issue.suggestion is None
    assert "with a point" in issue.evidence["message"]
    assert "with a comma" in issue.evidence["message"]


def test_one_rule_reads_both_decimal_marks_where_each_value_shows_its_own():
    values = ["\u20ac28.03", "25,83", "25.83", "7,10", "8.99"]
    assert cleaned(values) == [28.03, 25.83, 25.83, 7.1, 8.99]


def test_among_both_decimal_marks_what_may_be_either_is_left_out():
    sure = [f"{i}.5 kg" for i in range(20)] + [f"{i},5kg" for i in range(20)]
    issues, frame = found([*sure, "1,234 kg", "2.345 kg"])
    (issue,) = issues.where(kind="number_as_text")
    assert 0.5 < issue.confidence < SURE
    assert issue.evidence["unread"] == {"1,234 kg": 1, "2.345 kg": 1}
    read = Recipe([issue.suggestion]).run(frame)["a"].tolist()
    assert read[:40] == [i + 0.5 for i in range(20)] * 2 and all(map(pd.isna, read[40:]))


# -- dates ---------------------------------------------------------------------------------


def test_a_value_that_is_no_date_caps_the_confidence():
    days = [f"2024-01-{i:02d}" for i in range(1, 29)]
    issues, _ = found([*days, "soon", "soon"])
    (issue,) = issues.where(kind="date_as_text")
    assert issue.confidence < SURE
    assert "2 values are not dates" in issue.evidence["message"]
    sure, _ = found(days)
    assert sure.where(kind="date_as_text")[0].confidence >= SURE


def test_a_column_of_which_a_fifth_is_no_date_is_text():
    days = [f"2024-01-{i:02d}" for i in range(1, 29)]
    assert formats_for(dict.fromkeys([*days, "soon", "later"], 1)) is not None
    words = ["soon", "later", "never", "once", "often", "at noon", "at dawn"]
    assert formats_for(dict.fromkeys([*days, *words], 1)) is None


def test_values_that_could_be_either_are_counted_in_rows():
    values = ["13/02/2024"] * 4 + ["02/13/2024"] * 4 + ["03/04/2024"] * 5
    issues, _ = found(values)
    assert "5 values fit both" in issues.where(kind="date_as_text")[0].evidence["message"]


def test_dates_are_not_numbers_too():
    issues, _ = found([f"{i:02d}.03.2024" for i in range(13, 31)] + ["1.3.2024"])
    assert issues.kinds() == {"date_as_text": 1}
    issues, _ = found([f"{i}.03.2024" for i in range(13, 31)])
    assert issues.kinds() == {"date_as_text": 1}


def test_dates_far_from_all_others_are_mentioned():
    days = [f"2024-{m:02d}-{d:02d}" for m in range(1, 13) for d in range(1, 29)]
    issues, _ = found([*days, "9999-12-31"])
    assert "(year 9999)" in issues.where(kind="date_as_text")[0].evidence["message"]


# -- words for missing values --------------------------------------------------------------


@pytest.mark.parametrize(
    "values",
    [
        many(("full", 30), ("empty", 30), ("half", 30)),
        many(("full", 60), ("empty", 2), ("half", 30), ("leaking", 4)),
        many(("valid", 60), ("void", 3), ("paid", 30), ("open", 30)),
        many(("Private", 60), ("None", 20), ("Medicare", 30), ("Other", 9)),
        many(("found", 60), ("missing", 3), ("sold", 30), ("lent", 9)),
        many(("West 1", 30), ("West 2", 30), ("West 3", 30), ("none", 30)),
        many(("+", 40), ("-", 9)),
        many(("+", 40), ("-", 9), ("++", 9), ("--", 3)),
        many(("yes", 40), ("-", 20)),
        [f"film {i}" for i in range(8)] + ["xXx"],
        [f"The film of {i}" for i in range(60)] + ["Unknown"],
        [f"Person {i}" for i in range(60)] + ["Null"],
    ],
)
def test_words_that_are_values_are_left(values):
    assert cleaned(values) == values


@pytest.mark.parametrize(
    "values",
    [
        many(("full", 60), ("n/a", 3), ("half", 30), ("open", 4)),
        many(("33 patients", 60), ("41 patients", 60), ("7 patients", 60), ("empty", 4)),
        [f"film {i}" for i in range(40)] + ["unknown"] * 2,
        many(("+", 40), ("n/a", 9)),
    ],
)
def test_words_that_are_no_values_become_null(values):
    lost = cleaned(values)
    gone = [old for old, new in zip(values, lost, strict=True) if pd.isna(new)]
    assert set(gone) <= {"n/a", "empty", "unknown"} and gone


def test_null_words_are_found_among_any_number_of_texts():
    size = 100_500
    values = [f"text number {i}" for i in range(size)] + [" N/A "] * 4
    issues = find_issues(pa.table({"id": range(size + 4), "a": values}), key="id")
    (issue,) = issues.where(kind="disguised_missing")
    assert issue.rows == 4 and issue.confidence >= SURE
    assert len(issue.keys) == 4


def test_the_limit_of_a_skewed_column_is_no_sentinel():
    rng = np.random.default_rng(0)
    income = [*np.round(rng.lognormal(8, 1, 300)).clip(1, 30_000), *[99_999] * 9]
    issues, _ = found([int(x) for x in income])
    assert all(i.confidence < SURE for i in issues.where(kind="disguised_missing"))
    ages = [int(x) for x in rng.integers(20, 80, 300)]
    sure, _ = found([*ages, *[999] * 9])
    assert sure.where(kind="disguised_missing")[0].confidence >= SURE
    few, _ = found([*ages, *[999] * 2])
    assert few.where(kind="disguised_missing")[0].confidence < SURE


# -- case ----------------------------------------------------------------------------------


def test_only_values_with_a_twin_change_case():
    values = many(("alpha", 40), ("beta", 40), ("Alpha", 2), ("iPhone", 2), ("McCoy", 1))
    assert cleaned(values) == [value.replace("Alpha", "alpha") for value in values]


def test_a_change_of_case_leaves_the_category_none():
    values = many(("alpha", 40), ("beta", 40), ("gamma", 30), ("Alpha", 2), ("None", 30))
    assert set(cleaned(values)) == {"alpha", "beta", "gamma", "None"}


# -- odd columns ---------------------------------------------------------------------------


def test_texts_of_many_digits_do_not_stop_the_checks():
    for few in (16, 17):
        values = [str(10**few + 3 * i) for i in range(20)] + [str(10**18 + i) for i in range(20)]
        assert cleaned(values) == values


def test_nested_columns_do_not_stop_the_checks():
    size = 30
    table = pa.table(
        {
            "id": range(size),
            "lists": [[i, 1] for i in range(size)],
            "structs": [{"INTEGER": i} for i in range(size)],
            "spans": pa.array([datetime.timedelta(days=i) for i in range(size)]),
            "maps": pa.array([[("k", i)] for i in range(size)], pa.map_(pa.string(), pa.int32())),
            "sums": pa.array([[Decimal(i)] for i in range(size)], pa.list_(pa.decimal128(9, 2))),
            "number": [*range(size - 1), 10**6],
        }
    )
    assert find_issues(table, key="id").kinds() == {"outlier": 1}


def test_a_column_of_which_over_one_percent_is_far_is_left():
    near = [float(x) for x in np.random.default_rng(1).normal(50, 5, 400)]
    issues, _ = found([*near, *[500.0 + i for i in range(4)]])
    assert len(issues.where(kind="outlier")) == 4
    issues, _ = found([*near, *[500.0 + i for i in range(6)]])
    assert not len(issues.where(kind="outlier"))


# -- duplicates ----------------------------------------------------------------------------


def repeated(**columns):
    size = 20
    table = {"id": [*range(size), size], "name": [f"person {i}" for i in range(size)]}
    table["name"].append("person 3")
    for name, value in columns.items():
        array = pa.array([value] * (size + 1)) if not isinstance(value, pa.Array) else value
        table[name] = array
    frame = pa.table(table)
    return find_issues(frame, key="id"), frame


def test_a_repeated_row_names_the_row_that_stays():
    issues, _ = repeated(city="x", age=3)
    (issue,) = issues.where(kind="duplicate_row")
    (row,) = issue.suggestion["rows"]
    assert (row["key"], row["kept"]) == (20, 3)


@pytest.mark.parametrize(
    "value",
    [
        datetime.date(2024, 2, 29),
        datetime.datetime(2024, 2, 29, 12, 30, 1, 5),
        Decimal("12.50"),
        True,
        None,
        1.5,
    ],
)
def test_what_stands_in_a_repeated_row_is_held(value):
    issues, frame = repeated(city="x", other=value)
    (issue,) = issues.where(kind="duplicate_row")
    (row,) = issue.suggestion["rows"]
    assert set(row["old"]) == {"name", "city", "other"}
    assert issues.recipe().run(frame)["id"].to_pylist() == list(range(20))
    changed = frame.set_column(3, "other", pa.array(["else"] * 21))
    assert Recipe([issue.suggestion]).run(changed).num_rows == 21


@pytest.mark.parametrize(
    "value",
    [
        float("inf"),
        float("nan"),
        [1, 2],
        datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC),
        Decimal("12.30"),  # no float is just that
        b"x",
    ],
)
def test_a_repeated_row_that_no_rule_can_hold_is_for_a_person(value):
    issues, _ = repeated(city="x", other=value)
    (issue,) = issues.where(kind="duplicate_row")
    assert issue.suggestion is None
    issues.recipe()


@pytest.mark.parametrize("letter", ["g", "t", "m", "kg", "s", "h", "mm", "l"])
def test_a_unit_before_digits_is_a_code(letter):
    values = {f"{letter}{number}": 5 for number in range(1, 10)}
    assert parse_rule_for(values) is None
