"""Turn decisions into rules: this is where a judgement becomes code."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse

from workbench.entities import merge_rules_for
from workbench.rules import Recipe
from workbench.rules.kinds import CellChange, DropRows, Rule, SetCells, parse_rule
from workbench.rules.rebase import rebased
from workbench.rules.suggest import merged
from workbench.types import Decision, Key

__all__ = [
    "PairJudgements",
    "judged_pairs",
    "label_rules",
    "merge_rules",
    "recipe_of",
    "rule_rules",
]


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
    rules = []
    for decision in decisions:
        if decision.kind == "rule" and decision.verdict == "accept":
            rule = parse_rule(decision.target["rule"])
            if getattr(rule, "key", key) != key:
                continue
            told = {"author": decision.reviewer, "decisions": (decision.id,)}
            why = decision.target.get("why") or rule.why
            rules.append(rule.model_copy(update={**told, "why": why}))
    return rules


def label_rules(decisions: Iterable[Decision], *, key: str) -> list[Rule]:
    """Return one rule a column that sets the labels on which a majority of reviewers agrees.

    A label that the majority keeps, that is split, or that nobody can tell, is not set.
    """
    votes: defaultdict[tuple[str, Key], list[Decision]] = defaultdict(list)
    for decision in decisions:
        if decision.kind == "label" and decision.verdict in ("accept", "reject", "choose"):
            votes[decision.target["column"], decision.target["key"]].append(decision)
    cells: defaultdict[str, list[CellChange]] = defaultdict(list)
    behind: defaultdict[str, list[Decision]] = defaultdict(list)
    for (column, row), given in votes.items():
        old = given[-1].target["old"]
        label = _majority([_label(decision) for decision in given])
        if label is not None and label != old:
            cells[column].append(CellChange(key=row, old=old, new=label))
            behind[column] += given
    return [
        SetCells(
            key=key,
            column=column,
            cells=tuple(changes),
            why=f"{len(changes)} values of {column} were decided in review.",
            author=_names(behind[column]),
            decisions=tuple(decision.id for decision in behind[column]),
        )
        for column, changes in cells.items()
    ]


def _label(decision: Decision) -> str | int | None:
    if decision.verdict == "choose":
        return decision.choice
    label: str | int | None = decision.target[
        "suggested" if decision.verdict == "accept" else "old"
    ]
    return label


def _majority(votes: Sequence[str | int | None]) -> str | int | None:
    """Return the vote that over half of the people gave; None where there is no such one."""
    vote, count = Counter(votes).most_common(1)[0]
    return vote if 2 * count > len(votes) else None


def judged_pairs(decisions: Iterable[Decision]) -> PairJudgements:
    """Sort the pairs that reviewers decided by what a majority of them says."""
    given: defaultdict[tuple[Key, Key], list[Decision]] = defaultdict(list)
    for decision in decisions:
        if decision.kind == "pair" and decision.verdict in ("accept", "reject", "unsure"):
            given[decision.target["key_l"], decision.target["key_r"]].append(decision)
    sorted_: dict[str, list[tuple[Key, Key]]] = {"accept": [], "reject": [], "unsure": []}
    for pair, told in given.items():
        verdict = _majority([decision.verdict for decision in told])
        sorted_[str(verdict or "unsure")].append(pair)
    return PairJudgements(sorted_["accept"], sorted_["reject"], sorted_["unsure"], dict(given))


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
    there = set(table[key])
    same = [pair for pair in judged.same if set(pair) <= there]
    for rows in _accounts(same, judged.different):
        behind = [d for pair in same if set(pair) <= set(rows) for d in judged.decisions[pair]]
        told = {
            "author": _names(behind),
            "decisions": tuple(decision.id for decision in behind),
            "why": f"{', '.join(map(str, rows))} are the same, as decided in review.",
        }
        for rule in map(parse_rule, merge_rules_for(table, key, [rows])):
            if isinstance(rule, DropRows):
                dropped = {row.key for row in rule.rows}
                (kept,) = [row for row in rows if row not in dropped]
                named = tuple(row.model_copy(update={"kept": kept}) for row in rule.rows)
                rule = rule.model_copy(update={"rows": named})
            rules.append(rule.model_copy(update=told))
    return rules


def _accounts(
    same: Sequence[tuple[Key, Key]], different: Sequence[tuple[Key, Key]]
) -> list[list[Key]]:
    """Group the keys that are the same; leave out groups that contradict a `different` pair."""
    keys = list(dict.fromkeys(key for pair in same for key in pair))
    place = {key: i for i, key in enumerate(keys)}
    ends = [[place[pair[side]] for pair in same] for side in (0, 1)]
    links = sparse.coo_array((np.ones(len(same)), ends), shape=(len(keys), len(keys)))
    _, numbers = sparse.csgraph.connected_components(links, directed=False)
    groups: defaultdict[int, list[Key]] = defaultdict(list)
    for key, number in zip(keys, numbers, strict=True):
        groups[int(number)].append(key)
    return [
        members
        for members in groups.values()
        if not any(left in members and right in members for left, right in different)
    ]


def _names(decisions: Iterable[Decision]) -> str:
    return ", ".join(dict.fromkeys(decision.reviewer for decision in decisions))


def recipe_of(decisions: Sequence[Decision], table: pd.DataFrame | None, *, key: str) -> Recipe:
    """Return the recipe that all current decisions about a dataset make, in default order.

    Parameters
    ----------
    decisions : sequence of Decision
        Those that stand, oldest first.
    table : pandas.DataFrame or None
        The source rows; needed to merge accounts, without it merges are left out.
    key : str
        The column that names rows.
    """
    rules = merged(
        Recipe([*rule_rules(decisions, key=key), *label_rules(decisions, key=key)])
    ).ordered()
    if table is not None and any(decision.kind == "pair" for decision in decisions):
        texts = Recipe([rule for rule in rules if rule.stage < SetCells.stage])
        merges = merge_rules(decisions, texts.run(table), key=key)
        rules = merged(Recipe([*rules, *merges])).ordered()
    return rebased(rules)
