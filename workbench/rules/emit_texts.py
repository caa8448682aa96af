"""The functions of an exported module that are the same in each."""

from __future__ import annotations

__all__ = ["CHECK", "CLEAN", "DRIFT", "EXPLAIN", "FILES", "NOT_APPLIED", "READ", "SOURCE"]

DRIFT = '''def drift(
    table: Any, *, cleaned: bool = False, values: Any = None
) -> list[dict[str, Any]]:
    """Compare `table`, once cleaned, with the cleaned table that the rules were made on.

    Returns a dict for each column, most changed first: ``column``, ``verdict`` (none, some or
    strong), ``message``, and the figures: the population stability index ``psi``, the index to
    expect by chance alone (``noise``), the shares ``missing`` now and ``missing_before``.

    Parameters: `table` and `values` as for `clean`, or its result with ``cleaned=True``.
    """
    text = Path(__file__).with_name("reference.json").read_text(encoding="utf-8")
    frame, _ = with_inner_names(table, numbered, COLUMNS)
    if not cleaned:
        frame = nw.from_native(clean(frame.to_native(), values=values))
    return drift_from(frame, json.loads(text))'''

CLEAN = '''def clean(table: Any, *, reason: str | None = None, values: Any = None) -> Any:
    """Apply the rules to `table` and return a table of the same kind.

    Values that no longer fit a rule are left unchanged; text that a rule cannot parse as a
    number or date becomes null.  Rules for columns that `table` lacks are not applied, nor are
    those of `APART` without their `values` (a path, or what is in that file): a warning says so,
    and `not_applied` lists them.  With `reason`, a column of that name is added, which says for
    each row what could not be parsed.  Raises ValueError or TypeError, with what to do, where
    `table` has none of `COLUMNS`, or mixes types in one.
    """
    frame, inner = with_inner_names(table, numbered, COLUMNS)
    frame = prepare(frame, COLUMNS, reason)
    left_out = not_applied(frame, values=values)
    if left_out:
        warnings.warn(in_words(left_out), stacklevel=2)
    whole = {one["rule"] for one in left_out if one["whole"]}
    for after in apply_rules(frame, reason, whole, values_apart(values, APART)):
        frame = after
    return with_own_names(frame, inner).to_native()'''

CHECK = '''def check(table: Any, *, values: Any = None) -> tuple[Any, Any]:
    """Clean `table` (with `values`, as `clean` does) and split it: rows as expected, and others.

    The others have a column with the reason: text that could not be parsed, an unexpected missing
    value, a value outside the range or categories seen before, a duplicate key.  That dates and
    identifiers go on is none: `drift` tells it.  Columns that are missing are not checked.
    Raises ValueError where a column has another type than expected, or none of them is there.
    """
    text = Path(__file__).with_name("expectations.json").read_text(encoding="utf-8")
    frame, inner = with_inner_names(table, numbered, COLUMNS)
    reason = free_name(frame, "reason")
    cleaned = nw.from_native(clean(frame.to_native(), reason=reason, values=values))
    good, bad = check_from(cleaned, json.loads(text), reason)
    return with_own_names(good, inner).to_native(), with_own_names(bad, inner).to_native()'''

EXPLAIN = '''def explain(
    table: Any, key_column: str, key: Any, *, values: Any = None
) -> list[dict[str, Any]]:
    """List the rules that changed a row of `table`: entry in `RULES`, cells before and after."""
    frame, inner = with_inner_names(table, numbered, COLUMNS)
    frame = prepare(frame, COLUMNS)
    whole = {one["rule"] for one in not_applied(frame, values=values) if one["whole"]}
    frames = apply_rules(frame, None, whole, values_apart(values, APART))
    return explain_rules(frames, RULES, inner.get(key_column, key_column), key)'''

FILES = '''MAPS = json.loads(Path(__file__).with_name("maps.json").read_text(encoding="utf-8"))
"""The long maps of the rules, by rule and argument."""'''

NOT_APPLIED = '''def not_applied(table: Any, *, values: Any = None) -> list[dict[str, Any]]:
    """List the rules that `clean` does not apply to `table`, or not in full, and the reason.

    Returns a dict for each: ``rule``, ``kind`` and ``what`` as in `RULES`, the columns
    that are ``missing``, ``whole`` (false where the rule does the rest of its work) and the
    ``reason``.
    """
    frame, _ = with_inner_names(table, numbered, COLUMNS)
    names = frame.collect_schema().names()
    return unmet(names, RULES, set(APART.get("rules", ())) - set(values_apart(values, APART)))'''

SOURCE = '"""How the table was read that the rules were made on."""'

READ = '''def read(path: Any, *, library: str | None = None) -> Any:
    """Read a file as the table was read that the rules were made on, ready for `clean`.

    With pandas, Polars, PyArrow or DuckDB: `library`, or the first that is installed.  Columns may
    be missing, new or in another order; one whose values are no longer all of their type is text.
    """
    return opened(path, SOURCE, library)'''
