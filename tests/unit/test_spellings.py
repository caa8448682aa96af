"""Cluster and edit: which spellings are joined, by what, and the rule that a choice becomes."""

from __future__ import annotations

import random

import pandas as pd
import pytest

import workbench as wb
from workbench.checks.spellings import METHODS, spellings_of_counts
from workbench.checks.spellings.keys import fingerprint, ngram_fingerprint, phonetic
from workbench.errors import InputError, MissingColumnError, NotFoundError
from workbench.protocol.recipe import Edit
from workbench.protocol.spellings import SpellingsRequest
from workbench.recipe_editor import RecipeEditor
from workbench.recipe_editor.spellings import SpellingFinder
from workbench.types import new_id


def table_of(counts: dict[str, int]) -> pd.DataFrame:
    values = [value for value, rows in counts.items() for _ in range(rows)]
    return pd.DataFrame({"id": range(len(values)), "city": values})


CITY = {"New York": 9, "new york": 2, "Nwe York": 1, "Oslo": 4, "Wien": 3, "Graz": 3}


@pytest.mark.parametrize(
    ("key", "left", "right"),
    [
        (fingerprint, "Tom Cruise", "Cruise, Tom"),
        (fingerprint, "  ACME  Inc. ", "acme inc"),
        (fingerprint, "Gödel", "godel"),
        (fingerprint, "a b a", "b a"),
        (fingerprint, "Müller\u200b", "Muller"),
        (ngram_fingerprint, "Banana", "bananana"),
        (ngram_fingerprint, "New-York", "Newyork"),
        (ngram_fingerprint, "P a r i s", "Paris"),
        (phonetic, "Smith", "Smyth"),
        (phonetic, "Catherine", "Katherine"),
    ],
)
def test_keys_collide(key, left, right):
    assert key(left) == key(right) != ""


@pytest.mark.parametrize(
    ("left", "right"),
    [("Room 12", "Room 21"), ("A-1", "A-2"), ("2019", "2091"), ("No 1/2", "No 1/3"), ("x7", "x77")],
)
def test_values_that_differ_in_their_digits_are_never_joined(left, right):
    assert len(spellings_of_counts("x", {left: 3, right: 1})) == 0


@pytest.mark.parametrize(
    "values", [("東京", "大阪"), ("!!", "??"), ("ж", "щ"), ("É", "O"), ("-", "+")]
)
def test_signs_and_other_scripts_do_not_all_become_one(values):
    assert len(spellings_of_counts("x", dict.fromkeys(values, 2))) == 0


def test_a_cluster_has_its_rows_methods_and_the_most_frequent_as_target():
    found = wb.spellings(table_of(CITY), "city")
    (one,) = found
    assert (one.target, one.rows, one.changed) == ("New York", 12, 3)
    methods = {spelling.value: spelling.methods for spelling in one.spellings}
    assert methods["new york"][0] == "fingerprint"
    assert methods["Nwe York"][0] == "edit"
    frame = found.to_frame()
    assert list(frame["value"]) == ["New York", "new york", "Nwe York"]
    assert found.to_dict()["clusters"][0]["target"] == "New York"
    assert "1 cluster of spellings in city" in found._repr_html_()


def test_clusters_share_no_value_whatever_the_methods():
    draw = random.Random(4)
    counts = {"".join(draw.choices("abc ", k=6)): draw.randrange(1, 9) for _ in range(300)}
    for methods in ([name] for name in METHODS):
        listed = [
            v for one in spellings_of_counts("x", counts, methods=methods) for v in one.values
        ]
        assert len(listed) == len(set(listed))
    assert (
        spellings_of_counts("x", counts).to_dict()
        == spellings_of_counts("x", dict(reversed(counts.items()))).to_dict()
    )


def test_hostile_values_do_not_reach_the_page_as_markup():
    found = spellings_of_counts("<b>", {"<img src=x>": 2, "<IMG src=x>": 1})
    assert len(found) == 1
    assert "<img" not in found._repr_html_().lower()


def test_what_cannot_be_asked_for_is_said():
    table = table_of(CITY)
    with pytest.raises(MissingColumnError, match="'city'"):
        wb.spellings(table, "City")
    with pytest.raises(InputError, match="columns of text are 'city'"):
        wb.spellings(table, "id")
    with pytest.raises(InputError, match="fingerprint"):
        wb.spellings(table, "city", methods=["finger"])
    found = wb.spellings(table, "city")
    with pytest.raises(NotFoundError, match="'NYC'"):
        found.rule({"NYC": "New York"})
    with pytest.raises(NotFoundError, match="1 cluster"):
        found.rule([3])
    with pytest.raises(InputError, match="map both to 'Oslo'"):
        found.rule({"new york": "Wien", "Wien": "Oslo"})
    with pytest.raises(InputError, match="no spelling"):
        found.rule({"Wien": "Wien"})


@pytest.fixture
def dataset(tmp_path):
    project = wb.open_project(tmp_path / "quality", author="ada")
    yield project.add("t", table_of(CITY), key="id")
    project.engine.dispose()


def test_what_is_accepted_is_one_rule_and_can_be_taken_back(dataset):
    found = dataset.spellings("city")
    rule = found.accept({"Nwe York": "New York", "Wien": "Vienna"})
    assert [one.kind for one in dataset.recipe()] == ["map_values"]
    assert set(dataset.current()["city"]) == {"New York", "new york", "Oslo", "Vienna", "Graz"}
    assert rule.author == "ada"
    # Values are those that the recipe leaves: what was joined does not come up again.
    assert dataset.spellings("city")[0].values == ("New York", "new york")
    dataset.spellings("city").accept([0])
    assert len(dataset.spellings("city")) == 0
    assert set(dataset.current()["city"]) == {"New York", "Oslo", "Vienna", "Graz"}
    dataset.withdraw(rule.decisions[0])
    assert "Nwe York" in set(dataset.current()["city"])


def test_the_view_gets_a_column_that_has_clusters_and_can_undo(dataset):
    finder, editor = SpellingFinder(dataset.context), RecipeEditor(dataset.context)
    page = finder.page(SpellingsRequest())
    assert (page.column, page.columns, page.distinct) == ("city", ("city",), 6)
    rule = {"kind": "map_values", "column": "city", "mapping": {"new york": "New York"}}
    edit = new_id()
    editor.edit(Edit(id=edit, action="add", rule=rule))
    assert [s.value for s in finder.page(SpellingsRequest()).clusters[0].spellings] == [
        "New York",
        "Nwe York",
    ]
    editor.edit(Edit(id=new_id(), action="remove", step=f"own-{edit}"))
    assert finder.page(SpellingsRequest()) == page


def test_a_table_without_text_has_no_spellings(tmp_path):
    project = wb.open_project(tmp_path / "quality")
    made = project.add("n", pd.DataFrame({"id": [1, 2], "x": [1.5, 2.5]}), key="id")
    page = SpellingFinder(made.context).page(SpellingsRequest())
    assert (page.column, page.columns, page.clusters) == (None, (), ())
    with pytest.raises(InputError, match="not text"):
        made.spellings("x")
    project.engine.dispose()
