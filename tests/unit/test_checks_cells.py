"""Errors cell by cell: what contradicts the table itself."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from workbench.checks import find_issues
from workbench.checks.cells import CheckResult, cells_of
from workbench.checks.pattern_anomalies import pattern_anomalies
from workbench.checks.source_accuracy import estimate_truth
from workbench.checks.units import notations_of
from workbench.errors import InputError
from workbench.types import Issue

SURE = 0.8


def found(frame, **told):
    frame = frame.copy()
    frame.insert(0, "id", [f"r{i}" for i in range(len(frame))])
    return find_issues(frame, key="id", **told), frame


def sure_cells(issues):
    return {(cell.key, cell.column) for cell in issues.cells(min_confidence=SURE)}


def places(size=30, each=8):
    """A table in which a code determines town and county; towns recur in no other code."""
    codes = [f"{10000 + 37 * i}" for i in range(size)]
    towns = [
        f"{'bcdfghlmnp'[i % 10]}o{'rstvwz'[i % 6]}elham {'north' * (i % 2)}" for i in range(size)
    ]
    rows = [
        (code, f"{town} {i}th", f"{'aeiou'[i % 5]}shire", "open" if i % 3 else "shut")
        for i, (code, town) in enumerate(zip(codes, towns, strict=True))
        for _ in range(each)
    ]
    return pd.DataFrame(rows, columns=["code", "town", "county", "state"])


# -- dependencies ---------------------------------------------------------------------------


def test_a_slip_is_found_by_what_determines_the_column_and_mended():
    frame = places()
    right = frame.at[12, "town"]
    frame.at[12, "town"] = right.replace("elham", "elhxm")
    issues, table = found(frame)
    assert sure_cells(issues) == {("r12", "town")}
    assert issues.recipe().run(table)["town"].tolist()[12] == right


def test_a_gap_that_the_table_fills_is_an_error_and_other_gaps_are_none():
    frame = places()
    right = frame.at[20, "town"]
    frame.loc[20, "town"] = None
    frame["note"] = [None if i % 9 == 0 else f"text {i}" for i in range(len(frame))]
    issues, table = found(frame)
    assert sure_cells(issues) == {("r20", "town")}
    mended = issues.recipe().run(table)
    assert mended["town"].tolist()[20] == right
    assert mended["note"].isna().sum() == frame["note"].isna().sum()


def test_a_customer_who_moved_is_no_error():
    rows = [
        (f"c{i:03}", f"Customer {i}", f"{7 * i} {'Elm' if late else 'Oak'} Street")
        for i in range(60)
        for late in ([False] * 6 + [i % 8 == 0])
    ]
    issues, _ = found(pd.DataFrame(rows, columns=["customer", "name", "address"]))
    assert not sure_cells(issues)


def test_exceptions_that_a_third_column_explains_are_none():
    measures = [f"measure {i}" for i in range(25)]
    rows = [(m, "al", f"al {m}") for m in measures for _ in range(12)]
    rows += [(m, "ak", f"ak {m}") for m in measures[:14]]
    issues, _ = found(pd.DataFrame(rows, columns=["measure", "state", "average"]))
    assert not sure_cells(issues)


def test_two_columns_of_valid_values_leave_open_which_is_wrong():
    frame = places()
    frame.at[3, "town"] = frame.at[100, "town"]
    issues, _ = found(frame)
    assert ("r3", "town") not in sure_cells(issues)
    assert issues.where(kind="dependency", column="town")[0].confidence >= 0.5


# -- conflicting sources -------------------------------------------------------------------


def test_the_truth_is_what_accurate_sources_say():
    rng = np.random.default_rng(3)
    accuracy = [0.95, 0.9, 0.9, 0.3, 0.3, 0.3, 0.3]
    facts, sources, values = [], [], []
    for fact in range(200):
        for source, p in enumerate(accuracy):
            facts.append(fact)
            sources.append(source)
            values.append(0 if rng.random() < p else rng.integers(1, 6))
    truth = estimate_truth(*(np.array(x, dtype=np.int64) for x in (facts, sources, values)))
    best = truth.values[truth.best]
    majority = [
        np.bincount([v for f, v in zip(facts, values, strict=True) if f == fact]).argmax()
        for fact in range(200)
    ]
    assert (best == 0).mean() > (np.array(majority) == 0).mean()
    assert (best == 0).mean() > 0.97
    assert np.abs(truth.accuracy - accuracy).max() < 0.1
    sums = np.bincount(facts, weights=truth.probability / np.maximum(1, np.bincount(
        np.array(facts) * 10 + values)[np.array(facts) * 10 + values]))  # fmt: skip
    assert (sums <= 1 + 1e-9).all()


def reports(rate=0.15, seed=0):
    rng = np.random.default_rng(seed)
    rows, truth = [], []
    for flight in range(40):
        times = [f"{rng.integers(1, 12)}:{rng.integers(10, 59)} a.m." for _ in range(2)]
        for source in range(15):
            said = [
                t if rng.random() > rate else f"{rng.integers(1, 12)}:{rng.integers(10, 59)} p.m."
                for t in times
            ]
            if rng.random() < 0.3:
                said[1] = None
            rows.append(
                (
                    f"flight {flight}",
                    f"site {source:c}".replace(chr(source), "abcdefghijklmno"[source]),
                    *said,
                )
            )
            truth.append(times)
    names = ["flight", "site", "leaves", "arrives"]
    return pd.DataFrame(rows, columns=names), pd.DataFrame(truth, columns=names[2:])


def test_what_most_sources_contradict_is_wrong_and_gaps_are_filled():
    frame, truth = reports()
    issues, table = found(frame)
    wrong = {
        (f"r{i}", c)
        for c in truth
        for i in range(len(frame))
        if frame[c].iloc[i] != truth[c].iloc[i]
    }
    flagged = sure_cells(issues)
    assert len(flagged & wrong) >= 0.95 * len(flagged)
    assert len(flagged & wrong) >= 0.9 * len(wrong)
    mended = issues.recipe().run(table)
    assert (mended[["leaves", "arrives"]].to_numpy() == truth.to_numpy()).mean() > 0.98


def test_prices_that_differ_by_shop_are_no_errors():
    rng = np.random.default_rng(1)
    rows = [
        (f"product {p}", f"shop {s}", f"{price if rng.random() < 0.6 else price * 1.1:.2f}",
         f"{2 * price if rng.random() < 0.6 else price * 2.2:.2f}")
        for p, price in enumerate(rng.lognormal(2, 1, 60))
        for s in "abcdef"
    ]  # fmt: skip
    issues, _ = found(pd.DataFrame(rows, columns=["product", "shop", "price", "list"]))
    assert not sure_cells(issues)


# -- misplaced, units, forms ---------------------------------------------------------------


def test_a_value_run_together_with_the_one_before_is_put_back():
    states = ["OR", "NY", "TX", "WA"]
    frame = pd.DataFrame({"town": [f"Town {i % 40}" for i in range(200)]})
    frame["state"] = [states[i % 4] for i in range(200)]
    for i in range(0, 200, 20):
        frame.loc[i, ["town", "state"]] = [f"Town {i % 40} {states[i % 4]}", None]
    issues, table = found(frame)
    expected = {(f"r{i}", c) for i in range(0, 200, 20) for c in ("town", "state")}
    assert sure_cells(issues) == expected
    mended = issues.recipe().run(table)
    assert mended["town"].tolist() == [f"Town {i % 40}" for i in range(200)]
    assert mended["state"].tolist() == [states[i % 4] for i in range(200)]


def test_swapped_values_are_put_back():
    frame = pd.DataFrame({"colour": ["red", "green", "blue"] * 30, "size": ["big", "small"] * 45})
    frame.loc[7] = [frame.at[7, "size"], frame.at[7, "colour"]]
    issues, table = found(frame)
    assert sure_cells(issues) == {("r7", "colour"), ("r7", "size")}
    assert issues.recipe().run(table).loc[7, ["colour", "size"]].tolist() == ["green", "small"]


def test_one_unit_written_in_several_ways():
    values = ["12.0 oz", "12.0 oz.", "16 ounce", "16 OZ", "8 oz."] * 12
    issues, table = found(pd.DataFrame({"size": values}))
    assert len(sure_cells(issues)) == 60
    assert [float(x) for x in issues.recipe().run(table)["size"]] == [12, 12, 16, 16, 8] * 12


def test_a_main_way_to_write_a_unit_stays():
    values = [f"{i} cm" for i in range(150, 195)] + ["171 CM", "172 cms"]
    issues, table = found(pd.DataFrame({"height": values}))
    mixed = issues.where(kind="mixed_units", min_confidence=SURE)
    assert {key for issue in mixed for key in issue.keys} == {"r45", "r46"}
    mapping = {old: new for issue in mixed for old, new in issue.suggestion["mapping"].items()}
    assert mapping == {"171 CM": "171 cm", "172 cms": "172 cm"}
    assert len(issues.recipe().run(table)) == 47


@pytest.mark.parametrize(
    "values",
    [
        ["5 mg", "10 mg", "1 g", "2 g"] * 10,
        ["12X", "145", "17", "9X", "33"] * 10,
        ["007", "012 oz"] * 10,
        ["big", "small"] * 10,
    ],
)
def test_what_is_not_one_unit_is_left(values):
    counts = {value: values.count(value) for value in values}
    read = notations_of(counts)
    assert read is None or len(read.rows) == 1


def test_numbers_of_another_size_are_not_brought_together():
    values = [f"{i}%" for i in range(20, 60)] + ["0.25", "0.31", "0.4"] * 4
    issues, _ = found(pd.DataFrame({"share": values}))
    assert not sure_cells(issues)


def test_letters_in_the_place_of_digits():
    rng = np.random.default_rng(0)
    phones = [str(n) for n in rng.integers(10**9, 10**10, 200)]
    bad = {5: "2x53421876", 50: "20519k4356", 99: "33q421876z"}
    for i, value in bad.items():
        phones[i] = value
    issues, _ = found(pd.DataFrame({"phone": phones}))
    assert sure_cells(issues) == {(f"r{i}", "phone") for i in bad}


@pytest.mark.parametrize(
    "values",
    [
        [f"{i}" for i in range(100, 300)] + ["12a", "7b"],  # house numbers
        [f"{i}" for i in range(1, 700)] + ["12a", "7b", "101c", "9d", "88a", "230b"],
        [f"{100000000 + 37 * i}{'X' if i % 11 == 0 else i % 10}" for i in range(200)],  # ISBN
        [f"{10000 + i}" for i in range(200)] + ["10115-1234", "20095-0001"],  # ZIP+4
        [f"B-{chr(65 + i % 26)}{chr(65 + i // 26)} {100 + i}" for i in range(200)],
        [f"person {chr(97 + i % 26)}" for i in range(200)],
    ],
)
def test_forms_that_are_meant_are_left(values):
    counts = {value: values.count(value) for value in values}
    assert all(odd.confidence < SURE for odd in pattern_anomalies(counts))


# -- cells ---------------------------------------------------------------------------------


def test_cells_hold_all_rows_of_an_issue_and_combine_checks():
    values = ["x"] * 100 + [" y"] * 2500
    issues, _ = found(pd.DataFrame({"a": values}))
    (issue,) = issues.where(kind="whitespace")
    assert len(issue.keys) == Issue.MAX_KEYS and issue.rows == 2500
    assert len(issues.cells(min_confidence=SURE)) == 2500
    assert len(cells_of(issues)) == Issue.MAX_KEYS  # without the table behind it
    one = Issue("a", "x", (1,), 1, 0.6, {"message": ""})
    two = Issue("b", "x", (1,), 1, 0.7, {"message": ""})
    (cell,) = cells_of([one, two, one])
    assert cell.confidence == pytest.approx(1 - 0.4 * 0.3)
    assert cell.kinds == ("b", "a")
    assert list(cells_of([one, two]).to_frame().columns) == ["key", "column", "confidence", "kinds"]
    json.dumps(cells_of([one]).to_dict())


def test_gaps_and_whole_columns_are_no_wrong_cells():
    frame = pd.DataFrame({"n": [f"{i} cm" for i in range(40)], "t": ["", None, "a", "b"] * 10})
    issues, _ = found(frame)
    assert {"missing", "number_as_text", "disguised_missing"} <= set(issues.kinds())
    assert not len(issues.cells())


def test_columns_of_very_many_texts_are_noted():
    size = 100_001
    frame = pd.DataFrame({"<b>": [f"text {i}" for i in range(size)]})
    issues = find_issues(frame, checks=["spelling", "case"])
    assert isinstance(issues, CheckResult)
    (note,) = issues.notes
    assert note.startswith("<b> has more than 100,000") and note in str(issues)
    assert "<b> has" not in issues._repr_html_()
    assert issues.to_dict()["notes"] == [note]


def test_words_are_compared_among_many_values_too():
    values = [
        f"town {chr(97 + i % 26)}{chr(97 + i // 26 % 26)}{i // 676}b" for i in range(3100)
    ] * 3
    issues, _ = found(pd.DataFrame({"a": [*values, "town-aa0b"]}), checks=["spelling"])
    (issue,) = issues
    assert issue.suggestion["mapping"] == {"town-aa0b": "town aa0b"}
    assert "at most 3,000" in issues.notes[0]


def test_the_null_word_of_a_whole_table_is_its_way_of_writing():
    other = [f"city {i % 9}" for i in range(60)]
    frame = pd.DataFrame({"a": other, "b": other[::-1], "c": ["empty"] * 60, "d": other})
    for column, step in (("a", 20), ("b", 25), ("d", 30)):
        frame.loc[::step, column] = "empty"
    issues, _ = found(frame)
    assert all(i.confidence < SURE for i in issues.where(kind="disguised_missing"))
    frame.loc[5, "a"] = "n/a"
    mixed, _ = found(frame)
    assert len(mixed.where(kind="disguised_missing", min_confidence=SURE))


# -- reviewed ------------------------------------------------------------------------------


def test_reviewed_cells_move_the_confidence_of_their_check_and_column():
    values = ["x"] * 200 + [" y"] * 30
    issues, frame = found(pd.DataFrame({"a": values, "b": values}))
    keys = frame["id"].tolist()
    said = {(key, "a"): "right" for key in keys[200:206]}
    learned, _ = found(pd.DataFrame({"a": values, "b": values}), reviewed=said)
    (before,) = issues.where(kind="whitespace", column="a")
    (after,) = learned.where(kind="whitespace", column="a")
    assert after.confidence == pytest.approx(3 * before.confidence / 9, abs=1e-3)
    assert after.id == before.id and after.rows == 24
    assert learned.where(kind="whitespace", column="b")[0].confidence == before.confidence
    assert not {("r200", "a")} & {(c.key, c.column) for c in learned.cells()}


def test_a_rare_value_that_was_found_wrong_is_doubted_everywhere():
    frame = pd.DataFrame({"a": ["Yugoslavia"] * 9 + ["Peru", "Chile", "Cuba"] * 30})
    learned, _ = found(frame, reviewed={("r0", "a"): "wrong", ("r20", "a"): "wrong"})
    assert {f"r{i}" for i in range(9)} == {
        cell.key for cell in learned.cells(min_confidence=SURE) if int(cell.key[1:]) < 9
    }
    right, _ = found(frame, reviewed={("r0", "a"): "wrong", ("r1", "a"): "right"})
    assert not len(right.where(kind="reviewed"))
    with pytest.raises(InputError, match="expected 'right' or 'wrong'"):
        found(frame, reviewed={("r0", "a"): True})
    with pytest.raises(InputError, match="no column 'z'"):
        found(frame, reviewed={("r0", "z"): "right"})


def test_values_that_sound_alike_are_left_to_a_person():
    from workbench.checks.phonetic import pairs_of, soundex

    codes = {"robert": "R163", "rupert": "R163", "ashcraft": "A261", "tymczak": "T522"}
    assert {word: soundex(word) for word in codes} == codes  # the archives' own examples
    assert soundex("pfister") == "P236" and soundex("honeyman") == "H555"
    assert pairs_of(("new", "york")) == pairs_of(("newyork",))
    names = ["Christophersen"] * 300 + ["Kowalska"] * 200 + ["Kristoffersen"] + ["Cristofersen"]
    issues, _ = found(pd.DataFrame({"name": names}), checks=["spelling"])
    told = {v: i for i in issues for v in i.evidence["variants"]}
    assert told["Cristofersen"].evidence["canonical"] == "Christophersen"
    assert told["Cristofersen"].confidence < 0.8
    assert "Kristoffersen" not in told  # another first letter is another code
