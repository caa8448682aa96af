"""The desks that a process keeps open: opened on demand, the least used ones closed."""

from __future__ import annotations

import threading
from collections import OrderedDict
from pathlib import Path

import sqlalchemy as sa

from workbench.explore import Explorer, StoredSource
from workbench.server.desk import Answers, Desk
from workbench.server.queue_list import QueueList
from workbench.server.views import Views
from workbench.store.context import DatasetContext

__all__ = ["Desks", "desk_for"]

MOST = 4
"""Tables that are kept open: each holds an index of its rows and what was counted last."""


def desk_for(context: DatasetContext, explorer: Explorer, *more: Answers) -> Desk:
    """Return the desk of one user at one dataset; `more` answers what only a kernel can."""
    # Rules load much that a server need not know until a table is looked at.
    from workbench.recipe_editor import RecipeEditor
    from workbench.server.selections import Selections

    recipe = RecipeEditor(context)
    made = Selections(context, explorer, recipe)
    return Desk(explorer, Views(context), QueueList(context), made, recipe, *more)


class Desks:
    """The open tables of a server, shared by all its users."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: OrderedDict[tuple[str, str], Explorer] = OrderedDict()

    def desk(self, engine: sa.Engine, folder: Path, dataset: str, user: str) -> Desk:
        """Return the desk of `user` at a dataset.

        Raises
        ------
        NotFoundError
            If the project has no such dataset.
        """
        context = DatasetContext(engine, folder, user, dataset=dataset)
        return desk_for(context, self._explorer(context))

    def _explorer(self, context: DatasetContext) -> Explorer:
        place = (str(context.folder), context.dataset)
        with self._lock:
            if place not in self._open:
                self._open[place] = Explorer(
                    StoredSource(context.engine, context.folder, context.dataset)
                )
            self._open.move_to_end(place)
            while len(self._open) > MOST:
                self._open.popitem(last=False)  # closed when the last request is done with it
            return self._open[place]
