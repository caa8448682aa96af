"""Columns that (nearly) determine others: a postcode its city, a product its category."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from workbench.errors import InputError
from workbench.profile.across.determination import Violation as Violation
from workbench.profile.across.determination import chance_error, grouped, violations_of
from workbench.profile.across.intervals import wilson
from workbench.profile.across.variables import Variable, all_whole, choose_variables, variable
from workbench.profile.result import Result, SampledResult
from workbench.profile.sample import Sample

if TYPE_CHECKING:
    import pandas as pd


__all__ = ["Dependencies", "Dependency", "Violation", "dependencies"]

SCREEN_ROWS = 4000
REPEATED_ROWS = 20
REPEATED_SHARE = 0.1
LIFT = 0.8
GAIN_ROWS = 10
PAIRED = 8
PAIRED_VALUES = 1000


@dataclass(frozen=True)
class Dependency(Result):
    """Columns whose values (nearly) fix the value of another column.

    Attributes
    ----------
    left : tuple of str
        One or two columns that determine.
    right : str
        The column that is determined.
    error : float
        g3 of Kivinen and Mannila (1995): the smallest share of rows to remove so that the
        dependency holds exactly; 0 where it does.
    low, high : float
        95 % interval of the error (Wilson).
    expected : float
        The error if `right` were shuffled: what guessing the most frequent value gives, with the
        groups as they are.
    lift : float
        ``1 - error / expected``: 0 no better than chance, 1 exact.
    n : int
        Rows where all columns are present.
    groups, support : int
        Values of `left` that recur, and the rows that have one of them.
    violating : int
        Rows that break the dependency.
    violations : tuple of Violation
        Examples, those against the largest majority first.
    mutual : bool
        Whether `right` determines `left` as well.
    """

    left: tuple[str, ...]
    right: str
    error: float
    low: float
    high: float
    expected: float
    lift: float
    n: int
    groups: int
    support: int
    violating: int
    violations: tuple[Violation, ...]
    mutual: bool = False


@dataclass(frozen=True)
class Dependencies(SampledResult):
    """The dependencies found.

    Attributes
    ----------
    found : tuple of Dependency
        Broken ones first, for there is something to mend; then by lift.
    left_out : dict of str to str
        Columns that were not looked at, and why.
    rows, total : int
        Rows looked at, and rows of the whole table.
    max_error : float
        The largest error that was let through.
    """

    found: tuple[Dependency, ...]
    left_out: dict[str, str]
    rows: int
    total: int
    max_error: float

    @property
    def broken(self) -> tuple[Dependency, ...]:
        """The dependencies that hold but for some rows."""
        return tuple(item for item in self.found if item.violating)

    def to_frame(self) -> pd.DataFrame:
        """Return one row a dependency."""
        import pandas as pd

        rows = [item.to_dict() | {"left": " + ".join(item.left)} for item in self.found]
        return pd.DataFrame(rows, columns=list(Dependency.__dataclass_fields__))


def dependencies(
    sample: Sample,
    *,
    columns: Iterable[str] | None = None,
    max_error: float = 0.02,
    pairs: bool = True,
    limit: int = 60,
) -> Dependencies:
    """Find columns, and pairs of columns, that nearly determine another one.

    Only where values recur: an identifier determines everything, and says nothing by it.  Nor is
    anything said of a column that is nearly constant, unless the dependency does much better.
    Numbers with fractions determine others only where no row breaks it.

    Parameters
    ----------
    sample : Sample
        The rows.  A row that misses one of the columns does not count.
    columns : iterable of str, optional
        Which columns; all by default.
    max_error : float
        The largest share of rows (0 to .5) that may break a dependency.
    pairs : bool
        Whether to look for two columns that determine a third where neither does alone; among
        the eight most varied columns of recurring values.
    limit : int
        At most so many columns.

    Raises
    ------
    InputError
        If `max_error` is not between 0 and .5.
    MissingColumnError
        If one of `columns` is not in the sample.
    """
    if not 0 <= max_error <= 0.5:
        raise InputError(f"dependencies: max_error is {max_error!r}; expected 0 to 0.5")
    chosen, left_out = choose_variables(sample, columns, limit)
    near = [name for name, reason in left_out.items() if reason.startswith("nearly")]
    order = {name: index for index, name in enumerate(sample.columns)}
    chosen = sorted(chosen + [variable(sample, name) for name in near], key=lambda v: order[v.name])
    search = _Search(sample, chosen, max_error)
    result = search.singles()
    if pairs:
        result += search.doubles({(item.left[0], item.right) for item in result})
    left_out = {name: reason for name, reason in left_out.items() if name not in near}
    result.sort(key=lambda item: (not item.violating, len(item.left), -item.lift))
    return Dependencies(tuple(result), left_out, len(sample), sample.total, max_error)


class _Search:
    """The columns, a few rows to rule pairs out with, and the limit."""

    def __init__(self, sample: Sample, chosen: list[Variable], max_error: float) -> None:
        self.sample, self.chosen, self.max_error = sample, chosen, max_error
        rows = len(sample)
        few = min(SCREEN_ROWS, rows)
        # On fewer rows groups are smaller, so the error is smaller too: nothing good is lost
        # beyond four standard deviations of chance.
        positions = np.random.default_rng(0).permutation(rows)[:few]
        self.screen = {item.name: item.codes[positions] for item in chosen}
        self.screen_error = max_error + 4 * ((max_error + 4 / max(few, 1)) / max(few, 1)) ** 0.5

    def singles(self) -> list[Dependency]:
        """Return the dependencies on one column."""
        results = []
        for left in (item for item in self.chosen if _recurs(item.codes, item.distinct)):
            measured = _is_measurement(self.sample, left)
            items = (
                self._measure((left,), left.codes, left.distinct, right)
                for right in self.chosen
                if right.name != left.name and not self._hopeless(left, right)
            )
            results += [item for item in items if item and not (measured and item.violating)]
        present = {(item.left[0], item.right) for item in results}
        return [replace(item, mutual=(item.right, item.left[0]) in present) for item in results]

    def doubles(self, known: set[tuple[str, str]]) -> list[Dependency]:
        """Return the dependencies on two columns where neither is one alone."""
        few = [v for v in self.chosen if v.distinct <= min(PAIRED_VALUES, v.present / 10)]
        few = [v for v in few if not _is_measurement(self.sample, v)]
        few = sorted(few, key=lambda item: -item.distinct)[:PAIRED]
        results = []
        for first, second in combinations(few, 2):
            if (first.name, second.name) in known or (second.name, first.name) in known:
                continue  # the pair says no more than one of them
            screen = (self.screen[first.name], self.screen[second.name])
            small, size = _joined(*screen, second.distinct)
            rights = [
                right
                for right in few
                if right not in (first, second)
                and (first.name, right.name) not in known
                and (second.name, right.name) not in known
                and not self._screened_out(small, size, right)
            ]
            if rights:
                codes, size = _joined(first.codes, second.codes, second.distinct)
                if _recurs(codes, size):
                    measured = (self._measure((first, second), codes, size, r) for r in rights)
                    results += [item for item in measured if item]
        return results

    def _hopeless(self, left: Variable, right: Variable) -> bool:
        """Return whether counts alone, or a few rows, rule the dependency out."""
        gaps = len(left.codes) - left.present
        # Each value of the left keeps one value of the right: all others must be removed.
        if right.distinct - gaps - left.distinct > self.max_error * left.present:
            return True
        return self._screened_out(self.screen[left.name], left.distinct, right)

    def _screened_out(self, codes: NDArray[Any], size: int, right: Variable) -> bool:
        group = grouped(codes, self.screen[right.name], (size, right.distinct))
        return group.n > 0 and group.broken / group.n > self.screen_error

    def _measure(
        self, left: tuple[Variable, ...], codes: NDArray[Any], size: int, right: Variable
    ) -> Dependency | None:
        group = grouped(codes, right.codes, (size, right.distinct))
        supported = group.support >= max(REPEATED_ROWS, REPEATED_SHARE * group.n)
        if group.n == 0 or group.broken > self.max_error * group.n or not supported:
            return None
        error = group.broken / group.n
        expected = chance_error(codes, right.codes, (size, right.distinct))
        if expected == 0 or error > (1 - LIFT) * expected:
            return None
        gain = (expected - error) * group.n
        if gain < GAIN_ROWS or gain < 4 * (expected * group.n) ** 0.5 * (1 - expected) ** 0.5:
            return None
        names = tuple(item.name for item in left)
        return Dependency(
            *(names, right.name, error, *wilson(group.broken, group.n), expected),
            *(1 - error / expected, group.n, group.recurring, group.support, group.broken),
            violations_of(self.sample, names, codes, right, group),
        )


def _is_measurement(sample: Sample, item: Variable) -> bool:
    """Return whether a column holds numbers with fractions: amounts, which name nothing."""
    fractional = sample.types[item.name].startswith(("FLOAT", "DOUBLE", "DECIMAL"))
    return fractional and not all_whole(sample, item.name)


def _joined(first: NDArray[Any], second: NDArray[Any], size: int) -> tuple[NDArray[np.int64], int]:
    """Return the code of each row's pair of codes, -1 where one is missing, and their number."""
    _, codes = np.unique(first.astype(np.int64) * size + second, return_inverse=True)
    codes[(first < 0) | (second < 0)] = -1
    return codes, int(codes.max(initial=0)) + 1


def _recurs(codes: NDArray[Any], size: int) -> bool:
    counts = np.bincount(codes + 1, minlength=size + 1)[1:]
    rows = int(counts[counts > 1].sum())
    return rows >= max(REPEATED_ROWS, REPEATED_SHARE * int(counts.sum()))
