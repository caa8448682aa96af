"""Which patterns take no more than a moment, and which are refused because they may not."""

import re
import subprocess
import sys

import pytest

from workbench.rules.patterns import check_pattern

EVERYDAY = [
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    "[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}",
    "[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}",
    "^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}$",
    "^[^@ ]+@[^@ ]+\\.[^@ ]+$",
    "[^@ ]+@(?:[A-Za-z0-9-]+\\.)+[A-Za-z]{2,}",
    "^[a-z0-9]+(?:[._-][a-z0-9]+)*@[a-z0-9]+(?:[.-][a-z0-9]+)*\\.[a-z]{2,6}$",
    "^\\+?[0-9]{1,3}[ -]?\\(?[0-9]{3}\\)?[ -]?[0-9]{3}[ -]?[0-9]{4}$",
    "\\+?[0-9][0-9 ()-]{6,}[0-9]",
    "\\(?[0-9]{3}\\)?[-. ]?[0-9]{3}[-. ]?[0-9]{4}",
    "^ +",
    " +$",
    "^ +| +$",
    "[ \t]+",
    "^[$€£]? ?[0-9]{1,3}(?:,[0-9]{3})*(?:\\.[0-9]{2})?$",
    "[0-9]{1,3}(?:[ .,][0-9]{3})*(?:[.,][0-9]{1,2})?",
    "^-?[0-9]+(?:\\.[0-9]+)?$",
    "[+-]?[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?",
    "^https?://[^ /]+(?:/[^ ]*)?$",
    "https?://[^ ]+",
    "(?:https?://)?(?:www\\.)?[a-z0-9-]+\\.[a-z]{2,}",
    "^(?:https?://)?(?:[a-z0-9-]+\\.)+[a-z]{2,}(?:/[^ ?#]*)?(?:\\?[^ #]*)?$",
    "^[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){2,7} ?[A-Z0-9]{1,4}$",
    "^[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}$",
    "^[0-9]{5}(?:-[0-9]{4})?$",
    "[0-9]{3}-[0-9]{2}-[0-9]{4}",
    "^(?:[0-9]{1,3}\\.){3}[0-9]{1,3}$",
    "^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$",
    "#[0-9A-Fa-f]{6}",
    "^#?(?:[0-9a-fA-F]{3}){1,2}$",
    "<[^>]+>",
    "\\([^)]*\\)",
    "\\[[^\\]]*\\]",
    '"[^"]*"',
    "[^a-zA-Z0-9 ]",
    "[^0-9]+",
    "(?:cm|mm|km|m)$",
    "(?:Mr|Mrs|Ms|Dr)\\.? +",
    " *[,;] *",
    " +[,;]",
    "[,;]+ *$",
    "[.!?]+$",
    "^0+",
    "^[A-Z][a-z]+(?: [A-Z][a-z]+)*$",
    "^[A-Z][a-z]+(?:[ '-][A-Z][a-z]+)+$",
    "(?:St|Street|Ave|Avenue|Rd|Road)\\.?$",
    "^[0-9]+ [A-Za-z]+(?: [A-Za-z]+)*$",
    "^[A-Z]{2,3}-[0-9]{3,6}$",
    "[0-9]+(?:st|nd|rd|th)",
    "(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?",
    "[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]{1,6})?)?"
    "(?:Z|[+-][0-9]{2}:?[0-9]{2})?",
    "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* [0-9]{1,2},? [0-9]{4}",
    "^(?:yes|no|true|false|y|n)$",
    "(?:N/A|n/a|NA|none|null|-+)$",
    "[0-9]+ ?(?:kg|g|lb|oz)",
    "[0-9]+(?:[.,][0-9]+)? ?%",
    "EUR ?[0-9]+",
    "[A-Za-z]+[0-9]+",
    "^[A-Za-z]+-[0-9]+-[A-Za-z]+$",
    "[aeiou]{2,}",
    "é|è|ê",
    "\\.[A-Za-z0-9]{2,4}$",
    "[^/]+$",
    "^[^,]+, *[^,]+$",
]
LATER_EVERYDAY = [
    r"^[A-Z][a-z]+, [A-Z][a-z]+(?: [A-Z]\.)?$",
    r"(?:[0-9]{1,3}[ .,])*[0-9]{1,3}",
    r"^[a-z]+(?:_[a-z]+)*$",
    r"^(?:[A-Za-z0-9_-]+/)*[A-Za-z0-9_-]+\.csv$",
    r"[0-9]+(?:-[0-9]+)+",
    r"^[^:]+: *",
    r" *\([0-9]{4}\) *$",
    r"^(?:0[1-9]|[12][0-9]|3[01])[.](?:0[1-9]|1[0-2])[.][0-9]{4}$",
    r"(?:[A-Za-z]+, )+[A-Z]{2} [0-9]{5}",
    r"\n+",
    r"[ \t\r\n]+",
    r"^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$",
    r"(?:[^,;]+[,;])+[^,;]+$",
    r"[A-Z]{2}(?:[ -]?[0-9]{2,3}){2,4}",
    r"(?:approx|ca)\.? *",
]
"""Written once the analysis was finished."""
EVIL = [
    "[^x]+[^x]+[^x]+[^x]+y",
    "(?:[A-Za-z0-9_]+[ ]?)+$",
    "(?:[^\\n]*a){12}",
    "(?:a+)+b",
    "(?:a|a)*b",
    "(?:a?){20}b",
    "(?:a|ab|b)*c",
    "(?:a|[a-z])+[0-9]",
    "a*a*a*a*a*a*b",
    "(?:[a-z]+[0-9]*)*!",
    "(?:[^,]*,?)*;",
    "^(?:[a-z]*)*$",
    "^(?:[0-9]+ ?)+$",
    "(?:a|a|a){40}b",
    "[^a]{1,60}[^a]{1,60}[^a]{1,60}[^a]{1,60}a",
    "(?:(?:ab)*a?b?)*c",
    "^(?:[a-z]|[^0-9])*!$",
    "[ -z]*[!-z]+[#-z]*@@",
    "(?:x+x+)+y",
    "([a-zA-Z]+)*$",
    "(\\w+\\s?)+$",
    "(.*a){12}",
    "(?:a?){30}a{30}",
    "^(?:aa|aaa)+b",
    "(?:[a-c]x|[b-d]x)*y",
    " in m: print(",
]
LATER_EVIL = [
    r"^(?:[^,]+,?)+$",
    r"(?:[a-z]+-?[a-z]*)+[0-9]$",
    r"^(?:abc|ab|c)*d$",
    r"(?:[^<]*<[^>]*>?)*#",
    r"[a-z]*[^0-9]*[a-y]*[b-z]*!",
    r"(?:(?:[0-9]{1,3})+,?)+;",
    r"^(?:x[^y]*|[^y]+)+y$",
    r"(?:[^\n]*,){9}z",
    r"(?: ?[A-Za-z]+ ?)+[.]$",
    r"(?:a{1,20}){1,20}b",
    r"(?:abcdefg|abc|defg|h)+!",
    r"[^a][^b]*[^c]*[^d]*[^e]*a$",
]
"""Written once the analysis was finished."""


