"""Run the notebooks and keep their outputs: small and static, without the state of widgets.

python notebooks/render.py [name ...]
"""

from __future__ import annotations

import getpass
import re
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient

HERE = Path(__file__).parent


def render(path: Path) -> None:
    """Execute one notebook in an empty folder and store it with its outputs."""
    notebook = nbformat.read(path, as_version=4)
    with tempfile.TemporaryDirectory() as folder:
        resources = {"metadata": {"path": folder}}
        NotebookClient(notebook, timeout=300, resources=resources).execute()
    notebook.metadata.pop("widgets", None)
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if "outputs" in cell:
            cell.outputs = [output for output in cell.outputs if not _is_bar(output)]
        for output in cell.get("outputs", []):
            output.get("data", {}).pop("application/vnd.jupyter.widget-view+json", None)
    text = nbformat.writes(notebook)
    text = re.sub(rf"\b{re.escape(getpass.getuser())}\b", "ada", text)  # whoever renders it
    path.write_text(text + "\n", encoding="utf-8")


def _is_bar(output: nbformat.NotebookNode) -> bool:
    """Whether an output is what a bar of progress left behind."""
    data = output.get("data", {})
    view = "application/vnd.jupyter.widget-view+json" in data
    return view and "it/s]" in str(data.get("text/plain"))


if __name__ == "__main__":
    for name in sys.argv[1:] or [path.stem for path in sorted(HERE.glob("*.ipynb"))]:
        render(HERE / f"{name}.ipynb")
