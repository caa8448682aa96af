from __future__ import annotations

import csv
import io

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.tables import read_table

LETTERS = st.text("abcxyzäß ", min_size=1, max_size=8).filter(lambda text: text.strip() == text)
CELLS = st.one_of(
    LETTERS,
    st.integers(-(10**20), 10**20).map(str),
    st.floats(-1e6, 1e6).map(lambda number: f"{number:.3f}"),
    st.text("ab,;|\t\"'\n ", min_size=1, max_size=8).map(lambda text: f"x{text}x"),
    st.just(""),
)
SHARED = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@st.composite
def tables(draw, cells=CELLS):
    width = draw(st.integers(2, 5))
    names = draw(st.lists(LETTERS, min_size=width, max_size=width, unique_by=str.casefold))
    names = [f"{name} {i}" for i, name in enumerate(names)]
    key = st.integers(0, 999).map(lambda i: f"k{i}")
    row = st.tuples(key, *[cells] * (width - 1)).map(list)
    return names, draw(st.lists(row, min_size=1, max_size=12))


def written(rows, delimiter=",", **options):
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, lineterminator="\n", **options).writerows(rows)
    return file.getvalue()


@SHARED
@given(tables(), st.sampled_from(",;\t|"))
def test_a_file_with_its_dialect_given_is_read_back(tmp_path, table, delimiter):
    names, rows = table
    path = tmp_path / "t.csv"
    path.write_text(written([names, *rows], delimiter, quoting=csv.QUOTE_ALL))
    read = read_table(
        path, delimiter=delimiter, quote='"', escape="", encoding="utf-8", header=1, footer=0,
        all_text=True,
    )  # fmt: skip
    assert list(read.columns) == names
    assert [list(row) for row in read.rows("FROM data")] == [
        [cell or None for cell in row] for row in rows
    ]


PLAIN = st.one_of(LETTERS, st.integers(0, 10**6).map(str), st.just("u"))


@SHARED
@given(tables(PLAIN), st.sampled_from(",;\t|"), st.booleans())
def test_a_plain_file_is_read_back_with_nothing_given(tmp_path, table, delimiter, titled):
    names, rows = table
    path = tmp_path / "t.csv"
    title = "A title of the table\n\n" if titled else ""
    path.write_text(title + written([names, *rows], delimiter))
    read = read_table(path, all_text=True)
    assert list(read.columns) == names
    assert [list(row) for row in read.rows("FROM data")] == rows


@SHARED
@given(tables())
def test_typed_values_are_written_as_they_were(tmp_path, table):
    names, rows = table
    path = tmp_path / "t.csv"
    path.write_text(written([names, *rows], quoting=csv.QUOTE_ALL))
    given_ = {"delimiter": ",", "quote": '"', "escape": "", "header": 1, "footer": 0}
    typed = read_table(path, **given_)
    plain = read_table(path, **given_, all_text=True)
    for name, type_ in typed.types.items():
        column = '"' + name.replace('"', '""') + '"'
        values = [row[0] for row in typed.rows(f"SELECT {column} FROM data")]
        texts = [row[0] for row in plain.rows(f"SELECT {column} FROM data")]
        if type_ == "BIGINT":
            assert [None if v is None else str(v) for v in values] == texts
        elif type_ == "DOUBLE":
            assert values == [None if t is None else float(t) for t in texts]
        else:
            assert values == texts
