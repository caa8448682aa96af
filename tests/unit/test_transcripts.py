"""Texts of several people: words are aligned and voted on."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import workbench as wb
from workbench.annotations import TextConsensus
from workbench.annotations.transcripts import consensus_of_texts, plain_words, word_errors
from workbench.errors import InputError

WORDS = ["the", "cat", "sat", "on", "a", "mat", "by", "old", "door", "and", "slept", "all", "day"]


def typed(*said):
    return pd.DataFrame(
        {"item": 1, "annotator": [f"a{i}" for i in range(len(said))], "label": said}
    )


def transcribed(rates, *, items=150, seed=0):
    """People who leave out, exchange or add a word at a rate of their own."""
    rng = np.random.default_rng(seed)
    truth = [list(rng.choice(WORDS, rng.integers(4, 12))) for _ in range(items)]
    rows = []
    for person, rate in enumerate(rates):
        for item, words in enumerate(truth):
            said = []
            for word in words:
                chance = rng.random()
                if chance < rate / 3:
                    continue
                said.append(rng.choice(WORDS) if chance < 2 * rate / 3 else word)
                if chance > 1 - rate / 3:
                    said.append(rng.choice(WORDS))
            rows.append((item, f"a{person}", " ".join(said) or "um"))
    frame = pd.DataFrame(rows, columns=["item", "annotator", "label"])
    return frame, [" ".join(words) for words in truth]


def rate_of(found, truth):
    errors = [
        word_errors(said, true) for said, true in zip(found.frame["text"], truth, strict=True)
    ]
    return sum(wrong for wrong, _ in errors) / sum(n for _, n in errors)


@pytest.mark.parametrize(
    ("said", "text"),
    [
        (["two cats sat", "two cats sat", "to cat sat"], "two cats sat"),
        (["two cat sat", "two cats sit", "to cats sat"], "two cats sat"),
        (["cats sat here", "two cats sat", "two cats sat here"], "two cats sat here"),
        (["a b c d", "b c d e", "a b c d e", "x a b c d e"], "a b c d e"),
        (["Two cats, sat.", "two cats sat", "TWO CATS SAT!"], "two cats sat"),
        (["don\u2019t go", "don't go", "dont go"], "don't go"),
        (["one"], "one"),
        (["one two", "three four five"], "one two"),
        (["?", "?", "?"], ""),
    ],
)
def test_words_are_voted_on_in_their_places(said, text):
    found = wb.consensus(typed(*said), kind="text", method="vote")
    assert isinstance(found, TextConsensus)
    assert [plain_words(one) for one in found.frame["text"]] == [plain_words(text)]
    assert found.frame["n"].tolist() == [len(said)]
    assert found.frame["support"].between(0, 1).all()


def test_the_spelling_is_the_one_that_most_gave():
    found = consensus_of_texts(typed("In Bern, yes", "in Bern yes", "in bern yes"), method="vote")
    assert found.frame["text"].tolist() == ["in Bern yes"]


def test_the_careful_count_for_more_and_the_vote_beats_the_answers():
    frame, truth = transcribed([0.05, 0.1, 0.5, 0.5, 0.5])
    found = wb.consensus(frame, kind="text")
    assert found.method == "weighted"
    assert "left out" in found.why
    by_method = {
        name: rate_of(wb.consensus(frame, kind="text", method=name), truth)
        for name in ("nearest", "vote", "weighted")
    }
    assert by_method["weighted"] < by_method["vote"] < by_method["nearest"]
    assert rate_of(found, truth) < 0.06
    errors = found.annotators.set_index("annotator")["errors"]
    assert errors["a0"] < errors["a1"] < errors[["a2", "a3", "a4"]].min()
    assert "Texts with the least support" in found._repr_html_()


@pytest.mark.parametrize(
    ("said", "true", "expected"),
    [
        ("two cats", "Two cats.", (0, 2)),
        ("two", "two cats", (1, 2)),
        ("two big cats", "two cats", (1, 2)),
        ("", "two cats", (2, 2)),
        ("a", "", (1, 0)),
    ],
)
def test_word_errors_are_counted(said, true, expected):
    assert word_errors(said, true) == expected


def test_what_is_no_text_is_refused():
    with pytest.raises(InputError, match="3 is no text"):
        wb.consensus(pd.DataFrame({"item": 1, "annotator": ["a", "b"], "label": ["x", 3]}),
                     kind="text")  # fmt: skip
    with pytest.raises(InputError, match="unknown for texts"):
        wb.consensus(typed("a", "b"), kind="text", method="majority")
    blank = wb.consensus(typed("a b", " ", None), kind="text")
    assert blank.unlabelled == 2
