"""What the profile reads, a rule reads, on every engine: over the forms in `tests.forms`."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import pytest

from tests.engines import ENGINES, cells, in_order, on_engine
from tests.forms import SECTIONS
from tests.generators.what_is_read import PAGE, made
from workbench.checks import find_issues
from workbench.profile.semantic.infer import infer_meaning
from workbench.profile.semantic.meaning import Evidence
from workbench.rules import Recipe

FORMS = [(section, form) for section in SECTIONS for form in section.forms]
SURE = 0.8


def proposed(section, form):
    """The issue that proposes a rule for a column of a form, each text three times."""
    frame = pd.DataFrame({"id": range(3 * len(form.texts)), "x": list(form.texts) * 3})
    (issue,) = find_issues(frame, key="id", checks=[section.check]).where(column="x")
    return issue


def named(section, form):
    return f"{section.title}: {form.name}"


def all_forms():
    """One table with a column a form, and one recipe that reads them all."""
    size = max(len(form.texts) for _, form in FORMS)
    columns, rules, right = {"key": list(range(size))}, [], {}
    for section, form in FORMS:
        name, empty = named(section, form), [None] * (size - len(form.texts))
        columns[name] = [*form.texts, *empty]
        rules.append({**proposed(section, form).suggestion, "column": name})
        right[name] = [*form.values, *empty]
    return pa.table(columns), Recipe(rules), right


def told(made, right):
    """The forms whose values are not the right ones, with both."""
    return {
        name: (made[name], values)
        for name, values in right.items()
        if made[name] != values and not nearly(made[name], values)
    }


def nearly(made, right):
    """Whether the numbers are the same but for the last digits; dates are compared exactly."""
    numbers = all(value is None or isinstance(value, float) for value in right)
    return numbers and made == pytest.approx(right, rel=1e-12, nan_ok=True)


@pytest.fixture(scope="module")
def everything():
    return all_forms()


@pytest.mark.parametrize(("section", "form"), FORMS, ids=lambda part: getattr(part, "name", ""))
def test_the_profile_reads_it(section, form):
    counts = dict.fromkeys(form.texts, 3)
    rows = 3 * len(form.texts)
    found = infer_meaning(Evidence("x", "VARCHAR", rows, 0, len(counts), counts))
    assert found.type in form.types.split(), found


@pytest.mark.parametrize(("section", "form"), FORMS, ids=lambda part: getattr(part, "name", ""))
def test_the_rule_is_accepted_by_itself_only_where_it_is_sure(section, form):
    assert (proposed(section, form).confidence >= SURE) is not form.asked


@pytest.mark.parametrize("engine", ENGINES)
def test_the_rule_reads_it_on_every_engine(engine, everything):
    table, recipe, right = everything
    read = in_order(cells(recipe.run(on_engine(engine, table))))
    assert told(read, right) == {}


def test_there_are_enough_forms():
    assert [len(section.forms) for section in SECTIONS] >= [40, 30, 30, 40]
    assert len({named(*pair) for pair in FORMS}) == len(FORMS)


def test_the_page_shows_these_forms():
    assert PAGE.read_text(encoding="utf-8") == made()
