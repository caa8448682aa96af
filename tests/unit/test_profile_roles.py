"""The key and the label that a profile proposes."""

from __future__ import annotations

import pandas as pd
import pytest

import workbench as wb

ROWS = 60


def frame(**columns):
    return pd.DataFrame({"price": [1.5 + i * 0.37 for i in range(ROWS)], **columns})


@pytest.mark.parametrize(
    ("columns", "key"),
    [
        ({"id": range(ROWS)}, "id"),
        ({"customer_id": [f"C-{i:05d}" for i in range(ROWS)]}, "customer_id"),
        ({"id": [1, *range(1, ROWS)]}, None),  # one is repeated
        ({"id": [None, *(f"C{i:04d}" for i in range(1, ROWS))]}, None),  # one is missing
        ({"town": ["Bonn", "Bern", "Brno"] * 20}, None),
        ({}, None),  # prices that differ by chance
    ],
)
def test_the_key(columns, key):
    assert wb.profile(frame(**columns)).proposed_key == key


@pytest.mark.parametrize(
    ("columns", "label"),
    [
        ({"label": ["a", "b", "c"] * 20}, "label"),
        ({"Target": [0, 1, 1] * 20}, "Target"),
        ({"class": ["a", "b", "c"] * 20, "target": [0, 1, 1] * 20}, None),  # either could be
        ({"label": [f"a note of its own, the {i}th" for i in range(ROWS)]}, None),
        ({"town": ["Bonn", "Bern", "Brno"] * 20}, None),
    ],
)
def test_the_label(columns, label):
    assert wb.profile(frame(**columns)).proposed_label == label
