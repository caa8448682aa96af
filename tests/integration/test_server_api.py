"""The endpoints in a real Jupyter server: who is let in, and what comes out."""

from __future__ import annotations

import getpass
import json
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import sqlalchemy as sa
from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPResponse

from workbench.protocol.methods import METHODS
from workbench.queues.queues import create_queue
from workbench.server import routes
from workbench.server.projects import project_id
from workbench.store import database, decisions, schema
from workbench.types import Json, ReviewItem, new_id

pytest_plugins = ["pytest_jupyter.jupyter_server"]

Fetch = Callable[..., Awaitable[HTTPResponse]]


@pytest.fixture
def jp_server_config() -> Json:
    return {"ServerApp": {"jpserver_extensions": {"workbench.server": True}}}


@pytest.fixture
def engine(jp_root_dir: Path) -> Iterator[sa.Engine]:
    made = database.create(jp_root_dir / "work" / "quality")
    items = [
        ReviewItem(f"p{n}", "pair", {"key_l": n, "key_r": -n}, {"left": {}, "right": {}})
        for n in range(3)
    ]
    create_queue(made, "people, pairs", dataset="people", kind="pair", items=items)
    yield made
    made.dispose()


def queue_address(engine: sa.Engine, method: str, queue: str = "people, pairs") -> tuple[str, ...]:
    return ("workbench", "api", "projects", project_id(engine), "queues", queue, method)


def called(
    fetch: Fetch, engine: sa.Engine, method: str, queue: str = "people, pairs", **request: object
) -> Awaitable[HTTPResponse]:
    address = queue_address(engine, method, queue)
    return fetch(*address, method="POST", body=json.dumps(request))


def reserved(engine: sa.Engine) -> list[str]:
    with database.reading(engine) as connection:
        return list(connection.scalars(sa.select(schema.claim.c.item)))


def answer(**more: object) -> Json:
    return {"id": new_id(), "item": "p0", "verdict": "accept", **more}


async def refused(request: Awaitable[HTTPResponse]) -> tuple[int, Json]:
    with pytest.raises(HTTPClientError) as caught:
        await request
    response = caught.value.response
    assert response is not None
    return response.code, json.loads(response.body)["error"]


async def test_status_and_projects(jp_fetch: Fetch, engine: sa.Engine) -> None:
    status = json.loads((await jp_fetch("workbench", "api", "status")).body)
    assert status["reviewer"] == getpass.getuser()
    [project] = json.loads((await jp_fetch("workbench", "api", "projects")).body)["projects"]
    assert (project["id"], project["path"]) == (project_id(engine), "work/quality")
    address = ("workbench", "api", "projects", project["id"], "queues")
    [queue] = json.loads((await jp_fetch(*address)).body)["queues"]
    assert (queue["name"], queue["open"]) == ("people, pairs", 3)


async def test_a_decision_is_in_the_store(jp_fetch: Fetch, engine: sa.Engine) -> None:
    got = await called(jp_fetch, engine, "next", count=2)
    assert got.headers["Cache-Control"] == "no-store"
    assert [item["id"] for item in json.loads(got.body)["items"]] == ["p0", "p1"]
    body = json.dumps(answer())
    for _ in range(2):  # sent twice, stored once
        sent = await jp_fetch(*queue_address(engine, "decide"), method="POST", body=body)
        assert json.loads(sent.body)["progress"] == {"decided": 1, "total": 3}
    [stored] = decisions.history(engine, "people")
    assert (stored.reviewer, stored.target) == (getpass.getuser(), {"key_l": 0, "key_r": 0})


