"""What the profile can read, a rule can read: over all entries of the lexicon."""

import pyarrow as pa
import pytest

from workbench.checks.dates import formats_for
from workbench.checks.numbers import parse_rule_for
from workbench.lexicon.calendar_tables import MONTH_NAMES, WEEKDAYS
from workbench.lexicon.column_types import family_of, is_number
from workbench.lexicon.missing import PLACEHOLDERS
from workbench.lexicon.numbers import (
    CODE_LETTERS,
    CREDIT,
    CURRENCY_MARKS,
    DECIMAL_MARKS,
    FAMILIES,
    GROUPING_MARKS,
    MAGNITUDES,
    MINUS,
    OFFSETS,
    UNITS,
)
from workbench.lexicon.plain_signs import with_plain_signs
from workbench.lexicon.tables import CLDR_MARKS
from workbench.lexicon.truth import TRUTH_PAIRS
from workbench.profile.semantic.infer import infer_meaning
from workbench.profile.semantic.meaning import Evidence
from workbench.rules.recipe import Recipe


def read_by(rule, values):
    table = pa.table({"x": pa.array(values, pa.string())})
    return Recipe([{**rule, "column": "x"}]).run(table)["x"].to_pylist()


def meaning(values, name="x"):
    counts = dict.fromkeys(values, 1)
    return infer_meaning(Evidence(name, "VARCHAR", len(values), 0, len(counts), counts))


@pytest.mark.parametrize("word", sorted(PLACEHOLDERS))
def test_a_placeholder_among_numbers_is_none_for_profile_and_rule(word):
    values = [f"{i}.5" for i in range(1, 30)] + [word.upper()]
    found = meaning(values)
    assert found.type == "decimal"
    assert [text for text, _ in found.disguised] == [word.upper()]
    rule = parse_rule_for({value: 1 for value in values if value != word.upper()}).rule
    assert read_by(rule, values) == [i + 0.5 for i in range(1, 30)] + [None]


@pytest.mark.parametrize("word", sorted(set(PLACEHOLDERS) - {""}))
def test_a_rule_empties_a_placeholder(word):
    rule = {"kind": "set_null", "columns": ["x"], "values": [word]}
    table = pa.table({"x": ["kept", word]})
    assert Recipe([rule]).run(table)["x"].to_pylist() == ["kept", None]


def amounts(mark):
    """Numbers with a mark behind them, before them where only that is read."""
    behind = [f"{i}.25 {mark}" for i in range(11, 40)]
    return behind, [i + 0.25 for i in range(11, 40)]


@pytest.mark.parametrize("mark", sorted(CURRENCY_MARKS))
@pytest.mark.parametrize("before", [True, False])
def test_currencies(mark, before):
    values, numbers = amounts(mark)
    if before:
        values = [f"{mark}{value.split()[0]}" for value in values]
    found = meaning(values)
    assert (found.type, found.unit) == ("currency", mark)
    if mark in CODE_LETTERS:  # R12 is a code as often as an amount: a rule is not suggested
        rule = {"kind": "parse_number", "units": {mark: 1.0}}
    else:
        rule = parse_rule_for(dict.fromkeys(values, 1)).rule
    assert read_by(rule, values) == numbers


@pytest.mark.parametrize("unit", sorted(UNITS))
def test_units(unit):
    values, numbers = amounts(unit)
    found = meaning(values)
    if unit in "NW":
        assert found.type == "coordinates"  # 11.25 N is a latitude first
    else:
        assert found.type in ("quantity", "percentage", "currency")
        assert found.unit in (unit, "%")
    factor = {**MAGNITUDES, **CREDIT}.get(unit, 1.0) if unit not in CODE_LETTERS else 1.0
    if unit in CODE_LETTERS:
        rule = {"kind": "parse_number", "units": {unit: 1.0}}
    else:
        rule = parse_rule_for(dict.fromkeys(values, 1)).rule
    assert read_by(rule, values) == pytest.approx([number * factor for number in numbers])


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: next(iter(family)))
def test_the_units_of_a_family_are_brought_to_one(family):
    usual = next(unit for unit in family if unit)
    others = [unit for unit in family if unit and unit not in CODE_LETTERS]
    if usual in CODE_LETTERS or max(family.values()) / min(family.values()) > 1e9:
        return
    values = [f"{i}.5 {usual}" for i in range(1, 100)] + [f"2 {unit}" for unit in others]
    rule = parse_rule_for(dict.fromkeys(values, 1)).rule
    base = 1.0 if usual in {**MAGNITUDES, **CREDIT} else family[usual]
    zero = OFFSETS.get(usual, 0.0)
    expected = [(i + 0.5) * family[usual] / base for i in range(1, 100)]
    expected += [(2 * family[u] + OFFSETS.get(u, 0.0) - zero) / base for u in others]
    assert read_by(rule, values) == pytest.approx(expected)


