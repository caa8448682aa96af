"""Forms of numbers, of quantities and of amounts of money."""

# ruff: noqa: E501  (a form a line)

from __future__ import annotations

from tests.forms.form import Form

__all__ = ["CURRENCIES", "NUMBERS", "UNITS"]

PLAIN = (1234.5, 200.25, -7.1, 15.0, 1234567.75, 0.5)
POINT = ("1,234.50", "200.25", "-7.10", "15.00", "1,234,567.75", "0.50")


def _written(name: str, *changes: tuple[str, str], types: str = "decimal") -> Form:
    """Return the usual numbers with some signs written in another way."""
    texts = []
    for text in POINT:
        marked = text
        for old, new in changes:
            marked = marked.translate(str.maketrans(old, new))
        texts.append(marked)
    return Form(name, tuple(texts), PLAIN, types)


def _signed(name: str, form: str, types: str = "decimal", usual: str = "{}") -> Form:
    """Return numbers of which those below zero are written with `form`, others as usual."""
    numbers = (1234.5, -200.25, -7.1, 15.0, -1000.0, 3.5)
    texts = tuple((form if n < 0 else usual).format(f"{abs(n):,.2f}") for n in numbers)
    return Form(name, texts, numbers, types)


def _around(name: str, form: str, types: str, factor: float = 1.0, *, asked: bool = False) -> Form:
    """Return numbers with something before or behind."""
    numbers = (1.5, 20.25, 7.0, 150.75, 42.5, 3.25)
    texts = tuple(form.format(number) for number in numbers)
    return Form(name, texts, tuple(number * factor for number in numbers), types, asked)


