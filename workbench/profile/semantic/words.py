"""Words that columns are made of: signs of missing values, scales, units, and parts of names."""

from __future__ import annotations

__all__ = [
    "BOOLEAN_PAIRS",
    "CURRENCIES",
    "GENDERS",
    "GIVEN_NAMES",
    "MISSING",
    "MISSING_IN_NUMBERS",
    "MONTHS",
    "NOT_KNOWN",
    "NULL_WORDS",
    "SCALES",
    "STREET",
    "UNITS",
]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _phrases(text: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in text.split(","))


# Stand for a missing value whatever the column holds.
MISSING = _phrases(
    """
    #div/0!, #n/a, #na, #name?, #nan, #null!, #num!, #ref!, #value!, (blank), (missing), (null),
    *, **, -, --, ---, -nan, ., .., ..., /, <na>, <null>, ?, ??, ???, \\n, _, blank, missing,
    n.a, n.a., n/a, n/d, n\\a, nan, nat, no data, no value, nodata, not applicable, not
    available, not provided, not specified, null, undefined, unspecified
    """
) | {"", "\N{EN DASH}", "\N{EM DASH}"}
# Stand for a missing value among numbers and dates; among words they may be a level.
MISSING_IN_NUMBERS = _phrases(
    """
    !, #, (none), empty, error, na, nd, nil, none, not found, not known, not recorded, not
    reported, not stated, not yet known, redacted, refused, suppressed, tba, tbd, unk, unknown,
    void, withheld, xx, xxx, ~
    """
)

# Of these, the ones that are no level of anything.
NOT_KNOWN = _phrases(
    """
    not known, not recorded, not reported, not stated, not yet known, redacted, suppressed, tba,
    tbd, unk, unknown, withheld
    """
)
# All of them, in lower case: what a first look at a column must not overlook.
NULL_WORDS = MISSING | MISSING_IN_NUMBERS

BOOLEAN_PAIRS = (
    *[("yes", "no"), ("y", "n"), ("true", "false"), ("t", "f"), ("on", "off"), ("1", "0")],
    *[("ja", "nein"), ("oui", "non"), ("si", "no"), ("sí", "no"), ("sì", "no"), ("sim", "não")],
    *[("ja", "nee"), ("ja", "nej"), ("wahr", "falsch"), ("vrai", "faux"), ("j", "n"), ("o", "n")],
    *[("yes", "none"), ("enabled", "disabled"), ("checked", "unchecked"), ("1.0", "0.0")],
)
GENDERS = _phrases(
    """
    0, 1, 2, 9, both, boy, d, divers, diverse, f, female, femenino, feminine, femme, frau,
    féminin, genderqueer, girl, hombre, homme, intersex, m, male, man, mann, masculin,
    masculine, masculino, men, mujer, männlich, non binary, non-binary, nonbinary, other, prefer
    not to say, trans, transgender, u, unknown, w, weiblich, woman, women, x
    """
)

MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        [
            "jan january januar janvier enero gennaio januari",
            "feb february februar février fevrier febrero febbraio februari fév",
            "mar march märz maerz mrz mars marzo maart",
            "apr april avril abril aprile avr",
            "may mai mayo maggio mei",
            "jun june juni juin junio giugno",
            "jul july juli juillet julio luglio",
            "aug august août aout agosto augustus",
            "sep sept september septembre septiembre settembre",
            "oct october oktober okt octobre octubre ottobre",
            "nov november novembre noviembre",
            "dec december dezember dez décembre decembre diciembre dicembre",
        ],
        start=1,
    )
    for name in names.split()
}

