"""The notebooks are the documentation: each runs from top to bottom, and stays small."""

from __future__ import annotations

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
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(tmp_path)}}).execute()
    texts = [
        str(output.get("text", "")) + str(output.get("data", {}).get("text/plain", ""))
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
    ]
    assert any("OK" in text for text in texts) or path.stem != "01_tour"


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
