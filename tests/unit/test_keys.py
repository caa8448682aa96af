"""A key with a gap is told as a key with a gap; keys stay what they are."""

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import workbench as wb
from workbench.errors import InputError
from workbench.rules.issues import Issues
from workbench.tables import check_key, read_table
from workbench.types import Issue


@pytest.mark.parametrize(
    ("keys", "want"),
    [
        (pd.Series([1, None, 3]), r"missing in 1 row \(row 2, counted from 1\)"),
        (pd.Series([None, 2.0, None]), r"missing in 2 rows \(rows 1, 3, counted"),
        (pd.Series([1.0, float("nan")] * 4), r"missing in 4 rows \(rows 2, 4, 6, \.\.\., counted"),
        (pd.Series([1, None, 3], dtype="Int64"), r"missing in 1 row \(row 2,"),
        (pd.Series([1, None, 3], dtype=object), r"missing in 1 row \(row 2,"),
        (pd.Series(["a", None, "c"]), r"missing in 1 row \(row 2,"),
        (pd.Series([1, None, 3], dtype="float32"), r"missing in 1 row \(row 2,"),
        (pl.Series([None, 1, 2]), r"missing in 1 row \(row 1,"),
        (pa.array([5, 6, None]), r"missing in 1 row \(row 3,"),
    ],
)
def test_a_missing_key_is_named_with_its_row(keys, want):
    values = {"k": keys, "x": ["a"] * len(keys)}
    table = (
        pl.DataFrame(values)
        if isinstance(keys, pl.Series)
        else pa.table(values)
        if isinstance(keys, pa.Array)
        else pd.DataFrame(values)
    )
    with pytest.raises(InputError, match=want):
        wb.find_issues(table, key="k")


def test_whole_numbers_kept_as_floats_are_told_as_such():
    with pytest.raises(InputError, match=r"holds whole numbers as DOUBLE; .*astype\('int64'\)"):
        check_key(read_table(pd.DataFrame({"k": [1.0, 2.0]})), "k")


@pytest.mark.parametrize("keys", [[1.5, None], [True, False], [float("inf"), 1.0]])
def test_other_types_are_no_keys(keys):
    with pytest.raises(InputError, match="must be text or whole numbers"):
        check_key(read_table(pd.DataFrame({"k": keys})), "k")


@pytest.mark.parametrize("keys", [[20, None], [20, 2**60 + 1, None], ["a", None], [20, 30], []])
def test_a_frame_of_issues_keeps_the_keys(keys):
    issues = Issues(
        Issue(
            kind="outlier",
            keys=() if key is None else (key,),
            rows=0 if key is None else 1,
            column=f"c{i}",
            confidence=0.5,
            evidence={},
            suggestion=None,
        )
        for i, key in enumerate(keys)
    )
    frame = issues.to_frame()
    assert [None if pd.isna(key) else key for key in frame["key"]] == keys
    assert all(type(a) is type(b) for a, b in zip(frame["key"], keys, strict=True))
