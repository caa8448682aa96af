"""How the recipe of a dataset stands: its steps, and what issues suggest beyond them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from workbench.decisions.recipe_steps import ORDER, Step
from workbench.decisions.to_rules import steps_of
from workbench.errors import RuleError
from workbench.recipe_editor.caches import Cache
from workbench.rules.kinds import Rule, parse_rule
from workbench.store import blobs, decisions, schema, versions
from workbench.store.context import DatasetContext
from workbench.store.database import reading
from workbench.store.issues import list_issues
from workbench.tables import read_table
from workbench.types import DatasetVersion, Decision, Issue, digest

__all__ = [
    "Standing",
    "Suggestion",
    "behind",
    "read_log",
    "read_standing",
    "stamp_of",
    "suggestions_of",
]

VERDICTS = ("accept", "reject", "choose", "unsure")


@dataclass(frozen=True)
class Suggestion:
    """An issue that nobody has judged, and the rule that it suggests."""

    issue: Issue
    rule: Rule


@dataclass(frozen=True)
class Standing:
    """How a recipe stands at one moment.

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

    def step(self, name: str) -> Step | None:
        """Return the step of this identity, if there is one."""
        return next((step for step in self.steps if step.id == name), None)

    def place(self, name: str) -> int:
        """Return where the step of this identity is."""
        return next(at for at, step in enumerate(self.steps) if step.id == name)


_standings = Cache(8)
_logs = Cache(8)


def read_standing(context: DatasetContext) -> Standing:
    """Return how the recipe stands now; the same decisions are read once.

    Raises
    ------
    NotFoundError
        If there is no such dataset.
    """
    key = str(versions.dataset(context.engine, context.dataset)["key_column"])
    source = versions.latest_source(context.engine, context.dataset)
    mark = _mark(context)
    name = (str(context.folder), context.dataset, key, source.id, mark)
    return _standings.get(name, lambda: _read(context, key, source, mark))


def _read(
    context: DatasetContext, key: str, source: DatasetVersion, mark: tuple[int, int]
) -> Standing:
    standing = decisions.current(context.engine, context.dataset)
    table = None
    if any(decision.kind == "pair" for decision in standing):
        table = read_table(blobs.read_blob(context.folder, source.blob)).to_pandas()
    return Standing(key, source, mark, standing, steps_of(standing, table, key=key))


def _mark(context: DatasetContext) -> tuple[int, int]:
    """Return how many decisions there are and the number of the last."""
    column = schema.decision.c
    query = sa.select(sa.func.count(), sa.func.max(column.seq))
    with reading(context.engine) as connection:
        count, last = connection.execute(query.where(column.dataset == context.dataset)).one()
    return count, last or 0


def read_log(context: DatasetContext) -> list[Decision]:
    """Return all decisions that an edit of the recipe may have made, oldest first."""
    name = (str(context.folder), context.dataset, _mark(context))
    return _logs.get(name, lambda: _read_log(context))


def _read_log(context: DatasetContext) -> list[Decision]:
    column = schema.decision.c
    ours = column.kind.in_(("rule", "recipe"))
    query = sa.select(column.id).where(column.dataset == context.dataset, ours).order_by(column.seq)
    with reading(context.engine) as connection:
        ids = list(connection.execute(query).scalars())
    found = decisions.by_ids(context.engine, ids)
    return [found[one] for one in ids]


def suggestions_of(context: DatasetContext, standing: Standing) -> list[Suggestion]:
    """Return what issues suggest that nobody has judged yet, surest first."""
    judged = {d.item for d in standing.decisions if d.kind == "rule" and d.verdict in VERDICTS}
    found = []
    for issue in list_issues(context.engine, context.dataset):
        if issue.suggestion is None or issue.id in judged:
            continue
        try:
            rule = parse_rule(issue.suggestion)
        except RuleError:
            continue  # another release found it
        if rule.row_key() in (None, standing.key):
            why = str(issue.evidence.get("message", "")) or rule.why
            found.append(Suggestion(issue, rule.model_copy(update={"why": why})))
    return found


def stamp_of(rule: Rule, on: bool) -> str:
    """Return what changes when the rule, or whether it runs, does."""
    return digest([rule.model_dump(mode="json", exclude={"why", "author", "decisions"}), on])


def behind(steps: Sequence[Step], standing: Standing) -> list[Decision]:
    """Return the decisions that made the rules of `steps`, without those of kind ``recipe``."""
    ids = {one for step in steps for one in step.rule.decisions}
    return [d for d in standing.decisions if d.id in ids and d.kind != "recipe"]
