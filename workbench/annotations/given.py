"""What a model says of the items, beside the annotators."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from workbench.annotations.votes import Reals, Votes
from workbench.errors import InputError
from workbench.tables.contracts import require_columns
from workbench.types import python_value

__all__ = ["model_probabilities", "with_classes_of"]

LEAST = 1e-6
"""Least probability that a model gives to a class: it may be sure, never certain."""

WHERE = "pred_probs"


def with_classes_of(votes: Votes, given: pd.DataFrame) -> Votes:
    """Return the votes with the labels that only the model knows added at the end."""
    require_columns(given, ["item"], WHERE)
    known = {str(label) for label in votes.classes}
    more = [name for name in given.columns if name != "item" and str(name) not in known]
    return replace(votes, classes=[*votes.classes, *map(python_value, more)])


def model_probabilities(votes: Votes, given: pd.DataFrame) -> Reals:
    """Return the logarithms of a model's probabilities, (items, classes).

    Parameters
    ----------
    votes : Votes
        The annotations, with all classes of the model; see `with_classes_of`.
    given : pandas.DataFrame
        ``item`` and one column a label, named as the label or as its text.

    Raises
    ------
    InputError
        An item of the annotations is not there or twice, or a value is no probability.
    """
    names = [name for name in given.columns if name != "item"]
    if not names:
        raise InputError(f"{WHERE}: there is no column with probabilities beside 'item'.")
    twice = given["item"].duplicated()
    if twice.any():
        raise InputError(
            f"{WHERE}: item {given['item'][twice].tolist()[0]!r} is given more than once; "
            "keep one row for each."
        )
    rows = pd.Index(given["item"]).get_indexer(pd.Index(votes.items))
    if (rows < 0).any():
        absent = votes.items[int((rows < 0).argmax())]
        raise InputError(
            f"{WHERE}: {int((rows < 0).sum())} of {len(rows)} items have no row, such as "
            f"{absent!r}; give one for every item that somebody labelled."
        )
    try:
        values = given[names].to_numpy(dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise InputError(f"{WHERE}: a value is no number ({error}).") from error
    if not np.isfinite(values).all() or (values < 0).any() or not values.sum(axis=1).all():
        raise InputError(
            f"{WHERE}: probabilities are numbers of 0 or more, above 0 for one label at least; "
            "some row holds something else."
        )
    column = {str(name): position for position, name in enumerate(names)}
    full = np.zeros((len(rows), len(votes.classes)))
    for position, label in enumerate(votes.classes):
        if str(label) in column:
            full[:, position] = values[rows, column[str(label)]]
    full = full / full.sum(axis=1, keepdims=True) + LEAST
    return np.asarray(np.log(full / full.sum(axis=1, keepdims=True)))
