"""Keep a recipe so that what it says of one row is found without reading all of it.

A short recipe is JSON in the version's row.  A long one, with a rule of very many cells, is a
Parquet blob, sorted by the row that its lines are about: the rules' heads first, which are about
none, then for each row its cells, its dropping, and the decisions that name it.  Lines are found
through the statistics of small row groups.  Being named by its content, the blob is never stale.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import sqlalchemy as sa

from workbench.store import schema
from workbench.store.blobs import blob_path, read_blob, translated, write_blob
from workbench.store.rows import by_statistics
from workbench.types import Json, Key, digest

__all__ = [
    "StoredRecipe",
    "decision_keys",
    "entries_of",
    "read_recipe",
    "recipe_about",
    "recipe_digest",
    "rules_with",
    "store_recipe",
]

INLINE = 64 * 1024
"""Up to so many characters of JSON a recipe stays in the version's row."""

LINES = 8192
"""Lines in a row group: what is read to find one row."""

REASONS = ("why", "author", "decisions")
HEAD, ENTRY, DECISION = 0, 1, 2
LINE = pa.schema(
    [
        ("part", pa.int8()),
        ("key", pa.string()),
        ("rule", pa.int32()),
        ("place", pa.int64()),
        ("body", pa.string()),
    ]
)


@dataclass(frozen=True)
class StoredRecipe:
    """Where a recipe is kept.

    Attributes
    ----------
    text : str or None
        The recipe as JSON, where it is short.
    blob : str or None
        The blob that holds it, where it is long.
    digest : str or None
        Names what it does, as `workbench.Recipe.digest`; None where there is no recipe.
    """

    text: str | None = None
    blob: str | None = None
    digest: str | None = None

    def rules(self) -> list[Json]:
        """Return the rules of a short recipe; none where there is no recipe."""
        return [] if self.text is None else list(json.loads(self.text))

    def to_row(self) -> Json:
        """Return the columns of a row of the database."""
        return {"recipe": self.text, "recipe_blob": self.blob, "recipe_digest": self.digest}


def store_recipe(
    folder: Path, recipe: list[Json] | None, keys: Mapping[str, Collection[Key]]
) -> StoredRecipe:
    """Keep `recipe`, in a blob of the project `folder` where it is long.

    Parameters
    ----------
    keys : mapping
        The rows that each decision is about, by its identifier; see `decision_keys`.
    """
    if recipe is None:
        return StoredRecipe()
    text = json.dumps(recipe, default=str)
    name = recipe_digest(recipe)
    if len(text) <= INLINE:
        return StoredRecipe(text, None, name)
    blob = write_blob(folder, _lines(recipe, keys), rows_in_group=LINES, searched=["key"])
    return StoredRecipe(None, blob, name)


def recipe_digest(recipe: Iterable[Json]) -> str:
    """Return what names a recipe, as `workbench.Recipe.digest` does: who and why are left out."""
    return digest([{n: v for n, v in rule.items() if n not in REASONS} for rule in recipe])


def decision_keys(connection: sa.Connection, dataset: str) -> dict[str, tuple[Key, ...]]:
    """Return the rows that each decision about a dataset names; rules about values name none."""
    columns = schema.decision.c
    query = sa.select(columns.id, columns.target).where(columns.dataset == dataset)
    return {row.id: _named(json.loads(row.target)) for row in connection.execute(query)}


def _named(target: Json) -> tuple[Key, ...]:
    rule = target.get("rule")
    if rule is not None:
        return tuple(entry["key"] for entry in entries_of(rule))
    return tuple(target[name] for name in ("key", "key_l", "key_r") if name in target)


def entries_of(rule: Json) -> list[Json]:
    """Return the entries of a rule that are about single rows."""
    field = _row_field(rule)
    return rule[field] if field else []


def _row_field(rule: Json) -> str | None:
    """Return the field that lists entries about single rows: objects, each with a ``key``."""
    lists = ((name, value) for name, value in rule.items() if isinstance(value, list) and value)
    return next((n for n, v in lists if isinstance(v[0], dict) and "key" in v[0]), None)


