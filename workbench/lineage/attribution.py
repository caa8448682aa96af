"""Say which rule changed a cell: the last one that did, of the recipe between two versions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from workbench.decisions.targets import target_of
from workbench.lineage.file_comparison import FileComparison
from workbench.rules.execution import steps_of_run
from workbench.rules.kinds import Rule
from workbench.rules.kinds.base import Subject, subjects_of_cell
from workbench.types import Decision

__all__ = ["CellDecisions", "attribute"]

DROPPED = -1
"""Stands for the number of a pair of columns where a row was dropped."""


def attribute(comparison: FileComparison, key: str, rules: Sequence[Rule]) -> None:
    """Run rules again on the rows that differ, and note what each did in the table ``by_rule``.

    Its columns are ``key`` (text), ``pair`` (-1 where the row was dropped), ``rule`` (position in
    the recipe, from 1) and ``was``: the value as that rule found it, as text.
    """
    connection = comparison.connection
    connection.execute(
        "CREATE TEMP TABLE traced (key VARCHAR, pair INTEGER, rule INTEGER, was VARCHAR)"
    )
    pairs = {pair.new: i for i, pair in enumerate(comparison.pairs)}
    steps = steps_of_run(rules, _differing_rows(comparison, key, rules))
    for number, (rule, *frames) in enumerate(steps, 1):
        before, after = (frame.to_native() for frame in frames)
        for pair, keys, was in _changes(pairs, key, rule.touches(), before, after):
            connection.register("changed", pa.table({"key": keys.cast(pa.string()), "was": was}))
            connection.execute(f"INSERT INTO traced SELECT key, {pair}, {number}, was FROM changed")
            connection.unregister("changed")
    connection.execute(
        "CREATE TEMP TABLE by_rule AS SELECT key, pair, max(rule) AS rule, "
        "arg_max(was, rule) AS was FROM traced GROUP BY key, pair"
    )


def _differing_rows(comparison: FileComparison, key: str, rules: Sequence[Rule]) -> pa.Table:
    """Return the old rows that differ, and those that rules need beside them."""
    old, connection = comparison.old, comparison.connection
    name = f"{old.name_of(key)}::VARCHAR"
    beside = sorted({str(one) for rule in rules for one in rule.companions()})
    connection.register("beside", pa.table({"key": pa.array(beside, pa.string())}))
    sql = (
        f"SELECT * EXCLUDE (row_no) FROM {old.sql.format('t')} WHERE {name} IN "
        "(SELECT key::VARCHAR FROM differing WHERE change <> 'added') "
        f"OR {name} IN (SELECT key FROM beside) ORDER BY row_no"
    )
    table: pa.Table = connection.sql(sql).to_arrow_table()
    connection.unregister("beside")
    return table.rename_columns(list(old.columns))


def _changes(
    pairs: Mapping[str, int], key: str, touched: Sequence[str], before: pa.Table, after: pa.Table
) -> Iterator[tuple[int, Any, Any]]:
    """Yield the pair of columns, the keys and the values before of the cells that changed."""
    if after.num_rows < before.num_rows:
        stays = pc.is_in(before.column(key), value_set=after.column(key).combine_chunks())
        gone = before.filter(pc.invert(stays)).column(key)
        yield DROPPED, gone, pa.nulls(len(gone), pa.string())
        before = before.filter(stays)
    for name in touched:
        if name not in pairs:
            continue
        was, now = before.column(name), after.column(name)
        if was.type == now.type:
            other = pc.fill_null(pc.not_equal(was, now), False)
            other = pc.or_(other, pc.xor(pc.is_null(was), pc.is_null(now)))
        else:
            other = pc.is_valid(was)
        yield pairs[name], before.column(key).filter(other), was.filter(other).cast(pa.string())


class CellDecisions:
    """Finds the decisions for a cell that a rule changed.

    Parameters
    ----------
    rules : sequence of Rule
        The recipe.
    known : mapping
        Decisions by identifier.
    """

    def __init__(self, rules: Sequence[Rule], known: Mapping[str, Decision]) -> None:
        self._rules, self._known = rules, known
        self._indexes: dict[int, dict[Subject, list[Decision]]] = {}

    def find(self, rule: int, key: object, column: str, was: str | None) -> list[Decision]:
        """Return the decisions of the rule number `rule` (from 1) about a row, value or column."""
        if rule not in self._indexes:
            self._indexes[rule] = self._index(self._rules[rule - 1])
        index = self._indexes[rule]
        subjects = subjects_of_cell(key, column, was)
        return list({one.id: one for about in subjects for one in index.get(about, ())}.values())

    def _index(self, rule: Rule) -> dict[Subject, list[Decision]]:
        index: defaultdict[Subject, list[Decision]] = defaultdict(list)
        for one in rule.decisions:
            if one in self._known:
                for subject in dict.fromkeys(target_of(self._known[one]).subjects()):
                    index[subject].append(self._known[one])
        return index
