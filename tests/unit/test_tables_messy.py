# ruff: noqa: RUF001
from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from workbench.errors import InputError
from workbench.tables import read_table

HEADER = ["id", "name", "price", "note"]
ROWS = [
    [str(i), f"{('Ann', 'Bob', 'Cid', 'Dee')[i % 4]}, {i}", f"{i}.50", "" if i % 3 else "x"]
    for i in range(12)
]
TYPED = [(i, row[1], i + 0.5, row[3] or None) for i, row in enumerate(ROWS)]


def text(rows, **options):
    file = io.StringIO()
    csv.writer(file, lineterminator="\n", **options).writerows(rows)
    return file.getvalue()


BASE = text([HEADER, *ROWS])


@pytest.fixture
def read(tmp_path):
    def write_and_read(content, name="t.csv", **options):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_table(path, **options)

    return write_and_read


def rows(table):
    return table.rows("FROM data")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "^", "~", " ", ":"])
def test_delimiters(read, delimiter):
    table = read(text([HEADER, *ROWS], delimiter=delimiter))
    assert table.columns == tuple(HEADER)
    assert rows(table) == TYPED
    assert table.source.options["delimiter"] == delimiter


@pytest.mark.parametrize("quoting", [csv.QUOTE_ALL, csv.QUOTE_MINIMAL])
def test_single_quotes(read, quoting):
    table = read(text([HEADER, *ROWS], quotechar="'", quoting=quoting))
    assert rows(table) == TYPED
    assert table.source.options["quote"] == "'"


def test_backslash_escapes(read):
    odd = [[str(i), f'say "{i}", twice', "1.5", "x"] for i in range(9)]
    table = read(text([HEADER, *odd], escapechar="\\", doublequote=False, quoting=csv.QUOTE_ALL))
    assert [row[1] for row in rows(table)] == [row[1] for row in odd]
    assert table.source.options["escape"] == "\\"


def test_a_blank_after_the_delimiter_before_quotes(read):
    table = read('a, b\n1, "x, y"\n2, "z, w"\n')
    assert rows(table) == [(1, "x, y"), (2, "z, w")]


def test_decimal_commas_do_not_win_over_semicolons(read):
    assert read("x;y\n1,5;2,5\n3,5;4,5\n").columns == ("x", "y")


def test_preamble_and_footer_are_left_out_and_told(read):
    table = read(
        "Sales of the shop\nexported on 2021-01-01, by me\n\n" + BASE
        + "\nSource: the shop, 2021\nAll prices in euro\n"
    )  # fmt: skip
    assert table.columns == tuple(HEADER)
    assert rows(table) == TYPED
    options = table.source.options
    assert options["header"] == [4]
    assert options["lines_before"] == 3
    assert options["footer"]["rows"] == 2
    assert options["footer"]["lines"] == [18, 19]
    assert options["footer"]["text"][1] == "All prices in euro"
    assert "header: line 4" in table.guess
    assert "2 rows after the table were skipped" in table.guess
    assert "3 lines before the table" in repr(table)


def test_each_guess_can_be_overridden(read):
    content = "Sales of the shop\n\n" + BASE + "\nAll prices are in euro\n"
    assert len(read(content, footer=0, ragged="pad")) == 13
    assert len(read(content, footer=2)) == 11
    assert rows(read(content, skip=0, header=False, ragged="pad"))[0][0] == "Sales of the shop"
    whole = read(content, header=False, footer=0, ragged="pad")
    assert rows(whole)[0] == ("id", "name", "price", "note")
    assert read(content, header=4).columns == ("0", "Ann, 0", "0.50", "x")
    assert read(content, skip=2).columns == tuple(HEADER)
    assert read(BASE, header=False).columns == ("column_1", "column_2", "column_3", "column_4")
    assert len(read(BASE, skip=3)) == 10
    assert rows(read("a,b;c\n1,2;3\n", delimiter=";")) == [("1,2", 3)]
    with pytest.raises(InputError, match="no row begins on line 99"):
        read(BASE, header=99)
    with pytest.raises(InputError, match="ragged 'drop'"):
        read(BASE, ragged="drop")
    with pytest.raises(InputError, match="skip=99 leaves no line"):
        read(BASE, skip=99)


