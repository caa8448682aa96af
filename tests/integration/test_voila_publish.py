"""The published review page: who gets in, what they can reach, and what they cannot."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import httpx
import pytest
import sqlalchemy as sa
import websocket

import workbench
from workbench.dashboards import Published, publish, publishing, start
from workbench.errors import InputError, NotFoundError
from workbench.queues.queues import create_queue
from workbench.server.projects import project_id
from workbench.store import database, decisions, reviewers
from workbench.types import Json, ReviewItem, new_id

HOSTILE = "<script>window.stolen = 1</script>"
OPEN = ExitStack()
UNKNOWN = "00000000-0000-4000-8000-000000000000"


def fill(folder: Path) -> sa.Engine:
    engine = database.create(folder)
    items = [
        ReviewItem(
            f"i{n}",
            "label",
            {"key": n, "column": "segment", "old": "retail"},
            {
                "key": n,
                "column": "segment",
                "label": "retail",
                "suggested": "public",
                "row": {"name": f"Company {n}", "note": HOSTILE},
                "why": "The name says so.",
            },
        )
        for n in range(30)
    ]
    create_queue(
        engine,
        "labels",
        dataset="customers",
        kind="label",
        items=items,
        options=["retail", "public"],
    )
    create_queue(
        engine,
        "private",
        dataset="customers",
        kind="rule",
        items=[ReviewItem("r", "rule", {"rule": {"kind": "trim"}}, {})],
    )
    return engine


@pytest.fixture(scope="module", autouse=True)
def importable() -> Iterator[None]:
    """Let the server's kernels import the workbench under test, installed or not."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(Path(workbench.__file__).parents[1]))
        yield


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sa.Engine]:
    made = fill(tmp_path_factory.mktemp("page") / "quality")
    yield made
    made.dispose()


@pytest.fixture(scope="module")
def published(engine: sa.Engine) -> Iterator[Published]:
    folder = Path(str(engine.url.database)).parent
    with start(folder, queue="labels", port=0, reviewers=["ann", "bob"]) as page:
        yield page


@pytest.fixture(autouse=True)
def visits() -> Iterator[ExitStack]:
    """Close at the end of a test what its visitors opened."""
    with OPEN:
        yield OPEN


def client(page: Published, reviewer: str | None = None) -> httpx.Client:
    made = OPEN.enter_context(httpx.Client(base_url=page.url, timeout=60))
    if reviewer is not None:
        assert made.get(page.links[reviewer]).status_code == 200
        assert made.get("/voila/static/voila.js").status_code == 200
    return made


def open_page(visitor: httpx.Client) -> str:
    """Open the page as a browser would; return the kernel's identifier."""
    found = re.search(r'"kernelId": "([0-9a-f-]{36})"', visitor.get("/").text)
    assert found is not None
    return found[1]


def xsrf(visitor: httpx.Client) -> dict[str, str]:
    if "_xsrf" not in visitor.cookies:
        visitor.get("/login")
    return {"X-XSRFToken": visitor.cookies["_xsrf"]}


def api(engine: sa.Engine, last: str, queue: str = "labels") -> str:
    return f"/workbench/api/projects/{project_id(engine)}/queues/{queue}/{last}"


def answer(item: str, **more: object) -> Json:
    return {"id": new_id(), "item": item, "verdict": "accept", **more}


def first_items(engine: sa.Engine, visitor: httpx.Client, count: int) -> list[Json]:
    page = visitor.post(api(engine, "next"), json={"count": count}, headers=xsrf(visitor))
    items: list[Json] = page.json()["items"]
    return items


def made_by(engine: sa.Engine, item: str) -> list[str]:
    return [d.reviewer for d in decisions.history(engine, "customers") if d.item == item]


