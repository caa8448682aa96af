"""Claim: messy CSV files are read as a person cleaned them.

Peers, in the same run: CleverCSV (dialect detection, first row = header) and DuckDB's sniffer.
Run by hand: ``python tests/benchmarks/bench_messy_csv.py [-v]``.

Measured are the records; the header is not compared, because the people who cleaned the files
joined multi-row headers by no fixed rule.  From both sides cells are stripped, blank rows and
empty cells at the end of rows are left out, and so are files whose clean version is empty.

- **exact**: share of files whose list of rows is the same, order included.
- **cells F1**: per file, precision and recall of the multiset of cells that are not empty;
  averaged over the files.  (Under this reading CleverCSV reaches .973 and DuckDB .917/.647.)

A file that a reader refuses counts as read empty.  All readers have their default options, but
that everything stays text.
"""

from __future__ import annotations

import csv
import os
import sys
import time
from collections import Counter
from pathlib import Path

import clevercsv
import duckdb

from workbench.errors import InputError
from workbench.tables import read_table

DATA = Path(os.environ.get("WORKBENCH_BENCH_DATA", "../shared/data")) / "eda" / "pollock_messy_csv"
Rows = list[list[str]]


def clean(name: str) -> Rows:
    with (DATA / "clean" / name).open(encoding="utf-8", errors="replace", newline="") as file:
        return list(csv.reader(file))[1:]


def ours(name: str) -> Rows:
    try:
        table = read_table(DATA / "csv" / name, all_text=True)
    except InputError as error:
        print("refused:", error)
        return []
    return [list(row) for row in table.rows("FROM data")]


def clever(name: str) -> Rows:
    text = (DATA / "csv" / name).read_bytes().decode("utf-8", errors="replace")
    try:
        dialect = clevercsv.Sniffer().sniff(text)
    except clevercsv.Error:
        return []
    return list(clevercsv.reader(text.splitlines(keepends=True), dialect))[1:]


def sniffer(name: str) -> Rows:
    file = str(DATA / "csv" / name).replace("'", "''")
    try:
        found = duckdb.connect().execute(f"SELECT * FROM read_csv('{file}', all_varchar=true)")
        return [list(row) for row in found.fetchall()]
    except duckdb.Error:
        return []


def plain(rows: Rows) -> Rows:
    kept = []
    for row in rows:
        cells = ["" if cell is None else cell.strip() for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            kept.append(cells)
    return kept


def cells_f1(found: Rows, gold: Rows) -> float:
    a = Counter(cell for row in found for cell in row if cell)
    b = Counter(cell for row in gold for cell in row if cell)
    both = a.total() + b.total()
    return 2 * (a & b).total() / both if both else 1.0


def main() -> None:
    names = sorted(
        path.name
        for path in (DATA / "csv").iterdir()
        if (DATA / "clean" / path.name).stat().st_size
    )
    gold = {name: plain(clean(name)) for name in names}
    for reader in (ours, clever, sniffer):
        start = time.perf_counter()
        found = {name: plain(reader(name)) for name in names}
        seconds = time.perf_counter() - start
        f1 = {name: cells_f1(found[name], gold[name]) for name in names}
        exact = {name: found[name] == gold[name] for name in names}
        print(
            f"{reader.__name__:8s} cells F1 {sum(f1.values()) / len(names):.3f}  "
            f"exact {sum(exact.values())}/{len(names)} = {sum(exact.values()) / len(names):.3f}  "
            f"{seconds:.1f} s"
        )
        if "-v" in sys.argv:
            for name in names:
                if not exact[name]:
                    print(f"    {f1[name]:.3f} {len(found[name])}/{len(gold[name])} rows  {name}")


if __name__ == "__main__":
    main()
