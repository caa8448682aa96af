"""Warn where the order of two rules matters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

import narwhals as nw

from workbench.rules.execution import steps_of_run
from workbench.rules.kinds import Rule
from workbench.rules.kinds.base import collected
from workbench.types import Json

__all__ = ["OrderWarning", "order_warnings"]


@dataclass(frozen=True)
class OrderWarning:
    """Two neighbouring rules that may give another result the other way round.

    Attributes
    ----------
    first, second : int
        Their places in the recipe, from 1.
    columns : tuple of str
        The columns that both are about; none where both remove rows.
    differs : bool or None
        Whether the other order gave another result on the table tried; None where none was.
    message : str
        The same in words.
    """

    first: int
    second: int
    columns: tuple[str, ...]
    differs: bool | None
    message: str

    def to_dict(self) -> Json:
        """Return the warning as JSON."""
        return {**asdict(self), "columns": list(self.columns)}


def order_warnings(rules: Sequence[Rule], table: Any = None) -> list[OrderWarning]:
    """Return the neighbouring rules whose order may matter.

    Parameters
    ----------
    rules : sequence of Rule
        A recipe.
    table : table, optional
        Pairs that give the same result on it in both orders are left out.
    """
    warnings = []
    frames = [before for _, before, _ in steps_of_run(rules, table)] if table is not None else []
    for index, (one, two) in enumerate(pairwise(rules)):
        columns = _shared(one, two)
        if columns is None:
            continue
        differs = _differs(frames[index], one, two) if frames else None
        if differs is False:
            continue
        about = f"both are about {', '.join(columns)}" if columns else "both remove rows"
        sure = "gives another result" if differs else "may give another result"
        message = f"rules {index + 1} and {index + 2}: {about}; the other order {sure}"
        warnings.append(OrderWarning(index + 1, index + 2, columns, differs, message))
    return warnings


def _shared(one: Rule, two: Rule) -> tuple[str, ...] | None:
    """Return the columns on which two rules meet; None where their order cannot matter."""
    changed = set(one.touches()) & (set(two.touches()) | set(two.needs()))
    changed |= set(two.touches()) & set(one.needs())
    if changed:
        return None if one.kind == two.kind and one.commutes else tuple(sorted(changed))
    both_drop = one.drops_rows and two.drops_rows
    return () if both_drop and (one.ranks_rows or two.ranks_rows) else None


def _differs(frame: Any, one: Rule, two: Rule) -> bool:
    try:
        one_way = two.apply(one.apply(frame))
        other_way = one.apply(two.apply(frame))
    except (TypeError, ValueError, KeyError, nw.exceptions.NarwhalsError):
        return True
    return _rows(one_way) != _rows(other_way)


def _rows(frame: Any) -> list[str]:
    frame = collected(frame.select(sorted(frame.collect_schema().names())))
    return sorted(map(repr, map(list, frame.iter_rows())))
