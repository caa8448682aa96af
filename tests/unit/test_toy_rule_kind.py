"""A kind of rule that only this file knows, taken down the whole road.

Suggest, accept, merge, edit, run, emit, export, explain, lineage: no other line of the product
knows of it.
"""

from __future__ import annotations

import importlib
import subprocess
import sys
from collections.abc import Sequence
from typing import Any, Literal

import narwhals as nw
import pandas as pd
import pyarrow as pa
import pytest

from tests.engines import ENGINES, cells, in_order, load, on_engine
from workbench.errors import RuleError
from workbench.protocol.message import Empty
from workbench.protocol.recipe import Edit, ExportRequest, PreviewRequest
from workbench.queues.items import rule_items
from workbench.recipe_editor import RecipeEditor
from workbench.rules import Issues, Recipe
from workbench.rules.kinds import parse_rule, register_kind, temporary_kind
from workbench.rules.kinds.base import ColumnName, OfColumns, Rule
from workbench.store import issues
from workbench.types import Issue, new_id


def add_prefix(frame: Any, columns: Sequence[str], prefix: str) -> Any:
    """Put `prefix` before the texts in `columns` that do not begin with it."""
    return frame.with_columns([prefixed(name, prefix) for name in columns])


def prefixed(name: str, prefix: str) -> Any:
    """Return a column with a prefix."""
    text = nw.col(name)
    joined = nw.concat_str([nw.lit(prefix), text])
    return nw.when(~text.str.starts_with(prefix)).then(joined).otherwise(text).alias(name)


class AddPrefix(OfColumns):
    """Put a prefix before texts that lack it."""

    stage = 4
    engines = ("pandas", "polars", "pyarrow", "duckdb")
    operation = add_prefix
    parts_field = "columns"
    kind: Literal["add_prefix"] = "add_prefix"
    prefix: str

    def merge_key(self) -> object:
        """Return the prefix."""
        return self.kind, self.prefix

    def title(self) -> str:
        """Describe the rule."""
        return f"prefix {self.prefix!r} in {', '.join(self.columns)}"


def drop_empty(frame: Any, column: str) -> Any:
    """Remove the rows in which `column` is missing."""
    return frame.filter(~nw.col(column).is_null())


class DropEmpty(Rule):
    """Remove rows without a value."""

    stage = 6
    operation = drop_empty
    drops_rows = True
    title_format = "drop rows without {column}"
    kind: Literal["drop_empty"] = "drop_empty"
    column: ColumnName

    def needs(self) -> dict[str, str]:
        """Return the column."""
        return {self.column: "any"}


TABLE = pd.DataFrame(
    {"id": [1, 2, 3, 4], "a": ["x1", "A-x2", "x3", None], "b": ["y1", "y2", "A-y3", "y4"]}
)
CLEAN = {"id": [1, 2, 3], "a": ["A-x1", "A-x2", "A-x3"], "b": ["A-y1", "A-y2", "A-y3"]}


@pytest.fixture(autouse=True)
def kinds():
    with temporary_kind(AddPrefix), temporary_kind(DropEmpty):
        yield


def suggested(column):
    rule = {"kind": "add_prefix", "columns": [column], "prefix": "A-"}
    evidence = {"message": f"Codes in {column} lack their prefix.", "about": [column]}
    return Issue("missing_prefix", column, (1,), 1, 0.9, evidence, rule)


EMPTY = Issue(
    "empty_row", "a", (4,), 1, 0.9, {"message": "a is missing."},
    {"kind": "drop_empty", "column": "a"},
)  # fmt: skip
ISSUES = [suggested("a"), suggested("b"), EMPTY]


@pytest.fixture
def dataset(project):
    made = project.add("codes", TABLE, key="id")
    for issue in ISSUES:
        issues.add_issue(made.context.engine, "codes", made.source.id, issue)
    return made


@pytest.fixture
def editor(dataset):
    return RecipeEditor(dataset.context)


def edit(editor, action, **told):
    return editor.edit(Edit(id=new_id(), action=action, session="s", **told))


def accept_all(editor):
    for issue in ISSUES:
        state = edit(editor, "accept", step=issue.id)
    return state


def test_it_is_known_only_while_it_is_registered():
    with pytest.raises(RuleError, match="registered already"):
        register_kind(AddPrefix)
    with temporary_kind(type("Other", (DropEmpty,), {"__annotations__": {"kind": str}, "kind": "o",
                                                     "__module__": __name__})):  # fmt: skip
        assert parse_rule({"kind": "o", "column": "a"}).title() == "drop rows without a"
    with pytest.raises(RuleError, match="'o' is unknown"):
        parse_rule({"kind": "o", "column": "a"})


def test_issues_suggest_it_and_rules_of_it_are_merged():
    recipe = Issues(ISSUES).recipe()
    prefix, drop = recipe
    assert (prefix.columns, prefix.prefix, drop.column) == (("a", "b"), "A-", "a")
    assert prefix.why == "Codes in a lack their prefix. Codes in b lack their prefix."
    assert Recipe.from_json(recipe.to_json()) == recipe


