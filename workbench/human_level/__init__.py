"""How well people do at the task: the level that a model is measured against."""

from workbench.callable import make_callable
from workbench.human_level.estimate import human_level
from workbench.human_level.result import Figure, HumanLevel

__all__ = ["Figure", "HumanLevel", "human_level"]

make_callable(__name__, human_level)
