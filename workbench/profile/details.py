"""What a column means and what its values look like: from some of its different values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.lexicon.column_types import is_text
from workbench.lexicon.missing import PLACEHOLDERS
from workbench.profile.counted import Counted
from workbench.profile.plain import indices, numbers_of, text_array, texts_of, truths_of
from workbench.profile.semantic import Evidence, meaning_of
from workbench.profile.texts.shapes import shapes
from workbench.profile.texts.text import describe_text
from workbench.types import Json

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

__all__ = ["details_of", "values_each"]

VALUES = 400
FEWEST_VALUES = 80
IN_ALL = 400_000
TEXTS = frozenset(["text", "name"])
UNSHAPED = frozenset(["text", "list", "JSON", "constant", "empty"])


def values_each(columns: int) -> int:
    """Return how many values of each column are looked at in a table of so many columns."""
    return max(FEWEST_VALUES, min(VALUES, IN_ALL // max(columns, 1)))


def details_of(
    counted: Counted,
    *,
    name: str,
    type_: str,
    ends: tuple[Any, Any],
    partial: bool,
    languages: bool,
    limit: int = VALUES,
) -> Json:
    """Return the fields ``meaning``, ``shapes`` and ``text`` of `ColumnProfile`.

    Parameters
    ----------
    counted : Counted
        The different values: of all rows, or of a sample.
    name, type_ : str
        The column and its DuckDB type.
    ends : tuple
        Smallest and largest value of the whole column, where they are known.
    partial : bool
        Whether `counted` is of a sample.
    languages : bool
        Tell the languages of free text; this loads a model.
    limit : int
        About so many different values are looked at.
    """
    values = _some_values(counted, type_, limit)
    present = int(counted.counts.sum())
    meaning = meaning_of(
        Evidence(
            name=name,
            type=type_,
            rows=present + counted.nulls,
            nulls=counted.nulls,
            distinct=len(counted.values),
            values=values,
            partial=partial or len(values) < len(counted.values),
            minimum=_number(ends[0]),
            maximum=_number(ends[1]),
        )
    )
    facts: Json = {"meaning": meaning}
    if not is_text(type_) or not values:
        return facts
    if meaning.type not in UNSHAPED:
        facts["shapes"] = shapes(values, limit=6)
    if meaning.storage == "text":
        facts["text"] = describe_text(values, languages=languages and meaning.type in TEXTS)
    return facts


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _some_values(counted: Counted, type_: str, limit: int) -> dict[str, int]:
    """Return at most about `limit` values: frequent ones, a spread of the rest, and suspects."""
    import numpy as np

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
    """Return the places of words for a missing value, and of the smallest and largest number."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    if is_text(type_):
        folded = pc.utf8_lower(pc.utf8_trim_whitespace(values))
        there: Any = pc.is_in(folded, value_set=text_array(sorted(PLACEHOLDERS)))
        return np.flatnonzero(truths_of(there))[:50]
    if pa.types.is_integer(values.type) or pa.types.is_floating(values.type):
        order = np.argsort(numbers_of(values), kind="stable")
        return np.concatenate([order[:5], order[-5:]])
    return np.empty(0, np.int64)
