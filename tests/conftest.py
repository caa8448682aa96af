"""What all tests share: skips that CI forbids, soak tests on request, tools that may be missing."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest


def pytest_configure(config):
    config.addinivalue_line("markers", "soak: too long for CI; run by `make soak`")


def pytest_collection_modifyitems(config, items):
    soak = bool(os.environ.get("WORKBENCH_SOAK"))
    kept = [item for item in items if soak or "soak" not in item.keywords]
    if len(kept) < len(items):
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = kept


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    outcome = yield
    report = outcome.get_result()
    if report.skipped and os.environ.get("WORKBENCH_NO_SKIPS"):
        report.outcome = "failed"
        report.longrepr = f"skipped where no skip is allowed: {report.longrepr}"


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium; the test is skipped where there is none."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name)
        if found:
            return found
    pytest.skip("no Chromium is installed (Debian: apt-get install chromium)")


@pytest.fixture(scope="session")
def bench_data() -> Path:
    """The folder of real benchmark tables; the test is skipped where it is not."""
    default = Path(__file__).parents[1].parent / "shared" / "data"
    folder = Path(os.environ.get("WORKBENCH_BENCH_DATA", default))
    if not folder.is_dir():
        pytest.skip("no benchmark tables here (WORKBENCH_BENCH_DATA)")
    return folder


@pytest.fixture(scope="session")
def demo():
    from workbench.demo import make_demo

    return make_demo()


@pytest.fixture
def project(tmp_path):
    from workbench import open_project

    opened = open_project(tmp_path / "quality", author="ada")
    yield opened
    opened.engine.dispose()