@pytest.mark.parametrize(
    ("body", "code", "kind"),
    [
        ("", 400, "InputError"),
        ("[]", 400, "InputError"),
        ("[" * 60_000, 400, "InputError"),
        ('"' + "x" * 70_000 + '"', 400, "InputError"),
        ("\udcff".encode("utf-8", "surrogateescape"), 400, "InputError"),
        (json.dumps(answer(reviewer="bob")), 400, "InputError"),
        (json.dumps(answer(item="nowhere")), 404, "NotFoundError"),
        (json.dumps(answer(supersedes=new_id())), 409, "ConflictError"),
    ],
    # Fixed names: the bodies hold random identifiers, and parallel workers must agree on names.
    ids=lambda value: "body" if isinstance(value, str | bytes) and len(value) > 20 else None,
)
async def test_errors_have_a_status_and_one_sentence(
    jp_fetch: Fetch, engine: sa.Engine, body: str | bytes, code: int, kind: str
) -> None:
    address = queue_address(engine, "decide")
    got, error = await refused(jp_fetch(*address, method="POST", body=body))
    assert (got, error["type"]) == (code, kind)
    assert error["message"]
    assert decisions.history(engine, "people") == []


async def test_a_decision_is_found_again_and_changed(jp_fetch: Fetch, engine: sa.Engine) -> None:
    body = answer(verdict="reject")
    await called(jp_fetch, engine, "decide", **body)
    history = json.loads((await called(jp_fetch, engine, "history")).body)
    assert [(d["id"], d["verdict"]) for d in history["decisions"]] == [(body["id"], "reject")]
    older = await called(jp_fetch, engine, "history", before=body["id"])
    assert json.loads(older.body) == {"decisions": [], "more": False}
    page = json.loads((await called(jp_fetch, engine, "item", item="p0")).body)
    assert page["item"]["target"] == {"key_l": 0, "key_r": 0}
    assert page["decision"]["id"] == body["id"]
    await called(jp_fetch, engine, "decide", **answer(supersedes=body["id"]))
    [stored] = decisions.current(engine, "people")
    assert stored.verdict == "accept"


async def test_an_image_comes_as_a_data_address(
    jp_fetch: Fetch, engine: sa.Engine, tmp_path: Path
) -> None:
    from PIL import Image

    Image.new("RGB", (40, 20)).save(tmp_path / "a.png")
    media = {"photo": {"path": "a.png"}, "gone/é": {"path": "../a.png"}}
    item = ReviewItem("p 1é", "label", {"key": 1, "column": "c", "old": "x"}, {"media": media})
    fields: Json = {"dataset": "people", "kind": "label", "items": [item]}
    create_queue(engine, "pictures", media_root=str(tmp_path), **fields)

    def media(column: str) -> Awaitable[HTTPResponse]:
        wanted = {"item": "p 1é", "column": column}
        return called(jp_fetch, engine, "media", "pictures", **wanted)

    got = await media("photo")
    assert got.headers["Content-Type"].startswith("application/json")
    image = json.loads(got.body)
    assert image["url"].startswith("data:image/jpeg;base64,") and image["width"] == 40
    for column, message in (("gone/é", "outside"), ("nothing", "names no image"), ("", "no image")):
        code, error = await refused(media(column))
        assert (code, error["type"]) == (404, "NotFoundError") and message in error["message"]


@pytest.mark.parametrize("count", [0, 51, -1, "ten", 10**4000], ids=map(str, range(5)))
async def test_a_count_out_of_range(jp_fetch: Fetch, engine: sa.Engine, count: object) -> None:
    code, error = await refused(called(jp_fetch, engine, "next", count=count))
    assert (code, error["type"]) == (400, "InputError")


async def test_a_get_reserves_nothing_and_says_what_to_send(
    jp_fetch: Fetch, engine: sa.Engine
) -> None:
    for method in ("next", "decide", "item", "history", "media"):
        request = jp_fetch(*queue_address(engine, method), headers={"Purpose": "prefetch"})
        code, error = await refused(request)
        assert code == 405 and "takes POST requests only" in error["message"]
    assert reserved(engine) == []
    await called(jp_fetch, engine, "next", count=2)
    assert reserved(engine) == ["p0", "p1"]


