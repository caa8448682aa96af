"""Which projects a server finds, and what it tells of them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from workbench.errors import NotFoundError
from workbench.queues.queues import create_queue
from workbench.server import projects
from workbench.server.projects import OneProject, ScannedProjects, find_projects, project_id
from workbench.store import database, schema
from workbench.types import ReviewItem, new_id, now


def make(folder: Path) -> str:
    engine = database.create(folder)
    with database.writing(engine) as connection:
        connection.execute(
            schema.dataset.insert().values(
                name="people", key_column="id", author="ann", created=now().isoformat()
            )
        )
        for rows in (10, 9):
            connection.execute(
                schema.version.insert().values(
                    id=new_id(),
                    dataset="people",
                    blob="0" * 64,
                    rows=rows,
                    columns="[]",
                    author="ann",
                    time=now().isoformat(),
                )
            )
    create_queue(
        engine, "q", dataset="people", kind="rule", items=[ReviewItem("r", "rule", {}, {})]
    )
    found = project_id(engine)
    engine.dispose()
    return found


def test_only_visible_folders_four_levels_down_are_looked_at(tmp_path: Path) -> None:
    shown = [tmp_path / "a", tmp_path / "b" / "c" / "d" / "e"]
    hidden = [
        tmp_path / ".hidden",
        tmp_path / "node_modules" / "p",
        tmp_path / ".venv" / "lib",
        tmp_path / "b" / "c" / "d" / "e2" / "too_deep",
        tmp_path / "a" / "inside",
    ]
    for folder in shown + hidden:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / database.DATABASE_NAME).touch()
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    outside.mkdir()
    (outside / database.DATABASE_NAME).touch()
    (tmp_path / "link").symlink_to(outside)
    (tmp_path / "z").mkdir()
    (tmp_path / "z" / database.DATABASE_NAME).symlink_to(outside / database.DATABASE_NAME)
    assert sorted(find_projects(tmp_path)) == sorted(shown)


def test_a_scan_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(20):
        (tmp_path / f"f{n:02}").mkdir()
    (tmp_path / "f19" / database.DATABASE_NAME).touch()
    assert len(list(find_projects(tmp_path))) == 1
    monkeypatch.setattr(projects, "MAX_FOLDERS", 10)
    assert list(find_projects(tmp_path)) == []


def test_the_listing_counts_and_survives_a_damaged_project(tmp_path: Path) -> None:
    found = make(tmp_path / "good")
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / database.DATABASE_NAME).write_bytes(b"no database" * 100)
    bad, good = ScannedProjects(tmp_path).listing()
    assert (bad["path"], bad["id"], bad["datasets"]) == ("bad", None, [])
    assert "not a readable database" in bad["error"]
    assert good == {
        "id": found,
        "name": "good",
        "path": "good",
        "datasets": [{"name": "people", "rows": 9, "issues": None, "open_items": 1, "versions": 2}],
    }


def test_a_copy_is_told_from_its_original(tmp_path: Path) -> None:
    found = make(tmp_path / "a")
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    original, copy = ScannedProjects(tmp_path).listing()
    assert "error" not in original
    assert "copy of the project in 'a'" in copy["error"]
    context = ScannedProjects(tmp_path).context(found, "ann")
    assert Path(str(context.engine.url.database)).parent.name == "a"
    assert context.folder.name == "a"


def test_a_project_outside_or_gone_is_not_found(tmp_path: Path) -> None:
    found = make(tmp_path / "outside")
    (tmp_path / "root").mkdir()
    with pytest.raises(NotFoundError, match="not below the server's root"):
        ScannedProjects(tmp_path / "root").context(found, "ann")
    shown = ScannedProjects(tmp_path)
    shown.context(found, "ann")
    shutil.rmtree(tmp_path / "outside")
    with pytest.raises(NotFoundError):
        shown.context(found, "ann")
    assert not (tmp_path / "outside").exists()


def test_one_project_shows_itself_and_its_published_queues_only(tmp_path: Path) -> None:
    found = make(tmp_path / "p")
    shown = OneProject(tmp_path / "p", ["q"])
    assert project_id(shown.context(found, "ann").engine) == found
    assert (shown.has_queue("q"), shown.has_queue("other"), shown.listing()) == (True, False, [])
    with pytest.raises(NotFoundError):
        shown.context(new_id(), "ann")