def refused_addresses(engine: sa.Engine) -> list[tuple[str, str]]:
    return [
        ("GET", "/api/contents"),
        ("GET", "/api/contents/review.ipynb"),
        ("GET", "/api/kernels"),
        ("POST", "/api/kernels"),
        ("GET", f"/api/kernels/{UNKNOWN}"),
        ("POST", f"/api/kernels/{UNKNOWN}/restart"),
        ("GET", "/api/terminals"),
        ("GET", "/api/sessions"),
        ("GET", "/api/me"),
        ("GET", "/review.ipynb"),
        ("GET", "/files/review.ipynb"),
        ("GET", "/voila/files/review.ipynb"),
        ("GET", "/voila/render/review.ipynb"),
        ("GET", "/voila/tree"),
        ("GET", "/voila/api/themes/x"),
        ("GET", "/voila/templates/lab/static/voila.js"),
        ("GET", f"/voila/query/{UNKNOWN}"),
        ("POST", f"/voila/api/shutdown/{UNKNOWN}"),
        ("GET", "/workbench/api/projects"),
        ("GET", f"/workbench/api/projects/{project_id(engine)}/queues"),
        ("GET", "/workbench/api/unknown"),
        ("PUT", "/login"),
    ]


def test_strangers_are_refused_everywhere(engine: sa.Engine, published: Published) -> None:
    stranger = client(published)
    page = stranger.get("/")
    assert (page.status_code, page.headers["Location"]) == (302, "/login?next=%2F")
    own = [
        ("GET", "/voila/static/voila.js"),
        ("GET", "/voila/labextensions/anywidget/package.json"),
        ("GET", "/workbench/static/page.js"),
        ("GET", "/workbench/api/status"),
        ("GET", api(engine, "next")),
        ("POST", api(engine, "next")),
        ("POST", api(engine, "decide")),
        ("POST", "/logout"),
    ]
    for method, path in own + refused_addresses(engine):
        got = stranger.request(method, path, headers=xsrf(stranger), json={})
        to_login = got.status_code == 302 and got.headers["Location"].startswith("/login?")
        assert to_login or got.status_code in (403, 405), (method, path, got.status_code)
        if path.startswith(("/api/", "/workbench/api/")):
            assert got.status_code == 403, (method, path)
        assert "Company" not in got.text and "Reviewer" not in got.text
    assert stranger.get("/login").status_code == 200


@pytest.mark.parametrize("token", ["wrong", "x" * 43, "x" * 500, "%C3%A4", "' OR 1=1 --"])
def test_a_wrong_token_is_refused(published: Published, token: str) -> None:
    stranger = client(published)
    by_link = stranger.get("/login", params={"token": token})
    by_form = stranger.post("/login", data={"token": token}, headers=xsrf(stranger))
    assert (by_link.status_code, by_form.status_code) == (403, 403)
    assert not [name for name in stranger.cookies if "reviewer" in name]
    assert "token=" not in published.log.read_text()
    stranger.cookies.set(cookie_name(published), token)
    assert stranger.get("/").status_code == 302
    header = {"Authorization": "token " + published.links["ann"].split("token=")[1]}
    assert client(published).get("/workbench/api/status", headers=header).status_code == 403


def cookie_name(page: Published) -> str:
    return f"workbench-reviewer-{httpx.URL(page.url).port}"


def test_a_link_signs_in_and_leaves_no_token_in_the_address(published: Published) -> None:
    visitor = client(published)
    got = visitor.get(published.links["ann"])
    assert 'http-equiv="refresh" content="0;url=/"' in got.text
    [cookie] = [c for c in got.headers.get_list("Set-Cookie") if c.startswith("workbench")]
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie
    assert visitor.get("/workbench/api/status").json()["reviewer"] == "ann"
    form = client(published)
    token = published.links["bob"].split("token=")[1]
    sent = form.post("/login", data={"token": token, "_xsrf": xsrf(form)["X-XSRFToken"]})
    assert (sent.status_code, sent.headers["Location"]) == (303, "/")
    assert form.get("/workbench/api/status").json()["reviewer"] == "bob"
    assert token not in published.log.read_text()


def test_a_decision_is_in_the_store_under_the_right_name(
    engine: sa.Engine, published: Published
) -> None:
    ann = client(published, "ann")
    items = first_items(engine, ann, 1)
    body, forged = answer(items[0]["id"]), {"X-Workbench-Reviewer": "bob"}
    assert ann.post(api(engine, "decide"), json=body).status_code == 403  # no XSRF token
    assert made_by(engine, items[0]["id"]) == []
    for _ in range(2):
        sent = ann.post(api(engine, "decide"), json=body, headers={**xsrf(ann), **forged})
        assert sent.status_code == 200
    assert made_by(engine, items[0]["id"]) == ["ann"]


