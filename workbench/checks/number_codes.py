"""Tell codes, versions and telephone numbers from numbers."""

from __future__ import annotations

import re

from workbench.lexicon.number_marks import COMMA, POINT
from workbench.lexicon.number_texts import NumberText
from workbench.lexicon.numbers import CODE_LETTERS, CURRENCY_MARKS, known_unit

__all__ = ["are_codes"]

CODE_LENGTH = 9
"""Digits: measures that large do not all have the same length."""
FEW = 0.05
"""Of numbers with fractions, those with a leading zero or a doubled mark are slips."""
LETTERS = 2
"""As many stand beside the digits of a house, a flat, a class."""


def are_codes(parts: dict[str, NumberText], counts: dict[str, int]) -> bool:
    """Tell whether texts that hold digits are codes.

    Codes begin with zeros, are all of one length of nine digits or more, or have letters right
    behind or before whole numbers (house 12A).  In versions ``1.1`` and ``1.10`` differ, or there
    are several points that do not mark thousands.  Telephone numbers begin with a plus.

    Parameters
    ----------
    parts : dict
        The texts that hold one number, taken apart.
    counts : dict
        Rows of each text.
    """
    every = parts.values()
    measures = 2 * sum(not part.digits.isdigit() for part in every) >= len(parts)
    zeros = sum(counts[text] for text, part in parts.items() if re.match(r"0\d", part.digits))
    if zeros and not (measures and zeros <= FEW * sum(counts[text] for text in parts)):
        return True
    if any(_is_telephone(part) for part in every):
        return True
    lettered = [part for part in every if _is_lettered(part)]
    if lettered and not measures and all(part.digits.isdigit() for part in lettered):
        return True
    if any(part.exponent and not _is_scientific(part) for part in every):
        return True
    if any(part.unit for part in every if not part.mark) and not measures:
        return False
    bare = {part.digits for part in every if not part.unit}
    return bool(bare) and (_of_one_length(bare) or any(_are_versions(bare, m) for m in ".,"))


def _is_telephone(part: NumberText) -> bool:
    bare = not part.unit and not part.scale
    return bare and part.sign == "+" and len(re.sub(r"\D", "", part.digits)) > 6


def _is_lettered(part: NumberText) -> bool:
    """Tell whether a few letters that need not be a unit stand right beside the digits."""
    letters = part.unit.isalpha() and part.unit.isascii() and len(part.unit) <= LETTERS
    certain = known_unit(part.unit) is not None and part.unit not in CODE_LETTERS
    if part.before and part.unit not in CURRENCY_MARKS:
        certain = False  # g1 is no gram: units of measure stand behind
    return letters and not part.spaced and not certain


def _is_scientific(part: NumberText) -> bool:
    """Tell 1.5e3 and 2E-7 from the code 12E4."""
    return not part.digits.isdigit() or part.exponent[1] in "+-"


def _of_one_length(bare: set[str]) -> bool:
    plain = [digits.replace(" ", "") for digits in bare]  # as telephone numbers are written
    lengths = {len(digits) if digits.isdigit() else 0 for digits in plain}
    return len(bare) > 1 and len(lengths) == 1 and max(lengths) >= CODE_LENGTH


def _are_versions(bare: set[str], mark: str) -> bool:
    marked = [digits for digits in bare if digits.count(mark) == 1]
    if len({digits.rstrip("0") for digits in marked}) < len(marked):
        return True
    several = (digits for digits in bare if digits.count(mark) > 1)
    odd = sum(not (POINT.fullmatch(digits) or COMMA.fullmatch(digits)) for digits in several)
    return odd > FEW * len(bare)
