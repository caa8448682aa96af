"""Accept and reject issues where they are listed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from workbench.decisions.issue_verdicts import judge_issues
from workbench.errors import NotFoundError
from workbench.explore import Explorer
from workbench.protocol.explore import Issues, JudgeIssue
from workbench.protocol.message import Empty, Message
from workbench.store.context import DatasetContext
from workbench.store.issues import list_issues

__all__ = ["Judgements"]


class Judgements:
    """Takes what somebody says of an issue.

    Parameters
    ----------
    context : DatasetContext
        The dataset, and in whose name.
    explorer : Explorer
        Lists the issues as views show them.
    """

    def __init__(self, context: DatasetContext, explorer: Explorer) -> None:
        self._context, self._explorer = context, explorer

    def answers(self) -> Mapping[str, Callable[[Any], Message]]:
        """Return what answers each method, by name."""
        return {"judge_issue": self.judge}

    def judge(self, request: JudgeIssue) -> Issues:
        """Store a judgement and return all issues as they stand now."""
        listed = list_issues(self._context.engine, self._context.dataset)
        issue = next((one for one in listed if one.id == request.issue), None)
        if issue is None:
            raise NotFoundError(
                "this issue no longer exists: find_issues() has run since; reload the issues"
            )
        judge_issues(self._context, [issue], request.verdict)
        return self._explorer.issues(Empty())
