"""What a column means, inferred from its values and, as weak evidence, from its name."""

from workbench.profile.semantic.infer import infer_meaning, may_be_personal
from workbench.profile.semantic.meaning import SEMANTIC_TYPES, Evidence, Meaning

__all__ = ["SEMANTIC_TYPES", "Evidence", "Meaning", "infer_meaning", "may_be_personal"]
