"""How two tables differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.errors import NotFoundError
from workbench.profile.compare.drift import ColumnDrift
from workbench.profile.compare.overlap import Overlap
from workbench.profile.compare.schema import SchemaChanges
from workbench.profile.compare.two_sample import Separation
from workbench.profile.compare.verdict import judge_schema, worst
from workbench.profile.result import Result

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["TableComparison"]

MEASURES = (
    *("wasserstein", "smd", "smd_low", "smd_high", "outside"),
    *("jensen_shannon", "new_rows", "vanished_rows", "psi"),
)
"""The measures of numbers and of categories that `TableComparison.to_frame` lists."""


@dataclass(frozen=True)
class TableComparison(Result):
    """How two tables differ: plain data, which `render` works on.

    Attributes
    ----------
    names : pair of str
        What left and right are called.
    rows : pair of int
        Rows of each.
    schema : SchemaChanges
        Added, removed and retyped columns.
    columns : tuple of ColumnDrift
        Of the shared columns, in the left's order.
    overlap : Overlap
        Rows, keys, groups and texts that both have, and the spans of dates.
    separation : Separation or None
        How well a model tells the two apart, where asked for.
    """

    derived = ("verdict", "reasons")

    names: tuple[str, str]
    rows: tuple[int, int]
    schema: SchemaChanges
    columns: tuple[ColumnDrift, ...]
    overlap: Overlap
    separation: Separation | None = None

    def __getitem__(self, name: str) -> ColumnDrift:
        for column in self.columns:
            if column.name == name:
                return column
        present = ", ".join(repr(column.name) for column in self.columns) or "none"
        raise NotFoundError(f"comparison: no shared column {name!r}; shared are {present}")

    def __repr__(self) -> str:
        drifted = ", ".join(repr(column.name) for column in self.drifted) or "no column"
        told = "; ".join([f"drift in {drifted}", *self.reasons])
        return f"Comparison({self.names[0]!r}, {self.names[1]!r}: {told})"

    @property
    def verdict(self) -> str:
        """The gravest verdict of all columns, of what came or went, and of a table without rows."""
        verdicts = [column.verdict for column in self.columns]
        empty = ["too few rows"] if 0 in self.rows else []
        return worst([*verdicts, *judge_schema(self.schema)[0], *empty])

    @property
    def reasons(self) -> tuple[str, ...]:
        """What the verdict rests on beside the drift of columns, in words."""
        empty = [
            f"{name} has no rows" for name, n in zip(self.names, self.rows, strict=True) if not n
        ]
        changed = [f"columns {reason}" for reason in judge_schema(self.schema)[1]]
        return (*changed, *empty)

    @property
    def drifted(self) -> tuple[ColumnDrift, ...]:
        """The columns that differ by more than chance, the gravest first."""
        grave = ("large", "moderate", "small")
        results = [column for column in self.columns if column.verdict in grave]
        return tuple(sorted(results, key=lambda c: (grave.index(c.verdict), -(c.effect or 0))))

    def to_frame(self) -> pd.DataFrame:
        """Return one row a shared column, the effect sizes side by side."""
        import pandas as pd

        rows = []
        for column in self.columns:
            fields = column.to_dict() | {"reasons": "; ".join(column.reasons)}
            measures = (fields.pop("numbers") or {}) | (fields.pop("categories") or {})
            rows.append(fields | {name: measures.get(name) for name in MEASURES})
        return pd.DataFrame(rows)
