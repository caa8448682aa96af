"""Cells, values, rules and disagreements: what cards get, and what decisions make of them."""

from __future__ import annotations

import datetime
import decimal
import json

import pandas as pd
import pyarrow as pa
import pytest

from workbench.decisions.column_values import type_of, typed
from workbench.errors import InputError, NotFoundError
from workbench.queues.items import cell_items, doubted_cells, row_items, rule_items, value_items
from workbench.queues.items.rows import as_json, rows_by_key, shown, shown_row
from workbench.queues.order import ordered
from workbench.queues.sources import (
    cards_of,
    items_of_issues,
    items_of_overlap,
    items_of_rows,
    labels_in,
    sample_keys,
)
from workbench.rules.suggest import empty_cells
from workbench.tables import read_table
from workbench.types import Issue

HOSTILE = "<script>alert(1)</script>\u202e\x00"
TABLE = pa.table(
    {
        "id": [1, 2, 3, 4],
        "city": ["Ulm", "ulm", "Bonn", HOSTILE],
        "price": [1.5, 2.5, 1e9, None],
        "big": [2**60, 1, 2, 3],
        "day": [datetime.date(2024, 1, 2)] * 4,
        "tags": [["a"], [], None, ["b"]],
    }
)
SPELLING = Issue(
    kind="spelling",
    column="city",
    keys=(2,),
    rows=1,
    confidence=0.95,
    evidence={"message": "ulm for Ulm", "canonical": "Ulm", "variants": {"ulm": 1}},
    suggestion={"kind": "map_values", "column": "city", "mapping": {"ulm": "Ulm"}},
)
OUTLIER = Issue(
    kind="outlier",
    column="price",
    keys=(3,),
    rows=1,
    confidence=0.6,
    evidence={"message": "far away", "value": 1e9},
    suggestion=empty_cells("id", "price", {3: 1e9}),
)
ORDER = Issue("date_order", "day", (1,), 1, 0.7, {"message": "late"})
LISTS = Issue("rare", "tags", (1,), 1, 0.9, {"message": "odd list"})
MISSING = Issue("missing", "price", (4,), 1, 1.0, {"message": "1 of 4 is missing"})


@pytest.fixture
def relation():
    return read_table(TABLE)


def cells(relation, *issues):
    found = doubted_cells(issues)
    return cell_items({place: found[place][1] for place in found}, relation, key="id")


def test_a_cell_shows_what_stands_there_and_what_its_issues_suggest(relation):
    (item,) = cells(relation, SPELLING)
    assert item.kind == "cell"
    assert item.target == {
        "key": 2,
        "column": "city",
        "old": "ulm",
        "type": "text",
        "suggested": "Ulm",
    }
    assert item.payload["value"] == "ulm"
    assert item.payload["candidates"] == ["Ulm"]  # told twice, listed once
    assert item.payload["why"] == "ulm for Ulm"
    assert item.payload["row"]["big"] == "1" and "city" not in item.payload["row"]
    json.dumps(item.to_dict(), allow_nan=False)


def test_to_make_a_cell_missing_is_a_suggestion_too(relation):
    (item,) = cells(relation, OUTLIER)
    assert item.target["suggested"] is None and item.target["old"] == 1e9
    assert item.payload["candidates"] == [None]
    assert item.payload["type"] == "decimal"


def test_a_cell_without_a_suggestion_and_one_that_no_rule_can_set(relation):
    (item,) = cells(relation, ORDER, LISTS, MISSING)  # a list, and a whole column, are no cells
    assert item.target == {"key": 1, "column": "day", "old": "2024-01-02", "type": "date"}
    assert item.payload["candidates"] == []


def test_two_checks_of_one_cell_are_one_item_and_surer(relation):
    other = Issue(
        "case",
        "city",
        (2, 3),
        2,
        0.7,
        {"message": "lower case", "examples": [{"key": 2, "found": "ulm", "expected": "ULM"}]},
    )
    both, bonn = cells(relation, SPELLING, other)
    assert both.payload["candidates"] == ["Ulm", "ULM"]
    assert both.payload["checks"] == ["spelling", "case"]
    assert both.payload["why"] == "ulm for Ulm lower case"
    assert bonn.target["key"] == 3
    found = doubted_cells([SPELLING, other])
    assert found[2, "city"][0].confidence > 0.95


def test_rows_that_are_gone_make_no_item(relation):
    gone = Issue("case", "city", (99,), 1, 0.9, {"message": "m"})
    assert cells(relation, gone) == []


def test_a_cluster_names_its_members_with_their_rows(relation):
    (item,) = value_items([SPELLING], relation)
    assert item.id == SPELLING.id
    assert item.target == {"column": "city", "canonical": "Ulm", "members": ["Ulm", "ulm"]}
    assert item.payload["members"] == [{"value": "Ulm", "count": 1}, {"value": "ulm", "count": 1}]
    assert item.payload["rows"] == 1


