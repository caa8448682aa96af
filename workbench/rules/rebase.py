"""Make decisions about single rows fit the position at which their rule runs.

A person decides on the table as it came, where a cell may read ``" Premium"``.
By the time the cell is set, earlier rules have made ``"premium"`` of it.  What
must still stand is therefore carried through the earlier rules first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

import narwhals as nw
import pyarrow as pa

from workbench.rules.kinds import Rule
from workbench.types import Key

__all__ = ["rebased"]


def rebased(rules: Iterable[Rule]) -> list[Rule]:
    """Return the rules with the old values of their row decisions as earlier rules leave them.

    Parameters
    ----------
    rules : iterable of Rule
        In order, their old values as they are in the source table.  A cell that two rules set
        keeps the later one's old value as the earlier one leaves it.
    """
    done: list[Rule] = []
    for rule in rules:
        done.append(rule.rebase(partial(_carried, tuple(done), rule.row_key() or "")))
    return done


def _carried(
    rules: Sequence[Rule], key: str, column: str, old: Mapping[Key, Any]
) -> dict[Key, Any]:
    """Run the earlier rules about `column` on the old values alone."""
    about = [rule for rule in rules if column in rule.touches()]
    if not about or key == column:
        return dict(old)
    missing = all(value is None for value in old.values())
    values = pa.array(old.values(), pa.string() if missing else None)
    frame: Any = nw.from_native(pa.table({key: list(old), column: values}))
    # Where a rule needs other columns, what they hold is not known here.
    for narrowed in filter(None, (rule.alone_on(column, key) for rule in about)):
        frame = narrowed.apply(frame)
    return dict(zip(old, frame[column].to_list(), strict=True))
