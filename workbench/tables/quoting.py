"""Names as SQL identifiers."""

from __future__ import annotations

from workbench.errors import InputError

__all__ = ["quoted"]


def quoted(name: str) -> str:
    """Return `name` as an SQL identifier; whatever it holds, it stays one identifier."""
    if "\x00" in name:
        raise InputError(f"column name {name!r} holds a NUL character; rename the column")
    return '"' + name.replace('"', '""') + '"'
