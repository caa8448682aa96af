"""Versions and lineage through the façade: compare, restore, name, explain, prove, collect."""

from __future__ import annotations

import json
import os
import shutil
import time
from datetime import UTC, date, datetime, timedelta

import pandas as pd
import pytest

from tests.sessions import session_at
from workbench import open_project
from workbench.errors import ConflictError, InputError, MissingColumnError, NotFoundError
from workbench.store import recipes
from workbench.tables.join import join_tables

ROWS = pd.DataFrame(
    {
        "id": [1, 2, 3, 4],
        "x": [" a", "b", "N/A", "d"],
        "n": ["1", "2", "3", "4"],
        "label": ["u", "v", "u", "v"],
    }
)


@pytest.fixture
def dataset(project):
    return project.add("d", ROWS, key="id", label="label")


def clean(dataset):
    found = dataset.find_issues()
    for kind in ("whitespace", "disguised_missing"):
        dataset.accept(found.where(kind=kind))
    dataset.clean()
    return dataset


@pytest.fixture
def cleaned(dataset):
    return clean(dataset)


def test_a_diff_names_the_rule_and_the_decision_of_each_cell(cleaned):
    found = cleaned.diff(0)
    assert found.rows == {"added": 0, "removed": 0, "changed": 2, "same": 2}
    frame = found.to_frame()
    assert frame[["key", "column", "before", "after"]].astype(object).where(
        frame[["key", "column", "before", "after"]].notna(), None
    ).to_numpy().tolist() == [[1, "x", " a", "a"], [3, "x", "N/A", None]]
    assert frame["kind"].tolist() == ["trim", "set_null"]
    by_rule = {d.target["rule"]["kind"]: d.id for d in cleaned.decisions()}
    assert frame["decisions"].tolist() == [by_rule["trim"], by_rule["set_null"]]
    assert [(r.kind, r.cells) for r in found.rules] == [("trim", 1), ("set_null", 1)]
    told = json.loads(json.dumps(found.to_dict(), allow_nan=False))
    assert told["cells"] == 2 and len(told["examples"]) == 2
    assert "<table" in found.to_html() and "trim: 1 cells" in repr(found)


def test_of_two_rules_the_last_one_did_it(project):
    rows = ROWS.assign(x=[" N/A", "b ", "c", "N/A"])
    dataset = clean(project.add("two", rows, key="id", label="label"))
    frame = dataset.diff(0).to_frame()
    assert dict(zip(frame["key"], frame["kind"], strict=True)) == {
        1: "set_null",
        2: "trim",
        4: "set_null",
    }
    assert [step.what for step in dataset.explain(1, "x").steps] == ["source", "trim", "set_null"]


def test_a_diff_of_two_sources_finds_rows_and_columns(project, dataset):
    newer = ROWS.assign(y=7).rename(columns={"n": "number"}).drop(index=0)
    newer.loc[len(ROWS)] = [9, "z", "9", "u", 7]
    newer.loc[2, "x"] = "c"
    project.add("d", newer.reset_index(drop=True), key="id", label="label")
    found = dataset.diff(0, 1)
    assert found.rows == {"added": 1, "removed": 1, "changed": 1, "same": 2}
    assert found.rules is None
    status = {column.column: (column.status, column.was) for column in found.columns}
    assert status["number"] == ("renamed", "n") and status["y"] == ("added", None)
    lines = found.to_frame().set_index("key")["change"].to_dict()
    assert lines == {1: "removed", 3: "changed", 9: "added"}
    apart = dataset.diff(0, 1, renamed={})
    assert {c.status for c in apart.columns if c.column in ("n", "number")} == {"removed", "added"}
    with pytest.raises(MissingColumnError, match="'nothing'"):
        dataset.diff(0, 1, renamed={"nothing": "y"})
    other = project.add("e", ROWS, key="id")
    with pytest.raises(InputError, match="two datasets"):
        dataset.version().diff(other.version())


