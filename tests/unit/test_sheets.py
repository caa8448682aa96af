"""What a sheet shows is what is read: codes, errors, formulas without a value, far cells."""

import datetime as dt
import re
import zipfile

import openpyxl
import pytest
import xlwt

import workbench as wb
from workbench.errors import InputError
from workbench.tables import read_table
from workbench.tables.number_formats import code_text, is_code_format
from workbench.tables.sheet_cells import cell_name


def saved(path, rows, formats=()):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for place, format_ in dict(formats).items():
        book.active[place].number_format = format_
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("format_", "number", "text"),
    [
        ("00000", 1234, "01234"),
        ("00000", 123456, "123456"),
        ("000\\-00\\-0000", 12345678, "012-34-5678"),
        ("00000-0000", 123456789, "12345-6789"),
        ('"P-"000', 7, "P-007"),
        ("[$-409]0000", 12, "0012"),
        ("00;-00", 5, "05"),
        ("#00", 123, "123"),
        ("00:00", 930, "09:30"),
        ("0000_)", 1, "0001"),
        ("(000) 000-0000", 2125551234, "(212) 555-1234"),
        ("00000", 0, "00000"),
    ],
)
def test_a_format_that_fills_up_with_zeros_makes_a_code(format_, number, text):
    assert is_code_format(format_)
    assert code_text(format_, float(number)) == text


@pytest.mark.parametrize(
    "format_",
    ["General", "0", "0.00", "#,##0", "0%", "0.00E+00", "yyyy-mm-dd", "[h]:mm", "@", "##", "00.0",
     "#,##000", "mm:ss", "[hh]:00", '"0000"', "\\0\\0"],
)  # fmt: skip
def test_other_formats_make_none(format_):
    assert not is_code_format(format_)


@pytest.mark.parametrize("number", [-5.0, 1.5])
def test_numbers_that_are_no_codes_stay_numbers(number):
    assert code_text("00000", number) is None


@pytest.mark.parametrize(
    ("numbers", "format_", "want"),
    [
        ([501, 10001], "00000", ["00501", "10001"]),
        ([123456789, 1], "000-00-0000", ["123-45-6789", "000-00-0001"]),
        ([7, None, 12], "000", ["007", None, "012"]),
        ([1.0, 2.0], '"A"00', ["A01", "A02"]),
        ([0, 0], "0000", ["0000", "0000"]),
    ],
)
def test_a_column_of_codes_keeps_its_zeros(tmp_path, numbers, format_, want):
    rows = [["code", "n"], *([number, 1] for number in numbers)]
    formats = {f"A{i}": format_ for i in range(2, len(rows) + 1)}
    table = read_table(saved(tmp_path / "s.xlsx", rows, formats))
    assert table.to_arrow()["code"].to_pylist() == want
    assert table.types["n"] == "BIGINT"


def test_codes_beside_plain_numbers_are_told(tmp_path):
    path = saved(tmp_path / "s.xlsx", [["code"], [501], [10001]], {"A2": "00000"})
    table = read_table(path)
    assert table.to_arrow()["code"].to_pylist() == ["00501", "10001"]
    assert "numbers and text" in table.source.options["notes"]["code"]


@pytest.mark.parametrize(
    ("column", "want"),
    [
        (["=A2*2", "=A3*2", None], "2 formulas without a stored value are missing: B2, B3; open"),
        (["#N/A", "#DIV/0!", 5], r"2 cells with an error \(#N/A, #DIV/0!\) are missing: B2, B3$"),
        (["#REF!", 1, 2], r"1 cell with an error \(#REF!\) is missing: B2$"),
        (["#NAME?", "#NAME?", "#NAME?"], r"\(#NAME\? 3 times\) are missing: B2, B3, B4$"),
        (["#NUM!", "=1+1", 3], "1 cell with an error .*; 1 formula without a stored value is"),
    ],
)
def test_what_is_missing_for_a_reason_is_told(tmp_path, column, want):
    rows = [["a", "b"], *([i, value] for i, value in enumerate(column))]
    table = read_table(saved(tmp_path / "s.xlsx", rows))
    assert re.search(want, table.source.options["notes"]["b"])
    assert "a" not in table.source.options["notes"]
    assert f"note: b: {table.source.options['notes']['b']}" in table.guess


def test_formulas_with_stored_values_are_read_without_a_word(tmp_path):
    path = saved(tmp_path / "s.xlsx", [["a", "b", "c"], [1, "=A2*2", '=""'], [2, "=A3*2", "x"]])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].replace(b"</f><v />", b"</f><v>7</v>")
    sheet = sheet.replace(b'<c r="C2"><f>""</f><v>7</v>', b'<c r="C2" t="str"><f>""</f><v></v>')
    parts["xl/worksheets/sheet1.xml"] = sheet
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    table = read_table(path)
    assert table.to_arrow()["b"].to_pylist() == [7, 7]
    assert "notes" not in table.source.options


@pytest.mark.parametrize(
    ("hours", "want"),
    [
        ([30, 1], [dt.timedelta(hours=30), dt.timedelta(hours=1)]),
        ([0, 100], [dt.timedelta(0), dt.timedelta(hours=100)]),
        ([0.5, None], [dt.timedelta(minutes=30), None]),
        ([23.75, 24], [dt.timedelta(hours=23.75), dt.timedelta(hours=24)]),
        ([2000, 1], [dt.timedelta(hours=2000), dt.timedelta(hours=1)]),
    ],
)
def test_hours_beyond_a_day_are_durations(tmp_path, hours, want):
    spans = [None if hour is None else dt.timedelta(hours=hour) for hour in hours]
    rows = [["t", "n"], *([span, 1] for span in spans)]
    table = read_table(saved(tmp_path / "s.xlsx", rows))
    assert table.to_arrow()["t"].to_pylist() == want


