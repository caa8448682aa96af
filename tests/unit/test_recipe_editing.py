"""The desk of a recipe: edits, undo, conflicts, previews, forms, runs and exports."""

from __future__ import annotations

import json
import subprocess
import sys
import threading

import pandas as pd
import pyarrow as pa
import pytest
from cachetools import cached

from workbench.errors import ConflictError, InputError, NotFoundError, RuleError
from workbench.protocol.message import Empty
from workbench.protocol.recipe import Edit, ExportRequest, PreviewRequest, RecipeRequest
from workbench.recipe_editor import RecipeEditor, intermediate
from workbench.recipe_editor.cell_changes import compare_cells
from workbench.recipe_editor.forms import forms
from workbench.rules.kinds import KINDS
from workbench.store import decisions
from workbench.store.context import DatasetContext
from workbench.types import Decision, Issue, new_id

HOSTILE = "<img src=x onerror=alert(1)>\"'\n\u202e"
TABLE = pd.DataFrame(
    {
        "id": range(1, 9),
        "state": [" CA", "CA", "ny", "NY", "N/A", "TX ", "TX", "ny"],
        "price": ["1,5", "2,0", "3,5", "x", None, "6,0", "7,1", "8"],
        HOSTILE: ["a", "b", "c", "d", "e", "f", "g", "<b>"],
    }
)
TRIM = {"kind": "trim", "columns": ["state"]}
NULL = {"kind": "set_null", "columns": ["state"], "values": ["N/A"]}
MAP = {"kind": "map_values", "column": "state", "mapping": {"ny": "NY"}}
NUMBER = {"kind": "parse_number", "column": "price", "decimal": ","}


def issue(n, suggestion, confidence=0.9):
    evidence = {"message": f"reason {n}", "about": [n]}
    return Issue("odd", "state", (1,), 1, confidence, evidence, suggestion)


@pytest.fixture
def dataset(project):
    made = project.add("sales", TABLE, key="id")
    found = [issue(n, rule, 0.9 - n / 100) for n, rule in enumerate([TRIM, NULL, MAP, NUMBER])]
    made._issues.store([*found, issue(9, None)], {"odd"})
    return made


@pytest.fixture
def desk(dataset):
    return desk_of(dataset, "ada")


def desk_of(dataset, user):
    return RecipeEditor(
        DatasetContext(dataset.context.engine, dataset.context.folder, user, dataset=dataset.name)
    )


def edit(desk, action, *, session="s", **told):
    return desk.edit(Edit(id=new_id(), action=action, session=session, **told))


def accepted(desk):
    state = desk.recipe(RecipeRequest(session="s"))
    for one in state.suggested:
        state = edit(desk, "accept", step=one.id)
    return state


def kinds(state):
    return [(step.kind, step.state) for step in state.steps]


def test_what_issues_suggest_is_listed_surest_first(desk):
    state = desk.recipe(RecipeRequest())
    assert [(one.kind, one.confidence) for one in state.suggested] == [
        ("trim", 0.9),
        ("set_null", 0.89),
        ("map_values", 0.88),
        ("parse_number", 0.87),
    ]
    assert state.suggested[0].why == "reason 0"
    assert (state.steps, state.undo, state.redo, state.problem) == ((), None, None, None)
    assert [column.name for column in state.columns] == ["id", "state", "price", HOSTILE]


def test_accepting_and_rejecting_are_decisions_about_the_issue(desk, dataset):
    first, second = desk.recipe(RecipeRequest()).suggested[:2]
    edit(desk, "accept", step=first.id)
    state = edit(desk, "reject", step=second.id)
    assert kinds(state) == [("trim", "on")]
    assert len(state.suggested) == 2
    stored = {d.item: (d.kind, d.verdict, d.reviewer) for d in dataset.decisions()}
    assert stored == {first.id: ("rule", "accept", "ada"), second.id: ("rule", "reject", "ada")}
    assert [rule.kind for rule in dataset.recipe()] == ["trim"]
    assert dataset.recipe().rules[0].author == "ada"
    with pytest.raises(ConflictError, match="ada has decided"):
        edit(desk, "accept", step=second.id)
    with pytest.raises(NotFoundError):
        edit(desk, "accept", step="nowhere")


