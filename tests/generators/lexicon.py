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
    "mass": "kg kgs kilo kilogram kilograms kilogramme; g gram grams gr gramme; mg; µg;"
    "lb lbs pound pounds; oz ozs ounce ounces; st=stone; t=tonne ton tons tonne tonnes",
    "volume": "l L liter liters litre litres ltr; ml mL mls millilitre milliliter; cl; dl;"
    "gal gallon gallons; pint pints; m3=m**3 m³; cm3=cm**3 cm³ cc; ft3=ft**3 ft³;"
    "fl_oz=fluid_ounce; hl; bbl=oil_barrel; qt=quart quart quarts; µl=microliter µL",
    "time": "s sec secs second seconds; min mins minute minutes; h hr hrs hour hours; ms; µs; ns;"
    "d day days; wk=week week weeks",
    "calendar": "y=year yr yrs year years; mo=month month months",
    "power": "W; kW; MW; GW; mW; hp bhp; PS=metric_horsepower",
    "energy": "Wh; kWh; MWh; GWh; TWh; J; mJ; kJ; MJ; GJ; cal; kcal kCal; BTU=Btu Btu; eV",
    "voltage": "V; kV; mV; MV; µV",
    "current": "A; mA; kA; MA; µA",
    "charge": "Ah; mAh",
    "frequency": "Hz; kHz; MHz; GHz; THz",
    "turns": "rpm",
    "force": "N; kN; lbf",
    "torque": "Nm=newton*meter",
    "pressure": "Pa; mPa; kPa; MPa; hPa; bar; mbar; psi; atm; mmHg; inHg; Torr=torr",
    "data": "B byte bytes; b=bit bit bits; kB KB kb; MB mb; GB gb; TB tb; PB; KiB; MiB; GiB;"
    "TiB; Mb=Mbit Mbit; Gb=Gbit Gbit; kbit",
    "data rate": "kbps; Mbps; Gbps; MB/s",
    "speed": "km/h kmh kph kmph; mph; m/s; knots=knot kt kn; ft/s; km/s",
    "substance": "mol; mmol; µmol",
    "molarity": "mmol/L mmol/l; mol/L mol/l; µmol/L µmol/l",
    "concentration": "g/L g/l; mg/L mg/l; mg/dL mg/dl; ng/mL ng/ml; g/dL g/dl;"
    "mg/m3=mg/m**3 mg/m³; µg/m3=µg/m**3 µg/m³",
    "area": "m2=m**2 m² sq_m; km2=km**2 km² sq_km; ha=hectare; acre acres;"
    "ft2=ft**2 ft² sqft sq.ft sq_ft",
    "magnetic flux density": "T; mT",
    "luminous flux": "lm",
    "illuminance": "lx",
    "luminous intensity": "cd",
    "resistance": "Ω=ohm ohm",
    "capacitance": "F=farad; µF; pF",
    "optics": "dpt=1/meter",
}
"""Of each dimension the units, parted by semicolons: the usual spelling, then others of it."""


