"""A recipe as a method: rules that are fitted again on each table beside those that are frozen.

A frozen rule gives tomorrow what it gave today.  A learnt step says how the rule was found (the
median of a column) and finds it again on tomorrow's table, at its position in the recipe.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from workbench.errors import RuleError
from workbench.rules.execution import run_rules
from workbench.rules.kinds import KINDS, Rule, parse_rule
from workbench.types import Json

__all__ = [
    "Learner",
    "Learnt",
    "fitted_rules",
    "method_from_json",
    "method_steps",
]

Learner = Callable[[Any, Json], Iterable[Rule | Mapping[str, Any]]]


@dataclass(frozen=True)
class Learnt:
    """A step that fits its rules on each table: the name of a learner and its parameters."""

    learner: str
    parameters: Json = field(default_factory=dict)

    def to_dict(self) -> Json:
        """Return the step as JSON."""
        return {"method": self.learner, "parameters": self.parameters}


def method_steps(rules: Iterable[Rule]) -> tuple[Rule | Learnt, ...]:
    """Return the rules as steps, those whose values were fitted as learnt ones."""
    fits = [(rule, rule.fit_parameters()) for rule in rules]
    return tuple(rule if fit is None else Learnt(rule.kind, fit) for rule, fit in fits)


def fitted_rules(
    steps: Sequence[Rule | Learnt], table: Any, learners: Mapping[str, Learner]
) -> list[Rule]:
    """Fit the learnt steps on `table`, each as the steps before leave it.

    Kinds of rule that can be fitted are learners of their name; `learners` are further ones.

    Raises
    ------
    RuleError
        If a step names a learner that is not known.
    """
    fitted: list[Rule] = []
    for step in steps:
        fresh = [step] if isinstance(step, Rule) else _fit(step, table, learners)
        table = run_rules(fresh, table)
        fitted += fresh
    return fitted


def _fit(step: Learnt, table: Any, learners: Mapping[str, Learner]) -> list[Rule]:
    if step.learner in learners:
        return [parse_rule(rule) for rule in learners[step.learner](table, step.parameters)]
    kinds: dict[str, Any] = {name: model for name, model in KINDS.items() if model.refits}
    if step.learner not in kinds:
        known = ", ".join(sorted({*kinds, *learners}))
        raise RuleError(f"method {step.learner!r} is unknown; known are {known}")
    return [parse_rule(kinds[step.learner].fit(table, **step.parameters))]


def method_from_json(text: str) -> tuple[Rule | Learnt, ...]:
    """Read steps from JSON text; raise RuleError where it is not a method."""
    try:
        data = json.loads(text)
        steps = data["steps"]
        if data["format"] != 1:
            raise RuleError(f"method format {data['format']!r} is unknown; expected 1")
        return tuple(
            Learnt(str(step["method"]), dict(step["parameters"]))
            if "method" in step and "kind" not in step
            else parse_rule(step)
            for step in steps
        )
    except RuleError:
        raise
    except (ValueError, TypeError, KeyError) as error:
        raise RuleError("this is not a method: expected format 1 and a list 'steps'") from error
