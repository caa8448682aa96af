"""Look at a dataset and work on it in one view."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from workbench.dataset.queue_service import QueueService
from workbench.dataset.table import DatasetTable
from workbench.errors import InputError
from workbench.types import Json

if TYPE_CHECKING:
    from workbench.explore import Explorer
    from workbench.profile import Profile
    from workbench.server.dispatcher import Dispatcher
    from workbench.widgets.workbench import WorkbenchView

__all__ = ["ViewService"]


@dataclass(frozen=True)
class ViewService:
    """Shows a dataset: its profile, charts, and the workbench.

    Attributes
    ----------
    queues : QueueService
        The review queues of the dataset.
    """

    queues: QueueService

    @property
    def table(self) -> DatasetTable:
        """The dataset."""
        return self.queues.items.table

    def profile(self) -> Profile:
        """Summarise the columns; see `workbench.profile`."""
        from workbench.profile import profile

        return profile(self.table.relation(), title=self.table.name, target=self.table.label)

    def charts(self) -> Any:
        """Return an interactive view: choose a column, see its distribution."""
        from workbench.widgets.charts import profile_view

        return profile_view(self.profile())

    def open(
        self, tab: str = "", *, version: str | None = None, height: int = 620
    ) -> WorkbenchView:
        """Open the workbench: table, profile, spellings, review and recipe, as they were left last.

        Views ask the Jupyter server where it knows the project, and this kernel where not.

        Parameters
        ----------
        tab : {"", "table", "profile", "spellings", "review", "recipe"}
            Which to show first; empty for the one that was open last.
        version : str, optional
            The version to show; the newest source by default.
        height : int
            Of the view, in pixels.

        Raises
        ------
        InputError
            If there is no such tab.
        NotFoundError
            If there is no such version.
        """
        from workbench.explore import Explorer, StoredSource
        from workbench.protocol.explore import OpenRequest
        from workbench.widgets.workbench import TABS, WorkbenchView

        if tab and tab not in TABS:
            raise InputError(f"tab {tab!r} is unknown; there are {', '.join(TABS)}")
        context = self.table.context
        explorer = Explorer(StoredSource(context))
        first = explorer.open(OpenRequest(version=version)).to_dict()
        return WorkbenchView(
            first=first,
            handle=self._answering(explorer),
            project=context.project_id,
            tab=tab,
            height=height,
        )

    def _answering(self, explorer: Explorer) -> Callable[..., Json]:
        """Return what answers through the kernel; it is set up for the first request."""

        @cache
        def dispatcher() -> Dispatcher:
            from workbench.dataset.queue_requests import QueueMaker
            from workbench.server.registry import dataset_dispatcher
            from workbench.widgets.drawing import Figures

            return dataset_dispatcher(
                self.table.context,
                explorer,
                Figures(self.profile),
                QueueMaker(self.queues, explorer),
            )

        return lambda *request: dispatcher().handle(*request)
