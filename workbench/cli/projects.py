"""The commands about a project: ``versions``, ``export``, ``review``, ``publish``; and the demo."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from workbench.cli.command import (
    DATASET,
    PROJECT,
    Command,
    Result,
    argument,
    open_existing_project,
)
from workbench.errors import InputError
from workbench.lexicon.plurals import counted

__all__ = ["COMMANDS"]


def _versions(parsed: Any) -> Result:
    versions = open_existing_project(parsed.project).dataset(parsed.dataset).versions()
    return [one.made.to_dict() for one in versions], "\n".join(map(repr, versions))


def _export(parsed: Any) -> Result:
    dataset = open_existing_project(parsed.project).dataset(parsed.dataset)
    path = dataset.export(
        parsed.folder,
        real_rows=not parsed.no_real_rows,
        values=parsed.values,
        also=parsed.also,
    )
    rules = len(dataset.recipe())
    return {"folder": str(path), "rules": rules}, (
        f"{counted(rules, 'rule is', 'rules are')} in {path}; run the tests from {path.parent}: "
        f"python -m unittest {path.name}.test_{path.name}"
    )


def _review(parsed: Any) -> Result:
    project = open_existing_project(parsed.project)
    if parsed.make:
        if not parsed.dataset:
            raise InputError("--make needs --dataset: the dataset to queue from")
        dataset = project.dataset(parsed.dataset)
        if parsed.make == "label":
            dataset.label_quality()
        dataset.make_queue(parsed.make, limit=parsed.limit)
    queues = project.queues()
    lines = [f"  {q['name']}: {q['decided']} of {q['total']} {q['kind']}s decided" for q in queues]
    return queues, "\n".join(lines) or "There is no review queue; make one with --make label."


def _publish(parsed: Any) -> Result:
    from workbench.dashboards import serve

    serve(
        Path(parsed.project),
        queue=parsed.queue,
        port=parsed.port,
        reviewers=parsed.reviewer,
        address=parsed.address,
    )
    return {}, ""


def _demo(parsed: Any) -> Result:
    from workbench.demo.run import run_demo

    return run_demo(Path(parsed.folder), lab=not parsed.no_lab, quiet=parsed.json), ""


COMMANDS = (
    Command("versions", "List the versions of a dataset.", _versions, DATASET),
    Command(
        "export",
        "Export a dataset's recipe as a tested module.",
        _export,
        (
            *DATASET,
            argument("folder", help="the module's folder; its name becomes the module's"),
            argument(
                "--also",
                nargs="+",
                choices=["airflow", "pandera"],
                default=[],
                help="write files for these as well",
            ),
            argument(
                "--no-real-rows",
                action="store_true",
                help="write no row of the table, and no value of a column with personal data",
            ),
            argument(
                "--values",
                metavar="FILE",
                help="with --no-real-rows: write the values that rules need to this file",
            ),
        ),
    ),
    Command(
        "review",
        "List review queues, or make one.",
        _review,
        (
            PROJECT,
            argument("--make", choices=["label", "pair"], help="queue suspect labels or pairs"),
            argument("--dataset", help="the dataset to queue from (needed with --make)"),
            argument("--limit", type=int, default=50, help="most items in the queue (50)"),
        ),
    ),
    Command(
        "publish",
        "Serve the review queues on a page for reviewers.",
        _publish,
        (
            PROJECT,
            argument("--reviewer", action="append", default=[], help="who may sign in (repeat)"),
            argument("--queue", help="one queue (all by default)"),
            argument("--port", type=int, default=8866, help="the port to listen on (8866)"),
            argument(
                "--address",
                default="127.0.0.1",
                help="network address (this machine only by default)",
            ),
        ),
    ),
    Command(
        "demo",
        "Run the whole loop on demo data, then open JupyterLab.",
        _demo,
        (
            argument("--no-lab", action="store_true", help="do not open JupyterLab"),
            argument("--folder", default="demo-output", help="where to work (demo-output)"),
        ),
    ),
)
