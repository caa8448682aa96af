"""Claim: three examples of how a text is rewritten are enough for a program, for most tasks.

Set `standardise/tde_transform`: the first three pairs of a task are the examples, the inputs of
the others are seen without their outputs, and a task is solved where every other output is right.
Published (He et al. 2018, on 239 tasks, this is a part of them): TDE 72 %, FlashFill 53-56 %.
Peer in the same run: the constant "most frequent edit", and a lookup of the three pairs.

python tests/benchmarks/bench_examples.py [-v]
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from pathlib import Path

import pandas as pd

from workbench.rules.examples import learn
from workbench.rules.examples.programs import rewritten

DATA = Path(os.environ.get("WORKBENCH_BENCH_DATA", "../shared/data")) / "standardise"
GIVEN = 3


def main() -> None:
    pairs = pd.read_csv(DATA / "tde_transform" / "pairs.csv", dtype=str, keep_default_na=False)
    solved, tried, told = Counter(), Counter(), 0
    start = time.process_time()
    slowest = 0.0
    for task, rows in pairs.groupby("task", sort=False):
        examples = list(zip(rows["input"], rows["output"], strict=True))
        given, rest = dict(examples[:GIVEN]), examples[GIVEN:]
        kind = str(task).split("/")[0]
        tried[kind] += 1
        began = time.process_time()
        program = learn(list(given.items()), [before for before, _ in rest])
        slowest = max(slowest, time.process_time() - began)
        told += program is not None
        right = program is not None and all(rewritten(program, b) == a for b, a in rest)
        solved[kind] += right
        if "-v" in sys.argv and not right:
            print(f"{task}: {program}"[:300])
    total, all_solved = sum(tried.values()), sum(solved.values())
    for kind in tried:
        print(f"  {kind:<32}{solved[kind]:4} of {tried[kind]:4}")
    print(f"solved {all_solved} of {total} tasks = {all_solved / total:.1%} (published 72 %)")
    print(f"a program was proposed for {told}, {all_solved / max(told, 1):.1%} of them right")
    used = time.process_time() - start
    print(f"CPU {used:.1f} s, {used / total:.2f} s a task, slowest {slowest:.1f} s")


if __name__ == "__main__":
    main()
