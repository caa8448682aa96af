from __future__ import annotations

import json
import random
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta

import numpy as np
import pytest
from sklearn.datasets import load_iris

from workbench.errors import InputError
from workbench.lexicon.dates import valid_day
from workbench.profile.semantic import SEMANTIC_TYPES, Evidence, infer_meaning
from workbench.profile.semantic.column_classifier import features, train
from workbench.profile.semantic.names import hints_of
from workbench.profile.semantic.patterns import iban_is_valid, luhn_is_valid
from workbench.profile.semantic.sentinels import sentinels


def column(name, values, type="VARCHAR", **told):
    values = [value for value in values if value is not None]
    counts = Counter(map(str, values))
    nulls = told.pop("nulls", 0)
    rows = counts.total() + nulls
    return Evidence(name, type, rows, nulls, len(counts), counts, **told)


def meaning(name, values, type="VARCHAR", **told):
    return infer_meaning(column(name, values, type, **told))


def days(form, size=60, start=date(1994, 3, 5), step=37):
    return [(start + timedelta(days=i * step)).strftime(form) for i in range(size)]


def moments(form, size=60):
    start = datetime(2001, 2, 3, 4, 5, 6)
    return [(start + timedelta(hours=i * 777, seconds=i * 13)).strftime(form) for i in range(size)]


def card(i):
    body = f"4{i * 7919 % 10**14:014d}"
    return next(body + d for d in "0123456789" if luhn_is_valid(body + d))


def iban(i):
    body = f"{i * 104729 % 10**18:018d}"
    return next(f"DE{c:02d}{body}" for c in range(2, 99) if iban_is_valid(f"DE{c:02d}{body}"))


R = range(60)
SENTENCES = [
    f"The delivery number {i} came late and the box was {'wet' if i % 2 else 'torn'} on one side"
    for i in R
]
PEOPLE = ["Anna Schmidt", "John Miller", "Maria Rossi", "Peter O'Neill", "Olga Ivanova",
          "Thomas Meyer-Lang", "Lisa Jones", "Robert Brown", "Claire Dubois",
          "Jan de Vries"]  # fmt: skip
GENRES = ["drama, crime", "comedy, drama, music", "crime, music", "drama, crime, war",
          "war, comedy"]  # fmt: skip
TOWNS = ["Aachen", "Bergen", "Cadiz", "Delft", "Evora", "Fulda", "Genoa", "Hobro"]

