"""Build the rules that issues suggest, as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workbench.types import Json, Key

__all__ = ["drop_rows", "empty_cells"]


def empty_cells(key: str, column: str, cells: Mapping[Key, Any]) -> Json:
    """Suggest to make cells missing: `cells` maps each row's key to the value that stands there."""
    return {
        "kind": "set_cells",
        "key": key,
        "column": column,
        "cells": [{"key": row, "old": old, "new": None} for row, old in cells.items()],
    }


def drop_rows(
    key: str, rows: Mapping[Key, Mapping[str, Any]], *, kept: Mapping[Key, Key] | None = None
) -> Json:
    """Suggest to drop rows.

    Parameters
    ----------
    key : str
        The key column.
    rows : mapping
        Each row's key to the values that it must still hold.
    kept : mapping, optional
        Each row's key to that of the row that it duplicates and that stays.
    """
    listed = [
        {"key": row, "old": dict(old), "kept": kept[row] if kept else None}
        for row, old in rows.items()
    ]
    return {"kind": "drop_rows", "key": key, "rows": listed, "alike": kept is not None}
