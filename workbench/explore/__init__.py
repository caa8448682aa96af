"""Looking at a table: windows of rows, charts that filter each other, marks on cells."""

from __future__ import annotations

from workbench.explore.explorer import Explorer
from workbench.explore.sources import MemorySource, StoredSource

__all__ = ["Explorer", "MemorySource", "StoredSource"]
