"""Rows of results as a pandas frame."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["frame_of"]


def frame_of(rows: Iterable[Any], kind: type) -> pd.DataFrame:
    """Return one row for each of `rows`, which are dataclasses of one kind, fields as columns."""
    import pandas as pd

    dicts = [row.to_dict() if hasattr(row, "to_dict") else asdict(row) for row in rows]
    return pd.DataFrame(dicts, columns=[field.name for field in fields(kind)])
