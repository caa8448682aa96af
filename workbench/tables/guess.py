"""Say in words what a reader guessed about a source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workbench.lexicon.plurals import counted
from workbench.types import Source

__all__ = ["describe", "in_short"]

_SIGNS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar", " ": "blank", "": "none"}


def describe(source: Source) -> str:
    """Return one line for each thing that was guessed or given, with the keyword to override it."""
    result = source.options
    lines = [f"{source.uri} ({source.kind})"]
    for key in ("delimiter", "quote", "escape"):
        if key in result:
            lines.append(f"{key}: {_SIGNS.get(result[key], repr(result[key]))}")
    if result.get("orient"):
        lines.append(f"orient: {result['orient']} (as pandas writes it)")
    if "encoding" in result:
        lines.append(f"encoding: {result['encoding']}")
    if "sheet" in result:
        others = [name for name in result.get("sheets", []) if name != result["sheet"]]
        more = f" (other sheets: {', '.join(map(repr, others))})" if others else ""
        lines.append(f"sheet: {result['sheet']!r}{more}")
    if "header" in result:
        lines.append(f"header: {_header(result['header'])}")
    if result.get("lines_before"):
        lines.append(f"skip: {result['lines_before']} lines before the table are skipped")
    lines += _left_out(result)
    if result.get("types"):
        typed = ", ".join(f"{name} {type_}" for name, type_ in result["types"].items())
        lines.append(f"types: {typed}; all other columns are text")
    lines += [f"note: {name}: {note}" for name, note in result.get("notes", {}).items()]
    return "\n".join(lines)


def in_short(source: Source) -> str:
    """Return what is odd about the reading as the end of a one-line repr; empty if nothing is."""
    odd = _left_out(source.options)
    if source.options.get("lines_before"):
        odd.insert(0, f"{source.options['lines_before']} lines before the table")
    return "; " + "; ".join(odd) if odd else ""


def _header(header: bool | Sequence[int]) -> str:
    if isinstance(header, bool):
        return "line 1" if header else "none (columns are numbered)"
    return ("line " if len(header) == 1 else "lines ") + ", ".join(map(str, header))


def _left_out(fields: dict[str, Any]) -> list[str]:
    lines = []
    if "encoding_in_doubt" in fields:
        doubt = fields["encoding_in_doubt"]
        lines.append(f"the encoding may also be {doubt['other']} ({doubt['differs']})")
    for key, words in (
        ("padded", "short rows were filled with nulls"),
        ("cut", "long rows were truncated"),
        ("repeated_headers", "repeated header or title rows were skipped"),
        ("footer", "rows after the table were skipped (footer=0 keeps them)"),
    ):
        if key in fields:
            listed = ", ".join(map(str, fields[key]["lines"]))
            more = ", ..." if fields[key]["rows"] > len(fields[key]["lines"]) else ""
            one = fields[key]["rows"] == 1
            said = words.replace("rows were", "row was") if one else words
            lines.append(f"{fields[key]['rows']} {said} (lines {listed}{more})")
    if fields.get("repeated_names"):
        renamed = ", ".join(f"{new!r}" for new in fields["repeated_names"])
        count = counted(len(fields["repeated_names"]), "repeated column name")
        lines.append(f"{count} got a suffix ({renamed})")
    for key, words in (
        ("blank_rows", "blank rows were skipped"),
        ("comment_rows", "comment lines were skipped"),
        ("empty_columns", "empty unnamed columns were dropped"),
        ("columns_without_header", "columns at the right have no name in the header"),
        ("control_characters", "Windows quotes or dashes are stored as control characters"),
        ("nul_bytes_left_out", "NUL bytes were removed"),
        ("bytes_read_as_cp1252", "bytes that are not UTF-8 were read as cp1252"),
    ):
        if key in fields:
            mended = fields.get("control_characters_mended") and key == "control_characters"
            lines.append(f"{fields[key]} {words}{', repaired' if mended else ''}")
    return lines
