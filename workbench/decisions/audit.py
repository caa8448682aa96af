"""How many labels are wrong, estimated from a random sample that people reviewed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from workbench import html
from workbench.decisions.targets import CellTarget
from workbench.decisions.votes import grouped, outcome
from workbench.types import Decision, Json

__all__ = ["Audit", "audit"]

LEVEL = 0.95


@dataclass(frozen=True)
class Audit:
    """The share of wrong labels in a random sample.

    Attributes
    ----------
    queue : str
        The queue that was decided.
    sample : int
        Number of rows drawn.
    decided : int
        Of those, on how many people agree.
    wrong : int
        Of the decided, how many labels are wrong.
    unsure : int
        Rows that reviewers were unsure about or disagreed on: in none of the figures.
    rate : float or None
        ``wrong / decided``; None where nothing is decided.
    low, high : float
        The interval of Wilson (1927) for the rate, at 95 %; 0 and 1 where nothing is decided.
    """

    queue: str
    sample: int
    decided: int
    wrong: int
    unsure: int
    rate: float | None
    low: float
    high: float

    def to_dict(self) -> Json:
        """Return the figures as JSON."""
        return asdict(self)

    def __str__(self) -> str:
        if self.rate is None:
            return f"Audit of {self.queue!r}: none of {self.sample} rows have been decided yet"
        unsure = f"; {self.unsure} undecided" if self.unsure else ""
        return (
            f"Audit of {self.queue!r}: {self.wrong} of {self.decided} labels are wrong, "
            f"{self.rate:.1%} (95 % interval {self.low:.1%} to {self.high:.1%}); "
            f"{self.sample} rows were drawn{unsure}"
        )

    def _repr_html_(self) -> str:
        return html.frame(f"Audit {self.queue}", str(self))


def audit(queue: str, sample: int, decisions: Iterable[Decision]) -> Audit:
    """Return the error rate among the decided rows of an audit queue.

    Parameters
    ----------
    queue : str
        The queue's name.
    sample : int
        Number of its items.
    decisions : iterable of Decision
        Those that stand in the queue, oldest first.
    """
    by_item = grouped(decisions, lambda one: one.item if one.verdict != "skip" else None)
    held = [(outcome(v).vote, CellTarget.of(v[-1]).old) for v in by_item.values()]
    known = [vote != (type(old).__name__, old) for vote, old in held if isinstance(vote, tuple)]
    decided, wrong = len(known), sum(known)
    low, high = wilson(wrong, decided)
    rate = wrong / decided if decided else None
    return Audit(queue, sample, decided, wrong, len(by_item) - decided, rate, low, high)


def wilson(count: int, total: int) -> tuple[float, float]:
    """Return the interval of Wilson (1927) for a share, at 95 %; 0 and 1 without any case."""
    if not total:
        return 0.0, 1.0
    from scipy.stats import binomtest

    interval = binomtest(count, total).proportion_ci(LEVEL, method="wilson")
    return float(interval.low), float(interval.high)
