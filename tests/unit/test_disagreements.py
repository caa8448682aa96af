"""Where annotators differ, what would change it, and whether another round helped."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import workbench as wb
from workbench.errors import InputError

LABELS = np.array(["cat", "dog", "fox", "owl"])


def answers(error, *, items=200, people=4, seed=0, confuse=("cat", "fox"), labels=LABELS):
    """People who are right but for `error`; half of the errors confuse one pair of labels."""
    rng = np.random.default_rng(seed)
    truth = labels[rng.integers(0, len(labels), items)]
    rows = []
    for person in range(people):
        for item in range(items):
            said = truth[item]
            if rng.random() < error:
                said = rng.choice(labels)
            if truth[item] in confuse and rng.random() < error:
                said = rng.choice(confuse)
            rows.append((item, f"a{person}", said))
    return pd.DataFrame(rows, columns=["item", "annotator", "label"])


def test_pairs_that_are_confused_systematically_come_first():
    found = wb.disagreements(answers(0.15))
    top = found.pairs.iloc[0]
    assert {top.label_a, top.label_b} == {"cat", "fox"}
    assert top.excess > 0
    assert found.pairs["excess"].iloc[1:].max() < top.excess / 2
    assert found.pairs["count"].sum() == pytest.approx(found.pairs["expected"].sum(), rel=0.01)


def test_a_merge_is_set_against_all_other_merges():
    frame = answers(0.15)
    found = wb.disagreements(frame)
    best = found.merges.iloc[0]
    assert {best.label_a, best.label_b} == {"cat", "fox"}
    assert best.above == 1.0
    assert len(found.merges) == 6
    assert (found.merges["percent"] > found.percent).all()  # any merge does that
    merged = frame.assign(label=frame["label"].replace("fox", "cat"))
    assert best.alpha == pytest.approx(wb.agreement(merged, bootstrap=0).alpha)
    assert best.alpha_gain == pytest.approx(best.alpha - found.alpha)
    noise = wb.disagreements(answers(0.15, confuse=()))
    assert noise.merges["alpha_gain"].max() < best.alpha_gain / 2


def test_an_annotator_who_guesses_is_seen():
    frame = answers(0.05)
    rng = np.random.default_rng(1)
    guess = frame["annotator"] == "a2"
    frame.loc[guess, "label"] = rng.choice(LABELS, guess.sum())
    found = wb.disagreements(frame).annotators
    assert found["annotator"].tolist()[0] == "a2"
    assert found["alpha_without"].tolist()[0] > 0.1
    assert found["high"].tolist()[0] < found["low"].tolist()[1]
    without = wb.agreement(frame[~guess], bootstrap=0).alpha
    now = wb.agreement(frame, bootstrap=0).alpha
    assert found["alpha_without"].tolist()[0] == pytest.approx(without - now)


def test_slices_and_items_and_doubts_are_told():
    frame = answers(0.1)
    hard = frame["item"] < 50
    rng = np.random.default_rng(2)
    frame.loc[hard, "label"] = rng.choice(LABELS, hard.sum())
    frame["uncertain"] = np.where(hard, 1.0, 0.0)
    slices = pd.DataFrame({"item": range(200), "slice": ["night"] * 50 + ["day"] * 150})
    found = wb.disagreements(frame, slices=slices)
    assert found.slices["slice"].tolist() == ["night", "day"]
    assert found.slices["items"].tolist() == [50, 150]
    assert found.items["disagreement"].is_monotonic_decreasing
    assert found.items["item"].tolist()[0] < 50
    assert found.uncertain["answers"].tolist() == [200]
    assert found.uncertain["percent"].tolist()[0] > found.percent + 0.1
    for text in (found._repr_html_(), repr(found)):
        assert "dispute" in text


def test_two_labels_have_no_merge_and_one_label_no_pair():
    two = wb.disagreements(answers(0.1, labels=LABELS[:2], confuse=()))
    assert two.merges.empty
    one = wb.disagreements(answers(0.0, labels=LABELS[:1], confuse=()))
    assert one.pairs.empty
    assert one.items.empty
    assert one.percent == 1.0
    assert one.alpha is None
    with pytest.raises(InputError, match="labelled twice"):
        wb.disagreements(answers(0.1, people=1))


def in_rounds(*tables):
    return pd.concat([table.assign(round=n) for n, table in enumerate(tables, 1)])


def test_a_round_that_helps_is_said_to():
    found = wb.compare_rounds(in_rounds(answers(0.3), answers(0.1, seed=1)), by="round")
    (change,) = found.changes.to_dict("records")
    assert change["paired"]
    assert change["items"] == 200
    assert 0 < change["percent_low"] < change["percent"] < change["percent_high"]
    assert 0 < change["alpha_low"] < change["alpha"] < change["alpha_high"]
    assert "it rose" in found.verdict[0]
    assert found.rounds["percent"].is_monotonic_increasing
    assert "it rose" in found._repr_html_()


def test_a_plateau_is_told_from_too_few_items():
    same = wb.compare_rounds(in_rounds(*(answers(0.02, items=3000, people=2, seed=s)
                                         for s in (0, 1))), by="round")  # fmt: skip
    assert "unlikely to help" in same.verdict[0]
    few = wb.compare_rounds(
        in_rounds(*(answers(0.3, items=12, people=3, seed=s) for s in (3, 4))), by="round"
    )
    assert "more items are needed" in few.verdict[0]
    worse = wb.compare_rounds(in_rounds(answers(0.1), answers(0.4, seed=1)), by="round")
    assert "it fell" in worse.verdict[0]


def test_a_gain_from_collapsed_labels_alone_is_no_gain():
    before = answers(0.2)
    after = answers(0.2, seed=1)
    after["label"] = after["label"].replace({"fox": "cat"})
    found = wb.compare_rounds(in_rounds(before, after), by="round")
    assert "it rose" in found.verdict[0]
    assert "no longer used" in found.verdict[1]
    better = answers(0.02, seed=1)
    better["label"] = better["label"].replace({"fox": "cat"})
    real = wb.compare_rounds(in_rounds(before, better), by="round")
    assert len(real.verdict) == 1


def test_the_interval_of_a_change_covers_it():
    """Of two rounds of equal quality, 95 % of the intervals hold 0."""
    held = 0
    for seed in range(200):
        tables = in_rounds(*(answers(0.2, items=60, people=3, seed=2 * seed + r) for r in (0, 1)))
        change = wb.compare_rounds(tables, by="round", bootstrap=200).changes.iloc[0]
        held += change.percent_low <= 0 <= change.percent_high
    assert held >= 180  # 190 expected; 180 is three standard deviations lower


def test_other_items_are_compared_as_two_groups():
    later = answers(0.1, seed=1).assign(item=lambda t: t["item"] + 1000)
    found = wb.compare_rounds(in_rounds(answers(0.3), later), by="round")
    change = found.changes.iloc[0]
    assert not change.paired
    assert change["items"] == 400
    assert "it rose" in found.verdict[0]


def test_what_cannot_be_compared_is_said():
    frame = answers(0.1)
    with pytest.raises(InputError, match="'guideline'"):
        wb.compare_rounds(frame)
    with pytest.raises(InputError, match="two rounds are needed"):
        wb.compare_rounds(in_rounds(frame), by="round")
    with pytest.raises(InputError, match="100 or more"):
        wb.compare_rounds(in_rounds(frame, frame), by="round", bootstrap=5)
