"""What people expect of the columns of the cleaned table, beyond what is seen in it.

Each expectation is a decision of kind ``recipe`` about the item ``expect:COLUMN``; the last one
that stands holds.
"""

from __future__ import annotations

from collections.abc import Iterable

from workbench.decisions.targets import EXPECTED, ExpectTarget
from workbench.types import Decision, Json

__all__ = ["expectation_decisions", "expectations_by_hand"]


def expectation_decisions(decisions: Iterable[Decision]) -> dict[str, Decision]:
    """Return the decision that holds for each column about which somebody said something.

    Parameters
    ----------
    decisions : iterable of Decision
        Those that stand, oldest first; other kinds are passed over.
    """
    return {
        ExpectTarget.of(decision).column: decision
        for decision in decisions
        if decision.kind == "recipe" and decision.item.startswith(EXPECTED)
    }


def expectations_by_hand(decisions: Iterable[Decision]) -> dict[str, Json | None]:
    """Return what people expect of columns, as `workbench.rules.Recipe` takes it.

    ``source`` says who said it, when and why; None stands where nothing is expected.
    """
    return {
        column: _with_source(decision)
        for column, decision in expectation_decisions(decisions).items()
    }


def _with_source(decision: Decision) -> Json | None:
    expected = ExpectTarget.of(decision).expected
    if expected is None:
        return None
    source = f"set by {decision.reviewer} on {decision.time.date().isoformat()}"
    reason = decision.comment.strip().rstrip(".")
    return {**expected, "source": f"{source}. {reason}." if reason else f"{source}."}
