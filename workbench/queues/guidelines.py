"""The guideline of a queue: what annotators go by, version by version."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

import pandas as pd
import sqlalchemy as sa

from workbench import html
from workbench.errors import InputError
from workbench.queues.queues import find_queue
from workbench.store import guidelines, schema
from workbench.store.context import ProjectContext
from workbench.store.database import reading, writing
from workbench.store.guidelines import GuidelineVersion

__all__ = ["Guideline"]

LONGEST = 100_000
"""Characters of a guideline: 40 pages, more than anybody reads."""


@dataclass(frozen=True, repr=False)
class Guideline:
    """What annotators of a queue go by; each answer knows the version that its author saw.

    Attributes
    ----------
    context : ProjectContext
        The project, and who revises.
    queue : str
        The queue of the first round.
    """

    context: ProjectContext
    queue: str

    @classmethod
    def of(cls, context: ProjectContext, queue: str) -> Guideline:
        """Return the guideline that counts in a queue: that of its first round.

        Raises
        ------
        NotFoundError
            There is no such queue.
        """
        with reading(context.engine) as connection:
            return cls(context, find_queue(connection, queue).guidelines)

    def versions(self) -> list[GuidelineVersion]:
        """Return all versions, oldest first."""
        return guidelines.versions(self.context.engine, self.queue)

    @property
    def version(self) -> int:
        """The newest version's number; 0 where nothing has been written."""
        return len(self.versions())

    @property
    def text(self) -> str:
        """The newest version as Markdown; empty where nothing has been written."""
        known = self.versions()
        return known[-1].text if known else ""

    def revise(self, text: str, *, why: str = "") -> int:
        """Store a new version and return its number; reviewers see what changed.

        Parameters
        ----------
        text : str
            All of it, as Markdown.
        why : str
            What was unclear before.

        Raises
        ------
        InputError
            The text is blank or has more than 100,000 characters.
        """
        if not text.strip() or len(text) > LONGEST:
            raise InputError(
                f"guideline of {self.queue!r}: give 1 to {LONGEST:,} characters, "
                f"not {len(text.strip()):,}"
            )
        queue = schema.queue
        with writing(self.context.engine) as connection:
            number = guidelines.add_version(
                connection, self.queue, text, why=why, author=self.context.user
            )
            goes_by = sa.or_(
                queue.c.name == self.queue,
                queue.c.adjudicates == self.queue,
                queue.c.follows == self.queue,
            )
            connection.execute(queue.update().where(goes_by).values(guideline=text))
        return number

    def add_case(self, item: object, ruling: str, *, why: str = "") -> int:
        """Add an edge case to the end and return the new version's number.

        Parameters
        ----------
        item : object
            What it is about: the item's key, or a short description.
        ruling : str
            How it is to be labelled.
        why : str
            The reason, which stands beside it.

        Raises
        ------
        InputError
            The ruling is blank.
        """
        if not ruling.strip():
            raise InputError(f"guideline of {self.queue!r}: the ruling on {item!r} is blank")
        head = "" if HEADING in self.text else f"\n\n{HEADING}\n"
        reason = f" ({why.strip()})" if why.strip() else ""
        line = f"\n- **{item}**: {ruling.strip()}{reason}"
        return self.revise((self.text + head + line).lstrip(), why=why)

    def changes(self, old: int, new: int | None = None) -> str:
        """Return how two versions differ, as lines with ``-`` and ``+``.

        Raises
        ------
        InputError
            There is no such version.
        """
        known = self.versions()
        new = len(known) if new is None else new
        for number in (old, new):
            if not 1 <= number <= len(known):
                raise InputError(
                    f"guideline of {self.queue!r}: there is no version {number!r}; "
                    f"there are {len(known)}"
                )
        before, after = (known[number - 1].text.splitlines() for number in (old, new))
        lines = difflib.unified_diff(
            before, after, f"version {old}", f"version {new}", lineterm="", n=1
        )
        return "\n".join(lines)

    def to_frame(self) -> pd.DataFrame:
        """Return ``version, author, time, why, text``, oldest first."""
        columns = ["version", "author", "time", "why", "text"]
        rows = [[getattr(one, name) for name in columns] for one in self.versions()]
        return pd.DataFrame(rows, columns=columns)

    def __repr__(self) -> str:
        """Return the queue and the version in a line."""
        return f"Guideline({self.queue!r}, version {self.version})"

    def _repr_html_(self) -> str:
        known = self.versions()
        rows = [(one.version, one.author, f"{one.time:%Y-%m-%d}", one.why) for one in known]
        return html.frame(
            f"Guideline of {self.queue}, version {self.version}",
            self.text or "Nothing has been written yet.",
            "Versions:",
            html.table(["version", "author", "date", "why"], rows),
        )


HEADING = "## Edge cases"