def test_a_reviewer_reaches_nothing_else(engine: sa.Engine, published: Published) -> None:
    ann = client(published, "ann")
    for method, path in refused_addresses(engine):
        got = ann.request(method, path, headers=xsrf(ann), json={})
        assert got.status_code in (403, 405), (method, path, got.status_code)
    hidden = ann.post(api(engine, "next", queue="private"), json={}, headers=xsrf(ann))
    assert (hidden.status_code, hidden.json()["error"]["type"]) == (404, "NotFoundError")
    for trick in ("/../app.py", "/%2e%2e/app.py", "/..%2f..%2fapp.py", "//etc/passwd"):
        for root in ("/workbench/static", "/voila/static", "/voila/labextensions"):
            assert ann.get(root + trick).status_code in (403, 404), root + trick


def test_another_host_name_is_refused(published: Published) -> None:
    ann = client(published, "ann")
    assert ann.get("/", headers={"Host": "evil.example"}).status_code == 403


def socket_to(page: Published, visitor: httpx.Client, kernel: str, **more: Any) -> Any:
    cookies = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
    url = f"{page.url.replace('http', 'ws', 1)}api/kernels/{kernel}/channels?session_id={new_id()}"
    return websocket.create_connection(
        url, cookie=cookies, timeout=60, subprotocols=["v1.kernel.websocket.jupyter.org"], **more
    )


def frame(kind: str, content: Json, channel: str = "shell", also: str = "") -> bytes:
    """Write a kernel message in the format of Jupyter's v1 websocket protocol."""
    header = {
        "msg_id": new_id(),
        "msg_type": kind,
        "session": "s",
        "username": "u",
        "version": "5.3",
        "date": "2026-01-01T00:00:00Z",
    }
    # With `also`, a second msg_type: one reader might take the first, another the last.
    text = json.dumps(header).replace("{", f'{{"msg_type": "{also}", ' if also else "{", 1)
    others = [json.dumps(part).encode() for part in ({}, {}, content)]
    parts = [channel.encode(), text.encode(), *others]
    offsets = [8 * (len(parts) + 2)]
    for part in parts:
        offsets.append(offsets[-1] + len(part))
    numbers = [len(offsets), *offsets]
    return b"".join(n.to_bytes(8, "little") for n in numbers) + b"".join(parts)


def test_kernels_belong_to_their_reviewer(published: Published) -> None:
    ann, bob = client(published, "ann"), client(published, "bob")
    kernel = open_page(ann)
    for visitor, code in ((bob, 403), (ann, 200), (client(published), 403)):
        assert visitor.get(f"/api/kernels/{kernel}").status_code == code
    assert ann.delete(f"/api/kernels/{kernel}", headers=xsrf(ann)).status_code == 403
    for visitor in (bob, client(published)):
        with pytest.raises(websocket.WebSocketBadStatusException, match="403"):
            socket_to(published, visitor, kernel)
        shut = visitor.post(f"/voila/api/shutdown/{kernel}", headers=xsrf(visitor))
        assert shut.status_code == 403
    with pytest.raises(websocket.WebSocketBadStatusException, match="403"):
        socket_to(published, ann, kernel, origin="http://evil.example")
    assert ann.post(f"/voila/api/shutdown/{kernel}").status_code == 403  # no XSRF token
    assert ann.post(f"/voila/api/shutdown/{kernel}", headers=xsrf(ann)).status_code == 204
    assert ann.get(f"/api/kernels/{kernel}").status_code == 403