def test_members_are_counted_as_the_checks_see_them():
    table = read_table(pa.table({"id": [1, 2, 3], "city": [" Ulm", "Ulm ", "ulm"]}))
    (item,) = value_items([SPELLING], table)
    assert [member["count"] for member in item.payload["members"]] == [2, 1]


def test_a_repeated_row_is_shown_as_dropped_beside_its_twin():
    table = read_table(pa.table({"id": [1, 2, 3], "x": ["a", "a", "b"]}))
    rows = [{"key": 2, "old": {"x": "a"}, "kept": 1}]
    rule = {"kind": "drop_rows", "key": "id", "rows": rows, "alike": True}
    issue = Issue("duplicate_row", None, (2,), 1, 0.9, {"message": "twice"}, rule)
    (item,) = rule_items([issue], table, key="id")
    assert item.payload["examples"] == [{"key": "2", "dropped": True}]


def test_a_rule_shows_rows_that_it_changes_and_its_python(relation):
    mapped, dropped = rule_items(
        [
            SPELLING,
            Issue(
                "duplicate_row",
                None,
                (3,),
                1,
                0.9,
                {"message": "twice"},
                {"kind": "drop_rows", "key": "id", "rows": [{"key": 3, "old": {"city": "Bonn"}}]},
            ),
        ],
        relation,
        key="id",
    )
    assert mapped.payload["examples"] == [
        {"key": "2", "column": "city", "before": "ulm", "after": "Ulm"}
    ]
    assert (
        mapped.payload["python"]
        == 'frame = map_values(frame, column="city", mapping={"ulm": "Ulm"})'
    )
    compile(mapped.payload["python"], "card", "exec")
    assert dropped.payload["examples"] == [{"key": "3", "dropped": True}]
    assert mapped.target["rule"] == SPELLING.suggestion


@pytest.mark.parametrize(
    ("value", "kind", "read"),
    [
        ("12", "integer", 12),
        (" -7 ", "integer", -7),
        (12, "integer", 12),
        (str(2**63 - 1), "integer", 2**63 - 1),
        ("12.5", "decimal", 12.5),
        ("1e3", "decimal", 1000.0),
        (3, "decimal", 3.0),
        ("TRUE", "truth", True),
        (False, "truth", False),
        ("2024-02-29", "date", "2024-02-29"),
        ("2024-02-29 10:30", "moment", "2024-02-29T10:30:00"),
        ("  as typed ", "text", "  as typed "),
        (None, "integer", None),
    ],
)
def test_values_are_read_as_the_column_holds_them(value, kind, read):
    got = typed(value, kind, "cell")
    assert got == read and type(got) is type(read)


@pytest.mark.parametrize(
    ("value", "kind", "words"),
    [
        ("12.5", "integer", "a whole number"),
        (12.5, "integer", "a whole number"),
        (str(2**63), "integer", "a whole number"),
        ("1_000", "integer", "a whole number"),
        ("\u0661\u0662", "integer", "a whole number"),
        (True, "integer", "a whole number"),
        ("12,5", "decimal", "a number such as 12.5"),
        ("nan", "decimal", "a number"),
        ("1e999", "decimal", "a number"),
        ("yes", "truth", "true or false"),
        (1, "truth", "true or false"),
        ("2023-02-29", "date", "a date"),
        (20240101, "date", "a date"),
        ("soon", "moment", "a date and time"),
        (5, "text", "is not text"),
    ],
)
def test_other_values_are_refused_with_what_would_do(value, kind, words):
    with pytest.raises(InputError, match=words):
        typed(value, kind, "item 'i', column 'x'")


def test_the_types_of_columns():
    kinds = ["VARCHAR", "BIGINT", "UTINYINT", "DOUBLE", "DECIMAL(10,2)", "BOOLEAN", "DATE"]
    told = ["text", "integer", "integer", "decimal", "decimal", "truth", "date"]
    assert [type_of(kind) for kind in kinds] == told
    assert type_of("TIMESTAMP WITH TIME ZONE") == "moment"
    for other in ("BLOB", "INTEGER[]", "STRUCT(a INTEGER)", "TIME", ""):
        assert type_of(other) is None


def test_values_of_all_kinds_are_shown_and_stored():
    assert shown_row({"l": [1, 2], "b": b"abc", "n": float("nan"), "big": 2**70}) == {
        "l": "[1, 2]",
        "b": "3 bytes",
        "n": None,
        "big": str(2**70),
    }
    long = shown("x" * 1_000_000)
    assert long.startswith("x" * 20_000) and "20,000 of 1,000,000" in long and len(long) < 20_100
    assert as_json(decimal.Decimal("1.10")) == "1.10"
    for value in ([1], b"x", 2**64, {"a": 1}):
        with pytest.raises(TypeError):
            as_json(value)


def test_rows_are_found_by_keys_of_text_with_any_sign():
    table = read_table(pa.table({"k": ["a'b", '"', "x"], 'co"l': [1, 2, 3]}))
    assert rows_by_key(table, "k", ['"', "a'b", "nowhere"]) == {
        '"': {"k": '"', 'co"l': 2},
        "a'b": {"k": "a'b", 'co"l': 1},
    }