def test_the_dataset_runs_what_is_arranged(desk, dataset):
    state = accepted(desk)
    trim, null = state.steps[:2]
    edit(desk, "disable", step=trim.id, stamp=trim.stamp)
    state = edit(desk, "replace", step=null.id, rule={**NULL, "values": ["N/A", "CA"]})
    assert kinds(state)[0] == ("trim", "off")
    assert state.steps[1].origin == "edited"
    state = edit(desk, "move", step=state.steps[3].id, place=0, order=state.order)
    assert [step.kind for step in state.steps] == [
        "parse_number",
        "trim",
        "set_null",
        "map_values",
    ]
    recipe = dataset.recipe()
    assert [rule.kind for rule in recipe] == ["parse_number", "set_null", "map_values"]
    expected = [" CA", None, "NY", "NY", None, "TX ", "TX", "NY"]
    for table in (dataset.clean().to_pandas(), dataset.current()):
        assert [None if pd.isna(one) else one for one in table["state"]] == expected
    assert "trim(frame" not in state.code
    assert "ada" in state.code


def test_ones_own_rule_can_be_added_changed_and_removed(desk, dataset):
    state = edit(desk, "add", rule={"kind": "drop_columns", "columns": [HOSTILE]})
    (step,) = state.steps
    assert (step.origin, step.author) == ("own", "ada")
    assert HOSTILE not in dataset.clean().to_pandas().columns
    state = edit(desk, "replace", step=step.id, rule=TRIM, stamp=step.stamp)
    assert (state.steps[0].id, state.steps[0].kind) == (step.id, "trim")
    assert edit(desk, "remove", step=step.id).steps == ()
    state = edit(desk, "undo")
    assert state.steps[0].kind == "trim"
    state = edit(desk, "undo")
    assert state.steps[0].kind == "drop_columns"


def test_a_place_can_be_given_with_a_rule(desk):
    accepted(desk)
    state = edit(desk, "add", rule={**TRIM, "columns": ["price"]}, place=4)
    assert [step.kind for step in state.steps][-1] == "trim"
    assert edit(desk, "undo").undo.startswith("accept")


def test_removing_what_was_accepted_gives_the_suggestion_back(desk):
    state = accepted(desk)
    state = edit(desk, "remove", step=state.steps[0].id)
    assert [one.kind for one in state.suggested] == ["trim"]
    state = edit(desk, "reject", step=state.steps[0].id)
    assert [one.kind for one in state.suggested] == ["trim"]  # the null words are rejected
    assert [step.kind for step in state.steps] == ["map_values", "parse_number"]
    state = edit(desk, "undo")
    assert [step.kind for step in state.steps] == ["set_null", "map_values", "parse_number"]


def test_a_suggestion_can_be_accepted_as_changed(desk, dataset):
    one = desk.recipe(RecipeRequest()).suggested[1]
    state = edit(desk, "replace", step=one.id, rule={**NULL, "values": ["?"]})
    assert dataset.recipe().rules[0].values == ("?",)
    assert one.id not in [left.id for left in state.suggested]


def test_what_review_decided_cannot_be_removed_but_switched_off(desk, dataset):
    target = {"key": 1, "column": "state", "old": " CA", "suggested": "CA"}
    vote = Decision("sales", "label", "l1", target, "accept", "eve")
    decisions.append(dataset.context.engine, [vote])
    (step,) = desk.recipe(RecipeRequest()).steps
    assert step.origin == "review"
    with pytest.raises(InputError, match="switch it off"):
        edit(desk, "remove", step=step.id)
    edit(desk, "disable", step=step.id)
    assert len(dataset.recipe()) == 0


