"""Candidate pairs: whether two records mean the same thing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from workbench.queues.items.rows import plain, shown_row
from workbench.types import Key, ReviewItem, digest

__all__ = ["pair_id", "pair_items"]


def pair_items(pairs: Iterable[Mapping[str, Any]]) -> list[ReviewItem]:
    """Make one item of each candidate pair, as `entities.Matcher.next_pairs` gives them."""
    items = []
    for pair in pairs:
        left, right = plain(pair["key_l"]), plain(pair["key_r"])
        shown = {side: shown_row(pair[side]) for side in ("left", "right")}
        items.append(
            ReviewItem(
                id=pair_id(left, right),
                kind="pair",
                target={"key_l": left, "key_r": right},
                payload={
                    "key_l": left,
                    "key_r": right,
                    "probability": float(pair["probability"]),
                    "columns": list(shown["left"]),
                    "why": str(pair.get("why", "")),
                    **shown,
                },
            )
        )
    return items


def pair_id(left: Key, right: Key) -> str:
    """Return the identifier of a pair's item: the same in every queue and decision."""
    return digest(["pair", left, right])
