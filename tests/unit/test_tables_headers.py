from __future__ import annotations

import pytest

from workbench.tables import read_table

NUMBERS = [f"{i},{i * 7 % 5},{i * 3 % 4}.5,{i * 11 % 13}" for i in range(7)]
NAMED = [f"n{i},{i * 7 % 5},{i * 3 % 4}.5,{i * 11 % 13}" for i in range(7)]
TEXTS = ["Ann,Oslo,Cy,Rome", "Bob,Bonn,Di,Pisa", "Eve,Brno,Flo,Nice"]


def read(tmp_path, header, rows):
    path = tmp_path / "t.csv"
    path.write_text("\n".join([*header, *rows]) + "\n")
    return read_table(path)


@pytest.mark.parametrize("repeat", [2, 7])
@pytest.mark.parametrize(
    ("header", "rows", "names"),
    [
        (["A,,B,", "X,Y,X,Y"], NUMBERS, "A X,A Y,B X,B Y"),
        (["A,A,B,B", "X,Y,X,Y"], NUMBERS, "A X,A Y,B X,B Y"),
        (["home,,away,", "goals,shots,goals,shots"], NUMBERS, None),
        (["buyer,,seller,", "name,city,name,city"], TEXTS, None),
        (["left,left,right,right", "min,max,min,max"], NUMBERS, None),
        (["A,,B,", "X,Y,Y,X"], NUMBERS, "A X,A Y,B Y,B X"),
        ([",A,,B", "id,X,Y,X"], NAMED, "id,A X,A Y,B X"),
        (["2019,,2020,", "north,south,north,south"], NUMBERS, None),
    ],
)
def test_names_of_groups_over_repeated_names(tmp_path, header, rows, names, repeat):
    table = read(tmp_path, header, rows[:repeat])
    groups, lower = (line.split(",") for line in header)
    spread = [group or groups[max(i - 1, 0)] for i, group in enumerate(groups)]
    joined = ",".join(f"{a} {b}" for a, b in zip(spread, lower, strict=True))
    assert ",".join(table.columns) == (names or joined)
    assert len(table) == min(repeat, len(rows))
    assert table.source.options["header"] == [1, 2]


@pytest.mark.parametrize(
    "header",
    [
        "region,2019,2020,2021",
        "region,1990,2000,2005",
        "region,2021,2020,2019",
        "region,2020-01-01,2020-02-01,2020-03-01",
        "region,01/02/2020,01/03/2020,01/04/2020",
        "shop,Jan 2020,Feb 2020,Mar 2020",
        "time,09:00,12:00,15:00",
        "id,0,10,20",
        "x,1,2,3",
        "plate,100,75,50",
    ],
)
def test_dates_years_and_steps_are_names(tmp_path, header):
    table = read(tmp_path, [header], NAMED)
    assert table.columns == tuple(header.split(","))
    assert len(table) == len(NAMED)


def test_years_alone_are_names_over_other_numbers(tmp_path):
    assert read(tmp_path, ["2018,2019,2020,2021"], NUMBERS).columns[0] == "2018"
    years = [f"{1990 + i},{2000 + i},{2010 + i},{1985 + i}" for i in range(6)]
    assert read(tmp_path, [], years).columns[0] == "column_1"


@pytest.mark.parametrize(
    "first",
    ["n,5,1.5,3", "n,2020-01-01,2020-01-02,2020-01-03", "n,7,7,7", "n,4,8,11", "n,1e5,2.5,7"],
)
def test_a_first_record_is_no_header(tmp_path, first):
    rows = [first.replace("2020", str(2001 + i)).replace("n", f"n{i}") for i in range(7)]
    table = read(tmp_path, [], rows)
    assert table.columns[0] == "column_1"
    assert len(table) == 7


@pytest.mark.parametrize(
    ("units", "names"),
    [
        (",cm,kg,%", "name,height cm,weight kg,fat %"),
        ("-,cm,kg,%", "name,height cm,weight kg,fat %"),
        ("text,cm,kg,%", "name text,height cm,weight kg,fat %"),
        (",[cm],[kg],[%]", "name,height [cm],weight [kg],fat [%]"),
        (",(m/s),(kg/m3),", "name,height (m/s),weight (kg/m3),fat"),
        ("\u2014,USD,EUR,GBP", "name,height USD,weight EUR,fat GBP"),
    ],
)
@pytest.mark.parametrize("rows", [NAMED, NAMED[:3]])
def test_units_in_a_line_of_their_own(tmp_path, units, names, rows):
    table = read(tmp_path, ["name,height,weight,fat", units], rows)
    assert ",".join(table.columns) == names
    assert len(table) == len(rows)


@pytest.mark.parametrize(
    ("header", "first"),
    [
        ("name,grade,result,again", "Ann,x,x,x"),
        ("name,a,b,c", "Ann,n/a,missing,3"),
        ("who,yes,no,maybe", "Ann,-,-,-"),
    ],
)
def test_a_first_record_without_values_is_no_header(tmp_path, header, first):
    table = read(tmp_path, [header, first], NAMED)
    assert table.columns == tuple(header.split(","))
    assert len(table) == len(NAMED) + 1


@pytest.mark.parametrize(
    ("text", "names", "rows"),
    [
        ('"","Opening","Mask","Pad","skips"\n'
         + "".join(f'"{i}","L","A1.5","W{i}",{i}\n' for i in range(1, 30)),
         ["Opening", "Mask", "Pad", "skips"], 29),
        ('"","x"\n' + "".join(f'"{i}",{i}.5\n' for i in range(1, 30)), ["x"], 29),
        ('"","hours"\n"1",3\n"2",5\n', ["hours"], 2),
        (",Content\nV1,Do you often long for it?\nV2,Do you need friends?\nV3,Are you calm?\n",
         ["Content"], 3),
        ('"","rate","gdp"\n"A",NA,2848\n"B",7.5,NA\n"C",44,4558\n"D",6,NA\n', ["rate", "gdp"], 4),
        (",y,ap,week\n1,y,p,0\n2,y,p,2\n3,n,a,4\n", ["y", "ap", "week"], 3),
        ('"","1","2","3"\n"a",4,7,9\n"b",5,2,8\n', ["1", "2", "3"], 2),
        (",142.24,144.78,147.32\n9.4,0,0,1\n9.5,0,2,3\n", ["142.24", "144.78", "147.32"], 2),
    ],
)  # fmt: skip
def test_a_gap_over_the_names_of_rows_is_no_preamble(tmp_path, text, names, rows):
    (tmp_path / "t.csv").write_text(text)
    frame = read_table(tmp_path / "t.csv").to_pandas()
    assert list(frame.columns)[1:] == names
    assert len(frame) == rows


def test_a_record_with_a_gap_is_no_header(tmp_path):
    (tmp_path / "t.csv").write_text(",5,3,8\n1,4,7,9\n2,5,2,8\n3,1,1,1\n")
    assert len(read_table(tmp_path / "t.csv").to_pandas()) == 4
