"""Rows that break what nearly always holds: one postcode, one city.

The dependencies are found in the table itself (`workbench.profile.across.dependencies`).  A cell is
judged by all of them together: each column that determines it says which value most rows of its
group have.  Which side of a broken dependency is wrong shows only where several speak, or where the
value stands nowhere else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from workbench.checks.context import CheckContext
from workbench.checks.mistyped import mistyped
from workbench.checks.proposals import Doubt, issues_of
from workbench.profile.across.dependencies import Dependency
from workbench.types import Issue

__all__ = ["Ballot", "find", "judged", "vote"]

MAX_ERROR = 0.12
GROUP = 3
SHARE = 0.6
SINGLE = 2 / 3
FEW_GAPS = 0.1
SURE_ERROR = 0.04
RECURRING = 4
SYSTEMATIC = 0.7


def find(context: CheckContext) -> Iterator[Issue]:
    """Report cells that break the table's own dependencies, and gaps that they fill.

    Repaired by the majority of the group where that is sure.  Silent where the exceptions of a
    group recur: then they are a fact (a customer who moved), not slips.
    """
    from workbench.profile.across.dependencies import dependencies

    columns = [name for name in context.plain_columns if name in context.sample.types]
    if context.rows < 20 or len(columns) < 2:
        return
    result = dependencies(context.sample, columns=columns, max_error=MAX_ERROR).found
    facts = _facts(result)
    ballots: dict[str, Ballot] = {}
    for item in result:
        if item.right not in ballots:
            ballots[item.right] = Ballot(context.rows, context.codes_present(item.right))
        vote(ballots[item.right], [context.codes_present(name) for name in item.left], item.left)
    for column, ballot in ballots.items():
        doubts = judged(context, column, ballot, ballots, facts)
        names = sorted({" and ".join(left) for left in ballot.lefts})
        why = f"where {column} follows from {' or from '.join(names[:3])}"
        yield from issues_of(context, "dependency", column, doubts, why=why, about=names)


def _facts(result: Sequence[Dependency]) -> dict[tuple[str, ...], int]:
    """Give the determining columns numbers; those that name the same things share one.

    A customer's number and name are one fact: both contradict the new address of one who moved.
    """
    fact: dict[tuple[str, ...], int] = {}
    for item in result:
        fact.setdefault(item.left, len(fact))
    for item in result:
        other = fact.get((item.right,))
        if item.mutual and other is not None and other != fact[item.left]:
            fact = {k: other if v == fact[item.left] else v for k, v in fact.items()}
    return fact


class Ballot:
    """What the columns that determine a column say of its cells.

    Attributes
    ----------
    rows : int
        Rows of the table.
    right : array of int32
        The column's codes.
    against, support : array of int16
        How many determining columns speak against and for the value of each row.
    expected : array of int32
        The value that most rows of the group have, by the column that is surest; -1 where none is.
    share : array of float32
        How large that majority is, without the row itself.
    error : array of float32
        How often the surest of the columns that speak against a row is broken, 0 to 1.
    own : array of bool
        Of each value, whether it is the majority of a group.
    lefts : list of tuple of str
        The determining columns.
    doubted : list of array of bool
        For each of them, the rows that it speaks against.
    again, once : int
        Exceptions that stand several times in their group, and those that stand once.
    """

    def __init__(self, rows: int, right: NDArray[np.int32]) -> None:
        self.rows, self.right = rows, right
        self.against = np.zeros(rows, dtype=np.int16)
        self.support = np.zeros(rows, dtype=np.int16)
        self.expected = np.full(rows, -1, dtype=np.int32)
        self.share = np.zeros(rows, dtype=np.float32)
        self.error = np.ones(rows, dtype=np.float32)
        self.own = np.zeros(int(right.max(initial=-1)) + 2, dtype=bool)
        self.lefts: list[tuple[str, ...]] = []
        self.doubted: list[NDArray[np.int64]] = []
        self.again = self.once = 0


def vote(ballot: Ballot, lefts: list[NDArray[np.int32]], names: tuple[str, ...]) -> None:
    """Add the votes of one dependency: of each group, the value that most of its rows have."""
    group, size = _joined(lefts)
    right = ballot.right
    present = np.flatnonzero((group >= 0) & (right >= 0))
    width = int(right.max(initial=-1)) + 1
    if not len(present):
        return
    pairs, position, counts = np.unique(
        group[present] * width + right[present], return_inverse=True, return_counts=True
    )
    of, value = np.divmod(pairs, width)
    total = np.bincount(of, weights=counts, minlength=size)
    order = np.lexsort((counts, of))
    last = np.flatnonzero(np.append(of[order][1:] != of[order][:-1], True))
    best = order[last]
    majority = np.full(size, -1, dtype=np.int64)
    most = np.zeros(size)
    majority[of[best]], most[of[best]] = value[best], counts[best]
    ballot.own[value[best[counts[best] >= GROUP - 1]]] = True
    minor = counts[value != majority[of]]
    error = float(minor.sum()) / len(present)
    ballot.again += int((minor > 1).sum())
    ballot.once += int((minor == 1).sum())
    # The row itself is left out of its group's vote.
    count = np.zeros(ballot.rows)
    count[present] = counts[position]
    known = np.flatnonzero(group >= 0)
    own = (right[known] == majority[group[known]]) & (right[known] >= 0)
    others = total[group[known]] - (right[known] >= 0)
    support = most[group[known]] - own
    share = support / np.maximum(others, 1)
    sure = (others >= GROUP - 1) & (share >= SHARE) & (support > count[known] - 1 + own)
    against = known[sure & ~own]
    ballot.support[known[sure & own]] += 1
    ballot.against[against] += 1
    ballot.error[against] = np.minimum(ballot.error[against], error)
    better = share[sure & ~own] > ballot.share[against]
    ballot.share[against[better]] = share[sure & ~own][better]
    ballot.expected[against[better]] = majority[group[against[better]]]
    ballot.lefts.append(names)
    ballot.doubted.append(against)


def judged(
    context: CheckContext,
    column: str,
    ballot: Ballot,
    ballots: dict[str, Ballot],
    facts: dict[tuple[str, ...], int],
) -> list[Doubt]:
    """Return the cells of a column that its dependencies speak against, with confidence."""
    rows = np.flatnonzero((_against(ballot, ballots) > ballot.support) & (ballot.expected >= 0))
    speaking: defaultdict[int, set[int]] = defaultdict(set)
    for names, doubted in zip(ballot.lefts, ballot.doubted, strict=True):
        for row in np.intersect1d(doubted, rows).tolist():
            speaking[row].add(facts[names])
    coded = context.coded(column)
    present = ballot.right >= 0
    gaps = int((~present & (ballot.expected >= 0)).sum())
    few_gaps = gaps <= FEW_GAPS * max(int(present.sum()), 1)
    expected_so = _systematic(context, column, rows, ballot)
    slips = ballot.once >= SINGLE * (ballot.once + ballot.again)
    doubts = []
    for row in rows.tolist():
        code, expected = int(ballot.right[row]), coded.values[int(ballot.expected[row])]
        share = float(ballot.share[row])
        if code < 0:
            sure = share >= 0.9 and few_gaps and ballot.error[row] <= SURE_ERROR
            confidence = 0.88 if sure else 0.6
        else:
            orphan = not bool(ballot.own[code])
            confidence = _confidence(len(speaking[row]), orphan, coded.values[code], expected)
            if not slips or share < 0.75 or row in expected_so:
                confidence = min(confidence, 0.4 if row in expected_so else 0.65)
        doubts.append(Doubt(row, coded.at(row), expected, round(confidence, 2)))
    return doubts


def _against(ballot: Ballot, ballots: dict[str, Ballot]) -> NDArray[np.int64]:
    """Return how many columns speak against each row, without those more doubtful themselves."""
    against = ballot.against.astype(np.int64)
    for names, rows in zip(ballot.lefts, ballot.doubted, strict=True):
        for name in names:
            other = ballots.get(name)
            if other is not None and len(rows):
                theirs = other.against[rows] / np.maximum(other.against + other.support, 1)[rows]
                ours = ballot.against[rows] / np.maximum(ballot.against + ballot.support, 1)[rows]
                against[rows[theirs > ours]] -= 1
    return against


def _systematic(
    context: CheckContext, column: str, rows: NDArray[np.int64], ballot: Ballot
) -> set[int]:
    """Return the doubted rows whose value a third column explains: all rows of one state differ."""
    explained: set[int] = set()
    doubted = rows[ballot.right[rows] >= 0]
    if len(doubted) < RECURRING:
        return explained
    for name in context.discrete_columns:
        codes = context.codes_present(name)
        present = doubted[codes[doubted] >= 0]
        if name != column and len(present):
            all_rows = np.bincount(codes[codes >= 0])
            hit = np.bincount(codes[present], minlength=len(all_rows))
            same = (hit >= RECURRING) & (hit >= SYSTEMATIC * all_rows)
            explained.update(present[same[codes[present]]].tolist())
    return explained


def _confidence(facts: int, orphan: bool, value: str, expected: str) -> float:
    if orphan and mistyped(value, expected):
        return 0.95
    if orphan:
        return {1: 0.7, 2: 0.85}.get(facts, 0.9)
    return {1: 0.5, 2: 0.7}.get(facts, 0.82)


def _joined(lefts: list[NDArray[np.int32]]) -> tuple[NDArray[np.int64], int]:
    group = lefts[0].astype(np.int64)
    for other in lefts[1:]:
        missing = (group < 0) | (other < 0)
        joint = np.where(missing, -1, group * (int(other.max(initial=-1)) + 1) + other)
        _, positions = np.unique(joint, return_inverse=True)
        group = np.where(missing, -1, positions).astype(np.int64)
    return group, int(group.max(initial=-1)) + 1
