"""One table in a project, from its source to its module."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from workbench.errors import InputError
from workbench.rules import Issues, Recipe
from workbench.store import blobs, decisions, exports, issues, lineage, tags, versions
from workbench.store.records import VersionRecord
from workbench.store.tags import Moment
from workbench.store.version_diff import VersionDiff
from workbench.tables import ROW_KEY, Relation, read_table
from workbench.types import (
    CardKind,
    DatasetVersion,
    Decision,
    Issue,
    Json,
    Key,
    Verdict,
    new_id,
    now,
)
from workbench.version import Version

if TYPE_CHECKING:
    import pandas as pd

    from workbench.checks import Found
    from workbench.checks.reviewed import Verdicts
    from workbench.entities import Matcher
    from workbench.labels import LabelQuality
    from workbench.profile import Profile
    from workbench.widgets.review import ReviewView

__all__ = ["Dataset", "Place"]

LABEL_KIND = "label_error"


@dataclass(frozen=True)
class Place:
    """Where a dataset is kept, and who works on it.

    Attributes
    ----------
    engine : sqlalchemy.Engine
        The project's database.
    folder : Path
        The project's folder.
    project_id : str
        The identifier by which servers know the project.
    author : str
        In whose name decisions and versions are made.
    """

    engine: sa.Engine
    folder: Path
    project_id: str
    author: str


class Dataset:
    """One table in a project: its issues, decisions, recipe and versions.

    Made by `Project.add` and `Project.dataset`.

    Attributes
    ----------
    place : Place
        The project it is in, and who works on it.
    name, key : str
        Its name, and the column that names rows.
    label : str or None
        The column with the class of each row.
    """

    def __init__(self, place: Place, name: str, *, key: str, label: str | None) -> None:
        self.place = place
        self.name = name
        self.key = key
        self.label = label
        self._engine = place.engine
        self._folder = place.folder

    def __repr__(self) -> str:
        return f"Dataset({self.name!r}, key={self.key!r}, label={self.label!r})"

    def _repr_html_(self) -> str:
        return self.version(self.source.id)._repr_html_()

    # -- the table ---------------------------------------------------------------------------

    @property
    def source(self) -> DatasetVersion:
        """The newest source version."""
        return versions.latest_source(self._engine, self.name)

    def relation(self) -> Relation:
        """Return the newest source as a relation."""
        return self._rows_of(self.source)

    def _rows_of(self, source: DatasetVersion) -> Relation:
        relation = read_table(blobs.read_blob(self._folder, source.blob))
        relation.source = replace(relation.source, uri=self.name)
        return relation

    def to_pandas(self) -> pd.DataFrame:
        """Return the newest source as a pandas frame."""
        return self.relation().to_pandas()

    def current(self) -> pd.DataFrame:
        """Return the newest source as the recipe so far leaves it, as a pandas frame."""
        return read_table(self.recipe().run(self.relation().to_arrow())).to_pandas()

    def profile(self) -> Profile:
        """Summarise the columns; see `workbench.profile`."""
        from workbench.profile import profile

        return profile(self.relation(), title=self.name, target=self.label)

    def charts(self) -> Any:
        """Return an interactive view: choose a column, see its distribution."""
        from workbench.widgets.charts import profile_view

        return profile_view(self.profile())

    # -- issues and decisions ----------------------------------------------------------------

    def find_issues(
        self, *, checks: Sequence[str] | None = None, reviewed: Verdicts | None = None
    ) -> Found:
        """Run the checks and store what they find; see `workbench.find_issues`."""
        from workbench.checks import CHECKS, find_issues

        found = find_issues(
            self.relation(), key=self.key, label=self.label, checks=checks, reviewed=reviewed
        )
        kinds = {*CHECKS, "leaking", "reviewed"} if checks is None else set(checks)
        self._store(found, kinds)
        return found

    def _store(self, found: Iterable[Issue], kinds: set[str]) -> None:
        issues.replace_issues(self._engine, self.name, self.source.id, found, kinds=kinds)

    @property
    def issues(self) -> Issues:
        """The issues found last."""
        return Issues(issues.list_issues(self._engine, self.name), title=self.name)

    def label_quality(self, *, seed: int = 0) -> LabelQuality:
        """Score each row's label by a model that has not seen it; suspects become issues.

        Raises
        ------
        InputError
            If the dataset has no label column, or the labels cannot be learnt.
        """
        from workbench.labels import label_quality

        column = self._need_label()
        table = self.current()
        features = table.drop(columns=[column, self.key])
        quality = label_quality(table[column], features=features, keys=table[self.key], seed=seed)
        self._store(quality.issues(column, self.key), {LABEL_KIND})
        return quality

    def _need_label(self) -> str:
        if self.label is None:
            raise InputError(
                f"dataset {self.name!r} has no label column; name it when adding the table: "
                "project.add(..., label='column')"
            )
        return self.label

    def matcher(self, **options: Any) -> Matcher:
        """Return a matcher over the cleaned rows, with the decisions about pairs so far."""
        from workbench.entities import Matcher
        from workbench.review.resolve import judged_pairs, recipe_of

        others = [decision for decision in self.decisions() if decision.kind != "pair"]
        unmerged = recipe_of(others, None, key=self.key)
        table = read_table(unmerged.run(self.relation().to_arrow())).to_pandas()
        columns = options.pop("columns", None) or [
            name for name in table.columns if name not in (self.key, self.label)
        ]
        matcher = Matcher(table, key=self.key, columns=columns, **options)
        judged = judged_pairs(self.decisions())
        there = set(table[self.key])
        told = ((judged.same, True), (judged.different, False), (judged.open, None))
        for pairs, same in told:
            for pair in pairs:
                if set(pair) <= there:
                    matcher.decide(*pair, same)
        return matcher

    def accept(self, which: Issue | Iterable[Issue], *, comment: str = "") -> Recipe:
        """Accept the rules that issues suggest; return the recipe, which has them now.

        Of several issues those that suggest no rule stay open; one alone is refused.
        """
        self._judge(which, "accept", comment)
        return self.recipe()

    def reject(self, which: Issue | Iterable[Issue], *, comment: str = "") -> Recipe:
        """Say of issues that there is nothing to mend; an earlier acceptance is superseded."""
        self._judge(which, "reject", comment)
        return self.recipe()

    def _judge(self, which: Issue | Iterable[Issue], verdict: Verdict, comment: str) -> None:
        chosen = [which] if isinstance(which, Issue) else list(which)
        if verdict == "accept":
            chosen = self._with_rules(chosen, alone=isinstance(which, Issue))

        def make(standing: list[Decision]) -> list[Decision]:
            known = {d.item: d for d in standing if d.kind == "rule"}
            return [
                self._decision(issue, verdict, comment, known.get(issue.id))
                for issue in chosen
                if issue.id not in known or known[issue.id].verdict != verdict
            ]

        decisions.append_made(self._engine, self.name, make)

    def _with_rules(self, issues: list[Issue], *, alone: bool) -> list[Issue]:
        """Return the issues that suggest a rule; among several the others stay open."""
        without = [issue for issue in issues if issue.suggestion is None]
        if without and alone:
            issue = without[0]
            raise InputError(
                f"issue {issue.id} ({issue.kind} in {issue.column}) suggests no rule; "
                "decide it in a review queue or write a rule for it"
            )
        return [issue for issue in issues if issue.suggestion is not None]

    def _decision(
        self, issue: Issue, verdict: Verdict, comment: str, earlier: Decision | None
    ) -> Decision:
        return Decision(
            dataset=self.name,
            kind="rule",
            item=issue.id,
            target={"rule": issue.suggestion, "why": issue.evidence.get("message", "")},
            verdict=verdict,
            reviewer=self.place.author,
            comment=comment,
            supersedes=earlier.id if earlier else None,
        )

    def accept_pairs(self, *, min_probability: float = 0.99, comment: str = "") -> Recipe:
        """Decide in your own name that the surest pairs are one; return the recipe.

        Parameters
        ----------
        min_probability : float
            Match probability from which a pair that nobody has decided is taken to be the same.
        comment : str
            Stands beside each decision.
        """
        from workbench.review.items import pair_id

        pairs = self.matcher().pairs()
        sure = pairs[pairs["match_probability"] >= min_probability]
        keys = [
            (_json(left), _json(right))
            for left, right in zip(sure["key_l"], sure["key_r"], strict=True)
        ]

        def make(standing: list[Decision]) -> list[Decision]:
            known = {decision.item for decision in standing}
            told: Json = {"dataset": self.name, "kind": "pair", "verdict": "accept"}
            told |= {"reviewer": self.place.author, "comment": comment}
            return [
                Decision(
                    item=pair_id(*pair),
                    target=dict(zip(("key_l", "key_r"), pair, strict=True)),
                    **told,
                )
                for pair in keys
                if pair_id(*pair) not in known
            ]

        decisions.append_made(self._engine, self.name, make)
        return self.recipe()

    def withdraw(self, which: Decision | str) -> Recipe:
        """Take a decision back, by itself or by its identifier; return the recipe without it.

        Raises
        ------
        NotFoundError
            If there is no such decision.
        ConflictError
            If it has been superseded or withdrawn already.
        """
        taken = decisions.get(self._engine, which if isinstance(which, str) else which.id)
        gone = replace(
            taken,
            id=new_id(),
            verdict="withdraw",
            choice=None,
            reviewer=self.place.author,
            supersedes=taken.id,
            comment="",
            time=now(),
        )
        decisions.append(self._engine, [gone])
        return self.recipe()

    def decisions(self) -> list[Decision]:
        """Return the decisions that stand, oldest first."""
        return decisions.current(self._engine, self.name)

    # -- review ------------------------------------------------------------------------------

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
            options = [_json(value) for value in table[column].dropna().value_counts().index]
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

    # -- from decisions to versions and code -------------------------------------------------

    def recipe(self) -> Recipe:
        """Return the rules that all decisions so far make, in order."""
        from workbench.review.resolve import recipe_of

        standing = self.decisions()
        pairs = any(decision.kind == "pair" for decision in standing)
        table = self.to_pandas() if pairs else None
        return recipe_of(standing, table, key=self.key)

    def clean(self) -> Version:
        """Run the recipe on the newest source and store the result as a version."""
        recipe, source = self.recipe(), self.source
        # The rows of that very source: another may have added a newer one since.
        applied = recipe.apply(self._rows_of(source).to_arrow())
        made = versions.add_version(
            self._engine,
            self._folder,
            self.name,
            applied.table,
            parent=source.id,
            recipe=[rule.to_dict() for rule in recipe],
            author=self.place.author,
        )
        record = versions.record(self._engine, made.id)
        return replace(self._opened(record), stale=applied.stale, unread=applied.unread)

    def export(
        self, folder: str | Path, *, real_rows: bool = True, also: Sequence[str] = ()
    ) -> Path:
        """Write the recipe as a tested Python module folder; see `workbench.Recipe.export`.

        Parameters
        ----------
        folder : path
            Its name becomes the module's.
        real_rows : bool
            Make the module's tests of rows of the table.  False where those are personal data
            that must not leave: the tests then check an empty table only.
        also : sequence of {"airflow", "pandera"}
            Further files to write beside the module.
        """
        from workbench.profile import profile
        from workbench.rules.expectations import expectations_of

        source = self.source
        origin = source.source or {}
        header = [
            f"Source: {Path(str(origin.get('uri', ''))).name}, {source.rows:,} rows, "
            f"sha256 {str(origin.get('fingerprint', ''))[:16]}; rows are named by {self.key!r}.",
        ]
        recipe, left_out = self.recipe().portable()
        if left_out:
            told = (
                f"{len(left_out)} rules are left out: they name rows by {ROW_KEY!r}, which only "
                "the workbench makes. Add the table with key='column' to have them."
            )
            warnings.warn(told, stacklevel=2)
            header.append(told)
        table = self._rows_of(source).to_arrow()
        cleaned = recipe.run(table)
        key = self.key if self.key in cleaned.column_names else None
        target = recipe.export(
            folder,
            examples=table if real_rows else None,
            name=self.name,
            file=f"{self.name}.csv",
            header=header,
            reference=profile(cleaned).reference(private=not real_rows),
            expectations=expectations_of(cleaned, key=key, private=not real_rows),
            also=also,
        )
        self._log_export(target, recipe, source)
        return target

    def _log_export(self, target: Path, recipe: Recipe, source: DatasetVersion) -> None:
        """Note the export, with the newest version that the same rules made, if there is one."""
        made = versions.records(self._engine, self.name)
        fitting = [
            one.id for one in made if (one.recipe_digest, one.parent) == (recipe.digest, source.id)
        ]
        exports.log_export(
            self._engine,
            self._folder,
            self.name,
            fitting[-1] if fitting else source.id,
            kind="module",
            target=target.absolute(),
            recipe=[rule.to_dict() for rule in recipe],
            author=self.place.author,
        )

    def drift(self, table: Any) -> list[Json]:
        """Compare a later table with this dataset's newest source, both cleaned by the recipe.

        Parameters
        ----------
        table : table or path
            As for `workbench.read_table`.

        Returns
        -------
        list of dict
            For each column, most changed first: ``column``, ``verdict`` (``none``, ``some`` or
            ``strong``), ``message`` and the figures behind it; see
            `workbench.rules.drift.drift_from`.
        """
        import narwhals as nw

        from workbench.profile import profile
        from workbench.rules.drift import drift_from

        recipe = self.recipe()
        reference = profile(recipe.run(self.relation().to_arrow())).reference()
        later = recipe.run(read_table(table).to_arrow())
        return drift_from(nw.from_native(later), reference)

    # -- versions ----------------------------------------------------------------------------

    def versions(self) -> list[Version]:
        """Return all versions, oldest first."""
        return [self._opened(one) for one in versions.records(self._engine, self.name)]

    def _opened(self, record: VersionRecord) -> Version:
        return Version(record, self._engine, self._folder, user=self.place.author)

    def version(self, which: Moment = -1) -> Version:
        """Return one version; the newest by default.

        Parameters
        ----------
        which : str, int, datetime or date
            A tag; an identifier, or at least its first four characters; a place among the versions
            (0 is the first, -1 the newest); or a time (a text such as ``"2026-05-01T12:00"``
            will do): the newest version that was there then.  A time without a zone is UTC, a
            date means its end.

        Raises
        ------
        NotFoundError
            If there is no such version, or none was there yet.
        InputError
            If the beginning of an identifier fits several versions.
        """
        return self._opened(tags.find_version(self._engine, self.name, which))

    def at(self, which: Moment) -> pd.DataFrame:
        """Return the rows of a version, or of a time, as a pandas frame; see `version`."""
        return self.version(which).to_pandas()

    def history(self) -> pd.DataFrame:
        """Return all versions as a frame, oldest first.

        Returns
        -------
        pandas.DataFrame
            ``id``, ``kind`` (source, recipe, restore), ``parent``, ``restores``, ``recipe`` (the
            recipe's digest), ``rows``, ``columns`` (how many), ``author``, ``time`` (UTC) and
            ``tags`` (joined by commas).
        """
        import pandas as pd

        named: dict[str, list[str]] = {}
        for tag, version in self.tags().items():
            named.setdefault(version, []).append(tag)
        rows = [
            {
                "id": one.id,
                "kind": one.kind,
                "parent": one.parent,
                "restores": one.restores,
                "recipe": one.recipe_digest,
                "rows": one.rows,
                "columns": len(one.columns),
                "author": one.author,
                "time": one.time,
                "tags": ", ".join(named.get(one.id, [])),
            }
            for one in versions.records(self._engine, self.name)
        ]
        return pd.DataFrame(rows)

    def diff(
        self,
        old: Version | Moment,
        new: Version | Moment = -1,
        *,
        renamed: Mapping[str, str] | None = None,
    ) -> VersionDiff:
        """Compare two versions by key, all rows of them: see `Version.diff`.

        Parameters
        ----------
        old, new : Version or as for `version`
            The newer one is the newest by default.
        renamed : dict, optional
            Old column names to new ones; found out from the values by default.
        """
        first, second = (
            one if isinstance(one, Version) else self.version(one) for one in (old, new)
        )
        return first.diff(second, key=self.key, renamed=renamed)

    def restore(self, which: Version | Moment) -> Version:
        """Make a version equal to an old one, its parent the newest; nothing is deleted.

        A restored source is the newest source again, so that `clean` starts from it.

        Raises
        ------
        NotFoundError
            If there is no such version.
        StoreError
            If its rows are missing, or the project cannot be written.
        """
        old = which if isinstance(which, Version) else self.version(which)
        made = versions.add_restored(
            self._engine, self._folder, old.record, author=self.place.author
        )
        return self._opened(versions.record(self._engine, made))

    def tag(self, name: str, which: Version | Moment = -1, *, move: bool = False) -> Version:
        """Give a version a name; the newest by default.

        Parameters
        ----------
        name : str
            1 to 80 printable characters that read as no identifier, number or time.
        which : Version or as for `version`
            What it points to.
        move : bool
            Let it point elsewhere where it is in use.  Each move is logged: see `tag_log`.

        Raises
        ------
        ConflictError
            If the name is in use for another version.
        """
        chosen = which if isinstance(which, Version) else self.version(which)
        author = self.place.author
        tags.set_tag(self._engine, self.name, name, chosen.id, author=author, move=move)
        return chosen

    def untag(self, name: str) -> None:
        """Take a tag away; the log keeps it."""
        tags.remove_tag(self._engine, self.name, name, author=self.place.author)

    def tags(self) -> dict[str, str]:
        """Return the tags and the identifiers of the versions that they point to."""
        return tags.tags(self._engine, self.name)

    def tag_log(self) -> list[Json]:
        """Return each setting, moving and taking away of a tag, oldest first."""
        return tags.tag_log(self._engine, self.name)

    def exports(self) -> list[Json]:
        """Return what was exported: version, kind, folder's name, recipe digest, author, time."""
        return exports.exports(self._engine, self.name)

    def explain(
        self, key: Key, column: str, *, version: Version | Moment = -1
    ) -> lineage.Explanation:
        """Say why a cell has its value: source, rules, decisions, people.

        Parameters
        ----------
        key, column
            Which cell.
        version : Version or as for `version`
            In which version; the newest by default.

        Raises
        ------
        NotFoundError
            If no row has this key.
        MissingColumnError
            If there is no such column.
        """
        from workbench.rules.trace import trace

        if isinstance(version, Version):
            record = version.record
        elif version == -1:
            record = versions.latest_record(self._engine, self.name)
        else:
            record = self.version(version).record
        return lineage.explain(
            self._engine,
            self._folder,
            record,
            key_column=self.key,
            key=key,
            column=column,
            trace=trace,
        )


def _json(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else value
