"""How long `import workbench` takes, beside pandas in the same run: CPU seconds of the process.

    python tests/benchmarks/bench_import.py

Each import runs in a fresh interpreter, in turn; what starting Python costs is taken off.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys

RUNS = 9
IMPORTS = {"nothing": "pass", "workbench": "import workbench", "pandas": "import pandas"}


def cpu_seconds(code: str) -> float:
    """Return the CPU seconds of a process that runs `code`."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", code], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print the median of each, without the start of Python."""
    taken: dict[str, list[float]] = {name: [] for name in IMPORTS}
    for _ in range(RUNS):
        for name, code in IMPORTS.items():
            taken[name].append(cpu_seconds(code))
    start = statistics.median(taken["nothing"])
    for name in ("workbench", "pandas"):
        print(f"import {name}: {1000 * (statistics.median(taken[name]) - start):.0f} ms of CPU")


if __name__ == "__main__":
    main()
