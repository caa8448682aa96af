# ruff: noqa: RUF001
from __future__ import annotations

import pytest

from workbench.errors import InputError
from workbench.tables import read_table
from workbench.tables.encodings import CODE_PAGES, by_mark, likeliest
from workbench.tables.letter_costs import text_costs

TEXTS = {
    "cp1252": "Müller\nGarçon\nniño\nSørensen\nÅngström",
    "iso8859_15": "œuvre 5 €\nSœur à Fécamp\nŠkoda",
    "mac_roman": "Müller, Köln\nJürgen, Düsseldorf\nGrüße",
    "cp850": "Müller, Köln\nJürgen, Düsseldorf\nGrüße",
    "cp437": "Müller, Köln\nJürgen, Düsseldorf\nGrüße",
    "cp1250": "Jiří Dvořák\nŽofie Příhodová\nŘehoř Šťastný",
    "iso8859_2": "Łukasz Wąsik\nMałgorzata Święcka\nWrocław\nŁódź",
    "cp852": "Łukasz Wąsik\nMałgorzata Święcka\nWrocław\nŁódź",
    "cp1251": "Иван Петров\nМария, Санкт-Петербург\nПродажи",
    "koi8_r": "Иван Петров\nМария, Санкт-Петербург\nПродажи",
    "cp866": "Иван Петров\nМария, Санкт-Петербург\nПродажи",
    "iso8859_5": "Иван Петров\nМария, Санкт-Петербург\nПродажи",
    "mac_cyrillic": "Иван Петров\nМария, Санкт-Петербург\nПродажи",
    "koi8_u": "Київ\nЮрій Їжак\nЄвген Шевченко",
    "cp1253": "Γιώργος Παπαδόπουλος\nΑθήνα\nΘεσσαλονίκη",
    "iso8859_7": "Γιώργος Παπαδόπουλος\nΑθήνα\nΘεσσαλονίκη",
    "cp1254": "İstanbul\nAyşe Yıldız\nMuğla\nÇağrı",
    "iso8859_9": "İstanbul\nAyşe Yıldız\nMuğla\nÇağrı",
    "cp1255": "שלום עולם\nירושלים\nתל אביב",
    "cp1256": "محمد علي\nالقاهرة\nالرياض",
    "cp1257": "Vilnius, Žemaitė\nŠiauliai ąžuolas\nRīga, Jānis Bērziņš",
    "cp1258": "Nguyê\u0303n Va\u0306n\nHa\u0300 Nô\u0323i".replace("a\u0306", "ă"),
    "cp874": "กรุงเทพมหานคร\nเชียงใหม่",
    "gb18030": "北京市\n上海\n张伟 经理\n中国银行",
    "big5": "臺北市\n陳美玲\n高雄\n中華民國",
    "shift_jis": "田中太郎\n東京\n大阪のたこ焼き",
    "euc_jp": "田中太郎\n東京\n大阪のたこ焼き",
    "iso2022_jp": "田中太郎\n東京\n大阪のたこ焼き",
    "euc_kr": "김철수\n서울특별시\n부산\n대한민국",
    "utf-16": "Иван\nКиїв\n東京\nOslo",
}


def written(tmp_path, text, encoding, head="id,v\n"):
    lines = (f"{i},{line.replace(',', '')}\n" for i, line in enumerate(text.split("\n")))
    path = tmp_path / "t.csv"
    path.write_bytes((head + "".join(lines)).encode(encoding))
    return path


@pytest.mark.parametrize("encoding", TEXTS)
def test_code_pages_are_told_by_their_letters(tmp_path, encoding):
    table = read_table(written(tmp_path, TEXTS[encoding], encoding))
    lines = [line.replace(",", "") for line in TEXTS[encoding].split("\n")]
    assert [row[0] for row in table.rows("SELECT v FROM data")] == lines


