"""Find what looks wrong in a table: one module a check."""

from workbench.checks.find import CHECKS, find_issues

__all__ = ["CHECKS", "find_issues"]
