"""Issues judged where they are listed, and whether anybody has looked for any."""

from __future__ import annotations

import pandas as pd
import pytest

import workbench as wb
from workbench.errors import ConflictError, InputError, NotFoundError
from workbench.explore import Explorer, MemorySource, StoredSource
from workbench.protocol.explore import JudgeIssue
from workbench.protocol.message import Empty
from workbench.queues.order import LeftOut
from workbench.server.judgements import Judgements
from workbench.tables import read_table
from workbench.types import Issue

TABLE = pd.DataFrame({"id": range(40), "town": ["Wien", "Graz", " Graz", "Linz"] * 10})


@pytest.fixture
def dataset(tmp_path):
    project = wb.open_project(tmp_path / "quality", author="ada")
    yield project.add("t", TABLE, key="id")
    project.engine.dispose()


def test_nobody_having_looked_is_not_nothing_found(dataset, tmp_path):
    assert "not checked yet" in dataset.issues._repr_html_()
    assert "not checked yet" in repr(dataset.issues)
    assert "not checked yet" in wb.open_project(tmp_path / "quality")._repr_html_()
    dataset.find_issues(checks=["missing"])
    assert dataset.issues._repr_html_().count("No check found an issue") == 1
    assert "not checked yet" not in wb.open_project(tmp_path / "quality")._repr_html_()


def test_a_view_knows_where_issues_were_looked_for(dataset, tmp_path):
    explorer = Explorer(StoredSource(dataset.context))
    assert explorer.issues(Empty()).checked == "never"
    dataset.find_issues()
    assert explorer.issues(Empty()).checked == "newest"
    later = pd.concat([TABLE, TABLE.assign(id=TABLE["id"] + 100)])
    wb.open_project(tmp_path / "quality").add("t", later, key="id")
    assert explorer.issues(Empty()).checked == "earlier"
    rows = read_table(TABLE).to_arrow()
    assert Explorer(MemorySource(rows, name="t")).issues(Empty()).checked == "never"
    assert Explorer(MemorySource(rows, name="t", issues=[])).issues(Empty()).checked == "newest"


def test_the_last_judgement_counts_and_can_be_taken_back(dataset):
    dataset.find_issues()
    (issue, *_) = dataset.issues.where(kind="whitespace")
    judge = Judgements(dataset.context, Explorer(StoredSource(dataset.context))).judge

    def verdict(asked: str) -> str | None:
        answer = judge(JudgeIssue(issue=issue.id, verdict=asked))
        return next(one.verdict for one in answer.issues if one.id == issue.id)

    assert verdict("accept") == "accept"
    assert [rule.kind for rule in dataset.recipe()] == ["trim"]
    before = len(dataset.decisions())
    assert verdict("accept") == "accept"  # sent twice, it counts once
    assert len(dataset.decisions()) == before
    assert verdict("reject") == "reject"
    assert len(dataset.recipe()) == 0
    assert verdict("open") is None
    assert verdict("open") is None
    assert verdict("accept") == "accept"
    assert len(dataset.recipe()) == 1


def test_what_cannot_be_judged_is_said(dataset):
    judge = Judgements(dataset.context, Explorer(StoredSource(dataset.context))).judge
    with pytest.raises(NotFoundError, match="no longer exists"):
        judge(JudgeIssue(issue="gone", verdict="accept"))
    plain = Issue("odd", "town", (1,), 1, 0.9, {"message": "odd"})
    dataset._issues.store([plain], {"odd"})
    with pytest.raises(InputError, match="suggests no rule"):
        judge(JudgeIssue(issue=plain.id, verdict="accept"))
    answer = judge(JudgeIssue(issue=plain.id, verdict="reject"))
    assert [one.verdict for one in answer.issues] == ["reject"]


def test_a_frame_and_the_dataset_name_the_version_that_they_show(dataset):
    source = dataset.source.id
    assert dataset.to_pandas().attrs["version"] == source
    assert f"source {source[:8]}, 40 rows" in repr(dataset)
    assert "newest version" not in repr(dataset)
    dataset.find_issues()
    dataset.accept(dataset.issues.where(kind="whitespace"))
    made = dataset.clean()
    assert f"newest version {made.id[:8]}" in repr(dataset)
    assert dataset.to_pandas().attrs["version"] == source


def test_a_default_limit_says_what_it_leaves_out(tmp_path):
    project = wb.open_project(tmp_path / "many", author="ada")
    towns = ["Wien"] * 200 + [" Wien"] * 80
    made = project.add("m", pd.DataFrame({"id": range(280), "town": towns}), key="id")
    made.find_issues()
    with pytest.warns(LeftOut, match="30 of 80 items are left out"):
        made.make_queue("cell")
    made.make_queue("cell", name="few", limit=3)  # asked for: no warning, which would fail here
    project.engine.dispose()


def test_an_unrelated_table_under_a_used_name_is_refused(dataset, tmp_path):
    project = wb.open_project(tmp_path / "quality", author="ada")
    other = pd.DataFrame({"id": [1, 2], "price": [1.5, 2.5], "seller": ["a", "b"], "sku": [1, 2]})
    with pytest.raises(ConflictError, match="replace=True"):
        project.add("t", other, key="id")
    assert project["t"].source.id == dataset.source.id
    grown = TABLE.assign(id=TABLE["id"] + 1000, height=1.5, note="x")
    assert project.add("t", grown, key="id").source.rows == 40
    assert project.add("t", other, key="id", replace=True).source.rows == 2
    project.engine.dispose()