# Levels in order, lowest first.  A slash separates spellings of one level.
SCALES: tuple[tuple[str, ...], ...] = tuple(
    tuple(scale.split(", "))
    for scale in [
        "none, minimal, very low/very-low, low/lo, medium/med/mid/moderate/normal/average, "
        "high/hi, very high/very-high, urgent/critical/extreme/highest/severe",
        "xxs/2xs, xs, s, m, l, xl, xxl/2xl, xxxl/3xl, xxxxl/4xl",
        "tiny, extra small/x-small, small, medium, large, extra large/x-large, huge, gigantic",
        "strongly disagree/completely disagree, disagree, somewhat disagree/slightly disagree, "
        "neither agree nor disagree/neutral/undecided/neither, somewhat agree/slightly agree, "
        "agree, strongly agree/completely agree",
        "very dissatisfied, dissatisfied/unsatisfied, somewhat dissatisfied, "
        "neutral/neither satisfied nor dissatisfied, somewhat satisfied, satisfied, very satisfied",
        "never, almost never, rarely/seldom, occasionally, sometimes, often/frequently, "
        "usually, almost always, always",
        "terrible/very bad, very poor, poor/bad/inadequate, below average, "
        "fair/average/ok/okay/adequate/mediocre, "
        "good/satisfactory, above average, very good, great, excellent/outstanding, ideal/perfect",
        "not important/not at all important, slightly important, somewhat important, "
        "important/moderately important, very important, extremely important",
        "not at all, not much/a little/a bit/slightly/hardly, some/somewhat/moderately, "
        "quite a bit/quite a lot, a lot/very much/a great deal, extremely/completely/entirely",
        "very unlikely, unlikely, somewhat likely, likely, very likely",
        "minor/slight/trivial/negligible, mild, moderate/serious, major/severe, "
        "critical/life-threatening/fatal, blocker",
        "novice, beginner/elementary, intermediate, upper intermediate, advanced, "
        "proficient, expert/master",
        "bronze, silver, gold, platinum, diamond",
        "cold, cool, mild, warm, hot",
        "young/child/infant, teen/teenager/adolescent, adult, middle-aged, senior/elderly/old",
        "monday/mon/mo, tuesday/tue/tues/tu, wednesday/wed/we, thursday/thu/thur/thurs/th, "
        "friday/fri/fr, saturday/sat/sa, sunday/sun/su",
        "january/jan, february/feb, march/mar, april/apr, may, june/jun, july/jul, august/aug, "
        "september/sep/sept, october/oct, november/nov, december/dec",
        "januar, februar, märz, april, mai, juni, juli, august, september, oktober, november, "
        "dezember",
        "janvier, février, mars, avril, mai, juin, juillet, août, septembre, octobre, novembre, "
        "décembre",
        "montag, dienstag, mittwoch, donnerstag, freitag, samstag/sonnabend, sonntag",
        "lundi, mardi, mercredi, jeudi, vendredi, samedi, dimanche",
        "first/1st, second/2nd, third/3rd, fourth/4th, fifth/5th, sixth/6th, seventh/7th, "
        "eighth/8th, ninth/9th, tenth/10th",
        "a+, a, a-, b+, b, b-, c+, c, c-, d+, d, d-, e, f",
        "aaa, aa+, aa, aa-, a+, a, a-, bbb+, bbb, bbb-, bb+, bb, bb-, b+, b, b-, ccc, cc, c, d",
        "i, ii, iii, iv, v, vi, vii, viii, ix, x",
        "none/no education, primary/primary school/elementary school/primary education, "
        "less than high school/some high school, "
        "secondary/secondary school/middle school/secondary education, "
        "high school/high school degree/high school diploma/high school graduate/hs-grad, "
        "some college/some-college, associate/associate degree/associate's degree, "
        "college/college degree/tertiary/higher education, "
        "bachelor/bachelors/bachelor's/bachelor degree/bachelor's degree/undergraduate, "
        "graduate/graduate degree/postgraduate/graduate school, "
        "master/masters/master's/master degree/master's degree, "
        "doctorate/doctoral degree/phd/ph.d.",
        "intern, junior, mid/mid-level/intermediate, senior, lead, principal, director",
        "daily, weekly, fortnightly/biweekly, monthly, quarterly, yearly/annually/annual",
        "q1, q2, q3, q4",
        "early, middle, late",
        "low, middle, high",
    ]
)

CURRENCIES = _words(
    """
    $ € £ ¥ ₹ ₽ ₩ ₺ ₪ ₫ ฿ ₴ ₦ ¢ USD EUR GBP JPY CNY INR RUB KRW TRY CHF SEK NOK DKK PLN CZK HUF
    AUD CAD NZD BRL MXN ZAR SGD HKD THB ILS AED SAR RON BGN ISK IDR MYR PHP VND NGN EGP PKR US$
    A$ C$ R$ HK$ NZ$ S$ Rs Rs. kr zł Kč Ft CHF. Fr. RM KSh R
    """
)

