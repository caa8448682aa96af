"""A list of issues, and the recipe that their suggestions make."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Self

from workbench import html
from workbench.errors import MissingColumnError, NotFoundError
from workbench.lexicon.issue_kinds import ISSUE_KINDS
from workbench.lexicon.plurals import counted
from workbench.rules.kinds import parse_rule
from workbench.rules.rebase import rebased
from workbench.rules.recipe import Recipe
from workbench.rules.rule_list import in_default_order, merged, split_portable
from workbench.types import Issue, Json

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["DEFAULT_CONFIDENCE", "Issues"]

DEFAULT_CONFIDENCE = 0.8
NOT_CHECKED = "not checked yet"


class Issues:
    """Issues in order: surest first.

    Parameters
    ----------
    issues : iterable of Issue
        What was found.
    title : str
        What was looked at.
    columns : sequence of str, optional
        The columns of the table, so that a column without issues can be told from a wrong name;
        those that the issues name by default.
    checked : bool
        Whether anything was looked for: without issues, that is no good news.
    """

    def __init__(
        self,
        issues: Iterable[Issue],
        *,
        title: str = "table",
        columns: Sequence[str] | None = None,
        checked: bool = True,
    ) -> None:
        by_id = {issue.id: issue for issue in issues}
        self._issues = sorted(
            by_id.values(), key=lambda issue: (-issue.confidence, issue.column or "", issue.id)
        )
        self.title = title
        named = dict.fromkeys(issue.column for issue in self._issues if issue.column is not None)
        self._columns = tuple(named if columns is None else columns)
        self._kinds = frozenset(self.kinds())
        self.checked = checked or bool(self._issues)

    def __iter__(self) -> Iterator[Issue]:
        return iter(self._issues)

    def __len__(self) -> int:
        return len(self._issues)

    def __getitem__(self, which: int | str) -> Issue:
        if isinstance(which, int):
            return self._issues[which]
        issue = next((issue for issue in self._issues if issue.id == which), None)
        if issue is None:
            raise NotFoundError(f"issue {which!r}: there is no such issue in {self.title}")
        return issue

    def __repr__(self) -> str:
        return f"Issues({self.title!r}, {len(self) if self.checked else NOT_CHECKED})"

    def _heading(self) -> str:
        if not self.checked:
            return f"{self.title}: {NOT_CHECKED}"
        return f"{counted(len(self), 'issue')} in {self.title}"

    def __str__(self) -> str:
        lines = (
            f"  {issue.confidence:.2f}  {issue.kind:<18}{issue.evidence.get('message', '')}"
            for issue in self
        )
        return "\n".join([self._heading(), *lines])

    def where(
        self, *, kind: str | None = None, column: str | None = None, min_confidence: float = 0.0
    ) -> Issues:
        """Return the issues of one kind, of one column, or of at least a confidence.

        Raises
        ------
        NotFoundError
            If there is no such kind of issue; with those that were found.
        MissingColumnError
            If there is no such column; with those there are.
        """
        self._check_names(kind, column)
        matching = [
            issue
            for issue in self
            if (kind is None or issue.kind == kind)
            and (column is None or issue.column == column)
            and issue.confidence >= min_confidence
        ]
        return self._selection(matching)

    def _selection(self, matching: Iterable[Issue]) -> Issues:
        """Return some of the issues: the names that were right for all are right for them."""
        found = Issues(matching, title=self.title, columns=self._columns, checked=self.checked)
        return found._knowing(self._kinds)

    def _knowing(self, kinds: frozenset[str]) -> Self:
        self._kinds |= kinds
        return self

    def _check_names(self, kind: str | None, column: str | None) -> None:
        if kind is not None and kind not in self._kinds | ISSUE_KINDS:
            found = ", ".join(map(repr, sorted(self._kinds))) or "none"
            others = ", ".join(sorted(ISSUE_KINDS - self._kinds))
            raise NotFoundError(
                f"{self.title}: there is no kind of issue {kind!r}; found are {found}; "
                f"other kinds are {others}"
            )
        if column is not None and self._columns and column not in self._columns:
            raise MissingColumnError([column], self._columns, self.title)

    def recipe(self, *, min_confidence: float = DEFAULT_CONFIDENCE) -> Recipe:
        """Return the suggested rules of the issues of at least `min_confidence`, in default order.

        Suggestions of one kind for one column are joined into one rule.  Where the table has no
        key, rules about single rows are left out, with a warning.
        """
        suggested = [
            {**issue.suggestion, "why": issue.evidence.get("message", "")}
            for issue in self
            if issue.suggestion is not None and issue.confidence >= min_confidence
        ]
        rules, left_out = split_portable(in_default_order(merged(map(parse_rule, suggested))))
        if left_out:
            warnings.warn(
                f"{counted(len(left_out), 'suggested rule is', 'suggested rules are')} left out, "
                "because rules about single rows need a key: name the column that identifies rows",
                stacklevel=2,
            )
        return Recipe(rebased(rules))

    def kinds(self) -> dict[str, int]:
        """Return how many issues there are of each kind."""
        return dict(Counter(issue.kind for issue in self))

    def to_dict(self) -> Json:
        """Return the issues as JSON."""
        return {"title": self.title, "issues": [issue.to_dict() for issue in self]}

    def to_frame(self) -> pd.DataFrame:
        """Return one row an issue: id, kind, key, column, rows, confidence, message, suggestion."""
        import pandas as pd

        columns = ["id", "kind", "key", "column", "rows", "confidence", "message", "suggestion"]
        rows = [
            [
                issue.id,
                issue.kind,
                issue.key,
                issue.column,
                issue.rows,
                issue.confidence,
                issue.evidence.get("message", ""),
                issue.suggestion,
            ]
            for issue in self
        ]
        frame = pd.DataFrame(rows, columns=columns)
        # pandas would make floats of whole keys beside issues of no single row: 20 would be 20.0
        frame["key"] = pd.Series([issue.key for issue in self], index=frame.index, dtype=object)
        return frame

    def _repr_html_(self) -> str:
        if not self.checked:
            return html.frame(self._heading(), "Run find_issues() to look for issues.")
        if not len(self):
            return html.frame(f"No issues in {self.title}", "No check found an issue.")
        shown = [
            [
                issue.kind.replace("_", " "),
                issue.column or "whole rows",
                issue.rows,
                html.bar(issue.confidence),
                issue.evidence.get("message", ""),
                parse_rule(issue.suggestion).title() if issue.suggestion else "review by a person",
            ]
            for issue in self._issues[:50]
        ]
        more = f"{len(self) - 50} more; to_frame() lists all of them." if len(self) > 50 else ""
        header = ["issue", "column", "rows", "confidence", "evidence", "suggested rule"]
        return html.frame(self._heading(), html.table(header, shown), *([more] if more else []))