def test_a_dropped_row_is_told_with_its_decision(project):
    frame = pd.DataFrame({"id": [1, 2, 3], "a": ["x", "x", "y"], "b": ["q", "q", "r"]})
    dataset = project.add("d", frame, key="id")
    dataset.accept(dataset.find_issues().where(kind="duplicate_row"))
    dataset.clean()
    found = dataset.diff(0)
    (line,) = found.to_frame().to_dict("records")
    assert (line["change"], line["key"], line["kind"]) == ("removed", 2, "drop_rows")
    assert line["decisions"] == dataset.decisions()[0].id
    assert found.rules[0].rows_dropped == 1


def test_time_travel_and_restoring(cleaned):
    source, clean = cleaned.versions()
    assert cleaned.at(0)["x"].tolist() == [" a", "b", "N/A", "d"]
    assert cleaned.at(clean.id[:6])["x"].iloc[0] == "a"
    assert cleaned.at(source.record.time)["x"].iloc[0] == " a"
    assert cleaned.version(datetime.now(UTC) + timedelta(1)).id == clean.id
    assert cleaned.version(date.today() + timedelta(2)).id == clean.id
    assert cleaned.version(clean.record.time.isoformat()).id == clean.id
    with pytest.raises(NotFoundError, match="did not exist"):
        cleaned.at("1999-01-01")
    for unknown in ("nonsense", 2, -3, "ffffffffff"):
        with pytest.raises(NotFoundError):
            cleaned.at(unknown)

    back = cleaned.restore(source)
    assert back.record.parent == clean.id and back.record.restores == source.id
    assert back.to_pandas().equals(source.to_pandas())
    assert [v.id for v in cleaned.versions()] == [source.id, clean.id, back.id]
    assert cleaned.source.id == back.id  # what is cleaned next
    assert cleaned.restore(0).id == back.id  # once is enough
    told = cleaned.explain(1, "x")
    assert [(s.what, s.after) for s in told.steps] == [("source", " a"), ("restore", " a")]
    again = cleaned.clean()
    assert again.record.parent == back.id and again.to_pandas()["x"].iloc[0] == "a"
    assert [s.what for s in cleaned.explain(1, "x").steps] == ["source", "restore", "trim"]
    history = cleaned.history()
    assert history["kind"].tolist() == ["source", "recipe", "restore", "recipe"]
    assert history["recipe"].iloc[1] == cleaned.recipe().digest == history["recipe"].iloc[3]
    assert cleaned.context.engine and "restores" in repr(back)


def test_restoring_a_cleaned_version_brings_its_lineage_back(cleaned):
    clean = cleaned.version()
    cleaned.withdraw(next(d for d in cleaned.decisions() if d.target["rule"]["kind"] == "trim"))
    cleaned.clean()
    assert cleaned.explain(1, "x").value == " a"
    back = cleaned.restore(clean)
    told = cleaned.explain(1, "x")
    assert told.value == "a"
    assert [(s.what, s.before, s.after) for s in told.steps] == [
        ("source", None, " a"),
        ("trim", " a", "a"),
        ("restore", " a", "a"),
    ]
    assert cleaned.diff(0, back).rules is not None
    assert back.made.source is None and cleaned.source.id == cleaned.version(0).id


def test_a_newer_source_in_the_middle_of_cleaning_is_not_mixed_in(cleaned, project, monkeypatch):
    """What a version is made of must be what it says that it is made of."""
    from workbench.store import versions

    real = versions.latest_source
    waiting = [ROWS.assign(n=["5", "6", "7", "8"])]

    def then_newer(engine, name):
        found = real(engine, name)
        if waiting:
            project.add("d", waiting.pop(), key="id")
        return found

    monkeypatch.setattr(versions, "latest_source", then_newer)
    made = cleaned.clean()
    assert made.to_pandas()["n"].tolist() == ["1", "2", "3", "4"]
    assert project.verify().ok
    assert cleaned.clean().to_pandas()["n"].tolist() == ["5", "6", "7", "8"]