# name, values, stored type, expected type, expected storage
CASES = [
    ("amount", [i * 37 % 1009 for i in R], "VARCHAR", "integer", "integer"),
    ("amount", [i * 37 % 1009 - 400 for i in R], "BIGINT", "integer", "integer"),
    ("x", [f"{i * 0.37:.2f}" for i in R], "VARCHAR", "decimal", "decimal"),
    ("x", [i / 7 for i in R], "DOUBLE", "decimal", "decimal"),
    ("x", [float(i * i * 31 % 977) for i in R], "DOUBLE", "integer", "integer"),
    ("x", [f"{i * 1.37:.2f}" for i in R], "DECIMAL(10,2)", "decimal", "decimal"),
    ("big", [str(10**30 + i * i * 7) for i in R], "HUGEINT", "integer", "integer"),
    ("x", ["1e5", "2.5E-3", "7e+2", "-3e1"] * 5, "VARCHAR", "decimal", "decimal"),
    ("x", [f"{i * 12345:,}" for i in R], "VARCHAR", "integer", "integer"),
    ("x", [f"{i * 12345.67:,.2f}" for i in R], "VARCHAR", "decimal", "decimal"),
    ("x", [f"{i * 3.7:.2f}".replace(".", ",") for i in R], "VARCHAR", "decimal", "decimal"),
    ("x", [f"{i * 99999},{i}" for i in range(10, 60)], "VARCHAR", "decimal", "decimal"),
    ("x", [f"{i}.234,5" for i in R], "VARCHAR", "decimal", "decimal"),
    ("active", ["yes", "no", "no"] * 9, "VARCHAR", "boolean", "boolean"),
    ("active", ["TRUE", "FALSE"] * 9, "VARCHAR", "boolean", "boolean"),
    ("active", ["Y", "N", "?"] * 9, "VARCHAR", "boolean", "boolean"),
    ("active", [0, 1, 1] * 9, "BIGINT", "boolean", "boolean"),
    ("active", ["true", "false"] * 9, "BOOLEAN", "boolean", "boolean"),
    ("d", days("%Y-%m-%d"), "VARCHAR", "date", "date"),
    ("d", days("%d.%m.%Y"), "VARCHAR", "date", "date"),
    ("d", days("%d/%m/%Y"), "VARCHAR", "date", "date"),
    ("d", days("%m/%d/%Y"), "VARCHAR", "date", "date"),
    ("d", days("%m/%d/%y"), "VARCHAR", "date", "date"),
    ("d", days("%d %b %Y"), "VARCHAR", "date", "date"),
    ("d", days("%B %d, %Y"), "VARCHAR", "date", "date"),
    ("d", days("%d-%b-%y"), "VARCHAR", "date", "date"),
    ("d", days("%Y%m%d"), "VARCHAR", "date", "date"),
    ("d", days("%Y%m%d"), "BIGINT", "date", "date"),
    ("month", days("%Y-%m"), "VARCHAR", "date", "date"),
    ("month", days("%b %Y"), "VARCHAR", "date", "date"),
    ("month", days("%Y%m"), "BIGINT", "date", "date"),
    ("d", days("%Y-%m-%d"), "DATE", "date", "date"),
    ("d", ["0001-01-05", "9999-12-30", "2020-02-29"], "DATE", "date", "date"),
    ("t", moments("%Y-%m-%dT%H:%M:%SZ"), "VARCHAR", "datetime", "datetime"),
    ("t", moments("%Y-%m-%d %H:%M:%S+02:00"), "VARCHAR", "datetime", "datetime"),
    ("t", moments("%d/%m/%Y %H:%M"), "VARCHAR", "datetime", "datetime"),
    ("t", moments("%m/%d/%Y %I:%M:%S %p"), "VARCHAR", "datetime", "datetime"),
    ("t", moments("%Y-%m-%d %H:%M:%S"), "TIMESTAMP", "datetime", "datetime"),
    ("t", moments("%Y-%m-%d %H:%M:%S+00"), "TIMESTAMP WITH TIME ZONE", "datetime", "datetime"),
    ("created_at", [1.5e9 + i * 86461 for i in R], "DOUBLE", "datetime", "datetime"),
    ("timestamp", [1500000000000 + i * 86461 for i in R], "BIGINT", "datetime", "datetime"),
    ("t", moments("%H:%M:%S"), "VARCHAR", "time", "time"),
    ("t", moments("%I:%M %p"), "VARCHAR", "time", "time"),
    ("time", [int(t) for t in moments("%H%M")], "BIGINT", "time", "time"),
    ("year", [1950 + i for i in R], "BIGINT", "year", "integer"),
    ("period", ["2012-2013", "2013-2014", "2014-2015"] * 9, "VARCHAR", "period", "text"),
    ("quarter", ["2019-Q1", "2019-Q2", "2020-Q4"] * 9, "VARCHAR", "period", "text"),
    ("colour", ["red", "green", "blue"] * 20, "VARCHAR", "category", "text"),
    ("town", TOWNS * 9, "VARCHAR", "category", "text"),
    ("class", [1, 2, 5] * 40, "BIGINT", "category", "integer"),
    ("dept", ["01", "07", "12"] * 40, "VARCHAR", "category", "text"),
    ("size", ["S", "M", "XL", "L"] * 9, "VARCHAR", "ordinal", "text"),
    ("risk", ["low", "medium", "high"] * 9, "VARCHAR", "ordinal", "text"),
    ("q1", ["Agree", "Strongly agree", "Neutral", "Disagree"] * 9, "VARCHAR", "ordinal", "text"),
    ("age", ["18-24", "25-34", "35-44", "65+"] * 9, "VARCHAR", "ordinal", "text"),
    ("place", ["1st", "2nd", "3rd"] * 9, "VARCHAR", "ordinal", "text"),
    ("grade", ["A", "B+", "C-", "A-", "F"] * 9, "VARCHAR", "ordinal", "text"),
    ("month", ["January", "March", "July"] * 9, "VARCHAR", "ordinal", "text"),
    ("weekday", ["Mon", "Tue", "Sun"] * 9, "VARCHAR", "ordinal", "text"),
    ("severity", ["1 - slight", "2 - serious", "3 - fatal"] * 9, "VARCHAR", "ordinal", "text"),
    ("rating", [1, 2, 3, 4, 5] * 9, "BIGINT", "ordinal", "integer"),
    ("customer_id", [1000 + 17 * i for i in R], "BIGINT", "id", "integer"),
    ("row", list(R), "BIGINT", "id", "integer"),
    ("sku", [f"AB-{i * 31:05d}" for i in R], "VARCHAR", "id", "text"),
    ("account", [f"{i * 31:08d}" for i in R], "VARCHAR", "id", "text"),
    ("key", [f"{i:032x}" for i in range(10**37, 10**37 + 60)], "VARCHAR", "hash", "text"),
    ("key", [f"{i:08x}-12ab-4cde-8f00-{i:012x}" for i in R], "VARCHAR", "UUID", "text"),
    ("u", [f"{i:08x}-12ab-4cde-8f00-{i:012x}" for i in R], "UUID", "UUID", "text"),
    ("comment", SENTENCES, "VARCHAR", "text", "text"),
    ("tags", [f"a{i % 5};b{i % 3};c" for i in R], "VARCHAR", "list", "list"),
    ("tags", [f"[{i}, {i + 1}, {i + 2}]" for i in R], "VARCHAR", "list", "list"),
    ("genres", GENRES * 9, "VARCHAR", "list", "list"),
    ("v", ["[1, 2]", "[3]"] * 5, "BIGINT[]", "list", "list"),
    ("v", ["{'a': 1}", "{'a': 2}"] * 5, "STRUCT(a BIGINT)", "JSON", "object"),
    ("v", ['{"a": 1}', '{"b": [2]}'] * 5, "VARCHAR", "JSON", "object"),
    ("contact", [f"p{i}@mail.example.org" for i in R], "VARCHAR", "e-mail", "text"),
    ("link", [f"https://example.org/{i}?q=1" for i in R], "VARCHAR", "URL", "text"),
    ("host", [f"10.0.{i}.{i * 3}" for i in R], "VARCHAR", "IP address", "text"),
    ("host", [f"2001:db8::{i:x}" for i in R], "VARCHAR", "IP address", "text"),
    ("phone", [f"+49 30 {100000 + i}" for i in R], "VARCHAR", "phone", "text"),
    ("c", [f"(212) 555-{1000 + i}" for i in R], "VARCHAR", "phone", "text"),
    ("mobile", [15550000000 + 7919 * i for i in R], "BIGINT", "phone", "integer"),
    ("zip", [10001 + 13 * i for i in R], "BIGINT", "postcode", "integer"),
    ("zip", [f"{1001 + 13 * i:05d}" for i in R], "VARCHAR", "postcode", "text"),
    ("p", [f"SW{i % 9 + 1}A {i % 10}AA" for i in R], "VARCHAR", "postcode", "text"),
    ("price", [f"${i * 37:,}.50" for i in R], "VARCHAR", "currency", "decimal"),
    ("price", [f"{i * 37} EUR" for i in R], "VARCHAR", "currency", "integer"),
    ("share", [f"{i}%" for i in R], "VARCHAR", "percentage", "decimal"),
    ("weight", [f"{i * 1.5} kg" for i in R], "VARCHAR", "quantity", "decimal"),
    ("lat", [47.1 + i / 77 for i in R], "DOUBLE", "coordinates", "decimal"),
    ("place", [f"{47 + i / 77:.4f}, {8 + i / 99:.4f}" for i in R], "VARCHAR", "coordinates",
     "text"),
    ("file", [f"images/{i:04d}.jpg" for i in R], "VARCHAR", "image path", "text"),
    ("file", [f"C:\\calls\\{i:04d}.wav" for i in R], "VARCHAR", "audio path", "text"),
    ("customer name", PEOPLE, "VARCHAR", "person name", "text"),
    ("sex", ["m", "f", "f"] * 9, "VARCHAR", "gender", "text"),
    ("Sex", [1, 2, 2] * 9, "BIGINT", "gender", "integer"),
    ("card", [card(i) for i in R], "VARCHAR", "card number", "text"),
    ("iban", [iban(i) for i in R], "VARCHAR", "IBAN", "text"),
    ("where", [f"{i + 1} Main Street" for i in R], "VARCHAR", "address", "text"),
    ("title", [f"{a} {b}" for a in TOWNS for b in TOWNS], "VARCHAR", "name", "text"),
    ("x", [f"({i})" if i % 3 else i for i in R], "VARCHAR", "integer", "integer"),
    ("x", [f"{i * 7}-" if i % 3 else i for i in R], "VARCHAR", "integer", "integer"),
    ("result", [f"{i * 3 % 5}-{i * 5 % 4}" for i in R], "VARCHAR", "category", "text"),
    ("version", [f"{i % 7}.{i % 9}.{i}" for i in R], "VARCHAR", "name", "text"),
    ("mac", [f"aa:bb:0c:dd:ee:{i:02x}" for i in R], "VARCHAR", "id", "text"),
    ("code", ["A", "B", "C"] * 30, "VARCHAR", "category", "text"),
    ("t", moments("%Y%m%d%H%M%S"), "VARCHAR", "datetime", "datetime"),
    ("t", moments("%Y%m%d%H%M%S"), "BIGINT", "datetime", "datetime"),
    ("month", [i % 12 + 1 for i in range(90)], "BIGINT", "ordinal", "integer"),
    ("held by", [name.upper() for name in PEOPLE], "VARCHAR", "person name", "text"),
    ("surname", [name.split()[-1] for name in PEOPLE], "VARCHAR", "person name", "text"),
    ("v", ['"red"', '"blue"', '"12"'] * 9, "JSON", "category", "text"),
    ("v", ['{"a": 1}', '[1]'] * 9, "JSON", "JSON", "object"),
    ("likes", ["A lot", "Some", "Not at all"] * 9, "VARCHAR", "ordinal", "text"),
    ("country", ["EU"] * 9, "VARCHAR", "constant", "text"),
    ("flag", [3] * 9, "BIGINT", "constant", "integer"),
    ("nothing", [], "VARCHAR", "empty", "text"),
    ("nothing", ["", " ", "N/A"] * 3, "VARCHAR", "empty", "text"),
    ("length", ["01:02:03", "100:00:01", "25:10:10"] * 9, "VARCHAR", "duration", "text"),
    ("length", ["1 day", "2 days"] * 5, "INTERVAL", "duration", "text"),
    ("blob", ["\\x00\\xFF", "\\x01"], "BLOB", "binary", "text"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "values", "stored", "type_", "storage"), CASES)
