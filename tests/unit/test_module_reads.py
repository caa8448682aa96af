"""`read` of an exported module opens tomorrow's file as today's was opened."""

from __future__ import annotations

import datetime

import narwhals as nw
import pandas as pd
import pytest

from tests.unit.test_private_export import module_at

LIBRARIES = ("pandas", "polars", "pyarrow", "duckdb")


def rows(table):
    frame = nw.from_native(table)
    frame = frame.collect("pyarrow") if isinstance(frame, nw.LazyFrame) else frame
    return {
        name: [None if pd.isna(cell) else cell for cell in frame[name].to_list()]
        for name in frame.columns
    }


def exported(project, path, folder, **options):
    dataset = project.add("t", path, key="id", **options)
    return module_at(dataset.export(folder))


TODAY = "Report of 2024;;;\n\nid;größe;größe;wann;Code;x\n1;3,5 kg;a;5. März 2024;007;1\n" \
        '2;15,4 kg;"a;b";6. Mai 2024;008;\n3;4,25 kg;;7. Juli 2024;009;3\n'  # fmt: skip
TOMORROW = "Report of 2025;;;\n\nCode;id;wann;neu;größe\n012;7;9. Dezember 2025;z;5,5 kg\n" \
           '013;8;10. Januar 2026;"q;r";\n'  # fmt: skip


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_text_file(project, tmp_path, library):
    (tmp_path / "today.csv").write_bytes(TODAY.encode("cp1252"))
    (tmp_path / "tomorrow.csv").write_bytes(TOMORROW.encode("cp1252"))
    module = exported(project, tmp_path / "today.csv", tmp_path / "t_rules")
    assert rows(module.read(tmp_path / "today.csv", library=library)) == {
        "id": [1, 2, 3],
        "größe": ["3,5 kg", "15,4 kg", "4,25 kg"],
        "größe.1": ["a", "a;b", None],
        "wann": ["5. März 2024", "6. Mai 2024", "7. Juli 2024"],
        "Code": ["007", "008", "009"],
        "x": [1, None, 3],
    }
    assert rows(module.read(tmp_path / "tomorrow.csv", library=library)) == {
        "Code": ["012", "013"],
        "id": [7, 8],
        "wann": ["9. Dezember 2025", "10. Januar 2026"],
        "neu": ["z", "q;r"],
        "größe": ["5,5 kg", None],
    }


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_workbook(project, tmp_path, library):
    frame = pd.DataFrame(
        {
            "id": [1, 2],
            "x": [1.5, 2.0],
            "when": [pd.Timestamp("2024-01-05"), pd.Timestamp("2024-03-01 10:30")],
        }
    )
    frame.to_excel(tmp_path / "a.xlsx", index=False, sheet_name="data")
    module = exported(project, tmp_path / "a.xlsx", tmp_path / "t_rules")
    assert rows(module.read(tmp_path / "a.xlsx", library=library)) == {
        "id": [1, 2],
        "x": [1.5, 2.0],
        "when": [datetime.datetime(2024, 1, 5), datetime.datetime(2024, 3, 1, 10, 30)],
    }


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_parquet_file(project, tmp_path, library):
    pd.DataFrame({"id": [1, 2], "x": ["a", None]}).to_parquet(tmp_path / "a.parquet")
    module = exported(project, tmp_path / "a.parquet", tmp_path / "t_rules")
    assert rows(module.read(tmp_path / "a.parquet", library=library)) == {
        "id": [1, 2], "x": ["a", None],
    }  # fmt: skip


def test_a_column_that_no_longer_holds_numbers_is_text(project, tmp_path):
    (tmp_path / "a.csv").write_text("id,n,d\n1,5,2024-01-05\n2,6,2024-01-06\n")
    (tmp_path / "b.csv").write_text("id,n,d\n1,5,soon\n2,007,2024-01-06\n")
    module = exported(project, tmp_path / "a.csv", tmp_path / "t_rules")
    assert rows(module.read(tmp_path / "b.csv"))["n"] == ["5", "007"]
    assert rows(module.read(tmp_path / "b.csv"))["d"] == ["soon", "2024-01-06"]


def test_a_row_that_is_too_long_is_told(project, tmp_path):
    (tmp_path / "a.csv").write_text("id,n\n1,5\n2,6\n")
    (tmp_path / "b.csv").write_text("id,n\n" + "1,5\n" * 1200 + "2,6,7\n")
    module = exported(project, tmp_path / "a.csv", tmp_path / "t_rules")
    with pytest.raises(ValueError, match="a row has 3 cells, and there are 2 columns"):
        module.read(tmp_path / "b.csv")


def test_a_table_in_memory_has_no_read(project, tmp_path):
    module = exported(project, pd.DataFrame({"id": [1], "x": ["a "]}), tmp_path / "t_rules")
    assert not hasattr(module, "read")


def test_a_newcomer_cleans_tomorrows_file(project, tmp_path):
    months = ["Januar", "Februar", "März", "April", "Mai", "Juni"]
    lines = [
        f"{i};{i % 9},5 kg;{1 + i % 27}. {months[i % 6]} 2024;{['Bern', 'Bern ', 'Genf'][i % 3]}"
        for i in range(1, 121)
    ]
    (tmp_path / "today.csv").write_bytes(
        ("id;Gewicht;Datum;Ort\n" + "\n".join(lines) + "\n").encode("cp1252")
    )
    dataset = project.add("waren", tmp_path / "today.csv", key="id")
    dataset.accept(dataset.find_issues().where(min_confidence=0.8))
    module = module_at(dataset.export(tmp_path / "waren_rules"))
    later = [f"{2 + i % 20}. Dezember 2025;{1 + i % 7},25 kg;{500 + i};neu" for i in range(60)]
    (tmp_path / "tomorrow.csv").write_bytes(
        ("Datum;Gewicht;id;Kanal\n" + "\n".join(later) + "\n").encode("cp1252")
    )
    table = module.read(tmp_path / "tomorrow.csv")
    with pytest.warns(UserWarning, match="'Ort' is missing"):
        clean = rows(module.clean(table))
    assert clean["Gewicht"][:3] == [1.25, 2.25, 3.25]
    assert clean["Datum"][0] == datetime.datetime(2025, 12, 2)
    assert clean["id"][:2] == [500, 501]
    with pytest.warns(UserWarning, match="'Ort' is missing"):
        good, rest = module.check(table)
    assert (len(good), len(rest)) == (60, 0)
    with pytest.warns(UserWarning, match="'Ort' is missing"):
        told = {one["column"]: one["message"] for one in module.drift(table)}
    assert "missing" in told["Ort"]
    assert "new" in told["Kanal"]