def test_undo_and_redo_go_back_and_forth(desk, dataset):
    state = accepted(desk)
    digests = [dataset.recipe().digest]
    state = edit(desk, "disable", step=state.steps[1].id)
    digests.append(dataset.recipe().digest)
    assert state.undo.startswith("switch off")
    state = edit(desk, "undo")
    assert dataset.recipe().digest == digests[0]
    assert (state.redo or "").startswith("switch off")
    state = edit(desk, "redo")
    assert dataset.recipe().digest == digests[1]
    state = edit(desk, "undo")
    state = edit(desk, "move", step=state.steps[0].id, place=2)
    assert state.redo is None
    with pytest.raises(ConflictError, match="nothing to redo"):
        edit(desk, "redo")


def test_a_rule_switched_off_and_on_again_has_one_standing_decision(desk, dataset):
    step = accepted(desk).steps[0]
    for action in ("disable", "enable", "disable"):
        edit(desk, action, step=step.id)
    assert len([d for d in dataset.decisions() if d.kind == "recipe"]) == 1
    for action, state in (("undo", "on"), ("undo", "off"), ("undo", "on"), ("redo", "off")):
        assert edit(desk, action).steps[0].state == state


def test_undo_is_of_ones_own_session(desk, dataset):
    state = edit(desk, "accept", step=desk.recipe(RecipeRequest()).suggested[0].id)
    assert desk.recipe(RecipeRequest(session="other")).undo is None
    eve = desk_of(dataset, "eve")
    assert eve.recipe(RecipeRequest(session="s")).undo is None
    with pytest.raises(ConflictError, match="nothing to undo"):
        edit(eve, "undo")
    assert edit(desk, "undo").steps == ()
    assert state.steps


def test_an_undo_that_would_take_back_what_another_did_is_refused(desk, dataset):
    state = accepted(desk)
    step = state.steps[0]
    edit(desk, "disable", step=step.id)
    edit(desk_of(dataset, "eve"), "enable", step=step.id)
    before = decisions.history(dataset.context.engine, "sales")
    with pytest.raises(ConflictError, match="eve has decided"):
        edit(desk, "undo")
    assert decisions.history(dataset.context.engine, "sales") == before


def test_what_another_accepted_comes_back_in_words_that_say_so(desk, dataset):
    state = accepted(desk)
    eve = desk_of(dataset, "eve")
    edit(eve, "remove", step=state.steps[0].id)
    edit(eve, "undo")
    (trim, *_) = dataset.recipe()
    (behind,) = [d for d in dataset.decisions() if d.id in trim.decisions]
    assert behind.comment == "Restores the decision of ada."


def test_an_old_stamp_is_refused_and_nothing_is_stored(desk, dataset):
    state = accepted(desk)
    step = state.steps[0]
    eve = desk_of(dataset, "eve")
    edit(eve, "replace", step=step.id, rule={**TRIM, "columns": ["price"]})
    before = len(decisions.history(dataset.context.engine, "sales"))
    with pytest.raises(ConflictError, match="eve"):
        edit(desk, "disable", step=step.id, stamp=step.stamp)
    edit(eve, "move", step=step.id, place=1, order=state.order)
    with pytest.raises(ConflictError, match="eve has changed the order"):
        edit(desk, "move", step=step.id, place=3, order=state.order)
    edit(eve, "reject", step=step.id)
    with pytest.raises(ConflictError, match="no longer in the recipe"):
        edit(desk, "enable", step=step.id, stamp=step.stamp)
    assert len(decisions.history(dataset.context.engine, "sales")) == before + 3


