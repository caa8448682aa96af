"""The tour in a real browser: CSV, issues, fix, label and pair by keyboard, export, module.

In JupyterLab from the file browser on, and on the reviewers' Voila page.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pandas as pd
import pytest

from tests.browser.chromium import FLAGS
from tests.browser.jupyter import kernel_ready
from tests.engines import load
from workbench import open_project
from workbench.store import decisions

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

# Two servers and a browser at once are enough for two cores.
pytestmark = pytest.mark.xdist_group("browser")
EVIDENCE = Path(os.environ.get("WORKBENCH_EVIDENCE", "test-evidence"))
SECONDS = 300_000


@pytest.fixture(autouse=True)
def jp_asyncio_loop():
    """Keep pytest-jupyter's event loop away: Playwright brings its own."""


@pytest.fixture(autouse=True)
def jp_server_cleanup():
    """See `jp_asyncio_loop`."""


@pytest.fixture
def page(chromium):
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=FLAGS)
        opened = browser.new_page(viewport={"width": 1500, "height": 1000})
        opened.set_default_timeout(SECONDS)
        yield opened
        browser.close()


@pytest.fixture
def lab(tmp_path, demo):
    """A JupyterLab of its own in a folder with the demo's table."""
    root = tmp_path / "work"
    root.mkdir()
    demo.customers.to_csv(root / "customers.csv", index=False)
    token = secrets.token_hex(16)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        *[sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"],
        *["--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}", f"--ServerApp.root_dir={root}"],
        *[f"--IdentityProvider.token={token}", "--LabApp.extension_manager=readonly"],
        *["--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"],
    ]
    places = {
        "JUPYTER_CONFIG_DIR": tmp_path / "config",
        "JUPYTERLAB_SETTINGS_DIR": tmp_path / "settings",
        "JUPYTERLAB_WORKSPACES_DIR": tmp_path / "workspaces",
    }
    environment = {**os.environ, **{name: str(path) for name, path in places.items()}}
    quiet = tmp_path / "settings" / "@jupyterlab" / "apputils-extension"
    quiet.mkdir(parents=True)
    (quiet / "notification.jupyterlab-settings").write_text('{"fetchNews": "false"}')
    with (tmp_path / "lab.log").open("w") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, env=environment)
        try:
            wait_for(f"http://127.0.0.1:{port}/api?token={token}", server)
            yield root, f"http://127.0.0.1:{port}/lab?token={token}"
        finally:
            server.terminate()
            server.wait(timeout=30)


def wait_for(address: str, server: subprocess.Popen) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        assert server.poll() is None, "the server ended"
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.3)
    raise AssertionError("the server does not answer")


def shot(page, name: str) -> None:
    EVIDENCE.mkdir(exist_ok=True)
    page.screenshot(path=EVIDENCE / f"{name}.png")


def add_cell(page, code: str) -> None:
    """Append a cell to the open notebook, type `code` as a user does, and run it."""
    page.locator(".jp-Notebook-footer").click()
    page.locator(".jp-CodeCell .cm-content").last.click()
    page.keyboard.insert_text(code)
    page.keyboard.press("Control+Enter")


def settle(page) -> None:
    """Wait until the kernel has run all cells."""
    page.wait_for_function(
        """() => [...document.querySelectorAll('.jp-Notebook .jp-InputPrompt')]
                 .every((prompt) => !prompt.textContent.includes('*'))"""
    )


def saved(view, count: int) -> None:
    """Wait until the view says that its last `count` decisions are saved."""
    states = view.locator("[data-test=recent-row] [data-test=save-state][data-state=saved]")
    playwright.expect(states).to_have_count(count)


def card_key(view) -> str:
    return view.locator("[data-test=review-card]").inner_text().split("\n")[0]


def run_all(page):
    """Run all cells from the menu: again where JupyterLab was not ready and nothing began."""
    begun = page.locator(".jp-InputPrompt", has_text=re.compile(r"\[(\d+|\*)\]")).first
    for _ in range(3):
        page.locator(".lm-MenuBar-itemLabel", has_text="Run").click()
        page.locator(".lm-Menu-itemLabel", has_text=re.compile("^Run All Cells$")).click()
        with contextlib.suppress(playwright.TimeoutError):
            begun.wait_for(timeout=60_000)
            return


