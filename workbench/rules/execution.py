"""Run rules on a table: one after the other, with what they leave alone or cannot read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from workbench.errors import InputError, MissingColumnError, WorkbenchError
from workbench.rules.kinds import Rule
from workbench.rules.needs import check_new_columns, needed_columns, plan_of
from workbench.rules.prepare import index_hint, prepare, with_inner_names, with_own_names
from workbench.rules.steps.planning import unmet
from workbench.tables.numbering import numbered
from workbench.types import Key

__all__ = [
    "Applied",
    "Skipped",
    "Stale",
    "Unread",
    "apply_rules",
    "check_rules",
    "run_rules",
    "steps_of_run",
]


EXAMPLES = 5
"""Texts that are shown of those that could not be read."""


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
    """Texts that a rule could not parse as numbers or dates, and made null.

    Attributes
    ----------
    rule : int
        Position of the rule in the recipe, from 1.
    column : str
        The column.
    rows : int
        How many cells.
    examples : tuple of str
        Up to five distinct texts.
    """

    rule: int
    column: str
    rows: int
    examples: tuple[str, ...]


@dataclass(frozen=True)
class Skipped:
    """A rule that lacks a column of the table.

    Attributes
    ----------
    rule : int
        Position of the rule in the recipe, from 1.
    columns : tuple of str
        The columns that are missing.
    whole : bool
        Whether nothing of the rule was done; else it ran on its other columns.
    reason : str
        The same in words.
    """

    rule: int
    columns: tuple[str, ...]
    whole: bool
    reason: str


@dataclass(frozen=True)
class Applied:
    """The result of running a recipe.

    Attributes
    ----------
    table : table
        The cleaned table, of the type that was given.
    stale : tuple of Stale
        Decisions about single rows that did not apply.
    unread : tuple of Unread
        Texts that became null because no rule could read them.
    skipped : tuple of Skipped
        Rules that did not run, or not in full, because the table lacks a column.
    """

    table: Any
    stale: tuple[Stale, ...]
    unread: tuple[Unread, ...]
    skipped: tuple[Skipped, ...] = ()


def run_rules(rules: Sequence[Rule], table: Any) -> Any:
    """Apply rules to a table and return one of the same type; see `workbench.Recipe.run`."""
    frame, inner = _prepared(rules, table)
    for number, rule in enumerate(rules, 1):
        frame = _applied(number, rule, frame)
    return with_own_names(frame, inner).to_native()


def check_rules(rules: Sequence[Rule], table: Any) -> None:
    """Raise what `run_rules` would raise, without running the rules."""
    _prepared(rules, table)


def steps_of_run(rules: Sequence[Rule], table: Any) -> Iterator[tuple[Rule, Any, Any]]:
    """Yield each rule with the narwhals frame before and after it."""
    frame, _ = _prepared(rules, table)
    for number, rule in enumerate(rules, 1):
        after = _applied(number, rule, frame)
        yield rule, frame, after
        frame = after


def apply_rules(rules: Sequence[Rule], table: Any, without: Collection[int] = ()) -> Applied:
    """Run the rules once, and report what they left alone and what they could not read.

    Those at the positions `without`, from 1, are left out.
    """
    frame, inner = _prepared(rules, table, strict=False)
    stale: list[Stale] = []
    unread: list[Unread] = []
    lacking = unmet(frame.collect_schema().names(), list(map(plan_of, count(1), rules)), without)
    skipped = tuple(
        Skipped(one["rule"], tuple(one["missing"]), one["whole"], one["reason"]) for one in lacking
    )
    left_out = {one.rule for one in skipped if one.whole}
    for number, rule in enumerate(rules, 1):
        if number in left_out:
            continue
        before, frame = frame, _applied(number, rule, frame)
        stale += [Stale(number, *cell) for cell in rule.stale(before)]
        lost = rule.unread(before, frame)
        if lost:
            examples = tuple(dict.fromkeys(map(str, lost)))[:EXAMPLES]
            unread.append(Unread(number, rule.touches()[0], len(lost), examples))
    table = with_own_names(frame, inner).to_native()
    return Applied(table, tuple(stale), tuple(unread), skipped)


def _prepared(
    rules: Iterable[Rule], table: Any, *, strict: bool = True
) -> tuple[Any, dict[str, str]]:
    """Return the table as a frame that rules run on, and the columns renamed for them.

    With `strict` no column may be missing.
    """
    needed = needed_columns(rules)
    try:
        frame, inner = with_inner_names(table, numbered, needed)
    except TypeError as error:
        raise InputError(
            f"a recipe runs on pandas, Polars, PyArrow, DuckDB or Spark tables, not on "
            f"{type(table).__name__}; read it first with workbench.read_table"
        ) from error
    present = frame.collect_schema().names()
    missing = [name for name in needed if name not in present]
    if missing and (strict or len(missing) == len(needed)):
        advice = index_hint(frame, missing).removeprefix("; ")
        raise MissingColumnError(missing, present, "the table that the recipe is run on", advice)
    check_new_columns(rules, present)
    try:
        return prepare(frame, needed), inner
    except (TypeError, ValueError) as error:
        raise InputError(str(error)) from error


def _applied(number: int, rule: Rule, frame: Any) -> Any:
    """Run one rule on a narwhals frame; where it cannot run, the error names it."""
    try:
        return rule.apply(frame)
    except WorkbenchError:
        raise
    except (TypeError, ValueError) as error:
        raise InputError(f"rule {number} ({rule.kind}, {rule.title()}): {error}") from error
