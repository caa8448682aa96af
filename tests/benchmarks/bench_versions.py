"""Diff of two versions of 1M rows x 20 columns, and `explain` with 1M decisions in the store.

Beside the diff, from the same run: pandas' merge and compare of the same two tables.  Beside
`explain`: reading the whole recipe and the whole table, which is what it would take without the
index.  Cold is the first call in a fresh process, imports done; warm the median of many calls
about different cells.

python tests/benchmarks/bench_versions.py [rows]
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from bench_profile import BLOCK, block

from workbench import open_project
from workbench.store import database, schema, versions
from workbench.store.context import DatasetContext

EXPLAINS = 200


def tables(rows: int) -> tuple[pa.Table, pa.Table]:
    """Return a table, and it with 5 % of rows changed, .5 % gone, .5 % new, columns altered."""
    rng = np.random.default_rng(0)
    parts = [block(at, min(BLOCK, rows - at), rng) for at in range(0, rows, BLOCK)]
    old = pa.concat_tables(parts)
    changed = np.zeros(rows, bool)
    changed[rng.choice(rows, rows // 20, replace=False)] = True
    new = old
    for name, value in (("word0", "other"), ("mail", "nobody@example.org")):
        place = new.column_names.index(name)
        mask = pa.array(changed if name == "word0" else changed & (np.arange(rows) % 2 == 0))
        new = new.set_column(place, name, pc.if_else(mask, value, new[name]))
    kept = np.ones(rows, bool)
    kept[rng.choice(rows, rows // 200, replace=False)] = False
    more = block(rows, rows // 200, rng).cast(new.schema)
    new = pa.concat_tables([new.filter(pa.array(kept)), more])
    names = ["postcode" if name == "code" else name for name in new.column_names]
    new = new.rename_columns(names)
    return old, new.append_column("extra", pa.array(np.arange(len(new))))


def in_fresh_process(code: str, *arguments: str) -> list[float]:
    """Run code that prints seconds as JSON."""
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: list[float] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


DIFF = """
import sys, time, json, duckdb, pyarrow.parquet
from workbench import open_project
dataset = open_project(sys.argv[1])["d"]
taken = []
for _ in range(4):
    start, used = time.perf_counter(), time.process_time()
    found = dataset.diff(0, 1)
    found.to_dict()
    taken += [time.perf_counter() - start, time.process_time() - used]