NUMBERS = (
    Form("a point", ("3.5", "0.25", "-12.75", "+7.1", "100", "8"), (3.5, 0.25, -12.75, 7.1, 100.0, 8.0), "decimal"),
    Form("no zero before the point", (".5", "-.25", ".75", "1.5", "2.25", "+.1"), (0.5, -0.25, 0.75, 1.5, 2.25, 0.1), "decimal"),
    Form("a decimal comma", ("3,5", "0,25", "-12,75", "+7,1", "100", "8"), (3.5, 0.25, -12.75, 7.1, 100.0, 8.0), "decimal"),
    _written("thousands comma"),
    _written("thousands point, decimal comma", (".,", ",.")),
    _written("thousands space, decimal comma", (".,", ", ")),
    _written("thousands space, decimal point", (",", " ")),
    _written("no-break space, decimal comma", (".,", ",\u00a0")),
    _written("narrow no-break space, decimal comma", (".,", ",\u202f")),
    _written("thin space, decimal point", (",", "\u2009")),
    _written("apostrophe", (",", "'")),
    _written("typographic apostrophe", (",", "\u2019")),
    Form("groups of two, as in India", ("1,23,456.50", "12,34,567", "-1,00,000.25", "500", "99,999", "1,00,00,000"), (123456.5, 1234567.0, -100000.25, 500.0, 99999.0, 1e7), "decimal"),
    _written("minus sign U+2212", ("-", "\u2212")),
    _written("en dash as minus", ("-", "\u2013")),
    _written("non-breaking hyphen as minus", ("-", "\u2011")),
    _written("full-width minus", ("-", "\uff0d")),
    _written("small minus", ("-", "\ufe63")),
    _signed("brackets", "({})"),
    _signed("minus behind", "{}-"),
    _signed("minus and a space", "- {}"),
    _written("full-width digits and marks", ("0123456789.,", "\uff10\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19\uff0e\uff0c")),
    _written("Arabic digits and marks", ("0123456789.,", "\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669\u066b\u066c")),
    _written("Persian digits and marks", ("0123456789.,", "\u06f0\u06f1\u06f2\u06f3\u06f4\u06f5\u06f6\u06f7\u06f8\u06f9\u066b\u066c")),
    _written("Devanagari digits", ("0123456789", "\u0966\u0967\u0968\u0969\u096a\u096b\u096c\u096d\u096e\u096f")),
    _written("Bengali digits", ("0123456789", "\u09e6\u09e7\u09e8\u09e9\u09ea\u09eb\u09ec\u09ed\u09ee\u09ef")),
    _written("Thai digits", ("0123456789", "\u0e50\u0e51\u0e52\u0e53\u0e54\u0e55\u0e56\u0e57\u0e58\u0e59")),
    Form("marks of direction around the sign", ("\u200e-1.5", "2.25", "\u200e-3.5\u200f", "4.5", "\u200f5.75", "6.5"), (-1.5, 2.25, -3.5, 4.5, 5.75, 6.5), "decimal"),
    Form("powers of ten", ("1.5e3", "2.25E-2", "-7.5e+1", "4.0E0", "1.25e2", "9.5e1"), (1500.0, 0.0225, -75.0, 4.0, 125.0, 95.0), "decimal"),
    Form("powers of ten, decimal comma", ("1,5E+03", "2,25E-02", "-7,5E+01", "4,0E+00", "1,25E+02", "9,5E+01"), (1500.0, 0.0225, -75.0, 4.0, 125.0, 95.0), "decimal"),
    _around("per cent", "{}%", "percentage"),
    _around("per cent and a space", "{} %", "percentage"),
    _around("per cent and a no-break space", "{}\u00a0%", "percentage"),
    _around("per cent before", "%{}", "percentage"),
    _around("full-width per cent", "{}\uff05", "percentage"),
    _around("Arabic per cent", "{}\u066a", "percentage"),
    _signed("per cent in brackets", "({}%)", "percentage", "{}%"),
    Form("per cent and per mille", ("1.5%", "20%", "7.5\u2030", "15%", "30%", "2.5%"), (1.5, 20.0, 0.75, 15.0, 30.0, 2.5), "percentage"),
    _around("k", "{}k", "quantity", 1e3),
    _around("M", "{}M", "quantity", 1e6),
    _around("Mio.", "{} Mio.", "quantity", 1e6),
    _around("bn", "{}bn", "quantity", 1e9),
    _around("million", "{} million", "quantity", 1e6),
    _around("lakh", "{} lakh", "quantity", 1e5),
    _around("crore", "{} crore", "quantity", 1e7),
    _around("Cr, which is crore or credit", "{} Cr", "quantity", 1e7, asked=True),
    _around("Russian millions", "{} \u043c\u043b\u043d", "quantity", 1e6),
    _around("billion, which languages differ on", "{} billion", "quantity", 1e9, asked=True),
    Form("both decimal marks", ("3,5", "15.4", "0,25", "1.234,5", "1,234.5", "48"), (3.5, 15.4, 0.25, 1234.5, 1234.5, 48.0), "decimal"),
    Form("both decimal marks and units", ("3,5 kg", "15.4kg", "4860 g", "0,25 kg", "2.75 kg", "500g"), (3.5, 15.4, 4.86, 0.25, 2.75, 0.5), "quantity"),
    Form("credit and debit", ("1,200.50 CR", "15.25 DR", "7.50 CR", "3.75 DR", "99.99 DR", "12.00 CR"), (-1200.5, 15.25, -7.5, 3.75, 99.99, -12.0), "currency", asked=True),
    Form("a dash for 0 in accounting", ("$1,200.50", "$ -", "($7.50)", "$3.25", "$-", "$1,000.00"), (1200.5, 0.0, -7.5, 3.25, 0.0, 1000.0), "currency"),
)  # fmt: skip

