"""Order, off and on, edits and own rules, on top of what decisions make."""

from __future__ import annotations

from workbench.decisions.recipe_steps import active_recipe, arranged, in_order, rule_identity
from workbench.decisions.to_rules import recipe_of
from workbench.rules import Recipe
from workbench.rules.kinds import ChangeCase, MapValues, ParseDate, SetCells, SetNull, Trim
from workbench.types import Decision

TRIM = Trim(columns=("a", "b"), decisions=("d1",), author="ada")
CASE = ChangeCase(columns=("a",), to="lower")
DATE = ParseDate(column="d", formats=("%Y-%m-%d",))


def record(item, **target):
    told = {"dataset": "d", "kind": "recipe", "verdict": "accept", "reviewer": "eve"}
    return Decision(item=item, target=target, **told)


def changed(base, rule=None, on=True, number=0):
    told = {"base": base.to_dict(), "rule": rule.to_dict() if rule else None, "on": on}
    return record(rule_identity(base, number), **told)


def order(*names):
    return record("order", order=list(names))


def test_nothing_decided_leaves_the_default_order():
    steps = arranged([TRIM, CASE, DATE], [])
    assert [step.rule for step in steps] == [TRIM, CASE, DATE]
    assert [(step.on, step.origin) for step in steps] == [(True, "decided")] * 3


def test_an_identity_stays_when_further_decisions_join_the_rule():
    assert rule_identity(TRIM) == rule_identity(Trim(columns=("z",)))
    assert rule_identity(CASE) != rule_identity(ChangeCase(columns=("a",), to="upper"))
    words = [SetNull(columns=("a",), values=(word,)) for word in ("N/A", "-")]
    assert rule_identity(words[0]) == rule_identity(words[1])
    assert rule_identity(DATE) != rule_identity(ParseDate(column="e", formats=DATE.formats))


def test_what_is_off_is_listed_but_does_not_run():
    steps = arranged([TRIM, CASE], [changed(TRIM, on=False)])
    assert [step.on for step in steps] == [False, True]
    assert active_recipe(steps) == Recipe([CASE])


def test_what_is_accepted_later_does_not_vanish_into_a_rule_that_is_off():
    later = TRIM.model_copy(update={"columns": ("a", "b", "c"), "decisions": ("d1", "d2")})
    steps = arranged([later], [changed(TRIM, on=False)])
    assert [(step.on, step.rule.columns) for step in steps] == [(False, ("a", "b")), (True, ("c",))]
    assert [step.rule.decisions for step in steps] == [("d1",), ("d2",)]
    assert len({step.id for step in steps}) == 2


def test_the_rest_of_a_rule_can_be_changed_too():
    later = TRIM.model_copy(update={"columns": ("a", "b", "c")})
    rest = Trim(columns=("c",))
    both = [changed(TRIM, on=False), changed(rest, on=False, number=1)]
    assert [step.on for step in arranged([later], both)] == [False, False]
    # The first change is withdrawn: its part is free again, the other stays off.
    steps = arranged([later], both[1:])
    assert {step.rule.columns: step.on for step in steps} == {("a", "b"): True, ("c",): False}


def test_a_rewritten_rule_replaces_what_it_was_made_from_and_nothing_else():
    upper = ChangeCase(columns=("a",), to="upper", why="they shout")
    (step,) = arranged([CASE], [changed(CASE, upper)])
    assert (step.origin, step.rule.to, step.rule.why) == ("edited", "upper", "they shout")
    assert step.rule.author == "eve"
    assert step.base == CASE
    assert arranged([], [changed(CASE, upper)]) == []


def test_a_later_value_of_the_same_cell_is_not_lost():
    cell = {"key": 1, "old": "x"}
    first = SetCells(key="id", column="c", cells=[{**cell, "new": "y"}])
    second = SetCells(key="id", column="c", cells=[{**cell, "new": "z"}])
    steps = arranged([second], [changed(first, on=False)])
    assert [(step.on, step.rule.cells[0].new) for step in steps] == [(True, "z")]


def test_a_map_that_was_rewritten_keeps_its_words_when_another_joins():
    first = MapValues(column="c", mapping={"a": "b"})
    joined = MapValues(column="c", mapping={"a": "c", "b": "c"})
    edited = MapValues(column="c", mapping={"a": "B"})
    steps = arranged([joined], [changed(first, edited)])
    assert [dict(step.rule.mapping) for step in steps] == [{"a": "B"}, {"b": "c"}]


def test_ones_own_rule_has_its_place_by_stage():
    own = record("own-1", base=None, rule={"kind": "set_null", "columns": ["a"], "values": ["-"]})
    steps = arranged([TRIM, CASE], [own])
    assert [step.rule.kind for step in steps] == ["trim", "set_null", "change_case"]
    assert steps[1].rule.author == "eve"
    assert steps[1].rule.decisions == (own.id,)


def test_an_order_holds_and_new_rules_go_where_their_stage_is():
    ids = [rule_identity(rule) for rule in (TRIM, CASE, DATE)]
    moved = order(ids[2], ids[1], "gone", ids[0])
    kinds = [step.rule.kind for step in arranged([TRIM, CASE, DATE], [moved])]
    assert kinds == ["parse_date", "change_case", "trim"]
    words = SetNull(columns=("a",), values=("-",))
    kinds = [step.rule.kind for step in arranged([TRIM, words, CASE, DATE], [moved])]
    assert kinds == ["set_null", "parse_date", "change_case", "trim"]


def test_in_order_keeps_the_default_among_those_not_named():
    steps = arranged([TRIM, CASE, DATE], [])
    assert in_order(steps, []) == steps
    assert [one.rule.kind for one in in_order(steps, [steps[2].id])] == [
        "trim",
        "change_case",
        "parse_date",
    ]


def test_the_recipe_of_decisions_is_arranged():
    told = {"dataset": "d", "kind": "rule", "verdict": "accept", "reviewer": "ada"}
    rules = [
        Decision(item=str(n), target={"rule": rule.to_dict(), "why": "w"}, **told)
        for n, rule in enumerate([TRIM, CASE])
    ]
    ids = [rule_identity(TRIM), rule_identity(CASE)]
    made = recipe_of([*rules, order(*reversed(ids))], None, key="id")
    assert [rule.kind for rule in made] == ["change_case", "trim"]
    made = recipe_of([*rules, changed(TRIM, on=False)], None, key="id")
    assert [rule.kind for rule in made] == ["change_case"]
