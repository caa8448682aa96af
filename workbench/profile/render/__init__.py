"""A profile as HTML that works with no kernel, no script and no network."""

from workbench.profile.render.page import render

__all__ = ["render"]
