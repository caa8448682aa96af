"""Open a table that is in no project: rows, charts and issues, through the kernel alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

import narwhals as nw

from workbench.errors import MissingColumnError
from workbench.explore import Explorer, MemorySource
from workbench.protocol.explore import OpenRequest
from workbench.server.dispatcher import Dispatcher
from workbench.tables import read_table
from workbench.types import Issue
from workbench.widgets.drawing import Figures
from workbench.widgets.workbench import WorkbenchView

if TYPE_CHECKING:
    import pyarrow as pa

    from workbench.profile import Profile

__all__ = ["open_table"]

FIRST = 60


def open_table(
    table: Any,
    *,
    key: str | None = None,
    issues: Iterable[Issue] | None = None,
    height: int = 620,
) -> WorkbenchView:
    """Look at a table: scroll, sort, filter, and brush charts that filter each other.

    Nothing is stored.  To review, to keep rules and versions, add the table to a project and
    use `Dataset.open`.

    Parameters
    ----------
    table : table or path
        As for `workbench.read_table`.
    key : str, optional
        A column that names rows; needed to show issues in their rows.
    issues : iterable of Issue, optional
        What `workbench.find_issues` returned.
    height : int
        Of the view, in pixels.

    Raises
    ------
    MissingColumnError
        If there is no column `key`.
    """
    listed = None if issues is None else list(issues)
    head, rows, whole, name = _prepared(table)
    if key is not None and key not in head.column_names:
        raise MissingColumnError([key], head.column_names, name)
    source = MemorySource(whole, name=name, key=key, issues=listed, rows=rows)
    # The first rows at once; the whole table is made ready when more is asked for.
    start = Explorer(MemorySource(head, name=name, key=key, issues=listed))
    first = start.open(OpenRequest(count=FIRST)).to_dict()
    first["rows"] = first["first"]["total"] = rows
    for column in first["columns"]:
        column["null_share"] = None  # that of the first rows says nothing
    first["versions"] = [one.to_dict() for one in source.versions()]

    def profile() -> Profile:
        from workbench.profile import profile

        return profile(whole(), title=name)

    handle = Dispatcher(Explorer(source), Figures(profile)).handle
    return WorkbenchView(first=first, handle=handle, tabs=["table", "profile"], height=height)


def _prepared(table: Any) -> tuple[pa.Table, int, Callable[[], pa.Table], str]:
    """Return the first rows, how many there are, what gives all of them, and the table's name.

    Of a frame in memory only the first rows are read at once.
    """
    frame = nw.from_native(table, eager_only=True, pass_through=True)
    if isinstance(frame, nw.DataFrame):
        relation = read_table(frame.head(FIRST).to_native())
        head = relation.to_arrow()
        if not any(str(kind) == "null" for kind in head.schema.types):
            return head, len(frame), cache(lambda: read_table(table).to_arrow()), "table"
    relation = read_table(table)
    rows = relation.to_arrow()
    return rows.slice(0, FIRST), rows.num_rows, lambda: rows, relation.source.uri.rsplit("/", 1)[-1]
