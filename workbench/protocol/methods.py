"""Every question that a view may ask about a dataset: one table for server, kernel and browser."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.protocol import desk, explore, recipe
from workbench.protocol.message import Empty, Message

__all__ = ["METHODS", "Method"]


@dataclass(frozen=True)
class Method:
    """One question.

    Attributes
    ----------
    request, response : type of Message
        What is asked and answered.
    writes : bool
        Whether it changes anything: who may only look is then refused.
    """

    request: type[Message]
    response: type[Message]
    writes: bool = False


METHODS: dict[str, Method] = {
    "open": Method(explore.OpenRequest, explore.TableInfo),
    "window": Method(explore.WindowRequest, explore.Window),
    "cell": Method(explore.CellRequest, explore.Cell),
    "charts": Method(explore.ChartsRequest, explore.Charts),
    "cube": Method(explore.CubeRequest, explore.Cube),
    "issues": Method(Empty, explore.Issues),
    "kept": Method(Empty, desk.KeptState),
    "keep": Method(desk.KeptState, desk.KeptState, writes=True),
    "reviewer": Method(Empty, desk.Reviewer),
    "queues": Method(Empty, desk.Queues),
    "make_queue": Method(desk.MakeQueue, desk.QueueSummary, writes=True),
    "queue_of_selection": Method(desk.QueueOfSelection, desk.QueueSummary, writes=True),
    "make_of_selection": Method(desk.SelectionRequest, desk.MadeOfSelection, writes=True),
    "figure": Method(desk.FigureRequest, desk.Figure),
    "library": Method(Empty, desk.Library),
    "recipe": Method(recipe.RecipeRequest, recipe.RecipeState),
    "preview": Method(recipe.PreviewRequest, recipe.Preview),
    "forms": Method(Empty, recipe.Forms),
    "edit": Method(recipe.Edit, recipe.RecipeState, writes=True),
    "run_recipe": Method(Empty, recipe.Ran, writes=True),
    "export_recipe": Method(recipe.ExportRequest, recipe.Exported, writes=True),
}
