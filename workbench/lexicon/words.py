"""Words that columns of text are made of: levels of scales, genders, streets and given names."""

from __future__ import annotations

from workbench.lexicon.tables import CALENDAR_SCALES

__all__ = ["GENDERS", "GIVEN_NAMES", "SCALES", "STREET"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _phrases(text: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in text.split(","))


GENDERS = _phrases(
    """
    0, 1, 2, 9, both, boy, d, divers, diverse, f, female, femenino, feminine, femme, frau,
    féminin, genderqueer, girl, hombre, homme, intersex, m, male, man, mann, masculin,
    masculine, masculino, men, mujer, männlich, non binary, non-binary, nonbinary, other, prefer
    not to say, trans, transgender, u, unknown, w, weiblich, woman, women, x
    """
)

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
) + tuple(tuple("/".join(level) for level in scale) for scale in CALENDAR_SCALES)

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
