"""How the columns of two tables differ."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.profile.result import Result
from workbench.tables import Relation

__all__ = ["SchemaChanges", "schema_changes"]


@dataclass(frozen=True)
class SchemaChanges(Result):
    """How the columns of two tables differ.

    Attributes
    ----------
    shared : tuple of str
        Columns of both, in the left's order.
    added, removed : tuple of str
        Columns of the right only, and of the left only.
    retyped : tuple of (str, str, str)
        Name, left type and right type of shared columns whose type changed.
    cased : tuple of (str, str)
        Removed and added names that differ by case or by spaces around them alone.
    reordered : bool
        Whether the shared columns come in another order.
    """

    shared: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    retyped: tuple[tuple[str, str, str], ...]
    cased: tuple[tuple[str, str], ...]
    reordered: bool

    @property
    def same(self) -> bool:
        """Whether both tables have the same columns with the same types, in any order."""
        return not (self.added or self.removed or self.retyped)


def schema_changes(left: Relation, right: Relation) -> SchemaChanges:
    """Compare the columns of two tables; names are compared exactly."""
    shared = tuple(name for name in left.columns if name in right.types)
    added = tuple(name for name in right.columns if name not in left.types)
    removed = tuple(name for name in left.columns if name not in right.types)
    retyped = tuple(
        (name, left.types[name], right.types[name])
        for name in shared
        if left.types[name] != right.types[name]
    )
    folded = {name.strip().casefold(): name for name in added}
    cased = tuple(
        (name, folded[name.strip().casefold()])
        for name in removed
        if name.strip().casefold() in folded
    )
    present = tuple(name for name in right.columns if name in left.types)
    return SchemaChanges(shared, added, removed, retyped, cased, shared != present)
