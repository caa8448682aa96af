"""Generated rules of the kinds that add, remove or relate columns and rows."""

from __future__ import annotations

from hypothesis import strategies as st

PATTERNS = ["[0-9]+", "[^a-zA-Z0-9 ]", "a+b?", "(?:cm|m)", "^[ ]+", "[,.]{1,2}", "é", "[ ]+$"]
CONDITIONS = [
    "n > 3",
    "n / 2 <= 1.5",
    "not n == 3",
    "n != 3 or is_null(s)",
    's == "a" and n < 100',
    's in ["a", "N/A", ""]',
    "n in [1, 2, 3]",
    'contains(s, "a")',
    'starts_with(t, " ") or ends_with(t, "x")',
    'matches(s, "[0-9]{2,}")',
    "length(s) > 2",
    "not is_null(t)",
    "s != t",
]
VALUES = [
    "n * 2 + 1",
    "n / (n - 3)",
    "-n",
    'concat(s, "-", t)',
    'coalesce(s, t, "none")',
    'if_(n > 3, "many", "few")',
    "if_(is_null(n), 0, n)",
    "lower(s)",
    "length(t)",
    "n > 3",
    'upper(col("we\\"ird"))',
]
PROGRAMS = [
    [["piece", ["all"], []]],
    [["text", "<"], ["piece", ["split", ",", 0], []], ["text", ">"]],
    [["piece", ["run", "digits", -1], []], ["text", "/"], ["piece", ["slice", 0, 1], []]],
]
NEW = st.sampled_from(["new", "Neu é", '"', "{x}", "a\nb", "\\", "'''", "\u2028"])


@st.composite
def new_rules(draw, rows, value, text):
    """One rule about the columns ``key, s, t, n`` and others; `rows` are those of the table."""
    kind = draw(st.sampled_from(sorted(MAKERS)))
    made = MAKERS[kind](draw, rows, value, text)
    return {"kind": kind, **made}


def columns(draw, rows, value, text):
    names = draw(st.lists(st.sampled_from(["s", "t", 'we"ird']), min_size=1, unique=True))
    return {"columns": names}


def classes(draw, rows, value, text):
    into = draw(text)
    old = draw(st.lists(value.filter(lambda v: v != into), min_size=1, max_size=3, unique=True))
    return {"column": "s", "classes": {into: old}}


def fill(draw, rows, value, text):
    if draw(st.booleans()):
        number = draw(st.integers(-5, 5) | st.sampled_from([0.5, -2.25]))
        groups = draw(st.dictionaries(value, st.integers(-9, 9), max_size=3))
        by = {"by": "s", "values": groups} if groups else {}
        return {"column": "n", "value": number, **by}
    return {"column": "t", "value": draw(text)}


def merged(draw, rows, value, text):
    keys = [row["key"] for row in rows] + [99]
    stays = draw(st.sampled_from(keys))
    gone = draw(st.lists(st.sampled_from([*keys, 98]), min_size=1, max_size=3, unique=True))
    golden = [[key, stays] for key in gone if key != stays] or [[97, stays]]
    chosen = {"s": [[stays, draw(text)]], "n": [[stays, draw(st.integers(-9, 9))]]}
    return {"key": "key", "golden": golden, "values": draw(st.sampled_from([{}, chosen]))}


def clip(draw, rows, value, text):
    low = draw(st.none() | st.integers(-50, 50) | st.sampled_from([0.5, -1e300]))
    high = draw(st.none() | st.integers(51, 90))
    bound = {"low": low, "high": high} if (low, high) != (None, None) else {"low": 0}
    return {"column": "n", **bound, "outside": draw(st.sampled_from(["bound", "null"]))}


def split(draw, rows, value, text):
    sign = draw(st.sampled_from([",", " ", ".", "-", "|", "^", "]", "\\", "\n", '"', "&", "é"]
                                [:-1]))  # fmt: skip
    into = draw(st.lists(NEW, min_size=2, max_size=3, unique=True))
    return {"column": "s", "separator": sign, "into": into, "keep": draw(st.booleans())}


def first(draw, rows, value, text):
    key = draw(st.sampled_from([["s"], ["s", "t"], ["n"]]))
    order = draw(st.sampled_from([["key"], ["t", "key"]] if key == ["s"] else [["key"]]))
    down = [draw(st.booleans()) for _ in order]
    return {"key": key, "order_by": order, "descending": down}


def labels(draw, rows, value, text):
    keys = [row["key"] for row in rows] + [99]
    one = draw(st.sampled_from([text, st.integers(-9, 9), st.booleans()]))
    chosen = draw(st.lists(st.sampled_from(keys), min_size=1, max_size=4, unique=True))
    return {
        "key": "key",
        "name": draw(NEW),
        "labels": [{"key": key, "label": draw(one)} for key in chosen],
    }


def picked(**choices):
    def make(draw, rows, value, text):
        return {name: draw(st.sampled_from(values)) for name, values in choices.items()}

    return make


MAKERS = {
    "collapse": columns,
    "fix_mojibake": columns,
    "normalise_unicode": lambda draw, *rest: {
        **columns(draw, *rest),
        "form": draw(st.sampled_from(["NFC", "NFKC"])),
    },
    "replace_pattern": lambda draw, *rest: {
        **columns(draw, *rest),
        "pattern": draw(st.sampled_from(PATTERNS)),
        "replacement": draw(st.sampled_from(["", "_", "{0}", "'\"", "é"])),
    },
    "merge_classes": classes,
    "label_rows": labels,
    "transform": picked(column=["s", "t"], program=PROGRAMS),
    "repair_dependency": lambda draw, rows, value, text: {
        "left": "s",
        "right": "t",
        "mapping": draw(st.dictionaries(value, text, min_size=1, max_size=3)),
    },
    "merge_entities": merged,
    "cast": picked(column=["s", "t"], to=["text", "integer", "number", "truth"]),
    "convert_unit": picked(column=["n"], factor=[2.54, -0.5, 1e6], offset=[0.0, 32.0]),
    "clip": clip,
    "fill": fill,
    "split_column": split,
    "derive_column": lambda draw, *_: {
        "name": draw(NEW),
        "expression": draw(st.sampled_from(VALUES)),
    },
    "flag_rows": lambda draw, *_: {
        "name": draw(NEW),
        "expression": draw(st.sampled_from(CONDITIONS)),
    },
    "rename_columns": lambda draw, *_: {"names": {"s": draw(NEW)}},
    "drop_columns": columns,
    "drop_where": picked(expression=CONDITIONS),
    "keep_first": first,
}
