"""What a column means and what its values look like: from some of its distinct values."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from workbench.lexicon.column_types import is_text
from workbench.lexicon.missing import PLACEHOLDERS
from workbench.profile.arrow_conversion import indices, numbers_of, text_array, texts_of, truths_of
from workbench.profile.column_profile import ColumnFacts
from workbench.profile.exact_statistics import ValueCounts
from workbench.profile.semantic import Evidence, infer_meaning
from workbench.profile.texts.shapes import shapes
from workbench.profile.texts.text import describe_text

__all__ = ["add_details", "values_each"]

VALUES = 400
FEWEST_VALUES = 80
IN_ALL = 400_000
TEXTS = frozenset(["text", "name"])
UNSHAPED = frozenset(["text", "list", "JSON", "constant", "empty"])


def values_each(columns: int) -> int:
    """Return how many values of each column are looked at in a table of so many columns."""
    return max(FEWEST_VALUES, min(VALUES, IN_ALL // max(columns, 1)))


def add_details(
    counted: ValueCounts,
    facts: ColumnFacts,
    *,
    name: str,
    type_: str,
    partial: bool,
    languages: bool,
    limit: int = VALUES,
) -> None:
    """Add ``meaning``, ``shapes`` and ``text`` to the facts of a column.

    Parameters
    ----------
    counted : ValueCounts
        The distinct values: of all rows, or of a sample.
    facts : ColumnFacts
        What is known of the whole column; the fields are set here.
    name, type_ : str
        The column and its DuckDB type.
    partial : bool
        Whether `counted` is of a sample.
    languages : bool
        Tell the languages of free text; this loads a model.
    limit : int
        About so many distinct values are looked at.
    """
    values = _some_values(counted, type_, limit)
    present = int(counted.counts.sum())
    meaning = infer_meaning(
        Evidence(
            name=name,
            type=type_,
            rows=present + counted.nulls,
            nulls=counted.nulls,
            distinct=len(counted.values),
            values=values,
            partial=partial or len(values) < len(counted.values),
            minimum=_number(facts.minimum),
            maximum=_number(facts.maximum),
        )
    )
    facts.meaning = meaning
    if not is_text(type_) or not values:
        return
    if meaning.type not in UNSHAPED:
        facts.shapes = shapes(values, limit=6)
    if meaning.storage == "text":
        facts.text = describe_text(values, languages=languages and meaning.type in TEXTS)


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _some_values(counted: ValueCounts, type_: str, limit: int) -> dict[str, int]:
    """Return at most about `limit` values: frequent ones, a spread of the rest, and suspects."""
    values, counts = counted.values, counted.counts
    if len(values) > limit:
        half = limit // 2
        often = np.argpartition(-counts, half)[:half]
        spread = np.linspace(0, len(values) - 1, half).astype(np.int64)
        chosen = np.unique(np.concatenate([often, spread, _suspects(values, type_)]))
        chosen = chosen[np.argsort(-counts[chosen], kind="stable")]
        values, counts = values.take(indices(chosen)), counts[chosen]
    return dict(zip(texts_of(values), (int(count) for count in counts), strict=True))


def _suspects(values: pa.Array, type_: str) -> NDArray[np.int64]:
    """Return the positions of words for a missing value, and of the smallest and largest number."""
    if is_text(type_):
        folded = pc.utf8_lower(pc.utf8_trim_whitespace(values))
        present: Any = pc.is_in(folded, value_set=text_array(sorted(PLACEHOLDERS)))
        return np.flatnonzero(truths_of(present))[:50]
    if pa.types.is_integer(values.type) or pa.types.is_floating(values.type):
        order = np.argsort(numbers_of(values), kind="stable")
        return np.concatenate([order[:5], order[-5:]])
    return np.empty(0, np.int64)
