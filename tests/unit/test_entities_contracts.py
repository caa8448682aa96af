"""The contracts of pairs and clusters, and that a matcher keeps them."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import pytest

from workbench.entities import Matcher
from workbench.errors import InputError, MissingColumnError
from workbench.tables import contracts

PEOPLE = pd.DataFrame({"id": [1, 2, 3], "name": ["ann lee", "an lee", "bo"]})


def test_a_matcher_keeps_the_contracts():
    matcher = Matcher(pa.Table.from_pandas(PEOPLE), key="id")
    assert len(contracts.pairs(matcher.pairs())) == len(matcher.pairs())
    assert contracts.clusters(matcher.clusters())["key"].tolist() == [1, 2, 3]


def test_a_table_without_pairs_is_a_valid_one():
    assert contracts.pairs(Matcher(PEOPLE.head(1), key="id").pairs()).empty


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"match_probability": 1.5}, "must lie in 0 to 1"),
        ({"match_probability": None}, "must lie in 0 to 1"),
        ({"key_l": None}, "column 'key_l' is null"),
    ],
)
def test_pairs_that_break_the_contract_are_refused(change, says):
    pairs = Matcher(PEOPLE, key="id").pairs().assign(**change)
    with pytest.raises(InputError, match=says):
        contracts.pairs(pairs)


def test_clusters_that_break_the_contract_are_refused():
    with pytest.raises(InputError, match="key 1 is given more than once"):
        contracts.clusters(pd.DataFrame({"key": [1, 1], "cluster": [0, 1]}))
    with pytest.raises(MissingColumnError, match="'cluster' is missing"):
        contracts.clusters(pd.DataFrame({"key": [1]}))


def test_a_name_given_twice_is_refused():
    twice = pd.DataFrame([[1, "a", "x", "y"]], columns=["item", "annotator", "label", "label"])
    with pytest.raises(InputError, match="label"):
        contracts.annotations(twice)


def test_optional_columns_are_kept_and_others_dropped():
    frame = pd.DataFrame(
        {"label": ["x"], "origin": ["crowd"], "annotator": ["a"], "item": [1], "colour": ["red"]}
    )
    assert contracts.annotations(frame).columns.tolist() == ["item", "annotator", "label", "origin"]
