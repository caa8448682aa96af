"""The reviewers' page: a Voila server with our own sign-in, for reviewers who have no Jupyter."""

from __future__ import annotations

from workbench.dashboards.publishing import Published, publish, serve, start

__all__ = ["Published", "publish", "serve", "start"]
