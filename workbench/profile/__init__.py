"""What is in a table: a summary first, rendered second."""

from workbench.callable import make_callable
from workbench.profile.column_profile import ColumnProfile
from workbench.profile.compare import Comparison, compare
from workbench.profile.profile import Profile, profile

__all__ = ["ColumnProfile", "Comparison", "Profile", "compare", "profile"]

make_callable(__name__, profile)
