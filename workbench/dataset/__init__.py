"""One table in a project, from its source to its module."""

from workbench.dataset.dataset import Dataset

__all__ = ["Dataset"]
