"""What versions and lineage rest on: stored recipes, single rows, diffs, migrations, verifying."""

from __future__ import annotations

import datetime
import os
import random
import shutil
import sqlite3
import stat

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import sqlalchemy as sa

from workbench.errors import InputError, MissingColumnError, NotFoundError, StoreError
from workbench.lineage import explain as lineage
from workbench.lineage.file_comparison import compare_files
from workbench.lineage.verify import first_difference
from workbench.rules import Recipe
from workbench.store import (
    blobs,
    database,
    decisions,
    exports,
    garbage,
    migrate,
    recipes,
    rows,
    tags,
    versions,
)
from workbench.store.context import DatasetContext
from workbench.types import Decision


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "quality"


@pytest.fixture
def engine(folder):
    opened = database.create(folder)
    yield opened
    opened.dispose()


def context_of(engine, folder):
    return DatasetContext(engine, folder, "ada", dataset="d")


def label(key, number, old="a", new="b"):
    target = {"key": key, "column": "x", "old": old, "suggested": new}
    told = {"dataset": "d", "kind": "label", "item": f"i{number}", "verdict": "accept"}
    return Decision(**told, target=target, reviewer="ben", id=f"decision-{number}")


def project_with(engine, folder, keys):
    """Make a dataset whose every row but the last has a decision, and the version they make."""
    table = pa.table({"id": keys, "x": ["a"] * len(keys), "y": [" s"] * len(keys)})
    context = context_of(engine, folder)
    versions.add_source(context, table, key="id", label="x", source={"uri": "u"})
    made = [label(key, number) for number, key in enumerate(keys[:-1])]
    decisions.append(engine, made)
    recipe = [
        {"kind": "trim", "columns": ["y"], "why": "w", "author": "ada", "decisions": []},
        {
            "kind": "set_cells", "key": "id", "column": "x", "why": "w", "author": "ben",
            "cells": [{"key": key, "old": "a", "new": "b"} for key in keys[:-1]],
            "decisions": [one.id for one in made],
        },
        {
            "kind": "drop_rows", "key": "id", "why": "", "author": "ada", "alike": False,
            "rows": [{"key": keys[-1], "old": {}, "kept": keys[0]}], "decisions": [],
        },
    ]  # fmt: skip
    parent = versions.latest_source(engine, "d").id
    done = Recipe(recipe).run(table)
    return versions.add_version(context, done, parent=parent, recipe=recipe), recipe


def explain(engine, folder, key, column="x"):
    newest = versions.latest_record(engine, "d")
    context = context_of(engine, folder)
    return lineage.explain(context, newest, key_column="id", key=key, column=column)


@pytest.mark.parametrize("kind", ["integer", "text"])
@pytest.mark.parametrize("inline", [recipes.INLINE, 10])
def test_a_recipe_comes_back_and_explains(engine, folder, monkeypatch, kind, inline):
    monkeypatch.setattr(recipes, "INLINE", inline)
    monkeypatch.setattr(recipes, "LINES", 64)
    monkeypatch.setattr(rows, "LARGE", 100)
    monkeypatch.setattr(rows, "ROWS_IN_GROUP", 64)
    monkeypatch.setattr(blobs, "ROWS_IN_GROUP", 50)
    keys = random.Random(1).sample(range(1000), 300)
    if kind == "text":
        keys = [f"k{key}\"'" for key in keys]
    made, recipe = project_with(engine, folder, keys)
    record = versions.latest_record(engine, "d")
    assert (record.recipe_blob is None) == (inline > 10)
    assert record.recipe_digest == Recipe(recipe).digest
    assert versions.version(engine, made.id) == made
    for key in keys[:-1:37]:
        told = explain(engine, folder, key)
        assert told.value == "b" and [step.what for step in told.steps] == ["source", "set_cells"]
        assert [d["target"]["key"] for d in told.steps[1].decisions] == [key]
        assert explain(engine, folder, key, "y").value == "s"
    gone = explain(engine, folder, keys[-1])
    assert not gone.present and gone.steps[-1].what == "drop_rows"
    for odd in (-1, 2**70, "nothing", True, ""):
        with pytest.raises(NotFoundError, match="no row has id"):
            explain(engine, folder, odd)
    with pytest.raises(MissingColumnError):
        explain(engine, folder, keys[0], "nothing")