def test_types(name, values, stored, type_, storage):
    found = meaning(name, values, stored)
    assert (found.type, found.storage) == (type_, storage), found
    assert found.type in SEMANTIC_TYPES
    assert 0 < found.confidence <= 1
    assert not found.unfit
    assert json.loads(json.dumps(found.to_dict(), allow_nan=False))["type"] == type_


def test_every_type_is_met():
    assert {case[3] for case in CASES} == set(SEMANTIC_TYPES)


FORMATS = ["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d %b %Y", "%B %d, %Y", "%d-%b-%y",
           "%Y/%m/%d", "%Y%m%d", "%b %d, %Y", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S",
           "%Y-%m-%d %H:%M:%S.%f", "%d.%m.%Y %H:%M", "%m/%d/%Y %I:%M %p", "%H:%M", "%H:%M:%S",
           "%a %b %d %H:%M:%S %Y", "%Y-%m-%dT%H:%M:%S%z", "%b %Y", "%m/%Y"]  # fmt: skip


@pytest.mark.parametrize("form", FORMATS)
def test_formats_are_found_and_read_the_values(form):
    text = [value.replace("zone", "+01:00") for value in moments(form.replace("%z", "zone"))]
    found = meaning("x", text)
    assert found.format is not None
    for value in text:  # the standard library reads what we say it can
        datetime.strptime(value, found.format.split(" or ")[0])
    assert form in found.format


