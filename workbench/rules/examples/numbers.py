"""Numbers that follow from other numbers: a factor, an offset, and a way to write the result."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Any

from workbench.rules.examples.programs import RUNS, number_as, number_of

__all__ = ["number_atoms"]

FACTORS = (
    *(25.4, 2.54, 30.48, 0.3048, 91.44, 0.9144, 1.609344, 1.852, 0.45359237, 453.59237),
    *(28.349523125, 6.35029318, 3.785411784, 0.473176473, 0.946352946, 236.5882365, 29.5735295625),
    *(14.78676478125, 4.92892159375, 4.54609, 28.316846592, 0.09290304, 6.4516, 0.40468564224),
    *(
        0.44704,
        0.514444444444,
        2.58998811,
        4.184,
        1055.05585262,
        745.69987158227,
        735.49875,
        6.894757293168,
        101.325,
    ),
    *(133.322387415, 3.6, 9.80665, 4.4482216152605, 57.29577951308232, 1024.0, 1000.0, 3600.0),
    *(86400.0, 604800.0, 365.25, 31557600.0, 60.0, 24.0, 7.0, 12.0, 5280.0, 1760.0, 36.0, 3.0),
    *(16.0, 8.0, 4.0, 2.0, 128.0, 256.0, 2000.0, 2240.0, 14.0, 231.0, 1728.0, 27.0, 4840.0),
)
"""Sizes of one unit in another, by the definitions of the international yard and pound."""

TEMPERATURES = (
    (1.8, 32.0, 1.5),
    (1 / 1.8, -32 / 1.8, 1.5),
    (1.0, 273.15, 1.5),
    (1.0, -273.15, 1.5),
)
"""Celsius to Fahrenheit and to Kelvin, and back: factor, offset, cost."""

DIGITS = 8


def number_atoms(
    part: list[Any],
    values: Sequence[str],
    outputs: Sequence[str],
    cost: float,
    make: Callable[[list[Any], tuple[str, ...], float], Any],
) -> Iterator[Any]:
    """Yield numbers in `outputs` that are a linear function of the numbers `values`."""
    try:
        x = [number_of(value) for value in values]
    except ValueError:
        return
    told = [re.findall(RUNS["number"], out) for out in outputs]
    for place in range(min(map(len, told), default=0)):
        texts = [numbers[place] for numbers in told]
        for factor, offset, extra in _laws(x, [number_of(text) for text in texts], texts):
            form = _form(x, texts, factor, offset)
            if form is not None:
                step = ["linear", factor, offset, form]
                yield make([*part[:2], [*part[2], step]], tuple(texts), cost + extra)
                break


def _laws(
    x: Sequence[float], y: Sequence[float], texts: Sequence[str]
) -> Iterator[tuple[float, float, float]]:
    """Yield (factor, offset, cost), the simplest first."""
    yield 1.0, 0.0, 0.8
    low, high = _reach(x, y, texts)
    if low is not None and high is not None and low <= high:
        for size in FACTORS:
            for factor in (size, 1 / size):
                # Metres for kilometres, grams for kilograms.
                scale = round(math.log10(abs((low + high) / 2) / factor)) if low + high else 0
                if low <= factor * 10.0**scale <= high:
                    yield factor * 10.0**scale, 0.0, 1.0
        yield _simplest(low, high), 0.0, 1.4
    offset = y[0] - x[0]
    if offset and all(math.isclose(b - a, offset, abs_tol=1e-9) for a, b in zip(x, y, strict=True)):
        yield 1.0, round(offset, 9), 1.3
    yield from TEMPERATURES
    pairs = list(zip(x, y, strict=True))
    (a, b), (c, d) = pairs[0], max(pairs, key=lambda pair: abs(pair[0] - pairs[0][0]))
    if a != c and len(set(x)) > 2:
        slope = float(Fraction((d - b) / (c - a)).limit_denominator(20))
        yield slope, round(b - slope * a, 9), 2.2


def _half(text: str) -> float:
    """Return half a unit of the last digit of a number as it is written."""
    return 0.5 * 10.0 ** -len(re.split("[eE]", text)[0].partition(".")[2])


def _reach(
    x: Sequence[float], y: Sequence[float], texts: Sequence[str]
) -> tuple[float | None, float | None]:
    """Return the factors that give all of `y` as they were rounded."""
    # Cut rather than rounded, a number may be a whole unit larger.
    ends = [
        sorted(((b - half) / a, (b + 2 * half) / a))
        for a, b, half in zip(x, y, map(_half, texts), strict=True)
        if a
    ]
    if not ends or any(b and not a for a, b in zip(x, y, strict=True)):
        return None, None
    return max(low for low, _ in ends), min(high for _, high in ends)


def _simplest(low: float, high: float) -> float:
    """Return the number of the fewest digits between two others."""
    middle = (low + high) / 2
    for digits in range(1, 17):
        rounded = float(f"{middle:.{digits}g}")
        if low <= rounded <= high:
            return rounded
    return middle


def _form(
    x: Sequence[float], texts: Sequence[str], factor: float, offset: float
) -> list[Any] | None:
    """Return the way of writing that gives all `texts`, None where no known one does."""
    values = [a * factor + offset for a in x]
    most = max(len(text.partition(".")[2]) for text in texts)
    forms: list[list[Any]] = []
    kind = "grouped" if any("," in text for text in texts) else "decimals"
    digits = [["digits", count, kept] for count in range(1, DIGITS + 3) for kept in (False, True)]
    for cut in (False, True):
        plain = [[kind, most, False, cut]]
        trimmed = [[kind, decimals, True, cut] for decimals in range(most, most + 3)]
        # Two decimals are a price and stay; others came out of a calculation.
        forms += plain + trimmed if most <= 2 and most != 1 else trimmed + plain
    forms = digits + forms if most > 5 else forms + digits
    for form in forms:
        try:
            if all(number_as(v, form) == text for v, text in zip(values, texts, strict=True)):
                return form
        except (ValueError, OverflowError):
            continue
    return None
