"""Numbers written as text: odd values, several units, dashes of accounting, words of programs."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import workbench as wb
from workbench.checks import find_issues
from workbench.checks.numbers import parse_rule_for
from workbench.rules import Recipe

SURE = 0.8
PLAIN = [f"{value:.2f}" for value in np.random.default_rng(7).uniform(1, 900, 99)]
DOLLARS = [f"${value:,.2f}" for value in np.random.default_rng(8).uniform(1, 9000, 99)]


def found(values):
    frame = pd.DataFrame({"id": range(len(values)), "a": values})
    return find_issues(frame, key="id"), frame


def cleaned(values):
    issues, frame = found(values)
    return issues.recipe().run(frame)["a"].tolist()


# -- one odd value -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "odd",
    [
        *("5.00*", "5.00\u2020", "5.00\u2021", "5.00 *", "5.00#", "~5.00", "\u22485.00", "<5.00"),
        *(">5.00", "\u22645.00", "5.00?", "5x", "5 pieces", "5.00 CHF", "5.00 \u20ac", "5.00 kg"),
        *("5.00 a", "e5.00", "5..00", "5.0O", "5,00,0", "5.00 (est.)", "5.00/6.00", "5.00 - 6.00"),
    ],
)
def test_one_odd_value_does_not_hide_a_column_of_numbers(odd):
    issues, frame = found([*PLAIN, odd])
    (issue,) = issues.where(kind="number_as_text")
    assert issue.confidence < SURE  # the odd value would be lost
    assert issue.evidence["unread"] == {odd: 1}
    read = Recipe([issue.suggestion]).run(frame)["a"].tolist()
    assert read[:99] == [float(text) for text in PLAIN] and pd.isna(read[99])
    assert cleaned([*PLAIN, odd]) == [*PLAIN, odd]


@pytest.mark.parametrize("odd", ["\u20ac5.00", "\u00a55.00", "C$5.00", "5.00 SEK", "R$ 5.00"])
def test_an_amount_in_another_currency_is_told_and_not_read(odd):
    issues, frame = found([*DOLLARS, odd])
    (issue,) = issues.where(kind="number_as_text")
    assert issue.evidence["unread"] == {odd: 1}
    assert len(issues.where(kind="mixed_units")) == 1
    assert pd.isna(Recipe([issue.suggestion]).run(frame)["a"].tolist()[99])


@pytest.mark.parametrize(
    "values",
    [
        [str(i) for i in range(1, 60)] + ["12A", "14B"],  # house numbers
        [str(i) for i in range(1, 60)] + ["A7"],
        ["12E4", "13E5", "14E6"] * 9,  # codes
        ["5E1", "5E2", "10001"] * 9,
        [f"{i:03d}" for i in range(60)],
        [f"Room {i}" for i in range(60)],
        [f"{i}-{i + 1}" for i in range(60)],
        [f"v{i}.{i + 1}" for i in range(60)],
    ],
)
def test_codes_are_no_numbers(values):
    assert parse_rule_for(dict.fromkeys(values, 1)) is None


# -- several units -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("${:.2f}", "\u20ac{:.2f}"),
        ("{:.2f} USD", "{:.2f} EUR"),
        ("{:.2f} kr", "\u00a3{:.2f}"),
        ("{:.1f} mg/dL", "{:.1f} mmol/L"),
        ("{:.1f} kg", "{:.1f} m"),
        ("{:.1f} kWh", "{:.1f} kW"),
        ("{:.1f} l", "{:.1f} kg"),
    ],
)
def test_units_that_no_factor_joins_are_told_and_left(one, other):
    rng = np.random.default_rng(3)
    values = [one.format(x) for x in rng.uniform(1, 90, 80)]
    values += [other.format(x) for x in rng.uniform(1, 90, 20)]
    issues, _ = found(values)
    (issue,) = issues.where(kind="mixed_units")
    assert issue.rows == 20 and issue.suggestion is None
    assert cleaned(values) == values


def test_units_with_a_factor_are_brought_to_the_most_frequent_one():
    values = [f"{i}.5 \u00b0C" for i in range(40)] + ["212 \u00b0F", "-40 \u00b0F"]
    issues, _ = found(values)
    assert "brought to \u00b0C" in issues.where(kind="number_as_text")[0].evidence["message"]
    assert not len(issues.where(kind="mixed_units"))
    assert cleaned(values)[40:] == pytest.approx([100, -40])


# -- accounting ----------------------------------------------------------------------------


@pytest.mark.parametrize("dash", ["-", "\u2013", "\u2014", "\u2212"])
def test_a_dash_in_an_accounting_format_is_zero(dash):
    values = ["1,200.00", dash, "(7.50)", "3.00", "1,000,000.00", "5.00", "(6.00)", "8.25"] * 3
    assert cleaned(values)[:3] == [1200, 0, -7.5]
    issues, _ = found(values)
    assert "A dash is read as 0" in issues.where(kind="number_as_text")[0].evidence["message"]


@pytest.mark.parametrize("dash", ["$-", "$ -", "- $"])
def test_a_dash_beside_a_currency_is_zero(dash):
    values = ["$1,200.00", dash, "$7.50", "$3.00", "$1,000,000.00", "$5.00", "$6.00", "$8.25"] * 3
    assert cleaned(values)[:3] == [1200, 0, 7.5]


@pytest.mark.parametrize("form", ["${}", "{} EUR", "{} kr"])
def test_a_dash_among_amounts_is_asked_for(form):
    values = [form.format(f"{i}.25") for i in range(20)] + ["-"] * 3
    assert cleaned(values) == values
    issues, _ = found(values)
    doubts = [issue for issue in issues if "-" in str(issue.suggestion)]
    assert {issue.kind for issue in doubts} >= {"number_as_text", "disguised_missing"}
    assert all(issue.confidence < SURE for issue in issues)


def test_a_dash_among_plain_numbers_and_words_stays_a_placeholder():
    assert pd.isna(cleaned([*PLAIN, "-", "-", "-"])[-1])
    words = ["north", "south", "east"] * 9
    assert pd.isna(cleaned([*words, "-"])[-1])


# -- placeholders --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "word",
    [
        *("NaT", "-nan(ind)", "+nan", "1.#QNAN", "-1.#IND", "1.#SNAN", "NA_real_", "#WERT!", "#NV"),
        *("k.A.", "keine Angabe", "unbekannt", "s/o", "n.d.", "non renseign\u00e9", "sin datos"),
        *("n\u00e3o informado", "brak danych", "n.v.t.", "uppgift saknas", "onbekend"),
        *("\u043d\u0435\u0442 \u0434\u0430\u043d\u043d\u044b\u0445", "\u65e0", "\u6682\u65e0"),
        *("\u4e0d\u8be6", "\u4e0d\u660e", "\uc5c6\uc74c", "\u00e1gn", "...", "\u2026")[:3],
    ],
)
def test_profile_and_checks_agree_on_placeholders_among_numbers(word):
    values = [*PLAIN[:57], word, word, word]
    read = cleaned(values)
    assert read[:57] == [float(text) for text in PLAIN[:57]] and pd.isna(read[-1])
    meaning = wb.profile(pd.DataFrame({"a": values})).columns[0].meaning
    assert dict(meaning.disguised) == {word: 3}


@pytest.mark.parametrize("state", ["N.D.", "S.D.", "N.C."])
def test_abbreviations_of_states_are_no_placeholders(state):
    values = ["N.Y.", "Calif.", "Ohio", "Tex.", state] * 8
    assert cleaned(values) == values
