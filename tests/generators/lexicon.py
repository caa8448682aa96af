"""Write `workbench/lexicon/tables.py`: `python -m tests.generators.lexicon`.

Months, weekdays, currencies and number marks are CLDR's, unit factors are pint's.  They are written
down because loading them takes 60 ms with Babel and 500 ms with pint, longer than a small profile.
"""

from __future__ import annotations

import pprint
from pathlib import Path
from typing import Any

__all__ = ["SOURCE", "made"]

SOURCE = Path(__file__).parents[2] / "workbench" / "lexicon" / "tables.py"
LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt", "sv", "da", "nb", "pl")
NUMBER_LOCALES = (*LANGUAGES, "de_CH", "en_IN")
WITHOUT_ACCENT = {"fevrier": 2, "fév": 2, "maerz": 3, "mrz": 3, "aout": 8, "decembre": 12}
"""Spellings of months that CLDR lacks and tables have."""
MORE_SPELLINGS = {"tuesday": ["tues"], "thursday": ["thur", "thurs"], "samstag": ["sonnabend"],
                  "september": ["sept"]}  # fmt: skip
MORE_SIGNS = {
    **{"USD": ("US$",), "CAD": ("C$",), "SGD": ("S$",), "INR": ("Rs", "Rs."), "SEK": ("kr",)},
    **{"DKK": ("kr",), "ISK": ("kr",), "CHF": ("CHF.", "Fr."), "MYR": ("RM",), "KES": ("KSh",)},
    **{"ZAR": ("R",), "NGN": ("₦",), "BGN": ()},
}
"""Signs that CLDR gives in no language above, and the lev, whose amounts are still in tables."""
AMBIGUOUS_SIGNS = ("TMT", "Cg", "ZiG")
UNITS = {
    "length": "m metre metres meter meters mtr; km kms kilometre kilometres kilometer kilometers;"
    "cm cms centimetre centimetres centimeter centimeters; mm millimetre millimetres millimeter"
    " millimeters; µm; nm; mi mile miles; yd yard yards; ft foot feet ' \N{PRIME};"
    'in inch inches " \N{DOUBLE PRIME}; ly; AU=astronomical_unit; kpc; Mpc',
    "mass": "kg kgs kilo kilogram kilograms kilogramme; g gram grams gr gramme; mg; µg μg;"
    "lb lbs pound pounds; oz ozs ounce ounces; st=stone; t=tonne ton tons tonne tonnes",
    "volume": "l L liter liters litre litres ltr; ml mL mls millilitre milliliter; cl; dl;"
    "gal gallon gallons; pint pints; m3=m**3 m³; cm3=cm**3 cm³ cc; ft3=ft**3; fl_oz=fluid_ounce",
    "time": "s sec secs second seconds; min mins minute minutes; h hr hrs hour hours; ms; µs; ns;"
    "d day days; wk=week week weeks",
    "calendar": "y=year yr yrs year years; mo=month month months",
    "power": "W; kW; MW; GW; hp bhp; PS=metric_horsepower",
    "energy": "Wh; kWh; MWh; GWh; J; kJ; MJ; cal; kcal kCal",
    "voltage": "V; kV; mV",
    "current": "A; mA",
    "charge": "Ah; mAh",
    "frequency": "Hz; kHz; MHz; GHz",
    "turns": "rpm",
    "force": "N; kN",
    "torque": "Nm=newton*meter",
    "pressure": "Pa; kPa; MPa; hPa; bar; mbar; psi; atm; mmHg",
    "data": "B byte bytes; b=bit bit bits; kB KB kb; MB mb; GB gb; TB tb; PB; KiB; MiB; GiB",
    "data rate": "kbps; Mbps; Gbps; MB/s",
    "speed": "km/h kmh kph kmph; mph; m/s; knots=knot kt",
    "substance": "mol; mmol",
    "molarity": "mmol/L",
    "concentration": "g/L; mg/L; mg/dL; µg/m3=µg/m**3 µg/m³",
    "area": "m2=m**2 m² sq_m; km2=km**2 km² sq_km; ha=hectare; acre acres;"
    "ft2=ft**2 ft² sqft sq.ft sq_ft",
    "luminous flux": "lm",
    "illuminance": "lx",
    "luminous intensity": "cd",
    "resistance": "Ω=ohm ohm",
    "capacitance": "F=farad; µF; pF",
    "optics": "dpt=1/meter",
}
"""Of each dimension the units, parted by semicolons: the usual spelling, then others of it."""


