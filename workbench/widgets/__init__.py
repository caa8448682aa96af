"""Notebook widgets: thin shells around the views of ``extensions/views``, one module a widget."""

from __future__ import annotations

from workbench.widgets.review import ReviewView

__all__ = ["ReviewView"]
