"""Look at a dataset and work on it in one view."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from workbench.dataset.queueing import Queueing
from workbench.errors import InputError
from workbench.types import Json

if TYPE_CHECKING:
    from workbench.explore import Explorer
    from workbench.profile import Profile
    from workbench.server.dispatcher import Dispatcher
    from workbench.widgets.workbench import WorkbenchView

__all__ = ["Viewing"]


class Viewing(Queueing):
    """The side of a dataset that is looked at."""

    def profile(self) -> Profile:
        """Summarise the columns; see `workbench.profile`."""
        from workbench.profile import profile

        return profile(self.relation(), title=self.name, target=self.label)

    def charts(self) -> Any:
        """Return an interactive view: choose a column, see its distribution."""
        from workbench.widgets.charts import profile_view

        return profile_view(self.profile())

    def open(
        self, tab: str = "", *, version: str | None = None, height: int = 620
    ) -> WorkbenchView:
        """Open the workbench: table, profile, review and recipe, as they were left last.

        Views ask the Jupyter server where it knows the project, and this kernel where not.

        Parameters
        ----------
        tab : {"", "table", "profile", "review", "recipe"}
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
            raise InputError(f"tab {tab!r}: there are {', '.join(TABS)}")
        context = self.context
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
            from workbench.dataset.asking import QueueMaker
            from workbench.server.registry import dataset_dispatcher
            from workbench.widgets.drawing import Figures

            return dataset_dispatcher(
                self.context, explorer, Figures(self.profile), QueueMaker(self, explorer)
            )

        return lambda *request: dispatcher().handle(*request)
