"""Whether an effect is more than chance and large enough to matter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from workbench.profile.compare.categories import CategoryDrift
from workbench.profile.compare.numbers import NumberDrift

__all__ = ["VERDICTS", "Effect", "judge", "judge_missing", "worst"]

VERDICTS = ("none", "too few rows", "small", "moderate", "large")
LEVELS = ((0.3, "large"), (0.15, "moderate"), (0.05, "small"))
MISSING_LEVELS = ((0.3, "large"), (0.1, "moderate"), (0.02, "small"))
TOO_NOISY = 0.2  # about 60 rows a side


@dataclass(frozen=True)
class Effect:
    """The effect size of a column with what chance gives, and each side in words."""

    measure: str
    value: float
    noise: float
    expected: float
    left: str
    right: str
    numbers: NumberDrift | None = None
    categories: CategoryDrift | None = None


def worst(verdicts: Any) -> str:
    """Return the gravest of some verdicts; ``none`` of none."""
    return max(verdicts, key=VERDICTS.index, default="none")


def judge(effect: Effect) -> tuple[str, list[str]]:
    """Return the verdict on an effect, and its reasons in words."""
    numbers, categories = effect.numbers, effect.categories
    extra = []
    odd = {"new": categories.new, "vanished": categories.vanished} if categories else {}
    for which, values in odd.items():
        shown = ", ".join(f"{value!r} ({count:,})" for value, count in values[:3])
        more = ", ..." if len(values) > 3 else ""
        extra += [f"{which} values: {shown}{more}"] if values else []
    if numbers and numbers.outside_matters:
        extra.append(
            f"{numbers.outside:,} values of the right table are outside the range of the left"
        )
    level = _level(effect.value - effect.expected, LEVELS)
    if effect.value > effect.noise and level:
        what = "Kolmogorov-Smirnov distance" if numbers else "total variation"
        return level, [f"{what} {effect.value:.2f} (chance: up to {effect.noise:.2f})", *extra]
    if extra:
        return "small", extra
    if effect.noise - effect.expected > TOO_NOISY:
        return "too few rows", [f"chance alone can reach {effect.noise:.2f}"]
    return "none", []


def judge_missing(
    difference: float, sure: tuple[float, float, float]
) -> tuple[list[str], list[str]]:
    """Return the verdict on a difference of missing shares, if any, and its reason.

    Parameters
    ----------
    difference : float
        Right minus left.
    sure : tuple of float
        The difference and an interval that chance leaves once in a thousand.
    """
    level = _level(abs(difference), MISSING_LEVELS)
    if level and (sure[1] > 0 or sure[2] < 0):
        more = "more" if difference > 0 else "fewer"
        points = f"{abs(difference):.1%}".rstrip("%")
        return [level], [f"{points} percentage points {more} missing values"]
    return [], []


def _level(value: float, levels: tuple[tuple[float, str], ...]) -> str | None:
    return next((word for bound, word in levels if value >= bound), None)
