from __future__ import annotations

import importlib.util
import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.profile.texts import language
from workbench.profile.texts.language import find_languages
from workbench.profile.texts.odd_text import escaped
from workbench.profile.texts.text import describe_text

ENGLISH = "The parcel came two days late and the box was damaged, order {}"
GERMAN = "Die Lieferung kam zwei Tage zu spät und der Karton war beschädigt, {}"


def odd(values):
    return {found.kind: found for found in describe_text(values).odd}


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.text(max_size=19), st.integers(1, 5), min_size=1, max_size=20))
def test_lengths_equal_numpy_over_the_rows(values):
    rows = [text for text, count in values.items() for _ in range(count)]
    found = describe_text(values)
    points = [0, 0.25, 0.5, 0.75, 1]
    for told, lengths in (
        (found.characters, [len(text) for text in rows]),
        (found.words, [len(text.split()) for text in rows]),
    ):
        assert told == tuple(np.quantile(lengths, points, method="inverted_cdf"))
    filled = [text for text in rows if text.strip()]
    assert found.rows == len(rows)
    assert found.duplicates == len(filled) - len(set(filled))
    assert found.empty + found.blank == len(rows) - len(filled)
    json.dumps(found.to_dict(), allow_nan=False)


def test_empty_blank_and_near_empty():
    found = describe_text({"": 5, " \n": 2, "-": 3, "...": 1, "ok": 1, "fine": 1})
    assert (found.empty, found.blank, found.near_empty) == (5, 2, 5)


def test_words_are_counted_by_rows_without_case():
    found = describe_text({"Don't stop": 3, "STOP it": 2, "e\u0301tude \u00e9tude": 1})
    assert found.top_words[0] == ("stop", 5)
    assert dict(found.top_words) == {"stop": 5, "don't": 3, "it": 2, "étude": 2}
    assert (found.vocabulary, found.vocabulary_rows) == (4, 6)


def test_many_texts_are_drawn_and_told():
    found = describe_text({f"alpha beta {i}": 2 for i in range(6000)})
    assert found.vocabulary_rows == 10_000
    assert dict(found.top_words) == {"alpha": 10_000, "beta": 10_000}


@pytest.mark.parametrize(
    ("kind", "text", "shown"),
    [
        ("nul", "a\x00b", "a\\x00b"),
        ("control", "bell\x07", "bell\\x07"),
        ("html_tag", "a <b>bold</b> word", "<b>"),
        ("html_tag", "line<br/>break", "<br/>"),
        ("html_entity", "Tom &amp; Jerry", "&amp;"),
        ("html_entity", "it&#39;s", "&#39;"),
        ("outer_space", " lead", "␣lead"),
        ("outer_space", "trail\n", "trail\\n"),
        ("repeated_space", "two  spaces", "two␣␣spaces"),
        ("zero_width", "in\u200bvisible", "in\\u200bvisible"),
        ("zero_width", "\ufeffmark", "\\ufeffmark"),
        ("zero_width", "a\u200db", "\\u200d"),
        ("odd_space", "10\u00a0kg", "10\\xa0kg"),
        ("replacement", "caf\ufffd", "caf\ufffd"),
        ("bidi_control", "exe.\u202egpj", "\\u202e"),
        ("private_use", "icon \ue001", "\\ue001"),
        ("noncharacter", "bad \ud800", "\\ud800"),
        ("emoji", "good 👍", "👍"),
        ("mojibake", "kÃ¶nnen", "kÃ¶nnen"),
        ("mojibake", "doesnâ€™t", "â€™"),
        ("mojibake", "\u00d0\u00bf\u00d1\u20ac\u00d0", "\u00d0\u00bf"),
        ("mixed_scripts", "p\u0430ypal", "p\\u0430ypal"),
        ("mixed_scripts", "\u041c\u043e\u0441k\u0432\u0430", "\\u006b"),
        ("mixed_scripts", "\u0391pple", "\\u0391pple"),
        ("decomposed", "cafe\u0301", "cafe\\u0301"),
    ],
)
def test_odd_text_is_found_counted_and_escaped(kind, text, shown):
    found = odd({text: 3, "sound": 5, "naïve café": 2})
    assert found[kind].rows == 3
    assert found[kind].share == 0.3
    assert found[kind].values == 1
    assert shown in found[kind].example


