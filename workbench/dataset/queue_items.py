"""What goes into the review queues of a dataset, by where it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from workbench.dataset.issue_service import LABEL_KIND, IssueService
from workbench.dataset.table import DatasetTable
from workbench.errors import InputError
from workbench.protocol.labelling import LabelSchema
from workbench.types import CardKind, Issue, Key, ReviewItem, python_value

__all__ = ["QueueContent", "QueueItems", "QueueSource", "ToAnnotate"]

QueueSource = Literal[
    "issues", "pairs", "annotators", "unlabelled", "audit", "rows", "adjudication"
]


@dataclass(frozen=True)
class QueueContent:
    """What a queue is made of: items, the labels to choose from, and the guideline."""

    kind: CardKind
    name: str
    items: list[ReviewItem]
    options: list[Any] = field(default_factory=list)
    guideline: str = ""
    adjudicates: str | None = None
    labelling: LabelSchema | None = None
    repeats: dict[str, str] = field(default_factory=dict)
    follows: str | None = None


@dataclass(frozen=True)
class ToAnnotate:
    """What is to be labelled, and how; see `QueueService.make_queue`."""

    labels: Any
    keys: Sequence[Key] | None
    column: str | None
    text: str | None
    media: Sequence[str] | None
    repeat_share: float
    limit: int
    seed: int


@dataclass(frozen=True)
class QueueItems:
    """Makes the review items of a dataset, by where they come from.

    Attributes
    ----------
    issues : IssueService
        The issues of the dataset.
    """

    issues: IssueService

    @property
    def table(self) -> DatasetTable:
        """The dataset."""
        return self.issues.table

    def media_root(self, given: str | Path | None) -> Path:
        """Return the folder that images may be opened from; see `QueueService.make_queue`."""
        if given is not None:
            if not Path(given).is_dir():
                raise InputError(f"media_root {str(given)!r} is not a folder")
            return Path(given).resolve()
        uri = str((self.table.source.source or {}).get("uri", ""))
        path = Path(uri)
        known = bool(uri) and "://" not in uri and len(uri) < 4096 and path.is_file()
        return (path if known else self.table.folder).resolve().parent

    def of_issues(
        self,
        kind: CardKind,
        issues: Iterable[Issue] | None,
        order: str | None,
        limit: int,
        media: Sequence[str] | None,
    ) -> QueueContent:
        """Return items about issues: labels, cells, values or suggested rules."""
        from workbench.queues import sources

        chosen = list(self.issues.stored() if issues is None else issues)
        if kind == "label":
            return self._of_labels(chosen, order or "confidence", limit, media)
        items = sources.items_of_issues(
            kind,
            chosen,
            self.table.relation(),
            key=self.table.key,
            order=order or "confidence",
            limit=limit,
        )
        return QueueContent(kind, f"{self.table.name}-{kind}", items)

    def _of_labels(
        self, issues: Sequence[Issue], order: str, limit: int, media: Sequence[str] | None
    ) -> QueueContent:
        from workbench.queues import sources
        from workbench.queues.items import label_items
        from workbench.queues.media import media_of
        from workbench.queues.order import ordered

        column, relation = self.table.require_label(), self.table.cleaned()
        cards = sources.cards_of(relation, leave_out=(self.table.key, column), media=media)
        suspects = ordered(
            [issue for issue in issues if issue.kind == LABEL_KIND],
            order,
            confidence=lambda issue: issue.confidence,
            rows=None,
            limit=limit,
        )
        table = relation.to_pandas()
        options = [python_value(value) for value in table[column].dropna().value_counts().index]
        keys = [issue.key for issue in suspects if issue.key is not None]
        images = media_of(relation, cards.media, key=self.table.key, keys=keys)
        items = label_items(
            suspects, table, key=self.table.key, options=options, text=cards.text, media=images
        )
        return QueueContent("label", f"{self.table.name}-label", items, options)

    def of_pairs(self, order: str | None, limit: int) -> QueueContent:
        """Return candidate pairs, by default in the order that teaches the matcher most."""
        from workbench.queues.items import pair_items
        from workbench.queues.order import ordered

        matcher = self.issues.matcher()
        pairs = matcher.next_pairs(limit if order is None else len(matcher.pairs()))
        if order is not None:
            pairs = ordered(
                pairs, order, confidence=lambda pair: pair["probability"], rows=None, limit=limit
            )
        return QueueContent("pair", f"{self.table.name}-pair", pair_items(pairs))

    def of_annotators(
        self, annotations: Any, column: str | None, order: str | None, limit: int
    ) -> QueueContent:
        """Return the items that annotators label differently."""
        from workbench.queues import sources

        if annotations is None:
            raise InputError(
                "source 'annotators' needs annotations: a table with columns item, annotator, label"
            )
        relation, column = self.table.cleaned(), column or self.table.label
        items, options = sources.items_of_overlap(
            annotations,
            relation,
            key=self.table.key,
            column=column,
            options=[] if column is None else sources.labels_in(relation, column),
            order=order or "confidence",
            limit=limit,
        )
        return QueueContent("disagreement", f"{self.table.name}-disagreement", items, options)

    def of_rows(
        self,
        source: QueueSource,
        keys: Sequence[Key] | None,
        column: str | None,
        sample: int,
        seed: int,
        media: Sequence[str] | None,
    ) -> QueueContent:
        """Return rows that are chosen by key, or drawn at random for an audit."""
        from workbench.queues import sources

        column, relation = column or self.table.require_label(), self.table.cleaned()
        options = sources.labels_in(relation, column)
        if source == "audit":
            keys = sources.sample_keys(relation, self.table.key, sample=sample, seed=seed)
        if not keys:
            raise InputError("source 'rows' needs keys: those of the rows to review")
        why = "Drawn at random: say whether the label is right." if source == "audit" else ""
        items = sources.items_of_rows(
            [python_value(key) for key in keys],
            relation,
            column,
            key=self.table.key,
            options=options,
            about=source,
            why=why,
            cards=sources.cards_of(relation, leave_out=(self.table.key, column), media=media),
        )
        return QueueContent("label", f"{self.table.name}-{source}", items, options)

    def to_annotate(self, wanted: ToAnnotate) -> QueueContent:
        """Return rows to label from scratch, blind."""
        from workbench.queues import sources
        from workbench.queues.items import shown_again
        from workbench.queues.order import ordered

        relation = self.table.cleaned()
        column = wanted.column or self.table.label
        if wanted.labels is None and (column is None or column not in relation.types):
            raise InputError(
                "labels: say what may be said of each item, such as labels=['yes', 'no'], or "
                "labels=wb.LabelSchema(kind='number', low=0, high=100)"
            )
        schema = LabelSchema.of(
            sources.labels_in(relation, str(column)) if wanted.labels is None else wanted.labels
        )
        if not 0 <= wanted.repeat_share <= 1:
            raise InputError(f"repeat_share is a share, 0 to 1, not {wanted.repeat_share!r}")
        keys = wanted.keys
        if keys is None:
            keys = sources.unlabelled_keys(relation, self.table.key, column, seed=wanted.seed)
            if not keys:
                raise InputError(
                    f"all rows have a value in {column!r}, so none is left to label; name the rows "
                    "with keys=, or another column"
                )
            keys = ordered(
                keys, "confidence", confidence=lambda _: 1.0, rows=None, limit=wanted.limit
            )
        hidden = [one for one in (self.table.label, column) if one is not None]
        items = sources.items_to_annotate(
            relation,
            schema,
            key=self.table.key,
            keys=[python_value(key) for key in keys],
            column=column,
            hidden=hidden,
            text=wanted.text,
            media=wanted.media,
        )
        items, repeats = shown_again(items, wanted.repeat_share)
        options = list(schema.labels) if schema.kind in ("class", "ordinal") else []
        name = f"{self.table.name}-annotate"
        return QueueContent("annotate", name, items, options, labelling=schema, repeats=repeats)

    def another_round(
        self, of: str, keys: Sequence[Key] | None, repeat_share: float
    ) -> QueueContent:
        """Return the items of a queue, to be labelled once more by the guideline as it is now."""
        from workbench.queues.items import shown_again
        from workbench.queues.queues import first_items, rounds_of

        queue, items = first_items(self.table.engine, of)
        if queue.dataset != self.table.name or queue.labelling is None or queue.adjudicates:
            raise InputError(
                f"queue {of!r}: another round is of a queue of {self.table.name!r} that was made "
                "by make_queue('annotate')"
            )
        if keys is not None:
            wanted = {python_value(key) for key in keys}
            items = [item for item in items if item.target["key"] in wanted]
            if len(items) < len(wanted):
                raise InputError(
                    f"keys: {len(wanted) - len(items)} of {len(wanted)} are not in queue {of!r}"
                )
        rounds = rounds_of(self.table.engine, of)
        items, repeats = shown_again(items, repeat_share)
        return QueueContent(
            "annotate",
            f"{rounds[0]}-{len(rounds) + 1}",
            items,
            list(queue.options),
            queue.guideline,
            labelling=queue.labelling,
            repeats=repeats,
            follows=rounds[0],
        )

    def of_votes(self, of: str | None, kind: CardKind | None) -> QueueContent:
        """Return the items of a queue on which those who voted differ."""
        from workbench.queues.adjudication import split_items

        if of is None:
            raise InputError(
                "source 'adjudication' needs of: the queue whose split votes are to be settled"
            )
        queue, items = split_items(self.table.engine, of)
        name = self.table.name
        if queue.dataset != name:
            raise InputError(f"queue {of!r} is of dataset {queue.dataset!r}, not {name!r}")
        if kind not in (None, queue.kind):
            raise InputError(f"queue {of!r} holds items of kind {queue.kind!r}, not {kind!r}")
        if not items:
            raise InputError(
                f"queue {of!r}: nobody disagrees on the items that {queue.overlap} people decided"
            )
        options = list(queue.options)
        return QueueContent(
            queue.kind,
            f"{of}-adjudication",
            items,
            options,
            queue.guideline,
            of,
            labelling=queue.labelling,
            follows=queue.follows,
        )