def test_titles_of_padded_exports(read):
    table = read("Sales,,,\n,,,\n" + BASE + ",,,\n,,,\n")
    assert table.columns == tuple(HEADER)
    assert rows(table) == TYPED


def test_header_rows_are_joined(read):
    table = read(
        "place,2019,,2020,\n,north,south,north,south\n"
        + "".join(f"p{i},{i},{i + 1},{i + 2},{i + 3}\n" for i in range(9))
    )
    assert table.columns == ("place", "2019 north", "2019 south", "2020 north", "2020 south")
    assert rows(table)[0] == ("p0", 0, 1, 2, 3)
    assert table.source.options["header"] == [1, 2]


def test_units_under_the_names(read):
    assert read("t,v\ns,V\n0,1.5\n1,2.5\n2,3.5\n").columns == ("t s", "v V")


def test_no_header_is_seen(read):
    table = read(text(ROWS))
    assert table.columns == ("column_1", "column_2", "column_3", "column_4")
    assert rows(table) == TYPED
    assert table.source.options["header"] is False
    assert read(text(ROWS), header=True).columns == ("0", "Ann, 0", "0.50", "x")


@pytest.mark.parametrize(
    "header", ["place,2019,2020,2021", "item,1,2,3", "a,b,c,d", "id,100,size,300"]
)
def test_names_that_look_like_numbers_are_names(read, header):
    content = header + "\n" + "".join(f"p{i},{i * 7},{i * 5 % 3},{i}\n" for i in range(9))
    assert read(content).columns == tuple(header.split(","))


def test_comment_lines(read):
    commented = BASE.replace("\n3,", "\n# checked, by me\n3,")
    table = read("# from the shop\n# by me\n" + commented)
    assert rows(table) == TYPED
    assert table.source.options["comment_rows"] == 1
    assert rows(read(BASE.replace("\n3,", "\n%% a,b,c,d\n3,"), comment="%%")) == TYPED


def test_stacked_tables_with_one_header(read):
    table = read(BASE + ",,,\nSecond shop,,,\n" + BASE)
    assert rows(table) == TYPED * 2
    assert table.source.options["repeated_headers"] == {"rows": 2, "lines": [15, 16]}


def test_a_few_odd_lines_are_refused_with_the_keyword_that_accepts_them(read):
    content = BASE.replace("\n3,", "\n99,short\n3,").replace("\n7,", "\n98,a,1,b,more\n7,")
    with pytest.raises(InputError, match=r"line 5: 2 fields.*has 4 \(2 such.*ragged='pad'"):
        read(content)
    table = read(content, ragged="pad")
    assert (99, "short", None, None) in rows(table)
    assert (98, "a", 1.0, "b") in rows(table)
    options = table.source.options
    assert options["padded"] == {"rows": 1, "lines": [5]}
    assert options["cut"] == {"rows": 1, "lines": [10], "cells": ["more"]}
    assert "1 long row was truncated (lines 10)" in table.guess


def test_odd_lines_beyond_the_sample_are_refused(read):
    content = "a,b\n" + "1,2\n" * 100_000 + "1,2,3\n" + "1,2\n" * 50_000
    with pytest.raises(InputError, match="line 100002: 3 fields where the header has 2"):
        read(content)


def test_rows_short_throughout_are_padded_and_told(read):
    content = text([HEADER, *(row[:3] if i % 2 else row for i, row in enumerate(ROWS))])
    assert read(content).source.options["padded"]["rows"] == 6


