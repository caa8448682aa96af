"""Claim: the meaning of columns is told better than by readers, by ptype, and by other rules.

Run by hand: ``python tests/benchmarks/bench_types.py [-v] [--no-forest]``.

1. **Storage types**, 105 columns of five untidy files (`ptype_column_types`).  Gold classes are
   integer, float, string, date (all its kinds) and gender.  The same mapping serves everyone:

   - any date, time, datetime or span of years is a date;
   - a number with a sign or unit (``83%``) is a string, as that gold has no such type;
   - a column without a value is a string; one value in all rows counts as the type of that value;
   - a boolean of digits is an integer, another one a string;
   - gender counts where it is told, or where the column is called text, not a number.

   Peers: DuckDB's sniffer, Polars' inference with dates, ptype 0.2.17 (needs pandas 1.5, numpy
   1.26 and greenery 3, in an environment that this script makes).
2. **Meanings**, 7,936 columns with nine classes by hand (`sortinghat_columns`): name, statistics
   and five sample values.  Mapping of our types to the nine classes: `NINE` below.  The same
   evidence goes to visions (its complete set of types on the five samples) and to the rules of
   pandas' dtypes.  The forest of
   `workbench.profile.semantic.column_classifier` is cross-validated in five folds, cut in three
   ways: at random, as Shah et al. did (near duplicates leak); by name, digits left out, so that
   ``q1`` and ``q2`` are never parted; by table, so that each is wholly unseen.
"""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import venv
from collections import Counter
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl

from workbench.profile.semantic import Evidence, infer_meaning
from workbench.profile.semantic.column_classifier import train

DATA = Path(os.environ.get("WORKBENCH_BENCH_DATA", "../shared/data")) / "eda"
PEERS = Path(tempfile.gettempdir()) / "workbench-bench-types"
SCRIPT = Path(__file__).with_name("peers_types.py")
NEEDS = {
    "ptype": [
        ["greenery<4", "pandas<2", "numpy<2", "scipy<1.12", "scikit-learn<1.4", "matplotlib<4"],
        ["--no-deps", "ptype==0.2.17"],
    ],
    "visions": [["visions==0.8.2", "imagehash", "shapely"]],
}
DATES = {"date", "datetime", "time", "period", "year of date"}
SIGNED = {"percentage", "currency", "quantity"}
NINE = {
    **dict.fromkeys(["integer", "decimal", "coordinates"], "numeric"),
    **dict.fromkeys(
        ["category", "boolean", "ordinal", "gender", "postcode", "year"], "categorical"
    ),
    **dict.fromkeys(["date", "datetime", "time", "period", "duration"], "datetime"),
    **dict.fromkeys(["currency", "percentage", "quantity"], "embedded-number"),
    **dict.fromkeys(["id", "UUID", "hash", "constant", "empty"], "not-generalizable"),
    **dict.fromkeys(["list"], "list"),
    **dict.fromkeys(["URL", "image path", "audio path"], "url"),
    **dict.fromkeys(["text"], "sentence"),
}  # all others: context-specific


