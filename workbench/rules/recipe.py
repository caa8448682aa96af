"""`Recipe`: what a user holds of an ordered list of rules; all that is done with it is below."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench import html
from workbench.errors import InputError, NotFoundError
from workbench.lexicon.plurals import counted
from workbench.rules import execution, rule_list
from workbench.rules.diff import RecipeDiff, compare_rules
from workbench.rules.emit import emit
from workbench.rules.expectations import changed_expectations, checked_expectation, fields_of
from workbench.rules.export import export
from workbench.rules.kinds import Rule, parse_rule
from workbench.rules.method import (
    Learner,
    Learnt,
    fitted_rules,
    method_from_json,
    method_steps,
)
from workbench.rules.order import OrderWarning, order_warnings
from workbench.types import Json

__all__ = ["Recipe", "RecipeMethod"]


class Recipe:
    """An ordered, immutable list of rules.

    Parameters
    ----------
    rules : iterable of Rule or dict
        Rules, or their JSON.
    expectations : mapping, optional
        What is expected of columns of the cleaned table beyond what is seen in it; see `expect`.

    Examples
    --------
    >>> recipe = Recipe([{"kind": "trim", "columns": ["state"]}])
    >>> recipe.run(pd.DataFrame({"state": [" CA"]}))["state"].tolist()
    ['CA']
    """

    def __init__(
        self,
        rules: Iterable[Rule | Mapping[str, Any]] = (),
        *,
        expectations: Mapping[str, Json | None] | None = None,
    ) -> None:
        self.rules: tuple[Rule, ...] = tuple(parse_rule(rule) for rule in rules)
        self.expectations: Mapping[str, Json | None] = dict(expectations or {})

    def __len__(self) -> int:
        return len(self.rules)

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Recipe):
            return False
        return (self.rules, self.expectations) == (other.rules, other.expectations)

    def __hash__(self) -> int:
        return hash(self.digest)

    def __repr__(self) -> str:
        return f"Recipe({counted(len(self), 'rule')}, {self.digest})"

    def _repr_html_(self) -> str:
        rows = [
            [i, rule.kind, rule.title(), rule.why, rule.author]
            for i, rule in enumerate(self.rules, 1)
        ]
        header = ["#", "kind", "what it does", "why", "accepted by"]
        return html.frame(f"Recipe of {counted(len(self), 'rule')}", html.table(header, rows))

    @property
    def digest(self) -> str:
        """16 hex digits that name what the recipe does; who accepted it and why is left out."""
        return rule_list.digest_of(self.rules)

    def _with(self, rules: Iterable[Rule]) -> Recipe:
        return Recipe(rules, expectations=self.expectations)

    def ordered(self) -> Recipe:
        """Return the rules in their default order: text, nulls, values, case, cells, parsing."""
        return self._with(rule_list.in_default_order(self.rules))

    def expect(
        self, column: str, *, remove: bool = False, why: str = "", **expected: Any
    ) -> Recipe:
        """Return the recipe with other expectations of a column of the cleaned table.

        An exported module's ``check`` sets apart the rows that are otherwise.  What is said here
        stands above what `workbench.rules.expectations.expectations_of` sees in the table.

        Parameters
        ----------
        column : str
            The column.
        remove : bool
            Expect nothing of it.
        why : str
            The reason, kept as the expectation's ``source``.
        **expected
            ``type`` (number, text, truth, date or other), ``nullable`` (whether values may be
            missing), ``low`` and ``high`` (numbers, dates or ISO dates), ``values`` (a list of
            texts).  None: nothing of the kind is expected.

        Raises
        ------
        InputError
            If an expectation is not understood, or none is given.

        Examples
        --------
        >>> recipe.expect("amount", low=0, high=None, why="Amounts are never negative.")
        """
        if not expected and not remove:
            raise InputError(
                f"expect({column!r}): say what is expected, for example low=0, or remove=True"
            )
        change = None
        if not remove:
            before = self.expectations.get(column) or {}
            made = checked_expectation(column, {**fields_of(before), **expected})
            change = {**made, "source": f"said by hand. {why}".strip().rstrip(".") + "."}
        return Recipe(self.rules, expectations={**self.expectations, column: change})

    def run(self, table: Any, *, start: int = 0, stop: int | None = None) -> Any:
        """Apply the rules and return a table of the same type; the input is not changed.

        Parameters
        ----------
        table : pandas, Polars, PyArrow, DuckDB or Spark table
            A lazy one stays lazy.
        start, stop : int, optional
            Apply the rules from index `start` (from 0) up to but without `stop`, on a table as
            the rules before `start` leave it: so a recipe is replayed from any step.

        Raises
        ------
        MissingColumnError
            If a column that a rule needs is missing.
        InputError
            If `table` is of another type, or a column holds another type than a rule needs.
        """
        return execution.run_rules(self.rules[start:stop], table)

    def check(self, table: Any) -> None:
        """Raise what `run` would raise, without running the rules."""
        execution.check_rules(self.rules, table)

    def steps(self, table: Any) -> Iterator[tuple[Rule, Any, Any]]:
        """Yield each rule with the narwhals frame before and after it."""
        return execution.steps_of_run(self.rules, table)

    def apply(self, table: Any) -> execution.Applied:
        """Run the rules once, and report what they left alone and what they could not read."""
        return execution.apply_rules(self.rules, table)

    def stale(self, table: Any) -> list[execution.Stale]:
        """List the decisions about single rows that do not apply to `table`, and why."""
        return list(self.apply(table).stale)

    def without(self, index: int) -> Recipe:
        """Return the recipe without the rule at `index`, from 0; raise NotFoundError if none."""
        self._check_index(index)
        return self._with([*self.rules[:index], *self.rules[index + 1 :]])

    def move(self, index: int, to: int) -> Recipe:
        """Return the recipe with the rule at `index` moved to the index `to`, both from 0."""
        rest = self.without(index).rules
        self._check_index(to)
        return self._with([*rest[:to], self.rules[index], *rest[to:]])

    def reorder(self, order: Sequence[int]) -> Recipe:
        """Return the rules in another order: `order` lists every index, from 0, once."""
        if sorted(order) != list(range(len(self.rules))):
            raise InputError(
                f"reorder: {list(order)!r} does not list each of the {len(self)} rules once"
            )
        return self._with(self.rules[index] for index in order)

    def _check_index(self, index: int) -> None:
        if not 0 <= index < len(self.rules):
            raise NotFoundError(f"there is no rule {index}; there are {len(self)}, counted from 0")

    def diff(self, other: Recipe) -> RecipeDiff:
        """Describe how this recipe becomes `other`: rules added, removed, changed and moved."""
        return compare_rules(self.rules, other.rules)

    def order_warnings(self, table: Any = None) -> list[OrderWarning]:
        """List neighbouring rules whose order may matter, on `table` where one is given."""
        return order_warnings(self.rules, table)

    def as_method(self) -> RecipeMethod:
        """Return the recipe with its fitted rules to be fitted again; see `rules.method`."""
        return RecipeMethod(method_steps(self.rules))

    def refit(self, table: Any) -> Recipe:
        """Fit the fitted rules again on `table`; the others stay as they are."""
        return self._with(self.as_method().refit(table))

    def portable(self) -> tuple[Recipe, list[Rule]]:
        """Return the recipe without the rules that name rows by `ROW_KEY`, and those rules.

        Only the workbench makes that column, so such rules run nowhere else.
        """
        kept, left_out = rule_list.split_portable(self.rules)
        return self._with(kept), left_out

    def to_json(self) -> str:
        """Return the recipe as JSON text."""
        return rule_list.to_json(self.rules, self.expectations)

    @classmethod
    def from_json(cls, text: str) -> Recipe:
        """Read a recipe from JSON text.

        Raises
        ------
        RuleError
            If the text is not a recipe, or a rule in it is malformed.
        """
        return cls(rule_list.from_json(text), expectations=rule_list.expectations_from_json(text))

    def emit(self, *, name: str = "table", **options: Any) -> str:
        """Return the recipe as the source of one Python module; see `workbench.rules.emit`."""
        return emit(self.rules, name=name, **options)

    def export(self, folder: str | Path, **options: Any) -> Path:
        """Write the recipe as a tested module folder; see `workbench.rules.export`."""
        if self.expectations:
            seen = options.get("expectations")
            options["expectations"] = changed_expectations(seen, self.expectations)
        return export(self.rules, folder, said=self.expectations, **options)


@dataclass(frozen=True)
class RecipeMethod:
    """Steps in order, each a frozen rule or one that is learnt on each table."""

    steps: tuple[Rule | Learnt, ...]

    def refit(self, table: Any, *, learners: Mapping[str, Learner] | None = None) -> Recipe:
        """Fit the learnt rules on `table`, each as the steps before leave it.

        Parameters
        ----------
        table : table
            As for `Recipe.run`.
        learners : mapping, optional
            Further learners by name: from a table and parameters to rules.

        Raises
        ------
        RuleError
            If a step names a learner that is not known.
        """
        return Recipe(fitted_rules(self.steps, table, learners or {}))

    def to_json(self) -> str:
        """Return the method as JSON text."""
        data = {"format": 1, "steps": [step.to_dict() for step in self.steps]}
        return json.dumps(data, indent=2, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> RecipeMethod:
        """Read a method from JSON text; raise RuleError where it is not one."""
        return cls(method_from_json(text))