def test_empty_columns_at_the_right_are_dropped(read):
    table = read("a,b,,\n1,2,,\n3,4,,\n")
    assert table.columns == ("a", "b")
    assert table.source.options["empty_columns"] == 2
    assert read("a,b\n1,2,\n3,4,\n5,6,\n7,8,\n9,9,\n").columns == ("a", "b")
    assert read("a,b,\n1,2,\n3,4,5\n").columns == ("a", "b", "Unnamed: 2")


def test_row_names_as_r_writes_them(read):
    table = read('"n","t"\n"x",1,"u"\n"y",2,"v"\n"z",3,"w"\n')
    assert table.columns == ("Unnamed: 0", "n", "t")
    assert rows(table)[0] == ("x", 1, "u")


def test_blank_records_within_a_regular_file_stay(read):
    assert rows(read("a,b\n1,2\n,\n3,4\n")) == [(1, 2), (None, None), (3, 4)]


def test_a_single_column(read):
    assert rows(read("name\nAnn Lee\nBob Ray\n")) == [("Ann Lee",), ("Bob Ray",)]
    assert rows(read("3\n1\n2\n")) == [(3,), (1,), (2,)]


@pytest.mark.parametrize(
    ("encoding", "content"),
    [
        ("cp1252", "name,city\nJosé,München\nZoë,Köln\n"),
        ("cp1252", "item,price\ntea,£3.50\n"),
        ("cp1252", "name,word\nO’Neil,“yes”\nD’Arcy,– no\n"),
        ("utf-16", "a,b\né,1\n"),
        ("utf-16-le", "name,b\nAnn,1\nBob,2\n"),
        ("utf-8-sig", "é,b\n1,2\n"),
        ("cp1251", "имя,город\nИван,Москва\nМария,Санкт-Петербург\n"),
        ("cp1250", "jméno,x\nJiří Dvořák,1\nŽofie Příhodová,2\nŘehoř Šťastný,3\n"),
        ("shift_jis", "名前,都市\n田中太郎,東京\n山田花子,大阪のたこ焼き\n鈴木一郎,名古屋\n"),
        ("mac_roman", "name,ort\nMüller,Köln\nJürgen,Düsseldorf\n"),
    ],
)
def test_encodings_are_found(read, encoding, content):
    table = read(content.encode(encoding), header=True)
    lines = [line.split(",") for line in content.splitlines()]
    assert [list(row) for row in table.rows("SELECT COLUMNS(*)::VARCHAR FROM data")] == lines[1:]
    assert list(table.columns) == lines[0]


def test_a_utf8_file_with_a_few_windows_bytes(read):
    content = "a,b\n" + "é,ü\n" * 9
    table = read(content.encode() + b"\x93x\x94,y\n")
    assert rows(table)[-1] == ("“x”", "y")
    assert table.source.options["bytes_read_as_cp1252"] == 2


def test_stray_nul_bytes_are_left_out_and_told(read):
    table = read(BASE.encode().replace(b"Ann", b"A\x00nn", 1) + b"\x00")
    assert rows(table) == TYPED
    assert table.source.options["nul_bytes_left_out"] == 2
    with pytest.raises(InputError, match="is NUL"):
        read(b"a,b\n1,\x00\n", encoding="utf-8")


@pytest.mark.parametrize(
    "content",
    [b"\x89PNG\r\n\x1a\n\x00\x00" + bytes(range(256)) * 9, b"\x7fELF" + bytes(range(256)) * 9],
)
def test_binary_files_are_refused(read, content):
    with pytest.raises(InputError, match=r"t\.csv: byte \d+ is (NUL|not valid utf-8)"):
        read(content)


def test_control_characters_stay_in_regular_files_and_are_mended_in_irregular_ones(read):
    odd = BASE.replace("Ann", "A\x96n")
    assert rows(read(odd))[0][1] == "A\x96n, 0"
    assert read(odd).source.options["control_characters"] == 3
    assert rows(read("Sales\n\n" + odd))[0][1] == "A–n, 0"


