"""Clusters partition the records, keep apart what must be, and only split at a higher threshold."""

from __future__ import annotations

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.entities import Matcher
from workbench.entities.clusters import group

SIZE = 9
pair = st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1)).filter(lambda p: p[0] < p[1])
links = st.dictionaries(pair, st.floats(0, 1), max_size=20)


def clustered(probability, least, apart, together):
    chosen = sorted(probability.items(), key=lambda entry: (-entry[1], entry[0]))
    pairs = [pair for pair, value in chosen if value >= least]
    return group(SIZE, pairs, probability=probability, apart=apart, together=together)[0].tolist()


@settings(max_examples=200, deadline=None)
@given(
    links, st.sets(pair, max_size=5), st.sets(pair, max_size=4), st.floats(0, 1), st.floats(0, 1)
)
def test_clusters_partition_respect_decisions_and_refine(probability, apart, same, one, other):
    together = same - apart
    probability = probability | dict.fromkeys(together, 1.0) | dict.fromkeys(apart, 0.0)
    usable = {p: v for p, v in probability.items() if p not in apart}
    low, high = sorted((one, other))
    coarse = clustered(usable, low, apart, together)
    fine = clustered(usable, high, apart, together)
    for result in (coarse, fine):
        assert len(result) == SIZE
        assert sorted(set(result)) == list(range(max(result) + 1))
        assert all(result[first] != result[second] for first, second in apart)
    for first in range(SIZE):
        for second in range(first):
            if fine[first] == fine[second]:
                assert coarse[first] == coarse[second]


@settings(max_examples=100, deadline=None)
@given(links)
def test_joined_records_are_connected_by_matches(probability):
    result = clustered(probability, 0.5, (), ())
    reach = {row: {row} for row in range(SIZE)}
    for first, second in (p for p, value in probability.items() if value >= 0.5):
        joined = reach[first] | reach[second]
        for row in joined:
            reach[row] = joined
    for first in range(SIZE):
        for second in range(SIZE):
            if result[first] == result[second]:
                assert second in reach[first]


names = st.lists(
    st.sampled_from(["anna berg", "ana berg", "bo li", "bo lee", "cy"]), min_size=4, max_size=8
)


@settings(max_examples=20, deadline=None)
@given(names, st.data())
def test_a_matcher_keeps_decided_pairs_apart(people, data):
    matcher = Matcher(pd.DataFrame({"id": range(len(people)), "name": people}), key="id")
    row = st.integers(0, len(people) - 1)
    drawn = st.tuples(row, row, st.sampled_from([True, False, None]))
    decided = {}
    for first, second, same in data.draw(st.lists(drawn, max_size=6)):
        if first != second:
            matcher.decide(first, second, same)
            decided[frozenset((first, second))] = same
    cluster = matcher.clusters().set_index("key")["cluster"]
    assert len(cluster) == len(people)
    for both, same in decided.items():
        first, second = both
        if same is False:
            assert cluster[first] != cluster[second]
    fine = matcher.clusters(0.9).set_index("key")["cluster"]
    assert all(part.nunique() == 1 for _, part in cluster.groupby(fine))