print(found, file=sys.stderr)
print(json.dumps(taken))
"""


def bench_diff(folder: Path, rows: int) -> None:
    old, new = tables(rows)
    project = open_project(folder / "diffed", author="ada")
    project.add("d", old, key="id")
    project.add("d", new, key="id")
    taken = in_fresh_process(DIFF, str(folder / "diffed"))
    print(
        f"diff of {rows:,} x {old.num_columns} and {len(new):,} x {new.num_columns} (to_dict too)"
    )
    wall, cpu = taken[::2], taken[1::2]
    print(
        f"  workbench  first {wall[0]:.2f} s, then {statistics.median(wall[1:]):.2f} s "
        f"({statistics.median(cpu):.2f} CPU s; wanted: under 3 s)"
    )
    start, used = time.perf_counter(), time.process_time()
    left = old.to_pandas().set_index("id")
    right = new.to_pandas().rename(columns={"postcode": "code"}).set_index("id")
    both = left.index.intersection(right.index)
    left.loc[both].compare(right.loc[both, left.columns])
    took, used = time.perf_counter() - start, time.process_time() - used
    print(f"  pandas     {took:.2f} s ({used:.2f} CPU s; told what was renamed)")


def fill(folder: Path, rows: int, *, text: bool) -> None:
    """Make a project with one decision a row, in SQL, and the version that they make."""
    rng = np.random.default_rng(1)
    order = rng.permutation(rows)
    keys = [f"row-{n:07d}" for n in order.tolist()] if text else order.tolist()
    classes = np.array(["a", "b", "c"])
    labels = classes[rng.integers(0, 3, rows)]
    other = classes[(np.searchsorted(classes, labels) + 1) % 3]
    table = pa.table({"id": keys, "label": labels, "note": [f" {n}" for n in range(rows)]})
    project = open_project(folder, author="ada")
    dataset = project.add("d", table, key="id", label="label")
    told = {"dataset": "d", "kind": "label", "verdict": "accept", "choice": None}
    told |= {"reviewer": "ben", "queue": None, "comment": "", "supersedes": None}
    told |= {"time": "2026-01-01T00:00:00+00:00"}
    columns = zip(keys, labels.tolist(), other.tolist(), strict=True)
    cells, lines = [], []
    for number, (key, was, now) in enumerate(columns):
        cells.append({"key": key, "old": was, "new": now})
        target = {"key": key, "column": "label", "old": was, "suggested": now}
        name = f"{number:032x}"
        lines.append({**told, "id": name, "item": name, "target": json.dumps(target)})
    with database.writing(project.engine) as connection:
        for at in range(0, rows, 50_000):
            connection.execute(schema.decision.insert(), lines[at : at + 50_000])
    shared = {"kind": "set_cells", "key": "id", "column": "label", "author": "ben", "why": "seen"}
    recipe = [
        {"kind": "trim", "columns": ["note"], "why": "", "author": "ada", "decisions": []},
        {**shared, "cells": cells, "decisions": [line["id"] for line in lines]},
    ]
    made = table.set_column(1, "label", pa.array(other)).set_column(
        2, "note", pc.utf8_trim(table["note"], " ")
    )
    parent = dataset.source.id
    context = DatasetContext(project.engine, folder, "ada", dataset="d")
    versions.add_version(context, made, parent=parent, recipe=recipe)
    project.engine.dispose()


EXPLAIN = """
import sys, time, json, random
import pandas, pyarrow.parquet, pyarrow.compute
from workbench import open_project
rows, text, times = int(sys.argv[2]), sys.argv[3] == "text", int(sys.argv[4])
dataset = open_project(sys.argv[1])["d"]
choose = random.Random(5)
taken = []
for n in range(times):
    key = choose.randrange(rows)
    start = time.perf_counter()
    told = dataset.explain(f"row-{key:07d}" if text else key, ("label", "note")[n % 2])
    taken.append(time.perf_counter() - start)
    assert len(told.steps) == 2, told
    assert told.steps[1].what != "set_cells" or len(told.steps[1].decisions) == 1, told
print(json.dumps(taken))
"""


def bench_explain(folder: Path, rows: int) -> None:
    for kind in ("integer", "text"):
        place = folder / kind
        start = time.perf_counter()
        fill(place, rows, text=kind == "text")
        made = time.perf_counter() - start
        cold = [in_fresh_process(EXPLAIN, str(place), str(rows), kind, "1")[0] for _ in range(5)]
        warm = in_fresh_process(EXPLAIN, str(place), str(rows), kind, str(EXPLAINS))
        median, p95 = statistics.median(warm), sorted(warm)[int(0.95 * len(warm))]
        print(
            f"explain, {rows:,} decisions, {kind} keys in no order (made in {made:.0f} s): "
            f"cold {1000 * statistics.median(cold):.0f} ms, warm median {1000 * median:.0f} ms, "
            f"p95 {1000 * p95:.0f} ms (wanted: under 50 ms)"
        )
    start = time.perf_counter()
    dataset = open_project(folder / "text")["d"]
    newest = dataset.versions()[-1]
    recipe, table = newest.made.recipe, newest.to_arrow()
    assert recipe is not None and len(recipe[1]["cells"]) == table.num_rows
    print(f"  reading all of the recipe and the rows instead: {time.perf_counter() - start:.1f} s")


def main(rows: int = 1_000_000) -> None:
    with tempfile.TemporaryDirectory() as folder:
        bench_diff(Path(folder), rows)
        bench_explain(Path(folder), rows)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
