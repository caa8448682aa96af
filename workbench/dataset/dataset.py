"""One table in a project, from its source to its module."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Concatenate, ParamSpec, TypeVar

from workbench.dataset.annotation_service import AnnotationService
from workbench.dataset.cleaning_service import CleaningService
from workbench.dataset.issue_service import IssueService
from workbench.dataset.queue_items import QueueItems
from workbench.dataset.queue_service import QueueService
from workbench.dataset.spelling_service import SpellingService
from workbench.dataset.table import DatasetTable
from workbench.dataset.version_service import VersionService
from workbench.dataset.view_service import ViewService
from workbench.rules import Issues
from workbench.store.context import DatasetContext
from workbench.types import DatasetVersion

__all__ = ["Dataset"]

Service = TypeVar("Service")
Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


def _of(
    service: Callable[[Dataset], Service],
    method: Callable[Concatenate[Service, Arguments], Result],
) -> Callable[Concatenate[Dataset, Arguments], Result]:
    """Return a method of the dataset that a service answers, with its signature and docstring."""

    def answer(self: Dataset, /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        return method(service(self), *args, **kwargs)

    update_wrapper(answer, method)
    answer.__qualname__ = f"Dataset.{method.__name__}"
    return answer


class Dataset:
    """One table in a project: its issues, decisions, recipe and versions.

    Made by `Project.add` and `Project.dataset`.  Each method is that of a small service, which
    stands in a module of its own.

    Attributes
    ----------
    context : DatasetContext
        The project it is in, and who works on it.
    name, key : str
        Its name, and the column that names rows.
    label : str or None
        The column with the class of each row.
    """

    def __init__(self, context: DatasetContext, *, key: str, label: str | None) -> None:
        self.context, self.name, self.key, self.label = context, context.dataset, key, label
        self._table = DatasetTable(context, key, label)
        self._issues = IssueService(self._table)
        self._spellings = SpellingService(self._table)
        self._queues = QueueService(QueueItems(self._issues))
        self._annotations = AnnotationService(self._queues)
        self._views = ViewService(self._queues)
        self._versions = VersionService(self._table)
        self._cleaning = CleaningService(self._table)

    @property
    def source(self) -> DatasetVersion:
        """The newest source version."""
        return self._table.source

    @property
    def issues(self) -> Issues:
        """The issues found last."""
        return self._issues.stored()

    relation = _of(lambda self: self._table, DatasetTable.relation)
    to_pandas = _of(lambda self: self._table, DatasetTable.to_pandas)
    current = _of(lambda self: self._table, DatasetTable.current)
    decisions = _of(lambda self: self._table, DatasetTable.decisions)
    recipe = _of(lambda self: self._table, DatasetTable.recipe)

    profile = _of(lambda self: self._views, ViewService.profile)
    charts = _of(lambda self: self._views, ViewService.charts)
    open = _of(lambda self: self._views, ViewService.open)

    find_issues = _of(lambda self: self._issues, IssueService.find_issues)
    label_quality = _of(lambda self: self._issues, IssueService.label_quality)
    matcher = _of(lambda self: self._issues, IssueService.matcher)
    accept = _of(lambda self: self._issues, IssueService.accept)
    reject = _of(lambda self: self._issues, IssueService.reject)
    accept_pairs = _of(lambda self: self._issues, IssueService.accept_pairs)
    withdraw = _of(lambda self: self._issues, IssueService.withdraw)

    spellings = _of(lambda self: self._spellings, SpellingService.spellings)

    make_queue = _of(lambda self: self._queues, QueueService.make_queue)
    review = _of(lambda self: self._queues, QueueService.review)
    audit = _of(lambda self: self._queues, QueueService.audit)
    queue_state = _of(lambda self: self._queues, QueueService.queue_state)

    annotations = _of(lambda self: self._annotations, AnnotationService.annotations)
    agreement = _of(lambda self: self._annotations, AnnotationService.agreement)
    consensus = _of(lambda self: self._annotations, AnnotationService.consensus)
    disagreements = _of(lambda self: self._annotations, AnnotationService.disagreements)
    rounds = _of(lambda self: self._annotations, AnnotationService.rounds)

    clean = _of(lambda self: self._cleaning, CleaningService.clean)
    export = _of(lambda self: self._cleaning, CleaningService.export)
    add_rule = _of(lambda self: self._cleaning, CleaningService.add_rule)
    expect = _of(lambda self: self._cleaning, CleaningService.expect)
    expectations = _of(lambda self: self._cleaning, CleaningService.expectations)
    drift = _of(lambda self: self._cleaning, CleaningService.drift)

    versions = _of(lambda self: self._versions, VersionService.versions)
    version = _of(lambda self: self._versions, VersionService.version)
    at = _of(lambda self: self._versions, VersionService.at)
    history = _of(lambda self: self._versions, VersionService.history)
    diff = _of(lambda self: self._versions, VersionService.diff)
    restore = _of(lambda self: self._versions, VersionService.restore)
    tag = _of(lambda self: self._versions, VersionService.tag)
    untag = _of(lambda self: self._versions, VersionService.untag)
    tags = _of(lambda self: self._versions, VersionService.tags)
    tag_log = _of(lambda self: self._versions, VersionService.tag_log)
    exports = _of(lambda self: self._versions, VersionService.exports)
    explain = _of(lambda self: self._versions, VersionService.explain)

    def __repr__(self) -> str:
        shown = self._table.shown()
        return f"Dataset({self.name!r}, key={self.key!r}, label={self.label!r}; {shown})"

    def _repr_html_(self) -> str:
        return self.version(self.source.id)._repr_html_()
