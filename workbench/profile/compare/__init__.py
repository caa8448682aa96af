"""Two tables or splits side by side: schema, drift with effect sizes, and what they share."""

from workbench.callable import make_callable
from workbench.profile.compare.comparison import Comparison, compare
from workbench.profile.compare.drift import ColumnDrift

__all__ = ["ColumnDrift", "Comparison", "compare"]

make_callable(__name__, compare)
