"""The review queues of a dataset."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.dataset.judging import LABEL_KIND, Judging, plain
from workbench.errors import InputError
from workbench.types import CardKind

if TYPE_CHECKING:
    from workbench.widgets.review import ReviewView

__all__ = ["Queueing"]


class Queueing(Judging):
    """The side of a dataset that sends doubtful items to people."""

    def make_queue(
        self,
        kind: CardKind,
        *,
        name: str | None = None,
        limit: int = 50,
        guideline: str = "",
        overlap: int = 1,
    ) -> str:
        """Queue the most doubtful labels or pairs for review and return the queue's name.

        Parameters
        ----------
        kind : {"label", "pair"}
            Suspect labels (run `label_quality` first) or candidate pairs.
        name : str, optional
            ``<dataset>-<kind>`` by default.  An existing queue gets the items it lacks.
        limit : int
            At most so many items.
        guideline : str
            What reviewers should go by; shown above the card.
        overlap : int
            How many people decide each item.
        """
        from workbench.review.items import label_items, pair_items
        from workbench.review.queues import create_queue

        options: list[Any] = []
        if kind == "label":
            column = self._need_label()
            table = self.current()
            options = [plain(value) for value in table[column].dropna().value_counts().index]
            suspects = list(self.issues.where(kind=LABEL_KIND))[:limit]
            items = label_items(suspects, table, key=self.key, options=options)
        elif kind == "pair":
            items = pair_items(self.matcher().next_pairs(limit))
        else:
            raise InputError(f"queue kind {kind!r}: there are queues of 'label' and of 'pair'")
        queue = name or f"{self.name}-{kind}"
        create_queue(
            self._engine,
            queue,
            dataset=self.name,
            kind=kind,
            items=items,
            options=options,
            guideline=guideline,
            overlap=overlap,
        )
        return queue

    def review(self, queue: str) -> ReviewView:
        """Show a review queue in the notebook: decide by keyboard.

        Decisions go through the server where it knows the project, else through this kernel.
        """
        from workbench.review.queues import queues
        from workbench.review.session import Session
        from workbench.widgets.review import ReviewView

        known = {entry["name"]: entry for entry in queues(self._engine, self.name)}
        if queue not in known:
            there = ", ".join(map(repr, known)) or "none: make one with dataset.make_queue('label')"
            raise InputError(f"queue {queue!r}: {self.name!r} has no such queue; there are {there}")
        session = Session(self._engine, queue, self.place.author)
        summary = f"{known[queue]['decided']} of {known[queue]['total']} items are decided."
        return ReviewView(
            project=self.place.project_id,
            queue=queue,
            title=queue,
            handle=session.handle,
            summary=summary,
        )
