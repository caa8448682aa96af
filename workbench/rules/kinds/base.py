"""What all kinds of rule share: the protocol of a rule, with defaults."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Any, ClassVar, NamedTuple, Self

import narwhals as nw
from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo

from workbench.rules.operations import is_missing
from workbench.types import Json, Key

__all__ = [
    "CORE",
    "ENGINES",
    "ColumnName",
    "Columns",
    "OfColumn",
    "OfColumns",
    "RowKey",
    "Rule",
    "StaleCell",
    "Subject",
    "Value",
    "as_python",
    "cells_of",
    "collected",
    "first_of_each",
    "listed",
    "no_pattern",
    "subjects_of_cell",
    "unique",
]

ENGINES = ("pandas", "polars", "pyarrow", "duckdb", "spark")
CORE = frozenset({"why", "author", "decisions"})
"""The fields that say why a rule is there, and not what it does."""
REASONS = 3
"""Reasons that are written out where rules are merged; more would not be read."""

Whole = Annotated[int, Field(strict=True, ge=-(2**63), lt=2**63)]
RowKey = Whole | Annotated[str, Field(strict=True)]
Value = (
    Annotated[bool, Field(strict=True)]
    | Whole
    | Annotated[float, Field(strict=True, allow_inf_nan=False)]
    | Annotated[str, Field(strict=True)]
    | None
)
ColumnName = Annotated[str, Field(json_schema_extra={"format": "column"})]
"""A column that must be there; a form offers the columns of the table for it."""


def unique(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return column names of which none is repeated; raise ValueError elsewhere."""
    if len(set(names)) < len(names):
        raise ValueError("a column is named twice")
    return names


def no_pattern(name: str) -> str:
    """Return the name of a new column; raise ValueError where Polars would read it as a pattern."""
    if name == "*" or name[:1] + name[-1:] == "^$":
        raise ValueError(
            f"{name!r} would be read as a pattern of column names; choose another name"
        )
    return name


Columns = Annotated[tuple[ColumnName, ...], Field(min_length=1), AfterValidator(unique)]


class Subject(NamedTuple):
    """What a rule is about; None stands for any row, column or value.  All three are text."""

    key: str | None = None
    column: str | None = None
    value: str | None = None


class StaleCell(NamedTuple):
    """A row that a rule names and that it leaves alone, and why; no column: the whole row."""

    key: Key
    column: str | None
    reason: str