def test_an_edit_sent_twice_is_done_once(desk, dataset):
    state = accepted(desk)
    once = Edit(id=new_id(), action="disable", session="s", step=state.steps[0].id)
    first = desk.edit(once)
    count = len(decisions.history(dataset.context.engine, "sales"))
    assert desk.edit(once) == first
    undo = Edit(id=new_id(), action="undo", session="s")
    assert desk.edit(undo) == desk.edit(undo)
    assert len(decisions.history(dataset.context.engine, "sales")) == count + 1


def test_what_is_decided_between_the_look_and_the_write_is_seen(desk, dataset, monkeypatch):
    step = accepted(desk).steps[0]
    eve = desk_of(dataset, "eve")
    real, calls = RecipeEditor._made, []

    def made(self, *told):
        result = real(self, *told)
        if not calls:
            calls.append("eve")
            edit(eve, "replace", step=step.id, rule={**TRIM, "columns": ["price"]})
        return result

    monkeypatch.setattr(RecipeEditor, "_made", made)
    with pytest.raises(ConflictError, match="eve"):
        edit(desk, "disable", step=step.id, stamp=step.stamp)
    assert [d.reviewer for d in dataset.decisions() if d.kind == "recipe"] == ["eve"]


def test_two_people_at_once_lose_nothing(dataset):
    one = desk_of(dataset, "ada")
    state = accepted(one)
    results: list[object] = []

    def work(user, step):
        desk = desk_of(dataset, user)
        for action in ("disable", "enable", "disable"):
            edit(desk, action, step=step.id, session=user)
        results.append(user)

    people = [
        threading.Thread(target=work, args=(f"p{n}", step)) for n, step in enumerate(state.steps)
    ]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert len(results) == 4
    assert [step.state for step in one.recipe(RecipeRequest()).steps] == ["off"] * 4
    told = [d for d in decisions.history(dataset.context.engine, "sales") if d.kind == "recipe"]
    assert len(told) == 12


@pytest.mark.parametrize(
    ("action", "told", "error"),
    [
        ("add", {}, InputError),
        ("add", {"rule": {"kind": "nope"}}, RuleError),
        ("add", {"rule": {"kind": "trim", "columns": []}}, RuleError),
        ("move", {"step": "first"}, InputError),
        ("disable", {"step": "nowhere"}, ConflictError),
        ("undo", {}, ConflictError),
    ],
)
def test_edits_that_cannot_be_done_change_nothing(desk, dataset, action, told, error):
    state = accepted(desk)
    if told.get("step") == "first":
        told = {"step": state.steps[0].id}
    before = decisions.history(dataset.context.engine, "sales")
    with pytest.raises(error):
        edit(desk, action, session="fresh", **told)
    assert decisions.history(dataset.context.engine, "sales") == before


# -- previews ------------------------------------------------------------------------------------


def look(desk, **told):
    return desk.preview(PreviewRequest(**told))


def test_a_preview_counts_and_shows_cells_before_and_after(desk):
    one = desk.recipe(RecipeRequest()).suggested[0]
    seen = look(desk, step=one.id)
    assert (seen.rows, seen.looked_at, seen.affected, seen.cells, seen.dropped) == (8, 8, 2, 2, 0)
    shown = {(e.column, e.key, e.before, e.after, e.rows) for e in seen.examples}
    assert shown == {("state", "1", " CA", "CA", 1), ("state", "6", "TX ", "TX", 1)}
    assert seen.rule == {**TRIM, "why": "reason 0", "author": "", "decisions": []}


def test_a_preview_is_of_what_the_rules_before_leave(desk):
    accepted(desk)
    rule = {"kind": "map_values", "column": "state", "mapping": {"TX": "Texas", "N/A": "?"}}
    seen = look(desk, rule=rule)
    assert [(e.before, e.after, e.rows) for e in seen.examples] == [("TX", "Texas", 2)]
    first = look(desk, rule=rule, place=0)
    assert [(e.before, e.after, e.rows) for e in first.examples] == [
        ("N/A", "?", 1),
        ("TX", "Texas", 1),
    ]
    assert "Texas" in (seen.code or "")