def test_a_reviewer_runs_no_code(published: Published, tmp_path: Path) -> None:
    ann = client(published, "ann")
    kernel = open_page(ann)
    connection = OPEN.enter_context(closing(socket_to(published, ann, kernel)))
    trace = tmp_path / "executed"
    code = f"open({str(trace)!r}, 'w').close()"
    attacks: list[tuple[str, Json, str]] = [
        ("execute_request", {"code": code, "silent": False}, "shell"),
        ("execute_request", {"code": code, "silent": True}, "control"),
        ("execute_request", {"code": code}, "stdin"),
        ("inspect_request", {"code": "open", "cursor_pos": 2}, "shell"),
        ("complete_request", {"code": "import o", "cursor_pos": 8}, "shell"),
        ("history_request", {"hist_access_type": "tail", "n": 9}, "shell"),
        ("debug_request", {"type": "request", "command": "evaluate"}, "control"),
        ("input_reply", {"value": code}, "stdin"),
        ("shutdown_request", {"restart": False}, "control"),
        ("comm_open", {"comm_id": "c", "target_name": "jupyter.widget", "data": {}}, "shell"),
    ]
    for kind, content, channel in attacks:
        connection.send_binary(frame(kind, content, channel))
    legacy = {"header": {"msg_type": "execute_request"}, "content": {"code": code}}
    connection.send(json.dumps({**legacy, "channel": "shell"}))
    connection.send_binary(b"\xff" * 64)
    connection.send_binary(frame("comm_msg", {"code": code}, also="execute_request"))
    connection.send_binary(frame("execute_request", {"code": code}, also="comm_msg"))
    connection.send_binary((2**64 - 1).to_bytes(8, "little"))  # claims that many parts
    update = {"method": "update", "state": {"project": UNKNOWN, "queue": "private"}}
    connection.send_binary(frame("comm_msg", {"comm_id": "unknown", "data": update}))
    connection.send_binary(frame("kernel_info_request", {}))
    kinds = []
    while "kernel_info_reply" not in kinds:  # the kernel lives and has read all of the above
        message = connection.recv()
        kinds += re.findall(r'"msg_type": ?"(\w+)"', message.decode("utf-8", "replace"))
    assert not trace.exists()
    assert not {"execute_reply", "error", "stream", "inspect_reply", "complete_reply"} & set(kinds)


def test_a_reviewer_has_a_few_kernels_at_most(published: Published) -> None:
    bob = client(published, "bob")
    started = [open_page(bob) for _ in range(4)]
    alive = [bob.get(f"/api/kernels/{kernel}").status_code == 200 for kernel in started]
    assert alive == [False, True, True, True]


def test_two_reviewers_and_one_item_at_the_same_moment(
    engine: sa.Engine, published: Published
) -> None:
    def decide(visitor: httpx.Client) -> int:
        sent = visitor.post(api(engine, "decide"), json=answer("i29"), headers=xsrf(visitor))
        return sent.status_code

    both = [client(published, "ann"), client(published, "bob")]
    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(decide, both)) == [200, 409]
    assert len(made_by(engine, "i29")) == 1


def test_the_page_lists_queues_and_signs_out(tmp_path: Path) -> None:
    engine = fill(tmp_path / "quality")
    create_queue(
        engine,
        f"q {HOSTILE}".replace("/", "|"),
        dataset="d",
        kind="rule",
        items=[ReviewItem("r", "rule", {}, {})],
    )
    with start(tmp_path / "quality", port=0, reviewers=["Änne Ö."]) as page:
        visitor = client(page, "Änne Ö.")
        shown = visitor.get("/", params={"queue": "private"}).text
        assert "Änne Ö." in shown and 'href="/?queue=labels"' in shown
        assert "<script>window" not in shown  # a hostile name stays text
        assert not re.search(r"https?://(?!127\.0\.0\.1)", shown)
        kernel = re.search(r'"kernelId": "([0-9a-f-]{36})"', shown)
        assert kernel is not None
        assert visitor.post("/logout").status_code == 403  # no XSRF token
        assert visitor.post("/logout", headers=xsrf(visitor)).status_code == 303
        assert visitor.get("/").status_code == 302
        again = client(page, "Änne Ö.")
        assert again.get(f"/api/kernels/{kernel[1]}").status_code == 403  # stopped with the session
        reviewers.remove_reviewer(engine, "Änne Ö.")
        assert again.get("/workbench/api/status").status_code == 403  # at once
    engine.dispose()


