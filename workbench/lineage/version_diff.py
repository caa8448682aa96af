"""The difference of two versions, as people and programs read it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from workbench import html
from workbench.lexicon.plurals import counted
from workbench.lineage.attribution import CellDecisions
from workbench.lineage.file_comparison import FileComparison
from workbench.rules.kinds import Rule
from workbench.types import Json

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ColumnChange", "RuleEffect", "VersionDiff"]

EXAMPLES = 20
CUT = 200


@dataclass(frozen=True)
class ColumnChange:
    """How a column changed.

    Attributes
    ----------
    column : str
        Its name in the newer version; in the older one, where it was removed.
    status : str
        ``same``, ``renamed``, ``retyped``, ``added`` or ``removed``.
    was : str or None
        The old name where it was renamed, the old type where it was retyped.
    cells : int
        How many of its cells changed, in rows of both versions.  A text that was read as the
        number or date that it says is no changed cell.
    """

    column: str
    status: str
    was: str | None
    cells: int


@dataclass(frozen=True)
class RuleEffect:
    """What one rule of the recipe between the versions did.

    Attributes
    ----------
    rule : int
        Position in the recipe, from 1.
    kind, why, author : str
        Of the rule.
    cells, rows_dropped : int
        Cells that have their new value from it, and rows that it dropped.
    decisions : int
        How many decisions it was made from.
    """

    rule: int
    kind: str
    why: str
    author: str
    cells: int
    rows_dropped: int
    decisions: int


@dataclass(frozen=True, repr=False)
class VersionDiff:
    """The difference of two versions of a dataset; all rows were compared, none sampled.

    Attributes
    ----------
    dataset, key : str
        The dataset, and the column by which rows were joined.
    old, new : str
        Identifiers of the versions.
    rows : dict
        How many rows were ``added``, ``removed``, ``changed``, and are the ``same``.
    cells : int
        How many cells changed in rows of both versions.
    columns : tuple of ColumnChange
        Every column of either version.
    rules : tuple of RuleEffect or None
        What each rule did, where the newer version was made from the older one by a recipe.
    """

    dataset: str
    key: str
    old: str
    new: str
    rows: dict[str, int]
    cells: int
    columns: tuple[ColumnChange, ...]
    rules: tuple[RuleEffect, ...] | None
    _comparison: FileComparison = field(compare=False)
    _find_decisions: Callable[[], CellDecisions] = field(compare=False)
    _recipe: Sequence[Rule] = field(compare=False, default=())

    def to_frame(self, limit: int | None = None) -> pd.DataFrame:
        """Return one row a changed cell, added row and removed row.

        Parameters
        ----------
        limit : int, optional
            At most so many, in table order; all by default.

        Returns
        -------
        pandas.DataFrame
            ``change`` (changed, added, removed), ``key``, ``column``, ``before`` and ``after`` (as
            text; null is missing), ``rule`` (position in the recipe, from 1), ``kind``, ``why``,
            ``decisions`` (identifiers, joined by commas) and ``reviewers``.
        """
        import pandas as pd

        lines = [self._line(row) for row in self._lines(limit)]
        names = ["change", "key", "column", "before", "after", "rule", "kind", "why"]
        frame = pd.DataFrame(lines, columns=[*names, "decisions", "reviewers"])
        frame["rule"] = frame["rule"].astype("Int64")
        return frame

    def _lines(self, limit: int | None, where: str = "true") -> list[dict[str, Any]]:
        traced = self.rules is not None
        rule = "r.rule, r.was" if traced else "NULL::INTEGER AS rule, NULL::VARCHAR AS was"
        join = "LEFT JOIN by_rule r ON r.key = l.key::VARCHAR AND r.pair = l.pair" if traced else ""
        sql = (
            f"SELECT l.change, l.key, l.pair, l.before, l.after, {rule} FROM (SELECT 'changed' AS "
            f"change, * FROM ({self._comparison.cells()}) UNION ALL SELECT change, row_no, key, "
            "-1, NULL, NULL FROM differing WHERE change <> 'changed') AS "
            f"l(change, row_no, key, pair, before, after) {join} WHERE {where} "
            f"ORDER BY l.row_no, l.pair {'' if limit is None else f'LIMIT {int(limit)}'}"
        )
        names = ("change", "key", "pair", "before", "after", "rule", "was")
        rows = self._comparison.connection.execute(sql).fetchall()
        return [dict(zip(names, row, strict=True)) for row in rows]

    def _line(self, row: dict[str, Any]) -> Json:
        column = None if row["pair"] < 0 else self._comparison.pairs[row["pair"]].new
        line = {
            **{"change": row["change"], "key": row["key"], "column": column},
            **{"before": row["before"], "after": row["after"], "rule": row["rule"]},
        }
        if row["rule"] is None:
            return line | dict.fromkeys(("kind", "why", "decisions", "reviewers"))
        rule = self._recipe[row["rule"] - 1]
        decided = self._find_decisions().find(row["rule"], row["key"], column or "", row["was"])
        return line | {
            "kind": rule.kind,
            "why": rule.why,
            "decisions": ", ".join(d.id for d in decided) or None,
            "reviewers": ", ".join(dict.fromkeys(d.reviewer for d in decided)) or None,
        }

    @property
    def examples(self) -> list[Json]:
        """Some of the changes: the first of each column, and the first added and removed rows."""
        count = len(self._comparison.pairs)  # the first columns are the pairs, in their order
        shown = [
            self._lines(max(1, EXAMPLES // count), f"l.pair = {i}")
            for i, column in enumerate(self.columns[:count])
            if column.cells
        ]
        shown += [self._lines(3, f"l.change = '{change}'") for change in ("added", "removed")]
        return [_cut(self._line(row)) for rows in shown for row in rows]

    def to_dict(self) -> Json:
        """Return counts and examples as JSON."""
        return {
            "dataset": self.dataset,
            "key": self.key,
            "old": self.old,
            "new": self.new,
            "rows": dict(self.rows),
            "cells": self.cells,
            "columns": [vars(column).copy() for column in self.columns],
            "rules": None if self.rules is None else [vars(rule).copy() for rule in self.rules],
            "examples": self.examples,
        }

    def __repr__(self) -> str:
        rows = self.rows
        lines = [
            f"{self.dataset}: {self.old} to {self.new}, rows by {self.key}: {rows['added']:,} "
            f"added, {rows['removed']:,} removed, {rows['changed']:,} changed "
            f"({self.cells:,} cells), {rows['same']:,} the same"
        ]
        for column in self._shown():
            was = f" (was {column.was})" if column.was else ""
            lines.append(f"  {column.column}: {column.status}{was}, {column.cells:,} cells changed")
        for rule in self.rules or ():
            dropped = f", {counted(rule.rows_dropped, 'row')} dropped" if rule.rows_dropped else ""
            if rule.cells or dropped:
                did = f"{rule.cells:,} cells{dropped}"
                lines.append(f"  rule {rule.rule} {rule.kind}: {did}. {rule.why}")
        return "\n".join(lines)

    def _shown(self) -> list[ColumnChange]:
        return [column for column in self.columns if column.cells or column.status != "same"]

    def to_html(self) -> str:
        """Return the difference as HTML: counts by column and by rule, and examples."""
        rows = self.rows
        counts = html.table(
            ["rows added", "removed", "changed", "the same", "cells changed"],
            [[rows["added"], rows["removed"], rows["changed"], rows["same"], self.cells]],
        )
        columns = html.table(
            ["column", "status", "was", "cells changed"],
            [[c.column, c.status, c.was or "", c.cells] for c in self._shown()],
        )
        rules = html.table(
            ["rule", "kind", "cells", "rows dropped", "decisions", "why", "accepted by"],
            [
                [r.rule, r.kind, r.cells, r.rows_dropped, r.decisions, r.why, r.author]
                for r in self.rules or ()
            ],
        )
        examples = html.table(
            ["change", self.key, "column", "before", "after", "rule", "decided by"],
            [
                [
                    e["change"], e["key"], e["column"] or "", e["before"], e["after"],
                    "" if e["rule"] is None else f"{e['rule']} {e['kind']}", e["reviewers"] or "",
                ]
                for e in self.examples
            ],
        )  # fmt: skip
        parts = [counts, columns, *([rules] if self.rules else []), examples]
        return html.frame(f"{self.dataset}: from {self.old} to {self.new}", *parts)

    _repr_html_ = to_html


def _cut(line: Json) -> Json:
    values = {name: line[name] or "" for name in ("before", "after")}
    return line | {n: f"{v[: CUT - 1]}…" for n, v in values.items() if len(v) > CUT}
