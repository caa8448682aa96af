"""Checks of whole columns and rows: order of dates, identifiers, types, personal data."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from scipy import stats

from workbench.checks import find_issues, split_issues
from workbench.checks.mixed import type_of
from workbench.checks.multivariate_outliers import robust_distances


def kinds(**columns):
    size = len(next(iter(columns.values())))
    table = {"id": pa.array(range(size)), **columns}
    return find_issues(pa.table(table), key="id")


def test_dates_out_of_order_and_far_away():
    start = [dt.date(2020, 1, 1) + dt.timedelta(days=i) for i in range(300)]
    end = [day + dt.timedelta(days=1 + i % 9) for i, day in enumerate(start)]
    end[17] = start[17] - dt.timedelta(days=3)
    end[40] = dt.date(3010, 3, 30)
    issues = kinds(start=start, end=end)
    (order,) = issues.where(kind="date_order")
    assert order.keys == (17,) and order.confidence >= 0.8
    assert "end is before start in 1 row," in order.evidence["message"]
    (far,) = issues.where(kind="far_date")
    assert (far.column, far.keys) == ("end", (40,))
    assert [(c.key, c.column) for c in issues.cells(min_confidence=0.8)] == [(40, "end")]


def test_dates_of_no_order_and_of_an_old_archive_are_left():
    rng = np.random.default_rng(0)
    days = [dt.date(1700, 1, 1) + dt.timedelta(days=int(n)) for n in rng.integers(0, 9000, 300)]
    other = [dt.date(1700, 1, 1) + dt.timedelta(days=int(n)) for n in rng.integers(0, 9000, 300)]
    edges = [dt.date(1, 1, 1), dt.date(9999, 12, 31)] * 150
    issues = kinds(a=days, b=other, c=edges)
    assert not len(issues.where(kind="date_order")) + len(issues.where(kind="far_date"))


def test_an_identifier_that_is_there_twice():
    codes = [f"AB-{1000 + i}" for i in range(200)]
    codes[9] = codes[3]
    numbers = [*range(5000, 5199), 5000]
    issues = kinds(code=codes, number=numbers)
    assert {(i.column, i.keys) for i in issues.where(kind="duplicate_key")} == {
        ("code", (3, 9)),
        ("number", (0, 199)),
    }
    rng = np.random.default_rng(0)
    measured = [int(n) for n in rng.integers(0, 30_000, 200)]
    measured[9] = measured[3]
    names = [f"person {chr(97 + i % 26)}{chr(97 + i // 26)}" for i in range(200)]
    names[9] = names[3]
    assert not len(kinds(measured=measured, names=names).where(kind="duplicate_key"))


def test_several_types_in_one_column():
    issues = kinds(a=["12", "yes", "2024-01-05", "some words"] * 10)
    (issue,) = issues.where(kind="mixed_types")
    assert issue.evidence["rows"] == dict.fromkeys(["number", "truth value", "date", "text"], 10)
    for values in (["12", "12a", "9b", "17"] * 10, ["12", "13"] * 20, ["x", "y"] * 20):
        assert not len(kinds(a=values).where(kind="mixed_types"))


@pytest.mark.parametrize(
    ("text", "kind"),
    [("-1,234.5", "number"), ("1e5", "number"), (".5", "number"), ("1.2.2024", "date"),
     ("2024-01-05T10:00", "date"), ("No", "truth value"), ("12a", "text"), ("1-2", "text")],
)  # fmt: skip
def test_types_of_texts(text, kind):
    assert type_of(text) == kind


def test_columns_that_tell_nothing_apart():
    issues = kinds(a=["x"] * 40, b=["y"] * 39 + ["z"], c=["u", "v"] * 20, d=[None] * 40)
    assert [i.column for i in issues.where(kind="constant")] == ["a"]
    assert [i.column for i in issues.where(kind="imbalance")] == ["b"]
    assert not len(issues.where(min_confidence=0.8))


def test_personal_data_is_told_and_never_changed():
    mails = [f"person{i}@example.org" for i in range(40)]
    (issue,) = kinds(mail=mails).where(kind="personal")
    assert issue.suggestion is None and issue.confidence < 0.5
    assert "e-mail" in issue.evidence["message"]


def test_numbers_that_are_strange_together():
    rng = np.random.default_rng(0)
    height = rng.normal(170, 10, 500)
    weight = height - 100 + rng.normal(0, 2, 500)
    height[7], weight[7] = 150, 90
    issues = kinds(height=height, weight=weight)
    (issue,) = issues.where(kind="joint_outlier")
    assert issue.keys == (7,) and issue.column is None
    independent = kinds(a=rng.normal(size=500), b=rng.normal(size=500))
    assert not len(independent.where(kind="joint_outlier"))


def test_robust_distances_are_chi_square_and_as_those_of_scikit_learn():
    from sklearn.covariance import MinCovDet

    rng = np.random.default_rng(1)
    values = rng.multivariate_normal([0, 0, 0], [[1, 0.7, 0.2], [0.7, 1, 0], [0.2, 0, 1]], 2000)
    values[:20] += [6, -6, 0]
    ours = robust_distances(values)
    assert np.median(ours) == pytest.approx(stats.chi2.median(3), rel=1e-6)
    theirs = MinCovDet(random_state=0).fit(values).mahalanobis(values)
    assert stats.spearmanr(ours, theirs).statistic > 0.95
    assert set(np.argsort(-ours)[:20]) == set(range(20))
    assert robust_distances(np.zeros((200, 3))) is None


def test_a_column_made_from_the_label_is_told():
    rng = np.random.default_rng(0)
    label = rng.choice(["good", "bad"], 400)
    frame = pd.DataFrame({"id": range(400), "label": label, "noise": rng.normal(size=400)})
    frame["paid"] = np.where(label == "good", rng.integers(1, 9, 400), 0)
    found = find_issues(frame, key="id", label="label")
    leaks = [issue for issue in found if issue.kind == "leaking"]
    assert [issue.column for issue in leaks] == ["paid"]
    assert "paid alone predicts label" in leaks[0].evidence["message"]
    assert not [issue for issue in find_issues(frame, key="id") if issue.kind == "leaking"]


def test_splits_that_share_rows_and_people_are_told():
    rng = np.random.default_rng(0)
    frame = pd.DataFrame({"id": range(300), "person": rng.integers(0, 60, 300)})
    frame["x"] = rng.normal(size=300)
    frame["label"] = rng.choice(["a", "b"], 300)
    train, test = frame.iloc[:200], frame.iloc[180:].copy()
    test.iloc[0, 3] = {"a": "b", "b": "a"}[test.iloc[0, 3]]
    found = {
        issue.evidence["about"]: issue
        for issue in split_issues(train, test, key="id", groups="person", label="label")
    }
    assert found["rows"].rows == 19
    assert found["label"].rows == 1
    assert found["keys"].rows == 20
    assert "person" in found
    assert split_issues(frame.iloc[:100], frame.iloc[100:200], key="id") == []