UNITS = _words(
    """
    kg g mg µg μg lb lbs oz st t ton tons tonne tonnes gram grams kilogram kilograms pound
    pounds ounce ounces km m cm mm µm nm mi mile miles ft foot feet in inch inches yd yard yards
    metre metres meter meters kilometers kilometres l L ml mL cl dl gal gallon gallons liter
    liters litre litres cc pint pints h hr hrs hour hours min mins minute minutes s sec secs
    second seconds ms ns µs d day days week weeks wk month months mo year years yr yrs y W kW MW
    GW Wh kWh MWh GWh V kV mV A mA Ah mAh Hz kHz MHz GHz J kJ MJ N Nm kN Pa kPa MPa hPa bar mbar
    psi atm mmHg °C °F °K K °c °f ° deg degrees B b kB KB MB GB TB PB KiB MiB GiB bit bits byte
    bytes kbps Mbps Gbps MB/s px pixels dpi ppi mph km/h kmh kph kmph m/s knots kt rpm bpm cal
    kcal kCal ppm ppb mol mmol mmol/L mg/dL mg/L g/L µg/m3 µg/m³ m2 m² km2 km² ha acre acres
    sqft sq.ft ft2 ft² m3 m³ cm3 cm³ ft3 mpg kmpl km/kg l/100km bhp hp PS dB dBm lm lx cd Ω ohm
    F µF pF x dpt Mpc kpc ly AU people persons pcs pieces items units times points pts stars
    votes reviews views seasons episodes ' ″ k M bn m+ k+ M+
    """
) | frozenset(['"', "sq ft", "sq m", "sq km", "fl oz"])

STREET = (
    r"street|st|avenue|ave?|road|rd|boulevard|blvd|lane|ln|drive|dr|court|ct|place|pl|square|sq"
    r"|highway|hwy|parkway|pkwy|way|terrace|close|crescent|route|rte|plaza|trail|circle|cir"
    r"|rue|chemin|allée|calle|via|viale|piazza|avenida|rua|laan|plein"
)

# Common given names of several languages: enough to see that a column holds people, not who.
GIVEN_NAMES = _words(
    """
    aaron ada adam agnes ahmed aisha alain alan albert alejandro alex alexander ali alice amanda
    amelia amit amy ana anders andrea andreas andrew angela anil anita anke ann anna anthony
    antonio arthur ashley astrid ava barbara ben benjamin betty bill birgit bob brandon brenda
    brian bruce camille carl carlos carmen carol carolyn catherine charles charlotte cheryl
    chiara chloe chris christina christine christopher claire claude colin cynthia dan daniel
    dave david deborah debra deepak dennis diane dmitri donald donna dorothy douglas edith
    edward elena elizabeth ella ellen emilia emily emma eric erik ernest ethan eugene evelyn
    fatima felix fernando florence francesco francisco frank fred frederick gary george giovanni
    giulia giuseppe gloria grace graham greg gregory hannah hans harold harriet harry hassan
    heather heike helen henry hiroshi howard ian ibrahim ingrid isabel isabelle ivan jack jacob
    jacqueline james jan jane janet jason javier jean jeff jeffrey jennifer jeremy jerry jessica
    jim joan joe john jonas jonathan jordan jose joseph joshua joyce juan judith julia julie
    justin jürgen karen karl kate katherine kathleen katrin keith kelly kenji kenneth kevin
    kimberly klaus kyle larry lars laura lauren lee lena leo leon li liam linda lisa louis luca
    lucia lucy luis lukas madison manuel marco margaret maria marie mark marta martha martin
    mary matt matthew max maximilian megan melissa mia michael michel michelle miguel mike ming
    mohammed monika muhammad nancy natalia nathalie nathan neil nicholas nick nicolas nicole
    nina noah ole olga oliver olivia omar otto pamela paolo patricia patrick paul pedro peter
    petra philip philippe pierre piotr priya rachel raj ralph ravi raymond rebecca richard
    robert roger ronald rose ruth ryan sabine sam samantha samuel sandra sanjay sara sarah scott
    sean sergei sharon shirley simon sofia sophie stefan stephanie stephen steve steven sunita
    susan tatiana taylor teresa thomas tim timothy tom tony tyler ursula victor victoria
    virginia walter wei william wolfgang yuki yusuf zachary zoe
    """
)
