"""Claim: whatever takes over three seconds shows progress and stops within a second.

Each work runs in a process of its own: once to its end, telling each step of progress, and then
several times with an interrupt (SIGINT, as Ctrl-C and Jupyter's stop button send it) at moments
drawn from a seed.  Printed are the length of the whole run, the longest time without a step, and
the median and longest time from the interrupt to the end of the process.

``python -m tests.benchmarks.bench_interrupt [tries] [work ...]``
"""

from __future__ import annotations

import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

ROWS = 200_000
SETUP = """
import sys, time, warnings
warnings.simplefilter("ignore")
import workbench as wb, workbench.progress as progress
path, folder = sys.argv[1:]
step = progress.Progress.step
def told(self, *given, **named):
    print(f"step {time.monotonic():.3f}", flush=True)
    return step(self, *given, **named)
progress.Progress.step = told
"""
WORK = {
    "profile": "wb.profile(path)",
    "find_issues": 'wb.find_issues(path, key="id")',
    "label_quality": """
table = wb.read_table(path).to_pandas()
READY
wb.label_quality(table["label"], features=table[[f"x{i}" for i in range(13)]])
""",
    "add, check": 'wb.open_project(folder).add("t", path, key="id", label="label").find_issues()',
    "match": """
table = wb.read_table(path).to_pandas().head(10_000)
READY
wb.Matcher(table, key="id").pairs()
""",
    "agreement": """
import numpy as np, pandas as pd
rng = np.random.default_rng(0)
n = 1_000_000
table = pd.DataFrame({"item": rng.integers(0, n // 5, n), "annotator": rng.integers(0, 500, n),
                      "label": rng.choice(list("abcd"), n)}).drop_duplicates(["item", "annotator"])
READY
wb.agreement(table); wb.consensus(table)
""",
    "recipe": """
table = wb.read_table(path).to_arrow()
READY
wb.Recipe([{"kind": "trim", "columns": ["name"]},
           {"kind": "normalise_unicode", "columns": ["name"], "form": "NFC"},
           {"kind": "parse_date", "column": "day", "formats": ["%Y-%m-%d"]}]).run(table)
""",
}


def write_table(path: Path) -> None:
    rng = np.random.default_rng(0)
    columns = {"id": np.arange(ROWS)}
    columns |= {f"x{i}": rng.normal(size=ROWS).round(3) for i in range(13)}
    label = (columns["x0"] + columns["x1"] + rng.normal(size=ROWS) > 0).astype(int)
    syllables = ["ka", "ro", "mi", "ten", "sol", "ber", "ana", "li", "dov", "une"]
    names = [" ".join("".join(rng.choice(syllables, 2)) for _ in range(2)) for _ in range(5_000)]
    texts = {
        "label": [f"class {one}" for one in label],
        "name": rng.choice(names, ROWS),
        "city": rng.choice(names[:300], ROWS),
        "day": [f"2024-0{1 + i % 9}-1{i % 7}" for i in range(ROWS)],
    }
    pq.write_table(pa.table(columns | texts), path)


def start(code: str, path: Path) -> tuple[subprocess.Popen[str], float]:
    """Start a work and return its process and the moment at which the work itself began."""
    body = code if "READY" in code else f"READY\n{code}"
    source = SETUP + body.replace("READY", 'print(f"ready {time.monotonic():.3f}", flush=True)')
    folder = tempfile.mkdtemp()
    process = subprocess.Popen(
        [sys.executable, "-c", source, str(path), folder],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith("ready"):
            return process, float(line.split()[1])
    raise SystemExit(f"did not start: {code}")


def whole_run(code: str, path: Path) -> tuple[float, float]:
    """Return how long a work takes, and the longest time without a step of progress."""
    process, began = start(code, path)
    assert process.stdout is not None
    moments = [began] + [float(line.split()[1]) for line in process.stdout if "step" in line]
    code_ = process.wait()
    ended = time.monotonic()
    if code_:
        raise SystemExit(f"failed with {code_}: {code}")
    moments.append(ended)
    return ended - began, max(b - a for a, b in pairwise(moments))


def time_to_stop(code: str, path: Path, after: float) -> float | None:
    """Return the seconds from an interrupt to the end; None where the work was done before."""
    process, _ = start(code, path)
    time.sleep(after)
    if process.poll() is not None:
        return None
    process.send_signal(signal.SIGINT)
    sent = time.monotonic()
    process.communicate()
    return time.monotonic() - sent


def main() -> None:
    numbers = [int(one) for one in sys.argv[1:] if one.isdigit()]
    tries = numbers[0] if numbers else 8
    chosen = [one for one in sys.argv[1:] if not one.isdigit()] or list(WORK)
    rng = random.Random(0)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.parquet"
        write_table(path)
        for name in chosen:
            length, silent = whole_run(WORK[name], path)
            moments = [rng.uniform(0, length) for _ in range(tries)]
            stops = [time_to_stop(WORK[name], path, moment) for moment in moments]
            known = sorted(one for one in stops if one is not None)
            print(
                f"{name:<14} {length:6.1f} s   longest without a step {silent:5.1f} s   "
                f"to stop: median {statistics.median(known):.2f} s, longest {known[-1]:.2f} s "
                f"of {len(known)}",
                flush=True,
            )


if __name__ == "__main__":
    main()