TEMPERATURES = {
    "degC": ("°C", "°c", "℃", "º C", "ºC", "° C", "degC", "deg C", "celsius", "Celsius"),
    "degF": ("°F", "°f", "℉", "ºF", "° F", "degF", "deg F", "fahrenheit", "Fahrenheit"),
    "kelvin": ("K", "°K", "kelvin", "Kelvin"),
}
"""Names of pint, with their spellings."""
MORE_LANGUAGES = tuple(
    [
        "ar",
        "bg",
        "bn",
        "ca",
        "cs",
        "el",
        "fa",
        "fi",
        "he",
        "hi",
        "hr",
        "hu",
        "id",
        "ja",
        "ko",
        "lt",
        "ms",
        "ro",
        "ru",
        "sk",
        "sr",
        "sw",
        "th",
        "tr",
        "uk",
        "ur",
        "vi",
        "zh",
    ]
)
"""Beside `LANGUAGES`: those whose tables name units and magnitudes in words of their own."""
NO_MARKS = dict.fromkeys(map(ord, "\u200b\u200e\u200f\u061c"))
PLURALS = ("zero", "one", "two", "few", "many", "other")
SEVERAL_MEANINGS = ("bill", "mil", "mila", "mile", "stop")
"""Names of units and magnitudes that mean another too: mil is a thousand, or ten kilometres."""
ENGLISH_SCALES = {"billions": 1e9, "trillions": 1e12, "bn": 1e9, "bln": 1e9, "tn": 1e12, "mn": 1e6}
"""Beside what CLDR has for English."""
CLDR_UNITS = {
    **{"length-meter": "m", "length-kilometer": "km", "length-centimeter": "cm"},
    **{"length-millimeter": "mm", "length-mile": "mi", "length-yard": "yd", "length-foot": "ft"},
    **{"length-inch": "in", "mass-kilogram": "kg", "mass-gram": "g", "mass-milligram": "mg"},
    **{"mass-tonne": "t", "mass-metric-ton": "t"},
    **{"volume-liter": "l", "volume-milliliter": "ml", "volume-centiliter": "cl"},
    **{"volume-cubic-meter": "m3", "duration-second": "s", "duration-minute": "min"},
    **{"duration-hour": "h", "duration-day": "d", "duration-week": "wk", "duration-year": "y"},
    **{"duration-month": "mo", "duration-millisecond": "ms", "area-square-meter": "m2"},
    **{"area-square-kilometer": "km2", "area-hectare": "ha", "area-acre": "acre"},
    **{"area-square-foot": "ft2", "speed-kilometer-per-hour": "km/h", "speed-mile-per-hour": "mph"},
    **{"speed-meter-per-second": "m/s", "digital-byte": "B", "digital-kilobyte": "kB"},
    **{"digital-megabyte": "MB", "digital-gigabyte": "GB", "digital-terabyte": "TB"},
    **{"energy-kilowatt-hour": "kWh", "energy-kilocalorie": "kcal", "energy-joule": "J"},
    **{"energy-kilojoule": "kJ", "power-watt": "W", "power-kilowatt": "kW", "power-megawatt": "MW"},
    **{"pressure-hectopascal": "hPa", "pressure-bar": "bar", "pressure-millibar": "mbar"},
    **{"electric-volt": "V", "electric-ampere": "A", "frequency-hertz": "Hz"},
    **{"frequency-kilohertz": "kHz", "frequency-megahertz": "MHz", "frequency-gigahertz": "GHz"},
}
"""CLDR's names of units, and ours.  Pounds and ounces weigh differently from land to land."""


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
    for code, more_signs in local_signs(codes, frozenset().union(*signs.values())).items():
        signs[code] |= more_signs
    return {code: tuple(sorted(signs[code])) for code in sorted(signs)}


def currency_digits() -> dict[str, int]:
    """Return how many digits of a fraction amounts have (ISO 4217), where they are not two."""
    from babel.numbers import get_currency_precision

    digits = {code: get_currency_precision(code) for code in currencies()}
    return {code: number for code, number in digits.items() if number != 2}


def local_signs(codes: set[str], known: frozenset[str]) -> dict[str, set[str]]:
    """Return signs of any language that are no plain letters and stand for one currency only."""
    from babel import Locale
    from babel.localedata import locale_identifiers

    owners: dict[str, set[str]] = {}
    for name in locale_identifiers():
        for code, sign in Locale.parse(name).currency_symbols.items():
            plain = " ".join(sign.translate(NO_MARKS).split())
            if code in codes and len(plain) <= 6 and plain not in (code, *known):
                owners.setdefault(plain, set()).add(code)
    return {
        code: {sign for sign, names in owners.items() if names == {code} and not sign.isascii()}
        for code in codes
    }


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


