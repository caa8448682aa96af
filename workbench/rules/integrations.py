"""Files beside an exported module that let other tools run it: Airflow, pandera."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.errors import InputError
from workbench.rules.emit import written
from workbench.types import Json

__all__ = ["other_files"]

AIRFLOW = '''"""A daily task that cleans one file with {module}; set the two paths first."""

import datetime

import pandas as pd
from airflow.sdk import dag, task

from {module} import clean

SOURCE = "source.parquet"
TARGET = "clean.parquet"


@dag(schedule="@daily", start_date=datetime.datetime(2024, 1, 1), catchup=False)
def {module}():
    """Clean the newest file."""

    @task
    def run():
        clean(pd.read_parquet(SOURCE)).to_parquet(TARGET)

    run()


{module}()
'''

PANDERA = '''"""What a table cleaned with {module} looks like, as a pandera schema."""

import pandera.pandas as pa

COLUMNS = {columns}

TYPES = {{"number": "float64", "truth": "bool", "date": "datetime64[us]"}}


def column(expected):
    """Return the checks of one column."""
    checks = []
    if "values" in expected:
        checks.append(pa.Check.isin(expected["values"]))
    if "low" in expected:
        checks.append(pa.Check.ge(expected["low"]))
    if "high" in expected:
        checks.append(pa.Check.le(expected["high"]))
    return pa.Column(
        TYPES.get(expected.get("type")),
        checks,
        nullable=expected.get("nullable", True),
        unique=expected["unique"],
        coerce=expected.get("type") in ("number", "date"),
    )


SCHEMA = pa.DataFrameSchema({{name: column(expected) for name, expected in COLUMNS.items()}})
'''


def other_files(module: str, also: Sequence[str], expectations: Json | None) -> dict[str, str]:
    """Return the text of each further file that is wanted, by file name.

    Raises
    ------
    InputError
        If a kind is unknown, or a pandera schema is wanted without expectations.
    """
    unknown = [what for what in also if what not in ("airflow", "pandera")]
    if unknown:
        raise InputError(f"export: also={unknown[0]!r} is unknown; known are airflow, pandera")
    files = {}
    if "airflow" in also:
        files[f"airflow_{module}.py"] = AIRFLOW.format(module=module)
    if "pandera" in also:
        if expectations is None:
            raise InputError(
                "export: also='pandera' needs expectations=; make them with expectations_of"
            )
        columns = {
            name: {**expected, "unique": name == expectations["key"]}
            for name, expected in expectations["columns"].items()
        }
        files[f"pandera_{module}.py"] = PANDERA.format(module=module, columns=written(columns))
    return files
