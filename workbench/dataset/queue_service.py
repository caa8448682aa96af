"""The review queues of a dataset."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from workbench.dataset.queue_items import QueueItems, QueueSource, ToAnnotate
from workbench.errors import InputError
from workbench.store import decisions
from workbench.store.context import DatasetContext
from workbench.types import CardKind, Issue, Key

if TYPE_CHECKING:
    from workbench.decisions.audit import Audit
    from workbench.widgets.review import ReviewView

__all__ = ["QueueService", "QueueSource"]

DEFAULT_LIMIT = 50
"""Items of a queue where nobody says how many: assumed to be a sitting of one reviewer."""

KINDS: dict[QueueSource, tuple[CardKind, ...]] = {
    "issues": ("label", "cell", "value", "rule"),
    "pairs": ("pair",),
    "annotators": ("disagreement",),
    "unlabelled": ("annotate",),
    "audit": ("label",),
    "rows": ("label", "annotate"),
    "adjudication": get_args(CardKind),
}
"""The kinds of card that each source makes."""


@dataclass(frozen=True)
class QueueService:
    """Makes the review queues of a dataset, and shows how they stand.

    Attributes
    ----------
    items : QueueItems
        What queues are made of.
    """

    items: QueueItems

    @property
    def context(self) -> DatasetContext:
        """The project, the dataset's name, and who works on it."""
        return self.items.table.context

    def make_queue(
        self,
        kind: CardKind | None = None,
        *,
        source: QueueSource | None = None,
        order: str | None = None,
        name: str | None = None,
        limit: int | None = None,
        guideline: str = "",
        overlap: int = 1,
        labels: Any = None,
        repeat_share: float = 0.1,
        text: str | None = None,
        issues: Iterable[Issue] | None = None,
        annotations: Any = None,
        keys: Sequence[Key] | None = None,
        column: str | None = None,
        of: str | None = None,
        sample: int = 200,
        seed: int = 0,
        media: Sequence[str] | None = None,
        media_root: str | Path | None = None,
    ) -> str:
        """Queue items for review and return the queue's name.

        Parameters
        ----------
        kind : {"annotate", "label", "cell", "value", "rule", "pair", "disagreement"}, optional
            What is asked: labels from scratch, of rows that are shown blind; suspect labels
            (run `label_quality` first), single cells, spellings of one value, suggested rules
            (run `find_issues` first), candidate pairs, or what annotators label differently.
            May be left out where the source makes one kind.
        source : {"issues", "pairs", "annotators", "unlabelled", "audit", "rows", "adjudication"}, \
optional
            Where the items come from; what fits `kind` by default.  ``unlabelled`` takes rows
            without a label in random order.  ``annotators`` needs
            `annotations`, ``rows`` needs `keys`, ``adjudication`` needs `of`; ``audit`` draws
            `sample` rows at random.
        order : {"confidence", "uncertainty", "value"}, optional
            The surest first (the default), the most doubtful first, or those that affect most
            rows first.  Pairs come in the order that teaches the matcher most, by default.
        name : str, optional
            ``<dataset>-<kind>`` by default.  An existing queue gets the items it lacks.
        limit : int, optional
            At most so many items of issues, pairs or annotators; 50 by default, with a warning
            (`LeftOut`) of how many that leaves out.
        guideline : str
            What reviewers should go by; shown above the card.
        overlap : int
            How many people decide each item.
        labels : LabelSchema, dict or list, optional
            What may be said of items to annotate: a list of labels, or a `LabelSchema` for
            numbers, several labels, boxes, spans or transcripts.  By default the labels that
            `column` has.
        repeat_share : float
            Share of the items to annotate that are shown twice to the same person, 0 to 1, to
            measure how well people agree with themselves.
        text : str, optional
            The column whose text is read in full, and in which spans are marked; the one with
            the longest texts by default.
        issues : iterable of Issue, optional
            Those to ask about; by default all of the dataset.
        annotations : table, optional
            Columns ``item``, ``annotator`` and ``label``; items may be keys of the dataset.
        keys : sequence of Key, optional
            The rows to ask about.
        column : str, optional
            The column with the labels to check, or that gets the labels of items to annotate
            (a new one is added); the dataset's own by default.
        of : str, optional
            The queue with an overlap of two or more whose split votes are to be settled, by
            somebody who has not voted.  Its decision stands for the votes.  For ``"annotate"``
            the queue whose items are labelled in another round, by the guideline as it is now.
        sample, seed : int
            How many rows are drawn for an audit, and the start of the random numbers.
        media : sequence of str, optional
            The columns with images (paths or bytes); looked for by default.
        media_root : path, optional
            The folder that the images lie in; nothing outside is opened.  By default that of
            the file that the dataset came from, else the one that the project lies in.

        Raises
        ------
        InputError
            If the arguments do not go together, or there is nothing to ask; with what is
            possible.
        """
        from workbench.queues.queues import create_queue

        kind, source = _checked(kind, source)
        most = DEFAULT_LIMIT if limit is None else limit
        if source == "issues":
            with _known_limit(limit):
                content = self.items.of_issues(kind or "label", issues, order, most, media)
        elif source == "pairs":
            with _known_limit(limit):
                content = self.items.of_pairs(order, most)
        elif source == "annotators":
            with _known_limit(limit):
                content = self.items.of_annotators(annotations, column, order, most)
        elif source == "adjudication":
            content = self.items.of_votes(of, kind)
        elif kind == "annotate" and of is not None:
            content = self.items.another_round(of, keys, repeat_share)
        elif kind == "annotate":
            _refuse_order(source, order)
            wanted = ToAnnotate(labels, keys, column, text, media, repeat_share, most, seed)
            with _known_limit(limit):
                content = self.items.to_annotate(wanted)
        else:
            _refuse_order(source, order)
            content = self.items.of_rows(source, keys, column, sample, seed, media)
        queue = name or content.name
        create_queue(
            self.context.engine,
            queue,
            dataset=self.context.dataset,
            kind=content.kind,
            items=content.items,
            options=content.options,
            guideline=guideline or content.guideline,
            overlap=overlap,
            adjudicates=content.adjudicates,
            media_root=str(self.items.media_root(media_root)),
            labelling=content.labelling,
            follows=content.follows,
            repeats=content.repeats,
            author=self.context.user,
        )
        return queue

    def review(self, queue: str) -> ReviewView:
        """Show a review queue in the notebook: decide by keyboard.

        Decisions go through the server where it knows the project, else through this kernel.
        """
        from workbench.queues.session import Session
        from workbench.server.dispatcher import Dispatcher
        from workbench.widgets.review import ReviewView

        known = self.queue_state(queue)
        return ReviewView(
            project=self.context.project_id,
            queue=queue,
            title=queue,
            handle=Dispatcher(queue=partial(Session, self.context)).handle,
            summary=f"{known['decided']} of {known['total']} items are decided.",
        )

    def audit(self, queue: str | None = None) -> Audit:
        """Return how many labels are wrong, by the decisions in an audit queue so far.

        Parameters
        ----------
        queue : str, optional
            ``<dataset>-audit`` by default; made by ``make_queue(source="audit")``.

        Returns
        -------
        Audit
            The error rate among decided rows, its interval (Wilson, 95 %), and the counts.

        Raises
        ------
        InputError
            If there is no such queue, or its rows were not drawn at random.
        """
        from workbench.decisions.audit import audit
        from workbench.queues.queues import is_audit

        queue = queue or f"{self.context.dataset}-audit"
        known = self.queue_state(queue)
        if not is_audit(self.context.engine, queue):
            raise InputError(
                f"queue {queue!r}: its items were not drawn at random; "
                "make a queue with dataset.make_queue(source='audit')"
            )
        made = decisions.current(self.context.engine, self.context.dataset, queue=queue)
        return audit(queue, known["total"], made)

    def queue_state(self, queue: str) -> dict[str, Any]:
        """Return name, kind, total, decided and open of a queue of this dataset.

        Raises
        ------
        InputError
            If there is no such queue; with those there are.
        """
        from workbench.queues.queues import queues

        known = {
            entry["name"]: entry for entry in queues(self.context.engine, self.context.dataset)
        }
        if queue not in known:
            there = ", ".join(map(repr, known)) or "none; make one with dataset.make_queue('label')"
            raise InputError(
                f"queue {queue!r}: {self.context.dataset!r} has no such queue; there are {there}"
            )
        return known[queue]


