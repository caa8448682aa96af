"""Dispatchers for datasets, and the tables that a server process keeps open for them."""

from __future__ import annotations

import threading
from functools import partial

from cachetools import LRUCache

from workbench.explore import Explorer, StoredSource
from workbench.queues.session import Session
from workbench.server.dispatcher import Dispatcher, Service
from workbench.server.queue_list import QueueList
from workbench.server.views import Views
from workbench.store.context import DatasetContext

__all__ = ["DatasetRegistry", "dataset_dispatcher"]

OPEN_TABLES = 4
"""Tables that are kept open: each holds an index of its rows and its most recent counts."""


def dataset_dispatcher(
    context: DatasetContext, explorer: Explorer, *services: Service
) -> Dispatcher:
    """Return the dispatcher of one user at one dataset.

    Parameters
    ----------
    context : DatasetContext
        Which dataset, and in whose name.
    explorer : Explorer
        Reads its table; may be shared by users.
    *services : Service
        Implement what only a kernel answers.
    """
    # Rules load many modules that a server need not import until a table is opened.
    from workbench.recipe_editor import RecipeEditor
    from workbench.recipe_editor.spellings import SpellingFinder
    from workbench.server.judgements import Judgements
    from workbench.server.selections import Selections

    recipe = RecipeEditor(context)
    return Dispatcher(
        explorer,
        Views(context),
        QueueList(context),
        Selections(context, explorer, recipe),
        Judgements(context, explorer),
        recipe,
        SpellingFinder(context),
        *services,
        queue=partial(Session, context),
    )


class DatasetRegistry:
    """The open tables of a server, shared by all its users."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        # A table that is dropped closes when the last request is done with it.
        self._open: LRUCache[tuple[str, str], Explorer] = LRUCache(OPEN_TABLES)

    def dispatcher(self, context: DatasetContext) -> Dispatcher:
        """Return the dispatcher of a user at a dataset.

        Raises
        ------
        NotFoundError
            If the project has no such dataset.
        """
        key = (str(context.folder), context.dataset)
        with self._lock:
            explorer = self._open.get(key) or Explorer(StoredSource(context))
            self._open[key] = explorer
        return dataset_dispatcher(context, explorer)
