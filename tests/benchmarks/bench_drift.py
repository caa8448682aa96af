"""Claim: drift is told where there is some, and not where there is none.

Peers, in the same run: Evidently with its default methods (in an environment of its own), and the
two rules of thumb of the field, a test with p < .05 (Kolmogorov-Smirnov, chi-square) and a
population stability index over .1.
Run by hand: ``python tests/benchmarks/bench_drift.py [repeats]``.

- **none**: share of columns flagged where both tables come from one distribution; made columns of
  six shapes at several sizes, and random halves of real tables.  Wanted: at most .05.
- **tiny**: the same for a shift of .03 deviations at 50,000 rows, which no one should act on.
- **shift**: share of columns flagged for a shift of half a deviation, from 500 rows on.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import stats

import workbench as wb
from workbench.profile.compare import compare
from workbench.profile.compare.numbers import psi

DATA = Path(os.environ.get("WORKBENCH_BENCH_DATA", "../shared/data")) / "eda"
PEER = ("evidently==0.7.*", "pandas<3", "pyarrow")
PEER_CODE = """
import json, sys, time, warnings
warnings.filterwarnings("ignore")
import pandas as pd
from evidently import Report
from evidently.presets import DataDriftPreset
start = time.process_time()
for pair in json.load(open(sys.argv[1])):
    left, right = (pd.read_parquet(path) for path in pair)
    try:
        told = Report([DataDriftPreset()]).run(right, left).dict()["metrics"]
    except Exception as error:
        print(json.dumps({"error": repr(error)[:200]}))
        continue
    found = {}
    for one in told:
        config = one["config"]
        if config["type"].endswith("ValueDrift"):
            small = "p_value" in config["method"]
            value, bound = float(one["value"]), config["threshold"]
            found[config["column"]] = value < bound if small else value >= bound
    print(json.dumps(found))
