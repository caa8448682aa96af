"""Any text: what is read as a date can be a rule, and the rule reads it."""

from __future__ import annotations

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from workbench.lexicon.dates import formats_of, languages_of, month_name_in
from workbench.rules.recipe import Recipe

PIECES = (
    *(
        "2020",
        "0000",
        "20",
        "1",
        "01",
        "12",
        "31",
        "29",
        "02",
        "13",
        "99",
        "1969",
        "1900",
        "0",
        "24",
        "59",
    ),
    *(" ", ".", "-", "/", ":", ",", "T", "Z", " UTC", "+02:00", "-0330", "am", " PM", "a.m."),
    *(
        "Jan",
        "janvier",
        "März",
        "Mon,",
        "mar.",
        "de",
        "st",
        "th",
        "er",
        "º",
        "W05",
        "W53",
        "Q3",
        "年",
    ),
    *("h", "Uhr", "um", "İ", "ß", "%d", "\\", "(", ")", "[", "'", "123456789", "½", "٣"),
)


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map("".join))
def test_what_is_read_as_a_date_is_read_by_the_rule(text):
    text = text.strip()
    for form in formats_of(text):
        month = month_name_in(text)
        words = languages_of([month]).words if month else {}
        rule = {"kind": "parse_date", "column": "x", "formats": [form]}
        made = Recipe([rule | ({"words": words} if words else {})]).run(pa.table({"x": [text]}))
        assert made["x"].to_pylist() != [None], form


@given(st.text(max_size=70))
def test_no_text_is_too_odd(text):
    assert isinstance(formats_of(text), tuple)
