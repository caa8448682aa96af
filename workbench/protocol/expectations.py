"""What an exported module's ``check`` expects of tomorrow's table, column by column."""

from __future__ import annotations

from typing import Any

from workbench.protocol.message import Message
from workbench.protocol.recipe import FieldError

__all__ = [
    "Expectation",
    "ExpectationDraft",
    "ExpectationPreview",
    "Expectations",
    "Expected",
    "OutsideRows",
]


class Expected(Message):
    """What is expected of a column; null fields are not checked.

    ``type`` is number, text, truth, date or other; ``low`` and ``high`` are numbers or ISO dates.
    """

    type: str | None = None
    nullable: bool | None = None
    low: int | float | str | None = None
    high: int | float | str | None = None
    values: tuple[str, ...] | None = None


class Expectation(Message):
    """A column with what is expected of it.

    ``expected`` is what ``check`` uses, null where nothing is expected; ``seen`` is what the
    cleaned table shows, null where it has no such column.  ``by_hand`` lists the fields that
    somebody set, ``source`` says where all this comes from.  ``key`` marks the column whose values
    must differ.  An edit sends ``stamp``, which changes when somebody changes the expectation.
    """

    column: str
    expected: Expected | None
    seen: Expected | None
    by_hand: tuple[str, ...]
    source: str
    stamp: str
    key: bool


class Expectations(Message):
    """The columns of the cleaned table, then others that somebody expects something of.

    ``total`` counts columns beyond those listed; ``problem`` says why the table cannot be cleaned.
    """

    rows: int
    expectations: tuple[Expectation, ...]
    total: int
    problem: str | None = None


class ExpectationDraft(Message):
    """Ask what an expectation would set apart; ``expected`` as in an edit."""

    column: str
    expected: dict[str, Any] | None = None


class OutsideRows(Message):
    """Rows that are not as expected, and why."""

    why: str
    rows: int


class ExpectationPreview(Message):
    """How many rows of today's table an expectation would set apart, and why.

    ``looked_at`` rows of ``rows`` were examined; ``outside`` is of those.
    """

    rows: int
    looked_at: int
    outside: int
    reasons: tuple[OutsideRows, ...] = ()
    errors: tuple[FieldError, ...] = ()