def test_day_and_month_by_all_values():
    assert meaning("d", ["03/04/2020"] * 50 + ["13/04/2020"]).format == "%d/%m/%Y"
    assert meaning("d", ["03/04/2020"] * 50 + ["04/13/2020"]).format == "%m/%d/%Y"
    unsure = meaning("d", ["03/04/2020", "05/06/2021", "01/02/2019"] * 20)
    assert "swapped" in unsure.why
    assert unsure.confidence < meaning("d", days("%Y-%m-%d")).confidence


def test_a_lone_swapped_day_does_not_fit():
    found = meaning("d", [*days("%d/%m/%Y"), "04/25/2020"])
    assert (found.format, found.unfit) == ("%d/%m/%Y", (("04/25/2020", 1),))


def test_mixed_formats_are_all_named():
    found = meaning("d", days("%Y-%m-%d") + days("%d.%m.%Y"))
    assert set(found.format.split(" or ")) == {"%Y-%m-%d", "%d.%m.%Y"}


def test_days_that_the_calendar_lacks_do_not_fit():
    found = meaning("d", [*days("%Y-%m-%d"), "2021-02-29", "2021-13-01"])
    assert found.type == "date"
    assert dict(found.unfit) == {"2021-02-29": 1, "2021-13-01": 1}