def test_dropped_rows_are_shown(desk):
    accepted(desk)
    seen = look(desk, rule={"kind": "drop_where", "expression": 'state == "NY"'})
    assert (seen.affected, seen.dropped, seen.cells) == (3, 3, 0)
    at = {name: n for n, name in enumerate(seen.shown)}
    assert [row.cells[at["id"]] for row in seen.gone] == ["3", "4", "8"]
    kept = look(desk, rule={"kind": "keep_first", "key": ["state"], "order_by": ["id"]})
    assert kept.dropped == 4


def test_what_cannot_be_read_and_new_types_are_told(desk):
    seen = look(desk, rule=NUMBER)
    assert any("1 cell of “price” cannot be read" in note and "'x'" in note for note in seen.notes)
    assert any("to double" in note for note in seen.notes)
    rename = look(desk, rule={"kind": "rename_columns", "names": {"price": "cost"}})
    assert (rename.affected, rename.notes) == (
        0,
        ("From this step on, “price” is renamed to “cost”.",),
    )
    split = {"kind": "split_column", "column": "state", "separator": "-", "into": ["x", "y"]}
    assert "Adds “x” (string), “y” (string)." in look(desk, rule=split).notes


def test_a_decision_about_a_row_that_changed_since_is_told(desk):
    cells = [{"key": 1, "old": "gone", "new": "CA"}, {"key": 99, "old": "x", "new": "y"}]
    seen = look(desk, rule={"kind": "set_cells", "key": "id", "column": "state", "cells": cells})
    assert seen.affected == 0
    assert len([note for note in seen.notes if "is left unchanged" in note]) == 2


@pytest.mark.parametrize(
    ("rule", "path"),
    [
        ({"kind": "nope"}, ("kind",)),
        ({"kind": "trim"}, ("columns",)),
        ({"kind": "trim", "columns": []}, ("columns",)),
        ({"kind": "trim", "columns": ["state", "state"]}, ("columns",)),
        ({"kind": "trim", "columns": ["state"], HOSTILE: 1}, (HOSTILE,)),
        ({"kind": "parse_date", "column": "state", "formats": ["%Y"]}, ("formats",)),
        ({"kind": "replace_pattern", "columns": ["state"], "pattern": "("}, ("pattern",)),
        ({"kind": "drop_where", "expression": "state =="}, ("expression",)),
        ({"kind": "clip", "column": "id", "low": 5, "high": 1}, ()),
        (
            {"kind": "set_cells", "key": "id", "column": "state", "cells": [{"key": 1, "old": ""}]},
            ("cells", "0", "new"),
        ),
        ({"kind": "trim", "columns": ["nowhere"]}, ()),
        ({"kind": "trim", "columns": ["id"]}, None),
    ],
)
def test_what_is_wrong_with_a_draft_is_data(desk, rule, path):
    seen = look(desk, rule=rule)
    if path is None:
        assert seen.affected == 0
        return
    assert [error.path for error in seen.errors] == [path]
    assert seen.errors[0].message.endswith((".", "!", "'")) or path == ()
    assert (seen.affected, seen.examples) == (0, ())


def test_a_draft_after_a_rule_that_cannot_run_tells_which(desk):
    state = edit(desk, "add", rule={"kind": "drop_columns", "columns": ["state"]}, place=0)
    assert state.problem is None
    state = edit(desk, "add", rule=TRIM, place=1)
    assert "state" in (state.problem or "")
    assert "removes" in look(desk, step=state.steps[1].id).errors[0].message
    with pytest.raises(RuleError):
        desk.run(Empty())
    assert edit(desk, "undo").problem is None


