"""The commands that look for faults in a table: ``check``, ``labels`` and ``match``."""

from __future__ import annotations

import json
from typing import Any

from workbench.cli.command import KEY, TABLE, Command, Result, argument, read, share
from workbench.lexicon.plurals import counted

__all__ = ["COMMANDS"]


def _check(parsed: Any) -> Result:
    from workbench.checks import find_issues

    found = find_issues(read(parsed), key=parsed.key)
    recipe = found.recipe(min_confidence=parsed.min_confidence)
    lines = [str(found)]
    lines.append(
        f"{counted(len(recipe), 'rule is', 'rules are')} suggested at confidence "
        f"{parsed.min_confidence:g}."
    )
    if parsed.recipe:
        from workbench.tables.writing import write_text

        write_text(parsed.recipe, recipe.to_json() + "\n")
        lines.append(
            f"They are in {parsed.recipe}; run: workbench clean TABLE --recipe FILE --out FILE"
        )
    return {**found.to_dict(), "recipe": json.loads(recipe.to_json())}, "\n".join(lines)


def _labels(parsed: Any) -> Result:
    from workbench.labels import label_quality

    relation = read(parsed)
    relation.require(parsed.label, *([parsed.key] if parsed.key else []))
    table = relation.to_pandas()
    left_out = [name for name in (parsed.label, parsed.key) if name]
    quality = label_quality(
        table[parsed.label],
        features=table.drop(columns=left_out),
        keys=table[parsed.key] if parsed.key else None,
    )
    return quality.to_dict(), f"{quality!r}\n{quality.suspects(20).to_string(index=False)}"


def _match(parsed: Any) -> Result:
    from workbench.entities import Matcher

    left = read(parsed).to_pandas()
    right = read(parsed, parsed.right).to_pandas() if parsed.right else None
    matcher = Matcher(left, right, key=parsed.key, columns=parsed.columns)
    pairs = matcher.pairs(parsed.threshold)
    same = pairs[pairs["is_match"]]
    text = f"{len(same)} of {len(pairs)} candidate pairs are matches"
    shown = same.head(20).to_string(index=False) if len(same) else ""
    return json.loads(pairs.to_json(orient="records")), f"{text}\n{shown}"


COMMANDS = (
    Command(
        "check",
        "Find what is wrong in a table.",
        _check,
        (
            *TABLE,
            KEY,
            argument("--recipe", help="write the suggested rules to this JSON file"),
            argument(
                "--min-confidence",
                type=share,
                default=0.8,
                help="least confidence of a suggestion (0.8)",
            ),
        ),
    ),
    Command(
        "labels",
        "Find labels that are probably wrong.",
        _labels,
        (
            *TABLE,
            KEY,
            argument("--label", required=True, help="the column with the class of each row"),
        ),
    ),
    Command(
        "match",
        "Find duplicates: rows about the same person, product or place.",
        _match,
        (
            *TABLE,
            argument("right", nargs="?", help="a second file, to link its rows to the first one's"),
            argument("--key", required=True, help="the column that names each row once"),
            argument("--columns", nargs="+", help="the columns to compare (all but the key)"),
            argument(
                "--threshold", type=share, help="least match probability (estimated by default)"
            ),
        ),
    ),
)
