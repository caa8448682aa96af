"""Claim: messy CSV files are read as a person cleaned them.

Peers, in the same run: CleverCSV (dialect detection, first row = header) and DuckDB's sniffer.
Run by hand: ``python tests/benchmarks/bench_messy_csv.py [-v] [seed ...]``.

Two sets: Pollock's files, on which the reader was built, and 500 files made by
`tests.generators.messy_files` (seeds 0 to 9 were looked at, and the generator was amended while
they were; the default seed is the current
second).  On the made files the peers are told the encoding.

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
import io
import os
import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import clevercsv
import duckdb

from tests.generators.messy_files import messy_file
from workbench.errors import InputError
from workbench.tables import read_table

DATA = Path(os.environ.get("WORKBENCH_BENCH_DATA", "../shared/data")) / "eda" / "pollock_messy_csv"
Rows = list[list[str]]
Reader = Callable[[Path, str | None], Rows]
END = re.compile(r"\r\n?")


def ours(path: Path, encoding: str | None) -> Rows:
    try:
        table = read_table(path, all_text=True)
    except InputError as error:
        if "-v" in sys.argv:
            print("    refused:", error)
        return []
    return [list(row) for row in table.rows("FROM data")]


def clever(path: Path, encoding: str | None) -> Rows:
    text = path.read_bytes().decode(encoding or "utf-8", errors="replace")
    try:
        dialect = clevercsv.Sniffer().sniff(text)
        return list(clevercsv.reader(io.StringIO(text, newline=""), dialect))[1:]
    except clevercsv.Error:
        return []


def sniffer(path: Path, encoding: str | None) -> Rows:
    if encoding and not encoding.startswith("utf-8"):
        path = path.with_suffix(".utf8.csv")
        original = path.with_suffix("").with_suffix(".csv")
        path.write_bytes(original.read_bytes().decode(encoding).encode())
    file = str(path).replace("'", "''")
    try:
        found = duckdb.connect().execute(f"SELECT * FROM read_csv('{file}', all_varchar=true)")
        return [list(row) for row in found.fetchall()]
    except duckdb.Error:
        return []


def plain(rows: Rows) -> Rows:
    kept = []
    for row in rows:
        cells = ["" if cell is None else END.sub("\n", cell).strip() for cell in row]
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


@dataclass(frozen=True)
class File:
    """A file, the records in it, and what to call it."""

    path: Path
    encoding: str | None
    gold: Rows
    told: str


def pollock() -> list[File]:
    files = []
    for path in sorted((DATA / "csv").iterdir()):
        clean = DATA / "clean" / path.name
        if clean.stat().st_size:
            with clean.open(encoding="utf-8", errors="replace", newline="") as file:
                gold = plain(list(csv.reader(file))[1:])
            files.append(File(path, None, gold, path.name))
    return files


def made(seed: int, count: int, folder: Path) -> list[File]:
    rng = random.Random(seed)
    files = []
    for number in range(count):
        file = messy_file(rng)
        path = folder / f"{seed}-{number}.csv"
        path.write_bytes(file.data)
        told = f"{path.name} {', '.join(file.flaws)}"
        files.append(File(path, file.encoding, plain(file.records), told))
    return files


def compare(title: str, files: list[File], readers: Sequence[Reader]) -> None:
    print(f"{title}: {len(files)} files")
    for reader in readers:
        start = time.perf_counter()
        found = [plain(reader(file.path, file.encoding)) for file in files]
        seconds = time.perf_counter() - start
        f1 = [cells_f1(rows, file.gold) for rows, file in zip(found, files, strict=True)]
        exact = [rows == file.gold for rows, file in zip(found, files, strict=True)]
        print(
            f"  {reader.__name__:8s} cells F1 {sum(f1) / len(files):.3f}  "
            f"exact {sum(exact)}/{len(files)} = {sum(exact) / len(files):.3f}  {seconds:.1f} s"
        )
        for file, rows, same, share in zip(files, found, exact, f1, strict=True):
            if "-v" in sys.argv and not same:
                print(f"    {share:.3f} {len(rows)}/{len(file.gold)} rows  {file.told}")


def main() -> None:
    seeds = [int(word) for word in sys.argv[1:] if word.isdecimal()]
    readers = (ours,) if "--ours" in sys.argv else (ours, clever, sniffer)
    if DATA.exists():
        compare("Pollock", pollock(), readers)
    with tempfile.TemporaryDirectory() as name:
        for seed in seeds or [int(time.time())]:
            count = 50 if seeds else 500
            compare(f"made, seed {seed}", made(seed, count, Path(name)), readers)


if __name__ == "__main__":
    main()
