"""How tomorrow's file is opened as today's was; copied into exported modules."""

from __future__ import annotations

import csv
import datetime
import importlib
import importlib.util
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import narwhals as nw

from workbench.tables.numbering import numbered

TABLE_LIBRARIES = ("pandas", "polars", "pyarrow", "duckdb")
"""What a table is made with: the first that is installed."""

READERS: dict[str, Callable[[str], Any]] = {
    "integer": int,
    "number": float,
    "date": datetime.date.fromisoformat,
    "datetime": datetime.datetime.fromisoformat,
    "truth": lambda text: {"true": True, "false": False}[text.lower()],
}
"""How the text of a cell is read as a value of each type; other columns stay text."""

PLAIN = {"integer": "[+-]?(0|[1-9][0-9]{0,17})", "number": "[+-]?[0-9.]+([eE][+-]?[0-9]+)?"}
"""What numbers look like: codes with zeros before them, and words such as nan, are none."""


def opened(path: Any, source: Mapping[str, Any], library: str | None) -> Any:
    """Read a file as `source` says that the table was read that the rules were made on.

    Columns may be missing, new, or in another order.  A column whose values are not all of the
    type that they had stays text.  Raises ValueError where the file has another structure.
    """
    name = library or installed_library()
    kind = source["kind"]
    if kind == "parquet":
        return opened_parquet(path, name)
    if kind == "excel":
        rows = sheet_rows(path, source, name)
    else:
        with open(path, encoding=source["encoding"], newline="") as stream:
            rows = text_rows(stream, source)
    names, records = with_header(rows, source)
    types = source.get("types", {})
    columns = {
        column: typed_cells([row[i] for row in records], types.get(column))
        for i, column in enumerate(names)
    }
    return made_table(columns, name)


def installed_library() -> str:
    """Return the first library for tables that is installed."""
    for name in TABLE_LIBRARIES:
        if importlib.util.find_spec(name) is not None:
            return name
    raise ImportError(f"read needs one of {', '.join(TABLE_LIBRARIES)}: install one of them")


def opened_parquet(path: Any, name: str) -> Any:
    """Read a Parquet file with a library."""
    if name == "pyarrow":
        return importlib.import_module("pyarrow.parquet").read_table(str(path))
    module = importlib.import_module(name)
    return module.read_parquet(str(path))


def sheet_rows(path: Any, source: Mapping[str, Any], name: str) -> list[tuple[int, list[Any]]]:
    """Return the rows of a sheet with their numbers, from 1; needs pandas or Polars."""
    if importlib.util.find_spec("pandas") is not None:
        pandas = importlib.import_module("pandas")
        calamine = importlib.util.find_spec("python_calamine") is not None
        sheet = pandas.read_excel(
            path,
            sheet_name=source["sheet"],
            header=None,
            dtype=object,
            keep_default_na=False,
            engine="calamine" if calamine else "openpyxl",
        )
        rows = sheet.to_numpy().tolist()
    elif name == "polars":
        polars = importlib.import_module("polars")
        rows = polars.read_excel(path, sheet_name=source["sheet"], has_header=False).rows()
    else:
        raise ImportError("read needs pandas or Polars for a workbook: install one of them")
    return [(number, list(row)) for number, row in enumerate(rows, 1)]


def text_rows(stream: Iterable[str], source: Mapping[str, Any]) -> list[tuple[int, list[Any]]]:
    """Return the rows of a text file with the number of their first line, from 1."""
    lines = iter(stream)
    start = source.get("lines_before", 0)
    skipped = [line for _, line in zip(range(start), lines, strict=False)]
    comment = source.get("comment")
    if comment:
        lines = (line for line in lines if not line.startswith(comment))
    reader = csv.reader(
        lines,
        delimiter=source["delimiter"] or "\0",
        quotechar=source.get("quote") or None,
        escapechar=source.get("escape") or None,
        quoting=csv.QUOTE_MINIMAL if source.get("quote") else csv.QUOTE_NONE,
    )
    rows = []
    line = len(skipped) + 1
    for row in reader:
        rows.append((line, row))
        line = len(skipped) + reader.line_num + 1
    if rows and rows[0][0] == 1 and rows[0][1]:
        rows[0][1][0] = rows[0][1][0].removeprefix("\ufeff")
    return rows


