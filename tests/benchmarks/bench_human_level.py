"""Claim: the human level of a sample of votes lies near that of all, and its interval covers it.

Items and annotators are drawn from complete tables; the peer is an interval that resamples
items only.  Run by hand: ``python tests/benchmarks/bench_human_level.py``.
"""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pandas as pd

from workbench.human_level import human_level

DATA = Path(os.environ.get("WORKBENCH_BENCH_DATA", "../shared/data")) / "multi_annotator"
DRAWS = 60


def read(name: str, file: str) -> pd.DataFrame:
    return pd.read_csv(DATA / name / file, dtype=str, keep_default_na=False)


def of_items_only(answers: pd.DataFrame, truth: pd.Series, seed: int) -> tuple[float, float]:
    right = answers["label"].to_numpy() == truth[answers["item"]].to_numpy()
    per_item = pd.Series(right).groupby(answers["item"].to_numpy()).mean().to_numpy()
    rng = np.random.default_rng(seed)
    means = [per_item[rng.integers(len(per_item), size=len(per_item))].mean() for _ in range(200)]
    return float(np.quantile(means, 0.025)), float(np.quantile(means, 0.975))


def main() -> None:
    print("table           all    without gold   RMSE    coverage (items only)")
    for name in ("bluebird", "dog_breed", "face_sentiment", "product_match"):
        answers = read(name, "answers.csv").drop_duplicates(["item", "annotator"])
        gold = read(name, "truth.csv").drop_duplicates("item")
        truth = gold.set_index("item")["label"]
        answers = answers[answers["item"].isin(truth.index)]
        whole = human_level(answers, gold, bootstrap=0).typical.value
        alone = human_level(answers, bootstrap=0).typical.value
        errors, covered, peer = [], 0, 0
        for seed in range(DRAWS):
            rng = np.random.default_rng(seed)
            people = answers["annotator"].unique()
            few = rng.choice(people, max(5, len(people) // 4), replace=False)
            items = rng.choice(answers["item"].unique(), 80, replace=False)
            part = answers[answers["annotator"].isin(few) & answers["item"].isin(items)]
            typical = human_level(part, gold, bootstrap=200, seed=seed).typical
            errors.append(typical.value - whole)
            covered += typical.low <= whole <= typical.high
            low, high = of_items_only(part, truth, seed)
            peer += low <= whole <= high
        rmse = float(np.sqrt(np.mean(np.square(errors))))
        print(
            f"{name:15s} {whole:.3f}  {alone:.3f}          {rmse:.3f}   "
            f"{covered / DRAWS:.2f}     ({peer / DRAWS:.2f})"
        )


if __name__ == "__main__":
    main()
