"""Settings of the documentation site; `make docs` writes static pages to build/docs."""

from __future__ import annotations

from importlib.metadata import version as version_of
from typing import Any

project = "Data-Quality Workbench"
author = "The Data-Quality Workbench authors"
release = version_of("dq-workbench")
language = "en"

extensions = [
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "sphinx.ext.napoleon",
    "sphinx.ext.viewcode",
    "myst_nb",
]
html_theme = "furo"
html_title = f"{project} {release}"
html_copy_source = False
html_show_sphinx = False

autosummary_generate = True
autodoc_typehints = "none"  # the docstrings say it, with shapes, units and ranges
autodoc_default_options = {"members": True}
napoleon_google_docstring = False
napoleon_use_rtype = False

# Notebooks are shown as they are kept; the tests execute them.
nb_execution_mode = "off"
# What a page needs is on the page: nothing is loaded from elsewhere.
nb_ipywidgets_js: dict[str, Any] = {}
nb_render_text_lexer = "python"
html_js_files: list[str] = []
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3
# Outputs that only a live notebook shows; each has a static one beside it.
nb_mime_priority_overrides = [
    ("html", "text/html", 0),
    ("html", "image/png", 1),
    ("html", "text/plain", 2),
]
suppress_warnings = ["mystnb.unknown_mime_type", "mystnb.mime_priority"]
