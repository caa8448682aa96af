"""The annotations of a dataset as a table: a row an answer, a row a box or span."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from workbench.decisions.targets import AnnotateTarget
from workbench.protocol.labelling import Answer
from workbench.types import Decision, Json

__all__ = ["COLUMNS", "annotation_table"]

COLUMNS = (
    "item",
    "annotator",
    "label",
    "time",
    "seconds",
    "guideline",
    "origin",
    "uncertain",
    "flags",
    "lacks",
    "comment",
    "queue",
)
BOX = ("x1", "y1", "x2", "y2")
SPAN = ("start", "end")


def annotation_table(decisions: Iterable[Decision]) -> pd.DataFrame:
    """Return annotations in the form that `workbench.agreement` and `workbench.consensus` take.

    Parameters
    ----------
    decisions : iterable of Decision
        Those that stand, oldest first; other kinds, and skipped items, are left out.

    Returns
    -------
    pandas.DataFrame
        `COLUMNS`, and ``x1, y1, x2, y2`` or ``start, end`` where boxes or spans were marked.
        ``label`` is null for "can't tell" and where nothing was marked, a tuple for several labels;
        ``origin`` is ``"person"`` or ``"adjudication"``; ``guideline`` the version, null without.
    """
    made = [one for one in decisions if one.kind == "annotate" and one.verdict != "skip"]
    rows = [row for one in made for row in _rows(one)]
    extra = [name for name in (*BOX, *SPAN) if any(name in row for row in rows)]
    table = pd.DataFrame(rows, columns=[*COLUMNS, *extra])
    table["time"] = pd.to_datetime(table["time"], utc=True)
    types = {"seconds": "float64", "uncertain": "float64", "guideline": "Int64"}
    numbers = {name: "float64" for name in BOX} | {name: "Int64" for name in SPAN}
    return table.astype({**types, **{name: numbers[name] for name in extra}})


def _rows(decision: Decision) -> Iterator[Json]:
    answer = Answer.model_validate(decision.answer or {})
    target = AnnotateTarget.of(decision)
    about: Json = {
        "item": target.item,
        "annotator": decision.reviewer,
        "label": None,
        "time": decision.time,
        "seconds": answer.seconds,
        "guideline": decision.guideline,
        "origin": "adjudication" if decision.role == "adjudication" else "person",
        "uncertain": answer.uncertain,
        "flags": ", ".join(answer.flags) or None,
        "lacks": answer.lacks or None,
        "comment": decision.comment or None,
        "queue": decision.queue,
    }
    shapes: list[Any] = [*(answer.boxes or ()), *(answer.spans or ())]
    for shape in shapes:
        yield {**about, **shape.model_dump()}
    if not shapes:
        several = None if answer.labels is None else tuple(sorted(answer.labels, key=str))
        said = decision.choice if decision.choice is not None else several or answer.text
        yield {**about, "label": said}