def test_tags_move_only_when_told(cleaned):
    source, clean = cleaned.versions()
    cleaned.tag("v1")
    cleaned.tag("v1")
    assert cleaned.tags() == {"v1": clean.id}
    with pytest.raises(ConflictError, match="move=True"):
        cleaned.tag("v1", source)
    cleaned.tag("v1", source, move=True)
    assert cleaned.at("v1")["x"].iloc[0] == " a"
    assert cleaned.history()["tags"].tolist() == ["v1", ""]
    cleaned.untag("v1")
    with pytest.raises(NotFoundError, match="there are none"):
        cleaned.untag("v1")
    assert [line["version"] for line in cleaned.tag_log()] == [clean.id, source.id, None]
    for bad in ("", " v", "a\nb", "x" * 81, "0123456789abcdef", "12", "2026-01-01"):
        with pytest.raises(InputError, match="tag"):
            cleaned.tag(bad)
    cleaned.tag('"><script>', clean)
    assert cleaned.version('"><script>').id == clean.id


@pytest.mark.parametrize("inline", [recipes.INLINE, 10])
def test_what_rests_on_a_decision(dataset, project, tmp_path, monkeypatch, inline):
    monkeypatch.setattr(recipes, "INLINE", inline)
    cleaned = clean(dataset)
    assert (cleaned.version().record.recipe_blob is None) == (inline > 10)
    decision = next(d for d in cleaned.decisions() if d.target["rule"]["kind"] == "set_null")
    cleaned.export(tmp_path / "d_rules")
    cleaned.tag("v1")
    found = project.impact(decision.id)
    assert [v["id"] for v in found.versions] == [cleaned.version().id]
    assert [rule["kind"] for rule in found.rules] == ["set_null"]
    assert found.cells == 1 and found.examples[0]["key"] == 3
    assert [entry["folder"] for entry in found.exports] == ["d_rules"]
    assert str(tmp_path) not in json.dumps(found.to_dict()) and "d_rules" in repr(found)
    whole = project.impact(cleaned.version(0).id)
    assert {v["id"] for v in whole.versions} == {v.id for v in cleaned.versions()}
    assert whole.cells == 2 and len(whole.exports) == 1
    one = project.impact(cleaned.version().id, rule=1)
    assert (one.cells, one.rules[0]["kind"]) == (1, "trim")
    with pytest.raises(InputError, match="2 rules"):
        project.impact(cleaned.version().id, rule=9)
    with pytest.raises(NotFoundError):
        project.impact("nonsense")
    cleaned.withdraw(decision)
    cleaned.clean()
    assert len(project.impact(decision.id).versions) == 1  # history stays as it was
    logged = cleaned.exports()
    assert [e["version"] for e in logged] == [cleaned.version(1).id]


def test_a_decided_label_is_traced_forward_and_back(project):
    rows = pd.DataFrame({"id": range(60), "v": [i % 2 for i in range(60)]})
    rows["label"] = ["odd" if i % 2 else "even" for i in range(60)]
    rows.loc[7, "label"] = "even"
    dataset = project.add("d", rows, key="id", label="label")
    dataset.label_quality()
    queue = dataset.make_queue("label", limit=3)
    session = session_at(project.engine, queue, "ben")
    card = next(c for c in session.next(3).to_dict()["items"] if c["target"]["key"] == 7)
    body = {"id": "1" * 32, "item": card["id"], "verdict": "choose", "choice": "odd"}
    session.decide({**body, "comment": "it is"})
    dataset.clean()
    (line,) = dataset.diff(0).to_frame().to_dict("records")
    assert (line["key"], line["decisions"], line["reviewers"]) == (7, "1" * 32, "ben")
    assert project.impact("1" * 32).cells == 1
    assert dataset.explain(7, "label").steps[-1].decisions[0]["comment"] == "it is"


