"""Labels that are probably wrong, found by a model that has not seen them."""

from workbench.labels.quality import label_quality
from workbench.labels.result import LabelQuality

__all__ = ["LabelQuality", "label_quality"]