def _lines(recipe: Iterable[Json], keys: Mapping[str, Collection[Key]]) -> pa.Table:
    lines: list[tuple[int, str, int, int, str]] = []
    for number, rule in enumerate(recipe):
        entries, field = entries_of(rule), _row_field(rule)
        head = {n: v for n, v in rule.items() if n not in (field, "decisions")}
        lines.append((HEAD, "", number, 0, json.dumps({**head, "": field}, default=str)))
        for position, entry in enumerate(entries):
            lines.append((ENTRY, _text(entry["key"]), number, position, json.dumps(entry)))
        for position, one in enumerate(rule.get("decisions", ())):
            about: Iterable[Key | None] = (keys.get(one) if entries else None) or [None]
            lines += [(DECISION, _text(key), number, position, one) for key in about]
    lines.sort(key=lambda line: (line[1], line[0], line[2], line[3]))
    parts = list(zip(*lines, strict=True)) or [()] * len(LINE)
    return pa.table(dict(zip(LINE.names, parts, strict=True)), schema=LINE)


def _text(key: Key | None) -> str:
    return "" if key is None else json.dumps(key)


def read_recipe(folder: Path, stored: StoredRecipe) -> list[Json] | None:
    """Return the whole recipe as it was given to `store_recipe`."""
    if stored.blob is None:
        return None if stored.text is None else stored.rules()
    return _assembled(read_blob(folder, stored.blob))


def recipe_about(folder: Path, stored: StoredRecipe, keys: Collection[Key]) -> list[Json]:
    """Return the recipe without what it says of other rows than `keys`.

    Rules of which nothing is left are left out.  Of a long recipe a few row groups are read.
    """
    wanted = set(keys)
    if stored.blob is None:
        return [rule for rule in (_narrowed(rule, wanted) for rule in stored.rules()) if rule]

    names = ["", *(_text(one) for one in wanted)]
    path = blob_path(folder, stored.blob)
    with translated(folder, path), pq.ParquetFile(path, page_checksum_verification=True) as file:
        table = file.read_row_groups(by_statistics(file, "key", names), use_threads=False)
    table = table.filter(pc.is_in(table.column("key"), value_set=pa.array(names)))
    return _assembled(table, whole=False)


def rules_with(folder: Path, stored: StoredRecipe, decision: str) -> list[tuple[int, Json]]:
    """Return the rules made from a decision: position in the recipe, from 1, and the rule.

    Of a long recipe the rules come without their cells and rows.
    """
    if stored.blob is None:
        rules = enumerate(stored.rules(), 1)
        return [(number, rule) for number, rule in rules if decision in rule.get("decisions", ())]

    where = (pc.field("part") == HEAD) | (pc.field("body") == decision)
    path = blob_path(folder, stored.blob)
    with translated(folder, path):
        table = pq.read_table(path, filters=where, page_checksum_verification=True)
    lines = table.to_pylist()
    with_it = {line["rule"] for line in lines if line["part"] == DECISION}
    heads = sorted((line["rule"], line["body"]) for line in lines if line["part"] == HEAD)
    return [(number + 1, json.loads(body)) for number, body in heads if number in with_it]


def _narrowed(rule: Json, keys: set[Key]) -> Json | None:
    field = _row_field(rule)
    if field is None:
        return rule
    left = [entry for entry in rule[field] if entry["key"] in keys]
    return {**rule, field: left} if left else None


def _assembled(table: pa.Table, *, whole: bool = True) -> list[Json]:
    """Put rules together again; where not `whole`, those with no entry left are left out."""
    rules: dict[int, Json] = {}
    entries: dict[int, list[Json]] = {}
    for line in sorted(table.to_pylist(), key=lambda row: (row["part"], row["place"])):
        number = line["rule"]
        if line["part"] == HEAD:
            head: Json = json.loads(line["body"])
            field = head.pop("")
            held = {field: entries.setdefault(number, [])} if field else {}
            rules[number] = {**head, **held, "decisions": {}}
        elif line["part"] == ENTRY:
            entries[number].append(json.loads(line["body"]))
        else:
            rules[number]["decisions"][line["place"]] = line["body"]
    for rule in rules.values():
        rule["decisions"] = list(rule["decisions"].values())
    return [rules[number] for number in sorted(rules) if whole or entries.get(number) != []]