def test_the_tour_in_jupyterlab(page, lab, tmp_path):
    root, address = lab
    page.goto(address)
    file = page.locator(".jp-DirListing-item", has_text="customers.csv")
    file.click(button="right")
    page.locator(".lm-Menu-itemLabel", has_text="Open in Workbench").click()
    add = page.locator(".jp-CodeCell .cm-content", has_text="open_project")
    add.wait_for()
    shot(page, "lab-1-opened")

    kernel_ready(page)
    # The profile proposes the key; name the label, as the cell invites to.
    text = add.inner_text()
    assert "key=profile.proposed_key" in text
    changed = text.replace("profile.proposed_label", '"segment"')
    add.click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(changed)
    playwright.expect(add).to_contain_text('label="segment"')
    run_all(page)
    issues = page.locator(".wb h4", has_text=re.compile(r"\d+ issues in customers"))
    issues.wait_for()
    issues.scroll_into_view_if_needed()
    shot(page, "lab-2-issues")
    page.locator(".wb h4", has_text=re.compile(r"Recipe of \d+ rules")).wait_for()
    settle(page)
    first = load(root / "customers_rules" / "__init__.py")
    assert any(rule["kind"] == "map_values" for rule in first.RULES)

    # A label, by keyboard.
    add_cell(page, 'dataset.label_quality()\ndataset.review(dataset.make_queue("label"))')
    view = page.locator("[data-test=review-root]").first
    view.locator("[data-test=review-card]").wait_for()
    view.scroll_into_view_if_needed()
    assert "segment of" in card_key(view)
    view.focus()
    page.keyboard.press("a")
    saved(view, 1)
    page.keyboard.press("k")
    saved(view, 2)
    page.keyboard.press("z")
    playwright.expect(view.locator("[data-test=review-progress]")).to_contain_text("1 /")
    shot(page, "lab-3-label")

    # A pair, by keyboard.
    add_cell(page, 'dataset.review(dataset.make_queue("pair"))')
    pairs = page.locator("[data-test=review-root]").nth(1)
    pairs.locator("[data-test=review-card]").wait_for()
    pairs.scroll_into_view_if_needed()
    pairs.focus()
    page.keyboard.press("s")
    saved(pairs, 1)
    shot(page, "lab-4-pair")

    # Both are code now.
    add_cell(page, 'dataset.clean(), dataset.export("customers_rules")')
    settle(page)
    made = open_project(root / "quality")["customers"].decisions()
    (label,) = [decision for decision in made if decision.kind == "label"]
    (pair,) = [decision for decision in made if decision.kind == "pair"]
    check_module(root, label, pair)

    # The sidebar knows the project.
    page.locator(".jp-SideBar .lm-TabBar-tab[title*=Workbench i]").click()
    page.locator("[data-test=wb-dataset]", has_text="customers").wait_for()
    shot(page, "lab-5-sidebar")


def check_module(root: Path, label, pair) -> None:
    """Run the exported module on the file, elsewhere, and see the two decisions in the result."""
    code = (
        "import json, sys, pandas as pd, customers_rules as rules\n"
        "frame = rules.clean(pd.read_csv('customers.csv'))\n"
        "print(json.dumps({'rows': frame[['id', 'segment']].values.tolist()}, default=str))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    )
    rows = dict(json.loads(done.stdout)["rows"])
    target = label.target
    assert rows[target["key"]] == target["suggested"] != target["old"]
    assert (pair.target["key_l"] in rows) + (pair.target["key_r"] in rows) == 1
    proof = subprocess.run(
        [sys.executable, "-m", "unittest", "customers_rules.test_customers_rules"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert proof.returncode == 0, proof.stderr


def test_a_decision_on_the_voila_page_is_in_the_next_export(page, demo, tmp_path):
    root = tmp_path
    demo.customers.to_csv(root / "customers.csv", index=False)
    project = open_project(root / "quality", author="ada")
    dataset = project.add("customers", root / "customers.csv", key="id", label="segment")
    dataset.accept(dataset.find_issues().where(min_confidence=0.8))
    dataset.label_quality()
    dataset.make_queue("label", guideline="Which segment fits spending and visits?")
    dataset.make_queue("pair", guideline="Are these two accounts of one person?")
    with project.publish(reviewers=["ben"], port=0) as published:
        page.goto(published.url)
        shot(page, "voila-1-anonymous")
        assert page.locator("[data-test=review-root]").count() == 0
        page.goto(published.links["ben"])
        view = page.locator("[data-test=review-root]")
        view.locator("[data-test=review-card]").wait_for()
        assert "token" not in page.url
        shot(page, "voila-2-label")
        page.keyboard.press("a")
        saved(view, 1)
        page.get_by_role("link", name=re.compile("customers-pair")).click()
        view.locator("[data-test=same]").wait_for()
        shot(page, "voila-3-pair")
        page.keyboard.press("s")
        saved(view, 1)
        shot(page, "voila-4-decided")
    made = decisions.current(project.engine, "customers")
    (label,) = [decision for decision in made if decision.kind == "label"]
    (pair,) = [decision for decision in made if decision.kind == "pair"]
    assert label.reviewer == pair.reviewer == "ben"
    dataset.export(root / "customers_rules")
    check_module(root, label, pair)
    assert "ben" in str(load(root / "customers_rules" / "__init__.py").RULES)
    assert len(pd.read_csv(root / "customers.csv")) == len(
        demo.customers
    )  # the source is as it was
    project.engine.dispose()
