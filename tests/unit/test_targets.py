"""Typed targets read and write exactly the JSON that is stored."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from workbench.decisions.targets import (
    ORDER,
    CellTarget,
    OrderTarget,
    RecipeTarget,
    edit_of,
    target_of,
)
from workbench.types import Decision

EDIT = {"id": "e1234567", "session": "s", "does": "move", "title": "move “trim”"}
MAP = {"kind": "map_values", "column": "x", "mapping": {"a": "b"}}
STORED = [
    ("label", "i", {"key": 1, "column": "x", "old": None}),
    ("label", "i", {"key": "k", "column": "x", "old": "a", "suggested": None}),
    ("cell", "i", {"key": 1, "column": "x", "old": 2.5, "type": "decimal", "suggested": 3.0}),
    ("cell", "i", {"key": 1, "column": "x", "old": True, "type": "truth"}),
    ("pair", "i", {"key_l": 1, "key_r": 2}),
    ("value", "i", {"column": "x", "canonical": "a", "members": ["a", "b"]}),
    ("rule", "i", {"rule": MAP, "why": "because"}),
    ("rule", "i", {"rule": MAP, "why": "", "edit": EDIT}),
    ("disagreement", "i", {"item": "q"}),
    ("disagreement", "i", {"item": 1, "key": 1, "column": "x", "old": "a"}),
    ("recipe", "digest.1", {"base": None, "rule": MAP, "on": False, "edit": EDIT}),
    ("recipe", ORDER, {"order": ["a", "b"], "edit": {**EDIT, "does": "undo", "of": "e7654321"}}),
    ("pair", "i", {"key_l": 1, "key_r": 2, "of another release": [1, {"a": None}]}),
]


def decision(kind, item, target):
    told = {"verdict": "accept", "reviewer": "ada"}
    return Decision(dataset="d", kind=kind, item=item, target=target, **told)


@pytest.mark.parametrize(("kind", "item", "target"), STORED)
def test_what_is_stored_comes_back_exactly(kind, item, target):
    read = target_of(decision(kind, item, target))
    assert read.to_dict() == target
    assert type(read).model_validate(read.to_dict()) == read


def test_each_kind_has_its_type():
    assert isinstance(target_of(decision(*STORED[11])), OrderTarget)
    read = target_of(decision(*STORED[10]))
    assert isinstance(read, RecipeTarget)
    assert read.edit.session == "s" and not read.edit.reverses
    assert edit_of(decision(*STORED[11])).of == "e7654321"
    assert edit_of(decision(*STORED[0])) is None
    assert edit_of(decision("label", "i", {**STORED[0][2], "edit": "odd"})) is None
    with pytest.raises(ValidationError):
        CellTarget.of(decision("cell", "i", {"column": "x"}))


@pytest.mark.parametrize(
    ("place", "cell", "about"),
    [
        (0, (1, "x", "a"), True),
        (0, (2, "x", "a"), False),
        (4, (2, "anything", None), True),
        (4, (3, "anything", None), False),
        (5, (9, "x", "b"), True),
        (5, (9, "y", "b"), False),
        (6, (9, "x", "a"), True),
        (6, (9, "x", "c"), False),
        (8, (1, "x", "a"), False),
        (9, (1, "x", "a"), True),
        (10, (9, "x", "a"), True),
        (11, (9, "x", "a"), False),
    ],
)
def test_a_target_says_which_cells_it_is_about(place, cell, about):
    assert target_of(decision(*STORED[place])).concerns(*cell) is about
