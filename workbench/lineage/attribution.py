"""Say which rule changed a cell: the last one that did, of the recipe between two versions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from workbench.lineage.row_diff import Compared
from workbench.types import Decision, Json

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Behind", "RuleStep", "RunSteps", "attribute"]

RuleStep = tuple[Json, Sequence[str], "pa.Table", "pa.Table"]
"""A rule as JSON, the columns that it may change, and the rows before and after it."""

RunSteps = Callable[["pa.Table"], Iterator[RuleStep]]
"""Runs a recipe on some rows, rule by rule."""

DROPPED = -1


def attribute(compared: Compared, key: str, recipe: Sequence[Json], steps: RunSteps) -> None:
    """Run a recipe again on the rows that differ, and note who did it in the table ``by_rule``.

    Its columns are ``key`` (text), ``pair`` (-1 where the row was dropped), ``rule`` (place in
    the recipe, from 1) and ``was``: the value as that rule found it, as text.
    """
    import pyarrow as pa

    connection = compared.connection
    connection.execute(
        "CREATE TEMP TABLE traced (key VARCHAR, pair INTEGER, rule INTEGER, was VARCHAR)"
    )
    places = {pair.new: i for i, pair in enumerate(compared.pairs)}
    for number, (_, touched, before, after) in enumerate(steps(_rows(compared, key, recipe)), 1):
        for place, keys, was in _changes(places, key, touched, before, after):
            found = pa.table({"key": keys.cast(pa.string()), "was": was})
            connection.register("found", found)
            connection.execute(f"INSERT INTO traced SELECT key, {place}, {number}, was FROM found")
            connection.unregister("found")
    connection.execute(
        "CREATE TEMP TABLE by_rule AS SELECT key, pair, max(rule) AS rule, "
        "arg_max(was, rule) AS was FROM traced GROUP BY key, pair"
    )


def _rows(compared: Compared, key: str, recipe: Iterable[Json]) -> pa.Table:
    """Return the old rows that differ, and those kept in place of dropped ones."""
    import pyarrow as pa

    old, connection = compared.old, compared.connection
    name = f"{old.at(key)}::VARCHAR"
    kept = {str(r["kept"]) for rule in recipe for r in rule.get("rows", ()) if "kept" in r}
    connection.register("kept_rows", pa.table({"key": pa.array(sorted(kept), pa.string())}))
    sql = (
        f"SELECT * EXCLUDE (place) FROM {old.sql.format('t')} WHERE {name} IN "
        "(SELECT key::VARCHAR FROM differing WHERE change <> 'added') "
        f"OR {name} IN (SELECT key FROM kept_rows) ORDER BY place"
    )
    table: pa.Table = connection.sql(sql).to_arrow_table()
    connection.unregister("kept_rows")
    return table.rename_columns(list(old.columns))


def _changes(
    places: Mapping[str, int], key: str, touched: Sequence[str], before: pa.Table, after: pa.Table
) -> Iterator[tuple[int, Any, Any]]:
    """Yield the pair of columns, the keys and the values before of the cells that changed."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if after.num_rows < before.num_rows:
        stays = pc.is_in(before.column(key), value_set=after.column(key).combine_chunks())
        gone = before.filter(pc.invert(stays)).column(key)
        yield DROPPED, gone, pa.nulls(len(gone), pa.string())
        before = before.filter(stays)
    for name in touched:
        if name not in places:
            continue
        was, now = before.column(name), after.column(name)
        if was.type == now.type:
            other = pc.fill_null(pc.not_equal(was, now), False)
            other = pc.or_(other, pc.xor(pc.is_null(was), pc.is_null(now)))
        else:
            other = pc.is_valid(was)
        yield places[name], before.column(key).filter(other), was.filter(other).cast(pa.string())


class Behind:
    """Finds the decisions behind one cell that a rule changed.

    Parameters
    ----------
    recipe : sequence of dict
        The rules.
    known : mapping
        Decisions by identifier.
    """

    def __init__(self, recipe: Sequence[Json], known: Mapping[str, Decision]) -> None:
        self._recipe, self._known = recipe, known
        self._indexes: dict[int, _Index] = {}

    def __call__(self, rule: int, key: object, column: str, was: str | None) -> list[Decision]:
        """Return the decisions of the rule number `rule` (from 1) about a key or a value."""
        if rule not in self._indexes:
            one = self._recipe[rule - 1]
            behind = [self._known[d] for d in one.get("decisions", ()) if d in self._known]
            self._indexes[rule] = _Index(behind)
        return self._indexes[rule].find(key, column, was)


class _Index:
    """The decisions of a rule by what they are about: a row, a value, or all of a column."""

    def __init__(self, decisions: Iterable[Decision]) -> None:
        self._by: defaultdict[tuple[str, str], list[Decision]] = defaultdict(list)
        for one in decisions:
            for about in dict.fromkeys(_about(one)):
                self._by[about].append(one)

    def find(self, key: object, column: str, was: str | None) -> list[Decision]:
        wanted = [("key", str(key)), ("column", column)]
        if was is not None:
            wanted.append((f"value:{column}", was))
        return list({one.id: one for about in wanted for one in self._by.get(about, ())}.values())


def _about(decision: Decision) -> Iterator[tuple[str, str]]:
    target = decision.target
    rule = target.get("rule")
    if rule is None:
        for name in ("key", "key_l", "key_r"):
            if name in target:
                yield "key", str(target[name])
        return
    entries = rule.get("cells") or rule.get("rows")
    if entries:
        yield from (("key", str(entry["key"])) for entry in entries)
        return
    values = rule.get("mapping") or rule.get("values")
    for column in rule.get("columns") or [rule.get("column")]:
        if values:
            yield from ((f"value:{column}", str(value)) for value in values)
        else:
            yield "column", str(column)
