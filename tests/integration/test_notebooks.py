"""The notebooks are the documentation: each runs from top to bottom, and stays small."""

from __future__ import annotations

import getpass
import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
# Third parties: the kernel client's sockets are collected after it has been shut down.
@pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)
def test_a_notebook_runs(path, tmp_path):
    notebook = nbformat.read(path, as_version=4)
    kept = printed(notebook)
    NotebookClient(notebook, timeout=900, resources={"metadata": {"path": str(tmp_path)}}).execute()
    for number, (now, then) in enumerate(zip(printed(notebook), kept, strict=True)):
        assert now == then, f"code cell {number}; run: python notebooks/render.py {path.stem}"


def printed(notebook):
    """Return what each code cell printed and showed as text, without what differs every time."""
    outputs = []
    for cell in notebook.cells:
        if cell.cell_type == "code":
            shown = (one for one in cell.get("outputs", []) if not is_progress_bar(one))
            texts = [one.get("text") or one.get("data", {}).get("text/plain", "") for one in shown]
            outputs.append(neutral("".join(map("".join, texts))))
    return outputs


def is_progress_bar(output):
    return "it/s]" in str(output)


def neutral(text):
    text = re.sub(r"\b(0x)?[0-9a-f]{8,}\b", "ID", text)
    text = re.sub(rf"\b{re.escape(getpass.getuser())}\b", "ada", text)
    text = re.sub(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}[:\d.]*(\+00:00| UTC)?", "TIME", text)
    return re.sub(r"in \d+\.\d+s", "in SECONDS", text)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_keeps_small_static_outputs(path):
    assert path.stat().st_size < 150_000
    notebook = nbformat.read(path, as_version=4)
    assert "widgets" not in notebook.metadata  # widget state holds whole JavaScript bundles
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert sum(bool(cell.outputs) for cell in code) >= len(code) - 2
    assert not any(output.output_type == "error" for cell in code for output in cell.outputs)


def test_there_are_notebooks():
    assert "01_tour" in [path.stem for path in NOTEBOOKS]
