"""The recipe of a dataset at one moment: its steps, and what issues suggest beyond them."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock

import sqlalchemy as sa
from cachetools import LRUCache, cached

from workbench.decisions.expected import expectations_by_hand
from workbench.decisions.recipe_steps import Step, active_recipe
from workbench.decisions.targets import ORDER
from workbench.decisions.to_rules import steps_of
from workbench.errors import RuleError
from workbench.rules import Recipe
from workbench.rules.kinds import Rule, parse_rule
from workbench.store import blobs, decisions, schema, versions
from workbench.store.context import DatasetContext
from workbench.store.database import fetched_values, reading
from workbench.store.issues import list_issues
from workbench.tables import read_table
from workbench.types import DatasetVersion, Decision, Issue, digest

__all__ = [
    "RecipeSnapshot",
    "Suggestion",
    "decisions_for_step",
    "read_log",
    "read_snapshot",
    "stamp_of",
    "suggestions_of",
]

VERDICTS = ("accept", "reject", "choose", "unsure")
KEPT = 8
"""Snapshots and logs that a process keeps: one for each of the datasets that people work on."""


@dataclass(frozen=True)
class Suggestion:
    """An issue that nobody has judged, and the rule that it suggests."""

    issue: Issue
    rule: Rule


@dataclass(frozen=True)
class RecipeSnapshot:
    """A recipe at one moment.

    Attributes
    ----------
    key : str
        The column that names rows.
    source : DatasetVersion
        The newest source.
    mark : tuple
        Changes with every decision.
    decisions : list of Decision
        Those that stand, oldest first.
    steps : list of Step
        The recipe, with what is switched off.
    """

    key: str
    source: DatasetVersion
    mark: tuple[int, int]
    decisions: list[Decision]
    steps: list[Step]

    @property
    def order(self) -> str:
        """A stamp of the order, as decided."""
        ids = [d.id for d in self.decisions if (d.kind, d.item) == ("recipe", ORDER)]
        return ids[-1] if ids else ""

    def recipe(self) -> Recipe:
        """Return the rules that are on, and what people expect of what they leave."""
        return active_recipe(self.steps, expectations_by_hand(self.decisions))

    def step(self, name: str | None) -> Step | None:
        """Return the step of this identity, if there is one."""
        return next((step for step in self.steps if step.id == name), None)


def read_snapshot(context: DatasetContext) -> RecipeSnapshot:
    """Return the recipe as it is now; the same decisions are read once.

    Raises
    ------
    NotFoundError
        If there is no such dataset.
    """
    key = str(versions.dataset(context.engine, context.dataset)["key_column"])
    source = versions.latest_source(context.engine, context.dataset)
    return _read(context, key, source, _mark(context))


@cached(
    LRUCache[object, RecipeSnapshot](KEPT),
    key=lambda context, key, source, mark: (context.folder, context.dataset, key, source.id, mark),
    lock=Lock(),
)
def _read(
    context: DatasetContext, key: str, source: DatasetVersion, mark: tuple[int, int]
) -> RecipeSnapshot:
    current = decisions.current(context.engine, context.dataset)
    table = None
    if any(decision.kind == "pair" for decision in current):
        table = read_table(blobs.read_blob(context.folder, source.blob)).to_pandas()
    return RecipeSnapshot(key, source, mark, current, steps_of(current, table, key=key))


def _mark(context: DatasetContext) -> tuple[int, int]:
    """Return how many decisions there are and the number of the last."""
    column = schema.decision.c
    query = sa.select(sa.func.count(), sa.func.max(column.seq))
    with reading(context.engine) as connection:
        count, last = connection.execute(query.where(column.dataset == context.dataset)).one()
    return count, last or 0


def read_log(context: DatasetContext) -> list[Decision]:
    """Return all decisions that an edit of the recipe may have made, oldest first."""
    return _read_log(context, _mark(context))


@cached(
    LRUCache[object, list[Decision]](KEPT),
    key=lambda context, mark: (context.folder, context.dataset, mark),
    lock=Lock(),
)
def _read_log(context: DatasetContext, mark: tuple[int, int]) -> list[Decision]:
    column = schema.decision.c
    ours = column.kind.in_(("rule", "recipe"))
    query = sa.select(column.id).where(column.dataset == context.dataset, ours).order_by(column.seq)
    return list(decisions.by_ids(context.engine, fetched_values(context.engine, query)).values())


def suggestions_of(context: DatasetContext, snapshot: RecipeSnapshot) -> list[Suggestion]:
    """Return what issues suggest that nobody has judged yet, surest first."""
    judged = {d.item for d in snapshot.decisions if d.kind == "rule" and d.verdict in VERDICTS}
    suggestions = []
    for issue in list_issues(context.engine, context.dataset):
        if issue.suggestion is None or issue.id in judged:
            continue
        try:
            rule = parse_rule(issue.suggestion)
        except RuleError:
            continue  # another release found it
        if rule.row_key() in (None, snapshot.key):
            why = str(issue.evidence.get("message", "")) or rule.why
            suggestions.append(Suggestion(issue, rule.model_copy(update={"why": why})))
    return suggestions


def stamp_of(rule: Rule, on: bool) -> str:
    """Return what changes when the rule, or whether it runs, does."""
    return digest([rule.core(), on])


def decisions_for_step(step: Step, snapshot: RecipeSnapshot) -> list[Decision]:
    """Return the decisions that made the rule of a step, without those of kind ``recipe``."""
    ids = set(step.rule.decisions)
    return [d for d in snapshot.decisions if d.id in ids and d.kind != "recipe"]
