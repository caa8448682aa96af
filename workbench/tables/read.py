"""Read a source of any supported kind into a `Relation`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from workbench.tables.files import read_file
from workbench.tables.names import check_names, distinct_names
from workbench.tables.objects import read_object
from workbench.tables.options import MAX_CELLS, MAX_UNPACKED, Asked, Options
from workbench.tables.relation import Relation, interruptible

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["as_pandas", "check_names", "read_table"]


def read_table(
    source: Any,
    *,
    delimiter: str | None = None,
    quote: str | None = None,
    escape: str | None = None,
    encoding: str | None = None,
    header: bool | int | Sequence[int] | None = None,
    skip: int | None = None,
    comment: str | None = None,
    footer: int | None = None,
    ragged: Literal["refuse", "pad"] | None = None,
    names: Literal["refuse", "number"] = "number",
    all_text: bool = False,
    sheet: str | int | None = None,
    flatten: bool = False,
    max_cells: int = MAX_CELLS,
    max_unpacked: int = MAX_UNPACKED,
    query: str | None = None,
    storage_options: Mapping[str, Any] | None = None,
) -> Relation:
    """Read `source` into one relation.

    Whatever is not given is found out, and ``relation.guess`` and ``relation.source.options``
    tell what was found.

    Parameters
    ----------
    source : path, URL, pandas.DataFrame, polars.DataFrame, pyarrow.Table, DuckDB relation
        The table.  A path ends in ``.csv``, ``.tsv``, ``.txt``, ``.parquet``, ``.json``,
        ``.jsonl``, ``.xlsx``, ``.feather`` or ``.arrow``, perhaps packed (``.gz``, ``.bz2``,
        ``.xz``, ``.zst``, ``.zip`` with one member), or is a folder of Parquet files or a
        pattern such as ``parts/*.parquet``.  A URL is one that fsspec opens (``s3://``,
        ``memory://``, ``file://``) or, with `query`, a database's as SQLAlchemy writes it.
        A Relation is returned as it is.
    delimiter, quote, escape : str, optional
        One character each of a text file; ``quote=""``: there are no quotes.
    encoding : str, optional
        Of a text file.  Where given, it is taken literally.
    header : bool, int or list of int, optional
        Whether a text file or sheet has a header, or the lines (counted from 1) that hold it;
        the names of several lines are joined.
    skip : int, optional
        How many lines before the table are left out.
    comment : str, optional
        Lines that begin so are left out.
    footer : int, optional
        How many rows after the table are left out.
    ragged : {"refuse", "pad"}, optional
        What to do with lines of a wrong number of fields: raise an error, or pad short and cut
        long ones.  Where not given, a few odd lines in a regular file are refused; a file that
        is irregular throughout is read.  ``options`` tells how many lines, and which.
    names : {"number", "refuse"}
        What to do with a column name that a file repeats (also in other case or Unicode form):
        name the second column ``x.1``, which ``relation.guess`` tells, or raise an error.
    all_text : bool
        Keep every column of a text file as text.  Otherwise a column whose every value is written
        as a plain number or ISO date becomes one; codes with leading zeros stay text.
    sheet : str or int, optional
        Of a workbook: its name, or its index counted from 0.
    flatten : bool
        Give nested JSON a column for each inner field, named ``outer.inner``; otherwise it stays
        JSON text.
    max_cells : int
        The largest area of a sheet, empty cells among it, that is read.
    max_unpacked : int
        The most bytes that a packed file may unpack to where it is packed more than 100 times.
    query : str, optional
        The SELECT to run on a database: SQLite, PostgreSQL, MySQL or Oracle, which are only read.
    storage_options : dict, optional
        For fsspec (endpoint, keys).  Never stored.

    Returns
    -------
    Relation
        With the rows in order.

    Raises
    ------
    InputError
        If the source is missing, empty, of another kind or damaged, or if the object is no
        table.
    """
    if isinstance(source, Relation):
        return source
    lines = header if header is None or isinstance(header, bool | int) else tuple(header)
    options = Options(
        text=Asked(
            delimiter, quote, escape, encoding, lines, skip, comment, footer, ragged, names,
            all_text,
        ),
        sheet=sheet,
        flatten=flatten,
        max_cells=max_cells,
        max_unpacked=max_unpacked,
    )  # fmt: skip
    with interruptible():
        return _read(source, options, query, storage_options)


def _read(
    source: Any, options: Options, query: str | None, storage_options: Mapping[str, Any] | None
) -> Relation:
    if query is not None:
        from workbench.tables.sql import read_query

        return read_query(source, query)
    if isinstance(source, str) and "://" in source:
        from workbench.tables.remote import read_url

        return read_url(source, options, storage_options)
    if isinstance(source, str | Path):
        return read_file(Path(source), options)
    return read_object(source)


def as_pandas(source: Any, name: str = "table") -> pd.DataFrame:
    """Return any supported table as a pandas frame; one with distinct names as it is.

    Parameters
    ----------
    source : table or path
        As for `read_table`.
    name : str
        What the table is called in errors.
    """
    import pandas as pd

    if isinstance(source, pd.DataFrame):
        names = distinct_names(source.columns, name)
        return source.set_axis(names.listed, axis=1) if names.renamed else source
    return read_table(source).to_pandas()
