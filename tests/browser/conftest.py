"""What all browser tests share."""

from __future__ import annotations

import contextlib

LIMIT = 300_000
"""Milliseconds until a state that does not come fails a test: it says nothing about speed."""

with contextlib.suppress(ImportError):
    from playwright.sync_api import expect

    expect.set_options(timeout=LIMIT)
