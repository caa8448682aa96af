"""Exploring a table: its columns, windows of rows, charts and what is selected.

Cells travel as text, exactly as the table's engine writes them, so that integers beyond 2^53,
decimals and nested values arrive whole; a text longer than `CUT` is cut and fetched on request.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from workbench.protocol.message import Message

__all__ = [
    "Bins",
    "Cell",
    "CellRequest",
    "Chart",
    "Charts",
    "ChartsRequest",
    "ColumnInfo",
    "Condition",
    "Contains",
    "Cube",
    "CubeFace",
    "CubeRequest",
    "InIssue",
    "IssueInfo",
    "Issues",
    "JudgeIssue",
    "Mark",
    "Missing",
    "OneOf",
    "OpenRequest",
    "Range",
    "Selection",
    "Slice",
    "Sort",
    "TableInfo",
    "VersionInfo",
    "Window",
    "WindowRequest",
]

CUT = 200
"""Characters of a cell that a window carries."""

MAX_ROWS = 1000
"""Rows of one window."""

Kind = Literal["number", "time", "text", "truth", "other"]
"""What a column holds, as far as a view cares."""


class Range(Message):
    """``low <= value < high``; times in seconds since 1970 (UTC); null is no bound.

    ``closed`` takes ``high`` itself in: the last bin of a chart has its greatest value.
    """

    kind: Literal["range"] = "range"
    column: str
    low: float | None = None
    high: float | None = None
    closed: bool = False


class OneOf(Message):
    """The value, written as text, is one of these; ``missing`` takes null in.

    ``exclude`` turns it round: none of these (the bin "other" of a chart is that).
    """

    kind: Literal["one_of"] = "one_of"
    column: str
    values: tuple[str, ...] = ()
    missing: bool = False
    exclude: bool = False


class Contains(Message):
    """The value, written as text, has this text in it, in whatever case."""

    kind: Literal["contains"] = "contains"
    column: str
    text: Annotated[str, Field(max_length=1000)]


class Missing(Message):
    """The value is null, or (``missing=False``) is not."""

    kind: Literal["missing"] = "missing"
    column: str
    missing: bool = True


class InIssue(Message):
    """The row is one of those that an issue names."""

    kind: Literal["in_issue"] = "in_issue"
    issue: str


Condition = Annotated[Range | OneOf | Contains | Missing | InIssue, Field(discriminator="kind")]


class Selection(Message):
    """Which rows of which version: those that meet all conditions.

    ``version`` is the identifier of a version; null is the newest source.
    """

    version: str | None = None
    conditions: tuple[Condition, ...] = ()


class Sort(Message):
    """Order by one column; nulls come last."""

    column: str
    descending: bool = False


class OpenRequest(Message):
    """Ask for a table and its first rows."""

    version: str | None = None
    count: Annotated[int, Field(ge=0, le=MAX_ROWS)] = 60


class WindowRequest(Selection):
    """Ask for rows ``start`` to ``start + count`` of the selection, in order.

    ``columns`` are the positions of the columns wanted; null is all.
    """

    sort: tuple[Sort, ...] = ()
    start: Annotated[int, Field(ge=0)] = 0
    count: Annotated[int, Field(ge=1, le=MAX_ROWS)] = 100
    columns: tuple[int, ...] | None = None


class Mark(Message):
    """What is to be said of one cell.

    ``row`` counts from the window's start; ``column`` is a position in the table, null for the
    whole row.  ``kind``: an issue found, a value that a version changed, a decision.
    """

    row: int
    column: int | None
    kind: Literal["issue", "changed", "decided"]
    text: str


class Window(Message):
    """Some rows: for each column asked for, its cells from top to bottom; null is missing.

    ``cut`` holds ``(column's position, row)`` of the cells that are longer than shown.  ``rows``
    are the rows' positions in the version, by which `CellRequest` names them.
    """

    start: int
    total: int
    keys: tuple[str, ...]
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    cells: tuple[tuple[str | None, ...], ...]
    cut: tuple[tuple[int, int], ...] = ()
    marks: tuple[Mark, ...] = ()


class CellRequest(Message):
    """Ask for one whole cell: ``row`` is a position in the version, ``column`` one in the table."""

    version: str | None = None
    row: Annotated[int, Field(ge=0)]
    column: Annotated[int, Field(ge=0)]


class Cell(Message):
    """One cell: its text (at most two million characters), and how long it is."""

    text: str | None
    length: int


class ColumnInfo(Message):
    """One column.  ``type`` is the engine's name for it, ``null_share`` 0 to 1 or unknown."""

    name: str
    type: str
    kind: Kind
    null_share: float | None = None


class VersionInfo(Message):
    """One version of the dataset, as a menu shows it."""

    id: str
    title: str
    rows: int
    is_source: bool


class TableInfo(Message):
    """A table: what it is, and its first rows.

    ``newest`` is the identifier of the newest source: another than ``version`` where a version
    is shown, or where a newer source has been added since.
    """

    dataset: str
    version: str
    newest: str
    rows: int
    columns: tuple[ColumnInfo, ...]
    key: str | None
    label: str | None
    versions: tuple[VersionInfo, ...] = ()
    first: Window


class Bins(Message):
    """How a column's values are sorted into bins.

    For numbers and times, ``edges`` are the n + 1 bounds of n bins: all equally wide but for the
    outermost, which may reach further where there are long tails (draw all bins equally wide).
    Otherwise ``values`` are
    the texts of the most frequent values, one a bin; ``other`` adds a bin for all the rest, and
    ``others`` says how many values those are.
    """

    kind: Kind
    edges: tuple[float, ...] = ()
    values: tuple[str, ...] = ()
    other: bool = False
    others: int = 0


class Slice(Message):
    """The counts of one value of the column that charts are sliced by."""

    value: str | None
    counts: tuple[int, ...]
    missing: int


class Chart(Message):
    """One column's distribution.

    ``totals`` counts all rows of the version by bin, ``counts`` those that meet the conditions
    on *other* columns, so that a brush does not filter its own chart.  ``missing`` and
    ``missing_total`` count the nulls (and, of numbers, what is not finite) likewise.
    ``against`` counts the rows of another version in the same bins.
    """

    column: int
    bins: Bins
    totals: tuple[int, ...]
    counts: tuple[int, ...]
    missing_total: int
    missing: int
    slices: tuple[Slice, ...] = ()
    against: tuple[int, ...] | None = None
    against_missing: int | None = None


class ChartsRequest(Selection):
    """Ask for charts of some columns, by position.

    ``by`` is the position of a column whose most frequent values slice each chart; ``against``
    another version to compare with.
    """

    columns: tuple[int, ...]
    by: int | None = None
    against: str | None = None


class Charts(Message):
    """Charts, how many rows there are, and how many of them meet all conditions."""

    charts: tuple[Chart, ...]
    rows: int
    passing: int


class CubeRequest(Selection):
    """Ask for what is needed to brush one chart without asking again.

    ``active`` is the position of the column that is brushed (conditions on it are left out);
    ``columns`` are the positions of the charts that follow.
    """

    active: int
    columns: tuple[int, ...]


class CubeFace(Message):
    """Counts of rows by fine bin of the active column and bin of another.

    ``counts`` is little-endian uint32 in base64, row by row: (fine bins of the active column,
    bins of this column + 1); the last of each row counts missing values.
    """

    column: int
    bins: int
    counts: str


class Cube(Message):
    """Joint counts of the active column with each other one, conditions on others applied.

    ``fine`` are the bounds of the active column's fine bins (each coarse bin of its chart is a
    whole number of them); for a column of categories they are its bins, and ``fine`` is empty.
    ``counts`` counts rows by fine bin (same encoding), the last being the missing values.
    """

    active: int
    fine: tuple[float, ...]
    size: int
    counts: str
    faces: tuple[CubeFace, ...]


class IssueInfo(Message):
    """One issue as the list shows it."""

    id: str
    kind: str
    column: str | None
    rows: int
    confidence: float
    message: str
    has_rule: bool
    verdict: Literal["accept", "reject"] | None = None


class Issues(Message):
    """The issues of a dataset, surest first.

    ``checked`` says where they were looked for: in the newest source, in an earlier one, or nowhere
    yet.
    """

    issues: tuple[IssueInfo, ...]
    checked: Literal["newest", "earlier", "never"] = "newest"


class JudgeIssue(Message):
    """Accept an issue's rule, reject the issue, or take the judgement back (``open``)."""

    issue: Annotated[str, Field(min_length=1, max_length=64)]
    verdict: Literal["accept", "reject", "open"]
