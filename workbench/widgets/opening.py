"""Open a table that is in no project: rows, charts and issues, through the kernel alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from workbench.explore import Explorer, LooseSource
from workbench.protocol.explore import OpenRequest
from workbench.server.desk import Desk
from workbench.tables import read_table
from workbench.types import Issue
from workbench.widgets.drawing import Figures
from workbench.widgets.workbench import WorkbenchView

if TYPE_CHECKING:
    from workbench.profile import Profile

__all__ = ["open_table"]

FIRST = 60


def open_table(
    table: Any, *, key: str | None = None, issues: Iterable[Issue] = (), height: int = 620
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
    issues : iterable of Issue
        What `workbench.find_issues` returned.
    height : int
        Of the view, in pixels.

    Raises
    ------
    MissingColumnError
        If there is no column `key`.
    """
    relation = read_table(table)
    rows = relation.to_arrow()
    if key is not None:
        relation.require(key)
    found = list(issues)
    name = relation.source.uri.rsplit("/", 1)[-1]
    source = LooseSource(rows, name=name, key=key, found=found)
    # The first rows at once; the whole table is made ready when more is asked for.
    head = Explorer(LooseSource(rows.slice(0, FIRST), name=name, key=key, found=found))
    first = head.open(OpenRequest(count=FIRST)).to_dict()
    first["rows"] = first["first"]["total"] = rows.num_rows
    for column, chunked in zip(first["columns"], rows.columns, strict=True):
        column["null_share"] = chunked.null_count / rows.num_rows if rows.num_rows else None
    first["versions"] = [one.to_dict() for one in source.versions()]

    def profile() -> Profile:
        from workbench.profile import profile

        return profile(relation)

    desk = Desk(Explorer(source), Figures(profile))
    return WorkbenchView(first=first, handle=desk.handle, tabs=["table", "profile"], height=height)
