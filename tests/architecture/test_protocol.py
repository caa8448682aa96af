"""The TypeScript types are those of the messages, and what is built stays small."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.generators.protocol import TARGET, typescript
from workbench.protocol.methods import METHODS

ROOT = Path(__file__).parents[2]
SLOW_LINE = 1_000_000
"""Bytes a second of a slow line: 8 Mbit."""
LONGEST = {"review": 0.12, "workbench": 0.4, "labextension": 0.5}
"""Seconds that such a line needs for the scripts and sheets of a page, before compression.

A reviewer's page is opened by many, at times on a phone, and is to be there at once; the
workbench's own come from the same machine, as a rule.
"""


def test_the_types_of_the_browser_are_generated_from_the_messages():
    assert TARGET.read_text(encoding="utf-8") == typescript(), (
        "run: python -m tests.generators.protocol"
    )


def test_every_message_of_a_method_has_a_type():
    text = typescript()
    for name, method in METHODS.items():
        assert f"readonly {name}: {{ readonly request: {method.request.__name__};" in text
        for message in (method.request, method.response):
            assert f" {message.__name__} " in text


def built() -> list[Path]:
    folders = ("workbench/widgets/static", "workbench/labextension/static")
    files = [
        path
        for folder in folders
        for path in (ROOT / folder).glob("*")
        if path.suffix in (".js", ".css")
    ]
    if len({path.parent for path in files}) < len(folders):
        pytest.skip("the JavaScript has not been built here (pip install -e .)")
    return files


def test_the_bundles_name_no_other_place():
    for path in built():
        named = set(re.findall(r"(?:https?:)?//[a-z0-9-]+\.[a-z0-9.]+", path.read_text("utf-8")))
        assert named <= {"http://www.w3.org"}, path.name


def test_the_bundles_stay_small():
    sizes: dict[str, int] = dict.fromkeys(LONGEST, 0)
    for path in built():
        page = "labextension" if "labextension" in path.parts else path.stem
        sizes[page] += path.stat().st_size
    assert {page: size for page, size in sizes.items() if size > LONGEST[page] * SLOW_LINE} == {}