@pytest.mark.parametrize("place", ["XFD1048576", "ZZ900000", "C1048576", "XFD3000", "AAA71500"])
def test_a_cell_far_away_does_not_fill_the_memory(tmp_path, place):
    path = saved(tmp_path / "s.xlsx", [["a", "b"], [1, 2]])
    book = openpyxl.load_workbook(path)
    book.active[place] = 5
    book.save(path)
    area = book.active[place].row * book.active[place].column
    most = 1_000_000
    with pytest.raises(InputError, match=f"reaches to {place}.*of which 5 hold.*max_cells={area}"):
        read_table(path, max_cells=most)


def test_a_sheet_within_the_limit_given_is_read(tmp_path):
    path = saved(tmp_path / "s.xlsx", [["a", "b"], [1, 2]])
    with pytest.raises(InputError, match="max_cells=4"):
        read_table(path, max_cells=3)
    assert len(read_table(path, max_cells=4)) == 1


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path):
    path = saved(tmp_path / "s.xlsx", [["a"], [1]])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/blank.bin", bytes(20_000_000))
    with pytest.raises(InputError, match=r"unpacks to more than .*max_unpacked="):
        read_table(path, max_unpacked=1_000_000)
    assert len(wb.read_table(path)) == 1


@pytest.mark.parametrize(
    ("place", "name"),
    [((1, 0), "A1"), ((3, 25), "Z3"), ((1, 26), "AA1"), ((9, 701), "ZZ9"), ((1, 16383), "XFD1")],
)
def test_cells_are_named_as_excel_names_them(place, name):
    assert cell_name(*place) == name


def old_workbook(path, columns):
    """Write an .xls file: each column has a name, a number format and its values."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("codes")
    for place, (name, format_, values) in enumerate(columns):
        sheet.write(0, place, name)
        style = xlwt.easyxf(num_format_str=format_)
        for row, value in enumerate(values, 1):
            sheet.write(row, place, value, style)
    book.save(str(path))
    return path


@pytest.mark.parametrize(
    ("format_", "values", "shown"),
    [
        ("00000", [1234, 98765, 7], ["01234", "98765", "00007"]),
        ("000-00-0000", [12345678, 1], ["012-34-5678", "000-00-0001"]),
        ('"P-"000', [7, 8], ["P-007", "P-008"]),
    ],
)
def test_an_old_workbook_shows_its_codes(tmp_path, format_, values, shown):
    columns = [("code", format_, values), ("n", "0", [*range(len(values))])]
    table = read_table(old_workbook(tmp_path / "a.xls", columns)).to_pandas()
    assert table["code"].tolist() == shown
    assert table["n"].tolist() == [*range(len(values))]


def test_quantities_of_an_old_workbook_stay_numbers(tmp_path):
    columns = [("price", "0.00", [1.5, 2]), ("share", "0%", [0.5, 1]), ("n", "General", [1, 2])]
    table = read_table(old_workbook(tmp_path / "a.xls", columns)).to_pandas()
    assert table["price"].tolist() == [1.5, 2]
    assert table["share"].tolist() == [0.5, 1]
    assert table["n"].tolist() == [1, 2]


ODS = """<?xml version="1.0" encoding="UTF-8"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">
<office:body><office:spreadsheet>
<table:table table:name="other"><table:table-row>NUMBER</table:table-row></table:table>
<table:table table:name="codes">ROWS</table:table></office:spreadsheet></office:body>
</office:document-content>"""


def open_document(path, rows):
    """Write an .ods file: each cell is a text, or a number and what is shown of it."""

    def cell(value):
        if isinstance(value, str):
            kind, shown = 'office:value-type="string"', value
        else:
            number, shown, *times = value
            repeat = f' table:number-columns-repeated="{times[0]}"' if times else ""
            kind = f'office:value-type="float" office:value="{number}"{repeat}'
        return f"<table:table-cell {kind}><text:p>{shown}</text:p></table:table-cell>"

    lines = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    stray = cell((9, "009"))
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS.replace("NUMBER", stray).replace("ROWS", lines))
        archive.writestr(
            "META-INF/manifest.xml",
            "<manifest:manifest "
            'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            '<manifest:file-entry manifest:full-path="/" manifest:media-type='
            '"application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>',
        )
    return path


def test_an_open_document_shows_its_codes(tmp_path):
    rows = [
        ["code", "phone", "n", "x", "y"],
        [(1234, "01234"), (301234, "030-1234"), (5, "5"), (7, "007", 2)],
        [(98765, "98765"), (401234, "040-1234"), (0, "0"), (8, "008", 2)],
        [(7, "00007"), (891234, "089-1234"), (6, "6"), (9, "009", 2)],
    ]
    table = read_table(open_document(tmp_path / "a.ods", rows), sheet="codes").to_pandas()
    assert table["code"].tolist() == ["01234", "98765", "00007"]
    assert table["phone"].tolist() == ["030-1234", "040-1234", "089-1234"]
    assert table["n"].tolist() == [5, 0, 6]
    assert table["x"].tolist() == table["y"].tolist() == ["007", "008", "009"]


def test_what_is_shown_rounded_is_no_code(tmp_path):
    rows = [["x", "y"], [(0.5, "0"), (1234.5, "01234")], [(0.25, "00"), (2, "02.0")]]
    table = read_table(open_document(tmp_path / "a.ods", rows), sheet="codes").to_pandas()
    assert table["x"].tolist() == [0.5, 0.25]
    assert table["y"].tolist() == [1234.5, 2]
