"""Claim: most matches are found before anyone decides, and decisions find the rest.

The peer is a threshold on the cosine of whole records, the best one chosen by the gold.
Run by hand: ``python tests/benchmarks/bench_entities.py``.
"""

from __future__ import annotations

import itertools
import os
import time
from pathlib import Path

import pandas as pd

from workbench.entities import Matcher
from workbench.neighbours import text_neighbours

DATA = Path(os.environ.get("WORKBENCH_BENCH_DATA", "../shared/data")) / "entity_resolution"
STEPS = (25, 50, 100)


def read(name: str, file: str) -> pd.DataFrame:
    frame = pd.read_csv(DATA / name / file, dtype=str, keep_default_na=False)
    return frame.drop(columns="soc_sec_id", errors="ignore")


def load(name: str) -> tuple[list[pd.DataFrame], set[tuple[str, str]]]:
    """Return the tables (empty cells as null) and the pairs that match, in both orders."""
    if (DATA / name / "a.csv").exists():
        tables = [read(name, "a.csv"), read(name, "b.csv")]
        pairs = {(a, b) for a, b in read(name, "matches.csv").iloc[:, :2].to_numpy()}
    else:
        tables = [read(name, "records.csv")]
        entities = read(name, "entities.csv").groupby("entity_id")["id"]
        pairs = {p for _, ids in entities for p in itertools.combinations(sorted(ids), 2)}
    return [table.replace("", None) for table in tables], pairs


def f1(found: set[tuple[str, str]], gold: set[tuple[str, str]]) -> float:
    right = sum(pair in gold or pair[::-1] in gold for pair in found)
    return 2 * right / max(len(found) + len(gold), 1)


def matched(matcher: Matcher) -> set[tuple[str, str]]:
    pairs = matcher.pairs().query("is_match")
    return set(zip(pairs["key_l"], pairs["key_r"], strict=True))


def clustered(matcher: Matcher) -> set[tuple[str, str]]:
    groups = matcher.clusters().groupby("cluster")["key"]
    return {p for _, keys in groups for p in itertools.combinations(keys, 2)}


def best_by_cosine(tables: list[pd.DataFrame], gold: set[tuple[str, str]]) -> float:
    names = [n for n in tables[0].columns if n != "id" and all(n in t.columns for t in tables)]
    texts = [t[names].fillna("").agg(" ".join, axis=1).tolist() for t in tables]
    found = text_neighbours(*texts, k=20)
    keys = [table["id"].to_numpy() for table in tables]
    pairs = list(zip(keys[0][found.left_index], keys[-1][found.right_index], strict=True))
    return max(
        f1({p for p, c in zip(pairs, found.cosine, strict=True) if c >= least / 20}, gold)
        for least in range(4, 20)
    )


def main() -> None:
    print(
        "table         cosine  pairs  clusters  seconds   clusters after "
        + "/".join(map(str, STEPS))
    )
    for name in ("febrl3", "fake_1000", "abt_buy"):
        tables, gold = load(name)
        start = time.perf_counter()
        matcher = Matcher(*tables, key="id")
        by_pair, by_cluster = f1(matched(matcher), gold), f1(clustered(matcher), gold)
        seconds = time.perf_counter() - start
        later, decided = [], 0
        for stop in STEPS:
            while decided < stop:
                for question in matcher.next_pairs(5):
                    pair = question["key_l"], question["key_r"]
                    matcher.decide(*pair, pair in gold or pair[::-1] in gold)
                    decided += 1
            later.append(f"{f1(clustered(matcher), gold):.3f}")
        print(
            f"{name:13s} {best_by_cosine(tables, gold):.3f}   {by_pair:.3f}  {by_cluster:.3f}     "
            f"{seconds:5.1f}     {' / '.join(later)}"
        )


if __name__ == "__main__":
    main()
