"""Python objects in words: as text that a person reads, with nothing of the value lost."""

from __future__ import annotations

import datetime
import decimal
import json
from typing import Any

__all__ = ["as_text", "nanoseconds_of", "zone_of"]

MICROSECOND = datetime.timedelta(microseconds=1)


def as_text(value: Any) -> str:
    """Return a value as a person reads it: dates in ISO form, lists and objects as JSON."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ")
    if isinstance(value, datetime.timedelta):
        return _duration_text(nanoseconds_of(value))
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, decimal.Decimal):
        return format(value, "f")
    if isinstance(value, bytes | bytearray | memoryview):
        return _bytes_text(bytes(value))
    if isinstance(value, set | frozenset):
        value = sorted(value, key=str)
    if isinstance(value, list | tuple | dict):
        if isinstance(value, dict):
            value = {as_text(key): inner for key, inner in value.items()}
        return json.dumps(value, ensure_ascii=False, default=as_text)
    return str(value)


def nanoseconds_of(value: datetime.timedelta) -> int:
    """Return a duration in nanoseconds, which those of pandas have beside the microseconds."""
    plain = datetime.timedelta(value.days, value.seconds, value.microseconds)
    return plain // MICROSECOND * 1000 + int(getattr(value, "nanoseconds", 0))


def zone_of(value: datetime.datetime) -> str:
    """Return the name of a datetime's zone, or its offset such as ``+05:30`` where it has none."""
    zone: Any = value.tzinfo
    name = getattr(zone, "key", None) or getattr(zone, "zone", None)
    if name:
        return str(name)
    offset = value.utcoffset() or datetime.timedelta(0)
    if not offset:
        return "UTC"
    minutes = abs(offset) // datetime.timedelta(minutes=1)
    return f"{'-' if offset.days < 0 else '+'}{minutes // 60:02}:{minutes % 60:02}"


def _duration_text(nanoseconds: int) -> str:
    """Return hours, minutes and seconds; the hours of several days are added up."""
    seconds, fraction = divmod(abs(nanoseconds), 10**9)
    minutes, second = divmod(seconds, 60)
    decimals = f".{fraction:09}".rstrip("0").rstrip(".")
    sign = "-" if nanoseconds < 0 else ""
    return f"{sign}{minutes // 60}:{minutes % 60:02}:{second:02}{decimals}"


def _bytes_text(value: bytes) -> str:
    try:
        text = value.decode()
    except UnicodeDecodeError:
        return value.hex()
    return text if text.isprintable() else value.hex()
