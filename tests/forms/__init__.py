"""What is read: texts with the values that they stand for, as data for tests and for a page."""

from __future__ import annotations

from tests.forms.dates import DATES
from tests.forms.form import Form, Section
from tests.forms.numbers import CURRENCIES, NUMBERS, UNITS

__all__ = ["SECTIONS", "Form", "Section"]

SECTIONS: tuple[Section, ...] = (
    Section("Numbers", "number_as_text", NUMBERS),
    Section("Units of measure", "number_as_text", UNITS),
    Section("Currencies", "number_as_text", CURRENCIES),
    Section("Dates and times", "date_as_text", DATES),
)
"""In the order of the page.  Another kind of value is another section, with the check that
proposes its rule."""
