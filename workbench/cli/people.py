"""The commands about annotators: ``agreement`` and ``human-level``."""

from __future__ import annotations

from typing import Any

from workbench.cli.command import Command, Result, argument, share

__all__ = ["COMMANDS"]

ANNOTATIONS = argument("annotations", help="a file with columns item, annotator, label")


def _agreement(parsed: Any) -> Result:
    from workbench.annotations import agreement
    from workbench.tables import read_table

    found = agreement(read_table(parsed.annotations).to_pandas())
    return found.to_dict(), str(found.to_frame().to_string())


def _human_level(parsed: Any) -> Result:
    from workbench.human_level import human_level
    from workbench.tables import read_table

    gold = read_table(parsed.gold).to_pandas() if parsed.gold else None
    annotations = read_table(parsed.annotations).to_pandas()
    found = human_level(annotations, gold, target=parsed.target)
    return found.to_dict(), f"{found.to_frame().to_string()}\n{' '.join(found.verdict)}"


COMMANDS = (
    Command("agreement", "Measure how well annotators agree.", _agreement, (ANNOTATIONS,)),
    Command(
        "human-level",
        "Estimate how well a person does the task.",
        _human_level,
        (
            ANNOTATIONS,
            argument("--gold", help="a file with columns item, label: the truth"),
            argument("--target", type=share, help="the accuracy that is wanted, 0 to 1"),
        ),
    ),
)
