"""A recipe: an ordered list of rules that turns a messy table into a clean one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import narwhals as nw

from workbench import html
from workbench.errors import InputError, MissingColumnError, RuleError
from workbench.rules.kinds import DropRows, ParseDate, ParseNumber, Rule, SetCells, parse_rule
from workbench.rules.operations import as_stored
from workbench.rules.prepare import prepare
from workbench.tables import ROW_KEY
from workbench.types import Json, Key, digest

__all__ = ["Applied", "Recipe", "Stale", "Unread", "needed_columns"]


@dataclass(frozen=True)
class Stale:
    """A decision about one row that no longer applies.

    Attributes
    ----------
    rule : int
        Position of the rule in the recipe, from 1.
    key : Key
        The row that the decision names.
    column : str or None
        The column; None where the row was to be dropped.
    reason : str
        Why it does not apply.
    """

    rule: int
    key: Key
    column: str | None
    reason: str


@dataclass(frozen=True)
class Unread:
    """Texts that a rule cannot read as numbers or dates, and makes null.

    Attributes
    ----------
    rule : int
        Position of the rule in the recipe, from 1.
    column : str
        The column.
    rows : int
        How many cells.
    examples : tuple of str
        Up to five different texts.
    """

    rule: int
    column: str
    rows: int
    examples: tuple[str, ...]


@dataclass(frozen=True)
class Applied:
    """What came of running a recipe.

    Attributes
    ----------
    table : table
        The result, of the kind that was given.
    stale : tuple of Stale
        Decisions about single rows that did not apply.
    unread : tuple of Unread
        Texts that became null because no rule could read them.
    """

    table: Any
    stale: tuple[Stale, ...]
    unread: tuple[Unread, ...]


class Recipe:
    """An ordered, immutable list of rules.

    Parameters
    ----------
    rules : iterable of Rule or dict
        Rules, or their JSON.

    Examples
    --------
    >>> recipe = Recipe([{"kind": "trim", "columns": ["state"]}])
    >>> recipe.run(pd.DataFrame({"state": [" CA"]}))["state"].tolist()
    ['CA']
    """

    def __init__(self, rules: Iterable[Rule | Mapping[str, Any]] = ()) -> None:
        self.rules: tuple[Rule, ...] = tuple(parse_rule(rule) for rule in rules)

    def __len__(self) -> int:
        return len(self.rules)

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Recipe) and self.rules == other.rules

    def __hash__(self) -> int:
        return hash(self.digest)

    def __repr__(self) -> str:
        return f"Recipe({len(self)} rules, {self.digest})"

    def _repr_html_(self) -> str:
        rows = [
            [i, rule.kind, rule.title(), rule.why, rule.author]
            for i, rule in enumerate(self.rules, 1)
        ]
        return html.frame(
            f"Recipe of {len(self)} rules",
            html.table(["#", "kind", "what", "why", "accepted by"], rows),
        )

    @property
    def digest(self) -> str:
        """16 hex digits that name what the recipe does; who accepted it and why is left out."""
        told = {"why", "author", "decisions"}
        return digest([rule.model_dump(mode="json", exclude=told) for rule in self.rules])

    def ordered(self) -> Recipe:
        """Return the rules in their default order: text, nulls, values, case, cells, parsing."""
        ordered: list[Rule] = sorted(self.rules, key=lambda rule: rule.stage)
        return Recipe(ordered)

    def run(self, table: Any) -> Any:
        """Apply the rules and return a table of the same kind; the input is not changed.

        Parameters
        ----------
        table : pandas, Polars, PyArrow or DuckDB table
            A lazy one stays lazy.

        Raises
        ------
        MissingColumnError
            If a column that a rule needs is not there.
        InputError
            If `table` is of another type, or a column holds another type than a rule needs.
        """
        frame = self._frame(table)
        for rule in self.rules:
            frame = rule.apply(frame)
        return frame.to_native()

    def check(self, table: Any) -> None:
        """Raise what `run` would raise, without running the rules."""
        self._frame(table)

    def _frame(self, table: Any) -> Any:
        try:
            frame = nw.from_native(table)
        except TypeError as error:
            raise InputError(
                f"a recipe runs on pandas, Polars, PyArrow or DuckDB tables, not on "
                f"{type(table).__name__}; read it first with workbench.read_table"
            ) from error
        needed = needed_columns(self.rules)
        present = frame.collect_schema().names()
        missing = [name for name in needed if name not in present]
        if missing:
            raise MissingColumnError(missing, present, "the table that the recipe is run on")
        try:
            return prepare(frame, needed)
        except (TypeError, ValueError) as error:
            raise InputError(str(error)) from error

    def steps(self, table: Any) -> Iterator[tuple[Rule, Any, Any]]:
        """Yield each rule with the narwhals frame before and after it."""
        frame = self._frame(table)
        for rule in self.rules:
            after = rule.apply(frame)
            yield rule, frame, after
            frame = after

    def apply(self, table: Any) -> Applied:
        """Run the rules once, and tell what they left alone and what they could not read."""
        frame = self._frame(table)
        stale: list[Stale] = []
        unread: list[Unread] = []
        for number, rule in enumerate(self.rules, 1):
            after = rule.apply(frame)
            stale += _stale_of(number, rule, frame)
            unread += _unread_of(number, rule, frame, after)
            frame = after
        return Applied(frame.to_native(), tuple(stale), tuple(unread))

    def stale(self, table: Any) -> list[Stale]:
        """List the decisions about single rows that do not apply to `table`, and why."""
        return list(self.apply(table).stale)

    def portable(self) -> tuple[Recipe, list[Rule]]:
        """Return the recipe without the rules that name rows by `ROW_KEY`, and those rules.

        Only the workbench makes that column, so that such rules run nowhere else.
        """
        kept = [rule for rule in self.rules if getattr(rule, "key", None) != ROW_KEY]
        return Recipe(kept), [rule for rule in self.rules if rule not in kept]

    def to_json(self) -> str:
        """Return the recipe as JSON text."""
        return json.dumps(
            {"format": 1, "rules": [rule.to_dict() for rule in self.rules]},
            indent=2,
            ensure_ascii=False,
        )

    @classmethod
    def from_json(cls, text: str) -> Recipe:
        """Read a recipe from JSON text.

        Raises
        ------
        RuleError
            If the text is no recipe, or a rule in it is malformed.
        """
        try:
            data = json.loads(text)
            rules = data["rules"]
        except (ValueError, TypeError, KeyError) as error:
            raise RuleError("this is no recipe: expected JSON with a list under 'rules'") from error
        if data.get("format") != 1 or not isinstance(rules, list):
            raise RuleError(
                f"recipe format {data.get('format')!r} is unknown; this version reads format 1"
            )
        return cls(rules)

    def emit(self, *, name: str = "table", **told: Any) -> str:
        """Return the recipe as the source of one Python module; see `workbench.rules.emit`."""
        from workbench.rules.emit import emit

        return emit(self, name=name, **told)

    def export(self, folder: str | Path, **told: Any) -> Path:
        """Write the recipe as a tested module folder; see `workbench.rules.export`."""
        from workbench.rules.export import export

        return export(self, folder, **told)


def needed_columns(rules: Iterable[Rule]) -> dict[str, str]:
    """Return the columns that a table must have, each with ``text``, ``integer`` or ``any``.

    A column that an earlier rule makes a number or date is asked for as that rule finds it.
    """
    needed: dict[str, str] = {}
    for rule in rules:
        for name, type_ in rule.needs().items():
            if needed.get(name, "any") == "any":
                needed[name] = type_
    return needed


def _stale_of(number: int, rule: Rule, before: Any) -> list[Stale]:
    if isinstance(rule, SetCells):
        expected = {c.key: {rule.column: c.old} for c in rule.cells}
        done = {c.key: {rule.column: c.new} for c in rule.cells}
        return _stale_rows(before, number, rule.key, expected, rule.column, done)
    if isinstance(rule, DropRows):
        expected = {row.key: dict(row.old) for row in rule.rows}
        return _stale_rows(before, number, rule.key, expected, None, {})
    return []


def _unread_of(number: int, rule: Rule, before: Any, after: Any) -> list[Unread]:
    if not isinstance(rule, ParseNumber | ParseDate):
        return []
    name = rule.column
    pairs = zip(_values(before, name), _values(after, name), strict=True)
    lost = [old for old, new in pairs if old is not None and new is None]
    examples = tuple(dict.fromkeys(map(str, lost)))[:5]
    return [Unread(number, name, len(lost), examples)] if lost else []


def _stale_rows(
    frame: Any,
    number: int,
    key: str,
    expected: Mapping[Key, Json],
    column: str | None,
    done: Mapping[Key, Json],
) -> list[Stale]:
    schema = frame.collect_schema()
    names = list(dict.fromkeys([key, *next(iter(expected.values()))]))
    stored = {row: as_stored(row, schema[key]) for row in expected}
    rows = frame.filter(nw.col(key).is_in([k for k in stored.values() if k is not None]))
    rows = rows.select(names)
    if isinstance(rows, nw.LazyFrame):
        rows = rows.collect("pyarrow")
    now: dict[Any, Json] = {}
    for row in rows.iter_rows(named=True):
        now[row[key]] = {name: _plain(value) for name, value in row.items()}
    found = []
    for row_key, old in expected.items():
        values = now.get(stored[row_key])
        if values is None:
            found.append(Stale(number, row_key, column, "there is no row with this key"))
            continue
        differing = [n for n, v in old.items() if values[n] != as_stored(v, schema[n])]
        wanted = done.get(row_key, old)
        misfit = [v for n, v in wanted.items() if v is not None and as_stored(v, schema[n]) is None]
        if row_key in done and misfit:
            reason = f"{misfit[0]!r} does not fit among the values of {column} now"
            found.append(Stale(number, row_key, column, reason))
            continue
        if differing and any(values[n] != as_stored(v, schema[n]) for n, v in wanted.items()):
            name = differing[0]
            reason = f"{name} is {values[name]!r} now, it was {old[name]!r} when decided"
            found.append(Stale(number, row_key, column, reason))
    return found


def _values(frame: Any, column: str) -> list[Any]:
    rows = frame.select(column)
    rows = rows.collect("pyarrow") if isinstance(rows, nw.LazyFrame) else rows
    return [_plain(value) for value in rows[column].to_list()]


def _plain(value: Any) -> Any:
    if value is None or value != value:
        return None
    return value.item() if hasattr(value, "item") else value
