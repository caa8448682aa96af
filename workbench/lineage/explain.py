"""Why a cell has its value: each step from the source to a version."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from workbench import html
from workbench.decisions.targets import RuleTarget, target_of
from workbench.errors import MissingColumnError, NotFoundError
from workbench.lineage.origin import origin_of
from workbench.lineage.trace import CellStep, trace
from workbench.rules.kinds import Rule, parse_rule
from workbench.rules.kinds.base import as_python
from workbench.store import decisions as decision_store
from workbench.store import versions
from workbench.store.context import ProjectContext
from workbench.store.recipes import recipe_about
from workbench.store.records import VersionRecord
from workbench.store.rows import as_keys, first_key, read_rows
from workbench.types import Decision, Json, Key

__all__ = ["Explanation", "Step", "explain"]


@dataclass(frozen=True)
class Step:
    """One thing that happened to the cell.

    Attributes
    ----------
    version : str
        The dataset version that the step is part of.
    what : str
        ``source`` or the rule's kind.
    before, after : object
        The value before and after; None is missing.
    why : str
        The rule's reason, or where the source came from.
    author : str
        Who accepted the rule or added the source.
    time : str
        When the version was made (ISO 8601).
    decisions : tuple of dict
        The decisions behind the rule that concern this row, or the rule as a whole.
    """

    version: str
    what: str
    before: Any
    after: Any
    why: str
    author: str
    time: str
    decisions: tuple[Json, ...] = ()


@dataclass(frozen=True, repr=False)
class Explanation:
    """The history of one cell, oldest step first.

    Attributes
    ----------
    dataset, column : str
        Where.
    key : Key
        The row.
    value : object
        The value now; None is missing.
    present : bool
        False where the row has been dropped: the last step says by what.
    steps : tuple of Step
        The source, then each rule that changed the cell.
    """

    dataset: str
    key: Key
    column: str
    value: Any
    present: bool
    steps: tuple[Step, ...]

    def to_dict(self) -> Json:
        """Return the explanation as JSON; times, decimals and bytes as text."""
        return {name: _as_json(value) for name, value in asdict(self).items()}

    def __repr__(self) -> str:
        lines = [self._headline()]
        for step in self.steps:
            if step.what == "source":
                lines.append(f"  source: {step.after!r}, {step.why}, added by {step.author}")
                continue
            lines.append(f"  {step.what}: {step.before!r} became {step.after!r}. {step.why}")
            for decision in step.decisions:
                comment = f": {decision['comment']!r}" if decision["comment"] else ""
                lines.append(
                    f"    decided by {decision['reviewer']} at {decision['time'][:16]}{comment}"
                )
        return "\n".join(lines)

    def _headline(self) -> str:
        state = f"is {self.value!r}" if self.present else "no longer exists: its row was dropped"
        return f"{self.column} of {self.key!r} in {self.dataset} {state}."

    def _repr_html_(self) -> str:
        rows = [
            [
                step.what,
                step.before if step.what != "source" else "",
                step.after,
                step.why,
                ", ".join(d["reviewer"] for d in step.decisions) or step.author,
            ]
            for step in self.steps
        ]
        header = ["step", "before", "after", "why", "by"]
        return html.frame(self._headline(), html.table(header, rows))


def explain(
    project: ProjectContext, version: VersionRecord, *, key_column: str, key: Key, column: str
) -> Explanation:
    """Follow one cell from its source to `version`, by running the rules on its row alone.

    Only what the recipes and the rows say of this key is read, so that it takes no longer with
    a million decisions.

    Parameters
    ----------
    project : ProjectContext
        The project.
    version : VersionRecord
        The version whose cell is asked about.
    key_column, key, column
        Which cell.

    Raises
    ------
    NotFoundError
        If no row of the source has this key.
    MissingColumnError
        If the dataset has no such column.
    StoreError
        If a file that is needed is missing or damaged.
    """
    chain = versions.chain(project.engine, version)
    source = chain[0]
    for name in (column, key_column):
        if name not in source.columns:
            raise MissingColumnError([name], source.columns, f"dataset {source.dataset!r}")
    keys, recipes = _recipes_about(project, chain[1:], key)
    needed = (n for rules in recipes for rule in rules for n in (*rule.needs(), *rule.touches()))
    rows = read_rows(project.folder, source.blob, key_column, keys, [column, *needed])
    row = _row_of(rows, key_column, key)
    if row.num_rows != 1:
        example = first_key(project.folder, source.blob, key_column)
        raise NotFoundError(
            f"dataset {source.dataset!r}: no row has {key_column} {key!r}; "
            f"keys look like {example!r}"
        )
    origin = origin_of(source.source or {}, column)
    steps = [_made(source, "source", None, _value(row, column), origin)]
    for made, rules in zip(chain[1:], recipes, strict=True):
        rows, changes = trace(rules, rows, key_column, key, column)
        ids = (one for change in changes for one in change.rule.decisions)
        known = decision_store.by_ids(project.engine, ids)
        steps += [_step(made, change, key, column, known) for change in changes]
        if made.restores is not None:
            steps += _restored(project, made, key_column, key, column, rows)
    left = _row_of(rows, key_column, key)
    now = _value(left, column)
    return Explanation(source.dataset, key, column, now, left.num_rows == 1, tuple(steps))


def _recipes_about(
    project: ProjectContext, made: list[VersionRecord], key: Key
) -> tuple[set[Key], list[list[Rule]]]:
    """Return the rules about a row, and about the rows that must be there beside it."""
    stored = [versions.stored_recipe(project.engine, one) for one in made]
    keys = {key}
    while True:
        recipes = [
            [parse_rule(rule) for rule in recipe_about(project.folder, one, keys)] for one in stored
        ]
        beside = {other for rules in recipes for rule in rules for other in rule.companions()}
        if beside <= keys:
            return keys, recipes
        keys |= beside


def _row_of(table: pa.Table, key_column: str, key: Key) -> pa.Table:
    column = table.column(key_column)
    return table.filter(pc.is_in(column, value_set=as_keys([key], column.type)))


def _value(row: pa.Table, column: str) -> Any:
    """Return a cell of the first row; None where it is missing or there is no row."""
    return as_python(row.column(column)[0].as_py()) if row.num_rows else None


def _restored(
    project: ProjectContext,
    made: VersionRecord,
    key_column: str,
    key: Key,
    column: str,
    rows: pa.Table,
) -> list[Step]:
    """Tell that the cell has the value of an earlier version again, where it had another."""
    before, after = None, _value(_row_of(rows, key_column, key), column)
    if made.parent is not None:
        parent = versions.record(project.engine, made.parent)
        if column in parent.columns and key_column in parent.columns:
            was = read_rows(project.folder, parent.blob, key_column, [key], [column])
            before = _value(was, column)
    why = f"Version {made.restores} was restored."
    return [] if before == after else [_made(made, "restore", before, after, why)]


def _made(made: VersionRecord, what: str, before: Any, after: Any, why: str) -> Step:
    return Step(made.id, what, before, after, why, made.author, made.time.isoformat())


def _step(
    made: VersionRecord, change: CellStep, key: Key, column: str, known: dict[str, Decision]
) -> Step:
    """Return a step with the decisions about this cell: rules of several decisions are merged."""
    rule = change.rule
    targets = {one: target_of(known[one]) for one in rule.decisions if one in known}
    about = {n: t for n, t in targets.items() if t.concerns(key, column, change.before)}
    reasons = [target.why for target in about.values() if isinstance(target, RuleTarget)]
    return Step(
        version=made.id,
        what=rule.kind,
        before=as_python(change.before),
        after=as_python(change.after),
        why=" ".join(dict.fromkeys(filter(None, reasons))) or rule.why or rule.title(),
        author=rule.author or made.author,
        time=made.time.isoformat(),
        decisions=tuple(known[one].to_dict() for one in about),
    )


def _as_json(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(name): _as_json(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_as_json(one) for one in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, bytes):
        return value.hex()
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