@pytest.mark.parametrize(
    "values",
    [
        ["€5 it’s", "€12"],
        ["€5", "“x”"],
        ["yes—no", "word—word"],
        ["Foo™ – big", "Bar®"],
        ["a–b", "c—d"],
        ["the shop’s", "the dogs’"],
        ["• first", "• second"],
        ["and so on…", "‘quoted’"],
        ["20 °C", "½ cup", "±3"],
        ["£3.50", "£4"],
        ["© Acme", "§ 12", "¿qué?"],
    ],
)
@pytest.mark.parametrize("times", [1, 40])
def test_typographic_signs_in_ascii_text_are_those_of_windows(tmp_path, values, times):
    table = read_table(written(tmp_path, "\n".join(values * times), "cp1252"), all_text=True)
    assert [row[0] for row in table.rows("SELECT v FROM data")] == values * times
    assert table.source.options["encoding"] == "cp1252"
    assert "encoding_in_doubt" not in table.source.options


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16"])
@pytest.mark.parametrize("text", ["Ann\nBob", "Иван\nМария", "김철수\n가나다", "東京\n一二三"])
def test_utf_16_is_told_by_its_zeros(tmp_path, encoding, text):
    table = read_table(written(tmp_path, text, encoding))
    assert [row[0] for row in table.rows("SELECT v FROM data")] == text.split("\n")


def test_doubt_is_told_with_the_other_encoding_and_an_example(tmp_path):
    table = read_table(written(tmp_path, "é\né\né", "cp1252"))
    doubt = table.source.options["encoding_in_doubt"]
    assert doubt["other"] in CODE_PAGES
    read = bytes([0xE9]).decode(doubt["other"])
    assert doubt["differs"] == f"bytes e9: 'é' or {read!r}"
    assert f"may also be {doubt['other']}" in table.guess
    assert "may also be" in repr(table)


def test_a_lone_sign_that_may_be_anything_is_asked_for(tmp_path):
    with pytest.raises(InputError, match=r"t\.csv: byte 7 .*encoding='cp1252'"):
        read_table(written(tmp_path, "é", "cp1252"))


def test_bytes_beyond_the_sample_that_do_not_fit_are_told(tmp_path):
    path = written(tmp_path, "김철수\n서울특별시\n부산\n대한민국", "euc_kr")
    with path.open("ab") as file:
        file.write(b"9,plain\n" * (1 << 20) + b"10,\xff\n")
    with pytest.raises(InputError, match="is not valid cp949"):
        read_table(path)


def test_readings_are_weighed_by_distinct_words():
    text = "Müller\nKöln\n"
    assert likeliest(text.encode("mac_roman")) == likeliest((text * 50).encode("mac_roman"))
    counted = "".join(f"€{i}\n" for i in range(2000))
    assert likeliest(counted.encode("cp1252")).encoding == "cp1252"


@pytest.mark.parametrize(
    ("right", "wrong", "languages"),
    [
        ("Köln", "Kšln", ("de",)),
        ("Москва", "лНЯЙБЮ", ("ru",)),
        ("Łódź", "£ódź", ("pl",)),
        ("l’été", "l‡été", ("fr",)),
        ("Grüße", "GRüßE", ("de",)),
        ("北京", "變儬", ("zh",)),
    ],
)
def test_words_of_a_language_cost_less(right, wrong, languages):
    assert text_costs(right, languages) < text_costs(wrong, languages)


def test_the_tables_are_those_of_the_generator():
    from tests.generators.letters import SOURCE, made

    assert SOURCE.read_text(encoding="utf-8") == made(), "run: python -m tests.generators.letters"


def test_marks():
    assert by_mark(b"a,b\n1,2\n") is None
    assert by_mark("id,名\n1,東\n".encode("iso2022_jp")) == "iso2022_jp"
    assert by_mark(b"\xff\xfea\x00") == "utf-16"
    assert by_mark(b"a,b\n\x00\x00\x00\x00\x00") is None
