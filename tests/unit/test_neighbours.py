"""Text neighbours: exact on small input, bounded and sane on large."""

from __future__ import annotations

from unittest.mock import Mock

import numpy as np
import pytest

from workbench.errors import InputError
from workbench.neighbours import encode, text_neighbours
from workbench.neighbours import text as text_module

TEXTS = [
    "Acme steel kettle 1.7 l",
    "ACME  Steel Kettle 1,7l",
    "oak garden bench",
    "garden bench, oak",
    "",
    None,
    "éclair au café",
    "ECLAIR AU CAFE\u0301",
]


def test_near_duplicates_are_nearest_and_empty_texts_have_no_neighbour():
    found = text_neighbours(TEXTS, k=1)
    pairs = set(zip(found.left_index.tolist(), found.right_index.tolist(), strict=True))
    assert {(0, 1), (2, 3), (6, 7)} <= pairs
    assert not {4, 5} & {place for pair in pairs for place in pair}
    assert (found.left_index < found.right_index).all()
    assert ((found.cosine > 0) & (found.cosine <= 1)).all()


def test_it_equals_a_search_through_all_pairs():
    rng = np.random.default_rng(0)
    words = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta"]
    texts = [" ".join(rng.choice(words, 4)) + f" {rng.integers(50)}" for _ in range(80)]
    dense = encode(texts).toarray()
    cosine = dense @ dense.T
    np.fill_diagonal(cosine, -1)
    found = text_neighbours(texts, k=5)
    pairs = set(zip(found.left_index.tolist(), found.right_index.tolist(), strict=True))
    for row in range(80):
        fifth = np.sort(cosine[row])[-5]
        for other in np.flatnonzero(cosine[row] > fifth + 1e-9):
            assert (min(row, other), max(row, other)) in pairs
    assert found.cosine == pytest.approx(cosine[found.left_index, found.right_index])


def test_two_tables_are_searched_from_both_sides():
    found = text_neighbours(["red apple", "green pear"], ["apple red", "pear", "plum"], k=1)
    assert found.left_index.tolist() == [0, 1]
    assert found.right_index.tolist() == [0, 1]


def test_a_text_of_frequent_terms_alone_still_has_neighbours(monkeypatch):
    monkeypatch.setattr(text_module, "POSTINGS", 1)
    found = text_neighbours(["same words"] * 5, k=1)
    assert set(found.left_index) | set(found.right_index) == set(range(5))
    assert found.cosine == pytest.approx(1)


def test_a_small_budget_still_finds_what_shares_rare_terms(monkeypatch):
    texts = [f"common words everywhere {i // 2:04d}x" for i in range(200)]
    monkeypatch.setattr(text_module, "POSTINGS", 300)
    found = text_neighbours(texts, k=1)
    pairs = set(zip(found.left_index.tolist(), found.right_index.tolist(), strict=True))
    assert sum((i, i + 1) in pairs for i in range(0, 200, 2)) == 100


@pytest.mark.parametrize("texts", [[], [""], ["", None], ["one"]])
def test_too_little_text_gives_no_pairs(texts):
    assert len(text_neighbours(texts).cosine) == 0


def test_k_below_one_is_refused():
    with pytest.raises(InputError, match="k must be at least 1"):
        text_neighbours(["a"], k=0)


def test_texts_that_are_there_often_are_looked_for_once(monkeypatch):
    rng = np.random.default_rng(0)
    names = [
        f"{first} {last}" for first in ("nova", "juno", "milo") for last in ("ng", "orr", "li")
    ]
    texts = [names[i] for i in rng.integers(0, len(names), 60)]
    dense = encode(texts).toarray()
    cosine = (dense @ dense.T).round(12)
    most_telling = text_module._most_telling
    for left, right in ((texts, None), (texts[:25], texts[25:])):
        telling = Mock(wraps=most_telling)
        monkeypatch.setattr(text_module, "_most_telling", telling)
        found = text_neighbours(left, right, k=4)
        assert all(call.args[0].shape[0] == len(names) for call in telling.call_args_list)
        offset = 0 if right is None else len(left)
        pairs = set(zip(found.left_index.tolist(), found.right_index.tolist(), strict=True))
        wanted = set()
        for row in range(60):
            others = range(60)
            if right is not None:
                others = range(25, 60) if row < 25 else range(25)
            # Itself is the nearest of all, where one table is searched for its own rows.
            ranked = sorted(others, key=lambda other, row=row: (-cosine[row, other], other))
            for other in ranked[: 4 + (right is None)]:
                if other != row:
                    wanted.add((min(row, other), max(row, other) - offset))
        assert pairs == wanted
