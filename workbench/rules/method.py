"""A recipe as a method: rules that are found anew on each table beside those that are frozen.

A frozen rule gives tomorrow what it gave today.  A learnt step says how the rule was found (the
median of a column) and finds it again on tomorrow's table, at its place in the recipe.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from workbench.errors import RuleError
from workbench.rules.fit import fit_fill
from workbench.rules.kinds import Fill, Rule, parse_rule
from workbench.rules.recipe import Recipe
from workbench.types import Json

__all__ = ["LEARNERS", "Learnt", "RecipeMethod", "method_of"]

Learner = Callable[[Any, Json], Iterable[Rule | Mapping[str, Any]]]


def _fill(table: Any, parameters: Json) -> list[Rule]:
    return [fit_fill(table, **parameters)]


LEARNERS: Mapping[str, Learner] = {"fill": _fill}
"""How learnt steps find their rules: from the table as it is at that place, and parameters."""


@dataclass(frozen=True)
class Learnt:
    """A step that finds its rules on each table: the name of a learner and its parameters."""

    learner: str
    parameters: Json = field(default_factory=dict)

    def to_dict(self) -> Json:
        """Return the step as JSON."""
        return {"method": self.learner, "parameters": self.parameters}


@dataclass(frozen=True)
class RecipeMethod:
    """Steps in order, each a frozen rule or one that is learnt on each table."""

    steps: tuple[Rule | Learnt, ...]

    def refit(self, table: Any, *, learners: Mapping[str, Learner] | None = None) -> Recipe:
        """Find the learnt rules on `table`, each as the steps before leave it.

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
        known = {**LEARNERS, **(learners or {})}
        found: list[Rule] = []
        for step in self.steps:
            fresh: list[Rule] = [step] if isinstance(step, Rule) else []
            if isinstance(step, Learnt):
                if step.learner not in known:
                    raise RuleError(
                        f"method {step.learner!r} is unknown; known are {', '.join(sorted(known))}"
                    )
                fresh = [parse_rule(r) for r in known[step.learner](table, step.parameters)]
            table = Recipe(fresh).run(table)
            found += fresh
        return Recipe(found)

    def to_json(self) -> str:
        """Return the method as JSON text."""
        steps = [step.to_dict() for step in self.steps]
        return json.dumps({"format": 1, "steps": steps}, indent=2, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> RecipeMethod:
        """Read a method from JSON text; raise RuleError where it is none."""
        try:
            data = json.loads(text)
            listed = data["steps"]
            if data["format"] != 1:
                raise RuleError(f"method format {data['format']!r} is unknown; expected 1")
            steps = [
                Learnt(str(step["method"]), dict(step["parameters"]))
                if "method" in step and "kind" not in step
                else parse_rule(step)
                for step in listed
            ]
        except RuleError:
            raise
        except (ValueError, TypeError, KeyError) as error:
            raise RuleError("this is no method: expected format 1 and a list 'steps'") from error
        return cls(tuple(steps))


def method_of(recipe: Recipe) -> RecipeMethod:
    """Return the recipe with its fitted rules (fills by median, mean or mode) as learnt steps."""
    return RecipeMethod(tuple(_step(rule) for rule in recipe))


def _step(rule: Rule) -> Rule | Learnt:
    if isinstance(rule, Fill) and rule.method != "constant":
        return Learnt("fill", {"column": rule.column, "method": rule.method, "by": rule.by})
    return rule
