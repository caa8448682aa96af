"""Claim: the consensus is as right as the published floors, and agreement takes a million labels.

Run by hand: ``python tests/benchmarks/bench_annotations.py``.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

import numpy as np
import pandas as pd

from workbench.annotations import agreement, consensus

DATA = Path(os.environ.get("WORKBENCH_BENCH_DATA", "../shared/data")) / "multi_annotator"
FLOORS = {
    "bluebird": (0.759, 0.898),
    "product_match": (0.897, 0.940),
    "dog_breed": (0.818, 0.843),
    "face_sentiment": (0.630, 0.640),
}


def read(name: str, file: str) -> pd.DataFrame:
    return pd.read_csv(DATA / name / file, dtype=str, keep_default_na=False)


def main() -> None:
    print("accuracy           majority (floor)   Dawid-Skene (floor)   auto")
    for name, floors in FLOORS.items():
        answers = read(name, "answers.csv").drop_duplicates(["item", "annotator"])
        truth = read(name, "truth.csv").drop_duplicates("item").set_index("item")["label"]
        reached = {}
        for method in ("majority", "dawid_skene", "auto"):
            found = consensus(answers, method=method)
            said = found.frame.set_index("item")["label"]
            both = said.index.intersection(truth.index)
            reached[method] = (said[both] == truth[both]).mean()
        print(
            f"{name:18s} {reached['majority']:.3f}    ({floors[0]:.3f})   "
            f"{reached['dawid_skene']:.3f}       ({floors[1]:.3f})   {found.method}"
        )
    rng = np.random.default_rng(0)
    item = np.repeat(np.arange(200_000), 5)
    million = pd.DataFrame(
        {
            "item": item,
            "annotator": np.tile(np.arange(5), 200_000) + 5 * (item % 199),
            "label": rng.integers(0, 10, len(item)),
        }
    )
    start = time.perf_counter()
    agreement(million)
    print(f"agreement of 1,000,000 labels with 200 resamples: {time.perf_counter() - start:.1f} s")


if __name__ == "__main__":
    main()