def test_sound_text_is_not_odd():
    sound = [
        "naïve café, 10 °C ± 2, 5 µm²",
        "Zażółć gęślą jaźń",
        "«CAFÉ» SÃO PAULO",
        "10 k\u03a9, \u0394x = \u03bcm",
        "T-рубашка и IT-отдел",
        "a < b and c > d & e; f",
        "AT&T; x&y",
        "two\n\nparagraphs",
        "日本語 العربية हिन्दी",
        "\u0645\u06cc\u200c\u062e\u0648",
        "It\u2019s \u201cfine\u201d\u2026",
    ]
    assert describe_text(dict.fromkeys(sound, 1)).odd == ()


@settings(max_examples=100, deadline=None)
@given(st.text())
def test_examples_can_be_printed(text):
    assert all(c.isprintable() for c in escaped(text))
    for found in describe_text({text: 1}).odd:
        assert all(c.isprintable() for c in found.example)
        assert len(found.example) < 300


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(min_codepoint=0xC0, max_codepoint=0x17F), min_size=4, max_size=9))
def test_most_utf8_read_as_latin_is_found(text):
    """What ends in control characters is mojibake beyond doubt; that much is always found."""
    wrong = text.encode().decode("latin-1")
    if any("\x80" <= c <= "\x9f" for c in wrong):
        assert "mojibake" in odd({wrong: 1})


needs_langid = pytest.mark.skipif(
    importlib.util.find_spec("py3langid") is None, reason="py3langid is not installed"
)


@needs_langid
def test_languages_of_all_texts():
    values = {ENGLISH.format(i): 3 for i in range(30)} | {GERMAN.format(i): 1 for i in range(30)}
    found = describe_text(values | {"short": 7, "12345 67890 12345 67890": 2}).languages
    assert [(s.language, s.share) for s in found.shares] == [("en", 0.75), ("de", 0.25)]
    assert found.shares[0].low == found.shares[0].high == 0.75
    assert (found.eligible, found.judged, found.note) == (120, 120, "")


@needs_langid
def test_languages_of_a_draw_weigh_rows_and_have_an_interval():
    values = {ENGLISH.format(i): 4 for i in range(500)} | {GERMAN.format(i): 1 for i in range(500)}
    held = 0
    for seed in range(40):
        first = find_languages(values, seed=seed).shares[0]
        assert first.language == "en"
        assert 0.05 < first.high - first.low < 0.2
        held += first.low < 0.8 < first.high
    assert held >= 34  # of 40 intervals of 95 %
    found = describe_text(values).languages
    assert found.note == "200 of 2500 rows with text were judged"
    assert describe_text(values).languages == found
    assert describe_text(values, seed=1).languages != found


@needs_langid
def test_what_is_no_language_is_undetermined():
    found = describe_text({"xq zvk wpt ggh rrk plm vbn qzx": 1}).languages
    assert [s.language for s in found.shares] == ["und"]


def test_no_language_library(monkeypatch):
    monkeypatch.setattr(language.importlib.util, "find_spec", lambda name: None)
    found = describe_text({ENGLISH: 2}).languages
    assert (found.shares, found.eligible, found.judged) == ((), 2, 0)
    assert "pip install py3langid" in found.note


def test_bad_input():
    found = describe_text({})
    assert (found.rows, found.characters, found.odd) == (0, (), ())
    assert found.to_frame().columns[0] == "kind"
    assert describe_text({"a": 0}).characters == ()


@pytest.mark.parametrize("piece", ["a", "é ", "<", "<a", "&a", " ", "\u200d", "7", "a\u0430", "'a"])
@pytest.mark.timeout(300)  # what is quadratic takes hours
def test_a_million_characters_take_no_time(piece):
    text = piece * (1_000_000 // len(piece))
    found = describe_text({text: 1, "x" + text + "y": 1})
    assert found.characters[0] == len(text)
