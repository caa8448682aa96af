"""Run the whole loop in a terminal: table, issues, decisions, rules, version, module, reviewers."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from workbench.demo.customers import Demo, make_demo
from workbench.errors import InputError, WorkbenchError
from workbench.lexicon.plurals import counted
from workbench.types import Json

__all__ = ["run_demo"]

MARKER = ".workbench-demo"
Say = Callable[[str], None]


def run_demo(folder: Path, *, lab: bool, quiet: bool = False) -> Json:
    """Run the demo in `folder` and return what it found.

    Parameters
    ----------
    folder : Path
        Where to work.  An earlier demo's project is gone on with: its decisions stay.
    lab : bool
        Open JupyterLab on the tour at the end, and serve the reviewers' page until it is closed.
    quiet : bool
        Print nothing.

    Raises
    ------
    InputError
        If the folder holds something that is not the demo's.
    """
    say: Say = (lambda line: None) if quiet else (lambda line: print(line, flush=True))
    started = time.monotonic()
    _prepare(folder)
    summary: Json = {"real": _real_table(say)}
    demo = make_demo()
    summary |= _customers(folder, demo, say)
    summary |= _people(demo, say)
    summary |= _reviewers(folder, say, lab=lab)
    summary["seconds"] = round(time.monotonic() - started, 1)
    say(f"\nDone in {summary['seconds']} s.")
    return summary


def _prepare(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()) and not (folder / MARKER).exists():
            raise InputError(f"{folder}: this folder is not the demo's; name another with --folder")
        (folder / MARKER).write_text("Made by `workbench demo`; it may be deleted.\n")
    except OSError as error:
        raise InputError(f"{folder}: the demo cannot be written here ({error})") from error


def _real_table(say: Say) -> Json:
    from sklearn.datasets import load_breast_cancer

    from workbench.checks import find_issues
    from workbench.labels import label_quality
    from workbench.profile import profile

    bunch = load_breast_cancer(as_frame=True)
    table = bunch.frame.drop(columns="target")
    table["diagnosis"] = bunch.target_names[bunch.target]
    say("1. A real table: breast biopsies, as scikit-learn ships them")
    found = profile(table, title="biopsies")
    issues = find_issues(table)
    quality = label_quality("diagnosis", features=table)
    suspects = quality.suspects(3)
    say(
        f"   {found.rows} rows, {len(found.columns)} columns; {found.duplicate_rows} duplicate rows"
    )
    say(f"   issues by kind: {_counts(issues.kinds())}")
    say(f"   {int(quality.frame['is_issue'].sum())} labels look wrong; the most suspect:")
    for row in suspects.itertuples():
        say(f"     row {row.item}: {row.label}, perhaps {row.suggested} (score {row.score:.2f})")
    return {
        "rows": found.rows,
        "issues": issues.kinds(),
        "suspects": len(quality.issues("diagnosis", "row")),
    }


def _counts(kinds: dict[str, int]) -> str:
    return ", ".join(f"{count} {kind.replace('_', ' ')}" for kind, count in kinds.items()) or "none"


def _customers(folder: Path, demo: Demo, say: Say) -> Json:
    from workbench.project import open_project
    from workbench.tables.writing import replacing

    for name in ("customers", "annotations", "gold"):
        with replacing(folder / f"{name}.csv") as part:
            getattr(demo, name).to_csv(part, index=False)
    say(f"\n2. A synthetic table with known faults: {folder / 'customers.csv'}")
    project = open_project(folder / "quality")
    dataset = project.add("customers", folder / "customers.csv", key="id", label="segment")
    issues = dataset.find_issues()
    say(f"   {counted(len(issues), 'issue')}; the most confident:")
    for issue in list(issues)[:6]:
        say(f"     {issue.confidence:.2f} {_fit(issue.evidence['message'])}")
    dataset.accept(issues.where(min_confidence=0.8), comment="accepted by the demo")
    quality = dataset.label_quality()
    suspects = {issue.key for issue in dataset.issues.where(kind="label_error")}
    wrong = set(demo.wrong_labels)
    say(
        f"   {len(suspects)} labels look wrong; {len(suspects & wrong)} of the {len(wrong)} planted"
    )
    version = dataset.clean()
    say(f"   version {version.id}: {version.made.rows} rows, made by {len(version.recipe)} rules")
    cell = _changed_cell(dataset)
    say(textwrap.indent(str(dataset.explain(*cell)), "     "))
    module = dataset.export(folder / "customers_rules")
    proof = subprocess.run(
        [sys.executable, "-m", "unittest", "-q", f"{module.name}.test_{module.name}"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if proof.returncode:
        raise WorkbenchError(f"the exported module failed its own tests: {proof.stderr[-500:]}")
    say(f"   exported module, its tests pass: {module}")
    return {
        "issues": issues.kinds(),
        "rules": len(version.recipe),
        "module": str(module),
        "suspects": len(suspects),
        "planted_found": len(suspects & wrong),
        "planted": len(wrong),
        "model_accuracy": quality.to_dict().get("accuracy"),
    }


def _fit(text: str, width: int = 88) -> str:
    return textwrap.shorten(text, width, placeholder=" ...")


def _changed_cell(dataset: Any) -> tuple[int, str]:
    """Return a cell that a rule has changed, to show where its value comes from."""
    mapping = next(i for i in dataset.issues.where(kind="spelling"))
    return int(mapping.keys[0]), str(mapping.column)


def _people(demo: Demo, say: Say) -> Json:
    from workbench.annotations import agreement, consensus
    from workbench.human_level import human_level

    say("\n3. How well people agree, and how often they are right: three annotators of the segment")
    agreed = agreement(demo.annotations)
    found = consensus(demo.annotations)
    level = human_level(demo.annotations, demo.gold, target=0.99)
    say(f"   Krippendorff's alpha {agreed.alpha:.2f}, percent agreement {agreed.percent:.0%}")
    say(f"   consensus by {found.method}: {len(found.frame)} items")
    say(f"   a typical annotator is right in {level.typical}")
    if level.panel is not None:
        say(f"   the three together in {level.panel}")
    for sentence in level.verdict:
        say(textwrap.fill(sentence, 88, initial_indent="   ", subsequent_indent="   "))
    return {"alpha": agreed.alpha, "typical": level.typical.value}


def _reviewers(folder: Path, say: Say, *, lab: bool) -> Json:
    from workbench.project import open_project

    project = open_project(folder / "quality")
    dataset = project.dataset("customers")
    dataset.make_queue("label", guideline="Which segment fits spending and visits?")
    dataset.make_queue("pair", limit=30, guideline="Are these two accounts of one person?")
    say("\n4. Doubtful cases go to reviewers")
    for queue in project.queues():
        say(f"   {queue['name']}: {queue['total']} {queue['kind']}s to decide")
    reviewer = project.author
    with project.publish(reviewers=[reviewer], port=8866) as page:
        link = page.links[reviewer]
        say(f"   page for {reviewer}: {link}")
        if not lab:
            say("   (open only while the demo runs; afterwards:")
            say(f"    workbench publish {folder / 'quality'})")
        if lab:
            say("   It is served until JupyterLab is closed.\n\n5. JupyterLab opens with the tour")
            _open_lab(folder)
    return {"queues": project.queues(), "link": link}


def _open_lab(folder: Path) -> None:
    """Open JupyterLab on a copy of the tour, in the demo's folder: it works on the same project."""
    from workbench.tables.writing import replacing

    tour = folder / "01_tour.ipynb"
    if not tour.exists():
        with replacing(tour) as part:
            shutil.copyfile(_tour(), part)
    command = [sys.executable, "-m", "jupyterlab", tour.name]
    command += ["--ServerApp.ip=127.0.0.1", f"--LabApp.default_url=/lab/tree/{tour.name}"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    # Told to end, end JupyterLab as well: it would go on without a terminal.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    lab = subprocess.Popen(command, cwd=folder)
    try:
        lab.wait()
    except (KeyboardInterrupt, SystemExit):
        lab.terminate()
        lab.wait()


def _tour() -> Path:
    """Return the tour: the source folder's, or the one that was installed with the package."""
    source = Path(__file__).parents[2] / "notebooks" / "01_tour.ipynb"
    return source if source.exists() else Path(sys.prefix) / "share/dq-workbench/01_tour.ipynb"
