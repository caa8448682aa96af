"""Agreement and consensus do not depend on names or on the order of rows."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.annotations import agreement, consensus
from workbench.errors import InputError

votes = st.dictionaries(
    st.tuples(st.integers(0, 7), st.integers(0, 4)), st.integers(0, 3), min_size=2, max_size=30
)


def frame_of(given_votes):
    rows = [(item, who, label) for (item, who), label in given_votes.items()]
    return pd.DataFrame(rows, columns=["item", "annotator", "label"])


def measures(frame):
    try:
        found = agreement(frame, bootstrap=0)
    except InputError:
        return None
    return [found.percent, found.alpha, found.cohen, found.fleiss, found.gwet]


def near(first, second):
    if first is None or second is None:
        return first is second
    return all(
        (a is None and b is None) or a == pytest.approx(b, abs=1e-9)
        for a, b in zip(first, second, strict=True)
    )


@settings(max_examples=60, deadline=None)
@given(votes, st.randoms(use_true_random=False))
def test_agreement_is_the_same_under_order_and_renaming(given_votes, random):
    frame = frame_of(given_votes)
    order = list(range(len(frame)))
    random.shuffle(order)
    names = {0: "d", 1: "a", 2: "c", 3: "b"}
    renamed = frame.iloc[order].assign(
        label=lambda f: f["label"].map(names),
        item=lambda f: "item" + f["item"].astype(str),
        annotator=lambda f: 100 - f["annotator"],
    )
    assert near(measures(frame), measures(renamed))


@settings(max_examples=60, deadline=None)
@given(votes)
def test_agreement_stays_in_range_and_leaves_the_input_alone(given_votes):
    frame = frame_of(given_votes)
    before = frame.copy()
    found = measures(frame)
    pd.testing.assert_frame_equal(frame, before)
    if found is not None:
        assert 0 <= found[0] <= 1
        assert all(value is None or value <= 1 + 1e-12 for value in found)


@settings(max_examples=40, deadline=None)
@given(votes, st.sampled_from(["auto", "majority", "dawid_skene"]))
def test_consensus_names_a_given_label_once_an_item(given_votes, method):
    frame = frame_of(given_votes)
    found = consensus(frame, method=method).frame
    assert found["item"].tolist() == list(dict.fromkeys(frame["item"]))
    assert found["probability"].between(0, 1 + 1e-12).all()
    assert np.isin(found["label"], frame["label"]).all()
    if method == "majority":
        said = set(zip(frame["item"], frame["label"], strict=True))
        assert set(zip(found["item"], found["label"], strict=True)) <= said