class Rule(BaseModel):
    """What all kinds share: a kind overrides what is special about it.

    Attributes
    ----------
    why : str
        One sentence: the problem that this rule fixes.
    author : str
        Who accepted it.
    decisions : tuple of str
        The decisions that it was made from.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    stage: ClassVar[int] = 0
    """Default position in a recipe: text is cleaned before cells are set, cells before parsing."""
    engines: ClassVar[tuple[str, ...]] = ENGINES
    """The engines that it runs on."""
    operation: ClassVar[Callable[..., Any]]
    """The function that does it, copied into exported modules together with what it calls."""
    title_format: ClassVar[str] = ""
    """The title, with the names of fields in braces; a list is shown with its first entries."""
    parts_field: ClassVar[str] = ""
    """The field whose entries rules of the kind can be merged and divided by; empty for none."""
    merge_fields: ClassVar[tuple[str, ...] | None] = None
    """The fields that rules of the kind must share to be merged; None where they never are."""
    drops_rows: ClassVar[bool] = False
    """Whether it may remove rows."""
    ranks_rows: ClassVar[bool] = False
    """Whether the rows that it removes depend on which other rows are there."""
    commutes: ClassVar[bool] = False
    """Whether two rules of the kind give the same result in either order."""
    reads_text: ClassVar[bool] = False
    """Whether it converts the text of `column`, and makes null what it cannot read."""
    descriptive: ClassVar[frozenset[str]] = frozenset()
    """Fields that describe the rule, and that the operation is not given."""
    holds_values: ClassVar[bool] = True
    """Whether its arguments may hold values of the table, which are personal data perhaps."""
    refits: ClassVar[bool] = False
    """Whether its values can be fitted again on another table, by the class method ``fit``."""

    kind: str
    why: str = ""
    author: str = ""
    decisions: tuple[str, ...] = ()

    def touches(self) -> tuple[str, ...]:
        """Return the columns that the rule may change; none where it only drops rows."""
        return ()

    def needs(self) -> dict[str, str]:
        """Return the columns that must be there, each with the type that it should have.

        One of ``text``, ``integer``, ``number``, ``truth``, ``date`` and ``any``.
        """
        return dict.fromkeys(self.touches(), "text")

    def each(self) -> tuple[str, ...]:
        """Return those of its columns of which some may be missing: it then does the others."""
        return ()

    def also(self) -> tuple[str, ...]:
        """Return those of its columns that may all be missing: it then does the rest."""
        return ()

    def makes(self) -> tuple[str, ...]:
        """Return the columns that the rule adds."""
        return ()

    def takes(self) -> tuple[str, ...]:
        """Return the columns that no longer exist after the rule."""
        return ()

    def renames(self) -> Mapping[str, str]:
        """Return the old names of columns to their new ones."""
        return {}

    def arguments(self) -> dict[str, Any]:
        """Return the keyword arguments of the operation, as plain Python values."""
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in self
            if name not in Rule.model_fields
            and name not in self.descriptive
            and not _is_left_out(type(self).model_fields[name], value)
        }

    def title(self) -> str:
        """Return a short description for people."""
        shown = {n: listed(value) if isinstance(value, tuple) else value for n, value in self}
        return self.title_format.format_map(shown)

    def apply(self, frame: Any) -> Any:
        """Run the rule on a narwhals frame and return the new frame."""
        return type(self).operation(frame, **self.arguments())

    def to_dict(self) -> Json:
        """Return the rule as JSON."""
        return self.model_dump(mode="json")

    def core(self) -> Json:
        """Return what the rule does, as JSON: without who accepted it, and why."""
        return self.model_dump(mode="json", exclude=set(CORE))

    # -- merging and dividing --

    def merge_key(self) -> object:
        """Return what rules that can be merged have in common: texts, truths, tuples of them.

        It names the rule in stored decisions: what it returns must stay the same.
        """
        if self.merge_fields is None:
            return self.kind, json.dumps(self.core(), sort_keys=True)
        shared = [getattr(self, name) for name in self.merge_fields]
        return (self.kind, *shared) if shared else self.kind

    def merge(self, others: Sequence[Self]) -> Self:
        """Return one rule for this and `others` with the same `merge_key`; the first one stands."""
        if not others or not self.parts_field:
            return self
        rules = (self, *others)
        update = {
            "why": _sentences([rule.why for rule in rules]),
            "author": ", ".join(dict.fromkeys(rule.author for rule in rules if rule.author)),
            "decisions": tuple(dict.fromkeys(one for rule in rules for one in rule.decisions)),
        }
        return self.with_parts(self.merged_parts(rules)).model_copy(update=update)

    @staticmethod
    def merged_parts(rules: Sequence[Rule]) -> dict[Hashable, Any]:
        """Return the parts of several rules; of two with one name the first stands."""
        return first_of_each(pair for rule in rules for pair in rule.parts().items())

    def parts(self) -> Mapping[Hashable, Any]:
        """Return what the rule can be divided into, by name; nothing where it is one part."""
        entries = getattr(self, self.parts_field, ())
        return entries if isinstance(entries, Mapping) else dict(zip(entries, entries, strict=True))

    def with_parts(self, parts: Mapping[Hashable, Any]) -> Self:
        """Return the rule with other parts."""
        mapping = isinstance(getattr(self, self.parts_field), Mapping)
        entries = dict(parts) if mapping else tuple(parts.values())
        return self.model_copy(update={self.parts_field: entries})

    def restrict(self, names: Collection[Hashable], decisions: tuple[str, ...]) -> Self:
        """Return the rule with the parts of these names alone, made from `decisions`."""
        kept = {name: part for name, part in self.parts().items() if name in names}
        return self.with_parts(kept).model_copy(update={"decisions": decisions})

    def without(self, cells: Iterable[tuple[Key, str, Any]]) -> Self | None:
        """Return the rule without the parts about rows or values of `cells`; None if none is left.

        Parameters
        ----------
        cells : iterable of (key, column, value)
            Cells that are to stay as they are.
        """
        parts = self.parts()
        subjects = (one for cell in cells for one in subjects_of_cell(*cell))
        named = {one for one in subjects if (one.key, one.value) != (None, None)}
        left = {
            name: part
            for name, part in parts.items()
            if not named.issuperset(self.with_parts({name: part}).subjects())
        }
        if len(left) == len(parts):
            return self
        return self.with_parts(left) if left else None

    def spellings(self) -> Mapping[str, str]:
        """Return the values of a column that are replaced by another one of it."""
        return {}

    def keeping(self, keys: Collection[Key]) -> Rule:
        """Return the rule where one of `keys` is kept in place of the rows that it drops."""
        return self

    # -- rows and cells --

    def row_key(self) -> str | None:
        """Return the column by which the rule names single rows; None where it names none."""
        return None

    def companions(self) -> tuple[Key, ...]:
        """Return the keys of rows that it leaves as they are, and that must be there to run it."""
        return ()

    def subjects(self) -> Iterator[Subject]:
        """Yield what the rule is about, as narrowly as it says: rows, values or columns."""
        columns = self.touches()
        if self.drops_rows and not columns:
            yield Subject()
        yield from (Subject(column=name) for name in columns)

    def concerns(self, key: Key, column: str, value: Any) -> bool:
        """Tell whether the rule is about a cell that holds `value`."""
        wanted = set(subjects_of_cell(key, column, value))
        return any(subject in wanted for subject in self.subjects())

    def stale(self, frame: Any) -> list[StaleCell]:
        """Return the rows that the rule names and that are not as they were when decided."""
        return []

    def unread(self, before: Any, after: Any) -> list[Any]:
        """Return the texts that it made null because it could not read them."""
        return []

    # -- in a recipe --

    def rebase(self, carry: Callable[[str, dict[Key, Any]], dict[Key, Any]]) -> Rule:
        """Return the rule as it fits behind earlier rules.

        Parameters
        ----------
        carry : callable
            Runs the earlier rules on values of a column by row key, and returns what they become.
        """
        return self

    def alone_on(self, column: str, key: str) -> Rule | None:
        """Return the rule as it acts on `column` alone; None where it needs further columns."""
        needs_more = not set(self.needs()) <= {key, column}
        return None if needs_more or self.makes() or self.takes() else self

    def fit_parameters(self) -> Json | None:
        """Return the arguments with which ``fit`` finds the rule again; None where it is fixed."""
        return None


class OfColumns(Rule):
    """A rule that does the same to each of several columns of text."""

    skips_missing: ClassVar[bool] = False
    """Whether the operation leaves out columns that are not there, and does the others."""

    columns: Columns

    def touches(self) -> tuple[str, ...]:
        """Return `columns`."""
        return self.columns

    def each(self) -> tuple[str, ...]:
        """Return `columns`, where what is done to one does not depend on the others."""
        return self.columns if self.skips_missing else ()

    def alone_on(self, column: str, key: str) -> Rule | None:
        """Return the rule for `column` alone."""
        if self.takes():
            return super().alone_on(column, key)
        return self.model_copy(update={"columns": (column,)})


class OfColumn(Rule):
    """A rule about one column."""

    needed_type: ClassVar[str] = "text"
    """What the column must hold: ``text`` or ``any``."""

    column: ColumnName

    def touches(self) -> tuple[str, ...]:
        """Return the column."""
        return (self.column,)

    def needs(self) -> dict[str, str]:
        """Return the column."""
        return {self.column: self.needed_type}


def subjects_of_cell(key: object, column: str, value: Any) -> Iterator[Subject]:
    """Yield every subject that takes in a cell: its row, its column, its value."""
    for name in (None, str(key)):
        yield Subject(name)
        yield Subject(name, column)
    if value is not None:
        yield Subject(None, column, str(value))


def cells_of(frame: Any, column: str) -> list[Any]:
    """Return the cells of a narwhals frame's column as Python values; a NaN is missing."""
    return [as_python(value) for value in collected(frame.select(column))[column].to_list()]


