"""Claim: label errors are ranked far above chance, and the confidence means what it says.

The peer is a plain random forest's self-confidence.  Run by hand:
``python tests/benchmarks/bench_labels.py``.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import average_precision_score
from sklearn.model_selection import cross_val_predict

from workbench.labels import label_quality

DATA = Path(os.environ.get("WORKBENCH_BENCH_DATA", "../shared/data")) / "label_errors"


def read(name: str) -> pd.DataFrame:
    return pd.read_csv(DATA / name / "labels.csv", dtype=str, keep_default_na=False)


def report(name: str, wrong: np.ndarray, quality, seconds: float, peer: float) -> None:
    score = average_precision_score(wrong, 1 - quality.frame["score"])
    top = np.argsort(-quality.confidence)[:100]
    print(
        f"{name:22s} AP {score:.3f}  peer {peer:.3f}  base {wrong.mean():.3f}  "
        f"top 100: wrong {wrong[top].mean():.2f}, confidence {quality.confidence[top].mean():.2f}  "
        f"{seconds:.1f} s"
    )


def forest(features, labels: pd.Series, wrong: np.ndarray) -> float:
    codes, _ = pd.factorize(labels, sort=True)
    model = RandomForestClassifier(200, min_samples_leaf=3, random_state=0)
    chance = cross_val_predict(model, features, codes, method="predict_proba")
    return average_precision_score(wrong, 1 - chance[np.arange(len(codes)), codes])


def main() -> None:
    table = read("adult_income_injected")
    wrong = (table["noisy_label"] != table["clean_label"]).to_numpy()
    start = time.perf_counter()
    features = table.drop(columns="clean_label")
    quality = label_quality("noisy_label", features=features, keys="item")
    seconds = time.perf_counter() - start
    plain = features.drop(columns=["noisy_label", "item"])
    codes = plain.apply(lambda column: pd.factorize(column, sort=True)[0])
    report(
        "adult_income_injected", wrong, quality, seconds, forest(codes, table["noisy_label"], wrong)
    )

    table = read("hausa_news_text")
    wrong = (table["noisy_label"] != table["clean_label"]).to_numpy()
    start = time.perf_counter()
    quality = label_quality(table["noisy_label"], text=table["text"])
    seconds = time.perf_counter() - start
    words = table["text"].str.lower().str.get_dummies(sep=" ")
    common = words.loc[:, words.sum() >= 5]
    report("hausa_news_text", wrong, quality, seconds, forest(common, table["noisy_label"], wrong))


if __name__ == "__main__":
    main()