@pytest.mark.parametrize("engine", ENGINES)
def test_it_runs_on_every_engine_as_the_emitted_module_does(engine, tmp_path):
    recipe = Issues(ISSUES).recipe()
    table = on_engine(engine, pa.Table.from_pandas(TABLE))
    assert in_order(cells(recipe.run(table)), "id") == CLEAN
    module = tmp_path / "module.py"
    module.write_text(recipe.emit(name="codes"))
    assert in_order(cells(load(module).clean(table)), "id") == CLEAN


def test_a_reviewer_sees_it(dataset):
    prefix, _, drop = rule_items(ISSUES, dataset.relation(), key="id")
    assert prefix.payload["title"] == "prefix 'A-' in a"
    assert prefix.payload["examples"] == [
        {"key": "1", "column": "a", "before": "x1", "after": "A-x1"}
    ]
    assert "add_prefix(frame" in prefix.payload["python"]
    assert drop.payload["examples"] == [{"key": "4", "dropped": True}]


def test_it_has_a_form_and_a_preview(editor):
    form = next(one for one in editor.forms(Empty()).forms if one.kind == "add_prefix")
    shapes = {field.name: field.shape for field in form.fields}
    assert (shapes["columns"].of.type, shapes["prefix"].type) == ("column", "text")
    look = editor.preview(PreviewRequest(rule={"kind": "add_prefix", "columns": ["a"]}))
    assert [error.path for error in look.errors] == [("prefix",)]
    draft = {"kind": "add_prefix", "columns": ["a", "b"], "prefix": "A-"}
    look = editor.preview(PreviewRequest(rule=draft))
    assert (look.cells, look.affected, look.errors) == (5, 4, ())
    look = editor.preview(PreviewRequest(rule={"kind": "drop_empty", "column": "a"}))
    assert (look.dropped, look.cells) == (1, 0)


def test_what_is_edited_stays_apart_from_what_is_accepted_later(editor, dataset):
    state = edit(editor, "accept", step=ISSUES[0].id)
    off = edit(editor, "disable", step=state.steps[0].id)
    state = edit(editor, "accept", step=ISSUES[1].id)
    assert [(s.state, s.columns) for s in state.steps] == [("off", ("a",)), ("on", ("b",))]
    assert [rule.columns for rule in dataset.recipe()] == [("b",)]
    state = edit(editor, "enable", step=off.steps[0].id)
    assert [step.columns for step in state.steps] == [("a", "b")]
    rule = {"kind": "add_prefix", "columns": ["b"], "prefix": "B-"}
    state = edit(editor, "replace", step=state.steps[0].id, rule=rule)
    assert [(s.origin, s.columns) for s in state.steps] == [("edited", ("b",))]
    assert [rule.prefix for rule in dataset.recipe()] == ["B-"]
    state = edit(editor, "add", rule={**rule, "prefix": "C-"}, place=0)
    assert "b" in state.warnings[0].message
    edit(editor, "undo")
    edit(editor, "undo")
    assert [(rule.prefix, rule.columns) for rule in dataset.recipe()] == [("A-", ("a", "b"))]


def test_it_is_exported_and_the_export_proves_itself(editor, dataset, project, monkeypatch):
    accept_all(editor)
    editor.export(ExportRequest(name="toy_codes_rules"))
    folder = project.folder / "exports"
    run = [sys.executable, "-m", "unittest", "toy_codes_rules.test_toy_codes_rules"]
    done = subprocess.run(run, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    monkeypatch.syspath_prepend(str(folder))
    module = importlib.import_module("toy_codes_rules")
    assert cells(module.clean(TABLE)) == CLEAN
    steps = module.explain(TABLE, "id", 1)
    assert [step["kind"] for step in steps] == ["add_prefix"]


def test_lineage_knows_who_decided_what(editor, dataset, project):
    accept_all(editor)
    version = dataset.clean()
    assert cells(version.to_arrow()) == CLEAN
    decided = {decision.item: decision for decision in dataset.decisions()}

    step = dataset.explain(1, "b").steps[-1]
    assert (step.what, step.before, step.after) == ("add_prefix", "y1", "A-y1")
    assert [one["item"] for one in step.decisions] == [ISSUES[1].id]
    assert step.why == "Codes in b lack their prefix."
    gone = dataset.explain(4, "a")
    assert not gone.present
    assert [one["item"] for one in gone.steps[-1].decisions] == [EMPTY.id]

    diff = dataset.diff(0, -1)
    assert [(e.kind, e.cells, e.rows_dropped) for e in diff.rules] == [
        ("add_prefix", 4, 0), ("drop_empty", 0, 1),
    ]  # fmt: skip
    frame = diff.to_frame().set_index(["key", "column"])
    assert frame.loc[(1, "a"), "decisions"] == decided[ISSUES[0].id].id
    assert frame.loc[(1, "b"), "decisions"] == decided[ISSUES[1].id].id

    impact = project.impact(decided[ISSUES[1].id].id)
    assert (len(impact.rules), impact.cells, impact.rows_dropped) == (1, 2, 0)
    impact = project.impact(decided[EMPTY.id].id)
    assert (impact.cells, impact.rows_dropped) == (0, 1)
    assert project.verify().ok
