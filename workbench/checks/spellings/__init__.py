"""Cluster and edit: the spellings of one column by several methods, for a person to join."""

from workbench.checks.spellings.clusters import cluster
from workbench.checks.spellings.methods import METHODS
from workbench.checks.spellings.result import Cluster, Spelling, Spellings
from workbench.checks.spellings.table import spellings, spellings_of_counts

__all__ = [
    "METHODS",
    "Cluster",
    "Spelling",
    "Spellings",
    "cluster",
    "spellings",
    "spellings_of_counts",
]