def test_calendar_equals_the_standard_library():
    for year in (1900, 2000, 2019, 2020, 2100):
        for month in range(14):
            for day in range(33):
                try:
                    date(year, month, day)
                    exists = True
                except ValueError:
                    exists = False
                assert valid_day(year, month, day) == exists


@pytest.mark.parametrize("word", ["n/a", "?", "-", "NULL", "none", "unknown", "#N/A", "."])
def test_words_for_missing_among_numbers(word):
    found = meaning("x", [*[i * 37 % 1009 for i in range(97)], word, word, word])
    assert found.type == "integer"
    assert found.disguised == ((word, 3),)
    assert not found.unfit
    assert found.fits == 97 and found.seen == 100


@pytest.mark.parametrize("stored", ["DATE", "VARCHAR", "TIMESTAMP"])
def test_far_days_that_repeat_stand_for_missing(stored):
    tail = " 00:00:00" if stored == "TIMESTAMP" else ""
    far = ["9999-12-31" + tail] * 2 + ["1900-01-01" + tail] * 5
    found = meaning("d", [day + tail for day in days("%Y-%m-%d")] + far, stored)
    assert dict(found.disguised) == {"9999-12-31" + tail: 2, "1900-01-01" + tail: 5}
    every_day = [day + tail for day in days("%Y-%m-%d", start=date(1900, 1, 1), step=1)]
    assert not meaning("d", every_day, stored).disguised


