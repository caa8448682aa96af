"""The profile of a table: its columns, duplicates and size."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol, overload

from workbench.errors import InputError
from workbench.profile.across.associations import associations
from workbench.profile.across.dependencies import dependencies
from workbench.profile.across.keys import KeyCandidate, key_candidates
from workbench.profile.across.missingness import missingness
from workbench.profile.classes.slices import Slices, slices
from workbench.profile.classes.target import TargetLeakage, target_leakage
from workbench.profile.columns import profile_columns
from workbench.profile.compare import Comparison, compare
from workbench.profile.duplicates import count_duplicates
from workbench.profile.learning_curve.enough import LearningCurve, enough_data
from workbench.profile.media import AudioSummary, ImageSummary, describe_audio, describe_images
from workbench.profile.reference import reference_of
from workbench.profile.render import render
from workbench.profile.result import Displayed
from workbench.profile.sample import take_sample
from workbench.profile.spark import SparkProfile
from workbench.profile.table_profile import TableProfile
from workbench.progress import Progress
from workbench.tables import quoted, read_table
from workbench.tables.names import known_name
from workbench.tables.writing import write_text
from workbench.types import Json

__all__ = ["Profile", "profile"]


class Profile(Displayed, TableProfile):
    """The summary of a table, with what can be done with it.

    See `TableProfile` for its attributes.
    """

    def compare(self, other: Any, **options: Any) -> Comparison:
        """Compare with a later table or another split; see `workbench.compare`.

        Parameters
        ----------
        other : Profile, table or path
            The other side.
        **options
            As for `workbench.compare`.
        """
        names = (self.title, other.title if isinstance(other, Profile) else "other")
        right = other.relation if isinstance(other, Profile) else other
        return compare(self.relation, right, **({"names": names} | options))

    def by(self, label: str, **options: Any) -> Slices:
        """Look at the table by the classes of a column; see `slices`."""
        return slices(self.relation, label=label, **options)

    def leakage(self, target: str | None = None, *, seed: int = 0) -> TargetLeakage:
        """Find columns that may have been made from the target; see `target_leakage`."""
        return target_leakage(self.sample, self._target(target), seed=seed)

    def enough_data(self, label: str | None = None, **options: Any) -> LearningCurve:
        """Tell whether more rows would make a model better; see `enough_data`."""
        return enough_data(self.relation, label=self._target(label), **options)

    def images(
        self, column: str, *, root: str | Path | None = None, **options: Any
    ) -> ImageSummary:
        """Look at the images whose paths a column holds: size, light, sharpness, copies, faults.

        Parameters
        ----------
        column : str
            Of paths.
        root : path, optional
            What they are relative to, and nothing outside of it is opened; the folder of the
            table's file by default.
        **options
            As for `workbench.profile.media.describe_images`.

        Raises
        ------
        MissingColumnError
            If there is no such column.
        """
        return describe_images(self._paths(column), root=self._root(root), **options)

    def audio(self, column: str, *, root: str | Path | None = None, **options: Any) -> AudioSummary:
        """Look at the sound files whose paths a column holds: duration, level, rate, faults.

        The parameters are those of `images`; options are `describe_audio`'s.
        """
        return describe_audio(self._paths(column), root=self._root(root), **options)

    def _paths(self, column: str) -> list[str | None]:
        self.relation.require(column)
        return [row[0] for row in self.relation.rows(f"SELECT {quoted(column)}::VARCHAR FROM data")]

    def _root(self, root: str | Path | None) -> Path | None:
        if root is not None:
            return Path(root)
        path = Path(self.source.uri)
        return path.parent if "://" not in self.source.uri and path.is_file() else None

    def _target(self, name: str | None) -> str:
        chosen = name or self.target
        if chosen is None:
            raise InputError(
                f"profile of {self.title}: name the column with the label, here or as "
                "profile(table, target='column')"
            )
        return chosen

    def reference(self, *, private: bool = False) -> Json:
        """Return the profile frozen as JSON: what `drift` compares a later table with.

        Parameters
        ----------
        private : bool
            Let no text of the table be in it.
        """
        return reference_of(self.columns, self.sample, private=private)

    def to_html(self, *, page: bool = False) -> str:
        """Return the profile as HTML that needs no kernel, script or network.

        Parameters
        ----------
        page : bool
            Return a whole document, light or dark as the reader's system is.
        """
        return render(self, page=page)

    def save(self, path: str | Path) -> Path:
        """Write the profile as a page that any browser shows; return its path.

        Raises
        ------
        InputError
            If the file cannot be written; an older one is still whole.
        StoreError
            If the disk is full.
        """
        write_text(path, self.to_html(page=True))
        return Path(path)


def _short(uri: str) -> str:
    """Return the file's name alone of a path or address."""
    return uri if uri.startswith("memory:") else uri.rstrip("/").rsplit("/", 1)[-1]


class SparkFrame(Protocol):
    """What tells a Spark frame from other tables."""

    sparkSession: Any
    toDF: Any


@overload
def profile(table: SparkFrame, *, title: str | None = None) -> SparkProfile: ...
@overload
def profile(
    table: Any,
    *,
    title: str | None = None,
    target: str | None = None,
    across: bool = True,
    languages: bool = False,
) -> Profile: ...
def profile(
    table: Any,
    *,
    title: str | None = None,
    target: str | None = None,
    across: bool = True,
    languages: bool = False,
) -> Profile | SparkProfile:
    """Summarise a table: every column on all rows, what lies across them on up to 50,000 rows.

    Shows its progress where it takes longer than a moment, and can be interrupted.

    Parameters
    ----------
    table : table or path
        As for `workbench.read_table`, or a Spark frame.
    title : str, optional
        What to call it; the path by default.
    target : str, optional
        The column with the label, for its balance.
    across : bool
        Look at pairs of columns, missing values together, dependencies and keys.
    languages : bool
        Tell the languages of free text; this loads a model.

    Returns
    -------
    Profile or SparkProfile
        `SparkProfile` for a Spark frame: its columns, by aggregates that run on the cluster; all
        parameters but `title` are for tables that are read here.

    Raises
    ------
    InputError
        If the table cannot be read.
    MissingColumnError
        If there is no column `target`.
    """
    if type(table).__module__.startswith("pyspark."):
        from workbench.profile.spark import profile_spark

        return profile_spark(table, title=title)
    relation = read_table(table)
    if target is not None:
        target = known_name(target, relation.columns)
        relation.require(target)
    with Progress("profile", len(relation.columns) + 5) as progress:
        sample = take_sample(relation)
        columns = tuple(
            profile_columns(relation, sample, languages=languages, on_step=progress.step)
        )
        associated, missing, dependent = None, None, None
        keys: tuple[KeyCandidate, ...] = ()
        if across:
            progress.step("associations")
            associated = associations(sample)
            progress.step("missing values")
            # Infinite values and NaN are counted as one; of those NaN alone is missing.
            known = {column.name: column.nulls for column in columns if not column.infinite}
            missing = missingness(sample, relation=relation, known=known)
            progress.step("dependencies")
            dependent = dependencies(sample)
            progress.step("keys")
            keys = key_candidates(relation, sample)
        duplicates = 0 if any(key.usable for key in keys) else count_duplicates(relation, columns)
    return Profile(
        title=title or _short(relation.source.uri),
        rows=sample.total,
        duplicate_rows=duplicates,
        columns=columns,
        relation=relation,
        sample=sample,
        target=target,
        associations=associated,
        missingness=missing,
        dependencies=dependent,
        keys=keys,
    )
