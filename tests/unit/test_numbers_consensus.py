"""Numbers of several people: measured, not voted on."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import workbench as wb
from workbench.annotations import Consensus, NumberConsensus
from workbench.annotations.numbers import consensus_of_numbers
from workbench.errors import InputError


def measured(*, bias, noise, items=200, each=None, seed=0):
    rng = np.random.default_rng(seed)
    people = len(bias)
    truth = rng.normal(50, 10, items)
    rows = [
        (i, f"a{p}", truth[i] + bias[p] + rng.normal(0, noise[p]))
        for i in range(items)
        for p in rng.choice(people, each or people, replace=False)
    ]
    return pd.DataFrame(rows, columns=["item", "annotator", "label"]), truth


def off(found, truth):
    return float(np.sqrt(((found.frame["value"] - truth) ** 2).mean()))


def test_numbers_are_not_voted_on():
    frame = pd.DataFrame(
        {"item": [1, 1, 1], "annotator": ["a", "b", "c"], "label": [10.5, 11.0, 90.0]}
    )
    found = wb.consensus(frame, method="median")
    assert isinstance(found, NumberConsensus)
    assert found.frame["value"].tolist() == [11.0]
    assert wb.consensus(frame, method="mean").frame["value"].tolist() == [pytest.approx(111.5 / 3)]
    assert isinstance(wb.consensus(frame, kind="class"), Consensus)
    many = pd.DataFrame({"item": range(30), "annotator": "a", "label": range(30)})
    with pytest.warns(UserWarning, match="30 different numbers"):
        assert isinstance(wb.consensus(many), Consensus)
    scale = frame.assign(label=[4, 5, 5])
    assert wb.consensus(scale).frame["label"].tolist() == [5]
    assert wb.consensus(scale, kind="number", method="median").frame["value"].tolist() == [5.0]


def test_the_reliable_count_for_more():
    frame, truth = measured(bias=[0, 0, 0, 0], noise=[1, 1, 12, 12])
    found = wb.consensus(frame)
    assert found.method in ("weighted", "unbiased")
    assert "left out" in found.why
    assert off(found, truth) < 0.4 * off(wb.consensus(frame, method="mean"), truth)
    spread = found.annotators.set_index("annotator")["spread"]
    assert spread["a0"] < 3 < spread["a2"]


def test_a_bias_is_taken_out_where_people_see_different_items():
    frame, truth = measured(bias=[0, 0, 0, 0, 20], noise=[2] * 5, each=2, items=600)
    found = wb.consensus(frame)
    assert found.method == "unbiased"
    bias = found.annotators.set_index("annotator")["bias"]
    assert bias["a4"] > bias.drop("a4").max() + 3
    assert off(found, truth) < off(wb.consensus(frame, method="mean"), truth)


def test_the_intervals_cover():
    covered = []
    for seed in range(20):
        frame, truth = measured(bias=[0] * 8, noise=[1, 2, 3, 4] * 2, each=4, seed=seed)
        found = wb.consensus(frame).frame
        covered.append(((found["low"] <= truth) & (truth <= found["high"])).mean())
    assert 0.92 < np.mean(covered) < 0.98


def test_a_value_stays_within_what_was_said():
    frame, _ = measured(bias=[0, 30, -30], noise=[1, 1, 1], each=2)
    found = wb.consensus(frame, method="unbiased").frame
    said = frame.groupby("item")["label"].agg(["min", "max"]).reindex(found["item"])
    assert (found["value"].to_numpy() >= said["min"].to_numpy() - 1e-9).all()
    assert (found["value"].to_numpy() <= said["max"].to_numpy() + 1e-9).all()


@pytest.mark.parametrize("method", ["auto", "mean", "median", "weighted", "unbiased"])
@pytest.mark.parametrize("labels", [[1.5], [2.5, 2.5], [1.5, None, 2.5], [0.5, 0.5, 0.5, 0.5, 1e9]])
def test_few_answers_and_equal_ones_give_numbers(method, labels):
    frame = pd.DataFrame(
        {"item": 7, "annotator": [f"a{i}" for i in range(len(labels))], "label": labels}
    )
    found = wb.consensus(frame, kind="number", method=method)
    known = [one for one in labels if one is not None]
    assert min(known) <= found.frame["value"].tolist()[0] <= max(known)
    assert found.frame[["low", "high"]].notna().all(axis=None)
    assert found.unlabelled == len(labels) - len(known)
    assert "number" in found._repr_html_()
    assert repr(found).startswith("NumberConsensus(1 item")


def test_what_is_no_number_is_refused():
    frame = pd.DataFrame({"item": [1, 1], "annotator": ["a", "b"], "label": ["12", "tall"]})
    with pytest.raises(InputError, match="'tall' is no finite number"):
        wb.consensus(frame, kind="number")
    with pytest.raises(InputError, match="unknown for numbers"):
        consensus_of_numbers(frame.assign(label=1.5), method="vote")
    with pytest.raises(InputError, match="kind 'colour'"):
        wb.consensus(frame, kind="colour")


def test_texts_are_voted_on_with_a_warning():
    said = ["two cats sit here", "two cats sat here", "to cats sit hear", "a dog"]
    frame = pd.DataFrame({"item": [1, 1, 1, 2], "annotator": list("abca"), "label": said})
    with pytest.warns(UserWarning, match="a vote on whole texts says little"):
        wb.consensus(frame)