def test_days_that_are_no_days_stand_for_missing():
    found = meaning("d", [*days("%Y-%m-%d"), *["0000-00-00"] * 4, "#########"])
    assert found.type == "date"
    assert found.disguised == (("0000-00-00", 4), ("#########", 1))


def test_an_unknown_word_that_repeats_among_numbers_stands_for_missing():
    found = meaning("x", [*[i * 37 % 1009 for i in range(80)], *["closed"] * 20])
    assert found.type == "integer"
    assert found.disguised == (("closed", 20),)


def test_few_bad_values_are_unfit():
    found = meaning("x", [*[f"{i / 3:.2f}" for i in range(97)], "12;5", "abc1", "1.2.3"])
    assert found.type == "decimal"
    assert dict(found.unfit) == {"12;5": 1, "abc1": 1, "1.2.3": 1}
    mail = meaning("mail", [*[f"p{i}@example.org" for i in range(50)], "p51 at example", "x"])
    assert mail.type == "e-mail"
    assert {value for value, _ in mail.unfit} == {"p51 at example", "x"}


def test_levels_of_words_keep_none_but_not_unknown():
    found = meaning("plan", ["none", "basic", "full", "unknown"] * 10)
    assert found.type == "category"
    assert found.disguised == (("unknown", 10),)
    codes = meaning("country", ["NA", "DE", "FR", "IT"] * 10)
    assert not codes.disguised


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([*range(20, 60), -1, -1], {-1.0}),
        ([*range(20, 60), 999, 999, 998, 998], {999.0, 998.0}),
        ([*range(20, 60), -9, -9, -99, -99], {-9.0, -99.0}),
        ([1, 2, 3, 4, 9, 9], {9.0}),
        ([*range(20, 60), 999], set()),  # once is no habit
        ([-2, -1, -1, 0, 1, 2, 3], set()),
        ([*range(1, 10), 9], set()),
        ([*range(0, 1000), 999], set()),
        ([100.5 + i / 9 for i in range(50)] + [0, 0, 0], set()),
        ([1e6 + i for i in range(50)] + [0, 0, 0], {0.0}),
    ],
)
def test_sentinel_numbers(numbers, expected):
    counts = Counter(map(float, numbers))
    if numbers[0] == 100.5:  # zero lies farther from the others than they from each other
        expected = {0.0}
    assert sentinels(list(counts), list(counts.values())) == expected


def test_sentinels_are_told_with_their_text():
    found = meaning("age", [*range(20, 60), -999, -999], "BIGINT")
    assert found.disguised == (("-999", 2),)
    assert found.type == "integer"


def test_the_name_alone_decides_nothing():
    assert meaning("email", TOWNS * 5).type == "category"
    assert meaning("zip", [f"{i / 3:.2f}" for i in R]).type == "decimal"
    assert meaning("latitude", [200.5 + i for i in R], "DOUBLE").type == "decimal"
    assert meaning("year", [3 * i for i in R], "BIGINT").type == "integer"
    assert meaning("date", [3 * i + 7 for i in R], "BIGINT").type == "integer"
    assert meaning("phone", [1.5 * i for i in R], "DOUBLE").type == "decimal"


def test_check_digits_decide():
    wrong = [text[:-1] + str((int(text[-1]) + 1) % 10) for text in map(card, R)]
    assert meaning("card", wrong).type != "card number"
    assert iban_is_valid("GB82 WEST 1234 5698 7654 32")  # the example of the standard
    assert not iban_is_valid("GB82 WEST 1234 5698 7654 33")
    assert luhn_is_valid("79927398713") and not luhn_is_valid("79927398710")


