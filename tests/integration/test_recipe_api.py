"""The recipe over REST: who asks is who decides, and errors have a status."""

from __future__ import annotations

import getpass
import json
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from tornado.httpclient import HTTPClientError, HTTPResponse

from workbench import open_project
from workbench.types import Issue, Json, new_id

pytest_plugins = ["pytest_jupyter.jupyter_server"]

Fetch = Callable[..., Awaitable[HTTPResponse]]


@pytest.fixture
def jp_server_config() -> Json:
    return {"ServerApp": {"jpserver_extensions": {"workbench.server": True}}}


@pytest.fixture
def dataset(jp_root_dir: Path) -> Iterator[Any]:
    project = open_project(jp_root_dir / "quality", author="ada")
    made = project.add("sales & more", pd.DataFrame({"id": [1, 2], "s": [" a", "b"]}), key="id")
    rule = {"kind": "trim", "columns": ["s"]}
    made._issues.store([Issue("odd", "s", (1,), 1, 0.9, {"message": "why"}, rule)], {"odd"})
    yield made
    project.engine.dispose()


async def ask(fetch: Fetch, dataset: Any, method: str, **body: Any) -> Any:
    place = ("projects", dataset.context.project_id, "datasets", dataset.name, method)
    sent = await fetch("workbench", "api", *place, method="POST", body=json.dumps(body))
    return json.loads(sent.body)


async def test_the_recipe_is_edited_over_rest(jp_fetch: Fetch, dataset: Any) -> None:
    state = await ask(jp_fetch, dataset, "recipe", session="s")
    (one,) = state["suggested"]
    seen = await ask(jp_fetch, dataset, "preview", step=one["id"])
    assert (seen["affected"], seen["examples"][0]["before"]) == (1, " a")
    told = {"session": "s", "action": "accept", "step": one["id"]}
    state = await ask(jp_fetch, dataset, "edit", id=new_id(), **told)
    assert state["steps"][0]["author"] == getpass.getuser()
    assert [rule.kind for rule in dataset.recipe()] == ["trim"]
    state = await ask(jp_fetch, dataset, "edit", id=new_id(), session="s", action="undo")
    assert (state["steps"], state["redo"]) == ([], "accept “trim s”")
    forms = await ask(jp_fetch, dataset, "forms")
    assert len(forms["forms"]) == 28
    ran = await ask(jp_fetch, dataset, "run_recipe")
    assert dataset.version().record.id == ran["version"]
    done = await ask(jp_fetch, dataset, "export_recipe", name="tidy")
    assert (dataset.context.folder / done["path"] / "recipe.json").exists()


@pytest.mark.parametrize(
    ("method", "body", "status"),
    [
        ("export_recipe", {"name": "../../evil"}, 400),
        ("edit", {"id": "short", "action": "undo"}, 400),
        ("edit", {"id": "long enough", "action": "undo"}, 400),
        ("edit", {"id": "long-enough", "action": "undo"}, 409),
        ("edit", {"id": "long-enough", "action": "nope"}, 400),
        ("edit", {"id": "long-enough", "action": "accept", "step": "nowhere"}, 404),
        ("edit", {"id": "long-enough", "action": "disable", "step": "nowhere"}, 409),
        ("edit", {"id": "long-enough", "action": "add", "rule": {"kind": "x"}}, 400),
        ("preview", {"step": "nowhere"}, 404),
        ("preview", {}, 400),
        ("recipe", {"user": "eve"}, 400),
    ],
)
async def test_what_cannot_be_done_has_a_status(
    jp_fetch: Fetch, dataset: Any, method: str, body: Json, status: int
) -> None:
    with pytest.raises(HTTPClientError) as caught:
        await ask(jp_fetch, dataset, method, **body)
    assert caught.value.code == status
    assert dataset.decisions() == []
