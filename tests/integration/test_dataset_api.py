"""The methods of a dataset in a real Jupyter server, and the same through a kernel."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from pathlib import Path

import pandas as pd
import pytest
from jupyter_server.auth.authorizer import Authorizer
from tornado.httpclient import HTTPClientError, HTTPResponse

import workbench as wb
from workbench.dataset import Dataset
from workbench.protocol.methods import METHODS
from workbench.server.projects import OneProject
from workbench.types import Json

pytest_plugins = ["pytest_jupyter.jupyter_server"]

DATASET_METHODS = sorted(name for name, method in METHODS.items() if method.scope == "dataset")
Fetch = Callable[..., Awaitable[HTTPResponse]]


@pytest.fixture
def jp_server_config() -> Json:
    return {"ServerApp": {"jpserver_extensions": {"workbench.server": True}}}


@pytest.fixture
def dataset(jp_root_dir: Path) -> Dataset:
    project = wb.open_project(jp_root_dir / "work" / "quality")
    frame = pd.DataFrame(
        {
            "id": range(300),
            "city": [["Wien", " Graz", "linz "][n % 3] for n in range(300)],
            "height": [160 + n % 40 for n in range(300)],
        }
    )
    return project.add("people", frame, key="id")


def address(dataset: Dataset, method: str, name: str = "people") -> tuple[str, ...]:
    return (
        "workbench", "api", "projects", dataset.context.project_id, "datasets", name, method,
    )  # fmt: skip


async def asked(fetch: Fetch, dataset: Dataset, method: str, **request: object) -> Json:
    body = json.dumps(request)
    got = await fetch(*address(dataset, method), method="POST", body=body)
    return json.loads(got.body)


async def refused(request: Awaitable[HTTPResponse]) -> tuple[int, Json]:
    with pytest.raises(HTTPClientError) as caught:
        await request
    assert caught.value.response is not None
    return caught.value.response.code, json.loads(caught.value.response.body)["error"]


async def test_rows_and_charts_of_a_dataset(jp_fetch: Fetch, dataset: Dataset) -> None:
    info = await asked(jp_fetch, dataset, "open", count=2)
    assert (info["rows"], info["key"]) == (300, "id")
    assert info["first"]["cells"][1] == ["Wien", " Graz"]
    window = await asked(
        jp_fetch, dataset, "window", version=info["version"], start=1, count=2,
        conditions=[{"kind": "range", "column": "height", "low": 190}],
        sort=[{"column": "height", "descending": True}],
    )  # fmt: skip
    assert window["cells"][2] == ["199", "199"]
    charts = await asked(jp_fetch, dataset, "charts", columns=[1, 2])
    assert [sum(chart["totals"]) for chart in charts["charts"]] == [300, 300]


async def test_the_kernel_answers_what_the_server_answers(
    jp_fetch: Fetch, dataset: Dataset
) -> None:
    view = dataset.open()
    first = await asked(jp_fetch, dataset, "open")
    assert view.first == first
    sent: list[Json] = []
    view.send = sent.append  # type: ignore[method-assign]
    view._receive(view, {"id": 7, "method": "open", "params": {}}, [])
    assert sent == [{"id": 7, "result": first}]
    view._receive(view, {"id": 8, "method": "window", "params": {"count": 0}}, [])
    assert sent[1]["error"]["type"] == "InputError"
    view._receive(view, {"id": 9, "method": "sudo", "params": {}}, [])
    assert "available: " in sent[2]["error"]["message"]
    assert "300 rows" in view._repr_mimebundle_()[0]["text/html"]


async def test_marks_of_a_cleaned_version(jp_fetch: Fetch, dataset: Dataset) -> None:
    dataset.find_issues()
    dataset.accept(dataset.issues.where(column="city"))
    cleaned = dataset.clean()
    window = await asked(jp_fetch, dataset, "window", version=cleaned.id, count=3)
    changed = {
        (m["row"], m["column"], m["text"]) for m in window["marks"] if m["kind"] == "changed"
    }
    assert (1, 1, "was ' Graz'") in changed
    assert not any(row == 0 for row, _, _ in changed)
    issues = await asked(jp_fetch, dataset, "issues")
    assert any(one["column"] == "city" and one["verdict"] == "accept" for one in issues["issues"])


async def test_a_view_is_kept_for_its_user(jp_fetch: Fetch, dataset: Dataset) -> None:
    assert await asked(jp_fetch, dataset, "kept") == {"state": None}
    state = {"tab": "profile", "sort": [{"column": "height"}]}
    await asked(jp_fetch, dataset, "keep", state=state)
    assert await asked(jp_fetch, dataset, "kept") == {"state": state}
    huge = {"x": "y" * 63_000}
    await asked(jp_fetch, dataset, "keep", state=huge)
    body = json.dumps({"state": {"x": "y" * 70_000}})
    code, error = await refused(jp_fetch(*address(dataset, "keep"), method="POST", body=body))
    assert (code, error["type"]) == (400, "InputError")


async def test_what_a_selection_becomes(jp_fetch: Fetch, dataset: Dataset) -> None:
    tall = [{"kind": "range", "column": "height", "low": 190}]
    make = "make_of_selection"
    issue = await asked(jp_fetch, dataset, make, make="issue", message="too tall", conditions=tall)
    assert issue["rows"] == 70
    (stored,) = dataset.issues
    assert (stored.kind, stored.rows, stored.evidence["message"]) == ("selection", 70, "too tall")
    assert dataset.find_issues() is not None
    assert any(one.kind == "selection" for one in dataset.issues)
    rule = await asked(
        jp_fetch, dataset, make, make="rule", action="drop", conditions=tall, message="no giants"
    )
    assert rule["rows"] == 70
    assert [one.kind for one in dataset.recipe()] == ["drop_where"]
    assert len(dataset.clean().to_pandas()) == 230
    export = await asked(jp_fetch, dataset, make, make="export", name="tall.csv", conditions=tall)
    path = dataset.context.folder / "exports" / "tall.csv"
    assert (export["rows"], len(pd.read_csv(path))) == (70, 70)
    for name in ("../out.csv", "/tmp/x.csv", "x.exe", ".csv"):
        body = json.dumps({"make": "export", "name": name, "conditions": tall})
        request = jp_fetch(*address(dataset, make), method="POST", body=body)
        assert (await refused(request))[1]["type"] == "InputError"


@pytest.mark.parametrize(
    ("method", "name", "body", "code"),
    [
        ("open", "nobody", {}, 404),
        ("open", "people", {"version": "gone"}, 404),
        ("window", "people", {"sort": [{"column": "<b>"}]}, 400),
        ("window", "people", {"conditions": [{"kind": "sql", "column": "x"}]}, 400),
        ("nonsense", "people", {}, 400),
        ("charts", "people", {"columns": [99]}, 400),
    ],
)
async def test_wrong_requests(
    jp_fetch: Fetch, dataset: Dataset, method: str, name: str, body: Json, code: int
) -> None:
    request = jp_fetch(*address(dataset, method, name), method="POST", body=json.dumps(body))
    got, error = await refused(request)
    assert got == code
    assert error["message"]


@pytest.mark.parametrize("method", DATASET_METHODS)
async def test_nobody_calls_without_signing_in(
    jp_fetch: Fetch, dataset: Dataset, method: str
) -> None:
    request = jp_fetch(
        *address(dataset, method), method="POST", body="{}", headers={"Authorization": "none"}
    )
    code, error = await refused(request)
    assert (code, error["type"]) == (403, "PermissionDeniedError")


class ReadOnly(Authorizer):
    """Lets everybody read and nobody write."""

    def is_authorized(self, handler: object, user: object, action: str, resource: str) -> bool:
        return action == "read"


class TestReadOnly:
    @pytest.fixture
    def jp_server_config(self) -> Json:
        return {
            "ServerApp": {
                "jpserver_extensions": {"workbench.server": True},
                "authorizer_class": ReadOnly,
            }
        }

    @pytest.mark.parametrize("method", DATASET_METHODS)
    async def test_who_may_only_read_changes_nothing(
        self, jp_fetch: Fetch, dataset: Dataset, method: str
    ) -> None:
        request = jp_fetch(*address(dataset, method), method="POST", body="{}")
        if METHODS[method].writes:
            assert (await refused(request))[0] == 403
        else:
            try:
                await request
            except HTTPClientError as error:
                assert error.code == 400


def test_reviewers_of_a_published_page_have_no_tables(dataset: Dataset) -> None:
    shown = OneProject(dataset.context.folder, None)
    with pytest.raises(wb.errors.NotFoundError, match="no tables are shown here"):
        shown.dataset_context(dataset.context.project_id, "ann", "people")


def test_a_loose_table_opens_without_a_project() -> None:
    frame = pd.DataFrame({"a": range(1000), "b": ["<script>"] * 1000})
    view = wb.open_table(frame)
    assert (view.first["rows"], view.first["first"]["total"]) == (1000, 1000)
    assert len(view.first["first"]["keys"]) == 60
    window = view._handle("window", {"start": 990, "count": 50}, None)
    assert (window["total"], window["keys"][-1]) == (1000, "999")
    figure = view._handle("figure", {"column": 0}, None)["figures"][0]
    assert figure["data"]
    assert len(view._handle("library", {}, None)["script"]) > 1_000_000
    assert "&lt;script&gt;" in view._repr_mimebundle_()[0]["text/html"]
