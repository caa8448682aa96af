"""Write `workbench/lexicon/calendar_tables.py`: `python -m tests.generators.calendar`.

The words are those of the Gregorian calendar in every language of CLDR that Babel has.  They are
written down because reading all of Babel's locales takes seconds.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from pathlib import Path

from tests.generators.lexicon import LANGUAGES

__all__ = ["SOURCE", "made"]

SOURCE = Path(__file__).parents[2] / "workbench" / "lexicon" / "calendar_tables.py"
WITHOUT_ACCENT = {"fr": {"fevrier": 2, "fev": 2, "aout": 8, "decembre": 12, "fév": 2, "déc": 12},
                  "de": {"maerz": 3, "mrz": 3, "sept": 9, "jan": 1}, "en": {"sept": 9}}  # fmt: skip
"""Spellings of months that CLDR lacks and tables have."""
MORE_WEEKDAYS = ("tues", "thur", "thurs", "sonnabend")
"""Spellings of weekdays that CLDR lacks and tables have."""
MORE_PARTICLES = ("at", "of", "on", "the", "uhr", "um")
"""Words beside dates and times that CLDR's patterns of this version lack."""
MARKS = re.compile(r"[\d.,/:\-–'\"()\[\]{}!?]")  # noqa: RUF001
"""What a word of a date has none of, but for a point at its end."""


def tidy(word: str) -> str:
    """Return a word in lower case without the point of an abbreviation."""
    if any(unicodedata.category(letter) == "Cn" for letter in word):  # of a later Unicode
        return ""
    return " ".join(word.lower().replace("\u200f", "").rstrip(".").split())


def words_of_cldr() -> tuple[dict[str, dict[str, int]], set[str], set[str]]:
    """Return the months of each language, the weekdays, and the words beside them in dates."""
    from babel import Locale, localedata

    locales = []
    for name in sorted(localedata.locale_identifiers()):
        try:
            locale = Locale.parse(name)
        except (ValueError, LookupError):
            continue
        if locale.script not in ("Shaw", "Dsrt"):  # made for English, in no table of data
            locales.append(locale)
    particles = set(MORE_PARTICLES)
    for locale in locales:
        literals = [str(form) for form in locale.date_formats.values()]
        literals += [str(form).format("", "") for form in locale.datetime_formats.values()]
        particles |= {tidy(word) for text in literals for word in quoted(text)}
    particles = {word for word in particles if word.isalpha()}
    months: dict[str, dict[str, int]] = defaultdict(dict, WITHOUT_ACCENT)
    weekdays = set(MORE_WEEKDAYS)
    for locale in locales:
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, word in locale.months[context][width].items():
                    first, _, rest = tidy(word).partition(" ")
                    bare = rest if first in particles and rest else tidy(word)
                    if len(bare) > 1 and bare not in particles and not MARKS.search(bare):
                        months[locale.language].setdefault(bare, number)
                for word in locale.days[context][width].values():
                    bare = tidy(word)
                    if (
                        len(bare) > 1
                        and " " not in bare
                        and not MARKS.search(bare.replace("-", ""))
                    ):
                        weekdays.add(bare)
    return dict(months), weekdays, particles


def quoted(pattern: str) -> list[str]:
    """Return the words of a CLDR pattern that are no fields: those in quotes, and other scripts."""
    words = re.findall(r"'([^']+)'", pattern)
    rest = re.sub(r"'[^']*'|[A-Za-z]+", " ", pattern)
    return [part for text in (*words, rest) for part in re.split(r"[\s,./:()]+", text) if part]


def made() -> str:
    """Return the text of `calendar_tables`."""
    months, weekdays, particles = words_of_cldr()
    lines: dict[str, list[str]] = defaultdict(list)
    for language, words in months.items():
        by_number = defaultdict(list)
        for word, number in sorted(words.items()):
            by_number[number].append(word)
        if len(by_number) == 12:
            lines["|".join(";".join(by_number[n]) for n in range(1, 13))].append(language)
    order = sorted(lines, key=lambda line: (_rank(lines[line]), lines[line]))
    rows = "".join(f"{','.join(lines[line])}|{line}\n" for line in order)
    return (
        '"""Words of dates from CLDR: `python -m tests.generators.calendar` writes them."""\n\n'
        "# ruff: noqa\n# fmt: off\n\n"
        '__all__ = ["MONTH_NAMES", "PARTICLES", "WEEKDAYS"]\n\n'
        f'MONTH_NAMES = """\\\n{rows}"""\n'
        '"""A line for each language: its codes, and the words for each month from January on."""\n'
        f'WEEKDAYS = """{";".join(sorted(weekdays))}"""\n'
        f'PARTICLES = """{";".join(sorted(particles))}"""\n'
        '"""Words that stand beside the fields of a date, such as *de*."""\n'
    )


def _rank(languages: list[str]) -> int:
    """Return where a language stands: the languages of the other tables come first."""
    return min(LANGUAGES.index(code) if code in LANGUAGES else len(LANGUAGES) for code in languages)


if __name__ == "__main__":
    SOURCE.write_text(made(), encoding="utf-8")
