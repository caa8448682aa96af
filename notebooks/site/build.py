"""Build the documentation site: `python notebooks/site/build.py [FOLDER]` (build/docs by default).

Guides are the notebooks as they are kept, the reference comes from the docstrings, the page of the
command line from its parser.  A warning is an error.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from sphinx.cmd.build import main as sphinx

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def build(folder: Path) -> int:
    """Write the site to `folder` and return the status of Sphinx."""
    with tempfile.TemporaryDirectory() as name:
        source = Path(name)
        for page in (*HERE.glob("*.md"), HERE / "conf.py", *HERE.parent.glob("*.ipynb")):
            shutil.copy(page, source)
        for page in (ROOT / "CHANGELOG.md", ROOT / "CONTRIBUTING.md"):
            shutil.copy(page, source)
        (source / "command_line.md").write_text("\n".join(command_line()), encoding="utf-8")
        (source / "kinds.md").write_text("\n".join(kinds()), encoding="utf-8")
        return sphinx(["-q", "-W", "--keep-going", "-b", "html", str(source), str(folder)])


def command_line() -> Iterator[str]:
    """Yield the lines of the page about the command line."""
    from workbench.cli import build_parser

    parser = build_parser()
    yield "# Command line\n"
    yield f"{parser.description}\n"
    (commands,) = (a for a in parser._actions if isinstance(a, argparse._SubParsersAction))
    for command, one in commands.choices.items():
        one.formatter_class = lambda prog: argparse.HelpFormatter(prog, width=96)
        yield f"## workbench {command}\n"
        yield f"```text\n{one.format_help().rstrip()}\n```\n"


def kinds() -> Iterator[str]:
    """Yield the lines of the page about the kinds of rule."""
    from workbench.rules.kinds import KINDS

    yield "# Kinds of rule\n"
    yield "A recipe is an ordered list of rules. Each kind is a frozen model with these fields.\n"
    for name, model in sorted(KINDS.items()):
        yield f"## {name}\n"
        fields = ", ".join(f"`{field}`" for field in model.model_fields if field not in SHARED)
        yield f"Fields: {fields}. Runs on {', '.join(model.engines)}.\n"
        directive = f".. autoclass:: {model.__module__}.{model.__name__}\n   :no-members:"
        yield f"```{{eval-rst}}\n{directive}\n```\n"


SHARED = {"kind", "why", "author", "decisions"}


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "docs"
    raise SystemExit(build(target))
