"""Run in a peer's own environment by `bench_types.py`: JSON in, JSON out, no workbench."""

from __future__ import annotations

import json
import sys


def ptype(files: dict) -> dict:
    import pandas as pd
    from ptype.Ptype import Ptype

    found = {}
    for stem, columns in files.items():
        frame = pd.DataFrame({str(i): column for i, column in enumerate(columns)}, dtype=str)
        schema = Ptype().schema_fit(frame)
        found[stem] = [schema.cols[name].type for name in frame.columns]
    return found


def visions(columns: list) -> list:
    """Tell the nine classes by the most special type that visions infers for the values."""
    import pandas as pd
    from visions.functional import infer_type
    from visions.typesets import CompleteSet

    nine = {
        **dict.fromkeys(["Integer", "Float", "Count", "Numeric", "Complex"], "numeric"),
        **dict.fromkeys(["DateTime", "Date", "Time", "TimeDelta"], "datetime"),
        **dict.fromkeys(["URL"], "url"),
        **dict.fromkeys(["Boolean", "Categorical", "Ordinal", "String", "Object"], "categorical"),
        **dict.fromkeys(["Generic"], "not-generalizable"),
    }
    types = CompleteSet()
    found = []
    for values in columns:
        try:
            type_ = str(infer_type(pd.Series(values, dtype=object), types)) if values else "Generic"
        except (ValueError, TypeError, OverflowError):  # years that pandas lacks, for example
            type_ = "Object"
        found.append(nine.get(type_, "context-specific"))
    return found


if __name__ == "__main__":
    request = json.load(sys.stdin)
    json.dump({"ptype": ptype, "visions": visions}[sys.argv[1]](request), sys.stdout)
