"""Fit how far answers to one item depend on each other beyond what left-out answers show.

Two numbers, ``SHARED_LEAST`` and ``SHARED_FACTOR`` of `workbench.annotations.pooling`: the
dependence that makes the log loss of the consensus smallest, as a line over the one that is learnt
without gold.  Printed are the choice on all sets and worlds together, the one without each set,
and the log loss of that set with it.

Run by hand: ``python -m tests.benchmarks.fit_dependence``.
"""

from __future__ import annotations

import itertools
from typing import NamedTuple

import numpy as np

from tests.benchmarks.annotation_sets import CLASS_SETS, Labelled, class_set, world
from workbench.annotations.pooling import Model, fit, learn_pooling

LEAST = (0.0, 0.02, 0.05, 0.08, 0.12, 0.16, 0.2)
FACTOR = (0.5, 1.0, 1.25, 1.5, 2.0)
WORLDS = range(100, 124)
"""Seeds of the worlds that are fitted to; the benchmark judges on others."""


class Case(NamedTuple):
    """A set with its fitted model."""

    name: str
    labelled: Labelled
    model: Model
    learnt: float

    def loss(self, least: float, factor: float) -> float:
        """Return the log loss with a dependence on that line."""
        truth = self.model.tempered(min(1.0, least + factor * self.learnt))
        return self.labelled.log_loss(truth)


def prepared(name: str, labelled: Labelled) -> Case:
    """Fit the model of a set."""
    pooling = learn_pooling(labelled.votes)
    return Case(name, labelled, fit(labelled.votes, pooling), pooling.learnt)


def main() -> None:
    """Print the fits."""
    sets = [prepared(name, class_set(name)) for name in CLASS_SETS]
    worlds = [prepared(f"world {seed}", world(seed)) for seed in WORLDS]
    lines = list(itertools.product(LEAST, FACTOR))
    losses = {case.name: np.array([case.loss(*line) for line in lines]) for case in sets}
    made = np.mean([[case.loss(*line) for line in lines] for case in worlds], axis=0)
    for case in sets:
        others = [loss for name, loss in losses.items() if name != case.name]
        best = int(np.mean([*others, made], axis=0).argmin())
        print(
            f"{case.name:24s} learnt {case.learnt:.2f}  without it: {lines[best]}  "
            f"log loss {losses[case.name][best]:.3f}"
        )
    best = int(np.mean([*losses.values(), made], axis=0).argmin())
    print(f"all: SHARED_LEAST, SHARED_FACTOR = {lines[best]}; worlds {made[best]:.3f}")
    only = int(made.argmin())
    print(f"worlds alone: {lines[only]} {made[only]:.3f}")


if __name__ == "__main__":
    main()