def months_and_weekdays() -> tuple[dict[str, int], dict[str, int]]:
    """Return words for months (1 to 12) and weekdays (1 for Monday), in lower case."""
    from babel import Locale

    months = dict(WITHOUT_ACCENT)
    weekdays = {"tues": 2, "thur": 4, "thurs": 4, "sonnabend": 6}
    for locale in map(Locale, LANGUAGES):
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, word in locale.months[context][width].items():
                    months[word.casefold().rstrip(".")] = number
                for number, word in locale.days[context][width].items():
                    if len(word.rstrip(".")) > 2:  # "ma" is Tuesday in French, Monday in Dutch
                        weekdays[word.casefold().rstrip(".")] = number + 1
    weekdays = {word: number for word, number in weekdays.items() if word not in months}
    return dict(sorted(months.items())), dict(sorted(weekdays.items()))


def calendar_scales() -> list[list[list[str]]]:
    """Return the months and the weekdays of each language, each with its spellings."""
    from babel import Locale

    scales = []
    for locale in map(Locale, LANGUAGES):
        for names, widths in ((locale.days, ("wide", "abbreviated", "short")),
                              (locale.months, ("wide", "abbreviated"))):  # fmt: skip
            words = [names[context][w] for context in ("stand-alone", "format") for w in widths
                     if w in names[context]]  # fmt: skip
            levels = [
                {level[number].casefold().rstrip(".") for level in words}
                for number in sorted(words[0])
            ]
            scales.append(
                [
                    sorted(level.union(*(MORE_SPELLINGS.get(word, ()) for word in level)))
                    for level in levels
                ]
            )
    return scales


def currencies() -> dict[str, tuple[str, ...]]:
    """Return the signs of each currency that is legal tender somewhere, by its ISO 4217 code."""
    from babel import Locale
    from babel.core import get_global
    from babel.numbers import get_territory_currencies

    codes = {c for t in get_global("territory_currencies") for c in get_territory_currencies(t)}
    more = ("cs", "he", "hi", "hu", "ja", "ko", "ru", "th", "tr", "uk", "vi")
    signs: dict[str, set[str]] = {code: set(MORE_SIGNS.get(code, ())) for code in codes}
    signs["BGN"] = set()
    for locale in map(Locale, (*LANGUAGES, *more)):
        for code, sign in locale.currency_symbols.items():
            usual = len(sign) <= 4 and sign.isprintable() and not sign.startswith("\u200e")
            if code in codes and usual and sign not in (code, *AMBIGUOUS_SIGNS):
                signs[code].add(sign)
    return {code: tuple(sorted(signs[code])) for code in sorted(signs)}


def unit_factors() -> dict[str, dict[str, tuple[float, str]]]:
    """Return each dimension's units: the factor to SI's or the first unit, the usual spelling."""
    import pint

    registry: Any = pint.UnitRegistry()
    factors: dict[str, dict[str, tuple[float, str]]] = {}
    for dimension, listed in UNITS.items():
        groups = [group.split() for group in listed.split(";")]
        names = [group[0].partition("=")[2] or group[0] for group in groups]
        base = registry.Quantity(1, names[0]).units
        units: dict[str, tuple[float, str]] = {}
        for name, (first, *others) in zip(names, groups, strict=True):
            factor = float(f"{registry.Quantity(1, name).to(base).magnitude:.15g}")
            usual = first.partition("=")[0].replace("_", " ")
            units |= {spelling.replace("_", " "): (factor, usual) for spelling in (usual, *others)}
        factors[dimension] = units
    return factors


def number_marks() -> dict[str, list[str]]:
    """Return the signs for a fraction, for groups of digits, and for less than zero."""
    from babel import Locale

    symbols = [Locale.parse(name).number_symbols["latn"] for name in NUMBER_LOCALES]
    return {kind: sorted({s[kind] for s in symbols}) for kind in ("decimal", "group", "minusSign")}


def made() -> str:
    """Return the text of `tables`."""
    months, weekdays = months_and_weekdays()
    tables = {
        "MONTHS: dict[str, int]": months,
        "WEEKDAYS: dict[str, int]": weekdays,
        "CALENDAR_SCALES: list[list[list[str]]]": calendar_scales(),
        "CURRENCIES: dict[str, tuple[str, ...]]": currencies(),
        "UNIT_FACTORS: dict[str, dict[str, tuple[float, str]]]": unit_factors(),
        "CLDR_MARKS: dict[str, list[str]]": number_marks(),
    }
    head = '"""Tables from CLDR and pint: `python -m tests.generators.lexicon` writes them."""\n\n'
    head += "# ruff: noqa\n"
    head += "# fmt: off\n\n__all__ = [\n"
    head += "".join(f'    "{name.partition(":")[0]}",\n' for name in tables) + "]\n\n"
    return head + "\n".join(
        f"{name} = {pprint.pformat(table, width=100, compact=True, sort_dicts=False)}\n"
        for name, table in tables.items()
    )


if __name__ == "__main__":
    SOURCE.write_text(made(), encoding="utf-8")
