"""Why a cell has its value: each step from the source to a version."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import sqlalchemy as sa

from workbench import html
from workbench.errors import MissingColumnError, NotFoundError
from workbench.store import decisions as decision_store
from workbench.store import versions as version_store
from workbench.store.blobs import read_blob
from workbench.types import DatasetVersion, Decision, Json, Key

__all__ = ["Explanation", "Step", "explain"]

Trace = Callable[[list[Json], pa.Table, str, Key, str], tuple[pa.Table, list[Json]]]


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
        """Return the explanation as JSON."""
        return asdict(self)

    def __repr__(self) -> str:
        lines = [self._headline()]
        for step in self.steps:
            if step.what == "source":
                lines.append(f"  source: {step.after!r}, {step.why}, added by {step.author}")
                continue
            lines.append(f"  {step.what}: {step.before!r} became {step.after!r}. {step.why}")
            for decision in step.decisions:
                comment = f", saying {decision['comment']!r}" if decision["comment"] else ""
                lines.append(
                    f"    decided by {decision['reviewer']} at {decision['time'][:16]}{comment}"
                )
        return "\n".join(lines)

    def _headline(self) -> str:
        state = f"is {self.value!r}" if self.present else "is gone: its row was dropped"
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
    engine: sa.Engine,
    folder: Path,
    version: DatasetVersion,
    *,
    key_column: str,
    key: Key,
    column: str,
    trace: Trace,
) -> Explanation:
    """Follow one cell from its source to `version`, by running the rules on its row alone.

    Parameters
    ----------
    engine, folder
        The project.
    version : DatasetVersion
        The version whose cell is asked about.
    key_column, key, column
        Which cell.
    trace : callable
        Runs a recipe (JSON) on a few rows, given the key column, key and column to watch; returns
        the rows after it and one dict (``kind, why, author, decisions, before, after``) a rule
        that changed the cell or dropped its row.  `workbench.rules.trace` is one.

    Raises
    ------
    NotFoundError
        If no row of the source has this key.
    MissingColumnError
        If the dataset has no such column.
    """
    chain = [version]
    while chain[-1].parent is not None:
        chain.append(version_store.version(engine, chain[-1].parent))
    chain.reverse()
    source = chain[0]
    if column not in source.columns:
        raise MissingColumnError([column], source.columns, f"dataset {source.dataset!r}")
    table = read_blob(folder, source.blob)
    row = _rows(table, key_column, [key])
    if row.num_rows != 1:
        keys = table.column(key_column)
        example = keys[0].as_py() if len(keys) else "none"
        raise NotFoundError(
            f"dataset {source.dataset!r}: no row has {key_column} {key!r}; "
            f"keys look like {example!r}"
        )
    value = row.column(column)[0].as_py()
    origin = source.source or {}
    told = f"{origin.get('uri', 'unknown')} (sha256 {str(origin.get('fingerprint', ''))[:12]})"
    steps = [Step(source.id, "source", None, value, told, source.author, source.time.isoformat())]
    known = {d.id: d for d in decision_store.history(engine, source.dataset)}
    recipes = [made.recipe or [] for made in chain[1:]]
    rows = _rows(table, key_column, [key, *_kept(recipes, key)])
    for made, recipe in zip(chain[1:], recipes, strict=True):
        rows, changes = trace(recipe, rows, key_column, key, column)
        steps += [_step(made, change, key, column, known) for change in changes]
    left = _rows(rows, key_column, [key])
    present = left.num_rows == 1
    now = _plain(left.column(column)[0].as_py()) if present else None
    return Explanation(source.dataset, key, column, now, present, tuple(steps))


def _rows(table: pa.Table, key_column: str, keys: list[Key]) -> pa.Table:
    column = table.column(key_column)
    try:
        wanted = pa.array(keys, type=column.type)
    except (pa.ArrowInvalid, pa.ArrowTypeError, TypeError, OverflowError):
        return table.slice(0, 0)
    return table.filter(pc.is_in(column, value_set=wanted))


def _kept(recipes: list[list[Json]], key: Key) -> list[Key]:
    """Return the keys of the rows in whose favour the row may have been dropped."""
    rows = [row for recipe in recipes for rule in recipe for row in rule.get("rows", ())]
    return [row["kept"] for row in rows if row["key"] == key and row.get("kept") is not None]


def _step(
    made: DatasetVersion, change: Json, key: Key, column: str, known: dict[str, Decision]
) -> Step:
    behind = [known[d] for d in change["decisions"] if d in known]
    behind = [d for d in behind if _concerns(d, key, column, change["before"])]
    reasons = dict.fromkeys(d.target["why"] for d in behind if d.target.get("why"))
    return Step(
        version=made.id,
        what=change["kind"],
        before=_plain(change["before"]),
        after=_plain(change["after"]),
        why=" ".join(reasons) or change["why"],
        author=change["author"] or made.author,
        time=made.time.isoformat(),
        decisions=tuple(d.to_dict() for d in behind),
    )


def _concerns(decision: Decision, key: Key, column: str, before: Any) -> bool:
    """Tell whether a decision is about this cell: rules of several decisions are joined."""
    target = decision.target
    rule = target.get("rule")
    if rule is None:
        return key in [target.get(name) for name in ("key", "key_l", "key_r")]
    if column not in rule.get("columns", [rule.get("column", column)]):
        return False
    if "mapping" in rule:
        return before in rule["mapping"]
    if "values" in rule:
        return before in rule["values"]
    rows = rule.get("cells") or rule.get("rows")
    return rows is None or any(row["key"] == key for row in rows)


def _plain(value: Any) -> Any:
    return None if value is None or value != value else value
