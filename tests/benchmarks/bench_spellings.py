"""Claim: spellings of one value are joined better than by key collision or edit distance.

Run by hand: ``python tests/benchmarks/bench_spellings.py [-v]``.

1. ``autofj_names``: nine reference lists and the variants of their values.  A pair of variant and
   reference value is right if the gold has it.  Pooled over the lists, and the mean of the lists.
2. ``ppp_loans`` and ``nypl_dish``: columns of real tables and their curated form.  Two spellings of
   a column are one if the curated value is the same; a pair is merged if both become one value.
   Columns of numbers and dates are left out.  (No two spellings of the dishes are one: there is
   only something to spoil.)

Peers, in this file: key collision as in OpenRefine (fingerprint, then 2-gram fingerprint), and
rapidfuzz (nearest by token sort ratio or WRatio at 80, 85, 90 and 95; the best F1 of all eight).
"""

from __future__ import annotations

import os
import re
import sys
import time
import unicodedata
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pandas as pd
from rapidfuzz import fuzz, process

from workbench.checks import find_issues
from workbench.checks.matching import match_spellings
from workbench.rules.issues import DEFAULT_CONFIDENCE

DATA = Path(os.environ.get("WORKBENCH_BENCH_DATA", "../shared/data")) / "standardise"
Pairs = set[tuple[str, str, str]]
SCORERS = {"token sort": fuzz.token_sort_ratio, "WRatio": fuzz.WRatio}
BOUNDS = (80, 85, 90, 95)


def plain(value: str) -> str:
    """Return lower-case ASCII without punctuation, as OpenRefine's keyers begin."""
    text = unicodedata.normalize("NFKD", value.strip().casefold())
    text = "".join(c for c in text if not unicodedata.combining(c))
    return re.sub(r"[^\w\s]|_", "", text)


def keys(value: str) -> tuple[str, str]:
    """Return the fingerprint and the 2-gram fingerprint."""
    text = plain(value)
    tight = re.sub(r"\s", "", text)
    grams = sorted({tight[i : i + 2] for i in range(max(len(tight) - 1, 1))})
    return " ".join(sorted(set(text.split()))), "".join(grams)


def collision(values: list[str], others: list[str]) -> set[tuple[str, str]]:
    """Join each value to the first other one with the same fingerprint or 2-gram fingerprint."""
    first: list[dict[str, str]] = [{}, {}]
    for other in others:
        for place, key in enumerate(keys(other)):
            first[place].setdefault(key, other)
    found = set()
    for value in values:
        for place, key in enumerate(keys(value)):
            if key in first[place]:
                found.add((value, first[place][key]))
                break
    return found


def nearest(values: list[str], others: list[str], scorer: str, bound: int) -> set[tuple[str, str]]:
    """Join each value to the nearest other one of at least a score."""
    shown = [plain(other) for other in others]
    found = set()
    for value in values:
        best = process.extractOne(plain(value), shown, scorer=SCORERS[scorer], score_cutoff=bound)
        if best is not None:
            found.add((value, others[best[2]]))
    return found


