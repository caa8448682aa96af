"""Judge issues: each judgement is a decision that replaces the one before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from workbench.errors import InputError
from workbench.store import decisions
from workbench.store.context import DatasetContext
from workbench.types import Decision, Issue, Verdict, new_id, now

__all__ = ["judge_issues", "withdrawn"]


def judge_issues(
    context: DatasetContext,
    chosen: Sequence[Issue],
    verdict: Literal["accept", "reject", "open"],
    *,
    comment: str = "",
) -> None:
    """Store what somebody says of issues; of those that are judged so already nothing is stored.

    Parameters
    ----------
    context : DatasetContext
        The dataset, and in whose name.
    chosen : sequence of Issue
        The issues.
    verdict : {"accept", "reject", "open"}
        The suggested rule is right; there is nothing to mend; nothing is decided any more.
    comment : str
        Stands beside each decision.

    Raises
    ------
    InputError
        If an issue is accepted that suggests no rule.
    """
    for issue in chosen:
        if verdict == "accept" and issue.suggestion is None:
            raise InputError(
                f"issue {issue.id} ({issue.kind} in {issue.column}) suggests no rule; "
                "decide it in a review queue or write a rule for it"
            )

    def make(current: list[Decision]) -> list[Decision]:
        known = {one.item: one for one in current if one.kind == "rule"}
        if verdict == "open":
            return [
                withdrawn(known[issue.id], context.user) for issue in chosen if issue.id in known
            ]
        return [
            _decision(context, issue, verdict, comment, known.get(issue.id))
            for issue in chosen
            if issue.id not in known or known[issue.id].verdict != verdict
        ]

    decisions.append_made(context.engine, context.dataset, make)


def withdrawn(taken: Decision, user: str) -> Decision:
    """Return the decision that takes another one back."""
    return replace(
        taken,
        id=new_id(),
        verdict="withdraw",
        choice=None,
        reviewer=user,
        supersedes=taken.id,
        comment="",
        time=now(),
    )


def _decision(
    context: DatasetContext,
    issue: Issue,
    verdict: Verdict,
    comment: str,
    earlier: Decision | None,
) -> Decision:
    return Decision(
        dataset=context.dataset,
        kind="rule",
        item=issue.id,
        target={"rule": issue.suggestion, "why": issue.evidence.get("message", "")},
        verdict=verdict,
        reviewer=context.user,
        comment=comment,
        supersedes=earlier.id if earlier else None,
    )
