"""Every method that a view may call: one table for the server, the kernel and the browser.

A method is called over REST (``POST …/datasets/{dataset}/{method}`` or
``POST …/queues/{queue}/{method}``) or over a widget's comm, with the same request and response.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from workbench.protocol import dataset, expectations, explore, recipe, review, spellings
from workbench.protocol.message import Empty, Message

__all__ = ["METHODS", "Method", "Scope"]

Scope = Literal["dataset", "queue"]


@dataclass(frozen=True)
class Method:
    """One method.

    Attributes
    ----------
    request, response : type of Message
        What is sent and returned.
    scope : {"dataset", "queue"}
        What it is about, and so whom it is for: methods of a dataset are for those who may see
        its table, methods of a queue also for reviewers to whom the queue was published.
    writes : bool
        Whether it changes anything: the caller then needs the right to write, not only to read.
    kernel : bool
        Whether only a notebook's kernel answers it: it takes long, or draws.
    """

    request: type[Message]
    response: type[Message]
    scope: Scope = "dataset"
    writes: bool = False
    kernel: bool = False

    @property
    def right(self) -> Literal["read", "write"]:
        """What the caller must be authorised to do."""
        return "write" if self.writes else "read"


def _of_queue(request: type[Message], response: type[Message], *, writes: bool = False) -> Method:
    return Method(request, response, scope="queue", writes=writes)


METHODS: dict[str, Method] = {
    "open": Method(explore.OpenRequest, explore.TableInfo),
    "window": Method(explore.WindowRequest, explore.Window),
    "cell": Method(explore.CellRequest, explore.Cell),
    "charts": Method(explore.ChartsRequest, explore.Charts),
    "cube": Method(explore.CubeRequest, explore.Cube),
    "issues": Method(Empty, explore.Issues),
    "judge_issue": Method(explore.JudgeIssue, explore.Issues, writes=True),
    "kept": Method(Empty, dataset.KeptState),
    "keep": Method(dataset.KeptState, dataset.KeptState, writes=True),
    "reviewer": Method(Empty, dataset.Reviewer),
    "queues": Method(Empty, dataset.Queues),
    "make_queue": Method(dataset.MakeQueue, dataset.QueueSummary, writes=True, kernel=True),
    "queue_of_selection": Method(
        dataset.QueueOfSelection, dataset.QueueSummary, writes=True, kernel=True
    ),
    "make_of_selection": Method(dataset.SelectionRequest, dataset.SelectionResult, writes=True),
    "figure": Method(dataset.FigureRequest, dataset.Figure, kernel=True),
    "library": Method(Empty, dataset.Library, kernel=True),
    "spellings": Method(spellings.SpellingsRequest, spellings.SpellingsPage),
    "recipe": Method(recipe.RecipeRequest, recipe.RecipeState),
    "preview": Method(recipe.PreviewRequest, recipe.Preview),
    "forms": Method(Empty, recipe.Forms),
    "edit": Method(recipe.Edit, recipe.RecipeState, writes=True),
    "expectations": Method(Empty, expectations.Expectations),
    "preview_expectation": Method(expectations.ExpectationDraft, expectations.ExpectationPreview),
    "run_recipe": Method(Empty, recipe.Ran, writes=True),
    "export_recipe": Method(recipe.ExportRequest, recipe.Exported, writes=True),
    "next": _of_queue(review.NextRequest, review.QueuePage, writes=True),  # it reserves items
    "decide": _of_queue(review.DecisionBody, review.Ack, writes=True),
    "item": _of_queue(review.ItemRequest, review.ItemPage),
    "history": _of_queue(review.HistoryRequest, review.HistoryPage),
    "media": _of_queue(review.MediaRequest, review.Media),
}
