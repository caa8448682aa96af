"""Whether an effect is more than chance and large enough to matter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from workbench.lexicon.column_types import family_of, is_moment, is_number
from workbench.profile.compare.categories import CategoryDrift
from workbench.profile.compare.numbers import NumberDrift
from workbench.profile.compare.schema import SchemaChanges

__all__ = ["VERDICTS", "Effect", "judge", "judge_missing", "judge_schema", "worst"]

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


def judge_schema(schema: SchemaChanges) -> tuple[list[str], list[str]]:
    """Return the verdicts on columns that came, went or changed their type, and the reasons.

    What reads a column that is gone, or holds something else, fails: that is large.  A column
    more is moderate, another type of the same family (whole numbers to fractions) small.
    """
    other = [name for name, old, new in schema.retyped if _held(old) != _held(new)]
    alike = [name for name, _, _ in schema.retyped if name not in other]
    changes = (
        ("large", "removed", schema.removed),
        ("large", "of another type", other),
        ("moderate", "added", schema.added),
        ("small", "stored otherwise", alike),
    )
    found = [(verdict, what, names) for verdict, what, names in changes if names]
    reasons = [
        f"{what}: {', '.join(map(repr, names[:8]))}{', ...' if len(names) > 8 else ''}"
        for _, what, names in found
    ]
    return [verdict for verdict, _, _ in found], reasons


def _held(type_: str) -> str:
    """Return what a column of a type holds: all numbers are one, and all moments."""
    if is_number(type_):
        return "number"
    return "moment" if is_moment(type_) else family_of(type_)


def _level(value: float, levels: tuple[tuple[float, str], ...]) -> str | None:
    return next((word for bound, word in levels if value >= bound), None)