def score(found: Pairs, gold: Pairs) -> tuple[float, float, float]:
    """Return precision, recall and F1."""
    hit = len(found & gold)
    precision, recall = hit / max(len(found), 1), hit / max(len(gold), 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def told(name: str, result: tuple[float, float, float], seconds: float) -> None:
    """Print one line."""
    print("  {:28s} P {:.3f}  R {:.3f}  F1 {:.3f}  {:6.1f} s".format(name, *result, seconds))


def lists() -> bool:
    """Compare on reference lists."""
    left, right, matches = (
        pd.read_csv(DATA / "autofj_names" / f"{kind}.csv", dtype=str, keep_default_na=False)
        for kind in ("left", "right", "matches")
    )
    gold = set(zip(matches.dataset, matches.title_r, matches.title_l, strict=True))
    ways = {"workbench": lambda v, o: {(m.value, m.reference) for m in match_spellings(v, o)}}
    ways["key collision"] = collision
    for scorer in SCORERS:
        for bound in BOUNDS:
            ways[f"rapidfuzz {scorer} {bound}"] = lambda v, o, s=scorer, b=bound: nearest(
                v, o, s, b
            )
    print(f"autofj_names: {len(gold)} pairs in {left.dataset.nunique()} lists")
    results, means = {}, {}
    for name, way in ways.items():
        start, found = time.perf_counter(), set()
        for one in left.dataset.unique():
            values, others = (t[t.dataset == one].title.tolist() for t in (right, left))
            found |= {(one, *pair) for pair in way(values, others)}
        results[name] = score(found, gold)
        each = [
            score({p for p in found if p[0] == one}, {p for p in gold if p[0] == one})
            for one in left.dataset.unique()
        ]
        means[name] = [sum(column) / len(each) for column in zip(*each, strict=True)]
        told(name, results[name], time.perf_counter() - start)
    print("  mean of the lists, workbench: P {:.3f}  R {:.3f}".format(*means["workbench"]))
    ours = results.pop("workbench")
    return ours[0] >= 0.9 and ours[2] > max(r[2] for r in results.values())


def groups(pairs: dict[str, str]) -> set[tuple[str, str]]:
    """Return the pairs of values that become one."""
    members = defaultdict(set)
    for value, to in pairs.items():
        members[to].add(value)
    return {tuple(sorted(p)) for group in members.values() for p in combinations(group, 2)}


def clusters(pairs: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return all pairs of values that are linked, over others too."""
    root: dict[str, str] = {}

    def top(value: str) -> str:
        while root.setdefault(value, value) != value:
            value = root[value]
        return value

    for first, second in pairs:
        root[top(first)] = top(second)
    return groups({value: top(value) for value in list(root)})


def tables() -> bool:
    """Compare on the text columns of two tables."""
    gold: Pairs = set()
    found: dict[str, Pairs] = defaultdict(set)
    for name in ("ppp_loans", "nypl_dish"):
        dirty, clean = (
            pd.read_csv(DATA / name / f"{kind}.csv", dtype=str, keep_default_na=False)
            for kind in ("dirty", "clean")
        )
        dirty = dirty.apply(lambda column: column.str.strip())
        issues = find_issues(dirty, checks=["spelling", "case"]).where(
            min_confidence=DEFAULT_CONFIDENCE
        )
        recipe = issues.recipe()
        mended = recipe.run(dirty) if len(recipe) else dirty
        for column in dirty:
            values = [v for v in dirty[column].unique() if v]
            if sum(any(c.isalpha() for c in v) for v in values) < len(values) / 2:
                continue
            where = f"{name}.{column}"
            curated = dict(zip(dirty[column], clean[column], strict=True))
            gold |= {(where, *p) for p in groups({v: curated[v] for v in values if curated[v]})}
            ours = {v: m for v, m in zip(dirty[column], mended[column], strict=True) if v}
            found["workbench"] |= {(where, *p) for p in groups(ours)}
            for place, way in enumerate(("fingerprint", "2-gram fingerprint")):
                joined = groups({v: keys(v)[place] for v in values})
                found["key collision"] |= {(where, *p) for p in joined}
                del way
            for scorer in SCORERS:
                for bound in BOUNDS:
                    near = set()
                    for v in values:
                        near |= nearest([v], [o for o in values if o != v], scorer, bound)
                    found[f"rapidfuzz {scorer} {bound}"] |= {(where, *p) for p in clusters(near)}
    print(f"\nppp_loans and nypl_dish: {len(gold)} pairs")
    results = {name: score(pairs, gold) for name, pairs in found.items()}
    for name, result in results.items():
        told(name, result, 0.0)
    if "-v" in sys.argv:
        print("  wrong:", sorted(found["workbench"] - gold)[:10])
        print("  not found:", sorted(gold - found["workbench"])[:10])
    ours = results.pop("workbench")
    return ours[0] >= 0.9 and ours[2] > max(r[2] for r in results.values())


if __name__ == "__main__":
    held = [lists(), tables()]
    sys.exit(not all(held))
