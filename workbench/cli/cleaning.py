"""The command ``clean``: a recipe, run on a table, into a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from workbench.cli.command import ESCAPE, TABLE, Command, Result, argument, read
from workbench.errors import InputError
from workbench.lexicon.plurals import counted

__all__ = ["COMMANDS"]


def _clean(parsed: Any) -> Result:
    """Run a recipe; the table is read once paths and recipe are known to be right."""
    from workbench.rules import Recipe
    from workbench.tables.writing import write_table

    out = Path(parsed.out)
    if not parsed.out.lower().endswith((".csv", ".parquet")):
        raise InputError(f"{parsed.out}: give a file name that ends in .csv or .parquet")
    inputs = [path for path in (parsed.table, parsed.recipe) if Path(path).exists()]
    if out.exists() and any(out.samefile(path) for path in inputs):
        raise InputError(
            f"{out}: this file is an input, and inputs are never changed; give another name"
        )
    try:
        recipe = Recipe.from_json(Path(parsed.recipe).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{parsed.recipe}: the recipe cannot be read ({error})") from error
    applied = recipe.apply(read(parsed).to_arrow())
    rows, stale = applied.table.num_rows, applied.stale
    table = _days(applied.table) if out.suffix.lower() == ".csv" else applied.table
    write_table(table, out, escape_formulas=parsed.escape_formulas)
    summary = {"out": parsed.out, "rows": rows, "rules": len(recipe), "stale": len(stale)}
    lines = [
        f"Wrote {counted(rows, 'row')} to {parsed.out}, cleaned by {counted(len(recipe), 'rule')}."
    ]
    lines += [f"  not applied: rule {s.rule}, row {s.key!r}: {s.reason}" for s in stale[:20]]
    for lost in applied.unread:
        lines.append(
            f"  became null: {counted(lost.rows, 'text')} of {lost.column}, such as "
            f"{lost.examples[0]!r}"
        )
    return summary, "\n".join(lines)


def _days(table: Any) -> Any:
    """Turn moments that are all midnight into days, as people write them."""
    import pyarrow as pa
    import pyarrow.compute as pc

    for i, field in enumerate(table.schema):
        if pa.types.is_timestamp(field.type) and field.type.tz is None:
            day = table.column(i).cast(pa.date32(), safe=False)
            if pc.all(pc.equal(day.cast(field.type), table.column(i))).as_py():
                table = table.set_column(i, field.name, day)
    return table


COMMANDS = (
    Command(
        "clean",
        "Run a recipe on a table.",
        _clean,
        (
            *TABLE,
            argument("--recipe", required=True, help="the recipe's JSON file"),
            argument("--out", required=True, help="the file to write: .csv or .parquet"),
            ESCAPE,
        ),
    ),
)
