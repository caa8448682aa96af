"""The Data-Quality Workbench: every judgement becomes code.

Find what is wrong with a table, send the doubtful parts to reviewers, and get back a versioned
clean table plus tested Python code that does the same cleaning anywhere.

The names below are loaded when they are first used, so that ``import workbench`` is quick.
"""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workbench.annotations import agreement, compare_rounds, consensus, disagreements
    from workbench.checks import find_issues
    from workbench.checks.spellings import spellings
    from workbench.dataset import Dataset
    from workbench.entities import Matcher
    from workbench.human_level import human_level
    from workbench.labels import label_quality
    from workbench.profile import compare, profile
    from workbench.project import Project, open_project
    from workbench.protocol.labelling import LabelSchema
    from workbench.rules import Issues, Recipe
    from workbench.tables import read_table
    from workbench.widgets.opening import open_table

__all__ = [
    "Dataset",
    "Issues",
    "LabelSchema",
    "Matcher",
    "Project",
    "Recipe",
    "agreement",
    "compare",
    "compare_rounds",
    "consensus",
    "disagreements",
    "find_issues",
    "human_level",
    "label_quality",
    "open_project",
    "open_table",
    "profile",
    "read_table",
    "spellings",
]

_HOMES = {
    "Dataset": "workbench.dataset",
    "Issues": "workbench.rules",
    "LabelSchema": "workbench.protocol.labelling",
    "Matcher": "workbench.entities",
    "Project": "workbench.project",
    "Recipe": "workbench.rules",
    "agreement": "workbench.annotations",
    "compare": "workbench.profile",
    "compare_rounds": "workbench.annotations",
    "consensus": "workbench.annotations",
    "disagreements": "workbench.annotations",
    "find_issues": "workbench.checks",
    "human_level": "workbench.human_level",
    "label_quality": "workbench.labels",
    "open_project": "workbench.project",
    "open_table": "workbench.widgets.opening",
    "profile": "workbench.profile",
    "read_table": "workbench.tables",
    "spellings": "workbench.checks.spellings",
}

try:
    __version__ = version("dq-workbench")
except PackageNotFoundError:
    __version__ = "0+source"


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'workbench' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
