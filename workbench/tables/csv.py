"""Open a delimited text file: at once where it is regular, record by record where it is not."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from itertools import islice
from pathlib import Path

import duckdb

from workbench.errors import InputError
from workbench.tables.decode import Decoded, mend_controls, to_utf8
from workbench.tables.dialect import MAX_LINE, Dialect, UnclosedQuoteError, find_dialect, read_rows
from workbench.tables.layout import Layout, looks_like_note
from workbench.tables.lossless import PLAIN, type_columns
from workbench.tables.notes import text_notes
from workbench.tables.options import Asked, Task
from workbench.tables.overrides import choose_layout, layout_names, layout_summary
from workbench.tables.records import Findings, records
from workbench.tables.relation import quoted
from workbench.types import Json

__all__ = ["open_csv"]

HEAD = 1 << 18
HEAD_ROWS = 3000
TAIL = 1 << 14
WIDE = 500
BUFFER = 2 * MAX_LINE


def open_csv(task: Task) -> Json:
    """Load a text file into the table ``data``.

    Parameters
    ----------
    task : Task
        The file, and what is given rather than guessed.

    Returns
    -------
    dict
        What was guessed or given: delimiter, quote, encoding, header, types, and what was
        left out or mended.

    Raises
    ------
    InputError
        If the file is not in the encoding, looks binary, or a line has too many or too few
        fields; the error says where.
    """
    asked, name = task.options.text, task.name
    asked.check()
    plain = task.folder / "table.csv"
    decoded = to_utf8(task.path, plain, asked.encoding, name)
    with plain.open(encoding="utf-8", newline="") as file:
        head = file.read(HEAD)
    if not head.strip():
        raise InputError(f"{name}: the file contains only blank lines")
    delimiter = asked.delimiter or ("\t" if ".tsv" in name.lower() else None)
    dialect = find_dialect(plain, head, delimiter, asked.quote, asked.escape)
    if head.lstrip()[:15].lower().startswith(("<!doctype html", "<html")):
        raise InputError(f"{name}: this is a web page, not a table; check how it was fetched")
    mend = bool(decoded.controls)
    try:
        result = _find_and_load(task, plain, head, dialect, mend=mend)
    except UnclosedQuoteError as error:
        # A lone quote sign that is no quote: without quotes the file must be regular.
        if asked.quote is not None:
            raise InputError(f"{name}, {error}") from error
        dialect = replace(dialect, quote="")
        try:
            result = _find_and_load(task, plain, head, dialect, mend=mend)
        except InputError:
            raise InputError(f"{name}, {error}") from error
    names = result.pop("names")
    plain.unlink()
    types = type_columns(task.connection, dict.fromkeys(names, PLAIN), all_text=asked.all_text)
    left_out = _drop_unnamed(task.connection, names)
    untyped = () if asked.all_text else (name for name in names if name not in types)
    further = {"empty_columns": left_out, "notes": text_notes(task.connection, untyped)}
    return {
        "delimiter": dialect.delimiter,
        "quote": dialect.quote,
        **({"escape": dialect.escape} if dialect.escape else {}),
        **_encoding_summary(decoded),
        **result,
        **{key: value for key, value in further.items() if value},
        "types": types,
    }


def _find_and_load(task: Task, plain: Path, head: str, dialect: Dialect, *, mend: bool) -> Json:
    try:
        layout = _layout(head, dialect, task.options.text)
        return _load(task, plain, dialect, layout, mend=mend)
    except InputError as error:
        if isinstance(error, UnclosedQuoteError) or not str(error).startswith("line "):
            raise
        raise InputError(f"{task.name}, {error}") from error


def _encoding_summary(decoded: Decoded) -> Json:
    counts = {
        "control_characters": decoded.controls,
        "nul_bytes_left_out": decoded.nul,
        "bytes_read_as_cp1252": decoded.foreign,
    }
    doubt = {"other": decoded.other, "differs": decoded.differs}
    told = {"encoding_in_doubt": doubt} if decoded.other else {}
    return {"encoding": decoded.encoding, **told, **{key: n for key, n in counts.items() if n}}


def _layout(head: str, dialect: Dialect, asked: Asked) -> Layout:
    rows = []
    try:
        lines = read_rows(io.StringIO(head, newline=""), dialect, asked.comment or "")
        for row in islice(lines, HEAD_ROWS):
            rows.append(row)
    except UnclosedQuoteError:
        if len(head) < HEAD:
            raise
    if len(head) == HEAD and len(rows) > 2:
        rows.pop()  # it may be cut
    return choose_layout(rows, asked)


def _load(task: Task, plain: Path, dialect: Dialect, layout: Layout, *, mend: bool) -> Json:
    """Fill the table ``text`` and return the column names and what was found.

    A regular file is read as any other reader reads it, value for value; in an irregular one
    control characters that stand for Windows quotes and dashes are mended.
    """
    asked, name, connection = task.options.text, task.name, task.connection
    given = layout_names(layout, asked, name)
    names = given.listed
    fields = {"names": names, **given.note}
    if _is_regular(plain, dialect, layout, asked):
        try:
            _read(connection, plain, names, dialect, header=bool(layout.header))
            if _all_read(connection, plain, names) and not _header_again(connection, names, layout):
                return {**fields, "header": bool(layout.header)}
        except duckdb.Error:
            # A line at fault: read by records, which names it, or finds that it is a footer.
            pass
        connection.execute("DROP TABLE IF EXISTS text")
    if mend:
        names = fields["names"] = [mend_controls(column) for column in names]
    findings = Findings()
    copy = task.folder / "records.csv"
    with (
        plain.open(encoding="utf-8", newline="") as lines,
        copy.open("w", encoding="utf-8", newline="") as out,
    ):
        rows = read_rows(lines, dialect, asked.comment or "")
        wanted = (row for row in rows if row.line >= layout.first)
        selected = records(wanted, layout, findings, asked.footer)
        csv.writer(out, lineterminator="\n").writerows(
            map(mend_controls, row.cells) if mend else row.cells for row in selected
        )
    _refuse_ragged(findings, layout, dialect, asked, name)
    try:
        _read(connection, copy, names, Dialect(",", '"'), header=False)
    except duckdb.Error as error:
        cause = str(error).strip().splitlines()[0]
        raise InputError(f"{name}: the file cannot be read: {cause}") from error
    read = connection.execute("SELECT count(*) FROM text").fetchone()
    if read is None or read[0] != findings.rows:
        raise InputError(
            f"{name}: the last row is larger than {BUFFER // 1_000_000} MB; "
            "keep such content in files of its own and their paths in the table"
        )
    copy.unlink()
    fields |= layout_summary(layout) | findings.to_dict()
    return {**fields, "control_characters_mended": True} if mend else fields


def _all_read(connection: duckdb.DuckDBPyConnection, plain: Path, names: list[str]) -> bool:
    """Whether about as many bytes were read as the file has.

    DuckDB silently leaves out a last row that is larger than its buffer.
    """
    size = plain.stat().st_size
    if size <= BUFFER:
        return True
    cells = " + ".join(f"coalesce(sum(strlen({quoted(name)})), 0)" for name in names)
    row = connection.execute(f"SELECT {cells}, count(*) FROM text").fetchone()
    return row is not None and size - row[0] - row[1] * (3 * len(names) + 2) < MAX_LINE // 2


def _header_again(connection: duckdb.DuckDBPyConnection, names: list[str], layout: Layout) -> bool:
    """Whether the header stands among the records: several tables lie under each other."""
    cells = layout.header[0].cells if layout.header else []
    given = [(name, cell) for name, cell in zip(names, cells, strict=False) if cell.strip()][:50]
    if len(given) < 2:
        return False
    query = f"SELECT 1 FROM text WHERE {' AND '.join(f'{quoted(name)} = ?' for name, _ in given)}"
    row = connection.execute(f"{query} LIMIT 1", [cell for _, cell in given]).fetchone()
    return row is not None


def _is_regular(plain: Path, dialect: Dialect, layout: Layout, asked: Asked) -> bool:
    """Whether the file begins on line 1 with its header or records, and ends with records."""
    odd_header = any(len(row.cells) != layout.width or layout.first < 2 for row in layout.header)
    if (
        any((asked.skip, asked.comment, asked.footer, dialect.space, dialect.escape))
        or asked.ragged == "pad"
        or layout.before
        or len(layout.header) > 1
        or odd_header
    ):
        return False
    with plain.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - TAIL))
        if size > TAIL:
            file.readline()
        tail = file.read().decode("utf-8")
    try:
        last = list(read_rows(io.StringIO(tail, newline=""), dialect))[-5:]
    except UnclosedQuoteError:  # perhaps only because the tail begins within a cell
        return False
    gap = False
    for row in last:
        if row.filled and looks_like_note(row, layout.width, gap):
            return False
        gap = gap or (not row.filled and layout.width > 1)
    return not last or bool(last[-1].filled) or layout.width == 1


def _read(
    connection: duckdb.DuckDBPyConnection,
    file: Path,
    names: list[str],
    dialect: Dialect,
    *,
    header: bool,
) -> None:
    columns = ", ".join("'" + name.replace("'", "''") + "': 'VARCHAR'" for name in names)
    quoted_file = str(file).replace("'", "''")
    if len(names) > WIDE:
        # Each column needs blocks of its own while it is written.
        connection.execute("RESET memory_limit")
    connection.execute(
        f"CREATE TABLE text AS SELECT * FROM read_csv('{quoted_file}', auto_detect=false, "
        f"columns={{{columns}}}, header={header}, delim=?, quote=?, escape=?, "
        f"max_line_size={MAX_LINE}, buffer_size={BUFFER})",
        [dialect.delimiter, dialect.quote, dialect.escape or dialect.quote],
    )


def _refuse_ragged(
    findings: Findings, layout: Layout, dialect: Dialect, asked: Asked, name: str
) -> None:
    """Raise InputError for a few odd lines in a file that is regular otherwise."""
    fields, odd, first = layout.width, findings.odd, findings.first_odd
    if findings.beyond and len(layout.header) == 1:
        fields, odd, first = len(layout.header[0].cells), findings.beyond, findings.first_beyond
    if first is None or asked.ragged == "pad":
        return
    line, wrong = first
    irregular = (
        layout.before
        or len(layout.header) > 1
        or findings.titles
        or findings.footer
        or (odd >= 5 and odd * 5 >= findings.rows)
    )
    no_table = layout.before and (findings.odd + findings.beyond) * 2 > findings.rows
    if asked.ragged is None and irregular and not no_table:
        return
    raise InputError(
        f"{name}, line {line}: {wrong} fields where the header has {fields} "
        f"({odd} such lines; delimiter {dialect.delimiter!r}, quote {dialect.quote!r}). "
        "Fix that line, give another delimiter, or accept such lines with ragged='pad'"
    )


def _drop_unnamed(connection: duckdb.DuckDBPyConnection, names: list[str]) -> int:
    """Drop columns at the right end that have neither a name nor a value; return how many."""
    before = len(names)
    while len(names) > 1 and names[-1] == f"Unnamed: {len(names) - 1}":
        last = quoted(names[-1])
        row = connection.execute(f"SELECT 1 FROM data WHERE {last} IS NOT NULL LIMIT 1").fetchone()
        if row is not None:
            break
        connection.execute(f"ALTER TABLE data DROP COLUMN {last}")
        names.pop()
    return before - len(names)
