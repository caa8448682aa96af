"""The human level with gold and without, its interval and what it says."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from workbench.errors import InputError, MissingColumnError
from workbench.human_level import human_level


def simulated(skill, items=200, seed=0, classes=2):
    rng = np.random.default_rng(seed)
    truth = rng.integers(classes, size=items)
    rows = []
    for who, share in enumerate(skill):
        wrong = (truth + rng.integers(1, classes, size=items)) % classes
        said = np.where(rng.random(items) < share, truth, wrong)
        rows += list(zip(range(items), [who] * items, said.tolist(), strict=True))
    gold = pd.DataFrame({"item": range(items), "label": truth})
    return pd.DataFrame(rows, columns=["item", "annotator", "label"]), gold


def test_typical_is_the_mean_of_annotators_not_of_labels():
    rows = [(i, "many", "x") for i in range(9)] + [(0, "few", "y")]
    frame = pd.DataFrame(rows, columns=["item", "annotator", "label"])
    gold = pd.DataFrame({"item": range(9), "label": ["x"] * 9})
    found = human_level(frame, gold)
    assert found.typical.value == pytest.approx(0.5)
    assert found.annotators["accuracy"].tolist() == [1, 0]
    assert found.per_class.loc[0, "recall"] == pytest.approx(0.9)
    assert found.per_class.loc[0, ["n", "items"]].tolist() == [10, 9]


def test_the_panel_beats_its_members_and_a_target_above_it_is_called_out():
    frame, gold = simulated([0.75] * 5, items=400)
    found = human_level(frame, gold, target=0.99)
    assert found.typical.value == pytest.approx(0.75, abs=0.03)
    assert found.panel.value > 0.85
    assert found.panel.low <= found.panel.value <= found.panel.high
    assert found.typical.low < 0.75 < found.typical.high
    assert any("exceeds human level" in said for said in found.verdict)
    assert "accuracy against gold" in found._repr_html_()


@pytest.mark.parametrize(
    ("target", "says"),
    [(0.5, "within reach of a typical"), (0.88, "within reach of the panel")],
)
def test_verdicts_below_the_panel(target, says):
    frame, gold = simulated([0.8] * 7)
    assert any(says in said for said in human_level(frame, gold, target=target).verdict)


def test_without_gold_it_says_agreement_and_never_accuracy():
    frame, _ = simulated([0.9] * 3)
    found = human_level(frame, target=0.99)
    assert found.panel is None
    assert found.measured == "agreement with other people"
    assert "not accuracy" in found.verdict[0]
    assert any("only gold can tell" in said for said in found.verdict)
    assert found.n_gold == 0
    assert found.to_dict()["panel"] is None


def test_shared_errors_make_agreement_exceed_accuracy():
    rows = [(i, a, "wrong") for i in range(20) for a in range(4)]
    frame = pd.DataFrame(rows, columns=["item", "annotator", "label"])
    frame.loc[0, "label"] = "right"
    gold = pd.DataFrame({"item": range(20), "label": ["right"] * 20})
    assert human_level(frame).typical.value > 0.9
    assert human_level(frame, gold).typical.value < 0.1


def test_the_interval_covers_the_truth_when_annotators_vary():
    rng = np.random.default_rng(1)
    covered = 0
    for seed in range(30):
        skill = np.clip(rng.normal(0.75, 0.1, size=8), 0.5, 0.99)
        frame, gold = simulated(skill, items=80, seed=seed)
        typical = human_level(frame, gold, bootstrap=100, seed=seed).typical
        covered += typical.low <= 0.75 <= typical.high
    assert covered >= 23  # resampling items alone covers about half


def test_gold_for_some_items_counts_only_those():
    frame, gold = simulated([0.8] * 5)
    found = human_level(frame, gold.head(40))
    assert found.n_gold == 40
    assert found.typical.n == 200
    assert found.panel.n == 40


def test_a_class_that_only_gold_has_counts_with_recall_zero():
    frame, gold = simulated([0.9] * 3, items=20)
    gold.loc[:4, "label"] = 7
    found = human_level(frame, gold).per_class.set_index("label")
    assert found.loc[7, "recall"] == 0
    assert found.loc[7, "items"] == 5


def test_it_repeats_under_a_seed_and_goes_without_a_bootstrap():
    frame, gold = simulated([0.8] * 4, items=50)
    assert human_level(frame, gold, seed=3).to_dict() == human_level(frame, gold, seed=3).to_dict()
    alone = human_level(frame, gold, bootstrap=0)
    assert (alone.typical.low, alone.panel.high) == (None, None)
    assert alone.to_frame()["measure"].tolist()[:2] == ["typical annotator", "panel"]
    assert "<h4>" in alone._repr_html_()


@pytest.mark.parametrize(
    ("gold", "says"),
    [
        (pd.DataFrame({"item": ["0", "1"], "label": [0, 1]}), "none of the 2 gold items"),
        (pd.DataFrame({"item": [0, 1], "label": ["0", "1"]}), "no gold label occurs"),
        (pd.DataFrame({"item": [0, 0], "label": [0, 1]}), "more than once"),
        (pd.DataFrame({"item": [0], "label": [None]}), "null"),
        (pd.DataFrame({"item": [], "label": []}), "no rows"),
    ],
)
def test_gold_that_does_not_fit_is_refused(gold, says):
    frame, _ = simulated([0.9, 0.9], items=10)
    with pytest.raises(InputError, match=says):
        human_level(frame, gold)


def test_other_input_that_cannot_be_used():
    frame, gold = simulated([0.9, 0.9], items=10)
    with pytest.raises(InputError, match=r"write 99 percent as \.99"):
        human_level(frame, gold, target=99)
    with pytest.raises(InputError, match="labelled twice"):
        human_level(frame[frame["annotator"] == 0])
    with pytest.raises(MissingColumnError):
        human_level(frame, gold.rename(columns={"label": "y"}))


def test_one_annotator_with_gold_is_enough():
    frame, gold = simulated([0.9], items=50)
    found = human_level(frame, gold)
    assert found.typical.value == found.panel.value
