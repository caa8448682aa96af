"""What people said of the items of a dataset: their annotations, agreement and consensus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workbench.dataset.queue_service import QueueService
from workbench.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

    from workbench.annotations import (
        Agreement,
        Consensus,
        Disagreements,
        NumberConsensus,
        Rounds,
        TextConsensus,
    )
    from workbench.annotations.agreement import Level
    from workbench.annotations.class_consensus import Method
    from workbench.annotations.consensus import Kind
    from workbench.annotations.numbers import NumberMethod
    from workbench.annotations.transcripts import TextMethod
    from workbench.protocol.labelling import LabelSchema

__all__ = ["AnnotationService"]

KINDS: dict[str, Kind] = {"number": "number", "transcript": "text"}
"""How labels are combined, by what a queue asks for; the others are voted on."""
LEVELS: dict[str, Level] = {"ordinal": "ordinal", "number": "interval"}
"""How labels differ, by what a queue asks for; the others are the same or not."""


@dataclass(frozen=True)
class AnnotationService:
    """Reads what was annotated in the queues of a dataset.

    Attributes
    ----------
    queues : QueueService
        The queues.
    """

    queues: QueueService

    def annotations(self, queue: str | None = None) -> pd.DataFrame:
        """Return the annotations of this dataset, one row an answer, one a box or span.

        Parameters
        ----------
        queue : str, optional
            Those made in one queue, with the rulings on it; all by default.

        Returns
        -------
        pandas.DataFrame
            See `workbench.decisions.annotated.annotation_table`: ``item, annotator, label, time,
            seconds, guideline, origin, …``.

        Raises
        ------
        InputError
            If there is no such queue.
        """
        from workbench.decisions.annotated import annotation_table
        from workbench.queues.queues import queue_family

        made = annotation_table(self.queues.items.table.decisions())
        if queue is None:
            return made
        family = queue_family(self.queues.context.engine, self._known(queue))
        return made[made["queue"].isin(family)].reset_index(drop=True)

    def agreement(
        self,
        queue: str | None = None,
        *,
        level: Level | None = None,
        order: Sequence[Any] | None = None,
        bootstrap: int = 200,
        seed: int = 0,
    ) -> Agreement:
        """Measure how far the annotators of a queue agree; see `workbench.agreement`.

        Rulings are left out: who settles is no annotator.

        Parameters
        ----------
        queue : str, optional
            Those of one queue; all by default.
        level, order : optional
            By default as the queue's labels are: ordinal for a scale, interval for numbers.
        bootstrap, seed : int
            As for `workbench.agreement`.

        Raises
        ------
        InputError
            If nobody has annotated anything, or no item twice.
        """
        from workbench.annotations import agreement

        schema = None if queue is None else self._schema(queue)
        if schema is not None and level is None:
            level = LEVELS.get(schema.kind)
        if schema is not None and schema.kind == "ordinal" and order is None:
            order = list(schema.labels)
        return agreement(
            self._votes(queue),
            level=level or "nominal",
            order=order,
            bootstrap=bootstrap,
            seed=seed,
        )

    def consensus(
        self,
        queue: str | None = None,
        *,
        method: Method | NumberMethod | TextMethod = "auto",
        gold: Any = None,
        pred_probs: Any = None,
        seed: int = 0,
    ) -> Consensus | NumberConsensus | TextConsensus:
        """Combine the annotations of each item into one label; see `workbench.consensus`.

        Raises
        ------
        InputError
            If nobody has annotated anything.
        """
        from workbench.annotations import consensus

        schema = None if queue is None else self._schema(queue)
        kind: Kind = "auto"
        if schema is not None:
            kind = KINDS.get(schema.kind, "class")
        made: Consensus | NumberConsensus | TextConsensus = consensus(
            self._votes(queue),
            kind=kind,
            method=method,
            gold=gold,
            pred_probs=pred_probs,
            seed=seed,
        )
        return made

    def disagreements(
        self, queue: str | None = None, *, slices: str | None = None
    ) -> Disagreements:
        """Find where annotators differ systematically; see `workbench.disagreements`.

        Parameters
        ----------
        queue : str, optional
            The answers in one queue; all by default.
        slices : str, optional
            A column of the dataset by whose values agreement is told apart.

        Raises
        ------
        InputError
            If nobody has annotated anything, or no item twice.
        """
        from workbench.annotations import disagreements

        if slices is None:
            return disagreements(self._votes(queue))
        table = self.queues.items.table
        relation = table.relation()
        relation.require(slices)
        parts = relation.to_pandas()[[table.key, slices]].set_axis(["item", "slice"], axis=1)
        return disagreements(self._votes(queue), slices=parts)

    def rounds(self, queue: str, *, margin: float = 0.02) -> Rounds:
        """Measure whether agreement rose from the first round of a queue to the later ones.

        Parameters
        ----------
        queue : str
            A queue of any round; ``make_queue("annotate", of=queue)`` makes another.
        margin : float
            See `workbench.compare_rounds`.

        Raises
        ------
        InputError
            If there are fewer than two rounds with items that two people labelled.
        """
        import pandas as pd

        from workbench.annotations import compare_rounds
        from workbench.queues.queues import rounds_of

        names = rounds_of(self.queues.context.engine, self._known(queue))
        made = self.annotations()
        made = made[made["queue"].isin(names) & (made["origin"] == "person")]
        by_time = pd.concat([made[made["queue"] == name] for name in names])
        return compare_rounds(by_time, by="queue", margin=margin)

    def _votes(self, queue: str | None) -> pd.DataFrame:
        """Return what annotators said, without rulings."""
        made = self.annotations(queue)
        schema = None if queue is None else self._schema(queue)
        if schema is not None and schema.kind in ("boxes", "spans"):
            raise InputError(
                f"queue {queue!r} holds {schema.kind}, and this compares one label an item; "
                "dataset.annotations(queue) returns them"
            )
        if made["label"].isna().all():
            where = f"queue {queue!r}" if queue else f"dataset {self.queues.context.dataset!r}"
            raise InputError(f"{where}: nobody has annotated anything yet")
        return made[made["origin"] == "person"].reset_index(drop=True)

    def _schema(self, queue: str) -> LabelSchema | None:
        from workbench.queues.queues import find_queue
        from workbench.store.database import reading

        with reading(self.queues.context.engine) as connection:
            return find_queue(connection, self._known(queue)).labelling

    def _known(self, queue: str) -> str:
        return str(self.queues.queue_state(queue)["name"])
