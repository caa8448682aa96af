from __future__ import annotations

import json

import pandas as pd
import pyarrow as pa
import pytest

from workbench.errors import InputError, MissingColumnError
from workbench.tables import join_tables

ORDERS = pa.table(
    {
        "order": [1, 2, 3, 4, 5],
        "customer": ["b", "a", "zz", None, "a"],
        "note": ["p", "q", "r", "s", "t"],
    }
)
CUSTOMERS = pa.table({"customer": ["a", "b", "b", "c"], "note": ["A", "B1", "B2", "C"]})


def rows(joined):
    return joined.relation.rows("FROM data")


def test_left_join_with_all_that_can_go_wrong():
    joined = join_tables(ORDERS, CUSTOMERS, on="customer")
    assert joined.relation.columns == ("order", "customer", "note", "note_right")
    assert rows(joined) == [
        (1, "b", "p", "B1"),
        (1, "b", "p", "B2"),
        (2, "a", "q", "A"),
        (3, "zz", "r", None),
        (4, None, "s", None),
        (5, "a", "t", "A"),
    ]
    found = joined.diagnostics
    assert found["rows"] == {"left": 5, "right": 4, "result": 6}
    assert found["cardinality"] == "many-to-many"
    assert found["fan_out"] == {"rows": 1, "most": 2}
    assert found["orphans"]["left"] == {"rows": 1, "examples": ["zz"]}
    assert found["orphans"]["right"] == {"rows": 1, "examples": ["c"]}
    assert found["null_keys"] == {"left": 1, "right": 0}
    assert found["repeated_keys"]["right"] == {"keys": 1, "examples": ["b"]}
    assert found["renamed"] == {"note": "note_right"}
    assert "1 left rows match several right rows (at most 2)" in repr(joined)
    assert "zz" in joined._repr_html_()


def test_inner_and_outer():
    assert [row[0] for row in rows(join_tables(ORDERS, CUSTOMERS, on="customer", how="inner"))] == [
        1, 1, 2, 5,
    ]  # fmt: skip
    outer = rows(join_tables(ORDERS, CUSTOMERS, on="customer", how="outer"))
    assert outer[-1] == (None, "c", None, "C")
    assert len(outer) == 7


def test_pandas_agrees():
    left, right = ORDERS.to_pandas(), CUSTOMERS.to_pandas()
    want = left.dropna().merge(right, on="customer", how="left", suffixes=("", "_right"))
    got = join_tables(left.dropna(), right, on="customer").to_frame()
    pd.testing.assert_frame_equal(got, want, check_dtype=False)


def test_keys_of_different_names_and_several():
    right = pa.table({"id": ["a", "b"], "n": [2, 1], "x": [True, False]})
    joined = join_tables(ORDERS, right, left_on=["customer", "order"], right_on=["id", "n"])
    assert joined.relation.columns == ("order", "customer", "note", "id", "n", "x")
    assert [row[5] for row in rows(joined)] == [False, True, None, None, None]
    assert joined.diagnostics["cardinality"] == "one-to-one"
    assert joined.diagnostics["orphans"]["left"]["examples"] == [["zz", 3], ["a", 5]]


def test_keys_of_different_kinds_are_compared_as_text_and_told():
    joined = join_tables(pa.table({"k": [1, 2]}), pa.table({"k": ["1", "02"], "v": [3, 4]}), on="k")
    assert rows(joined) == [("1", 3), ("2", None)]
    assert joined.diagnostics["type_clashes"] == [
        {"left": "k", "left_type": "BIGINT", "right": "k", "right_type": "VARCHAR"}
    ]
    assert "compared as text" in joined.warnings[0]
    numbers = join_tables(pa.table({"k": [1, 2]}), pa.table({"k": [1.0, 2.5]}), on="k")
    assert numbers.diagnostics["type_clashes"] == []


def test_provenance_of_both_sides_is_kept(tmp_path):
    for name in ("l", "r"):
        (tmp_path / f"{name}.csv").write_text("k,v\n1,2\n")
    joined = join_tables(tmp_path / "l.csv", tmp_path / "r.csv", on="k")
    source = joined.relation.source
    assert source.kind == "join"
    assert source.options["left"]["uri"].endswith("l.csv")
    assert source.options["right"]["fingerprint"] == source.options["left"]["fingerprint"]
    json.dumps(source.to_dict())
    again = join_tables(tmp_path / "l.csv", tmp_path / "r.csv", on="k").relation.source
    assert again.fingerprint == source.fingerprint
    inner = join_tables(tmp_path / "l.csv", tmp_path / "r.csv", on="k", how="inner")
    assert inner.relation.source.fingerprint != source.fingerprint


def test_hostile_names():
    name = 'x"; DROP TABLE data; --'
    joined = join_tables(
        pa.table({name: [1], "n": [2], "place": [1]}), pa.table({name: [1], "N": [3]}), on=name
    )
    assert joined.relation.columns == (name, "n", "place", "N_right")
    assert rows(joined) == [(1, 2, 1, 3)]


def test_calls_that_cannot_be():
    with pytest.raises(InputError, match="give the key columns"):
        join_tables(ORDERS, CUSTOMERS)
    with pytest.raises(InputError, match="not both"):
        join_tables(ORDERS, CUSTOMERS, on="customer", left_on="customer")
    with pytest.raises(InputError, match="how 'cross'"):
        join_tables(ORDERS, CUSTOMERS, on="customer", how="cross")
    with pytest.raises(InputError, match="as many on each side"):
        join_tables(ORDERS, CUSTOMERS, left_on=["customer"], right_on=["customer", "note"])
    with pytest.raises(MissingColumnError, match=r"right table memory:pyarrow: column 'order'"):
        join_tables(ORDERS, CUSTOMERS, on="order")
