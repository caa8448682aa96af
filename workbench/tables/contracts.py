"""Column contracts: what a table of annotations, gold labels, pairs or clusters must hold.

Each function reads any table that `workbench.tables.as_pandas` reads, checks it and
returns a pandas frame with the contract's columns.  An unlabelled cell is null and
stays null: it is never a class.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from workbench.errors import InputError, MissingColumnError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["annotations", "clusters", "gold", "pairs", "read", "require_columns"]


def read(source: Any, name: str = "table") -> "pd.DataFrame":
    """Return `source` as a pandas frame; a repeated column name gets a suffix such as ``.1``.

    Parameters
    ----------
    source : object
        Any table that `workbench.tables.as_pandas` reads.
    name : str
        What to call the table in an error.

    Returns
    -------
    pandas.DataFrame

    Raises
    ------
    InputError
        The table cannot be read.
    """
    from workbench.tables.read import as_pandas

    return as_pandas(source, name=name)


def require_columns(frame: "pd.DataFrame", names: Iterable[str], where: str) -> None:
    """Raise `MissingColumnError` unless `frame` has all columns in `names`.

    Parameters
    ----------
    frame : pandas.DataFrame
        The table.
    names : iterable of str
        The columns needed, compared exactly.
    where : str
        The table or function to name in the error.

    Raises
    ------
    MissingColumnError
        At least one column is absent.
    """
    missing = [name for name in names if name not in frame.columns]
    if missing:
        raise MissingColumnError(missing, [str(name) for name in frame.columns], where)


def annotations(source: Any, *, where: str = "annotations") -> "pd.DataFrame":
    """Check a table of annotations: one row an answer.

    An annotator may have answered an item several times; `workbench.annotations.votes` says which
    answer counts.  A blank text is no label, as null is none.

    Parameters
    ----------
    source : object
        Table with columns ``item, annotator, label`` and perhaps ``time, guideline, origin``.
    where : str
        What to call the table in an error.

    Returns
    -------
    pandas.DataFrame
        The contract's columns in the order of the rows, index 0 to n - 1.  Null labels are kept.

    Raises
    ------
    MissingColumnError
        ``item``, ``annotator`` or ``label`` is absent.
    InputError
        The table is empty, an item or annotator is null, all labels are null or blank, or a
        label cannot be compared.
    """
    optional = ["time", "guideline", "origin"]
    frame = _contract(source, ["item", "annotator", "label"], optional, where, nullable=["label"])
    _require_comparable(frame, where)
    return frame


def gold(source: Any, *, where: str = "gold") -> "pd.DataFrame":
    """Check a table of gold labels: one row per item.

    Parameters
    ----------
    source : object
        Table with columns ``item, label``.
    where : str
        What to call the table in an error.

    Returns
    -------
    pandas.DataFrame
        ``item, label`` of the rows that have a label.

    Raises
    ------
    MissingColumnError
        ``item`` or ``label`` is absent.
    InputError
        The table is empty, an item is null or given twice, or all labels are null.
    """
    frame = _contract(source, ["item", "label"], [], where, nullable=["label"])
    frame = frame[frame["label"].notna()].reset_index(drop=True)
    _require_distinct(frame, ["item"], where)
    return frame


def pairs(source: Any, *, where: str = "pairs") -> "pd.DataFrame":
    """Check a table of candidate pairs.

    Parameters
    ----------
    source : object
        Table with ``key_l, key_r, match_probability, match_weight, is_match``.
    where : str
        What to call the table in an error.

    Returns
    -------
    pandas.DataFrame
        The contract's columns; an empty table is a valid one.

    Raises
    ------
    InputError
        A column is absent, a key is null, or a probability is outside 0 to 1.
    """
    names = ["key_l", "key_r", "match_probability", "match_weight", "is_match"]
    frame = _contract(source, names, [], where, nullable=names[2:])
    wrong = ~frame["match_probability"].between(0, 1)
    if wrong.any():
        value = frame["match_probability"][wrong].tolist()[0]
        raise InputError(f"{where}: match_probability must lie in 0 to 1, but {value!r} is given.")
    return frame


def clusters(source: Any, *, where: str = "clusters") -> "pd.DataFrame":
    """Check a table of clusters: one row per key.

    Parameters
    ----------
    source : object
        Table with ``key, cluster``.
    where : str
        What to call the table in an error.

    Returns
    -------
    pandas.DataFrame
        ``key, cluster``.

    Raises
    ------
    InputError
        A column is absent, a value is null, or a key stands in two rows.
    """
    frame = _contract(source, ["key", "cluster"], [], where)
    _require_distinct(frame, ["key"], where)
    return frame


def _contract(
    source: Any,
    needed: Sequence[str],
    optional: Sequence[str],
    where: str,
    *,
    nullable: Sequence[str] = (),
) -> "pd.DataFrame":
    frame = read(source, where)
    require_columns(frame, needed, where)
    if frame.empty and "label" in needed:
        raise InputError(f"{where}: the table has no rows; give at least one.")
    selected = [*needed, *(name for name in optional if name in frame.columns)]
    twice = [name for name in selected if f"{name}.1" in frame.columns]
    if twice:
        raise InputError(
            f"{where}: there are two columns {twice[0]!r}, and either could be meant; "
            "rename or remove one of them."
        )
    frame = frame[selected].reset_index(drop=True)
    for name in (name for name in needed if name not in nullable):
        absent = frame[name].isna().to_numpy()
        if absent.any():
            raise InputError(
                f"{where}: column {name!r} is null in {int(absent.sum())} rows (the first is "
                f"row {int(absent.argmax())}, counted from 0); every row needs one."
            )
    if "label" in needed:
        frame["label"] = _without_blanks(frame["label"])
    if "label" in needed and frame["label"].isna().all():
        raise InputError(
            f"{where}: all {len(frame)} labels are null or blank; at least one is needed."
        )
    return frame


def _without_blanks(labels: "pd.Series[Any]") -> "pd.Series[Any]":
    """Return the labels with null in place of texts of white space alone."""
    known: Iterable[Any] = labels.dropna().unique() if _is_comparable(labels) else []
    blank = [one for one in known if isinstance(one, str) and not one.strip()]
    return labels.mask(labels.isin(blank)) if blank else labels


def _is_comparable(values: "pd.Series[Any]") -> bool:
    try:
        values.nunique()
    except TypeError:
        return False
    return True


def _require_comparable(frame: "pd.DataFrame", where: str) -> None:
    names = [name for name in frame.columns if name in ("item", "annotator", "label", "key")]
    bad = [name for name in names if not _is_comparable(frame[name])]
    if bad:
        raise InputError(
            f"{where}: a value in {bad[0]!r} is a list or another container; "
            "give one text, number or truth value a cell."
        )


def _require_distinct(frame: "pd.DataFrame", names: list[str], where: str) -> None:
    _require_comparable(frame, where)
    twice = frame.duplicated(names).to_numpy()
    if twice.any():
        row = frame.loc[twice, names].head(1).to_dict("records")[0]
        which = ", ".join(f"{name} {value!r}" for name, value in row.items())
        raise InputError(
            f"{where}: {which} is given more than once ({int(twice.sum())} extra rows); "
            "keep one row for each."
        )
