"""The same verbs on the command line.

Every command takes ``--json``.  A problem is reported in one line on standard error
and ends with status 2; nothing is half-written.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from workbench.cli.cleaning import clean_table
from workbench.cli.files import write_text
from workbench.cli.lineage import LINEAGE, open_there
from workbench.cli.profiles import add_compare, add_profile, compare_tables, profile_table
from workbench.errors import InputError, WorkbenchError

__all__ = ["build_parser", "main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit status.

    0 is success, 2 a problem with the input or project, 130 an interrupt, 1 a defect of ours.
    """
    parsed = build_parser().parse_args(arguments)
    try:
        result = parsed.run(parsed)
        if parsed.json:
            print(json.dumps(result[0], default=str, ensure_ascii=False), flush=True)
        elif result[1]:
            print(result[1], flush=True)
    except WorkbenchError as error:
        print(f"workbench: {error.on_command_line()}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return _interrupted()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        # Such as a full disk behind the standard output.
        print(f"workbench: {error.strerror or error}; nothing was changed", file=sys.stderr)
        return 2
    except Exception as error:
        if "interrupt" in str(error).lower() and isinstance(error, RuntimeError):
            return _interrupted()  # DuckDB's way of passing Ctrl-C on
        if os.environ.get("WORKBENCH_DEBUG"):
            raise
        first = (str(error).splitlines() or [""])[0]
        print(
            f"workbench: unexpected {type(error).__name__}: {first}; this is "
            "a defect, please report it (WORKBENCH_DEBUG=1 shows where it is)",
            file=sys.stderr,
        )
        return 1
    return int(result[2]) if len(result) > 2 else 0


def _interrupted() -> int:
    print("workbench: interrupted; nothing was left half-written", file=sys.stderr)
    return 130


def build_parser() -> argparse.ArgumentParser:
    """Return the parser with all commands."""
    from workbench import __version__

    parser = argparse.ArgumentParser(
        prog="workbench", description="Find what is wrong with a table and turn each fix into code."
    )
    parser.add_argument("--version", action="version", version=f"workbench {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[Any], tuple[Any, ...]], text: str) -> Any:
        made = commands.add_parser(name, help=text, description=text)
        made.add_argument("--json", action="store_true", help="print the result as JSON")
        made.set_defaults(run=run)
        return made

    for name, run, text in (
        ("profile", _profile, "Summarise a table and its columns."),
        ("compare", _compare, "Compare a table with a later one, or two splits."),
        ("check", _check, "Look for what is wrong in a table."),
        ("labels", _labels, "Find labels that are probably wrong."),
        ("match", _match, "Find rows that are the same thing."),
        ("clean", _clean, "Run a recipe on a table."),
    ):
        made = command(name, run, text)
        made.add_argument("table", help="a CSV, TSV or Parquet file")
        _add_reading(made)
        _ADD[name](made)
    for name, run, text in (
        ("agreement", _agreement, "Measure how far annotators agree."),
        ("human-level", _human_level, "Estimate how well a person does the task."),
    ):
        made = command(name, run, text)
        made.add_argument("annotations", help="a file with columns item, annotator, label")
        if name == "human-level":
            made.add_argument("--gold", help="a file with columns item, label: the truth")
            made.add_argument("--target", type=_share, help="the accuracy that is wanted, 0 to 1")
    for name, run, text in (
        ("versions", _versions, "List the versions of a dataset."),
        ("export", _export, "Export a dataset's recipe as a tested module."),
        ("review", _review, "List review queues, or make one."),
        ("publish", _publish, "Serve the review queues on a page for reviewers."),
    ):
        made = command(name, run, text)
        made.add_argument("project", help="the project's folder")
        _ADD[name](made)
    for name, run_it, text, add in LINEAGE:
        made = command(name, run_it, text)
        made.add_argument("project", help="the project's folder")
        add(made)
    made = command("demo", _demo, "Run the whole loop on demo data, then open JupyterLab.")
    made.add_argument("--no-lab", action="store_true", help="do not open JupyterLab")
    made.add_argument("--folder", default="demo-output", help="where to work (demo-output)")
    return parser


def _add_reading(made: argparse.ArgumentParser) -> None:
    made.add_argument("--delimiter", help="field separator of a text file (found out by default)")
    made.add_argument("--encoding", help="encoding of a text file (found out by default)")


def _add_key(made: argparse.ArgumentParser) -> None:
    made.add_argument("--key", help="the column that names each row once")


def _add_check(made: argparse.ArgumentParser) -> None:
    _add_key(made)
    made.add_argument("--recipe", help="write the suggested rules to this JSON file")
    made.add_argument(
        "--min-confidence", type=_share, default=0.8, help="suggestions from this confidence (0.8)"
    )


def _share(text: str) -> float:
    value = float(text)
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{text} is not between 0 and 1")
    return value


def _add_labels(made: argparse.ArgumentParser) -> None:
    _add_key(made)
    made.add_argument("--label", required=True, help="the column with the class of each row")


def _add_match(made: argparse.ArgumentParser) -> None:
    made.add_argument("right", nargs="?", help="a second file: link its rows to the first one's")
    made.add_argument("--key", required=True, help="the column that names each row once")
    made.add_argument("--columns", nargs="+", help="the columns to compare (all but the key)")
    made.add_argument("--threshold", type=_share, help="least match probability (found by default)")


def _add_clean(made: argparse.ArgumentParser) -> None:
    made.add_argument("--recipe", required=True, help="the recipe's JSON file")
    made.add_argument("--out", required=True, help="where to write: .csv or .parquet")


def _add_dataset(made: argparse.ArgumentParser) -> None:
    made.add_argument("dataset", help="the dataset's name")


def _add_export(made: argparse.ArgumentParser) -> None:
    _add_dataset(made)
    made.add_argument("folder", help="the module's folder; its name becomes the module's")
    made.add_argument(
        "--also", nargs="+", choices=["airflow", "pandera"], default=[], help="further files"
    )
    made.add_argument(
        "--no-real-rows", action="store_true", help="keep rows of the table out of the tests"
    )


def _add_review(made: argparse.ArgumentParser) -> None:
    made.add_argument("--make", choices=["label", "pair"], help="queue suspects or pairs")
    made.add_argument("--dataset", help="the dataset to queue from (needed with --make)")
    made.add_argument("--limit", type=int, default=50, help="at most so many items (50)")


def _add_publish(made: argparse.ArgumentParser) -> None:
    made.add_argument("--reviewer", action="append", default=[], help="who may sign in (repeat)")
    made.add_argument("--queue", help="one queue (all by default)")
    made.add_argument("--port", type=int, default=8866, help="where to listen (8866)")
    made.add_argument(
        "--address", default="127.0.0.1", help="network address (this machine only by default)"
    )


_ADD: dict[str, Callable[[argparse.ArgumentParser], None]] = {
    "profile": add_profile,
    "compare": add_compare,
    "check": _add_check,
    "labels": _add_labels,
    "match": _add_match,
    "clean": _add_clean,
    "versions": _add_dataset,
    "export": _add_export,
    "review": _add_review,
    "publish": _add_publish,
}


def _read(parsed: Any, path: str | None = None) -> Any:
    from workbench.tables import read_table

    return read_table(path or parsed.table, delimiter=parsed.delimiter, encoding=parsed.encoding)


def _profile(parsed: Any) -> tuple[Any, str]:
    return profile_table(_read(parsed), parsed)


def _compare(parsed: Any) -> tuple[Any, str]:
    return compare_tables(_read(parsed), _read(parsed, parsed.other), parsed)


def _check(parsed: Any) -> tuple[Any, str]:
    from workbench.checks import find_issues

    found = find_issues(_read(parsed), key=parsed.key)
    recipe = found.recipe(min_confidence=parsed.min_confidence)
    lines = [str(found)]
    lines.append(f"{len(recipe)} rules are suggested at confidence {parsed.min_confidence:g}.")
    if parsed.recipe:
        write_text(parsed.recipe, recipe.to_json() + "\n")
        lines.append(
            f"They are in {parsed.recipe}; run: workbench clean TABLE --recipe FILE --out FILE"
        )
    return {**found.to_dict(), "recipe": json.loads(recipe.to_json())}, "\n".join(lines)


def _labels(parsed: Any) -> tuple[Any, str]:
    from workbench.labels import label_quality

    relation = _read(parsed)
    relation.require(parsed.label, *([parsed.key] if parsed.key else []))
    table = relation.to_pandas()
    left_out = [name for name in (parsed.label, parsed.key) if name]
    quality = label_quality(
        table[parsed.label],
        features=table.drop(columns=left_out),
        keys=table[parsed.key] if parsed.key else None,
    )
    return quality.to_dict(), f"{quality!r}\n{quality.suspects(20).to_string(index=False)}"


def _match(parsed: Any) -> tuple[Any, str]:
    from workbench.entities import Matcher

    left = _read(parsed).to_pandas()
    right = _read(parsed, parsed.right).to_pandas() if parsed.right else None
    matcher = Matcher(left, right, key=parsed.key, columns=parsed.columns)
    pairs = matcher.pairs(parsed.threshold)
    same = pairs[pairs["is_match"]]
    text = f"{len(same)} of {len(pairs)} candidate pairs are matches"
    shown = same.head(20).to_string(index=False) if len(same) else ""
    return json.loads(pairs.to_json(orient="records")), f"{text}\n{shown}"


def _clean(parsed: Any) -> tuple[Any, str]:
    return clean_table(lambda: _read(parsed), parsed)


def _agreement(parsed: Any) -> tuple[Any, str]:
    from workbench.annotations import agreement
    from workbench.tables import read_table

    found = agreement(read_table(parsed.annotations).to_pandas())
    return found.to_dict(), str(found.to_frame().to_string())


def _human_level(parsed: Any) -> tuple[Any, str]:
    from workbench.human_level import human_level
    from workbench.tables import read_table

    gold = read_table(parsed.gold).to_pandas() if parsed.gold else None
    annotations = read_table(parsed.annotations).to_pandas()
    found = human_level(annotations, gold, target=parsed.target)
    return found.to_dict(), f"{found.to_frame().to_string()}\n{' '.join(found.verdict)}"


def _versions(parsed: Any) -> tuple[Any, str]:
    made = open_there(parsed.project).dataset(parsed.dataset).versions()
    return [one.made.to_dict() for one in made], "\n".join(map(repr, made))


def _export(parsed: Any) -> tuple[Any, str]:
    dataset = open_there(parsed.project).dataset(parsed.dataset)
    path = dataset.export(parsed.folder, real_rows=not parsed.no_real_rows, also=parsed.also)
    rules = len(dataset.recipe())
    summary = {"folder": str(path), "rules": rules}
    return summary, (
        f"{rules} rules are in {path}; prove them from {path.parent}: "
        f"python -m unittest {path.name}.test_{path.name}"
    )


def _review(parsed: Any) -> tuple[Any, str]:
    project = open_there(parsed.project)
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


def _publish(parsed: Any) -> tuple[Any, str]:
    from workbench.dashboards import serve

    serve(
        Path(parsed.project),
        queue=parsed.queue,
        port=parsed.port,
        reviewers=parsed.reviewer,
        address=parsed.address,
    )
    return {}, ""


def _demo(parsed: Any) -> tuple[Any, str]:
    from workbench.demo.run import run_demo

    return run_demo(Path(parsed.folder), lab=not parsed.no_lab, quiet=parsed.json), ""


if __name__ == "__main__":
    raise SystemExit(main())