def unit_words(factors: dict[str, dict[str, tuple[float, str]]]) -> dict[str, str]:
    """Return the names of units in other languages that name one unit only, with its spelling."""
    from babel import Locale

    taken = {spelling for units in factors.values() for spelling in units}
    named: dict[str, set[str]] = {}
    for locale in map(Locale, (*LANGUAGES, *MORE_LANGUAGES)):
        for cldr, unit in CLDR_UNITS.items():
            for forms in locale._data["unit_patterns"].get(cldr, {}).values():
                for form in (str(forms[plural]) for plural in PLURALS if plural in forms):
                    word = form.replace("{0}", "").replace("\u00a0", " ").translate(NO_MARKS)
                    named.setdefault(word.strip(), set()).add(unit)
    odd = set("0123456789{}+-(),.'\"\N{PRIME}\N{DOUBLE PRIME}")
    return {
        word: min(units)
        for word, units in sorted(named.items())
        if len(units) == 1 and len(word) > (2 if word.isascii() else 0) and not odd & set(word)
        and word not in taken and word not in SEVERAL_MEANINGS
    }  # fmt: skip


def unit_offsets() -> dict[str, dict[str, tuple[float, float]]]:
    """Return units whose zero differs: the factor to the first unit, and what is added then."""
    import pint

    registry: Any = pint.UnitRegistry()
    scales: dict[str, tuple[float, float]] = {}
    for name, spellings in TEMPERATURES.items():
        step = registry.Quantity(1.0, name.replace("deg", "delta_deg")).to("kelvin").magnitude
        zero = registry.Quantity(0.0, name).to("kelvin").magnitude
        scales |= dict.fromkeys(spellings, (float(f"{step:.15g}"), float(f"{zero:.15g}")))
    return {"temperature": scales}


def scale_words() -> dict[str, float]:
    """Return words behind a number that multiply it, as CLDR shortens large numbers.

    Words that mean several powers in different languages, as billion does, are left out, and short
    ones with a vowel, which are words of other languages.
    """
    from babel import Locale

    found: dict[str, set[float]] = {fold: {power} for fold, power in ENGLISH_SCALES.items()}
    spelled: dict[str, str] = {}
    for locale in map(Locale, (*LANGUAGES, *MORE_LANGUAGES)):
        for width in ("short", "long"):
            for patterns in locale.compact_decimal_formats[width].values():
                for size, pattern in patterns.items():
                    text = getattr(pattern, "pattern", str(pattern)).translate(NO_MARKS)
                    word = text.replace("0", "").replace("'", "").replace("\u00a0", " ").strip()
                    word = word.partition(";")[0].strip().rstrip(".")
                    if word and not set(word) & set("#¤,. "):
                        power = float(int(size)) / 10 ** (text.partition(";")[0].count("0") - 1)
                        found.setdefault(word.casefold(), set()).add(power)
                        spelled[word] = word.casefold()
    units = {unit.casefold() for group in unit_factors().values() for unit in group}
    return {
        word: min(found[fold])
        for word, fold in sorted(spelled.items())
        if len(found[fold]) == 1 and len(word) > 1 and fold not in (*units, *SEVERAL_MEANINGS)
        and not (word.isascii() and len(word) <= 3 and set(fold) & set("aeiou"))
    }  # fmt: skip


def number_marks() -> dict[str, list[str]]:
    """Return the signs for a fraction, for groups of digits, and for less than zero."""
    from babel import Locale

    symbols = [Locale.parse(name).number_symbols["latn"] for name in NUMBER_LOCALES]
    return {kind: sorted({s[kind] for s in symbols}) for kind in ("decimal", "group", "minusSign")}


def made() -> str:
    """Return the text of `tables`."""
    tables = {
        "CALENDAR_SCALES: list[list[list[str]]]": calendar_scales(),
        "CURRENCIES: dict[str, tuple[str, ...]]": currencies(),
        "CURRENCY_DIGITS: dict[str, int]": currency_digits(),
        "UNIT_FACTORS: dict[str, dict[str, tuple[float, str]]]": unit_factors(),
        "UNIT_WORDS: dict[str, str]": unit_words(unit_factors()),
        "UNIT_OFFSETS: dict[str, dict[str, tuple[float, float]]]": unit_offsets(),
        "SCALE_WORDS: dict[str, float]": scale_words(),
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
