"""The profile of a table: its columns, duplicates and size."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.errors import InputError, NotFoundError
from workbench.profile.across.associations import Associations, associations
from workbench.profile.across.dependencies import Dependencies, dependencies
from workbench.profile.across.keys import KeyCandidate, key_candidates
from workbench.profile.across.missingness import Missingness, missingness
from workbench.profile.classes.slices import Slices, slices
from workbench.profile.classes.target import TargetLeakage, target_leakage
from workbench.profile.columns import ColumnProfile, profile_columns
from workbench.profile.compare import Comparison, compare
from workbench.profile.duplicates import count_duplicates
from workbench.profile.health import Health, health_of
from workbench.profile.learning_curve.enough import LearningCurve, enough_data
from workbench.profile.media import AudioSummary, ImageSummary, describe_audio, describe_images
from workbench.profile.reference import reference_of
from workbench.profile.render import render
from workbench.profile.sample import Sample, take_sample
from workbench.progress import Progress
from workbench.tables import Relation, quoted, read_table
from workbench.types import Json, Source

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Profile", "profile"]


@dataclass(frozen=True)
class Profile:
    """The summary of a table.

    Attributes
    ----------
    title : str
        The table's name or path.
    rows : int
        Number of rows.
    duplicate_rows : int
        How many rows repeat an earlier one in every column.
    columns : tuple of ColumnProfile
        In table order.
    relation : Relation
        The table; it is kept as long as the profile is.
    sample : Sample
        The rows that figures across columns are from; all of them in a table of up to 50,000.
    target : str or None
        The column with the label.
    associations, missingness, dependencies, keys
        What lies across the columns; None, or empty, where it was not asked for.
    """

    title: str
    rows: int
    duplicate_rows: int
    columns: tuple[ColumnProfile, ...]
    relation: Relation = field(repr=False, compare=False)
    sample: Sample = field(repr=False, compare=False)
    target: str | None = None
    associations: Associations | None = None
    missingness: Missingness | None = None
    dependencies: Dependencies | None = None
    keys: tuple[KeyCandidate, ...] = ()

    @property
    def source(self) -> Source:
        """Where the table came from."""
        return self.relation.source

    @property
    def health(self) -> Health:
        """Whether the table is clean, balanced, consistent and reproducible, with the evidence."""
        return health_of(
            self.columns,
            self.duplicate_rows,
            associations=self.associations,
            dependencies=self.dependencies,
            keys=self.keys,
            source=self.source,
            target=self.target,
        )

    def __getitem__(self, name: str) -> ColumnProfile:
        for column in self.columns:
            if column.name == name:
                return column
        present = ", ".join(repr(column.name) for column in self.columns)
        raise NotFoundError(f"profile of {self.title}: no column {name!r}; present are {present}")

    def __repr__(self) -> str:
        return f"Profile({self.title!r}, {self.rows} rows x {len(self.columns)} columns)"

    def to_dict(self) -> Json:
        """Return the profile as JSON."""
        told: Json = {
            "title": self.title,
            "rows": self.rows,
            "duplicate_rows": self.duplicate_rows,
            "columns": [column.to_dict() for column in self.columns],
            "health": self.health.to_dict(),
            "keys": [key.to_dict() for key in self.keys],
        }
        across = {
            "associations": self.associations,
            "missingness": self.missingness,
            "dependencies": self.dependencies,
        }
        return told | {name: part.to_dict() if part else None for name, part in across.items()}

    def to_frame(self) -> pd.DataFrame:
        """Return one row a column."""
        import pandas as pd

        rows = []
        for column in self.columns:
            told = {name: getattr(column, name) for name in PLAIN}
            told["meaning"] = column.meaning.type if column.meaning else None
            told["personal"] = column.meaning.personal if column.meaning else None
            rows.append(told)
        return pd.DataFrame(rows, columns=[*PLAIN, "meaning", "personal"])

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
        place = Path(self.source.uri)
        return place.parent if "://" not in self.source.uri and place.is_file() else None

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
        """Write the profile as a page that any browser shows; return its path."""
        place = Path(path)
        place.write_text(self.to_html(page=True), encoding="utf-8", errors="backslashreplace")
        return place

    def _repr_html_(self) -> str:
        return self.to_html()


def _short(uri: str) -> str:
    """Return the file's name alone of a path or address."""
    return uri if uri.startswith("memory:") else uri.rstrip("/").rsplit("/", 1)[-1]


PLAIN = (
    *("name", "type", "kind", "rows", "nulls", "distinct", "distinct_exact", "minimum", "maximum"),
    *("mean", "deviation", "skewness", "kurtosis", "median", "zeros", "negative", "infinite"),
    *("top", "examples", "lengths"),
)
"""The columns of `Profile.to_frame` that are told as they are."""


def profile(
    table: Any,
    *,
    title: str | None = None,
    target: str | None = None,
    across: bool = True,
    languages: bool = False,
) -> Profile:
    """Summarise a table: every column on all rows, what lies across them on up to 50,000 rows.

    Shows its progress where it takes longer than a moment, and can be interrupted.

    Parameters
    ----------
    table : table or path
        As for `workbench.read_table`.  Of a Spark frame a `SparkProfile` is returned: its columns,
        by aggregates on the cluster; the other parameters are for tables that are read here.
    title : str, optional
        What to call it; the path by default.
    target : str, optional
        The column with the label, for its balance.
    across : bool
        Look at pairs of columns, missing values together, dependencies and keys.
    languages : bool
        Tell the languages of free text; this loads a model.

    Raises
    ------
    InputError
        If the table cannot be read.
    MissingColumnError
        If there is no column `target`.
    """
    if type(table).__module__.startswith("pyspark."):
        from workbench.profile.spark import profile_spark

        return profile_spark(table, title=title)  # type: ignore[return-value]
    relation = read_table(table)
    if target is not None:
        relation.require(target)
    with Progress("profile", len(relation.columns) + 5) as progress:
        sample = take_sample(relation)
        columns = tuple(
            profile_columns(relation, sample, languages=languages, on_step=progress.step)
        )
        found: dict[str, Any] = {}
        if across:
            progress.step("columns that go together")
            found["associations"] = associations(sample)
            progress.step("missing values")
            # Infinite values and NaN are counted as one; of those NaN alone is missing.
            known = {column.name: column.nulls for column in columns if not column.infinite}
            found["missingness"] = missingness(sample, relation=relation, known=known)
            progress.step("dependencies")
            found["dependencies"] = dependencies(sample)
            progress.step("keys")
            found["keys"] = key_candidates(relation, sample)
        named = any(key.usable for key in found.get("keys", ()))
        duplicates = 0 if named else count_duplicates(relation, columns)
    return Profile(
        title=title or _short(relation.source.uri),
        rows=sample.total,
        duplicate_rows=duplicates,
        columns=columns,
        relation=relation,
        sample=sample,
        target=target,
        **found,
    )
