"""Several people's labels of the same items: how far they agree, and what they say together."""

from workbench.annotations.agreement import Agreement, agreement
from workbench.annotations.consensus import Consensus, consensus

__all__ = ["Agreement", "Consensus", "agreement", "consensus"]
