"""Say in words where a column of a source came from, joins included."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["origin_of", "side_of"]


def side_of(source: Mapping[str, Any], column: str) -> tuple[str, str] | None:
    """Return from which side of a join a column came (left, right, both), and its name there.

    None where the source is no join, or where it does not tell.
    """
    options = source.get("options") or {}
    if source.get("kind") != "join":
        return None
    if column in options.get("columns", {}):
        side, name = options["columns"][column]
        return side, name
    renamed = (options.get("diagnostics") or {}).get("renamed") or {}
    back = {new: old for old, new in renamed.items()}
    if column in back:
        return "right", back[column]
    lefts, rights = options.get("left_on") or [], options.get("right_on") or []
    if column in lefts:
        return ("both" if column in rights else "left"), column
    return ("right", column) if column in rights else None


def origin_of(source: Mapping[str, Any], column: str) -> str:
    """Say where a column came from: the file or object, and the side of a join."""
    options = source.get("options") or {}
    join_side = side_of(source, column)
    if join_side is None:
        return _named(source)
    side, name = join_side
    alias = f", as {name!r}" if name != column else ""
    if side == "both":
        both = " and ".join(_named(options.get(one) or {}) for one in ("left", "right"))
        return f"joined on it from {both}"
    return f"the {side} side of a join{alias}: {_named(options.get(side) or {})}"


def _named(source: Mapping[str, Any]) -> str:
    return f"{source.get('uri', 'unknown')} (sha256 {str(source.get('fingerprint', ''))[:12]})"
