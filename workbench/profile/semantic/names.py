"""What a column's name hints at.  A hint never decides alone: the values must agree."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["hints_of", "words_of"]

SPLIT = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-zäöüßéèà]+|\d+|%|#")
NAME_LIMIT = 200

HINTS: dict[str, frozenset[str]] = {
    hint: frozenset(words.split())
    for hint, words in {
        "id": "id ids key uuid guid identifier identifiant nr ref reference serial sku isbn ean "
        "upc asin pk fk accession urn barcode objectid rowid userid customerid fid gid tid oid",
        "code": "code codes class type category cat kind group grp cluster label status state "
        "level flag mode cd stratum segment category kategorie region district zone dept "
        "department sector channel version gender sex race ethnicity typ art classe",
        "count": "count counts number num no n nb qty quantity total sum amount places size length "
        "population frequency freq persons people passengers children rooms bedrooms "
        "bathrooms floors hits views sales items visits votes anzahl nombre cnt",
        "measure": "price cost value height width weight length speed temperature temp age area "
        "volume depth distance duration income salary revenue mass power pressure mean avg "
        "average median std min max rate ratio percent pct mpg score horsepower latitude "
        "longitude energy budget fee tax balance profit",
        "year": "year years yr yyyy jahr annee année año anno season vintage yearid",
        "month": "month months mon mm monat mois mes ym yyyymm period",
        "day": "day dd dow weekday wochentag jour",
        "date": "date dates datum dt day dob birthday birthdate fecha data ymd yyyymmdd dates",
        "time": "time timestamp datetime ts epoch clock created updated modified when utc at "
        "deadline expires zeit uhrzeit heure hora hour hhmm unixtime date",
        "birth": "birth dob birthday birthdate born geburtsdatum geburtstag naissance nacimiento",
        "postcode": "zip postcode zipcode zipcodes postal plz cap postalcode postleitzahl cep zips "
        "pincode postcodes codepostal",
        "phone": "phone telephone tel mobile cell fax phonenumber telefon handy telefono msisdn "
        "phones mobil",
        "latitude": "lat latitude lats latitud latitudine breitengrad",
        "longitude": "lon lng long longitude longs longitud längengrad",
        "gender": "gender sex geschlecht sexe sexo",
        "person": "firstname lastname surname forename author authors patient employee customer "
        "person contact director actor actress player driver teacher student nurse physician "
        "doctor owner member name fullname nachname vorname nom prenom prénom nombre apellido "
        "candidate passenger artist user username winner laureate coach manager speaker",
        "given": "firstname lastname surname forename fullname nachname vorname prenom prénom "
        "apellido middlename maidenname familyname givenname",
        "address": "address addr street adresse anschrift straße strasse direccion location "
        "addresses",
        "percent": "percent pct percentage perc % prozent",
        "rating": "rating ratings stars score grade rank satisfaction likert level priority "
        "severity importance likelihood agreement quality pclass stage note risk impact",
        "national": "ssn nin nino passport aadhaar curp nif dni cpf pesel bsn nationalid",
        "card": "card creditcard pan cardnumber ccnumber cc",
        "ip": "ip ipaddress ipv4 ipv6",
        "text": "description comment comments text notes note remark remarks review message body "
        "abstract summary content title feedback details explanation reason narrative",
        "account": "iban bic account",
    }.items()
}
PAIRS = {
    "first name": "given",
    "last name": "given",
    "full name": "given",
    "family name": "given",
    "given name": "given",
    "middle name": "given",
    "birth date": "birth",
    "social security": "national",
    "national id": "national",
    "post code": "postcode",
    "credit card": "card",
}


def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a column's name in lower case: ``customerID_2`` → customer, id, 2."""
    return tuple(word.lower() for word in SPLIT.findall(name[:NAME_LIMIT]))


@lru_cache(maxsize=4096)
def hints_of(name: str) -> frozenset[str]:
    """Return which of the known hints the words of a name give.

    Parameters
    ----------
    name : str
        The column's name; only its first 200 characters are looked at.

    Returns
    -------
    frozenset of str
        Keys such as ``id``, ``year`` or ``latitude``; empty where the name says nothing.
    """
    words = words_of(name)
    known = set(words) | {"".join(words), name.strip().casefold()[:NAME_LIMIT]}
    results = {hint for hint, signs in HINTS.items() if not signs.isdisjoint(known)}
    results |= {hint for pair, hint in PAIRS.items() if pair in " ".join(words)}
    if (words and words[-1] == "id") or re.search(r"(?:[a-z]ID|[a-z]Id|_id)s?$", name[:NAME_LIMIT]):
        results |= {"id", "id last"}
    return frozenset(results)