def collected(frame: Any) -> Any:
    """Return a narwhals frame in memory; a lazy one is queried."""
    return frame.collect("pyarrow") if isinstance(frame, nw.LazyFrame) else frame


def first_of_each(pairs: Iterable[tuple[Hashable, Any]]) -> dict[Hashable, Any]:
    """Return a dictionary in which the first of several values of a name stands."""
    first: dict[Hashable, Any] = {}
    for name, value in pairs:
        first.setdefault(name, value)
    return first


def as_python(value: Any) -> Any:
    """Return a scalar of any library as a Python value; None where it is missing or NaN."""
    if is_missing(value):
        return None
    return value.item() if hasattr(value, "item") else value


def listed(names: Sequence[str], most: int = 4) -> str:
    """Return the first `most` of `names`, and how many more there are."""
    shown = ", ".join(names[:most])
    return shown if len(names) <= most else f"{shown} and {len(names) - most} more"


def _sentences(reasons: Sequence[str]) -> str:
    known = list(dict.fromkeys(filter(None, reasons)))
    more = f" And {len(known) - REASONS} more reasons." if len(known) > REASONS else ""
    return " ".join(known[:REASONS]) + more


def _is_left_out(field: FieldInfo, value: object) -> bool:
    """Tell whether a field has the value with which it stands neither in JSON nor in calls."""
    return field.exclude_if is not None and field.exclude_if(value)
