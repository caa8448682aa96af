"""What goes into the review queues of a dataset, by where it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from workbench.dataset.judging import LABEL_KIND, Judging, plain
from workbench.errors import InputError
from workbench.tables import Relation, read_table
from workbench.types import CardKind, Issue, Key, ReviewItem

__all__ = ["Filled", "Filling", "QueueSource"]

QueueSource = Literal["issues", "pairs", "annotators", "audit", "rows", "adjudication"]


@dataclass(frozen=True)
class Filled:
    """What goes into a queue."""

    kind: CardKind
    name: str
    items: list[ReviewItem]
    options: list[Any] = field(default_factory=list)
    guideline: str = ""
    adjudicates: str | None = None


class Filling(Judging):
    """The side of a dataset that makes review items."""

    def _cleaned(self) -> Relation:
        return read_table(self.recipe().run(self.relation().to_arrow()))

    def _media_root(self, given: str | Path | None) -> Path:
        if given is not None:
            if not Path(given).is_dir():
                raise InputError(f"media_root {str(given)!r} is no folder")
            return Path(given).resolve()
        uri = str((self.source.source or {}).get("uri", ""))
        place = Path(uri)
        known = bool(uri) and "://" not in uri and len(uri) < 4096 and place.is_file()
        return (place if known else self._folder).resolve().parent

    def _of_issues(
        self,
        kind: CardKind,
        issues: Iterable[Issue] | None,
        order: str | None,
        limit: int,
        media: Sequence[str] | None,
    ) -> Filled:
        from workbench.queues import sources

        chosen = list(self.issues if issues is None else issues)
        if kind == "label":
            return self._of_labels(chosen, order or "confidence", limit, media)
        items = sources.items_of_issues(
            kind, chosen, self.relation(), key=self.key, order=order or "confidence", limit=limit
        )
        return Filled(kind, f"{self.name}-{kind}", items)

    def _of_labels(
        self, issues: Sequence[Issue], order: str, limit: int, media: Sequence[str] | None
    ) -> Filled:
        from workbench.queues import sources
        from workbench.queues.items import label_items
        from workbench.queues.media import media_of
        from workbench.queues.order import ordered

        column, relation = self._need_label(), self._cleaned()
        cards = sources.cards_of(relation, leave_out=(self.key, column), media=media)
        suspects = ordered(
            [issue for issue in issues if issue.kind == LABEL_KIND],
            order,
            confidence=lambda issue: issue.confidence,
            rows=None,
            limit=limit,
        )
        table = relation.to_pandas()
        options = [plain(value) for value in table[column].dropna().value_counts().index]
        keys = [issue.key for issue in suspects if issue.key is not None]
        images = media_of(relation, cards.media, key=self.key, keys=keys)
        items = label_items(
            suspects, table, key=self.key, options=options, text=cards.text, media=images
        )
        return Filled("label", f"{self.name}-label", items, options)

    def _of_pairs(self, order: str | None, limit: int) -> Filled:
        from workbench.queues.items import pair_items
        from workbench.queues.order import ordered

        matcher = self.matcher()
        pairs = matcher.next_pairs(limit if order is None else len(matcher.pairs()))
        if order is not None:
            pairs = ordered(
                pairs, order, confidence=lambda pair: pair["probability"], rows=None, limit=limit
            )
        return Filled("pair", f"{self.name}-pair", pair_items(pairs))

    def _of_annotators(
        self, annotations: Any, column: str | None, order: str | None, limit: int
    ) -> Filled:
        from workbench.queues import sources

        if annotations is None:
            raise InputError(
                "annotations is missing: give a table with the columns item, annotator and label"
            )
        relation, column = self._cleaned(), column or self.label
        items, options = sources.items_of_overlap(
            annotations,
            relation,
            key=self.key,
            column=column,
            options=[] if column is None else sources.labels_in(relation, column),
            order=order or "confidence",
            limit=limit,
        )
        return Filled("disagreement", f"{self.name}-disagreement", items, options)

    def _of_rows(
        self,
        source: QueueSource,
        keys: Sequence[Key] | None,
        column: str | None,
        sample: int,
        seed: int,
        media: Sequence[str] | None,
    ) -> Filled:
        from workbench.queues import sources

        column, relation = column or self._need_label(), self._cleaned()
        options = sources.labels_in(relation, column)
        if source == "audit":
            keys = sources.sample_keys(relation, self.key, sample=sample, seed=seed)
        if not keys:
            raise InputError("keys is missing: give the keys of the rows to ask about")
        why = "Drawn at random: say whether the label is right." if source == "audit" else ""
        items = sources.items_of_rows(
            [plain(key) for key in keys],
            relation,
            column,
            key=self.key,
            options=options,
            about=source,
            why=why,
            cards=sources.cards_of(relation, leave_out=(self.key, column), media=media),
        )
        return Filled("label", f"{self.name}-{source}", items, options)

    def _of_votes(self, of: str | None, kind: CardKind | None) -> Filled:
        from workbench.queues.adjudication import split_items

        if of is None:
            raise InputError("of is missing: name the queue whose split votes are to be settled")
        queue, items = split_items(self._engine, of)
        if queue.dataset != self.name:
            raise InputError(f"queue {of!r} is of dataset {queue.dataset!r}, not {self.name!r}")
        if kind not in (None, queue.kind):
            raise InputError(f"queue {of!r} holds items of kind {queue.kind!r}, not {kind!r}")
        if not items:
            raise InputError(
                f"queue {of!r}: nobody differs on an item that {queue.overlap} people have decided"
            )
        options = list(queue.options)
        return Filled(queue.kind, f"{of}-adjudication", items, options, queue.guideline, of)
