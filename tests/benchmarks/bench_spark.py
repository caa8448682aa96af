"""Profile mixed columns on Spark, beside what Spark itself offers, in the same run.

Wall seconds on local[2], warm, of a cached frame; alternating, the best of three.  The peers tell
less: `summary()` has no distinct values, top values or histogram, and approximate quantiles.

python tests/benchmarks/bench_spark.py [rows]
"""

from __future__ import annotations

import sys
import time
import warnings

warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas")

COLUMNS = [
    "id",
    "id % 1000 AS few",
    "CASE WHEN rand(1) > 0.02 THEN exp(3 + randn(2)) END AS real",
    "randn(3) AS normal",
    "concat('word', cast(pow(rand(4), 4) * 5000 AS int)) AS word",
    "concat('user', cast(rand(5) * 1e6 AS int), '@mail.example') AS mail",
    "rand(6) < 0.3 AS yes",
    "timestamp_seconds(1577836800 + id) AS moment",
]


def session():
    from pyspark.sql import SparkSession

    return (
        SparkSession.builder.master("local[2]")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .getOrCreate()
    )


def main(rows: int) -> None:
    from workbench.profile.spark import profile_spark

    spark = session()
    spark.sparkContext.setLogLevel("ERROR")
    frame = spark.range(rows).selectExpr(*COLUMNS).cache()
    frame.count()
    ways = {
        "Spark summary()": lambda: frame.summary().collect(),
        "Spark exact distinct": lambda: frame.selectExpr(
            *(f"count(DISTINCT {name})" for name in frame.columns)
        ).collect(),
        "workbench": lambda: profile_spark(frame),
    }
    best = dict.fromkeys(ways, float("inf"))
    for _ in range(3):
        for name, run in ways.items():
            start = time.perf_counter()
            run()
            best[name] = min(best[name], time.perf_counter() - start)
    print(f"{rows:,} rows x {len(COLUMNS)} columns")
    for name, seconds in best.items():
        print(f"{name:22} {seconds:6.1f} s")
    spark.stop()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
