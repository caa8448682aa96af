"""A wide table says what its columns say in a narrow one."""

import numpy as np
import pandas as pd
import pytest

from workbench import find_issues
from workbench.checks import context as checks_context
from workbench.tables import keys, lossless, narrow, read_table
from workbench.tables.keys import with_row_key
from workbench.tables.relation import Relation

COLUMNS = 30
ROWS = 60


def frame(seed):
    """Return columns of five kinds, with a few faults that checks find."""
    rng = np.random.default_rng(seed)
    made = {}
    for i in range(0, COLUMNS, 5):
        made[f'n "{i}"'] = rng.normal(size=ROWS).round(3)
        made[f"w{i}"] = rng.integers(0, 50, ROWS)
        made[f"t*{i}"] = rng.choice(["a", "b ", "cc", "N/A"], ROWS)
        made[f"x{i}"] = [f"{x:06x}" for x in rng.integers(0, 10**6, ROWS)]
        days = pd.Timestamp("2024-01-01") + pd.to_timedelta(rng.integers(0, 99, ROWS), "D")
        made[f"d{i}"] = days.strftime("%Y-%m-%d")
    found = pd.DataFrame(made)
    found.loc[3, 'n "0"'] = 900.0
    found.loc[5:6, "w5"] = 999
    found.loc[7, "d10"] = "1850-01-01"
    found["end"] = (pd.to_datetime(found["d0"]) + pd.Timedelta(days=5)).dt.strftime("%Y-%m-%d")
    found.loc[9, "end"] = "2023-12-01"
    found.loc[11:13, "x0"] = None
    return found


@pytest.fixture
def wide(monkeypatch):
    """Take 10 columns for very many."""

    def start():
        for module in (narrow, checks_context):
            monkeypatch.setattr(module, "WIDE", 10)
        monkeypatch.setattr(keys, "MANY_COLUMNS", 10)
        for module in (narrow, keys):
            monkeypatch.setattr(module, "BLOCK", 4)
        monkeypatch.setattr(lossless, "MANY", 10)
        monkeypatch.setattr(lossless, "LONG", 7)

    return start


def issues_of(path):
    return [issue.to_dict() for issue in find_issues(path)]


@pytest.mark.parametrize("seed", range(6))
def test_a_wide_table_is_read_and_checked_as_a_narrow_one(tmp_path, wide, seed):
    path = tmp_path / "t.csv"
    frame(seed).to_csv(path, index=False)
    before, issues = read_table(path), issues_of(path)
    row_keys = with_row_key(before).to_arrow()
    assert {issue["kind"] for issue in issues} >= {"outlier", "missing", "date_order"}
    wide()
    after = read_table(path)
    assert after.types == before.types and after.to_arrow().equals(before.to_arrow())
    assert with_row_key(after).to_arrow().equals(row_keys)
    assert issues_of(path) == issues


QUERIES = [
    'SELECT count("w0") FROM data',
    'SELECT "w0" FROM data WHERE "n ""0""" > 0',
    'SELECT "w0", "w25" FROM data',
    'SELECT * FROM data WHERE "w0" > 10',
    'SELECT "w0" * 2 FROM data',
    'SELECT count(*) FILTER ("w0" > 10) FROM data',
    'SELECT count(w25) FROM data WHERE "w0" > 3',
    "SELECT max(length(COLUMNS('t.*'))), max(\"w0\") FROM data",
    'SELECT row_number() OVER (), "w0" FROM data ORDER BY "t*0", "w0", 1',
    'SELECT "w0" AS "x25", count(*) FROM data GROUP BY 1 ORDER BY 1',
    "SELECT count(*) FROM data",
    'SELECT "w0", \'"w25" FROM data\' FROM data LIMIT 3',
]


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_means_the_same_in_narrow_copies(wide, query):
    before = read_table(frame(1))
    wanted = before.rows(query)
    wide()
    after = read_table(frame(1))
    assert after.rows(query) == wanted
    assert after.arrow(query).num_rows == before.arrow(query).num_rows


def test_narrow_copies_are_used(wide, monkeypatch):
    wide()
    table = read_table(frame(1))
    used = []
    cursor = narrow.Narrow.cursor
    monkeypatch.setattr(
        narrow.Narrow, "cursor", lambda self, sql: used.append(cursor(self, sql)) or used[-1]
    )
    table.rows('SELECT count("w0") FROM data')
    table.rows('SELECT count("w0"), count("w25") FROM data')
    assert used[0] is not None and used[1] is None
    assert isinstance(table, Relation) and table.neighbours("w0")[0] == 'n "0"'