def peer(name: str, request: object) -> object:
    """Ask a peer in its own environment, which is made where it is missing."""
    home = PEERS / name
    python = home / "bin" / "python"
    if not (home / "ready").exists():
        venv.create(home, with_pip=True, clear=True)
        for packages in NEEDS[name]:
            subprocess.run([python, "-m", "pip", "install", "--quiet", *packages], check=True,
                           stderr=subprocess.DEVNULL)  # fmt: skip
        (home / "ready").touch()
    done = subprocess.run(
        [python, "-W", "ignore", SCRIPT, name],
        input=json.dumps(request),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def evidence_of(name: str, cells: list[str]) -> Evidence:
    """Return what is known of a column of text; an empty cell is a null."""
    counts = Counter(cell for cell in cells if cell != "")
    nulls = len(cells) - counts.total()
    return Evidence(name, "VARCHAR", len(cells), nulls, len(counts), counts)


def tables(folder: Path) -> dict[str, tuple[Path, list[str], list[list[str]]]]:
    """Return for each file a copy in UTF-8, its names and its columns."""
    found = {}
    for path in sorted((DATA / "ptype_column_types").glob("*.csv")):
        if path.stem == "gold":
            continue
        copy = folder / path.name
        copy.write_text(path.read_text(encoding="utf-8", errors="replace"), encoding="utf-8")
        with copy.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        headless = path.stem == "auto"
        names = [str(i) for i in range(len(rows[0]))] if headless else rows[0]
        body = rows if headless else rows[1:]
        found[path.stem] = (copy, names, [list(column) for column in zip(*body, strict=True)])
    return found


def plain(kind: str, cells: list[str]) -> str:
    """Return the gold's class for a reader's, by the mapping above."""
    word = kind.casefold().split("(")[0]
    values = {cell.strip() for cell in cells} - {"", "N/A", "NA", "?"}
    if word in ("boolean", "bool", "all identical", "unknown", "constant"):
        whole = bool(values) and all(value.lstrip("+-").isdigit() for value in values)
        return "integer" if whole else "string"
    if word == "gender":
        return "gender"
    if word.startswith(("date", "time")):
        return "date"
    if word in ("float", "double", "decimal", "float64"):
        return "float"
    if word in ("tinyint", "smallint", "hugeint", "ubigint") or word.startswith(("int", "bigint")):
        return "integer"
    return "string"


def ours_types(files: dict) -> dict[str, list[str]]:
    found = {}
    for stem, (_, names, columns) in files.items():
        told = [infer_meaning(evidence_of(n, c)) for n, c in zip(names, columns, strict=True)]
        found[stem] = [
            "date" if m.type in DATES or m.storage in DATES
            else "gender" if m.type == "gender"
            else "string" if m.type in SIGNED
            else plain(m.storage, c)
            for m, c in zip(told, columns, strict=True)
        ]  # fmt: skip
    return found


def duckdb_types(files: dict) -> dict[str, list[str]]:
    found = {}
    for stem, (path, _, columns) in files.items():
        header = "false" if stem == "auto" else "true"
        described = duckdb.sql(
            f"DESCRIBE FROM read_csv('{path}', header={header}, sample_size=-1)"
        ).fetchall()
        found[stem] = [plain(r[1], c) for r, c in zip(described, columns, strict=True)]
    return found


def polars_types(files: dict) -> dict[str, list[str]]:
    found = {}
    for stem, (path, _, columns) in files.items():
        frame = pl.read_csv(
            path, has_header=stem != "auto", infer_schema_length=None, try_parse_dates=True
        )
        found[stem] = [plain(str(t), c) for t, c in zip(frame.dtypes, columns, strict=True)]
    return found


def ptype_types(files: dict) -> dict[str, list[str]]:
    request = {stem: columns for stem, (_, _, columns) in files.items()}
    answer = peer("ptype", request)
    return {
        stem: [plain(t, c) for t, c in zip(types, request[stem], strict=True)]
        for stem, types in answer.items()
    }


def storage_types(verbose: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        files = tables(Path(folder))
        gold = pd.read_csv(DATA / "ptype_column_types" / "gold.csv", dtype=str)
        for reader in (ours_types, duckdb_types, polars_types, ptype_types):
            start = time.perf_counter()
            found = reader(files)
            seconds = time.perf_counter() - start
            good = 0
            for row in gold.itertuples():
                wanted = "date" if row.type.startswith("date") else row.type
                got = found[row.file][int(row.column_index)]
                right = got == wanted or (wanted == "gender" and got == "string")
                good += right
                if verbose and not right:
                    print(f"    {row.file}, {row.column}: {wanted}, told {got}")
            print(
                f"storage types  {reader.__name__:13s} {good}/{len(gold)} = "
                f"{good / len(gold):.3f}   {seconds * 1000 / len(gold):.2f} ms a column"
            )


def sortinghat() -> tuple[list[Evidence], list[str], pd.DataFrame]:
    """Return the evidence and class of each column."""
    frame = pd.read_csv(DATA / "sortinghat_columns" / "columns.csv", low_memory=False)
    samples = pd.read_csv(
        DATA / "sortinghat_columns" / "columns.csv",
        usecols=[f"sample_{i}" for i in range(1, 6)],
        dtype=str,
        keep_default_na=False,
    ).to_numpy()
    evidence = []
    for row, cells in zip(frame.to_dict("records"), samples, strict=True):
        values = Counter(str(cell) for cell in cells if cell not in ("", "nan"))
        # The statistics are 0 where the column is no number.
        stated = row["std_dev"] or row["mean"] or row["max_val"]
        ends = (row["min_val"], row["max_val"]) if stated == stated and stated else (None, None)
        rows, nulls = int(row["total_vals"]), int(row["num_nans"])
        distinct = int(row["num_of_dist_val"]) - ("nan" in cells)
        name = str(row["Attribute_name"])
        evidence.append(
            Evidence(name, "VARCHAR", rows, nulls, max(distinct, len(values)), values, True, *ends)
        )
    return evidence, list(frame["y_act"]), frame


def ours_nine(evidence: Evidence) -> str:
    meaning = infer_meaning(evidence)
    if meaning.type in ("integer", "decimal") and meaning.format:
        return "embedded-number"
    return NINE.get(meaning.type, "context-specific")


def pandas_nine(evidence: Evidence) -> str:
    """Return numeric where pandas reads a number, datetime where it does, else categorical."""
    values = pd.Series(list(evidence.values), dtype=object)
    if not len(values):
        return "not-generalizable"
    if pd.to_numeric(values, errors="coerce").notna().all():
        return "numeric"
    if pd.to_datetime(values, errors="coerce", format="mixed").notna().all():
        return "datetime"
    return "categorical"


def meanings(verbose: bool, forest: bool) -> None:
    evidence, gold, frame = sortinghat()
    told = {"ours, rules": [], "pandas dtypes": []}
    for name, rules in (("ours, rules", ours_nine), ("pandas dtypes", pandas_nine)):
        start = time.perf_counter()
        told[name] = [rules(one) for one in evidence]
        print(f"{name}: {(time.perf_counter() - start) * 1000 / len(evidence):.2f} ms a column")
    told["visions"] = peer("visions", [list(one.values) for one in evidence])
    for name, found in told.items():
        good = sum(a == b for a, b in zip(found, gold, strict=True))
        print(f"meanings  {name:14s} accuracy {good / len(gold):.3f}")
    if verbose:
        print(pd.crosstab(pd.Series(gold), pd.Series(told["ours, rules"])).to_string())
    if forest:
        cross_validated(evidence, gold, frame)


def cross_validated(evidence: list[Evidence], gold: list[str], frame: pd.DataFrame) -> None:
    from sklearn.model_selection import GroupKFold, StratifiedKFold

    names = [re.sub(r"\d+", "0", one.name).casefold() for one in evidence]
    cuts = {
        "at random": StratifiedKFold(5, shuffle=True, random_state=0).split(names, gold),
        "by name": GroupKFold(5).split(names, gold, names),
        "by table": GroupKFold(5).split(names, gold, frame["Record_id"]),
    }
    for cut, folds in cuts.items():
        good = learning = asking = 0.0
        for known, unseen in folds:
            start = time.perf_counter()
            model = train([evidence[i] for i in known], [gold[i] for i in known], jobs=2)
            learning += time.perf_counter() - start
            start = time.perf_counter()
            told = model.predict([evidence[i] for i in unseen])
            asking += time.perf_counter() - start
            good += sum(label == gold[i] for (label, _), i in zip(told, unseen, strict=True))
        print(
            f"meanings  ours, forest, cut {cut:10s} accuracy {good / len(gold):.3f}   "
            f"{learning / 5:.1f} s to learn, {asking * 1000 / len(gold):.2f} ms a column"
        )


def main() -> None:
    verbose = "-v" in sys.argv
    storage_types(verbose)
    meanings(verbose, "--no-forest" not in sys.argv)


if __name__ == "__main__":
    main()