@contextmanager
def _known_limit(limit: int | None) -> Iterator[None]:
    """Say nothing of items left out where the user set the limit: that was the wish."""
    from workbench.queues.order import LeftOut

    with warnings.catch_warnings():
        if limit is not None:
            warnings.simplefilter("ignore", LeftOut)
        yield


def _checked(
    kind: CardKind | None, source: QueueSource | None
) -> tuple[CardKind | None, QueueSource]:
    """Fill in what is left out; refuse what does not go together."""
    if source is not None and source not in KINDS:
        raise InputError(
            f"queue source {source!r} is unknown; known are {', '.join(map(repr, KINDS))}"
        )
    if kind is not None and kind not in get_args(CardKind):
        every = ", ".join(map(repr, get_args(CardKind)))
        raise InputError(f"queue kind {kind!r} is unknown; known are {every}")
    if source is None and kind is None:
        raise InputError("name the kind of item, such as make_queue('cell'), or a source")
    usual: list[QueueSource] = [name for name, kinds in KINDS.items() if kind in kinds]
    named = usual[0] if source is None else source
    kinds = KINDS[named]
    if kind is None and named == "issues":
        raise InputError(f"give kind: issues can become items of kind {', '.join(kinds)}")
    if kind is None and named == "rows":
        kind = "label"
    if kind is not None and kind not in kinds:
        raise InputError(f"source {named!r} makes items of kind {', '.join(kinds)}, not {kind!r}")
    return kind or (kinds[0] if len(kinds) == 1 else None), named


def _refuse_order(source: str, order: str | None) -> None:
    if order is not None:
        came = "in the order of keys" if source == "rows" else "in the order of a random draw"
        raise InputError(
            f"order {order!r}: rows of source {source!r} always come {came}; leave order out"
        )
