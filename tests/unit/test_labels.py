"""Label quality: finds planted errors, survives awkward tables, says when it knows nothing."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from workbench.errors import InputError, MissingColumnError
from workbench.labels import label_quality
from workbench.labels.columns import read_columns
from workbench.labels.predictions import assign_folds
from workbench.types import Issue


def customers(n=300, seed=0):
    rng = np.random.default_rng(seed)
    spend = rng.normal(100, 30, n)
    plan = np.where(rng.random(n) < 0.5, "basic", "pro")
    label = np.where(spend + 40 * (plan == "pro") > 120, "high", "low").astype(object)
    frame = pd.DataFrame(
        {
            "id": [f"k{i:04d}" for i in range(n)],
            "row": np.arange(n) + 17,
            "spend": np.where(rng.random(n) < 0.1, np.nan, spend),
            "plan": pd.Series(plan).where(rng.random(n) > 0.1, None),
            "stars": rng.integers(1, 6, n),
            "note": [f"client likes {w} and tea" for w in rng.choice(["blue", "red", "tan"], n)],
            "since": pd.Timestamp("2020-01-01") + pd.to_timedelta(rng.integers(0, 900, n), "D"),
            "constant": "x",
            "nothing": None,
        }
    )
    far = np.abs(spend + 40 * (plan == "pro") - 120) > 30
    wrong = rng.choice(np.flatnonzero(far), 12, replace=False)
    label[wrong] = np.where(label[wrong] == "high", "low", "high")
    return frame.assign(segment=label), set(wrong.tolist())


@pytest.fixture(scope="module")
def judged():
    frame, wrong = customers()
    return label_quality("segment", features=frame, keys="id"), frame, wrong


def test_planted_errors_are_the_suspects(judged):
    quality, frame, wrong = judged
    assert quality.frame["item"].tolist() == frame["id"].tolist()
    found = set(quality.suspects(20).index)
    assert len(found & wrong) >= 10
    assert quality.accuracy > quality.majority + 0.2
    assert not quality.weak
    assert (
        quality.frame.loc[quality.frame["is_issue"], "suggested"]
        .ne(quality.frame.loc[quality.frame["is_issue"], "label"])
        .all()
    )


def test_columns_that_tell_nothing_are_left_out_and_reported(judged):
    quality, _, _ = judged
    assert quality.excluded["row"] == "it looks like an identifier"
    assert quality.excluded["constant"] == "it has a single value"
    assert quality.excluded["nothing"] == "it is empty"
    assert "stars" not in quality.excluded
    assert "'row' (it looks like an identifier)" in " ".join(quality.notes())


def test_issues_are_plain_json_with_a_rule(judged):
    quality, _, wrong = judged
    issues = quality.issues("segment", "id")
    assert len(issues) == int(quality.frame["is_issue"].sum())
    first = issues[0]
    assert first.kind == "label_error"
    assert first.rows == 1
    key = first.keys[0]
    assert Issue.from_dict(json.loads(json.dumps(first.to_dict()))) is not None
    row = quality.frame.set_index("item").loc[key]
    assert first.suggestion == {
        "kind": "set_cells",
        "key": "id",
        "column": "segment",
        "cells": [{"key": key, "old": row["label"], "new": row["suggested"]}],
    }
    assert set(first.evidence) == {"message", "given", "suggested", "probabilities", "score"}
    confidence = [issue.confidence for issue in issues]
    assert confidence == sorted(confidence, reverse=True)
    assert all(0 <= value <= 1 for value in confidence)
    assert sum(int(i.keys[0][1:]) in wrong for i in issues[:10]) >= 8


def test_random_labels_are_called_weak():
    rng = np.random.default_rng(0)
    frame = pd.DataFrame({"x": rng.normal(size=200), "y": rng.normal(size=200)})
    quality = label_quality(rng.choice(["a", "b"], 200), features=frame)
    assert quality.weak
    assert "barely better" in quality._repr_html_()


def test_text_is_learned_and_null_labels_are_not_judged():
    rng = np.random.default_rng(0)
    words = {"sport": ["ball", "goal", "team"], "food": ["soup", "bread", "salt"]}
    labels = [["sport", "food"][i % 2] for i in range(120)]
    texts = [" ".join(rng.choice(words[label], 4)) for label in labels]
    labels[10], labels[11], labels[50] = "food", None, float("nan")
    texts[20] = None
    quality = label_quality(labels, text=texts)
    assert quality.suspects(1).index[0] == 10
    assert quality.unlabelled == 2
    assert quality.frame.loc[11, ["label", "suggested"]].isna().all()
    assert np.isnan(quality.frame.loc[11, "score"])
    assert not quality.frame.loc[11, "is_issue"]


def test_rare_labels_are_reported_and_not_judged():
    rng = np.random.default_rng(0)
    labels = ["a"] * 40 + ["b"] * 40 + ["odd"] * 2
    frame = pd.DataFrame({"x": [0.0] * 40 + [1.0] * 42 + rng.normal(0, 0.1, 82)})
    quality = label_quality(labels, features=frame)
    assert quality.rare == {"odd": 2}
    assert quality.frame["score"].isna().tolist() == [False] * 80 + [True] * 2
    assert "Classes with too few rows to check: 'odd' (2)." in quality.notes()
    assert quality.to_dict()["rare"] == [{"label": "odd", "n": 2}]


def test_pred_probs_are_renormalised_and_aligned_by_label():
    labels = ["x", "y"] * 30
    probs = np.array([[0.9, 0.1], [0.1, 0.9]] * 30) * (1 + 1e-5)
    probs[0] = [0.0, 1.0]
    by_order = label_quality(labels, pred_probs=probs)
    named = pd.DataFrame(probs[:, ::-1], columns=["y", "x"])
    by_name = label_quality(labels, pred_probs=named)
    assert by_order.suspects(1).index[0] == 0
    pd.testing.assert_frame_equal(by_order.frame, by_name.frame)


def test_it_repeats_and_leaves_its_input_alone():
    frame, _ = customers(80)
    before = frame.copy()
    first = label_quality("segment", features=frame, keys="id", folds=3)
    second = label_quality("segment", features=frame, keys="id", folds=3)
    pd.testing.assert_frame_equal(first.frame, second.frame)
    pd.testing.assert_frame_equal(frame, before)


def test_integer_and_truth_labels_stay_themselves():
    rng = np.random.default_rng(0)
    x = rng.normal(size=100)
    for labels in ((x > 0).astype(int), x > 0):
        quality = label_quality(labels, features=pd.DataFrame({"x": x}))
        assert type(quality.classes[0]) in (int, bool)
        assert quality.frame["label"].tolist() == labels.tolist()


def test_hostile_names_and_values_do_not_reach_html():
    rng = np.random.default_rng(0)
    bad = "<img src=x onerror=alert(1)>"
    x = rng.normal(size=60)
    frame = pd.DataFrame({bad: x, "<b>": [f"<i>{i}" for i in range(60)]})
    quality = label_quality(np.where(x > 0, bad, "né\u202e"), features=frame)
    assert "<img" not in quality._repr_html_()
    assert quality.excluded == {"<b>": "it looks like an identifier"}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"labels": [], "features": pd.DataFrame({"x": []})}, "no rows"),
        (
            {"labels": [None, None], "features": pd.DataFrame({"x": [1, 2]})},
            "all 2 labels are missing",
        ),
        ({"labels": ["a"] * 20, "features": pd.DataFrame({"x": range(20)})}, "at least two labels"),
        ({"labels": ["a", "b"] * 5, "features": pd.DataFrame({"x": range(9)})}, "9 rows but"),
        ({"labels": ["a", "b"] * 20, "features": pd.DataFrame({"x": range(40)})}, "no column that"),
        ({"labels": ["a", "b"] * 20}, "nothing to check the labels against"),
        ({"labels": "y"}, "names a column"),
        ({"labels": [["a"], ["b"]] * 20, "text": ["t"] * 40}, "container"),
        (
            {"labels": ["a", "b"], "pred_probs": np.ones((2, 3))},
            r"shape \(2, 3\), expected \(2, 2\)",
        ),
        ({"labels": ["a", "b"], "pred_probs": [[np.nan, 1], [1, 0]]}, "null, infinite or negative"),
        ({"labels": ["a", "b"], "text": ["s", "t"], "folds": 1}, "folds must be 2"),
        ({"labels": 7, "text": ["s"]}, "must be a sequence"),
    ],
)
def test_unusable_input_is_refused_with_a_reason(arguments, says):
    with pytest.raises(InputError, match=says):
        label_quality(**arguments)


def test_a_column_that_is_not_there_is_named():
    with pytest.raises(MissingColumnError, match="'Segment' is missing; present are"):
        label_quality("Segment", features=customers(60)[0])


def test_folds_spread_each_class_evenly():
    classes = np.array([0] * 23 + [1] * 7 + [2] * 5)
    fold = assign_folds(classes, 5, seed=1)
    for label in range(3):
        per_fold = np.bincount(fold[classes == label], minlength=5)
        assert per_fold.max() - per_fold.min() <= 1


def test_roles_of_columns():
    n = 60
    frame = pd.DataFrame(
        {
            "text number": [f" {i % 9}.5 " for i in range(n)],
            "many": [f"word{i} other{i % 7} thing" for i in range(n)],
            "yes": [True, False] * (n // 2),
            "mail": [f"u{i}@x.org" for i in range(n)],
            "copy": ["a", "b"] * (n // 2),
        }
    )
    columns, excluded = read_columns(frame, pd.Series(["a", "b"] * (n // 2)))
    assert {c.name: c.role for c in columns} == {
        "text number": "number",
        "many": "text",
        "yes": "number",
    }
    assert excluded == {"mail": "it looks like an identifier", "copy": "it equals the label"}
