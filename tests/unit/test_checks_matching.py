"""Texts matched to a reference list."""

from __future__ import annotations

import pytest

from workbench.checks.matching import match_spellings, words_in
from workbench.errors import InputError

FIRST = [
    "Amber",
    "Birch",
    "Cedar",
    "Dahlia",
    "Elder",
    "Fern",
    "Gentian",
    "Hazel",
    "Iris",
    "Juniper",
]
KIND = ["Street Hospital", "Valley Clinic", "Hill Surgery", "Lake Sanatorium"]
LISTED = [f"{first} {kind}" for first in FIRST for kind in KIND]


def pairs(values, reference=LISTED, **told):
    return {m.value: m.reference for m in match_spellings(values, reference, **told)}


def test_slips_and_other_spellings_are_matched():
    values = {
        "amber street hospital": "Amber Street Hospital",
        "Hospital, Birch Street": "Birch Street Hospital",
        "Gentian Lake Sanatoriun": "Gentian Lake Sanatorium",
        "Juniper-Valley Clinic": "Juniper Valley Clinic",
    }
    assert pairs(list(values)) == values


def test_words_and_digits_that_tell_things_apart_block():
    reference = [f"Air {n}" for n in range(2, 9)] + ["Air Pro", "Tablet Mini", "Tablet Maxi"]
    assert pairs(["Air 9", "Air 12"], reference) == {}
    assert "Cedar Street Surgery" not in pairs(["Cedar Street Surgery", "Iris Hill Surgery"])


def test_what_is_not_in_the_list_is_not_matched():
    assert pairs(["Queen Mary", "", "\x00", "12345", "\U0001f600"]) == {}


def test_a_lower_precision_finds_no_less_and_figures_are_shares():
    values = [name.replace("e", "", 1) for name in LISTED] + ["Fern Clinic", "Elder Surgery Hill"]
    strict, loose = (match_spellings(values, LISTED, min_precision=p) for p in (0.95, 0.6))
    assert {m.value for m in strict} <= {m.value for m in loose}
    assert all(0 < match.precision <= 1 for match in loose)
    assert sum(match.precision for match in strict) >= 0.95 * len(strict) - 1e-6
    assert len(strict) > 30


def test_odd_input():
    assert match_spellings([], LISTED) == [] == match_spellings(["x"], [])
    assert pairs(["same"], ["same", "same"]) == {"same": "same"}
    with pytest.raises(InputError, match="expected 0 to 1"):
        match_spellings(["a"], ["b"], min_precision=0)


def test_words_are_bare():
    assert words_in("St. Mary's Caf\u00e9-Bar, U.S.") == ("st", "marys", "cafe", "bar", "us")
