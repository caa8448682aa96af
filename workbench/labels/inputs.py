"""Read and check what `label_quality` is given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.errors import InputError
from workbench.labels.columns import Column, read_columns
from workbench.tables import contracts
from workbench.types import python_value

__all__ = ["Given", "read_labels", "read_probabilities"]


@dataclass(frozen=True)
class Given:
    """Labels with what goes with them, one entry a row.

    Attributes
    ----------
    labels : list
        The labels, None where unlabelled.
    labelled : ndarray of bool
        Which rows have one.
    keys : list
        The rows' keys.
    text : list of str or None
        The texts, ``""`` where missing.
    features : pandas.DataFrame or None
        The other columns.
    """

    labels: list[Any]
    labelled: NDArray[np.bool_]
    keys: list[Any]
    text: list[str] | None
    features: pd.DataFrame | None

    def counts(self) -> dict[Any, int]:
        """Return each label, in ascending order, with its number of rows."""
        known = [label for label in self.labels if label is not None]
        try:
            found = dict.fromkeys(known, 0)
        except TypeError as error:
            raise InputError(
                "label_quality: a label is a list or another container; give one text, number "
                "or truth value a row."
            ) from error
        for label in known:
            found[label] += 1
        try:
            return dict(sorted(found.items(), key=lambda pair: pair[0]))
        except TypeError:
            by_type = sorted(found.items(), key=lambda pair: (type(pair[0]).__name__, str(pair[0])))
            return dict(by_type)

    def columns(self, judged: NDArray[np.int64]) -> tuple[list[Column], dict[str, str]]:
        """Return the usable feature columns of the rows `judged`, and why others are left out."""
        if self.features is None:
            raise InputError(
                "label_quality: there is nothing to check the labels against; "
                "give features, text or pred_probs."
            )
        labels = pd.Series([self.labels[row] for row in judged], dtype=object)
        table = self.features.iloc[judged].reset_index(drop=True)
        columns, excluded = read_columns(table, labels)
        if not columns:
            why = "; ".join(f"{name!r}: {reason}" for name, reason in list(excluded.items())[:10])
            raise InputError(
                f"label_quality: features has no column that a model can use ({why or 'none'}); "
                "give columns that describe the rows."
            )
        return columns, excluded


def read_labels(labels: Any, features: Any, text: Any, keys: Any) -> Given:
    """Bring labels, features, texts and keys together and check that they fit.

    Raises
    ------
    InputError
        Lengths differ, a named column is absent, or there is no label at all.
    """
    table = None if features is None else contracts.read(features, "features")
    named = [name for name in (labels, text, keys) if isinstance(name, str)]
    if named:
        if table is None:
            raise InputError(
                f"label_quality: {named[0]!r} names a column, but no features table is given; "
                "give the table as features, or the values themselves."
            )
        contracts.require_columns(table, named, "label_quality: features")
    values = _values(table, labels, "labels")
    size = len(values)
    if not size:
        raise InputError("label_quality: there are no rows; give at least two labels.")
    if all(value is None for value in values):
        raise InputError(
            f"label_quality: all {size} labels are missing, so there is nothing to check."
        )
    texts = None if text is None else _values(table, text, "text")
    names = list(range(size)) if keys is None else _values(table, keys, "keys")
    for name, other in (("features", table), ("text", texts), ("keys", names)):
        if other is not None and len(other) != size:
            raise InputError(
                f"label_quality: {name} has {len(other)} rows but there are {size} labels; "
                "give one of each a row."
            )
    return Given(
        labels=values,
        labelled=np.array([value is not None for value in values]),
        keys=names,
        text=None if texts is None else ["" if v is None else str(v) for v in texts],
        features=None if table is None else table.drop(columns=named),
    )


def read_probabilities(source: Any, classes: list[Any], labelled: NDArray[np.bool_]) -> Any:
    """Return the probabilities of the labelled rows, one column a class in the given order.

    Raises
    ------
    InputError
        The shape does not fit, or a value is null, infinite or negative, or a row is all 0.
    """
    if isinstance(source, np.ndarray | list | tuple):
        table = np.asarray(source, dtype=np.float64)
    else:
        frame = contracts.read(source, "pred_probs")
        by_label = {str(name): name for name in frame.columns}
        if all(str(label) in by_label for label in classes):
            frame = frame[[by_label[str(label)] for label in classes]]
        table = frame.to_numpy(dtype=np.float64)
    expected = (len(labelled), len(classes))
    if table.shape != expected:
        raise InputError(
            f"label_quality: pred_probs has shape {table.shape}, expected {expected}: one row a "
            f"label, one column for each of {', '.join(repr(c) for c in classes[:10])}."
        )
    table = table[labelled]
    wrong = ~np.isfinite(table).all(axis=1) | (table < 0).any(axis=1) | (table.sum(axis=1) <= 0)
    if wrong.any():
        raise InputError(
            f"label_quality: {int(wrong.sum())} rows of pred_probs hold null, infinite or negative "
            f"values or sum to 0 (the first is labelled row {int(wrong.argmax())}, counted from "
            "0); give probabilities."
        )
    return table


def _values(table: pd.DataFrame | None, source: Any, name: str) -> list[Any]:
    """Return a column or a sequence as plain Python values, null as None."""
    if isinstance(source, str):
        assert table is not None
        source = table[source]
    try:
        series = source if isinstance(source, pd.Series) else pd.Series(list(source), dtype=object)
    except (TypeError, ValueError) as error:
        raise InputError(
            f"label_quality: {name} must be a sequence or the name of a column of features, not "
            f"{type(source).__name__}."
        ) from error
    plain = series.astype(object)
    values = plain.where(plain.notna(), None)
    return [python_value(value) for value in values]