def test_a_join_remembers_its_sides(project):
    people = project.add("people", pd.DataFrame({"id": [1, 2], "town": ["A", "B"]}), key="id")
    towns = pd.DataFrame({"id": [1, 3], "name": ["x", "y"], "town": ["C", "D"]})
    joined = project.join("both", people, towns, on="id", key="id")
    assert joined.to_pandas()["town_right"].tolist()[0] == "C"
    told = {c: joined.explain(1, c).steps[0].why for c in ("id", "town", "name", "town_right")}
    assert told["id"].startswith("joined on it from people")
    assert told["town"].startswith("the left side of a join: people")
    assert told["name"].startswith("the right side of a join: memory:pandas")
    assert told["town_right"].startswith("the right side of a join, as 'town'")
    options = joined.source.source["options"]
    assert options["diagnostics"]["orphans"]["left"]["rows"] == 1
    assert options["versions"] == {"left": people.version().id}
    after = project.impact(people.version().id)
    assert {v["dataset"] for v in after.versions} == {"people", "both"}
    again = project.join("both", people, towns, on="id", key="id")
    assert len(again.versions()) == 1
    plain = project.add("plain", join_tables(people.to_pandas(), towns, on="id"), key="id")
    assert "joined" in plain.explain(1, "id").steps[0].why
    assert project.verify().ok


def test_a_copy_elsewhere_proves_itself(cleaned, project, tmp_path):
    cleaned.tag("v1")
    cleaned.restore(0)
    cleaned.export(tmp_path / "d_rules")
    project.engine.dispose()
    copy = tmp_path / "elsewhere" / "copied [1]"
    shutil.copytree(project.folder, copy)
    other = open_project(copy)
    found = other.verify()
    assert found.ok, found
    assert {check.what for check in found.checks} == {"file", "version", "export"}
    assert other["d"].diff(0, 1).cells == 2  # brackets in the path are no pattern
    blob = other["d"].version(1).record.blob
    path = next(copy.glob(f"blobs/*/{blob}.parquet"))
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))
    bad = other.verify()
    assert not bad.ok and "changed after it was written" in repr(bad)
    json.dumps(bad.to_dict())
    other.engine.dispose()


def test_verify_tells_the_first_difference(cleaned, project):
    from workbench.store import versions
    from workbench.store.context import DatasetContext

    clean = cleaned.version()
    rows = clean.to_arrow().to_pylist()
    rows[1]["x"] = "forged"
    import pyarrow as pa

    forged = pa.Table.from_pylist(rows, schema=clean.to_arrow().schema)
    context = DatasetContext(project.engine, project.folder, "eve", dataset="d")
    recipe = clean.made.recipe
    versions.add_version(context, forged, parent=cleaned.source.id, recipe=recipe)
    bad = [check for check in project.verify().checks if not check.ok]
    assert len(bad) == 1
    assert "in the row with id 2, x is 'b' instead of 'forged'" in bad[0].message


def test_garbage_is_what_nothing_refers_to(dataset, project, monkeypatch):
    monkeypatch.setattr(recipes, "INLINE", 10)  # recipes are blobs, and in use too
    clean(dataset)
    blobs = project.folder / "blobs"
    stray = blobs / "ab" / ("ab" * 32 + ".parquet")
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"x" * 10)
    part = blobs / "tmp1.part"
    part.write_bytes(b"y")
    mine = blobs / "notes.txt"
    mine.write_text("not ours")
    assert project.collect_garbage().young == 2
    old = time.time() - 100 * 3600
    for path in blobs.rglob("*"):
        os.utime(path, (old, old))
    told = project.collect_garbage()
    assert set(told.files) == {
        stray.relative_to(project.folder).as_posix(),
        "blobs/tmp1.part",
    }
    assert stray.exists() and not told.removed
    done = project.collect_garbage(dry_run=False)
    assert done.size == 11 and not stray.exists() and not part.exists() and mine.exists()
    assert project.verify().ok and project.collect_garbage(dry_run=False).files == ()
    with pytest.raises(InputError, match="0 or more"):
        project.collect_garbage(min_age_hours=-1)


