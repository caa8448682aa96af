"""Values with a form of their own: addresses on the net, codes with check digits, paths, JSON."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from functools import partial

from workbench.profile.semantic.column import PROBE, Column, Finding, fitting

__all__ = ["find_pattern", "iban_is_valid", "luhn_is_valid"]

EMAIL = re.compile(r"(?:mailto:)?[\w.+'%&/=-]{1,64}@(?:[\w-]{1,63}\.)+[A-Za-z]{2,24}")
URL = re.compile(
    r"(?:(?:https?|ftps?|s3|gs|file)://\S+|www\.[\w-]+\.\S+"
    r"|(?:[a-z0-9][\w-]*\.)+(?:com|org|net|edu|gov|io|co|de|fr|uk|info|eu|nl)(?:[/?:]\S*)?)",
    re.IGNORECASE,
)
IP4 = re.compile(
    r"(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:/\d\d?|:\d+)?"
)
IP6 = re.compile(r"(?=.*:.*:)[0-9a-fA-F:]{3,39}(?:%\w+)?(?:/\d{1,3})?")
MAC = re.compile(r"(?:[0-9a-fA-F]{2}[:-]){5}[0-9a-fA-F]{2}")
UUID = re.compile(r"\{?[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\}?")
HASH = re.compile(
    r"(?:0x)?(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{56,64}|[0-9a-f]{96}|[0-9a-f]{128})", re.I
)
PATH = re.compile(r"[^\n\t|<>]{1,300}\.([A-Za-z0-9]{2,5})(?:[?#]\S*)?")
IMAGES = frozenset(
    ["jpg", "jpeg", "png", "gif", "bmp", "tif", "tiff", "webp", "svg", "heic", "dcm", "ico"]
)
SOUNDS = frozenset(["wav", "mp3", "flac", "ogg", "m4a", "aac", "opus", "wma", "aiff"])
PHONE = re.compile(
    r"(?:\+|00)?\s?(?:\(\+?\d{1,5}\)|\d{1,5})(?:[\s./-]{0,2}(?:\(\d{1,5}\)|\d{1,8})){0,6}(?:\s?(?:x|ext\.?)\s?\d{1,6})?",
    re.I,
)
PHONE_MARKED = re.compile(r"\+\d|\(\d{2,5}\)|\d{3}[-. ]\d{3}[-. ]\d{4}|^0\d{2,4}[ /-]\d")
SSN = re.compile(r"(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}")
POINT = re.compile(
    r"[\[(]?\s*(-?\d{1,3}\.\d+)\s*[,; ]\s*(-?\d{1,3}\.\d+)\s*[\])]?"
    r"|POINT\s?\(\s*(-?\d{1,3}(?:\.\d+)?) (-?\d{1,3}(?:\.\d+)?)\s*\)",
    re.I,
)
DEGREES = re.compile(
    r"\d{1,3}\s?[°º]\s?(?:\d{1,2}(?:\.\d+)?\s?['′’]\s?)?(?:\d{1,2}(?:\.\d+)?\s?(?:\"|″|''|”)\s?)?[NSEWO]?"  # noqa: RUF001
    r"|\d{1,3}(?:\.\d+)?\s?°?\s?[NSEW]|\d{4,7}[NSEW]"
)
POSTCODES = (
    ("GB", re.compile(r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}", re.I), False),
    ("CA", re.compile(r"[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d", re.I), False),
    ("NL", re.compile(r"[1-9]\d{3} [A-Z]{2}"), False),
    ("US", re.compile(r"\d{5}(?:-\d{4})?"), True),
    ("digits", re.compile(r"(?:[A-Z]{1,2}-)?\d{2,5}[ -]?\d{0,4}"), True),
)
IBAN = re.compile(r"[A-Z]{2}\d{2} ?[A-Z0-9]{4}(?: ?[A-Z0-9]{1,4}){2,7}")
CARD = re.compile(
    r"[2-6]\d{3}[ -]?\d{4}[ -]?\d{4}[ -]?\d{1,4}(?:[ -]?\d{3})?|3\d{3}[ -]?\d{6}[ -]?\d{5}"
)


def luhn_is_valid(digits: str) -> bool:
    """Whether the last digit checks the others (ISO/IEC 7812-1)."""
    numbers = [int(digit) * (1 + index % 2) for index, digit in enumerate(reversed(digits))]
    return sum(number - 9 * (number > 9) for number in numbers) % 10 == 0


def iban_is_valid(text: str) -> bool:
    """Whether a bank account's check digits hold (ISO 13616, modulus 97)."""
    plain = text.replace(" ", "").upper()
    if not (15 <= len(plain) <= 34 and plain.isalnum() and plain.isascii()):
        return False
    return int("".join(str(int(c, 36)) for c in plain[4:] + plain[:4])) % 97 == 1


def _is_iban(text: str) -> bool:
    return IBAN.fullmatch(text) is not None and iban_is_valid(text)


