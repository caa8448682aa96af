"""What is done to letters one value at a time, in Python; copied into exported modules.

No engine can do it, so that the distinct values are worked on and put back.  A lazy table is
asked once for them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from typing import Any, Literal

import narwhals as nw

from workbench.rules.examples.programs import rewritten
from workbench.rules.operations import map_values, text_among


def normalise_unicode(frame: Any, columns: Sequence[str], form: Literal["NFC", "NFKC"]) -> Any:
    """Write letters that look the same in the same way, by Unicode's ``NFC`` or ``NFKC``."""

    def normal(text: str) -> str:
        return unicodedata.normalize(form, text)

    for name in text_among(frame, columns):
        frame = each_value(frame, name, normal)
    return frame


def fix_mojibake(frame: Any, columns: Sequence[str]) -> Any:
    """Mend text that was written as UTF-8 and read as Windows-1252 or Latin-1, twice at most."""
    for name in text_among(frame, columns):
        frame = each_value(frame, name, mended)
    return frame


def transform(frame: Any, column: str, program: Sequence[Sequence[Any]]) -> Any:
    """Rewrite each text in `column` by a program; what the program does not fit stays."""

    def changed(text: str) -> str:
        made = rewritten(program, text)
        return text if made is None else made

    if not text_among(frame, [column]):
        return frame
    return each_value(frame, column, changed, "[^\x00]")


def each_value(
    frame: Any, column: str, change: Callable[[str], str], among: str = "[^\x01-\x7f]"
) -> Any:
    """Replace each text in `column` by what `change` makes of it.

    Only texts that match the pattern `among` are looked at; as it stands, those with a letter
    beyond ASCII.
    """
    odd = frame.select(column).filter(nw.col(column).str.contains(among)).unique()
    odd = odd.collect() if isinstance(odd, nw.LazyFrame) else odd
    pairs = {text: change(text) for text in odd[column].to_list() if text is not None}
    changed = {old: new for old, new in pairs.items() if old != new and new is not None}
    return map_values(frame, column, changed) if changed else frame


def mended(text: str) -> str:
    """Undo a wrong reading of UTF-8, where the bytes are valid UTF-8 as a whole."""
    for _ in range(2):
        try:
            # The five bytes that Windows-1252 leaves open are read as the controls they are.
            read = b"".join(
                sign.encode("latin-1" if "\x80" <= sign <= "\xff" else "cp1252") for sign in text
            )
            better = read.decode("utf-8")
        except UnicodeError:
            return text
        if better == text:
            return text
        text = better
    return text
