"""Find what looks wrong in a table, cell by cell: one module a check."""

from workbench.checks.cells import Cell, Cells, CheckResult, cells_of
from workbench.checks.find import CHECKS, find_issues
from workbench.checks.leaking import split_issues
from workbench.checks.matching import Match, match_spellings

__all__ = [
    "CHECKS",
    "Cell",
    "Cells",
    "CheckResult",
    "Match",
    "cells_of",
    "find_issues",
    "match_spellings",
    "split_issues",
]