PERSONAL = {
    "e-mail": ("x", [f"p{i}@mail.example.org" for i in R]),
    "phone": ("phone", [f"+49 30 {100000 + i}" for i in R]),
    "name": ("first name", ["Anna", "John", "Maria", "Peter", "Olga"] * 3),
    "birth date": ("date_of_birth", days("%Y-%m-%d")),
    "address": ("x", [f"{i + 1} Main Street" for i in R]),
    "postcode": ("zip", [f"{1001 + 13 * i:05d}" for i in R]),
    "IP address": ("x", [f"10.0.{i}.{i * 3}" for i in R]),
    "IBAN": ("x", [iban(i) for i in R]),
    "card number": ("x", [card(i) for i in R]),
    "national id": ("x", [f"{100 + i}-{10 + i % 80:02d}-{1000 + i}" for i in R]),
    "coordinates": ("x", [f"{47 + i / 77:.4f}, {8 + i / 99:.4f}" for i in R]),
    "gender": ("x", ["male", "female"] * 9),
}


@pytest.mark.parametrize("kind", PERSONAL)
def test_personal_data(kind):
    assert meaning(*PERSONAL[kind]).personal == kind


def test_other_data_is_not_personal():
    for name, values in [("amount", [i * 37 for i in R]), ("town", TOWNS * 9), ("c", SENTENCES)]:
        assert meaning(name, values).personal is None
    assert meaning("birth rate", [i / 7 for i in R], "DOUBLE").personal is None


def test_units_and_marks():
    assert meaning("x", [f"{i * 1.5} kg" for i in R]).unit == "kg"
    assert meaning("x", [f"€{i * 15}" for i in R]).unit == "€"
    assert meaning("x", [f"{i}%" for i in R]).unit == "%"
    assert meaning("x", [f"{i * 3.7:.2f}".replace(".", ",") for i in R]).format == "decimal comma"
    assert meaning("x", [f"{i * 12345:,}" for i in R]).format == "thousands comma"
    assert meaning("risk", ["high", "low", "medium"] * 9).format == "low < medium < high"


def test_partial_evidence_uses_the_counts_of_the_whole_column():
    five = {"Afghanistan": 1, "Albania": 1, "Algeria": 1, "Angola": 1, "Antigua": 1}
    found = infer_meaning(Evidence("area", "VARCHAR", 21_477, 0, 90, five, partial=True))
    assert found.type == "category"
    assert "sample" in found.why
    one = infer_meaning(Evidence("area", "VARCHAR", 21_477, 0, 90, {"Albania": 5}, partial=True))
    assert one.type == "category"
    number = Evidence("x", "VARCHAR", 900, 0, 700, {"1": 1, "7": 1}, True, -3.0, 812.5)
    assert infer_meaning(number).type == "integer"


def test_nothing_to_see():
    empty = infer_meaning(Evidence("a", "BIGINT", 0, 0, 0, {}))
    assert (empty.type, empty.storage) == ("empty", "integer")
    assert infer_meaning(Evidence("a", "DATE", 7, 7, 0, {})).storage == "date"
    unseen = infer_meaning(Evidence("a", "VARCHAR", 900, 0, 70, {"?": 2}, partial=True))
    assert unseen.confidence < 0.2
    one = meaning("a", ["2020-01-01"])
    assert one.type == "date" and one.confidence < meaning("a", days("%Y-%m-%d")).confidence


HOSTILE = [
    ["\0", "\x01\x02", "a\0b"],
    ["😀", "👩‍👩‍👧", "é" * 500],
    ["x" * 1_000_000, "y " * 500_000],
    ["<script>alert(1)</script>", "'; DROP TABLE data; --"],
    ["1" * 5000, "2" * 5000],
    ["inf", "-inf", "nan", "1"],
    ["{" * 5000 + "}", "[" * 5000 + "]"],
    ["٣٤", "١٢", "²", "Ⅻ"],
    ["1e999", "-1e999", "1e-999"],
    ["99/99/9999", "00/00/0000", "0000-00-00"],
]