def test_hostile_names_and_values_stay_text(desk):
    rule = {"kind": "map_values", "column": HOSTILE, "mapping": {"<b>": HOSTILE, "a": "__proto__"}}
    state = edit(desk, "add", rule=rule)
    compile(state.code, "module", "exec")
    seen = look(desk, step=state.steps[0].id)
    assert {(e.column, e.before, e.after) for e in seen.examples} == {
        (HOSTILE, "<b>", HOSTILE),
        (HOSTILE, "a", "__proto__"),
    }


def test_whole_numbers_that_a_page_cannot_hold_are_not_sent_to_be_edited(desk):
    cells = [{"key": 2**60 + 1, "old": "a", "new": "b"}]
    rule = {"kind": "set_cells", "key": "id", "column": "state", "cells": cells}
    state = edit(desk, "add", rule=rule)
    assert look(desk, step=state.steps[0].id).rule is None


def test_odd_tables_are_looked_at(project):
    table = pa.table(
        {
            "k": pa.array(["a", "b", "c"]),
            "big": pa.array([2**62, None, -(2**62)]),
            "list": pa.array([[1], None, [2, 3]]),
            "a.b": pa.array(["x" * 1_000_000, " y", "\x00 z "]),
            "nan": pa.array([float("nan"), 1.0, None]),
        }
    )
    dataset = project.add("odd", table, key="k")
    desk = desk_of(dataset, "ada")
    seen = look(desk, rule={"kind": "trim", "columns": ["a.b"]})
    assert seen.affected == 2
    seen = look(desk, rule={"kind": "cast", "column": "big", "to": "text"})
    assert seen.cells == 0  # they read alike
    seen = look(desk, rule={"kind": "change_case", "columns": ["a.b"], "to": "upper"})
    assert max(len(e.after or "") for e in seen.examples) < 3000
    seen = look(desk, rule={"kind": "drop_where", "expression": "nan > 0"})
    assert seen.dropped == 1
    json.dumps(seen.to_dict(), allow_nan=False)


def test_an_empty_table_has_previews(project):
    dataset = project.add("none", pa.table({"k": pa.array([], pa.int64())}), key="k")
    seen = look(desk_of(dataset, "ada"), rule={"kind": "drop_where", "expression": "k > 1"})
    assert (seen.rows, seen.affected, seen.errors) == (0, 0, ())


def test_a_large_table_is_sampled_and_says_so(project, monkeypatch):
    monkeypatch.setattr(intermediate, "WHOLE", 100)
    monkeypatch.setattr(intermediate, "SAMPLE", 50)
    table = pa.table({"k": range(1000), "s": [" x"] * 1000})
    seen = look(
        desk_of(project.add("wide", table, key="k"), "ada"), rule={**TRIM, "columns": ["s"]}
    )
    assert (seen.rows, seen.looked_at, seen.affected) == (1000, 50, 50)


def test_every_change_is_found_by_comparing_tables():
    before = pa.table({"a": [1.0, float("nan"), None, 4.0], intermediate.POSITION: [0, 1, 2, 3]})
    after = pa.table({"a": [4.5, None, float("nan")], intermediate.POSITION: [3, 2, 1]})
    found = compare_cells(before, after, ["a"], key=None)
    assert (found.cells, found.affected, found.gone.num_rows) == (1, 2, 1)
    assert [(e.before, e.after) for e in found.examples] == [("4", "4.5")]


# -- forms, runs, exports ------------------------------------------------------------------------

COLUMN_FIELDS = {
    "trim": {"columns"}, "collapse": {"columns"}, "normalise_unicode": {"columns"},
    "fix_mojibake": {"columns"}, "set_null": {"columns"}, "map_values": {"column"},
    "merge_classes": {"column"}, "replace_pattern": {"columns"}, "transform": {"column"},
    "change_case": {"columns"}, "repair_dependency": {"left", "right"},
    "label_rows": {"key"},
    "set_cells": {"key", "column"}, "drop_rows": {"key"}, "merge_entities": {"key", "values"},
    "parse_number": {"column"}, "parse_date": {"column"}, "cast": {"column"},
    "convert_unit": {"column"}, "clip": {"column"}, "fill": {"column", "by"},
    "split_column": {"column"}, "derive_column": set(), "flag_rows": set(),
    "rename_columns": {"names"}, "drop_columns": {"columns"}, "drop_where": set(),
    "keep_first": {"key", "order_by"},
}  # fmt: skip