print(json.dumps({"seconds": time.process_time() - start}))
"""


def made(rng: np.random.Generator, n: int, shift: float = 0.0) -> pd.DataFrame:
    """Return six columns, each shifted by about `shift` of its deviations."""
    return pd.DataFrame(
        {
            "normal": rng.normal(shift, 1, n),
            "skewed": rng.lognormal(shift, 1, n),
            "whole": rng.poisson(4 + 2 * shift, n),
            "coin": rng.choice(["h", "t"], n, p=[0.5 - shift / 2, 0.5 + shift / 2]),
            "seven": np.clip(rng.normal(3 + 1.5 * shift, 1.5, n).round(), 0, 6).astype(str),
            "tail": (rng.zipf(1.7, n) + rng.binomial(1, min(shift, 1), n)).clip(max=10**6),
        }
    ).astype({"tail": str})


def cases(repeats: int) -> list[tuple[str, pd.DataFrame, pd.DataFrame]]:
    found = []
    rng = np.random.default_rng(0)
    for n in (30, 100, 1000, 10_000, 50_000):
        for _ in range(repeats if n <= 1000 else max(repeats // 4, 1)):
            found.append((f"none n={n}", made(rng, n), made(rng, n)))
    for n in (500, 1000, 10_000):
        for _ in range(repeats if n <= 1000 else max(repeats // 4, 1)):
            found.append((f"shift n={n}", made(rng, n), made(rng, n, 0.5)))
    for _ in range(max(repeats // 4, 1)):
        found.append(("tiny n=50000", made(rng, 50_000), made(rng, 50_000, 0.03)))
    return found + real(rng)


def real(rng: np.random.Generator) -> list[tuple[str, pd.DataFrame, pd.DataFrame]]:
    found = []
    for path in sorted(DATA.glob("*/*.csv")):
        with path.open(encoding="utf-8", errors="replace", newline="") as file:
            wide = len(next(csv.reader(file), []))
        if not 3 <= wide <= 40 or path.name == "gold.csv" or path.stat().st_size > 20e6:
            continue
        frame = pd.read_csv(path, low_memory=False)
        frame = frame.loc[:, frame.notna().sum() > 20]
        mixed = frame.iloc[rng.permutation(len(frame))].reset_index(drop=True)
        half = len(mixed) // 2
        found.append(("none real", mixed.iloc[:half], mixed.iloc[half:]))
    return found


def ours(left: pd.DataFrame, right: pd.DataFrame) -> dict[str, bool]:
    grave = ("small", "moderate", "large")
    return {column.name: column.verdict in grave for column in compare(left, right).columns}


def thumb(left: pd.DataFrame, right: pd.DataFrame) -> tuple[dict[str, bool], dict[str, bool]]:
    """Return what p < .05 and PSI > .1 say."""
    tests, indices = {}, {}
    for name in left:
        x, y = left[name].dropna(), right[name].dropna()
        if x.empty or y.empty:
            continue
        if pd.api.types.is_numeric_dtype(x) and not pd.api.types.is_bool_dtype(x):
            p = stats.ks_2samp(x, y, method="asymp").pvalue
            edges = np.unique(np.quantile(x, np.linspace(0, 1, 11)[1:-1]))
            counts = [np.bincount(np.digitize(v, edges), minlength=len(edges) + 1) for v in (x, y)]
        else:
            both = pd.concat([x, y]).astype(str)
            table = pd.crosstab(both.to_numpy(), np.repeat([0, 1], [len(x), len(y)]))
            p = stats.chi2_contingency(table).pvalue if len(table) > 1 else 1.0
            counts = [table[0].to_numpy(), table[1].to_numpy()]
        tests[name] = bool(p < 0.05)
        indices[name] = (psi(*counts)[0] or 0.0) > 0.1
    return tests, indices


def evidently(pairs: list[tuple[Path, Path]], folder: Path) -> tuple[list[dict[str, bool]], float]:
    home = Path(tempfile.gettempdir()) / "workbench-peers" / "evidently"
    python = home / "bin" / "python"
    if not (home / "ready").exists():
        venv.create(home, with_pip=True)
        install = [python, "-m", "pip", "install", "--quiet", *PEER]
        subprocess.run(install, check=True, capture_output=True)
        (home / "ready").touch()
    listed = folder / "pairs.json"
    listed.write_text(json.dumps([[str(path) for path in pair] for pair in pairs]))
    done = subprocess.run(
        [python, "-c", PEER_CODE, listed], check=True, capture_output=True, text=True
    )
    *lines, last = [json.loads(line) for line in done.stdout.splitlines() if line[:1] == "{"]
    return lines, last["seconds"]


def main(repeats: int = 8) -> None:
    everything = cases(repeats)
    told: dict[str, list[dict[str, bool]]] = {"workbench": [], "p < .05": [], "PSI > .1": []}
    start = time.process_time()
    told["workbench"] = [ours(left, right) for _, left, right in everything]
    seconds = {"workbench": time.process_time() - start}
    for _, left, right in everything:
        tests, indices = thumb(left, right)
        told["p < .05"].append(tests)
        told["PSI > .1"].append(indices)
    with tempfile.TemporaryDirectory() as folder:
        pairs = []
        for i, (_, left, right) in enumerate(everything):
            pair = (Path(folder) / f"{i}a.parquet", Path(folder) / f"{i}b.parquet")
            for frame, path in zip((left, right), pair, strict=True):
                frame.to_parquet(path, index=False)
            pairs.append(pair)
        try:
            told["evidently"], seconds["evidently"] = evidently(pairs, Path(folder))
        except subprocess.CalledProcessError as error:
            print("Evidently could not be run:", str(error.stderr)[-300:])
    print(f"workbench {wb.__version__}; share of columns flagged, and the number of columns")
    print(f"{'case':<16}" + "".join(f"{name:>12}" for name in told) + f"{'columns':>10}")
    for case in dict.fromkeys(name for name, _, _ in everything):
        chosen = [i for i, (name, _, _) in enumerate(everything) if name == case]
        shares, count = [], 0
        for found in told.values():
            flags = [flag for i in chosen for name, flag in found[i].items() if name != "error"]
            shares.append(np.mean(flags) if flags else float("nan"))
            count = count or len(flags)
        print(f"{case:<16}" + "".join(f"{share:12.3f}" for share in shares) + f"{count:10d}")
    print("CPU s: " + ", ".join(f"{name} {value:.1f}" for name, value in seconds.items()))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
