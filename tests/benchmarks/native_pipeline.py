"""The sixteen steps of `bench_pipeline` as one would write them by hand for each engine."""

from __future__ import annotations

PATTERN = "[^0-9]+"
MAPPING = {f"State {i}": f"S{i:02d}" for i in range(50)}
NULLS = ["N/A", "-", "none", "?"]
MEANS = {f"g{i}": 50 + i / 8 for i in range(40)}
FACTOR = 2.54
MEDIAN = 60.0


# -- pandas --------------------------------------------------------------------------------------


def read_pandas(path, session):
    import pandas as pd

    return pd.read_parquet(path)


def write_pandas(frame, path):
    frame.to_parquet(path, index=False)


def clean_pandas(df, cells):
    import pandas as pd

    df = df.copy(deep=False)
    for name in ("name", "city"):
        df[name] = df[name].str.strip().str.replace(r"\s+", " ", regex=True)
    df["city"] = df["city"].str.lower()
    df["phone"] = df["phone"].str.replace(PATTERN, "", regex=True)
    df["state"] = df["state"].map(MAPPING).fillna(df["state"])
    df["note"] = df["note"].mask(df["note"].isin(NULLS))
    df["price"] = pd.to_numeric(df["price"].str.replace(",", "", regex=False), errors="coerce")
    df["joined"] = pd.to_datetime(df["joined"], format="%d.%m.%Y", errors="coerce")
    df["height"] = df["height"] * FACTOR
    df["age"] = df["age"].fillna(MEDIAN)
    df["score"] = df["score"].fillna(df["group"].map(MEANS))
    df["income"] = df["income"].clip(1000.0, 100_000.0)
    df = df[~((df["status"] == "test") | (df["age"] > 110))].copy(deep=False)
    changes = pd.DataFrame(cells, columns=["id", "old", "new"]).set_index("id")
    at = df.index[df["id"].isin(changes.index)]
    part = df.loc[at]
    stands = part["label"] == part["id"].map(changes["old"])
    label = df["label"].copy()
    label.loc[at[stands]] = part["id"].map(changes["new"])[stands]
    df["label"] = label
    df = df.sort_values("id").drop_duplicates("mail")
    df["rich"] = (df["income"] > 50_000) & (df["age"] < 30)
    return df


# -- Polars --------------------------------------------------------------------------------------


def read_polars(path, session):
    import polars as pl

    return pl.scan_parquet(path)


def write_polars(frame, path):
    frame.sink_parquet(path)


def clean_polars(lf, cells):
    import polars as pl

    c = pl.col
    changes = pl.LazyFrame(cells, schema=["id", "old", "new"], orient="row")
    tidy = c("name", "city").str.strip_chars().str.replace_all(r"\s+", " ")
    return (
        lf.with_columns(tidy)
        .with_columns(
            c("city").str.to_lowercase(),
            c("phone").str.replace_all(PATTERN, ""),
            c("state").replace(MAPPING),
            pl.when(~c("note").is_in(NULLS)).then(c("note")).alias("note"),
            c("price").str.replace_all(",", "", literal=True).cast(pl.Float64, strict=False),
            c("joined").str.to_datetime("%d.%m.%Y", strict=False),
            c("height") * FACTOR,
            c("age").fill_null(MEDIAN),
            c("score").fill_null(c("group").replace_strict(MEANS, default=None)),
            c("income").clip(1000.0, 100_000.0),
        )
        .filter(~((c("status") == "test") | (c("age") > 110)))
        .join(changes, on="id", how="left")
        .with_columns(pl.when(c("label") == c("old")).then("new").otherwise("label").alias("label"))
        .drop("old", "new")
        .sort("id")
        .unique("mail", keep="first", maintain_order=True)
        .with_columns(((c("income") > 50_000) & (c("age") < 30)).fill_null(False).alias("rich"))
    )


# -- DuckDB --------------------------------------------------------------------------------------


def read_duckdb(path, session):
    import duckdb

    return duckdb.connect().read_parquet(str(path))


def write_duckdb(relation, path):
    relation.write_parquet(str(path))


