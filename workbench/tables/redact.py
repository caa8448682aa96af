"""Keep credentials out of provenance, errors and screens."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, quote_plus, urlsplit

if TYPE_CHECKING:
    import sqlalchemy

__all__ = ["plain_url", "redacted", "without_secrets"]

_USER = re.compile(r"(?P<scheme>\w[\w+.-]*://)[^/@\s]*@")


def redacted(url: sqlalchemy.URL) -> str:
    """Return the URL without user name, password and options (which may hold a token)."""
    backend = url.get_backend_name()
    host = url.host or ""
    port = f":{url.port}" if url.port else ""
    return f"{backend}://{host}{port}/{url.database or ''}"


def plain_url(url: str) -> str:
    """Return a file's URL without user, password, query and fragment."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme}://{host}{parts.path}"


def without_secrets(text: str, url: sqlalchemy.URL) -> str:
    """Return a message in which no password, option or user of `url` stands."""
    secrets = [str(url.password or "")]
    for value in url.query.values():
        secrets += [value] if isinstance(value, str) else list(value)
    for secret in sorted(filter(None, secrets), key=len, reverse=True):
        for form in {secret, quote(secret, safe=""), quote_plus(secret)}:
            text = text.replace(form, "***")
    return _USER.sub(r"\g<scheme>", text)