def with_header(
    rows: Sequence[tuple[int, list[Any]]], source: Mapping[str, Any]
) -> tuple[list[str], list[list[Any]]]:
    """Return distinct names, and the records below them, each as wide as there are names."""
    header = source.get("header", True)
    filled = [(line, row) for line, row in rows if any(not is_blank(cell) for cell in row)]
    if header is True:
        count = 1
    elif header is False:
        count = 0
    else:
        count = len(header)
    if len(filled) < count:
        raise ValueError("the file has no rows where the names of the columns were")
    top = [row for _, row in filled[:count]]
    records = [row for _, row in filled[count:]]
    width = max((len(row) for row in [*top, *records[:1000]]), default=0)
    names = joined_names(top, width) if top else list(source.get("names", ()))[:width]
    names += [f"column_{number}" for number in range(len(names) + 1, width + 1)]
    for row in records:
        if len(row) > width and any(not is_blank(cell) for cell in row[width:]):
            raise ValueError(f"a row has {len(row)} cells, and there are {width} columns: {row}")
    return numbered(names), [[*row[:width], *[None] * (width - len(row))] for row in records]


def joined_names(rows: Sequence[list[Any]], width: int) -> list[str]:
    """Return one name a column: the header's rows joined, a group over the gaps right of it."""
    grid = [[str("" if is_blank(c) else c).strip() for c in row] for row in rows]
    grid = [[*row[:width], *[""] * (width - len(row))] for row in grid]
    for upper in grid[:-1]:
        for i in range(1, width):
            upper[i] = upper[i] or upper[i - 1]
    names = [" ".join(row[i] for row in grid if row[i]) for i in range(width)]
    return [name or f"Unnamed: {i}" for i, name in enumerate(names)]


def is_blank(cell: Any) -> bool:
    """Tell whether a cell is empty."""
    return cell is None or cell == "" or cell != cell


def typed_cells(cells: Sequence[Any], kind: str | None) -> list[Any]:
    """Return cells as values of a type, where each is one, or else as text; empty ones as None."""
    present = [None if is_blank(cell) else cell for cell in cells]
    texts = [cell for cell in present if cell is not None]
    if all(not isinstance(cell, str) for cell in texts) and len({type(c) for c in texts}) == 1:
        return present  # a workbook knows the types of its cells
    pattern = PLAIN.get(kind or "")
    if kind in READERS and all(not pattern or re.fullmatch(pattern, str(c)) for c in texts):
        try:
            return [None if cell is None else READERS[kind](str(cell)) for cell in present]
        except (ValueError, KeyError):
            pass
    return [cell if cell is None else str(cell) for cell in present]


def kind_of_cells(cells: Sequence[Any]) -> type:
    """Return the type of the cells that are not empty; text where there are none."""
    return next((type(cell) for cell in cells if cell is not None), str)


def made_table(columns: Mapping[str, list[Any]], name: Any) -> Any:
    """Return columns as a table of a library."""
    kinds = {column: kind_of_cells(cells) for column, cells in columns.items()}
    if name == "pandas":
        pandas = importlib.import_module("pandas")
        with_gaps = {int: "Int64", bool: "boolean"}  # else numbers would become floats
        made = {
            column: pandas.array(cells, dtype=with_gaps[kinds[column]])
            if None in cells and kinds[column] in with_gaps
            else cells
            for column, cells in columns.items()
        }
        return pandas.DataFrame(made)
    if name == "duckdb":
        return duckdb_table(columns, kinds)
    types: dict[type, Any] = {int: nw.Int64, float: nw.Float64, bool: nw.Boolean}
    types |= {datetime.date: nw.Date, datetime.datetime: nw.Datetime("us")}
    schema = {column: types.get(kind, nw.String) for column, kind in kinds.items()}
    return nw.from_dict(dict(columns), schema, backend=name).to_native()


def duckdb_table(columns: Mapping[str, list[Any]], kinds: Mapping[str, type]) -> Any:
    """Return columns as a relation of DuckDB."""
    duckdb = importlib.import_module("duckdb")
    types = {int: "BIGINT", float: "DOUBLE", bool: "BOOLEAN"}
    types |= {datetime.date: "DATE", datetime.datetime: "TIMESTAMP"}
    quoted = {column: '"' + column.replace('"', '""') + '"' for column in columns}
    listed = ", ".join(f"{quoted[c]} {types.get(kind, 'VARCHAR')}" for c, kind in kinds.items())
    connection = duckdb.connect()
    connection.execute(f"CREATE TABLE opened ({listed})")
    rows = list(zip(*columns.values(), strict=True))
    if rows:
        marks = ", ".join("?" * len(columns))
        connection.executemany(f"INSERT INTO opened VALUES ({marks})", rows)
    return connection.table("opened")
