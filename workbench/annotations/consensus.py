"""One label an item out of several people's: by vote, as a measurement, or word by word."""

from __future__ import annotations

from typing import Any, Literal, cast, get_args, overload

from workbench.annotations.class_consensus import Consensus, Method, consensus_of_classes
from workbench.annotations.numbers import (
    NumberConsensus,
    NumberMethod,
    consensus_of_numbers,
    has_fractions,
)
from workbench.annotations.transcripts import TextConsensus, TextMethod, consensus_of_texts
from workbench.errors import InputError
from workbench.tables import contracts

__all__ = ["Kind", "consensus"]

Kind = Literal["auto", "class", "number", "text"]

CLASS_METHODS = frozenset(get_args(Method)) - {"auto"}


@overload
def consensus(
    annotations: Any,
    *,
    kind: Literal["class"],
    method: Method = ...,
    gold: Any = ...,
    pred_probs: Any = ...,
    seed: int = ...,
) -> Consensus: ...
@overload
def consensus(
    annotations: Any,
    *,
    kind: Kind = ...,
    method: Method | NumberMethod | TextMethod = ...,
    gold: Any = ...,
    pred_probs: Any = ...,
    seed: int = ...,
) -> Any: ...
def consensus(
    annotations: Any,
    *,
    kind: Kind = "auto",
    method: Method | NumberMethod | TextMethod = "auto",
    gold: Any = None,
    pred_probs: Any = None,
    seed: int = 0,
) -> Consensus | NumberConsensus | TextConsensus:
    """Combine the labels of each item into one.

    Parameters
    ----------
    annotations : table
        Columns ``item, annotator, label``; null labels count as not given.
    kind : {"auto", "class", "number"}
        Whether labels are classes, on which people vote, or numbers, which are measured.  By
        default numbers with fractions, or of more than 20 different values, are measured.
    method : {"auto", "majority", "dawid_skene", "one_coin"}
        Of numbers see `workbench.annotations.numbers.consensus_of_numbers`, of texts
        `workbench.annotations.transcripts.consensus_of_texts`.
        ``"auto"`` takes Dawid-Skene with the annotators' confusion matrices drawn towards one
        another as far as left-out answers are predicted best, or the one-coin model where there
        are too many annotators and classes for matrices.  ``"majority"`` breaks ties by the
        probability of that model, and takes its probabilities.  ``"dawid_skene"`` gives each
        annotator a matrix of their own.
    gold : table, optional
        Columns ``item, label``: the truth of some items, to calibrate the probabilities.  The
        labels do not change.
    pred_probs : table, optional
        What a model says: a column ``item`` and one column a label, with probabilities, for every
        item.
    seed : int
        Draws the answers that are left out.

    Returns
    -------
    Consensus, NumberConsensus or TextConsensus
        By the kind.

    Warns
    -----
    UserWarning
        Most labels are texts that nobody else gave, or whole numbers of many values, which may
        be measurements: a vote on these says little.

    Raises
    ------
    InputError
        A table does not fit its contract, or the method is unknown or cannot be used.

    References
    ----------
    Dawid and Skene (1979), Applied Statistics 28, 20-28.
    """
    if kind not in get_args(Kind):
        known = ", ".join(map(repr, get_args(Kind)))
        raise InputError(f"consensus: kind {kind!r} is unknown; use one of {known}.")
    if kind == "text":
        return consensus_of_texts(annotations, method=cast(TextMethod, method), seed=seed)
    if kind != "class" and pred_probs is None and gold is None:
        labels = contracts.annotations(annotations)["label"]
        if kind == "number" or (method not in CLASS_METHODS and has_fractions(labels)):
            return consensus_of_numbers(annotations, method=cast(NumberMethod, method), seed=seed)
    return consensus_of_classes(
        annotations,
        method=cast(Method, method),
        gold=gold,
        pred_probs=pred_probs,
        seed=seed,
        sure=kind == "class",
    )