@pytest.mark.parametrize("values", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("type_", ["VARCHAR", "DOUBLE", "DECIMAL(38,0)", "DATE", "ODD TYPE"])
@pytest.mark.parametrize("name", ["", "date", "<b>'\"id", "x" * 10_000])
def test_hostile_values(values, type_, name):
    found = meaning(name, values, type_)
    json.dumps(found.to_dict(), allow_nan=False)
    assert all(len(value) <= 200 for value, _ in found.unfit)
    assert len(found.why) < 600


def test_names():
    assert "id" in hints_of("customerID")
    assert "id" in hints_of("customer_id")
    assert "id" not in hints_of("validity")
    assert "latitude" in hints_of("Lat")
    assert "birth" in hints_of("date_of_birth")
    assert not hints_of("")


def test_iris():
    iris = load_iris()
    for name, values in zip(iris.feature_names, iris.data.T, strict=True):
        assert meaning(name, values, "DOUBLE").type == "decimal"
    assert meaning("species", iris.target_names[iris.target]).type == "category"
    assert meaning("target", iris.target, "BIGINT").type == "category"


def labelled():
    """Columns of two kinds that no rule tells apart: they differ in name and size alone."""
    draw = random.Random(1)
    evidence, labels = [], []
    for i in range(60):
        kept = i % 2 == 0
        values = [draw.randint(0, 50) * (10 if kept else 1) for _ in range(80)]
        evidence.append(column(f"{'flow' if kept else 'spare'}_{i}", values, "BIGINT"))
        labels.append("use" if kept else "leave out")
    return evidence, labels


def test_a_forest_learns_own_classes():
    evidence, labels = labelled()
    model = train(evidence[:40], labels[:40], trees=20)
    told = model.predict(evidence[40:])
    assert [label for label, _ in told] == labels[40:]
    assert model.classes == ("leave out", "use")
    assert model.columns == 40
    shares = model.probabilities(evidence[40:])
    assert shares.shape == (20, 2)
    assert shares.sum(axis=1) == pytest.approx(np.ones(20))
    assert [part for _, part in told] == pytest.approx(shares.max(axis=1))
    again = train(evidence[:40], labels[:40], trees=20).probabilities(evidence[40:])
    assert np.array_equal(shares, again)
    assert model.predict([]) == []


def test_a_forest_needs_labels():
    evidence, labels = labelled()
    with pytest.raises(InputError, match="one label a column"):
        train(evidence, labels[:-1])
    with pytest.raises(InputError, match="two classes"):
        train(evidence, ["use"] * len(evidence))


def test_features_have_one_length_and_no_gaps():
    cases = [column(name, values, type_) for name, values, type_, *_ in CASES]
    cases += [column("<b>", values) for values in HOSTILE]
    cases.append(Evidence("x", "DOUBLE", 5, 0, 2, {"inf": 5}, True, float("-inf"), float("inf")))
    cases.append(Evidence("x", "DOUBLE", 5, 0, 2, {"1": 5}, True, float("nan"), -1e308))
    told = np.stack([features(case) for case in cases])
    assert np.isfinite(told).all()
    shuffled = dict(reversed(list(cases[0].values.items())))
    assert np.array_equal(told[0], features(replace(cases[0], values=shuffled)))


def test_where_many_values_do_not_fit_the_column_is_not_of_that_type():
    half = [*[i * 37 % 1009 for i in range(60)], *[f"k{i}-{i * 7}" for i in range(40)]]
    assert meaning("x", half).storage == "text"
    assert meaning("x", [*days("%Y-%m-%d"), *TOWNS, *PEOPLE]).storage == "text"


def test_places_are_no_lists():
    places = [f"{town}, {state}" for town in TOWNS for state in ("TX", "CA", "NY", "OH")]
    assert meaning("place", places).type != "list"


def test_uniqueness_leaves_missing_values_out():
    found = meaning("key", [*[f"AB{i * 31:05d}" for i in R], *["n/a"] * 90])
    assert found.type == "id"
    assert found.disguised == (("n/a", 90),)
    number = meaning("customer_id", [*[1000 + 17 * i for i in R], *["n/a"] * 6])
    assert number.type == "id"
