from __future__ import annotations

import os
import sqlite3

import pyarrow as pa
import pytest
import sqlalchemy as sa

from workbench.errors import ConflictError, InputError, NotFoundError, StoreError
from workbench.store import blobs, database, decisions, migrate, reviewers, versions
from workbench.store.context import DatasetContext
from workbench.types import Decision

TABLE = pa.table({"id": [1, 2], "x": ["a", None]})


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "quality"


@pytest.fixture
def engine(folder):
    opened = database.create(folder)
    yield opened
    opened.dispose()


def decision(**changes):
    return Decision(
        **{
            "dataset": "d",
            "kind": "rule",
            "item": "i",
            "target": {"rule": {"n": 1}},
            "verdict": "accept",
            "reviewer": "ada",
            **changes,
        }
    )


def add_source(engine, folder, table=TABLE, **changes):
    context = DatasetContext(engine, folder, changes.pop("author", "ada"), dataset="d")
    told = {"key": "id", "label": None, "source": {"fingerprint": "f"}}
    versions.add_source(context, table, **{**told, **changes})
    return versions.versions(engine, "d")[-1]


def add_version(engine, folder, table=TABLE, **changes):
    context = DatasetContext(engine, folder, "ada", dataset="d")
    return versions.add_version(context, table, **{"recipe": [{"kind": "trim"}], **changes})


def test_the_migrations_make_the_schema(engine):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from workbench.store.schema import metadata

    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    assert migrate.current_revision(engine) == migrate.HEAD


def test_the_database_is_durable(engine):
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2


def test_opening_again_keeps_the_identity(engine, folder):
    again = database.create(folder)
    assert versions.project_of(again) == versions.project_of(engine)
    with pytest.raises(NotFoundError, match="no workbench project here"):
        database.open_existing(folder / "other")
    assert not (folder / "other").exists()


def test_a_decision_sent_twice_is_stored_once(engine):
    one = decision()
    assert decisions.append(engine, [one]) == decisions.append(engine, [one]) == [one]
    assert decisions.history(engine, "d") == [one]
    for other in ({"verdict": "reject"}, {"choice": "x"}, {"reviewer": "eve"}):
        with pytest.raises(ConflictError, match="another judgement"):
            decisions.append(engine, [decision(id=one.id, **other)])


def test_a_decision_is_superseded_once(engine):
    one = decision()
    two = decision(verdict="reject", supersedes=one.id)
    decisions.append(engine, [one, two])
    assert decisions.current(engine, "d") == [two]
    with pytest.raises(ConflictError, match="replaced already"):
        decisions.append(engine, [decision(supersedes=one.id)])
    with pytest.raises(NotFoundError):
        decisions.append(engine, [decision(supersedes="unknown")])
    with pytest.raises(ConflictError, match="another item"):
        decisions.append(engine, [decision(item="other", supersedes=two.id)])
    decisions.append(engine, [decision(verdict="withdraw", supersedes=two.id)])
    assert decisions.current(engine, "d") == []
    assert len(decisions.history(engine, "d")) == 3


def test_of_several_decisions_all_or_none_are_stored(engine):
    with pytest.raises(NotFoundError):
        decisions.append(engine, [decision(), decision(supersedes="unknown")])
    assert decisions.history(engine, "d") == []


def test_decisions_and_versions_cannot_be_changed(engine, folder):
    decisions.append(engine, [decision()])
    add_source(engine, folder)
    for statement in (
        "DELETE FROM decision",
        "UPDATE decision SET verdict='reject'",
        "DELETE FROM version",
        "UPDATE version SET author='eve'",
    ):
        with (
            pytest.raises(sa.exc.IntegrityError, match="append-only"),
            database.writing(engine) as c,
        ):
            c.exec_driver_sql(statement)
    assert decisions.history(engine, "d")[0].verdict == "accept"


def test_hostile_text_comes_back_as_it_was(engine):
    hostile = "'; DROP TABLE decision; --\u202e\n\"\\ <b>"
    made = decision(comment=hostile, target={"x": hostile}, choice=hostile, verdict="choose")
    decisions.append(engine, [made])
    assert decisions.history(engine, "d") == [made]


def test_a_version_is_its_content_and_its_place(engine, folder):
    one = add_source(engine, folder)
    assert add_source(engine, folder) == one
    assert blobs.read_blob(folder, one.blob).equals(TABLE)
    two = add_version(engine, folder, parent=one.id)
    assert add_version(engine, folder, parent=one.id) == two
    assert one.blob == two.blob and one.id != two.id
    assert versions.latest_source(engine, "d") == one
    # A state that comes back is a version of its own: the newest is what was done last.
    three = add_version(engine, folder, parent=one.id, recipe=[])
    four = add_version(engine, folder, parent=one.id)
    assert [v.id for v in versions.versions(engine, "d")] == [one.id, two.id, three.id, four.id]
    other = add_source(engine, folder, TABLE.slice(1), source={"fingerprint": "g"})
    back = add_source(engine, folder)
    assert back.blob == one.blob
    assert versions.latest_source(engine, "d").id == back.id not in (one.id, other.id)