def test_explaining_reads_a_part_of_what_is_stored(engine, folder, monkeypatch):
    """Neither all decisions, nor the whole recipe, nor a whole table."""
    monkeypatch.setattr(recipes, "INLINE", 10)
    keys = list(range(500))
    project_with(engine, folder, keys)

    def forbidden(*_, **__):
        raise AssertionError("read in full")

    for module, name in ((decisions, "history"), (recipes, "read_blob"), (blobs, "read_blob")):
        monkeypatch.setattr(module, name, forbidden)
    assert explain(engine, folder, 7).value == "b"


def test_a_damaged_page_is_told_and_a_damaged_index_does_not_matter(engine, folder, monkeypatch):
    monkeypatch.setattr(rows, "LARGE", 10)
    keys = [f"k{n}" for n in random.Random(2).sample(range(1000), 400)]
    project_with(engine, folder, keys)
    source = versions.latest_source(engine, "d")
    index = rows.index_path(folder, source.blob)
    index.write_bytes(b"rubbish")
    assert explain(engine, folder, keys[3]).value == "b"
    index.unlink()
    assert explain(engine, folder, keys[3]).value == "b"
    path = blobs.blob_path(folder, source.blob)
    whole, told = path.read_bytes(), 0
    for at in range(4, len(whole) // 2, 23):
        data = bytearray(whole)
        data[at] ^= 4
        path.write_bytes(bytes(data))
        try:  # either the page is of no concern here, or the damage is told
            assert explain(engine, folder, keys[3]).steps[0].after == "a"
        except StoreError as error:
            assert "changed after it was written" in str(error)
            told += 1
    assert told
    path.unlink()
    with pytest.raises(StoreError, match="missing"):
        explain(engine, folder, keys[3])


def test_the_same_rows_in_other_bytes_are_no_new_source(engine, folder):
    table = pa.table({"id": list(range(100)), "x": ["a"] * 100})
    told = {"key": "id", "label": None, "source": {"uri": "u"}}
    versions.add_source(context_of(engine, folder), table, **told)
    first = versions.latest_source(engine, "d")
    other = pa.table({"id": pa.chunked_array([list(range(50)), list(range(50, 100))])})
    other = other.append_column("x", table["x"]).replace_schema_metadata({"other": "bytes"})
    versions.add_source(context_of(engine, folder), other, **told)
    assert [v.id for v in versions.records(engine, "d")] == [first.id]


def test_an_explanation_is_json(engine, folder):
    import json
    from decimal import Decimal

    odd = {
        "when": datetime.datetime(9999, 12, 31), "day": datetime.date(1, 1, 1), "nan": float("nan"),
        "huge": Decimal(10**30), "raw": b"\x00\xff", "far": float("inf"), "list": [1, None],
    }  # fmt: skip
    table = pa.table({"id": [1], **{name: [value] for name, value in odd.items()}})
    told = {"key": "id", "label": None, "source": {"uri": "u"}}
    versions.add_source(context_of(engine, folder), table, **told)
    found = {name: explain(engine, folder, 1, name).to_dict()["value"] for name in odd}
    json.dumps(found, allow_nan=False)
    assert found["nan"] is None and found["raw"] == "00ff" and found["list"] == [1, None]
    assert found["huge"] == str(10**30) and found["day"] == "0001-01-01"


# -- diff ----------------------------------------------------------------------------------------


def written(tmp_path, name, table):
    path = tmp_path / f"{name}.parquet"
    pq.write_table(table, path)
    return name, path


def compared(tmp_path, old, new, key="id", **options):
    files = written(tmp_path, "old", old), written(tmp_path, "new", new)
    return compare_files(*files, key=key, **options)


def lines(found):
    sql = f"SELECT key, pair, before, after FROM ({found.cells()}) ORDER BY row_no, pair"
    return found.connection.execute(sql).fetchall()


@pytest.mark.parametrize("seed", range(8))
def test_a_diff_is_what_pandas_says(tmp_path, seed):
    rng = np.random.default_rng(seed)

    def frame(keys):
        size = len(keys)
        made = pd.DataFrame({"id": keys, "n": rng.integers(0, 3, size)})
        made["t"] = rng.choice(np.array(["a", "b", None, "é😀"], object), size)
        return made.assign(f=rng.choice([0.5, np.nan, np.inf], size))

    pool = rng.permutation(80)
    old, new = frame(pool[:50]), frame(rng.permutation(pool[15:]))
    found = compared(tmp_path, pa.Table.from_pandas(old), pa.Table.from_pandas(new))
    a, b = old.set_index("id"), new.set_index("id")
    both = a.index.intersection(b.index)
    a, b = a.loc[both].astype(object), b.loc[both].astype(object)
    other = ~((a == b) | (a.isna() & b.isna()))
    assert found.rows == {
        "added": len(new) - len(both),
        "removed": len(old) - len(both),
        "changed": int(other.any(axis=1).sum()),
        "same": int((~other.any(axis=1)).sum()),
    }
    assert {(key, found.pairs[i].new) for key, i, _, _ in lines(found)} == {
        (key, name) for name in other for key in other.index[other[name]]
    }


def test_a_diff_holds_odd_values_and_names(tmp_path):
    big = "x" * 1_000_000
    moment = datetime.datetime
    old = pa.table(
        {
            'a"b': ["u", "v", "w"],
            "<b>": [b"\x00", None, b"\xff"],
            "": pa.array([[1], None, [2]], pa.list_(pa.int64())),
            "s": pa.array([{"p": 1}, {"p": None}, None]),
            "when": pa.array([moment(1, 1, 1), None, moment(9999, 12, 31)], pa.timestamp("us")),
            "zone": pa.array([moment(2026, 1, 1)] * 3, pa.timestamp("us", "Europe/Paris")),
            "huge": pa.array([10**30, None, 5], pa.decimal128(38, 0)),
            "text": [big, "nul\x00", "😀"],
            "none": pa.nulls(3),
        }
    )
    assert lines(compared(tmp_path, old, old, key='a"b')) == []
    new = old.set_column(6, "huge", pa.array([10**30 + 1, None, 5], pa.decimal128(38, 0)))
    new = new.set_column(7, "text", pa.array([big + "y", "nul\x00", "😀"]))
    new = new.set_column(2, "", pa.array([[1], [], [2]], pa.list_(pa.int64())))
    found = compared(tmp_path, old, new, key='a"b')
    assert [(key, found.pairs[i].new) for key, i, _, _ in lines(found)] == [
        ("u", "huge"),
        ("u", "text"),
        ("v", ""),
    ]


def test_a_diff_of_little_or_nothing(tmp_path):
    none = pa.table({"id": pa.array([], pa.int64()), "x": pa.array([], pa.string())})
    one = pa.table({"id": [1], "x": ["a"]})
    assert compared(tmp_path, none, none).rows == dict.fromkeys(
        ("added", "removed", "changed", "same"), 0
    )
    assert compared(tmp_path, none, one).rows["added"] == 1
    assert compared(tmp_path, one, none).rows["removed"] == 1
    assert compared(tmp_path, one.select(["id"]), one.select(["id"])).rows["same"] == 1
    with pytest.raises(MissingColumnError, match="version new"):
        compared(tmp_path, one, one.rename_columns(["ID", "x"]))
    twice = pa.table({"id": [1, 1], "x": ["a", "b"]})
    for old, new in ((twice, one), (one, twice), (twice, twice)):
        with pytest.raises(InputError, match="id 1 is the key of 2 rows"):
            compared(tmp_path, old, new)


def test_a_text_read_as_a_number_is_no_changed_cell(tmp_path):
    old = pa.table({"id": [1, 2, 3, 4], "x": ["1", "2,5", "three", None]})
    new = pa.table({"id": [1, 2, 3, 4], "x": [1.0, 2.5, None, None]})
    assert [key for key, *_ in lines(compared(tmp_path, old, new))] == [2, 3]
    text = pa.table({"id": ["1", "2", "3", "4"], "x": [1, 2, 3, 4]})
    assert compared(tmp_path, text, new).rows["same"] == 1  # keys of another type still meet


def test_renaming_is_not_guessed_from_constants(tmp_path):
    size = 50
    old = pa.table({"id": range(size), "a": ["same"] * size, "b": list(range(size))})
    new = pa.table({"id": range(size), "c": ["same"] * size, "d": list(range(size))})
    assert compared(tmp_path, old, new).renamed == {"b": "d"}
    assert compared(tmp_path, old, new, renamed={"a": "c"}).renamed == {"a": "c"}
    with pytest.raises(InputError, match="get the same name"):
        compared(tmp_path, old, new, renamed={"a": "c", "b": "c"})


def test_the_first_difference_in_words():
    table = pa.table({"id": [1, 2], "x": ["a", float("nan") and "b"], "f": [1.0, float("nan")]})
    assert first_difference(table, table, "id") is None
    assert "columns ['f'] are missing" in first_difference(table.drop(["f"]), table, "id")
    assert "another order" in first_difference(table.select(["x", "id", "f"]), table, "id")
    assert "1 rows instead of 2: id 2 is missing" in first_difference(table[:1], table, "id")
    other = table.set_column(1, "x", pa.array(["a", "c"]))
    assert first_difference(other, table, "id") == "in the row with id 2, x is 'c' instead of 'b'"
    large = table.set_column(1, "x", table["x"].cast(pa.large_string()))
    assert first_difference(large, table, None) is None


# -- older, newer and read-only projects ---------------------------------------------------------


def older(folder):
    """A project as the first schema had it, made by the first migration alone."""
    folder.mkdir()
    path = folder / database.DATABASE_NAME
    engine = database._engine(str(path), folder)
    migrate.upgrade(engine, path, to="0001")
    blob = blobs.write_blob(folder, pa.table({"id": [1, 2], "x": [" a", "b"]}))
    clean = blobs.write_blob(folder, pa.table({"id": [1, 2], "x": ["a", "b"]}))
    recipe = Recipe([{"kind": "trim", "columns": ["x"], "author": "ada"}])
    rules = "[" + recipe.rules[0].model_dump_json() + "]"
    when = "2026-01-01T00:00:00+00:00"
    with database.writing(engine) as connection:
        for sql in (
            f"INSERT INTO project VALUES ('p', 'old', '{when}')",
            f"INSERT INTO dataset VALUES ('d', 'id', NULL, 'ada', '{when}')",
            "INSERT INTO version (id, dataset, blob, source, rows, columns, author, time) VALUES "
            f"""('one', 'd', '{blob}', '{{"uri": "u"}}', 2, '["id","x"]', 'ada', '{when}')""",
        ):
            connection.exec_driver_sql(sql)
        connection.exec_driver_sql(
            "INSERT INTO version (id, dataset, parent, blob, recipe, rows, columns, author, time) "
            "VALUES ('two', 'd', 'one', ?, ?, 2, '[\"id\",\"x\"]', 'ada', ?)",
            (clean, rules, when),
        )
    engine.dispose()
    return recipe


def test_an_older_project_opens_and_gains_the_rest(folder):
    recipe = older(folder)
    engine = database.create(folder)
    assert migrate.current_revision(engine) == migrate.HEAD
    assert versions.version(engine, "two").recipe == [rule.to_dict() for rule in recipe]
    assert versions.record(engine, "two").recipe_digest == recipe.digest
    assert explain(engine, folder, 1).value == "a"
    tags.set_tag(engine, "d", "v1", "two", author="ada")
    for statement in (
        "UPDATE version SET author='eve'",
        "DELETE FROM tag",
        "UPDATE tag SET name='x'",
    ):
        refused = pytest.raises(sa.exc.IntegrityError, match="append-only")
        with refused, database.writing(engine) as connection:
            connection.exec_driver_sql(statement)
    engine.dispose()


def test_a_failed_migration_leaves_the_project_as_it_was(folder, monkeypatch):
    from alembic import op

    older(folder)
    monkeypatch.setattr(op, "create_index", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        database.create(folder)
    monkeypatch.undo()
    raw = sqlite3.connect(folder / database.DATABASE_NAME)
    assert raw.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]
    assert "recipe_digest" not in str(raw.execute("PRAGMA table_info(version)").fetchall())
    raw.close()
    database.create(folder).dispose()


@pytest.fixture
def read_only(monkeypatch):
    """Make a folder read-only; root may write all the same, so it is told that it may not."""

    def make(folder):
        for path in (folder, *folder.rglob("*")):
            path.chmod(path.stat().st_mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
        real = os.access
        monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK and real(path, mode))

    made = []
    yield lambda folder: (made.append(folder), make(folder))
    monkeypatch.undo()
    for folder in made:
        for path in (folder, *folder.rglob("*")):
            path.chmod(path.stat().st_mode | stat.S_IWUSR)


@pytest.mark.parametrize("state", ["current", "older", "killed"])
def test_a_read_only_project_can_be_read(folder, read_only, state):
    if state == "older":
        older(folder)
    else:
        engine = database.create(folder)
        project_with(engine, folder, [1, 2, 3])
    before = {path.name for path in folder.iterdir()}
    if state == "killed":  # a log beside the database, as a killed writer leaves it
        holder = sqlite3.connect(folder / database.DATABASE_NAME)
        holder.execute("SELECT 1 FROM version").fetchall()
        tags.set_tag(engine, "d", "late", versions.latest_record(engine, "d").id, author="ada")
        copied = folder.parent / "copied"
        shutil.copytree(folder, copied)
        holder.close()
        engine.dispose()
        folder, before = copied, {path.name for path in copied.iterdir()}
        assert (folder / f"{database.DATABASE_NAME}-wal").stat().st_size
    read_only(folder)
    opened = database.create(folder)
    assert explain(opened, folder, 1).present
    if state == "killed":
        assert set(tags.tags(opened, "d")) == {"late"}
    with pytest.raises(StoreError, match="read-only; nothing was written"):
        garbage.collect(context_of(opened, folder), dry_run=False)
    with pytest.raises(StoreError, match=r"project .*read-only; nothing was written"):
        tags.set_tag(opened, "d", "v1", versions.latest_record(opened, "d").id, author="ada")
    assert {path.name for path in folder.iterdir()} == before
    opened.dispose()


# -- a disk that refuses -------------------------------------------------------------------------


@pytest.mark.parametrize("call", ["fsync", "replace", "write_table", "mkstemp"])
def test_a_full_disk_is_told_and_leaves_nothing_half_there(engine, folder, monkeypatch, call):
    import pathlib
    import tempfile

    project_with(engine, folder, [1, 2, 3])
    before = {path.name for path in folder.rglob("*.parquet")}
    known = versions.records(engine, "d")

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    place = {"fsync": os, "replace": pathlib.Path, "write_table": pq, "mkstemp": tempfile}[call]
    monkeypatch.setattr(place, call, full)
    monkeypatch.setattr(recipes, "INLINE", 10)
    table = pa.table({"id": [9], "x": ["z"]})
    told = {"key": "id", "label": None, "source": {"uri": "v"}}
    for write in (
        lambda: versions.add_source(context_of(engine, folder), table, **told),
        lambda: versions.add_version(
            context_of(engine, folder), table, parent=known[0].id, recipe=[{"kind": "trim"}]
        ),
        lambda: exports.log_export(
            context_of(engine, folder), known[0].id, kind="module", target=folder,
            recipe=[{"kind": "trim", "columns": ["x"]}],
        ),
    ):  # fmt: skip
        with pytest.raises(StoreError, match="the disk is full"):
            write()
    monkeypatch.undo()
    assert versions.records(engine, "d") == known and exports.exports(engine) == []
    assert not list(folder.rglob("*.part"))
    assert {path.name for path in folder.rglob("*.parquet")} - before == set()


# -- exports of a version ------------------------------------------------------------------------


def test_delta_refuses_what_it_would_cut():
    from workbench.store.delta import as_delta

    exact = pa.array([1, None], pa.timestamp("ns"))
    with pytest.raises(InputError, match="'t': a value has digits below the microsecond"):
        as_delta(pa.table({"t": exact}))
    whole = as_delta(pa.table({"t": pa.array([1000, None], pa.timestamp("ns"))}))
    assert whole["t"].to_pylist() == [datetime.datetime(1970, 1, 1, 0, 0, 0, 1), None]
    with pytest.raises(InputError, match="'A' and 'a' differ by upper"):
        as_delta(pa.table({"A": [1], "a": [2]}))
    with pytest.raises(InputError, match="exceeds 2\\^63"):
        as_delta(pa.table({"u": pa.array([2**63], pa.uint64())}))
    assert as_delta(pa.table({"u": pa.array([2**63 - 1], pa.uint64())}))["u"].type == pa.int64()
    for odd in (pa.duration("s"), pa.time64("us"), pa.list_(pa.timestamp("ns"))):
        with pytest.raises(InputError, match="which Delta has not"):
            as_delta(pa.table({"o": pa.nulls(1, odd)}))
    with pytest.raises(InputError, match="no empty names"):
        as_delta(pa.table({"a b": [1]}))
    assert as_delta(pa.table({"n": pa.nulls(2)}))["n"].type == pa.string()


def test_delta_tables_hold_the_rows_and_their_version(engine, folder, tmp_path):
    deltalake = pytest.importorskip("deltalake")
    from workbench.store.delta import write_delta

    project_with(engine, folder, [1, 2, 3])
    record = versions.latest_record(engine, "d")
    table = blobs.read_blob(folder, record.blob)
    for _ in range(2):
        write_delta(table, tmp_path / "delta", record)
    opened = deltalake.DeltaTable(str(tmp_path / "delta"))
    assert opened.version() == 1
    assert pa.table(opened.to_pyarrow_table()).to_pylist() == table.to_pylist()
    assert opened.history(1)[0]["workbench.version"] == record.id
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "mine").write_text("x")
    with pytest.raises(InputError, match="holds other files"):
        write_delta(table, tmp_path / "other", record)


