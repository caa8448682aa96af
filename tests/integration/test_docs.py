"""The documentation site builds without a warning, is whole, and loads nothing from elsewhere."""

from __future__ import annotations

import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

import workbench
from workbench.cli import build_parser
from workbench.rules.kinds import KINDS

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("docs")
    command = [sys.executable, str(ROOT / "notebooks" / "site" / "build.py"), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return folder


def test_every_public_name_has_its_entry(site):
    page = (site / "reference.html").read_text(encoding="utf-8")
    entries = set(re.findall(r'<dt class="sig[^"]*" id="([\w.]+)"', page))
    for name in workbench.__all__:
        assert any(entry.rpartition(".")[2] == name for entry in entries), name
    methods = {name for name in vars(workbench.Dataset) if not name.startswith("_")}
    missing = {name for name in methods if f"workbench.dataset.Dataset.{name}" not in entries}
    assert methods and not missing


def test_every_command_and_kind_of_rule_has_its_section(site):
    commands = (site / "command_line.html").read_text(encoding="utf-8")
    (parsers,) = (one for one in build_parser()._actions if one.choices)
    for command in parsers.choices:
        assert f'id="workbench-{command}"' in commands
    kinds = (site / "kinds.html").read_text(encoding="utf-8")
    for model in KINDS.values():
        assert f"{model.__module__}.{model.__name__}" in kinds


class Loads(HTMLParser):
    """Collects what a page loads."""

    def __init__(self):
        super().__init__()
        self.addresses = []

    def handle_starttag(self, tag, attrs):
        name = {"script": "src", "img": "src", "link": "href", "iframe": "src"}.get(tag)
        if name and dict(attrs).get(name):
            self.addresses.append(dict(attrs)[name])


def test_pages_load_nothing_from_elsewhere(site):
    pages = list(site.glob("*.html"))
    assert len(pages) > 7
    for page in pages:
        reader = Loads()
        reader.feed(page.read_text(encoding="utf-8"))
        assert not [one for one in reader.addresses if re.match(r"(https?:)?//", one)], page.name
