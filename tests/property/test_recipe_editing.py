"""Any edits of a recipe can be taken back and done again; what runs is what is emitted."""

from __future__ import annotations

import tempfile
import warnings
from pathlib import Path

import pyarrow as pa
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from workbench.errors import ConflictError, InputError, RuleError
from workbench.project import Project
from workbench.protocol.recipe import Edit, RecipeRequest
from workbench.recipe_editor import RecipeEditor
from workbench.rules import Recipe
from workbench.store import database
from workbench.store.context import DatasetContext
from workbench.types import Issue, new_id

TABLE = pa.table(
    {
        "id": [1, 2, 3, 4],
        "s": [" a", "B ", "n/a", None],
        "t": ["x\ny", "", "1,5", " 2"],
        "n": [1, None, 3, 4],
    }
)
RULES = [
    {"kind": "trim", "columns": ["s"]},
    {"kind": "trim", "columns": ["t"]},
    {"kind": "set_null", "columns": ["s"], "values": ["n/a"]},
    {"kind": "set_null", "columns": ["s"], "values": [""]},
    {"kind": "map_values", "column": "s", "mapping": {"a": "A"}},
    {"kind": "change_case", "columns": ["s", "t"], "to": "upper"},
    {"kind": "set_cells", "key": "id", "column": "n", "cells": [{"key": 1, "old": 1, "new": 9}]},
    {"kind": "drop_rows", "key": "id", "rows": [{"key": 2, "old": {"s": "B "}}]},
    {"kind": "fill", "column": "t", "value": "'\"\n"},
    {"kind": "clip", "column": "n", "low": 2, "high": 3},
    {"kind": "drop_where", "expression": "n > 3"},
]
ACTIONS = ["accept", "reject", "disable", "enable", "move", "replace", "add", "remove"]
EDITS = st.lists(
    st.tuples(st.sampled_from(ACTIONS), st.integers(0, 12), st.integers(0, 12)),
    min_size=1,
    max_size=7,
)
PHASES = [Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink]  # each example takes long


def prepared(folder):
    project = Project(folder, database.create(folder), author="ada")
    dataset = project.add("d", TABLE, key="id")
    found = [Issue("odd", "s", (1,), 1, 0.9, {"about": [n]}, rule) for n, rule in enumerate(RULES)]
    dataset._issues.store(found, {"odd"})
    return dataset, RecipeEditor(DatasetContext(project.engine, folder, "ada", dataset="d"))


def apply(desk, action, which, other):
    """Do one edit on whatever is there; says whether it changed anything."""
    state = desk.recipe(RecipeRequest(session="s"))
    listed = state.suggested if action in ("accept", "reject") and state.suggested else state.steps
    told = {}
    if action == "add":
        told = {"rule": RULES[which % len(RULES)], "place": other % (len(state.steps) + 1)}
    elif not listed:
        return False
    else:
        one = listed[which % len(listed)]
        told = {"step": one.id, **({"stamp": one.stamp} if one.stamp else {})}
        if action == "move":
            told |= {"place": other % len(state.steps), "order": state.order}
        if action == "replace":
            told["rule"] = RULES[other % len(RULES)]
    count = undos(desk)
    try:
        desk.edit(Edit(id=new_id(), action=action, session="s", **told))
    except (ConflictError, InputError, RuleError):
        assert undos(desk) == count
        return False
    return undos(desk) > count


def undos(desk):
    return len(desk._history("s").undoable)


def shown(desk):
    state = desk.recipe(RecipeRequest(session="s"))
    steps = [(one.id, one.state, one.kind, one.title) for one in state.steps]
    return steps, [one.id for one in state.suggested]


@settings(max_examples=15, deadline=None, phases=PHASES)
@given(edits=EDITS, others=EDITS)
@example(edits=[("accept", 0, 0), ("remove", 0, 0)], others=[("accept", 0, 0)])
def test_undo_restores_and_redo_goes_forward(edits, others):
    with tempfile.TemporaryDirectory() as folder:
        dataset, desk = prepared(Path(folder))
        for step in others:  # what stood before the edits that are taken back
            apply(desk, *step)
        states = [shown(desk)]
        for step in edits:
            if apply(desk, *step):
                states.append(shown(desk))
        back = [states[-1]]
        for _ in states[1:]:
            desk.edit(Edit(id=new_id(), action="undo", session="s"))
            back.append(shown(desk))
        assert back == states[::-1]
        forth = [back[-1]]
        for _ in states[1:]:
            desk.edit(Edit(id=new_id(), action="redo", session="s"))
            forth.append(shown(desk))
        assert forth == states
        dataset.context.engine.dispose()


@settings(max_examples=15, deadline=None, phases=PHASES)
@given(edits=EDITS)
def test_what_runs_is_what_is_emitted(edits):
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        dataset, desk = prepared(Path(folder))
        for step in edits:
            apply(desk, *step)
        state = desk.recipe(RecipeRequest(session="s"))
        if state.problem is None:
            recipe = dataset.recipe()
            assert sum(one.state == "on" for one in state.steps) == len(recipe)
            module: dict[str, object] = {}
            exec(compile(state.code, "module", "exec"), module)
            assert module["clean"](TABLE).equals(recipe.run(TABLE))  # type: ignore[operator]
            assert Recipe.from_json(recipe.to_json()) == recipe
        dataset.context.engine.dispose()