def test_the_way_of_reading_is_part_of_a_source(engine, folder):
    one = add_source(engine, folder, source={"fingerprint": "f", "options": {"delimiter": ","}})
    two = add_source(engine, folder, source={"fingerprint": "f", "options": {"delimiter": ";"}})
    assert one.id != two.id


def test_a_dataset_and_its_rows_come_together(engine, folder):
    import datetime

    odd = pa.table(
        {"id": [1], "x": pa.array([datetime.timedelta(1)], pa.month_day_nano_interval())}
    )
    with pytest.raises(InputError, match="cannot be stored"):
        add_source(engine, folder, odd)
    assert versions.datasets(engine) == []
    assert not list(folder.glob("blobs/*.part"))


def test_adding_the_source_again_puts_lost_rows_back(engine, folder):
    one = add_source(engine, folder)
    blobs.blob_path(folder, one.blob).unlink()
    add_source(engine, folder)
    assert blobs.read_blob(folder, one.blob).equals(TABLE)


def test_a_damaged_or_missing_blob_is_told(engine, folder):
    made = add_source(engine, folder)
    path = blobs.blob_path(folder, made.blob)
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(StoreError, match="was changed after it was written"):
        blobs.read_blob(folder, made.blob)
    path.unlink()
    with pytest.raises(StoreError, match="missing"):
        blobs.read_blob(folder, made.blob)


def test_a_dataset_keeps_its_key_once_decisions_rest_on_it(engine, folder):
    add_source(engine, folder)
    add_source(engine, folder, author="ben", label="x")
    assert versions.dataset(engine, "d")["author"] == "ada"
    assert versions.dataset(engine, "d")["label_column"] == "x"
    add_source(engine, folder, key="x")
    assert versions.dataset(engine, "d")["key_column"] == "x"
    assert versions.dataset(engine, "d")["label_column"] == "x"
    decisions.append(engine, [decision(kind="pair", target={"key_l": 1, "key_r": 2})])
    with pytest.raises(ConflictError, match="named by 'x', and 1 decisions"):
        add_source(engine, folder)
    with pytest.raises(NotFoundError, match="the project has 'd'"):
        versions.dataset(engine, "e")


def test_reviewers_sign_in_with_their_token(engine):
    token = reviewers.add_reviewer(engine, "ada")
    assert reviewers.reviewer_of(engine, token) == "ada"
    assert reviewers.reviewer_of(engine, token + "x") is None
    with engine.connect() as connection:
        dump = " ".join(str(row) for row in connection.exec_driver_sql("SELECT * FROM reviewer"))
    assert token not in dump
    fresh = reviewers.add_reviewer(engine, "ada")
    assert reviewers.reviewer_of(engine, token) is None
    reviewers.remove_reviewer(engine, "ada")
    assert reviewers.reviewer_of(engine, fresh) is None
    assert reviewers.reviewer_names(engine) == []
    for bad in ("", " ", "a\nb", "x" * 81, "<b>"):
        with pytest.raises(InputError, match="a name is 1 to 80"):
            reviewers.add_reviewer(engine, bad)


def test_a_locked_database_is_told_and_nothing_written(engine, folder, monkeypatch):
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.2)
    other = sqlite3.connect(folder / database.DATABASE_NAME)
    other.execute("BEGIN IMMEDIATE")
    impatient = database.connect(folder)
    with pytest.raises(StoreError, match="another process has held the database"):
        decisions.append(impatient, [decision()])
    other.rollback()
    other.close()
    assert decisions.history(engine, "d") == []


@pytest.mark.parametrize("name", ["q?mode=ro", "p%20p", "a#b", "it's", 'a"b', "日本", "a b"])
def test_a_folder_may_be_named_anything(tmp_path, name):
    database.create(tmp_path / name).dispose()
    assert database.is_project(tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_odd_project_folders_are_told(tmp_path):
    with pytest.raises(InputError, match="only local folders"):
        database.create(type(tmp_path)("postgresql://x/y"))
    file = tmp_path / "file"
    file.write_text("x")
    for folder in (file, file / "inside"):
        with pytest.raises(StoreError, match="is a file"):
            database.create(folder)
    damaged = tmp_path / "damaged"
    damaged.mkdir()
    (damaged / database.DATABASE_NAME).write_bytes(b"not a database" * 100)
    with pytest.raises(StoreError, match="not a readable database"):
        database.create(damaged)


def test_a_project_of_a_newer_workbench_is_left_alone(engine, folder):
    with database.writing(engine) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num='9999'")
    with pytest.raises(StoreError, match="newer workbench"):
        database.create(folder)


@pytest.mark.skipif(os.name != "posix", reason="permissions")
def test_a_read_only_project_reads_and_says_so_on_writing(engine, folder, monkeypatch):
    """Root writes anywhere, so SQLite's own read-only mode stands in for permissions."""
    one = decision()
    decisions.append(engine, [one])
    engine.dispose()
    path = folder / database.DATABASE_NAME
    readonly = sa.create_engine(
        f"sqlite:///file:{path}?mode=ro&uri=true", poolclass=sa.pool.NullPool
    )
    assert decisions.history(readonly, "d") == [one]
    with pytest.raises(StoreError, match="read-only; nothing was written"):
        decisions.append(readonly, [decision()])
