"""Rules that change how text is spelled: patterns, classes, Unicode."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

import narwhals as nw
from pydantic import AfterValidator, Field, field_validator

from workbench.rules import operations
from workbench.rules.examples import learn
from workbench.rules.examples.programs import rewritten
from workbench.rules.kinds.base import OfColumn, OfColumns, collected, listed
from workbench.rules.patterns import check_pattern, check_replacement
from workbench.rules.steps import letters

__all__ = [
    "Collapse",
    "FixMojibake",
    "MergeClasses",
    "NormaliseUnicode",
    "ReplacePattern",
    "Transform",
]

SEEN = 200
"""Values of a column that are tried with a program: enough to rank programs, quick to read."""


class Collapse(OfColumns):
    """Replace each run of white space by a single space."""

    stage = 1
    skips_missing = True
    holds_values = False
    operation = operations.collapse
    title_format = "collapse white space in {columns}"
    parts_field = "columns"
    merge_fields = ()
    commutes = True
    kind: Literal["collapse"] = "collapse"


class NormaliseUnicode(OfColumns):
    """Normalise Unicode (Standard Annex 15), so that equal characters are stored equally.

    ``NFC`` composes letters and their accents; ``NFKC`` also replaces compatibility characters
    such as full-width letters and ligatures.  Lazy tables are queried once for the values.
    """

    stage = 0
    skips_missing = True
    holds_values = False
    operation = letters.normalise_unicode
    title_format = "{columns} to Unicode {form}"
    commutes = True
    kind: Literal["normalise_unicode"] = "normalise_unicode"
    form: Literal["NFC", "NFKC"] = "NFC"


class FixMojibake(OfColumns):
    """Repair UTF-8 that was decoded as Windows-1252 or Latin-1, such as ``CafÃ©``."""

    stage = 0
    skips_missing = True
    holds_values = False
    operation = letters.fix_mojibake
    title_format = "repair wrongly decoded characters in {columns}"
    kind: Literal["fix_mojibake"] = "fix_mojibake"


class ReplacePattern(OfColumns):
    """Replace what matches a regular expression.

    The pattern must be among those that every engine reads alike, see
    `workbench.rules.patterns`; the replacement is plain text.
    """

    stage = 3
    skips_missing = True
    operation = operations.replace_pattern
    title_format = "{columns}: replace {pattern!r} by {replacement!r}"
    kind: Literal["replace_pattern"] = "replace_pattern"
    pattern: Annotated[str, AfterValidator(check_pattern)]
    replacement: Annotated[str, AfterValidator(check_replacement)] = ""


class Transform(OfColumn):
    """Rewrite text by a program that was found from examples.

    Texts that the program does not fit stay as they are.  Lazy tables are queried once for the
    values.
    """

    stage = 3
    operation = letters.transform
    kind: Literal["transform"] = "transform"
    program: Annotated[list[list[Any]], Field(min_length=1, max_length=50)]

    @field_validator("program")
    @classmethod
    def _check(cls, program: list[list[Any]]) -> list[list[Any]]:
        try:
            for text in ("", "a", "Ab-12 (3), x@y.z"):
                rewritten(program, text)
        except Exception as error:
            raise ValueError(f"the program cannot be run: {error!r}") from error
        return program

    @classmethod
    def fit(cls, table: Any, column: str, examples: Mapping[str, str]) -> Transform | None:
        """Find the program from examples of texts and what they become.

        Parameters
        ----------
        table : table
            As the rule finds it; programs that fit the column's other values are preferred.
        column : str
            A column of text.
        examples : mapping
            Texts of the column to what a person made of them; three or more are advised.

        Returns
        -------
        Transform or None
            None where no program does what the examples show.

        Raises
        ------
        InputError
            Without examples, or where one text should become two.
        """
        frame: Any = nw.from_native(table)
        values = collected(frame.select(column).unique().head(SEEN))[column].to_list()
        others = [text for text in values if isinstance(text, str) and text]
        program = learn(list(examples.items()), [text for text in others if text not in examples])
        if program is None:
            return None
        fits = sum(rewritten(program, text) is not None for text in others)
        shown = f"{len(examples)} examples; fits {fits} of {len(others)} values sampled"
        return cls(column=column, program=program, why=f"Found from {shown}.")

    def title(self) -> str:
        """Describe the rule."""
        return f"{self.column} rewritten in {len(self.program)} parts"


class MergeClasses(OfColumn):
    """Make one class of several: `classes` maps each class that stays to those it takes in."""

    stage = 3
    operation = operations.map_values
    kind: Literal["merge_classes"] = "merge_classes"
    classes: Annotated[
        dict[str, Annotated[tuple[str, ...], Field(min_length=1)]], Field(min_length=1)
    ]

    @field_validator("classes")
    @classmethod
    def _check(cls, classes: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        into: dict[str, str] = {}
        for stays, other in ((stays, one) for stays, others in classes.items() for one in others):
            if into.setdefault(other, stays) != stays:
                raise ValueError(
                    f"class {other!r} is merged into both {into[other]!r} and {stays!r}"
                )
        for stays in classes:
            if into.get(stays, stays) != stays:
                raise ValueError(f"class {stays!r} is both kept and merged into {into[stays]!r}")
        return classes

    def arguments(self) -> dict[str, Any]:
        """Return the arguments of `operations.map_values`."""
        mapping = {old: new for new, several in self.classes.items() for old in several}
        return {"column": self.column, "mapping": mapping}

    def title(self) -> str:
        """Describe the rule."""
        pairs = [
            f"{listed([repr(o) for o in old])} to {new!r}" for new, old in self.classes.items()
        ]
        return f"{self.column}: {listed(pairs)}"