def test_orders():
    things = [("a", 0.9, 1), ("b", 0.5, 7), ("c", 0.99, 3)]
    told = {"confidence": lambda t: t[1], "rows": lambda t: t[2], "limit": 9}
    assert [t[0] for t in ordered(things, "confidence", **told)] == ["c", "a", "b"]
    assert [t[0] for t in ordered(things, "uncertainty", **told)] == ["b", "a", "c"]
    assert [t[0] for t in ordered(things, "value", **told)] == ["b", "c", "a"]
    with pytest.raises(InputError, match="confidence or uncertainty or value"):
        ordered(things, "random", **told)
    with pytest.raises(InputError, match=r"ordered by confidence or uncertainty$"):
        ordered(things, "value", **{**told, "rows": None})
    with pytest.raises(InputError, match="limit is 0"):
        ordered(things, "value", **{**told, "limit": 0})


def test_issues_that_make_no_such_item_say_what_they_make(relation):
    told = {"key": "id", "order": "confidence", "limit": 5}
    with pytest.raises(InputError, match=r"run dataset\.find_issues"):
        items_of_issues("cell", [], relation, **told)
    with pytest.raises(InputError, match="2 of kind 'cell', 1 of kind 'rule'"):
        items_of_issues("value", [OUTLIER, ORDER], relation, **told)


ANNOTATIONS = pd.DataFrame(
    {
        "item": [1, 1, 1, 2, 2, 9, 9],
        "annotator": ["ann", "bob", "cyd", "ann", "bob", "ann", "bob"],
        "label": ["x", "y", "x", "x", "x", "x", "z"],
    }
)


def test_disagreements_tell_counts_and_no_names(relation):
    items, options = items_of_overlap(
        ANNOTATIONS,
        relation,
        key="id",
        column="city",
        options=["Ulm", "x"],
        order="uncertainty",
        limit=9,
    )
    assert [item.payload["item"] for item in items] == ["9", "1"]
    gone, one = items
    assert gone.target == {"item": 9} and gone.payload["row"] == {}
    assert one.target == {"item": 1, "key": 1, "column": "city", "old": "Ulm"}
    assert one.payload["labels"] == [{"label": "x", "count": 2}, {"label": "y", "count": 1}]
    assert options == ["Ulm", "x", "y", "z"]
    told = json.dumps([item.to_dict() for item in items])
    assert not any(name in told for name in ("ann", "bob", "cyd"))


def test_full_agreement_leaves_nothing_to_settle(relation):
    agreed = ANNOTATIONS[ANNOTATIONS["item"] == 2]
    told = {"key": "id", "column": None, "options": [], "limit": 9}
    with pytest.raises(InputError, match="annotators agree on every item"):
        items_of_overlap(agreed, relation, order="confidence", **told)
    with pytest.raises(InputError, match=r"confidence or uncertainty$"):
        items_of_overlap(ANNOTATIONS, relation, order="value", **told)


def test_rows_at_random_are_repeatable_and_rows_by_key_must_be_there(relation):
    drawn = sample_keys(relation, "id", sample=3, seed=1)
    assert drawn == sample_keys(relation, "id", sample=3, seed=1)
    assert len(set(drawn)) == 3
    assert sorted(sample_keys(relation, "id", sample=99, seed=0)) == [1, 2, 3, 4]
    with pytest.raises(InputError, match="sample is 0"):
        sample_keys(relation, "id", sample=0, seed=1)
    told = {"key": "id", "options": [], "about": "rows", "cards": cards_of(relation)}
    with pytest.raises(NotFoundError, match="keys: 2 not in the table, such as 7, 8"):
        items_of_rows([1, 7, 8], relation, "city", **told)


def test_a_label_card_without_a_suggestion(relation):
    (item,) = row_items(
        rows_by_key(relation, "id", [4]), "city", options=["Ulm"], about="audit", why="w"
    )
    assert item.target == {"key": 4, "column": "city", "old": HOSTILE}
    assert item.payload["suggested"] is None and item.payload["from"] == "audit"


def test_long_texts_and_images_are_found():
    table = read_table(
        pa.table(
            {
                "id": [1, 2],
                "photo": ["a/1.JPG", "https://x.org/2.png?size=3"],
                "raw": [b"\x89PNG\r\n", b"\xff\xd8\xff\xe0"],
                "blob": [b"no", b"image"],
                "body": ["long words " * 40, "more\nlines " * 50],
                "kind": ["x", "y"],
            }
        )
    )
    cards = cards_of(table, leave_out=("id", "kind"))
    assert (cards.text, cards.media) == ("body", ("photo", "raw"))
    assert cards_of(table, media=()).media == ()
    assert labels_in(table, "kind") == ["x", "y"]
    (item,) = items_of_rows([1], table, "kind", key="id", options=["x"], about="rows", cards=cards)
    assert item.payload["text"]["column"] == "body"
    assert item.payload["media"] == {"photo": {"path": "a/1.JPG"}, "raw": {"bytes": 6}}
    assert list(item.payload["row"]) == ["id", "blob"]
