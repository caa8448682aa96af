from __future__ import annotations

import functools
import json
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import InputError
from workbench.rules.examples import learn
from workbench.rules.examples.programs import rewritten, step_of

TASKS = {
    "last name first": (
        [
            ("Ada Lovelace", "Lovelace, Ada"),
            ("Nova Ng", "Ng, Nova"),
            ("Kofi Mensah", "Mensah, Kofi"),
        ],
        [("Grace Hopper", "Hopper, Grace")],
    ),
    "initials": (
        [("Ada Lovelace", "A.L."), ("Nova Ng", "N.N."), ("Kofi Mensah", "K.M.")],
        [("Grace Hopper", "G.H.")],
    ),
    "user of an address": (
        [("ada@mail.example", "ada"), ("nova.ng@x.example", "nova.ng"), ("k@y.example", "k")],
        [("grace@z.example", "grace")],
    ),
    "date in another form": (
        [("2024-03-05", "05.03.2024"), ("2023-12-31", "31.12.2023"), ("2020-02-29", "29.02.2020")],
        [("1999-01-02", "02.01.1999")],
    ),
    "month of dates in several forms": (
        [("2024-03-05", "March"), ("12/31/2023", "December"), ("29 Feb 2020", "February")],
        [("2 July 1999", "July"), ("2001-05-06", "May")],
    ),
    "a week later": (
        [("2024-03-05", "2024-03-12"), ("2023-12-31", "2024-01-07"), ("2020-02-25", "2020-03-03")],
        [("2021-02-25", "2021-03-04")],
    ),
    "inches": (
        [("10 cm", "3.94 in"), ("55 cm", "21.65 in"), ("7 cm", "2.76 in")],
        [("100 cm", "39.37 in")],
    ),
    "digits of a number": (
        [("(020) 123-456", "020123456"), ("(030) 999-111", "030999111"), ("(040) 5-6", "04056")],
        [("(050) 77-88", "0507788")],
    ),
    "leading zeros": ([("7", "007"), ("12", "012"), ("345", "345")], [("1", "001")]),
    "in parentheses, upper": (
        [("Oslo (no)", "NO"), ("Bern (ch)", "CH"), ("Rome (it)", "IT")],
        [("Lima (pe)", "PE")],
    ),
    "hexadecimal": ([("255", "FF"), ("16", "10"), ("171", "AB")], [("10", "A")]),
    "Roman": ([("4", "IV"), ("9", "IX"), ("14", "XIV")], [("2024", "MMXXIV")]),
    "camel": (
        [("net_total", "netTotal"), ("a_b_c", "aBC"), ("first_name_x", "firstNameX")],
        [("vat_rate", "vatRate")],
    ),
}


@functools.cache
def learnt(name):
    return learn(TASKS[name][0])


@pytest.mark.parametrize("name", TASKS)
def test_three_examples_are_enough(name):
    examples, others = TASKS[name]
    program = learn(examples, [before for before, _ in others])
    assert program is not None
    program = json.loads(json.dumps(program))  # as it is kept in a recipe
    for before, after in [*examples, *others]:
        assert rewritten(program, before) == after


def test_other_values_choose_between_programs():
    """The first run of digits and the last are the same in the examples."""
    examples = [("a 1", "1"), ("b 22", "22")]
    program = learn(examples, ["c 3", "7 d"])
    assert program is not None
    assert rewritten(program, "7 d") is not None


def test_nothing_is_made_up():
    assert learn([("a", "zebra"), ("b", "quartz"), ("c", "violin")]) is None
    assert learn([("same", "same")]) is None
    assert learn([("", "x")]) is None
    with pytest.raises(InputError, match="at least one"):
        learn([])
    with pytest.raises(InputError, match="two different"):
        learn([("a", "b"), ("a", "c")])


def test_a_text_that_does_not_fit_is_left():
    program = learn(TASKS["date in another form"][0])
    assert rewritten(program, "no date") is None
    assert rewritten(program, "2024-02-30") is None


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30), st.sampled_from(sorted(TASKS)))
def test_no_text_breaks_a_program(text, name):
    made = rewritten(learnt(name), text)
    assert made is None or isinstance(made, str)


@settings(max_examples=8, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.text(string.printable, min_size=1, max_size=8),
            st.text(string.printable, max_size=6),
        ),
        min_size=1,
        max_size=3,
        unique_by=lambda pair: pair[0],
    )
)
def test_what_is_learnt_gives_the_examples_back(examples):
    program = learn(examples)
    if program is not None:
        assert [rewritten(program, before) for before, _ in examples] == [a for _, a in examples]


def test_steps_refuse_what_they_cannot_do():
    assert step_of(["roman"], "0") is None
    assert step_of(["from roman"], "IIII") is None
    assert step_of(["base", 2, 10, False], "102") is None
    assert step_of(["linear", 2.0, 0.0, ["decimals", 2, False, False]], "x") is None
    assert step_of(["linear", 0.5, 0.0, ["decimals", 0, False, False]], "5") == "3"  # half up
    assert step_of(["date", "%Y-%m-%d", 10**12, "%Y"], "9999-01-01") is None
