"""What type the values of a column have, where its own does not say; copied into exported modules.

pandas holds values in columns of Python objects (after ``T``, ``apply``, SQL, JSON), and
categories may be of numbers: rules see the type that the values have.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import narwhals as nw

from workbench.rules.operations import is_missing


def with_plain_types(frame: Any, columns: Iterable[str]) -> Any:
    """Give columns of Python objects, and of categories, the type that their values have.

    Objects of several types, or of one that no column has, stay as they are.
    """
    schema = frame.collect_schema()
    native = frame.to_native()
    made = {}
    for name in columns:
        if schema[name] in (nw.Categorical, nw.Enum):
            changed = of_categories(frame, name)
        elif schema[name] == nw.Object and frame.implementation.is_pandas_like():
            changed = of_objects(native[name], frame[name].to_list())
        else:
            continue
        if changed is not None:
            made[name] = changed
    if not made:
        return frame
    if frame.implementation.is_pandas_like():
        return nw.from_native(native.assign(**made))
    for name, changed in made.items():
        native = native.set_column(native.column_names.index(name), name, changed)
    return nw.from_native(native)


def of_objects(series: Any, values: Sequence[Any]) -> Any:
    """Return a pandas series of objects in the type of its values; None where they have none."""
    present = [value for value in values if not is_missing(value)]
    kinds = {kind_of(type(value)) for value in present}
    full = len(present) == len(values)
    plain = series if full else series.where(series.notna(), None)
    if kinds == {"int"} and all(-(2**63) <= value < 2**63 for value in present):
        return plain.astype("int64" if full else "Int64")
    if kinds == {"bool"}:
        return plain.astype("bool" if full else "boolean")
    exact = kinds == {"float"} or all(
        -(2**53) <= value <= 2**53 for value in present if kind_of(type(value)) == "int"
    )
    if kinds in ({"float"}, {"int", "float"}) and exact:
        return plain.astype("float64")
    if kinds in ({"datetime"}, {"Timestamp"}):
        found = plain.infer_objects()
        return None if str(found.dtype) == "object" else found
    return None


def kind_of(type_: type) -> str:
    """Return the name of a type, without the number of bits that NumPy adds to it."""
    name = type_.__name__.rstrip("0123456789_")
    return "int" if name == "uint" else name


def of_categories(frame: Any, name: str) -> Any:
    """Return a column of categories in the type of these; None where they are text."""
    native = frame.to_native()
    if frame.implementation.is_pyarrow():
        held = native.schema.field(name).type.value_type
        return None if "string" in str(held) else native[name].cast(held)
    if not frame.implementation.is_pandas_like():
        return None
    dtype = native[name].dtype
    if hasattr(dtype, "pyarrow_dtype"):
        held = dtype.pyarrow_dtype.value_type
        return None if "string" in str(held) else native[name].astype(type(dtype)(held))
    held = dtype.categories.dtype
    full = not native[name].isna().any()
    if held.kind in "iub" and not full and not hasattr(held, "na_value"):
        return native[name].astype("boolean" if held.kind == "b" else "Int64")
    return native[name].astype(held) if held.kind in "iufbM" else None
