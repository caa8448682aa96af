"""The texts of the files beside an exported module."""

from __future__ import annotations

__all__ = ["APART", "CHECK", "READ", "README", "TEST", "WATCH"]

TEST = '''"""Real rows before and after cleaning, which prove that the rules still do the same.

From the folder above this one:  python -m unittest {module}.test_{module}
"""

import datetime
import importlib.util
import unittest
import warnings

import narwhals as nw
import pandas as pd

import {module}
from {module} import APART, COLUMNS, not_applied

BEFORE = {before}

AFTER = {after}


def rows(table):
    """Return the cells by column, missing ones as None, on any engine."""
    frame = nw.from_native(table)
    if isinstance(frame, nw.LazyFrame):
        frame = frame.collect("pyarrow")
    return {{
        name: [None if pd.isna(cell) else cell for cell in frame[name].to_list()]
        for name in frame.columns
    }}


def installed(name):
    """Tell whether an engine is installed; the tests need pandas only."""
    return importlib.util.find_spec(name) is not None


def clean(table):
    """Clean a table; rules whose values stand apart are not applied here."""
    with warnings.catch_warnings():
        if APART:
            warnings.simplefilter("ignore")
        return {module}.clean(table)


class TestClean(unittest.TestCase):
    """The rules give what was reviewed."""

    maxDiff = None

    def test_pandas(self):
        self.assertEqual(rows(clean(pd.DataFrame(BEFORE))), AFTER)

    def test_input_is_not_changed(self):
        table = pd.DataFrame(BEFORE)
        clean(table)
        self.assertEqual(rows(table), BEFORE)

    def test_missing_columns_are_told(self):
        for name in COLUMNS:
            table = pd.DataFrame(BEFORE).drop(columns=name)
            if len(COLUMNS) == 1:
                with self.assertRaisesRegex(ValueError, "missing"):
                    clean(table)
            else:
                with self.assertWarnsRegex(UserWarning, "missing"):
                    {module}.clean(table)
                self.assertTrue(any(name in rule["missing"] for rule in not_applied(table)))

    @unittest.skipUnless(installed("polars"), "Polars is not installed")
    def test_polars(self):
        import polars as pl

        self.assertEqual(rows(clean(pl.DataFrame(BEFORE, infer_schema_length=None))), AFTER)

    @unittest.skipUnless(installed("duckdb") and installed("pyarrow"), "DuckDB is not installed")
    def test_duckdb(self):
        import duckdb
        import pyarrow as pa

        self.assertEqual(rows(clean(duckdb.from_arrow(pa.table(BEFORE)))), AFTER)


if __name__ == "__main__":
    unittest.main()
'''

README = """# {module}

{count} cleaning rules for {name}, exported by the Data-Quality Workbench.

```python
import pandas as pd
from {module} import clean

tidy = clean(pd.read_csv({file!r}))        # or a Polars, PyArrow or DuckDB table
```

Needs narwhals and the engine of your table. Run its tests from the parent folder:

```
python -m unittest {module}.test_{module}
```

`RULES` in the module gives the reason for each rule and who accepted it; `recipe.json` holds the
same recipe for the workbench.
"""

WATCH = """
Has tomorrow's table drifted from the one that the rules were made on? `reference.json` holds the
distributions of its columns.

```python
from {module} import drift

for row in drift(pd.read_csv("tomorrow.csv")):
    print(row["column"], row["verdict"], row["message"])
```
"""

CHECK = """
Which rows of tomorrow's table are not as expected? `expectations.json` holds the types, ranges and
categories of the cleaned table; `check` returns the other rows with a reason, for review.

```python
from {module} import check, explain

good, bad = check(pd.read_csv("tomorrow.csv"))
print(bad["reason"])
print(explain(pd.read_csv("tomorrow.csv"), "key column", "key"))   # what each rule did to a row
```
"""

APART = """
This module holds no value of a column with personal data. The rules that need such values
(`APART` in the module) are applied where you give the file that was written beside the export:

```python
tidy = clean(table, values="path/to/the/values.json")
```
"""

READ = """
`read` reads tomorrow's file as today's was read (delimiter, encoding, header, types), with pandas,
Polars, PyArrow or DuckDB:

```python
from {module} import read
tidy = clean(read("{file}"))
```
"""
