"""Write the page of what is read: `python -m tests.generators.what_is_read`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.forms import SECTIONS, Form

__all__ = ["PAGE", "made"]

PAGE = Path(__file__).parents[2] / "notebooks" / "site" / "what_is_read.md"
SHOWN = 3


def made() -> str:
    """Return the page."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# What is read\n"
    yield (
        "Columns of text in these forms are recognised by `profile`; `find_issues` proposes the "
        "rule that reads\nthem, with the same result on pandas, Polars, DuckDB, PyArrow and Spark. "
        "A form is *asked* where the texts\nalone leave a doubt: its rule is proposed, and not "
        "accepted by itself. What is in no form is left as text."
    )
    for section in SECTIONS:
        yield f"\n## {section.title}\n"
        yield "| Form | Texts | Values | |"
        yield "|---|---|---|---|"
        for form in section.forms:
            yield _row(form)


def _row(form: Form) -> str:
    texts = ", ".join(f"`{_visible(text)}`" for text in form.texts[:SHOWN])
    values = ", ".join("left" if value is None else str(value) for value in form.values[:SHOWN])
    return f"| {form.name} | {texts} | {values} | {'asked' if form.asked else ''} |"


def _visible(text: str) -> str:
    """Write marks of direction by their names, which would turn the table."""
    names = {"\u200e": "\u2039LRM\u203a", "\u200f": "\u2039RLM\u203a"}
    return "".join(names.get(sign, sign) for sign in text).replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(made(), encoding="utf-8")
