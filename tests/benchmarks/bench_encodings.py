# ruff: noqa: RUF001
"""Claim: the code page of a file is found, or told as doubtful, and hardly ever silently wrong.

Peer, in the same run: charset-normalizer.  Run by hand:
``python tests/benchmarks/bench_encodings.py [seed ...] [-v]`` (default: the current second).

Texts are rows of names, places, companies and sentences from Faker's locales; the letter tables
were fitted on CLDR's names.  Each code page is given files of 20 to 2,000 rows in each of its
languages, and files of English with the typographic signs of word processors.

- **right**: the decoded text is the text, whatever the code page is called.
- **told**: it is not, but another code page is named as nearly as likely, or the file is refused
  with the advice to name its encoding.
- **silent**: it is not, and nothing is said.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from charset_normalizer import from_bytes

from tests.generators.letters import vietnamese
from workbench.errors import InputError
from workbench.tables.decode import to_utf8

WEST = ("fr_FR", "de_DE", "es_ES", "pt_PT", "it_IT", "sv_SE", "da_DK", "no_NO", "fi_FI", "pt_BR")
EAST = ("pl_PL", "cs_CZ", "sk_SK", "hu_HU", "sl_SI", "hr_HR", "ro_RO")
CYRILLIC = ("ru_RU", "uk_UA", "bg_BG")
BALTIC = ("lt_LT", "lv_LV", "et_EE")
PAGES = {
    "cp1252": (*WEST, "signs", "signs"), "iso8859_1": WEST, "iso8859_15": WEST,
    "mac_roman": WEST, "cp437": WEST, "cp850": WEST,
    "cp1250": EAST, "iso8859_2": EAST, "cp852": EAST,
    "cp1251": CYRILLIC, "koi8_r": ("ru_RU", "bg_BG"), "koi8_u": ("uk_UA",), "cp866": ("ru_RU",),
    "iso8859_5": CYRILLIC, "mac_cyrillic": ("ru_RU", "uk_UA"),
    "cp1253": ("el_GR",), "iso8859_7": ("el_GR",), "cp1254": ("tr_TR",), "iso8859_9": ("tr_TR",),
    "cp1255": ("he_IL",), "cp1256": ("ar_SA", "fa_IR"), "cp1257": BALTIC, "iso8859_13": BALTIC,
    "cp1258": ("vi_VN",), "cp874": ("th_TH",),
    "gb18030": ("zh_CN",), "gbk": ("zh_CN",), "big5": ("zh_TW",), "shift_jis": ("ja_JP",),
    "cp932": ("ja_JP",), "euc_jp": ("ja_JP",), "iso2022_jp": ("ja_JP",), "euc_kr": ("ko_KR",),
    "cp949": ("ko_KR",), "utf-16": ("ru_RU", "ja_JP", "fr_FR"), "utf-16-le": ("ru_RU", "ko_KR"),
    "utf-16-be": ("el_GR", "zh_CN"),
}  # fmt: skip
ENGLISH = ["It’s", "“as new”", "– see note", "€{n}", "{n} °C", "Foo™", "Bar®", "£{n}", "and…",
           "yes—no", "• item", "the shop’s", "‘old’", "½ price", "{n} ± 1", "§ {n}",
           "© Acme"]  # fmt: skip


def text_of(page: str, locale: str, rows: int, rng: random.Random) -> str:
    """Return a file's text that the code page can write and that is not ASCII."""
    if locale == "signs":
        chosen = rng.sample(ENGLISH, rng.randint(1, 4))
        made = [f"{i},item {i},{rng.choice(chosen).format(n=i)}\n" for i in range(rows)]
        return "id,name,note\n" + "".join(made)
    fake = faker(locale)
    fake.seed_instance(rng.random())
    makers = [fake.name, fake.city, fake.company, fake.sentence, fake.street_address, fake.job]
    chosen_makers = rng.sample(makers, rng.randint(1, 4))
    lines = [",".join(["id", *(f"column{i}" for i in range(len(chosen_makers)))])]
    while len(lines) <= rows:
        cells = [make().replace(",", " ").replace("\n", " ") for make in chosen_makers]
        line = ",".join([str(len(lines)), *cells])
        if page == "cp1258":
            line = "".join(map(vietnamese, line))
        lines.append(line.encode(page, "ignore").decode(page))
    return "\n".join(lines) + "\n"


_FAKERS: dict[str, Any] = {}


def faker(locale: str) -> Any:
    from faker import Faker

    return _FAKERS.setdefault(locale, Faker(locale))


def ours(data: bytes, folder: Path) -> tuple[str | None, bool, str]:
    """Return the text, whether it is told as doubtful, and the encoding."""
    (folder / "in").write_bytes(data)
    try:
        decoded = to_utf8(folder / "in", folder / "out", None, "t.csv")
    except InputError:
        return None, True, "refused"
    text = (folder / "out").read_bytes().decode()
    return text, bool(decoded.other), f"{decoded.encoding} {decoded.differs}"


def peer(data: bytes) -> tuple[str | None, bool, str]:
    best = from_bytes(data).best()
    return (str(best), False, best.encoding) if best else (None, True, "none")


def judged(text: str, answer: tuple[str | None, bool, str]) -> str:
    if answer[0] is not None and answer[0].lstrip("\ufeff") == text:
        return "right in doubt" if answer[1] else "right"
    return "told" if answer[1] else "silent"


def main() -> None:
    numbers = [int(word) for word in sys.argv[1:] if word.isdecimal()] or [int(time.time())]
    with tempfile.TemporaryDirectory() as name:
        for seed in numbers:
            run(seed, Path(name))


def run(seed: int, folder: Path) -> None:
    rng = random.Random(seed)
    results: dict[str, Counter[str]] = defaultdict(Counter)
    for page, locales in PAGES.items():
        for locale in locales if len(locales) > 2 else locales * 3:
            rows = round(20 * 100 ** rng.random())
            text = text_of(page, locale, rows, rng)
            if text.isascii():
                continue
            data = text.encode(page)
            found = ours(data, folder)
            verdict = judged(text, found)
            results["ours"][verdict] += 1
            if "-v" in sys.argv and verdict != "right":
                print(f"    {verdict}: {page} {locale} {rows} rows read as {found[2]}")
            if "-p" not in sys.argv:
                results["charset-normalizer"][judged(text, peer(data))] += 1
    print(f"seed {seed}")
    for reader, counts in results.items():
        total = counts.total()
        shares = ", ".join(f"{key} {n / total:.3f}" for key, n in sorted(counts.items()))
        print(f"  {reader:18s} {total} files: {shares}")


if __name__ == "__main__":
    main()
