"""The TypeScript code: lint, layout, types and unit tests, each by the workspace's own script."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

EXTENSIONS = Path(__file__).parents[2] / "extensions"
INSTALL = "pip install -e '.[test]' (or, in extensions/, jlpm install)"
# The test extra brings a Node.js of its own, beside the interpreter.
PATH = os.pathsep.join([str(Path(sys.prefix) / "bin"), os.environ.get("PATH", "")])
TAIL = 8000
"""Characters of a tool's output that are shown when it fails."""


@pytest.mark.parametrize("script", ["lint:check", "format:check", "check", "test"])
def test_the_typescript_code_passes(script):
    jlpm, node = (shutil.which(name, path=PATH) for name in ("jlpm", "node"))
    installed = (EXTENSIONS / "node_modules" / ".bin" / "eslint").exists()
    if jlpm is None or node is None or not installed:
        pytest.skip(f"the JavaScript packages are not installed; run {INSTALL}")
    done = subprocess.run(
        [jlpm, "run", script],
        cwd=EXTENSIONS,
        env={**os.environ, "PATH": PATH, "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, (done.stdout + done.stderr)[-TAIL:]
