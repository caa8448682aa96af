"""Profile 1M rows x 20 mixed columns, beside DuckDB's SUMMARIZE in the same run.

CPU seconds of whole processes, imports included, and peak memory; alternating, the best of three.

python tests/benchmarks/bench_profile.py [rows]
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

BLOCK = 250_000
READERS = {
    "SUMMARIZE": "import duckdb; duckdb.connect().execute("
    "f\"SUMMARIZE SELECT * FROM '{path}'\").fetchall()",
    "workbench": "import workbench; workbench.profile(path)",
}


def block(start: int, size: int, rng: np.random.Generator) -> pa.Table:
    words = np.array([f"word{i}" for i in range(5000)])
    columns: dict[str, object] = {"id": np.arange(start, start + size)}
    for i in range(4):
        columns[f"whole{i}"] = pa.array(
            rng.integers(0, 10 ** (i + 1), size), mask=rng.random(size) < 0.02 * i
        )
        values = rng.lognormal(3, 1, size) if i % 2 else rng.normal(0, 1, size)
        columns[f"real{i}"] = pa.array(values, mask=rng.random(size) < 0.03 * i)
    for i in range(3):
        columns[f"word{i}"] = words[np.minimum(rng.geometric(0.3 / (i + 1), size), 4999)]
    people = rng.integers(0, 10**6, size)
    columns["mail"] = [f"user{x}@mail{x % 7}.example" for x in people]
    columns["text"] = [" ".join(row) for row in words[rng.integers(0, 5000, (size, 6))]]
    columns["code"] = [f"{x:06d}" for x in rng.integers(0, 10**6, size)]
    columns["yes"] = rng.random(size) < 0.3
    moments = rng.integers(0, 10**14, size).astype("timedelta64[us]")
    columns["moment"] = np.datetime64("2020-01-01", "us") + moments
    columns["day"] = pa.array(
        np.datetime64("2000-01-01", "D") + rng.integers(0, 9000, size).astype("timedelta64[D]")
    )
    columns["same"] = ["x"] * size
    columns["none"] = pa.nulls(size, pa.string())
    return pa.table(columns)


def write(path: Path, rows: int) -> None:
    rng = np.random.default_rng(0)
    first = block(0, min(BLOCK, rows), rng)
    with pq.ParquetWriter(path, first.schema) as writer:
        writer.write_table(first)
        for start in range(BLOCK, rows, BLOCK):
            writer.write_table(block(start, min(BLOCK, rows - start), rng))


def measure(code: str, path: Path) -> tuple[float, float, float]:
    """Return CPU seconds, wall seconds and peak memory (MB) of a fresh process."""
    # Not getrusage: its peak includes the moment before the process became Python anew.
    tail = "; print(open('/proc/self/status').read().split('VmHWM:')[1].split()[0])"
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, "-c", f"path = {str(path)!r}; {code}{tail}"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return used, wall, int(done.stdout) / 1024


def main(rows: int = 1_000_000) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.parquet"
        write(path, rows)
        runs = {name: [] for name in READERS}
        for _ in range(3):
            for name, code in READERS.items():
                runs[name].append(measure(code, path))
    print(f"{rows:,} rows x 20 columns, {'reader':<12}CPU s  wall s  peak MB")
    best = {name: min(found) for name, found in runs.items()}
    for name, (cpu, wall, memory) in best.items():
        print(f"  {name:<12}{cpu:6.2f}  {wall:6.2f}  {memory:7.0f}")
    print(f"  CPU ratio {best['workbench'][0] / best['SUMMARIZE'][0]:.2f} (wanted: at most 1.25)")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