def test_old_line_ends(read):
    assert rows(read(BASE.replace("\n", "\r"))) == TYPED


def test_the_file_is_not_changed_and_nothing_is_left_behind(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temp"))
    (tmp_path / "temp").mkdir()
    path = tmp_path / "t.csv"
    path.write_text("Title\n\n" + BASE)
    before = path.read_bytes()
    table = read_table(path)
    assert path.read_bytes() == before
    del table
    assert list(Path(tmp_path / "temp").iterdir()) == []


def test_a_quote_that_is_never_closed(read):
    table = read('a,b\n1,"x\n2,y\n3,z\n')
    assert rows(table) == [(1, '"x'), (2, "y"), (3, "z")]
    assert table.source.options["quote"] == ""
    with pytest.raises(InputError, match=r"t\.csv, line 2: a quote .* never closed.*quote=''"):
        read('a,b\n1,"x\n2,y\n3,z\n', quote='"')
    with pytest.raises(InputError, match=r"line 3: a quote .* never closed"):
        read('a,b\n1,"x, y"\n2,"y\n3,z\n')


def test_a_title_in_cells_over_a_header(read):
    table = read("Report;for;2019\n\nname;n;m\nx;1;2\ny;3;4\nz;5;6\n")
    assert table.columns == ("name", "n", "m")
    assert table.source.options["lines_before"] == 2


def test_columns_lined_up_by_blanks(read):
    assert rows(read("x    y    z\n1    2    3\n4    5    6\n7    8    9\n"))[0] == (1, 2, 3)


def test_addresses_are_no_names(read):
    mails = "".join(f"{name}@x.org,{name}\n" for name in ("ann", "bob", "cid"))
    assert read(mails).columns == ("column_1", "column_2")


def test_text_that_is_no_table_is_refused(read):
    with pytest.raises(InputError, match="ragged='pad'"):
        read("comment\nHello, how are you\nFine thanks\nGood, bad, and ugly\n")
    with pytest.raises(InputError, match="this is a web page"):
        read("<!DOCTYPE html>\n<html>\n<p>no table, here</p>\n</html>\n")


def test_long_cells_of_many_lines_at_the_end_of_a_big_file(read):
    cell = "line, of text\n" * 3000
    content = text([["a", "b"], *([str(i), "x"] for i in range(40_000)), ["1", cell]])
    table = read(content)
    assert len(table) == 40_001
    assert table.rows("SELECT b FROM data WHERE length(b) > 1") == [(cell,)]


@pytest.mark.parametrize("content", ["\n\n", ",,,\n,,\n", "\ufeff"])
def test_files_without_a_table(read, content):
    with pytest.raises(InputError, match=r"t\.csv") as raised:
        read(content)
    assert "\n" not in str(raised.value)


def test_a_sample_that_ends_within_a_cell(read):
    cell = "line, of text\n" * 9000
    table = read(text([["a", "b", "c"], ["1", "x", "y"], ["2", cell, "z"]]))
    assert rows(table) == [(1, "x", "y"), (2, cell, "z")]


RECORDS = [[f"p{i}", str(i * 7 % 11), f"{i}.5"] for i in range(8)]


def made(header, records, delimiter=","):
    return text([header, *records], delimiter=delimiter)


@pytest.mark.parametrize(
    "comments",
    [
        "# made by a program\n",
        "# one\n# two, with a comma\n# three\n",
        "#\n# title\n#\n",
        "## version=1.2\n# a;b\n",
        "\n# after a blank line\n",
        "# a, b\n# c\n",
    ],
)
@pytest.mark.parametrize("delimiter", [",", ";", "~"])
def test_comment_lines_above_the_table(read, comments, delimiter):
    table = read(comments + made(["name", "count", "size"], RECORDS, delimiter), all_text=True)
    assert table.columns == ("name", "count", "size")
    assert [list(row) for row in rows(table)] == RECORDS


@pytest.mark.parametrize("first", ["#name", "# name", "#", "#id", "#CHROM"])
def test_a_header_that_begins_with_a_hash_is_a_header(read, first):
    table = read("# made by a program\n" + made([first, "count", "size"], RECORDS))
    assert table.columns == (first.strip(), "count", "size")
    assert len(table) == len(RECORDS)


@pytest.mark.parametrize(
    "preamble",
    [
        "Created,2021,\n",
        "Sales,,\nPeriod,3188,\n,,\n",
        "Station,17,\nContact,99,\nData as of March,,\n,,\n,,\n",
        "Report\nCreated,2021\n",
        "Report\nCreated,2021\nNote: provisional figures of the year\n\n",
        "Created,2021,\nSource: the office,,\n",
    ],
)
@pytest.mark.parametrize("header", [["name", "count", "size"], ["name", "2019", "2020"]])
def test_names_and_values_of_a_preamble_are_no_header(read, preamble, header):
    table = read(preamble + made(header, RECORDS), all_text=True)
    assert table.columns == tuple(header)
    assert [list(row) for row in rows(table)] == RECORDS
    assert table.source.options["lines_before"] == preamble.count("\n")


@pytest.mark.parametrize(
    "notes",
    [
        ["Source: the office"],
        ["* provisional figures", "Generated by the reporting tool"],
        ["Data as of 31 March 2021"],
        ["Note: totals may not add up because of rounding", "(1) without islands"],
        ["1) including the islands of the north", "2) without them"],
        ["© The office of statistics"],
    ],
)
@pytest.mark.parametrize("pad", ["", ",,,"])
def test_notes_right_below_the_table_are_left_out_and_told(read, notes, pad):
    records = [[*record, "x"] for record in RECORDS]
    content = made(["name", "count", "size", "mark"], records)
    table = read(content + "".join(f"{note}{pad}\n" for note in notes), all_text=True)
    assert [list(row) for row in rows(table)] == records
    assert table.source.options["footer"]["text"] == notes


@pytest.mark.parametrize(
    "last", ["Total,,40,", "Ann Lee,1,,", "p9,,,", "The end,2,3,4", "New York City,,,"]
)
def test_a_last_record_with_gaps_is_a_record(read, last):
    content = made(["name", "count", "size", "mark"], [[*record, "x"] for record in RECORDS])
    table = read(content + last + "\n", all_text=True)
    assert len(table) == len(RECORDS) + 1


@pytest.mark.parametrize("delimiter", [",", ";", "|"])
@pytest.mark.parametrize(
    "line",
    [
        '"{0}"{d} "{1}"{d} "{2}"',
        '"{0}"{d} {1}{d} {2}',
        '{0}{d} "{1}"{d} {2}',
        '{0}{d} "{1}, x"{d} {2}',
        '{0}{d} {1}{d} "{2}"',
    ],
)
def test_blanks_behind_delimiters_before_some_quotes(read, delimiter, line):
    lines = [line.format(*cells, d=delimiter) for cells in [["name", "count", "size"], *RECORDS]]
    table = read("\n".join(lines) + "\n", all_text=True)
    wanted = [[row[0], row[1] + (", x" if ", x" in line else ""), row[2]] for row in RECORDS]
    assert [[cell.strip() for cell in row] for row in rows(table)] == wanted


@pytest.mark.parametrize("delimiter", ["^", "~", "\x01", "\x1f", "¦"])
@pytest.mark.parametrize("title", ["", "Results of the survey\n\n"])
def test_rare_delimiters_between_words(read, delimiter, title):
    words = [["Ann Lee", "New York"], ["Bo Ray", "Oslo"], ["Cy Dee", "Bonn am Rhein"]] * 3
    lines = "".join(delimiter.join(row) + "\n" for row in [["who", "where"], *words])
    table = read(title + lines)
    assert table.columns == ("who", "where")
    assert [list(row) for row in rows(table)] == words
