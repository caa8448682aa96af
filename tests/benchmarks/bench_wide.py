"""Claim: 100 columns x 1M rows and 10,000 columns x 1,000 rows are profiled, page included; a CSV
file of 20,000 columns x 50 rows is read, profiled, checked, and added and opened.

Whole processes: CPU and wall seconds, peak memory, steps of progress told; and how long each takes
to stop when it is interrupted halfway.  Beside them DuckDB's SUMMARIZE on the same Parquet files.

python tests/benchmarks/bench_wide.py
"""

from __future__ import annotations

import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import csv

sys.path.insert(0, str(Path(__file__).parent))

from bench_profile import BLOCK, READERS, block, measure

OURS = (
    "import workbench.progress as p; steps = []; step = p.Progress.step; "
    "p.Progress.step = lambda self, *a, **k: (steps.append(1), step(self, *a, **k))[1]; "
    "import workbench; found = workbench.profile(path); size = len(found.to_html()); "
    "import sys; print(len(steps), 'steps,', size // 1000, 'kB page', file=sys.stderr)"
)


def write_long(path: Path, rows: int = 1_000_000) -> None:
    writer = None
    for start in range(0, rows, BLOCK):
        columns = {}
        for copy in range(5):
            part = block(start, BLOCK, np.random.default_rng(start + copy))
            columns |= {f"{name}_{copy}": part[name] for name in part.column_names}
        table = pa.table(columns)
        writer = writer or pq.ParquetWriter(path, table.schema)
        writer.write_table(table)
    writer.close()


def write_wide(path: Path, columns: int = 10_000, rows: int = 1_000) -> None:
    rng = np.random.default_rng(0)
    made = (
        lambda: rng.normal(size=rows),
        lambda: rng.integers(0, 50, rows),
        lambda: rng.choice(["a", "b", "cc", "d"], rows),
        lambda: [f"{x:06x}" for x in rng.integers(0, 10**6, rows)],
    )
    pq.write_table(pa.table({f"c{i}": made[i % 4]() for i in range(columns)}), path)


WIDE_CSV = {
    "read_table": "import workbench; workbench.read_table(path)",
    "profile": "import workbench; workbench.profile(path)",
    "find_issues": "import workbench; workbench.find_issues(path)",
    "add, open": "import tempfile, workbench; "
    "workbench.open_project(tempfile.mkdtemp()).add('wide', path).open()",
}


def write_csv(path: Path, columns: int = 20_000, rows: int = 50) -> None:
    """Write numbers, counts, categories, codes and days in turn."""
    rng = np.random.default_rng(0)
    made = (
        lambda: rng.normal(size=rows).round(3),
        lambda: rng.integers(0, 50, rows),
        lambda: rng.choice(["a", "b", "cc", "d"], rows),
        lambda: [f"{x:06x}" for x in rng.integers(0, 10**6, rows)],
        lambda: [f"2024-0{1 + x % 9}-1{x % 7}" for x in rng.integers(0, 50, rows)],
    )
    csv.write_csv(pa.table({f"c{i}": made[i % 5]() for i in range(columns)}), path)


def stop_after(path: Path, seconds: float) -> tuple[float, str]:
    """Interrupt a profile after so many seconds; return how long it took to stop, and how."""
    code = f"import workbench; workbench.profile({str(path)!r})"
    child = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE, text=True)
    time.sleep(seconds)
    asked = time.perf_counter()
    child.send_signal(signal.SIGINT)
    _, told = child.communicate()
    last = (told.strip().splitlines() or ["finished before"])[-1]
    return time.perf_counter() - asked, last


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, write in (("100 x 1M", write_long), ("10,000 x 1,000", write_wide)):
            path = Path(folder) / "table.parquet"
            write(path)
            print(name, "(columns x rows)")
            for reader, code in (("SUMMARIZE", READERS["SUMMARIZE"]), ("workbench", OURS)):
                cpu, wall, memory = measure(code, path)
                print(f"  {reader:<12}{cpu:7.2f} CPU s {wall:7.2f} wall s {memory:6.0f} MB")
            stopped, how = stop_after(path, wall / 2)
            print(f"  interrupted halfway: stopped after {stopped:.2f} s ({how})")
        print("20,000 x 50, CSV (columns x rows)")
        path = Path(folder) / "table.csv"
        write_csv(path)
        for what, code in WIDE_CSV.items():
            cpu, wall, memory = measure(code, path)
            print(f"  {what:<12}{cpu:7.2f} CPU s {wall:7.2f} wall s {memory:6.0f} MB")


if __name__ == "__main__":
    main()
