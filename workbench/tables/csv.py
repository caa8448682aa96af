"""Open a delimited text file in DuckDB, with types that lose nothing."""

from __future__ import annotations

import codecs
import csv
import gzip
import re
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

import duckdb

from workbench.errors import InputError
from workbench.tables.relation import quoted
from workbench.types import Json

__all__ = ["open_csv"]

MAX_LINE = 20_000_000
DELIMITERS = (",", ";", "\t", "|")

WHOLE = "-?(0|[1-9][0-9]{0,17})"
DECIMAL = "-?(0|[1-9][0-9]{0,14})(\\.[0-9]{1,15})?([eE][+-]?[0-9]{1,2})?"
DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
MOMENT = f"{DAY}[ T][0-9]{{2}}:[0-9]{{2}}(:[0-9]{{2}}(\\.[0-9]{{1,6}})?)?"


def open_csv(
    path: Path,
    *,
    delimiter: str | None,
    encoding: str,
    header: bool,
    all_text: bool,
    check_names: Callable[[Iterable[object], str], None],
) -> tuple[duckdb.DuckDBPyConnection, Json]:
    """Load a CSV or TSV file into the table ``data`` of a new connection.

    Returns
    -------
    tuple
        The connection, and what was guessed: delimiter, quote, encoding, header, types.

    Raises
    ------
    InputError
        If the file is not in `encoding`, looks binary, has two columns of one name, or a line
        has too many fields; the error says where.
    """
    connection = duckdb.connect()
    with tempfile.TemporaryDirectory(prefix="workbench-") as folder:
        plain = _as_utf8(path, encoding, Path(folder))
        dialect = _dialect(connection, plain, delimiter, path)
        names = _names(plain, dialect, header)
        check_names(names, str(path))
        file = str(plain).replace("'", "''")
        columns = ", ".join(_text_column(name) for name in names)
        try:
            connection.execute(
                f"CREATE TABLE text AS SELECT * FROM read_csv('{file}', auto_detect=false, "
                f"columns={{{columns}}}, header={header}, delim=?, quote=?, escape=?, "
                f"max_line_size={MAX_LINE})",
                [dialect["delimiter"], dialect["quote"], dialect["quote"]],
            )
        except duckdb.Error as error:
            raise InputError(_explain(path, str(error), dialect)) from error
    types = {} if all_text else _lossless_types(connection, names)
    chosen = ", ".join(
        f"CAST({quoted(name)} AS {types[name]}) AS {quoted(name)}"
        if name in types
        else quoted(name)
        for name in names
    )
    connection.execute(f"CREATE TABLE data AS SELECT {chosen} FROM text")
    connection.execute("DROP TABLE text")
    return connection, {**dialect, "encoding": encoding, "header": header, "types": types}


def _text_column(name: str) -> str:
    return "'" + name.replace("'", "''") + "': 'VARCHAR'"


def _as_utf8(path: Path, encoding: str, folder: Path) -> Path:
    """Return a UTF-8 copy of the file (checked throughout), without a byte order mark."""
    try:
        codecs.lookup(encoding)
    except LookupError as error:
        raise InputError(
            f"encoding {encoding!r} is unknown; try 'utf-8', 'cp1252' or 'latin-1'"
        ) from error
    decoder = codecs.getincrementaldecoder(
        "utf-8-sig" if encoding.lower() in ("utf-8", "utf8") else encoding
    )()
    zipped = path.name.lower().endswith(".gz")
    target = folder / "table.csv"
    done = 0
    try:
        with (
            gzip.open(path, "rb") if zipped else path.open("rb") as file,
            target.open("w", encoding="utf-8", newline="") as out,
        ):
            while True:
                block = file.read(1 << 20)
                if b"\x00" in block and not encoding.lower().startswith(
                    ("utf-16", "utf-32", "utf_16", "utf_32")
                ):
                    at = done + block.index(b"\x00")
                    raise InputError(
                        f"{path}: byte {at} is NUL, so this is no text file in {encoding}; "
                        "name its encoding (for example encoding='utf-16'), or check the file"
                    )
                out.write(decoder.decode(block, final=not block))
                done += len(block)
                if not block:
                    break
    except UnicodeDecodeError as error:
        raise InputError(
            f"{path}: byte {done + error.start} is not valid {encoding}; name the file's encoding, "
            "for example encoding='cp1252' (Windows) or encoding='latin-1'"
        ) from error
    except (gzip.BadGzipFile, EOFError) as error:
        raise InputError(f"{path}: the gzip file is damaged or was cut short") from error
    return target