def test_there_is_a_form_for_every_kind_and_it_knows_what_names_columns():
    made = {form.kind: form for form in forms().forms}
    assert set(made) == set(KINDS)

    def names_columns(shape):
        parts = [one for one in (shape.of, shape.keys) if one]
        return shape.type == "column" or any(names_columns(one) for one in parts)

    found = {
        kind: {field.name for field in form.fields if names_columns(field.shape)}
        for kind, form in made.items()
    }
    assert found == COLUMN_FIELDS
    for kind, model in KINDS.items():
        form = made[kind]
        required = {field.name for field in form.fields if field.required}
        assert required == {
            name for name, field in model.model_fields.items() if field.is_required()
        }
        assert form.description
        assert form.fields[-1].name == "why"


def test_forms_tell_choices_defaults_and_shapes():
    made = {form.kind: {f.name: f for f in form.fields} for form in forms().forms}
    assert made["change_case"]["to"].shape.choices == ("upper", "lower")
    assert made["parse_number"]["units"].default == {"": 1.0}
    assert made["fill"]["value"].shape.type == "value"
    assert made["clip"]["low"].shape.model_dump(include={"type", "optional"}) == {
        "type": "number",
        "optional": True,
    }
    cells = made["set_cells"]["cells"].shape
    assert [field.name for field in cells.of.fields] == ["key", "old", "new"]
    assert made["transform"]["program"].shape.type == "json"


def test_a_run_stores_a_version_and_tells_what_it_could_not_read(desk, dataset):
    accepted(desk)
    ran = desk.run(Empty())
    assert ran.version == dataset.version().record.id
    assert (ran.rows, ran.columns) == (8, 4)
    assert any("could not be read" in note for note in ran.notes)
    assert dataset.version().record.author == "ada"


def test_an_export_is_a_module_that_runs(desk, dataset):
    accepted(desk)
    done = desk.export(ExportRequest(name="clean_sales"))
    assert done.path == "exports/clean_sales"
    folder = dataset.context.folder / done.path
    assert set(done.files) >= {"__init__.py", "recipe.json", "test_clean_sales.py"}
    code = "import clean_sales, pandas as pd; print(len(clean_sales.RULES))"
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=folder.parent, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "4"
    assert [one["folder"] for one in dataset.exports()] == ["clean_sales"]


@pytest.mark.parametrize("name", ["../evil", "/tmp/evil", "a/b", "a b", "1a", "..", "a\n", "é"])
def test_an_export_stays_in_the_project(desk, dataset, name):
    with pytest.raises(InputError, match="module name"):
        desk.export(ExportRequest(name=name))
    assert not (dataset.context.folder / "exports").exists()


def test_an_export_does_not_follow_a_link_out_of_the_project(desk, dataset, tmp_path):
    (dataset.context.folder / "exports").symlink_to(tmp_path)
    with pytest.raises(InputError, match="link"):
        desk.export(ExportRequest(name="clean"))


def test_a_cache_is_bounded():
    cache = intermediate.bounded_cache(100)
    made = []

    @cached(cache, key=lambda name, cells: name)
    def make(name, cells):
        made.append(name)
        return pa.table({"x": pa.array([0] * cells, pa.int64())})

    for name, cells in (("a", 5), ("b", 5), ("c", 5), ("a", 5), ("large", 7), ("large", 7)):
        assert len(make(name, cells)) == cells
    assert made == ["a", "b", "c", "a", "large", "large"]
    assert 0 < cache.currsize <= 100