def test_a_killed_server_loses_nothing_and_a_second_send_counts_once(tmp_path: Path) -> None:
    engine, body = fill(tmp_path / "quality"), answer("i3")
    with start(tmp_path / "quality", port=0, reviewers=["ann"]) as page:
        ann = client(page, "ann")
        headers = xsrf(ann)
        with database.writing(engine), ThreadPoolExecutor(1) as pool:  # the post has to wait
            sent = pool.submit(ann.post, api(engine, "decide"), json=body, headers=headers)
            time.sleep(0.5)
            os.kill(page.pid, signal.SIGKILL)
            with pytest.raises(httpx.TransportError):
                sent.result(timeout=60)
    assert made_by(engine, "i3") == []  # not acknowledged, not half stored
    with start(tmp_path / "quality", port=0, reviewers=["ann"]) as page:
        ann = client(page, "ann")
        for _ in range(2):
            again = ann.post(api(engine, "decide"), json=body, headers=xsrf(ann))
            assert again.status_code == 200
    assert made_by(engine, "i3") == ["ann"]
    engine.dispose()


def test_a_taken_port_is_told(engine: sa.Engine, capsys: pytest.CaptureFixture[str]) -> None:
    folder = Path(str(engine.url.database)).parent
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with publish(folder, queue="labels", port=port, reviewers=["cyd"]) as page:
            assert (
                page.note
                == f"Port {port} is in use; the page is on port {httpx.URL(page.url).port}."
            )
            told = capsys.readouterr().out
            assert page.note in told and page.links["cyd"] in told
            assert "WARNING" not in told
            with pytest.raises(OSError):  # the server answers on this machine only
                socket.create_connection((outer_address(), httpx.URL(page.url).port), timeout=1)


def test_listening_elsewhere_comes_with_a_warning() -> None:
    text = publishing._describe({"ann": "link"}, "", "0.0.0.0")
    assert "without TLS" in text.splitlines()[0]
    assert publishing._location("0.0.0.0", 80, 80) == (f"http://{socket.gethostname()}:80/", "")


def outer_address() -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # sends nothing
        except OSError:
            return "127.0.0.2"
        return str(probe.getsockname()[0])


def test_stray_configuration_is_not_read(
    engine: sa.Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trace = tmp_path / "read"
    for name in ("voila.py", "jupyter_config.py", "voila_config.py"):
        (tmp_path / name).write_text(
            f"import traceback; traceback.print_stack(file=open({str(trace)!r}, 'w'))"
        )
    (tmp_path / "voila.json").write_text('{"VoilaConfiguration": {"template": "absent"}}')
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path))
    with start(Path(str(engine.url.database)).parent, port=0, reviewers=["dan"]) as page:
        open_page(client(page, "dan"))
    assert not trace.exists(), trace.read_text()


def test_the_settings_are_closed(engine: sa.Engine) -> None:
    script = (
        "import json, sys; from pathlib import Path;"
        "from workbench.dashboards.app import make_app;"
        "from workbench.dashboards.process import bind;"
        "from workbench.server.projects import OneProject;"
        "app = make_app(OneProject(Path(sys.argv[1]), None), bind(0, '127.0.0.1'),"
        " address='127.0.0.1', on_ready=print);"
        "s = app.init_settings(); v = app.voila_configuration; k = s['kernel_manager'];"
        "print(json.dumps([v.file_allowlist, v.show_tracebacks, v.preheat_kernel,"
        " v.progressive_rendering, v.allow_template_override, v.allow_theme_override,"
        " k.cull_idle_timeout, k.cull_interval, 'execute_request' in k.allowed_message_types]));"
        "import shutil; shutil.rmtree(app.work_dir)"
    )
    told = run_python(script, str(Path(str(engine.url.database)).parent))
    assert json.loads(told) == [[], False, False, False, "NO", "NO", 1200, 60, False]


def run_python(script: str, *arguments: str) -> str:
    command = [sys.executable, "-P", "-c", script, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=300).stdout


def test_what_cannot_be_published_is_named(engine: sa.Engine, tmp_path: Path) -> None:
    folder = Path(str(engine.url.database)).parent
    with pytest.raises(NotFoundError, match="no workbench project"):
        start(tmp_path)
    with pytest.raises(NotFoundError, match=r"queue 'x'.*it has 'labels', 'private'"):
        start(folder, queue="x")
    with pytest.raises(InputError, match="port 70000"):
        start(folder, port=70000)
    with pytest.raises(InputError, match="reviewer 'a/b'"):
        start(folder, reviewers=["a/b"])


