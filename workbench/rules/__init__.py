"""Rules: typed, ordered, and the same run as emitted."""

from workbench.rules.execution import Stale, Unread
from workbench.rules.issues import Issues
from workbench.rules.kinds import Rule, parse_rule
from workbench.rules.recipe import Recipe

__all__ = ["Issues", "Recipe", "Rule", "Stale", "Unread", "parse_rule"]