def _dialect(
    connection: duckdb.DuckDBPyConnection, plain: Path, delimiter: str | None, path: Path
) -> Json:
    if delimiter is not None and (len(delimiter) != 1 or delimiter in '"\n\r'):
        raise InputError(f"delimiter {delimiter!r}: give one character, for example ',' or '\\t'")
    if delimiter is None and ".tsv" in path.name.lower():
        delimiter = "\t"
    file = str(plain).replace("'", "''")
    given = "" if delimiter is None else f", delim='{delimiter}'"
    try:
        row = connection.execute(
            f"SELECT Delimiter, Quote FROM sniff_csv('{file}', all_varchar=true, "
            f"max_line_size={MAX_LINE}{given})"
        ).fetchone()
    except duckdb.Error as error:
        raise InputError(
            f"{path}: no delimiter fits all lines; give it, for example delimiter=';', "
            "or check the first lines of the file"
        ) from error
    assert row is not None
    quote = row[1] if row[1] not in ("", "(empty)", "\x00") else '"'
    found = delimiter or (row[0] if row[0] not in ("", "(empty)") else ",")
    if delimiter is None:
        with plain.open(encoding="utf-8") as lines:
            first = lines.readline(MAX_LINE)
        if found not in first:
            # Ragged lines make the sniffer see one wide column; then the header decides, and
            # reading names the line at fault.
            found = max(DELIMITERS, key=first.count)
    return {"delimiter": found, "quote": quote}


def _names(plain: Path, dialect: Json, header: bool) -> list[str]:
    csv.field_size_limit(MAX_LINE)
    with plain.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file, delimiter=dialect["delimiter"], quotechar=dialect["quote"])
        first = next((row for row in reader if row), [])
    if header:
        return [name or f"Unnamed: {i}" for i, name in enumerate(first)]  # as pandas names them
    return [f"column_{i}" for i in range(1, len(first) + 1)]


def _lossless_types(connection: duckdb.DuckDBPyConnection, names: list[str]) -> dict[str, str]:
    """Return the columns whose every value is written as a number or ISO date in the plain way."""
    found: dict[str, str] = {}
    for name in names:
        column = quoted(name)
        tests = ", ".join(
            f"bool_and(regexp_full_match(v, '{pattern}'))"
            for pattern in (WHOLE, DECIMAL, DAY, MOMENT)
        )
        row = connection.execute(
            f"SELECT {tests}, bool_and(try_cast(v AS TIMESTAMP) IS NOT NULL) "
            f"FROM (SELECT DISTINCT {column} AS v FROM text WHERE {column} IS NOT NULL)"
        ).fetchone()
        assert row is not None
        whole, decimal, day, moment, exists = row
        if whole:
            found[name] = "BIGINT"
        elif decimal:
            found[name] = "DOUBLE"
        elif day and exists:
            found[name] = "DATE"
        elif moment and exists:
            found[name] = "TIMESTAMP"
    return found


def _explain(path: Path, message: str, dialect: Json) -> str:
    line = re.search(r"Line: (\d+)", message)
    fields = re.search(r"Expected Number of Columns: (\d+) Found: (\d+)", message)
    where = f"{path}, line {line[1]}" if line else str(path)
    if fields:
        what = f"{fields[2]} fields where the header has {fields[1]}"
    else:
        what = "the file cannot be read: " + message.strip().splitlines()[0]
    return (
        f"{where}: {what} (delimiter {dialect['delimiter']!r}, quote {dialect['quote']!r}). "
        "Mend that line, or give another delimiter"
    )
