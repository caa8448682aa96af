"""The tables of a project's database.

Migrations in ``migrations/`` bring an older project to this schema; a test
holds the two equal.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

__all__ = [
    "claim",
    "dataset",
    "decision",
    "export",
    "guideline",
    "issue",
    "item",
    "metadata",
    "project",
    "queue",
    "reviewer",
    "tag",
    "version",
    "view_state",
]

metadata = MetaData()

project = Table(
    "project",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("name", Text, nullable=False),
    Column("created", String(40), nullable=False),
)

dataset = Table(
    "dataset",
    metadata,
    Column("name", String(200), primary_key=True),
    Column("key_column", Text, nullable=False),
    Column("label_column", Text),
    Column("author", Text, nullable=False),
    Column("created", String(40), nullable=False),
)

version = Table(
    "version",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("dataset", String(200), nullable=False, index=True),
    Column("parent", String(64)),
    Column("blob", String(64), nullable=False),
    Column("recipe", Text),
    Column("source", Text),
    Column("rows", Integer, nullable=False),
    Column("columns", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("time", String(40), nullable=False),
    # A long recipe lies in a blob of its own, `recipe` is null then: see `workbench.store.recipes`.
    Column("recipe_digest", String(64)),
    Column("recipe_blob", String(64)),
    Column("restores", String(64)),
)

tag = Table(
    "tag",
    metadata,
    # Append-only: the newest row of a name says where it points; null is nowhere, any more.
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("dataset", String(200), nullable=False),
    Column("name", String(80), nullable=False),
    Column("version", String(64)),
    Column("author", Text, nullable=False),
    Column("time", String(40), nullable=False),
    Index("tag_name", "dataset", "name"),
)

export = Table(
    "export",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("dataset", String(200), nullable=False, index=True),
    Column("version", String(64), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("folder", Text, nullable=False),
    Column("recipe", Text),
    Column("recipe_digest", String(64)),
    Column("recipe_blob", String(64)),
    Column("author", Text, nullable=False),
    Column("time", String(40), nullable=False),
)

issue = Table(
    "issue",
    metadata,
    Column("dataset", String(200), primary_key=True),
    Column("id", String(64), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("version", String(64), nullable=False),
    Column("kind", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("body", Text, nullable=False),
)

check_run = Table(
    "check_run",
    metadata,
    # What was looked for last, and in which version: no issue is news only where somebody looked.
    Column("dataset", String(200), primary_key=True),
    Column("kind", String(200), primary_key=True),
    Column("version", String(64), nullable=False),
    Column("time", String(40), nullable=False),
)

decision = Table(
    "decision",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("dataset", String(200), nullable=False, index=True),
    Column("kind", String(16), nullable=False),
    Column("item", String(200), nullable=False),
    Column("target", Text, nullable=False),
    Column("verdict", String(16), nullable=False),
    Column("choice", Text),
    Column("reviewer", String(200), nullable=False),
    Column("queue", String(200)),
    Column("comment", Text, nullable=False),
    Column("supersedes", String(64)),
    Column("time", String(40), nullable=False),
    Column("excluded", Text),
    # Null is a vote; "adjudication" overrides the votes about the same item.
    Column("role", String(16)),
    # Of an annotation: what was said beside the choice, and the version of the guideline then.
    Column("answer", Text),
    Column("guideline", Integer),
    # One successor a decision: two tabs cannot both replace the same one.
    UniqueConstraint("supersedes", name="one_successor"),
    Index("decision_queue", "queue", "item"),
)

reviewer = Table(
    "reviewer",
    metadata,
    Column("name", String(200), primary_key=True),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("active", Boolean, nullable=False),
    Column("created", String(40), nullable=False),
)

queue = Table(
    "queue",
    metadata,
    Column("name", String(200), primary_key=True),
    Column("dataset", String(200), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("guideline", Text, nullable=False),
    Column("options", Text, nullable=False),
    Column("overlap", Integer, nullable=False),
    Column("created", String(40), nullable=False),
    # The queue whose split votes are settled here.
    Column("adjudicates", String(200)),
    # The folder that the images of its items lie in; never sent to a client.
    Column("media_root", Text),
    # What may be said of its items, where these are annotated.
    Column("labelling", Text),
    # The queue of the first round, whose guideline counts in this one too.
    Column("follows", String(200)),
)

item = Table(
    "item",
    metadata,
    Column("queue", String(200), primary_key=True),
    Column("id", String(200), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("body", Text, nullable=False),
    # The item that this one shows again, to those who have decided it.
    Column("repeats", String(200)),
)

guideline = Table(
    "guideline",
    metadata,
    # Append-only: every version that a queue's reviewers have ever seen.
    Column("queue", String(200), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("text", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("time", String(40), nullable=False),
)

claim = Table(
    "claim",
    metadata,
    Column("queue", String(200), primary_key=True),
    Column("item", String(200), primary_key=True),
    Column("reviewer", String(200), primary_key=True),
    Column("expires", String(40), nullable=False),
)

view_state = Table(
    "view_state",
    metadata,
    # How a user left the workbench view of a dataset: tab, filters, sort, widths.
    Column("dataset", String(200), primary_key=True),
    Column("user", String(200), primary_key=True),
    Column("body", Text, nullable=False),
    Column("time", String(40), nullable=False),
)