def test_the_server_ends_with_its_parent(tmp_path: Path) -> None:
    fill(tmp_path / "quality").dispose()
    script = (
        "import os, sys; from workbench.dashboards import start;"
        "page = start(sys.argv[1], port=0); print(page.pid, page.log, flush=True); os._exit(0)"
    )
    told = run_python(script, str(tmp_path / "quality")).split()
    deadline = time.monotonic() + 60
    while alive(int(told[0])) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not alive(int(told[0]))
    Path(told[1]).unlink()


def test_serving_in_a_terminal_ends_with_ctrl_c(tmp_path: Path) -> None:
    fill(tmp_path / "quality").dispose()
    script = "import sys; from workbench.dashboards import serve; serve(sys.argv[1], port=0)"
    with subprocess.Popen(
        [sys.executable, "-P", "-c", script, str(tmp_path / "quality")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        told = [process.stdout.readline() for _ in range(3)]
        link = told[1].split()[-1]
        assert told[2] == "Stop with Ctrl-C.\n"
        assert httpx.get(link).status_code == 200
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 0
        assert "Traceback" not in process.stderr.read()


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"  # an orphan in a container may wait for its new parent


@pytest.fixture
def browser() -> Iterator[Any]:
    api_module = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    program = os.environ.get("WORKBENCH_CHROMIUM", "/usr/bin/chromium")
    if not Path(program).exists():
        pytest.skip(f"no Chromium at {program}")
    flags = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run"
    with api_module.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=flags.split())
        yield opened
        opened.close()


def test_a_reviewer_signs_in_and_decides(tmp_path: Path, browser: Any) -> None:
    if not (Path(workbench.__file__).parent / "widgets" / "static" / "review.js").exists():
        pytest.skip("the widgets' JavaScript has not been built")
    engine = fill(tmp_path / "quality")
    with start(tmp_path / "quality", port=0, reviewers=["ann"]) as page:
        sign_in(browser, page, "dark").context.close()
        tab = sign_in(browser, page, "light")
        tab.locator('[data-test="review-root"]').press("a")
        tab.get_by_text("Company 1").wait_for()
        wait_for(lambda: made_by(engine, "i0") == ["ann"])
        assert tab.evaluate("window.stolen") is None
        tab.locator('[data-test="sign-out"]').click()
        tab.wait_for_url("**/login")
        tab.context.close()
    engine.dispose()


def sign_in(browser: Any, page: Published, scheme: str) -> Any:
    """Open the page by the reviewer's link, take pictures, and see that nothing went wrong."""
    evidence = Path(os.environ.get("WORKBENCH_EVIDENCE", "test-evidence"))
    problems: list[str] = []
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 860})
    tab = context.new_page()
    tab.on("pageerror", lambda error: problems.append(str(error)))
    tab.on(
        "console",
        lambda m: problems.append(f"{m.text} {m.location}") if m.type == "error" else None,
    )
    tab.on("request", lambda request: check_local(request.url, page.url, problems))
    tab.goto(page.url)
    assert tab.locator('[data-test="login"]').is_visible()
    tab.screenshot(path=evidence / f"voila-sign-in-{scheme}.png")
    tab.goto(page.links["ann"])
    tab.wait_for_url(page.url)
    tab.locator('[data-test="review-root"]').wait_for(timeout=90_000)
    tab.get_by_text("Company 0").wait_for()
    tab.screenshot(path=evidence / f"voila-review-{scheme}.png", full_page=True)
    assert problems == []
    return tab


def check_local(url: str, home: str, problems: list[str]) -> None:
    if not url.startswith((home, home.replace("http", "ws", 1), "blob:", "data:")):
        problems.append(f"outside request: {url}")


def wait_for(condition: Any) -> None:
    deadline = time.monotonic() + 60
    while not condition() and time.monotonic() < deadline:
        threading.Event().wait(0.05)
    assert condition()