def test_a_recipe_collected_too_early_is_written_again_as_it_was(tmp_path, monkeypatch):
    """Between the first writing and the lock others may collect garbage, and decide."""
    from workbench import open_project
    from workbench.store import blobs as blob_files
    from workbench.store import decisions, versions
    from workbench.store.recipes import StoredRecipe
    from workbench.types import Decision

    project = open_project(tmp_path / "quality", author="ada")
    rows = {"id": range(3000), "x": [f" {i}" for i in range(3000)]}
    dataset = project.add("d", pd.DataFrame(rows), key="id")

    def decide(numbers):
        cells = [{"key": i, "old": f" {i}", "new": "a long new value " * 3} for i in numbers]
        rule = {"kind": "set_cells", "key": "id", "column": "x"}
        decisions.append(
            project.engine,
            [
                Decision(dataset="d", kind="rule", item=f"cell {cell['key']}", verdict="accept",
                         reviewer="ada", target={"rule": {**rule, "cells": [cell]}, "why": "w"})
                for cell in cells
            ],
        )  # fmt: skip

    decide(range(2000))
    first = versions.store_recipe

    def collected(*given) -> StoredRecipe:
        stored = first(*given)
        if stored.blob is not None and not decided:
            decided.append(True)
            decide(range(2000, 2010))
            blob_files.blob_path(project.folder, stored.blob).unlink()
        return stored

    decided: list[bool] = []
    monkeypatch.setattr(versions, "store_recipe", collected)
    made = dataset.clean()
    assert decided
    assert len(made.recipe) >= 1
    assert project.verify().ok
    project.engine.dispose()
