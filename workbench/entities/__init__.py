"""Which records are about the same person, product or place."""

from workbench.entities.matcher import Matcher
from workbench.entities.survivorship import merge_rules_for

__all__ = ["Matcher", "merge_rules_for"]