def clean_duckdb(relation, cells):
    def pairs(mapping):
        return ", ".join(f"('{old}', {new!r})" for old, new in mapping.items())

    changes = ", ".join(f"({key}, '{old}', '{new}')" for key, old, new in cells)
    nulls = ", ".join(f"'{word}'" for word in NULLS)
    return relation.query(
        "source",
        f"""
        WITH states(old, new) AS (VALUES {pairs(MAPPING)}),
        means(label, mean) AS (VALUES {pairs(MEANS)}),
        changes(key, old, new) AS (VALUES {changes}),
        mended AS (
            SELECT id,
                regexp_replace(trim(name), '\\s+', ' ', 'g') AS name,
                lower(regexp_replace(trim(city), '\\s+', ' ', 'g')) AS city,
                coalesce(states.new, state) AS state,
                CASE WHEN note NOT IN ({nulls}) THEN note END AS note,
                regexp_replace(phone, '{PATTERN}', '', 'g') AS phone,
                try_cast(replace(price, ',', '') AS DOUBLE) AS price,
                try_strptime(joined, '%d.%m.%Y') AS joined,
                height * {FACTOR}::DOUBLE AS height,
                coalesce(age, {MEDIAN}) AS age, "group",
                coalesce(score, mean) AS score,
                CASE WHEN income < 1000 THEN 1000 WHEN income > 100000 THEN 100000
                    ELSE income END AS income,
                status, source.label, mail
            FROM source
            LEFT JOIN states ON state = states.old LEFT JOIN means ON "group" = means.label
        ),
        kept AS (
            SELECT mended.* REPLACE (CASE WHEN label = old THEN new ELSE label END AS label)
            FROM mended LEFT JOIN changes ON id = key
            WHERE NOT (status = 'test' OR age > 110)
            QUALIFY row_number() OVER (PARTITION BY mail ORDER BY id) = 1
        )
        SELECT *, coalesce(income > 50000 AND age < 30, false) AS rich FROM kept
        """,
    )


# -- Spark ---------------------------------------------------------------------------------------


def spark_session():
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.memory", "3g")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    return session, session.sparkContext._gateway.proc.pid


def read_spark(path, session):
    return session.read.parquet(str(path))


def write_spark(frame, path):
    frame.write.mode("overwrite").parquet(str(path))


def clean_spark(df, cells):
    from itertools import chain

    from pyspark.sql import Window
    from pyspark.sql import functions as F

    def mapped(mapping):
        return F.create_map(*(F.lit(x) for x in chain(*mapping.items())))

    changes = df.sparkSession.createDataFrame(cells, ["key", "old", "new"])
    tidy = {n: F.regexp_replace(F.trim(n), r"\s+", " ") for n in ("name", "city")}
    first = Window.partitionBy("mail").orderBy("id")
    df = df.withColumns(
        {
            **tidy,
            "city": F.lower(tidy["city"]),
            "phone": F.regexp_replace("phone", PATTERN, ""),
            "state": F.coalesce(F.try_element_at(mapped(MAPPING), F.col("state")), "state"),
            "note": F.when(~F.col("note").isin(NULLS), F.col("note")),
            "price": F.expr("try_cast(replace(price, ',', '') AS DOUBLE)"),
            "joined": F.expr("cast(try_to_timestamp(joined, 'dd.MM.yyyy') AS timestamp_ntz)"),
            "height": F.col("height") * FACTOR,
            "age": F.coalesce("age", F.lit(MEDIAN)),
            "score": F.coalesce("score", F.try_element_at(mapped(MEANS), F.col("group"))),
            "income": F.when(
                F.col("income").isNotNull(),
                F.greatest(F.lit(1000.0), F.least(F.lit(100_000.0), "income")),
            ),
        }
    )
    df = df.filter(~((F.col("status") == "test") | (F.col("age") > 110)))
    df = df.join(F.broadcast(changes), df["id"] == changes["key"], "left")
    df = df.withColumn(
        "label", F.when(F.col("label") == F.col("old"), F.col("new")).otherwise(F.col("label"))
    ).drop("key", "old", "new")
    df = df.withColumn("place", F.row_number().over(first)).filter("place = 1").drop("place")
    rich = (F.col("income") > 50_000) & (F.col("age") < 30)
    return df.withColumn("rich", F.coalesce(rich, F.lit(False)))


ENGINES = {
    "pandas": (read_pandas, write_pandas, clean_pandas),
    "polars": (read_polars, write_polars, clean_polars),
    "duckdb": (read_duckdb, write_duckdb, clean_duckdb),
    "spark": (read_spark, write_spark, clean_spark),
}