async def test_an_unexpected_error_keeps_its_text_to_itself(
    jp_fetch: Fetch, engine: sa.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("secret of the database")

    monkeypatch.setattr(routes.Session, "next", fail)
    code, error = await refused(called(jp_fetch, engine, "next"))
    assert (code, error["type"]) == (500, "ServerError")
    assert "secret" not in error["message"]


@pytest.mark.parametrize("address", ["../../etc", "%2e%2e%2f", "x", "0" * 36])
async def test_other_projects_are_not_found(
    jp_fetch: Fetch, engine: sa.Engine, address: str
) -> None:
    with pytest.raises(HTTPClientError) as caught:
        await jp_fetch("workbench", "api", "projects", address, "queues")
    assert caught.value.code == 404


async def test_the_database_does_not_block_the_server(jp_fetch: Fetch, engine: sa.Engine) -> None:
    import asyncio

    with database.writing(engine):  # someone else holds the write lock
        waiting = asyncio.ensure_future(called(jp_fetch, engine, "next"))
        await asyncio.sleep(0.2)
        assert (await jp_fetch("workbench", "api", "status")).code == 200
        assert not waiting.done()
    assert (await waiting).code == 200


def addresses(base_url: str, project: str) -> list[str]:
    """Every registered endpoint, with its blanks filled in."""
    blanks = {
        routes.PROJECT: project,
        routes.NAME: "people, pairs",
    }
    filled = []
    for pattern, _ in routes.handlers(base_url):
        for blank, value in blanks.items():
            pattern = pattern.replace(blank, value)
        scope = "queue" if "/queues/" in pattern else "dataset"
        methods = [name for name, method in METHODS.items() if method.scope == scope]
        every = methods if routes.METHOD in pattern else [""]
        filled += [pattern.replace(routes.METHOD, name) for name in every]
        assert not any("(" in one for one in filled)
    return filled


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_every_endpoint_refuses_strangers_and_posts_without_xsrf(
    jp_serverapp: Any, engine: sa.Engine, http_server_client: AsyncHTTPClient, method: str
) -> None:
    every = addresses(jp_serverapp.base_url, project_id(engine))
    assert len(every) == 3 + len(METHODS)
    for address in every:
        url = quote(address, safe="/%")
        body = json.dumps(answer()) if method == "POST" else None
        for headers in ({}, {"Authorization": "token wrong"}, {"Cookie": "username-x=forged"}):
            got = await http_server_client.fetch(
                url,
                method=method,
                body=body,
                headers=headers,
                raise_error=False,
                follow_redirects=False,
            )
            assert got.code in (401, 403), address
            assert set(json.loads(got.body)) == {"error"}
    assert decisions.history(engine, "people") == []


async def test_every_endpoint_asks_the_authorizer(
    jp_fetch: Fetch, jp_serverapp: Any, engine: sa.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, str]] = []

    def deny(_handler: object, _user: object, action: str, resource: str) -> bool:
        asked.append((action, resource))
        return False

    monkeypatch.setattr(jp_serverapp.authorizer, "is_authorized", deny)
    for address in addresses("/", project_id(engine)):
        for method, body in (("GET", None), ("POST", json.dumps(answer()))):
            code, error = await refused(
                jp_fetch(*address.strip("/").split("/"), method=method, body=body)
            )
            assert (code, error["type"]) == (403, "PermissionDeniedError")
    rights = [
        METHODS[address.rsplit("/", 1)[1]].right if "people, pairs" in address else "write"
        for address in addresses("/", project_id(engine))
    ]
    assert asked == [(one, "workbench") for right in rights for one in ("read", right)]
    assert [METHODS[name].writes for name in ("next", "decide", "item")] == [True, True, False]
    assert decisions.history(engine, "people") == []


async def test_a_signed_in_post_without_xsrf_is_refused(
    jp_serverapp: Any, engine: sa.Engine, http_server_client: AsyncHTTPClient
) -> None:
    root = jp_serverapp.base_url
    token = jp_serverapp.identity_provider.token
    signed_in = await http_server_client.fetch(f"{root}workbench/api/status?token={token}")
    cookies = [c.split(";")[0] for c in signed_in.headers.get_list("Set-Cookie")]
    session = "; ".join(c for c in cookies if not c.startswith("_xsrf"))
    assert session
    for method, body in (("decide", answer()), ("next", {"count": 3})):
        got = await http_server_client.fetch(
            root + quote("/".join(queue_address(engine, method))),
            method="POST",
            body=json.dumps(body),
            headers={"Cookie": session},
            raise_error=False,
        )
        assert got.code == 403
    assert (decisions.history(engine, "people"), reserved(engine)) == ([], [])