def _is_card(text: str) -> bool:
    if CARD.fullmatch(text) is None:
        return False
    digits = re.sub(r"[ -]", "", text)
    return 13 <= len(digits) <= 19 and digits.isascii() and luhn_is_valid(digits)


def _ends_in(kinds: frozenset[str], text: str) -> bool:
    match = PATH.fullmatch(text)
    return match is not None and match[1].casefold() in kinds


def _is_object(text: str) -> bool:
    if text[:1] != "{" or text[-1:] != "}":
        return False
    try:
        return isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return len(text) >= 600 or ":" in text


def _is_point(text: str) -> bool:
    match = POINT.fullmatch(text)
    numbers = [abs(float(number)) for number in match.groups() if number] if match else [math.inf]
    return min(numbers) <= 90 and max(numbers) <= 180


def _is_phone(text: str) -> bool:
    shaped = len(text) <= 30 and PHONE.fullmatch(text) is not None
    return shaped and 6 <= sum(map(str.isdigit, text)) <= 16


def _cheap(pattern: re.Pattern[str], mark: str) -> Callable[[str], object]:
    return lambda text: mark in text and pattern.fullmatch(text)


Test = tuple[str, Callable[[str], object], str, float, str | None]
# In the order they are tried: type, test, what a value is, weight, personal data.
TESTS: tuple[Test, ...] = (
    ("e-mail", _cheap(EMAIL, "@"), "an e-mail address", 0.99, "e-mail"),
    ("image path", partial(_ends_in, IMAGES), "a path that ends as images do", 0.97, None),
    ("audio path", partial(_ends_in, SOUNDS), "a path that ends as sounds do", 0.97, None),
    ("URL", lambda text: "." in text and URL.fullmatch(text), "a web address", 0.98, None),
    ("IP address", _cheap(IP4, "."), "an IP address", 0.97, "IP address"),
    ("UUID", _cheap(UUID, "-"), "a UUID", 0.99, None),
    ("id", MAC.fullmatch, "the address of a network card", 0.93, None),
    ("IBAN", _is_iban, "a bank account with valid check digits", 0.99, "IBAN"),
    ("JSON", _is_object, "an object in braces", 0.96, None),
    ("coordinates", _is_point, "a pair of latitude and longitude", 0.93, "coordinates"),
    ("coordinates", DEGREES.fullmatch, "an angle with its direction", 0.85, "coordinates"),
)


def find_pattern(column: Column) -> Finding | None:
    """Find values with a form of their own; the first test that most values pass decides.

    Phones, postcodes and cards look like numbers: without a sign in the values (``+``, brackets,
    groups, check digits) the column's name must agree.
    """
    for type_, test, result, weight, personal in TESTS:
        if fit := fitting(column, test):
            return Finding(type_, "object" if type_ == "JSON" else "text", fit, f"each is {result}",
                           weight, personal=personal)  # fmt: skip
    return _find_hash(column) or _find_ip6(column) or _find_codes(column)


def _find_hash(column: Column) -> Finding | None:
    fit = fitting(column, HASH.fullmatch)
    if not fit or all(map(str.isdigit, column.texts)):
        return None
    return Finding("hash", "text", fit, "hexadecimal digits of a digest's length", 0.95)


def _find_ip6(column: Column) -> Finding | None:
    fit = fitting(column, lambda t: ":" in t and (IP6.fullmatch(t) or IP4.fullmatch(t)))
    if not fit or not any("::" in t or t.count(":") >= 5 for t in column.texts):
        return None
    return Finding("IP address", "text", fit, "each is an IP address", 0.95, personal="IP address")


def _find_codes(column: Column) -> Finding | None:
    """Find personal numbers: national ids, cards, postcodes, phones."""
    if fit := fitting(column, SSN.fullmatch):
        return Finding("id", "text", fit, "written as 3-2-4 digits, as US social security numbers",
                       0.9, personal="national id")  # fmt: skip
    fit = fitting(column, _is_card)
    if fit and (len(column.texts) >= 5 or "card" in column.hints):
        return Finding("card number", "text", fit, "card numbers with a valid check digit", 0.95,
                       personal="card number")  # fmt: skip
    for land, pattern, by_name in POSTCODES:
        if by_name and "postcode" not in column.hints:
            continue
        if fit := fitting(column, pattern.fullmatch):
            whole = all(text.isdigit() and text[0] != "0" for text in column.texts)
            said = " and the name agrees" if by_name else ""
            return Finding("postcode", "integer" if whole else "text", fit,
                           f"written as postcodes are{said}", 0.93, format=land,
                           personal="postcode")  # fmt: skip
    return _find_phone(column)


def _find_phone(column: Column) -> Finding | None:
    named = "phone" in column.hints
    marked = sum(1 for text in column.texts[:PROBE] if PHONE_MARKED.search(text))
    if marked < 0.5 * min(len(column.texts), PROBE) and not named:
        return None
    fit = fitting(column, _is_phone)
    if not fit:
        return None
    why = "written as telephone numbers are" + (" and the name agrees" if named else "")
    return Finding("phone", "text", fit, why, 0.95 if named else 0.85, personal="phone")
