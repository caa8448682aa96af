"""Placeholders for a missing value, each with how sure it is that it is one."""

from __future__ import annotations

from typing import Literal

__all__ = ["PLACEHOLDERS", "Reason", "is_placeholder", "placeholders"]

Reason = Literal["sign", "stated", "mostly", "unknown", "state", "number"]
"""Why a text stands for a missing value.

``sign``: no letters.  ``stated``: it says that there is no value.  ``mostly``: it says so, but may
be an answer.  ``unknown``: nobody knows the value.  ``state``: among numbers and dates it is no
value, among words it may be the answer: a tank is empty, an allergy is none, a film is "xXx".
``number``: a placeholder among numbers and dates only; among words it is a word.
"""

_LISTS: dict[Reason, str] = {
    "sign": ", -, --, ---, ., .., ..., ?, ??, ???, *, **, /, _, \N{EN DASH}, \N{EM DASH}, "
    "\N{MINUS SIGN}, \N{HORIZONTAL BAR}, \N{FULLWIDTH HYPHEN-MINUS}, \N{HORIZONTAL ELLIPSIS}",
    "stated": "n/a, #n/a, n.a., n.a, #na, n/d, n\\a, \\n, null, <null>, (null), nan, #nan, -nan, "
    "nat, <na>, (blank), (missing), not available, not applicable, not provided, not specified, "
    "not set, unspecified, no data, nodata, no value, to be determined, #value!, #ref!, #div/0!, "
    "#name?, #null!, #num!, not known, not recorded, not reported, not stated, not yet known, "
    # What C libraries print, and the missing values of R, pandas, SPSS and Stata.
    "+nan, -nan(ind), nan(ind), -nan(snan), nan(snan), not a number, 1.#qnan, -1.#qnan, 1.#snan, "
    "1.#nan, 1.#ind, -1.#ind, #ind, #qnan, <nat>, na_real_, na_integer_, na_character_, #sysmis, "
    # Excel's errors, in English and as other languages show them.
    "#calc!, #spill!, #field!, #unknown!, #blocked!, #connect!, #busy!, #getting_data, #wert!, "
    "#bezug!, #nv, #zahl!, #valeur!, #nom?, #nombre!, #n/d, #¡valor!, #¿nombre?, "
    "#¡ref!, #¡div/0!, #¡num!, #valor!, #valore!, #nome?, #rif!, #waarde!, #naam?, "
    "#verw!, #getal!, #n/b, #arg!, #adr!, #liczba!, #nazwa?, #vÄrde!, #saknas!, #vÆrdi!, "
    # The words of other languages for it.
    "k.a., k. a., k.a, k/a, keine angabe, keine angaben, keine daten, nicht verfügbar, "
    "nicht zutreffend, nicht bekannt, ohne angabe, "
    "s/o, sans objet, n/c, non disponible, non renseigné, "
    "non applicable, non communiqué, pas de données, donnée manquante, "
    "s/d, sin datos, sin dato, sin información, no disponible, no aplica, no consta, "
    "sem dados, sem informação, não disponível, não aplicável, "
    "não informado, dato mancante, non disponibile, non applicabile, non pervenuto, "
    "n.v.t., nvt, niet beschikbaar, niet van toepassing, geen gegevens, geen data, "
    "brak danych, nie dotyczy, nie podano, uppgift saknas, ej tillämpligt, "
    "ej angivet, ikke oplyst, ikke tilgængelig, ikke tilgjengelig, ikke relevant, ei tietoa, "
    "ei saatavilla, není k dispozici, nincs adat, veri yok, "
    "нет данных, н/д, н.д., "
    "не указано, немає даних, "
    "暂无, 暫無, 无数据, 不适用, 未填, 未提供, "
    "該当なし, データなし, 未入力, 해당 없음, "
    "해당없음, غير متوفر, אין נתונים",
    "mostly": "blank, missing, undefined, fehlend, manquant, mancante, faltante, saknas",
    "unknown": "na, unknown, unk, tbd, tba, redacted, suppressed, withheld, unbekannt, inconnu, "
    "inconnue, desconocido, desconocida, desconhecido, desconhecida, ignorado, sconosciuto, "
    "sconosciuta, onbekend, okänd, okänt, ukendt, ukjent, tuntematon, nieznany, nieznana, "
    "nieznane, neznámý, neznámo, ismeretlen, bilinmiyor, necunoscut, "
    "άγνωστο, неизвестно, "
    "невідомо, 不详, 不詳, 未知, 不明, "
    "알 수 없음, 미상, غير معروف, "
    "לא ידוע, अज्ञात, không rõ, tidak diketahui",
    "state": "none, empty, void, nil, xxx, keine, leer, aucun, aucune, vide, ninguno, ninguna, "
    "nenhum, nenhuma, nessuno, nessuna, geen, leeg, brak, ingen, "
    "нет, 无, 無, 没有, なし, 無し, 없음",
    "number": "!, #, ~, (none), error, nd, not found, refused, xx, und, zz, undef, fehler, erreur, "
    "k a, ka, nc, nr, n.r., .a, .z, "
    # Among words also firms (N.V.), states (N.D., S.D., N.C.) and abbreviations.
    "n.d., n.d, n.c., n.v., s.d., s.o., o.a., b.d.",
}
PLACEHOLDERS: dict[str, Reason] = {
    word.casefold(): reason for reason, words in _LISTS.items() for word in words.split(", ")
}
"""Each placeholder in lower case, with its reason.

Statistics programs' own marks are from the manuals of R, SPSS, Stata, Excel and the C runtimes;
words are what official statistics and forms of each country print.
"""

LONGEST = max(map(len, PLACEHOLDERS))


def placeholders(*reasons: Reason) -> frozenset[str]:
    """Return the placeholders that have one of `reasons`, in lower case."""
    return frozenset(word for word, reason in PLACEHOLDERS.items() if reason in reasons)


def is_placeholder(text: str, *, among_numbers: bool = False) -> bool:
    """Tell whether a trimmed text usually stands for a missing value.

    Parameters
    ----------
    text : str
        The text, in any case.
    among_numbers : bool, default False
        Whether the other values are numbers or dates: there more words are placeholders.
    """
    reason = PLACEHOLDERS.get(text.casefold()) if len(text) <= LONGEST else None
    return reason is not None and (among_numbers or reason != "number")