def test_a_blob_that_was_collected_before_the_commit_is_written_again(project, monkeypatch):
    """The worst moment: between a writer's blob and its row, all that is unused is removed."""
    from workbench.store import versions

    real = versions.writing

    def later(engine):
        project.collect_garbage(dry_run=False, min_age_hours=0)
        return real(engine)

    monkeypatch.setattr(versions, "writing", later)
    dataset = project.add("d", ROWS, key="id")
    assert dataset.to_pandas()["x"].tolist() == ROWS["x"].tolist()
    dataset.accept(dataset.find_issues().where(kind="whitespace"))
    dataset.clean()
    assert project.verify().ok


def test_a_version_leaves_as_dvc(cleaned, tmp_path):
    import hashlib

    import pyarrow.parquet as pq
    import yaml

    pointer = cleaned.version().export_dvc(tmp_path / "out")
    told = yaml.safe_load(pointer.read_text())
    data = tmp_path / "out" / told["outs"][0]["path"]
    assert hashlib.md5(data.read_bytes()).hexdigest() == told["outs"][0]["md5"]
    assert data.stat().st_size == told["outs"][0]["size"]
    assert pq.read_table(data)["x"].to_pylist() == ["a", "b", None, "d"]
    assert told["meta"]["version"] == cleaned.version().id
    assert (tmp_path / "out" / ".gitignore").read_text() == "/d.parquet\n"
    cleaned.version().export_dvc(tmp_path / "out")
    assert (tmp_path / "out" / ".gitignore").read_text() == "/d.parquet\n"
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        ".gitignore",
        "d.parquet",
        "d.parquet.dvc",
    ]
    assert [e["kind"] for e in cleaned.exports()] == ["dvc", "dvc"]
    with pytest.raises(InputError, match="a file"):
        cleaned.version().export_dvc(pointer)


def test_the_command_line_does_the_same(cleaned, project, tmp_path, capsys):
    from workbench.cli import main

    place = str(project.folder)

    def run(*words):
        status = main([*words, "--json"])
        return status, json.loads(capsys.readouterr().out)

    assert run("diff", place, "d", "0")[1]["cells"] == 2
    assert run("explain", place, "d", "1", "x")[1]["value"] == "a"
    assert run("tag", place, "d", "v1") == (0, {"v1": cleaned.version().id})
    assert run("restore", place, "d", "0")[1]["parent"] == cleaned.version("v1").id
    assert run("impact", place, cleaned.version(0).id)[1]["cells"] == 2
    assert run("verify", place)[1]["ok"] is True
    assert run("collect-garbage", place)[1]["files"] == []
    cleaned.export(tmp_path / "d_rules")
    assert run("verify", str(tmp_path / "d_rules"))[1]["ok"] is True
    cleaned.version().export_dvc(tmp_path / "out")
    assert run("verify", str(tmp_path / "out"))[1]["ok"] is True
    (tmp_path / "out" / "d.parquet").write_bytes(b"")
    status, told = run("verify", str(tmp_path / "out"))
    assert status == 2 and "bytes" in told["checks"][0]["message"]
    module = tmp_path / "d_rules" / "__init__.py"
    module.write_text(module.read_text().replace("columns=", "columns=['n'] + "))
    assert run("verify", str(tmp_path / "d_rules"))[0] == 2
    assert main(["verify", str(tmp_path / "nothing")]) == 2
    assert main(["diff", place, "d", "0", "1", "--html", str(tmp_path / "x.html")]) == 0
    assert "<table" in (tmp_path / "x.html").read_text()
