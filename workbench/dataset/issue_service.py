"""What looks wrong in a dataset, and what was decided about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from workbench.dataset.table import DatasetTable
from workbench.decisions.issue_verdicts import judge_issues, withdrawn
from workbench.rules import Issues, Recipe
from workbench.store import decisions, issues
from workbench.tables import read_table
from workbench.types import Decision, Issue, Json, python_value

if TYPE_CHECKING:
    from workbench.checks import CheckResult
    from workbench.checks.reviewed import Verdicts
    from workbench.entities import Matcher
    from workbench.labels import LabelQuality

__all__ = ["LABEL_KIND", "IssueService"]

LABEL_KIND = "label_error"


@dataclass(frozen=True)
class IssueService:
    """Finds issues of a dataset and takes the owner's decisions about them.

    Attributes
    ----------
    table : DatasetTable
        The dataset.
    """

    table: DatasetTable

    def find_issues(
        self, *, checks: Sequence[str] | None = None, reviewed: Verdicts | None = None
    ) -> CheckResult:
        """Run the checks and store what they find; see `workbench.find_issues`."""
        from workbench.checks import CHECKS, find_issues

        found = find_issues(
            self.table.relation(),
            key=self.table.key,
            label=self.table.label,
            checks=checks,
            reviewed=reviewed,
        )
        kinds = {*CHECKS, "leaking", "reviewed"} if checks is None else set(checks)
        self.store(found, kinds)
        return found

    def store(self, found: Iterable[Issue], kinds: set[str]) -> None:
        """Replace the stored issues of these kinds by the ones given."""
        issues.replace_issues(
            self.table.engine, self.table.name, self.table.source.id, found, kinds=kinds
        )

    def stored(self) -> Issues:
        """Return the issues found last."""
        return Issues(
            issues.list_issues(self.table.engine, self.table.name),
            title=self.table.name,
            columns=self.table.source.columns,
            checked=issues.checked_version(self.table.engine, self.table.name) is not None,
        )

    def label_quality(self, *, seed: int = 0) -> LabelQuality:
        """Score each row's label by a model that has not seen it; suspects become issues.

        Raises
        ------
        InputError
            If the dataset has no label column, or the labels cannot be learnt.
        """
        from workbench.labels import label_quality

        column = self.table.require_label()
        table = self.table.current()
        features = table.drop(columns=[column, self.table.key])
        quality = label_quality(
            table[column], features=features, keys=table[self.table.key], seed=seed
        )
        self.store(quality.issues(column, self.table.key), {LABEL_KIND})
        return quality

    def matcher(self, /, **options: Any) -> Matcher:
        """Return a matcher over the cleaned rows, with the decisions about pairs so far."""
        from workbench.decisions.to_rules import judged_pairs, recipe_of
        from workbench.entities import Matcher

        others = [decision for decision in self.table.decisions() if decision.kind != "pair"]
        unmerged = recipe_of(others, None, key=self.table.key)
        table = read_table(unmerged.run(self.table.relation().to_arrow())).to_pandas()
        columns = options.pop("columns", None) or [
            name for name in table.columns if name not in (self.table.key, self.table.label)
        ]
        matcher = Matcher(table, key=self.table.key, columns=columns, **options)
        judged = judged_pairs(self.table.decisions())
        there = set(table[self.table.key])
        judgements = ((judged.same, True), (judged.different, False), (judged.open, None))
        for pairs, same in judgements:
            for pair in pairs:
                if set(pair) <= there:
                    matcher.decide(*pair, same)
        return matcher

    def accept(self, which: Issue | Iterable[Issue], *, comment: str = "") -> Recipe:
        """Accept the rules that issues suggest; return the recipe, which has them now.

        Of several issues those that suggest no rule stay open; one alone is refused.
        """
        self._judge(which, "accept", comment)
        return self.table.recipe()

    def reject(self, which: Issue | Iterable[Issue], *, comment: str = "") -> Recipe:
        """Say of issues that there is nothing to mend; an earlier acceptance is superseded."""
        self._judge(which, "reject", comment)
        return self.table.recipe()

    def _judge(
        self, which: Issue | Iterable[Issue], verdict: Literal["accept", "reject"], comment: str
    ) -> None:
        chosen = [which] if isinstance(which, Issue) else list(which)
        if verdict == "accept" and not isinstance(which, Issue):
            chosen = [issue for issue in chosen if issue.suggestion is not None]
        judge_issues(self.table.context, chosen, verdict, comment=comment)

    def accept_pairs(self, *, min_probability: float = 0.99, comment: str = "") -> Recipe:
        """Decide in your own name that the surest pairs are one; return the recipe.

        Parameters
        ----------
        min_probability : float
            Match probability from which a pair that nobody has decided is taken to be the same.
        comment : str
            Stands beside each decision.
        """
        from workbench.queues.items import pair_id

        pairs = self.matcher().pairs()
        sure = pairs[pairs["match_probability"] >= min_probability]
        keys = [
            (python_value(left), python_value(right))
            for left, right in zip(sure["key_l"], sure["key_r"], strict=True)
        ]

        def make(current: list[Decision]) -> list[Decision]:
            known = {decision.item for decision in current}
            fields: Json = {"dataset": self.table.name, "kind": "pair", "verdict": "accept"}
            fields |= {"reviewer": self.table.user, "comment": comment}
            return [
                Decision(
                    item=pair_id(*pair),
                    target=dict(zip(("key_l", "key_r"), pair, strict=True)),
                    **fields,
                )
                for pair in keys
                if pair_id(*pair) not in known
            ]

        decisions.append_made(self.table.engine, self.table.name, make)
        return self.table.recipe()

    def withdraw(self, which: Decision | str) -> Recipe:
        """Take a decision back, by itself or by its identifier; return the recipe without it.

        Raises
        ------
        NotFoundError
            If there is no such decision.
        ConflictError
            If it has been superseded or withdrawn already.
        """
        taken = decisions.get(self.table.engine, which if isinstance(which, str) else which.id)
        decisions.append(self.table.engine, [withdrawn(taken, self.table.user)])
        return self.table.recipe()
