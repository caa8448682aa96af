"""Agreement and consensus, against worked examples of the papers and against small oracles."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pandas as pd
import pytest

from workbench.annotations import agreement, consensus
from workbench.annotations.dawid_skene import anchor, dawid_skene, expect, softmax
from workbench.annotations.majority import leave_one_out, majority
from workbench.annotations.pooling import learn_pooling
from workbench.annotations.votes import Votes
from workbench.errors import InputError, MissingColumnError

# Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), section C: four observers,
# twelve units, missing data; alpha nominal .743, ordinal .815, interval .849 (same data).
# Gwet's AC1 .775 on the same table: irrCAC, "cac.raw4raters".
KRIPPENDORFF = """
1 2 3 3 2 1 4 1 2 . . .
1 2 3 3 2 2 4 1 2 5 . 3
. 3 3 3 2 3 4 2 2 5 1 .
1 2 3 3 2 4 4 1 2 5 1 .
"""

# Fleiss (1971): 30 patients, 6 psychiatrists, 5 diagnoses; kappa .430.
FLEISS = """
0 0 0 6 0|0 3 0 0 3|0 1 4 0 1|0 0 0 0 6|0 3 0 3 0|2 0 4 0 0|0 0 4 0 2|2 0 3 1 0|2 0 0 4 0
0 0 0 0 6|1 0 0 5 0|1 1 0 4 0|0 3 3 0 0|1 0 0 5 0|0 2 0 3 1|0 0 5 0 1|3 0 0 1 2|5 1 0 0 0
0 2 0 4 0|1 0 2 0 3|0 0 0 0 6|0 1 0 5 0|0 2 0 1 3|2 0 0 4 0|1 0 0 4 1|0 5 0 1 0|4 0 0 0 2
0 2 0 4 0|1 0 5 0 0|0 0 0 0 6
"""


def table(rows):
    return pd.DataFrame(rows, columns=["item", "annotator", "label"])


def coded(text):
    return table(
        [
            (unit, coder, int(value))
            for coder, line in enumerate(text.strip().splitlines())
            for unit, value in enumerate(line.split())
            if value != "."
        ]
    )


def counted(text):
    rows = []
    for item, counts in enumerate(text.strip().replace("\n", "|").split("|")):
        labels = [c for c, n in enumerate(counts.split()) for _ in range(int(n))]
        rows += [(item, annotator, label) for annotator, label in enumerate(labels)]
    return table(rows)


@pytest.mark.parametrize(
    ("level", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)]
)
def test_krippendorffs_worked_example(level, alpha):
    found = agreement(coded(KRIPPENDORFF), level=level)
    assert found.alpha == pytest.approx(alpha, abs=5e-4)
    assert found.gwet == pytest.approx(0.775, abs=5e-4)
    assert (found.n_items, found.n_paired, found.n_annotators) == (12, 11, 4)
    low, high = found.alpha_interval
    assert low < alpha < high


def test_fleiss_worked_example():
    found = agreement(counted(FLEISS), bootstrap=0)
    assert found.fleiss == pytest.approx(0.430, abs=5e-4)
    assert found.percent == pytest.approx(0.556, abs=5e-4)
    assert found.cohen is None
    assert found.percent_interval is None


def test_cohens_kappa_by_hand():
    # 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: observed .7, expected .5, kappa .4.
    cells = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    rows = [(i, who, cell[who]) for i, cell in enumerate(cells) for who in (0, 1)]
    found = agreement(table(rows))
    assert found.cohen == pytest.approx(0.4)
    assert found.percent == pytest.approx(0.7)
    assert found.confusions.loc[0, ["label_a", "label_b", "pairs", "share"]].tolist() == [
        "n",
        "y",
        15,
        1.0,
    ]


def test_gwets_paradox_example():
    # Gwet (2008): 118 yes-yes, 5 and 2 apart, 0 no-no: agreement .944, kappa about 0, AC1 .941.
    cells = [(1, 1)] * 118 + [(1, 0)] * 5 + [(0, 1)] * 2
    rows = [(i, who, cell[who]) for i, cell in enumerate(cells) for who in (0, 1)]
    found = agreement(table(rows))
    assert found.gwet == pytest.approx(0.9408, abs=5e-4)
    assert abs(found.cohen) < 0.03


def test_alpha_equals_its_definition_on_pairs():
    rng = np.random.default_rng(3)
    rows = [(i, a, int(rng.integers(3))) for i in range(30) for a in range(4) if rng.random() < 0.7]
    frame = table(rows)
    sizes = frame.groupby("item").size()
    frame = frame[frame["item"].isin(sizes.index[sizes > 1])]
    n = len(frame)
    observed = sum(
        sum(x != y for x, y in itertools.permutations(part, 2)) / (len(part) - 1)
        for part in (list(g) for _, g in frame.groupby("item")["label"])
    )
    expected = sum(x != y for x, y in itertools.permutations(frame["label"], 2)) / (n - 1)
    assert agreement(frame).alpha == pytest.approx(1 - observed / expected)


def test_one_class_leaves_chance_corrected_figures_undefined():
    found = agreement(table([(i, a, "x") for i in range(4) for a in "pq"]))
    assert found.percent == 1
    assert (found.alpha, found.cohen, found.gwet) == (None, None, None)
    assert found.to_frame()["measure"].tolist() == ["percent agreement"]


def test_disputed_items_come_first_and_nulls_are_no_class():
    found = agreement(
        table([(1, "a", "x"), (1, "b", "x"), (2, "a", "x"), (2, "b", "y"), (3, "a", None)])
    )
    assert found.items["item"].tolist() == [2, 1]
    assert found.items["disagreement"].tolist() == [1, 0]
    assert (found.unlabelled, found.n_items) == (1, 2)


def test_numbers_written_as_text_are_ordered_by_size():
    frame = table([(i, a, str(v)) for i, v in enumerate([1, 2, 10, 10, 2]) for a in "pq"])
    assert Votes.read(frame).classes == ["1", "2", "10"]
    assert agreement(frame, level="interval").alpha == 1


def test_representations_escape_what_is_hostile():
    bad = "<script>alert(1)</script>"
    frame = table([(bad, "a", bad), (bad, "b", "é\u202e"), (2, "a", bad), (2, "b", bad)])
    for thing in (agreement(frame), consensus(frame)):
        assert "<script" not in thing._repr_html_()
        assert thing.to_dict()
    assert agreement(frame).to_dict()["items"][0]["item"] == bad


@pytest.mark.parametrize(
    ("frame", "says"),
    [
        (table([]), "no rows"),
        (table([(1, "a", None), (1, "b", math.nan)]), "null"),
        (table([(1, "a", "x"), (None, "b", "x")]), "column 'item' is null"),
        (table([(1, "a", ["x"]), (1, "b", ["x"])]), "container"),
        (table([(1, "a", "x"), (2, "b", "x")]), "labelled twice"),
        (table([(1, "a", "x")]), "labelled twice"),
    ],
)
def test_unusable_annotations_are_refused_with_a_reason(frame, says):
    with pytest.raises(InputError, match=says):
        agreement(frame)


def test_missing_columns_are_named():
    with pytest.raises(
        MissingColumnError, match=r"'annotator' is missing; present are 'item', 'Ann"
    ):
        consensus(pd.DataFrame({"item": [1], "Annotator": ["a"], "label": ["x"]}))


def test_unknown_options_are_refused():
    frame = table([(1, "a", "x"), (1, "b", "y")])
    with pytest.raises(InputError, match="level 'ratio' is unknown"):
        agreement(frame, level="ratio")
    with pytest.raises(InputError, match="needs numbers"):
        agreement(frame, level="interval")
    with pytest.raises(InputError, match="method 'vote' is unknown"):
        consensus(frame, method="vote")


def test_majority_takes_the_more_probable_of_tied_labels_and_counts_ties():
    frame = table([(1, "a", "z"), (1, "b", "y"), (2, "a", "z"), (2, "b", "z"), (2, "c", "y")])
    found = consensus(frame, method="majority")
    assert found.frame["label"].tolist() == ["z", "z"]
    assert found.frame["probability"].tolist() == sorted(found.frame["probability"])
    assert found.frame["n"].tolist() == [2, 3]
    assert found.ties == 1


def test_leave_one_out_matches_a_direct_count():
    rng = np.random.default_rng(5)
    rows = [(i, a, int(rng.integers(4))) for i in range(60) for a in range(6) if rng.random() < 0.6]
    votes = Votes.read(table(rows))
    credit = leave_one_out(votes)
    for at, (item, annotator, label) in enumerate(rows):
        others = [x for i, a, x in rows if i == item and a != annotator]
        if not others:
            assert np.isnan(credit[at])
            continue
        counts = {x: others.count(x) for x in set(others)}
        leaders = [x for x, n in counts.items() if n == max(counts.values())]
        assert credit[at] == pytest.approx((label in leaders) / len(leaders))


def simulated(skill, items=300, classes=3, seed=0):
    rng = np.random.default_rng(seed)
    truth = rng.integers(classes, size=items)
    rows = []
    for who, share in enumerate(skill):
        wrong = (truth + rng.integers(1, classes, size=items)) % classes
        said = np.where(rng.random(items) < share, truth, wrong)
        rows += list(zip(range(items), [f"a{who}"] * items, said.tolist(), strict=True))
    return table(rows), truth


def test_dawid_skene_finds_the_skilled_and_beats_the_majority():
    skill = [0.95, 0.95, 0.45, 0.45, 0.4, 0.4, 0.4]
    frame, truth = simulated(skill)
    found = consensus(frame)
    assert found.method == "dawid_skene"
    by_vote = consensus(frame, method="majority")
    right = (found.frame["label"] == truth).mean()
    assert right > 0.96 > 0.05 + (by_vote.frame["label"] == truth).mean()
    reached = (frame["label"] == truth[frame["item"]]).groupby(frame["annotator"]).mean()
    assert found.annotators["accuracy"].tolist() == pytest.approx(reached.tolist(), abs=0.06)


def test_dawid_skene_gives_proper_probabilities():
    frame, _ = simulated([0.9, 0.8, 0.7], items=50)
    model = dawid_skene(Votes.read(frame))
    assert model.truth.sum(axis=1) == pytest.approx(np.ones(50))
    assert model.errors.sum(axis=2) == pytest.approx(np.ones((3, 3)))
    assert model.prior.sum() == pytest.approx(1)


def test_the_e_step_is_bayes_rule():
    votes = Votes.read(table([(1, "a", "x"), (1, "b", "y"), (2, "a", "y")]))
    prior = np.array([0.8, 0.2])
    errors = np.array([[[0.9, 0.1], [0.3, 0.7]], [[0.6, 0.4], [0.1, 0.9]]])
    truth = softmax(expect(votes.answers(), prior, errors))
    first = np.array([0.8 * 0.9 * 0.4, 0.2 * 0.3 * 0.9])
    second = np.array([0.8 * 0.1, 0.2 * 0.7])
    assert truth[0] == pytest.approx(first / first.sum())
    assert truth[1] == pytest.approx(second / second.sum())


@pytest.mark.parametrize("skill", [[0.9, 0.9], [0.85, 0.85, 0.85]])
def test_few_people_of_equal_skill_count_as_alike(skill):
    frame, truth = simulated(skill)
    found = consensus(frame)
    assert np.isinf(max(found_scores(frame), key=found_scores(frame).get))
    assert "count as alike" in found.why
    by_vote = consensus(frame, method="majority").frame["label"]
    assert (found.frame["label"] == truth).mean() >= (by_vote == truth).mean()


def found_scores(frame):
    return learn_pooling(Votes.read(frame)).scores


def test_an_anchored_class_stays_what_most_people_say():
    pooled = np.array([[0.9, 0.1], [0.8, 0.2]])
    assert anchor(pooled) == pytest.approx(np.array([[0.9, 0.1], [0.5, 0.5]]))


@pytest.mark.parametrize("method", ["auto", "majority", "dawid_skene", "one_coin"])
@pytest.mark.parametrize(
    "rows",
    [
        [(1, "a", "x")],
        [(1, "a", "x"), (1, "b", "y")],
        [(i, f"a{i % 4}", "x") for i in range(40)],
        [(1, "a", None), (1, "b", "y"), (2, "a", "x"), (2, "b", "x")],
    ],
)
def test_little_to_go_by_gives_probabilities_all_the_same(rows, method):
    frame = table(rows)
    found = consensus(frame, method=method)
    labels = frame.dropna(subset=["label"])
    assert found.frame["item"].tolist() == labels["item"].drop_duplicates().tolist()
    assert found.frame["probability"].between(0.3, 1).all()
    assert found.annotators[["low", "high"]].notna().all(axis=None) or method == "majority"


def test_more_annotators_and_labels_than_matrices_could_hold():
    rng = np.random.default_rng(0)
    item = np.repeat(np.arange(20_000), 5)
    truth = rng.integers(0, 5_000, 20_000)
    person = rng.permutation(len(item)) % 50_000
    right = rng.random(len(item)) < 0.8
    said = np.where(right, truth[item], rng.integers(0, 5_000, len(item)))
    frame = pd.DataFrame({"item": item, "annotator": person, "label": said})
    frame = frame.drop_duplicates(["item", "annotator"])
    with pytest.warns(UserWarning, match="kind='number'"):
        consensus(frame)
    found = consensus(frame, kind="class")
    assert found.method == "one_coin"
    assert "too many" in found.why
    assert (found.frame["label"] == truth).mean() > 0.98
    with pytest.raises(InputError, match="one skill"):
        found.confusion(0)
    soft = found.soft_labels(least=0.0)
    assert soft.groupby("item")["probability"].sum().to_numpy() == pytest.approx(1)


def test_the_one_coin_model_weighs_people_by_skill():
    frame, truth = simulated([0.95, 0.95, 0.45, 0.45, 0.4, 0.4, 0.4])
    found = consensus(frame, method="one_coin")
    by_vote = consensus(frame, method="majority").frame["label"]
    assert (found.frame["label"] == truth).mean() > 0.02 + (by_vote == truth).mean()
    accuracy = found.annotators["accuracy"].tolist()
    assert accuracy[0] > accuracy[-1] + 0.3


def test_gold_says_how_far_answers_depend_on_each_other():
    rng = np.random.default_rng(3)
    truth = rng.integers(0, 2, 400)
    shared = np.where(rng.random(400) < 0.25, 1 - truth, truth)  # everybody is fooled together
    rows = [(i, p, int(shared[i])) for i in range(400) for p in range(5)]
    gold = pd.DataFrame({"item": range(100), "label": truth[:100]})
    without, with_gold = consensus(table(rows)), consensus(table(rows), gold=gold)
    rest = with_gold.frame["item"] >= 100
    right = (with_gold.frame["label"] == truth)[rest].mean()
    assert abs(with_gold.frame["probability"][rest].mean() - right) < 0.1
    assert without.frame["probability"][rest].mean() > right + 0.1
    assert "100 gold items" in with_gold.rests_on
    assert "same mistake" in without.rests_on


def test_the_probabilities_of_a_model_help():
    frame, truth = simulated([0.6, 0.6], items=400)
    rng = np.random.default_rng(0)
    names = sorted(frame["label"].unique())
    said = np.where(rng.random(400) < 0.9, truth, rng.choice(names, 400))
    probs = pd.DataFrame({str(name): np.where(said == name, 0.9, 0.05) for name in names})
    probs.insert(0, "item", range(400))
    alone, helped = consensus(frame), consensus(frame, pred_probs=probs)
    assert "model's probabilities" in helped.why
    right = (helped.frame["label"] == truth).mean()
    assert right > 0.85 > (alone.frame["label"] == truth).mean()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda p: p.drop(columns="item"), "item"),
        (lambda p: p.iloc[:-1], "1 of 3 items have no row"),
        (lambda p: pd.concat([p, p.iloc[:1]]), "more than once"),
        (lambda p: p.assign(x=-1.0), "0 or more"),
        (lambda p: p.assign(x="a"), "no number"),
        (lambda p: p[["item"]], "no column"),
    ],
)
def test_probabilities_that_do_not_fit_are_refused(change, says):
    frame = table([(i, a, "xy"[i % 2]) for i in range(3) for a in "ab"])
    probs = pd.DataFrame({"item": range(3), "x": 0.5, "y": 0.5})
    with pytest.raises(InputError, match=says):
        consensus(frame, pred_probs=change(probs))


def test_a_label_that_only_the_model_knows_is_possible():
    frame = table([(i, a, "x" if i else "y") for i in range(3) for a in "ab"])
    probs = pd.DataFrame({"item": range(3), "x": 0.1, "y": 0.1, "z": 0.8})
    assert "z" in consensus(frame, pred_probs=probs).classes


def test_confusion_is_read_in_labels():
    frame, _ = simulated([0.95, 0.6, 0.9])
    found = consensus(frame, method="dawid_skene")
    matrix = found.confusion("a0")
    assert matrix.sum(axis=1).to_numpy() == pytest.approx(1)
    assert np.diag(matrix).mean() > np.diag(found.confusion("a1")).mean()
    with pytest.raises(InputError, match="no annotator"):
        found.confusion("zed")


def test_many_random_labels_agree_by_chance_only():
    rng = np.random.default_rng(0)
    item = np.repeat(np.arange(40_000), 5)
    frame = pd.DataFrame(
        {
            "item": item,
            "annotator": np.tile(np.arange(5), 40_000) + (item % 97) * 5,
            "label": rng.integers(0, 20, len(item)),
        }
    )
    found = agreement(frame, bootstrap=50)
    assert found.alpha == pytest.approx(0, abs=0.01)
    label, probability, _ = majority(Votes.read(frame))
    assert len(label) == 40_000
    assert probability.min() == 0.2


def test_the_last_answer_of_a_person_counts_and_the_earlier_are_kept():
    frame = table([(1, "a", "x"), (1, "b", "y"), (1, "a", "y"), (2, "a", "x"), (2, "b", "x")])
    votes = Votes.read(frame)
    assert len(votes.item) == 4
    (again,) = votes.again.to_dict("records")
    assert again == {"item": 1, "annotator": "a", "first": "x", "then": "y"}
    assert agreement(frame).percent == 1.0
    frame["time"] = pd.to_datetime(["2026-01-05", "2026-01-01", "2026-01-02", "2026-01-01", None])
    assert agreement(frame.ffill()).percent == 0.5


def test_times_that_cannot_be_compared_are_refused():
    frame = table([(1, "a", "x"), (1, "b", "x")]).assign(time=["2026-01-01", 3])
    with pytest.raises(InputError, match="'time' cannot be compared"):
        agreement(frame)


@pytest.mark.parametrize("blank", ["", " ", "\t", "\u00a0", "\u2003"])
def test_a_blank_text_is_no_label(blank):
    frame = table([(1, "a", "x"), (1, "b", blank), (2, "a", blank), (2, "b", blank), (3, "a", "x")])
    frame = pd.concat([frame, table([(3, "b", "y")])], ignore_index=True)
    found = agreement(frame)
    assert (found.n_annotations, found.unlabelled, found.percent) == (3, 3, 0.0)
    assert consensus(frame).frame["label"].isin(["x", "y"]).all()


def test_ordinal_needs_an_order():
    rows = [(1, "a", "low"), (1, "b", "mid"), (2, "a", "high"), (2, "b", "high"), (3, "a", "low")]
    frame = table([*rows, (3, "b", "low")])
    with pytest.raises(InputError, match="order="):
        agreement(frame, level="ordinal")
    given = agreement(frame, level="ordinal", order=["low", "mid", "high"], bootstrap=0).alpha
    kind = pd.CategoricalDtype(["low", "mid", "high"], ordered=True)
    own = agreement(frame.astype({"label": kind}), level="ordinal", bootstrap=0).alpha
    numbers = frame.assign(label=frame["label"].map({"low": 1, "mid": 2, "high": 3}))
    assert given == own == agreement(numbers, level="ordinal", bootstrap=0).alpha
    wrong = agreement(frame, level="ordinal", order=["low", "high", "mid"], bootstrap=0).alpha
    assert wrong != pytest.approx(given)


@pytest.mark.parametrize(
    ("order", "says"), [(["low", "low", "mid", "high"], "more than once"), (["low"], "add it")]
)
def test_an_order_names_each_label_once(order, says):
    frame = table([(1, "a", "low"), (1, "b", "mid"), (2, "a", "high"), (2, "b", "high")])
    with pytest.raises(InputError, match=says):
        agreement(frame, level="ordinal", order=order)
