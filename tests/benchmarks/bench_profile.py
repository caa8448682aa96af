"""Profile 1M rows x 20 mixed columns, beside DuckDB's SUMMARIZE in the same run.

Ours is the whole profile: every column on all rows, semantic types, associations, missingness,
dependencies and keys on 50,000 drawn rows.  CPU seconds of whole processes, imports included, and
peak memory; alternating, the best of three.  With --peers also ydata-profiling (minimal) and
skrub's TableReport, once each, in environments of their own (pandas read, report rendered; ours
then renders its page too).

python tests/benchmarks/bench_profile.py [rows] [--peers]
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

BLOCK = 250_000
READERS = {
    "SUMMARIZE": "import duckdb; c = duckdb.connect(); "
    "c.execute('SET enable_progress_bar=false'); c.execute("
    "f\"SUMMARIZE SELECT * FROM '{path}'\").fetchall()",
    "workbench": "import workbench; workbench.profile(path)",
}
PAGE = "import workbench; workbench.profile(path).to_html()"
PEERS = {
    "ydata minimal": (
        ["ydata-profiling", "setuptools<81", "pyarrow"],
        "import pandas as pd; from ydata_profiling import ProfileReport; "
        "ProfileReport(pd.read_parquet(path), minimal=True, progress_bar=False).to_html()",
    ),
    "skrub report": (
        ["skrub", "pyarrow", "matplotlib"],
        "import pandas as pd; from skrub import TableReport; "
        "TableReport(pd.read_parquet(path), verbose=0).html()",
    ),
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


def environment(name: str, packages: list[str]) -> Path:
    """Return the Python of an environment with `packages`, made on first use."""
    folder = Path(tempfile.gettempdir()) / "workbench-bench-profile" / name.replace(" ", "-")
    python = folder / "bin" / "python"
    if not (folder / "ready").exists():
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "-qq", *packages], check=True)
        (folder / "ready").touch()
    return python


def measure(
    code: str, path: Path, python: Path | str = sys.executable
) -> tuple[float, float, float]:
    """Return CPU seconds, wall seconds and peak memory (MB) of a fresh process."""
    # Not getrusage: its peak includes the moment before the process became Python anew.
    tail = "; print(open('/proc/self/status').read().split('VmHWM:')[1].split()[0])"
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [str(python), "-c", f"path = {str(path)!r}; {code}{tail}"]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return used, wall, int(done.stdout.split()[-1]) / 1024


def main(rows: int = 1_000_000, *, peers: bool = False) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.parquet"
        write(path, rows)
        runs = {name: [] for name in READERS}
        for _ in range(3):
            for name, code in READERS.items():
                runs[name].append(measure(code, path))
        best = {name: min(found) for name, found in runs.items()}
        print(f"{rows:,} rows x 20 columns, {'reader':<14}CPU s  wall s  peak MB")
        for name, (cpu, wall, memory) in best.items():
            print(f"  {name:<14}{cpu:8.2f}  {wall:6.2f}  {memory:7.0f}")
        ratio = best["workbench"][0] / best["SUMMARIZE"][0]
        print(f"  CPU ratio {ratio:.2f} (wanted: at most 1.25; aim: 1.0)")
        if peers:
            compare(path)


def compare(path: Path) -> None:
    ours = measure(PAGE, path)
    print(f"  {'ours + page':<14}{ours[0]:8.2f}  {ours[1]:6.2f}  {ours[2]:7.0f}")
    for name, (packages, code) in PEERS.items():
        cpu, wall, memory = measure(code, path, environment(name, packages))
        print(f"  {name:<14}{cpu:8.2f}  {wall:6.2f}  {memory:7.0f}  = {cpu / ours[0]:.1f} x ours")


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:] if argument.isdigit()]
    main(*numbers, peers="--peers" in sys.argv)