REFUSED = r"can take exponential time|engines differ|groups allowed"


@pytest.mark.parametrize("pattern", EVERYDAY + LATER_EVERYDAY)
def test_everyday_patterns_pass(pattern):
    try:
        assert check_pattern(pattern) == pattern
    except ValueError as error:
        assert "matches empty text" in str(error), error


@pytest.mark.parametrize("pattern", EVIL + LATER_EVIL)
def test_patterns_that_may_take_too_long_are_refused(pattern):
    with pytest.raises(ValueError, match=REFUSED):
        check_pattern(pattern)


SEARCH = "import re, sys; re.sub(sys.argv[1], '', sys.argv[2])"


@pytest.mark.parametrize(
    "pattern", [r"(?:[a-z]+ ?)+$", "[^x]+[^x]+[^x]+[^x]+y", "(?:ab|a|b)+[0-9]"]
)
def test_what_is_refused_does_not_end(pattern):
    with pytest.raises(ValueError, match="exponential"):
        check_pattern(pattern)
    with pytest.raises(subprocess.TimeoutExpired):
        subprocess.run([sys.executable, "-c", SEARCH, pattern, "ab" * 1500 + "!"], timeout=3)


@pytest.mark.parametrize("sign", ["a", "1", " ", ".", "-", "@", ",", "aA ", "1.", "a@", "é", "€1,"])
def test_what_passes_ends(sign):
    for pattern in EVERYDAY + LATER_EVERYDAY:
        re.sub(pattern, "", sign * (1500 // len(sign)) + "\x01")
