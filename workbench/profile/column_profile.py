"""What a profile knows of one column."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from workbench.lexicon.column_types import family_of, is_moment, is_number
from workbench.profile.semantic import Meaning
from workbench.profile.texts.shapes import Shape
from workbench.profile.texts.text import TextSummary
from workbench.types import Json

__all__ = ["ColumnFacts", "ColumnProfile", "kind_of"]


@dataclass(frozen=True)
class ColumnProfile:
    """The summary of one column.

    Attributes
    ----------
    name : str
        The column.
    type : str
        DuckDB type.
    kind : str
        ``number``, ``date``, ``boolean``, ``category``, ``identifier``, ``text``, ``constant``
        or ``empty``.
    rows, nulls, distinct : int
        Number of rows, of nulls, and of distinct values (nulls not counted).
    distinct_exact : bool
        False where `distinct` is an estimate (HyperLogLog, a few percent).
    minimum, maximum : object
        Smallest and largest finite value: a number, or text; None where there is none.
    mean, deviation, skewness, kurtosis : float or None
        Of finite numbers; the deviation is the sample's, the kurtosis is the excess.
    quantiles : tuple of float
        The 5, 25, 50, 75 and 95 % quantiles of finite numbers, interpolated.
    zeros, negative : int
        How many numbers are zero, and below it.
    infinite : int
        How many values are infinite or NaN; they are left out of the moments.
    edges, counts : tuple
        The histogram of finite numbers: ``len(edges) == len(counts) + 1``; for dates the edges
        are seconds since 1970.
    top : tuple of (str, int)
        The most frequent values with their counts.  Of more than 20 distinct values those that
        occur once are left out; of more than 100,000 those that a sample does not hold twice.
    examples : tuple of str
        A few values from all over the table.
    lengths : tuple of int or None
        Shortest and longest text in characters.
    meaning : Meaning or None
        What the column means: semantic type, format, unit, personal data, disguised nulls.
    shapes : tuple of Shape
        Character shapes of texts that are no prose, most frequent first.
    text : TextSummary or None
        Words, languages and odd characters of texts.

    `meaning`, `shapes` and `text` come from at most about 400 distinct values, of tables with
    over 1,000 columns from fewer; the rows that have them are counted in each.
    """

    name: str
    type: str
    kind: str
    rows: int
    nulls: int
    distinct: int
    distinct_exact: bool
    minimum: Any = None
    maximum: Any = None
    mean: float | None = None
    deviation: float | None = None
    skewness: float | None = None
    kurtosis: float | None = None
    quantiles: tuple[float, ...] = ()
    zeros: int = 0
    negative: int = 0
    infinite: int = 0
    edges: tuple[float, ...] = ()
    counts: tuple[int, ...] = ()
    top: tuple[tuple[str, int], ...] = ()
    examples: tuple[str, ...] = ()
    lengths: tuple[int, int] | None = None
    meaning: Meaning | None = None
    shapes: tuple[Shape, ...] = ()
    text: TextSummary | None = None

    @property
    def present(self) -> int:
        """How many rows have a value."""
        return self.rows - self.nulls

    @property
    def median(self) -> float | None:
        """The middle of the finite numbers."""
        return self.quantiles[2] if self.quantiles else None

    def to_dict(self) -> Json:
        """Return the summary as JSON."""
        return asdict(self)


@dataclass
class ColumnFacts:
    """What is known of a column so far: the fields of `ColumnProfile` that are computed."""

    nulls: int
    distinct: int
    distinct_exact: bool
    minimum: Any = None
    maximum: Any = None
    mean: float | None = None
    deviation: float | None = None
    skewness: float | None = None
    kurtosis: float | None = None
    quantiles: tuple[float, ...] = ()
    zeros: int = 0
    negative: int = 0
    infinite: int = 0
    edges: tuple[float, ...] = ()
    counts: tuple[int, ...] = ()
    top: tuple[tuple[str, int], ...] = ()
    examples: tuple[str, ...] = ()
    lengths: tuple[int, int] | None = None
    meaning: Meaning | None = None
    shapes: tuple[Shape, ...] = ()
    text: TextSummary | None = None

    def profile(self, name: str, type_: str, rows: int) -> ColumnProfile:
        """Return the summary of the column, which no longer changes."""
        return ColumnProfile(name, type_, kind_of(type_, self, rows), rows, **vars(self))


def kind_of(type_: str, facts: ColumnFacts, rows: int) -> str:
    """Return `ColumnProfile.kind` from the DuckDB type and the facts of a column."""
    present = rows - facts.nulls
    if present == 0:
        return "empty"
    if facts.distinct == 1:
        return "constant"
    if type_ == "BOOLEAN":
        return "boolean"
    if is_moment(type_) or type_ == "TIME":
        return "date"
    unique = facts.distinct == present and present > 20
    if is_number(type_):
        return "identifier" if unique and family_of(type_) == "integer" else "number"
    if unique and facts.lengths and facts.lengths[1] <= 40:
        return "identifier"
    return "category" if facts.distinct <= max(20, 0.05 * present) else "text"
