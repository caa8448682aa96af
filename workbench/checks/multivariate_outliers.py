"""Multivariate outliers: rows whose numbers are usual one by one, but not together."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workbench.checks.context import CheckContext
from workbench.lexicon.plurals import counted
from workbench.tables import quoted
from workbench.types import Issue

__all__ = ["find", "robust_distances"]

ROWS = 100
A_COLUMN = 20
MOST_COLUMNS = 20
MOST_ROWS = 200_000
FAR = 1e-9
FEW = 0.01
LEAST = 0.3
LISTED = 20


def find(context: CheckContext) -> list[Issue]:
    """Report rows far from the others by the robust Mahalanobis distance of all number columns.

    Only where columns hang together (a correlation of 0.3 or more): of independent columns the
    check of single columns says all.  At most 200,000 rows are looked at.
    """
    columns = context.number_columns[:MOST_COLUMNS]
    if len(columns) < 2 or context.rows < max(ROWS, A_COLUMN * len(columns)):
        return []
    selected = ", ".join(f"{quoted(c)}::DOUBLE AS {quoted(c)}" for c in columns)
    table = context.relation.arrow(f"SELECT {selected} FROM data LIMIT {MOST_ROWS}")
    values = np.column_stack([c.to_numpy() for c in table.columns]).astype(float)
    whole = np.flatnonzero(np.isfinite(values).all(axis=1))
    if len(whole) < max(ROWS, A_COLUMN * len(columns)):
        return []
    distances = robust_distances(values[whole])
    if distances is None:
        return []
    from scipy.stats import chi2

    far = np.flatnonzero(distances > chi2.isf(FAR, _varied(values[whole]).shape[1]))
    if not len(far) or len(far) > FEW * len(whole):
        return []
    far = far[np.argsort(-distances[far])][:LISTED]
    keys = [context.keys[row] for row in np.sort(whole[far]).tolist()]
    return [
        context.issue(
            kind="joint_outlier",
            column=None,
            keys=keys,
            confidence=0.5,
            evidence={
                "message": f"{counted(len(keys), 'row combines', 'rows combine')} "
                f"{', '.join(columns[:5])} in an unusual way "
                f"(robust distance; {len(whole):,} rows examined).",
                "columns": columns,
                "about": columns,
            },
        )
    ]


def robust_distances(values: NDArray[np.float64]) -> NDArray[np.float64] | None:
    """Return the squared robust distance of each row; None where the columns are unrelated.

    The scatter is that of the rows nearest to the median, reweighted once (the idea of the minimum
    covariance determinant, Rousseeuw and Van Driessen 1999, with one start).

    Parameters
    ----------
    values : array
        One row a record, all finite.
    """
    columns = _varied(values)
    if columns.shape[1] < 2:
        return None
    center = np.median(columns, axis=0)
    scale = np.quantile(np.abs(columns - center), 0.75, axis=0)
    scaled = (columns - center) / np.where(scale > 0, scale, 1.0)
    scaled = np.sign(scaled) * np.log1p(np.abs(scaled))
    spread = (scaled**2).sum(axis=1)
    selected = spread <= np.quantile(spread, 0.75)
    for _ in range(3):
        scatter = np.cov(scaled[selected], rowvar=False)
        if (np.sqrt(np.diag(scatter)) <= 1e-9).any():
            return None
        off = scaled - scaled[selected].mean(axis=0)
        distance: NDArray[np.float64] = np.einsum("ij,jk,ik->i", off, np.linalg.pinv(scatter), off)
        selected = distance <= np.quantile(distance, 0.9)
    related = np.abs(np.corrcoef(scaled[selected], rowvar=False) - np.eye(scaled.shape[1])).max()
    middle_distance = float(np.median(distance))
    if related < LEAST or middle_distance <= 0:
        return None
    from scipy.stats import chi2

    return distance * (float(chi2.median(scaled.shape[1])) / middle_distance)


def _varied(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the columns of at least ten values whose middle half is no single one."""
    selected = [
        j
        for j in range(values.shape[1])
        if len(np.unique(values[:, j])) >= 10
        and np.quantile(values[:, j], 0.75) > np.quantile(values[:, j], 0.25)
    ]
    return values[:, selected]