@pytest.mark.parametrize("decimal", DECIMAL_MARKS)
@pytest.mark.parametrize("grouping", GROUPING_MARKS)
def test_number_marks(decimal, grouping):
    if with_plain_signs(decimal) == with_plain_signs(grouping):
        return
    values = [f"{i}{grouping}345{grouping}678{decimal}5" for i in range(10, 40)]
    found = meaning(values)
    assert found.type == "decimal", found
    rule = parse_rule_for(dict.fromkeys(values, 1)).rule
    assert read_by(rule, values) == [i * 1e6 + 345678.5 for i in range(10, 40)]


@pytest.mark.parametrize("form", [*(sign + "{}" for sign in MINUS), "({})", "{}-"])
def test_numbers_below_zero(form):
    values = [form.format(f"{i}.5") for i in range(1, 30)] + ["7.5"]
    assert meaning(values).type == "decimal"
    rule = parse_rule_for(dict.fromkeys(values, 1)).rule
    assert read_by(rule, values) == [-i - 0.5 for i in range(1, 30)] + [7.5]


def months_of(line):
    """Return the code of a language, and its names of months with their numbers."""
    codes, *names = line.split("|")
    return codes, {word: n for n, words in enumerate(names, 1) for word in words.split(";")}


LANGUAGES_WITH_MONTHS = dict(map(months_of, MONTH_NAMES.splitlines()))
WORDS = {  # of the languages that come first, with English before the others
    word: number
    for _, names in reversed(list(LANGUAGES_WITH_MONTHS.items())[:11])
    for word, number in names.items()
}


FORMS = ("{d} {m} {y}", "{d}. {m} {y}", "{m} {d}, {y}", "{y}-{m}-{d}")


def days_read(values):
    """Return the rule for a column, and what it reads as (year, month, day)."""
    found = formats_for(dict.fromkeys(values, 1))
    assert found is not None, values[:3]
    return [day and (day.year, day.month, day.day) for day in read_by(found.rule, values)]


@pytest.mark.parametrize("word", sorted(WORDS))
def test_months(word):
    form = FORMS[len(word) % len(FORMS)]
    values = [form.format(d=d, m=word.title(), y=2000 + d) for d in range(1, 25)]
    found = meaning(values)
    assert (found.type, found.storage) == ("date", "date"), found
    assert days_read(values) == [(2000 + d, WORDS[word], d) for d in range(1, 25)]


@pytest.mark.parametrize("language", sorted(LANGUAGES_WITH_MONTHS))
def test_months_of_a_language(language):
    words = LANGUAGES_WITH_MONTHS[language]
    numbered = enumerate(words.items(), 1)
    values = {f"{d} {word} {2000 + d}": (2000 + d, n, d) for d, (word, n) in numbered
              if d < 29}  # fmt: skip
    assert meaning(list(values)).type == "date"
    assert days_read(list(values)) == list(values.values())


@pytest.mark.parametrize("start", range(0, len(WEEKDAYS.split(";")), 100))
def test_weekdays(start):
    words = WEEKDAYS.split(";")[start : start + 100]
    values = [f"{word.title()}, {i % 28 + 1} June {2000 + i}" for i, word in enumerate(words)]
    assert days_read(values) == [(2000 + i, 6, i % 28 + 1) for i in range(len(values))]


@pytest.mark.parametrize(("true", "false"), TRUTH_PAIRS)
def test_truth(true, false):
    values = [true.title(), false.upper()]
    found = meaning(values * 1)
    assert found.type == "boolean"
    mapping = {values[0]: "true", values[1]: "false"}
    recipe = [{"kind": "map_values", "column": "x", "mapping": mapping},
              {"kind": "cast", "column": "x", "to": "truth"}]  # fmt: skip
    assert Recipe(recipe).run(pa.table({"x": values}))["x"].to_pylist() == [True, False]


def test_the_written_tables_are_what_the_sources_give():
    from tests.generators import calendar, lexicon

    for generator in (calendar, lexicon):
        assert generator.SOURCE.read_text(encoding="utf-8") == generator.made()


def test_the_marks_of_cldr_are_read():
    assert set(CLDR_MARKS["decimal"]) <= set(DECIMAL_MARKS)
    assert set(CLDR_MARKS["group"]) <= set(GROUPING_MARKS)
    assert set(CLDR_MARKS["minusSign"]) <= set(MINUS)


@pytest.mark.parametrize(
    ("type_", "family", "number"),
    [
        ("DECIMAL(10,2)", "decimal", True),
        ("UHUGEINT", "integer", True),
        ("BIGNUM", "big integer", False),
        ("INTEGER[]", "list", False),
        ("INTEGER[3]", "list", False),
        ("TIMESTAMP WITH TIME ZONE", "datetime", False),
        ("TIMESTAMP_NS", "datetime", False),
        ("TIME WITH TIME ZONE", "time", False),
        ("INTERVAL", "duration", False),
        ("ENUM('a', 'b')", "text", False),
        ('STRUCT("a" INTEGER)', "object", False),
        ("MAP(VARCHAR, INTEGER)", "object", False),
        ('"NULL"', "other", False),
    ],
)
def test_families_of_types(type_, family, number):
    assert family_of(type_) == family
    assert is_number(type_) is number