UNITS = (
    *(
        _around(unit, f"{{}} {unit}", "quantity")
        for unit in ["m", "km", "cm", "mm", "mi", "ft", "kg", "mg", "lb", "oz", "ml", "min", "kWh", "kcal", "MJ", "kW", "MHz", "hPa", "bar", "psi", "mmHg"]
    ),
    *(
        _around(unit, f"{{}}{unit}", "quantity")
        for unit in ["km/h", "mph", "m/s", "m²", "m³", "ha", "sqft", "GB", "MiB", "Mbps", "mmol/L", "mg/dL", "µg", "rpm", "ppm", "years"]
    ),
    _around("acres", "{} acres", "quantity"),
    _around("l/100km", "{} l/100km", "quantity"),
    _around("Russian kilometres", "{} \u043a\u043c", "quantity"),
    _around("Chinese kilometres", "{}\u516c\u91cc", "quantity"),
    _around("French hours", "{} heures", "quantity"),
    Form("cm and m", ("180 cm", "1.75 m", "168 cm", "190 cm", "172 cm", "165 cm"), (180.0, 175.0, 168.0, 190.0, 172.0, 165.0), "quantity"),
    Form("MB and GB", ("1.5 GB", "20 GB", "500 MB", "7.25 GB", "3 GB", "250 MB"), (1.5, 20.0, 0.5, 7.25, 3.0, 0.25), "quantity"),
    Form("\u00b0C and \u00b0F", ("21.5 \u00b0C", "70.7 \u00b0F", "18 \u00b0C", "212 \u00b0F", "19.5 \u00b0C", "20 \u00b0C"), (21.5, 21.5, 18.0, 100.0, 19.5, 20.0), "quantity"),
    Form("K and \u00b0C", ("293.15 K", "20 \u00b0C", "300.5 K", "273.15 K", "310 K", "0 \u00b0C"), (293.15, 293.15, 300.5, 273.15, 310.0, 273.15), "quantity"),
    Form("hours and minutes", ("1.5 h", "90 min", "2 h", "0.25 h", "30 min", "3 h"), (1.5, 1.5, 2.0, 0.25, 0.5, 3.0), "quantity"),
)  # fmt: skip

SIGNS = (
    "\u20ac $ \u00a3 \u00a5 \u20b9 \u20a9 \u20bd \u20ba \u20aa \u20ab \u0e3f \u20a6 \u20b4 \u20b1 "
    "\u20bf CHF kr z\u0142 K\u010d Ft R$ A$ C$ US$ HK$ NT$ S$ RM Rs. \u5143"
).replace("\u20bf ", "")
CODES = "EUR USD GBP JPY CNY INR BRL ZAR SEK PLN AED"
CURRENCIES = (
    *(_around(f"{sign} before", f"{sign}{{}}", "currency") for sign in SIGNS.split()),
    *(_around(f"{code} behind", f"{{}} {code}", "currency") for code in CODES.split()),
    *(_around(f"{code} before", f"{code} {{}}", "currency") for code in CODES.split()[:4]),
    _around("\u20ac behind, no-break space", "{}\u00a0\u20ac", "currency"),
    _around("dirham of the Emirates, right to left", "\u200f{}\u00a0\u062f.\u0625.\u200f", "currency"),
    _around("$ and M", "${}M", "currency", 1e6),
    _around("Mio. \u20ac", "{} Mio. \u20ac", "currency", 1e6),
    _around("k\u20ac", "{} k\u20ac", "currency", 1e3),
    _signed("$ in brackets", "(${})", "currency", "${}"),
    Form("$ before brackets", ("$1,234.50", "$(200.25)", "$(7.10)", "$15.00", "$(1,000.00)", "$3.50"), (1234.5, -200.25, -7.1, 15.0, -1000.0, 3.5), "currency"),
    Form("$ before the minus", ("$1,234.50", "$-200.25", "-$7.10", "$15.00", "$-1,000.00", "$3.50"), (1234.5, -200.25, -7.1, 15.0, -1000.0, 3.5), "currency"),
    Form("\u20ac, thousands point, minus behind", ("1.234,50 \u20ac", "200,25 \u20ac-", "7,10 \u20ac-", "15,00 \u20ac", "1.000,00 \u20ac", "3,50 \u20ac"), (1234.5, -200.25, -7.1, 15.0, 1000.0, 3.5), "currency"),
)  # fmt: skip
