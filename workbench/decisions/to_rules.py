"""Turn decisions into rules: this is where a judgement becomes code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from workbench.decisions.expected import expectations_by_hand
from workbench.decisions.recipe_steps import Step, active_recipe, arranged
from workbench.decisions.targets import CellTarget, PairTarget, RuleTarget, ValueTarget
from workbench.decisions.votes import Outcome, grouped, outcome, value_of
from workbench.entities import merge_rules_for
from workbench.lexicon.plurals import counted
from workbench.rules import Recipe
from workbench.rules.kinds import (
    CellChange,
    LabelRows,
    MapValues,
    RowLabel,
    Rule,
    SetCells,
    parse_rule,
)
from workbench.rules.rule_list import in_default_order, merged
from workbench.types import Decision, Key

__all__ = [
    "PairJudgements",
    "judged_pairs",
    "label_rules",
    "merge_rules",
    "recipe_of",
    "rule_rules",
    "steps_of",
    "value_rules",
]

CELL_KINDS = frozenset({"label", "cell", "disagreement", "annotate"})
"""Kinds of decisions that are about one cell of the table."""


@dataclass(frozen=True)
class PairJudgements:
    """What reviewers say of pairs.

    Attributes
    ----------
    same, different : list of (Key, Key)
        Pairs with a majority for either.
    open : list of (Key, Key)
        Pairs on which they are split, or that nobody can tell.
    decisions : dict
        Pair to its decisions.
    """

    same: list[tuple[Key, Key]]
    different: list[tuple[Key, Key]]
    open: list[tuple[Key, Key]]
    decisions: dict[tuple[Key, Key], list[Decision]]


def rule_rules(decisions: Iterable[Decision], *, key: str) -> list[Rule]:
    """Return the suggested rules that were accepted, each with who accepted it.

    Rules that name rows by another column than `key` are left out: the dataset was given
    another key since.
    """
    by_item = grouped(decisions, lambda one: one.item if one.kind == "rule" else None)
    rules = []
    for votes in by_item.values():
        result = outcome(votes)
        if result.vote != "accept":
            continue
        accepted = [one for one in result.decisions if one.verdict == "accept"]
        target = RuleTarget.of(accepted[-1])
        rule = target.parsed()
        if rule.row_key() in (None, key):
            update = {**_credits(accepted), "why": target.why or rule.why}
            rules.append(rule.model_copy(update=update))
    return rules


def value_rules(decisions: Iterable[Decision]) -> list[Rule]:
    """Return one rule for each cluster of values on whose spelling a majority agrees."""

    def cluster(decision: Decision) -> tuple[str, ...] | None:
        if decision.kind != "value":
            return None
        target = ValueTarget.of(decision)
        return target.column, *sorted(target.members)

    rules: list[Rule] = []
    for votes in grouped(decisions, cluster).values():
        result = outcome(votes)
        if not isinstance(result.vote, tuple) or not result.vote:
            continue
        column, mapping = ValueTarget.of(votes[-1]).column, dict(result.vote)
        rules.append(
            MapValues(
                column=column,
                mapping=mapping,
                why=f"{len(mapping)} spellings in {column} were decided in review.",
                **_credits(result.decisions),
            )
        )
    return rules


def label_rules(decisions: Iterable[Decision], *, key: str) -> list[Rule]:
    """Return rules that set the labels and cells on which a majority of reviewers agrees.

    Decisions about labels, cells and disagreements of annotators about one cell are votes on it.
    A value that the majority keeps, that is split, or that nobody can tell, is not set.  There
    is one rule a column, more only where values of several types are set.  Labels of a column
    that the source has none of add it.
    """

    def cell(decision: Decision) -> tuple[str, Key] | None:
        if decision.kind not in CELL_KINDS or "column" not in decision.target:
            return None
        target = CellTarget.of(decision)
        return target.column, target.key

    cells: defaultdict[tuple[str, str], list[tuple[CellChange, Outcome]]] = defaultdict(list)
    added: defaultdict[str, list[tuple[RowLabel, Outcome]]] = defaultdict(list)
    for (column, row), votes in grouped(decisions, cell).items():
        result = outcome(votes)
        if not isinstance(result.vote, tuple):
            continue
        if votes[-1].target.get("new"):
            added[column].append((RowLabel(key=row, label=result.vote[1]), result))
            continue
        old, new = _as_it_came(votes), result.vote[1]
        if new == old and type(new) is type(old):
            continue
        cells[column, _family(old, new)].append((CellChange(key=row, old=old, new=new), result))
    columns = [
        LabelRows(
            key=key,
            name=column,
            labels=tuple(label for label, _ in labels),
            why=f"{counted(len(labels), 'row was', 'rows were')} labelled by hand.",
            **_credits([one for _, result in labels for one in result.decisions]),
        )
        for column, labels in added.items()
    ]
    return columns + [
        SetCells(
            key=key,
            column=column,
            cells=tuple(change for change, _ in changes),
            why=f"{len(changes)} values of {column} were decided in review.",
            **_credits([one for _, result in changes for one in result.decisions]),
        )
        for (column, _), changes in cells.items()
    ]


def _as_it_came(votes: Sequence[Decision]) -> Any:
    """Return the value that decisions found in a cell, not one that an earlier one put there."""
    for index in range(len(votes) - 1, -1, -1):
        old = CellTarget.of(votes[index]).old
        before = [one for one in votes[:index] if one.verdict in ("accept", "choose")]
        if all(value_of(one) != old for one in before):
            return old
    return CellTarget.of(votes[0]).old


def _family(old: Any, new: Any) -> str:
    """Name what one rule can hold: old values of one type, and new ones of one."""
    names = [_type_name(one) for one in (old, new)]
    known = {name for name in names if name != "nothing"}
    return known.pop() if len(known) == 1 else " to ".join(names)


def _type_name(value: Any) -> str:
    if value is None:
        return "nothing"
    return "number" if type(value) in (int, float) else type(value).__name__


def _credits(decisions: Sequence[Decision]) -> dict[str, Any]:
    """Return who decided, and the decisions, as rules name them."""
    names = dict.fromkeys(decision.reviewer for decision in decisions)
    return {"author": ", ".join(names), "decisions": tuple(one.id for one in decisions)}


def judged_pairs(decisions: Iterable[Decision]) -> PairJudgements:
    """Sort the pairs that reviewers decided by what a majority of them says."""

    def pair_of(decision: Decision) -> tuple[Key, Key] | None:
        judged = decision.kind == "pair" and decision.verdict in ("accept", "reject", "unsure")
        return PairTarget.of(decision).keys if judged else None

    by_pair = grouped(decisions, pair_of)
    verdicts = {pair: outcome(votes).vote or "unsure" for pair, votes in by_pair.items()}
    same, different, unsure = (
        [pair for pair, vote in verdicts.items() if vote == verdict]
        for verdict in ("accept", "reject", "unsure")
    )
    return PairJudgements(same, different, unsure, by_pair)


def merge_rules(decisions: Iterable[Decision], table: pd.DataFrame, *, key: str) -> list[Rule]:
    """Return the rules that merge the accounts that reviewers said are the same.

    A group in which some pair was said to be different is left alone: it needs a person.

    Parameters
    ----------
    decisions : iterable of Decision
        The current ones of a dataset.
    table : pandas.DataFrame
        The rows as they are when cells are set.
    key : str
        The column that names rows.
    """
    judged = judged_pairs(decisions)
    rules: list[Rule] = []
    known_keys = set(table[key])
    same = [pair for pair in judged.same if set(pair) <= known_keys]
    for rows in _accounts(same, judged.different):
        decided = [d for pair in same if set(pair) <= set(rows) for d in judged.decisions[pair]]
        credits = {
            **_credits(decided),
            "why": f"{', '.join(map(str, rows))} are the same, as decided in review.",
        }
        merging = map(parse_rule, merge_rules_for(table, key, [rows]))
        rules += [rule.keeping(rows).model_copy(update=credits) for rule in merging]
    return rules


def _accounts(
    same: Sequence[tuple[Key, Key]], different: Sequence[tuple[Key, Key]]
) -> list[list[Key]]:
    """Group the keys that are the same; leave out groups that contradict a `different` pair."""
    keys = list(dict.fromkeys(key for pair in same for key in pair))
    index = {key: i for i, key in enumerate(keys)}
    ends = [[index[pair[side]] for pair in same] for side in (0, 1)]
    links = sparse.coo_array((np.ones(len(same)), ends), shape=(len(keys), len(keys)))
    _, numbers = sparse.csgraph.connected_components(links, directed=False)
    groups = grouped(keys, lambda key: int(numbers[index[key]]))
    return [
        members
        for members in groups.values()
        if not any(left in members and right in members for left, right in different)
    ]


def recipe_of(decisions: Sequence[Decision], table: pd.DataFrame | None, *, key: str) -> Recipe:
    """Return the recipe that all current decisions about a dataset make.

    In default order, unless somebody arranged it otherwise; see `workbench.decisions.recipe_steps`.

    Parameters
    ----------
    decisions : sequence of Decision
        Those that stand, oldest first.
    table : pandas.DataFrame or None
        The source rows; needed to merge accounts, without it merges are left out.
    key : str
        The column that names rows.
    """
    steps = steps_of(decisions, table, key=key)
    return active_recipe(steps, expectations_by_hand(decisions))


def steps_of(decisions: Sequence[Decision], table: pd.DataFrame | None, *, key: str) -> list[Step]:
    """Return the recipe step by step, with the rules that are switched off; see `recipe_of`."""
    made = rule_rules(decisions, key=key), value_rules(decisions), label_rules(decisions, key=key)
    rules = in_default_order(merged(chain(*made)))
    if table is not None and any(decision.kind == "pair" for decision in decisions):
        texts = Recipe(
            step.rule
            for step in arranged(rules, decisions)
            if step.on and step.rule.stage < SetCells.stage
        )
        merges = merge_rules(decisions, texts.run(table), key=key)
        rules = in_default_order(merged([*rules, *merges]))
    return arranged(rules, decisions)
